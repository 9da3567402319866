//! Writing `BrechaCalidad`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{brecha_calidad, evaluacion};

use crate::domain::calidad::catalogo::Listas;
use crate::domain::calidad::datos::de_lista;
use crate::domain::calidad::etapa::Parte;
use crate::domain::entrega::datos;
use crate::domain::registro::Validacion;
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::calidad::brecha_calidad::BrechaCalidad;
use crate::schema::calidad::reglas::evaluacion_en;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Brecha que se registra.
#[derive(Debug, InputObject)]
pub struct CrearBrechaCalidadInput {
    /// Evaluación que la encontró.
    pub evaluacion: ID,
    /// Código, único entre las brechas de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// En qué consiste.
    pub descripcion: Option<String>,
    /// Componente en que se encontró. Código del catálogo.
    pub componente: String,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una brecha. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarBrechaCalidadInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre las brechas de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// En qué consiste.
    pub descripcion: MaybeUndefined<String>,
    /// Componente en que se encontró. Código del catálogo.
    pub componente: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct BrechaCalidadPayload {
    /// La brecha.
    pub brecha_calidad: BrechaCalidad,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<brecha_calidad::Model>> for BrechaCalidadPayload {
    fn from(escrita: Escrita<brecha_calidad::Model>) -> Self {
        Self { brecha_calidad: BrechaCalidad(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    fila: &brecha_calidad::Model,
    listas: &Listas,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("descripcion", fila.descripcion.as_deref(), datos::TEXTO);
    de_lista(&mut v, "componente", &listas.componentes, &fila.componente);
    if escritura.hay_otro::<brecha_calidad::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene una brecha con ese código.");
    }
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct BrechaCalidadMutation;

#[Object]
impl BrechaCalidadMutation {
    /// Registra una brecha. Se registra en la etapa de planificación.
    async fn crear_brecha_calidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearBrechaCalidadInput,
    ) -> Result<BrechaCalidadPayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<evaluacion::Entity>(ctx, &input.evaluacion, Tipo::Evaluacion).await?;
        let v = Validacion::default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let padre = evaluacion_en(escritura, padre, Parte::Brecha).await?;
            let fila = brecha_calidad::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                evaluacion_id: padre.id,
                codigo: input.codigo,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                descripcion: input.descripcion,
                componente: input.componente,
            };
            revisar(escritura, v, &fila, listas).await?;
            escritura.crear::<brecha_calidad::Entity>(fila).await
        };
        Ok(escribir::<brecha_calidad::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una brecha.
    async fn cambiar_brecha_calidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarBrechaCalidadInput,
    ) -> Result<BrechaCalidadPayload, ApiError> {
        let (entidad, id) = registro_editable::<brecha_calidad::Entity>(ctx, &input.id, Tipo::BrechaCalidad).await?;
        let mut v = Validacion::default();
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<brecha_calidad::Entity>(id, input.revision).await?;
            evaluacion_en(escritura, antes.evaluacion_id, Parte::Brecha).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner_o_quitar(&mut fila.descripcion, input.descripcion);
            poner(&mut v, "componente", &mut fila.componente, input.componente);
            revisar(escritura, v, &fila, listas).await?;
            escritura.cambiar::<brecha_calidad::Entity>(antes, fila).await
        };
        Ok(escribir::<brecha_calidad::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una brecha: sus mejoras dejan de contar como acciones de mejora de la calidad.
    async fn archivar_brecha_calidad(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<BrechaCalidadPayload, ApiError> {
        let (entidad, id) = registro_editable::<brecha_calidad::Entity>(ctx, &input.id, Tipo::BrechaCalidad).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<brecha_calidad::Entity>(id, input.revision).await?;
            evaluacion_en(escritura, antes.evaluacion_id, Parte::Brecha).await?;
            escritura.archivar::<brecha_calidad::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<brecha_calidad::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
