//! `FactorCritico`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::factor_critico;

use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, nodo, raiz};
use crate::schema::id::{self, Tipo};
use crate::schema::indicador::Indicador;
use crate::schema::orden::Criterio;
use crate::schema::registro::datos::leer;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::varios;

pub use escritura::{CambiarFactorCriticoInput, CrearFactorCriticoInput, FactorCriticoMutation, FactorCriticoPayload};
pub use filtro::{FactorCriticoCampo, FactorCriticoFiltro};

nodo!(FactorCritico, factor_critico);

/// Factor crítico de éxito (CSF) que sostiene un objetivo del sistema de gestión de servicios (SGS). Sus indicadores (KPI) son de la ficha del proceso: su fórmula, meta, frecuencia y mediciones se escriben allí.
#[Object]
impl FactorCritico {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::FactorCritico, clave::<factor_critico::Entity>(&self.0))
    }

    /// Código, único entre los factores críticos de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Objetivo del SGS que sostiene.
    async fn objetivo(&self) -> &str {
        &self.0.objetivo
    }

    /// En qué consiste.
    async fn descripcion(&self) -> Option<&str> {
        self.0.descripcion.as_deref()
    }

    /// Cargo que responde por él.
    async fn responsable(&self) -> Option<&str> {
        self.0.responsable.as_deref()
    }

    /// Cuándo se revisó por última vez: cada año, y cuando cambian los objetivos del SGS.
    async fn revisado_el(&self) -> Option<Fecha> {
        self.0.revisado_el.as_deref().and_then(Fecha::leer)
    }

    /// Indicadores (KPI) con que se sigue.
    async fn indicadores(&self, ctx: &Context<'_>) -> Result<Vec<Indicador>, ApiError> {
        let claves = |f: &factor_critico::Model| {
            let ids = leer::<Vec<i64>>(&f.indicadores).unwrap_or_default();
            ids.into_iter().map(|id| junto::<factor_critico::Entity>(f, id)).collect()
        };
        varios(ctx, &self.0, claves, &POR_REGISTRO).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<factor_critico::Entity> {
        Registrado::from(&self.0)
    }
}

/// Root fields.
#[derive(Default)]
pub struct FactorCriticoQuery;

#[Object]
impl FactorCriticoQuery {
    /// Factores críticos de todas las entidades, hasta donde quien pregunta puede ver.
    async fn factores_criticos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<FactorCriticoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<FactorCriticoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<FactorCritico>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
