//! `LineaBase`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::linea_base;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::rdm::despliegue::Despliegue;
use crate::schema::rdm::entrega::Entrega;
use crate::schema::rdm::enums::MomentoLineaBase;
use crate::schema::rdm::tipos::ElementoConfiguracion;
use crate::schema::registro::datos::leer;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::uno;

pub use escritura::{CambiarLineaBaseInput, CrearLineaBaseInput, LineaBaseMutation, LineaBasePayload};
pub use filtro::{LineaBaseCampo, LineaBaseFiltro};

nodo!(LineaBase, linea_base);

/// Línea base: los elementos de configuración y su versión, antes o después de un despliegue.
#[Object]
impl LineaBase {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::LineaBase, clave::<linea_base::Entity>(&self.0))
    }

    /// Despliegue del que se tomó.
    async fn despliegue(&self, ctx: &Context<'_>) -> Option<Result<Despliegue, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<linea_base::Entity>(f, f.despliegue_id)), &POR_REGISTRO).await.transpose()
    }

    /// Entrega.
    async fn entrega(&self, ctx: &Context<'_>) -> Option<Result<Entrega, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<linea_base::Entity>(f, f.entrega_id)), &POR_REGISTRO).await.transpose()
    }

    /// Antes o después del despliegue.
    async fn momento(&self) -> Option<MomentoLineaBase> {
        estado::MomentoLineaBase::de_codigo(self.0.momento).map(MomentoLineaBase::from)
    }

    /// Cuándo se tomó.
    async fn fecha(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.fecha)
    }

    /// Dónde está guardada.
    async fn ubicacion(&self) -> &str {
        &self.0.ubicacion
    }

    /// Elementos de configuración.
    async fn elementos(&self) -> Vec<ElementoConfiguracion> {
        leer(&self.0.elementos).unwrap_or_default()
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<linea_base::Entity> {
        Registrado::from(&self.0)
    }
}
