//! `AsignacionRolEntrega`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::asignacion_rol_entrega;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::puesto::{Puesto, puesto_de};
use crate::schema::rdm::enums::RolRdm;
use crate::schema::registro::{Registrado, clave};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::uno;
use crate::store::lista::Relacion;

pub use escritura::{
    AsignacionRolEntregaMutation, AsignacionRolEntregaPayload, CambiarAsignacionRolEntregaInput,
    CrearAsignacionRolEntregaInput,
};
pub use filtro::{AsignacionRolEntregaCampo, AsignacionRolEntregaFiltro};

nodo!(AsignacionRolEntrega, asignacion_rol_entrega);

const PUESTO: Relacion = puesto_de!("asignacion_rol_entrega");

/// Rol de la gestión de entrega y despliegue que un puesto de la entidad tiene, con sus fechas.
#[Object]
impl AsignacionRolEntrega {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::AsignacionRolEntrega, clave::<asignacion_rol_entrega::Entity>(&self.0))
    }

    /// Rol.
    async fn rol(&self) -> Option<RolRdm> {
        estado::RolRdm::de_codigo(self.0.rol).map(RolRdm::from)
    }

    /// Correlativo del puesto en el Mapeo de Puestos.
    async fn correlativo(&self) -> &str {
        &self.0.correlativo
    }

    /// El puesto en la última versión publicada; nulo si ya no está en el mapeo.
    async fn puesto(&self, ctx: &Context<'_>) -> Option<Result<Puesto, ApiError>> {
        uno(ctx, &self.0, |a| Some(clave::<asignacion_rol_entrega::Entity>(a)), &PUESTO).await.transpose()
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
    async fn registro(&self) -> Registrado<asignacion_rol_entrega::Entity> {
        Registrado::from(&self.0)
    }
}
