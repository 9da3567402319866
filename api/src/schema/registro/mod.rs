//! What all records have in common for a client: the fields that tell of them, their history, and the way to write them.
//!
//! A new noun: the object with `#[graphql(flatten)]` over [`Registrado`], its filter with [`filtro::vivos`], its inputs, and
//! its mutations through [`escribir::escribir`].

pub mod datos;
pub mod entrada;
pub mod escribir;
pub mod filtro;
mod historial;
pub mod vinculo;

use std::borrow::Cow;

use async_graphql::{Context, Object, TypeName};

use super::conexion::{Conexion, Pagina, hijos};
use super::context::ContextExt;
use super::entidad::Entidad;
use super::lote::Fila;
use super::nulo::o_nulo;
use super::orden::Criterio;
use super::scalar::Instante;
use super::vinculo::uno;
use crate::domain::registro::DeLista;
use crate::error::{ApiError, ErrorCode};
use crate::store::escritura::registro::{Cabecera, Registro};
use crate::store::lista::{Clave, Relacion};

pub use historial::{Cambio, CambioCampo, CambioFiltro};

/// Records found by their key.
pub const POR_REGISTRO: Relacion = Relacion { columnas: ["entidad_id", "", "", "id"], ademas: "" };
/// Records of an entity.
pub const DE_ENTIDAD: Relacion = Relacion { columnas: ["entidad_id", "", "", ""], ademas: "" };
const ENTIDAD: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };
const HISTORIAL: Relacion = Relacion { columnas: ["entidad_id", "", "registro", "registro_id"], ademas: "" };

/// Key of a record.
pub fn clave<R: Registro>(fila: &R::Model) -> Clave {
    let Cabecera { entidad_id, id, .. } = Cabecera::de::<R>(fila);
    Clave([entidad_id.into(), 0, 0, id])
}

/// Key of a record of the same entity.
pub fn junto<R: Registro>(fila: &R::Model, id: i64) -> Clave {
    Clave([Cabecera::de::<R>(fila).entidad_id.into(), 0, 0, id])
}

/// The fields of every record.
pub struct Registrado<R: Registro>(Fila<R::Model>);

impl<R: Registro> From<&Fila<R::Model>> for Registrado<R> {
    fn from(fila: &Fila<R::Model>) -> Self {
        Self(fila.clone())
    }
}

impl<R: Registro> Registrado<R> {
    fn cabecera(&self) -> Cabecera {
        Cabecera::de::<R>(&self.0)
    }
}

impl<R: Registro> TypeName for Registrado<R> {
    fn type_name() -> Cow<'static, str> {
        format!("Registro{}", R::TIPO.nombre()).into()
    }
}

/// Lo que todo registro dice de sí.
#[Object(name_type)]
impl<R: Registro> Registrado<R> {
    /// Entidad a la que pertenece.
    async fn entidad(&self, ctx: &Context<'_>) -> Option<Result<Entidad, ApiError>> {
        let clave = |fila: &R::Model| Some(Clave([Cabecera::de::<R>(fila).entidad_id.into(), 0, 0, 0]));
        uno(ctx, &self.0, clave, &ENTIDAD).await.transpose()
    }

    /// Revisión: 1 al crearse, y una más con cada cambio. Quien cambia el registro dice la que leyó.
    async fn revision(&self) -> i32 {
        self.cabecera().revision
    }

    /// Cuándo se creó.
    async fn creado_en(&self) -> Instante {
        Instante(self.cabecera().creado_en)
    }

    /// Cuándo cambió por última vez.
    async fn cambiado_en(&self) -> Instante {
        Instante(self.cabecera().cambiado_en)
    }

    /// Cuándo se archivó; nulo si está en uso.
    async fn archivado_en(&self) -> Option<Instante> {
        self.cabecera().archivado_en.map(Instante)
    }

    /// Sus cambios, del primero al último. Solo los ve quien puede leer los borradores de la entidad.
    async fn historial(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los cambios.")] filtro: Option<CambioFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<CambioCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Option<Result<Conexion<Cambio>, ApiError>> {
        o_nulo(async {
            let clave = |fila: &R::Model| {
                let Cabecera { entidad_id, id, .. } = Cabecera::de::<R>(fila);
                [entidad_id.into(), R::TIPO.codigo().into(), id]
            };
            historial_de(ctx, &self.0, clave, Pagina::nueva(filtro, orden, first, after)?).await.map(Some)
        })
        .await
    }
}

/// The changes of something that the trail knows by entity, kind and number.
pub async fn historial_de<M: Send + Sync + 'static>(
    ctx: &Context<'_>,
    fila: &Fila<M>,
    llave: impl Fn(&M) -> [i64; 3],
    pagina: Pagina<Cambio>,
) -> Result<Conexion<Cambio>, ApiError> {
    let clave = |fila: &M| {
        let [entidad, tipo, numero] = llave(fila);
        Clave([entidad, 0, tipo, numero])
    };
    historial_en(ctx, fila, clave, &HISTORIAL, pagina).await
}

/// The changes that the trail tells by the key of something; who may see them is told by its entity.
pub async fn historial_en<M: Send + Sync + 'static>(
    ctx: &Context<'_>,
    fila: &Fila<M>,
    clave: impl Fn(&M) -> Clave,
    relacion: &Relacion,
    pagina: Pagina<Cambio>,
) -> Result<Conexion<Cambio>, ApiError> {
    let Clave([entidad, ..]) = clave(fila);
    let entidad = i32::try_from(entidad).unwrap_or(0);
    if !ctx.lectura().scope().lee_borradores_de(entidad) {
        let mensaje = "La credencial no permite leer el historial de los registros de esta entidad.";
        return Err(ApiError::new(ErrorCode::Prohibido, mensaje));
    }
    hijos(ctx, fila, |_, fila| Some(clave(fila)), relacion, pagina).await
}
