//! Steps of state machines that were refused.

/// Something that a step asks for.
pub trait Exigencia {
    /// Its code, which never changes.
    fn codigo(&self) -> &'static str;
    /// What is missing where it does not hold.
    fn mensaje(&self) -> &'static str;
}

/// A step that was refused, with everything that is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("De {desde} no se puede pasar a {hasta}: {}", faltan.iter().map(Exigencia::mensaje).collect::<Vec<_>>().join(" "))]
pub struct PasoRechazado<C: Exigencia> {
    /// Name of the state it is in.
    pub desde: &'static str,
    /// Name of the state that was asked for.
    pub hasta: &'static str,
    /// What is missing; never empty.
    pub faltan: Vec<C>,
}

/// Something that was asked for, of whichever state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exigida {
    codigo: &'static str,
    mensaje: &'static str,
}

impl Exigencia for Exigida {
    fn codigo(&self) -> &'static str {
        self.codigo
    }

    fn mensaje(&self) -> &'static str {
        self.mensaje
    }
}

impl<C: Exigencia> PasoRechazado<C> {
    /// The same, of whichever state machine.
    pub fn de_cualquiera(&self) -> PasoRechazado<Exigida> {
        let faltan = self.faltan.iter().map(|c| Exigida { codigo: c.codigo(), mensaje: c.mensaje() });
        PasoRechazado { desde: self.desde, hasta: self.hasta, faltan: faltan.collect() }
    }
}
