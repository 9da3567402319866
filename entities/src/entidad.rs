//! A public body: the tenant.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entidad")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub codigo: String,
    pub ruc: Option<String>,
    pub sigla: Option<String>,
    pub nombre: String,
    pub clave: String,
    pub clasificacion: String,
    pub nivel_gobierno: i16,
    pub sector_id: i16,
    pub adscrita_a_id: Option<i32>,
    pub en_alcance_ley_30057: Option<bool>,
    pub demostracion: bool,
    pub siguiente_id: i64,
    pub ultima_version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
