//! How much a figure covers.

use async_graphql::SimpleObject;

use crate::store::dotacion::Cobertura;

/// Cuánto abarca una fila.
#[derive(SimpleObject)]
pub struct CoberturaDeFila {
    /// Entidades que la fila debería abarcar.
    pub entidades_pedidas: i64,
    /// De ellas, las que reportaron. Las demás faltan: sus cifras no son 0.
    pub entidades_que_reportaron: i64,
    /// Ejecuciones con frecuencia y duración.
    pub ejecuciones_con_tiempo: i64,
    /// Ejecuciones sin alguna de las dos: su carga no está en la suma.
    pub ejecuciones_sin_tiempo: i64,
}

/// Cuántas entidades abarca una respuesta.
#[derive(SimpleObject)]
pub struct CoberturaDeEntidades {
    /// Entidades que la pregunta abarca.
    pub entidades_pedidas: i64,
    /// De ellas, las que reportaron.
    pub entidades_que_reportaron: i64,
}

impl From<Cobertura> for CoberturaDeEntidades {
    fn from(cobertura: Cobertura) -> Self {
        Self { entidades_pedidas: cobertura.pedidas, entidades_que_reportaron: cobertura.reportaron }
    }
}
