//! A storm: several clients write records at once, and the program is killed under them again and again, with nothing said to
//! it (SIGKILL). Whatever it had acknowledged is there, once; whatever it had not is there whole or not at all.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use quipu::cli::Cli;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};

use crate::support::azar::Azar;
use crate::support::base::{Base, Contenido, en_ambas};

/// Times that the program is killed on each engine.
const RONDAS: u64 = 8;
const CLIENTES: usize = 4;
/// How long a round waits for its answers, on a busy machine.
const PACIENCIA: Duration = Duration::from_secs(4);
/// Records that a batch makes.
const DE_UN_LOTE: usize = 5;
/// The arguments of the program in its own process, one a line.
const ARGUMENTOS: &str = "QUIPU_TORMENTA";

/// The program, for the storm to kill: this very test, run alone in a process of its own.
#[test]
#[ignore = "the storm runs it as the program"]
fn program() {
    let argumentos = std::env::var(ARGUMENTOS).expect("run by the storm");
    let cli = Cli::try_parse_from(argumentos.lines()).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(cli.run()).unwrap();
}

/// The program in a process; the process ends with this value.
struct Programa {
    hijo: Child,
    url: String,
}

impl Programa {
    /// Starts it and waits until it listens.
    fn iniciar(base: &Base) -> Self {
        let argumentos = ["quipu", "serve", "--bind", "127.0.0.1:0", "--log", "error", "--database-url", &base.url];
        let mut hijo = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tormenta::program", "--ignored", "--nocapture"])
            .env(ARGUMENTOS, argumentos.join("\n"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let salida = BufReader::new(hijo.stdout.take().unwrap());
        let url = salida
            .lines()
            .map_while(Result::ok)
            .find_map(|linea| Some(linea.split_once("API GraphQL: ")?.1.to_owned()));
        let Some(url) = url else {
            let mut dicho = String::new();
            hijo.stderr.take().unwrap().read_to_string(&mut dicho).unwrap();
            panic!("the program did not start: {dicho}");
        };
        Self { hijo, url }
    }
}

impl Drop for Programa {
    fn drop(&mut self) {
        // SIGKILL: the program has no say.
        let _ = self.hijo.kill();
        let _ = self.hijo.wait();
    }
}

/// A request with its key.
#[derive(Debug, Clone)]
struct Pedido {
    mutacion: &'static str,
    /// Type of its input, and what of the answer tells what was done.
    forma: (&'static str, &'static str),
    input: Value,
}

/// Someone who writes, and repeats what was not answered until it is.
struct Cliente {
    numero: usize,
    azar: Azar,
    pedidos: usize,
    pendiente: Option<Pedido>,
    /// What was answered, with its answer.
    hechos: Vec<(Pedido, Value)>,
    /// Revision of each record, by its id, as the answers tell.
    registros: BTreeMap<String, i64>,
    http: reqwest::Client,
    /// Answers to all clients.
    acuses: Arc<AtomicUsize>,
}

impl Cliente {
    fn nuevo(numero: usize, acuses: &Arc<AtomicUsize>) -> Self {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
        let (azar, registros) = (Azar(numero as u64 + 1), BTreeMap::new());
        let acuses = Arc::clone(acuses);
        Self { numero, azar, pedidos: 0, pendiente: None, hechos: Vec::new(), registros, http, acuses }
    }

    fn inventar(&mut self) -> Pedido {
        self.pedidos += 1;
        let marca = format!("T-{}-{}", self.numero, self.pedidos);
        let conocidos: Vec<(String, i64)> =
            self.registros.iter().map(|(id, revision)| (id.clone(), *revision)).collect();
        if conocidos.is_empty() || self.azar.una_de(2) {
            let input = json!({ "entidad": "DEMO-MANUAL", "codigo": marca, "nombre": "Consultas",
                "vinculos": [{ "codigo": "M.01" }], "claveIdempotencia": marca });
            return Pedido {
                mutacion: "crearServicio",
                forma: ("CrearServicioInput", "servicio { id revision }"),
                input,
            };
        }
        if self.azar.una_de(3) {
            let operaciones: Vec<Value> = (0..DE_UN_LOTE)
                .map(|i| {
                    json!({ "crearServicio": { "entidad": "DEMO-MANUAL", "codigo": format!("{marca}-{i}"),
                    "nombre": "De un lote", "vinculos": [{ "codigo": "M.01" }] } })
                })
                .collect();
            let input = json!({ "entidad": "DEMO-MANUAL", "operaciones": operaciones, "claveIdempotencia": marca });
            return Pedido {
                mutacion: "escribirLote",
                forma: ("EscribirLoteInput", "resultados { id revision }"),
                input,
            };
        }
        let (id, revision) = self.azar.de(&conocidos).clone();
        let input = json!({ "id": id, "revision": revision, "nombre": marca, "claveIdempotencia": marca });
        Pedido { mutacion: "cambiarServicio", forma: ("CambiarServicioInput", "servicio { id revision }"), input }
    }

    /// The payload; nothing where the program went away or asks to try again.
    async fn enviar(&self, url: &str, pedido: &Pedido) -> Option<Value> {
        let Pedido { mutacion, forma: (tipo, seleccion), input } = pedido;
        let query = format!("mutation M($input: {tipo}!) {{ {mutacion}(input: $input) {{ repetida {seleccion} }} }}");
        let cuerpo = json!({ "query": query, "variables": { "input": input } });
        let respuesta = self.http.post(url).json(&cuerpo).send().await.ok()?;
        let mut json: Value = respuesta.json().await.ok()?;
        if json["errors"][0]["extensions"]["retryable"] == true {
            return None;
        }
        assert_eq!(json.get("errors"), None, "{pedido:?}");
        Some(json["data"][*mutacion].take())
    }

    /// Writes until the program is gone.
    async fn escribir(mut self, url: String) -> Self {
        let mut fallos = 0;
        while fallos < 3 {
            let pedido = self.pendiente.take().unwrap_or_else(|| self.inventar());
            if let Some(dicho) = self.enviar(&url, &pedido).await {
                self.anotar(pedido, dicho);
            } else {
                self.pendiente = Some(pedido);
                fallos += 1;
            }
        }
        self
    }

    fn anotar(&mut self, pedido: Pedido, dicho: Value) {
        let de_lote = dicho["resultados"].as_array().cloned();
        let lote = de_lote.is_some();
        for servicio in de_lote.unwrap_or_else(|| vec![dicho["servicio"].clone()]) {
            let id = servicio["id"].as_str().unwrap().to_owned();
            let revision = servicio["revision"].as_i64().unwrap();
            let esperada = pedido.input["revision"].as_i64().unwrap_or(0) + 1;
            assert_eq!(revision, esperada, "{pedido:?}");
            let nuevo = self.registros.insert(id, revision).is_none();
            assert!(nuevo || !lote, "{pedido:?}");
        }
        self.hechos.push((pedido, dicho));
        self.acuses.fetch_add(1, Ordering::Relaxed);
    }
}

/// One kill after another; nothing acknowledged is lost, nothing is half, repeated keys get the first answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_program_loses_nothing_and_leaves_nothing_half() {
    for base in en_ambas(Contenido::Demostracion).await {
        let mut azar = Azar(base.motor as u64 + 77);
        let acuses = Arc::new(AtomicUsize::new(0));
        let mut clientes: Vec<Cliente> = (0..CLIENTES).map(|numero| Cliente::nuevo(numero, &acuses)).collect();
        for _ in 0..RONDAS {
            let programa = Programa::iniciar(&base);
            let tareas: Vec<_> =
                clientes.into_iter().map(|cliente| tokio::spawn(cliente.escribir(programa.url.clone()))).collect();
            let meta = acuses.load(Ordering::Relaxed) + 1 + azar.menor_que(12);
            let inicio = Instant::now();
            while acuses.load(Ordering::Relaxed) < meta && inicio.elapsed() < PACIENCIA {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tokio::time::sleep(Duration::from_micros(azar.menor_que(60_000) as u64)).await;
            drop(programa);
            clientes = Vec::new();
            for tarea in tareas {
                clientes.push(tarea.await.unwrap());
            }
        }
        let programa = Programa::iniciar(&base);
        for cliente in &mut clientes {
            if let Some(pedido) = cliente.pendiente.take() {
                let dicho = cliente.enviar(&programa.url, &pedido).await.expect("an answer");
                cliente.anotar(pedido, dicho);
            }
            for (pedido, dicho) in &cliente.hechos {
                let mut primera = dicho.clone();
                primera["repetida"] = json!(true);
                assert_eq!(cliente.enviar(&programa.url, pedido).await.expect("an answer"), primera, "{pedido:?}");
            }
        }
        drop(programa);
        let hechos: usize = clientes.iter().map(|cliente| cliente.hechos.len()).sum();
        eprintln!("{:?}: {hechos} requests acknowledged in {RONDAS} rounds", base.motor);
        assert!(hechos as u64 >= RONDAS, "a storm of {hechos} requests");
        comprobar(&base.conectar().await, &clientes).await;
        Cli::try_parse_from(["quipu", "audit", "--database-url", &base.url]).unwrap().run().await.unwrap();
    }
}

/// What the clients were told is what is written, each thing once, with its entry, its link and its key.
async fn comprobar(db: &DatabaseConnection, clientes: &[Cliente]) {
    let hechos: usize = clientes.iter().map(|cliente| cliente.hechos.len()).sum();
    let registros: usize = clientes.iter().map(|cliente| cliente.registros.len()).sum();
    let revisiones: i64 = clientes.iter().flat_map(|cliente| cliente.registros.values()).sum();
    let de_lote = |(pedido, _): &&(Pedido, Value)| pedido.mutacion == "escribirLote";
    let lotes = clientes.iter().flat_map(|cliente| &cliente.hechos).filter(de_lote).count();
    assert!(lotes > 0, "no batch in the storm");
    let cuentas: [(&str, usize); 8] = [
        ("SELECT COUNT(*) AS n FROM servicio WHERE codigo LIKE 'T-%'", registros),
        ("SELECT COUNT(DISTINCT codigo) AS n FROM servicio WHERE codigo LIKE 'T-%'", registros),
        (
            "SELECT CAST(SUM(revision) AS BIGINT) AS n FROM servicio WHERE codigo LIKE 'T-%'",
            usize::try_from(revisiones).unwrap(),
        ),
        (
            "SELECT COUNT(*) AS n FROM auditoria WHERE registro = 1 AND sujeto <> 'demostracion'",
            usize::try_from(revisiones).unwrap(),
        ),
        ("SELECT COUNT(*) AS n FROM auditoria WHERE registro = 90", lotes),
        ("SELECT COUNT(*) AS n FROM idempotencia WHERE clave LIKE 'T-%'", hechos),
        (
            "SELECT COUNT(*) AS n FROM vinculo_mapa v JOIN servicio s ON s.entidad_id = v.entidad_id AND s.id = v.registro_id \
             WHERE v.registro = 1 AND s.codigo LIKE 'T-%'",
            registros,
        ),
        // Each entry is of a record, and each record's last entry says its revision.
        (
            "SELECT COUNT(*) AS n FROM servicio s JOIN auditoria a ON a.entidad_id = s.entidad_id AND a.registro = 1 \
             AND a.registro_id = s.id AND a.revision <= s.revision WHERE s.codigo LIKE 'T-%'",
            usize::try_from(revisiones).unwrap(),
        ),
    ];
    for (sql, esperada) in cuentas {
        let fila = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        assert_eq!(fila.try_get::<i64>("", "n").unwrap(), i64::try_from(esperada).unwrap(), "{sql}");
    }
}
