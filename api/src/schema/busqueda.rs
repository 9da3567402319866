//! Root fields that find by official code, and across entities.

use async_graphql::{Context, InputType, Object};

use super::actividad::{Actividad, ActividadCampo, ActividadFiltro};
use super::conexion::{Conexion, Nodo, Pagina, raiz_de};
use super::context::ContextExt;
use super::entidad::en_el_store;
use super::enums::TipoMatriz;
use super::filtro::{Combinable, TextoFiltro};
use super::lote::Lote;
use super::matriz::DE_MATRIZ;
use super::orden::{CampoDeOrden, Criterio};
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

/// The one row of a chosen matrix or version that passes `filtro`, which asks for a code in `campo`. Several are refused,
/// because a code need not be unique.
async fn por_codigo<N, F, C>(
    ctx: &Context<'_>,
    lugar: impl Future<Output = Result<Option<Clave>, ApiError>>,
    relacion: &Relacion,
    campo: &'static str,
    filtro: F,
) -> Option<Result<N, ApiError>>
where
    N: Nodo,
    F: Combinable + Send + Sync + 'static,
    C: CampoDeOrden<Tabla = N::Tabla> + InputType,
{
    o_nulo(async {
        let Some(lugar) = lugar.await? else { return Ok(None) };
        let pagina = Pagina::<N>::nueva::<F, C>(Some(filtro), None, Some(2), None)?;
        let filas = pagina.filas(ctx, lugar, relacion).await?;
        if filas.len() > 1 {
            let mensaje = "El código nombra más de un objeto en esta matriz: búsquelo en una lista, o use su id.";
            return Err(ApiError::new(ErrorCode::CodigoAmbiguo, mensaje).with("campo", campo));
        }
        Ok(Lote::nuevo(filas).nodos().pop())
    })
    .await
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
        let filtro = ProcesoFiltro { codigo: Some(igual(codigo)), ..ProcesoFiltro::default() };
        let lugar = lugar(ctx, &entidad, codigo_de(matriz), version);
        por_codigo::<_, _, ProcesoCampo>(ctx, lugar, &DE_MATRIZ, "codigo", filtro).await
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
        let filtro = ActividadFiltro { codigo: Some(igual(codigo)), ..ActividadFiltro::default() };
        let lugar = lugar(ctx, &entidad, codigo_de(matriz), version);
        por_codigo::<_, _, ActividadCampo>(ctx, lugar, &DE_MATRIZ, "codigo", filtro).await
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
        let filtro = TareaFiltro { codigo: Some(igual(codigo)), ..TareaFiltro::default() };
        let lugar = lugar(ctx, &entidad, codigo_de(matriz), version);
        por_codigo::<_, _, TareaCampo>(ctx, lugar, &DE_MATRIZ, "codigo", filtro).await
    }

    /// Un puesto del mapeo por su número correlativo.
    async fn puesto(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código de la entidad.")] entidad: String,
        #[graphql(desc = "Número correlativo.")] correlativo: String,
        #[graphql(desc = "Versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Option<Result<Puesto, ApiError>> {
        let filtro = PuestoFiltro { correlativo: Some(igual(correlativo)), ..PuestoFiltro::default() };
        let lugar = lugar(ctx, &entidad, 0, version);
        por_codigo::<_, _, PuestoCampo>(ctx, lugar, &DE_VERSION, "correlativo", filtro).await
    }
}
