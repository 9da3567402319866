//! What is known of a release and of its deployments when a step is asked for.

pub mod control;
pub mod expedientes;
pub mod indicadores;
pub mod mejoras;

use quipu_entities::{despliegue, entrega, linea_base, paquete, politica_entrega, prueba};
use serde_json::Value;

use super::StoreError;
use super::escritura::Escritura;
use crate::domain::entrega::datos::VERIFICACION;
use crate::domain::entrega::estado::{
    EstadoDespliegue, EstadoEntrega, MomentoLineaBase, ResultadoPrueba, TipoEntrega, TipoPrueba,
};
use crate::domain::entrega::hechos::{Decision, HechosDespliegue, HechosEntrega, HechosRevision};
use crate::domain::registro::DeLista;

/// Names in a list of a record.
fn nombres(lista: &Value) -> impl Iterator<Item = &str> {
    lista.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn decision(autorizacion: Option<&Value>) -> Option<Decision> {
    match autorizacion?.get("decision")?.as_str()? {
        "APROBADA" => Some(Decision::Aprobada),
        _ => Some(Decision::Rechazada),
    }
}

/// The state that a release is in.
pub fn estado(entrega: &entrega::Model) -> EstadoEntrega {
    EstadoEntrega::de_codigo(entrega.estado).unwrap_or(EstadoEntrega::Borrador)
}

/// Whether a release is an emergency.
pub fn es_emergencia(entrega: &entrega::Model) -> bool {
    entrega.tipo == TipoEntrega::Emergencia.codigo()
}

/// The policy for the client and the service of a release on the day of the write: the latest edition that is approved
/// and in force.
pub async fn politica_vigente(
    escritura: &Escritura,
    entrega: &entrega::Model,
) -> Result<Option<politica_entrega::Model>, StoreError> {
    let valores =
        [("servicio_id", entrega.servicio_id.into()), ("cliente_id", sea_orm::Value::from(entrega.cliente_id))];
    let politicas = escritura.con::<politica_entrega::Entity>(&valores).await?;
    Ok(vigente(politicas.into_iter(), entrega, &escritura.hoy()))
}

/// Of these policies, the latest edition for the client and the service of a release that is approved and in force.
fn vigente(
    politicas: impl Iterator<Item = politica_entrega::Model>,
    entrega: &entrega::Model,
    hoy: &str,
) -> Option<politica_entrega::Model> {
    let suyas = politicas.filter(|p| p.servicio_id == entrega.servicio_id && p.cliente_id == entrega.cliente_id);
    let vigentes = suyas.filter(|p| {
        p.aprobada_s.is_some()
            && p.vigente_desde.as_deref().is_none_or(|desde| desde <= hoy)
            && p.vigente_hasta.as_deref().is_none_or(|hasta| hasta >= hoy)
    });
    vigentes.max_by_key(|p| p.edicion)
}

/// The policy that a release follows: the one it was planned under, else the one in force.
pub async fn politica_de(
    escritura: &Escritura,
    entrega: &entrega::Model,
) -> Result<Option<politica_entrega::Model>, StoreError> {
    match entrega.politica_id {
        Some(id) => escritura.buscar::<politica_entrega::Entity>(id).await,
        None => politica_vigente(escritura, entrega).await,
    }
}

/// A release with everything that decides about its steps.
#[derive(Debug, Default)]
pub struct Expediente {
    /// The policy it follows.
    pub politica: Option<politica_entrega::Model>,
    /// Its package.
    pub paquete: Option<paquete::Model>,
    /// Its tests, in the order in which they were written.
    pub pruebas: Vec<prueba::Model>,
    /// Its deployments.
    pub despliegues: Vec<despliegue::Model>,
    /// Their baselines.
    pub lineas: Vec<linea_base::Model>,
}

impl Expediente {
    /// Of one release, as it is now.
    pub async fn leer(escritura: &Escritura, entrega: &entrega::Model) -> Result<Self, StoreError> {
        let suyos = [("entrega_id", sea_orm::Value::from(entrega.id))];
        let paquete = match entrega.paquete_id {
            Some(id) => escritura.buscar::<paquete::Entity>(id).await?,
            None => None,
        };
        Ok(Self {
            politica: politica_de(escritura, entrega).await?,
            paquete,
            pruebas: escritura.con::<prueba::Entity>(&suyos).await?,
            despliegues: escritura.con::<despliegue::Entity>(&suyos).await?,
            lineas: escritura.con::<linea_base::Entity>(&suyos).await?,
        })
    }

    /// All that decides about the steps of a release.
    pub fn hechos(&self, entrega: &entrega::Model, hoy: &str, motivo: Option<&str>) -> HechosEntrega {
        let politica = self.politica.as_ref();
        let paquete = self.paquete.as_ref().filter(|p| p.archivado_en.is_none());
        let de_cada_uno = self.despliegues.iter().map(|d| self.hechos_del_despliegue(entrega, d, hoy, motivo));
        HechosEntrega {
            emergencia: es_emergencia(entrega).then(|| omitibles(politica)),
            emergencia_justificada: entrega.justificacion_emergencia.is_some(),
            politica_vigente: politica.is_some(),
            tipo_admitido: politica.is_none_or(|p| admite(p, entrega.tipo)),
            paquete: paquete.is_some_and(|p| p.unidades.as_array().is_some_and(|unidades| !unidades.is_empty())),
            paquete_construido: paquete.is_some_and(|p| p.construido_el.is_some()),
            fechas: entrega.plan_inicio.is_some() && entrega.plan_fin.is_some(),
            contenido: entrega.contenido.is_some(),
            criterios: nombres(&entrega.criterios).next().is_some(),
            criterios_acordados: entrega.criterios_acordados_el.is_some() && entrega.criterios_acordados_por.is_some(),
            autorizacion: decision(entrega.autorizacion.as_ref()),
            pruebas: self.pruebas.iter().filter_map(resultado).collect(),
            despliegues: de_cada_uno.collect(),
            revision: entrega.revision_cierre.as_ref().map(revision),
            omitidos: omitidos(&entrega.pasos),
            motivo: dice_algo(motivo),
        }
    }

    /// All that decides about the steps of one of its deployments.
    pub fn hechos_del_despliegue(
        &self,
        entrega: &entrega::Model,
        despliegue: &despliegue::Model,
        hoy: &str,
        motivo: Option<&str>,
    ) -> HechosDespliegue {
        let linea = |momento: MomentoLineaBase| {
            self.lineas.iter().any(|l| l.despliegue_id == despliegue.id && l.momento == momento.codigo())
        };
        HechosDespliegue {
            estado: EstadoDespliegue::de_codigo(despliegue.estado).unwrap_or(EstadoDespliegue::Planificado),
            entrega: estado(entrega),
            emergencia: es_emergencia(entrega),
            fechas: despliegue.plan_inicio.is_some() && despliegue.plan_fin.is_some(),
            ejecutor: despliegue.ejecutor.is_some(),
            autorizacion: decision(despliegue.autorizacion.as_ref()),
            linea_base_antes: linea(MomentoLineaBase::Antes),
            linea_base_despues: linea(MomentoLineaBase::Despues),
            verificacion_completa: despliegue.verificado_s.is_some(),
            congelado: self.politica.as_ref().is_some_and(|p| congelado(p, hoy)),
            motivo: dice_algo(motivo),
        }
    }
}

fn dice_algo(texto: Option<&str>) -> bool {
    texto.is_some_and(|texto| !texto.trim().is_empty())
}

/// Steps that a policy lets an emergency go past.
fn omitibles(politica: Option<&politica_entrega::Model>) -> Vec<EstadoEntrega> {
    let nombres = politica.into_iter().flat_map(|p| nombres(&p.omite));
    nombres.filter_map(EstadoEntrega::de_nombre).collect()
}

fn admite(politica: &politica_entrega::Model, tipo: i16) -> bool {
    let mut tipos = nombres(&politica.tipos).filter_map(TipoEntrega::de_nombre).peekable();
    tipos.peek().is_none() || tipos.any(|admitido| admitido.codigo() == tipo)
}

fn resultado(prueba: &prueba::Model) -> Option<(TipoPrueba, ResultadoPrueba)> {
    Some((TipoPrueba::de_codigo(prueba.tipo)?, ResultadoPrueba::de_codigo(prueba.resultado)?))
}

/// Steps that a release went past.
pub fn omitidos(pasos: &Value) -> Vec<EstadoEntrega> {
    let pasos = pasos.as_array().into_iter().flatten().filter_map(|paso| paso.get("omite"));
    pasos.flat_map(nombres).filter_map(EstadoEntrega::de_nombre).collect()
}

fn revision(revision: &Value) -> HechosRevision {
    let dice = |campo: &str| revision.get(campo).and_then(Value::as_str).is_some_and(|texto| !texto.trim().is_empty());
    HechosRevision {
        experiencia: dice("experiencia"),
        cambios: revision.get("cambios_implementados") == Some(&Value::Bool(true)),
        desempeno: dice("desempeno"),
        problemas_abiertos: revision.get("problemas_abiertos").and_then(Value::as_array).map_or(0, Vec::len),
        informe: dice("informe"),
        regularizacion: dice("regularizacion"),
    }
}

fn congelado(politica: &politica_entrega::Model, hoy: &str) -> bool {
    let fecha =
        |ventana: &Value, campo: &str| ventana.get(campo).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut ventanas = politica.congelamientos.as_array().into_iter().flatten();
    ventanas.any(|ventana| *fecha(ventana, "desde") <= *hoy && *hoy <= *fecha(ventana, "hasta"))
}

/// Codes of everything that is verified after a deployment of a release.
pub fn por_verificar(politica: Option<&politica_entrega::Model>) -> Vec<String> {
    let propios = politica.into_iter().flat_map(|p| p.verificacion.as_array().into_iter().flatten());
    let propios = propios.filter_map(|item| item.get("codigo").and_then(Value::as_str));
    VERIFICACION.into_iter().chain(propios).map(str::to_owned).collect()
}
