//! Records that are made in bulk: such as could have been written one by one, counted right, in an audit trail that holds.

use std::collections::BTreeSet;

use quipu::carga::{self, Forma};
use quipu::catalogo::embebido;
use quipu::domain::carga::UMBRAL_DE_REDONDEO;
use quipu::domain::entrega::estado::EstadoEntrega;
use quipu::domain::entrega::maquina::avanzar;
use quipu::domain::registro::{DeLista, TipoRegistro};
use quipu::generate::{Lugar, Medidas, Nacional, Registros, mapa, registros, semilla_de};
use quipu::store::censo::{Censo, Contados};
use quipu::store::entrega::Expediente;
use quipu::store::escritura::auditoria;
use quipu::store::tamano::Entidades;
use quipu::store::version::Origen;
use quipu::store::{Scope, catalogo, entidad};
use serde_json::Value;

use super::{Taller, efecto, indicadores};
use crate::support::base::ahora;
use crate::support::token::development;

const SEMILLA: u64 = 12;
/// Releases of the first entity and of the second.
const ENTREGAS: [usize; 2] = [6, 90];
/// Their codes.
pub(crate) const CODIGOS: [&str; 2] = ["SIM-00001", "SIM-00002"];

/// Two entities with records around their maps, and a reader who sees all of them.
pub(crate) async fn sembrar(taller: &mut Taller) -> i64 {
    let db = &taller.server.app.db;
    let clases = catalogo::leer(db).await.unwrap();
    let archivos = embebido().unwrap();
    let forma = Forma { origen: Origen::Generador, umbral: UMBRAL_DE_REDONDEO, ahora: ahora() };
    let mut escritos = 0;
    for ((hecha, entregas), cual) in Nacional::nuevo(SEMILLA, 2, 80, &archivos).zip(ENTREGAS).zip(1..) {
        let (entidad, mapa) = hecha;
        carga::publicar(db, &clases, &entidad, &mapa, forma).await.unwrap();
        let pedidas = (entidad.codigo.as_str(), semilla_de(SEMILLA, cual), entregas);
        escritos += carga::registrar(db, pedidas, (&mapa, &clases), ahora()).await.unwrap();
    }
    taller.token = development(&taller.server.base, "sgp", &["lector@*"]);
    escritos
}

fn hechos(semilla: u64, entregas: usize) -> Registros {
    let archivos = embebido().unwrap();
    let mapa = mapa(SEMILLA, &Medidas::menor(), &archivos.catalogo);
    registros(semilla, entregas, &Lugar { mapa: &mapa, catalogo: &archivos.catalogo, ultimo_id: 0 }).unwrap()
}

/// The same seed makes the same records, another one others; without releases there is nothing.
#[test]
fn records_are_the_same_for_the_same_seed() {
    let dichos = |semilla, entregas| format!("{:?}", hechos(semilla, entregas));
    assert_eq!(dichos(1, 30), dichos(1, 30));
    assert_ne!(dichos(1, 30), dichos(2, 30));
    assert_eq!(dichos(1, 0), format!("{:?}", Registros::default()));
}

/// There are releases in every state, and for each the step that led there is one that its own papers would still allow.
#[test]
fn every_release_could_have_come_to_where_it_stands() {
    let todo = hechos(SEMILLA, 600);
    let mut vistos = BTreeSet::new();
    for entrega in &todo.entregas {
        vistos.insert(entrega.estado);
        let expediente = Expediente {
            politica: todo.politicas.iter().find(|p| Some(p.id) == entrega.politica_id).cloned(),
            paquete: todo.paquetes.iter().find(|p| Some(p.id) == entrega.paquete_id).cloned(),
            pruebas: todo.pruebas.iter().filter(|p| p.entrega_id == entrega.id).cloned().collect(),
            despliegues: todo.despliegues.iter().filter(|d| d.entrega_id == entrega.id).cloned().collect(),
            lineas: todo.lineas_base.iter().filter(|l| l.entrega_id == entrega.id).cloned().collect(),
        };
        let hechos = expediente.hechos(entrega, "2026-11-21", Some("Se dijo."));
        let estado = EstadoEntrega::de_codigo(entrega.estado).unwrap();
        let mut antes = EstadoEntrega::Borrador;
        for paso in entrega.pasos.as_array().unwrap() {
            let (desde, hasta) = (nombrado(&paso["desde"]), nombrado(&paso["hasta"]));
            assert_eq!(desde, antes, "{entrega:?}");
            antes = hasta;
            // What a deployment was before it began is no longer seen; nor what was there before a way out was taken.
            if hasta != EstadoEntrega::EnDespliegue && (hasta == estado || estado == EstadoEntrega::Cerrada) {
                let omite: Vec<EstadoEntrega> = paso["omite"].as_array().unwrap().iter().map(nombrado).collect();
                assert_eq!(avanzar(desde, hasta, &hechos).unwrap().omite, omite, "{entrega:?}");
            }
        }
        assert_eq!(antes, estado, "{entrega:?}");
        assert_eq!(entrega.visibilidad, estado.visibilidad().codigo());
    }
    assert_eq!(vistos.len(), EstadoEntrega::TODOS.len(), "{vistos:?}");
}

fn nombrado(valor: &Value) -> EstadoEntrega {
    EstadoEntrega::de_nombre(valor.as_str().unwrap()).unwrap()
}

/// Figures equal a recount over the exported rows, the audit trail holds, and every record is in it and in the census.
#[tokio::test]
async fn records_in_bulk_are_counted_and_audited_as_others_are() {
    for mut taller in Taller::en_ambas().await {
        let db = taller.server.app.db.clone();
        let censo = Censo::leer(&db, &Censo::default()).await.unwrap();
        let antes = auditoria::verificar(&db).await.unwrap().unwrap();
        let escritos = sembrar(&mut taller).await;
        let despues = auditoria::verificar(&db).await.unwrap().unwrap();
        // A map that comes and is published leaves two entries.
        assert_eq!(despues.asientos - antes.asientos, u64::try_from(escritos).unwrap() + 2 * CODIGOS.len() as u64);
        let censo = Censo::leer(&db, &censo).await.unwrap();
        for (codigo, entregas) in CODIGOS.iter().zip(ENTREGAS) {
            let una = Entidades::Estas([entidad::por_codigo(&db, codigo).await.unwrap().unwrap().id].into());
            let hay = |contados| censo.hay(&Scope::local(), &una, contados);
            assert_eq!(hay(Contados::Registros(TipoRegistro::Entrega)), entregas as u64);
            assert!(hay(Contados::Vinculos) > entregas as u64);
            efecto::comparar(&taller, codigo).await;
        }
        assert!(indicadores::comprobar(&taller).await > 100);
    }
}

/// What is done twice is there twice: records that are added to an entity do not collide with those that it has.
#[tokio::test]
async fn records_are_added_to_those_that_there_are() {
    for taller in Taller::en_ambas().await {
        let db = &taller.server.app.db;
        let archivos = embebido().unwrap();
        let mapa = mapa(SEMILLA, &Medidas::menor(), &archivos.catalogo);
        for _ in 0..2 {
            carga::registrar(db, ("DEMO-MDVF", SEMILLA, 10), (&mapa, &archivos.catalogo), ahora()).await.unwrap();
        }
        let ajena = carga::registrar(db, ("NADIE", SEMILLA, 10), (&mapa, &archivos.catalogo), ahora()).await;
        assert!(ajena.unwrap_err().to_string().contains("NADIE"));
        let documento =
            "{ entregas(filtro: { entidad: [\"DEMO-MDVF\"], codigo: { empieza: \"ENT-00\" } }) { totalCount } }";
        let token = development(&taller.server.base, "sgp", &["lector@*"]);
        let leido = taller.server.graphql_as(&token, documento).await.json();
        assert_eq!(leido["data"]["entregas"]["totalCount"], 20, "{leido}");
        auditoria::verificar(db).await.unwrap().unwrap();
    }
}

/// Questions over records, of one entity.
const PREGUNTAS: [&str; 8] = [
    "{ indicadoresEntrega(dimensiones: [ENTIDAD, MES], filtro: { entidad: [CODIGO] }) { filas { clave { mes } cifras { entregas } } } }",
    "{ indicadoresEntrega(dimensiones: [SERVICIO, CLIENTE, TIPO], filtro: { entidad: [CODIGO] }) { filas { clave { servicio { nombre } cliente { nombre } } } } }",
    "{ efectoMejoras(dimensiones: [PROCESO], filtro: { entidad: [CODIGO] }) { filas { codigoProceso cifras { prometidas { horas } } } } }",
    "{ calidadDeServicios(dimensiones: [SECTOR], entidades: { codigo: { igual: CODIGO } }, dia: \"2026-11-21\") { filas { cifras { lecciones } } } }",
    "{ coberturaDeGobierno(entidades: { codigo: { igual: CODIGO } }, dia: \"2026-11-21\") { rolesSinTitular { codigo } } }",
    "{ indicadoresRegistro(por: ENTIDAD, entidades: { codigo: { igual: CODIGO } }) { filas { entidad { codigo } } } }",
    "{ entregas(filtro: { entidad: [CODIGO], conDeficit: true }, first: 5, orden: [{ campo: PLAN_FIN, direccion: DESC }]) { totalCount nodes { codigo } } }",
    "{ entidad(codigo: CODIGO) { macroprocesos(first: 50) { nodes { entregas { totalCount } } } } }",
];

/// Questions send as many statements over few records as over many.
#[tokio::test]
async fn statements_do_not_follow_the_records() {
    for mut taller in Taller::en_ambas().await {
        sembrar(&mut taller).await;
        for documento in PREGUNTAS {
            let de = async |codigo: &str| {
                let documento = documento.replace("CODIGO", &format!("\"{codigo}\""));
                taller.server.statements_as(&taller.token, &documento).await
            };
            assert_eq!(de(CODIGOS[0]).await, de(CODIGOS[1]).await, "{documento}");
        }
    }
}
