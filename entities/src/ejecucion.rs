//! A row of the matrix: who does what, how often, how long.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "ejecucion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub matriz: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub orden: i32,
    pub actividad_id: i64,
    pub tarea_id: Option<i64>,
    pub unidad_id: Option<i64>,
    pub puesto_id: Option<i64>,
    pub puesto_propuesto_id: i64,
    pub correlativo: Option<String>,
    pub ejecutor: Option<String>,
    pub periodo: Option<i16>,
    pub veces_micro: Option<i64>,
    pub frecuencia_micro: Option<i64>,
    pub duracion_micro: Option<i64>,
    pub horas_pico: Option<i64>,
    pub declarados_pico: Option<i64>,
    pub fila: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
