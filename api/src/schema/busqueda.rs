//! Root fields that find by official code, and across entities.

use async_graphql::{Context, Object};
use sea_orm::EntityTrait;

use super::actividad::{Actividad, ActividadCampo, ActividadFiltro};
use super::conexion::{Conexion, Nodo, Pagina, raiz_de};
use super::context::ContextExt;
use super::entidad::en_el_store;
use super::enums::TipoMatriz;
use super::filtro::TextoFiltro;
use super::lote::Lote;
use super::matriz::DE_MATRIZ;
use super::orden::Criterio;
use super::proceso::{Proceso, ProcesoCampo, ProcesoFiltro};
use super::puesto::{Puesto, PuestoCampo, PuestoFiltro};
use super::tarea::{Tarea, TareaCampo, TareaFiltro};
use super::version::VersionEleccion;
use crate::domain::modelo;
use crate::error::{ApiError, ErrorCode};
use crate::schema::nulo::o_nulo;
use crate::store;
use crate::store::lista::{Clave, Relacion};
use crate::store::version::eleccion;

/// Root fields that find by official code.
#[derive(Default)]
pub struct BusquedaQuery;

/// Rows of the latest published version of every entity.
const VIGENTES: Relacion = Relacion {
    columnas: ["", "", "matriz", ""],
    ademas: " AND EXISTS (SELECT 1 FROM version vv WHERE vv.entidad_id = t.entidad_id AND vv.numero = t.version \
             AND vv.vigente)",
};
const DE_VERSION: Relacion = Relacion { columnas: ["entidad_id", "version", "", ""], ademas: "" };

/// Key of the matrix (or, with 0, of the version) chosen for the entity of that code.
async fn lugar(
    ctx: &Context<'_>,
    entidad: &str,
    matriz: i16,
    version: Option<VersionEleccion>,
) -> Result<Option<Clave>, ApiError> {
    let Some(entidad) = store::entidad::visible(ctx.lectura(), entidad).await? else { return Ok(None) };
    let elegidas = eleccion::elegidas(ctx.lectura(), &[entidad.id], en_el_store(version)).await?;
    Ok(elegidas.first().map(|v| Clave([v.entidad_id.into(), v.numero.into(), matriz.into(), 0])))
}

/// The one row that a code names; several are refused, because a code need not be unique.
fn unico<N: Nodo>(filas: Vec<<N::Tabla as EntityTrait>::Model>, campo: &'static str) -> Result<Option<N>, ApiError> {
    if filas.len() > 1 {
        let mensaje = "El código nombra más de un objeto en esta matriz: búsquelo en una lista, o use su id.";
        return Err(ApiError::new(ErrorCode::CodigoAmbiguo, mensaje).with("campo", campo));
    }
    Ok(Lote::nuevo(filas).nodos().pop())
}

fn igual(codigo: String) -> TextoFiltro {
    TextoFiltro { igual: Some(codigo), ..TextoFiltro::default() }
}

fn codigo_de(matriz: TipoMatriz) -> i16 {
    modelo::TipoMatriz::from(matriz).codigo()
}

#[Object]
impl BusquedaQuery {
    /// Procesos de todas las entidades que reportaron, en su última versión publicada.
    async fn procesos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los procesos.")] filtro: Option<ProcesoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ProcesoCampo>>,
        >,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Proceso>, ApiError> {
        let pagina = Pagina::nueva(filtro, orden, first, after)?;
        raiz_de(ctx, Clave([0, 0, codigo_de(matriz).into(), 0]), &VIGENTES, pagina).await
    }

    /// Un proceso por su código. Si el código nombra varios, se rechaza.
    async fn proceso(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código de la entidad.")] entidad: String,
        #[graphql(desc = "Código del proceso, tal como lo escribió la entidad.")] codigo: String,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Option<Result<Proceso, ApiError>> {
        o_nulo(async {
            let Some(lugar) = lugar(ctx, &entidad, codigo_de(matriz), version).await? else { return Ok(None) };
            let filtro = ProcesoFiltro { codigo: Some(igual(codigo)), ..ProcesoFiltro::default() };
            let pagina = Pagina::<Proceso>::nueva::<_, ProcesoCampo>(Some(filtro), None, Some(2), None)?;
            unico(pagina.filas(ctx, lugar, &DE_MATRIZ).await?, "codigo")
        })
        .await
    }

    /// Una actividad por su código. Si el código nombra varias, se rechaza.
    async fn actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código de la entidad.")] entidad: String,
        #[graphql(desc = "Código de la actividad, tal como lo escribió la entidad.")] codigo: String,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Option<Result<Actividad, ApiError>> {
        o_nulo(async {
            let Some(lugar) = lugar(ctx, &entidad, codigo_de(matriz), version).await? else { return Ok(None) };
            let filtro = ActividadFiltro { codigo: Some(igual(codigo)), ..ActividadFiltro::default() };
            let pagina = Pagina::<Actividad>::nueva::<_, ActividadCampo>(Some(filtro), None, Some(2), None)?;
            unico(pagina.filas(ctx, lugar, &DE_MATRIZ).await?, "codigo")
        })
        .await
    }

    /// Una tarea por su código. Si el código nombra varias, se rechaza.
    async fn tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código de la entidad.")] entidad: String,
        #[graphql(desc = "Código de la tarea, tal como lo escribió la entidad.")] codigo: String,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Option<Result<Tarea, ApiError>> {
        o_nulo(async {
            let Some(lugar) = lugar(ctx, &entidad, codigo_de(matriz), version).await? else { return Ok(None) };
            let filtro = TareaFiltro { codigo: Some(igual(codigo)), ..TareaFiltro::default() };
            let pagina = Pagina::<Tarea>::nueva::<_, TareaCampo>(Some(filtro), None, Some(2), None)?;
            unico(pagina.filas(ctx, lugar, &DE_MATRIZ).await?, "codigo")
        })
        .await
    }

    /// Un puesto del mapeo por su número correlativo.
    async fn puesto(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código de la entidad.")] entidad: String,
        #[graphql(desc = "Número correlativo.")] correlativo: String,
        #[graphql(desc = "Versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Option<Result<Puesto, ApiError>> {
        o_nulo(async {
            let Some(lugar) = lugar(ctx, &entidad, 0, version).await? else { return Ok(None) };
            let filtro = PuestoFiltro { correlativo: Some(igual(correlativo)), ..PuestoFiltro::default() };
            let pagina = Pagina::<Puesto>::nueva::<_, PuestoCampo>(Some(filtro), None, Some(2), None)?;
            unico(pagina.filas(ctx, lugar, &DE_VERSION).await?, "correlativo")
        })
        .await
    }
}
