//! The open lists of the quality of services in the database.

use quipu_entities::{canal_atencion, componente_calidad, conductor_calidad, escala_calidad};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::domain::calidad::catalogo::{Entrada, Escala, Listas};
use crate::store::StoreError;
use crate::store::catalogo::{item, numerar, reemplazar};

/// Writes the lists over those that were there.
pub async fn cargar(db: &impl ConnectionTrait, anterior: &Listas, nuevo: &Listas) -> Result<(), StoreError> {
    for (tabla, antes, ahora) in [
        ("componente_calidad", &anterior.componentes, &nuevo.componentes),
        ("conductor_calidad", &anterior.conductores, &nuevo.conductores),
        ("canal_atencion", &anterior.canales, &nuevo.canales),
    ] {
        let ids = numerar(antes.iter().map(|e| &e.item), ahora.iter().map(|e| &e.item));
        reemplazar(db, tabla, &ids, ahora.iter().map(|e| (&e.item, Vec::new()))).await?;
    }
    let ids = numerar(anterior.escalas.iter().map(|e| &e.item), nuevo.escalas.iter().map(|e| &e.item));
    let extremos = |e: &Escala| vec![("minimo", e.minimo.into()), ("maximo", e.maximo.into())];
    reemplazar(db, "escala_calidad", &ids, nuevo.escalas.iter().map(|e| (&e.item, extremos(e)))).await
}

/// The lists, entries that are no longer in force included.
pub async fn leer(db: &impl ConnectionTrait) -> Result<Listas, StoreError> {
    let componentes =
        componente_calidad::Entity::find().order_by_asc(componente_calidad::Column::Orden).all(db).await?;
    let conductores = conductor_calidad::Entity::find().order_by_asc(conductor_calidad::Column::Orden).all(db).await?;
    let canales = canal_atencion::Entity::find().order_by_asc(canal_atencion::Column::Orden).all(db).await?;
    let escalas = escala_calidad::Entity::find().order_by_asc(escala_calidad::Column::Orden).all(db).await?;
    let entrada =
        |id, codigo, nombre, alias: String, activo| Entrada { item: item(id, codigo, nombre, &alias), activo };
    let componentes = componentes.into_iter().map(|c| entrada(c.id, c.codigo, c.nombre, c.alias, c.activo));
    let conductores = conductores.into_iter().map(|c| entrada(c.id, c.codigo, c.nombre, c.alias, c.activo));
    let canales = canales.into_iter().map(|c| entrada(c.id, c.codigo, c.nombre, c.alias, c.activo));
    let escalas = escalas.into_iter().map(|e| Escala {
        minimo: e.minimo,
        maximo: e.maximo,
        activo: e.activo,
        item: item(e.id, e.codigo, e.nombre, &e.alias),
    });
    Ok(Listas {
        componentes: componentes.collect(),
        conductores: conductores.collect(),
        canales: canales.collect(),
        escalas: escalas.collect(),
    })
}
