//! The approval of a policy.

use async_graphql::{Context, ID, InputObject, Object};
use quipu_entities::politica_entrega;

use super::PoliticaEntregaPayload;
use crate::domain::registro::{DeLista, Visibilidad};
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::Escritura;

/// Política que se aprueba.
#[derive(Debug, InputObject)]
pub struct AprobarPoliticaEntregaInput {
    /// Identificador de la política.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Approvals.
#[derive(Default)]
pub struct AprobacionMutation;

#[Object]
impl AprobacionMutation {
    /// Aprueba una política en borrador: desde entonces rige y no cambia.
    async fn aprobar_politica_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: AprobarPoliticaEntregaInput,
    ) -> Result<PoliticaEntregaPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<politica_entrega::Entity>(ctx, &input.id, Tipo::PoliticaEntrega).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<politica_entrega::Entity>(id, input.revision).await?;
            exigir_borrador(&antes)?;
            let fila = politica_entrega::Model {
                aprobada_s: Some(escritura.ahora().timestamp()),
                visibilidad: Visibilidad::Publico.codigo(),
                ..antes.clone()
            };
            escritura.sustituir::<politica_entrega::Entity>("APROBAR", antes, fila).await
        };
        Ok(escribir::<politica_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}

/// Refuses to change a policy that was approved.
pub(super) fn exigir_borrador(politica: &politica_entrega::Model) -> Result<(), StoreError> {
    match politica.aprobada_s {
        None => Ok(()),
        Some(_) => {
            Err(StoreError::RegistroCerrado("La política está aprobada y no cambia: haga otra edición.".to_owned()))
        }
    }
}

/// The edition that follows the last one for a service and a client.
pub(super) async fn siguiente_edicion(escritura: &Escritura, servicio: i64, cliente: i64) -> Result<i32, StoreError> {
    let valores = [("servicio_id", servicio.into()), ("cliente_id", sea_orm::Value::from(cliente))];
    let ediciones = escritura.con::<politica_entrega::Entity>(&valores).await?;
    Ok(ediciones.iter().map(|politica| politica.edicion).max().unwrap_or(0) + 1)
}
