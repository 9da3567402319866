//! The rules that a number or a request can break. Safe to show: every message is written for the client.

/// A broken rule of the domain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not a decimal number, or one with more digits than are kept exactly.
    #[error("«{0}» no es un número decimal exacto (use dígitos y punto decimal, 28 cifras como máximo).")]
    NumeroIlegible(String),
    /// Larger than the database keeps exactly.
    #[error("El número {0} está fuera del rango que Quipu guarda con exactitud.")]
    NumeroFueraDeRango(String),
    /// Negative where only zero or more makes sense.
    #[error("{campo} no puede ser negativo ({valor}).")]
    Negativo {
        /// What was negative.
        campo: &'static str,
        /// The value given.
        valor: String,
    },
    /// Zero where only more makes sense.
    #[error("{campo} debe ser mayor que 0.")]
    Cero {
        /// What was zero.
        campo: &'static str,
    },
    /// A sample without values.
    #[error("La muestra está vacía: se necesita al menos una medición.")]
    MuestraVacia,
    /// A sample smaller than the tenth of the records that the manual asks for.
    #[error("La muestra tiene {muestra} mediciones y el manual pide al menos el 10 % de {registros} registros.")]
    MuestraInsuficiente {
        /// Measurements given.
        muestra: usize,
        /// Records in the population.
        registros: u64,
    },
    /// A sample larger than the population it comes from.
    #[error("La muestra tiene {muestra} mediciones y solo hay {registros} registros.")]
    MuestraExcesiva {
        /// Measurements given.
        muestra: usize,
        /// Records in the population.
        registros: u64,
    },
    /// Minimum, probable and maximum out of order.
    #[error("Los tiempos deben cumplir mínimo ≤ probable ≤ máximo.")]
    TiemposDesordenados,
    /// Digits of a RUC do not check.
    #[error("El RUC «{0}» no es válido: son 11 dígitos con dígito verificador.")]
    RucInvalido(String),
    /// A diagram of more nodes than anybody reads.
    #[error("El diagrama tendría más de {maximo} nodos: pida el de un proceso más abajo, o con menos detalle.")]
    DiagramaDemasiadoGrande {
        /// Most nodes.
        maximo: usize,
    },
}
