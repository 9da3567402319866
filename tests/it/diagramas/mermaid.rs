//! Mermaid.

use super::taller::{HOSTIL, flujo, mapa, servidores};

/// Every macroproceso is in the box of its type, in order of the matrix; types from strategic to support.
#[tokio::test]
async fn the_map_of_level_0_has_a_box_for_each_type() {
    for servidor in servidores(&[("PRUEBA", mapa())]).await {
        let datos = servidor.data("{ entidad(codigo: \"PRUEBA\") { matriz { mapaMermaid } } }").await;
        let texto = datos["entidad"]["matriz"]["mapaMermaid"].as_str().unwrap();
        let lineas: Vec<&str> = texto.lines().map(str::trim).collect();
        let esperadas = [
            "flowchart TB",
            "subgraph t1[\"Procesos estratégicos\"]",
            "direction LR",
            "p4[\"E.01 Planeamiento\"]",
            "end",
            "subgraph t2[\"Procesos misionales\"]",
            "direction LR",
            "p2[\"M.01 Atención\"]",
            "p5[\"M.02 Fiscalización\"]",
            "end",
            "subgraph t3[\"Procesos de soporte\"]",
            "direction LR",
            "p1[\"S.01 Logística\"]",
            "end",
            "subgraph t4[\"Procesos sin tipo\"]",
            "direction LR",
        ];
        assert_eq!(lineas[..esperadas.len()], esperadas);
        assert_eq!(lineas[esperadas.len() + 1..], ["end", "t1 ~~~ t2", "t2 ~~~ t3", "t3 ~~~ t4"]);
    }
}

/// The steps follow each other in reading order, each in the lane of who executes it; several share a lane of their own.
#[tokio::test]
async fn a_flow_goes_from_step_to_step_in_the_lanes_of_their_executors() {
    for servidor in servidores(&[("PRUEBA", mapa())]).await {
        let texto = flujo(&servidor, "PRUEBA", "formato: MERMAID").await;
        let lineas: Vec<&str> = texto.lines().map(str::trim).filter(|linea| !linea.contains("#34;")).collect();
        let esperadas = [
            "flowchart LR",
            "subgraph c1[\"Mesa de partes\"]",
            "n1[\"Leer\"]",
            "end",
            "subgraph c2[\"Analista\"]",
            "n2[\"Registrar\"]",
            "end",
            "subgraph c3[\"Sin ejecutor\"]",
            "end",
            "subgraph c4[\"Mesa de partes · Analista\"]",
            "n4[\"Resolver\"]",
            "end",
            "subgraph c5[\"Subprocesos\"]",
            "n5[[\"M.01.01 Seguimiento\"]]",
            "end",
            "inicio((\" \"))",
            "fin(((\" \")))",
            "inicio --> n1",
            "n1 --> n2",
            "n2 --> n3",
            "n3 --> n4",
            "n4 --> n5",
            "n5 --> fin",
        ];
        assert_eq!(lineas, esperadas);
        let por_actividad = flujo(&servidor, "PRUEBA", "formato: MERMAID, detalle: ACTIVIDAD").await;
        assert!(
            por_actividad.contains("c1[\"Mesa de partes · Analista\"]\n    n1[\"Recibir\"]\n    n3[\"Resolver\"]"),
            "{por_actividad}"
        );
    }
}

/// A name cannot leave its label: between its quotes stand letters, digits, blanks, a few marks, and numbers of characters.
#[tokio::test]
async fn a_hostile_name_stays_a_label() {
    for servidor in servidores(&[("PRUEBA", mapa())]).await {
        let datos = servidor.data("{ entidad(codigo: \"PRUEBA\") { matriz { mapaMermaid } } }").await;
        let mapa = datos["entidad"]["matriz"]["mapaMermaid"].as_str().unwrap().to_owned();
        for texto in [mapa, flujo(&servidor, "PRUEBA", "formato: MERMAID").await] {
            let linea = texto.lines().find(|linea| linea.contains("onerror")).expect("the hostile node");
            let (inicio, resto) = linea.trim().split_once("[\"").unwrap();
            assert!(inicio[1..].parse::<u32>().is_ok(), "{linea}");
            let rotulo = resto.strip_suffix("\"]").expect("one label");
            let admitido = |c: char| c.is_alphanumeric() || " .,-/#;".contains(c);
            assert!(rotulo.chars().all(admitido), "{rotulo}");
            for parte in rotulo.split('#').skip(1) {
                let numero = parte.split(';').next().unwrap();
                assert!(numero.parse::<u32>().is_ok(), "{rotulo}");
            }
            assert_eq!(leido(rotulo), HOSTIL.replace('\u{202e}', "").split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}

/// The text that a label stands for.
fn leido(rotulo: &str) -> String {
    let mut partes = rotulo.split('#');
    let mut texto = partes.next().unwrap().to_owned();
    for parte in partes {
        let (numero, resto) = parte.split_once(';').expect("the end of a number");
        texto.push(char::from_u32(numero.parse().unwrap()).unwrap());
        texto.push_str(resto);
    }
    texto
}
