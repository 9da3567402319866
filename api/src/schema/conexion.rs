//! The one way to list: arguments, connection, edges, page information.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{Context, InputType, Object, OutputType, TypeName};
use sea_orm::EntityTrait;

use super::arista::Arista;
use super::context::ContextExt;
use super::filtro::{Combinable, FiltroDeLista};
use super::lote::{Fila, Lote};
use super::orden::{CampoDeOrden, Criterio};
use crate::error::{ApiError, ErrorCode};
use crate::store::StoreError;
use crate::store::lista::{self, Clave, Filtro, Hijos, Peticion, Relacion, Tramo};
use crate::store::orden::{Cursor, Lista, Orden, Tabla};

pub use super::arista::PageInfo;

/// Rows of a page when `first` is not given.
pub const PAGINA: usize = 20;
/// Most rows of a page.
pub const PAGINA_MAXIMA: usize = 200;

/// Row of a node's table.
pub type FilaDe<N> = <<N as Nodo>::Tabla as EntityTrait>::Model;

/// A GraphQL object that stands for a row of a table and can be listed.
pub trait Nodo: OutputType + From<Fila<FilaDe<Self>>> {
    /// Its table.
    type Tabla: Tabla;
    /// Its name in GraphQL.
    const NOMBRE: &'static str;
}

/// A node over a row of a table: its type and what lists of it are.
macro_rules! nodo {
    ($nombre:ident, $tabla:ident) => {
        #[doc = concat!("A node over a row of `", stringify!($tabla), "`.")]
        #[derive(Clone)]
        pub struct $nombre(pub $crate::schema::lote::Fila<$tabla::Model>);

        impl From<$crate::schema::lote::Fila<$tabla::Model>> for $nombre {
            fn from(fila: $crate::schema::lote::Fila<$tabla::Model>) -> Self {
                Self(fila)
            }
        }

        impl $crate::schema::conexion::Nodo for $nombre {
            type Tabla = $tabla::Entity;
            const NOMBRE: &'static str = stringify!($nombre);
        }
    };
}
pub(crate) use nodo;

/// The arguments of a list.
pub struct Pagina<N: Nodo> {
    filtro: Option<Box<dyn FiltroDeLista + Send>>,
    orden: Orden<N::Tabla>,
    primeros: usize,
    despues: Option<String>,
}

impl<N: Nodo> Pagina<N> {
    /// Checks the arguments of a list.
    pub fn nueva<F, C>(
        filtro: Option<F>,
        orden: Option<Vec<Criterio<C>>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Self, ApiError>
    where
        F: Combinable + Send + Sync + 'static,
        C: CampoDeOrden<Tabla = N::Tabla> + InputType,
    {
        if let Some(filtro) = &filtro {
            filtro.comprobar()?;
        }
        let filtro = filtro.map(|filtro| Box::new(filtro) as Box<dyn FiltroDeLista + Send>);
        let criterios = orden.unwrap_or_default().into_iter().map(Criterio::de_la_tabla).collect();
        let primeros = primeros(first, PAGINA, PAGINA_MAXIMA)?;
        Ok(Self { filtro, orden: Orden::nuevo(criterios), primeros, despues: after })
    }

    /// The cursor, which must be of each of these lists: no two lists have a cursor in common.
    fn cursor(&self, mut listas: impl Iterator<Item = Option<Lista>>) -> Result<Option<Cursor>, StoreError> {
        let Some(texto) = &self.despues else { return Ok(None) };
        let cursor = self.orden.leer(texto)?;
        if listas.all(|lista| lista == Some(cursor.lista)) { Ok(Some(cursor)) } else { Err(StoreError::CursorInvalido) }
    }

    /// What the store is asked, once the codes of the filter are known to exist.
    fn peticion<'a>(
        &'a self,
        ctx: &Context<'_>,
        despues: Option<&'a Cursor>,
        contar: bool,
    ) -> Result<Peticion<'a, N::Tabla>, ApiError> {
        self.filtro.as_ref().map_or(Ok(()), |filtro| filtro.comprobar(ctx.solicitud()))?;
        Ok(Peticion {
            filtro: self.filtro.as_ref().map(|filtro| &**filtro as &dyn Filtro),
            orden: &self.orden,
            primeros: self.primeros,
            despues,
            contar,
        })
    }

    /// The rows below one key.
    pub async fn filas(self, ctx: &Context<'_>, clave: Clave, relacion: &Relacion) -> Result<Vec<FilaDe<N>>, ApiError> {
        Ok(lista::por_padres(ctx.lectura(), &[clave], relacion, &self.peticion(ctx, None, false)?).await?.filas)
    }
}

/// `first`, checked: a size out of range is refused, never clamped in silence.
pub fn primeros(first: Option<i32>, habitual: usize, maximo: usize) -> Result<usize, ApiError> {
    let Some(first) = first else { return Ok(habitual) };
    usize::try_from(first).ok().filter(|n| *n <= maximo).ok_or_else(|| {
        let mensaje = format!("«first» va de 0 a {maximo} y se pidió {first}.");
        ApiError::new(ErrorCode::PaginaFueraDeRango, mensaje).with("campo", "first")
    })
}

/// What a level read, kept by the lot of the parents.
struct Nivel<N: Nodo> {
    lote: Arc<Lote<FilaDe<N>>>,
    tramos: Vec<Tramo>,
    orden: Arc<Orden<N::Tabla>>,
    desde_cursor: bool,
}

impl<N: Nodo + 'static> Pagina<N> {
    /// The list of `N` below one node, read for its whole lot by `leer`, which gets the rows of the lot and answers a part
    /// for each of them, or nothing at all. `lista` names the list of each row, where there is one.
    pub async fn leer<M, L>(
        self,
        ctx: &Context<'_>,
        padre: &Fila<M>,
        lista: impl Fn(usize, &M) -> Option<Lista>,
        leer: L,
    ) -> Result<Conexion<N>, ApiError>
    where
        M: Send + Sync + 'static,
        L: AsyncFnOnce(&[M], &Peticion<'_, N::Tabla>) -> Result<Option<Hijos<FilaDe<N>>>, ApiError>,
    {
        let leer = Box::pin(async {
            let contar = ctx.look_ahead().field("totalCount").exists();
            let despues = self.cursor(padre.lote.filas.iter().enumerate().map(|(i, fila)| lista(i, fila)))?;
            let hijos = leer(&padre.lote.filas, &self.peticion(ctx, despues.as_ref(), contar)?).await?;
            let vacios = || vec![Tramo { total: contar.then_some(0), ..Tramo::default() }; padre.lote.filas.len()];
            let hijos = hijos.unwrap_or_else(|| Hijos { filas: Vec::new(), tramos: vacios() });
            Ok(Nivel::<N> {
                lote: Lote::nuevo(hijos.filas),
                tramos: hijos.tramos,
                orden: Arc::new(self.orden),
                desde_cursor: despues.is_some(),
            })
        });
        let nivel = padre.lote.recordar(ctx, "lista", leer).await?;
        Ok(Conexion {
            lote: Arc::clone(&nivel.lote),
            tramo: nivel.tramos[padre.i],
            lista: lista(padre.i, padre).unwrap_or_default(),
            orden: Arc::clone(&nivel.orden),
            desde_cursor: nivel.desde_cursor,
        })
    }
}

/// The list of `N` below one node, read for its whole lot. `clave` tells the key of each parent; a parent without key
/// has no children.
pub async fn hijos<M, N>(
    ctx: &Context<'_>,
    padre: &Fila<M>,
    clave: impl Fn(usize, &M) -> Option<Clave>,
    relacion: &Relacion,
    pagina: Pagina<N>,
) -> Result<Conexion<N>, ApiError>
where
    M: Send + Sync + 'static,
    N: Nodo + 'static,
{
    let leer = async |filas: &[M], peticion: &Peticion<'_, N::Tabla>| {
        let claves: Vec<Option<Clave>> = filas.iter().enumerate().map(|(i, fila)| clave(i, fila)).collect();
        let presentes: Vec<Clave> = claves.iter().flatten().copied().collect();
        if presentes.is_empty() {
            return Ok(None);
        }
        let Hijos { filas, tramos } = lista::por_padres(ctx.lectura(), &presentes, relacion, peticion).await?;
        let mut siguientes = tramos.into_iter();
        let vacio = Tramo { total: peticion.contar.then_some(0), ..Tramo::default() };
        let tramos = claves.iter().map(|clave| clave.and_then(|_| siguientes.next()).unwrap_or(vacio)).collect();
        Ok(Some(Hijos { filas, tramos }))
    };
    let lista = |i: usize, fila: &M| clave(i, fila).map(|clave| relacion.lista::<N::Tabla>(clave));
    pagina.leer(ctx, padre, lista, leer).await
}

/// A list at the root: all rows of a table.
pub async fn raiz<N: Nodo>(ctx: &Context<'_>, pagina: Pagina<N>) -> Result<Conexion<N>, ApiError> {
    const TODOS: Relacion = Relacion { columnas: ["", "", "", ""], ademas: "" };
    raiz_de(ctx, Clave([0; 4]), &TODOS, pagina).await
}

/// A list at the root: the rows below one key.
pub async fn raiz_de<N: Nodo>(
    ctx: &Context<'_>,
    clave: Clave,
    relacion: &Relacion,
    pagina: Pagina<N>,
) -> Result<Conexion<N>, ApiError> {
    let contar = ctx.look_ahead().field("totalCount").exists();
    let lista = relacion.lista::<N::Tabla>(clave);
    let despues = pagina.cursor(std::iter::once(Some(lista)))?;
    let peticion = pagina.peticion(ctx, despues.as_ref(), contar)?;
    let hijos = lista::por_padres(ctx.lectura(), &[clave], relacion, &peticion).await?;
    let tramo = hijos.tramos.first().copied().unwrap_or_default();
    let desde_cursor = despues.is_some();
    Ok(Conexion { lote: Lote::nuevo(hijos.filas), tramo, lista, orden: Arc::new(pagina.orden), desde_cursor })
}

/// A page of a list.
pub struct Conexion<N: Nodo> {
    lote: Arc<Lote<FilaDe<N>>>,
    tramo: Tramo,
    lista: Lista,
    orden: Arc<Orden<N::Tabla>>,
    desde_cursor: bool,
}

impl<N: Nodo> Conexion<N> {
    /// A list without rows, which no cursor is of.
    pub fn vacia(pagina: Pagina<N>) -> Result<Self, ApiError> {
        pagina.cursor(std::iter::once(None))?;
        Ok(Self {
            lote: Lote::nuevo(Vec::new()),
            tramo: Tramo { total: Some(0), ..Tramo::default() },
            lista: Lista::default(),
            orden: Arc::new(pagina.orden),
            desde_cursor: false,
        })
    }

    fn mostradas(&self, ctx: &Context<'_>) -> Result<impl Iterator<Item = Fila<FilaDe<N>>> + '_, ApiError> {
        ctx.lectura().mostrar(self.tramo.hasta - self.tramo.desde)?;
        Ok((self.tramo.desde..self.tramo.hasta).map(|i| Fila { lote: Arc::clone(&self.lote), i }))
    }

    fn cursor(&self, i: usize) -> Option<String> {
        (self.tramo.desde..self.tramo.hasta).contains(&i).then(|| self.orden.cursor(self.lista, &self.lote.filas[i]))
    }
}

impl<N: Nodo> TypeName for Conexion<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", N::NOMBRE).into()
    }
}

/// Una página de una lista, según la convención de conexiones de Relay.
#[Object(name_type)]
impl<N: Nodo> Conexion<N> {
    /// Los objetos de la página, sin sus cursores.
    async fn nodes(&self, ctx: &Context<'_>) -> Result<Vec<N>, ApiError> {
        Ok(self.mostradas(ctx)?.map(N::from).collect())
    }

    /// Los objetos de la página, cada uno con su cursor.
    async fn edges(&self, ctx: &Context<'_>) -> Result<Vec<Arista<N>>, ApiError> {
        let arista =
            |fila: Fila<FilaDe<N>>| Arista { cursor: self.orden.cursor(self.lista, &fila), nodo: N::from(fila) };
        Ok(self.mostradas(ctx)?.map(arista).collect())
    }

    /// Dónde empieza y termina la página, y si la lista sigue.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.tramo.hay_mas,
            has_previous_page: self.desde_cursor,
            start_cursor: self.cursor(self.tramo.desde),
            end_cursor: self.tramo.hasta.checked_sub(1).and_then(|i| self.cursor(i)),
        }
    }

    /// Cuántos objetos cumplen el filtro en total, no solo en esta página. Solo se cuenta si se pide.
    async fn total_count(&self) -> Option<i64> {
        self.tramo.total
    }
}
