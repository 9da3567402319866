//! How many records of each kind each entity has, kept in memory: what a document can cost at most is known before it runs.
//!
//! Every change of a record moves its entity's audit chain on: an entity is counted again when its chain has grown.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::sql::Sql;
use super::tamano::Entidades;
use super::{Scope, StoreError};
use crate::domain::registro::{DeLista, TipoRegistro};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contados {
    /// Records of a kind.
    Registros(TipoRegistro),
    /// Links of records to the map.
    Vinculos,
    /// Entries of the audit chain.
    Cambios,
}

/// Records of a kind, by who sees them.
type PorVisibilidad = [u64; 3];

/// Of one entity.
#[derive(Debug, Clone, Default)]
struct Cuentas {
    cambios: u64,
    /// By kind; the links are under 0.
    registros: HashMap<i16, PorVisibilidad>,
}

/// Of every entity that has any.
#[derive(Debug, Clone, Default)]
pub struct Censo(HashMap<i32, Cuentas>);

/// Kind of the links, which are no record.
const VINCULOS: i16 = 0;

impl Censo {
    /// Most of them that `scope` sees in these entities.
    pub fn hay(&self, scope: &Scope, entidades: &Entidades, contados: Contados) -> u64 {
        let Self(todas) = self;
        match entidades {
            Entidades::Estas(ids) => {
                ids.iter().filter_map(|id| todas.get(id).map(|cuentas| cuentas.vistos(scope, *id, contados))).sum()
            }
            Entidades::Hasta(n) => {
                let cada = todas.iter().map(|(id, cuentas)| cuentas.vistos(scope, *id, contados));
                let (suma, mayor) = cada.fold((0_u64, 0), |(suma, mayor), n| (suma + n, mayor.max(n)));
                suma.min(mayor.saturating_mul(*n))
            }
        }
    }

    /// Counts the entities whose chains have grown since `antes`.
    pub async fn leer(db: &DatabaseConnection, antes: &Self) -> Result<Self, StoreError> {
        let mut sql = Sql::nueva(db.get_database_backend());
        sql.texto("SELECT entidad_id, numero FROM auditoria_cabeza");
        let Self(mut todas) = antes.clone();
        let mut cambiadas = Vec::new();
        for fila in db.query_all_raw(sql.sentencia()).await? {
            let entidad: i32 = fila.try_get("", "entidad_id")?;
            let cambios = u64::try_from(fila.try_get::<i64>("", "numero")?).unwrap_or(0);
            if todas.get(&entidad).is_none_or(|cuentas| cuentas.cambios != cambios) {
                todas.insert(entidad, Cuentas { cambios, ..Cuentas::default() });
                cambiadas.push(i64::from(entidad));
            }
        }
        if !cambiadas.is_empty() {
            contar(db, &cambiadas, &mut todas).await?;
        }
        Ok(Self(todas))
    }
}

impl Cuentas {
    fn vistos(&self, scope: &Scope, entidad: i32, contados: Contados) -> u64 {
        let clase = match contados {
            Contados::Cambios => return if scope.lee_borradores_de(entidad) { self.cambios } else { 0 },
            Contados::Registros(tipo) => tipo.codigo(),
            Contados::Vinculos => VINCULOS,
        };
        let Some(por_visibilidad) = self.registros.get(&clase) else { return 0 };
        (0_i16..).zip(por_visibilidad).filter(|(v, _)| scope.ve_registro(entidad, *v)).map(|(_, n)| n).sum()
    }
}

/// Counts these entities, in one statement.
async fn contar(
    db: &DatabaseConnection,
    entidades: &[i64],
    todas: &mut HashMap<i32, Cuentas>,
) -> Result<(), StoreError> {
    let mut sql = Sql::nueva(db.get_database_backend());
    let tablas = TipoRegistro::con_tabla().map(|tipo| (tipo.codigo(), tipo.tabla()));
    for (i, (clase, tabla)) in tablas.chain([(VINCULOS, "vinculo_mapa".to_owned())]).enumerate() {
        if i > 0 {
            sql.texto(" UNION ALL ");
        }
        sql.texto(&format!(
            "SELECT {clase} AS clase, t.entidad_id, t.visibilidad, COUNT(*) AS n FROM {tabla} t WHERE "
        ));
        sql.en_enteros("t.entidad_id", entidades).texto(" GROUP BY t.entidad_id, t.visibilidad");
    }
    for fila in db.query_all_raw(sql.comprobada()?).await? {
        let clase = i16::try_from(fila.try_get::<i32>("", "clase")?).unwrap_or(VINCULOS);
        let visibilidad = usize::try_from(fila.try_get::<i16>("", "visibilidad")?).unwrap_or(0);
        let n = u64::try_from(fila.try_get::<i64>("", "n")?).unwrap_or(0);
        let cuentas = todas.entry(fila.try_get("", "entidad_id")?).or_default();
        if let Some(cuenta) = cuentas.registros.entry(clase).or_default().get_mut(visibilidad) {
            *cuenta += n;
        }
    }
    Ok(())
}
