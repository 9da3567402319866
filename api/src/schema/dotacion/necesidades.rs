//! `necesidades`: tab 7 of the workbook, «Necesidades de dotación de puestos».

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::argumentos::DimensionDeDotacion as D;
use super::clave::DotacionClave;
use super::cobertura::CoberturaDeEntidades;
use super::fila::DotacionFila;
use super::filtro::DotacionFiltro;
use super::regla::ReglaDeDotacion;
use super::{Dotacion, PAGINA, PAGINA_MAXIMA, Pregunta, Presentacion};
use crate::domain::medida::Medida;
use crate::error::{ApiError, ErrorCode};
use crate::schema::conexion::{PageInfo, primeros};
use crate::schema::context::ContextExt;
use crate::schema::entidad::EntidadFiltro;
use crate::schema::enums::TipoMatriz;
use crate::schema::filtro::TextoFiltro;
use crate::schema::nulo::o_nulo;
use crate::schema::version::VersionEleccion;
use crate::store;

/// Root field of tab 7.
#[derive(Default)]
pub struct NecesidadesQuery;

#[Object]
impl NecesidadesQuery {
    /// Necesidades de dotación de una entidad, puesto por puesto, con la forma de la pestaña 7 del libro.
    async fn necesidades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código de la entidad.")] entidad: String,
        #[graphql(desc = "Puestos que abarca; todos si no se dice.")] filtro: Option<DotacionFiltro>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
        #[graphql(desc = "Cuántos puestos como máximo: 100 si no se dice, hasta 1000.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Necesidades, ApiError> {
        let dimensiones = vec![D::Naturaleza, D::Organo, D::Unidad, D::Puesto];
        let entidades = Some(solo_entidad(ctx, entidad).await?);
        let mut dotacion = Pregunta { dimensiones, entidades, filtro, matriz, version }.responder(ctx).await?;
        dotacion.presentacion = Presentacion {
            primeros: primeros(first, PAGINA, PAGINA_MAXIMA)?,
            despues: after,
            ..Presentacion::default()
        };
        dotacion.ordenar(ctx).await?;
        dotacion.quitar_vacias();
        Ok(Necesidades(dotacion))
    }
}

/// A filter for one entity, which must exist.
pub(super) async fn solo_entidad(ctx: &Context<'_>, codigo: String) -> Result<EntidadFiltro, ApiError> {
    if store::entidad::visible(ctx.lectura(), &codigo).await?.is_none() {
        let mensaje = format!("No existe la entidad con código «{codigo}».");
        return Err(ApiError::new(ErrorCode::NoEncontrado, mensaje).with("campo", "entidad"));
    }
    let igual = TextoFiltro { igual: Some(codigo), ..TextoFiltro::default() };
    Ok(EntidadFiltro { codigo: Some(igual), ..EntidadFiltro::default() })
}

/// Tab 7.
pub struct Necesidades(Dotacion);

impl Necesidades {
    fn filas(&self, ctx: &Context<'_>, dimensiones: usize) -> Result<Vec<NecesidadFila>, ApiError> {
        Ok(self.0.agrupadas(ctx, dimensiones)?.into_iter().map(NecesidadFila).collect())
    }
}

/// Necesidades de dotación de una entidad (pestaña 7): dotación actual, según cargas y necesidad, con sus totales.
#[Object]
impl Necesidades {
    /// Los puestos de la página, con su naturaleza, órgano y unidad.
    async fn puestos(&self, ctx: &Context<'_>) -> Result<Vec<NecesidadFila>, ApiError> {
        Ok(self.0.de_la_pagina(ctx)?.into_iter().map(NecesidadFila).collect())
    }

    /// Cuántos puestos hay en total.
    async fn total_puestos(&self) -> usize {
        self.0.filas.len()
    }

    /// Dónde empieza y termina la página, y si hay más puestos.
    async fn page_info(&self) -> Result<PageInfo, ApiError> {
        self.0.informacion_de_pagina()
    }

    /// Totales por naturaleza.
    async fn por_naturaleza(&self, ctx: &Context<'_>) -> Result<Vec<NecesidadFila>, ApiError> {
        self.filas(ctx, 1)
    }

    /// Totales por órgano.
    async fn por_organo(&self, ctx: &Context<'_>) -> Result<Vec<NecesidadFila>, ApiError> {
        self.filas(ctx, 2)
    }

    /// Totales por unidad orgánica; las unidades sin puestos también están, sin datos.
    async fn por_unidad(&self, ctx: &Context<'_>) -> Result<Vec<NecesidadFila>, ApiError> {
        self.filas(ctx, 3)
    }

    /// Total de la entidad.
    async fn total(&self, ctx: &Context<'_>) -> Option<Result<NecesidadFila, ApiError>> {
        o_nulo(async { Ok(self.filas(ctx, 0)?.pop()) }).await
    }

    /// Cómo se obtuvieron las posiciones, y con qué umbral de redondeo.
    async fn regla(&self) -> ReglaDeDotacion {
        ReglaDeDotacion(Arc::clone(&self.0.consulta))
    }

    /// Si la entidad reportó.
    async fn cobertura(&self) -> CoberturaDeEntidades {
        self.0.respuesta.total().cobertura.into()
    }
}

/// A row of tab 7.
pub struct NecesidadFila(DotacionFila);

/// Fila de la pestaña 7. Un dato nulo falta; no es 0.
#[Object]
impl NecesidadFila {
    /// Naturaleza, órgano, unidad y puesto de la fila; en un total, solo los que lo distinguen.
    async fn clave(&self) -> DotacionClave {
        DotacionClave(self.0.clone())
    }

    /// `true`: la unidad no tiene puestos en esta matriz, o la entidad no ha reportado. Sus cifras faltan, no son 0.
    async fn sin_datos(&self) -> bool {
        self.0.0.grupo.sin_datos
    }

    /// Suma de dotación actual.
    async fn dotacion_actual(&self) -> Option<i64> {
        self.0.0.posiciones(Medida::DotacionActual)
    }

    /// Suma de dotación según cargas de trabajo.
    async fn segun_cargas(&self) -> Option<i64> {
        self.0.0.posiciones(Medida::SegunCargas)
    }

    /// Suma de necesidades de dotación: según cargas − actual de los puestos en que ambas se conocen.
    async fn necesidad(&self) -> Option<i64> {
        self.0.0.posiciones(Medida::Brecha)
    }

    /// Posiciones que faltan, puesto por puesto.
    async fn deficit(&self) -> Option<i64> {
        self.0.0.posiciones(Medida::Deficit)
    }

    /// Posiciones que sobran, puesto por puesto.
    async fn superavit(&self) -> Option<i64> {
        self.0.0.posiciones(Medida::Superavit)
    }

    /// Puestos cuya necesidad falta: no entran en la suma.
    async fn puestos_sin_dato(&self) -> Option<i64> {
        self.0.0.posiciones(Medida::PuestosSinDato)
    }
}
