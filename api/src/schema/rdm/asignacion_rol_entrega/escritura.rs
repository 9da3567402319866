//! Writing `AsignacionRolEntrega`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::asignacion_rol_entrega;

use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::asignacion_rol_entrega::AsignacionRolEntrega;
use crate::schema::rdm::enums::RolRdm;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};
use crate::store::gobierno::{self, Titular};

/// Rol que se asigna a un puesto.
#[derive(Debug, InputObject)]
pub struct CrearAsignacionRolEntregaInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Rol.
    pub rol: RolRdm,
    /// Correlativo del puesto en el Mapeo de Puestos.
    pub correlativo: String,
    /// Desde cuándo.
    pub desde: Fecha,
    /// Hasta cuándo; sin fecha si lo tiene todavía.
    pub hasta: Option<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una asignación de rol. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarAsignacionRolEntregaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Rol.
    pub rol: MaybeUndefined<RolRdm>,
    /// Correlativo del puesto en el Mapeo de Puestos.
    pub correlativo: MaybeUndefined<String>,
    /// Desde cuándo.
    pub desde: MaybeUndefined<Fecha>,
    /// Hasta cuándo; sin fecha si lo tiene todavía.
    pub hasta: MaybeUndefined<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una asignación de rol.
#[derive(SimpleObject)]
pub struct AsignacionRolEntregaPayload {
    /// La asignación de rol.
    pub asignacion_rol_entrega: AsignacionRolEntrega,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<asignacion_rol_entrega::Model>> for AsignacionRolEntregaPayload {
    fn from(escrita: Escrita<asignacion_rol_entrega::Model>) -> Self {
        Self { asignacion_rol_entrega: AsignacionRolEntrega(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks an assignment as it would be written.
fn revisar(mut v: Validacion, fila: &asignacion_rol_entrega::Model) -> Result<(), StoreError> {
    v.texto("correlativo", &fila.correlativo, datos::NOMBRE);
    v.en_orden("hasta", Some(&fila.desde), fila.hasta.as_deref());
    Ok(v.terminar()?)
}

/// A fault unless the map has a puesto of that number.
async fn exigir_puesto(ctx: &Context<'_>, v: &mut Validacion, entidad: i32, correlativo: &str) -> Result<(), ApiError> {
    let puesto = gobierno::nombre(ctx.lectura(), entidad, &Titular::Puesto(correlativo.to_owned())).await?;
    let mensaje = "El Mapeo de Puestos de la entidad no tiene un puesto con ese correlativo.";
    v.exigir(puesto.is_some(), "correlativo", "VINCULO_DESCONOCIDO", mensaje);
    Ok(())
}

/// Mutations.
#[derive(Default)]
pub struct AsignacionRolEntregaMutation;

#[Object]
impl AsignacionRolEntregaMutation {
    /// Asigna un rol a un puesto.
    async fn crear_asignacion_rol_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearAsignacionRolEntregaInput,
    ) -> Result<AsignacionRolEntregaPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        exigir_puesto(ctx, &mut v, entidad, &input.correlativo).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let fila = asignacion_rol_entrega::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Publico.codigo(),
                rol: estado::RolRdm::from(input.rol).codigo(),
                correlativo: input.correlativo,
                desde: input.desde.into(),
                hasta: input.hasta.map(String::from),
            };
            revisar(v, &fila)?;
            escritura.crear::<asignacion_rol_entrega::Entity>(fila).await
        };
        Ok(escribir::<asignacion_rol_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una asignación de rol.
    async fn cambiar_asignacion_rol_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarAsignacionRolEntregaInput,
    ) -> Result<AsignacionRolEntregaPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<asignacion_rol_entrega::Entity>(ctx, &input.id, Tipo::AsignacionRolEntrega).await?;
        let mut v = Validacion::default();
        if let MaybeUndefined::Value(correlativo) = &input.correlativo {
            exigir_puesto(ctx, &mut v, entidad, correlativo).await?;
        }
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<asignacion_rol_entrega::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "rol", &mut fila.rol, input.rol.map_value(|x| estado::RolRdm::from(x).codigo()));
            poner(&mut v, "correlativo", &mut fila.correlativo, input.correlativo);
            poner(&mut v, "desde", &mut fila.desde, input.desde.map_value(String::from));
            poner_o_quitar(&mut fila.hasta, input.hasta.map_value(String::from));
            revisar(v, &fila)?;
            escritura.cambiar::<asignacion_rol_entrega::Entity>(antes, fila).await
        };
        Ok(escribir::<asignacion_rol_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una asignación de rol.
    async fn archivar_asignacion_rol_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<AsignacionRolEntregaPayload, ApiError> {
        Ok(archivar::<asignacion_rol_entrega::Entity>(ctx, input, Tipo::AsignacionRolEntrega).await?.into())
    }
}
