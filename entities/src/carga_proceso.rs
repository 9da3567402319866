//! Roll-up of a version by process and proposed puesto.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "carga_proceso")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub matriz: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub proceso_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub puesto_propuesto_id: i64,
    pub tipo: Option<i16>,
    pub nivel_0_id: i64,
    pub nivel_1_id: Option<i64>,
    pub nivel_2_id: Option<i64>,
    pub horas_pico: i64,
    pub con_tiempo: i32,
    pub sin_tiempo: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
