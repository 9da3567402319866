//! Executions of a draft: who does what, how often, how long.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::datos::DatosDeEjecucionInput;
use super::entrada::EliminarInput;
use super::{EliminarPayload, Pedida, donde, editar, fila, version};
use crate::domain::edicion::{Clase, Fila};
use crate::domain::modelo;
use crate::domain::registro::{Falta, Faltas, Validacion};
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::ejecucion::Ejecucion;
use crate::schema::id::Tipo;
use crate::schema::version::Version;
use crate::store::StoreError;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

/// Ejecución que se agrega a una tarea, o a una actividad sin tareas.
#[derive(Debug, InputObject)]
pub struct CrearEjecucionInput {
    /// Tarea que se ejecuta.
    pub tarea: Option<ID>,
    /// Actividad que se ejecuta, si no tiene tareas. Se da ella o la tarea.
    pub actividad: Option<ID>,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Lugar entre las de la misma tarea o actividad, desde 1; la última si no se dice.
    pub posicion: Option<i32>,
    /// Quién, dónde, cada cuánto, cuánto demora.
    #[graphql(flatten)]
    pub datos: DatosDeEjecucionInput,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una ejecución. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarEjecucionInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Quién, dónde, cada cuánto, cuánto demora.
    #[graphql(flatten)]
    pub datos: DatosDeEjecucionInput,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Ejecución que se mueve a otra tarea o actividad, o a otro lugar de la suya.
#[derive(Debug, InputObject)]
pub struct MoverEjecucionInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Tarea a la que pasa.
    pub tarea: Option<ID>,
    /// Actividad a la que pasa, si no tiene tareas. Sin tarea ni actividad queda en la suya.
    pub actividad: Option<ID>,
    /// Lugar entre las de la misma tarea o actividad, desde 1; la última si no se dice.
    pub posicion: Option<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una ejecución.
#[derive(SimpleObject)]
pub struct EjecucionPayload {
    /// La ejecución.
    pub ejecucion: Ejecucion,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

fn respuesta(escrita: Escrita<EnMapa>) -> Result<EjecucionPayload, ApiError> {
    Ok(EjecucionPayload {
        ejecucion: Ejecucion(fila(&escrita)?),
        repetida: escrita.repetida,
        version: version(escrita),
    })
}

/// Activity and task that an execution is of.
type Lugar = (i64, Option<i64>);

/// The task, or the activity, of that id.
fn lugar(borrador: &Borrador, tarea: Option<i64>, actividad: i64) -> Result<Lugar, StoreError> {
    let Some(tarea) = tarea else {
        super::entrada::nodo(borrador, Clase::Actividad, actividad)?;
        return Ok((actividad, None));
    };
    let nodo = super::entrada::nodo(borrador, Clase::Tarea, tarea)?;
    Ok((nodo.padre.unwrap_or_default(), Some(tarea)))
}

fn existente(borrador: &Borrador, id: i64) -> Result<Fila, StoreError> {
    borrador.matriz.ejecucion(id).cloned().ok_or(StoreError::RegistroInexistente)
}

fn una_de_dos() -> ApiError {
    let mensaje = "Se da la tarea o la actividad, una de las dos.".to_owned();
    Faltas(vec![Falta { codigo: "INCOHERENTE", campo: "input.tarea".to_owned(), mensaje }]).into()
}

/// Mutations.
#[derive(Default)]
pub struct EjecucionMutation;

#[Object]
impl EjecucionMutation {
    /// Agrega una ejecución a una tarea o a una actividad de un borrador. Sus reglas son las del libro: lo que allí es un
    /// hallazgo lo es aquí; lo que allí no se puede usar, aquí se rechaza.
    async fn crear_ejecucion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearEjecucionInput,
    ) -> Result<EjecucionPayload, ApiError> {
        let (en, de_tarea) = match (&input.tarea, &input.actividad) {
            (Some(tarea), None) => (donde(tarea, Tipo::Tarea)?, true),
            (None, Some(actividad)) => (donde(actividad, Tipo::Actividad)?, false),
            _ => return Err(una_de_dos()),
        };
        let pedida = Pedida {
            operacion: "CREAR_EJECUCION",
            crea: true,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let (actividad, tarea) = lugar(borrador, de_tarea.then_some(en.id), en.id)?;
            let nueva = Fila { id: borrador.nuevo_id, actividad, tarea, dato: modelo::Ejecucion::default() };
            let mut v = Validacion::default();
            let (nueva, hecha) = input.datos.aplicar(&mut v, borrador, en, &nueva, catalogo);
            borrador.matriz.crear_ejecucion(&mut v, nueva, input.posicion);
            v.terminar()?;
            Ok(hecha)
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Cambia una ejecución de un borrador, con las reglas de `crearEjecucion`.
    async fn cambiar_ejecucion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarEjecucionInput,
    ) -> Result<EjecucionPayload, ApiError> {
        let en = donde(&input.id, Tipo::Ejecucion)?;
        let pedida = Pedida {
            operacion: "CAMBIAR_EJECUCION",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let antes = existente(borrador, en.id)?;
            let mut v = Validacion::default();
            let (despues, hecha) = input.datos.aplicar(&mut v, borrador, en, &antes, catalogo);
            v.terminar()?;
            borrador.matriz.cambiar_ejecucion(despues);
            Ok(hecha)
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Mueve una ejecución de un borrador a otra tarea o actividad, o a otro lugar entre las de la suya. Cada puesto presente
    /// cuenta en el primer puesto propuesto que lo nombra, en el orden de las filas.
    async fn mover_ejecucion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál y adónde.")] input: MoverEjecucionInput,
    ) -> Result<EjecucionPayload, ApiError> {
        let en = donde(&input.id, Tipo::Ejecucion)?;
        if input.tarea.is_some() && input.actividad.is_some() {
            return Err(una_de_dos());
        }
        let pedida = Pedida {
            operacion: "MOVER_EJECUCION",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let antes = existente(borrador, en.id)?;
            let mut v = Validacion::default();
            let tarea = input.tarea.as_ref().map(|id| en.junto(&mut v, "tarea", id, Tipo::Tarea));
            let actividad = input.actividad.as_ref().map(|id| en.junto(&mut v, "actividad", id, Tipo::Actividad));
            let (actividad, tarea) = match (tarea, actividad) {
                (None, None) => (antes.actividad, antes.tarea),
                (Some(tarea), _) => {
                    let nodo = borrador.matriz.nodo(Clase::Tarea, tarea);
                    (nodo.and_then(|nodo| nodo.padre).unwrap_or_default(), Some(tarea))
                }
                (None, Some(actividad)) => (actividad, None),
            };
            borrador.matriz.mover_ejecucion(&mut v, Fila { actividad, tarea, ..antes }, input.posicion);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Ejecucion(en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Elimina una ejecución de un borrador.
    async fn eliminar_ejecucion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        let en = donde(&input.id, Tipo::Ejecucion)?;
        let pedida = Pedida {
            operacion: "ELIMINAR_EJECUCION",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let fila = existente(borrador, en.id)?.dato.fila;
            borrador.matriz.eliminar_ejecucion(en.id);
            let hecha = Hecha::a(Objeto::Ejecucion(en.id)).que_da(fila, true, true);
            Ok(Hecha { eliminadas: 1, ..hecha })
        };
        Ok(editar(ctx, en, pedida, trabajo).await?.into())
    }
}
