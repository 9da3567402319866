//! The steps of documents, and their yearly review.

use async_graphql::{Context, ID, InputObject, Object};
use quipu_entities::documento;

use super::DocumentoPayload;
use crate::domain::entrega::control::{self, Confidencialidad, EstadoDocumento as Estado, HechosDocumento};
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::rdm::enums::EstadoDocumento;
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::Escritura;

/// Un paso de un documento.
#[derive(Debug, InputObject)]
pub struct AvanzarDocumentoInput {
    /// Identificador del documento.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Estado al que pasa.
    pub hasta: EstadoDocumento,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// La revisión anual de un documento aprobado, que sigue valiendo como está.
#[derive(Debug, InputObject)]
pub struct RevisarDocumentoInput {
    /// Identificador del documento.
    pub id: ID,
    /// Revisión (del registro) que se leyó.
    pub revision: i32,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// The steps of documents.
#[derive(Default)]
pub struct PasoDocumentoMutation;

#[Object]
impl PasoDocumentoMutation {
    /// Aprueba un documento, y con ello queda obsoleta la edición que valía; o lo deja obsoleto. Si le faltan condiciones se
    /// rechaza con `PASO_NO_PERMITIDO`, y `faltan` las dice todas.
    async fn avanzar_documento(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "El paso.")] input: AvanzarDocumentoInput,
    ) -> Result<DocumentoPayload, ApiError> {
        let (entidad, id) = registro_editable::<documento::Entity>(ctx, &input.id, Tipo::Documento).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<documento::Entity>(id, input.revision).await?;
            avanzar(escritura, antes, Estado::from(input.hasta)).await
        };
        Ok(escribir::<documento::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Registra que un documento aprobado se revisó hoy: su próxima revisión es dentro de un año.
    async fn revisar_documento(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: RevisarDocumentoInput,
    ) -> Result<DocumentoPayload, ApiError> {
        let (entidad, id) = registro_editable::<documento::Entity>(ctx, &input.id, Tipo::Documento).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<documento::Entity>(id, input.revision).await?;
            if estado(&antes) != Estado::Aprobado {
                return Err(StoreError::RegistroCerrado("Se revisa el documento que está aprobado.".to_owned()));
            }
            let hoy = escritura.hoy();
            let fila = documento::Model {
                revisar_hasta: control::revisar_hasta(&hoy),
                revisado_el: Some(hoy),
                ..antes.clone()
            };
            escritura.sustituir::<documento::Entity>("REVISAR", antes, fila).await
        };
        Ok(escribir::<documento::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}

fn estado(fila: &documento::Model) -> Estado {
    Estado::de_codigo(fila.estado).unwrap_or(Estado::Borrador)
}

/// An edition changes while it is a draft.
pub(super) fn exigir_borrador(fila: &documento::Model) -> Result<(), StoreError> {
    if estado(fila) == Estado::Borrador {
        return Ok(());
    }
    Err(StoreError::RegistroCerrado("El documento ya se aprobó: cree su edición siguiente.".to_owned()))
}

/// All that decides about the steps of an edition on a day.
pub(super) fn hechos(fila: &documento::Model, hoy: &str) -> HechosDocumento {
    HechosDocumento {
        estado: estado(fila),
        aprobador: fila.aprobador.is_some(),
        otro_que_el_autor: fila.aprobador.as_ref().is_none_or(|aprobador| *aprobador != fila.autor),
        cambio: fila.edicion == 1 || fila.cambio.is_some(),
        ubicacion: fila.ubicacion.is_some(),
        vigente: fila.vigente_hasta.as_deref().is_none_or(|hasta| hoy <= hasta),
    }
}

/// Takes a step, with all that it leads to.
pub(crate) async fn avanzar(
    escritura: &mut Escritura,
    antes: documento::Model,
    hasta: Estado,
) -> Result<documento::Model, StoreError> {
    let hoy = escritura.hoy();
    control::avanzar(hasta, &hechos(&antes, &hoy))?;
    if hasta == Estado::Aprobado {
        let iguales = [("codigo", antes.codigo.clone().into()), ("estado", Estado::Aprobado.codigo().into())];
        for anterior in escritura.con::<documento::Entity>(&iguales).await? {
            let fila = en_estado(&anterior, Estado::Obsoleto);
            escritura.sustituir::<documento::Entity>(Estado::Obsoleto.nombre(), anterior, fila).await?;
        }
    }
    let mut fila = en_estado(&antes, hasta);
    if hasta == Estado::Aprobado {
        fila.revisar_hasta = control::revisar_hasta(&hoy);
        fila.aprobado_el = Some(hoy);
    }
    escritura.sustituir::<documento::Entity>(hasta.nombre(), antes, fila).await
}

fn en_estado(fila: &documento::Model, estado: Estado) -> documento::Model {
    let confidencialidad = Confidencialidad::de_codigo(fila.confidencialidad).unwrap_or(Confidencialidad::Reservado);
    documento::Model {
        estado: estado.codigo(),
        visibilidad: control::visibilidad(estado, confidencialidad).codigo(),
        revisar_hasta: None,
        ..fila.clone()
    }
}
