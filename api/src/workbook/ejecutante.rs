//! Who does a row: unit, correlativo, name and classification, and what of it is taken from the row above.
//!
//! | column | when it is blank |
//! |---|---|
//! | órgano, unidad | as the row above; but a row with another, known puesto is in the unit of that puesto |
//! | correlativo, ejecutor | from a merged cell; or as the row above when this row goes on with the same task; else missing |
//! | grupo … nombre | all five blank beside the same ejecutor as above: as the row above, unless the sheet types them on every row |

use std::collections::HashMap;

use super::clasificacion;
use super::registro::{Libreta, Registro, Tabla};
use super::unidades::{Lugar, Unidades};
use crate::domain::catalogo::Catalogo;
use crate::domain::columna::Campo;
use crate::domain::modelo::{Ejecucion, Propuesto, Puesto, correlativo_escrito, correlativo_normal, mas_parecido};
use crate::domain::texto::clave;

/// What all sheets share.
pub(super) struct Entorno<'e> {
    pub(super) catalogo: &'e Catalogo,
    pub(super) unidades: &'e mut Unidades,
    pub(super) puestos: &'e [Puesto],
    pub(super) por_correlativo: HashMap<String, Vec<usize>>,
    pub(super) por_nombre: HashMap<String, Vec<usize>>,
}

/// Who did the row above.
#[derive(Debug, Default)]
pub(super) struct Ejecutantes {
    lugar: Lugar,
    correlativo: Option<String>,
    ejecutor: Option<String>,
    propuesto: Propuesto,
    /// Órgano or unidad stand in this row.
    con_lugar: bool,
    /// This row has the ejecutor of the one above.
    mismo: bool,
    clasificacion_completa: bool,
    memoria: clasificacion::Memoria,
}

/// Puestos by correlativo; a repeated one («3 (fila 17)») is also found under its first number.
pub(super) fn por_correlativo(puestos: &[Puesto]) -> HashMap<String, Vec<usize>> {
    let mut indice: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, puesto) in puestos.iter().enumerate() {
        indice.entry(correlativo_escrito(&puesto.correlativo).to_owned()).or_default().push(i);
    }
    indice
}

/// Puestos by the search key of their name.
pub(super) fn por_nombre(puestos: &[Puesto]) -> HashMap<String, Vec<usize>> {
    let mut indice: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, puesto) in puestos.iter().enumerate() {
        indice.entry(clave(&puesto.nombre)).or_default().push(i);
    }
    indice
}

impl Entorno<'_> {
    /// The only puesto of that name in that unit, or the only one of that name at all.
    fn llamado(&self, ejecutor: &str, unidad: Option<usize>) -> Option<usize> {
        let todos = self.por_nombre.get(&clave(ejecutor))?;
        let de_la_unidad = todos.iter().copied().filter(|i| self.puestos.get(*i).is_some_and(|p| p.unidad == unidad));
        match (de_la_unidad.collect::<Vec<_>>().as_slice(), todos.as_slice()) {
            ([unico], _) | ([], [unico]) => Some(*unico),
            _ => None,
        }
    }

    /// The puesto of that correlativo; of several, the one with the same name and unit, or name, or unit, or the first.
    fn puesto(&self, correlativo: &str, ejecutor: Option<&str>, unidad: Option<usize>) -> Option<usize> {
        let candidatos = self.por_correlativo.get(correlativo)?;
        mas_parecido(self.puestos, candidatos.iter().copied(), ejecutor, unidad)
    }
}

impl Ejecutantes {
    pub(super) fn nuevo(tabla: &Tabla<'_>) -> Self {
        let completa = tabla.se_repite(Campo::Grupo) || tabla.se_repite(Campo::Familia);
        Self { lugar: Lugar::nuevo(tabla), clasificacion_completa: completa, ..Self::default() }
    }

    /// Takes what the row says; whether it says who does it. `continua`: the row goes on with the task above.
    pub(super) fn avanzar(&mut self, registro: &Registro<'_>, continua: bool, libreta: &mut Libreta) -> bool {
        self.lugar.avanzar(registro, libreta);
        self.con_lugar = [Campo::Organo, Campo::Unidad].iter().any(|c| {
            (registro.hay(*c) && !registro.ilegible(*c))
                || registro.tabla.rango(*c, registro.numero_de_fila()).is_some()
        });
        let correlativo = registro.dado(Campo::Correlativo, libreta);
        let ejecutor = registro.dado(Campo::Ejecutor, libreta);
        let dicho = correlativo.is_some() || ejecutor.is_some();
        if !dicho && continua {
            self.mismo = true;
            return registro.hay(Campo::Organo) || registro.hay(Campo::Unidad);
        }
        let propio = correlativo.as_ref().is_some_and(|d| d.propio) || ejecutor.as_ref().is_some_and(|d| d.propio);
        let correlativo = correlativo.and_then(|d| correlativo_normal(&d.valor));
        let ejecutor = ejecutor.map(|d| d.valor);
        self.mismo = dicho && self.correlativo == correlativo && self.ejecutor == ejecutor;
        (self.correlativo, self.ejecutor) = (correlativo, ejecutor);
        propio || registro.hay(Campo::Organo) || registro.hay(Campo::Unidad)
    }

    /// Fills unit, puesto, names and classification of an execution.
    pub(super) fn llenar(
        &mut self,
        registro: &Registro<'_>,
        ejecucion: &mut Ejecucion,
        entorno: &mut Entorno<'_>,
        libreta: &mut Libreta,
    ) {
        let escrita = self.lugar.unidad(entorno.unidades, registro, entorno.catalogo, libreta);
        let correlativo = self.correlativo.as_deref();
        // Without a column for the correlativo puestos are known by their name.
        let sin_correlativos = !registro.tabla.cabecera.tiene(Campo::Correlativo);
        let puesto = match (correlativo, self.ejecutor.as_deref()) {
            (Some(correlativo), ejecutor) => entorno.puesto(correlativo, ejecutor, escrita),
            (None, Some(ejecutor)) if sin_correlativos => entorno.llamado(ejecutor, escrita),
            _ => None,
        };
        let del_puesto = puesto.and_then(|i| entorno.puestos.get(i)).and_then(|p| p.unidad);
        ejecucion.unidad = if self.con_lugar || self.mismo { escrita.or(del_puesto) } else { del_puesto.or(escrita) };
        ejecucion.puesto = puesto;
        let del_mapeo = puesto.and_then(|i| entorno.puestos.get(i)).map(|p| p.correlativo.clone());
        ejecucion.correlativo = self.correlativo.clone().or(del_mapeo);
        ejecucion.ejecutor.clone_from(&self.ejecutor);
        let sin_clasificar = clasificacion::CAMPOS.iter().all(|c| !registro.hay(*c));
        let mut propuesto = clasificacion::leer(registro, entorno.catalogo, &mut self.memoria, libreta);
        let vacio = Propuesto { nivel_organizacional: None, ..propuesto.clone() } == Propuesto::default();
        if sin_clasificar && vacio && self.mismo && !self.clasificacion_completa {
            propuesto = Propuesto { nivel_organizacional: propuesto.nivel_organizacional, ..self.propuesto.clone() };
        }
        self.propuesto = propuesto.clone();
        ejecucion.propuesto = propuesto;
    }
}
