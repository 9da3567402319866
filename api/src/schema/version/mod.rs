//! `Version`: a snapshot of what an entity sent, and how one is chosen.

mod filtro;

use async_graphql::{Context, ID, Object, OneofObject};
use quipu_entities::version;

use crate::domain::decimal::{MICRO, de_entero};
use crate::domain::modelo;
use crate::domain::registro::{DeLista, TipoRegistro};
use crate::error::ApiError;
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo};
use crate::schema::entidad::Entidad;
use crate::schema::enums::{EstadoVersion, TipoMatriz};
use crate::schema::hallazgo::{Hallazgo, HallazgoCampo, HallazgoFiltro};
use crate::schema::id::{self, Tipo};
use crate::schema::lote::Fila;
use crate::schema::matriz::{Matriz, POR_TIPO};
use crate::schema::nulo::o_nulo;
use crate::schema::orden::Criterio;
use crate::schema::puesto::{Puesto, PuestoCampo, PuestoFiltro};
use crate::schema::registro::{Cambio, CambioCampo, CambioFiltro, historial_de};
use crate::schema::scalar::{Decimal, Instante};
use crate::schema::unidad::{Unidad, UnidadCampo, UnidadFiltro};
use crate::schema::vinculo::uno;
use crate::store::lista::{Clave, Relacion};
use crate::store::version::PUBLICADA;

pub use filtro::{VersionCampo, VersionFiltro};

nodo!(Version, version);

const DE_VERSION: Relacion = Relacion { columnas: ["entidad_id", "version", "", ""], ademas: "" };
const RAICES: Relacion = Relacion { columnas: ["entidad_id", "version", "", ""], ademas: " AND t.padre_id IS NULL" };
/// A version found by its entity and number.
pub const POR_NUMERO: Relacion = Relacion { columnas: ["entidad_id", "numero", "", ""], ademas: "" };
const POR_ID: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };

/// The version of a row that belongs to one.
pub async fn version_de<M>(ctx: &Context<'_>, fila: &Fila<M>) -> Result<Option<Version>, ApiError>
where
    M: Ubicada + Send + Sync + 'static,
{
    uno(ctx, fila, |f| Some(f.en_version(0)), &POR_NUMERO).await
}

/// Qué versión de una entidad se lee. Sin elegir, la última publicada.
#[derive(Debug, Clone, Copy, OneofObject)]
pub enum VersionEleccion {
    /// La de este número.
    Numero(i32),
    /// La última publicada hasta este instante.
    PublicadaHasta(Instante),
    /// El último borrador, para quien puede verlo; con `false` vale la última publicada.
    UltimoBorrador(bool),
}

/// Foto de lo que una entidad envió: unidades, puestos y matrices. Nace como borrador; publicada, no cambia nunca más.
#[Object]
impl Version {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Version, self.0.junto(0))
    }

    /// Número, desde 1, dentro de la entidad.
    async fn numero(&self) -> i32 {
        self.0.numero
    }

    /// Borrador, publicada o descartada.
    async fn estado(&self) -> EstadoVersion {
        match self.0.descartada_en {
            Some(_) => EstadoVersion::Descartada,
            None if self.0.estado == PUBLICADA => EstadoVersion::Publicada,
            None => EstadoVersion::Borrador,
        }
    }

    /// Si es la última publicada de su entidad.
    async fn vigente(&self) -> bool {
        self.0.vigente
    }

    /// Cuándo se creó.
    async fn creada_en(&self) -> Instante {
        Instante(self.0.creada_en)
    }

    /// Cuándo se envió, siendo borrador, a los entes rectores (PCM-SGP y SERVIR), que la leen desde entonces.
    async fn enviada_en(&self) -> Option<Instante> {
        self.0.enviada_en.map(Instante)
    }

    /// Cuándo se publicó.
    async fn publicada_en(&self) -> Option<Instante> {
        self.0.publicada_en.map(Instante)
    }

    /// Cuándo se descartó, siendo borrador.
    async fn descartada_en(&self) -> Option<Instante> {
        self.0.descartada_en.map(Instante)
    }

    /// Nombre del archivo importado.
    async fn archivo(&self) -> Option<&str> {
        self.0.archivo.as_deref()
    }

    /// Huella SHA-256 del archivo importado.
    async fn archivo_sha256(&self) -> Option<&str> {
        self.0.archivo_sha256.as_deref()
    }

    /// Informe de la importación, como texto JSON: por hoja, filas leídas, usadas y omitidas con su razón.
    async fn informe(&self) -> Option<&str> {
        self.0.informe.as_deref()
    }

    /// Parte decimal desde la que se agregó una posición al redondear sus cifras.
    async fn umbral_de_redondeo(&self) -> Decimal {
        de_entero(self.0.umbral_micro, MICRO).into()
    }

    /// Revisión: 1 al crearse, y una más con cada cambio del borrador o de su mapa, al enviarse, publicarse o descartarse. Quien
    /// cambia el borrador dice la que leyó.
    async fn revision(&self) -> i32 {
        self.0.revision
    }

    /// Número de la versión de la que se copió; nulo si llegó en un archivo o empezó vacía.
    async fn base(&self) -> Option<i32> {
        self.0.base
    }

    /// Sus cambios, del primero al último: importación, ediciones, envío, publicación, descarte. Solo los ve quien puede leer los
    /// borradores de la entidad.
    async fn historial(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los cambios.")] filtro: Option<CambioFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<CambioCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Option<Result<Conexion<Cambio>, ApiError>> {
        o_nulo(async {
            let llave =
                |v: &version::Model| [v.entidad_id.into(), TipoRegistro::Version.codigo().into(), v.numero.into()];
            historial_de(ctx, &self.0, llave, Pagina::nueva(filtro, orden, first, after)?).await.map(Some)
        })
        .await
    }

    /// Entidad a la que pertenece.
    async fn entidad(&self, ctx: &Context<'_>) -> Option<Result<Entidad, ApiError>> {
        entidad_de(ctx, &self.0).await.transpose()
    }

    /// Matriz de procesos de esta versión; nula si la entidad no la envió.
    async fn matriz(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")] tipo: TipoMatriz,
    ) -> Option<Result<Matriz, ApiError>> {
        o_nulo(async {
            let tipo = modelo::TipoMatriz::from(tipo).codigo();
            uno(ctx, &self.0, |v| Some(Clave([v.entidad_id.into(), v.numero.into(), tipo.into(), 0])), &POR_TIPO).await
        })
        .await
    }

    /// Órganos: las unidades de las que cuelgan las demás.
    async fn organos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los órganos.")] filtro: Option<UnidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<UnidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Unidad>, ApiError> {
        hijos(ctx, &self.0, |_, v| Some(v.junto(0)), &RAICES, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Todas las unidades, en orden de lectura de la estructura.
    async fn unidades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las unidades.")] filtro: Option<UnidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<UnidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Unidad>, ApiError> {
        hijos(ctx, &self.0, |_, v| Some(v.junto(0)), &DE_VERSION, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Puestos del Mapeo de Puestos.
    async fn puestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los puestos.")] filtro: Option<PuestoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Puesto>, ApiError> {
        hijos(ctx, &self.0, |_, v| Some(v.junto(0)), &DE_VERSION, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Lo que no cuadra en lo que la entidad envió.
    async fn hallazgos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los hallazgos.")] filtro: Option<HallazgoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<HallazgoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Hallazgo>, ApiError> {
        hijos(ctx, &self.0, |_, v| Some(v.junto(0)), &DE_VERSION, Pagina::nueva(filtro, orden, first, after)?).await
    }
}

/// The entity of a row.
pub async fn entidad_de<M>(ctx: &Context<'_>, fila: &Fila<M>) -> Result<Option<Entidad>, ApiError>
where
    M: Ubicada + Send + Sync + 'static,
{
    let solo_entidad = |f: &M| Some(Clave([f.lugar()[0], 0, 0, 0]));
    uno(ctx, fila, solo_entidad, &POR_ID).await
}
