//! Roles of governance and responsibilities, from the catalogue.

use std::sync::Arc;

use async_graphql::{Context, Object};

use crate::domain::catalogo as domain;
use crate::error::ApiError;
use crate::schema::context::ContextExt;

/// A role of the catalogue.
#[derive(Clone)]
pub struct RolDeGobierno(Arc<domain::Catalogo>, usize);

impl RolDeGobierno {
    /// All that are in force, in the catalogue's order.
    pub fn todos(ctx: &Context<'_>) -> Vec<Self> {
        let catalogo = ctx.catalogo();
        let indices = (0..catalogo.roles_de_gobierno.len()).filter(|i| catalogo.roles_de_gobierno[*i].activo);
        indices.map(|i| Self(Arc::clone(catalogo), i)).collect()
    }

    /// The one of that code.
    pub fn de_codigo(ctx: &Context<'_>, codigo: &str) -> Option<Self> {
        let catalogo = ctx.catalogo();
        let i = catalogo.roles_de_gobierno.iter().position(|rol| rol.item.codigo == codigo)?;
        Some(Self(Arc::clone(catalogo), i))
    }

    fn rol(&self) -> &domain::RolDeGobierno {
        &self.0.roles_de_gobierno[self.1]
    }
}

/// Rol del gobierno de procesos. No es un rol de una familia de puestos, ni un permiso.
#[Object]
impl RolDeGobierno {
    /// Código estable, p. ej. `GIP`.
    async fn codigo(&self) -> &str {
        &self.rol().item.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.rol().item.nombre
    }

    /// De quiénes se compone, si el catálogo lo dice.
    async fn integrantes(&self) -> &[String] {
        &self.rol().integrantes
    }

    /// De qué responde.
    async fn responsabilidades(&self, ctx: &Context<'_>) -> Result<Vec<Responsabilidad>, ApiError> {
        let suya = |i: &usize| {
            let responsabilidad = &self.0.responsabilidades[*i];
            responsabilidad.activo && responsabilidad.rol == self.rol().item.codigo
        };
        let indices = (0..self.0.responsabilidades.len()).filter(suya);
        let lista: Vec<Responsabilidad> = indices.map(|i| Responsabilidad(Arc::clone(&self.0), i)).collect();
        ctx.lectura().mostrar(lista.len())?;
        Ok(lista)
    }
}

/// A responsibility of the catalogue.
#[derive(Clone)]
pub struct Responsabilidad(Arc<domain::Catalogo>, usize);

impl Responsabilidad {
    /// The one of that code.
    pub fn de_codigo(ctx: &Context<'_>, codigo: &str) -> Option<Self> {
        let catalogo = ctx.catalogo();
        let i = catalogo.responsabilidades.iter().position(|r| r.item.codigo == codigo)?;
        Some(Self(Arc::clone(catalogo), i))
    }
}

/// Responsabilidad de un rol del gobierno de procesos.
#[Object]
impl Responsabilidad {
    /// Código estable, p. ej. `GIP-1`.
    async fn codigo(&self) -> &str {
        &self.0.responsabilidades[self.1].item.codigo
    }

    /// En qué consiste.
    async fn texto(&self) -> &str {
        &self.0.responsabilidades[self.1].item.nombre
    }

    /// Rol que responde.
    async fn rol(&self, ctx: &Context<'_>) -> Option<RolDeGobierno> {
        RolDeGobierno::de_codigo(ctx, &self.0.responsabilidades[self.1].rol)
    }
}
