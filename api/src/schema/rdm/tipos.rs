//! What records keep inside: each type is what a client sends, what it receives, and what the column holds as JSON.

use async_graphql::{Enum, InputObject, SimpleObject};
use serde::{Deserialize, Serialize};

use super::enums::EstadoEntrega;
use crate::domain::entrega::estado;
use crate::domain::registro::{DeLista, Faltante};
use crate::schema::scalar::{Fecha, Instante};

/// Algo que la política pide verificar tras un despliegue.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, InputObject, Serialize, Deserialize)]
#[graphql(input_name = "ItemPoliticaInput")]
pub struct ItemPolitica {
    /// Código, único en la lista.
    pub codigo: String,
    /// Qué se verifica.
    pub nombre: String,
}

/// Período en que no se despliega.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, InputObject, Serialize, Deserialize)]
#[graphql(input_name = "CongelamientoInput")]
pub struct Congelamiento {
    /// Primer día.
    pub desde: Fecha,
    /// Último día.
    pub hasta: Fecha,
    /// Por qué.
    pub motivo: String,
}

/// Lo que la Autoridad de Cambio puede decir.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DecisionCambio {
    /// Puede seguir.
    Aprobada,
    /// No puede seguir.
    Rechazada,
}

/// Lo que dijo la Autoridad de Cambio.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, InputObject, Serialize, Deserialize)]
#[graphql(input_name = "AutorizacionInput")]
pub struct Autorizacion {
    /// Qué dijo.
    pub decision: DecisionCambio,
    /// Quién lo dijo.
    pub autoridad: String,
    /// Cuándo.
    pub fecha: Fecha,
    /// Documento o solicitud de cambio en que consta.
    pub referencia: Option<String>,
    /// Nota.
    pub nota: Option<String>,
}

/// Un paso que se dio.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, Serialize, Deserialize)]
pub struct PasoDado {
    /// Estado del que salió.
    pub desde: String,
    /// Estado al que llegó.
    pub hasta: String,
    /// Cuándo.
    pub momento: Instante,
    /// Quién: el sujeto de la credencial.
    pub sujeto: String,
    /// Por qué, si se dijo.
    pub motivo: Option<String>,
    /// Pasos que una emergencia omitió.
    pub omite: Vec<EstadoEntrega>,
}

/// Algo que se verificó tras un despliegue.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, InputObject, Serialize, Deserialize)]
#[graphql(input_name = "ItemVerificadoInput")]
pub struct ItemVerificado {
    /// Código: `DOCUMENTACION`, `COMUNICACION`, `ROLES` o uno de la política.
    pub codigo: String,
    /// Si se cumple.
    pub cumple: bool,
    /// Nota.
    pub nota: Option<String>,
}

/// Elemento de configuración (EC) y su versión.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, InputObject, Serialize, Deserialize)]
#[graphql(input_name = "ElementoConfiguracionInput")]
pub struct ElementoConfiguracion {
    /// Código.
    pub codigo: String,
    /// Nombre.
    pub nombre: Option<String>,
    /// Versión.
    pub version: String,
}

/// Revisión posterior al despliegue. Se puede escribir por partes; el cierre pide que esté entera.
#[derive(Debug, Clone, Default, PartialEq, Eq, SimpleObject, InputObject, Serialize, Deserialize)]
#[graphql(input_name = "RevisionCierreInput")]
#[serde(default)]
pub struct RevisionCierre {
    /// Experiencia del cliente.
    pub experiencia: Option<String>,
    /// Si los cambios se implementaron.
    pub cambios_implementados: Option<bool>,
    /// Desempeño alcanzado.
    pub desempeno: Option<String>,
    /// Problemas de desempeño que siguen abiertos.
    #[graphql(default)]
    pub problemas_abiertos: Vec<String>,
    /// Informe post-implementación del Gerente de Cambios: dónde está o qué dice.
    pub informe: Option<String>,
    /// Oportunidades de mejora.
    #[graphql(default)]
    pub oportunidades: Vec<String>,
    /// Cómo se regularizó lo que la emergencia omitió.
    pub regularizacion: Option<String>,
    /// Si la entrega tuvo éxito.
    pub exitosa: Option<bool>,
}

/// Algo que le falta a un paso.
#[derive(Debug, Clone, SimpleObject)]
pub struct CondicionFaltante {
    /// Código de la condición, el mismo de `faltan` cuando el paso se rechaza.
    codigo: &'static str,
    /// Qué falta.
    mensaje: &'static str,
}

/// Un paso que hay desde el estado de un registro.
#[derive(Debug, Clone, SimpleObject)]
pub struct PasoPosible {
    /// Estado al que lleva.
    hasta: &'static str,
    /// Si se puede dar ahora.
    posible: bool,
    /// Todo lo que le falta; lo mismo que diría el rechazo.
    faltan: Vec<CondicionFaltante>,
    /// Estados que una emergencia omite con él.
    omite: Vec<EstadoEntrega>,
}

impl PasoPosible {
    /// The step into a state, and what is missing for it.
    pub fn nuevo<E: DeLista>(hasta: E, faltan: &[Faltante]) -> Self {
        let de_cada_una = faltan.iter().map(|f| CondicionFaltante { codigo: f.codigo, mensaje: f.mensaje });
        Self { hasta: hasta.nombre(), posible: faltan.is_empty(), faltan: de_cada_una.collect(), omite: Vec::new() }
    }

    /// The same, of an emergency that goes past these.
    #[must_use]
    pub fn con_omision(self, omite: &[estado::EstadoEntrega]) -> Self {
        Self { omite: omite.iter().map(|estado| EstadoEntrega::from(*estado)).collect(), ..self }
    }
}
