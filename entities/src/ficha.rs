//! The sheet of a process.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "ficha")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub revision: i32,
    pub creado_en: DateTimeUtc,
    pub cambiado_en: DateTimeUtc,
    pub archivado_en: Option<DateTimeUtc>,
    pub visibilidad: i16,
    pub matriz: i16,
    pub codigo: String,
    pub edicion: i32,
    pub nombre: String,
    pub clave: String,
    pub sistema: Option<String>,
    pub titulo: Option<String>,
    pub aprobada_en: Option<String>,
    pub responsable: Option<String>,
    pub objetivo: Option<String>,
    pub elaborado_por: Json,
    pub revisado_por: Json,
    pub aprobado_por: Json,
    pub autoridad: Json,
    pub alcance: Json,
    pub filas: Json,
    pub recursos: Json,
    pub documentos: Json,
    pub riesgos: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
