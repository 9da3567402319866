//! Random walks of releases through GraphQL, by steps that are allowed and steps that are not: what was told to be possible
//! is what is done, and the figures equal a count over what came of it.

use quipu::store::escritura::auditoria;
use serde_json::{Value, json};

use super::Taller;
use super::historia::Azar;
use super::indicadores::{comprobar, explicar};
use super::obra::Obra;
use super::taller::{Ficha, con};

const ESTADOS: [&str; 14] = [
    "BORRADOR",
    "PLANIFICADA",
    "AUTORIZADA",
    "EN_CONSTRUCCION",
    "EN_PRUEBA",
    "ACEPTADA",
    "EN_DESPLIEGUE",
    "DESPLEGADA",
    "VERIFICADA",
    "EN_REVISION",
    "CERRADA",
    "RECHAZADA",
    "CANCELADA",
    "REVERTIDA",
];
const DESPLIEGUES: [&str; 7] =
    ["PLANIFICADO", "AUTORIZADO", "EN_CURSO", "DESPLEGADO", "FALLIDO", "REVERTIDO", "CANCELADO"];

fn uno<'a>(azar: &mut Azar, de: &[&'a str]) -> &'a str {
    de[usize::try_from(azar.hasta(i64::try_from(de.len()).unwrap())).unwrap()]
}

/// Tries a mutation over a record: whether it was done. A refusal is one of those that a step may get.
async fn intentar(taller: &Taller, mutacion: &str, ficha: &mut Ficha, resto: &Value) -> bool {
    let json = taller.mutar(mutacion, &con(ficha, resto)).await.json();
    if json["errors"].is_null() {
        let registros = json["data"][mutacion].as_object().unwrap();
        let registro = registros.values().find(|valor| valor["id"] == *ficha.id).unwrap();
        ficha.revision = registro["revision"].as_i64().unwrap();
        return true;
    }
    let codigo = json["errors"][0]["extensions"]["code"].as_str().unwrap();
    assert!(["PASO_NO_PERMITIDO", "REGISTRO_CERRADO", "ENTRADA_INVALIDA"].contains(&codigo), "{mutacion}: {json}");
    false
}

/// Takes a step, which is done when it was told to be possible, and refused when it was not.
async fn avanzar(taller: &Taller, tipo: &str, ficha: &mut Ficha, hasta: &str) {
    taller.refrescar(tipo, ficha).await;
    let pregunta = format!(
        "{{ node(id: \"{}\") {{ ... on {tipo} {{ pasosPosibles(motivo: \"azar\") {{ hasta posible }} }} }} }}",
        ficha.id
    );
    let pasos = taller.leer(&pregunta).await["node"]["pasosPosibles"].take();
    let posible = pasos.as_array().unwrap().iter().any(|paso| paso["hasta"] == hasta && paso["posible"] == true);
    let hecho = intentar(taller, &format!("avanzar{tipo}"), ficha, &json!({ "hasta": hasta, "motivo": "azar" })).await;
    assert_eq!(hecho, posible, "{tipo} → {hasta}: {pasos}");
}

/// Something that changes what a step asks for.
#[derive(Debug, Clone, Copy)]
enum Acto {
    Plan,
    Autorizacion,
    Construccion,
    Prueba,
    Revision,
    Despliegue,
    AutorizacionDelDespliegue,
    LineaBase(&'static str),
    Verificacion,
    Paso(&'static str),
}

const ACTOS: [Acto; 11] = [
    Acto::Plan,
    Acto::Autorizacion,
    Acto::Construccion,
    Acto::Prueba,
    Acto::Revision,
    Acto::Despliegue,
    Acto::AutorizacionDelDespliegue,
    Acto::LineaBase("ANTES"),
    Acto::LineaBase("DESPUES"),
    Acto::Verificacion,
    Acto::Paso(""),
];

/// What leads into a state.
fn camino(siguiente: &str) -> &'static [Acto] {
    match siguiente {
        "PLANIFICADA" => &[Acto::Plan],
        "AUTORIZADA" => &[Acto::Autorizacion],
        "EN_PRUEBA" => &[Acto::Construccion],
        "ACEPTADA" => &[Acto::Prueba],
        "EN_DESPLIEGUE" => &[Acto::Despliegue, Acto::AutorizacionDelDespliegue, Acto::Paso("AUTORIZADO")],
        "DESPLEGADA" => &[Acto::LineaBase("ANTES"), Acto::Paso("EN_CURSO"), Acto::Paso("DESPLEGADO")],
        "VERIFICADA" => &[Acto::LineaBase("DESPUES"), Acto::Verificacion],
        "EN_REVISION" | "CERRADA" => &[Acto::Revision],
        _ => &[],
    }
}

/// Does it, whether the state of the release admits it or not; `bien` leads on, else it is left to chance.
async fn hacer(obra: &mut Obra<'_>, azar: &mut Azar, acto: Acto, bien: bool) {
    let taller = obra.taller;
    taller.refrescar("Entrega", &mut obra.entrega).await;
    let aprobada = |azar: &mut Azar| if bien || azar.si() { "APROBADA" } else { "RECHAZADA" };
    match acto {
        Acto::Plan => {
            let dia = if azar.si() { "2030-11-20" } else { "2026-11-03" };
            let plan = json!({ "paquete": obra.paquete.id, "planInicio": "2026-11-02", "planFin": dia, "contenido": "Formulario",
                "criterios": ["Rápido"], "criteriosAcordadosEl": "2026-10-30", "criteriosAcordadosPor": "Jefa",
                "justificacionEmergencia": "El servicio está caído" });
            intentar(taller, "cambiarEntrega", &mut obra.entrega, &plan).await;
        }
        Acto::Autorizacion => {
            let dice =
                json!({ "autorizacion": { "decision": aprobada(azar), "autoridad": "Comité", "fecha": "2026-11-03" } });
            intentar(taller, "autorizarEntrega", &mut obra.entrega, &dice).await;
        }
        Acto::Construccion => {
            taller.refrescar("Paquete", &mut obra.paquete).await;
            let hecho = json!({ "construidoEl": "2026-11-10", "construidoPor": "Ejecutor" });
            intentar(taller, "cambiarPaquete", &mut obra.paquete, &hecho).await;
        }
        Acto::Prueba => {
            let prueba = json!({ "entrega": obra.entrega.id, "tipo": "ACEPTACION", "ambiente": "A", "responsable": "G",
                "representante": "Jefa", "fecha": "2026-11-12", "resultado": aprobada(azar) });
            taller.mutar("crearPrueba", &prueba).await;
        }
        Acto::Revision => {
            let fue = json!({ "experiencia": "Conformes", "cambiosImplementados": true, "desempeno": "1.4 s", "informe": "I-1",
                "regularizacion": "Se probó después", "exitosa": azar.si() });
            intentar(taller, "revisarEntrega", &mut obra.entrega, &json!({ "revisionCierre": fue })).await;
        }
        Acto::Despliegue if obra.despliegue.is_none() => {
            let nuevo = json!({ "entrega": obra.entrega.id, "ambiente": "Producción", "ejecutor": "Ejecutor",
                "planInicio": "2026-11-19", "planFin": "2026-11-20" });
            let json = taller.mutar("crearDespliegue", &nuevo).await.json();
            let id = json["data"]["crearDespliegue"]["despliegue"]["id"].as_str();
            obra.despliegue = id.map(|id| Ficha { id: id.to_owned(), revision: 1 });
        }
        otro => desplegar(obra, azar, otro).await,
    }
}

/// Something about its deployment, where it has one.
async fn desplegar(obra: &mut Obra<'_>, azar: &mut Azar, acto: Acto) {
    let taller = obra.taller;
    let Some(despliegue) = &mut obra.despliegue else { return };
    taller.refrescar("Despliegue", despliegue).await;
    match acto {
        Acto::AutorizacionDelDespliegue => {
            let dice =
                json!({ "autorizacion": { "decision": "APROBADA", "autoridad": "Comité", "fecha": "2026-11-13" } });
            intentar(taller, "autorizarDespliegue", despliegue, &dice).await;
        }
        Acto::LineaBase(momento) => {
            let linea = json!({ "despliegue": despliegue.id, "momento": momento, "fecha": "2026-11-19", "ubicacion": "CMDB",
                "elementos": [{ "codigo": "EC-1", "version": "2" }] });
            taller.mutar("crearLineaBase", &linea).await;
        }
        Acto::Verificacion => {
            let lista = ["DOCUMENTACION", "COMUNICACION", "ROLES", "MESA"];
            let lista =
                lista.map(|codigo| json!({ "codigo": codigo, "cumple": codigo != "MESA" || azar.hasta(4) > 0 }));
            intentar(taller, "verificarDespliegue", despliegue, &json!({ "verificacion": lista })).await;
        }
        Acto::Paso(hasta) => {
            let hasta = if hasta.is_empty() { uno(azar, &DESPLIEGUES) } else { hasta };
            avanzar(taller, "Despliegue", despliegue, hasta).await;
        }
        _ => {}
    }
}

/// Several seeds: releases go some way, well or badly, and at the end all that is counted is counted right and audited.
#[tokio::test]
async fn figures_hold_after_random_walks() {
    for semilla in [3, 17, 99] {
        for taller in Taller::en_ambas().await {
            let azar = &mut Azar(semilla);
            for i in 0..6 {
                let tipo = uno(azar, &["MAYOR", "MENOR", "EMERGENCIA"]);
                let omite = ["EN_CONSTRUCCION", "EN_PRUEBA", "ACEPTADA", "VERIFICADA"];
                let mut obra = Obra::nueva(&taller, &format!("{semilla}-{i}"), tipo, &omite).await;
                pasear(&mut obra, azar).await;
            }
            let entregas = comprobar(&taller).await;
            assert!(entregas > 2, "{semilla}: {entregas}");
            explicar(&taller).await;
            auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
        }
    }
}

/// Some way of one release: what leads on, with steps and acts at random between, most of which are refused.
async fn pasear(obra: &mut Obra<'_>, azar: &mut Azar) {
    let meta = usize::try_from(2 + azar.hasta(9)).unwrap();
    for siguiente in &ESTADOS[1..=meta] {
        for _ in 0..azar.hasta(3) {
            let acto = ACTOS[usize::try_from(azar.hasta(11)).unwrap()];
            hacer(obra, azar, acto, false).await;
            let hasta = uno(azar, &ESTADOS[..11]);
            avanzar(obra.taller, "Entrega", &mut obra.entrega, hasta).await;
        }
        for acto in camino(siguiente) {
            hacer(obra, azar, *acto, true).await;
        }
        avanzar(obra.taller, "Entrega", &mut obra.entrega, siguiente).await;
    }
    let salida = uno(azar, &ESTADOS);
    avanzar(obra.taller, "Entrega", &mut obra.entrega, salida).await;
}
