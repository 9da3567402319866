//! Ordering arguments: a list of (field, direction), first one first.

use async_graphql::{Enum, InputObject, InputType};
use sea_orm::EntityTrait;

use super::actividad::ActividadCampo;
use super::calidad::brecha_calidad::BrechaCalidadCampo;
use super::calidad::calificacion::CalificacionCampo;
use super::calidad::evaluacion::EvaluacionCampo;
use super::calidad::informe_calidad::InformeCalidadCampo;
use super::calidad::leccion_aprendida::LeccionAprendidaCampo;
use super::calidad::medicion_conductor::MedicionConductorCampo;
use super::calidad::miembro_equipo::MiembroEquipoCampo;
use super::calidad::servicio_priorizado::ServicioPriorizadoCampo;
use super::ejecucion::EjecucionCampo;
use super::entidad::EntidadCampo;
use super::ficha::FichaCampo;
use super::gobierno::AsignacionDeRolCampo;
use super::hallazgo::HallazgoCampo;
use super::indicador::{IndicadorCampo, MedicionCampo};
use super::lectura_registrada::LecturaRegistradaCampo;
use super::proceso::ProcesoCampo;
use super::puesto::PuestoCampo;
use super::puesto_propuesto::PuestoPropuestoCampo;
use super::rdm::asignacion_rol_entrega::AsignacionRolEntregaCampo;
use super::rdm::cliente::ClienteCampo;
use super::rdm::despliegue::DespliegueCampo;
use super::rdm::documento::DocumentoCampo;
use super::rdm::entrega::EntregaCampo;
use super::rdm::factor_critico::FactorCriticoCampo;
use super::rdm::linea_base::LineaBaseCampo;
use super::rdm::mejora::MejoraCampo;
use super::rdm::paquete::PaqueteCampo;
use super::rdm::politica_entrega::PoliticaEntregaCampo;
use super::rdm::prueba::PruebaCampo;
use super::rdm::registro_guardado::RegistroGuardadoCampo;
use super::rdm::servicio::ServicioCampo;
use super::rdm::unidad_entrega::UnidadEntregaCampo;
use super::registro::CambioCampo;
use super::tarea::TareaCampo;
use super::unidad::UnidadCampo;
use super::version::VersionCampo;
use crate::store::orden as store;
use crate::store::orden::Tabla;

/// Sentido de un orden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Default)]
pub enum Direccion {
    /// De menor a mayor, o de la A a la Z.
    #[default]
    Asc,
    /// De mayor a menor, o de la Z a la A.
    Desc,
}

/// An enum of the fields by which a noun can be sorted.
pub trait CampoDeOrden: Copy {
    /// The noun's table.
    type Tabla: Tabla;
    /// The column of the field.
    fn columna(self) -> <Self::Tabla as EntityTrait>::Column;
}

/// Un campo por el que se ordena y su sentido.
#[derive(Debug, Clone, InputObject)]
#[graphql(concrete(name = "ActividadOrden", params(ActividadCampo)))]
#[graphql(concrete(name = "AsignacionDeRolOrden", params(AsignacionDeRolCampo)))]
#[graphql(concrete(name = "FichaOrden", params(FichaCampo)))]
#[graphql(concrete(name = "IndicadorOrden", params(IndicadorCampo)))]
#[graphql(concrete(name = "MedicionOrden", params(MedicionCampo)))]
#[graphql(concrete(name = "EjecucionOrden", params(EjecucionCampo)))]
#[graphql(concrete(name = "EntidadOrden", params(EntidadCampo)))]
#[graphql(concrete(name = "HallazgoOrden", params(HallazgoCampo)))]
#[graphql(concrete(name = "LecturaRegistradaOrden", params(LecturaRegistradaCampo)))]
#[graphql(concrete(name = "ProcesoOrden", params(ProcesoCampo)))]
#[graphql(concrete(name = "PuestoOrden", params(PuestoCampo)))]
#[graphql(concrete(name = "PuestoPropuestoOrden", params(PuestoPropuestoCampo)))]
#[graphql(concrete(name = "CambioOrden", params(CambioCampo)))]
#[graphql(concrete(name = "ServicioOrden", params(ServicioCampo)))]
#[graphql(concrete(name = "ClienteOrden", params(ClienteCampo)))]
#[graphql(concrete(name = "PoliticaEntregaOrden", params(PoliticaEntregaCampo)))]
#[graphql(concrete(name = "UnidadEntregaOrden", params(UnidadEntregaCampo)))]
#[graphql(concrete(name = "PaqueteOrden", params(PaqueteCampo)))]
#[graphql(concrete(name = "EntregaOrden", params(EntregaCampo)))]
#[graphql(concrete(name = "PruebaOrden", params(PruebaCampo)))]
#[graphql(concrete(name = "DespliegueOrden", params(DespliegueCampo)))]
#[graphql(concrete(name = "LineaBaseOrden", params(LineaBaseCampo)))]
#[graphql(concrete(name = "MejoraOrden", params(MejoraCampo)))]
#[graphql(concrete(name = "AsignacionRolEntregaOrden", params(AsignacionRolEntregaCampo)))]
#[graphql(concrete(name = "RegistroGuardadoOrden", params(RegistroGuardadoCampo)))]
#[graphql(concrete(name = "DocumentoOrden", params(DocumentoCampo)))]
#[graphql(concrete(name = "FactorCriticoOrden", params(FactorCriticoCampo)))]
#[graphql(concrete(name = "ServicioPriorizadoOrden", params(ServicioPriorizadoCampo)))]
#[graphql(concrete(name = "EvaluacionOrden", params(EvaluacionCampo)))]
#[graphql(concrete(name = "MiembroEquipoOrden", params(MiembroEquipoCampo)))]
#[graphql(concrete(name = "CalificacionOrden", params(CalificacionCampo)))]
#[graphql(concrete(name = "BrechaCalidadOrden", params(BrechaCalidadCampo)))]
#[graphql(concrete(name = "MedicionConductorOrden", params(MedicionConductorCampo)))]
#[graphql(concrete(name = "InformeCalidadOrden", params(InformeCalidadCampo)))]
#[graphql(concrete(name = "LeccionAprendidaOrden", params(LeccionAprendidaCampo)))]
#[graphql(concrete(name = "TareaOrden", params(TareaCampo)))]
#[graphql(concrete(name = "UnidadOrden", params(UnidadCampo)))]
#[graphql(concrete(name = "VersionOrden", params(VersionCampo)))]
pub struct Criterio<C: InputType> {
    /// Campo por el que se ordena.
    pub campo: C,
    /// Sentido; lo que no tiene valor queda siempre al final.
    #[graphql(default)]
    pub direccion: Direccion,
}

impl<C: CampoDeOrden + InputType> Criterio<C> {
    /// The same, over columns of the table.
    pub fn de_la_tabla(self) -> store::Criterio<<C::Tabla as EntityTrait>::Column> {
        store::Criterio { columna: self.campo.columna(), descendente: self.direccion == Direccion::Desc }
    }
}
