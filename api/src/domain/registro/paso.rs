//! Steps of the states of a record: what may be missing for one, and its refusal.

/// Something that a step asks for and that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faltante {
    /// Its code, which never changes.
    pub codigo: &'static str,
    /// What is missing, for people, in Spanish.
    pub mensaje: &'static str,
}

impl Faltante {
    /// A step that the table of states does not have.
    pub const PASO_INEXISTENTE: Self =
        Self { codigo: "PASO_INEXISTENTE", mensaje: "Desde ese estado no se pasa a ese otro." };
}

/// A step that was refused, with everything that is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("De {desde} no se puede pasar a {hasta}: {}", faltan.iter().map(|f| f.mensaje).collect::<Vec<_>>().join(" "))]
pub struct PasoRechazado {
    /// Name of the state it is in.
    pub desde: &'static str,
    /// Name of the state that was asked for.
    pub hasta: &'static str,
    /// What is missing; never empty.
    pub faltan: Vec<Faltante>,
}

/// Refuses a step for which something is missing.
pub fn exigir(desde: &'static str, hasta: &'static str, faltan: Vec<Faltante>) -> Result<(), PasoRechazado> {
    if faltan.is_empty() { Ok(()) } else { Err(PasoRechazado { desde, hasta, faltan }) }
}
