//! An órgano or unidad orgánica.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "unidad")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub padre_id: Option<i64>,
    pub organo_id: i64,
    pub orden: i32,
    pub fin: i32,
    pub sigla: Option<String>,
    pub nombre: String,
    pub clave: String,
    pub naturaleza_id: Option<i16>,
    pub nivel_organizacional: Option<i16>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
