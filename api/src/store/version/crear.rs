//! A new draft: everything that one version holds, in one transaction of the caller.

use chrono::{DateTime, Utc};
use quipu_entities::{hallazgo, version};
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::filas::{self, Llave};
use super::hecho::{Hecho, asentar};
use super::insertar::insertar;
use super::{BORRADOR, dotacion};
use crate::domain::catalogo::Catalogo;
use crate::domain::decimal::{MICRO, a_entero};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::{Mapa, Matriz};
use crate::domain::orden;
use crate::store::StoreError;
use crate::store::escritura::{self, Autor, auditoria};
use crate::store::sql::Sql;

/// Where a version came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origen {
    /// A workbook.
    Importacion,
    /// The demonstration.
    Demostracion,
    /// The generator of synthetic data.
    Generador,
}

/// The number of a version that did not come as a whole: an editor began it with nothing.
const DE_NADA: i16 = 4;

impl Origen {
    /// Who is said to have made it: workbooks and data are loaded by commands.
    fn autor(self, ahora: DateTime<Utc>) -> Autor {
        match self {
            Self::Importacion => Autor::de_comando("import", escritura::Origen::Importacion, ahora),
            Self::Demostracion => Autor::de_comando("demo", escritura::Origen::Operador, ahora),
            Self::Generador => Autor::de_comando("generate", escritura::Origen::Operador, ahora),
        }
    }

    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        match self {
            Self::Importacion => 1,
            Self::Demostracion => 2,
            Self::Generador => 3,
        }
    }
}

/// What a new version is made of.
#[derive(Debug, Clone)]
pub struct Nueva<'a> {
    /// Units, puestos, matrices, entered numbers.
    pub mapa: &'a Mapa,
    /// Findings about them.
    pub hallazgos: &'a [Hallazgo],
    /// Where it came from.
    pub origen: Origen,
    /// Name of the file.
    pub archivo: Option<String>,
    /// Its digest.
    pub sha256: Option<String>,
    /// The import's report, as JSON.
    pub informe: Option<String>,
    /// Rounding threshold of its figures.
    pub umbral: Decimal,
    /// Now.
    pub creada_en: DateTime<Utc>,
}

/// Writes a draft of `entidad` and returns its number. Nothing is kept unless the caller commits.
pub async fn crear(
    txn: &DatabaseTransaction,
    entidad_id: i32,
    nueva: &Nueva<'_>,
    catalogo: &Catalogo,
) -> Result<i32, StoreError> {
    // Who else changes the entity waits from here on.
    let cabeza = auditoria::tomar(txn, entidad_id).await?;
    let numero = reservar_version(txn, entidad_id).await?;
    let llave = Llave { entidad_id, version: numero };
    let cabecera = version::Model {
        origen: nueva.origen.codigo(),
        archivo: nueva.archivo.clone(),
        archivo_sha256: nueva.sha256.clone(),
        informe: nueva.informe.clone(),
        ..cabecera(llave, nueva.umbral, nueva.creada_en)?
    };
    insertar(txn, [cabecera]).await?;
    let codigos = filas::Codigos::nuevos(catalogo);
    let mapa = nueva.mapa;
    let unidades = Ids::reservar(txn, entidad_id, mapa.unidades.len()).await?;
    let puestos = Ids::reservar(txn, entidad_id, mapa.puestos.len()).await?;
    insertar(txn, filas::unidades(llave, mapa, &unidades, &codigos)?).await?;
    insertar(txn, filas::puestos(llave, mapa, &unidades, &puestos, &codigos)?).await?;
    insertar(txn, filas::no_medidos(llave, mapa, &puestos, &codigos)?).await?;
    for matriz in &mapa.matrices {
        let organizacion = filas::Organizacion { mapa, unidades: &unidades, puestos: &puestos };
        crear_matriz(txn, llave, &organizacion, matriz, catalogo, nueva.umbral).await?;
    }
    insertar(txn, hallazgos(llave, nueva.hallazgos)).await?;
    let hecho = Hecho::nuevo(txn, llave, "CREAR").await?;
    asentar(txn, entidad_id, &nueva.origen.autor(nueva.creada_en), cabeza, &hecho).await?;
    Ok(numero)
}

/// Begins a draft with nothing in it, in a transaction that holds the end of the entity's chain; what was done is to be
/// added to it.
pub(in crate::store) async fn vacia(
    txn: &DatabaseTransaction,
    entidad_id: i32,
    umbral: Decimal,
    ahora: DateTime<Utc>,
) -> Result<Hecho, StoreError> {
    let llave = Llave { entidad_id, version: reservar_version(txn, entidad_id).await? };
    insertar(txn, [cabecera(llave, umbral, ahora)?]).await?;
    Hecho::nuevo(txn, llave, "CREAR").await
}

/// A new draft that came from nowhere.
fn cabecera(llave: Llave, umbral: Decimal, creada_en: DateTime<Utc>) -> Result<version::Model, StoreError> {
    Ok(version::Model {
        entidad_id: llave.entidad_id,
        numero: llave.version,
        estado: BORRADOR,
        vigente: false,
        creada_en,
        enviada_en: None,
        publicada_en: None,
        origen: DE_NADA,
        archivo: None,
        archivo_sha256: None,
        informe: None,
        umbral_micro: a_entero(umbral, MICRO)?,
        revision: 1,
        base: None,
        descartada_en: None,
    })
}

async fn crear_matriz(
    txn: &impl ConnectionTrait,
    llave: Llave,
    organizacion: &filas::Organizacion<'_>,
    matriz: &Matriz,
    catalogo: &Catalogo,
    umbral: Decimal,
) -> Result<(), StoreError> {
    insertar(txn, [filas::matriz(llave, matriz)]).await?;
    let lugares = orden::de_matriz(matriz);
    let ids = filas::IdsMatriz {
        procesos: Ids::reservar(txn, llave.entidad_id, matriz.procesos.len()).await?,
        actividades: Ids::reservar(txn, llave.entidad_id, matriz.actividades.len()).await?,
        tareas: Ids::reservar(txn, llave.entidad_id, matriz.tareas.len()).await?,
        ejecuciones: Ids::reservar(txn, llave.entidad_id, matriz.ejecuciones.len()).await?,
    };
    insertar(txn, filas::procesos(llave, matriz, &lugares, &ids)).await?;
    insertar(txn, filas::actividades(llave, matriz, &lugares, &ids)).await?;
    insertar(txn, filas::tareas(llave, matriz, &lugares, &ids)).await?;
    dotacion::crear(txn, llave, organizacion, matriz, &ids, catalogo, umbral).await
}

fn hallazgos(llave: Llave, hallazgos: &[Hallazgo]) -> impl Iterator<Item = hallazgo::Model> {
    hallazgos.iter().zip(1_i64..).map(move |(hallazgo, id)| filas::hallazgo(llave, id, hallazgo))
}

/// Ids of rows, by their position in a vector of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ids(pub(super) Vec<i64>);

impl Ids {
    /// The next `cuantos` ids of the entity.
    pub(super) async fn reservar(
        txn: &impl ConnectionTrait,
        entidad_id: i32,
        cuantos: usize,
    ) -> Result<Self, StoreError> {
        let cuantos = i64::try_from(cuantos).unwrap_or(i64::MAX);
        let mut sql = Sql::nueva(txn.get_database_backend());
        sql.texto("UPDATE entidad SET siguiente_id = siguiente_id + ").valor(cuantos);
        sql.texto(" WHERE id = ").valor(entidad_id).texto(" RETURNING siguiente_id AS n");
        let fila = txn.query_one_raw(sql.sentencia()).await?;
        let siguiente: i64 = fila.ok_or_else(|| desconocida(entidad_id))?.try_get("", "n")?;
        Ok(Self((siguiente - cuantos..siguiente).collect()))
    }

    /// Id of the row at `posicion`.
    pub(super) fn de(&self, posicion: usize) -> i64 {
        self.0[posicion]
    }
}

pub(super) async fn reservar_version(txn: &impl ConnectionTrait, entidad_id: i32) -> Result<i32, StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("UPDATE entidad SET ultima_version = ultima_version + 1 WHERE id = ").valor(entidad_id);
    sql.texto(" RETURNING ultima_version AS n");
    let fila = txn.query_one_raw(sql.sentencia()).await?;
    Ok(fila.ok_or_else(|| desconocida(entidad_id))?.try_get("", "n")?)
}

fn desconocida(entidad_id: i32) -> StoreError {
    StoreError::EntidadInexistente(entidad_id.to_string())
}
