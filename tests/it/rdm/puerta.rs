//! The writing door: faults, revisions, repeated requests, the audit chain.

use clap::Parser;
use quipu::cli::Cli;
use quipu::store::escritura::auditoria;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::Taller;
use super::taller::{ENTIDAD, con, texto};
use crate::support::base::Motor;
use crate::support::token::{WITH_SECRET, development};

fn servicio(codigo: &str) -> Value {
    json!({ "entidad": ENTIDAD, "codigo": codigo, "nombre": "Mesa de partes" })
}

/// A record is written, changed in part, archived; absent and null are told apart; its history tells all of it.
#[tokio::test]
async fn a_record_lives_through_the_door() {
    for taller in Taller::en_ambas().await {
        let input = json!({ "entidad": ENTIDAD, "codigo": "S-1", "nombre": "Mesa de partes", "descripcion": "Recibe",
            "responsable": "Secretaría", "vinculos": [{ "codigo": "M.01" }] });
        let mut ficha = taller.hacer("crearServicio", &input).await;
        taller
            .sobre("cambiarServicio", &mut ficha, &json!({ "descripcion": null, "nombre": "Mesa de Partes Digital" }))
            .await;
        let leido = taller.leer(&format!("{{ node(id: \"{}\") {{ ... on Servicio {{ codigo nombre descripcion responsable revision \
             archivadoEn entidad {{ codigo }} vinculos {{ codigo nivel matriz proceso {{ nombre }} actividad {{ nombre }} }} \
             historial {{ totalCount nodes {{ numero operacion sujeto campos origen revision tipo }} }} }} }} }}", ficha.id)).await;
        let nodo = &leido["node"];
        assert_eq!(nodo["nombre"], "Mesa de Partes Digital");
        assert_eq!((&nodo["descripcion"], &nodo["responsable"]), (&Value::Null, &json!("Secretaría")));
        assert_eq!((&nodo["revision"], &nodo["entidad"]["codigo"]), (&json!(2), &json!(ENTIDAD)));
        assert_eq!(
            nodo["vinculos"],
            json!([{ "codigo": "M.01", "nivel": "PROCESO", "matriz": "AJUSTADA",
            "proceso": { "nombre": "Gestión de la implementación del SRH" }, "actividad": null }])
        );
        assert_eq!(nodo["historial"]["totalCount"], 2);
        let segundo = &nodo["historial"]["nodes"][1];
        assert_eq!(segundo["campos"], json!(["descripcion", "nombre"]));
        assert_eq!(
            (&segundo["operacion"], &segundo["sujeto"], &segundo["origen"], &segundo["tipo"]),
            (&json!("CAMBIAR"), &json!("ana"), &json!("API"), &json!("Servicio"))
        );

        taller.sobre("archivarServicio", &mut ficha, &json!({})).await;
        let listas = "{ vivos: servicios(filtro: { codigo: { igual: \"S-1\" } }) { totalCount } \
            todos: servicios(filtro: { codigo: { igual: \"S-1\" }, archivados: true }) { totalCount nodes { archivadoEn } } }";
        let listas = taller.leer(listas).await;
        assert_eq!((&listas["vivos"]["totalCount"], &listas["todos"]["totalCount"]), (&json!(0), &json!(1)));
        assert!(listas["todos"]["nodes"][0]["archivadoEn"].is_string());
        let error = taller.rechazo("cambiarServicio", &con(&ficha, &json!({ "nombre": "otro" }))).await;
        assert_eq!(error["extensions"]["code"], "REGISTRO_CERRADO");
    }
}

/// All faults of an input come at once, each with its code and place; nothing is written.
#[tokio::test]
async fn all_faults_come_at_once() {
    for taller in Taller::en_ambas().await {
        taller.hacer("crearServicio", &servicio("S-1")).await;
        let input = json!({ "entidad": ENTIDAD, "codigo": " S", "nombre": "  ", "descripcion": "a\u{0}b", "responsable": "x".repeat(301),
            "vinculos": [{ "codigo": "M.01" }, { "codigo": "NO-ESTA" }, { "nivel": "TAREA", "codigo": "M.01" }] });
        let error = taller.rechazo("crearServicio", &input).await;
        assert_eq!(error["extensions"]["code"], "ENTRADA_INVALIDA");
        let mut errores: Vec<(String, String)> = error["extensions"]["errores"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| (texto(&e["campo"]), texto(&e["codigo"])))
            .collect();
        errores.sort();
        let esperados = [
            ("input.codigo", "CODIGO_INVALIDO"),
            ("input.descripcion", "CARACTER_NO_ADMITIDO"),
            ("input.nombre", "VACIO"),
            ("input.responsable", "LARGO"),
            ("input.vinculos.1.codigo", "VINCULO_DESCONOCIDO"),
            ("input.vinculos.2.codigo", "VINCULO_DESCONOCIDO"),
        ];
        assert_eq!(errores, esperados.map(|(a, b)| (a.to_owned(), b.to_owned())));
        let error = taller.rechazo("crearServicio", &servicio("S-1")).await;
        assert_eq!(error["extensions"]["errores"][0]["codigo"], "REPETIDO");
        let error =
            taller.rechazo("crearServicio", &json!({ "entidad": "NO-EXISTE", "codigo": "S", "nombre": "n" })).await;
        assert_eq!(error["extensions"]["code"], "NO_ENCONTRADO");
        let cuantos = taller.leer(&format!("{{ servicios(filtro: {{ entidad: [\"{ENTIDAD}\"] codigo: {{ en: [\"S-1\", \" S\", \"S\"] }} }}) {{ totalCount }} }}")).await;
        assert_eq!(cuantos["servicios"]["totalCount"], 1);
    }
}

/// An update over an old revision is refused, and says how the record is now.
#[tokio::test]
async fn a_stale_revision_is_refused() {
    for taller in Taller::en_ambas().await {
        let vieja = taller.hacer("crearServicio", &servicio("S-1")).await;
        let mut nueva = vieja.clone();
        taller.sobre("cambiarServicio", &mut nueva, &json!({ "nombre": "El primero que llegó" })).await;
        for mutacion in ["cambiarServicio", "archivarServicio"] {
            let resto = if mutacion == "cambiarServicio" { json!({ "nombre": "El segundo" }) } else { json!({}) };
            let extensiones = taller.rechazo(mutacion, &con(&vieja, &resto)).await["extensions"].take();
            assert_eq!(extensiones["code"], "CONFLICTO");
            assert_eq!((&extensiones["revisionEnviada"], &extensiones["revisionActual"]), (&json!(1), &json!(2)));
            assert_eq!(extensiones["actual"]["nombre"], "El primero que llegó");
        }
        // Saying again what it says already is no change.
        taller.sobre("cambiarServicio", &mut nueva, &json!({ "nombre": "El primero que llegó" })).await;
        assert_eq!(nueva.revision, 2);
    }
}

/// A request with a key is done once: said again, also to another server over the same database, it gets its first
/// answer; with another content its key is refused.
#[tokio::test]
async fn a_repeated_request_changes_nothing_twice() {
    for taller in Taller::en_ambas().await {
        let mut input = servicio("S-1");
        input["claveIdempotencia"] = json!("clave-1");
        let primera = taller.mutar("crearServicio", &input).await.json();
        assert_eq!(primera["data"]["crearServicio"]["repetida"], false);
        let ficha = primera["data"]["crearServicio"]["servicio"].clone();
        let cambio =
            json!({ "id": ficha["id"], "revision": 1, "nombre": "Otro nombre", "claveIdempotencia": "clave-2" });
        let cambiada = taller.mutar("cambiarServicio", &cambio).await.json();
        assert_eq!(cambiada["data"]["cambiarServicio"]["servicio"]["revision"], 2);

        let segunda = taller.mutar("crearServicio", &input).await.json();
        assert_eq!(segunda["data"]["crearServicio"], json!({ "repetida": true, "servicio": ficha }));
        let repetida = taller.mutar("cambiarServicio", &cambio).await.json();
        assert_eq!(repetida["data"]["cambiarServicio"]["servicio"]["revision"], 2);

        // The program ends and starts again.
        let flags: Vec<&str> = WITH_SECRET.to_vec();
        let Taller { server, token } = taller;
        let de_nuevo = Taller { server: server.restarted(&flags).await, token };
        let tercera = de_nuevo.mutar("crearServicio", &input).await.json();
        assert_eq!(tercera["data"]["crearServicio"], json!({ "repetida": true, "servicio": ficha }));

        let mut otra = servicio("S-2");
        otra["claveIdempotencia"] = json!("clave-1");
        let error = de_nuevo.rechazo("crearServicio", &otra).await;
        assert_eq!(error["extensions"]["code"], "CLAVE_REUTILIZADA");
        // The key is of who sent it: another person's is another one.
        let eva = development(&de_nuevo.server.base, "eva", &["editor@entidad:DEMO-MANUAL"]);
        let suya = de_nuevo.mutar_como(Some(&eva), "crearServicio", &otra).await.json();
        assert_eq!(suya["data"]["crearServicio"]["repetida"], false);
    }
}

/// Many at once over one entity: each is written, numbered and chained; none is lost.
#[tokio::test]
async fn writers_of_one_entity_wait_for_each_other() {
    for taller in Taller::en_ambas().await {
        let codigos: Vec<Value> = (0..12).map(|i| servicio(&format!("P-{i}"))).collect();
        let escrituras = codigos.iter().map(|input| taller.mutar("crearServicio", input));
        let mut ids: Vec<String> = Vec::new();
        for respuesta in juntas(escrituras).await {
            let json = respuesta.json();
            ids.push(texto(&json["data"]["crearServicio"]["servicio"]["id"]));
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 12);
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
    }
}

async fn juntas<T>(futuros: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut futuros: Vec<_> = futuros.map(Box::pin).collect();
    let mut listos: Vec<Option<T>> = futuros.iter().map(|_| None).collect();
    std::future::poll_fn(|contexto| {
        for (futuro, listo) in futuros.iter_mut().zip(&mut listos) {
            if listo.is_none()
                && let std::task::Poll::Ready(valor) = futuro.as_mut().poll(contexto)
            {
                *listo = Some(valor);
            }
        }
        if listos.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    listos.into_iter().flatten().collect()
}

/// The database refuses to change the trail; with its triggers off, whatever is done to it shows.
#[tokio::test]
async fn the_audit_chain_shows_what_was_done_to_it() {
    for taller in Taller::en_ambas().await {
        let mut ficha = taller.hacer("crearServicio", &servicio("S-1")).await;
        for nombre in ["a", "b", "c"] {
            taller.sobre("cambiarServicio", &mut ficha, &json!({ "nombre": nombre })).await;
        }
        let db = &taller.server.app.db;
        let verificada = auditoria::verificar(db).await.unwrap().unwrap();
        assert!(verificada.asientos >= 4, "{verificada:?}");
        let asiento = format!(
            "entidad_id = (SELECT id FROM entidad WHERE codigo = '{ENTIDAD}') AND numero = {}",
            numero_de(&taller, &ficha.id, 2).await
        );
        let cambios = [
            format!("UPDATE auditoria SET sujeto = 'nadie' WHERE {asiento}"),
            format!("DELETE FROM auditoria WHERE {asiento}"),
        ];
        for cambio in &cambios {
            let motivo = db.execute_unprepared(cambio).await.unwrap_err().to_string();
            assert!(motivo.contains("SOLO_AGREGAR"), "{motivo}");
        }
        for disparador in disparadores(taller.server.base.motor) {
            db.execute_unprepared(disparador).await.unwrap();
        }
        for cambio in &cambios {
            db.execute_unprepared(cambio).await.unwrap();
            let rotura = auditoria::verificar(db).await.unwrap().unwrap_err();
            assert_eq!(rotura.numero.to_string(), asiento.rsplit(' ').next().unwrap(), "{rotura}");
        }
    }
}

/// The last entries are missed too: the chain's own end tells of them.
#[tokio::test]
async fn a_cut_chain_is_found() {
    for taller in Taller::en_ambas().await {
        let ficha = taller.hacer("crearServicio", &servicio("S-1")).await;
        let ultimo = numero_de(&taller, &ficha.id, 1).await;
        let db = &taller.server.app.db;
        for disparador in disparadores(taller.server.base.motor) {
            db.execute_unprepared(disparador).await.unwrap();
        }
        let entidad = format!("entidad_id = (SELECT id FROM entidad WHERE codigo = '{ENTIDAD}')");
        db.execute_unprepared(&format!("DELETE FROM auditoria WHERE {entidad} AND numero = {ultimo}")).await.unwrap();
        let rotura = auditoria::verificar(db).await.unwrap().unwrap_err();
        assert_eq!(rotura.numero, ultimo, "{rotura}");
    }
}

/// The number in the trail of the entry that made a revision of a record.
async fn numero_de(taller: &Taller, id: &str, revision: i64) -> i64 {
    let historial = taller
        .leer(&format!(
            "{{ node(id: \"{id}\") {{ ... on Servicio {{ historial {{ nodes {{ numero revision }} }} }} }} }}"
        ))
        .await;
    let nodos = historial["node"]["historial"]["nodes"].as_array().unwrap();
    nodos.iter().find(|n| n["revision"] == revision).unwrap()["numero"].as_i64().unwrap()
}

/// What takes the triggers of the trail away, as an owner of the database could.
fn disparadores(motor: Motor) -> &'static [&'static str] {
    match motor {
        Motor::Sqlite => &["DROP TRIGGER auditoria_update", "DROP TRIGGER auditoria_delete"],
        Motor::Postgres => &["ALTER TABLE auditoria DISABLE TRIGGER ALL"],
    }
}

/// `quipu audit` ends well on a whole trail, and fails with the place of the first bad entry on another.
#[tokio::test]
async fn the_command_verifies_the_trail() {
    for taller in Taller::en_ambas().await {
        taller.hacer("crearServicio", &servicio("S-1")).await;
        let ejecutar = async || {
            Cli::try_parse_from(["quipu", "audit", "--database-url", &taller.server.base.url]).unwrap().run().await
        };
        ejecutar().await.unwrap();
        let db = &taller.server.app.db;
        for disparador in disparadores(taller.server.base.motor) {
            db.execute_unprepared(disparador).await.unwrap();
        }
        db.execute_unprepared("UPDATE auditoria SET despues = '{}' WHERE numero = 1").await.unwrap();
        let error = ejecutar().await.unwrap_err().to_string();
        assert!(error.contains("asiento 1"), "{error}");
    }
}

/// The history of a public record is not public: who may not read drafts of the entity gets a refusal, not a list.
#[tokio::test]
async fn history_is_for_who_reads_drafts() {
    for taller in Taller::en_ambas().await {
        let ficha = taller.hacer("crearServicio", &servicio("S-1")).await;
        let documento =
            format!("{{ node(id: \"{}\") {{ ... on Servicio {{ nombre historial {{ totalCount }} }} }} }}", ficha.id);
        for (roles, ve) in
            [(&["lector@entidad:DEMO-MANUAL"][..], true), (&["lector@entidad:DEMO-MAI"], false), (&["rector@*"], false)]
        {
            let token = development(&taller.server.base, "x", roles);
            let json = taller.server.graphql_as(&token, &documento).await.json();
            assert_eq!(json["data"]["node"]["nombre"], "Mesa de partes", "{roles:?}");
            assert_eq!(json["data"]["node"]["historial"].is_object(), ve, "{roles:?}");
            if !ve {
                assert_eq!(json["errors"][0]["extensions"]["code"], "PROHIBIDO");
            }
        }
    }
}
