//! `InformeCalidad`.

mod escritura;
mod filtro;
mod pasos;

use async_graphql::{Context, ID, Object};
use quipu_entities::informe_calidad;

use crate::domain::calidad::etapa;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::calidad::enums::TipoInforme;
use crate::schema::calidad::evaluacion::Evaluacion;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::uno;

pub use escritura::{
    CambiarInformeCalidadInput, CrearInformeCalidadInput, InformeCalidadMutation, InformeCalidadPayload,
};
pub use filtro::{InformeCalidadCampo, InformeCalidadFiltro};
pub use pasos::{AprobacionInformeMutation, AprobarInformeCalidadInput};

nodo!(InformeCalidad, informe_calidad);

/// Informe de evaluación, del equipo evaluador, o de mejora, del responsable de mejoras.
#[Object]
impl InformeCalidad {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::InformeCalidad, clave::<informe_calidad::Entity>(&self.0))
    }

    /// Evaluación a la que pertenece.
    async fn evaluacion(&self, ctx: &Context<'_>) -> Option<Result<Evaluacion, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<informe_calidad::Entity>(f, f.evaluacion_id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// De qué trata.
    async fn tipo(&self) -> Option<TipoInforme> {
        etapa::TipoInforme::de_codigo(self.0.tipo).map(TipoInforme::from)
    }

    /// Título.
    async fn titulo(&self) -> &str {
        &self.0.titulo
    }

    /// Fecha.
    async fn fecha(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.fecha)
    }

    /// Quién lo elaboró: el equipo evaluador o la unidad responsable.
    async fn elaborado_por(&self) -> &str {
        &self.0.elaborado_por
    }

    /// Dónde está: código de documento, expediente o dirección.
    async fn documento(&self) -> &str {
        &self.0.documento
    }

    /// Cuándo se aprobó; nulo si no está aprobado.
    async fn aprobado_el(&self) -> Option<Fecha> {
        self.0.aprobado_el.as_deref().and_then(Fecha::leer)
    }

    /// Quién lo aprobó.
    async fn aprobado_por(&self) -> Option<&str> {
        self.0.aprobado_por.as_deref()
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<informe_calidad::Entity> {
        Registrado::from(&self.0)
    }
}
