//! An improvement of processes: what it changes, what it frees, what delivered it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "mejora")]
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
    pub estado: i16,
    pub origen_id: Option<i64>,
    pub entrega_id: Option<i64>,
    pub horas_liberadas: Option<i64>,
    pub verificada_el: Option<String>,
    pub brecha_id: Option<i64>,
    pub responsable: Option<String>,
    pub plan_inicio: Option<String>,
    pub plan_fin: Option<String>,
    pub terminada_el: Option<String>,
    pub avance: Option<i16>,
    pub evidencia: Option<String>,
    pub vinculos: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
