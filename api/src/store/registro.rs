//! The record of who read, across entities, what was sent and not published.

use chrono::{DateTime, Utc};
use quipu_entities::consulta_registrada::{ActiveModel, Entity};
use sea_orm::{ActiveValue, ConnectionTrait, EntityTrait};

use super::lista::Relacion;
use super::{Scope, StoreError};

/// The record, for those who may see it.
pub fn visibles(scope: &Scope) -> Relacion {
    Relacion { columnas: ["", "", "", ""], ademas: if scope.lee_registro() { "" } else { " AND 1 = 0" } }
}

/// A request to record, before it is answered.
#[derive(Debug)]
pub struct Consulta<'a> {
    /// Now.
    pub momento: DateTime<Utc>,
    /// Who asks.
    pub sujeto: &'a str,
    /// Id of the request.
    pub solicitud: String,
    /// Name of the operation.
    pub operacion: Option<&'a str>,
    /// The document, whole.
    pub documento: &'a str,
    /// Its variables, as JSON.
    pub variables: String,
}

/// Records a request. Where this fails the request must not be answered.
pub async fn anotar(db: &impl ConnectionTrait, consulta: Consulta<'_>) -> Result<(), StoreError> {
    let fila = ActiveModel {
        id: ActiveValue::NotSet,
        momento: ActiveValue::Set(consulta.momento),
        sujeto: ActiveValue::Set(consulta.sujeto.to_owned()),
        solicitud: ActiveValue::Set(consulta.solicitud),
        operacion: ActiveValue::Set(consulta.operacion.map(ToOwned::to_owned)),
        documento: ActiveValue::Set(consulta.documento.to_owned()),
        variables: ActiveValue::Set(consulta.variables),
    };
    Entity::insert(fila).exec_without_returning(db).await?;
    Ok(())
}
