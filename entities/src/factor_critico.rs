//! A critical success factor of the management of releases, and the indicators that tell how it goes.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "factor_critico")]
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
    pub codigo: String,
    pub nombre: String,
    pub clave: String,
    pub objetivo: String,
    pub descripcion: Option<String>,
    pub responsable: Option<String>,
    pub revisado_el: Option<String>,
    pub indicadores: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
