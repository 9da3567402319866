//! Writing sheets.

use async_graphql::{Context, Object, SimpleObject};
use quipu_entities::{ficha, indicador, medicion};

use super::Ficha;
use super::entrada::{CambiarFichaInput, CrearFichaInput, PasarFichaInput};
use crate::domain::ficha as domain;
use crate::domain::registro::{DeLista, NivelVinculo, Validacion, Vinculo, Visibilidad};
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::ArchivarInput;
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};
use crate::store::ficha::{self as store, fila_nueva};
use crate::store::vinculo_mapa::desconocidos;

/// Lo que quedó de escribir una ficha.
#[derive(SimpleObject)]
pub struct FichaPayload {
    /// La ficha.
    ficha: Ficha,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    repetida: bool,
}

impl From<Escrita<ficha::Model>> for FichaPayload {
    fn from(escrita: Escrita<ficha::Model>) -> Self {
        Self { ficha: Ficha(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Refuses to change what is approved.
pub(in crate::schema) fn exigir_abierta(ficha: &ficha::Model) -> Result<(), StoreError> {
    if ficha.archivado_en.is_some() {
        return Err(StoreError::RegistroCerrado("La ficha está archivada y no cambia.".to_owned()));
    }
    if ficha.visibilidad == Visibilidad::Publico.codigo() {
        let mensaje = "La ficha está aprobada y no cambia: cree otra versión de ella.";
        return Err(StoreError::RegistroCerrado(mensaje.to_owned()));
    }
    Ok(())
}

/// Mutations of sheets.
#[derive(Default)]
pub struct FichaMutation;

#[Object]
impl FichaMutation {
    /// Crea una ficha, como borrador.
    async fn crear_ficha(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "La ficha.")] input: CrearFichaInput,
    ) -> Result<FichaPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let vinculo = Vinculo::nuevo(input.matriz.into(), NivelVinculo::Proceso, input.codigo.clone());
        let desconocido = !desconocidos(ctx.lectura(), entidad, &[vinculo]).await?.is_empty();
        let mensaje = "El mapa de la entidad no tiene un proceso con ese código en esa matriz.";
        v.exigir(!desconocido, "codigo", "VINCULO_DESCONOCIDO", mensaje);
        let (matriz, clave) = (input.matriz.into(), input.clave_idempotencia.clone());
        let ficha = input.ficha();
        domain::revisar(&mut v, &ficha);
        let trabajo = async |escritura: &mut Escritura| {
            if v.limpia() {
                let fila = fila_nueva(matriz, &ficha)?;
                let iguales = [
                    ("matriz", fila.matriz.into()),
                    ("codigo", fila.codigo.clone().into()),
                    ("edicion", fila.edicion.into()),
                ];
                let repetida = escritura.hay_otro::<ficha::Entity>(0, &iguales).await?;
                let mensaje = "El proceso ya tiene una ficha de esa versión.";
                v.exigir(!repetida, "edicion", "REPETIDO", mensaje);
            }
            v.terminar()?;
            escritura.crear::<ficha::Entity>(fila_nueva(matriz, &ficha)?).await
        };
        Ok(escribir::<ficha::Entity>(ctx, entidad, clave, trabajo).await?.into())
    }

    /// Cambia una ficha que no está aprobada.
    async fn cambiar_ficha(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarFichaInput,
    ) -> Result<FichaPayload, ApiError> {
        let (entidad, id) = registro_editable::<ficha::Entity>(ctx, &input.id, Tipo::Ficha).await?;
        let (revision, clave) = (input.revision, input.clave_idempotencia.clone());
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<ficha::Entity>(id, revision).await?;
            exigir_abierta(&antes)?;
            let mut v = Validacion::default();
            let ficha = input.aplicar(&mut v, store::leer(&antes)?);
            domain::revisar(&mut v, &ficha);
            v.terminar()?;
            let despues = store::escribir(&antes, &ficha)?;
            escritura.cambiar::<ficha::Entity>(antes, despues).await
        };
        Ok(escribir::<ficha::Entity>(ctx, entidad, clave, trabajo).await?.into())
    }

    /// Pasa una ficha a otro estado. Con ella pasan sus indicadores y mediciones. Si al paso le faltan condiciones se
    /// rechaza con `PASO_NO_PERMITIDO`, y `faltan` las dice todas.
    async fn pasar_ficha(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "El paso.")] input: PasarFichaInput,
    ) -> Result<FichaPayload, ApiError> {
        let (entidad, id) = registro_editable::<ficha::Entity>(ctx, &input.id, Tipo::Ficha).await?;
        let hacia = Visibilidad::from(input.estado);
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<ficha::Entity>(id, input.revision).await?;
            let desde = Visibilidad::de_codigo(antes.visibilidad).unwrap_or(Visibilidad::Borrador);
            domain::pasar(&store::leer(&antes)?, desde, hacia)?;
            mostrar(escritura, id, hacia).await?;
            let despues = ficha::Model { visibilidad: hacia.codigo(), ..antes.clone() };
            escritura.sustituir::<ficha::Entity>("PASAR", antes, despues).await
        };
        Ok(escribir::<ficha::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una ficha.
    async fn archivar_ficha(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<FichaPayload, ApiError> {
        Ok(archivar::<ficha::Entity>(ctx, input, Tipo::Ficha).await?.into())
    }
}

/// What hangs from a sheet is seen with it.
async fn mostrar(escritura: &Escritura, ficha: i64, visibilidad: Visibilidad) -> Result<(), StoreError> {
    escritura.mostrar_con::<medicion::Entity>("ficha_id", ficha, visibilidad).await?;
    escritura.mostrar_con::<indicador::Entity>("ficha_id", ficha, visibilidad).await
}
