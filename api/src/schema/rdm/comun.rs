//! What the mutations of release and deployment share.

use std::collections::BTreeSet;

use async_graphql::{Context, ID, MaybeUndefined};

use crate::domain::decimal::{PICO, a_entero};
use crate::domain::entrega::datos::{LISTA, NOMBRE, TEXTO};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::reloj;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::rdm::tipos::Autorizacion;
use crate::schema::registro::datos::leer;
use crate::schema::registro::escribir::llave;
use crate::schema::scalar::{Decimal, Fecha};
use crate::store::escritura::Escritura;
use crate::store::escritura::registro::{Cabecera, Registro};
use crate::store::{self, StoreError};

/// Number of a record of the same entity, which an input points at.
pub fn del_registro(v: &mut Validacion, campo: &str, entidad: i32, id: &ID, tipo: Tipo) -> Option<i64> {
    match llave(id, tipo) {
        Ok((de, numero)) if de == entidad => Some(numero),
        _ => {
            v.falta(
                campo,
                "REFERENCIA_DESCONOCIDA",
                format!("No es el id de un registro de la entidad, de tipo {tipo:?}."),
            );
            None
        }
    }
}

/// The same, where the input may point at none.
pub fn opcional_del_registro(
    v: &mut Validacion,
    campo: &str,
    entidad: i32,
    id: Option<&ID>,
    tipo: Tipo,
) -> Option<i64> {
    id.and_then(|id| del_registro(v, campo, entidad, id, tipo))
}

/// The same, in an input that changes a record.
pub fn cambio_del_registro(
    v: &mut Validacion,
    campo: &str,
    entidad: i32,
    id: MaybeUndefined<ID>,
    tipo: Tipo,
) -> MaybeUndefined<i64> {
    id.map_value(|id| del_registro(v, campo, entidad, &id, tipo).unwrap_or_default())
}

/// Numbers of records of the same entity, as a record keeps them.
pub fn de_los_registros(v: &mut Validacion, campo: &str, entidad: i32, ids: &[ID], tipo: Tipo) -> serde_json::Value {
    v.cuantos(campo, ids.len(), LISTA);
    let numeros = ids
        .iter()
        .take(LISTA)
        .enumerate()
        .filter_map(|(i, id)| del_registro(v, &format!("{campo}.{i}"), entidad, id, tipo));
    let mut distintos: Vec<i64> = Vec::new();
    for numero in numeros {
        if !distintos.contains(&numero) {
            distintos.push(numero);
        }
    }
    serde_json::json!(distintos)
}

/// Number of an entity of the catalogue that an input names by its code.
pub async fn entidad_de(
    ctx: &Context<'_>,
    v: &mut Validacion,
    campo: &str,
    codigo: Option<&str>,
) -> Result<Option<i32>, ApiError> {
    let Some(codigo) = codigo else { return Ok(None) };
    let entidad = store::entidad::visible(ctx.lectura(), codigo).await?;
    if entidad.is_none() {
        v.falta(campo, "REFERENCIA_DESCONOCIDA", format!("El catálogo no tiene una entidad con código «{codigo}»."));
    }
    Ok(entidad.map(|entidad| entidad.id))
}

/// A fault unless the record that an input points at is there and in use. The one that it pointed at before may have been
/// archived since.
pub async fn exigir_en_uso<R: Registro>(
    escritura: &Escritura,
    v: &mut Validacion,
    campo: &str,
    antes: Option<i64>,
    id: Option<i64>,
) -> Result<(), StoreError> {
    // 0 was said already not to be one.
    let Some(id) = id.filter(|id| *id != 0 && antes != Some(*id)) else { return Ok(()) };
    let fila = escritura.buscar::<R>(id).await?;
    if fila.is_none_or(|fila| Cabecera::de::<R>(&fila).archivado_en.is_some()) {
        v.falta(campo, "REFERENCIA_DESCONOCIDA", "No existe en la entidad o está archivado.");
    }
    Ok(())
}

/// The same of a list of records, as a record keeps it.
pub async fn exigir_todos_en_uso<R: Registro>(
    escritura: &Escritura,
    v: &mut Validacion,
    campo: &str,
    antes: Option<&serde_json::Value>,
    lista: &serde_json::Value,
) -> Result<(), StoreError> {
    let anteriores: Vec<i64> = antes.and_then(leer).unwrap_or_default();
    let ids: Vec<i64> = leer(lista).unwrap_or_default();
    let nuevos: Vec<i64> = ids.iter().filter(|id| !anteriores.contains(id)).copied().collect();
    if nuevos.is_empty() {
        return Ok(());
    }
    let en_uso = escritura.de_estos::<R>("id", &nuevos).await?;
    let en_uso: BTreeSet<i64> = en_uso.iter().map(|fila| Cabecera::de::<R>(fila).id).collect();
    for (i, _) in ids.iter().enumerate().filter(|(_, id)| nuevos.contains(id) && !en_uso.contains(id)) {
        v.falta(&format!("{campo}.{i}"), "REFERENCIA_DESCONOCIDA", "No existe en la entidad o está archivado.");
    }
    Ok(())
}

/// Hours as they are kept.
pub fn horas(v: &mut Validacion, campo: &str, horas: Option<Decimal>) -> Option<i64> {
    let horas = horas?;
    match a_entero(horas.0, PICO) {
        Ok(picos) if picos >= 0 => Some(picos),
        _ => {
            v.falta(campo, "FUERA_DE_RANGO", "Las horas van de 0 a 9 000 000, con 12 decimales como máximo.");
            None
        }
    }
}

/// Faults of what the change authority said.
pub fn revisar_autorizacion(autorizacion: &Autorizacion) -> Result<(), StoreError> {
    let mut v = Validacion::default();
    v.texto("autorizacion.autoridad", &autorizacion.autoridad, NOMBRE);
    v.opcional("autorizacion.referencia", autorizacion.referencia.as_deref(), NOMBRE);
    v.opcional("autorizacion.nota", autorizacion.nota.as_deref(), TEXTO);
    Ok(v.terminar()?)
}

/// Today, in Peru.
pub fn hoy(ctx: &Context<'_>) -> Fecha {
    Fecha(reloj::fecha_en_el_peru(ctx.solicitud().escritor.ahora()))
}
