//! The figures said again, from records that were exported one by one: nothing of it is shared with the program.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::obra::COMPONENTES;

/// What a figure counts: a record, where it stands in each dimension that it has, and what of it matters.
#[derive(Debug, Clone)]
pub(super) struct Hecho {
    clase: &'static str,
    donde: BTreeMap<&'static str, Option<String>>,
    datos: Value,
}

/// Everything that one may export about services.
pub(super) const EXPORTADO: &str = "{ serviciosPriorizados(first: 60, filtro: { codigo: { empieza: \"A-\" } }) { nodes { entidad { codigo sector { codigo } } canal { codigo } priorizadoEl \
    mediciones { nodes { conductor { codigo } canal { codigo } desde casos media escala { codigo } evaluacion { etapa archivadoEn } } } \
    evaluaciones { nodes { desde etapa escala { codigo } plazoCondiciones plazoPlanificacion plazoEjecucion plazoSeguimiento \
    calificaciones { nodes { componente { codigo } valor } } brechas { nodes { componente { codigo } mejoras { nodes { estado planFin avance } } } } \
    informes { nodes { aprobadoEl } } lecciones { totalCount } } } } } }";

fn texto(valor: &Value) -> Option<String> {
    valor.as_str().map(str::to_owned)
}

fn mes(valor: &Value) -> Option<String> {
    valor.as_str().map(|dia| dia[..7].to_owned())
}

fn nodos(valor: &Value) -> impl Iterator<Item = &Value> {
    let nodos = valor["nodes"].as_array().unwrap();
    assert!(nodos.len() < 20, "a page that may be cut");
    nodos.iter()
}

/// The records behind the figures of a day.
pub(super) fn hechos(exportado: &Value, dia: &str) -> Vec<Hecho> {
    let mut hechos = Vec::new();
    for servicio in exportado["serviciosPriorizados"]["nodes"].as_array().unwrap() {
        let mut donde = BTreeMap::from([
            ("SECTOR", texto(&servicio["entidad"]["sector"]["codigo"])),
            ("ENTIDAD", texto(&servicio["entidad"]["codigo"])),
            ("CANAL", texto(&servicio["canal"]["codigo"])),
            ("MES", mes(&servicio["priorizadoEl"])),
        ]);
        hechos.push(Hecho { clase: "servicio", donde: donde.clone(), datos: Value::Null });
        for medicion in nodos(&servicio["mediciones"]) {
            let evaluacion = &medicion["evaluacion"];
            if evaluacion["etapa"] == "CANCELADA" || evaluacion["archivadoEn"].is_string() {
                continue;
            }
            let mut suyo = donde.clone();
            suyo.insert("CANAL", texto(&medicion["canal"]["codigo"]));
            suyo.insert("CONDUCTOR", texto(&medicion["conductor"]["codigo"]));
            suyo.insert("MES", mes(&medicion["desde"]));
            hechos.push(Hecho { clase: "medicion", donde: suyo, datos: medicion.clone() });
        }
        for evaluacion in nodos(&servicio["evaluaciones"]) {
            donde.insert("MES", mes(&evaluacion["desde"]));
            donde.insert("ETAPA", texto(&evaluacion["etapa"]));
            de_la_evaluacion(&mut hechos, &donde, evaluacion, dia);
        }
    }
    hechos
}

fn de_la_evaluacion(
    hechos: &mut Vec<Hecho>,
    donde: &BTreeMap<&'static str, Option<String>>,
    evaluacion: &Value,
    dia: &str,
) {
    let etapa = evaluacion["etapa"].as_str().unwrap();
    let plazo = match etapa {
        "CONDICIONES_PREVIAS" => &evaluacion["plazoCondiciones"],
        "PLANIFICACION" => &evaluacion["plazoPlanificacion"],
        "EJECUCION" => &evaluacion["plazoEjecucion"],
        "SEGUIMIENTO" => &evaluacion["plazoSeguimiento"],
        _ => &Value::Null,
    };
    let atrasada = plazo.as_str().is_some_and(|plazo| plazo < dia);
    hechos.push(Hecho {
        clase: "evaluacion",
        donde: donde.clone(),
        datos: json!({ "etapa": etapa, "atrasada": atrasada }),
    });
    if etapa == "CANCELADA" {
        return;
    }
    let en = |componente: &Value| {
        let mut suyo = donde.clone();
        suyo.insert("COMPONENTE", texto(componente));
        suyo
    };
    let calificados: BTreeSet<&str> =
        nodos(&evaluacion["calificaciones"]).map(|c| c["componente"]["codigo"].as_str().unwrap()).collect();
    for componente in COMPONENTES {
        let datos = json!(calificados.contains(componente));
        hechos.push(Hecho { clase: "componente", donde: en(&json!(componente)), datos });
    }
    for calificacion in nodos(&evaluacion["calificaciones"]) {
        let datos = json!({ "escala": evaluacion["escala"]["codigo"], "valor": calificacion["valor"] });
        hechos.push(Hecho { clase: "calificacion", donde: en(&calificacion["componente"]["codigo"]), datos });
    }
    for brecha in nodos(&evaluacion["brechas"]) {
        let suyo = en(&brecha["componente"]["codigo"]);
        for mejora in nodos(&brecha["mejoras"]) {
            let terminada = ["IMPLANTADA", "VERIFICADA", "DESCARTADA"].contains(&mejora["estado"].as_str().unwrap());
            let atrasada = !terminada && mejora["planFin"].as_str().is_some_and(|fin| fin < dia);
            let datos = json!({ "terminada": terminada, "atrasada": atrasada, "avance": mejora["avance"] });
            let mut suyo = suyo.clone();
            suyo.insert("MES", mes(&mejora["planFin"]));
            hechos.push(Hecho { clase: "accion", donde: suyo, datos });
        }
        let con_accion = json!(nodos(&brecha["mejoras"]).next().is_some());
        hechos.push(Hecho { clase: "brecha", donde: suyo, datos: con_accion });
    }
    for informe in nodos(&evaluacion["informes"]) {
        hechos.push(Hecho { clase: "informe", donde: donde.clone(), datos: json!(informe["aprobadoEl"].is_string()) });
    }
    for _ in 0..evaluacion["lecciones"]["totalCount"].as_i64().unwrap() {
        hechos.push(Hecho { clase: "leccion", donde: donde.clone(), datos: Value::Null });
    }
}

/// Dimensions that records of a class have.
fn tiene(clase: &str, dimension: &str) -> bool {
    match dimension {
        "SECTOR" | "ENTIDAD" | "CANAL" | "MES" => true,
        "ETAPA" => !["servicio", "medicion"].contains(&clase),
        "COMPONENTE" => ["componente", "calificacion", "brecha", "accion"].contains(&clase),
        _ => clase == "medicion",
    }
}

type Clave = Vec<Option<String>>;

/// The groups of these dimensions, each with its figures in the shape of an answer.
pub(super) fn grupos(hechos: &[Hecho], dimensiones: &[&'static str]) -> BTreeMap<Clave, Value> {
    let mut grupos: BTreeMap<Clave, Vec<&Hecho>> = BTreeMap::new();
    for hecho in hechos.iter().filter(|h| dimensiones.iter().all(|d| tiene(h.clase, d))) {
        let clave = dimensiones.iter().map(|d| hecho.donde[d].clone()).collect();
        grupos.entry(clave).or_default().push(hecho);
    }
    grupos.into_iter().map(|(clave, suyos)| (clave, cifras(&suyos, dimensiones))).collect()
}

fn cifras(hechos: &[&Hecho], dimensiones: &[&'static str]) -> Value {
    let de = |clase: &'static str| hechos.iter().filter(move |h| h.clase == clase).map(|h| &h.datos);
    let contar = |clase: &'static str, si: &dyn Fn(&Value) -> bool| de(clase).filter(|datos| si(datos)).count();
    let todos = |_: &Value| true;
    let si = |datos: &Value| *datos == json!(true);
    let avances: Vec<i64> = de("accion").filter_map(|a| a["avance"].as_i64()).collect();
    let mut cifras = json!({
        "serviciosPriorizados": contar("servicio", &todos),
        "evaluaciones": { "total": contar("evaluacion", &todos), "cerradas": contar("evaluacion", &|e| e["etapa"] == "CERRADA"),
            "canceladas": contar("evaluacion", &|e| e["etapa"] == "CANCELADA"), "atrasadas": contar("evaluacion", &|e| e["atrasada"] == true) },
        "componentesCalificados": { "numerador": contar("componente", &si), "denominador": contar("componente", &todos) },
        "calificaciones": calificaciones(de("calificacion")),
        "brechas": { "total": contar("brecha", &todos), "conAccion": contar("brecha", &si), "sinAccion": contar("brecha", &|b| !si(b)) },
        "acciones": { "total": contar("accion", &todos), "terminadas": contar("accion", &|a| a["terminada"] == true),
            "atrasadas": contar("accion", &|a| a["atrasada"] == true),
            "avance": { "numerador": avances.iter().sum::<i64>(), "denominador": avances.len() } },
        "conductores": conductores(de("medicion")),
        "informes": { "total": contar("informe", &todos), "aprobados": contar("informe", &si) },
        "lecciones": contar("leccion", &todos),
    });
    for (campo, clase) in [
        ("serviciosPriorizados", "servicio"),
        ("evaluaciones", "evaluacion"),
        ("componentesCalificados", "componente"),
        ("calificaciones", "calificacion"),
        ("brechas", "brecha"),
        ("acciones", "accion"),
        ("conductores", "medicion"),
        ("informes", "informe"),
        ("lecciones", "leccion"),
    ] {
        if !dimensiones.iter().all(|dimension| tiene(clase, dimension)) {
            cifras[campo] = Value::Null;
        }
    }
    cifras
}

fn calificaciones<'a>(datos: impl Iterator<Item = &'a Value>) -> Value {
    let mut por_escala: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for dato in datos {
        let (suma, n) = por_escala.entry(dato["escala"].as_str().unwrap()).or_default();
        *suma += dato["valor"].as_i64().unwrap();
        *n += 1;
    }
    let medias = por_escala.into_iter().map(|(escala, (suma, n))| {
        json!({ "escala": { "codigo": escala }, "numerador": suma, "denominador": n, "media": media(i128::from(suma) * 1_000_000, n) })
    });
    medias.collect()
}

fn conductores<'a>(datos: impl Iterator<Item = &'a Value>) -> Value {
    const ORDEN: [&str; 6] = ["TRATO", "INFORMACION", "TIEMPO", "RESULTADO", "ACCESIBILIDAD", "CONFIANZA"];
    let mut juntas: BTreeMap<(usize, &str), (i64, i128, i64)> = BTreeMap::new();
    for dato in datos {
        let lugar = ORDEN.iter().position(|c| dato["conductor"]["codigo"] == **c).unwrap();
        let (cuantas, suma, n) = juntas.entry((lugar, dato["escala"]["codigo"].as_str().unwrap())).or_default();
        let casos = dato["casos"].as_i64().unwrap();
        let media: Decimal = dato["media"].as_str().unwrap().parse().unwrap();
        *cuantas += 1;
        *suma += (media * Decimal::from(casos) * Decimal::from(1_000_000)).mantissa() / 10_i128.pow(media.scale());
        *n += casos;
    }
    let medias = juntas.into_iter().map(|((lugar, escala), (cuantas, suma, n))| {
        json!({ "conductor": { "codigo": ORDEN[lugar] }, "escala": { "codigo": escala }, "mediciones": cuantas,
            "numerador": Decimal::from_i128_with_scale(suma, 6).normalize().to_string(), "denominador": n, "media": media(suma, n) })
    });
    medias.collect()
}

/// Millionths over so many, to six decimals, halves away from zero.
fn media(suma: i128, n: i64) -> Value {
    let n = i128::from(n);
    let millonesimas = (2 * suma + n) / (2 * n);
    json!(Decimal::from_i128_with_scale(millonesimas, 6).normalize().to_string())
}
