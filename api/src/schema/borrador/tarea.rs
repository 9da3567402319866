//! Tasks of a draft.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::entrada::EliminarInput;
use super::paso::{Paso, Senal};
use super::{EliminarPayload, fila, version};
use crate::domain::edicion::Clase;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::tarea::Tarea;
use crate::schema::version::Version;
use crate::store::escritura::{EnMapa, Escrita};

/// Tarea que se agrega a un borrador.
#[derive(Debug, InputObject)]
pub struct CrearTareaInput {
    /// Actividad de la que cuelga.
    pub actividad: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Lugar entre sus hermanas, desde 1; la última si no se dice.
    pub posicion: Option<i32>,
    /// Código.
    pub codigo: Option<String>,
    /// Nombre.
    pub nombre: String,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una tarea. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarTareaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Código.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Tarea que se mueve, con todo lo que cuelga de ella.
#[derive(Debug, InputObject)]
pub struct MoverTareaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Actividad de la que va a colgar; si no se envía, queda donde está.
    pub actividad: Option<ID>,
    /// Lugar entre sus hermanas, desde 1; la última si no se dice.
    pub posicion: Option<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una tarea.
#[derive(SimpleObject)]
pub struct TareaPayload {
    /// La tarea.
    pub tarea: Tarea,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

fn respuesta(escrita: Escrita<EnMapa>) -> Result<TareaPayload, ApiError> {
    Ok(TareaPayload { tarea: Tarea(fila(&escrita)?), repetida: escrita.repetida, version: version(escrita) })
}

const PASO: Paso =
    Paso { clase: Clase::Tarea, tipo: Tipo::Tarea, de: (Clase::Actividad, Tipo::Actividad, "actividad") };

/// Mutations.
#[derive(Default)]
pub struct TareaMutation;

#[Object]
impl TareaMutation {
    /// Agrega una tarea a una actividad de un borrador.
    async fn crear_tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearTareaInput,
    ) -> Result<TareaPayload, ApiError> {
        let senal = Senal { operacion: "CREAR_TAREA", revision: input.revision, clave: input.clave_idempotencia };
        let (lugar, rotulo) = ((&input.actividad, input.posicion), (input.codigo, input.nombre));
        respuesta(PASO.crear(ctx, senal, lugar, rotulo).await?)
    }

    /// Cambia código o nombre de una tarea de un borrador.
    async fn cambiar_tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarTareaInput,
    ) -> Result<TareaPayload, ApiError> {
        let senal = Senal { operacion: "CAMBIAR_TAREA", revision: input.revision, clave: input.clave_idempotencia };
        respuesta(PASO.cambiar(ctx, senal, &input.id, (input.codigo, input.nombre)).await?)
    }

    /// Mueve una tarea de un borrador, con todo lo que cuelga de ella: a otra actividad o a otro lugar de la misma.
    async fn mover_tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál y adónde.")] input: MoverTareaInput,
    ) -> Result<TareaPayload, ApiError> {
        let senal = Senal { operacion: "MOVER_TAREA", revision: input.revision, clave: input.clave_idempotencia };
        respuesta(PASO.mover(ctx, senal, &input.id, (input.actividad.as_ref(), input.posicion)).await?)
    }

    /// Elimina una tarea de un borrador.
    async fn eliminar_tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        Ok(PASO.eliminar(ctx, "ELIMINAR_TAREA", input).await?.into())
    }
}
