//! Writing `RegistroGuardado`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{entrega, registro_guardado};

use super::retencion::{exigir_retencion, retener};
use crate::domain::entrega::{control, datos};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{cambio_del_registro, exigir_en_uso, opcional_del_registro};
use crate::schema::rdm::enums::ClaseRegistroGuardado;
use crate::schema::rdm::registro_guardado::RegistroGuardado;
use crate::schema::registro::datos::guardar;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Registro guardado que se anota.
#[derive(Debug, InputObject)]
pub struct CrearRegistroGuardadoInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código, único entre los registros guardados de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// Qué es: de ello depende su retención.
    pub clase: ClaseRegistroGuardado,
    /// Entrega de la que es.
    pub entrega: Option<ID>,
    /// Dónde está.
    pub ubicacion: String,
    /// Cargo que responde por él.
    pub responsable: String,
    /// Controles que lo protegen.
    #[graphql(default)]
    pub controles: Vec<String>,
    /// Meses que se guarda; los informes, 36 si no se dice; los planes no los llevan: se archivan tras la revisión posterior a la implementación.
    pub retencion_meses: Option<i32>,
    /// Día desde el que se cuenta su retención.
    pub desde: Option<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un registro guardado. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarRegistroGuardadoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre los registros guardados de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Qué es: de ello depende su retención.
    pub clase: MaybeUndefined<ClaseRegistroGuardado>,
    /// Entrega de la que es.
    pub entrega: MaybeUndefined<ID>,
    /// Dónde está.
    pub ubicacion: MaybeUndefined<String>,
    /// Cargo que responde por él.
    pub responsable: MaybeUndefined<String>,
    /// Controles que lo protegen.
    pub controles: Option<Vec<String>>,
    /// Meses que se guarda; los informes, 36 si no se dice; los planes no los llevan: se archivan tras la revisión posterior a la implementación.
    pub retencion_meses: MaybeUndefined<i32>,
    /// Día desde el que se cuenta su retención.
    pub desde: MaybeUndefined<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un registro guardado.
#[derive(SimpleObject)]
pub struct RegistroGuardadoPayload {
    /// El registro guardado.
    pub registro_guardado: RegistroGuardado,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<registro_guardado::Model>> for RegistroGuardadoPayload {
    fn from(escrita: Escrita<registro_guardado::Model>) -> Self {
        Self { registro_guardado: RegistroGuardado(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&registro_guardado::Model>,
    fila: &registro_guardado::Model,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    exigir_en_uso::<entrega::Entity>(escritura, &mut v, "entrega", antes.and_then(|a| a.entrega_id), fila.entrega_id)
        .await?;
    v.texto("ubicacion", &fila.ubicacion, datos::NOMBRE);
    v.texto("responsable", &fila.responsable, datos::NOMBRE);
    datos::textos(&mut v, "controles", &fila.controles);
    if escritura.hay_otro::<registro_guardado::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene un registro guardado con ese código.");
    }
    exigir_retencion(&mut v, fila);
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct RegistroGuardadoMutation;

#[Object]
impl RegistroGuardadoMutation {
    /// Anota un registro que se guarda: dónde, a cargo de quién, con qué controles y por cuánto tiempo.
    async fn crear_registro_guardado(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearRegistroGuardadoInput,
    ) -> Result<RegistroGuardadoPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let entrega_id = opcional_del_registro(&mut v, "entrega", entidad, input.entrega.as_ref(), Tipo::Entrega);
        let trabajo = async |escritura: &mut Escritura| {
            let mut fila = registro_guardado::Model {
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
                clase: control::ClaseRegistroGuardado::from(input.clase).codigo(),
                entrega_id,
                ubicacion: input.ubicacion,
                responsable: input.responsable,
                controles: guardar(&input.controles),
                retencion_meses: input.retencion_meses,
                desde: input.desde.map(String::from),
                vence_el: None,
            };
            retener(&mut fila);
            revisar(escritura, v, None, &fila).await?;
            escritura.crear::<registro_guardado::Entity>(fila).await
        };
        Ok(escribir::<registro_guardado::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un registro guardado.
    async fn cambiar_registro_guardado(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarRegistroGuardadoInput,
    ) -> Result<RegistroGuardadoPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<registro_guardado::Entity>(ctx, &input.id, Tipo::RegistroGuardado).await?;
        let mut v = Validacion::default();
        let entrega_id = cambio_del_registro(&mut v, "entrega", entidad, input.entrega, Tipo::Entrega);
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<registro_guardado::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner(
                &mut v,
                "clase",
                &mut fila.clase,
                input.clase.map_value(|x| control::ClaseRegistroGuardado::from(x).codigo()),
            );
            poner_o_quitar(&mut fila.entrega_id, entrega_id);
            poner(&mut v, "ubicacion", &mut fila.ubicacion, input.ubicacion);
            poner(&mut v, "responsable", &mut fila.responsable, input.responsable);
            if let Some(lista) = input.controles {
                fila.controles = guardar(&lista);
            }
            poner_o_quitar(&mut fila.retencion_meses, input.retencion_meses);
            poner_o_quitar(&mut fila.desde, input.desde.map_value(String::from));
            retener(&mut fila);
            revisar(escritura, v, Some(&antes), &fila).await?;
            escritura.cambiar::<registro_guardado::Entity>(antes, fila).await
        };
        Ok(escribir::<registro_guardado::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un registro guardado: se dispuso de él, y su retención deja de contar.
    async fn archivar_registro_guardado(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<RegistroGuardadoPayload, ApiError> {
        Ok(archivar::<registro_guardado::Entity>(ctx, input, Tipo::RegistroGuardado).await?.into())
    }
}
