//! `AsignacionRol`.

mod escritura;
mod filtro;

use async_graphql::{ID, Object};
use quipu_entities::asignacion_rol;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::schema::conexion::Nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::lote::Fila;
use crate::schema::rdm::enums::RolRdm;
use crate::schema::registro::{Registrado, clave};
use crate::schema::scalar::Fecha;

pub use escritura::{AsignacionRolMutation, AsignacionRolPayload, CambiarAsignacionRolInput, CrearAsignacionRolInput};
pub use filtro::{AsignacionRolCampo, AsignacionRolFiltro};

/// A node over a row of `asignacion_rol`.
#[derive(Clone)]
pub struct AsignacionRol(pub Fila<asignacion_rol::Model>);

impl From<Fila<asignacion_rol::Model>> for AsignacionRol {
    fn from(fila: Fila<asignacion_rol::Model>) -> Self {
        Self(fila)
    }
}

impl Nodo for AsignacionRol {
    type Tabla = asignacion_rol::Entity;
    const NOMBRE: &'static str = "AsignacionRol";
}

/// Rol de la gestión de entrega y despliegue que un puesto de la entidad tiene, con sus fechas.
#[Object]
impl AsignacionRol {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::AsignacionRol, clave::<asignacion_rol::Entity>(&self.0))
    }

    /// Rol.
    async fn rol(&self) -> Option<RolRdm> {
        estado::RolRdm::de_codigo(self.0.rol).map(RolRdm::from)
    }

    /// Correlativo del puesto en el Mapeo de Puestos.
    async fn correlativo(&self) -> &str {
        &self.0.correlativo
    }

    /// Desde cuándo.
    async fn desde(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.desde)
    }

    /// Hasta cuándo; sin fecha si lo tiene todavía.
    async fn hasta(&self) -> Option<Fecha> {
        self.0.hasta.as_deref().and_then(Fecha::leer)
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<asignacion_rol::Entity> {
        Registrado::from(&self.0)
    }
}
