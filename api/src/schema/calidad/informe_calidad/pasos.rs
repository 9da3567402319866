//! Approving a report.

use async_graphql::{Context, ID, InputObject, Object};
use quipu_entities::informe_calidad;

use super::InformeCalidadPayload;
use crate::domain::entrega::datos::NOMBRE;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::calidad::reglas::exigir_abierto;
use crate::schema::id::Tipo;
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::escritura::Escritura;

/// Aprobación de un informe.
#[derive(Debug, InputObject)]
pub struct AprobarInformeCalidadInput {
    /// Identificador del informe.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Cuándo se aprobó.
    pub aprobado_el: Fecha,
    /// Quién lo aprobó.
    pub aprobado_por: String,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Approvals of reports.
#[derive(Default)]
pub struct AprobacionInformeMutation;

#[Object]
impl AprobacionInformeMutation {
    /// Aprueba un informe, que desde entonces no cambia.
    async fn aprobar_informe_calidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "La aprobación.")] input: AprobarInformeCalidadInput,
    ) -> Result<InformeCalidadPayload, ApiError> {
        let (entidad, id) = registro_editable::<informe_calidad::Entity>(ctx, &input.id, Tipo::InformeCalidad).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<informe_calidad::Entity>(id, input.revision).await?;
            exigir_abierto(escritura, &antes).await?;
            let aprobado_el = String::from(input.aprobado_el);
            let mut v = Validacion::default();
            v.texto("aprobadoPor", &input.aprobado_por, NOMBRE);
            v.en_orden("aprobadoEl", Some(&antes.fecha), Some(&aprobado_el));
            v.terminar()?;
            let fila = informe_calidad::Model {
                aprobado_el: Some(aprobado_el),
                aprobado_por: Some(input.aprobado_por),
                ..antes.clone()
            };
            escritura.sustituir::<informe_calidad::Entity>("APROBAR", antes, fila).await
        };
        Ok(escribir::<informe_calidad::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
