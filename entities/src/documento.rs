//! A controlled document: one row for each of its editions.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "documento")]
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
    pub edicion: i32,
    pub nombre: String,
    pub clave: String,
    pub estado: i16,
    pub fecha: String,
    pub autor: String,
    pub aprobador: Option<String>,
    pub confidencialidad: i16,
    pub cambio: Option<String>,
    pub ubicacion: Option<String>,
    pub vigente_hasta: Option<String>,
    pub aprobado_el: Option<String>,
    pub revisado_el: Option<String>,
    pub revisar_hasta: Option<String>,
    pub vinculos: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
