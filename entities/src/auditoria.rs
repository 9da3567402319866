//! What changed in a record: who, when, before and after. Each row is chained to the one before it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "auditoria")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entidad_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub numero: i64,
    pub momento: DateTimeUtc,
    pub sujeto: String,
    pub origen: i16,
    pub solicitud: String,
    pub operacion: String,
    pub registro: i16,
    pub registro_id: i64,
    pub revision: i32,
    pub antes: Option<String>,
    pub despues: Option<String>,
    pub huella: String,
    pub visibilidad: i16,
    pub nodo: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
