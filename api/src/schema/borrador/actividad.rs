//! Activities of a draft.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::entrada::EliminarInput;
use super::paso::{Paso, Senal};
use super::{EliminarPayload, fila, version};
use crate::domain::edicion::Clase;
use crate::error::ApiError;
use crate::schema::actividad::Actividad;
use crate::schema::id::Tipo;
use crate::schema::version::Version;
use crate::store::escritura::{EnMapa, Escrita};

/// Actividad que se agrega a un borrador.
#[derive(Debug, InputObject)]
pub struct CrearActividadInput {
    /// Proceso de el que cuelga.
    pub proceso: ID,
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

/// Cambios de una actividad. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarActividadInput {
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

/// Actividad que se mueve, con todo lo que cuelga de ella.
#[derive(Debug, InputObject)]
pub struct MoverActividadInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Proceso de el que va a colgar; si no se envía, queda donde está.
    pub proceso: Option<ID>,
    /// Lugar entre sus hermanas, desde 1; la última si no se dice.
    pub posicion: Option<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una actividad.
#[derive(SimpleObject)]
pub struct ActividadPayload {
    /// La actividad.
    pub actividad: Actividad,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

fn respuesta(escrita: Escrita<EnMapa>) -> Result<ActividadPayload, ApiError> {
    Ok(ActividadPayload {
        actividad: Actividad(fila(&escrita)?),
        repetida: escrita.repetida,
        version: version(escrita),
    })
}

const PASO: Paso =
    Paso { clase: Clase::Actividad, tipo: Tipo::Actividad, de: (Clase::Proceso, Tipo::Proceso, "proceso") };

/// Mutations.
#[derive(Default)]
pub struct ActividadMutation;

#[Object]
impl ActividadMutation {
    /// Agrega una actividad a un proceso de un borrador.
    async fn crear_actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearActividadInput,
    ) -> Result<ActividadPayload, ApiError> {
        let senal = Senal { operacion: "CREAR_ACTIVIDAD", revision: input.revision, clave: input.clave_idempotencia };
        let (lugar, rotulo) = ((&input.proceso, input.posicion), (input.codigo, input.nombre));
        respuesta(PASO.crear(ctx, senal, lugar, rotulo).await?)
    }

    /// Cambia código o nombre de una actividad de un borrador.
    async fn cambiar_actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarActividadInput,
    ) -> Result<ActividadPayload, ApiError> {
        let senal = Senal { operacion: "CAMBIAR_ACTIVIDAD", revision: input.revision, clave: input.clave_idempotencia };
        respuesta(PASO.cambiar(ctx, senal, &input.id, (input.codigo, input.nombre)).await?)
    }

    /// Mueve una actividad de un borrador, con todo lo que cuelga de ella: a otro proceso o a otro lugar del mismo.
    async fn mover_actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál y adónde.")] input: MoverActividadInput,
    ) -> Result<ActividadPayload, ApiError> {
        let senal = Senal { operacion: "MOVER_ACTIVIDAD", revision: input.revision, clave: input.clave_idempotencia };
        respuesta(PASO.mover(ctx, senal, &input.id, (input.proceso.as_ref(), input.posicion)).await?)
    }

    /// Elimina una actividad de un borrador.
    async fn eliminar_actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        Ok(PASO.eliminar(ctx, "ELIMINAR_ACTIVIDAD", input).await?.into())
    }
}
