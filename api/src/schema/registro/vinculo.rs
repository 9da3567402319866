//! `Vinculo`: what a record says of the process map, and the node that its code has today.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, SimpleObject};
use quipu_entities::{actividad, proceso, tarea};
use sea_orm::EntityTrait;

use crate::domain::modelo;
use crate::domain::registro::{self as domain, Validacion};
use crate::error::ApiError;
use crate::schema::actividad::Actividad;
use crate::schema::context::ContextExt;
use crate::schema::enums::TipoMatriz;
use crate::schema::lote::Fila;
use crate::schema::proceso::Proceso;
use crate::schema::tarea::Tarea;
use crate::store::Lectura;
use crate::store::escritura::registro::{Cabecera, Registro};
use crate::store::vinculo_mapa::{Codificada, DeEntidad, desconocidos, nodos};

/// Nivel del mapa de procesos al que apunta un vínculo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::NivelVinculo")]
pub enum NivelVinculo {
    /// Un proceso de cualquier nivel.
    Proceso,
    /// Una actividad.
    Actividad,
    /// Una tarea.
    Tarea,
}

/// Vínculo con el mapa de procesos, por código oficial: sigue valiendo cuando se publica otra versión del mapa.
#[derive(Debug, Clone, InputObject)]
pub struct VinculoInput {
    /// Matriz; la ajustada si no se dice.
    #[graphql(default_with = "TipoMatriz::Ajustada")]
    pub matriz: TipoMatriz,
    /// A qué apunta; a un proceso si no se dice.
    #[graphql(default_with = "NivelVinculo::Proceso")]
    pub nivel: NivelVinculo,
    /// Código oficial, tal como está en el mapa.
    pub codigo: String,
}

/// Most links of a record.
const VINCULOS_MAXIMOS: usize = 100;

/// Links as a record keeps them; faults for those that the map does not have.
pub async fn guardables(
    ctx: &Context<'_>,
    v: &mut Validacion,
    entidad: i32,
    campo: &str,
    vinculos: Vec<VinculoInput>,
) -> Result<serde_json::Value, ApiError> {
    v.cuantos(campo, vinculos.len(), VINCULOS_MAXIMOS);
    let vinculos: Vec<domain::Vinculo> = vinculos
        .into_iter()
        .map(|vinculo| domain::Vinculo::nuevo(vinculo.matriz.into(), vinculo.nivel.into(), vinculo.codigo))
        .collect();
    if vinculos.len() <= VINCULOS_MAXIMOS {
        for i in desconocidos(ctx.lectura(), entidad, &vinculos).await? {
            let mensaje = "El mapa de procesos de la entidad no tiene ese código en esa matriz y nivel.";
            v.falta(&format!("{campo}.{i}.codigo"), "VINCULO_DESCONOCIDO", mensaje);
        }
    }
    Ok(domain::Vinculo::guardar(vinculos))
}

/// The same in an input that changes a record: those that it has, where nothing was said.
pub async fn cambiados(
    ctx: &Context<'_>,
    v: &mut Validacion,
    entidad: i32,
    vinculos: Option<Vec<VinculoInput>>,
) -> Result<Option<serde_json::Value>, ApiError> {
    match vinculos {
        Some(vinculos) => guardables(ctx, v, entidad, "vinculos", vinculos).await.map(Some),
        None => Ok(None),
    }
}

/// Vínculo de un registro con el mapa de procesos, por código oficial.
#[derive(Clone, SimpleObject)]
pub struct Vinculo {
    /// Matriz.
    matriz: Option<TipoMatriz>,
    /// A qué apunta.
    nivel: Option<NivelVinculo>,
    /// Código oficial.
    codigo: String,
    /// El proceso de ese código en la última versión publicada; nulo si ya no está o si apunta a otro nivel.
    proceso: Option<Proceso>,
    /// La actividad de ese código en la última versión publicada; nula si ya no está o si apunta a otro nivel.
    actividad: Option<Actividad>,
    /// La tarea de ese código en la última versión publicada; nula si ya no está o si apunta a otro nivel.
    tarea: Option<Tarea>,
}

type Nodos<E> = HashMap<DeEntidad, Fila<<E as EntityTrait>::Model>>;

struct Resueltos {
    procesos: Nodos<proceso::Entity>,
    actividades: Nodos<actividad::Entity>,
    tareas: Nodos<tarea::Entity>,
}

/// The links of a record, with their nodes read for its whole lot.
pub async fn vinculos<R: Registro>(ctx: &Context<'_>, fila: &Fila<R::Model>) -> Result<Vec<Vinculo>, ApiError> {
    let leer = Box::pin(async {
        let todos: Vec<DeEntidad> = fila.lote.filas.iter().flat_map(de_la_fila::<R>).collect();
        Ok(Resueltos {
            procesos: resolver::<proceso::Entity>(ctx.lectura(), &todos, domain::NivelVinculo::Proceso).await?,
            actividades: resolver::<actividad::Entity>(ctx.lectura(), &todos, domain::NivelVinculo::Actividad).await?,
            tareas: resolver::<tarea::Entity>(ctx.lectura(), &todos, domain::NivelVinculo::Tarea).await?,
        })
    });
    let resueltos: Arc<Resueltos> = fila.lote.recordar(ctx, "vinculos", leer).await?;
    let suyos = de_la_fila::<R>(fila);
    ctx.lectura().mostrar(suyos.len())?;
    let vinculos = suyos.into_iter().map(|suyo| Vinculo {
        matriz: modelo::TipoMatriz::de_codigo(suyo.1.matriz).map(TipoMatriz::from),
        nivel: domain::NivelVinculo::de_codigo(suyo.1.nivel).map(NivelVinculo::from),
        codigo: suyo.1.codigo.clone(),
        proceso: resueltos.procesos.get(&suyo).cloned().map(Proceso),
        actividad: resueltos.actividades.get(&suyo).cloned().map(Actividad),
        tarea: resueltos.tareas.get(&suyo).cloned().map(Tarea),
    });
    Ok(vinculos.collect())
}

fn de_la_fila<R: Registro>(fila: &R::Model) -> Vec<DeEntidad> {
    let entidad = Cabecera::de::<R>(fila).entidad_id;
    let vinculos = R::vinculos(fila).map(domain::Vinculo::leer).unwrap_or_default();
    vinculos.into_iter().map(|vinculo| (entidad, vinculo)).collect()
}

async fn resolver<E: Codificada>(
    lectura: &Lectura,
    todos: &[DeEntidad],
    nivel: domain::NivelVinculo,
) -> Result<Nodos<E>, ApiError> {
    let mut suyos: Vec<DeEntidad> = todos.iter().filter(|(_, v)| v.nivel == nivel.codigo()).cloned().collect();
    suyos.sort_unstable();
    suyos.dedup();
    if suyos.is_empty() {
        return Ok(HashMap::new());
    }
    let (claves, filas): (Vec<DeEntidad>, Vec<E::Model>) = nodos::<E>(lectura, &suyos).await?.into_iter().unzip();
    let lote = crate::schema::lote::Lote::nuevo(filas);
    let filas = (0..claves.len()).map(|i| Fila { lote: Arc::clone(&lote), i });
    Ok(claves.into_iter().zip(filas).collect())
}
