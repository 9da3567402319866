//! The page of an answer that is shown.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Dotacion;
use super::argumentos::{OrdenDeDotacion, Tener};
use crate::error::{ApiError, ErrorCode};
use crate::schema::conexion::PageInfo;
use crate::store::dotacion::Valor;
use crate::store::orden::Lista;

/// Which groups are shown, and in what order.
#[derive(Default)]
pub(super) struct Presentacion {
    pub(super) tener: Vec<Tener>,
    pub(super) orden: Vec<OrdenDeDotacion>,
    pub(super) primeros: usize,
    pub(super) despues: Option<String>,
}

impl Dotacion {
    /// Positions of the page in `filas`.
    pub(super) fn pagina(&self) -> Result<std::ops::Range<usize>, ApiError> {
        let desde = match &self.presentacion.despues {
            None => 0,
            Some(cursor) => {
                let clave = self.leer_cursor(cursor)?;
                let anterior = self.filas.iter().position(|i| self.respuesta.grupos[*i].clave == clave);
                anterior.ok_or_else(cursor_invalido)? + 1
            }
        };
        Ok(desde..self.filas.len().min(desde.saturating_add(self.presentacion.primeros)))
    }

    /// Where the page begins and ends.
    pub(super) fn informacion_de_pagina(&self) -> Result<PageInfo, ApiError> {
        let pagina = self.pagina()?;
        let vacia = pagina.is_empty();
        Ok(PageInfo {
            has_next_page: pagina.end < self.filas.len(),
            has_previous_page: pagina.start > 0,
            start_cursor: if vacia { None } else { self.cursor(pagina.start) },
            end_cursor: if vacia { None } else { self.cursor(pagina.end - 1) },
        })
    }

    fn cursor(&self, posicion: usize) -> Option<String> {
        let clave = &self.respuesta.grupos[*self.filas.get(posicion)?].clave;
        Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(self.lista(), clave)).ok()?))
    }

    fn leer_cursor(&self, texto: &str) -> Result<Vec<Valor>, ApiError> {
        let bytes = URL_SAFE_NO_PAD.decode(texto).map_err(|_| cursor_invalido())?;
        let (lista, clave): (Lista, Vec<Valor>) = serde_json::from_slice(&bytes).map_err(|_| cursor_invalido())?;
        if lista == self.lista() { Ok(clave) } else { Err(cursor_invalido()) }
    }

    /// A cursor is of one question, in one order.
    fn lista(&self) -> Lista {
        let Presentacion { tener, orden, .. } = &self.presentacion;
        Lista::de(&(&self.consulta.huella, tener, orden))
    }
}

fn cursor_invalido() -> ApiError {
    ApiError::new(
        ErrorCode::CursorInvalido,
        "El cursor no es de esta respuesta: use uno recibido con la misma pregunta.",
    )
}
