//! Release and deployment management: a folder per noun, each with its object, its filter, and its inputs and mutations.

pub mod comun;
pub mod acordado;
pub mod desde_el_mapa;
pub mod indicadores;
pub mod reglas;
pub mod enums;
pub mod tipos;
pub mod servicio;
pub mod cliente;
pub mod politica_entrega;
pub mod unidad_entrega;
pub mod paquete;
pub mod entrega;
pub mod prueba;
pub mod despliegue;
pub mod linea_base;
pub mod mejora;
pub mod asignacion_rol_entrega;
pub mod factor_critico;
pub mod documento;
pub mod registro_guardado;

use async_graphql::MergedObject;

/// Root fields of release and deployment management.
#[derive(MergedObject, Default)]
pub struct RdmQuery(
    servicio::ServicioQuery,
    entrega::EntregaQuery,
    mejora::MejoraQuery,
    registro_guardado::RegistroGuardadoQuery,
    documento::DocumentoQuery,
    factor_critico::FactorCriticoQuery,
    indicadores::IndicadoresQuery,
    indicadores::registros::RegistrosQuery,
    indicadores::mejoras::EfectoQuery,
);

/// Mutations of release and deployment management.
#[derive(MergedObject, Default)]
pub struct RdmMutation(
    servicio::ServicioMutation,
    cliente::ClienteMutation,
    politica_entrega::PoliticaEntregaMutation,
    politica_entrega::AprobacionMutation,
    unidad_entrega::UnidadEntregaMutation,
    paquete::PaqueteMutation,
    entrega::EntregaMutation,
    entrega::PasoEntregaMutation,
    prueba::PruebaMutation,
    despliegue::DespliegueMutation,
    despliegue::PasoDespliegueMutation,
    linea_base::LineaBaseMutation,
    mejora::MejoraMutation,
    asignacion_rol_entrega::AsignacionRolEntregaMutation,
    factor_critico::FactorCriticoMutation,
    documento::DocumentoMutation,
    documento::PasoDocumentoMutation,
    registro_guardado::RegistroGuardadoMutation,
);
