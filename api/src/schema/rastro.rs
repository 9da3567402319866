//! The history of a row of the map: what the audit trail says of it while its version was a draft.

use std::borrow::Cow;

use async_graphql::{Context, Object, TypeName};

use super::clave::Ubicada;
use super::conexion::{Conexion, FilaDe, Nodo, Pagina};
use super::lote::Fila;
use super::nulo::o_nulo;
use super::orden::Criterio;
use super::registro::{Cambio, CambioCampo, CambioFiltro, historial_en};
use crate::error::ApiError;
use crate::store::lista::{Clave, Relacion};

/// The entries of a version (41 among the kinds of record) that name a row of it.
const DEL_NODO: Relacion =
    Relacion { columnas: ["entidad_id", "registro_id", "", "nodo"], ademas: " AND t.registro = 41" };

/// Those of a proposed puesto: its own, and those of what it is made of.
pub const DEL_PROPUESTO: Relacion = Relacion {
    columnas: ["entidad_id", "registro_id", "", ""],
    ademas: " AND t.registro = 41 AND t.nodo IN (SELECT p.id \
             UNION ALL SELECT x.id FROM ejecucion x WHERE x.entidad_id = p.e AND x.version = p.v AND x.matriz = p.m \
             AND x.puesto_propuesto_id = p.id \
             UNION ALL SELECT pa.puesto_id FROM puesto_asignado pa WHERE pa.entidad_id = p.e AND pa.version = p.v \
             AND pa.matriz = p.m AND pa.puesto_propuesto_id = p.id)",
};

/// The history of a node.
pub struct Rastro<N: Nodo> {
    fila: Fila<FilaDe<N>>,
    clave: fn(&FilaDe<N>) -> Clave,
    relacion: Relacion,
}

impl<N: Nodo> Rastro<N> {
    /// Of the row with that key.
    pub fn de(fila: &Fila<FilaDe<N>>, clave: fn(&FilaDe<N>) -> Clave) -> Self {
        Self { fila: fila.clone(), clave, relacion: DEL_NODO }
    }

    /// The same, by other entries than those that name it.
    #[must_use]
    pub fn por(self, relacion: Relacion) -> Self {
        Self { relacion, ..self }
    }
}

impl<N: Nodo> TypeName for Rastro<N> {
    fn type_name() -> Cow<'static, str> {
        format!("Rastro{}", N::NOMBRE).into()
    }
}

/// Lo que la auditoría dice de un objeto del mapa.
#[Object(name_type)]
impl<N> Rastro<N>
where
    N: Nodo + 'static,
    FilaDe<N>: Ubicada + Send + Sync + 'static,
{
    /// Los cambios que se le hicieron mientras su versión era un borrador, del primero al último; los de un puesto propuesto son
    /// también los de sus ejecuciones y los de los puestos que cuentan en él. Solo los ve quien puede leer los borradores de la
    /// entidad.
    async fn historial(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los cambios.")] filtro: Option<CambioFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<CambioCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Option<Result<Conexion<Cambio>, ApiError>> {
        o_nulo(async {
            let pagina = Pagina::nueva(filtro, orden, first, after)?;
            historial_en(ctx, &self.fila, self.clave, &self.relacion, pagina).await.map(Some)
        })
        .await
    }
}
