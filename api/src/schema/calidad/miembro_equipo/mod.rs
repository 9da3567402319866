//! `MiembroEquipo`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::miembro_equipo;

use crate::error::ApiError;
use crate::schema::calidad::evaluacion::Evaluacion;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::vinculo::uno;

pub use escritura::{CambiarMiembroEquipoInput, CrearMiembroEquipoInput, MiembroEquipoMutation, MiembroEquipoPayload};
pub use filtro::{MiembroEquipoCampo, MiembroEquipoFiltro};

nodo!(MiembroEquipo, miembro_equipo);

/// Integrante del equipo evaluador que designa la máxima autoridad administrativa: un puesto o una unidad.
#[Object]
impl MiembroEquipo {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::MiembroEquipo, clave::<miembro_equipo::Entity>(&self.0))
    }

    /// Evaluación que hace.
    async fn evaluacion(&self, ctx: &Context<'_>) -> Option<Result<Evaluacion, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<miembro_equipo::Entity>(f, f.evaluacion_id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Nombre del puesto o de la unidad.
    async fn titular(&self) -> &str {
        &self.0.titular
    }

    /// Número correlativo del puesto en el Mapeo de Puestos; nulo si es una unidad.
    async fn correlativo(&self) -> Option<&str> {
        self.0.correlativo.as_deref()
    }

    /// Qué hace en el equipo.
    async fn funcion(&self) -> &str {
        &self.0.funcion
    }

    /// Si coordina el equipo.
    async fn coordina(&self) -> bool {
        self.0.coordina
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<miembro_equipo::Entity> {
        Registrado::from(&self.0)
    }
}
