//! What posts cost, as everyone may see it: sums of large groups, and of nothing smaller.
//!
//! Every sum is made of atoms: the paid puestos of one grupo in one entity. An atom of fewer puestos than the minimum is in
//! no sum at all. So whatever two questions are subtracted from each other, what remains is a sum of whole large atoms:
//! there is nothing to hide afterwards, and no order of questions to watch.

use std::collections::HashMap;

use super::consulta::{agrupar, clave, entidades, seleccionar, unir, version_elegida};
use super::{Consulta, Dimension, Valor};
use crate::domain::modelo::TipoMatriz;
use crate::store::version::eleccion::Eleccion;
use crate::store::{Lectura, StoreError};

/// What the large groups of a row cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Costo {
    /// A month, in céntimos.
    pub centimos: i64,
    /// Paid puestos behind it.
    pub puestos: i64,
    /// Paid puestos of small groups, whose pay is not in it.
    pub omitidos: i64,
}

/// Whether the first `cuantas` dimensions of a question ask for sums of whole atoms, at the one moment and by the one
/// classification that costs are told of: two classifications of the same puestos would differ by few of them.
pub fn se_publica(consulta: &Consulta, cuantas: usize) -> bool {
    consulta.eleccion == Eleccion::Vigente
        && consulta.matriz == TipoMatriz::Ajustada
        && consulta.filtro.is_none()
        && consulta.dimensiones.iter().take(cuantas).all(|d| d.es_de_entidad() || *d == Dimension::Grupo)
}

/// Costs of the groups of the first `cuantas` dimensions, over atoms of at least `minimo` paid puestos.
pub async fn costear(
    lectura: &Lectura,
    consulta: &Consulta,
    cuantas: usize,
    minimo: i64,
) -> Result<HashMap<Vec<Valor>, Costo>, StoreError> {
    let propias = &consulta.dimensiones[..cuantas.min(consulta.dimensiones.len())];
    let dimensiones = [propias, &[Dimension::Entidad, Dimension::Grupo]].concat();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &dimensiones);
    sql.texto(
        "CAST(SUM(p.remuneracion_centimos * p.ocupados) AS BIGINT) AS centimos, COUNT(*) AS puestos FROM entidad e",
    );
    version_elegida(lectura, &mut sql, consulta);
    unir(&mut sql, "puesto_asignado", "s", consulta.matriz.codigo());
    unir(&mut sql, "puesto_propuesto", "r", consulta.matriz.codigo());
    sql.texto(
        " AND r.id = s.puesto_propuesto_id JOIN puesto p ON p.entidad_id = s.entidad_id AND p.version = s.version",
    );
    // Whoever holds no position is paid nothing: it would make a group look larger than it is.
    sql.texto(" AND p.id = s.puesto_id AND p.remuneracion_centimos IS NOT NULL AND p.ocupados > 0");
    entidades(&mut sql, consulta);
    agrupar(&mut sql, &dimensiones);
    let mut costos: HashMap<Vec<Valor>, Costo> = HashMap::new();
    for fila in lectura.sumas(sql).await? {
        let mut grupo = clave(&fila, &dimensiones)?;
        grupo.truncate(propias.len());
        let puestos: i64 = fila.try_get("", "puestos")?;
        let costo = costos.entry(grupo).or_default();
        if puestos < minimo {
            costo.omitidos += puestos;
        } else {
            costo.puestos += puestos;
            costo.centimos += fila.try_get::<i64>("", "centimos")?;
        }
    }
    Ok(costos)
}
