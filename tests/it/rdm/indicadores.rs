//! The figures of releases equal those that anyone counts from the exported rows, over random histories.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Taller;
use super::historia::{Azar, historia};
use super::taller::ENTIDAD;

const EXPORTADAS: &str = "{ entregas(first: 200, after: CURSOR) { pageInfo { hasNextPage endCursor } nodes { id tipo estado exitosa aTiempo planFin planificadaEn desplegadaEn \
     cerradaEn revisionCierre { experiencia } entidad { codigo sector { codigo } } servicio { codigo } cliente { codigo } \
     pruebas(orden: [{ campo: CREACION }]) { nodes { tipo resultado } } despliegues { nodes { estado verificadoEn lineasBase { nodes { momento } } } } } } }";

/// All releases that anyone may export, by the list.
async fn exportadas(taller: &Taller) -> Vec<Value> {
    let (mut filas, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let pagina = taller.leer(&EXPORTADAS.replace("CURSOR", &cursor.to_string())).await["entregas"].take();
        filas.extend(pagina["nodes"].as_array().unwrap().iter().cloned());
        if pagina["pageInfo"]["hasNextPage"] == false {
            return filas;
        }
        cursor = pagina["pageInfo"]["endCursor"].clone();
    }
}

const MEDIDAS: [&str; 8] = [
    "A_TIEMPO",
    "EXITO",
    "CAMBIOS_FALLIDOS",
    "EMERGENCIAS",
    "ACEPTADAS_A_LA_PRIMERA",
    "SIN_LINEA_BASE",
    "SIN_VERIFICACION",
    "SIN_REVISION",
];

/// Whether a release counts above and below in a ratio: said again, from what was exported of it.
fn cuenta(e: &Value, medida: &str) -> (bool, bool) {
    let desplegada = e["desplegadaEn"].is_string();
    let hechos = || e["despliegues"]["nodes"].as_array().unwrap().iter().filter(|d| d["estado"] == "DESPLEGADO");
    let posterior = |d: &Value| d["lineasBase"]["nodes"].as_array().unwrap().iter().any(|l| l["momento"] == "DESPUES");
    match medida {
        "A_TIEMPO" => (e["aTiempo"] == true, e["aTiempo"].is_boolean()),
        "EXITO" => (e["estado"] == "CERRADA" && e["exitosa"] == true, e["estado"] == "CERRADA"),
        "CAMBIOS_FALLIDOS" => (e["estado"] == "REVERTIDA" || (e["estado"] == "CERRADA" && e["exitosa"] == false), true),
        "EMERGENCIAS" => (e["tipo"] == "EMERGENCIA", true),
        "ACEPTADAS_A_LA_PRIMERA" => {
            let mut pruebas = e["pruebas"]["nodes"].as_array().unwrap().iter();
            let primera = pruebas.find(|p| p["tipo"] == "ACEPTACION" && p["resultado"] != "PENDIENTE");
            (primera.is_some_and(|p| p["resultado"] == "APROBADA"), primera.is_some())
        }
        "SIN_LINEA_BASE" => (desplegada && hechos().any(|d| !posterior(d)), desplegada),
        "SIN_VERIFICACION" => (desplegada && hechos().any(|d| d["verificadoEn"].is_null()), desplegada),
        _ => (desplegada && e["revisionCierre"].is_null(), desplegada),
    }
}

fn segundos(valor: &Value) -> Option<i64> {
    valor.as_str().map(|texto| chrono::DateTime::parse_from_rfc3339(texto).unwrap().timestamp())
}

/// The figures of these releases, in the shape of an answer.
fn recontadas(filas: &[&Value]) -> Value {
    let contar = |si: &dyn Fn(&Value) -> bool| filas.iter().filter(|e| si(e)).count();
    let lapso = |desde: &str, hasta: &str, si: &dyn Fn(&Value) -> bool| {
        let lapsos: Vec<i64> =
            filas.iter().filter(|e| si(e)).filter_map(|e| Some(segundos(&e[hasta])? - segundos(&e[desde])?)).collect();
        json!({ "segundos": lapsos.iter().sum::<i64>(), "casos": lapsos.len() })
    };
    let mut cifras = json!({
        "entregas": filas.len(), "mayores": contar(&|e| e["tipo"] == "MAYOR"), "menores": contar(&|e| e["tipo"] == "MENOR"),
        "emergencias": contar(&|e| e["tipo"] == "EMERGENCIA"), "desplegadas": contar(&|e| e["desplegadaEn"].is_string()),
        "tiempoHastaDesplegar": lapso("planificadaEn", "desplegadaEn", &|_| true),
        "tiempoHastaCerrar": lapso("desplegadaEn", "cerradaEn", &|e| e["estado"] == "CERRADA"),
    });
    for medida in MEDIDAS {
        cifras[medida] =
            json!({ "numerador": contar(&|e| cuenta(e, medida).0), "denominador": contar(&|e| cuenta(e, medida).1) });
    }
    cifras
}

fn pedidas() -> String {
    let razones: Vec<String> =
        MEDIDAS.iter().map(|m| format!("{m}: razon(medida: {m}) {{ numerador denominador }}")).collect();
    format!(
        "{{ entregas mayores menores emergencias desplegadas tiempoHastaDesplegar {{ segundos casos }} tiempoHastaCerrar {{ segundos casos }} {} }}",
        razones.join(" ")
    )
}

/// Every figure, at every level and in total, equals the count over the exported rows; what it explains is what counts.
#[tokio::test]
async fn figures_equal_a_count_over_the_exported_rows() {
    for semilla in [7, 11, 2026] {
        for taller in Taller::en_ambas().await {
            historia(&taller.server.app.db, &mut Azar(semilla)).await;
            assert!(comprobar(&taller).await > 60, "{semilla}");
            explicar(&taller).await;
        }
    }
}

/// Compares all figures with what is counted from the exported rows; how many releases there are.
pub(super) async fn comprobar(taller: &Taller) -> usize {
    let todas = exportadas(taller).await;
    let filas: Vec<&Value> = todas.iter().filter(|e| e["estado"] != "BORRADOR").collect();
    for (dimensiones, lugares) in [
        ("[]", &[][..]),
        ("[SECTOR]", &["/entidad/sector/codigo"]),
        ("[ENTIDAD, TIPO]", &["/entidad/codigo", "/tipo"]),
        ("[SERVICIO]", &["/entidad/codigo", "/servicio/codigo"]),
        ("[CLIENTE, MES]", &["/entidad/codigo", "/cliente/codigo", "/planFin"]),
        ("[MES]", &["/planFin"]),
    ] {
        comparar(taller, &filas, dimensiones, lugares).await;
    }
    filas.len()
}

async fn comparar(taller: &Taller, filas: &[&Value], dimensiones: &str, lugares: &[&str]) {
    let cifras = pedidas();
    let respuesta = taller
        .leer(&format!("{{ indicadoresEntrega(dimensiones: {dimensiones}) {{ entidadesConEntregas total {cifras} filas {{ clave {{ sector {{ codigo }} entidad {{ codigo }} \
             servicio {{ codigo }} cliente {{ codigo }} tipo mes }} cifras {cifras} }} }} }}"))
        .await["indicadoresEntrega"]
        .take();
    assert_eq!(respuesta["total"], recontadas(filas), "{dimensiones}");
    let entidades: BTreeSet<&str> = filas.iter().map(|e| e["entidad"]["codigo"].as_str().unwrap()).collect();
    assert_eq!(respuesta["entidadesConEntregas"], entidades.len());
    let mut grupos: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for fila in filas {
        let partes: Vec<String> = lugares
            .iter()
            .map(|lugar| {
                let texto = fila.pointer(lugar).and_then(Value::as_str).unwrap_or("-");
                if lugar.ends_with("planFin") { texto.get(..7).unwrap_or("-").to_owned() } else { texto.to_owned() }
            })
            .collect();
        grupos.entry(partes.join("|")).or_default().push(fila);
    }
    if lugares.is_empty() {
        assert_eq!(respuesta["filas"], json!([]));
        return;
    }
    let dadas = respuesta["filas"].as_array().unwrap();
    assert_eq!(dadas.len(), grupos.len(), "{dimensiones}");
    for dada in dadas {
        let partes: Vec<&str> = lugares
            .iter()
            .map(|lugar| {
                let lugar = match *lugar {
                    "/planFin" => "/mes",
                    "/entidad/sector/codigo" => "/sector/codigo",
                    otro => otro,
                };
                dada["clave"].pointer(lugar).and_then(Value::as_str).unwrap_or("-")
            })
            .collect();
        assert_eq!(dada["cifras"], recontadas(&grupos[&partes.join("|")]), "{dimensiones} {partes:?}");
    }
}

/// The releases behind both parts of every ratio are as many as the ratio says.
pub(super) async fn explicar(taller: &Taller) {
    for medida in MEDIDAS {
        let respuesta = taller.leer(&format!("{{ indicadoresEntrega(dimensiones: [ENTIDAD, MES], filtro: {{ entidad: [\"{ENTIDAD}\"] }}) {{ filas {{ \
            cifras {{ razon(medida: {medida}) {{ numerador denominador porcentaje }} entregas }} todas: entregas {{ totalCount }} \
            arriba: entregas(medida: {medida}) {{ totalCount }} abajo: entregas(medida: {medida}, parte: DENOMINADOR) {{ totalCount }} }} }} }}")).await;
        for fila in respuesta["indicadoresEntrega"]["filas"].as_array().unwrap() {
            let razon = &fila["cifras"]["razon"];
            assert_eq!(fila["todas"]["totalCount"], fila["cifras"]["entregas"], "{medida}");
            assert_eq!(fila["arriba"]["totalCount"], razon["numerador"], "{medida}");
            assert_eq!(fila["abajo"]["totalCount"], razon["denominador"], "{medida}");
            assert_eq!(razon["porcentaje"].is_null(), razon["denominador"] == 0, "{medida}");
        }
    }
}

/// The releases behind all groups are read at once, whatever their number; each is of its group, a list that was cut says
/// so, and a cursor is of one group only.
#[tokio::test]
async fn the_releases_behind_groups_are_read_together() {
    let documento = |dimensiones: &str, pagina: &str| {
        format!(
            "{{ indicadoresEntrega(dimensiones: [{dimensiones}], filtro: {{ entidad: [\"{ENTIDAD}\"] }}) {{ filas {{ clave {{ tipo mes }} cifras {{ entregas }} \
             entregas({pagina}) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ id tipo planFin }} }} }} }} }}"
        )
    };
    for taller in Taller::en_ambas().await {
        historia(&taller.server.app.db, &mut Azar(3)).await;
        let una = taller.server.statements_as(&taller.token, &documento("", "first: 2")).await;
        let pocas = taller.server.statements_as(&taller.token, &documento("TIPO", "first: 2")).await;
        let muchas = taller.server.statements_as(&taller.token, &documento("TIPO, MES", "first: 2")).await;
        assert_eq!((pocas, muchas), (una + 2, una + 2));

        let filas = taller.leer(&documento("TIPO, MES", "first: 2")).await["indicadoresEntrega"]["filas"].take();
        let filas = filas.as_array().unwrap();
        assert!(filas.len() > 5, "{filas:?}");
        for fila in filas {
            let (lista, hay) = (&fila["entregas"], fila["cifras"]["entregas"].as_u64().unwrap());
            let nodos = lista["nodes"].as_array().unwrap();
            assert_eq!((lista["totalCount"].as_u64(), nodos.len() as u64), (Some(hay), hay.min(2)));
            assert_eq!(lista["pageInfo"]["hasNextPage"], hay > 2);
            for nodo in nodos {
                let mes = nodo["planFin"].as_str().map(|dia| &dia[..7]);
                assert_eq!((&nodo["tipo"], mes), (&fila["clave"]["tipo"], fila["clave"]["mes"].as_str()));
            }
        }
        let cursor = filas[0]["entregas"]["pageInfo"]["endCursor"].clone();
        let ajeno = taller.server.graphql_as(&taller.token, &documento("TIPO, MES", &format!("after: {cursor}"))).await;
        assert_eq!(ajeno.json()["errors"][0]["extensions"]["code"], "CURSOR_INVALIDO", "{}", ajeno.text);
    }
}
