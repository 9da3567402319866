//! A row of figures, and the records behind them.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::{CifrasCalidad, CoberturaDeCalidad};
use crate::error::ApiError;
use crate::schema::calidad::brecha_calidad::{BrechaCalidad, BrechaCalidadCampo, BrechaCalidadFiltro};
use crate::schema::calidad::calificacion::{Calificacion, CalificacionCampo, CalificacionFiltro};
use crate::schema::calidad::enums::EtapaEvaluacion;
use crate::schema::calidad::evaluacion::{Evaluacion, EvaluacionCampo, EvaluacionFiltro};
use crate::schema::calidad::informe_calidad::{InformeCalidad, InformeCalidadCampo, InformeCalidadFiltro};
use crate::schema::calidad::leccion_aprendida::{LeccionAprendida, LeccionAprendidaCampo, LeccionAprendidaFiltro};
use crate::schema::calidad::medicion_conductor::{MedicionConductor, MedicionConductorCampo, MedicionConductorFiltro};
use crate::schema::calidad::servicio_priorizado::{
    ServicioPriorizado, ServicioPriorizadoCampo, ServicioPriorizadoFiltro,
};
use crate::schema::catalogo::ItemDeCatalogo;
use crate::schema::conexion::{Conexion, Nodo, Pagina};
use crate::schema::context::ContextExt;
use crate::schema::entidad::{Entidad, EntidadFiltro, Sector};
use crate::schema::lote::Fila;
use crate::schema::orden::Criterio;
use crate::schema::rdm::mejora::{Mejora, MejoraCampo, MejoraFiltro};
use crate::store::calidad::hechos::{self, Dimension, Hecho};
use crate::store::calidad::indicadores::Cifras;
use crate::store::grupos::Valor;
use crate::store::lista::Peticion;
use crate::store::orden::Lista;

/// De quién es una fila: un valor por cada dimensión pedida; las demás son nulas.
#[derive(SimpleObject)]
pub struct ClaveDeCalidad {
    /// Sector.
    pub(super) sector: Option<Sector>,
    /// Entidad.
    pub(super) entidad: Option<Entidad>,
    /// Canal.
    pub(super) canal: Option<ItemDeCatalogo>,
    /// Componente.
    pub(super) componente: Option<ItemDeCatalogo>,
    /// Conductor.
    pub(super) conductor: Option<ItemDeCatalogo>,
    /// Etapa.
    pub(super) etapa: Option<EtapaEvaluacion>,
    /// Mes, `2026-11`; nulo también para las mejoras sin fin planificado.
    pub(super) mes: Option<String>,
}

/// A group with its figures, and the question that made it.
pub struct GrupoDeCalidad {
    pub(super) clave: ClaveDeCalidad,
    pub(super) cobertura: Option<CoberturaDeCalidad>,
    pub(super) valores: Vec<Valor>,
    pub(super) cifras: Option<Cifras>,
    pub(super) dimensiones: Arc<[Dimension]>,
    pub(super) entidades: Arc<EntidadFiltro>,
}

/// A row of figures.
#[derive(Clone)]
pub struct FilaDeCalidad(Fila<GrupoDeCalidad>);

impl From<Fila<GrupoDeCalidad>> for FilaDeCalidad {
    fn from(fila: Fila<GrupoDeCalidad>) -> Self {
        Self(fila)
    }
}

impl FilaDeCalidad {
    /// The records of that kind behind this row, read for all rows at once.
    async fn detras<N: Nodo + 'static>(
        &self,
        ctx: &Context<'_>,
        hecho: Hecho,
        pagina: Pagina<N>,
    ) -> Result<Conexion<N>, ApiError> {
        let lista = |_, fila: &GrupoDeCalidad| Some(Lista::de(&(hecho, &fila.dimensiones, &fila.valores)));
        let leer = async |filas: &[GrupoDeCalidad], peticion: &Peticion<'_, N::Tabla>| {
            let Some(primera) = filas.first() else { return Ok(None) };
            let claves: Vec<Vec<Valor>> = filas.iter().map(|fila| fila.valores.clone()).collect();
            let GrupoDeCalidad { dimensiones, entidades, .. } = primera;
            Ok(hechos::detras(ctx.lectura(), hecho, dimensiones, &claves, &**entidades, peticion).await?)
        };
        pagina.leer(ctx, &self.0, lista, leer).await
    }
}

/// Un grupo con sus cifras y los registros que las hacen. Cada lista está vacía si alguna dimensión pedida no le
/// corresponde.
#[Object]
impl FilaDeCalidad {
    /// De quién es.
    async fn clave(&self) -> &ClaveDeCalidad {
        &self.0.clave
    }

    /// Sus cifras; nulas si ninguna de sus entidades tiene datos: faltan, no son 0.
    async fn cifras(&self) -> Option<CifrasCalidad> {
        self.0.cifras.clone().map(CifrasCalidad)
    }

    /// De cuántas entidades se sabe algo; nula si se pidió algo más que sector y entidad.
    async fn cobertura(&self) -> Option<CoberturaDeCalidad> {
        self.0.cobertura
    }

    /// Bienes y servicios priorizados que cuentan en esta fila.
    async fn servicios_priorizados(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<ServicioPriorizadoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ServicioPriorizadoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<ServicioPriorizado>, ApiError> {
        self.detras(ctx, Hecho::Servicios, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Evaluaciones que cuentan en esta fila.
    async fn evaluaciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<EvaluacionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EvaluacionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Evaluacion>, ApiError> {
        self.detras(ctx, Hecho::Evaluaciones, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Calificaciones que cuentan en esta fila.
    async fn calificaciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<CalificacionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<CalificacionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Calificacion>, ApiError> {
        self.detras(ctx, Hecho::Calificaciones, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Brechas que cuentan en esta fila.
    async fn brechas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<BrechaCalidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<BrechaCalidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<BrechaCalidad>, ApiError> {
        self.detras(ctx, Hecho::Brechas, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Mejoras que cuentan en esta fila como acciones de mejora.
    async fn acciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<MejoraFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        self.detras(ctx, Hecho::Acciones, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Mediciones que cuentan en esta fila.
    async fn mediciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<MedicionConductorFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MedicionConductorCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<MedicionConductor>, ApiError> {
        self.detras(ctx, Hecho::Mediciones, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Informes que cuentan en esta fila.
    async fn informes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<InformeCalidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<InformeCalidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<InformeCalidad>, ApiError> {
        self.detras(ctx, Hecho::Informes, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Lecciones que cuentan en esta fila.
    async fn lecciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que además deben cumplir.")] filtro: Option<LeccionAprendidaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<LeccionAprendidaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<LeccionAprendida>, ApiError> {
        self.detras(ctx, Hecho::Lecciones, Pagina::nueva(filtro, orden, first, after)?).await
    }
}
