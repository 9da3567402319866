//! What is wrong with an input: all of it at once, each fault with its code, its place and a sentence.

use std::fmt;

/// One fault of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Falta {
    /// What rule is broken; stable, for programs.
    pub codigo: &'static str,
    /// Where: `input.items.2.nombre`.
    pub campo: String,
    /// For people, in Spanish.
    pub mensaje: String,
}

/// All faults of an input; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faltas(pub Vec<Falta>);

impl fmt::Display for Faltas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(faltas) = self;
        match faltas.as_slice() {
            [una] => write!(f, "{}: {}", una.campo, una.mensaje),
            varias => write!(f, "La entrada tiene {} faltas; «errores» las dice todas.", varias.len()),
        }
    }
}

impl std::error::Error for Faltas {}

/// Collects the faults of an input.
///
/// ```
/// use quipu::domain::registro::Validacion;
/// let mut v = Validacion::default();
/// v.codigo("codigo", " S-1").texto("nombre", "", 200).en_orden("hasta", Some("2026-02-01"), Some("2026-01-31"));
/// let faltas = v.terminar().unwrap_err().0;
/// let dichas: Vec<_> = faltas.iter().map(|f| (f.codigo, f.campo.as_str())).collect();
/// assert_eq!(dichas, [("CODIGO_INVALIDO", "input.codigo"), ("VACIO", "input.nombre"), ("DESORDENADO", "input.hasta")]);
/// ```
#[derive(Debug, Default)]
pub struct Validacion(Vec<Falta>);

/// Most characters of a code.
const CODIGO_MAXIMO: usize = 60;

impl Validacion {
    /// Adds a fault at `input.campo`. The same fault of the same field is said once.
    pub fn falta(&mut self, campo: &str, codigo: &'static str, mensaje: impl Into<String>) -> &mut Self {
        let campo = format!("input.{campo}");
        if !self.0.iter().any(|falta| falta.codigo == codigo && falta.campo == campo) {
            self.0.push(Falta { codigo, campo, mensaje: mensaje.into() });
        }
        self
    }

    /// Adds a fault unless `se_cumple`.
    pub fn exigir(&mut self, se_cumple: bool, campo: &str, codigo: &'static str, mensaje: &str) -> &mut Self {
        if se_cumple { self } else { self.falta(campo, codigo, mensaje) }
    }

    /// A text that must be there.
    pub fn texto(&mut self, campo: &str, valor: &str, maximo: usize) -> &mut Self {
        if valor.trim().is_empty() {
            return self.falta(campo, "VACIO", "No puede estar vacío.");
        }
        self.largo(campo, valor, maximo)
    }

    /// A text that may be missing, but not be blank.
    pub fn opcional(&mut self, campo: &str, valor: Option<&str>, maximo: usize) -> &mut Self {
        match valor {
            Some(valor) => self.texto(campo, valor, maximo),
            None => self,
        }
    }

    /// A code: short, without blanks around it or control characters in it.
    pub fn codigo(&mut self, campo: &str, valor: &str) -> &mut Self {
        let sirve = !valor.is_empty() && valor.trim() == valor && !valor.contains(char::is_control);
        if sirve && valor.chars().count() <= CODIGO_MAXIMO {
            return self;
        }
        let mensaje =
            format!("Un código tiene de 1 a {CODIGO_MAXIMO} caracteres, sin espacios al principio ni al final.");
        self.falta(campo, "CODIGO_INVALIDO", mensaje)
    }

    /// Two dates or instants as text, the first not after the second; `campo` names the second.
    pub fn en_orden(&mut self, campo: &str, desde: Option<&str>, hasta: Option<&str>) -> &mut Self {
        match (desde, hasta) {
            (Some(desde), Some(hasta)) if desde > hasta => {
                self.falta(campo, "DESORDENADO", format!("No puede ser anterior al comienzo ({desde})."))
            }
            _ => self,
        }
    }

    /// A list of at most so many items.
    pub fn cuantos(&mut self, campo: &str, cuantos: usize, maximo: usize) -> &mut Self {
        if cuantos > maximo {
            return self.falta(campo, "DEMASIADOS", format!("Son {cuantos} y pueden ser hasta {maximo}."));
        }
        self
    }

    fn largo(&mut self, campo: &str, valor: &str, maximo: usize) -> &mut Self {
        let caracteres = valor.chars().count();
        if caracteres > maximo {
            return self.falta(campo, "LARGO", format!("Tiene {caracteres} caracteres y puede tener hasta {maximo}."));
        }
        if valor.contains('\0') {
            return self.falta(campo, "CARACTER_NO_ADMITIDO", "Tiene el carácter nulo (U+0000).");
        }
        self
    }

    /// Whether nothing was found so far.
    pub fn limpia(&self) -> bool {
        self.0.is_empty()
    }

    /// The end: nothing wrong, or everything that is.
    pub fn terminar(self) -> Result<(), Faltas> {
        if self.0.is_empty() { Ok(()) } else { Err(Faltas(self.0)) }
    }
}
