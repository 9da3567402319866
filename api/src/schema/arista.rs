//! The parts of a connection: its edges, and where its page stands.

use std::borrow::Cow;

use async_graphql::{Object, SimpleObject, TypeName};

use super::conexion::Nodo;

/// Un objeto de una lista y su cursor.
pub struct Arista<N: Nodo> {
    pub(super) cursor: String,
    pub(super) nodo: N,
}

impl<N: Nodo> TypeName for Arista<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::NOMBRE).into()
    }
}

/// Un objeto de una lista y su cursor.
#[Object(name_type)]
impl<N: Nodo> Arista<N> {
    /// El objeto.
    async fn node(&self) -> &N {
        &self.nodo
    }

    /// Posición del objeto en la lista; se pasa en `after` para seguir desde aquí.
    async fn cursor(&self) -> &str {
        &self.cursor
    }
}

/// Dónde empieza y termina una página.
#[derive(Debug, SimpleObject)]
pub struct PageInfo {
    /// Si hay más objetos después de esta página: la lista fue cortada.
    pub has_next_page: bool,
    /// Si hay objetos antes de esta página.
    pub has_previous_page: bool,
    /// Cursor del primer objeto de la página.
    pub start_cursor: Option<String>,
    /// Cursor del último objeto de la página.
    pub end_cursor: Option<String>,
}
