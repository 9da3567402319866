//! A snapshot of what an entity sent: draft, then published and frozen.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub numero: i32,
    pub estado: i16,
    pub vigente: bool,
    pub creada_en: DateTimeUtc,
    pub enviada_en: Option<DateTimeUtc>,
    pub publicada_en: Option<DateTimeUtc>,
    pub origen: i16,
    pub archivo: Option<String>,
    pub archivo_sha256: Option<String>,
    pub informe: Option<String>,
    pub umbral_micro: i64,
    pub revision: i32,
    pub base: Option<i32>,
    pub descartada_en: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
