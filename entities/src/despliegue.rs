//! Putting the package of a release into an environment.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "despliegue")]
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
    pub entrega_id: i64,
    pub ambiente: String,
    pub ejecutor: Option<String>,
    pub estado: i16,
    pub plan_inicio: Option<String>,
    pub plan_fin: Option<String>,
    pub inicio_s: Option<i64>,
    pub fin_s: Option<i64>,
    pub autorizacion: Option<Json>,
    pub verificacion: Json,
    pub verificado_s: Option<i64>,
    pub pasos: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
