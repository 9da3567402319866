//! Processes of a draft.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::entrada::{EliminarInput, Rotulo, crear, eliminar, mover, nodo};
use super::{Donde, EliminarPayload, Pedida, de_id, donde, editar, fila, version};
use crate::domain::edicion::{Clase, Nodo};
use crate::domain::modelo;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::enums::{TipoMatriz, TipoProceso};
use crate::schema::id::Tipo;
use crate::schema::proceso::Proceso;
use crate::schema::registro::entrada::poner_o_quitar;
use crate::schema::version::Version;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

/// Proceso que se agrega a un borrador.
#[derive(Debug, InputObject)]
pub struct CrearProcesoInput {
    /// Identificador del borrador.
    pub version: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Matriz a la que se agrega.
    #[graphql(default_with = "TipoMatriz::Ajustada")]
    pub matriz: TipoMatriz,
    /// Proceso del que cuelga; sin él, es un macroproceso.
    pub padre: Option<ID>,
    /// Lugar entre sus hermanos, desde 1; el último si no se dice.
    pub posicion: Option<i32>,
    /// Nivel, de 0 a 19; el siguiente al de su padre si no se dice.
    pub nivel: Option<i32>,
    /// Estratégico, misional o de soporte. Lo da el macroproceso y lo llevan los que cuelgan de él.
    pub tipo: Option<TipoProceso>,
    /// Código.
    pub codigo: Option<String>,
    /// Nombre.
    pub nombre: String,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un proceso. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarProcesoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Tipo de un macroproceso; cambia también el de los que cuelgan de él.
    pub tipo: MaybeUndefined<TipoProceso>,
    /// Código.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Proceso que se mueve, con todo lo que cuelga de él.
#[derive(Debug, InputObject)]
pub struct MoverProcesoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Proceso del que va a colgar; nulo para que sea macroproceso; si no se envía, queda bajo el que está.
    pub padre: MaybeUndefined<ID>,
    /// Lugar entre sus hermanos, desde 1; el último si no se dice.
    pub posicion: Option<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un proceso.
#[derive(SimpleObject)]
pub struct ProcesoPayload {
    /// El proceso.
    pub proceso: Proceso,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

fn respuesta(escrita: Escrita<EnMapa>) -> Result<ProcesoPayload, ApiError> {
    Ok(ProcesoPayload { proceso: Proceso(fila(&escrita)?), repetida: escrita.repetida, version: version(escrita) })
}

/// Mutations.
#[derive(Default)]
pub struct ProcesoMutation;

#[Object]
impl ProcesoMutation {
    /// Agrega un proceso a un borrador.
    async fn crear_proceso(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearProcesoInput,
    ) -> Result<ProcesoPayload, ApiError> {
        let (entidad, version) = de_id(&input.version)?;
        let en = Donde { entidad, version, matriz: Some(input.matriz.into()), id: 0 };
        let pedida = Pedida {
            operacion: "CREAR_PROCESO",
            crea: true,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let nuevo = Nodo {
                padre: input.padre.as_ref().map(|id| en.junto(&mut v, "padre", id, Tipo::Proceso)),
                tipo: input.tipo.map(modelo::TipoProceso::from),
                codigo: input.codigo,
                nombre: input.nombre,
                ..Nodo::default()
            };
            crear(v, borrador, Clase::Proceso, nuevo, (input.nivel, input.posicion))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Cambia código, nombre o tipo de un proceso de un borrador.
    async fn cambiar_proceso(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarProcesoInput,
    ) -> Result<ProcesoPayload, ApiError> {
        let en = donde(&input.id, Tipo::Proceso)?;
        let pedida = Pedida {
            operacion: "CAMBIAR_PROCESO",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let mut despues = nodo(borrador, Clase::Proceso, en.id)?;
            Rotulo { codigo: input.codigo, nombre: input.nombre }.en(&mut v, &mut despues);
            poner_o_quitar(&mut despues.tipo, input.tipo.map_value(modelo::TipoProceso::from));
            borrador.matriz.cambiar(&mut v, Clase::Proceso, despues);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Nodo(Clase::Proceso, en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Mueve un proceso de un borrador, con todo lo que cuelga de él: a otro padre, a la raíz o a otro lugar bajo el mismo.
    /// Los niveles de la rama siguen al nuevo padre, y su tipo también.
    async fn mover_proceso(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál y adónde.")] input: MoverProcesoInput,
    ) -> Result<ProcesoPayload, ApiError> {
        let en = donde(&input.id, Tipo::Proceso)?;
        let pedida = Pedida {
            operacion: "MOVER_PROCESO",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let padre = match &input.padre {
                MaybeUndefined::Undefined => nodo(borrador, Clase::Proceso, en.id)?.padre,
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(id) => Some(en.junto(&mut v, "padre", id, Tipo::Proceso)),
            };
            nodo(borrador, Clase::Proceso, en.id)?;
            mover(v, borrador, (Clase::Proceso, en.id), padre, input.posicion)
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Elimina un proceso de un borrador.
    async fn eliminar_proceso(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        let en = donde(&input.id, Tipo::Proceso)?;
        let pedida = Pedida {
            operacion: "ELIMINAR_PROCESO",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| eliminar(borrador, Clase::Proceso, en.id, input.con_descendientes);
        Ok(editar(ctx, en, pedida, trabajo).await?.into())
    }
}
