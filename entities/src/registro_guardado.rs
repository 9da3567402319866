//! What is kept of the process of releases: where, by whom, under which controls and for how long.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "registro_guardado")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub revision: i32,
    pub creado_en: DateTimeUtc,
    pub cambiado_en: DateTimeUtc,
    pub archivado_en: Option<DateTimeUtc>,
    pub visibilidad: i16,
    pub codigo: String,
    pub nombre: String,
    pub clave: String,
    pub clase: i16,
    pub entrega_id: Option<i64>,
    pub ubicacion: String,
    pub responsable: String,
    pub controles: Json,
    pub retencion_meses: Option<i32>,
    pub desde: Option<String>,
    pub vence_el: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
