//! Entities and sectors.

use std::collections::HashMap;

use quipu_entities::{entidad, sector};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::catalogo::upsert;
use super::{Lectura, StoreError};
use crate::catalogo::{EntidadCatalogo, SectorCatalogo};
use crate::domain::texto::clave;

/// The entity of that official code.
pub async fn por_codigo(db: &impl ConnectionTrait, codigo: &str) -> Result<Option<entidad::Model>, StoreError> {
    Ok(entidad::Entity::find().filter(entidad::Column::Codigo.eq(codigo)).one(db).await?)
}

/// The entity of that official code, as a request reads it. The catalogue is public: every scope sees all of it.
pub async fn visible(lectura: &Lectura, codigo: &str) -> Result<Option<entidad::Model>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT t.* FROM entidad t WHERE t.codigo = ").valor(codigo.to_owned());
    Ok(lectura.modelos(sql).await?.into_iter().next())
}

/// Whether there is no entity yet: a new database.
pub async fn ninguna(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(entidad::Entity::find().one(db).await?.is_none())
}

/// Numbers of the sectors by code.
pub(crate) async fn sectores(db: &impl ConnectionTrait) -> Result<HashMap<String, i16>, StoreError> {
    Ok(sector::Entity::find().all(db).await?.into_iter().map(|s| (s.codigo, s.id)).collect())
}

/// Writes sectors by code and returns the number of each.
pub async fn cargar_sectores(
    db: &impl ConnectionTrait,
    nuevos: &[SectorCatalogo],
) -> Result<HashMap<String, i16>, StoreError> {
    let mut ids = sectores(db).await?;
    let mut ultimo = ids.values().copied().max().unwrap_or(0);
    for sector in nuevos {
        let id = *ids.entry(sector.codigo.clone()).or_insert_with(|| {
            ultimo += 1;
            ultimo
        });
        let columnas = vec![
            ("id", id.into()),
            ("codigo", sector.codigo.clone().into()),
            ("nombre", sector.nombre.clone().into()),
            ("clave", clave(&sector.nombre).into()),
        ];
        upsert(db, "sector", columnas).await?;
    }
    Ok(ids)
}

/// Writes entities by code, without touching their figures, and returns the number of each.
pub(crate) async fn cargar_entidades(
    db: &impl ConnectionTrait,
    nuevas: &[EntidadCatalogo],
    sectores: &HashMap<String, i16>,
) -> Result<HashMap<String, i32>, StoreError> {
    let anteriores = entidad::Entity::find().all(db).await?;
    let mut ids: HashMap<String, i32> = anteriores.iter().map(|e| (e.codigo.clone(), e.id)).collect();
    let mut por_sigla: HashMap<String, i32> = anteriores.into_iter().filter_map(|e| Some((e.sigla?, e.id))).collect();
    let mut ultimo = ids.values().copied().max().unwrap_or(0);
    for nueva in nuevas {
        let id = *ids.entry(nueva.codigo.clone()).or_insert_with(|| {
            ultimo += 1;
            ultimo
        });
        if let Some(sigla) = &nueva.sigla {
            por_sigla.entry(sigla.clone()).or_insert(id);
        }
    }
    // Attachments may point forward in the file: a row must exist before another refers to it.
    for con_adscripcion in [false, true] {
        for nueva in nuevas {
            let adscrita = nueva.adscrita_a.as_ref().and_then(|sigla| por_sigla.get(sigla)).copied();
            if con_adscripcion && adscrita.is_none() {
                continue;
            }
            let adscrita = adscrita.filter(|_| con_adscripcion);
            guardar(db, ids[&nueva.codigo], nueva, adscrita, sectores).await?;
        }
    }
    Ok(ids)
}

async fn guardar(
    db: &impl ConnectionTrait,
    id: i32,
    nueva: &EntidadCatalogo,
    adscrita_a: Option<i32>,
    sectores: &HashMap<String, i16>,
) -> Result<(), StoreError> {
    let sector = sectores.get(&nueva.sector).copied();
    let sector =
        sector.ok_or_else(|| StoreError::FueraDeCatalogo { catalogo: "un sector", codigo: nueva.sector.clone() })?;
    let nivel_gobierno: i16 = match nueva.nivel_gobierno.as_str() {
        "NACIONAL" => 1,
        "REGIONAL" => 2,
        _ => 3,
    };
    let columnas = vec![
        ("id", id.into()),
        ("codigo", nueva.codigo.clone().into()),
        ("ruc", nueva.ruc.clone().into()),
        ("sigla", nueva.sigla.clone().into()),
        ("nombre", nueva.nombre.clone().into()),
        ("clave", clave(&nueva.nombre).into()),
        ("clasificacion", nueva.clasificacion.clone().into()),
        ("nivel_gobierno", nivel_gobierno.into()),
        ("sector_id", sector.into()),
        ("adscrita_a_id", adscrita_a.into()),
        ("en_alcance_ley_30057", nueva.en_alcance_ley_30057.into()),
        ("demostracion", nueva.demostracion.into()),
    ];
    upsert(db, "entidad", columnas).await
}
