//! A release: from its plan to its review.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "entrega")]
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
    pub codigo: String,
    pub nombre: String,
    pub clave: String,
    pub tipo: i16,
    pub estado: i16,
    pub politica_id: Option<i64>,
    pub paquete_id: Option<i64>,
    pub plan_inicio: Option<String>,
    pub plan_fin: Option<String>,
    pub contenido: Option<String>,
    pub criterios: Json,
    pub criterios_acordados_el: Option<String>,
    pub criterios_acordados_por: Option<String>,
    pub sdp: Option<String>,
    pub rfc: Option<String>,
    pub errores_conocidos: Json,
    pub problemas: Json,
    pub justificacion_emergencia: Option<String>,
    pub autorizacion: Option<Json>,
    pub pasos: Json,
    pub revision_cierre: Option<Json>,
    pub exitosa: Option<bool>,
    pub a_tiempo: Option<bool>,
    pub planificada_s: Option<i64>,
    pub desplegada_s: Option<i64>,
    pub cerrada_s: Option<i64>,
    pub vinculos: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
