//! The smallest things that are summed, with the value that each dimension gives them.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::mundo::{Entidad, Matriz, Mundo, con_id, hacia_arriba, texto};

/// A dimension, what of the row's key tells its value, and where that is.
pub(super) const DIMENSIONES: [(&str, &str, &str); 19] = [
    ("SECTOR", "sector { codigo }", "/sector/codigo"),
    ("GRUPO_MINISTERIAL", "grupoMinisterial { codigo }", "/grupoMinisterial/codigo"),
    ("ENTIDAD", "entidad { codigo }", "/entidad/codigo"),
    ("NIVEL_GOBIERNO", "nivelGobierno", "/nivelGobierno"),
    ("CLASIFICACION", "clasificacion", "/clasificacion"),
    ("NATURALEZA", "naturaleza { codigo }", "/naturaleza/codigo"),
    ("ORGANO", "organo { id }", "/organo/id"),
    ("UNIDAD", "unidad { id }", "/unidad/id"),
    ("GRUPO", "grupo { codigo }", "/grupo/codigo"),
    ("FAMILIA", "familia { codigo }", "/familia/codigo"),
    ("ROL", "rol { codigo }", "/rol/codigo"),
    ("NIVEL", "nivel { codigo }", "/nivel/codigo"),
    ("REGIMEN", "regimen { codigo }", "/regimen/codigo"),
    ("PUESTO", "puesto { id }", "/puesto/id"),
    ("TIPO_PROCESO", "tipoProceso", "/tipoProceso"),
    ("MACROPROCESO", "macroproceso { id }", "/macroproceso/id"),
    ("PROCESO_NIVEL_1", "procesoNivel1 { id }", "/procesoNivel1/id"),
    ("PROCESO_NIVEL_2", "procesoNivel2 { id }", "/procesoNivel2/id"),
    ("PROCESO", "proceso { id }", "/proceso/id"),
];

/// Dimensions of entities come first.
pub(super) const DE_ENTIDAD: usize = 5;
/// Dimensions of processes come last.
pub(super) const DE_PROCESO: usize = 14;
pub(super) const ENTIDAD: usize = 2;
pub(super) const NATURALEZA: usize = 5;
pub(super) const ORGANO: usize = 6;
pub(super) const UNIDAD: usize = 7;
pub(super) const PUESTO: usize = 13;

/// Value of each dimension, in their order.
pub(super) type Valores = Vec<Option<String>>;

/// A proposed puesto, or one of its executions.
#[derive(Debug, Clone)]
pub(super) struct Atomo {
    pub(super) entidad: usize,
    pub(super) valores: Valores,
    /// Unit and everything above it; process and everything above it.
    pub(super) dentro_de: HashSet<String>,
    pub(super) base: String,
    pub(super) actual: Option<i64>,
    pub(super) segun: Option<i64>,
    /// Times of executions, in 10⁻¹² h; `None` where one is missing.
    pub(super) horas: Vec<Option<i128>>,
    /// Activity, task and process of each.
    pub(super) nodos: Vec<(String, Option<String>, String)>,
    pub(super) centimos: i128,
    pub(super) con_remuneracion: i64,
}

/// A decimal of at most `escala` decimals, in units of its last place.
pub(super) fn entero(texto: &str, escala: usize) -> i128 {
    let (enteros, decimales) = texto.split_once('.').unwrap_or((texto, ""));
    assert!(decimales.len() <= escala, "{texto} has more than {escala} decimals");
    format!("{enteros}{decimales:0<escala$}").parse().unwrap()
}

/// Servidores públicos of a puesto, rounded to positions: h × 1.10 ÷ 176 is h ÷ 160; two decimals, then the threshold.
pub(super) fn posiciones(pico: i128) -> i64 {
    const CENTESIMA: i128 = 160 * 10_000_000_000;
    let centesimas = (2 * pico + CENTESIMA) / (2 * CENTESIMA);
    i64::try_from(centesimas / 100 + i128::from(centesimas % 100 >= 55)).unwrap()
}

pub(super) fn de_entidad(entidad: &Entidad) -> Valores {
    let Entidad { codigo, sector, ministerio, nivel, clase, .. } = entidad;
    [sector, ministerio, codigo, nivel, clase].map(|v| Some(v.clone())).to_vec()
}

/// naturaleza, órgano, unidad of a unit, by the tree of units.
pub(super) fn de_unidad(matriz: &Matriz, unidad: &Value) -> [Option<String>; 3] {
    let linea = hacia_arriba(&matriz.unidades, unidad);
    let naturaleza = linea.iter().find_map(|u| texto(&u["naturaleza"]["codigo"]));
    let es_organo = |u: &&&Value| u["nivelOrganizacional"].as_i64().is_some_and(|nivel| nivel <= 2);
    let organo = linea.iter().find(es_organo).or(linea.last()).and_then(|u| texto(&u["id"]));
    [naturaleza, organo, texto(unidad)]
}

/// The proposed puestos of every entity, each with its executions.
pub(super) fn puestos(mundo: &Mundo) -> Vec<Atomo> {
    let por_entidad = mundo.entidades.iter().enumerate();
    let con_matriz = por_entidad.filter_map(|(i, e)| Some((i, e, e.matriz.as_ref()?)));
    con_matriz.flat_map(|(i, e, m)| m.puestos.iter().map(move |q| puesto(i, e, m, q))).collect()
}

fn puesto(i: usize, entidad: &Entidad, matriz: &Matriz, nodo: &Value) -> Atomo {
    let mut valores = de_entidad(entidad);
    valores.extend(de_unidad(matriz, &nodo["unidad"]["id"]));
    valores.extend(["grupo", "familia", "rol", "nivel", "regimen"].map(|campo| texto(&nodo[campo]["codigo"])));
    valores.push(texto(&nodo["id"]));
    valores.resize(DIMENSIONES.len(), None);
    let propias = matriz.ejecuciones.iter().filter(|x| x["puestoPropuesto"]["id"] == nodo["id"]);
    let horas: Vec<Option<i128>> = propias.clone().map(horas).collect();
    let con_tiempo = horas.iter().any(Option::is_some);
    let base = texto(&nodo["base"]).unwrap();
    let segun = match base.as_str() {
        "CARGA" if con_tiempo => Some(posiciones(horas.iter().flatten().sum())),
        "INGRESADA" => nodo["segunCargas"].as_i64(),
        _ => None,
    };
    assert_eq!(nodo["puestos"]["pageInfo"]["hasNextPage"], false);
    let presentes = nodo["puestos"]["nodes"].as_array().unwrap();
    let pagados = presentes.iter().filter_map(|p| Some((p["ocupados"].as_i64()?, texto(&p["remuneracion"])?)));
    Atomo {
        entidad: i,
        valores,
        dentro_de: hacia_arriba(&matriz.unidades, &nodo["unidad"]["id"])
            .iter()
            .filter_map(|u| texto(&u["id"]))
            .collect(),
        base,
        actual: presentes.iter().map(|p| p["ocupados"].as_i64()).sum(),
        segun,
        horas,
        nodos: propias.map(nodos).collect(),
        centimos: pagados.clone().map(|(ocupados, sueldo)| i128::from(ocupados) * entero(&sueldo, 2)).sum(),
        con_remuneracion: i64::try_from(pagados.count()).unwrap(),
    }
}

fn horas(ejecucion: &Value) -> Option<i128> {
    let frecuencia = texto(&ejecucion["frecuenciaMensual"])?;
    Some(entero(&frecuencia, 6) * entero(&texto(&ejecucion["duracionHoras"])?, 6))
}

fn nodos(ejecucion: &Value) -> (String, Option<String>, String) {
    let actividad = &ejecucion["actividad"];
    let proceso = texto(&actividad["proceso"]["id"]).unwrap();
    (texto(&actividad["id"]).unwrap(), texto(&ejecucion["tarea"]["id"]), proceso)
}

/// The same puestos split by execution, each with the values of its process: what questions about processes sum.
pub(super) fn ejecuciones(mundo: &Mundo, puestos: &[Atomo]) -> Vec<Atomo> {
    let partir = |puesto: &Atomo| {
        let matriz = mundo.entidades[puesto.entidad].matriz.as_ref().unwrap();
        let cada = puesto.horas.iter().zip(&puesto.nodos).map(|(horas, nodos)| {
            let proceso = Value::from(nodos.2.clone());
            let linea = hacia_arriba(&matriz.procesos, &proceso);
            let nivel = |n: i64| linea.iter().find(|p| p["nivel"] == n).and_then(|p| texto(&p["id"]));
            let mut atomo = Atomo { horas: vec![*horas], nodos: vec![nodos.clone()], ..puesto.clone() };
            atomo.dentro_de.extend(linea.iter().filter_map(|p| texto(&p["id"])));
            let tipo = con_id(&matriz.procesos, &proceso).and_then(|p| texto(&p["tipo"]));
            let valores = [tipo, nivel(0), nivel(1), nivel(2), texto(&proceso)];
            atomo.valores.splice(DE_PROCESO.., valores);
            atomo
        });
        cada.collect::<Vec<_>>()
    };
    puestos.iter().flat_map(partir).collect()
}

/// Each puesto of the mapeo counts once: on the proposed puesto that the first of its executions names.
pub(super) fn comprobar_asignados(matriz: &Matriz) {
    let mut asignados = BTreeMap::new();
    for puesto in &matriz.puestos {
        for presente in puesto["puestos"]["nodes"].as_array().unwrap() {
            let antes = asignados.insert(presente["id"].to_string(), puesto["id"].clone());
            assert_eq!(antes, None, "{presente} counts twice");
        }
    }
    let mut vistos = HashSet::new();
    for ejecucion in matriz.ejecuciones.iter().filter(|x| x["puesto"]["id"].is_string()) {
        let presente = ejecucion["puesto"]["id"].to_string();
        if vistos.insert(presente.clone()) {
            assert_eq!(asignados[&presente], ejecucion["puestoPropuesto"]["id"], "{presente}");
        }
    }
}
