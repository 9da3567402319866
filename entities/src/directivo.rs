//! Table 4-10: which grupo the head of a unit belongs to.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "directivo")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub clasificacion: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub nivel_organizacional: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub naturaleza: String,
    pub grupo_id: i16,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
