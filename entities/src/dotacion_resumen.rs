//! Roll-up of a version by grupo, familia and rol.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dotacion_resumen")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub matriz: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub grupo_id: Option<i16>,
    pub familia_id: Option<i16>,
    pub rol_id: Option<i16>,
    pub puestos: i32,
    pub puestos_sin_actual: i32,
    pub puestos_sin_necesidad: i32,
    pub puestos_sin_dato: i32,
    pub actual: i64,
    pub actual_comparable: i64,
    pub segun_cargas: i64,
    pub deficit: i64,
    pub superavit: i64,
    pub horas_micro: i64,
    pub horas_pico: i64,
    pub con_tiempo: i64,
    pub sin_tiempo: i64,
    pub costo_centimos: i64,
    pub con_remuneracion: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
