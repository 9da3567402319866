//! Records around the map (releases, sheets, readings …), which no table of sizes counts.
//!
//! Nothing is known of how many there are, so every page counts whole, below every node. What is nested in them is walked
//! without its types: a field with a selection is a statement, a connection is a page of rows as well. It is a guess, not
//! a bound as for the map: what they really read is taken from the requester's points afterwards.

use async_graphql::parser::types::Field;

use super::cota::{Cota, Estimado};
use super::documento::CUALQUIERA;
use super::recorrido::Recorrido;
use crate::error::ApiError;
use crate::schema::arbol::PAGINA as PAGINA_DEL_ARBOL;
use crate::schema::conexion::PAGINA;

/// Fields that show what is in memory or in the row itself.
const SIN_LECTURA: [&str; 6] = ["calculadora", "naturaleza", "nivel", "pageInfo", "regimen", "sector"];
/// What one field sends to the database at most: the version to look in, the rows, their count.
const SENTENCIAS: u64 = 3;
/// Records of one kind that a question finds, as far as anybody can tell before.
const REGISTROS: u64 = 2_000;

impl<'a> Recorrido<'a> {
    /// What a field of `objetos` objects reads, whatever it is.
    pub(super) fn registro(&self, objetos: u64, campo: &'a Field) -> Result<Estimado, ApiError> {
        let nombre = campo.name.node.as_str();
        let debajo = self.documento.campos(&campo.selection_set.node, CUALQUIERA);
        if debajo.is_empty() || SIN_LECTURA.contains(&nombre) {
            return Ok(Estimado::default());
        }
        let lugares =
            debajo.iter().filter(|campo| matches!(campo.name.node.as_str(), "nodes" | "edges")).count() as u64;
        let cuenta = debajo.iter().any(|campo| campo.name.node == "totalCount");
        if lugares == 0 && !cuenta {
            return self.registros(objetos, &debajo, &Estimado::fijo(1, 1));
        }
        let habitual = if nombre == "arbol" { PAGINA_DEL_ARBOL } else { PAGINA };
        let pagina = self.pagina(campo, habitual, self.mundo.topes.arbol.max(self.mundo.topes.lista))?;
        let mostrados = objetos.saturating_mul(pagina).min(REGISTROS);
        let filas = mostrados.saturating_mul(lugares.max(1)).saturating_add(objetos);
        let contadas = if cuenta { REGISTROS } else { 0 };
        let mut estimado = Estimado { sumadas: Cota::fija(contadas), ..Estimado::fijo(SENTENCIAS, filas) };
        for lugar in debajo {
            let de_arista = self.documento.campos(&lugar.selection_set.node, CUALQUIERA);
            match lugar.name.node.as_str() {
                "nodes" => estimado += self.registros(mostrados, &de_arista, &Estimado::default())?,
                "edges" => {
                    for nodo in de_arista.iter().filter(|campo| campo.name.node == "node") {
                        let suyos = self.documento.campos(&nodo.selection_set.node, CUALQUIERA);
                        estimado += self.registros(mostrados, &suyos, &Estimado::default())?;
                    }
                }
                _ => {}
            }
        }
        Ok(estimado)
    }

    fn registros(&self, objetos: u64, campos: &[&'a Field], antes: &Estimado) -> Result<Estimado, ApiError> {
        campos.iter().try_fold(*antes, |mut suma, campo| {
            suma += self.registro(objetos, campo)?;
            Ok(suma)
        })
    }
}
