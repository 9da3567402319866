//! The statement that sums.

use sea_orm::QueryResult;

use super::consulta::{agrupar, clave, condiciones, desde_fuente, entidades, seleccionar};
use super::{Consulta, Fuente, Valor};
use crate::domain::resumen::Suma;
use crate::store::{Lectura, StoreError};

/// Groups that an answer may have: national familia × rol by entity has 30,000, every puesto of a country 150,000.
const GRUPOS_MAXIMOS: i64 = 200_000;

/// Sums of each group that has rows.
pub(super) async fn sumar(lectura: &Lectura, consulta: &Consulta) -> Result<Vec<(Vec<Valor>, Suma)>, StoreError> {
    let fuente = consulta.fuente();
    let mut sql = lectura.sql();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &consulta.dimensiones);
    for (i, (nombre, expresion)) in expresiones(fuente).iter().enumerate() {
        let coma = if i == 0 { "" } else { ", " };
        sql.texto(&format!("{coma}CAST(SUM({expresion}) AS BIGINT) AS {nombre}"));
    }
    sql.texto(", COUNT(*) AS leidas");
    desde_fuente(lectura, &mut sql, consulta);
    entidades(&mut sql, consulta);
    condiciones(&mut sql, consulta);
    agrupar(&mut sql, &consulta.dimensiones);
    // One more than may be: an answer of too many groups is refused, never cut.
    sql.texto(" LIMIT ").valor(GRUPOS_MAXIMOS + 1);
    let filas = lectura.sumas(sql).await?;
    if i64::try_from(filas.len()).is_ok_and(|grupos| grupos > GRUPOS_MAXIMOS) {
        return Err(StoreError::DemasiadosGrupos(GRUPOS_MAXIMOS));
    }
    for fila in &filas {
        lectura.anotar_sumadas(fila.try_get("", "leidas")?);
    }
    let grupos = filas.iter().map(|fila| Ok((clave(fila, &consulta.dimensiones)?, suma(fila)?)));
    // Without dimensions SQL answers one row even when there is nothing to sum.
    grupos
        .filter(|grupo| !grupo.as_ref().is_ok_and(|(_, suma)| suma.is_none()))
        .map(|g| g.map(|(c, s)| (c, s.unwrap_or_default())))
        .collect()
}

/// Each part of a sum and how it is taken from the rows of a roll-up.
fn expresiones(fuente: Fuente) -> [(&'static str, &'static str); 15] {
    match fuente {
        Fuente::Resumen => [
            ("puestos", "r.puestos"),
            ("sin_actual", "r.puestos_sin_actual"),
            ("sin_necesidad", "r.puestos_sin_necesidad"),
            ("sin_dato", "r.puestos_sin_dato"),
            ("actual", "r.actual"),
            ("comparable", "r.actual_comparable"),
            ("segun_cargas", "r.segun_cargas"),
            ("deficit", "r.deficit"),
            ("superavit", "r.superavit"),
            ("horas_micro", "r.horas_micro"),
            ("horas_pico", "r.horas_pico"),
            ("con_tiempo", "r.con_tiempo"),
            ("sin_tiempo", "r.sin_tiempo"),
            ("costo", "r.costo_centimos"),
            ("con_remuneracion", "r.con_remuneracion"),
        ],
        Fuente::Puestos => [
            ("puestos", "1"),
            ("sin_actual", "CASE WHEN r.actual IS NULL THEN 1 ELSE 0 END"),
            ("sin_necesidad", "CASE WHEN r.segun_cargas IS NULL THEN 1 ELSE 0 END"),
            ("sin_dato", "CASE WHEN r.brecha IS NULL THEN 1 ELSE 0 END"),
            ("actual", "COALESCE(r.actual, 0)"),
            ("comparable", "CASE WHEN r.brecha IS NULL THEN 0 ELSE r.actual END"),
            ("segun_cargas", "COALESCE(r.segun_cargas, 0)"),
            ("deficit", "CASE WHEN r.brecha > 0 THEN r.brecha ELSE 0 END"),
            ("superavit", "CASE WHEN r.brecha < 0 THEN -r.brecha ELSE 0 END"),
            ("horas_micro", "COALESCE(r.horas_pico, 0) / 1000000"),
            ("horas_pico", "COALESCE(r.horas_pico, 0) % 1000000"),
            ("con_tiempo", "r.con_tiempo"),
            ("sin_tiempo", "r.sin_tiempo"),
            ("costo", "COALESCE(r.costo_centimos, 0)"),
            ("con_remuneracion", "r.con_remuneracion"),
        ],
        // A puesto works in several processes: only hours can be shared out.
        Fuente::Procesos => [
            ("puestos", "0"),
            ("sin_actual", "0"),
            ("sin_necesidad", "0"),
            ("sin_dato", "0"),
            ("actual", "0"),
            ("comparable", "0"),
            ("segun_cargas", "0"),
            ("deficit", "0"),
            ("superavit", "0"),
            ("horas_micro", "c.horas_pico / 1000000"),
            ("horas_pico", "c.horas_pico % 1000000"),
            ("con_tiempo", "c.con_tiempo"),
            ("sin_tiempo", "c.sin_tiempo"),
            ("costo", "0"),
            ("con_remuneracion", "0"),
        ],
    }
}

fn suma(fila: &QueryResult) -> Result<Option<Suma>, StoreError> {
    let Some(puestos) = fila.try_get::<Option<i64>>("", "puestos")? else { return Ok(None) };
    let parte = |nombre: &str| fila.try_get::<i64>("", nombre);
    Ok(Some(Suma {
        puestos,
        puestos_sin_actual: parte("sin_actual")?,
        puestos_sin_necesidad: parte("sin_necesidad")?,
        puestos_sin_dato: parte("sin_dato")?,
        actual: parte("actual")?,
        actual_comparable: parte("comparable")?,
        segun_cargas: parte("segun_cargas")?,
        deficit: parte("deficit")?,
        superavit: parte("superavit")?,
        horas_micro: parte("horas_micro")?,
        horas_pico: parte("horas_pico")?,
        con_tiempo: parte("con_tiempo")?,
        sin_tiempo: parte("sin_tiempo")?,
        costo_centimos: parte("costo")?,
        con_remuneracion: parte("con_remuneracion")?,
    }))
}
