//! Writing `ServicioPriorizado`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{servicio, servicio_priorizado};

use crate::domain::calidad::catalogo::Listas;
use crate::domain::calidad::datos::de_lista;
use crate::domain::calidad::etapa;
use crate::domain::entrega::datos;
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::calidad::enums::TipoPriorizado;
use crate::schema::calidad::servicio_priorizado::ServicioPriorizado;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{del_registro, exigir_en_uso};
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::schema::registro::vinculo::{VinculoInput, guardables};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Bien o servicio que se prioriza.
#[derive(Debug, InputObject)]
pub struct CrearServicioPriorizadoInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código, único entre los bienes y servicios priorizados de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// En qué consiste.
    pub descripcion: Option<String>,
    /// Bien o servicio.
    pub tipo: TipoPriorizado,
    /// Canal principal por el que se entrega. Código del catálogo.
    pub canal: String,
    /// Atenciones o entregas en un año.
    pub demanda_anual: Option<i64>,
    /// Cuándo se priorizó.
    pub priorizado_el: Fecha,
    /// Unidad que responde de mejorarlo (responsable de mejoras).
    pub responsable: Option<String>,
    /// El mismo servicio en la gestión de entrega y despliegue.
    pub servicio: Option<ID>,
    /// Procesos que lo producen.
    #[graphql(default)]
    pub vinculos: Vec<VinculoInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un bien o servicio priorizado. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarServicioPriorizadoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre los bienes y servicios priorizados de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// En qué consiste.
    pub descripcion: MaybeUndefined<String>,
    /// Bien o servicio.
    pub tipo: MaybeUndefined<TipoPriorizado>,
    /// Canal principal por el que se entrega. Código del catálogo.
    pub canal: MaybeUndefined<String>,
    /// Atenciones o entregas en un año.
    pub demanda_anual: MaybeUndefined<i64>,
    /// Cuándo se priorizó.
    pub priorizado_el: MaybeUndefined<Fecha>,
    /// Unidad que responde de mejorarlo (responsable de mejoras).
    pub responsable: MaybeUndefined<String>,
    /// El mismo servicio en la gestión de entrega y despliegue.
    pub servicio: MaybeUndefined<ID>,
    /// Procesos que lo producen.
    pub vinculos: Option<Vec<VinculoInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct ServicioPriorizadoPayload {
    /// El bien o servicio.
    pub servicio_priorizado: ServicioPriorizado,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<servicio_priorizado::Model>> for ServicioPriorizadoPayload {
    fn from(escrita: Escrita<servicio_priorizado::Model>) -> Self {
        Self { servicio_priorizado: ServicioPriorizado(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&servicio_priorizado::Model>,
    fila: &servicio_priorizado::Model,
    listas: &Listas,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("descripcion", fila.descripcion.as_deref(), datos::TEXTO);
    de_lista(&mut v, "canal", &listas.canales, &fila.canal);
    v.exigir(fila.demanda_anual.is_none_or(|n| n >= 0), "demandaAnual", "FUERA_DE_RANGO", "No puede ser negativa.");
    v.opcional("responsable", fila.responsable.as_deref(), datos::NOMBRE);
    exigir_en_uso::<servicio::Entity>(
        escritura,
        &mut v,
        "servicio",
        antes.and_then(|a| a.servicio_id),
        fila.servicio_id,
    )
    .await?;
    if escritura.hay_otro::<servicio_priorizado::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene un bien o servicio priorizado con ese código.");
    }
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct ServicioPriorizadoMutation;

#[Object]
impl ServicioPriorizadoMutation {
    /// Prioriza un bien o servicio.
    async fn crear_servicio_priorizado(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearServicioPriorizadoInput,
    ) -> Result<ServicioPriorizadoPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let servicio_id = input
            .servicio
            .as_ref()
            .map(|id| del_registro(&mut v, "servicio", entidad, id, Tipo::Servicio))
            .unwrap_or_default();
        let vinculos = guardables(ctx, &mut v, entidad, "vinculos", input.vinculos).await?;
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let fila = servicio_priorizado::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Publico.codigo(),
                codigo: input.codigo,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                descripcion: input.descripcion,
                tipo: etapa::TipoPriorizado::from(input.tipo).codigo(),
                canal: input.canal,
                demanda_anual: input.demanda_anual,
                priorizado_el: input.priorizado_el.into(),
                responsable: input.responsable,
                servicio_id,
                vinculos,
            };
            revisar(escritura, v, None, &fila, listas).await?;
            escritura.crear::<servicio_priorizado::Entity>(fila).await
        };
        Ok(escribir::<servicio_priorizado::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un bien o servicio priorizado.
    async fn cambiar_servicio_priorizado(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarServicioPriorizadoInput,
    ) -> Result<ServicioPriorizadoPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<servicio_priorizado::Entity>(ctx, &input.id, Tipo::ServicioPriorizado).await?;
        let mut v = Validacion::default();
        let servicio_id = input
            .servicio
            .map_value(|id| del_registro(&mut v, "servicio", entidad, &id, Tipo::Servicio).unwrap_or_default());
        let vinculos = match input.vinculos {
            Some(vinculos) => Some(guardables(ctx, &mut v, entidad, "vinculos", vinculos).await?),
            None => None,
        };
        let listas = &ctx.catalogo().calidad;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<servicio_priorizado::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner_o_quitar(&mut fila.descripcion, input.descripcion);
            poner(&mut v, "tipo", &mut fila.tipo, input.tipo.map_value(|x| etapa::TipoPriorizado::from(x).codigo()));
            poner(&mut v, "canal", &mut fila.canal, input.canal);
            poner_o_quitar(&mut fila.demanda_anual, input.demanda_anual);
            poner(&mut v, "priorizadoEl", &mut fila.priorizado_el, input.priorizado_el.map_value(String::from));
            poner_o_quitar(&mut fila.responsable, input.responsable);
            poner_o_quitar(&mut fila.servicio_id, servicio_id);
            fila.vinculos = vinculos.unwrap_or(fila.vinculos);
            revisar(escritura, v, Some(&antes), &fila, listas).await?;
            escritura.cambiar::<servicio_priorizado::Entity>(antes, fila).await
        };
        Ok(escribir::<servicio_priorizado::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un bien o servicio priorizado: lo que cuelga de él sale de las sumas.
    async fn archivar_servicio_priorizado(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<ServicioPriorizadoPayload, ApiError> {
        Ok(archivar::<servicio_priorizado::Entity>(ctx, input, Tipo::ServicioPriorizado).await?.into())
    }
}
