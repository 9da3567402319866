//! Writing `MiembroEquipo`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{evaluacion, miembro_equipo};

use crate::domain::calidad::etapa::Parte;
use crate::domain::entrega::datos;
use crate::domain::registro::Validacion;
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::calidad::miembro_equipo::MiembroEquipo;
use crate::schema::calidad::reglas::evaluacion_en;
use crate::schema::context::ContextExt;
use crate::schema::gobierno::escritura::TitularInput;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner};
use crate::schema::registro::escribir::{escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};
use crate::store::gobierno::{Titular, nombre};

/// Integrante que se designa.
#[derive(Debug, InputObject)]
pub struct CrearMiembroEquipoInput {
    /// Evaluación que hace.
    pub evaluacion: ID,
    /// Puesto o unidad.
    pub titular: TitularInput,
    /// Qué hace en el equipo.
    pub funcion: String,
    /// Si coordina el equipo.
    #[graphql(default)]
    pub coordina: bool,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un integrante. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarMiembroEquipoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Qué hace en el equipo.
    pub funcion: MaybeUndefined<String>,
    /// Si coordina el equipo.
    pub coordina: MaybeUndefined<bool>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir.
#[derive(SimpleObject)]
pub struct MiembroEquipoPayload {
    /// El integrante.
    pub miembro_equipo: MiembroEquipo,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<miembro_equipo::Model>> for MiembroEquipoPayload {
    fn from(escrita: Escrita<miembro_equipo::Model>) -> Self {
        Self { miembro_equipo: MiembroEquipo(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(escritura: &Escritura, mut v: Validacion, fila: &miembro_equipo::Model) -> Result<(), StoreError> {
    v.texto("funcion", &fila.funcion, datos::NOMBRE);
    let quien = match &fila.correlativo {
        Some(correlativo) => ("correlativo", correlativo.clone().into()),
        None => ("unidad", fila.unidad.clone().into()),
    };
    let mismos = [("evaluacion_id", fila.evaluacion_id.into()), quien];
    let repetido = escritura.con::<miembro_equipo::Entity>(&mismos).await?.iter().any(|otro| otro.id != fila.id);
    v.exigir(!repetido, "titular", "REPETIDO", "Ese puesto o unidad ya está en el equipo.");
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct MiembroEquipoMutation;

#[Object]
impl MiembroEquipoMutation {
    /// Designa a un integrante del equipo evaluador.
    async fn crear_miembro_equipo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearMiembroEquipoInput,
    ) -> Result<MiembroEquipoPayload, ApiError> {
        let (entidad, padre) =
            registro_editable::<evaluacion::Entity>(ctx, &input.evaluacion, Tipo::Evaluacion).await?;
        let mut v = Validacion::default();
        let titular = Titular::from(input.titular);
        let nombre = nombre(ctx.lectura(), entidad, &titular).await?;
        let mensaje = "El mapa de la entidad no tiene ese puesto o esa unidad.";
        v.exigir(nombre.is_some(), "titular", "VINCULO_DESCONOCIDO", mensaje);
        let nombre = nombre.unwrap_or_default();
        let (correlativo, unidad) = match titular {
            Titular::Puesto(correlativo) => (Some(correlativo), None),
            Titular::Unidad(_) => (None, Some(nombre.clone())),
        };
        let trabajo = async |escritura: &mut Escritura| {
            let padre = evaluacion_en(escritura, padre, Parte::Equipo).await?;
            let fila = miembro_equipo::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: padre.visibilidad,
                evaluacion_id: padre.id,
                correlativo,
                unidad,
                clave: texto::clave(&nombre),
                titular: nombre,
                funcion: input.funcion,
                coordina: input.coordina,
            };
            revisar(escritura, v, &fila).await?;
            escritura.crear::<miembro_equipo::Entity>(fila).await
        };
        Ok(escribir::<miembro_equipo::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia lo que hace un integrante del equipo evaluador. Otro titular es otro integrante.
    async fn cambiar_miembro_equipo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarMiembroEquipoInput,
    ) -> Result<MiembroEquipoPayload, ApiError> {
        let (entidad, id) = registro_editable::<miembro_equipo::Entity>(ctx, &input.id, Tipo::MiembroEquipo).await?;
        let mut v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<miembro_equipo::Entity>(id, input.revision).await?;
            evaluacion_en(escritura, antes.evaluacion_id, Parte::Equipo).await?;
            let mut fila = antes.clone();
            poner(&mut v, "funcion", &mut fila.funcion, input.funcion);
            poner(&mut v, "coordina", &mut fila.coordina, input.coordina);
            revisar(escritura, v, &fila).await?;
            escritura.cambiar::<miembro_equipo::Entity>(antes, fila).await
        };
        Ok(escribir::<miembro_equipo::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Retira a un integrante del equipo evaluador.
    async fn archivar_miembro_equipo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<MiembroEquipoPayload, ApiError> {
        let (entidad, id) = registro_editable::<miembro_equipo::Entity>(ctx, &input.id, Tipo::MiembroEquipo).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<miembro_equipo::Entity>(id, input.revision).await?;
            evaluacion_en(escritura, antes.evaluacion_id, Parte::Equipo).await?;
            escritura.archivar::<miembro_equipo::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<miembro_equipo::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
