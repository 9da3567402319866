//! Writing `PoliticaEntrega`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{cliente, politica_entrega, servicio};

use super::aprobar::{exigir_borrador, siguiente_edicion};
use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{del_registro, exigir_en_uso};
use crate::schema::rdm::enums::{Distribucion, EstadoEntrega, MetodoDespliegue, ModoDespliegue, TipoEntrega};
use crate::schema::rdm::politica_entrega::PoliticaEntrega;
use crate::schema::rdm::tipos::{Congelamiento, ItemPolitica};
use crate::schema::registro::datos::{guardar, leer};
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{entidad_editable, escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Política que se crea, en borrador y con la edición que sigue.
#[derive(Debug, InputObject)]
pub struct CrearPoliticaEntregaInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Servicio.
    pub servicio: ID,
    /// Cliente.
    pub cliente: ID,
    /// Cómo llega a todos sus lugares.
    pub metodo: MetodoDespliegue,
    /// Quién comienza la distribución.
    pub distribucion: Distribucion,
    /// Si lo hace una herramienta o personas.
    pub modo: ModoDespliegue,
    /// Cada cuánto se entrega.
    pub frecuencia: Option<String>,
    /// Tipos de entrega que admite; todos si no se dice.
    #[graphql(default)]
    pub tipos: Vec<TipoEntrega>,
    /// Qué cuenta como emergencia.
    pub emergencia: Option<String>,
    /// Pasos que una emergencia puede omitir.
    #[graphql(default)]
    pub omite: Vec<EstadoEntrega>,
    /// Lo que se verifica tras un despliegue, además de documentación, comunicación y roles.
    #[graphql(default)]
    pub verificacion: Vec<ItemPolitica>,
    /// Períodos en que no se despliega, salvo emergencias.
    #[graphql(default)]
    pub congelamientos: Vec<Congelamiento>,
    /// Desde cuándo rige.
    pub vigente_desde: Option<Fecha>,
    /// Hasta cuándo rige; sin fecha, hasta que otra edición la reemplace.
    pub vigente_hasta: Option<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una política. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarPoliticaEntregaInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Cómo llega a todos sus lugares.
    pub metodo: MaybeUndefined<MetodoDespliegue>,
    /// Quién comienza la distribución.
    pub distribucion: MaybeUndefined<Distribucion>,
    /// Si lo hace una herramienta o personas.
    pub modo: MaybeUndefined<ModoDespliegue>,
    /// Cada cuánto se entrega.
    pub frecuencia: MaybeUndefined<String>,
    /// Tipos de entrega que admite; todos si no se dice.
    pub tipos: Option<Vec<TipoEntrega>>,
    /// Qué cuenta como emergencia.
    pub emergencia: MaybeUndefined<String>,
    /// Pasos que una emergencia puede omitir.
    pub omite: Option<Vec<EstadoEntrega>>,
    /// Lo que se verifica tras un despliegue, además de documentación, comunicación y roles.
    pub verificacion: Option<Vec<ItemPolitica>>,
    /// Períodos en que no se despliega, salvo emergencias.
    pub congelamientos: Option<Vec<Congelamiento>>,
    /// Desde cuándo rige.
    pub vigente_desde: MaybeUndefined<Fecha>,
    /// Hasta cuándo rige; sin fecha, hasta que otra edición la reemplace.
    pub vigente_hasta: MaybeUndefined<Fecha>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una política.
#[derive(SimpleObject)]
pub struct PoliticaEntregaPayload {
    /// La política.
    pub politica_entrega: PoliticaEntrega,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<politica_entrega::Model>> for PoliticaEntregaPayload {
    fn from(escrita: Escrita<politica_entrega::Model>) -> Self {
        Self { politica_entrega: PoliticaEntrega(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a policy as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&politica_entrega::Model>,
    fila: &politica_entrega::Model,
) -> Result<(), StoreError> {
    v.opcional("frecuencia", fila.frecuencia.as_deref(), datos::NOMBRE);
    v.opcional("emergencia", fila.emergencia.as_deref(), datos::TEXTO);
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
    let omite: Vec<EstadoEntrega> = leer(&fila.omite).unwrap_or_default();
    let prohibido = omite.iter().position(|paso| !estado::EstadoEntrega::from(*paso).se_puede_omitir());
    if let Some(i) = prohibido {
        v.falta(
            &format!("omite.{i}"),
            "PASO_OBLIGATORIO",
            "Ese paso no se puede omitir: la autorización, el despliegue y la revisión se hacen siempre.",
        );
    }
    datos::items(&mut v, "verificacion", &fila.verificacion);
    datos::periodos(&mut v, "congelamientos", &fila.congelamientos);
    v.en_orden("vigenteHasta", fila.vigente_desde.as_deref(), fila.vigente_hasta.as_deref());
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct PoliticaEntregaMutation;

#[Object]
impl PoliticaEntregaMutation {
    /// Crea una política, en borrador.
    async fn crear_politica_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearPoliticaEntregaInput,
    ) -> Result<PoliticaEntregaPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let servicio_id =
            del_registro(&mut v, "servicio", entidad, &input.servicio, Tipo::Servicio).unwrap_or_default();
        let cliente_id = del_registro(&mut v, "cliente", entidad, &input.cliente, Tipo::Cliente).unwrap_or_default();
        let trabajo = async |escritura: &mut Escritura| {
            let edicion = siguiente_edicion(escritura, servicio_id, cliente_id).await?;
            let fila = politica_entrega::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Borrador.codigo(),
                servicio_id,
                cliente_id,
                edicion,
                metodo: estado::MetodoDespliegue::from(input.metodo).codigo(),
                distribucion: estado::Distribucion::from(input.distribucion).codigo(),
                modo: estado::ModoDespliegue::from(input.modo).codigo(),
                frecuencia: input.frecuencia,
                tipos: guardar(&input.tipos),
                emergencia: input.emergencia,
                omite: guardar(&input.omite),
                verificacion: guardar(&input.verificacion),
                congelamientos: guardar(&input.congelamientos),
                vigente_desde: input.vigente_desde.map(String::from),
                vigente_hasta: input.vigente_hasta.map(String::from),
                aprobada_s: None,
            };
            revisar(escritura, v, None, &fila).await?;
            escritura.crear::<politica_entrega::Entity>(fila).await
        };
        Ok(escribir::<politica_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una política.
    async fn cambiar_politica_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarPoliticaEntregaInput,
    ) -> Result<PoliticaEntregaPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<politica_entrega::Entity>(ctx, &input.id, Tipo::PoliticaEntrega).await?;
        let mut v = Validacion::default();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<politica_entrega::Entity>(id, input.revision).await?;
            exigir_borrador(&antes)?;
            let mut fila = antes.clone();
            poner(
                &mut v,
                "metodo",
                &mut fila.metodo,
                input.metodo.map_value(|x| estado::MetodoDespliegue::from(x).codigo()),
            );
            poner(
                &mut v,
                "distribucion",
                &mut fila.distribucion,
                input.distribucion.map_value(|x| estado::Distribucion::from(x).codigo()),
            );
            poner(&mut v, "modo", &mut fila.modo, input.modo.map_value(|x| estado::ModoDespliegue::from(x).codigo()));
            poner_o_quitar(&mut fila.frecuencia, input.frecuencia);
            if let Some(lista) = input.tipos {
                fila.tipos = guardar(&lista);
            }
            poner_o_quitar(&mut fila.emergencia, input.emergencia);
            if let Some(lista) = input.omite {
                fila.omite = guardar(&lista);
            }
            if let Some(lista) = input.verificacion {
                fila.verificacion = guardar(&lista);
            }
            if let Some(lista) = input.congelamientos {
                fila.congelamientos = guardar(&lista);
            }
            poner_o_quitar(&mut fila.vigente_desde, input.vigente_desde.map_value(String::from));
            poner_o_quitar(&mut fila.vigente_hasta, input.vigente_hasta.map_value(String::from));
            revisar(escritura, v, Some(&antes), &fila).await?;
            escritura.cambiar::<politica_entrega::Entity>(antes, fila).await
        };
        Ok(escribir::<politica_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una política.
    async fn archivar_politica_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<PoliticaEntregaPayload, ApiError> {
        let (entidad, id) =
            registro_editable::<politica_entrega::Entity>(ctx, &input.id, Tipo::PoliticaEntrega).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<politica_entrega::Entity>(id, input.revision).await?;
            exigir_borrador(&antes)?;
            escritura.archivar::<politica_entrega::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<politica_entrega::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
