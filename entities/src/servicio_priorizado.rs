//! A good or service that an entity prioritises, to evaluate and improve it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "servicio_priorizado")]
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
    pub descripcion: Option<String>,
    pub tipo: i16,
    pub canal: String,
    pub demanda_anual: Option<i64>,
    pub priorizado_el: String,
    pub responsable: Option<String>,
    pub servicio_id: Option<i64>,
    pub vinculos: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
