//! The number entered for a puesto that is not measured.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "dotacion_no_medida")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub puesto_id: i64,
    pub grupo_id: Option<i16>,
    pub nivel_organizacional: Option<i16>,
    pub posiciones: i32,
    pub sustento: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
