//! Who holds a role of release and deployment management, from when to when.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "asignacion_rol_entrega")]
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
    pub rol: i16,
    pub correlativo: String,
    pub desde: String,
    pub hasta: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
