//! Drafts that are made and published.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::{exigir_visible, mirar_de_nuevo, version};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::registro::escribir::{entidad_editable, pedido};
use crate::schema::version::Version;
use crate::store::StoreError;
use crate::store::escritura::{EnMapa, Escrita};
use crate::store::lista::Clave;
use crate::store::version::eleccion::{Eleccion, elegidas};

/// Borrador que se hace a partir de una versión: las mismas unidades, puestos y matrices, para cambiarlas.
#[derive(Debug, InputObject)]
pub struct CrearBorradorInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Número de la versión que se copia, publicada o borrador; la última publicada si no se dice.
    pub desde: Option<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Borrador que se publica: no cambia nunca más.
#[derive(Debug, InputObject)]
pub struct PublicarVersionInput {
    /// Identificador de la versión.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de crear o publicar una versión.
#[derive(SimpleObject)]
pub struct VersionPayload {
    /// La versión.
    pub version: Version,
    /// Si la solicitud ya se había hecho: nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<EnMapa>> for VersionPayload {
    fn from(escrita: Escrita<EnMapa>) -> Self {
        Self { repetida: escrita.repetida, version: version(escrita) }
    }
}

/// Mutations.
#[derive(Default)]
pub struct VersionMutation;

#[Object]
impl VersionMutation {
    /// Crea un borrador con todo lo que tiene una versión de la entidad; sus filas conservan su número.
    async fn crear_borrador(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearBorradorInput,
    ) -> Result<VersionPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let eleccion = input.desde.map_or(Eleccion::Vigente, Eleccion::Numero);
        let elegida = elegidas(ctx.lectura(), &[entidad], eleccion).await?.into_iter().next();
        let Some(elegida) = elegida else {
            let mut v = Validacion::default();
            v.falta("desde", "REFERENCIA_DESCONOCIDA", "La entidad no tiene esa versión, o aún ninguna publicada.");
            return Err(v.terminar().err().map_or(StoreError::RegistroInexistente, StoreError::from).into());
        };
        let pedido = pedido(ctx, input.clave_idempotencia)?;
        ctx.lectura().mirar_de_nuevo().await;
        let escrita = ctx.solicitud().escritor.copiar(entidad, elegida.numero, &pedido).await?;
        mirar_de_nuevo(ctx).await;
        Ok(escrita.into())
    }

    /// Publica un borrador: desde entonces es la versión vigente de la entidad. Lo hace quien tiene permiso de publicar.
    async fn publicar_version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: PublicarVersionInput,
    ) -> Result<VersionPayload, ApiError> {
        let Clave([entidad, numero, ..]) = id::leer_como(&input.id, Tipo::Version)?;
        let (Ok(entidad), Ok(numero)) = (i32::try_from(entidad), i32::try_from(numero)) else {
            return Err(StoreError::RegistroInexistente.into());
        };
        exigir_visible(ctx, entidad, numero).await?;
        let pedido = pedido(ctx, input.clave_idempotencia)?;
        ctx.lectura().mirar_de_nuevo().await;
        let escrita = ctx.solicitud().escritor.publicar(entidad, numero, input.revision, &pedido).await?;
        mirar_de_nuevo(ctx).await;
        Ok(escrita.into())
    }
}
