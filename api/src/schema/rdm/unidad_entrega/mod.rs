//! `UnidadEntrega`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::unidad_entrega;

use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::rdm::servicio::Servicio;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::vinculo::uno;

pub use escritura::{CambiarUnidadEntregaInput, CrearUnidadEntregaInput, UnidadEntregaMutation, UnidadEntregaPayload};
pub use filtro::{UnidadEntregaCampo, UnidadEntregaFiltro};

nodo!(UnidadEntrega, unidad_entrega);

/// Parte de un servicio o de la infraestructura que se entrega por separado.
#[Object]
impl UnidadEntrega {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::UnidadEntrega, clave::<unidad_entrega::Entity>(&self.0))
    }

    /// Servicio del que es parte.
    async fn servicio(&self, ctx: &Context<'_>) -> Option<Result<Servicio, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<unidad_entrega::Entity>(f, f.servicio_id)), &POR_REGISTRO).await.transpose()
    }

    /// Código, único entre las unidades de entrega de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// En qué consiste.
    async fn descripcion(&self) -> Option<&str> {
        self.0.descripcion.as_deref()
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<unidad_entrega::Entity> {
        Registrado::from(&self.0)
    }
}
