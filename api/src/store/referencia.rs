//! What every request needs to know beforehand, kept in memory and read again when it changed.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use quipu_entities::{entidad, sector};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, Statement};

use super::censo::Censo;
use super::tamano::Tamanos;
use super::{StoreError, catalogo};
use crate::domain::catalogo::Catalogo;

/// How long what is in memory is taken as current without asking.
const VIGENCIA: Duration = Duration::from_secs(1);

/// Catalogues, sectors and sizes as they were at one moment.
#[derive(Debug, Clone, Default)]
pub struct Referencia {
    /// grupo, familia, rol, nivel, régimen, naturaleza.
    pub catalogo: Arc<Catalogo>,
    /// Code and name of each sector, by its number.
    pub sectores: Arc<HashMap<i16, (String, String)>>,
    /// Numbers of the entities.
    pub directorio: Arc<Directorio>,
    /// How many rows each version holds.
    pub tamanos: Arc<Tamanos>,
    /// How many records each entity has.
    pub censo: Arc<Censo>,
}

/// Numbers of entities by what a token says of them.
#[derive(Debug, Clone, Default)]
pub struct Directorio {
    por_codigo: HashMap<String, i32>,
    por_sector: HashMap<String, Vec<i32>>,
    clasificaciones: HashSet<String>,
}

impl Directorio {
    /// The entity of this code, if there is one.
    pub fn entidad(&self, codigo: &str) -> &[i32] {
        self.por_codigo.get(codigo).map_or(&[], std::slice::from_ref)
    }

    /// Whether some entity is of this class.
    pub fn hay_clasificacion(&self, clasificacion: &str) -> bool {
        self.clasificaciones.contains(clasificacion)
    }

    /// The entities of the sector of this code.
    pub fn del_sector(&self, codigo: &str) -> &[i32] {
        self.por_sector.get(codigo).map_or(&[], Vec::as_slice)
    }
}

#[derive(Debug, Clone)]
struct Leida {
    marca: Marca,
    /// When it was last known to be current; never once something was written.
    mirada: Option<Instant>,
    referencia: Referencia,
}

/// The copy in memory, shared by all requests.
#[derive(Debug, Clone, Default)]
pub struct Memoria(Arc<RwLock<Option<Leida>>>);

impl Memoria {
    /// The reference data, at most a second old.
    pub async fn vigente(&self, db: &DatabaseConnection) -> Result<Referencia, StoreError> {
        let anterior = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(leida) = &anterior
            && leida.mirada.is_some_and(|mirada| mirada.elapsed() < VIGENCIA)
        {
            return Ok(leida.referencia.clone());
        }
        let marca = Marca::leer(db).await?;
        let (antes, anterior) = anterior.map(|leida| (leida.marca, leida.referencia)).unwrap_or_default();
        let mut referencia = anterior;
        if antes.versiones != marca.versiones {
            referencia = leer(db, &referencia).await?;
        }
        if antes.registros != marca.registros {
            referencia.censo = Arc::new(Censo::leer(db, &referencia.censo).await?);
        }
        let leida = Leida { marca, mirada: Some(Instant::now()), referencia: referencia.clone() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(leida);
        Ok(referencia)
    }

    /// Has the next request look whether it is still current: a version was just written.
    pub fn olvidar(&self) {
        if let Some(leida) = self.0.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            leida.mirada = None;
        }
    }
}

/// What changes when something that is in memory changed in the database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Marca {
    /// Published answers, and versions made, edited and sent.
    versiones: Option<[i64; 2]>,
    /// Entries of all audit chains.
    registros: Option<i64>,
}

impl Marca {
    async fn leer(db: &DatabaseConnection) -> Result<Self, StoreError> {
        let texto = "SELECT valor, (SELECT COALESCE(SUM(revision), 0) FROM version) AS versiones, \
                     (SELECT CAST(COALESCE(SUM(numero), 0) AS BIGINT) FROM auditoria_cabeza) AS registros FROM epoca";
        let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), texto)).await?;
        let Some(fila) = fila else { return Ok(Self { versiones: Some([0, 0]), registros: Some(0) }) };
        let numero = |columna: &str| fila.try_get::<i64>("", columna);
        Ok(Self { versiones: Some([numero("valor")?, numero("versiones")?]), registros: Some(numero("registros")?) })
    }
}

async fn leer(db: &DatabaseConnection, antes: &Referencia) -> Result<Referencia, StoreError> {
    let catalogo = Arc::new(catalogo::leer(db).await?);
    let sectores = sector::Entity::find().all(db).await?;
    let sectores: HashMap<i16, (String, String)> = sectores.into_iter().map(|s| (s.id, (s.codigo, s.nombre))).collect();
    let mut directorio = Directorio::default();
    for e in entidad::Entity::find().all(db).await? {
        if let Some((sector, _)) = sectores.get(&e.sector_id) {
            directorio.por_sector.entry(sector.clone()).or_default().push(e.id);
        }
        directorio.clasificaciones.insert(e.clasificacion);
        directorio.por_codigo.insert(e.codigo, e.id);
    }
    let tamanos = Arc::new(Tamanos::leer(db, &antes.tamanos, directorio.por_codigo.len()).await?);
    let censo = Arc::clone(&antes.censo);
    Ok(Referencia { catalogo, sectores: Arc::new(sectores), directorio: Arc::new(directorio), tamanos, censo })
}
