//! `LeccionAprendida`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::leccion_aprendida;

use crate::error::ApiError;
use crate::schema::calidad::evaluacion::Evaluacion;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::vinculo::uno;

pub use escritura::{
    CambiarLeccionAprendidaInput, CrearLeccionAprendidaInput, LeccionAprendidaMutation, LeccionAprendidaPayload,
};
pub use filtro::{LeccionAprendidaCampo, LeccionAprendidaFiltro};

nodo!(LeccionAprendida, leccion_aprendida);

/// Lección aprendida de una evaluación y sus mejoras.
#[Object]
impl LeccionAprendida {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::LeccionAprendida, clave::<leccion_aprendida::Entity>(&self.0))
    }

    /// Evaluación que la dejó.
    async fn evaluacion(&self, ctx: &Context<'_>) -> Option<Result<Evaluacion, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<leccion_aprendida::Entity>(f, f.evaluacion_id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Título.
    async fn titulo(&self) -> &str {
        &self.0.titulo
    }

    /// Qué pasó.
    async fn situacion(&self) -> &str {
        &self.0.situacion
    }

    /// Qué se aprendió.
    async fn leccion(&self) -> &str {
        &self.0.leccion
    }

    /// Qué se recomienda.
    async fn recomendacion(&self) -> Option<&str> {
        self.0.recomendacion.as_deref()
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<leccion_aprendida::Entity> {
        Registrado::from(&self.0)
    }
}
