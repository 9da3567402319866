//! Who may write what: every mutation × every kind of requester.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Taller;
use super::obra::Obra;
use super::taller::ENTIDAD;
use crate::support::token::development;

/// Requesters by their roles, and whether they may write records of the entity.
const QUIENES: [(&[&str], bool); 9] = [
    (&[], false),
    (&["lector@entidad:DEMO-MANUAL"], false),
    (&["rector@*"], false),
    (&["operador@*"], false),
    (&["editor@entidad:DEMO-MAI"], false),
    (&["responsable@entidad:DEMO-MDVF", "lector@*"], false),
    (&["editor@entidad:DEMO-MANUAL"], true),
    (&["responsable@entidad:DEMO-MANUAL"], true),
    (&["editor@*"], true),
];

/// Every mutation with an input that only its permission keeps from being done or, where it names a record, from being
/// looked at: the wrong revision tells who got that far.
async fn mutaciones(obra: &mut Obra<'_>) -> Vec<(String, Value)> {
    obra.hasta("DESPLEGADA").await;
    let dentro = format!(
        "{{ node(id: \"{}\") {{ ... on Entrega {{ pruebas {{ nodes {{ id }} }} paquete {{ unidades {{ id }} }} \
         despliegues {{ nodes {{ id lineasBase {{ nodes {{ id }} }} }} }} }} }} }}",
        obra.entrega.id
    );
    let dentro = obra.taller.leer(&dentro).await;
    let id = |lugar: &str| dentro["node"].pointer(lugar).unwrap().as_str().unwrap().to_owned();
    let mejora = json!({ "entidad": ENTIDAD, "codigo": "MJ", "nombre": "Mejora", "estado": "PROPUESTA" });
    let mejora = obra.taller.hacer("crearMejora", &mejora).await;
    let rol = json!({ "entidad": ENTIDAD, "rol": "GERENTE_DE_ENTREGA", "correlativo": "1", "desde": "2026-01-01" });
    let rol = obra.taller.hacer("crearAsignacionRolEntrega", &rol).await;
    let guardado = json!({ "entidad": ENTIDAD, "codigo": "RG", "nombre": "Informe", "clase": "INFORME", "desde": "2026-01-01",
        "ubicacion": "Archivo", "responsable": "Gerente" });
    let guardado = obra.taller.hacer("crearRegistroGuardado", &guardado).await;
    let factor = json!({ "entidad": ENTIDAD, "codigo": "FC", "nombre": "A tiempo", "objetivo": "Continuidad" });
    let factor = obra.taller.hacer("crearFactorCritico", &factor).await;
    let documento = json!({ "entidad": ENTIDAD, "codigo": "DC", "nombre": "Política", "fecha": "2026-01-01", "autor": "Analista",
        "confidencialidad": "INTERNO" });
    let documento = obra.taller.hacer("crearDocumento", &documento).await;
    let despliegue = id("/despliegues/nodes/0/id");
    let mut todas = altas(obra, &despliegue);
    todas.extend(actos(obra, &despliegue));
    todas.push(("avanzarDocumento".into(), json!({ "id": documento.id, "revision": 99, "hasta": "APROBADO" })));
    todas.push(("revisarDocumento".into(), json!({ "id": documento.id, "revision": 99 })));
    todas.extend(de_fichas(obra.taller).await);
    todas.extend(crate::calidad::mutaciones(obra.taller).await);
    todas.push(("escribirLote".to_owned(), json!({ "entidad": ENTIDAD, "operaciones": [] })));
    todas.extend(del_mapa(obra.taller).await);
    let registros = [
        ("Servicio", obra.servicio.id.clone()),
        ("Cliente", obra.cliente.id.clone()),
        ("PoliticaEntrega", obra.politica.id.clone()),
        ("UnidadEntrega", id("/paquete/unidades/0/id")),
        ("Paquete", obra.paquete.id.clone()),
        ("Entrega", obra.entrega.id.clone()),
        ("Prueba", id("/pruebas/nodes/0/id")),
        ("Despliegue", despliegue),
        ("LineaBase", id("/despliegues/nodes/0/lineasBase/nodes/0/id")),
        ("Mejora", mejora.id),
        ("AsignacionRolEntrega", rol.id),
        ("RegistroGuardado", guardado.id),
        ("FactorCritico", factor.id),
        ("Documento", documento.id),
    ];
    for (tipo, id) in registros {
        for verbo in ["cambiar", "archivar"] {
            todas.push((format!("{verbo}{tipo}"), json!({ "id": id, "revision": 99 })));
        }
    }
    todas
}

/// A record of every kind, each with a fault.
fn altas(obra: &Obra<'_>, despliegue: &str) -> Vec<(String, Value)> {
    let (servicio, cliente, entrega) = (&obra.servicio.id, &obra.cliente.id, &obra.entrega.id);
    let sin_nombre = |resto: Value| {
        let mut input = json!({ "entidad": ENTIDAD, "codigo": "", "nombre": "" });
        input.as_object_mut().unwrap().extend(resto.as_object().unwrap().clone());
        input
    };
    let politica = json!({ "entidad": ENTIDAD, "servicio": servicio, "cliente": cliente, "metodo": "BIG_BANG", "distribucion": "PUSH",
        "modo": "MANUAL", "omite": ["CERRADA"] });
    let prueba =
        json!({ "entrega": entrega, "tipo": "USUARIO", "ambiente": "", "responsable": "", "resultado": "PENDIENTE" });
    let linea = json!({ "despliegue": despliegue, "momento": "ANTES", "fecha": "2026-01-01", "ubicacion": "", "elementos": [] });
    let rol = json!({ "entidad": ENTIDAD, "rol": "AUTORIDAD_DE_CAMBIO", "correlativo": "", "desde": "2026-01-01" });
    let altas = [
        ("Servicio", sin_nombre(json!({}))),
        ("Cliente", sin_nombre(json!({ "tipo": "EXTERNO" }))),
        ("PoliticaEntrega", politica),
        ("UnidadEntrega", sin_nombre(json!({ "servicio": servicio }))),
        ("Paquete", sin_nombre(json!({ "servicio": servicio, "mayor": 1, "menor": 0, "arreglo": 0 }))),
        ("Entrega", sin_nombre(json!({ "servicio": servicio, "cliente": cliente, "tipo": "MAYOR" }))),
        ("Prueba", prueba),
        ("Despliegue", json!({ "entrega": entrega, "ambiente": "" })),
        ("LineaBase", linea),
        ("Mejora", sin_nombre(json!({ "estado": "PROPUESTA" }))),
        ("AsignacionRolEntrega", rol),
        ("RegistroGuardado", sin_nombre(json!({ "clase": "OTRO", "ubicacion": "", "responsable": "" }))),
        ("FactorCritico", sin_nombre(json!({ "objetivo": "" }))),
        ("Documento", sin_nombre(json!({ "fecha": "2026-01-01", "autor": "", "confidencialidad": "PUBLICO" }))),
    ];
    altas.map(|(tipo, input)| (format!("crear{tipo}"), input)).into()
}

/// What is done to a release, a deployment and a policy.
fn actos(obra: &Obra<'_>, despliegue: &str) -> Vec<(String, Value)> {
    let (entrega, politica) = (obra.entrega.id.as_str(), obra.politica.id.as_str());
    let autorizacion = json!({ "decision": "APROBADA", "autoridad": "Comité", "fecha": "2026-11-03" });
    let actos = [
        ("aprobarPoliticaEntrega", json!({ "id": politica, "revision": 99 })),
        ("autorizarEntrega", json!({ "id": entrega, "revision": 99, "autorizacion": autorizacion })),
        ("revisarEntrega", json!({ "id": entrega, "revision": 99, "revisionCierre": {} })),
        ("avanzarEntrega", json!({ "id": entrega, "revision": 99, "hasta": "CERRADA" })),
        ("autorizarDespliegue", json!({ "id": despliegue, "revision": 99, "autorizacion": autorizacion })),
        ("verificarDespliegue", json!({ "id": despliegue, "revision": 99, "verificacion": [] })),
        ("avanzarDespliegue", json!({ "id": despliegue, "revision": 99, "hasta": "FALLIDO" })),
    ];
    actos.map(|(acto, input)| (acto.to_owned(), input)).into()
}

/// The same for the sheets of processes and the roles of governance, over those of the demonstration.
async fn de_fichas(taller: &Taller) -> Vec<(String, Value)> {
    let datos = taller
        .leer(&format!(
            "{{ entidad(codigo: \"{ENTIDAD}\") {{ asignacionesDeRol {{ nodes {{ id }} }} \
             fichas {{ nodes {{ id indicadores {{ nodes {{ id mediciones {{ nodes {{ id }} }} }} }} }} }} }} }}"
        ))
        .await;
    let id = |lugar: &str| datos["entidad"].pointer(lugar).unwrap().clone();
    let ficha = id("/fichas/nodes/0/id");
    let indicador = id("/fichas/nodes/0/indicadores/nodes/0/id");
    let medicion = id("/fichas/nodes/0/indicadores/nodes/0/mediciones/nodes/0/id");
    let asignacion = id("/asignacionesDeRol/nodes/0/id");
    let de = |id: &Value| json!({ "id": id, "revision": 99 });
    let suyas = [
        ("crearFicha", json!({ "entidad": ENTIDAD, "codigo": "", "edicion": 0, "nombre": "" })),
        ("cambiarFicha", de(&ficha)),
        ("pasarFicha", json!({ "id": ficha, "revision": 99, "estado": "BORRADOR" })),
        ("archivarFicha", de(&ficha)),
        (
            "crearIndicador",
            json!({ "ficha": ficha, "nombre": "", "numerador": "", "denominador": "", "frecuencia": "ANUAL" }),
        ),
        ("cambiarIndicador", de(&indicador)),
        ("archivarIndicador", de(&indicador)),
        ("crearMedicion", json!({ "indicador": indicador, "periodo": "", "numerador": "1", "denominador": "1" })),
        ("cambiarMedicion", de(&medicion)),
        ("archivarMedicion", de(&medicion)),
        (
            "crearAsignacionDeRol",
            json!({ "entidad": ENTIDAD, "rol": "", "titular": { "puesto": "" }, "desde": "2026-01-01" }),
        ),
        ("cambiarAsignacionDeRol", de(&asignacion)),
        ("archivarAsignacionDeRol", de(&asignacion)),
    ];
    suyas.map(|(mutacion, input)| (mutacion.to_owned(), input)).into()
}

/// The same for a draft of the map.
async fn del_mapa(taller: &Taller) -> Vec<(String, Value)> {
    let borrador = taller.hacer("crearBorrador", &json!({ "entidad": ENTIDAD })).await.id;
    let dentro = format!(
        "{{ node(id: \"{borrador}\") {{ ... on Version {{ matriz {{ procesos(first: 1) {{ nodes {{ id }} }} actividades(first: 1) {{ \
         nodes {{ id }} }} tareas(first: 1) {{ nodes {{ id }} }} ejecuciones(first: 1) {{ nodes {{ id }} }} puestosPropuestos(first: 1) {{ nodes {{ id }} }} }} \
         unidades(first: 1) {{ nodes {{ id }} }} puestos(first: 1) {{ nodes {{ id }} }} }} }} }}"
    );
    let datos = taller.leer(&dentro).await;
    let id = |lista: &str| datos["node"]["matriz"][lista]["nodes"][0]["id"].clone();
    let (proceso, actividad, tarea, ejecucion) = (id("procesos"), id("actividades"), id("tareas"), id("ejecuciones"));
    let de_version = |lista: &str| datos["node"][lista]["nodes"][0]["id"].clone();
    let (unidad, puesto) = (de_version("unidades"), de_version("puestos"));
    let de = |id: &Value| json!({ "id": id, "revision": 99 });
    let mut suyas = vec![
        ("crearBorrador".to_owned(), json!({ "entidad": ENTIDAD, "desde": 99 })),
        ("publicarVersion".to_owned(), json!({ "id": borrador, "revision": 99 })),
        ("enviarVersion".to_owned(), json!({ "id": borrador, "revision": 99 })),
        ("descartarBorrador".to_owned(), json!({ "id": borrador, "revision": 99 })),
        ("crearUnidad".to_owned(), json!({ "version": borrador, "revision": 99, "nombre": "" })),
        ("crearPuesto".to_owned(), json!({ "version": borrador, "revision": 99, "correlativo": "", "nombre": "" })),
        ("ingresarDotacion".to_owned(), json!({ "puesto": puesto, "revision": 99, "posiciones": 1 })),
        ("retirarDotacion".to_owned(), json!({ "puesto": puesto, "revision": 99 })),
        ("cambiarPuestoPropuesto".to_owned(), de(&id("puestosPropuestos"))),
        ("moverUnidad".to_owned(), de(&unidad)),
        ("crearProceso".to_owned(), json!({ "version": borrador, "revision": 99, "nombre": "" })),
        ("crearActividad".to_owned(), json!({ "proceso": proceso, "revision": 99, "nombre": "" })),
        ("crearTarea".to_owned(), json!({ "actividad": actividad, "revision": 99, "nombre": "" })),
        ("crearEjecucion".to_owned(), json!({ "tarea": tarea, "revision": 99 })),
    ];
    let filas = [("Proceso", proceso), ("Actividad", actividad), ("Tarea", tarea), ("Ejecucion", ejecucion)];
    for (tipo, id) in &filas {
        suyas.extend(["cambiar", "mover", "eliminar"].map(|verbo| (format!("{verbo}{tipo}"), de(id))));
    }
    for (tipo, id) in [("Unidad", unidad), ("Puesto", puesto)] {
        suyas.extend(["cambiar", "eliminar"].map(|verbo| (format!("{verbo}{tipo}"), de(&id))));
    }
    suyas
}

/// Who may not write is refused before anything is looked at, and does not learn of records that it may not see; who may
/// gets as far as the faults of the input.
#[tokio::test]
async fn each_mutation_is_for_who_may() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
        let mutaciones = mutaciones(&mut obra).await;
        let asientos = quipu::store::escritura::auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
        for (roles, puede) in QUIENES {
            let token = (!roles.is_empty()).then(|| development(&taller.server.base, "x", roles));
            for (mutacion, input) in &mutaciones {
                let answer = taller.mutar_como(token.as_deref(), mutacion, input).await;
                let codigo = answer.refusal().1;
                let publica = roles.iter().any(|rol| rol.starts_with("responsable@entidad:DEMO-MANUAL"));
                let esperados: &[&str] = if puede && (publica || mutacion != "publicarVersion") {
                    &["ENTRADA_INVALIDA", "CONFLICTO", "REGISTRO_CERRADO"]
                } else {
                    &["PROHIBIDO", "NO_ENCONTRADO"]
                };
                assert!(esperados.contains(&codigo.as_str()), "{roles:?} {mutacion}: {}", answer.text);
                assert_eq!(answer.json()["data"], Value::Null, "{mutacion}");
            }
        }
        let despues = quipu::store::escritura::auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
        assert_eq!(asientos, despues);
    }
}

/// What one may not see does not exist, also for a mutation: a draft of another entity is not told from none.
#[tokio::test]
async fn a_mutation_does_not_tell_of_what_is_hidden() {
    for taller in Taller::en_ambas().await {
        let obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
        let ajeno = development(&taller.server.base, "eva", &["editor@entidad:DEMO-MAI"]);
        for (id, codigo) in [(&obra.entrega.id, "NO_ENCONTRADO"), (&obra.servicio.id, "PROHIBIDO")] {
            let mutacion = if codigo == "PROHIBIDO" { "cambiarServicio" } else { "cambiarEntrega" };
            let answer = taller.mutar_como(Some(&ajeno), mutacion, &json!({ "id": id, "revision": 1 })).await;
            assert_eq!(answer.refusal().1, codigo, "{}", answer.text);
        }
        let otro = taller.rechazo("cambiarEntrega", &json!({ "id": obra.servicio.id, "revision": 1 })).await;
        assert_eq!(otro["extensions"]["code"], "ID_INVALIDO");
        let ajena = json!({ "entidad": "DEMO-MAI", "codigo": "X", "nombre": "x", "servicio": obra.servicio.id, "cliente": obra.cliente.id, "tipo": "MENOR" });
        let todos = development(&taller.server.base, "eva", &["editor@*"]);
        let answer = taller.mutar_como(Some(&todos), "crearEntrega", &ajena).await.json();
        let errores = answer["errors"][0]["extensions"]["errores"].as_array().unwrap();
        assert_eq!(errores.len(), 2, "{answer}");
        assert!(errores.iter().all(|e| e["codigo"] == "REFERENCIA_DESCONOCIDA"));
    }
}

/// The table speaks of every mutation there is.
#[tokio::test]
async fn every_mutation_is_in_the_table() {
    let taller = Taller::en_ambas().await.remove(0);
    let mut obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
    let conocidas: BTreeSet<String> = mutaciones(&mut obra).await.into_iter().map(|(nombre, _)| nombre).collect();
    let campos = taller.leer("{ __schema { mutationType { fields { name } } } }").await;
    let todas: BTreeSet<String> = campos["__schema"]["mutationType"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|campo| campo["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(conocidas, todas);
}
