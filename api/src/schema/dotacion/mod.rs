//! `dotacion`: the one aggregate of staffing figures.

pub mod argumentos;
pub mod clave;
pub mod cobertura;
mod costo;
pub mod fila;
pub mod filtro;
pub mod necesidades;
mod pagina;
pub mod pertinencia;
pub mod regla;

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Object};
use sha2::{Digest, Sha256};

use self::argumentos::{DimensionDeDotacion, MedidaDeDotacion, Medidor, OrdenDeDotacion, Tener, comprobar_medidas};
use self::cobertura::CoberturaDeEntidades;
use self::fila::{DotacionFila, FilaDeDotacion};
use self::filtro::DotacionFiltro;
use self::pagina::Presentacion;
use self::regla::ReglaDeDotacion;
use super::conexion::{PageInfo, primeros};
use super::context::ContextExt;
use super::entidad::EntidadFiltro;
use super::enums::TipoMatriz;
use super::filtro::Combinable;
use super::lote::Lote;
use super::version::VersionEleccion;
use crate::domain::modelo;
use crate::error::{ApiError, ErrorCode};
use crate::schema::nulo::o_nulo;
use crate::store::dotacion::{Consulta, Dimension, FiltroDeDotacion, Grupo, Respuesta, contar, responder};
use crate::store::lista::Filtro;

pub use self::necesidades::NecesidadesQuery;
pub use self::pertinencia::PertinenciaQuery;

/// Groups of a page when `first` is not given.
pub const PAGINA: usize = 100;
/// Most groups of a page.
pub const PAGINA_MAXIMA: usize = 1_000;
/// Groups that are sorted on the thread that serves others too; more of them have one of their own.
const GRUPOS_EN_EL_HILO: usize = 5_000;
/// Most dimensions of a question.
const DIMENSIONES_MAXIMAS: usize = 6;

/// Root field of the aggregate.
#[derive(Default)]
pub struct DotacionQuery;

#[Object]
impl DotacionQuery {
    /// Dotación actual, según cargas y brecha, sumadas por las dimensiones que se elijan. Lee siempre todo lo que el filtro
    /// abarca: la página corta las filas que se muestran, nunca las que se suman.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the field, named by the client")]
    async fn dotacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Por qué se agrupa, en orden; hasta 6. Sin dimensiones, una sola fila con el total.")]
        dimensiones: Vec<DimensionDeDotacion>,
        #[graphql(desc = "Entidades que abarca; todas si no se dice.")] entidades: Option<EntidadFiltro>,
        #[graphql(desc = "Puestos y procesos que abarca.")] filtro: Option<DotacionFiltro>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Versión de cada entidad; la última publicada si no se dice.")] version: Option<
            VersionEleccion,
        >,
        #[graphql(
            desc = "Condiciones que deben cumplir las filas ya sumadas; hasta 16. No cambian el total ni los subtotales."
        )]
        tener: Option<Vec<Tener>>,
        #[graphql(
            desc = "Medidas por las que se ordenan las filas, la primera primero; hasta 16. Por sus claves si no se dice."
        )]
        orden: Option<Vec<OrdenDeDotacion>>,
        #[graphql(desc = "Cuántas filas como máximo (las N primeras): 100 si no se dice, hasta 1000.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Dotacion, ApiError> {
        let (tener, orden) = (tener.unwrap_or_default(), orden.unwrap_or_default());
        comprobar_medidas("tener", tener.len())?;
        comprobar_medidas("orden", orden.len())?;
        let pregunta = Pregunta { dimensiones, entidades, filtro, matriz, version };
        let mut dotacion = pregunta.responder(ctx).await?;
        dotacion.presentacion =
            Presentacion { tener, orden, primeros: primeros(first, PAGINA, PAGINA_MAXIMA)?, despues: after };
        dotacion.ordenar(ctx).await?;
        dotacion.pagina()?;
        Ok(dotacion)
    }
}

/// What a client asks about, before it is checked.
struct Pregunta {
    dimensiones: Vec<DimensionDeDotacion>,
    entidades: Option<EntidadFiltro>,
    filtro: Option<DotacionFiltro>,
    matriz: TipoMatriz,
    version: Option<VersionEleccion>,
}

impl Pregunta {
    async fn responder(self, ctx: &Context<'_>) -> Result<Dotacion, ApiError> {
        let consulta = Arc::new(self.consulta(ctx)?);
        let respuesta = responder(ctx.lectura(), &ctx.solicitud().recuerdos, &consulta).await?;
        Ok(Dotacion { consulta, respuesta, filas: Vec::new(), presentacion: Presentacion::default() })
    }

    fn consulta(self, ctx: &Context<'_>) -> Result<Consulta, ApiError> {
        let dimensiones: Vec<Dimension> = self.dimensiones.into_iter().map(Dimension::from).collect();
        comprobar(&dimensiones)?;
        if let Some(filtro) = &self.entidades {
            filtro.comprobar()?;
            filtro.comprobar_codigos(ctx.solicitud())?;
        }
        let matriz = modelo::TipoMatriz::from(self.matriz);
        let eleccion = super::entidad::en_el_store(self.version);
        let pregunta = (&dimensiones, matriz, eleccion, ctx.lectura().scope(), &self.entidades, &self.filtro);
        let huella = format!("{:x}", Sha256::digest(format!("{pregunta:?}")));
        let filtro = self.filtro.map(|filtro| filtro.comprobado(ctx.solicitud())).transpose()?;
        Ok(Consulta {
            dimensiones,
            matriz,
            eleccion,
            entidades: self.entidades.map(|filtro| Arc::new(filtro) as Arc<dyn Filtro + Send>),
            filtro: filtro.map(|filtro| Arc::new(filtro) as Arc<dyn FiltroDeDotacion>),
            huella,
        })
    }
}

fn comprobar(dimensiones: &[Dimension]) -> Result<(), ApiError> {
    let motivo = if dimensiones.len() > DIMENSIONES_MAXIMAS {
        format!("Se admiten hasta {DIMENSIONES_MAXIMAS} dimensiones y se pidieron {}.", dimensiones.len())
    } else if let Some((i, _)) = dimensiones.iter().enumerate().find(|(i, d)| dimensiones[..*i].contains(d)) {
        format!("La dimensión en la posición {} está repetida.", i + 1)
    } else {
        return Ok(());
    };
    Err(ApiError::new(ErrorCode::EntradaInvalida, motivo).with("campo", "dimensiones"))
}

/// An answered question.
pub struct Dotacion {
    consulta: Arc<Consulta>,
    respuesta: Arc<Respuesta>,
    /// Groups that pass `tener`, as positions in the answer, in the order asked for.
    filas: Vec<usize>,
    presentacion: Presentacion,
}

impl Dotacion {
    /// Keeps the groups that pass `tener`, sorted. Ties keep the order of their keys.
    async fn ordenar(&mut self, ctx: &Context<'_>) -> Result<(), ApiError> {
        let Presentacion { tener, orden, .. } = &self.presentacion;
        for condicion in tener {
            condicion.comprobar()?;
        }
        let medidas = || tener.iter().map(|c| c.medida).chain(orden.iter().map(|c| c.medida));
        // Conditions and order would tell what a small group costs.
        if medidas().any(|medida| medida == MedidaDeDotacion::CostoMensual) {
            costo::exigir_permiso(ctx, &self.consulta).await?;
        }
        let conteos = if medidas().any(MedidaDeDotacion::se_cuenta) {
            contar(ctx.lectura(), &self.consulta, self.consulta.dimensiones.len()).await?
        } else {
            HashMap::new()
        };
        let medidor = Medidor { grano: self.consulta.grano(), conteos };
        let (respuesta, tener, orden) = (Arc::clone(&self.respuesta), tener.clone(), orden.clone());
        let elegir = move || medidor.elegir(&respuesta.grupos, &tener, &orden);
        self.filas = if self.respuesta.grupos.len() > GRUPOS_EN_EL_HILO {
            tokio::task::spawn_blocking(elegir).await.map_err(|error| ApiError::internal(&error))?
        } else {
            elegir()
        };
        Ok(())
    }

    /// Leaves out the units without puestos: a list of puestos has nothing to say of them.
    fn quitar_vacias(&mut self) {
        self.filas.retain(|i| !self.respuesta.grupos[*i].sin_datos);
    }

    fn lote(&self, ctx: &Context<'_>, grupos: Vec<Grupo>, dimensiones: usize) -> Result<Vec<DotacionFila>, ApiError> {
        ctx.lectura().mostrar(grupos.len())?;
        let de = |grupo| FilaDeDotacion { consulta: Arc::clone(&self.consulta), dimensiones, grupo };
        Ok(Lote::nuevo(grupos.into_iter().map(de).collect()).nodos())
    }

    /// The rows of the page.
    fn de_la_pagina(&self, ctx: &Context<'_>) -> Result<Vec<DotacionFila>, ApiError> {
        let grupos = self.filas[self.pagina()?].iter().map(|i| self.respuesta.grupos[*i].clone()).collect();
        self.lote(ctx, grupos, self.consulta.dimensiones.len())
    }

    /// All rows by the first `dimensiones` dimensions.
    fn agrupadas(&self, ctx: &Context<'_>, dimensiones: usize) -> Result<Vec<DotacionFila>, ApiError> {
        self.lote(ctx, self.respuesta.agrupados(dimensiones), dimensiones)
    }
}

/// Respuesta a una pregunta sobre dotación: filas, subtotales y total.
#[Object]
impl Dotacion {
    /// Las filas de la página, una por cada combinación de las dimensiones. Las entidades y unidades sin datos también
    /// están, marcadas con `sinDatos`.
    async fn filas(&self, ctx: &Context<'_>) -> Result<Vec<DotacionFila>, ApiError> {
        self.de_la_pagina(ctx)
    }

    /// Cuántas filas hay en total, después de `tener` y antes de cortar la página.
    async fn total_filas(&self) -> usize {
        self.filas.len()
    }

    /// Dónde empieza y termina la página, y si hay más filas.
    async fn page_info(&self) -> Result<PageInfo, ApiError> {
        self.informacion_de_pagina()
    }

    /// Total de todo lo que el filtro abarca, sin importar la página ni `tener`.
    async fn total(&self, ctx: &Context<'_>) -> Option<Result<DotacionFila, ApiError>> {
        o_nulo(async { Ok(self.agrupadas(ctx, 0)?.pop()) }).await
    }

    /// Subtotales por las primeras dimensiones: por la primera, por las dos primeras … sin importar la página ni `tener`.
    async fn subtotales(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Por cuántas de las primeras dimensiones se suma; 1 si no se dice.", default = 1)] dimensiones: usize,
    ) -> Result<Vec<DotacionFila>, ApiError> {
        if dimensiones >= self.consulta.dimensiones.len() {
            let mensaje =
                format!("Los subtotales van por menos de las {} dimensiones.", self.consulta.dimensiones.len());
            return Err(ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", "dimensiones"));
        }
        self.agrupadas(ctx, dimensiones)
    }

    /// Entidades que la pregunta abarca y entidades que reportaron.
    async fn cobertura(&self) -> CoberturaDeEntidades {
        self.respuesta.total().cobertura.into()
    }

    /// Cómo se obtuvieron las posiciones, y con qué umbral de redondeo.
    async fn regla(&self) -> ReglaDeDotacion {
        ReglaDeDotacion(Arc::clone(&self.consulta))
    }
}
