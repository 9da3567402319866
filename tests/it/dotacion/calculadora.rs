//! The calculators of the manual: its golden numbers, and what they refuse.

use quipu::schema::QuipuSchema;
use serde_json::{Value, json};

use crate::support::base::{Base, Contenido, Motor};
use crate::support::server::Server;

async fn servidor() -> Server<QuipuSchema> {
    Server::quipu(Base::nueva(Motor::Sqlite, Contenido::Catalogos).await).await
}

async fn calcular(servidor: &Server<QuipuSchema>, campo: &str) -> Value {
    servidor.data(&format!("{{ calculadora {{ r: {campo} }} }}")).await["calculadora"]["r"].take()
}

#[tokio::test]
async fn each_period_gives_its_monthly_frequency() {
    let servidor = servidor().await;
    let casos = [
        ("35", "DIARIO", "770"),
        ("3", "SEMANAL", "12"),
        ("3", "QUINCENAL", "6"),
        ("7.5", "MENSUAL", "7.5"),
        ("5", "BIMESTRAL", "2.5"),
        ("6", "TRIMESTRAL", "2"),
        ("1", "CUATRIMESTRAL", "0.25"),
        ("3", "SEMESTRAL", "0.5"),
        ("540", "ANUAL", "45"),
        ("0", "DIARIO", "0"),
    ];
    for (veces, periodo, esperada) in casos {
        let campo = format!(r#"frecuenciaMensual(veces: "{veces}", periodo: {periodo})"#);
        assert_eq!(calcular(&servidor, &campo).await, esperada, "{campo}");
    }
}

#[tokio::test]
async fn standard_times_are_those_of_the_manual() {
    let servidor = servidor().await;
    let muestra = r#"["200","240","250","230","260","235","245","232","240","250"]"#;
    let campo = format!(
        "estandarEstadistico(muestra: {muestra}, unidad: SEGUNDO, registros: 100) {{ tiempo horasRedondeadas }}"
    );
    assert_eq!(calcular(&servidor, &campo).await, json!({ "tiempo": "238.2", "horasRedondeadas": "0.07" }));
    let campo = r#"estandarSubjetivo(minimo: "60", probable: "90", maximo: "180", unidad: SEGUNDO) { tiempo horasRedondeadas }"#;
    assert_eq!(calcular(&servidor, campo).await, json!({ "tiempo": "100", "horasRedondeadas": "0.03" }));
    let campo = r#"servidores(frecuenciaMensual: "770", duracionHoras: "0.07") { horas totalTiempo servidores }"#;
    let esperado = json!({ "horas": "53.9", "totalTiempo": "59.29", "servidores": "0.336875" });
    assert_eq!(calcular(&servidor, campo).await, esperado);
    assert_eq!(calcular(&servidor, r#"duracionHoras(duracion: "45", unidad: MINUTO)"#).await, "0.75");
}

#[tokio::test]
async fn positions_are_rounded_as_the_manual_does() {
    let servidor = servidor().await;
    let casos = [
        ("0.00", 0),
        ("0.54", 0),
        ("0.55", 1),
        ("0.60", 1),
        ("1.54", 1),
        ("1.55", 2),
        ("2.03", 2),
        ("3.10", 3),
        ("3.44", 3),
        ("3.54", 3),
        ("1.09", 1),
        ("0.545", 1),
        ("0.5449", 0),
    ];
    for (servidores, posiciones) in casos {
        let campo = format!(r#"posiciones(servidores: "{servidores}")"#);
        assert_eq!(calcular(&servidor, &campo).await, posiciones, "{campo}");
    }
    assert_eq!(calcular(&servidor, r#"posiciones(servidores: "1.54", umbral: "0.5")"#).await, 2);
}

/// Every refusal has a code and names the argument; nothing panics, whatever the size.
#[tokio::test]
async fn what_makes_no_sense_is_refused_by_name() {
    let servidor = servidor().await;
    let enorme = "7".repeat(28);
    let casos = [
        (r#"frecuenciaMensual(veces: "-1", periodo: DIARIO)"#.to_owned(), "veces"),
        (format!(r#"frecuenciaMensual(veces: "{enorme}", periodo: DIARIO)"#), "veces"),
        (r#"duracionHoras(duracion: "0", unidad: HORA)"#.to_owned(), "duracion"),
        (r#"duracionHoras(duracion: "-0.1", unidad: HORA)"#.to_owned(), "duracion"),
        (r"estandarEstadistico(muestra: [], unidad: HORA) { tiempo }".to_owned(), "muestra"),
        (r#"estandarEstadistico(muestra: ["1", "0"], unidad: HORA) { tiempo }"#.to_owned(), "muestra"),
        (r#"estandarEstadistico(muestra: ["1", "-2"], unidad: HORA) { tiempo }"#.to_owned(), "muestra"),
        (format!(r#"estandarEstadistico(muestra: ["{enorme}"], unidad: HORA) {{ tiempo }}"#), "muestra"),
        (r#"estandarEstadistico(muestra: ["1"], unidad: HORA, registros: 11) { tiempo }"#.to_owned(), "muestra"),
        (r#"estandarEstadistico(muestra: ["1"], unidad: HORA, registros: 0) { tiempo }"#.to_owned(), "muestra"),
        (r#"estandarSubjetivo(minimo: "0", probable: "1", maximo: "2", unidad: HORA) { tiempo }"#.to_owned(), "minimo"),
        (
            r#"estandarSubjetivo(minimo: "3", probable: "2", maximo: "4", unidad: HORA) { tiempo }"#.to_owned(),
            "probable",
        ),
        (
            r#"estandarSubjetivo(minimo: "1", probable: "5", maximo: "4", unidad: HORA) { tiempo }"#.to_owned(),
            "probable",
        ),
        (
            format!(r#"estandarSubjetivo(minimo: "1", probable: "2", maximo: "{enorme}", unidad: HORA) {{ tiempo }}"#),
            "maximo",
        ),
        (r#"estandarEstadistico(muestra: ["1"], unidad: HORA, registros: -5) { tiempo }"#.to_owned(), "registros"),
        (r#"servidores(frecuenciaMensual: "-1", duracionHoras: "1") { horas }"#.to_owned(), "frecuenciaMensual"),
        (format!(r#"servidores(frecuenciaMensual: "1", duracionHoras: "{enorme}") {{ horas }}"#), "duracionHoras"),
        (
            r#"servidores(frecuenciaMensual: "999999999999", duracionHoras: "999999999999") { horas }"#.to_owned(),
            "frecuenciaMensual",
        ),
        (r#"posiciones(servidores: "-1")"#.to_owned(), "servidores"),
        (format!(r#"posiciones(servidores: "{enorme}")"#), "servidores"),
        (r#"posiciones(servidores: "1", umbral: "0")"#.to_owned(), "umbral"),
        (r#"posiciones(servidores: "1", umbral: "1.01")"#.to_owned(), "umbral"),
    ];
    for (campo, culpable) in casos {
        let respuesta = servidor.graphql(&format!("{{ calculadora {{ r: {campo} }} }}")).await.json();
        let extensiones = &respuesta["errors"][0]["extensions"];
        let visto = (&extensiones["code"], &extensiones["campo"]);
        assert_eq!(visto, (&json!("ENTRADA_INVALIDA"), &json!(culpable)), "{campo}: {respuesta}");
    }
}

/// A number that cannot be kept exactly is refused before it is used.
#[tokio::test]
async fn an_inexact_number_is_refused() {
    let servidor = servidor().await;
    for veces in [r#""1e3""#, r#""NaN""#, r#""0.33333333333333333333333333333""#, "12345678901234567890.5", "true"] {
        let documento = format!("{{ calculadora {{ frecuenciaMensual(veces: {veces}, periodo: DIARIO) }} }}");
        assert_eq!(servidor.code(&documento).await, "CONSULTA_INVALIDA", "{veces}");
    }
}
