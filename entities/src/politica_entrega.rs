//! What an entity agreed with a client about deliveries of a service.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "politica_entrega")]
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
    pub cliente_id: i64,
    pub edicion: i32,
    pub metodo: i16,
    pub distribucion: i16,
    pub modo: i16,
    pub frecuencia: Option<String>,
    pub tipos: Json,
    pub emergencia: Option<String>,
    pub omite: Json,
    pub verificacion: Json,
    pub congelamientos: Json,
    pub vigente_desde: Option<String>,
    pub vigente_hasta: Option<String>,
    pub aprobada_s: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
