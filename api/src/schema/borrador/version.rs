//! Drafts that are made, sent, published and discarded.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::{de_id, exigir_visible, mirar_de_nuevo, version};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::registro::escribir::{entidad_editable, pedido};
use crate::schema::version::Version;
use crate::store::StoreError;
use crate::store::escritura::{EnMapa, Escrita, Paso};
use crate::store::version::eleccion::{Eleccion, elegidas};

/// Borrador que se hace a partir de una versión, con las mismas unidades, puestos y matrices para cambiarlas; o que empieza sin
/// nada.
#[derive(Debug, InputObject)]
pub struct CrearBorradorInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Número de la versión que se copia, publicada, borrador o descartada. Si no se dice, la última publicada; de una entidad que
    /// aún no tiene ninguna versión, nada.
    pub desde: Option<i32>,
    /// `true`: empieza sin nada aunque la entidad tenga versiones.
    #[graphql(default)]
    pub vacio: bool,
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

/// Borrador que se envía a los entes rectores: lo leen desde entonces, también lo que cambie después. Enviarlo otra vez no cambia
/// nada.
#[derive(Debug, InputObject)]
pub struct EnviarVersionInput {
    /// Identificador de la versión.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Borrador que nadie quiere: no cambia más y sale de las listas; sigue siendo legible y sirve de base a otro.
#[derive(Debug, InputObject)]
pub struct DescartarBorradorInput {
    /// Identificador de la versión.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de crear, enviar, publicar o descartar una versión.
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

/// Takes a draft a step on.
async fn dar_paso(
    ctx: &Context<'_>,
    paso: Paso,
    (id, revision): (&ID, i32),
    clave: Option<String>,
) -> Result<VersionPayload, ApiError> {
    let cual = de_id(id)?;
    exigir_visible(ctx, cual.0, cual.1).await?;
    let pedido = pedido(ctx, clave)?;
    ctx.lectura().mirar_de_nuevo().await;
    let escrita = ctx.solicitud().escritor.dar_paso(paso, cual, revision, &pedido).await?;
    mirar_de_nuevo(ctx).await;
    Ok(escrita.into())
}

/// The version that a new draft is copied from, if any.
async fn base(ctx: &Context<'_>, entidad: i32, input: &CrearBorradorInput) -> Result<Option<i32>, ApiError> {
    let mut v = Validacion::default();
    let hallada = if input.vacio {
        let mensaje = "Lo que empieza sin nada no se copia: dé «desde» o «vacio».";
        v.exigir(input.desde.is_none(), "vacio", "INCOHERENTE", mensaje);
        None
    } else {
        let eleccion = input.desde.map_or(Eleccion::Vigente, Eleccion::Numero);
        let elegida = elegidas(ctx.lectura(), &[entidad], eleccion).await?.first().map(|version| version.numero);
        let mensaje = "La entidad no tiene esa versión.";
        v.exigir(elegida.is_some() || input.desde.is_none(), "desde", "REFERENCIA_DESCONOCIDA", mensaje);
        elegida
    };
    v.terminar().map_err(StoreError::from)?;
    Ok(hallada)
}

/// Mutations.
#[derive(Default)]
pub struct VersionMutation;

#[Object]
impl VersionMutation {
    /// Crea un borrador con todo lo que tiene una versión de la entidad, cuyas filas conservan su número; o uno sin nada.
    async fn crear_borrador(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearBorradorInput,
    ) -> Result<VersionPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let base = base(ctx, entidad, &input).await?;
        let pedido = pedido(ctx, input.clave_idempotencia)?;
        ctx.lectura().mirar_de_nuevo().await;
        let (escritor, umbral) = (&ctx.solicitud().escritor, ctx.solicitud().umbral);
        let escrita = match base {
            Some(base) => escritor.copiar(entidad, base, &pedido).await?,
            None => escritor.comenzar(entidad, umbral, input.vacio, &pedido).await?,
        };
        mirar_de_nuevo(ctx).await;
        Ok(escrita.into())
    }

    /// Publica un borrador: desde entonces es la versión vigente de la entidad. Lo hace quien tiene permiso de publicar.
    async fn publicar_version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: PublicarVersionInput,
    ) -> Result<VersionPayload, ApiError> {
        dar_paso(ctx, Paso::Publicar, (&input.id, input.revision), input.clave_idempotencia).await
    }

    /// Envía un borrador a los entes rectores (PCM-SGP y SERVIR), que lo leen desde entonces.
    async fn enviar_version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EnviarVersionInput,
    ) -> Result<VersionPayload, ApiError> {
        dar_paso(ctx, Paso::Enviar, (&input.id, input.revision), input.clave_idempotencia).await
    }

    /// Descarta un borrador: no cambia más, ni se envía ni se publica, y sale de las listas.
    async fn descartar_borrador(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: DescartarBorradorInput,
    ) -> Result<VersionPayload, ApiError> {
        dar_paso(ctx, Paso::Descartar, (&input.id, input.revision), input.clave_idempotencia).await
    }
}
