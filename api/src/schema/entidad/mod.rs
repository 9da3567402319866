//! `Entidad`.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use quipu_entities::{entidad, version};

use crate::domain::modelo;
use crate::error::ApiError;
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo};
use crate::schema::context::ContextExt;
use crate::schema::enums::{NivelGobierno, TipoMatriz};
use crate::schema::id::{self, Tipo};
use crate::schema::lote::{Fila, Lote};
use crate::schema::matriz::{MACROPROCESOS, Matriz, POR_TIPO};
use crate::schema::nulo::o_nulo;
use crate::schema::orden::Criterio;
use crate::schema::proceso::{Proceso, ProcesoCampo, ProcesoFiltro};
use crate::schema::puesto::{Puesto, PuestoCampo, PuestoFiltro};
use crate::schema::scalar::Instante;
use crate::schema::unidad::{Unidad, UnidadCampo, UnidadFiltro};
use crate::schema::version::{Version, VersionCampo, VersionEleccion, VersionFiltro};
use crate::schema::vinculo::uno;
use crate::store::lista::{Clave, Relacion};
use crate::store::version::eleccion::{self, Eleccion};

mod filtro;
pub mod registros;
mod sector;

pub use filtro::{EntidadCampo, EntidadFiltro};
pub use sector::Sector;

use registros::EntidadConRegistros;

nodo!(Entidad, entidad);

const VERSIONES: Relacion = Relacion { columnas: ["entidad_id", "", "", ""], ademas: "" };
const ADSCRITAS: Relacion = Relacion { columnas: ["adscrita_a_id", "", "", ""], ademas: "" };
const DE_VERSION: Relacion = Relacion { columnas: ["entidad_id", "version", "", ""], ademas: "" };
const POR_ID: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };

/// The version chosen for each entity of a lot, by the entity's id.
type Elegidas = HashMap<i32, (Arc<Lote<version::Model>>, usize)>;

impl Entidad {
    /// The versions that `eleccion` chooses for all entities of the lot.
    async fn elegidas(&self, ctx: &Context<'_>, eleccion: Option<VersionEleccion>) -> Result<Arc<Elegidas>, ApiError> {
        let leer = Box::pin(async {
            let entidades: Vec<i32> = self.0.lote.filas.iter().map(|e| e.id).collect();
            let elegidas = eleccion::elegidas(ctx.lectura(), &entidades, en_el_store(eleccion)).await?;
            let lote = Lote::nuevo(elegidas);
            let de_cada_una = lote.filas.iter().enumerate().map(|(i, v)| (v.entidad_id, (Arc::clone(&lote), i)));
            Ok(de_cada_una.collect::<Elegidas>())
        });
        self.0.lote.recordar(ctx, "version elegida", leer).await
    }
}

/// A choice as the store understands it.
pub(in crate::schema) fn en_el_store(eleccion: Option<VersionEleccion>) -> Eleccion {
    match eleccion {
        Some(VersionEleccion::Numero(numero)) => Eleccion::Numero(numero),
        Some(VersionEleccion::PublicadaHasta(Instante(instante))) => Eleccion::PublicadaHasta(instante),
        Some(VersionEleccion::UltimoBorrador(true)) => Eleccion::UltimoBorrador,
        None | Some(VersionEleccion::UltimoBorrador(false)) => Eleccion::Vigente,
    }
}

/// Key of the chosen version of an entity, or of a matrix of it.
fn clave_elegida(elegidas: &Elegidas, entidad: &entidad::Model, matriz: i16) -> Option<Clave> {
    let (lote, i) = elegidas.get(&entidad.id)?;
    Some(Clave([entidad.id.into(), lote.filas[*i].numero.into(), matriz.into(), 0]))
}

/// Entidad pública: un ministerio, un organismo, un gobierno regional o local …
#[Object]
impl Entidad {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Entidad, self.0.junto(0))
    }

    /// Código estable.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// RUC de 11 dígitos.
    async fn ruc(&self) -> Option<&str> {
        self.0.ruc.as_deref()
    }

    /// Sigla.
    async fn sigla(&self) -> Option<&str> {
        self.0.sigla.as_deref()
    }

    /// Nombre oficial.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Clase: `MINISTERIO`, `ORGANISMO_REGULADOR`, `UNIVERSIDAD` …
    async fn clasificacion(&self) -> &str {
        &self.0.clasificacion
    }

    /// Nivel de gobierno.
    async fn nivel_gobierno(&self) -> NivelGobierno {
        NivelGobierno::de_codigo(self.0.nivel_gobierno)
    }

    /// Sector.
    async fn sector(&self, ctx: &Context<'_>) -> Option<Result<Sector, ApiError>> {
        Sector::uno(ctx, &self.0, |e| Some(e.sector_id)).await.transpose()
    }

    /// Si está en el alcance de la Ley 30057; nulo si no se sabe.
    async fn en_alcance_ley_30057(&self) -> Option<bool> {
        self.0.en_alcance_ley_30057
    }

    /// Si es inventada, para demostración: no existe.
    async fn demostracion(&self) -> bool {
        self.0.demostracion
    }

    /// Si publicó alguna versión. Si no, sus cifras faltan: no son 0.
    async fn reporto(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        Ok(self.elegidas(ctx, None).await?.contains_key(&self.0.id))
    }

    /// Entidad a la que está adscrita.
    async fn adscrita_a(&self, ctx: &Context<'_>) -> Option<Result<Entidad, ApiError>> {
        uno(ctx, &self.0, |e| e.adscrita_a_id.map(|id| Clave([id.into(), 0, 0, 0])), &POR_ID).await.transpose()
    }

    /// Una versión suya: la última publicada si no se elige otra.
    async fn version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Option<Result<Version, ApiError>> {
        o_nulo(async {
            let elegidas = self.elegidas(ctx, version).await?;
            Ok(elegidas.get(&self.0.id).map(|(lote, i)| Version(Fila { lote: Arc::clone(lote), i: *i })))
        })
        .await
    }

    /// Una matriz suya; nula si no la envió.
    async fn matriz(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")] tipo: TipoMatriz,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Option<Result<Matriz, ApiError>> {
        o_nulo(async {
            let elegidas = self.elegidas(ctx, version).await?;
            let tipo = modelo::TipoMatriz::from(tipo).codigo();
            uno(ctx, &self.0, |e| clave_elegida(&elegidas, e, tipo), &POR_TIPO).await
        })
        .await
    }

    /// Procesos de nivel 0 de una matriz, de los que cuelgan los demás.
    async fn macroprocesos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
        #[graphql(desc = "Condiciones que deben cumplir los macroprocesos.")] filtro: Option<ProcesoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ProcesoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Proceso>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        let matriz = modelo::TipoMatriz::from(matriz).codigo();
        hijos(
            ctx,
            &self.0,
            |_, e| clave_elegida(&elegidas, e, matriz),
            &MACROPROCESOS,
            Pagina::nueva(filtro, orden, first, after)?,
        )
        .await
    }

    /// Órganos y unidades orgánicas, en orden de lectura de la estructura.
    async fn unidades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
        #[graphql(desc = "Condiciones que deben cumplir las unidades.")] filtro: Option<UnidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<UnidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Unidad>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        hijos(
            ctx,
            &self.0,
            |_, e| clave_elegida(&elegidas, e, 0),
            &DE_VERSION,
            Pagina::nueva(filtro, orden, first, after)?,
        )
        .await
    }

    /// Puestos del Mapeo de Puestos.
    async fn puestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
        #[graphql(desc = "Condiciones que deben cumplir los puestos.")] filtro: Option<PuestoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Puesto>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        hijos(
            ctx,
            &self.0,
            |_, e| clave_elegida(&elegidas, e, 0),
            &DE_VERSION,
            Pagina::nueva(filtro, orden, first, after)?,
        )
        .await
    }

    /// Sus versiones, de la primera a la última, sin las descartadas si el filtro no las pide.
    async fn versiones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las versiones.")] filtro: Option<VersionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<VersionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Version>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, e| Some(e.junto(0)), &VERSIONES, pagina).await
    }

    /// Entidades adscritas a ella.
    async fn adscritas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las entidades.")] filtro: Option<EntidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entidad>, ApiError> {
        hijos(ctx, &self.0, |_, e| Some(e.junto(0)), &ADSCRITAS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    #[graphql(flatten)]
    async fn registros(&self) -> EntidadConRegistros {
        EntidadConRegistros::from(&self.0)
    }
}
