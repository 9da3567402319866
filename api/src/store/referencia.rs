//! Reference data that every request needs, kept in memory and read again when the epoch moves.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use quipu_entities::{entidad, sector};
use sea_orm::{DatabaseConnection, EntityTrait};

use super::{StoreError, catalogo};
use crate::domain::catalogo::Catalogo;

/// How long what is in memory is taken as current without asking.
const VIGENCIA: Duration = Duration::from_secs(1);

/// Catalogues and sectors as they were at one moment.
#[derive(Debug, Clone, Default)]
pub struct Referencia {
    /// grupo, familia, rol, nivel, régimen, naturaleza.
    pub catalogo: Arc<Catalogo>,
    /// Code and name of each sector, by its number.
    pub sectores: Arc<HashMap<i16, (String, String)>>,
    /// Numbers of the entities.
    pub directorio: Arc<Directorio>,
}

/// Numbers of entities by what a token says of them.
#[derive(Debug, Clone, Default)]
pub struct Directorio {
    por_codigo: HashMap<String, i32>,
    por_sector: HashMap<String, Vec<i32>>,
}

impl Directorio {
    /// The entity of this code, if there is one.
    pub fn entidad(&self, codigo: &str) -> &[i32] {
        self.por_codigo.get(codigo).map_or(&[], std::slice::from_ref)
    }

    /// The entities of the sector of this code.
    pub fn del_sector(&self, codigo: &str) -> &[i32] {
        self.por_sector.get(codigo).map_or(&[], Vec::as_slice)
    }
}

#[derive(Debug, Clone)]
struct Leida {
    epoca: i64,
    mirada: Instant,
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
            && leida.mirada.elapsed() < VIGENCIA
        {
            return Ok(leida.referencia.clone());
        }
        let epoca = super::version::epoca(db).await?;
        let referencia = match anterior {
            Some(leida) if leida.epoca == epoca => leida.referencia,
            _ => leer(db).await?,
        };
        let leida = Leida { epoca, mirada: Instant::now(), referencia: referencia.clone() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(leida);
        Ok(referencia)
    }
}

async fn leer(db: &DatabaseConnection) -> Result<Referencia, StoreError> {
    let catalogo = Arc::new(catalogo::leer(db).await?);
    let sectores = sector::Entity::find().all(db).await?;
    let sectores: HashMap<i16, (String, String)> = sectores.into_iter().map(|s| (s.id, (s.codigo, s.nombre))).collect();
    let mut directorio = Directorio::default();
    for e in entidad::Entity::find().all(db).await? {
        if let Some((sector, _)) = sectores.get(&e.sector_id) {
            directorio.por_sector.entry(sector.clone()).or_default().push(e.id);
        }
        directorio.por_codigo.insert(e.codigo, e.id);
    }
    Ok(Referencia { catalogo, sectores: Arc::new(sectores), directorio: Arc::new(directorio) })
}
