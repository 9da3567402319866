//! A request that could read what was sent and not published.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consulta_registrada")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub momento: DateTimeUtc,
    pub sujeto: String,
    pub solicitud: String,
    pub operacion: Option<String>,
    pub documento: String,
    pub variables: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
