//! Entries of the open lists.

use async_graphql::{Context, Object};

use crate::domain::calidad::catalogo::{self as domain, Entrada};
use crate::schema::catalogo::ItemDeCatalogo;
use crate::schema::context::ContextExt;

/// The entry of that code, whether or not it is in force.
pub fn entrada(lista: &[Entrada], codigo: &str) -> Option<ItemDeCatalogo> {
    lista.iter().find(|entrada| entrada.item.codigo == codigo).map(|entrada| ItemDeCatalogo(entrada.item.clone()))
}

/// The entries in force.
pub fn en_vigor(lista: &[Entrada]) -> impl Iterator<Item = ItemDeCatalogo> {
    lista.iter().filter(|entrada| entrada.activo).map(|entrada| ItemDeCatalogo(entrada.item.clone()))
}

/// A scale.
#[derive(Clone)]
pub struct Escala(pub domain::Escala);

impl Escala {
    /// The one of that code, whether or not it is in force.
    pub fn de_codigo(ctx: &Context<'_>, codigo: &str) -> Option<Self> {
        ctx.catalogo().calidad.escala(codigo).cloned().map(Self)
    }
}

/// Escala de números en que se califica un componente o se responde una medición.
#[Object]
impl Escala {
    /// Código estable, con el que se escribe.
    async fn codigo(&self) -> &str {
        &self.0.item.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.item.nombre
    }

    /// El menor número.
    async fn minimo(&self) -> i32 {
        self.0.minimo
    }

    /// El mayor número.
    async fn maximo(&self) -> i32 {
        self.0.maximo
    }
}
