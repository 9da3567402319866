//! `indicadoresEntrega`: the figures of releases, each ratio with its numerator and denominator.

mod cifras;
pub mod mejoras;
pub mod registros;

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use quipu_entities::{cliente, entidad, entrega, servicio};

pub use cifras::{CifrasEntrega, DimensionEntrega, MediaDeTiempo, MedidaEntrega, ParteDeRazon};

use super::cliente::Cliente;
use super::entrega::{Entrega, EntregaCampo, EntregaFiltro};
use super::enums::TipoEntrega;
use super::servicio::Servicio;
use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina};
use crate::schema::context::ContextExt;
use crate::schema::entidad::{Entidad, Sector};
use crate::schema::filtro::Combinable;
use crate::schema::grupos::{POR_ID, leidos, valor};
use crate::schema::lote::{Fila, Lote};
use crate::schema::orden::Criterio;
use crate::schema::registro::POR_REGISTRO;
use crate::store::entrega::indicadores::{self as store, Cifras, Dimension, Grupo};
use crate::store::grupos::Valor;
use crate::store::lista::{Clave, Peticion};
use crate::store::orden::Lista;

/// De quién es una fila: un valor por cada dimensión pedida; las demás son nulas.
#[derive(SimpleObject)]
pub struct ClaveEntrega {
    /// Sector.
    sector: Option<Sector>,
    /// Entidad.
    entidad: Option<Entidad>,
    /// Servicio.
    servicio: Option<Servicio>,
    /// Cliente.
    cliente: Option<Cliente>,
    /// Tipo.
    tipo: Option<TipoEntrega>,
    /// Mes, `2026-11`; nulo también para las entregas sin fecha planificada.
    mes: Option<String>,
}

/// What is asked: its dimensions with those that their keys need, and which releases.
struct Pregunta {
    dimensiones: Vec<Dimension>,
    filtro: EntregaFiltro,
}

/// A group and the question that made it.
pub struct GrupoDeEntregas {
    clave: ClaveEntrega,
    grupo: Grupo,
    pregunta: Arc<Pregunta>,
}

/// A row of figures.
#[derive(Clone)]
pub struct FilaEntrega(Fila<GrupoDeEntregas>);

impl From<Fila<GrupoDeEntregas>> for FilaEntrega {
    fn from(fila: Fila<GrupoDeEntregas>) -> Self {
        Self(fila)
    }
}

/// Un grupo de entregas y sus cifras.
#[Object]
impl FilaEntrega {
    /// De quién es.
    async fn clave(&self) -> &ClaveEntrega {
        &self.0.clave
    }

    /// Sus cifras.
    async fn cifras(&self) -> CifrasEntrega {
        CifrasEntrega(self.0.grupo.cifras.clone())
    }

    /// Las entregas que cuentan en esta fila, o en una parte de una de sus razones.
    async fn entregas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "La razón; todas las del grupo si no se dice.")] medida: Option<MedidaEntrega>,
        #[graphql(desc = "Qué parte de la razón.", default_with = "ParteDeRazon::Numerador")] parte: ParteDeRazon,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntregaCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entrega>, ApiError> {
        let medida = medida.map(|medida| (medida.into(), parte.into()));
        let lista = |_, fila: &GrupoDeEntregas| {
            Some(Lista::de(&("entregas", &fila.pregunta.dimensiones, &fila.grupo.clave, medida)))
        };
        let pagina = Pagina::<Entrega>::nueva(None::<EntregaFiltro>, orden, first, after)?;
        let leer = async |filas: &[GrupoDeEntregas], peticion: &Peticion<'_, entrega::Entity>| {
            let Some(primera) = filas.first() else { return Ok(None) };
            let Pregunta { dimensiones, filtro } = &*primera.pregunta;
            let claves: Vec<Vec<Valor>> = filas.iter().map(|fila| fila.grupo.clave.clone()).collect();
            Ok(Some(store::detras(ctx.lectura(), dimensiones, &claves, filtro, medida, peticion).await?))
        };
        pagina.leer(ctx, &self.0, lista, leer).await
    }
}

/// Cifras de entregas por grupos.
#[derive(SimpleObject)]
pub struct IndicadoresEntrega {
    /// Un grupo por fila, en el orden de las dimensiones.
    filas: Vec<FilaEntrega>,
    /// Todas las entregas que cumplen el filtro, contadas otra vez.
    total: CifrasEntrega,
    /// Cuántas entidades tienen entregas entre ellas. Las demás no tienen cifras: no son 0.
    entidades_con_entregas: i64,
}

/// Root fields.
#[derive(Default)]
pub struct IndicadoresQuery;

#[Object]
impl IndicadoresQuery {
    /// Cifras de las entregas que quien pregunta puede ver. Los borradores y lo archivado no cuentan.
    async fn indicadores_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Por qué se agrupan, lo primero primero; sin ninguna, solo el total.")] dimensiones: Vec<
            DimensionEntrega,
        >,
        #[graphql(desc = "Condiciones que deben cumplir las entregas.")] filtro: Option<EntregaFiltro>,
    ) -> Result<IndicadoresEntrega, ApiError> {
        let mut pedidas: Vec<Dimension> = Vec::new();
        for dimension in dimensiones.into_iter().map(Dimension::from) {
            if !pedidas.contains(&dimension) {
                pedidas.push(dimension);
            }
        }
        let filtro = filtro.unwrap_or_default();
        Combinable::comprobar(&filtro)?;
        filtro.comprobar_codigos(ctx.solicitud())?;
        // A service and a client are numbered within their entity.
        let leidas = con_entidad(&pedidas);
        let grupos = store::por_dimensiones(ctx.lectura(), &leidas, &filtro).await?;
        let mut total = Cifras::default();
        for grupo in &grupos {
            total.sumar(&grupo.cifras);
        }
        let entidades_con_entregas = store::entidades(ctx.lectura(), &filtro).await?;
        let pregunta = Pregunta { dimensiones: leidas, filtro };
        let filas = if pedidas.is_empty() { Vec::new() } else { con_claves(ctx, grupos, pregunta).await? };
        Ok(IndicadoresEntrega { filas, total: CifrasEntrega(total), entidades_con_entregas })
    }
}

fn con_entidad(pedidas: &[Dimension]) -> Vec<Dimension> {
    let numerada = |d: &Dimension| matches!(d, Dimension::Servicio | Dimension::Cliente);
    let falta = pedidas.iter().any(numerada) && !pedidas.contains(&Dimension::Entidad);
    let antes = pedidas.iter().position(numerada).unwrap_or(0);
    let mut leidas = pedidas.to_vec();
    if falta {
        leidas.insert(antes, Dimension::Entidad);
    }
    leidas
}

/// The rows with the objects of their keys, read at once for all of them.
async fn con_claves(ctx: &Context<'_>, grupos: Vec<Grupo>, pregunta: Pregunta) -> Result<Vec<FilaEntrega>, ApiError> {
    let dimensiones = &pregunta.dimensiones;
    let numero = |grupo: &Grupo, dimension| valor(dimensiones, &grupo.clave, dimension)?.numero();
    let clave = |grupo: &Grupo, dimension: Dimension| {
        let id = numero(grupo, dimension)?;
        Some(match dimension {
            Dimension::Entidad => Clave([id, 0, 0, 0]),
            _ => Clave([numero(grupo, Dimension::Entidad)?, 0, 0, id]),
        })
    };
    let entidades =
        leidos::<entidad::Entity>(ctx, grupos.iter().map(|g| clave(g, Dimension::Entidad)), &POR_ID).await?;
    let servicios =
        leidos::<servicio::Entity>(ctx, grupos.iter().map(|g| clave(g, Dimension::Servicio)), &POR_REGISTRO).await?;
    let clientes =
        leidos::<cliente::Entity>(ctx, grupos.iter().map(|g| clave(g, Dimension::Cliente)), &POR_REGISTRO).await?;
    let corto = |grupo: &Grupo, dimension| numero(grupo, dimension).and_then(|n| i16::try_from(n).ok());
    let sectores: Vec<Option<i16>> = grupos.iter().map(|grupo| corto(grupo, Dimension::Sector)).collect();
    let sectores = Sector::de(ctx, &sectores);
    let claves = grupos.iter().enumerate().map(|(i, grupo)| {
        let tipo = corto(grupo, Dimension::Tipo);
        let mes = valor(dimensiones, &grupo.clave, Dimension::Mes).and_then(Valor::texto);
        ClaveEntrega {
            sector: sectores[i].clone(),
            entidad: entidades[i].clone().map(Entidad),
            servicio: servicios[i].clone().map(Servicio),
            cliente: clientes[i].clone().map(Cliente),
            tipo: tipo.and_then(estado::TipoEntrega::de_codigo).map(TipoEntrega::from),
            mes: mes.map(str::to_owned),
        }
    });
    let claves: Vec<ClaveEntrega> = claves.collect();
    let pregunta = Arc::new(pregunta);
    let de_grupo = |(grupo, clave)| GrupoDeEntregas { clave, grupo, pregunta: Arc::clone(&pregunta) };
    Ok(Lote::nuevo(grupos.into_iter().zip(claves).map(de_grupo).collect()).nodos())
}
