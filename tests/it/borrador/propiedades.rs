//! Random edits: the draft is what a tree kept in the test is, and what an import of that tree would have made.

use std::collections::{HashMap, HashSet};

use quipu::domain::modelo::{Mapa, Propuesto};
use quipu::domain::orden;
use quipu::domain::texto::clave;
use serde_json::{Value, json};

use super::azar::Azar;
use super::modelo::{Arbol, Rama, generado};
use super::obra::Obra;
use super::organigrama::Organigrama;
use super::taller::{Taller, texto};
use crate::mapa::borrador;

/// The entity whose draft is imported to compare with.
const OTRA: &str = "01-001-PCM";

/// A map whose rows all say their classification, the same for each puesto of a unit: an edit leaves nothing to be filled in
/// from another row.
fn explicito(semilla: u64) -> Mapa {
    let mut mapa = generado(semilla, 40);
    mapa.no_medidos.sort_by_key(|n| n.puesto);
    let puestos = mapa.puestos.clone();
    let mut clases: HashMap<(Option<usize>, String), Propuesto> = HashMap::new();
    for e in &mut mapa.matrices[0].ejecuciones {
        let puesto = e.puesto.map(|i| &puestos[i]);
        e.unidad = e.unidad.or_else(|| puesto.and_then(|p| p.unidad));
        let nombre =
            e.propuesto.nombre.clone().or_else(|| e.ejecutor.clone()).or_else(|| puesto.map(|p| p.nombre.clone()));
        let nombre = nombre.unwrap_or_else(|| "Alguien".to_owned());
        let lugar = (e.unidad, clave(&nombre));
        let habitual = Propuesto {
            grupo: Some("CA".to_owned()),
            familia: Some("CA-04".to_owned()),
            nombre: Some(nombre.clone()),
            ..Propuesto::default()
        };
        let propia = if e.propuesto.grupo.is_some() {
            Propuesto { nombre: Some(nombre), ..e.propuesto.clone() }
        } else {
            habitual
        };
        e.propuesto = clases.entry(lugar).or_insert(propia).clone();
        e.ejecutor = e.ejecutor.clone().or_else(|| e.propuesto.nombre.clone());
    }
    mapa
}

/// Every node of a list of the draft's matrix, page by page; findings are of the draft itself.
async fn todos(taller: &Taller, entidad: &str, lista: &str, campos: &str) -> Vec<Value> {
    let de_version = ["hallazgos", "unidades", "puestos"].contains(&lista);
    let (abre, cierra) = if de_version { ("", "") } else { ("matriz {", "}") };
    let (mut nodos, mut despues) = (Vec::new(), "null".to_owned());
    loop {
        let documento = format!(
            "{{ entidad(codigo: \"{entidad}\") {{ version(version: {{ultimoBorrador: true}}) {{ {abre} {lista}(first: 200 after: \
             {despues}) {{ nodes {{ {campos} }} pageInfo {{ hasNextPage endCursor }} }} {cierra} }} }} }}"
        );
        let mut datos = taller.leer(&documento).await;
        let version = &mut datos["entidad"]["version"];
        let mut pagina = if abre.is_empty() { version[lista].take() } else { version["matriz"][lista].take() };
        nodos.append(pagina["nodes"].as_array_mut().unwrap());
        if pagina["pageInfo"]["hasNextPage"] == json!(false) {
            return nodos;
        }
        despues = format!("\"{}\"", texto(&pagina["pageInfo"]["endCursor"]));
    }
}

/// Nodes of the draft in reading order.
async fn leidos(taller: &Taller, entidad: &str, campos: &str) -> Vec<Value> {
    let documento = format!(
        "{{ entidad(codigo: \"{entidad}\") {{ version(version: {{ultimoBorrador: true}}) {{ matriz {{ arbol(first: 10000) {{ nodes {{ \
         orden profundidad nodo {{ __typename {campos} }} }} }} }} }} }} }}"
    );
    let mut datos = taller.leer(&documento).await;
    datos["entidad"]["version"]["matriz"]["arbol"]["nodes"].as_array_mut().unwrap().drain(..).collect()
}

/// The tree of the draft with the ids that it has in the database.
async fn con_ids(taller: &Taller, mapa: &Mapa) -> Arbol {
    let campos = "... on Proceso { id } ... on Actividad { id } ... on Tarea { id }";
    let mut ids = leidos(taller, "PRUEBA", campos).await.into_iter().map(|n| texto(&n["nodo"]["id"]));
    let mut filas = todos(taller, "PRUEBA", "ejecuciones", "id").await.into_iter().map(|n| texto(&n["id"]));
    let mut arbol = Arbol::de(mapa);
    arbol.0.subprocesos.iter_mut().for_each(|rama| poner(rama, &mut ids, &mut filas));
    assert_eq!((ids.next(), filas.next()), (None, None));
    arbol
}

/// Gives a branch its ids.
fn poner(rama: &mut Rama, ids: &mut dyn Iterator<Item = String>, filas: &mut dyn Iterator<Item = String>) {
    rama.id = ids.next().unwrap();
    for actividad in &mut rama.actividades {
        actividad.id = ids.next().unwrap();
        actividad.ejecuciones.iter_mut().for_each(|(id, _)| *id = filas.next().unwrap());
        for tarea in &mut actividad.tareas {
            tarea.id = ids.next().unwrap();
            tarea.ejecuciones.iter_mut().for_each(|(id, _)| *id = filas.next().unwrap());
        }
    }
    rama.subprocesos.iter_mut().for_each(|hija| poner(hija, ids, filas));
}

impl Obra<'_> {
    /// The nested read is the tree.
    async fn comparar(&self) {
        let campos = "... on Proceso { id } ... on Actividad { id } ... on Tarea { id }";
        let leidos = leidos(self.taller, "PRUEBA", campos).await;
        let lugares: Vec<(String, i64)> =
            leidos.iter().map(|n| (texto(&n["nodo"]["id"]), n["profundidad"].as_i64().unwrap())).collect();
        assert_eq!(lugares, self.arbol.lugares());
        assert!(leidos.iter().zip(1..).all(|(n, i)| n["orden"] == json!(i)));
        let filas = todos(self.taller, "PRUEBA", "ejecuciones", "id actividad { id } tarea { id }").await;
        let mut grupos: Vec<(String, Vec<String>)> = Vec::new();
        for fila in &filas {
            let de = if fila["tarea"].is_null() { &fila["actividad"]["id"] } else { &fila["tarea"]["id"] };
            match grupos.last_mut() {
                Some((ultimo, ids)) if *ultimo == texto(de) => ids.push(texto(&fila["id"])),
                _ => grupos.push((texto(de), vec![texto(&fila["id"])])),
            }
        }
        let distintos: HashSet<&String> = grupos.iter().map(|(de, _)| de).collect();
        assert_eq!(distintos.len(), grupos.len(), "rows of one task stand together");
        assert_eq!(grupos.into_iter().map(|(_, ids)| ids).collect::<Vec<_>>(), self.arbol.ejecuciones());
    }
}

/// Everything that a draft says, without its ids; groups sorted as texts.
async fn dicho(taller: &Taller, entidad: &str) -> Vec<(String, Vec<Value>)> {
    let nombrado =
        "... on Proceso { codigo nombre nivel tipo } ... on Actividad { codigo nombre } ... on Tarea { codigo nombre }";
    let ejecuciones = "ejecutor correlativo periodo veces frecuenciaMensual duracionHoras horas unidad { nombre } \
                       puesto { correlativo } actividad { nombre } tarea { nombre } puestoPropuesto { nombre horas }";
    let propuestos = "nombre base sustento dotacionActual horas servidores segunCargas brecha unidad { nombre } organo { nombre } \
                      grupo { codigo } familia { codigo } rol { codigo } nivel { codigo } regimen { codigo } naturaleza { codigo } \
                      puestos { nodes { correlativo } }";
    let unidades = "nombre sigla orden nivelOrganizacional naturaleza { codigo } padre { orden } ancestros { nombre }";
    let puestos = "correlativo nombre nombreAjustado ocupados regimen { codigo } regimenTexto cargoEstructural clasificacionCargo \
                   confianza funciones superiorCorrelativo unidad { orden }";
    let mut dicho = vec![
        ("arbol".to_owned(), leidos(taller, entidad, nombrado).await),
        ("ejecuciones".to_owned(), todos(taller, entidad, "ejecuciones", ejecuciones).await),
        ("propuestos".to_owned(), todos(taller, entidad, "puestosPropuestos", propuestos).await),
        ("unidades".to_owned(), todos(taller, entidad, "unidades", unidades).await),
        ("puestos".to_owned(), todos(taller, entidad, "puestos", puestos).await),
    ];
    let cabecera = format!(
        "{{ entidad(codigo: \"{entidad}\") {{ version(version: {{ultimoBorrador: true}}) {{ matriz {{ numeroProcesos numeroActividades \
         numeroTareas numeroEjecuciones numeroEjecucionesConTiempo }} hallazgos {{ totalCount }} }} }} }}"
    );
    dicho.push(("cabecera".to_owned(), vec![taller.leer(&cabecera).await]));
    let hallazgos = todos(taller, entidad, "hallazgos", "codigo severidad celda mensaje valor").await;
    dicho.push(("hallazgos".to_owned(), ordenados(hallazgos)));
    let claves = [
        ("GRUPO, FAMILIA, ROL", "grupo { codigo } familia { codigo } rol { codigo }"),
        ("UNIDAD, PUESTO", "unidad { nombre } puesto { nombre grupo { codigo } nivel { codigo } }"),
        ("NIVEL, REGIMEN", "nivel { codigo } regimen { codigo }"),
        ("TIPO_PROCESO, FAMILIA", "tipoProceso familia { codigo }"),
        ("MACROPROCESO", "macroproceso { orden }"),
        (
            "PROCESO_NIVEL_1, PROCESO_NIVEL_2, PROCESO",
            "procesoNivel1 { orden } procesoNivel2 { orden } proceso { orden }",
        ),
    ];
    for (dimensiones, clave) in claves {
        let documento = format!(
            "{{ dotacion(first: 1000, dimensiones: [{dimensiones}], entidades: {{codigo: {{igual: \"{entidad}\"}}}}, version: \
             {{ultimoBorrador: true}}) {{ filas {{ clave {{ {clave} }} sinDatos dotacionActual segunCargas brecha deficit superavit horas \
             servidores puestos puestosSinDato procesos actividades tareas }} total {{ servidores segunCargas brecha }} }} }}"
        );
        let mut datos = taller.leer(&documento).await;
        let mut filas: Vec<Value> = datos["dotacion"]["filas"].as_array_mut().unwrap().drain(..).collect();
        filas.push(datos["dotacion"]["total"].take());
        dicho.push((dimensiones.to_owned(), ordenados(filas)));
    }
    dicho
}

fn ordenados(mut filas: Vec<Value>) -> Vec<Value> {
    filas.sort_by_key(Value::to_string);
    filas
}

/// After random edits the draft is the tree, and says of itself what an import of that tree says: places, executions,
/// proposed puestos, roll-ups, findings.
#[tokio::test]
async fn random_edits_are_what_an_import_would_be() {
    for semilla in [11, 12] {
        let mapa = explicito(semilla);
        for mut taller in Taller::en_ambas(&mapa).await {
            let arbol = con_ids(&taller, &mapa).await;
            let ids = |nodos: Vec<Value>| nodos.iter().map(|n| texto(&n["id"])).collect::<Vec<_>>();
            let unidades = ids(todos(&taller, "PRUEBA", "unidades", "id").await);
            let puestos = ids(todos(&taller, "PRUEBA", "puestos", "id").await);
            let lugares = orden::de_unidades(&mapa.unidades);
            let unidades =
                lugares.iter().map(|l| unidades[usize::try_from(l.orden).unwrap() - 1].clone()).collect::<Vec<_>>();
            let organigrama = Organigrama::de(&mapa, unidades, puestos);
            let azar = Azar(semilla);
            let mapa_inicial = mapa.clone();
            let mut obra = Obra { taller: &mut taller, arbol, azar, mapa: mapa_inicial, organigrama, hechas: 0 };
            for i in 0..100 {
                obra.paso().await;
                if i % 10 == 9 {
                    obra.comparar().await;
                }
            }
            let Obra { arbol, organigrama, .. } = obra;
            let mut importado = mapa.clone();
            arbol.en(&mut importado);
            organigrama.en(&mut importado);
            borrador(&taller.server.base, OTRA, &importado).await;
            let (editado, importado) = (dicho(&taller, "PRUEBA").await, dicho(&taller, OTRA).await);
            for ((que, editado), (_, importado)) in editado.iter().zip(&importado) {
                for (uno, otro) in editado.iter().zip(importado) {
                    assert_eq!(uno, otro, "{que}, seed {semilla}, {:?}", taller.server.base.motor);
                }
                assert_eq!(editado.len(), importado.len(), "{que}, seed {semilla}, {:?}", taller.server.base.motor);
            }
        }
    }
}
