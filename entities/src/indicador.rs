//! An indicator of a sheet.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "indicador")]
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
    pub ficha_id: i64,
    pub orden: i32,
    pub nombre: String,
    pub clave: String,
    pub numerador: String,
    pub denominador: String,
    pub unidad: Option<String>,
    pub por: i32,
    pub sentido: Option<i16>,
    pub frecuencia: i16,
    pub responsable: Option<String>,
    pub fuente: Option<String>,
    pub linea_base_micro: Option<i64>,
    pub metas: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
