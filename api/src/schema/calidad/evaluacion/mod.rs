//! `Evaluacion`.

mod escritura;
mod filtro;
mod pasos;

use async_graphql::{Context, ID, Object};
use quipu_entities::evaluacion;

use crate::domain::calidad::{etapa, plazo};
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::calidad::brecha_calidad::{BrechaCalidad, BrechaCalidadCampo, BrechaCalidadFiltro};
use crate::schema::calidad::calificacion::{Calificacion, CalificacionCampo, CalificacionFiltro};
use crate::schema::calidad::enums::EtapaEvaluacion;
use crate::schema::calidad::informe_calidad::{InformeCalidad, InformeCalidadCampo, InformeCalidadFiltro};
use crate::schema::calidad::leccion_aprendida::{LeccionAprendida, LeccionAprendidaCampo, LeccionAprendidaFiltro};
use crate::schema::calidad::listas::Escala;
use crate::schema::calidad::medicion_conductor::{MedicionConductor, MedicionConductorCampo, MedicionConductorFiltro};
use crate::schema::calidad::miembro_equipo::{MiembroEquipo, MiembroEquipoCampo, MiembroEquipoFiltro};
use crate::schema::calidad::servicio_priorizado::ServicioPriorizado;
use crate::schema::calidad::tipos::{PasoDeEvaluacion, dia_o_hoy};
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo, raiz};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::registro::datos::leer;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::uno;
use crate::store::calidad as store;
use crate::store::lista::Relacion;

pub use escritura::{CambiarEvaluacionInput, CrearEvaluacionInput, EvaluacionMutation, EvaluacionPayload};
pub use filtro::{EvaluacionCampo, EvaluacionFiltro};
pub use pasos::{AvanzarEvaluacionInput, PasoEvaluacionMutation};

nodo!(Evaluacion, evaluacion);

const POR_EVALUACION_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "evaluacion_id"], ademas: "" };

/// Evaluación de un bien o servicio priorizado, por etapas: condiciones previas, planificación, ejecución y seguimiento.
#[Object]
impl Evaluacion {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Evaluacion, clave::<evaluacion::Entity>(&self.0))
    }

    /// Bien o servicio que se evalúa.
    async fn servicio_priorizado(&self, ctx: &Context<'_>) -> Option<Result<ServicioPriorizado, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<evaluacion::Entity>(f, f.servicio_priorizado_id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Código, único entre las evaluaciones de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Primer día del período que se evalúa.
    async fn desde(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.desde)
    }

    /// Último día del período que se evalúa.
    async fn hasta(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.hasta)
    }

    /// Escala en que se califican todos sus componentes. Nula si el catálogo ya no la tiene.
    async fn escala(&self, ctx: &Context<'_>) -> Option<Escala> {
        Escala::de_codigo(ctx, &self.0.escala)
    }

    /// Día hasta el que debe terminar la etapa de condiciones previas.
    async fn plazo_condiciones(&self) -> Option<Fecha> {
        self.0.plazo_condiciones.as_deref().and_then(Fecha::leer)
    }

    /// Día hasta el que debe terminar la etapa de planificación.
    async fn plazo_planificacion(&self) -> Option<Fecha> {
        self.0.plazo_planificacion.as_deref().and_then(Fecha::leer)
    }

    /// Día hasta el que debe terminar la etapa de ejecución.
    async fn plazo_ejecucion(&self) -> Option<Fecha> {
        self.0.plazo_ejecucion.as_deref().and_then(Fecha::leer)
    }

    /// Día hasta el que debe terminar la etapa de seguimiento.
    async fn plazo_seguimiento(&self) -> Option<Fecha> {
        self.0.plazo_seguimiento.as_deref().and_then(Fecha::leer)
    }

    /// Etapa en que está, o cómo terminó.
    async fn etapa(&self) -> Option<EtapaEvaluacion> {
        etapa::Etapa::de_codigo(self.0.etapa).map(EtapaEvaluacion::from)
    }

    /// Los pasos que dio, del primero al último.
    async fn pasos(&self) -> Vec<PasoDeEvaluacion> {
        leer(&self.0.pasos).unwrap_or_default()
    }

    /// Si ese día está en una etapa cuyo plazo ya pasó.
    async fn atrasada(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Día del que se pregunta; hoy si no se dice.")] dia: Option<Fecha>,
    ) -> bool {
        plazo::evaluacion_atrasada(store::etapa(&self.0), &store::plazos(&self.0), &dia_o_hoy(ctx, dia))
    }

    /// Equipo evaluador.
    async fn equipo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MiembroEquipoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MiembroEquipoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<MiembroEquipo>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<evaluacion::Entity>(f)), &POR_EVALUACION_ID, pagina).await
    }

    /// Calificaciones de sus componentes.
    async fn calificaciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<CalificacionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<CalificacionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Calificacion>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<evaluacion::Entity>(f)), &POR_EVALUACION_ID, pagina).await
    }

    /// Brechas que encontró.
    async fn brechas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<BrechaCalidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<BrechaCalidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<BrechaCalidad>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<evaluacion::Entity>(f)), &POR_EVALUACION_ID, pagina).await
    }

    /// Mediciones de conductores que hizo.
    async fn mediciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MedicionConductorFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MedicionConductorCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<MedicionConductor>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<evaluacion::Entity>(f)), &POR_EVALUACION_ID, pagina).await
    }

    /// Informes de evaluación y de mejora.
    async fn informes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<InformeCalidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<InformeCalidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<InformeCalidad>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<evaluacion::Entity>(f)), &POR_EVALUACION_ID, pagina).await
    }

    /// Lecciones aprendidas.
    async fn lecciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<LeccionAprendidaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<LeccionAprendidaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<LeccionAprendida>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<evaluacion::Entity>(f)), &POR_EVALUACION_ID, pagina).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<evaluacion::Entity> {
        Registrado::from(&self.0)
    }
}

/// Root fields.
#[derive(Default)]
pub struct EvaluacionQuery;

#[Object]
impl EvaluacionQuery {
    /// Evaluaciones de todas las entidades, hasta donde quien pregunta puede ver.
    async fn evaluaciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<EvaluacionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EvaluacionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Evaluacion>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
