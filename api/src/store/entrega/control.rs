//! How the entities keep what they must: records past retention, documents that were not reviewed within the year.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::indicadores::Razon;
use crate::domain::entrega::control::{ClaseRegistroGuardado, EstadoDocumento};
use crate::domain::fecha::fin_en_el_peru;
use crate::domain::registro::DeLista;
use crate::store::lista::Filtro;
use crate::store::{Lectura, StoreError};

/// What is past retention on a day, over rows `t` of `registro_guardado`.
pub fn vencido(dia: NaiveDate) -> String {
    let (plan, fin) = (ClaseRegistroGuardado::Plan.codigo(), fin_en_el_peru(dia));
    format!(
        "(t.archivado_en IS NULL AND (COALESCE(t.vence_el < '{dia}', FALSE) OR (t.clase = {plan} AND EXISTS \
         (SELECT 1 FROM entrega e WHERE e.entidad_id = t.entidad_id AND e.id = t.entrega_id AND e.cerrada_s < {fin}))))"
    )
}

/// What is approved, over rows `t` of `documento`.
fn aprobado() -> String {
    format!("(t.archivado_en IS NULL AND t.estado = {})", EstadoDocumento::Aprobado.codigo())
}

/// What is approved and was not reviewed within the year before a day, over rows `t` of `documento`.
pub fn sin_revisar(dia: NaiveDate) -> String {
    format!("({} AND COALESCE(t.revisar_hasta < '{dia}', FALSE))", aprobado())
}

/// By what entities are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PorEntidad {
    /// Not at all.
    Total,
    /// By their sector.
    Sector,
    /// Each apart.
    Entidad,
}

/// The figures of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Control {
    /// Records past retention, of those in use.
    pub vencidos: Razon,
    /// Documents not reviewed within the year, of those approved.
    pub sin_revisar: Razon,
}

/// The figures of the entities that meet the filter, by the number of their sector, or their own.
pub async fn por_entidad(
    lectura: &Lectura,
    por: PorEntidad,
    entidades: &dyn Filtro,
    dia: NaiveDate,
) -> Result<BTreeMap<i64, Control>, StoreError> {
    let mut grupos: BTreeMap<i64, Control> = BTreeMap::new();
    for (numero, razon) in contar(lectura, por, entidades, "registro_guardado", [&vencido(dia), "1 = 1"]).await? {
        grupos.entry(numero).or_default().vencidos = razon;
    }
    for (numero, razon) in contar(lectura, por, entidades, "documento", [&sin_revisar(dia), &aprobado()]).await? {
        grupos.entry(numero).or_default().sin_revisar = razon;
    }
    lectura.mostrar(grupos.len())?;
    Ok(grupos)
}

async fn contar(
    lectura: &Lectura,
    por: PorEntidad,
    entidades: &dyn Filtro,
    tabla: &str,
    [arriba, abajo]: [&str; 2],
) -> Result<Vec<(i64, Razon)>, StoreError> {
    let grupo = match por {
        PorEntidad::Total => "0",
        PorEntidad::Sector => "en.sector_id",
        PorEntidad::Entidad => "en.id",
    };
    let mut sql = lectura.sql();
    sql.texto(&format!(
        "SELECT CAST({grupo} AS BIGINT) AS grupo, CAST(SUM(CASE WHEN {arriba} THEN 1 ELSE 0 END) AS BIGINT) AS n, \
         CAST(SUM(CASE WHEN {abajo} THEN 1 ELSE 0 END) AS BIGINT) AS d FROM {tabla} t \
         JOIN entidad en ON en.id = t.entidad_id WHERE t.archivado_en IS NULL AND t.entidad_id IN \
         (SELECT t.id FROM entidad t WHERE 1 = 1"
    ));
    entidades.agregar(&mut sql);
    sql.texto(")");
    lectura.scope().registros(&mut sql, "t");
    if por != PorEntidad::Total {
        sql.texto(&format!(" GROUP BY {grupo}"));
    }
    let filas = lectura.sumas(sql).await?;
    let con_filas = filas.iter().filter(|fila| fila.try_get::<Option<i64>>("", "n").is_ok_and(|n| n.is_some()));
    let razones = con_filas.map(|fila| {
        let razon = Razon { numerador: fila.try_get("", "n")?, denominador: fila.try_get("", "d")? };
        Ok((fila.try_get("", "grupo")?, razon))
    });
    razones.collect()
}
