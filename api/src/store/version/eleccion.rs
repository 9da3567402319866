//! Which version of each entity is read.

use chrono::{DateTime, Utc};
use quipu_entities::version;

use super::{BORRADOR, PUBLICADA};
use crate::store::lista::{Clave, Filtro, Peticion, Relacion, por_padres};
use crate::store::orden::{Criterio, Orden};
use crate::store::sql::Sql;
use crate::store::{Lectura, StoreError};

/// A choice among the versions of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Eleccion {
    /// The latest published.
    Vigente,
    /// The one of that number.
    Numero(i32),
    /// The latest published until then.
    PublicadaHasta(DateTime<Utc>),
    /// The latest draft.
    UltimoBorrador,
}

impl Filtro for Eleccion {
    fn agregar(&self, sql: &mut Sql) {
        match self {
            Self::Vigente => sql.texto(" AND t.vigente"),
            Self::Numero(numero) => sql.texto(" AND t.numero = ").valor(*numero),
            Self::PublicadaHasta(instante) => {
                sql.texto(" AND t.estado = ").valor(PUBLICADA).texto(" AND t.publicada_en <= ").valor(*instante)
            }
            Self::UltimoBorrador => sql.texto(" AND t.descartada_en IS NULL AND t.estado = ").valor(BORRADOR),
        };
    }
}

/// The chosen version of each entity that has one, in one statement.
pub async fn elegidas(
    lectura: &Lectura,
    entidades: &[i32],
    eleccion: Eleccion,
) -> Result<Vec<version::Model>, StoreError> {
    const DE_ENTIDAD: Relacion = Relacion { columnas: ["entidad_id", "", "", ""], ademas: "" };
    let claves: Vec<Clave> = entidades.iter().map(|id| Clave([i64::from(*id), 0, 0, 0])).collect();
    if claves.is_empty() {
        return Ok(Vec::new());
    }
    let ultima = Criterio { columna: version::Column::Numero, descendente: true };
    let orden = Orden::nuevo(vec![ultima]);
    let peticion = Peticion { filtro: Some(&eleccion), orden: &orden, primeros: 1, despues: None, contar: false };
    Ok(por_padres::<version::Entity>(lectura, &claves, &DE_ENTIDAD, &peticion).await?.filas)
}
