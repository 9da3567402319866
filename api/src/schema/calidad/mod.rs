//! Quality of services: a folder per noun, each with its object, its filter, and its inputs and mutations.

pub mod enums;
pub mod tipos;
pub mod listas;
pub mod reglas;
pub mod desde_el_mapa;
pub mod servicio_priorizado;
pub mod evaluacion;
pub mod miembro_equipo;
pub mod calificacion;
pub mod brecha_calidad;
pub mod medicion_conductor;
pub mod informe_calidad;
pub mod leccion_aprendida;
pub mod indicadores;

use async_graphql::MergedObject;

/// Root fields of the quality of services.
#[derive(MergedObject, Default)]
pub struct CalidadQuery(
    servicio_priorizado::ServicioPriorizadoQuery,
    evaluacion::EvaluacionQuery,
    indicadores::CalidadDeServiciosQuery,
);

/// Mutations of the quality of services.
#[derive(MergedObject, Default)]
pub struct CalidadMutation(
    servicio_priorizado::ServicioPriorizadoMutation,
    evaluacion::EvaluacionMutation,
    evaluacion::PasoEvaluacionMutation,
    miembro_equipo::MiembroEquipoMutation,
    calificacion::CalificacionMutation,
    brecha_calidad::BrechaCalidadMutation,
    medicion_conductor::MedicionConductorMutation,
    informe_calidad::InformeCalidadMutation,
    informe_calidad::AprobacionInformeMutation,
    leccion_aprendida::LeccionAprendidaMutation,
);
