//! An evaluation of a prioritised service, from its conditions to its follow-up.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "evaluacion")]
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
    pub servicio_priorizado_id: i64,
    pub codigo: String,
    pub desde: String,
    pub hasta: String,
    pub etapa: i16,
    pub escala: String,
    pub plazo_condiciones: Option<String>,
    pub plazo_planificacion: Option<String>,
    pub plazo_ejecucion: Option<String>,
    pub plazo_seguimiento: Option<String>,
    pub pasos: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
