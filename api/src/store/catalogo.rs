//! Catalogues in the database: loaded from files, read into memory.

use std::collections::HashMap;

use quipu_entities::{directivo, familia, grupo, naturaleza, nivel, regimen, responsabilidad, rol, rol_de_gobierno};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, QueryOrder, TransactionTrait, Value};

use super::StoreError;
use super::calidad::catalogo as calidad;
use super::entidad::{cargar_entidades, cargar_sectores};
use super::sql::Sql;
use super::version::subir_epoca;
use crate::catalogo::Archivos;
use crate::domain::catalogo::{Catalogo, Directivo, Familia, Grupo, Item, Responsabilidad, Rol, RolDeGobierno};
use crate::domain::texto::clave;

/// How many entries a load put in each table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cargados {
    /// Sectors.
    pub sectores: usize,
    /// Entities.
    pub entidades: usize,
    /// Familias.
    pub familias: usize,
    /// Roles.
    pub roles: usize,
}

/// Loads catalogue files, all or nothing. An entry keeps its number by its code; one that is not in the files any
/// more stays for the figures that refer to it, inactive.
pub async fn cargar(db: &DatabaseConnection, archivos: &Archivos) -> Result<Cargados, StoreError> {
    let txn = db.begin().await?;
    let nuevo = &archivos.catalogo;
    let anterior = leer(&txn).await?;
    let grupos = numerar(anterior.grupos.iter().map(|g| &g.item), nuevo.grupos.iter().map(|g| &g.item));
    let familias = numerar(anterior.familias.iter().map(|f| &f.item), nuevo.familias.iter().map(|f| &f.item));
    let roles = numerar(anterior.roles.iter().map(|r| &r.item), nuevo.roles.iter().map(|r| &r.item));

    let filas = nuevo.grupos.iter().map(|g| (&g.item, vec![("medido", g.medido.into())]));
    reemplazar(&txn, "grupo", &grupos, filas).await?;
    let filas = nuevo.familias.iter().map(|f| {
        let grupo_id = grupos.get(&f.grupo).copied();
        (
            &f.item,
            vec![("grupo_id", grupo_id.into()), ("no_medida_en_alta_direccion", f.no_medida_en_alta_direccion.into())],
        )
    });
    reemplazar(&txn, "familia", &familias, filas).await?;
    let filas = nuevo.roles.iter().map(|r| (&r.item, vec![("familia_id", familias.get(&r.familia).copied().into())]));
    reemplazar(&txn, "rol", &roles, filas).await?;
    for (tabla, antes, ahora) in [
        ("nivel", &anterior.niveles, &nuevo.niveles),
        ("regimen", &anterior.regimenes, &nuevo.regimenes),
        ("naturaleza", &anterior.naturalezas, &nuevo.naturalezas),
    ] {
        let ids = numerar(antes.iter(), ahora.iter());
        reemplazar(&txn, tabla, &ids, ahora.iter().map(|item| (item, Vec::new()))).await?;
    }
    cargar_gobierno(&txn, &anterior, nuevo).await?;
    calidad::cargar(&txn, &anterior.calidad, &nuevo.calidad).await?;
    cargar_directivos(&txn, &nuevo.directivos, &grupos).await?;
    let sectores = cargar_sectores(&txn, &archivos.sectores).await?;
    cargar_entidades(&txn, &archivos.entidades, &sectores).await?;
    subir_epoca(&txn).await?;
    txn.commit().await?;
    Ok(Cargados {
        sectores: archivos.sectores.len(),
        entidades: archivos.entidades.len(),
        familias: nuevo.familias.len(),
        roles: nuevo.roles.len(),
    })
}

async fn cargar_gobierno(db: &impl ConnectionTrait, anterior: &Catalogo, nuevo: &Catalogo) -> Result<(), StoreError> {
    let roles =
        numerar(anterior.roles_de_gobierno.iter().map(|r| &r.item), nuevo.roles_de_gobierno.iter().map(|r| &r.item));
    let filas =
        nuevo.roles_de_gobierno.iter().map(|r| (&r.item, vec![("integrantes", r.integrantes.join("|").into())]));
    reemplazar(db, "rol_de_gobierno", &roles, filas).await?;
    let ids =
        numerar(anterior.responsabilidades.iter().map(|r| &r.item), nuevo.responsabilidades.iter().map(|r| &r.item));
    let filas = nuevo
        .responsabilidades
        .iter()
        .map(|r| (&r.item, vec![("rol_de_gobierno_id", roles.get(&r.rol).copied().into())]));
    reemplazar(db, "responsabilidad", &ids, filas).await
}

/// The number of each new entry: its old one by code, or the next free.
pub(super) fn numerar<'a>(
    anteriores: impl Iterator<Item = &'a Item>,
    nuevos: impl Iterator<Item = &'a Item>,
) -> HashMap<String, i16> {
    let mut ids: HashMap<String, i16> = anteriores.map(|item| (item.codigo.clone(), item.id)).collect();
    let mut ultimo = ids.values().copied().max().unwrap_or(0);
    for item in nuevos {
        ids.entry(item.codigo.clone()).or_insert_with(|| {
            ultimo += 1;
            ultimo
        });
    }
    ids
}

/// Writes the entries of one catalogue table over what it had.
pub(super) async fn reemplazar<'a>(
    db: &impl ConnectionTrait,
    tabla: &str,
    ids: &HashMap<String, i16>,
    filas: impl Iterator<Item = (&'a Item, Vec<(&'static str, Value)>)>,
) -> Result<(), StoreError> {
    let mut inactivar = Sql::nueva(db.get_database_backend());
    inactivar.texto(&format!("UPDATE {tabla} SET activo = ")).valor(false);
    db.execute_raw(inactivar.sentencia()).await?;
    for (posicion, (item, extra)) in filas.enumerate() {
        let mut columnas: Vec<(&str, Value)> = vec![
            ("id", ids.get(&item.codigo).copied().into()),
            ("codigo", item.codigo.clone().into()),
            ("nombre", item.nombre.clone().into()),
            ("clave", clave(&item.nombre).into()),
            ("alias", item.alias.join("|").into()),
            ("orden", i16::try_from(posicion).unwrap_or(i16::MAX).into()),
            ("activo", true.into()),
        ];
        columnas.extend(extra);
        upsert(db, tabla, columnas).await?;
    }
    Ok(())
}

/// Inserts a row, or writes it over the one with the same `id`.
pub(super) async fn upsert(
    db: &impl ConnectionTrait,
    tabla: &str,
    columnas: Vec<(&str, Value)>,
) -> Result<(), StoreError> {
    let nombres: Vec<&str> = columnas.iter().map(|(nombre, _)| *nombre).collect();
    let mut sql = Sql::nueva(db.get_database_backend());
    sql.texto(&format!("INSERT INTO {tabla} ({}) VALUES (", nombres.join(", ")));
    for (i, (_, valor)) in columnas.into_iter().enumerate() {
        sql.texto(if i == 0 { "" } else { ", " }).valor(valor);
    }
    let cambios: Vec<String> = nombres.iter().skip(1).map(|nombre| format!("{nombre} = excluded.{nombre}")).collect();
    sql.texto(&format!(") ON CONFLICT (id) DO UPDATE SET {}", cambios.join(", ")));
    db.execute_raw(sql.sentencia()).await?;
    Ok(())
}

async fn cargar_directivos(
    db: &impl ConnectionTrait,
    filas: &[Directivo],
    grupos: &HashMap<String, i16>,
) -> Result<(), StoreError> {
    db.execute_unprepared("DELETE FROM directivo").await?;
    for fila in filas {
        let grupo_id = grupos.get(&fila.grupo).copied();
        let grupo_id =
            grupo_id.ok_or_else(|| StoreError::FueraDeCatalogo { catalogo: "un grupo", codigo: fila.grupo.clone() })?;
        let mut sql = Sql::nueva(db.get_database_backend());
        sql.texto("INSERT INTO directivo (clasificacion, nivel_organizacional, naturaleza, grupo_id) VALUES (");
        sql.valor(fila.clasificacion.clone()).texto(", ").valor(fila.nivel_organizacional).texto(", ");
        sql.valor(fila.naturaleza.clone()).texto(", ").valor(grupo_id).texto(")");
        db.execute_raw(sql.sentencia()).await?;
    }
    Ok(())
}

/// The catalogues as they are in the database, inactive entries included, in their order.
pub async fn leer(db: &impl ConnectionTrait) -> Result<Catalogo, StoreError> {
    let grupos = grupo::Entity::find().order_by_asc(grupo::Column::Orden).all(db).await?;
    let familias = familia::Entity::find().order_by_asc(familia::Column::Orden).all(db).await?;
    let roles = rol::Entity::find().order_by_asc(rol::Column::Orden).all(db).await?;
    let niveles = nivel::Entity::find().order_by_asc(nivel::Column::Orden).all(db).await?;
    let regimenes = regimen::Entity::find().order_by_asc(regimen::Column::Orden).all(db).await?;
    let naturalezas = naturaleza::Entity::find().order_by_asc(naturaleza::Column::Orden).all(db).await?;
    let (roles_de_gobierno, responsabilidades) = leer_gobierno(db).await?;
    let calidad = calidad::leer(db).await?;
    let codigo_de_grupo: HashMap<i16, String> = grupos.iter().map(|g| (g.id, g.codigo.clone())).collect();
    let directivos = leer_directivos(db, &codigo_de_grupo).await?;
    let codigo_de_familia: HashMap<i16, String> = familias.iter().map(|f| (f.id, f.codigo.clone())).collect();
    Ok(Catalogo {
        grupos: grupos
            .into_iter()
            .map(|g| Grupo { medido: g.medido, item: item(g.id, g.codigo, g.nombre, &g.alias) })
            .collect(),
        familias: familias
            .into_iter()
            .map(|f| Familia {
                grupo: codigo_de_grupo.get(&f.grupo_id).cloned().unwrap_or_default(),
                no_medida_en_alta_direccion: f.no_medida_en_alta_direccion,
                item: item(f.id, f.codigo, f.nombre, &f.alias),
            })
            .collect(),
        roles: roles
            .into_iter()
            .map(|r| Rol {
                familia: codigo_de_familia.get(&r.familia_id).cloned().unwrap_or_default(),
                item: item(r.id, r.codigo, r.nombre, &r.alias),
            })
            .collect(),
        niveles: niveles.into_iter().map(|n| item(n.id, n.codigo, n.nombre, &n.alias)).collect(),
        regimenes: regimenes.into_iter().map(|r| item(r.id, r.codigo, r.nombre, &r.alias)).collect(),
        naturalezas: naturalezas.into_iter().map(|n| item(n.id, n.codigo, n.nombre, &n.alias)).collect(),
        roles_de_gobierno,
        responsabilidades,
        directivos,
        calidad,
    })
}

/// Table 4-10, in the order of its key.
async fn leer_directivos(
    db: &impl ConnectionTrait,
    codigo_de_grupo: &HashMap<i16, String>,
) -> Result<Vec<Directivo>, StoreError> {
    use directivo::Column::{Clasificacion, Naturaleza, NivelOrganizacional};
    let filas = directivo::Entity::find().order_by_asc(Clasificacion).order_by_asc(NivelOrganizacional);
    let filas = filas.order_by_asc(Naturaleza).all(db).await?;
    let directivos = filas.into_iter().map(|fila| Directivo {
        clasificacion: fila.clasificacion,
        nivel_organizacional: fila.nivel_organizacional,
        naturaleza: fila.naturaleza,
        grupo: codigo_de_grupo.get(&fila.grupo_id).cloned().unwrap_or_default(),
    });
    Ok(directivos.collect())
}

/// Roles of governance and what they answer for, inactive ones included.
async fn leer_gobierno(db: &impl ConnectionTrait) -> Result<(Vec<RolDeGobierno>, Vec<Responsabilidad>), StoreError> {
    let roles = rol_de_gobierno::Entity::find().order_by_asc(rol_de_gobierno::Column::Orden).all(db).await?;
    let suyas = responsabilidad::Entity::find().order_by_asc(responsabilidad::Column::Orden).all(db).await?;
    let codigos: HashMap<i16, String> = roles.iter().map(|r| (r.id, r.codigo.clone())).collect();
    let roles = roles.into_iter().map(|r| RolDeGobierno {
        integrantes: partes(&r.integrantes),
        activo: r.activo,
        item: item(r.id, r.codigo, r.nombre, &r.alias),
    });
    let suyas = suyas.into_iter().map(|r| Responsabilidad {
        rol: codigos.get(&r.rol_de_gobierno_id).cloned().unwrap_or_default(),
        activo: r.activo,
        item: item(r.id, r.codigo, r.nombre, &r.alias),
    });
    Ok((roles.collect(), suyas.collect()))
}

/// An entry from its columns.
pub(super) fn item(id: i16, codigo: String, nombre: String, alias: &str) -> Item {
    Item { id, codigo, nombre, alias: partes(alias) }
}

/// What stands between the bars of a text.
fn partes(texto: &str) -> Vec<String> {
    texto.split('|').filter(|parte| !parte.is_empty()).map(str::to_owned).collect()
}
