//! What the records of the quality of services keep inside, and the day that a question is of.

use async_graphql::{Context, SimpleObject};
use serde::{Deserialize, Serialize};

use crate::reloj;
use crate::schema::context::ContextExt;
use crate::schema::scalar::{Fecha, Instante};

/// Un paso que una evaluación dio.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject, Serialize, Deserialize)]
pub struct PasoDeEvaluacion {
    /// Etapa de la que salió.
    pub desde: String,
    /// Etapa a la que llegó.
    pub hasta: String,
    /// Cuándo.
    pub momento: Instante,
    /// Quién: el sujeto de la credencial.
    pub sujeto: String,
    /// Por qué, si se dijo.
    pub motivo: Option<String>,
}

/// The day asked about, or today in Peru.
pub fn dia_o_hoy(ctx: &Context<'_>, dia: Option<Fecha>) -> String {
    dia.map_or_else(|| reloj::dia_en_el_peru(ctx.solicitud().escritor.ahora()), String::from)
}
