//! Indicators over periods: sums divided once, with what they cover.

use quipu::demostracion::{FICHAS, FichaEntera};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::taller::{hacer, rechazo, servidores};

const RESUMEN: &str = "anio numerador denominador valor meta cumple periodosMedidos periodosEsperados";

fn de(argumentos: &str) -> String {
    format!(
        "{{ entidad(codigo: \"DEMO-MANUAL\") {{ fichas {{ nodes {{ indicadores {{ nodes {{ resumen{argumentos} {{ {RESUMEN} }} }} }} }} }} }} }}"
    )
}

fn resumen(datos: &Value) -> Value {
    datos.pointer("/entidad/fichas/nodes/0/indicadores/nodes/0/resumen").expect("a summary").clone()
}

/// The sum of a year is that of the numerators over that of the denominators, which no mean of ratios is; what was not
/// measured is missing, and says so.
#[tokio::test]
async fn a_year_is_recomputed_from_its_numerators_and_denominators() {
    let entera: FichaEntera = serde_json::from_str(FICHAS[1]).unwrap();
    let mediciones = &entera.indicadores[0].mediciones;
    let suma = |cual: fn(&quipu::domain::indicador::Medicion) -> Decimal| mediciones.iter().map(cual).sum::<Decimal>();
    let (numerador, denominador) = (suma(|m| m.numerador), suma(|m| m.denominador));
    let redondeado =
        |valor: Decimal| valor.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero).normalize();
    let valor = redondeado(numerador * Decimal::from(100) / denominador);
    let razones: Decimal = mediciones.iter().map(|m| m.numerador * Decimal::from(100) / m.denominador).sum();
    assert_ne!(valor, redondeado(razones / Decimal::from(mediciones.len() as u64)));
    for servidor in servidores().await {
        let todo = resumen(&servidor.data(&de("")).await);
        let esperado = json!([{
            "anio": null, "numerador": numerador.to_string(), "denominador": denominador.to_string(),
            "valor": valor.to_string(), "meta": null, "cumple": null, "periodosMedidos": 10, "periodosEsperados": 12,
        }]);
        assert_eq!(todo, esperado, "{:?}", servidor.base.motor);
        let por_anio = resumen(&servidor.data(&de("(por: ANIO)")).await);
        assert_eq!(por_anio[0]["valor"], todo[0]["valor"]);
        assert_eq!(
            (&por_anio[0]["anio"], &por_anio[0]["meta"], &por_anio[0]["cumple"]),
            (&json!(2015), &json!("90"), &json!(true))
        );
        // Two months of which one was measured, and a year of which none was.
        let dos = resumen(&servidor.data(&de("(desde: \"2015-08\", hasta: \"2015-09\")")).await);
        assert_eq!(
            (&dos[0]["numerador"], &dos[0]["periodosMedidos"], &dos[0]["periodosEsperados"]),
            (&json!("99"), &json!(1), &json!(2))
        );
        let nada = resumen(&servidor.data(&de("(desde: \"2016-01\", hasta: \"2016-12\", por: ANIO)")).await);
        assert_eq!(nada[0]["valor"], Value::Null);
        assert_eq!(
            (&nada[0]["meta"], &nada[0]["periodosMedidos"], &nada[0]["periodosEsperados"]),
            (&json!("95"), &json!(0), &json!(12))
        );
    }
}

/// Projects are added too, and nobody can say how many there were to measure.
#[tokio::test]
async fn projects_have_no_calendar() {
    for servidor in servidores().await {
        let documento = format!(
            "{{ entidad(codigo: \"DEMO-CONTACTO\") {{ fichas {{ nodes {{ indicadores {{ nodes {{ formula resumen {{ {RESUMEN} }} }} }} }} }} }} }}"
        );
        let datos = servidor.data(&documento).await;
        let indicadores = datos.pointer("/entidad/fichas/nodes/0/indicadores/nodes").unwrap();
        assert_eq!(indicadores[1]["formula"], "Cronograma real ÷ Cronograma esperado");
        let suma = |i: usize| {
            let resumen = &indicadores[i]["resumen"][0];
            json!([
                resumen["numerador"],
                resumen["denominador"],
                resumen["valor"],
                resumen["periodosMedidos"],
                resumen["periodosEsperados"]
            ])
        };
        assert_eq!(suma(0), json!(["0", "0", null, 0, null]));
        assert_eq!(suma(1), json!(["74", "70", "1.057143", 2, null]));
        assert_eq!(suma(2), json!(["17", "20", "0.85", 2, null]));
    }
}

/// A month is asked for as a month, both ends or none, in order.
#[tokio::test]
async fn a_range_that_is_none_is_refused() {
    for servidor in servidores().await {
        for argumentos in [
            "(desde: \"2015-01\")",
            "(hasta: \"2015-01\")",
            "(desde: \"2015-02\", hasta: \"2015-01\")",
            "(desde: \"2015-13\", hasta: \"2016-01\")",
            "(desde: \"2015\", hasta: \"2016\")",
        ] {
            assert_eq!(servidor.code(&de(argumentos)).await, "ENTRADA_INVALIDA", "{argumentos}");
        }
    }
}

/// Measurements are written while the sheet is approved; a period has one spelling and is measured once, unless the first
/// measurement was archived; archived ones do not count.
#[tokio::test]
async fn a_period_is_measured_once() {
    const EDITOR: &str = "editor@entidad:DEMO-MANUAL";
    const CREAR: &str =
        "mutation($input: CrearMedicionInput!) { crearMedicion(input: $input) { medicion { id revision valor } } }";
    for servidor in servidores().await {
        let datos = servidor
            .data("{ entidad(codigo: \"DEMO-MANUAL\") { fichas { nodes { indicadores { nodes { id } } } } } }")
            .await;
        let indicador = datos.pointer("/entidad/fichas/nodes/0/indicadores/nodes/0/id").unwrap().clone();
        let medir = |periodo: &str, numerador: &str| json!({ "input": { "indicador": indicador, "periodo": periodo, "numerador": numerador, "denominador": "8" } });
        let nueva = hacer(&servidor, EDITOR, CREAR, medir("2015-08", "4")).await["medicion"].take();
        assert_eq!(nueva["valor"], "50");
        assert_eq!(resumen(&servidor.data(&de("")).await)[0]["periodosMedidos"], 11);
        let faltas =
            async |periodo: &str, numerador: &str| rechazo(&servidor, EDITOR, CREAR, medir(periodo, numerador)).await;
        let falta = |codigo: &str, campo: &str| {
            ("ENTRADA_INVALIDA".to_owned(), vec![(codigo.to_owned(), format!("input.{campo}"))])
        };
        assert_eq!(faltas("2015-08", "4").await, falta("REPETIDO", "periodo"));
        for periodo in ["2015-8", "2015-T3", "2015", "agosto", "2015-13", "1989-01"] {
            assert_eq!(faltas(periodo, "4").await, falta("PERIODO_INVALIDO", "periodo"), "{periodo}");
        }
        assert_eq!(faltas("2015-11", "-1").await, falta("NEGATIVO", "numerador"));
        assert_eq!(faltas("2015-11", "0.0000001").await, falta("NUMERO_INEXACTO", "numerador"));
        let archivar =
            "mutation($input: ArchivarInput!) { archivarMedicion(input: $input) { medicion { archivadoEn } } }";
        let input = json!({ "input": { "id": nueva["id"], "revision": 1 } });
        assert_ne!(hacer(&servidor, EDITOR, archivar, input).await["medicion"]["archivadoEn"], Value::Null);
        assert_eq!(resumen(&servidor.data(&de("")).await)[0]["periodosMedidos"], 10);
        hacer(&servidor, EDITOR, CREAR, medir("2015-08", "5")).await;
        let cambiar =
            "mutation($input: CambiarMedicionInput!) { cambiarMedicion(input: $input) { medicion { numerador } } }";
        let (codigo, _) = rechazo(
            &servidor,
            EDITOR,
            cambiar,
            json!({ "input": { "id": nueva["id"], "revision": 2, "numerador": "1" } }),
        )
        .await;
        assert_eq!(codigo, "REGISTRO_CERRADO");
    }
}
