//! What mutations over activities and over tasks share: both are steps below something, with a code and a name.

use async_graphql::{Context, ID, MaybeUndefined};

use super::entrada::{EliminarInput, Rotulo, crear, eliminar, mover, nodo};
use super::{Pedida, donde, editar};
use crate::domain::edicion::{Clase, Nodo};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

/// A kind of step.
pub(super) struct Paso {
    pub(super) clase: Clase,
    pub(super) tipo: Tipo,
    /// What it hangs from, and the field of an input that names it.
    pub(super) de: (Clase, Tipo, &'static str),
}

/// What a mutation over a step is called, the revision that the client read, and the key of its request.
pub(super) struct Senal {
    pub(super) operacion: &'static str,
    pub(super) revision: i32,
    pub(super) clave: Option<String>,
}

impl Senal {
    fn pedida(self, crea: bool) -> Pedida {
        Pedida { operacion: self.operacion, crea, revision: self.revision, clave_idempotencia: self.clave }
    }
}

impl Paso {
    /// Adds a step.
    pub(super) async fn crear(
        &self,
        ctx: &Context<'_>,
        senal: Senal,
        (padre, posicion): (&ID, Option<i32>),
        (codigo, nombre): (Option<String>, String),
    ) -> Result<Escrita<EnMapa>, ApiError> {
        let (clase, tipo, _) = self.de;
        let en = donde(padre, tipo)?;
        let trabajo = |borrador: &mut Borrador| {
            nodo(borrador, clase, en.id)?;
            let nuevo = Nodo { padre: Some(en.id), codigo, nombre, ..Nodo::default() };
            crear(Validacion::default(), borrador, self.clase, nuevo, (None, posicion))
        };
        editar(ctx, en, senal.pedida(true), trabajo).await
    }

    /// Changes its code or name.
    pub(super) async fn cambiar(
        &self,
        ctx: &Context<'_>,
        senal: Senal,
        id: &ID,
        (codigo, nombre): (MaybeUndefined<String>, MaybeUndefined<String>),
    ) -> Result<Escrita<EnMapa>, ApiError> {
        let en = donde(id, self.tipo)?;
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let mut despues = nodo(borrador, self.clase, en.id)?;
            Rotulo { codigo, nombre }.en(&mut v, &mut despues);
            borrador.matriz.cambiar(&mut v, self.clase, despues);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Nodo(self.clase, en.id)))
        };
        editar(ctx, en, senal.pedida(false), trabajo).await
    }

    /// Moves it, with all that hangs from it.
    pub(super) async fn mover(
        &self,
        ctx: &Context<'_>,
        senal: Senal,
        id: &ID,
        (padre, posicion): (Option<&ID>, Option<i32>),
    ) -> Result<Escrita<EnMapa>, ApiError> {
        let en = donde(id, self.tipo)?;
        let (_, tipo, campo) = self.de;
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let actual = nodo(borrador, self.clase, en.id)?;
            let padre = padre.map(|id| en.junto(&mut v, campo, id, tipo));
            mover(v, borrador, (self.clase, en.id), padre.or(actual.padre), posicion)
        };
        editar(ctx, en, senal.pedida(false), trabajo).await
    }

    /// Takes it away.
    pub(super) async fn eliminar(
        &self,
        ctx: &Context<'_>,
        operacion: &'static str,
        input: EliminarInput,
    ) -> Result<Escrita<EnMapa>, ApiError> {
        let en = donde(&input.id, self.tipo)?;
        let senal = Senal { operacion, revision: input.revision, clave: input.clave_idempotencia };
        let trabajo = |borrador: &mut Borrador| eliminar(borrador, self.clase, en.id, input.con_descendientes);
        editar(ctx, en, senal.pedida(false), trabajo).await
    }
}
