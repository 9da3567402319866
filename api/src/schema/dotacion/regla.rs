//! The rule by which positions were rounded, and the thresholds behind the figures of an answer.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use crate::domain::decimal::{MICRO, de_entero};
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::scalar::Decimal;
use crate::store::dotacion::{Consulta, umbrales};

/// The rule of an answer.
pub struct ReglaDeDotacion(pub Arc<Consulta>);

/// La regla con la que se obtuvieron las posiciones de una respuesta.
#[Object]
impl ReglaDeDotacion {
    /// A qué nivel se redondea y se calculan déficit y superávit.
    async fn grano(&self) -> &str {
        "Puesto propuesto en su unidad: las posiciones se redondean ahí, una sola vez, y los totales suman las redondeadas."
    }

    /// Cómo se redondea.
    async fn redondeo(&self) -> &str {
        "La suma de servidores de cada puesto se redondea a 2 decimales; si su parte decimal alcanza el umbral se agrega una posición, si no se descarta."
    }

    /// Umbrales con los que se redondearon las cifras de esta respuesta: cada versión guarda el suyo al crearse y no cambia
    /// más. Con más de uno, las posiciones de entidades distintas no se redondearon igual.
    async fn umbrales(&self, ctx: &Context<'_>) -> Result<Vec<UmbralDeRedondeo>, ApiError> {
        let filas = umbrales(ctx.lectura(), &self.0).await?;
        let de = |(umbral, entidades)| UmbralDeRedondeo { umbral: de_entero(umbral, MICRO).into(), entidades };
        Ok(filas.into_iter().map(de).collect())
    }

    /// Umbral configurado ahora en el servidor: el de las versiones que se creen desde ahora y el de `calculadora`. No es el
    /// de las cifras de esta respuesta, que dice `umbrales`.
    async fn umbral_configurado(&self, ctx: &Context<'_>) -> Decimal {
        ctx.solicitud().umbral.into()
    }
}

/// Un umbral de redondeo y cuántas entidades de la respuesta se calcularon con él.
#[derive(SimpleObject)]
pub struct UmbralDeRedondeo {
    /// Parte decimal desde la que se agrega una posición.
    umbral: Decimal,
    /// Entidades que reportaron cuyas cifras se redondearon así.
    entidades: i64,
}
