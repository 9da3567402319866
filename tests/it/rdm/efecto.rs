//! From improvements to processes, hours, releases and their verification: figures counted again from the exported rows.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::Taller;
use super::historia::Azar;
use super::obra::Obra;
use super::taller::{ENTIDAD, Ficha, con};

/// Links of every level that the map has, in one entity.
async fn vinculos(taller: &Taller) -> Vec<Value> {
    let matriz = taller
        .leer(&format!(
            "{{ entidad(codigo: \"{ENTIDAD}\") {{ matriz {{ procesos {{ nodes {{ codigo }} }} \
             actividades(first: 5, filtro: {{ codigo: {{ nulo: false }} }}) {{ nodes {{ codigo }} }} \
             tareas(first: 5, filtro: {{ codigo: {{ nulo: false }} }}) {{ nodes {{ codigo }} }} }} }} }}"
        ))
        .await["entidad"]["matriz"]
        .take();
    let mut vinculos = Vec::new();
    for (lista, nivel) in [("procesos", "PROCESO"), ("actividades", "ACTIVIDAD"), ("tareas", "TAREA")] {
        let nodos = matriz[lista]["nodes"].as_array().unwrap();
        vinculos.extend(
            nodos.iter().filter(|n| n["codigo"].is_string()).map(|n| json!({ "nivel": nivel, "codigo": n["codigo"] })),
        );
    }
    assert!(vinculos.len() > 2);
    vinculos
}

/// Improvements at random: with and without hours, links and release, verified, given up.
async fn mejoras(taller: &Taller, azar: &mut Azar, entregas: &[Ficha]) {
    let vinculos = vinculos(taller).await;
    for i in 0..24 {
        let entrega = (azar.hasta(4) > 0).then(|| &entregas[usize::try_from(azar.hasta(3)).unwrap()].id);
        let horas = (azar.hasta(4) > 0).then(|| format!("{}.{}", azar.hasta(900), 1 + azar.hasta(999_999_999)));
        let suyos: Vec<&Value> = vinculos.iter().filter(|_| azar.hasta(3) == 0).take(4).collect();
        let estado = ["PROPUESTA", "EN_CURSO", "IMPLANTADA", "DESCARTADA", "VERIFICADA", "VERIFICADA"]
            [usize::try_from(azar.hasta(6)).unwrap()];
        let verificada = estado == "VERIFICADA";
        let mejora = json!({ "entidad": ENTIDAD, "codigo": format!("MJ-{i}"), "nombre": "Unir formularios", "estado": estado, "entrega": entrega,
            "horasLiberadas": horas, "vinculos": suyos, "verificadaEl": verificada.then_some("2026-11-20") });
        let json = taller.mutar("crearMejora", &mejora).await.json();
        assert_eq!(
            json["errors"].is_null(),
            !verificada || entrega == Some(&entregas[0].id) || entrega == Some(&entregas[2].id),
            "{json}"
        );
    }
}

const EXPORTADAS: &str = "{ mejoras(first: 200, filtro: { entidad: [ENTIDAD] }) { nodes { codigo estado horasLiberadas entrega { estado archivadoEn } entidad { codigo sector { codigo } } \
     vinculos { nivel codigo actividad { proceso { codigo } } tarea { actividad { proceso { codigo } } } } } } }";

/// How far an improvement has come, said again from what was exported of it.
fn llego(m: &Value, avance: &str) -> bool {
    let entrega = m["entrega"]["estado"].as_str().filter(|_| m["entrega"]["archivadoEn"].is_null()).unwrap_or("");
    m["estado"] != "DESCARTADA"
        && match avance {
            "prometidas" => true,
            "entregadas" => ["DESPLEGADA", "VERIFICADA", "EN_REVISION", "CERRADA"].contains(&entrega),
            _ => m["estado"] == "VERIFICADA" && ["VERIFICADA", "EN_REVISION", "CERRADA"].contains(&entrega),
        }
}

fn procesos(m: &Value) -> BTreeSet<String> {
    let de = |v: &Value| match v["nivel"].as_str().unwrap() {
        "PROCESO" => v["codigo"].as_str().map(str::to_owned),
        "ACTIVIDAD" => v["actividad"]["proceso"]["codigo"].as_str().map(str::to_owned),
        _ => v["tarea"]["actividad"]["proceso"]["codigo"].as_str().map(str::to_owned),
    };
    m["vinculos"].as_array().unwrap().iter().filter_map(de).collect()
}

fn horas(filas: &[&Value]) -> Decimal {
    filas.iter().filter_map(|m| m["horasLiberadas"].as_str()).map(|h| h.parse::<Decimal>().unwrap()).sum()
}

/// The figures of these improvements, in the shape of an answer.
fn recontadas(filas: &[&Value]) -> Value {
    let mut cifras = json!({});
    let de = |avance: &str| filas.iter().filter(|m| llego(m, avance)).copied().collect::<Vec<&Value>>();
    for avance in ["prometidas", "entregadas", "verificadas"] {
        let suyas = de(avance);
        cifras[avance] = json!({ "mejoras": suyas.len(), "sinHoras": suyas.iter().filter(|m| m["horasLiberadas"].is_null()).count(),
            "horas": horas(&suyas).normalize().to_string() });
    }
    let (arriba, abajo) = (horas(&de("verificadas")), horas(&de("prometidas")));
    cifras["cumplimiento"] =
        json!({ "numerador": arriba.normalize().to_string(), "denominador": abajo.normalize().to_string() });
    cifras
}

const CIFRAS: &str = "{ prometidas { mejoras sinHoras horas } entregadas { mejoras sinHoras horas } verificadas { mejoras sinHoras horas } \
     cumplimiento { numerador denominador } }";

/// Hours promised, delivered and verified, at every level, equal the sums over the exported rows; each row explains itself.
#[tokio::test]
async fn hours_equal_the_sums_over_the_exported_rows() {
    for semilla in [1, 8] {
        for taller in Taller::en_ambas().await {
            let mut entregas = Vec::new();
            let mut obras = Vec::new();
            for (marca, estado) in [("1", "CERRADA"), ("2", "DESPLEGADA"), ("3", "VERIFICADA")] {
                let mut obra = Obra::nueva(&taller, marca, "MENOR", &[]).await;
                obra.hasta(estado).await;
                entregas.push(obra.entrega.clone());
                obras.push(obra);
            }
            mejoras(&taller, &mut Azar(semilla), &entregas).await;
            comparar(&taller, ENTIDAD).await;
            // A release that is taken back takes what it delivered with it, also what was seen to work.
            let mut tercera = obras.remove(2);
            tercera.avanzar_despliegue("REVERTIDO").await;
            taller.refrescar("Entrega", &mut tercera.entrega).await;
            tercera.avanzar("REVERTIDA").await;
            comparar(&taller, ENTIDAD).await;
            // One that was taken out of use past the door delivers nothing either.
            let archivar = "UPDATE entrega SET archivado_en = cambiado_en WHERE codigo IN ('E-1', 'E-2')";
            taller.server.app.db.execute_unprepared(archivar).await.unwrap();
            comparar(&taller, ENTIDAD).await;
        }
    }
}

/// Compares the figures of an entity with what is counted from its exported rows.
pub(super) async fn comparar(taller: &Taller, entidad: &str) {
    let todas = taller.leer(&EXPORTADAS.replace("ENTIDAD", &format!("\"{entidad}\""))).await["mejoras"]["nodes"].take();
    let suyas = format!("{{ entidad: [\"{entidad}\"] }}");
    let todas: Vec<&Value> = todas.as_array().unwrap().iter().filter(|m| m["estado"] != "DESCARTADA").collect();
    let respuesta = taller
        .leer(&format!(
            "{{ total: efectoMejoras(dimensiones: [], filtro: {suyas}) {{ total {CIFRAS} entidadesConMejoras filas {{ codigoProceso }} }} \
             sector: efectoMejoras(dimensiones: [SECTOR], filtro: {suyas}) {{ filas {{ sector {{ codigo }} cifras {CIFRAS} }} }} \
             proceso: efectoMejoras(dimensiones: [PROCESO], filtro: {suyas}) {{ filas {{ entidad {{ codigo }} codigoProceso matriz proceso {{ codigo }} cifras {CIFRAS} \
             p: mejoras(first: 200) {{ totalCount nodes {{ codigo }} }} e: mejoras(avance: ENTREGADA) {{ totalCount }} v: mejoras(avance: VERIFICADA) {{ totalCount }} }} }} }}"
        ))
        .await;
    assert_eq!(respuesta["total"]["total"], recontadas(&todas));
    assert_eq!((&respuesta["total"]["entidadesConMejoras"], &respuesta["total"]["filas"]), (&json!(1), &json!([])));
    assert_eq!(respuesta["sector"]["filas"].as_array().unwrap().len(), 1);
    assert_eq!(respuesta["sector"]["filas"][0]["cifras"], recontadas(&todas));
    let mut grupos: BTreeMap<Option<String>, Vec<&Value>> = BTreeMap::new();
    for mejora in &todas {
        let suyos = procesos(mejora);
        if suyos.is_empty() {
            grupos.entry(None).or_default().push(mejora);
        }
        for proceso in suyos {
            grupos.entry(Some(proceso)).or_default().push(mejora);
        }
    }
    let filas = respuesta["proceso"]["filas"].as_array().unwrap();
    assert_eq!(filas.len(), grupos.len());
    for fila in filas {
        let codigo = fila["codigoProceso"].as_str().map(str::to_owned);
        assert_eq!(fila["cifras"], recontadas(&grupos[&codigo]), "{codigo:?}");
        assert_eq!(fila["proceso"]["codigo"].as_str(), codigo.as_deref());
        for (lista, avance) in [("p", "prometidas"), ("e", "entregadas"), ("v", "verificadas")] {
            assert_eq!(fila[lista]["totalCount"], fila["cifras"][avance]["mejoras"], "{codigo:?} {avance}");
        }
        let codigos = |filas: &mut dyn Iterator<Item = &Value>| -> BTreeSet<String> {
            filas.map(|m| m["codigo"].as_str().unwrap().to_owned()).collect()
        };
        let suyas = codigos(&mut fila["p"]["nodes"].as_array().unwrap().iter());
        let contadas = codigos(&mut grupos[&codigo].iter().copied());
        assert_eq!(suyas, contadas, "{codigo:?}");
    }
}

/// A critical success factor names indicators of sheets, whose formula and measurements are read from there.
#[tokio::test]
async fn a_factor_is_followed_by_indicators_of_sheets() {
    for taller in Taller::en_ambas().await {
        let datos = taller
            .leer(&format!("{{ entidad(codigo: \"{ENTIDAD}\") {{ fichas {{ nodes {{ id indicadores {{ nodes {{ id nombre }} }} }} }} }} }}"))
            .await;
        let ficha = &datos["entidad"]["fichas"]["nodes"][0];
        let indicador = &ficha["indicadores"]["nodes"][0];
        let factor = |indicadores: Value| {
            json!({ "entidad": ENTIDAD, "codigo": "CSF-1", "nombre": "Responder a tiempo", "objetivo": "Atención oportuna",
                "indicadores": indicadores })
        };
        let error = taller.rechazo("crearFactorCritico", &factor(json!([indicador["id"], ficha["id"]]))).await;
        assert_eq!(error["extensions"]["errores"][0]["campo"], "input.indicadores.1");
        let mut csf = taller.hacer("crearFactorCritico", &factor(json!([indicador["id"], indicador["id"]]))).await;
        let repetido = taller.rechazo("crearFactorCritico", &factor(json!([]))).await;
        assert_eq!(repetido["extensions"]["errores"][0]["codigo"], "REPETIDO");
        let leido = taller
            .leer("{ factoresCriticos(filtro: { revisadoEl: { nulo: true }, entidad: [\"DEMO-MANUAL\"] }) { nodes { codigo indicadores { nombre formula frecuencia resumen(por: TODO) { valor } } } } }")
            .await;
        let suyos = &leido["factoresCriticos"]["nodes"][0]["indicadores"];
        assert_eq!((suyos.as_array().unwrap().len(), &suyos[0]["nombre"]), (1, &indicador["nombre"]));
        assert!(suyos[0]["resumen"][0]["valor"].is_string());
        taller.sobre("cambiarFactorCritico", &mut csf, &json!({ "revisadoEl": "2026-11-20", "indicadores": [] })).await;
        let error = taller.rechazo("cambiarFactorCritico", &con(&csf, &json!({ "objetivo": " " }))).await;
        assert_eq!(error["extensions"]["errores"][0]["codigo"], "VACIO");
    }
}
