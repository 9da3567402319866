//! Releases with their packages.

use serde_json::{Value, json};

use super::camino::{Camino, Paso, camino};
use super::obra::{Hecho, Obra};
use super::servicio::Acuerdo;
use crate::domain::entrega::estado::EstadoEntrega::{
    self, Aceptada, Autorizada, Borrador, Cerrada, Desplegada, EnConstruccion, EnDespliegue, EnPrueba, EnRevision,
    Planificada, Rechazada,
};
use crate::domain::entrega::estado::TipoEntrega;
use crate::domain::registro::DeLista;
use crate::generate::azar::Azar;
use crate::reloj::dia_en_el_peru;

const CAMBIOS: [&str; 10] = [
    "Formulario en línea",
    "Mesa de partes virtual",
    "Consulta del estado del trámite",
    "Firma digital",
    "Pasarela de pagos",
    "Tablero de seguimiento",
    "Corrección de cálculos",
    "Integración con la plataforma de interoperabilidad",
    "Notificaciones electrónicas",
    "Cambio de infraestructura",
];
/// Who takes the steps.
const GERENTE: &str = "gerencia-de-entregas";

/// A release that was made.
#[derive(Debug)]
pub(super) struct Hecha {
    pub(super) id: i64,
    pub(super) camino: Camino,
}

/// Makes so many.
pub(super) fn entregas(obra: &mut Obra<'_>, azar: &mut Azar, oferta: &[Acuerdo], cuantas: usize) -> Hecho<Vec<Hecha>> {
    let cada = (0..cuantas).map(|_| {
        let acuerdo = azar.uno(oferta);
        let camino = camino(azar);
        let nombre = format!("{} {}.{}", azar.uno(&CAMBIOS), azar.entre(&(1..=9)), azar.entre(&(0..=20)));
        let paquete = paquete(obra, azar, acuerdo, &camino, &nombre)?;
        Ok(Hecha { id: entrega(obra, azar, (acuerdo, paquete), &camino, &nombre)?, camino })
    });
    cada.collect()
}

/// What the change authority says on a day.
pub(super) fn autorizacion(decision: &str, dia: &str) -> Value {
    json!({ "decision": decision, "autoridad": "Comité de Cambios", "fecha": dia })
}

/// A step, as records keep it.
pub(super) fn paso(desde: &str, hasta: &str, cuando: chrono::DateTime<chrono::Utc>, motivo: Option<&str>) -> Value {
    json!({ "desde": desde, "hasta": hasta, "momento": cuando, "sujeto": GERENTE, "motivo": motivo, "omite": [] })
}

fn paquete(obra: &mut Obra<'_>, azar: &mut Azar, acuerdo: Acuerdo, camino: &Camino, nombre: &str) -> Hecho {
    let construido = camino.cuando(EnPrueba).or(camino.cuando(EnDespliegue)).map(dia_en_el_peru);
    let dice = json!({ "servicio_id": acuerdo.servicio, "cliente_id": acuerdo.cliente, "codigo": obra.codigo("PAQ"), "nombre": nombre,
        "mayor": azar.entero(1, 9), "menor": azar.entero(0, 20), "arreglo": i32::from(camino.es_urgente()), "unidades": [acuerdo.unidad],
        "construido_por": construido.is_some().then_some("Ejecutor de construcción"), "construido_el": construido,
        "linea_base": camino.exitosa == Some(true) });
    obra.hacer(|r| &mut r.paquetes, camino.estado.visibilidad(), dice)
}

fn entrega(
    obra: &mut Obra<'_>,
    azar: &mut Azar,
    (acuerdo, paquete): (Acuerdo, i64),
    camino: &Camino,
    nombre: &str,
) -> Hecho {
    let segundos = |estado: EstadoEntrega| camino.cuando(estado).map(|cuando| cuando.timestamp());
    let desplegada = camino.cuando(Desplegada).map(dia_en_el_peru);
    let salio = camino.estado.es_final().then(|| segundos(camino.estado)).flatten();
    let dice = json!({ "servicio_id": acuerdo.servicio, "cliente_id": acuerdo.cliente, "paquete_id": paquete,
        "politica_id": (camino.estado != Borrador).then_some(acuerdo.politica), "codigo": obra.codigo("ENT"), "nombre": nombre,
        "tipo": camino.tipo.codigo(), "estado": camino.estado.codigo(), "plan_inicio": camino.comienzo, "plan_fin": camino.fin,
        "contenido": nombre, "criterios": ["Responde en menos de 3 segundos", "Pasa las pruebas del cliente"],
        "criterios_acordados_el": camino.comienzo, "criterios_acordados_por": "Representante del cliente",
        "rfc": obra.codigo("RfC"), "errores_conocidos": [], "problemas": [],
        "justificacion_emergencia": camino.es_urgente().then_some("El servicio no atiende a nadie."),
        "autorizacion": autorizada(camino), "pasos": camino.pasos.iter().map(|p| el_paso(camino, *p)).collect::<Vec<_>>(),
        "revision_cierre": revision(camino), "exitosa": camino.exitosa,
        "a_tiempo": desplegada.map(|dia| dia <= camino.fin.to_string()),
        "planificada_s": segundos(Planificada).or(segundos(Autorizada)), "desplegada_s": segundos(Desplegada), "cerrada_s": salio,
        "vinculos": obra.vinculos(azar, if camino.tipo == TipoEntrega::Mayor { 5 } else { 2 }) });
    obra.hacer(|r| &mut r.entregas, camino.estado.visibilidad(), dice)
}

fn autorizada(camino: &Camino) -> Option<Value> {
    let dijo = |decision, estado| camino.cuando(estado).map(|cuando| autorizacion(decision, &dia_en_el_peru(cuando)));
    let negada = camino.ultimo == Planificada && camino.estado == Rechazada;
    if negada { dijo("RECHAZADA", Rechazada) } else { dijo("APROBADA", Autorizada) }
}

fn el_paso(camino: &Camino, (desde, hasta, cuando): Paso) -> Value {
    let motivo = match hasta {
        Rechazada => Some("No cumple los criterios acordados."),
        EstadoEntrega::Cancelada => Some("El servicio cambia de prioridad."),
        EstadoEntrega::Revertida => Some("Los datos no cuadran después del despliegue."),
        _ => None,
    };
    let mut paso = paso(desde.nombre(), hasta.nombre(), cuando, motivo);
    let omite: &[EstadoEntrega] = match hasta {
        Autorizada if camino.es_urgente() => &[Planificada],
        EnDespliegue if camino.es_urgente() => &[EnConstruccion, EnPrueba, Aceptada],
        _ => &[],
    };
    paso["omite"] = omite.iter().map(|estado| estado.nombre()).collect();
    paso
}

fn revision(camino: &Camino) -> Option<Value> {
    camino.cuando(EnRevision)?;
    if !camino.llego(Cerrada) {
        return Some(
            json!({ "experiencia": "Se preguntará a 50 personas.", "problemas_abiertos": [], "oportunidades": [] }),
        );
    }
    Some(
        json!({ "experiencia": "42 de 50 conformes.", "cambios_implementados": true, "desempeno": "1.8 s en promedio.",
        "problemas_abiertos": [], "informe": "Informe post-implementación archivado.", "oportunidades": [],
        "regularizacion": camino.es_urgente().then_some("Se probó con el cliente en los cinco días siguientes."),
        "exitosa": camino.exitosa }),
    )
}
