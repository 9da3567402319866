//! Records that people maintain around the process map: what all kinds of them have in common.

pub mod cadena;
pub mod falta;
pub mod lista;
pub mod paso;
pub mod vinculo;

pub use falta::{Falta, Faltas, Validacion};
pub use lista::DeLista;
pub(crate) use lista::lista;
pub use paso::{Faltante, PasoRechazado};
pub use vinculo::{NivelVinculo, Vinculo};

/// The kinds of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TipoRegistro {
    /// A service that an entity gives.
    Servicio,
    /// Who receives services of an entity.
    Cliente,
    /// What an entity agreed with a client about deliveries of a service.
    PoliticaEntrega,
    /// A part of a service that is released on its own.
    UnidadEntrega,
    /// Release units that are delivered together, with a version.
    Paquete,
    /// A release: from its plan to its review.
    Entrega,
    /// A test of a release.
    Prueba,
    /// Putting the package of a release into an environment.
    Despliegue,
    /// Configuration items and their versions before or after a deployment.
    LineaBase,
    /// An improvement of processes: what it changes, what it frees, what delivered it.
    Mejora,
    /// Who holds a role of release and deployment management, from when to when.
    AsignacionRolEntrega,
    /// What is kept of the process, and for how long.
    RegistroGuardado,
    /// An edition of a controlled document.
    Documento,
    /// A critical success factor and the indicators that follow it.
    FactorCritico,
    /// The sheet of a process.
    Ficha,
    /// An indicator of a sheet.
    Indicador,
    /// What an indicator was in a period.
    Medicion,
    /// Who holds a role of governance.
    AsignacionDeRol,
    /// A good or service that is evaluated and improved.
    ServicioPriorizado,
    /// An evaluation of a prioritised service.
    Evaluacion,
    /// Who is in the team of an evaluation.
    MiembroEquipo,
    /// How an evaluation rates a component.
    Calificacion,
    /// What an evaluation found to be missing.
    BrechaCalidad,
    /// What people said of a prioritised service.
    MedicionConductor,
    /// A report of an evaluation or of its improvements.
    InformeCalidad,
    /// What an evaluation taught.
    LeccionAprendida,
    /// A version of the process map: drafts that come, are edited, sent, published.
    Version,
}

impl DeLista for TipoRegistro {
    const TODOS: &'static [(Self, i16, &'static str)] = &[
        (Self::Servicio, 1, "Servicio"),
        (Self::Cliente, 2, "Cliente"),
        (Self::PoliticaEntrega, 3, "PoliticaEntrega"),
        (Self::UnidadEntrega, 4, "UnidadEntrega"),
        (Self::Paquete, 5, "Paquete"),
        (Self::Entrega, 6, "Entrega"),
        (Self::Prueba, 7, "Prueba"),
        (Self::Despliegue, 8, "Despliegue"),
        (Self::LineaBase, 9, "LineaBase"),
        (Self::Mejora, 10, "Mejora"),
        (Self::AsignacionRolEntrega, 11, "AsignacionRolEntrega"),
        (Self::RegistroGuardado, 12, "RegistroGuardado"),
        (Self::Documento, 13, "Documento"),
        (Self::FactorCritico, 14, "FactorCritico"),
        (Self::Ficha, 21, "Ficha"),
        (Self::Indicador, 22, "Indicador"),
        (Self::Medicion, 23, "Medicion"),
        (Self::AsignacionDeRol, 24, "AsignacionDeRol"),
        (Self::ServicioPriorizado, 31, "ServicioPriorizado"),
        (Self::Evaluacion, 32, "Evaluacion"),
        (Self::MiembroEquipo, 33, "MiembroEquipo"),
        (Self::Calificacion, 34, "Calificacion"),
        (Self::BrechaCalidad, 35, "BrechaCalidad"),
        (Self::MedicionConductor, 36, "MedicionConductor"),
        (Self::InformeCalidad, 37, "InformeCalidad"),
        (Self::LeccionAprendida, 38, "LeccionAprendida"),
        (Self::Version, 41, "Version"),
    ];
}

impl TipoRegistro {
    /// The kinds that have a table of records. A version of the map is not one: the audit trail knows it beside them.
    pub fn con_tabla() -> impl Iterator<Item = Self> {
        Self::TODOS.iter().map(|(tipo, ..)| *tipo).filter(|tipo| *tipo != Self::Version)
    }

    /// Its table: its name in small letters, `PoliticaEntrega` in `politica_entrega`.
    ///
    /// ```
    /// use quipu::domain::registro::TipoRegistro;
    ///
    /// assert_eq!(TipoRegistro::PoliticaEntrega.tabla(), "politica_entrega");
    /// ```
    pub fn tabla(self) -> String {
        let mut tabla = String::new();
        for (i, letra) in self.nombre().chars().enumerate() {
            if i > 0 && letra.is_uppercase() {
                tabla.push('_');
            }
            tabla.extend(letra.to_lowercase());
        }
        tabla
    }
}

/// Who sees a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibilidad {
    /// Who reads drafts of its entity.
    Borrador,
    /// Those, and the rector bodies: it is on its way.
    EnCurso,
    /// Everyone: it is settled.
    Publico,
}

impl DeLista for Visibilidad {
    const TODOS: &'static [(Self, i16, &'static str)] =
        &[(Self::Borrador, 0, "BORRADOR"), (Self::EnCurso, 1, "EN_CURSO"), (Self::Publico, 2, "PUBLICO")];
}
