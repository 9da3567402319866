//! What a step asks for, each with its code and a sentence.

use super::estado::{EstadoDespliegue, EstadoEntrega, ResultadoPrueba, TipoPrueba};
use super::hechos::{Decision, HechosDespliegue, HechosEntrega};
use crate::domain::registro::Faltante;

/// A condition is known by its code.
impl PartialEq<Condicion> for Faltante {
    fn eq(&self, condicion: &Condicion) -> bool {
        self.codigo == condicion.codigo()
    }
}

/// A condition of a step of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condicion {
    /// A step that the table does not have.
    PasoInexistente,
    EmergenciaJustificada,
    PoliticaVigente,
    TipoAdmitido,
    PaqueteDefinido,
    FechasPlanificadas,
    ContenidoPlanificado,
    CriteriosDeAceptacion,
    CriteriosAcordados,
    AutorizacionDeCambio,
    AutorizacionDenegada,
    PaqueteConstruido,
    PruebasEjecutadas,
    AceptacionAprobada,
    AceptacionRechazada,
    DespliegueAutorizado,
    DesplieguesTerminados,
    DesplieguesRevertidos,
    DespliegueEnPie,
    LineaBaseDespues,
    VerificacionCompleta,
    RevisionEscrita,
    ExperienciaDelCliente,
    CambiosImplementados,
    DesempenoRevisado,
    SinProblemasAbiertos,
    InformePostImplementacion,
    OmisionesRegularizadas,
    EjecutorAsignado,
    EntregaEnDespliegue,
    EntregaSinTerminar,
    LineaBaseAntes,
    FueraDeCongelamiento,
    Motivo,
}

use Condicion as C;

/// Every condition: its code, which never changes, and what is missing where it does not hold.
pub const CONDICIONES: [(Condicion, &str, &str); 34] = [
    (C::PasoInexistente, Faltante::PASO_INEXISTENTE.codigo, Faltante::PASO_INEXISTENTE.mensaje),
    (C::EmergenciaJustificada, "EMERGENCIA_JUSTIFICADA", "Falta justificar por qué es una emergencia."),
    (
        C::PoliticaVigente,
        "POLITICA_VIGENTE",
        "Falta una política de entrega y despliegue aprobada y vigente para el cliente y el servicio.",
    ),
    (C::TipoAdmitido, "TIPO_ADMITIDO", "La política del cliente no admite entregas de este tipo."),
    (C::PaqueteDefinido, "PAQUETE_DEFINIDO", "Falta el paquete, con al menos una unidad de entrega."),
    (C::FechasPlanificadas, "FECHAS_PLANIFICADAS", "Faltan las fechas planificadas de comienzo y fin."),
    (C::ContenidoPlanificado, "CONTENIDO_PLANIFICADO", "Falta el contenido del plan."),
    (C::CriteriosDeAceptacion, "CRITERIOS_DE_ACEPTACION", "Faltan los criterios de aceptación."),
    (C::CriteriosAcordados, "CRITERIOS_ACORDADOS", "Falta que el cliente acuerde los criterios de aceptación."),
    (C::AutorizacionDeCambio, "AUTORIZACION_DE_CAMBIO", "Falta la autorización de la Autoridad de Cambio."),
    (C::AutorizacionDenegada, "AUTORIZACION_DENEGADA", "Falta que la Autoridad de Cambio la deniegue."),
    (C::PaqueteConstruido, "PAQUETE_CONSTRUIDO", "Falta registrar que el paquete fue construido."),
    (C::PruebasEjecutadas, "PRUEBAS_EJECUTADAS", "Faltan pruebas por ejecutar, o no hay ninguna."),
    (C::AceptacionAprobada, "ACEPTACION_APROBADA", "Falta que el cliente apruebe la última prueba de aceptación."),
    (C::AceptacionRechazada, "ACEPTACION_RECHAZADA", "Falta una prueba de aceptación que el cliente haya rechazado."),
    (C::DespliegueAutorizado, "DESPLIEGUE_AUTORIZADO", "Falta un despliegue autorizado por la Autoridad de Cambio."),
    (
        C::DesplieguesTerminados,
        "DESPLIEGUES_TERMINADOS",
        "Falta terminar con éxito al menos un despliegue, y que ninguno quede por hacer.",
    ),
    (C::DesplieguesRevertidos, "DESPLIEGUES_REVERTIDOS", "Falta revertir lo desplegado."),
    (C::DespliegueEnPie, "DESPLIEGUE_EN_PIE", "Ningún despliegue queda en pie: todo lo desplegado se revirtió."),
    (C::LineaBaseDespues, "LINEA_BASE_DESPUES", "Falta la línea base posterior de algún despliegue."),
    (
        C::VerificacionCompleta,
        "VERIFICACION_COMPLETA",
        "Falta cumplir la lista de verificación de la política en algún despliegue.",
    ),
    (C::RevisionEscrita, "REVISION_ESCRITA", "Falta empezar la revisión."),
    (C::ExperienciaDelCliente, "EXPERIENCIA_DEL_CLIENTE", "La revisión no dice la experiencia del cliente."),
    (C::CambiosImplementados, "CAMBIOS_IMPLEMENTADOS", "La revisión no confirma que los cambios se implementaron."),
    (C::DesempenoRevisado, "DESEMPENO_REVISADO", "La revisión no dice el desempeño alcanzado."),
    (C::SinProblemasAbiertos, "SIN_PROBLEMAS_ABIERTOS", "Quedan problemas de desempeño sin resolver."),
    (
        C::InformePostImplementacion,
        "INFORME_POST_IMPLEMENTACION",
        "Falta el informe post-implementación del Gerente de Cambios.",
    ),
    (
        C::OmisionesRegularizadas,
        "OMISIONES_REGULARIZADAS",
        "La revisión no dice cómo se regularizó lo que la emergencia omitió.",
    ),
    (C::EjecutorAsignado, "EJECUTOR_ASIGNADO", "Falta quién ejecuta el despliegue."),
    (C::EntregaEnDespliegue, "ENTREGA_EN_DESPLIEGUE", "La entrega, con su paquete aceptado, no está en despliegue."),
    (
        C::EntregaSinTerminar,
        "ENTREGA_SIN_TERMINAR",
        "La entrega ya terminó: lo que trajo se revierte con otra entrega.",
    ),
    (C::LineaBaseAntes, "LINEA_BASE_ANTES", "Falta la línea base anterior al despliegue."),
    (C::FueraDeCongelamiento, "FUERA_DE_CONGELAMIENTO", "Hoy está en una ventana de congelamiento de la política."),
    (C::Motivo, "MOTIVO", "Falta el motivo."),
];

impl Condicion {
    /// Its code.
    pub fn codigo(self) -> &'static str {
        CONDICIONES[self as usize].1
    }

    /// What is missing where it does not hold.
    pub fn mensaje(self) -> &'static str {
        CONDICIONES[self as usize].2
    }

    /// Whether it holds for a release.
    pub(super) fn cumple(self, h: &HechosEntrega) -> bool {
        let aceptaciones = || h.pruebas.iter().filter(|(tipo, _)| *tipo == TipoPrueba::Aceptacion).map(|(_, r)| *r);
        let revision = |punto: fn(&super::hechos::HechosRevision) -> bool| h.revision.as_ref().is_some_and(punto);
        match self {
            C::EmergenciaJustificada => h.emergencia.is_none() || h.emergencia_justificada,
            C::PoliticaVigente => h.politica_vigente,
            C::TipoAdmitido => h.tipo_admitido,
            C::PaqueteDefinido => h.paquete,
            C::FechasPlanificadas => h.fechas,
            C::ContenidoPlanificado => h.contenido,
            C::CriteriosDeAceptacion => h.criterios,
            C::CriteriosAcordados => h.criterios_acordados,
            C::AutorizacionDeCambio => h.autorizacion == Some(Decision::Aprobada),
            C::AutorizacionDenegada => h.autorizacion == Some(Decision::Rechazada),
            C::PaqueteConstruido => h.paquete_construido,
            C::PruebasEjecutadas => {
                !h.pruebas.is_empty() && h.pruebas.iter().all(|(_, r)| *r != ResultadoPrueba::Pendiente)
            }
            C::AceptacionAprobada => aceptaciones().next_back() == Some(ResultadoPrueba::Aprobada),
            C::AceptacionRechazada => aceptaciones().any(|r| r == ResultadoPrueba::Rechazada),
            C::DespliegueAutorizado => h.despliegues.iter().any(|d| d.estado == EstadoDespliegue::Autorizado),
            C::DesplieguesTerminados => terminados(h),
            C::DesplieguesRevertidos => revertidos(h),
            C::DespliegueEnPie => desplegados(h).next().is_some(),
            C::LineaBaseDespues => desplegados(h).all(|d| d.linea_base_despues),
            C::VerificacionCompleta => desplegados(h).all(|d| d.verificacion_completa),
            C::RevisionEscrita => h.revision.is_some(),
            C::ExperienciaDelCliente => revision(|r| r.experiencia),
            C::CambiosImplementados => revision(|r| r.cambios),
            C::DesempenoRevisado => revision(|r| r.desempeno),
            C::SinProblemasAbiertos => revision(|r| r.problemas_abiertos == 0),
            C::InformePostImplementacion => revision(|r| r.informe),
            C::OmisionesRegularizadas => h.omitidos.is_empty() || revision(|r| r.regularizacion),
            C::Motivo => h.motivo,
            // Of a deployment.
            C::PasoInexistente
            | C::EjecutorAsignado
            | C::EntregaEnDespliegue
            | C::EntregaSinTerminar
            | C::LineaBaseAntes
            | C::FueraDeCongelamiento => false,
        }
    }

    /// Whether it holds for a deployment.
    pub(super) fn cumple_el_despliegue(self, h: &HechosDespliegue) -> bool {
        match self {
            C::FechasPlanificadas => h.fechas,
            C::AutorizacionDeCambio => h.autorizacion == Some(Decision::Aprobada),
            C::EjecutorAsignado => h.ejecutor,
            C::EntregaEnDespliegue => h.entrega == EstadoEntrega::EnDespliegue,
            C::EntregaSinTerminar => !h.entrega.es_final(),
            C::LineaBaseAntes => h.linea_base_antes,
            C::FueraDeCongelamiento => h.emergencia || !h.congelado,
            C::Motivo => h.motivo,
            _ => false,
        }
    }
}

/// What a refusal says of conditions.
pub fn faltantes(condiciones: &[Condicion]) -> Vec<Faltante> {
    condiciones.iter().map(|condicion| Faltante { codigo: condicion.codigo(), mensaje: condicion.mensaje() }).collect()
}

fn desplegados(h: &HechosEntrega) -> impl Iterator<Item = &HechosDespliegue> {
    h.despliegues.iter().filter(|d| d.estado == EstadoDespliegue::Desplegado)
}

fn terminados(h: &HechosEntrega) -> bool {
    use EstadoDespliegue::{Autorizado, EnCurso, Planificado};
    let pendiente = |d: &HechosDespliegue| matches!(d.estado, Planificado | Autorizado | EnCurso);
    desplegados(h).next().is_some() && !h.despliegues.iter().any(pendiente)
}

fn revertidos(h: &HechosEntrega) -> bool {
    use EstadoDespliegue::{Desplegado, EnCurso, Revertido};
    let queda = h.despliegues.iter().any(|d| matches!(d.estado, Desplegado | EnCurso));
    !queda && h.despliegues.iter().any(|d| d.estado == Revertido)
}
