//! What a resolver may reach.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Context;
use rust_decimal::Decimal;

use crate::domain::catalogo::Catalogo;
use crate::store::Lectura;
use crate::store::dotacion::Recuerdos;
use crate::store::escritura::Escritor;
use crate::store::referencia::Directorio;

/// What all fields of one request share.
pub struct Solicitud {
    /// Reader with the caller's scope.
    pub lectura: Lectura,
    /// Writer with the caller's permissions.
    pub escritor: Escritor,
    /// Catalogues as they were when the request began.
    pub catalogo: Arc<Catalogo>,
    /// Code and name of each sector, by its number.
    pub sectores: Arc<HashMap<i16, (String, String)>>,
    /// Codes of the entities, and what they are classified as.
    pub directorio: Arc<Directorio>,
    /// Answers about dotación that are still good.
    pub recuerdos: Recuerdos,
    /// Rounding threshold of figures that are calculated on request.
    pub umbral: Decimal,
    /// Paid puestos that a group needs for everyone to see what it costs.
    pub grupo_minimo: i64,
    /// Most operations of a batch.
    pub lote_maximo: usize,
}

/// Short names for what a request carries.
pub trait ContextExt {
    /// All of it.
    fn solicitud(&self) -> &Solicitud;

    /// Its reader.
    fn lectura(&self) -> &Lectura {
        &self.solicitud().lectura
    }

    /// Its catalogues.
    fn catalogo(&self) -> &Arc<Catalogo> {
        &self.solicitud().catalogo
    }
}

impl ContextExt for Context<'_> {
    fn solicitud(&self) -> &Solicitud {
        self.data_unchecked::<Solicitud>()
    }
}
