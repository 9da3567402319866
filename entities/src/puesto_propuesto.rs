//! A proposed puesto in its unidad, with its figures.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "puesto_propuesto")]
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
    pub organo_id: Option<i64>,
    pub unidad_id: Option<i64>,
    pub naturaleza_id: Option<i16>,
    pub nombre: String,
    pub clave: String,
    pub grupo_id: Option<i16>,
    pub familia_id: Option<i16>,
    pub rol_id: Option<i16>,
    pub nivel_id: Option<i16>,
    pub regimen_id: Option<i16>,
    pub nivel_organizacional: Option<i16>,
    pub base: i16,
    pub sustento: Option<String>,
    pub actual: Option<i32>,
    pub horas_pico: Option<i64>,
    pub con_tiempo: i32,
    pub sin_tiempo: i32,
    pub segun_cargas: Option<i32>,
    pub brecha: Option<i32>,
    pub costo_centimos: Option<i64>,
    pub con_remuneracion: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
