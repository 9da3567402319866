//! Enums of release and deployment as clients see them.

use async_graphql::Enum;
use serde::{Deserialize, Serialize};

use crate::domain::entrega::{control, estado};

/// Qué es un cliente.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::TipoCliente")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TipoCliente {
    /// Otra entidad.
    Entidad,
    /// Una unidad de la misma entidad.
    Unidad,
    /// Alguien que no es una entidad.
    Externo,
}

/// Cómo llega una entrega a todos sus lugares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::MetodoDespliegue")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MetodoDespliegue {
    /// A todos a la vez.
    BigBang,
    /// Una parte después de otra.
    PorFases,
}

/// Quién comienza la distribución.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::Distribucion")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Distribucion {
    /// El centro la envía.
    Push,
    /// Cada lugar la toma.
    Pull,
}

/// Quién hace el trabajo de un despliegue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::ModoDespliegue")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ModoDespliegue {
    /// Una herramienta.
    Automatizado,
    /// Personas.
    Manual,
}

/// Tipo de entrega.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::TipoEntrega")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TipoEntrega {
    /// Funciones nuevas o cambios grandes.
    Mayor,
    /// Cambios pequeños.
    Menor,
    /// Repone un servicio; puede omitir los pasos que su política nombra.
    Emergencia,
}

/// Estado de una entrega. Del borrador al cierre se siguen en este orden; los tres últimos son salidas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::EstadoEntrega")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EstadoEntrega {
    /// Se está escribiendo.
    Borrador,
    /// Sus fechas, su contenido y sus criterios de aceptación están acordados.
    Planificada,
    /// La Autoridad de Cambio la autorizó.
    Autorizada,
    /// Su paquete se está construyendo.
    EnConstruccion,
    /// Su paquete se está probando.
    EnPrueba,
    /// El cliente la aceptó.
    Aceptada,
    /// Se está desplegando.
    EnDespliegue,
    /// Está en producción.
    Desplegada,
    /// Su despliegue se verificó según la política del cliente.
    Verificada,
    /// Se está revisando.
    EnRevision,
    /// Se revisó y se cerró.
    Cerrada,
    /// La autoridad o el cliente la rechazó.
    Rechazada,
    /// Se dejó antes de desplegarla.
    Cancelada,
    /// Se desplegó y se retiró.
    Revertida,
}

/// Para qué es una prueba.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::TipoPrueba")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TipoPrueba {
    /// De aceptación: con el cliente, que aprueba su resultado.
    Aceptacion,
    /// De preparación para operar.
    Preparacion,
    /// De operación.
    Operacion,
    /// De nivel de servicio.
    NivelDeServicio,
    /// De interfaces.
    Interfaz,
    /// De usuario.
    Usuario,
}

/// Cómo terminó una prueba.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::ResultadoPrueba")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ResultadoPrueba {
    /// No se ejecutó todavía.
    Pendiente,
    /// Pasó.
    Aprobada,
    /// No pasó.
    Rechazada,
}

/// Estado de un despliegue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::EstadoDespliegue")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EstadoDespliegue {
    /// Tiene fechas y ambiente.
    Planificado,
    /// La Autoridad de Cambio lo autorizó.
    Autorizado,
    /// Se está haciendo.
    EnCurso,
    /// Se hizo.
    Desplegado,
    /// No tuvo éxito.
    Fallido,
    /// Se retiró.
    Revertido,
    /// Se dejó antes de comenzar.
    Cancelado,
}

/// Cuándo se toma una línea base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::MomentoLineaBase")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MomentoLineaBase {
    /// Antes del despliegue.
    Antes,
    /// Después del despliegue.
    Despues,
}

/// Rol de la gestión de entrega y despliegue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::RolRdm")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RolRdm {
    /// Gerente de Entrega y Despliegue.
    GerenteDeEntrega,
    /// Ejecutor de la entrega y construcción del paquete.
    EjecutorDeConstruccion,
    /// Ejecutor del despliegue.
    EjecutorDelDespliegue,
    /// Gerente de Prueba y Validación.
    GerenteDePrueba,
    /// Gerente de Cambios.
    GerenteDeCambios,
    /// Autoridad de Cambio.
    AutoridadDeCambio,
}

/// Estado de una mejora.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "estado::EstadoMejora")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EstadoMejora {
    /// Propuesta.
    Propuesta,
    /// Se está haciendo.
    EnCurso,
    /// Se hizo.
    Implantada,
    /// Se hizo y se vio que tuvo su efecto.
    Verificada,
    /// Se dejó.
    Descartada,
}

/// Qué es un registro guardado: de ello depende su retención.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "control::ClaseRegistroGuardado")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClaseRegistroGuardado {
    /// Plan de una entrega o de un despliegue: se archiva cuando la entrega termina, tras la revisión posterior a la implementación.
    Plan,
    /// Informe: se guarda tres años si no se dice otra cosa.
    Informe,
    /// Otro: se guarda los meses que diga.
    Otro,
}

/// Estado de la edición de un documento.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "control::EstadoDocumento")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EstadoDocumento {
    /// Se está escribiendo.
    Borrador,
    /// Es la que vale.
    Aprobado,
    /// Valió; se sigue leyendo.
    Obsoleto,
}

/// Quién puede leer un documento desde que se aprueba.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[graphql(remote = "control::Confidencialidad")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Confidencialidad {
    /// Todos.
    Publico,
    /// La entidad y los entes rectores.
    Interno,
    /// La entidad.
    Reservado,
}
