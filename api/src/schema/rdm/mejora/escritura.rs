//! Writing `Mejora`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{entrega, mejora};

use crate::domain::calidad::datos::{Plan, revisar_plan};
use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::calidad::reglas::{exigir_accion_firme, exigir_accion_retirable, exigir_brecha};
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{cambio_del_registro, exigir_en_uso, horas, opcional_del_registro};
use crate::schema::rdm::enums::EstadoMejora;
use crate::schema::rdm::mejora::Mejora;
use crate::schema::rdm::reglas::{exigir_entrega_verificada, visibilidad_de};
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{entidad_editable, escribir, registro_editable};
use crate::schema::registro::vinculo::{VinculoInput, cambiados, guardables};
use crate::schema::scalar::{Decimal, Fecha};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Mejora que se propone.
#[derive(Debug, InputObject)]
pub struct CrearMejoraInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código, único entre las mejoras de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// En qué consiste.
    pub descripcion: Option<String>,
    /// Estado.
    pub estado: EstadoMejora,
    /// Entrega cuya revisión la abrió.
    pub origen: Option<ID>,
    /// Entrega que la trae.
    pub entrega: Option<ID>,
    /// Horas que libera al mes.
    pub horas_liberadas: Option<Decimal>,
    /// Cuándo se vio que tuvo su efecto.
    pub verificada_el: Option<Fecha>,
    /// Brecha de calidad de un bien o servicio que cierra.
    pub brecha: Option<ID>,
    /// Quién responde de hacerla.
    pub responsable: Option<String>,
    /// Comienzo planificado.
    pub plan_inicio: Option<Fecha>,
    /// Fin planificado.
    pub plan_fin: Option<Fecha>,
    /// Cuándo quedó hecha; la que cierra una brecha lo dice al quedar implantada.
    pub terminada_el: Option<Fecha>,
    /// Avance, en por ciento, de 0 a 100; 100 cuando está implantada o verificada, y solo entonces.
    pub avance: Option<i16>,
    /// Dónde está la evidencia; la que cierra una brecha lo dice al quedar implantada.
    pub evidencia: Option<String>,
    /// Procesos, actividades y tareas que cambia.
    #[graphql(default)]
    pub vinculos: Vec<VinculoInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una mejora. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarMejoraInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre las mejoras de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// En qué consiste.
    pub descripcion: MaybeUndefined<String>,
    /// Estado.
    pub estado: MaybeUndefined<EstadoMejora>,
    /// Entrega cuya revisión la abrió.
    pub origen: MaybeUndefined<ID>,
    /// Entrega que la trae.
    pub entrega: MaybeUndefined<ID>,
    /// Horas que libera al mes.
    pub horas_liberadas: MaybeUndefined<Decimal>,
    /// Cuándo se vio que tuvo su efecto.
    pub verificada_el: MaybeUndefined<Fecha>,
    /// Brecha de calidad de un bien o servicio que cierra.
    pub brecha: MaybeUndefined<ID>,
    /// Quién responde de hacerla.
    pub responsable: MaybeUndefined<String>,
    /// Comienzo planificado.
    pub plan_inicio: MaybeUndefined<Fecha>,
    /// Fin planificado.
    pub plan_fin: MaybeUndefined<Fecha>,
    /// Cuándo quedó hecha; la que cierra una brecha lo dice al quedar implantada.
    pub terminada_el: MaybeUndefined<Fecha>,
    /// Avance, en por ciento, de 0 a 100; 100 cuando está implantada o verificada, y solo entonces.
    pub avance: MaybeUndefined<i16>,
    /// Dónde está la evidencia; la que cierra una brecha lo dice al quedar implantada.
    pub evidencia: MaybeUndefined<String>,
    /// Procesos, actividades y tareas que cambia.
    pub vinculos: Option<Vec<VinculoInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una mejora.
#[derive(SimpleObject)]
pub struct MejoraPayload {
    /// La mejora.
    pub mejora: Mejora,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<mejora::Model>> for MejoraPayload {
    fn from(escrita: Escrita<mejora::Model>) -> Self {
        Self { mejora: Mejora(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks an improvement as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&mejora::Model>,
    fila: &mejora::Model,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("descripcion", fila.descripcion.as_deref(), datos::TEXTO);
    exigir_en_uso::<entrega::Entity>(escritura, &mut v, "origen", antes.and_then(|a| a.origen_id), fila.origen_id)
        .await?;
    exigir_en_uso::<entrega::Entity>(escritura, &mut v, "entrega", antes.and_then(|a| a.entrega_id), fila.entrega_id)
        .await?;
    if escritura.hay_otro::<mejora::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene una mejora con ese código.");
    }
    let verificada = fila.estado == estado::EstadoMejora::Verificada.codigo();
    v.exigir(
        verificada == fila.verificada_el.is_some(),
        "verificadaEl",
        "INCOHERENTE",
        "Una mejora verificada dice cuándo, y solo ella.",
    );
    v.opcional("responsable", fila.responsable.as_deref(), datos::NOMBRE);
    v.opcional("evidencia", fila.evidencia.as_deref(), datos::TEXTO);
    let hecha = verificada || fila.estado == estado::EstadoMejora::Implantada.codigo();
    let plan = Plan {
        de_brecha: fila.brecha_id.is_some(),
        hecha,
        inicio: fila.plan_inicio.as_deref(),
        fin: fila.plan_fin.as_deref(),
        terminada_el: fila.terminada_el.as_deref(),
        avance: fila.avance,
        evidencia: fila.evidencia.is_some(),
    };
    revisar_plan(&mut v, &plan);
    if verificada {
        exigir_entrega_verificada(escritura, &mut v, fila).await?;
    }
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct MejoraMutation;

#[Object]
impl MejoraMutation {
    /// Propone una mejora.
    async fn crear_mejora(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearMejoraInput,
    ) -> Result<MejoraPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let origen_id = opcional_del_registro(&mut v, "origen", entidad, input.origen.as_ref(), Tipo::Entrega);
        let entrega_id = opcional_del_registro(&mut v, "entrega", entidad, input.entrega.as_ref(), Tipo::Entrega);
        let brecha_id = opcional_del_registro(&mut v, "brecha", entidad, input.brecha.as_ref(), Tipo::BrechaCalidad);
        let vinculos = guardables(ctx, &mut v, entidad, "vinculos", input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let fila = mejora::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: visibilidad_de(input.estado.into()),
                codigo: input.codigo,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                descripcion: input.descripcion,
                estado: estado::EstadoMejora::from(input.estado).codigo(),
                origen_id,
                entrega_id,
                horas_liberadas: horas(&mut v, "horasLiberadas", input.horas_liberadas),
                verificada_el: input.verificada_el.map(String::from),
                brecha_id,
                responsable: input.responsable,
                plan_inicio: input.plan_inicio.map(String::from),
                plan_fin: input.plan_fin.map(String::from),
                terminada_el: input.terminada_el.map(String::from),
                avance: input.avance,
                evidencia: input.evidencia,
                vinculos,
            };
            exigir_brecha(escritura, &mut v, None, &fila).await?;
            revisar(escritura, v, None, &fila).await?;
            escritura.crear::<mejora::Entity>(fila).await
        };
        Ok(escribir::<mejora::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una mejora. La que cierra una brecha se suelta de ella solo en la etapa de planificación; cerrada la evaluación, su
    /// estado (salvo a verificada), su plazo y su avance no cambian.
    async fn cambiar_mejora(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarMejoraInput,
    ) -> Result<MejoraPayload, ApiError> {
        let (entidad, id) = registro_editable::<mejora::Entity>(ctx, &input.id, Tipo::Mejora).await?;
        let mut v = Validacion::default();
        let origen_id = cambio_del_registro(&mut v, "origen", entidad, input.origen, Tipo::Entrega);
        let entrega_id = cambio_del_registro(&mut v, "entrega", entidad, input.entrega, Tipo::Entrega);
        let brecha_id = cambio_del_registro(&mut v, "brecha", entidad, input.brecha, Tipo::BrechaCalidad);
        let vinculos = cambiados(ctx, &mut v, entidad, input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<mejora::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner_o_quitar(&mut fila.descripcion, input.descripcion);
            poner(
                &mut v,
                "estado",
                &mut fila.estado,
                input.estado.map_value(|x| estado::EstadoMejora::from(x).codigo()),
            );
            poner_o_quitar(&mut fila.origen_id, origen_id);
            poner_o_quitar(&mut fila.entrega_id, entrega_id);
            if !input.horas_liberadas.is_undefined() {
                fila.horas_liberadas = horas(&mut v, "horasLiberadas", input.horas_liberadas.take());
            }
            poner_o_quitar(&mut fila.verificada_el, input.verificada_el.map_value(String::from));
            poner_o_quitar(&mut fila.brecha_id, brecha_id);
            poner_o_quitar(&mut fila.responsable, input.responsable);
            poner_o_quitar(&mut fila.plan_inicio, input.plan_inicio.map_value(String::from));
            poner_o_quitar(&mut fila.plan_fin, input.plan_fin.map_value(String::from));
            poner_o_quitar(&mut fila.terminada_el, input.terminada_el.map_value(String::from));
            poner_o_quitar(&mut fila.avance, input.avance);
            poner_o_quitar(&mut fila.evidencia, input.evidencia);
            exigir_brecha(escritura, &mut v, Some(&antes), &fila).await?;
            exigir_accion_firme(escritura, &antes, &fila).await?;
            fila.vinculos = vinculos.unwrap_or(fila.vinculos);
            fila.visibilidad = estado::EstadoMejora::de_codigo(fila.estado).map_or(fila.visibilidad, visibilidad_de);
            revisar(escritura, v, Some(&antes), &fila).await?;
            escritura.cambiar::<mejora::Entity>(antes, fila).await
        };
        Ok(escribir::<mejora::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una mejora. La que cierra una brecha, solo en la etapa de planificación: después se descarta.
    async fn archivar_mejora(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<MejoraPayload, ApiError> {
        let (entidad, id) = registro_editable::<mejora::Entity>(ctx, &input.id, Tipo::Mejora).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<mejora::Entity>(id, input.revision).await?;
            exigir_accion_retirable(escritura, &antes).await?;
            escritura.archivar::<mejora::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<mejora::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
