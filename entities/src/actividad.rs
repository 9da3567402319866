//! A set of tasks of a process.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "actividad")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub matriz: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub proceso_id: i64,
    pub profundidad: i16,
    pub orden: i32,
    pub fin: i32,
    pub codigo: Option<String>,
    pub nombre: String,
    pub clave: String,
    pub fila: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
