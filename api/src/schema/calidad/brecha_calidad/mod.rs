//! `BrechaCalidad`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::brecha_calidad;

use crate::error::ApiError;
use crate::schema::calidad::evaluacion::Evaluacion;
use crate::schema::calidad::listas::entrada;
use crate::schema::catalogo::ItemDeCatalogo;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo};
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::mejora::{Mejora, MejoraCampo, MejoraFiltro};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::vinculo::uno;
use crate::store::lista::Relacion;

pub use escritura::{BrechaCalidadMutation, BrechaCalidadPayload, CambiarBrechaCalidadInput, CrearBrechaCalidadInput};
pub use filtro::{BrechaCalidadCampo, BrechaCalidadFiltro};

nodo!(BrechaCalidad, brecha_calidad);

const POR_BRECHA_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "brecha_id"], ademas: "" };

/// Lo que una evaluación encontró que falta en un componente. La cierran acciones de mejora.
#[Object]
impl BrechaCalidad {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::BrechaCalidad, clave::<brecha_calidad::Entity>(&self.0))
    }

    /// Evaluación que la encontró.
    async fn evaluacion(&self, ctx: &Context<'_>) -> Option<Result<Evaluacion, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<brecha_calidad::Entity>(f, f.evaluacion_id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Código, único entre las brechas de la entidad.
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

    /// Componente en que se encontró. Nulo si el catálogo ya no lo tiene.
    async fn componente(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        entrada(&ctx.catalogo().calidad.componentes, &self.0.componente)
    }

    /// Acciones de mejora que la cierran.
    async fn mejoras(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MejoraFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<brecha_calidad::Entity>(f)), &POR_BRECHA_ID, pagina).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<brecha_calidad::Entity> {
        Registrado::from(&self.0)
    }
}
