//! A subtree in one call: flat, in reading order, with depth.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject, Union};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use quipu_entities::{actividad, proceso, tarea};
use serde::{Deserialize, Serialize};

use super::actividad::Actividad;
use super::clave::Ubicada;
use super::conexion::{PageInfo, primeros};
use super::context::ContextExt;
use super::lote::{Fila, Lote};
use super::proceso::Proceso;
use super::tarea::Tarea;
use crate::error::{ApiError, ErrorCode};
use crate::store::arbol::{self as store, Rama};
use crate::store::lista::{Clave, Tramo};
use crate::store::orden::Lista;
use crate::store::sql::json;

/// Nodes of a page when `first` is not given.
pub const PAGINA: usize = 1_000;
/// Most nodes of a page.
pub const PAGINA_MAXIMA: usize = 10_000;

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
    lista: Lista,
    raiz: i16,
    hay_mas: bool,
    desde_cursor: bool,
}

/// Un árbol aplanado en orden de lectura.
#[Object(name = "Arbol")]
impl Arbol {
    /// Los nodos de la página, en orden de lectura.
    async fn nodes(&self, ctx: &Context<'_>) -> Result<Vec<LugarEnArbol>, ApiError> {
        ctx.lectura().mostrar(self.lugares.len())?;
        let lugar = |nodo: &NodoDelMapa| LugarEnArbol {
            profundidad: nodo.profundidad() - self.raiz,
            orden: nodo.orden(),
            nodo: nodo.clone(),
        };
        Ok(self.lugares.iter().map(lugar).collect())
    }

    /// Dónde termina la página y si el árbol sigue.
    async fn page_info(&self) -> PageInfo {
        let cursor = |nodo: &NodoDelMapa| Cursor { arbol: self.lista, orden: nodo.orden() }.escribir();
        PageInfo {
            has_next_page: self.hay_mas,
            has_previous_page: self.desde_cursor,
            start_cursor: self.lugares.first().map(cursor),
            end_cursor: self.lugares.last().map(cursor),
        }
    }
}

/// A place in a tree. It names its tree: with another one it is refused.
#[derive(Serialize, Deserialize)]
struct Cursor {
    #[serde(rename = "a")]
    arbol: Lista,
    #[serde(rename = "o")]
    orden: i32,
}

impl Cursor {
    fn escribir(&self) -> String {
        URL_SAFE_NO_PAD.encode(json(self))
    }

    /// Reads a cursor, which must be of each of these trees.
    fn leer(texto: &str, arboles: &[Lista]) -> Result<Self, ApiError> {
        let bytes = URL_SAFE_NO_PAD.decode(texto).ok();
        let cursor: Option<Self> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let suyo = cursor.filter(|cursor| arboles.iter().all(|arbol| *arbol == cursor.arbol));
        suyo.ok_or_else(|| {
            let mensaje = "El cursor no es de este árbol. Para seguir un árbol entre varios, pida su raíz por su id.";
            ApiError::new(ErrorCode::CursorInvalido, mensaje)
        })
    }
}

/// The root of a tree: what hangs from it, and its depth.
#[derive(Debug, Clone, Copy)]
pub struct Raiz {
    /// First position below it.
    pub desde: i32,
    /// Last position below it.
    pub hasta: i32,
    /// Its depth.
    pub profundidad: i16,
}

/// Which part of a tree is asked for.
pub struct Recorte {
    pasos: i16,
    limite: usize,
    despues: Option<String>,
}

impl Recorte {
    /// Checks the arguments of a tree.
    pub fn nuevo(profundidad: Option<i32>, first: Option<i32>, after: Option<String>) -> Result<Self, ApiError> {
        if profundidad.is_some_and(|pasos| pasos < 0) {
            let mensaje = "«profundidad» no puede ser negativa.";
            return Err(ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", "profundidad"));
        }
        let pasos = profundidad.and_then(|pasos| i16::try_from(pasos).ok()).unwrap_or(i16::MAX);
        Ok(Self { pasos, limite: primeros(first, PAGINA, PAGINA_MAXIMA)?, despues: after })
    }

    fn rama(&self, matriz: Clave, raiz: Raiz, despues: Option<i32>) -> Rama {
        let desde = despues.map_or(raiz.desde, |orden| orden.saturating_add(1).max(raiz.desde));
        Rama { matriz, desde, hasta: raiz.hasta, fondo: raiz.profundidad.saturating_add(self.pasos) }
    }
}

/// What a lot of roots read.
struct Ramas {
    procesos: (Arc<Lote<proceso::Model>>, Vec<Tramo>),
    actividades: (Arc<Lote<actividad::Model>>, Vec<Tramo>),
    tareas: (Arc<Lote<tarea::Model>>, Vec<Tramo>),
}

impl Ramas {
    /// Nodes below the root at `i`, in reading order.
    fn lugares(&self, i: usize) -> Vec<NodoDelMapa> {
        let mut lugares: Vec<NodoDelMapa> = nodos(&self.procesos, i).map(NodoDelMapa::Proceso).collect();
        lugares.extend(nodos(&self.actividades, i).map(NodoDelMapa::Actividad));
        lugares.extend(nodos(&self.tareas, i).map(NodoDelMapa::Tarea));
        lugares.sort_unstable_by_key(NodoDelMapa::orden);
        lugares
    }
}

fn nodos<M, N: From<Fila<M>>>((lote, tramos): &(Arc<Lote<M>>, Vec<Tramo>), i: usize) -> impl Iterator<Item = N> {
    (tramos[i].desde..tramos[i].hasta).map(|i| N::from(Fila { lote: Arc::clone(lote), i }))
}

/// The subtree of a node, read for its whole lot; `raiz` tells the place of each root.
pub async fn arbol<M: Ubicada + Send + Sync + 'static>(
    ctx: &Context<'_>,
    fila: &Fila<M>,
    raiz: impl Fn(&M) -> Raiz,
    recorte: Recorte,
) -> Result<Arbol, ApiError> {
    let nombre = |fila: &M| Lista::de(&(fila.junto(0), raiz(fila).desde));
    let leer = Box::pin(async {
        let arboles: Vec<Lista> = fila.lote.filas.iter().map(nombre).collect();
        let cursor = recorte.despues.as_deref().map(|texto| Cursor::leer(texto, &arboles)).transpose()?;
        let despues = cursor.map(|cursor| cursor.orden);
        let ramas: Vec<Rama> =
            fila.lote.filas.iter().map(|fila| recorte.rama(fila.junto(0), raiz(fila), despues)).collect();
        let leidos = store::leer(ctx.lectura(), &ramas, recorte.limite + 1).await?;
        Ok(Ramas {
            procesos: (Lote::nuevo(leidos.procesos.filas), leidos.procesos.tramos),
            actividades: (Lote::nuevo(leidos.actividades.filas), leidos.actividades.tramos),
            tareas: (Lote::nuevo(leidos.tareas.filas), leidos.tareas.tramos),
        })
    });
    let ramas = fila.lote.recordar(ctx, "arbol", leer).await?;
    let mut lugares = ramas.lugares(fila.i);
    let hay_mas = lugares.len() > recorte.limite;
    lugares.truncate(recorte.limite);
    let desde_cursor = recorte.despues.is_some();
    Ok(Arbol { lugares, lista: nombre(fila), raiz: raiz(fila).profundidad, hay_mas, desde_cursor })
}
