//! Sheets, their indicators and measurements: from what they say to rows and back, and what sums read.

use quipu_entities::{ficha, indicador, medicion};
use sea_orm::{DbErr, FromQueryResult};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::lista::{Clave, claves};
use super::{Lectura, StoreError};
use crate::domain::decimal::{MICRO, a_entero, de_entero};
use crate::domain::ficha::Ficha;
use crate::domain::indicador::{Frecuencia, Indicador, Medicion, Sentido, meses_de};
use crate::domain::modelo::TipoMatriz;
use crate::domain::registro::{DeLista, Visibilidad};
use crate::domain::texto::clave;

/// What a column of data holds.
pub fn datos<T: DeserializeOwned>(valor: &Value) -> Result<T, StoreError> {
    Ok(T::deserialize(valor).map_err(|error| DbErr::Json(error.to_string()))?)
}

/// A value as a column of data keeps it.
pub fn guardar<T: Serialize>(valor: &T) -> Result<Value, StoreError> {
    Ok(serde_json::to_value(valor).map_err(|error| DbErr::Json(error.to_string()))?)
}

/// A new row of a sheet, a draft. The door sets what every record begins with.
pub fn fila_nueva(matriz: TipoMatriz, ficha: &Ficha) -> Result<ficha::Model, StoreError> {
    let vacia = ficha::Model {
        entidad_id: 0,
        id: 0,
        revision: 1,
        creado_en: chrono::DateTime::UNIX_EPOCH,
        cambiado_en: chrono::DateTime::UNIX_EPOCH,
        archivado_en: None,
        visibilidad: Visibilidad::Borrador.codigo(),
        matriz: matriz.codigo(),
        codigo: String::new(),
        edicion: 1,
        nombre: String::new(),
        clave: String::new(),
        sistema: None,
        titulo: None,
        aprobada_en: None,
        responsable: None,
        objetivo: None,
        elaborado_por: Value::Null,
        revisado_por: Value::Null,
        aprobado_por: Value::Null,
        autoridad: Value::Null,
        alcance: Value::Null,
        filas: Value::Null,
        recursos: Value::Null,
        documentos: Value::Null,
        riesgos: Value::Null,
    };
    escribir(&vacia, ficha)
}

/// The row with what the sheet says.
pub fn escribir(fila: &ficha::Model, ficha: &Ficha) -> Result<ficha::Model, StoreError> {
    let Ficha {
        codigo,
        edicion,
        nombre,
        sistema,
        titulo,
        aprobada_en,
        elaborado_por,
        revisado_por,
        aprobado_por,
        responsable,
        autoridad,
        alcance,
        objetivo,
        filas,
        recursos,
        documentos,
        riesgos,
    } = ficha;
    Ok(ficha::Model {
        codigo: codigo.clone(),
        edicion: *edicion,
        nombre: nombre.clone(),
        clave: clave(nombre),
        sistema: sistema.clone(),
        titulo: titulo.clone(),
        aprobada_en: aprobada_en.clone(),
        responsable: responsable.clone(),
        objetivo: objetivo.clone(),
        elaborado_por: guardar(elaborado_por)?,
        revisado_por: guardar(revisado_por)?,
        aprobado_por: guardar(aprobado_por)?,
        autoridad: guardar(autoridad)?,
        alcance: guardar(alcance)?,
        filas: guardar(filas)?,
        recursos: guardar(recursos)?,
        documentos: guardar(documentos)?,
        riesgos: guardar(riesgos)?,
        ..fila.clone()
    })
}

/// What the row of a sheet says.
pub fn leer(fila: &ficha::Model) -> Result<Ficha, StoreError> {
    Ok(Ficha {
        codigo: fila.codigo.clone(),
        edicion: fila.edicion,
        nombre: fila.nombre.clone(),
        sistema: fila.sistema.clone(),
        titulo: fila.titulo.clone(),
        aprobada_en: fila.aprobada_en.clone(),
        elaborado_por: datos(&fila.elaborado_por)?,
        revisado_por: datos(&fila.revisado_por)?,
        aprobado_por: datos(&fila.aprobado_por)?,
        responsable: fila.responsable.clone(),
        autoridad: datos(&fila.autoridad)?,
        alcance: datos(&fila.alcance)?,
        objetivo: fila.objetivo.clone(),
        filas: datos(&fila.filas)?,
        recursos: datos(&fila.recursos)?,
        documentos: datos(&fila.documentos)?,
        riesgos: datos(&fila.riesgos)?,
    })
}

/// A new row of an indicator of a sheet, seen with it.
pub fn indicador_nuevo(ficha: &ficha::Model, orden: i32, dice: &Indicador) -> Result<indicador::Model, StoreError> {
    let vacio = indicador::Model {
        entidad_id: ficha.entidad_id,
        id: 0,
        revision: 1,
        creado_en: ficha.creado_en,
        cambiado_en: ficha.creado_en,
        archivado_en: None,
        visibilidad: ficha.visibilidad,
        ficha_id: ficha.id,
        orden,
        nombre: String::new(),
        clave: String::new(),
        numerador: String::new(),
        denominador: String::new(),
        unidad: None,
        por: 1,
        sentido: None,
        frecuencia: dice.frecuencia.codigo(),
        responsable: None,
        fuente: None,
        linea_base_micro: None,
        metas: Value::Null,
    };
    escribir_indicador(&vacio, dice)
}

/// The row with what the indicator says.
pub fn escribir_indicador(fila: &indicador::Model, dice: &Indicador) -> Result<indicador::Model, StoreError> {
    let Indicador {
        nombre,
        numerador,
        denominador,
        unidad,
        por,
        sentido,
        frecuencia,
        responsable,
        fuente,
        linea_base,
        metas,
    } = dice;
    Ok(indicador::Model {
        nombre: nombre.clone(),
        clave: clave(nombre),
        numerador: numerador.clone(),
        denominador: denominador.clone(),
        unidad: unidad.clone(),
        por: *por,
        sentido: sentido.map(Sentido::codigo),
        frecuencia: frecuencia.codigo(),
        responsable: responsable.clone(),
        fuente: fuente.clone(),
        linea_base_micro: linea_base.map(|valor| a_entero(valor, MICRO)).transpose()?,
        metas: guardar(metas)?,
        ..fila.clone()
    })
}

/// What the row of an indicator says.
pub fn leer_indicador(fila: &indicador::Model) -> Result<Indicador, StoreError> {
    Ok(Indicador {
        nombre: fila.nombre.clone(),
        numerador: fila.numerador.clone(),
        denominador: fila.denominador.clone(),
        unidad: fila.unidad.clone(),
        por: fila.por,
        sentido: fila.sentido.and_then(Sentido::de_codigo),
        frecuencia: Frecuencia::de_codigo(fila.frecuencia).unwrap_or(Frecuencia::PorProyecto),
        responsable: fila.responsable.clone(),
        fuente: fila.fuente.clone(),
        linea_base: fila.linea_base_micro.map(|micro| de_entero(micro, MICRO)),
        metas: datos(&fila.metas)?,
    })
}

/// A new row of a measurement of an indicator, seen with it.
pub fn medicion_nueva(indicador: &indicador::Model, dice: &Medicion) -> Result<medicion::Model, StoreError> {
    let frecuencia = Frecuencia::de_codigo(indicador.frecuencia).unwrap_or(Frecuencia::PorProyecto);
    let meses = meses_de(frecuencia, &dice.periodo);
    Ok(medicion::Model {
        entidad_id: indicador.entidad_id,
        id: 0,
        revision: 1,
        creado_en: indicador.creado_en,
        cambiado_en: indicador.creado_en,
        archivado_en: None,
        visibilidad: indicador.visibilidad,
        ficha_id: indicador.ficha_id,
        indicador_id: indicador.id,
        periodo: dice.periodo.clone(),
        desde_mes: meses.map(|meses| meses.desde),
        hasta_mes: meses.map(|meses| meses.hasta),
        numerador_micro: a_entero(dice.numerador, MICRO)?,
        denominador_micro: a_entero(dice.denominador, MICRO)?,
        nota: dice.nota.clone(),
    })
}

/// All measurements in use of these indicators, with the place of the indicator among them.
pub async fn mediciones(lectura: &Lectura, indicadores: &[Clave]) -> Result<Vec<(usize, medicion::Model)>, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT t.*, p.k FROM ");
    claves(&mut sql, indicadores);
    sql.texto(" JOIN medicion t ON t.entidad_id = p.e AND t.indicador_id = p.id WHERE t.archivado_en IS NULL");
    lectura.scope().registros(&mut sql, "t");
    sql.texto(" ORDER BY p.k, t.desde_mes, t.id LIMIT ").valor(lectura.tope());
    let filas = lectura.filas(sql).await?;
    let pares = filas.iter().map(|fila| {
        let k: i64 = fila.try_get("", "k")?;
        Ok((usize::try_from(k - 1).unwrap_or(0), medicion::Model::from_query_result(fila, "")?))
    });
    pares.collect()
}
