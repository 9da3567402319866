//! The database schema, one change at a time.
//!
//! To add a change: a new file `mYYYYMMDD_NNNNNN_what.rs` with `up` and `down`, one line in [`Migrator`]. A landed
//! migration is never edited. SQL is written once for both databases; `dialecto` holds the few words that differ. A new
//! table is put behind the wall (`muro`), or no request can read it.
//!
//! Keys: every row of an entity's map begins with `entidad_id` (then `version`, then `matriz`), in its primary key, in
//! every foreign key and in every index that a query uses, so that PostgreSQL can partition or distribute by entity.
//! Ids count up within the entity; a copied version keeps them.

use sea_orm_migration::prelude::*;

pub use sea_orm_migration::MigratorTrait;

mod dialecto;
mod muro;
mod m20261121_000001_catalogos;
mod m20261121_000002_entidad_y_version;
mod m20261121_000003_organizacion;
mod m20261121_000004_matriz;
mod m20261121_000005_dotacion;
mod m20261121_000006_publicada_no_cambia;
mod m20261121_000007_consulta_registrada;
mod m20261121_000008_muro;
mod m20261121_000009_auditoria;
mod m20261121_000010_rdm;
mod m20261121_000011_ficha;
mod m20261121_000012_gobierno;
mod m20261121_000013_calidad;
mod m20261121_000014_rdm_registros;
mod m20261121_000015_borrador;
mod m20261122_000016_descarte;

/// The ordered list of changes.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_catalogos::Migration),
            Box::new(m20261121_000002_entidad_y_version::Migration),
            Box::new(m20261121_000003_organizacion::Migration),
            Box::new(m20261121_000004_matriz::Migration),
            Box::new(m20261121_000005_dotacion::Migration),
            Box::new(m20261121_000006_publicada_no_cambia::Migration),
            Box::new(m20261121_000007_consulta_registrada::Migration),
            Box::new(m20261121_000008_muro::Migration),
            Box::new(m20261121_000009_auditoria::Migration),
            Box::new(m20261121_000010_rdm::Migration),
            Box::new(m20261121_000011_ficha::Migration),
            Box::new(m20261121_000012_gobierno::Migration),
            Box::new(m20261121_000013_calidad::Migration),
            Box::new(m20261121_000014_rdm_registros::Migration),
            Box::new(m20261121_000015_borrador::Migration),
            Box::new(m20261122_000016_descarte::Migration),
        ]
    }
}
