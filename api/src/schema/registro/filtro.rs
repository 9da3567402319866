//! What the filters of all records share.

use async_graphql::InputObject;

use crate::error::ApiError;
use crate::schema::catalogo::desconocido;
use crate::schema::context::Solicitud;
use crate::schema::scalar::Fecha;
use crate::store::sql::Sql;

/// Leaves archived records out of a list unless its filter asks for them.
pub fn vivos(sql: &mut Sql, archivados: Option<bool>) {
    if archivados != Some(true) {
        sql.texto(" AND t.archivado_en IS NULL");
    }
}

/// Refuses the code of an entity that does not exist: a typing error must not pass for an empty answer.
pub fn entidades_conocidas(solicitud: &Solicitud, codigos: Option<&[String]>) -> Result<(), ApiError> {
    let ajena = codigos.unwrap_or_default().iter().find(|codigo| solicitud.directorio.entidad(codigo).is_empty());
    ajena.map_or(Ok(()), |codigo| Err(desconocido("entidad", codigo)))
}

/// Records of the entities with these codes.
pub fn por_entidad(sql: &mut Sql, codigos: &[String]) {
    sql.texto(" AND t.entidad_id IN (SELECT c.id FROM entidad c WHERE ").en_textos("c.codigo", codigos).texto(")");
}

/// Records whose `columna` is a row of `tabla` with one of these codes, in the same entity.
pub fn por_codigo(sql: &mut Sql, tabla: &'static str, columna: &'static str, codigos: &[String]) {
    sql.texto(" AND EXISTS (SELECT 1 FROM ").texto(tabla).texto(" c WHERE c.entidad_id = t.entidad_id AND c.id = ");
    sql.texto(columna).texto(" AND ").en_textos("c.codigo", codigos).texto(")");
}

/// Refuses the code of an entity that the catalogue does not have.
pub fn comprobar_entidades(solicitud: &Solicitud, codigos: Option<&[String]>) -> Result<(), ApiError> {
    let desconocida = codigos.into_iter().flatten().find(|codigo| solicitud.directorio.entidad(codigo).is_empty());
    desconocida.map_or(Ok(()), |codigo| Err(desconocido("entidad", codigo)))
}

/// Condición sobre una fecha. Las condiciones que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct FechaFiltro {
    /// Esta fecha o después.
    pub desde: Option<Fecha>,
    /// Esta fecha o antes.
    pub hasta: Option<Fecha>,
    /// `true`: no tiene valor; `false`: tiene valor.
    pub nulo: Option<bool>,
}

impl FechaFiltro {
    /// Appends the conditions.
    pub fn agregar(&self, sql: &mut Sql, columna: &str) {
        for (signo, fecha) in [(">=", self.desde), ("<=", self.hasta)] {
            if let Some(fecha) = fecha {
                sql.texto(&format!(" AND {columna} {signo} ")).valor(String::from(fecha));
            }
        }
        if let Some(nulo) = self.nulo {
            sql.texto(&format!(" AND {columna} IS {}NULL", if nulo { "" } else { "NOT " }));
        }
    }
}
