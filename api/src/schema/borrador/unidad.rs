//! Units of a draft.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::entrada::EliminarInput;
use super::{Donde, EliminarPayload, Pedida, de_id, donde, editar, fila, version};
use crate::domain::modelo;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::registro::entrada::{poner, poner_o_quitar};
use crate::schema::unidad::Unidad;
use crate::schema::version::Version;
use crate::store::StoreError;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

/// Unidad que se agrega a un borrador.
#[derive(Debug, InputObject)]
pub struct CrearUnidadInput {
    /// Identificador del borrador.
    pub version: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Unidad de la que cuelga; sin ella, es un órgano.
    pub padre: Option<ID>,
    /// Lugar entre sus hermanas, desde 1; la última si no se dice.
    pub posicion: Option<i32>,
    /// Nombre.
    pub nombre: String,
    /// Sigla.
    pub sigla: Option<String>,
    /// Naturaleza: código o nombre del catálogo.
    pub naturaleza: Option<String>,
    /// Nivel organizacional, de 1 a 9: 1 alta dirección, 2 órgano, 3 unidad.
    pub nivel_organizacional: Option<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una unidad. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarUnidadInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Sigla.
    pub sigla: MaybeUndefined<String>,
    /// Naturaleza: código o nombre del catálogo.
    pub naturaleza: MaybeUndefined<String>,
    /// Nivel organizacional, de 1 a 9: 1 alta dirección, 2 órgano, 3 unidad.
    pub nivel_organizacional: MaybeUndefined<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Unidad que se mueve, con todas las que cuelgan de ella.
#[derive(Debug, InputObject)]
pub struct MoverUnidadInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Unidad de la que va a colgar; nula para que sea un órgano; si no se envía, queda donde está.
    pub padre: MaybeUndefined<ID>,
    /// Lugar entre sus hermanas, desde 1; la última si no se dice.
    pub posicion: Option<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una unidad.
#[derive(SimpleObject)]
pub struct UnidadPayload {
    /// La unidad.
    pub unidad: Unidad,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

fn respuesta(escrita: Escrita<EnMapa>) -> Result<UnidadPayload, ApiError> {
    Ok(UnidadPayload { unidad: Unidad(fila(&escrita)?), repetida: escrita.repetida, version: version(escrita) })
}

/// A level; one beyond all range is left to be refused as such.
pub(super) fn nivel(dicho: i32) -> i16 {
    i16::try_from(dicho).unwrap_or(i16::MAX)
}

/// Position of the unit of that id. What is not there does not exist.
fn existente(borrador: &Borrador, id: i64) -> Result<usize, StoreError> {
    borrador.organizacion.unidad(id).ok_or(StoreError::RegistroInexistente)
}

/// Mutations.
#[derive(Default)]
pub struct UnidadMutation;

#[Object]
impl UnidadMutation {
    /// Agrega un órgano o una unidad a un borrador.
    async fn crear_unidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearUnidadInput,
    ) -> Result<UnidadPayload, ApiError> {
        let (entidad, version) = de_id(&input.version)?;
        let en = Donde { entidad, version, matriz: None, id: 0 };
        let pedida = Pedida {
            operacion: "CREAR_UNIDAD",
            crea: true,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let id = borrador.nuevo_id;
            let padre = input.padre.as_ref().map(|id| en.junto(&mut v, "padre", id, Tipo::Unidad));
            let nueva = modelo::Unidad {
                padre: None,
                sigla: input.sigla,
                nombre: input.nombre,
                naturaleza: input.naturaleza,
                nivel_organizacional: input.nivel_organizacional.map(nivel),
            };
            borrador.organizacion.crear_unidad(&mut v, (id, padre), nueva, input.posicion, catalogo);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Unidad(id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Cambia una unidad de un borrador. La naturaleza y el nivel dicen a qué órgano pertenece lo que hay en ella y si se mide.
    async fn cambiar_unidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarUnidadInput,
    ) -> Result<UnidadPayload, ApiError> {
        let en = donde(&input.id, Tipo::Unidad)?;
        let pedida = Pedida {
            operacion: "CAMBIAR_UNIDAD",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let i = existente(borrador, en.id)?;
            let mut despues = borrador.organizacion.mapa.unidades[i].clone();
            poner(&mut v, "nombre", &mut despues.nombre, input.nombre);
            poner_o_quitar(&mut despues.sigla, input.sigla);
            poner_o_quitar(&mut despues.naturaleza, input.naturaleza);
            poner_o_quitar(&mut despues.nivel_organizacional, input.nivel_organizacional.map_value(nivel));
            borrador.organizacion.cambiar_unidad(&mut v, i, despues, catalogo);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Unidad(en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Mueve una unidad de un borrador, con todas las que cuelgan de ella: debajo de otra, a la raíz o a otro lugar entre sus
    /// hermanas.
    async fn mover_unidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál y adónde.")] input: MoverUnidadInput,
    ) -> Result<UnidadPayload, ApiError> {
        let en = donde(&input.id, Tipo::Unidad)?;
        let pedida = Pedida {
            operacion: "MOVER_UNIDAD",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let i = existente(borrador, en.id)?;
            let organizacion = &mut borrador.organizacion;
            let padre = match &input.padre {
                MaybeUndefined::Undefined => organizacion.mapa.unidades[i].padre.map(|p| organizacion.unidades[p]),
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(id) => Some(en.junto(&mut v, "padre", id, Tipo::Unidad)),
            };
            organizacion.mover_unidad(&mut v, i, padre, input.posicion);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Unidad(en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Elimina una unidad de un borrador. La que un puesto o una ejecución nombra no se elimina: el rechazo dice cuántos son.
    async fn eliminar_unidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        let en = donde(&input.id, Tipo::Unidad)?;
        let pedida = Pedida {
            operacion: "ELIMINAR_UNIDAD",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let i = existente(borrador, en.id)?;
            let (organizacion, matrices) = borrador.partes();
            let eliminadas = organizacion.eliminar_unidad(&mut v, i, input.con_descendientes, &matrices);
            v.terminar()?;
            Ok(Hecha { eliminadas, ..Hecha::a(Objeto::Unidad(en.id)) })
        };
        Ok(editar(ctx, en, pedida, trabajo).await?.into())
    }
}
