//! A scale that components are rated on, or answers are given on.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escala_calidad")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    pub codigo: String,
    pub nombre: String,
    pub clave: String,
    pub alias: String,
    pub orden: i16,
    pub activo: bool,
    pub minimo: i32,
    pub maximo: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
