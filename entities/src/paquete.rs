//! Release units that are delivered together, with a version.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "paquete")]
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
    pub servicio_id: i64,
    pub cliente_id: Option<i64>,
    pub codigo: String,
    pub nombre: String,
    pub clave: String,
    pub mayor: i32,
    pub menor: i32,
    pub arreglo: i32,
    pub unidades: Json,
    pub construido_el: Option<String>,
    pub construido_por: Option<String>,
    pub linea_base: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
