//! Governance of processes: who may hold a role, and what is covered on a day.

use super::lista::Filtro;
use super::sql::Sql;
use super::{Lectura, StoreError};
use crate::domain::gobierno::EnVigor;
use crate::domain::registro::Vinculo;
use crate::domain::texto::clave;
use crate::store::ficha::datos;

/// Who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Titular {
    /// A puesto, by its number in the Mapeo de Puestos.
    Puesto(String),
    /// A unit, by its name or its sigla.
    Unidad(String),
}

/// The name of who would hold a role, as the newest version of the entity's map has it that the reader may see.
pub async fn nombre(lectura: &Lectura, entidad: i32, titular: &Titular) -> Result<Option<String>, StoreError> {
    let mut sql = lectura.sql();
    match titular {
        Titular::Puesto(correlativo) => {
            sql.texto("SELECT t.nombre FROM puesto t WHERE t.correlativo = ").valor(correlativo.clone());
        }
        Titular::Unidad(unidad) => {
            sql.texto("SELECT t.nombre FROM unidad t WHERE (t.clave = ").valor(clave(unidad));
            sql.texto(" OR t.sigla = ").valor(unidad.clone()).texto(")");
        }
    }
    sql.texto(" AND t.entidad_id = ").valor(entidad);
    lectura.scope().filas(&mut sql, "t", "version");
    sql.texto(" ORDER BY t.version DESC, t.orden LIMIT 1");
    lectura.numero(sql).await
}

/// Which assignments a question about coverage is over.
pub struct Pregunta<'a> {
    /// Conditions over entities `t`.
    pub entidades: Option<&'a dyn Filtro>,
    /// The day, `YYYY-MM-DD`.
    pub dia: &'a str,
    /// Only what holds for the process of this code.
    pub proceso: Option<&'a str>,
}

/// The entities asked for with their sectors, by number, and the assignments in force in them that day. Two statements.
pub async fn en_vigor(
    lectura: &Lectura,
    pregunta: &Pregunta<'_>,
) -> Result<(Vec<(i32, i16)>, Vec<EnVigor>), StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT t.id, t.sector_id FROM entidad t WHERE 1 = 1");
    de_entidades(&mut sql, pregunta);
    let pedidas = lectura.sumas(sql).await?;
    let pedidas = pedidas.iter().map(|fila| Ok((fila.try_get("", "id")?, fila.try_get("", "sector_id")?)));
    let pedidas = pedidas.collect::<Result<Vec<(i32, i16)>, StoreError>>()?;
    let mut sql = lectura.sql();
    sql.texto(
        "SELECT a.entidad_id, a.rol, a.responsabilidades, a.vinculos FROM asignacion_de_rol a \
         JOIN entidad t ON t.id = a.entidad_id WHERE a.archivado_en IS NULL AND a.desde <= ",
    );
    sql.valor(pregunta.dia.to_owned()).texto(" AND (a.hasta IS NULL OR a.hasta >= ");
    sql.valor(pregunta.dia.to_owned()).texto(")");
    lectura.scope().registros(&mut sql, "a");
    de_entidades(&mut sql, pregunta);
    sql.texto(" ORDER BY a.entidad_id, a.id LIMIT ").valor(lectura.tope());
    let mut en_vigor = Vec::new();
    for fila in lectura.filas(sql).await? {
        let vinculos: serde_json::Value = fila.try_get("", "vinculos")?;
        if !vale_para(&Vinculo::leer(&vinculos), pregunta.proceso) {
            continue;
        }
        let responsabilidades: serde_json::Value = fila.try_get("", "responsabilidades")?;
        en_vigor.push(EnVigor {
            entidad: fila.try_get("", "entidad_id")?,
            rol: fila.try_get("", "rol")?,
            responsabilidades: datos(&responsabilidades)?,
        });
    }
    Ok((pedidas, en_vigor))
}

/// Whether an assignment with these links is for a process: without links it is for all of them.
fn vale_para(vinculos: &[Vinculo], proceso: Option<&str>) -> bool {
    let Some(codigo) = proceso else { return true };
    vinculos.is_empty() || vinculos.iter().any(|vinculo| vinculo.codigo == codigo)
}

fn de_entidades(sql: &mut Sql, pregunta: &Pregunta<'_>) {
    if let Some(filtro) = pregunta.entidades {
        filtro.agregar(sql);
    }
}
