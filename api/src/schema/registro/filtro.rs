//! What the filters of all records share.

use async_graphql::InputObject;

use crate::domain::fecha::fin_en_el_peru;
use crate::domain::registro::TipoRegistro;
use crate::error::ApiError;
use crate::schema::catalogo::desconocido;
use crate::schema::context::Solicitud;
use crate::schema::scalar::Fecha;
use crate::store::sql::Sql;
use crate::store::vinculo_mapa::{con_deficit, procesos};

/// Leaves archived records out of a list unless its filter asks for them.
pub fn vivos(sql: &mut Sql, archivados: Option<bool>) {
    if archivados != Some(true) {
        sql.texto(" AND t.archivado_en IS NULL");
    }
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

/// Records of a kind that change a process with one of these codes, directly or by one of its activities or tasks.
pub fn por_proceso(sql: &mut Sql, tipo: TipoRegistro, codigos: &[String]) {
    sql.texto(" AND EXISTS (SELECT 1 FROM ").texto(&procesos(tipo));
    sql.texto(" x WHERE x.entidad_id = t.entidad_id AND x.registro_id = t.id AND ");
    sql.en_textos("x.codigo", codigos).texto(")");
}

/// Records of a kind that change a process in which people lack, or the others.
pub fn por_deficit(sql: &mut Sql, tipo: TipoRegistro, si: bool) {
    sql.texto(if si { " AND " } else { " AND NOT " }).texto(&con_deficit(tipo));
}

/// Refuses the code of an entity that the catalogue does not have: a typing error must not pass for an empty answer.
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
    /// Appends the conditions over a column of seconds: days of Peru.
    pub fn agregar_segundos(&self, sql: &mut Sql, columna: &str) {
        if let Some(Fecha(dia)) = self.desde {
            // From the end of the day before.
            let inicio = dia.pred_opt().map_or(i64::MIN, fin_en_el_peru);
            sql.texto(&format!(" AND {columna} >= ")).valor(inicio);
        }
        if let Some(Fecha(dia)) = self.hasta {
            sql.texto(&format!(" AND {columna} < ")).valor(fin_en_el_peru(dia));
        }
        self.agregar_nulo(sql, columna);
    }

    fn agregar_nulo(&self, sql: &mut Sql, columna: &str) {
        if let Some(nulo) = self.nulo {
            sql.texto(&format!(" AND {columna} IS {}NULL", if nulo { "" } else { "NOT " }));
        }
    }

    /// Appends the conditions.
    pub fn agregar(&self, sql: &mut Sql, columna: &str) {
        for (signo, fecha) in [(">=", self.desde), ("<=", self.hasta)] {
            if let Some(fecha) = fecha {
                sql.texto(&format!(" AND {columna} {signo} ")).valor(String::from(fecha));
            }
        }
        self.agregar_nulo(sql, columna);
    }
}
