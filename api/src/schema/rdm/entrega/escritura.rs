//! Writing `Entrega`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{cliente, entrega, paquete, servicio};

use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{cambio_del_registro, del_registro, exigir_en_uso, opcional_del_registro};
use crate::schema::rdm::entrega::Entrega;
use crate::schema::rdm::enums::TipoEntrega;
use crate::schema::rdm::reglas::{borrar_autorizacion, exigir_borrador, exigir_paquete_suyo, exigir_plan_abierto};
use crate::schema::registro::datos::guardar;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{entidad_editable, escribir, registro_editable};
use crate::schema::registro::vinculo::{VinculoInput, cambiados, guardables};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Entrega que se crea, en borrador, con lo que ya se sepa de su plan.
#[derive(Debug, InputObject)]
pub struct CrearEntregaInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Servicio que cambia.
    pub servicio: ID,
    /// Cliente que la recibe.
    pub cliente: ID,
    /// Código, único entre las entregas de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// Tipo.
    pub tipo: TipoEntrega,
    /// Paquete que lleva: de su servicio, y de su cliente o de todos.
    pub paquete: Option<ID>,
    /// Comienzo planificado.
    pub plan_inicio: Option<Fecha>,
    /// Fin planificado del despliegue.
    pub plan_fin: Option<Fecha>,
    /// Qué contiene.
    pub contenido: Option<String>,
    /// Criterios de aceptación.
    #[graphql(default)]
    pub criterios: Vec<String>,
    /// Cuándo acordó el cliente los criterios.
    pub criterios_acordados_el: Option<Fecha>,
    /// Quién los acordó por el cliente.
    pub criterios_acordados_por: Option<String>,
    /// Paquete de diseño del servicio (SDP).
    pub sdp: Option<String>,
    /// Solicitud de cambio (`RfC`).
    pub rfc: Option<String>,
    /// Errores conocidos que cierra.
    #[graphql(default)]
    pub errores_conocidos: Vec<String>,
    /// Problemas que cierra.
    #[graphql(default)]
    pub problemas: Vec<String>,
    /// Por qué es una emergencia.
    pub justificacion_emergencia: Option<String>,
    /// Procesos, actividades y tareas que cambia.
    #[graphql(default)]
    pub vinculos: Vec<VinculoInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una entrega. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarEntregaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre las entregas de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Tipo.
    pub tipo: MaybeUndefined<TipoEntrega>,
    /// Paquete que lleva: de su servicio, y de su cliente o de todos.
    pub paquete: MaybeUndefined<ID>,
    /// Comienzo planificado.
    pub plan_inicio: MaybeUndefined<Fecha>,
    /// Fin planificado del despliegue.
    pub plan_fin: MaybeUndefined<Fecha>,
    /// Qué contiene.
    pub contenido: MaybeUndefined<String>,
    /// Criterios de aceptación.
    pub criterios: Option<Vec<String>>,
    /// Cuándo acordó el cliente los criterios.
    pub criterios_acordados_el: MaybeUndefined<Fecha>,
    /// Quién los acordó por el cliente.
    pub criterios_acordados_por: MaybeUndefined<String>,
    /// Paquete de diseño del servicio (SDP).
    pub sdp: MaybeUndefined<String>,
    /// Solicitud de cambio (`RfC`).
    pub rfc: MaybeUndefined<String>,
    /// Errores conocidos que cierra.
    pub errores_conocidos: Option<Vec<String>>,
    /// Problemas que cierra.
    pub problemas: Option<Vec<String>>,
    /// Por qué es una emergencia.
    pub justificacion_emergencia: MaybeUndefined<String>,
    /// Procesos, actividades y tareas que cambia.
    pub vinculos: Option<Vec<VinculoInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una entrega.
#[derive(SimpleObject)]
pub struct EntregaPayload {
    /// La entrega.
    pub entrega: Entrega,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<entrega::Model>> for EntregaPayload {
    fn from(escrita: Escrita<entrega::Model>) -> Self {
        Self { entrega: Entrega(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a release as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&entrega::Model>,
    fila: &entrega::Model,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("contenido", fila.contenido.as_deref(), datos::TEXTO);
    datos::textos(&mut v, "criterios", &fila.criterios);
    v.opcional("criteriosAcordadosPor", fila.criterios_acordados_por.as_deref(), datos::NOMBRE);
    v.opcional("sdp", fila.sdp.as_deref(), datos::NOMBRE);
    v.opcional("rfc", fila.rfc.as_deref(), datos::NOMBRE);
    datos::textos(&mut v, "erroresConocidos", &fila.errores_conocidos);
    datos::textos(&mut v, "problemas", &fila.problemas);
    v.opcional("justificacionEmergencia", fila.justificacion_emergencia.as_deref(), datos::TEXTO);
    exigir_en_uso::<servicio::Entity>(
        escritura,
        &mut v,
        "servicio",
        antes.map(|a| a.servicio_id),
        Some(fila.servicio_id),
    )
    .await?;
    exigir_en_uso::<cliente::Entity>(escritura, &mut v, "cliente", antes.map(|a| a.cliente_id), Some(fila.cliente_id))
        .await?;
    exigir_en_uso::<paquete::Entity>(escritura, &mut v, "paquete", antes.and_then(|a| a.paquete_id), fila.paquete_id)
        .await?;
    exigir_paquete_suyo(escritura, &mut v, antes, fila).await?;
    if escritura.hay_otro::<entrega::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene una entrega con ese código.");
    }
    v.en_orden("planFin", fila.plan_inicio.as_deref(), fila.plan_fin.as_deref());
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct EntregaMutation;

#[Object]
impl EntregaMutation {
    /// Crea una entrega, en borrador.
    async fn crear_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearEntregaInput,
    ) -> Result<EntregaPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let servicio_id =
            del_registro(&mut v, "servicio", entidad, &input.servicio, Tipo::Servicio).unwrap_or_default();
        let cliente_id = del_registro(&mut v, "cliente", entidad, &input.cliente, Tipo::Cliente).unwrap_or_default();
        let paquete_id = opcional_del_registro(&mut v, "paquete", entidad, input.paquete.as_ref(), Tipo::Paquete);
        let vinculos = guardables(ctx, &mut v, entidad, "vinculos", input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let fila = entrega::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Borrador.codigo(),
                servicio_id,
                cliente_id,
                codigo: input.codigo,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                tipo: estado::TipoEntrega::from(input.tipo).codigo(),
                estado: estado::EstadoEntrega::Borrador.codigo(),
                politica_id: None,
                paquete_id,
                plan_inicio: input.plan_inicio.map(String::from),
                plan_fin: input.plan_fin.map(String::from),
                contenido: input.contenido,
                criterios: guardar(&input.criterios),
                criterios_acordados_el: input.criterios_acordados_el.map(String::from),
                criterios_acordados_por: input.criterios_acordados_por,
                sdp: input.sdp,
                rfc: input.rfc,
                errores_conocidos: guardar(&input.errores_conocidos),
                problemas: guardar(&input.problemas),
                justificacion_emergencia: input.justificacion_emergencia,
                autorizacion: None,
                pasos: serde_json::json!([]),
                revision_cierre: None,
                exitosa: None,
                a_tiempo: None,
                planificada_s: None,
                desplegada_s: None,
                cerrada_s: None,
                vinculos,
            };
            revisar(escritura, v, None, &fila).await?;
            escritura.crear::<entrega::Entity>(fila).await
        };
        Ok(escribir::<entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una entrega mientras es borrador; si es una emergencia, hasta que termina, pero no su tipo, ni su paquete
    /// desde que se prueba. Mientras no esté autorizada, un cambio de su plan borra lo que dijo la Autoridad de Cambio; otros
    /// criterios borran su acuerdo, si no se dice con ellos.
    async fn cambiar_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarEntregaInput,
    ) -> Result<EntregaPayload, ApiError> {
        let (entidad, id) = registro_editable::<entrega::Entity>(ctx, &input.id, Tipo::Entrega).await?;
        let mut v = Validacion::default();
        let paquete_id = cambio_del_registro(&mut v, "paquete", entidad, input.paquete, Tipo::Paquete);
        let vinculos = cambiados(ctx, &mut v, entidad, input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<entrega::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner(&mut v, "tipo", &mut fila.tipo, input.tipo.map_value(|x| estado::TipoEntrega::from(x).codigo()));
            poner_o_quitar(&mut fila.paquete_id, paquete_id);
            poner_o_quitar(&mut fila.plan_inicio, input.plan_inicio.map_value(String::from));
            poner_o_quitar(&mut fila.plan_fin, input.plan_fin.map_value(String::from));
            poner_o_quitar(&mut fila.contenido, input.contenido);
            if let Some(lista) = input.criterios.filter(|lista| guardar(lista) != antes.criterios) {
                fila.criterios = guardar(&lista);
                (fila.criterios_acordados_el, fila.criterios_acordados_por) = (None, None);
            }
            poner_o_quitar(&mut fila.criterios_acordados_el, input.criterios_acordados_el.map_value(String::from));
            poner_o_quitar(&mut fila.criterios_acordados_por, input.criterios_acordados_por);
            poner_o_quitar(&mut fila.sdp, input.sdp);
            poner_o_quitar(&mut fila.rfc, input.rfc);
            if let Some(lista) = input.errores_conocidos {
                fila.errores_conocidos = guardar(&lista);
            }
            if let Some(lista) = input.problemas {
                fila.problemas = guardar(&lista);
            }
            poner_o_quitar(&mut fila.justificacion_emergencia, input.justificacion_emergencia);
            fila.vinculos = vinculos.unwrap_or(fila.vinculos);
            exigir_plan_abierto(&antes, &fila)?;
            borrar_autorizacion(&antes, &mut fila);
            revisar(escritura, v, Some(&antes), &fila).await?;
            escritura.cambiar::<entrega::Entity>(antes, fila).await
        };
        Ok(escribir::<entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una entrega, que debe ser un borrador.
    async fn archivar_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<EntregaPayload, ApiError> {
        let (entidad, id) = registro_editable::<entrega::Entity>(ctx, &input.id, Tipo::Entrega).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<entrega::Entity>(id, input.revision).await?;
            exigir_borrador(&antes)?;
            escritura.archivar::<entrega::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
