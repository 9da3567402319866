//! Enums of the domain as clients see them.

use async_graphql::Enum;

use crate::domain::carga;
use crate::domain::dotacion;
use crate::domain::hallazgo;
use crate::domain::modelo;

/// Matriz de procesos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "modelo::TipoMatriz")]
pub enum TipoMatriz {
    /// El mapa tal como se encontró (fase 1). No lleva tiempos.
    Actual,
    /// El mapa después de las mejoras, con frecuencias, duraciones y puestos propuestos (fases 2 y 3).
    Ajustada,
}

/// Tipo de proceso.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "modelo::TipoProceso")]
pub enum TipoProceso {
    /// Orienta a la entidad.
    Estrategico,
    /// Entrega los bienes y servicios de la entidad.
    Misional,
    /// Sostiene a los demás procesos; también llamado «de apoyo».
    Soporte,
}

/// Gravedad de un hallazgo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "hallazgo::Severidad")]
pub enum Severidad {
    /// Conviene saberlo; no cambia ninguna cifra.
    Info,
    /// La entidad debería revisarlo; una cifra puede estar incompleta.
    Advertencia,
    /// Un valor no se pudo usar.
    Error,
}

/// Período en que se cuenta cuántas veces se hace algo (Anexo 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "carga::Periodo")]
pub enum Periodo {
    /// Por día hábil: × 22 al mes.
    Diario,
    /// Por semana: × 4 al mes.
    Semanal,
    /// Por quincena: × 2 al mes.
    Quincenal,
    /// Por mes.
    Mensual,
    /// Cada dos meses: ÷ 2.
    Bimestral,
    /// Por trimestre: ÷ 3.
    Trimestral,
    /// Cada cuatro meses: ÷ 4.
    Cuatrimestral,
    /// Por semestre: ÷ 6.
    Semestral,
    /// Por año: ÷ 12.
    Anual,
}

/// Unidad en que se midió una duración.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "carga::UnidadDeTiempo")]
pub enum UnidadDeTiempo {
    /// Segundos: ÷ 3600.
    Segundo,
    /// Minutos: ÷ 60.
    Minuto,
    /// Horas.
    Hora,
}

/// De dónde sale la dotación que un puesto propuesto necesita.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "dotacion::Base")]
pub enum BaseDeDotacion {
    /// De la carga de trabajo de sus ejecuciones.
    Carga,
    /// Ingresada con su sustento: FP, DP y asesores de alta dirección no se miden.
    Ingresada,
    /// No se mide y aún no fue ingresada: falta el dato, no es 0.
    PorIngresar,
    /// Horas de ejecuciones que no nombran ejecutor: falta el puesto.
    SinEjecutor,
}

/// Estado de una versión.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EstadoVersion {
    /// Aún puede cambiar.
    Borrador,
    /// No cambia nunca más.
    Publicada,
    /// Un borrador que nadie quiso: no cambia más y ya no está en las listas.
    Descartada,
}

/// Nivel de gobierno.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum NivelGobierno {
    /// Gobierno nacional.
    Nacional,
    /// Gobierno regional.
    Regional,
    /// Gobierno local.
    Local,
}

impl NivelGobierno {
    /// The level of that number in the database.
    pub fn de_codigo(codigo: i16) -> Self {
        match codigo {
            1 => Self::Nacional,
            2 => Self::Regional,
            _ => Self::Local,
        }
    }

    /// Its number in the database.
    pub const fn codigo(self) -> i64 {
        match self {
            Self::Nacional => 1,
            Self::Regional => 2,
            Self::Local => 3,
        }
    }
}
