//! Tasks of a draft.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::entrada::{EliminarInput, Rotulo, crear, eliminar, mover, nodo};
use super::{EliminarPayload, Pedida, donde, editar, fila, version};
use crate::domain::edicion::{Clase, Nodo};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::tarea::Tarea;
use crate::schema::version::Version;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

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
        let en = donde(&input.actividad, Tipo::Actividad)?;
        let pedida = Pedida {
            operacion: "CREAR_TAREA",
            crea: true,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            nodo(borrador, Clase::Actividad, en.id)?;
            let nueva = Nodo { padre: Some(en.id), codigo: input.codigo, nombre: input.nombre, ..Nodo::default() };
            crear(Validacion::default(), borrador, Clase::Tarea, nueva, (None, input.posicion))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Cambia código o nombre de una tarea de un borrador.
    async fn cambiar_tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarTareaInput,
    ) -> Result<TareaPayload, ApiError> {
        let en = donde(&input.id, Tipo::Tarea)?;
        let pedida = Pedida {
            operacion: "CAMBIAR_TAREA",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let mut despues = nodo(borrador, Clase::Tarea, en.id)?;
            Rotulo { codigo: input.codigo, nombre: input.nombre }.en(&mut v, &mut despues);
            borrador.matriz.cambiar(&mut v, Clase::Tarea, despues);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Nodo(Clase::Tarea, en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Mueve una tarea de un borrador, con todo lo que cuelga de ella: a otra actividad o a otro lugar de la misma.
    async fn mover_tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál y adónde.")] input: MoverTareaInput,
    ) -> Result<TareaPayload, ApiError> {
        let en = donde(&input.id, Tipo::Tarea)?;
        let pedida = Pedida {
            operacion: "MOVER_TAREA",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let actual = nodo(borrador, Clase::Tarea, en.id)?;
            let padre = input.actividad.as_ref().map(|id| en.junto(&mut v, "actividad", id, Tipo::Actividad));
            mover(v, borrador, (Clase::Tarea, en.id), padre.or(actual.padre), input.posicion)
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Elimina una tarea de un borrador.
    async fn eliminar_tarea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        let en = donde(&input.id, Tipo::Tarea)?;
        let pedida = Pedida {
            operacion: "ELIMINAR_TAREA",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| eliminar(borrador, Clase::Tarea, en.id, input.con_descendientes);
        Ok(editar(ctx, en, pedida, trabajo).await?.into())
    }
}
