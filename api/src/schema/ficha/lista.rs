//! Lists of sheets: of all entities, of one, of a process.

use async_graphql::{Context, Object};
use quipu_entities::{entidad, proceso};

use super::{Ficha, FichaCampo, FichaFiltro};
use crate::error::ApiError;
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Pagina, hijos, raiz};
use crate::schema::lote::Fila;
use crate::schema::orden::Criterio;
use crate::schema::registro::DE_ENTIDAD;
use crate::store::lista::Relacion;

/// Sheets whose code is the code of a process, in its matrix.
const DE_PROCESO: Relacion = Relacion {
    columnas: ["entidad_id", "", "matriz", ""],
    ademas: " AND t.codigo = (SELECT r.codigo FROM proceso r WHERE r.entidad_id = p.e AND r.version = p.v \
             AND r.matriz = p.m AND r.id = p.id)",
};

/// The sheets of an entity or of a process.
pub struct ConFichas<M>(Fila<M>);

impl<M> From<&Fila<M>> for ConFichas<M> {
    fn from(fila: &Fila<M>) -> Self {
        Self(fila.clone())
    }
}

/// Fichas de los procesos de una entidad.
#[Object(name = "EntidadConFichas")]
impl ConFichas<entidad::Model> {
    /// Fichas de sus procesos.
    async fn fichas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las fichas.")] filtro: Option<FichaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<Vec<Criterio<FichaCampo>>>,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ficha>, ApiError> {
        let pagina: Pagina<Ficha> = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, e| Some(e.junto(0)), &DE_ENTIDAD, pagina).await
    }
}

/// Fichas de un proceso.
#[Object(name = "ProcesoConFichas")]
impl ConFichas<proceso::Model> {
    /// Fichas que llevan su código, de cualquier versión de la ficha.
    async fn fichas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las fichas.")] filtro: Option<FichaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<Vec<Criterio<FichaCampo>>>,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ficha>, ApiError> {
        let pagina: Pagina<Ficha> = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, p| Some(p.junto(p.id)), &DE_PROCESO, pagina).await
    }
}

/// Root fields of sheets.
#[derive(Default)]
pub struct FichaQuery;

#[Object]
impl FichaQuery {
    /// Fichas de los procesos de todas las entidades, las que quien pregunta puede ver.
    async fn fichas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las fichas.")] filtro: Option<FichaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<Vec<Criterio<FichaCampo>>>,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ficha>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
