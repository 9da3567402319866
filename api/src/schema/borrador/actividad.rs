//! Activities of a draft.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::entrada::{EliminarInput, Rotulo, crear, eliminar, mover, nodo};
use super::{EliminarPayload, Pedida, donde, editar, fila, version};
use crate::domain::edicion::{Clase, Nodo};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::actividad::Actividad;
use crate::schema::id::Tipo;
use crate::schema::version::Version;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

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
        let en = donde(&input.proceso, Tipo::Proceso)?;
        let pedida = Pedida {
            operacion: "CREAR_ACTIVIDAD",
            crea: true,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            nodo(borrador, Clase::Proceso, en.id)?;
            let nueva = Nodo { padre: Some(en.id), codigo: input.codigo, nombre: input.nombre, ..Nodo::default() };
            crear(Validacion::default(), borrador, Clase::Actividad, nueva, (None, input.posicion))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Cambia código o nombre de una actividad de un borrador.
    async fn cambiar_actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarActividadInput,
    ) -> Result<ActividadPayload, ApiError> {
        let en = donde(&input.id, Tipo::Actividad)?;
        let pedida = Pedida {
            operacion: "CAMBIAR_ACTIVIDAD",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let mut despues = nodo(borrador, Clase::Actividad, en.id)?;
            Rotulo { codigo: input.codigo, nombre: input.nombre }.en(&mut v, &mut despues);
            borrador.matriz.cambiar(&mut v, Clase::Actividad, despues);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Nodo(Clase::Actividad, en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Mueve una actividad de un borrador, con todo lo que cuelga de ella: a otro proceso o a otro lugar del mismo.
    async fn mover_actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál y adónde.")] input: MoverActividadInput,
    ) -> Result<ActividadPayload, ApiError> {
        let en = donde(&input.id, Tipo::Actividad)?;
        let pedida = Pedida {
            operacion: "MOVER_ACTIVIDAD",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let actual = nodo(borrador, Clase::Actividad, en.id)?;
            let padre = input.proceso.as_ref().map(|id| en.junto(&mut v, "proceso", id, Tipo::Proceso));
            mover(v, borrador, (Clase::Actividad, en.id), padre.or(actual.padre), input.posicion)
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Elimina una actividad de un borrador.
    async fn eliminar_actividad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        let en = donde(&input.id, Tipo::Actividad)?;
        let pedida = Pedida {
            operacion: "ELIMINAR_ACTIVIDAD",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| eliminar(borrador, Clase::Actividad, en.id, input.con_descendientes);
        Ok(editar(ctx, en, pedida, trabajo).await?.into())
    }
}
