//! `Prueba`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::prueba;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::rdm::entrega::Entrega;
use crate::schema::rdm::enums::{ResultadoPrueba, TipoPrueba};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::uno;

pub use escritura::{CambiarPruebaInput, CrearPruebaInput, PruebaMutation, PruebaPayload};
pub use filtro::{PruebaCampo, PruebaFiltro};

nodo!(Prueba, prueba);

/// Prueba de una entrega.
#[Object]
impl Prueba {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Prueba, clave::<prueba::Entity>(&self.0))
    }

    /// Entrega que se prueba.
    async fn entrega(&self, ctx: &Context<'_>) -> Option<Result<Entrega, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<prueba::Entity>(f, f.entrega_id)), &POR_REGISTRO).await.transpose()
    }

    /// Para qué es.
    async fn tipo(&self) -> Option<TipoPrueba> {
        estado::TipoPrueba::de_codigo(self.0.tipo).map(TipoPrueba::from)
    }

    /// Ambiente.
    async fn ambiente(&self) -> &str {
        &self.0.ambiente
    }

    /// Quién responde por ella.
    async fn responsable(&self) -> &str {
        &self.0.responsable
    }

    /// Representante del cliente, que aprueba el resultado de la prueba de aceptación.
    async fn representante(&self) -> Option<&str> {
        self.0.representante.as_deref()
    }

    /// Cuándo se ejecutó.
    async fn fecha(&self) -> Option<Fecha> {
        self.0.fecha.as_deref().and_then(Fecha::leer)
    }

    /// Cómo terminó.
    async fn resultado(&self) -> Option<ResultadoPrueba> {
        estado::ResultadoPrueba::de_codigo(self.0.resultado).map(ResultadoPrueba::from)
    }

    /// Dónde está la evidencia.
    async fn evidencia(&self) -> Option<&str> {
        self.0.evidencia.as_deref()
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<prueba::Entity> {
        Registrado::from(&self.0)
    }
}
