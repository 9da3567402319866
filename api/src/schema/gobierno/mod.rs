//! Governance of processes: the catalogue of roles, who holds them, and what nobody covers.

mod catalogo;
pub mod cobertura;
pub mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::{asignacion_de_rol, entidad};

use super::clave::Ubicada;
use super::conexion::{Conexion, Pagina, hijos, nodo, raiz};
use super::context::ContextExt;
use super::entidad::EntidadFiltro;
use super::id::{self, Tipo};
use super::lote::Fila;
use super::orden::Criterio;
use super::puesto::{Puesto, puesto_de};
use super::registro::vinculo::{Vinculo, vinculos};
use super::registro::{DE_ENTIDAD, Registrado, clave};
use super::scalar::Fecha;
use super::unidad::Unidad;
use super::vinculo::uno;
use crate::error::ApiError;
use crate::store::ficha::datos;
use crate::store::lista::{Clave, Relacion};

use self::cobertura::CoberturaDeGobierno;

pub use catalogo::{Responsabilidad, RolDeGobierno};
pub use escritura::AsignacionMutation;
pub use filtro::{AsignacionDeRolCampo, AsignacionDeRolFiltro};

nodo!(AsignacionDeRol, asignacion_de_rol);

const PUESTO: Relacion = puesto_de!("asignacion_de_rol");
/// The unit of that name in the current version of the map; of several, the first in reading order.
const UNIDAD: Relacion = Relacion {
    columnas: ["entidad_id", "", "", ""],
    ademas: " AND t.clave = (SELECT a.clave FROM asignacion_de_rol a WHERE a.entidad_id = p.e AND a.id = p.id) \
             AND EXISTS (SELECT 1 FROM version vv WHERE vv.entidad_id = t.entidad_id AND vv.numero = t.version \
             AND vv.vigente) AND NOT EXISTS (SELECT 1 FROM unidad o WHERE o.entidad_id = t.entidad_id \
             AND o.version = t.version AND o.clave = t.clave AND o.orden < t.orden)",
};

fn llave(fila: &asignacion_de_rol::Model) -> Clave {
    clave::<asignacion_de_rol::Entity>(fila)
}

/// Quién tiene un rol del gobierno de procesos, desde cuándo y para qué procesos.
#[Object]
impl AsignacionDeRol {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::AsignacionDeRol, llave(&self.0))
    }

    /// Rol del catálogo; nulo si el catálogo ya no lo tiene.
    async fn rol(&self, ctx: &Context<'_>) -> Option<RolDeGobierno> {
        RolDeGobierno::de_codigo(ctx, &self.0.rol)
    }

    /// Cuál de los integrantes del rol, si el rol los distingue.
    async fn integrante(&self) -> Option<&str> {
        self.0.integrante.as_deref()
    }

    /// Nombre del puesto o de la unidad que lo tiene.
    async fn titular(&self) -> &str {
        &self.0.titular
    }

    /// Número correlativo del puesto que lo tiene; nulo si lo tiene una unidad.
    async fn correlativo(&self) -> Option<&str> {
        self.0.correlativo.as_deref()
    }

    /// El puesto en la última versión publicada; nulo si lo tiene una unidad, o si ya no está en el mapeo.
    async fn puesto(&self, ctx: &Context<'_>) -> Option<Result<Puesto, ApiError>> {
        uno(ctx, &self.0, |a| a.correlativo.as_ref().map(|_| llave(a)), &PUESTO).await.transpose()
    }

    /// La unidad en la última versión publicada; nula si lo tiene un puesto, o si ya no está en la estructura.
    async fn unidad(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        uno(ctx, &self.0, |a| a.unidad.as_ref().map(|_| llave(a)), &UNIDAD).await.transpose()
    }

    /// Primer día.
    async fn desde(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.desde)
    }

    /// Último día; nulo si no tiene fin.
    async fn hasta(&self) -> Option<Fecha> {
        self.0.hasta.as_deref().and_then(Fecha::leer)
    }

    /// Responsabilidades que toma; todas las del rol si la lista está vacía.
    async fn responsabilidades(&self, ctx: &Context<'_>) -> Result<Vec<Responsabilidad>, ApiError> {
        let codigos: Vec<String> = datos(&self.0.responsabilidades)?;
        Ok(codigos.iter().filter_map(|codigo| Responsabilidad::de_codigo(ctx, codigo)).collect())
    }

    /// Procesos para los que vale; todos si la lista está vacía.
    async fn vinculos(&self, ctx: &Context<'_>) -> Result<Vec<Vinculo>, ApiError> {
        vinculos::<asignacion_de_rol::Entity>(ctx, &self.0).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<asignacion_de_rol::Entity> {
        Registrado::from(&self.0)
    }
}

/// The governance of an entity.
pub struct ConGobierno(Fila<entidad::Model>);

impl From<&Fila<entidad::Model>> for ConGobierno {
    fn from(fila: &Fila<entidad::Model>) -> Self {
        Self(fila.clone())
    }
}

/// Gobierno de los procesos de una entidad.
#[Object(name = "EntidadConGobierno")]
impl ConGobierno {
    /// Quién tiene cada rol del gobierno de procesos.
    async fn asignaciones_de_rol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las asignaciones.")] filtro: Option<AsignacionDeRolFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<AsignacionDeRolCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<AsignacionDeRol>, ApiError> {
        let pagina: Pagina<AsignacionDeRol> = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, e| Some(e.junto(0)), &DE_ENTIDAD, pagina).await
    }
}

/// Root fields of governance.
#[derive(Default)]
pub struct GobiernoQuery;

#[Object]
impl GobiernoQuery {
    /// Roles del gobierno de procesos que tiene el catálogo, con sus responsabilidades.
    async fn roles_de_gobierno(&self, ctx: &Context<'_>) -> Vec<RolDeGobierno> {
        RolDeGobierno::todos(ctx)
    }

    /// Quién tiene los roles de gobierno en todas las entidades.
    async fn asignaciones_de_rol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las asignaciones.")] filtro: Option<AsignacionDeRolFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<AsignacionDeRolCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<AsignacionDeRol>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }

    /// Qué roles no tienen titular y qué responsabilidades no tiene nadie: de una entidad, si el filtro deja una, o
    /// cuántas entidades los cubren.
    async fn cobertura_de_gobierno(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entidades que abarca; todas si no se dice.")] entidades: Option<EntidadFiltro>,
        #[graphql(desc = "Día del que se pregunta; hoy si no se dice.")] dia: Option<Fecha>,
        #[graphql(desc = "Código de un proceso: cuenta solo lo que vale para él.")] proceso: Option<String>,
    ) -> Result<CoberturaDeGobierno, ApiError> {
        let dia = dia.unwrap_or_else(|| Fecha(ctx.solicitud().escritor.ahora().date_naive()));
        CoberturaDeGobierno::leer(ctx, entidades, dia, proceso).await
    }
}
