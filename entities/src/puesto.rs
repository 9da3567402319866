//! A row of the Mapeo de Puestos.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "puesto")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub orden: i32,
    pub correlativo: String,
    pub unidad_id: Option<i64>,
    pub nombre: String,
    pub clave: String,
    pub regimen_id: Option<i16>,
    pub regimen_texto: Option<String>,
    pub cargo_estructural: Option<String>,
    pub clasificacion_cargo: Option<String>,
    pub confianza: Option<bool>,
    pub ocupados: Option<i32>,
    pub superior: Option<String>,
    pub remuneracion_centimos: Option<i64>,
    pub funciones: Option<String>,
    pub nombre_ajustado: Option<String>,
    pub fila: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
