//! Costs that everyone may see, and an adversary who subtracts them from each other.
//!
//! The pay of every post is a power of two: a sum tells which posts are in it, and so does what remains of two sums.

use std::collections::BTreeSet;

use quipu::catalogo::EntidadCatalogo;
use quipu::domain::modelo::{Actividad, Ejecucion, Mapa, Matriz, Proceso, Propuesto, Puesto, TipoMatriz, Unidad};
use quipu::schema::QuipuSchema;
use rust_decimal::{Decimal, dec};
use serde_json::{Value, json};

use super::taller::publicar_con;
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;
use crate::support::token::{WITH_SECRET, development};

/// How many paid posts hold each grupo.
type Grupos = &'static [(&'static str, usize)];

/// Entity, sector, and its posts.
const ENTIDADES: [(&str, usize, Grupos); 4] = [
    ("UNO", 0, &[("CA", 12), ("CO", 10), ("DP", 2), ("FP", 1)]),
    ("DOS", 0, &[("CA", 13), ("CO", 3)]),
    ("TRES", 1, &[("CA", 9)]),
    ("CUATRO", 1, &[("CO", 10)]),
];

const MINIMO: u32 = 10;

/// A map with these posts, the first of which is paid two to that power, in céntimos; beside each grupo stand a vacant
/// post that is paid nothing, and an occupied one whose pay is not known.
fn mapa(grupos: &[(&str, usize)], mut bit: u32) -> Mapa {
    let mut mapa = Mapa {
        unidades: vec![Unidad {
            padre: None,
            sigla: None,
            nombre: "Órgano".to_owned(),
            naturaleza: None,
            nivel_organizacional: Some(2),
        }],
        ..Mapa::default()
    };
    let mut matriz = Matriz::vacia(TipoMatriz::Ajustada);
    matriz.procesos.push(Proceso {
        padre: None,
        nivel: 0,
        codigo: None,
        nombre: "Proceso".to_owned(),
        tipo: None,
        fila: None,
    });
    matriz.actividades.push(Actividad { proceso: 0, codigo: None, nombre: "Actividad".to_owned(), fila: None });
    for (grupo, cuantos) in grupos {
        for i in 0..cuantos + 2 {
            let remuneracion = match i.checked_sub(*cuantos) {
                None => Some(Decimal::from_i128_with_scale(1 << bit, 2)),
                Some(0) => Some(dec!(123456.78)),
                Some(_) => None,
            };
            bit += u32::from(i < *cuantos);
            let puesto = mapa.puestos.len();
            let nombre = format!("{grupo} {i}");
            mapa.puestos.push(Puesto {
                correlativo: (puesto + 1).to_string(),
                unidad: Some(0),
                nombre: nombre.clone(),
                ocupados: Some(i32::from(i != *cuantos)),
                remuneracion,
                ..Puesto::default()
            });
            matriz.ejecuciones.push(Ejecucion {
                puesto: Some(puesto),
                unidad: Some(0),
                propuesto: Propuesto { grupo: Some((*grupo).to_owned()), nombre: Some(nombre), ..Propuesto::default() },
                ..Ejecucion::default()
            });
        }
    }
    mapa.matrices.push(matriz);
    mapa
}

async fn servidores() -> Vec<Server<QuipuSchema>> {
    let sectores: Vec<String> =
        quipu::catalogo::embebido().unwrap().sectores.iter().map(|sector| sector.codigo.clone()).collect();
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Catalogos).await {
        let (db, mut bit) = (base.conectar().await, 0);
        for (codigo, sector, grupos) in ENTIDADES {
            let entidad = EntidadCatalogo {
                codigo: codigo.to_owned(),
                nombre: codigo.to_owned(),
                clasificacion: "OTRA".to_owned(),
                nivel_gobierno: "NACIONAL".to_owned(),
                sector: sectores[sector].clone(),
                ..EntidadCatalogo::default()
            };
            publicar_con(&db, &entidad, &mapa(grupos, bit), dec!(0.55)).await;
            bit += u32::try_from(grupos.iter().map(|(_, cuantos)| cuantos).sum::<usize>()).unwrap();
        }
        servidores.push(Server::quipu_with(base, &WITH_SECRET).await);
    }
    servidores
}

/// The posts of each large group, as bits.
fn atomos() -> Vec<u64> {
    let (mut atomos, mut bit) = (Vec::new(), 0);
    for (_, _, grupos) in ENTIDADES {
        for (_, cuantos) in grupos {
            if *cuantos >= MINIMO as usize {
                atomos.push(((1_u64 << cuantos) - 1) << bit);
            }
            bit += cuantos;
        }
    }
    atomos
}

const COSTO: &str = "costoAgregado { costoMensual motivo puestos puestosOmitidos minimo }";

/// Every question that the rule admits, over every set of entities.
fn preguntas() -> Vec<String> {
    let dimensiones =
        ["", "ENTIDAD", "GRUPO", "ENTIDAD, GRUPO", "GRUPO, SECTOR", "SECTOR, GRUPO, ENTIDAD", "NIVEL_GOBIERNO"];
    let mut preguntas = Vec::new();
    for conjunto in 0..16_usize {
        let codigos = ENTIDADES.iter().enumerate().filter(|(i, _)| conjunto >> i & 1 == 1);
        let codigos: Vec<String> = codigos.map(|(_, (codigo, ..))| format!("\"{codigo}\"")).collect();
        for filtro in ["{ codigo: { en: [E] } }", "{ no: { codigo: { en: [E] } } }"] {
            let filtro = filtro.replace('E', &codigos.join(", "));
            for por in dimensiones {
                let subtotales = if por.contains(',') { format!("subtotales {{ {COSTO} }}") } else { String::new() };
                preguntas.push(format!(
                    "{{ dotacion(dimensiones: [{por}], entidades: {filtro}, first: 1000) {{ filas {{ {COSTO} }} total {{ {COSTO} }} \
                     {subtotales} }} }}"
                ));
            }
        }
    }
    preguntas
}

/// Every cost in an answer.
fn juntar(valor: &Value, costos: &mut Vec<Value>) {
    match valor {
        Value::Object(campos) => {
            costos.extend(campos.get("costoAgregado").filter(|costo| costo.is_object()).cloned());
            campos.values().for_each(|campo| juntar(campo, costos));
        }
        Value::Array(elementos) => elementos.iter().for_each(|elemento| juntar(elemento, costos)),
        _ => {}
    }
}

/// Whatever is asked and subtracted, what remains is of whole groups of ten posts or more.
#[tokio::test]
async fn no_subtraction_tells_of_fewer_posts_than_the_minimum() {
    let atomos = atomos();
    assert_eq!(atomos.len(), 4);
    for servidor in servidores().await {
        let mut sumas: BTreeSet<u64> = BTreeSet::new();
        for pregunta in preguntas() {
            let datos = servidor.data(&pregunta).await;
            let mut costos = Vec::new();
            juntar(&datos, &mut costos);
            for costo in costos {
                let soles: Option<Decimal> = costo["costoMensual"].as_str().map(|texto| texto.parse().unwrap());
                let bits = soles.map_or(0, |soles| u64::try_from(soles * dec!(100)).unwrap());
                assert_eq!(u64::from(bits.count_ones()), costo["puestos"].as_u64().unwrap(), "{pregunta} {costo}");
                let enteros =
                    atomos.iter().filter(|atomo| bits & **atomo == **atomo).fold(0, |suma, atomo| suma | atomo);
                assert_eq!(bits, enteros, "{pregunta} {costo}: not whole groups");
                assert_eq!(costo["motivo"].is_null(), bits != 0, "{costo}");
                sumas.insert(bits);
            }
        }
        assert!(sumas.len() > 10, "{}", sumas.len());
        for a in &sumas {
            for b in &sumas {
                let queda = a.wrapping_sub(*b).count_ones();
                assert!(a & b != *b || queda == 0 || queda >= MINIMO, "{a:b} - {b:b}");
            }
        }
    }
}

/// What is in a sum, what is left out of it, and why a sum is missing.
#[tokio::test]
async fn an_answer_says_what_it_leaves_out() {
    for servidor in servidores().await {
        let documento = format!(
            "{{ dotacion(dimensiones: [ENTIDAD], entidades: {{ codigo: {{ en: [\"UNO\", \"TRES\"] }} }}) {{ filas {{ clave {{ entidad {{ \
             codigo }} }} {COSTO} }} }} }}"
        );
        let datos = servidor.data(&documento).await;
        let de = |codigo: &str| {
            let filas = datos["dotacion"]["filas"].as_array().unwrap();
            filas.iter().find(|fila| fila["clave"]["entidad"]["codigo"] == codigo).unwrap()["costoAgregado"].clone()
        };
        let soles = Decimal::from_i128_with_scale((1 << 22) - 1, 2).to_string();
        let uno = json!({ "costoMensual": soles, "motivo": null, "puestos": 22, "puestosOmitidos": 3, "minimo": 10 });
        assert_eq!(de("UNO"), uno);
        let tres = json!({ "costoMensual": null, "motivo": "GRUPO_PEQUENO", "puestos": 0, "puestosOmitidos": 9, "minimo": 10 });
        assert_eq!(de("TRES"), tres);
    }
}

/// Anything finer, of another moment or by another classification is refused, and the figures beside it are not.
#[tokio::test]
async fn a_finer_question_is_refused() {
    for servidor in servidores().await {
        let lector = development(&servidor.base, "ana", &["lector@*"]);
        for pregunta in [
            "dimensiones: [FAMILIA]",
            "dimensiones: [GRUPO, ROL]",
            "dimensiones: [UNIDAD]",
            "dimensiones: [PUESTO]",
            "dimensiones: [NIVEL]",
            "dimensiones: [REGIMEN]",
            "dimensiones: [TIPO_PROCESO]",
            "dimensiones: [GRUPO], filtro: { grupo: [\"CA\"] }",
            "dimensiones: [], filtro: { puesto: { nombre: { contiene: \"0\" } } }",
            "dimensiones: [], version: { numero: 1 }",
            "dimensiones: [], version: { ultimoBorrador: true }",
            "dimensiones: [], version: { publicadaHasta: \"2030-01-01T00:00:00Z\" }",
            "dimensiones: [], matriz: ACTUAL",
        ] {
            let documento = format!(
                "{{ dotacion({pregunta}, entidades: {{ codigo: {{ igual: \"UNO\" }} }}) {{ totalFilas filas {{ {COSTO} }} }} }}"
            );
            let respuesta = servidor.graphql_as(&lector, &documento).await;
            let filas = respuesta.json()["data"]["dotacion"]["filas"].as_array().unwrap().len();
            if filas > 0 {
                assert_eq!(respuesta.refusal().1, "PROHIBIDO", "{documento} {}", respuesta.text);
            }
            assert!(!respuesta.text.contains("costoMensual\":\""), "{}", respuesta.text);
        }
        // A subtotal by whole groups is good in a question whose rows are finer.
        let documento =
            format!("{{ dotacion(dimensiones: [GRUPO, FAMILIA]) {{ subtotales {{ {COSTO} }} total {{ {COSTO} }} }} }}");
        assert!(servidor.data(&documento).await.to_string().contains("costoMensual\":\""));
    }
}
