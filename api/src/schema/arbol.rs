//! A subtree in one call: flat, in reading order, with depth.

use async_graphql::{Context, Object, SimpleObject, Union};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::actividad::Actividad;
use super::clave::Ubicada;
use super::conexion::{PageInfo, primeros};
use super::context::ContextExt;
use super::lote::{Fila, Lote};
use super::proceso::Proceso;
use super::tarea::Tarea;
use crate::error::{ApiError, ErrorCode};
use crate::store::arbol::{self as store, Tramo};

/// Nodes of a page when `first` is not given.
const PAGINA: usize = 1_000;
/// Most nodes of a page.
const PAGINA_MAXIMA: usize = 10_000;

/// Nodo del mapa de procesos.
#[derive(Clone, Union)]
pub enum NodoDelMapa {
    /// Un proceso de cualquier nivel.
    Proceso(Proceso),
    /// Una actividad.
    Actividad(Actividad),
    /// Una tarea.
    Tarea(Tarea),
}

impl NodoDelMapa {
    fn orden(&self) -> i32 {
        match self {
            Self::Proceso(Proceso(fila)) => fila.orden,
            Self::Actividad(Actividad(fila)) => fila.orden,
            Self::Tarea(Tarea(fila)) => fila.orden,
        }
    }

    fn profundidad(&self) -> i16 {
        match self {
            Self::Proceso(Proceso(fila)) => fila.profundidad,
            Self::Actividad(Actividad(fila)) => fila.profundidad,
            Self::Tarea(Tarea(fila)) => fila.profundidad,
        }
    }
}

/// Lugar de un árbol aplanado.
#[derive(SimpleObject)]
pub struct LugarEnArbol {
    /// Pasos desde la raíz del árbol pedido, que tiene 0 (o desde sus hijos directos, que tienen 1).
    pub profundidad: i16,
    /// Posición en el orden de lectura de la matriz.
    pub orden: i32,
    /// El proceso, la actividad o la tarea.
    pub nodo: NodoDelMapa,
}

/// A page of a flat subtree.
pub struct Arbol {
    lugares: Vec<NodoDelMapa>,
    raiz: i16,
    hay_mas: bool,
    desde_cursor: bool,
}

/// Un árbol aplanado en orden de lectura.
#[Object(name = "Arbol")]
impl Arbol {
    /// Los nodos de la página, en orden de lectura.
    async fn nodes(&self) -> Vec<LugarEnArbol> {
        let lugar = |nodo: &NodoDelMapa| LugarEnArbol {
            profundidad: nodo.profundidad() - self.raiz,
            orden: nodo.orden(),
            nodo: nodo.clone(),
        };
        self.lugares.iter().map(lugar).collect()
    }

    /// Dónde termina la página y si el árbol sigue.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.hay_mas,
            has_previous_page: self.desde_cursor,
            start_cursor: self.lugares.first().map(cursor),
            end_cursor: self.lugares.last().map(cursor),
        }
    }
}

fn cursor(nodo: &NodoDelMapa) -> String {
    URL_SAFE_NO_PAD.encode(format!("arbol:{}", nodo.orden()))
}

fn leer_cursor(texto: &str) -> Result<i32, ApiError> {
    let bytes = URL_SAFE_NO_PAD.decode(texto).ok();
    let texto = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let orden = texto.and_then(|texto| texto.strip_prefix("arbol:")?.parse().ok());
    orden.ok_or_else(|| ApiError::new(ErrorCode::CursorInvalido, "El cursor no es de este árbol."))
}

/// Reads the subtree of a node; `rango` tells its positions and `raiz` its depth.
pub async fn arbol<M: Ubicada>(
    ctx: &Context<'_>,
    fila: &Fila<M>,
    rango: impl Fn(&M) -> (i32, i32),
    raiz: i16,
    profundidad: Option<i32>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<Arbol, ApiError> {
    let limite = primeros(first, PAGINA, PAGINA_MAXIMA)?;
    let (desde, hasta) = rango(fila);
    let despues = after.as_deref().map(leer_cursor).transpose()?;
    let desde = despues.map_or(desde, |orden| orden.saturating_add(1).max(desde));
    let pasos = i16::try_from(profundidad.unwrap_or(i32::from(i16::MAX))).unwrap_or(i16::MAX);
    let tramo =
        Tramo { matriz: fila.junto(0), desde, hasta, profundidad: raiz.saturating_add(pasos), limite: limite + 1 };
    let nodos = store::leer(ctx.lectura(), tramo).await?;
    let mut lugares: Vec<NodoDelMapa> =
        Lote::nuevo(nodos.procesos).nodos().into_iter().map(NodoDelMapa::Proceso).collect();
    lugares.extend(Lote::nuevo(nodos.actividades).nodos().into_iter().map(NodoDelMapa::Actividad));
    lugares.extend(Lote::nuevo(nodos.tareas).nodos().into_iter().map(NodoDelMapa::Tarea));
    lugares.sort_unstable_by_key(NodoDelMapa::orden);
    let hay_mas = lugares.len() > limite;
    lugares.truncate(limite);
    Ok(Arbol { lugares, raiz, hay_mas, desde_cursor: despues.is_some() })
}
