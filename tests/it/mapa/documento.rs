//! Lists of the schema, found by introspection, and the documents that read them.

use std::collections::BTreeMap;

use quipu::schema::QuipuSchema;
use serde_json::Value;

use crate::support::server::Server;

/// Answer of a list.
pub(crate) struct Pagina {
    pub(crate) ids: Vec<String>,
    pub(crate) cursores: Vec<String>,
    pub(crate) sigue: bool,
}

/// A list below an object, or at the root.
#[derive(Debug, Clone)]
pub(crate) struct Lista {
    /// Type and id of the object; `None` for a list of the root.
    pub(crate) padre: Option<(String, String)>,
    pub(crate) campo: String,
    /// Conditions that keep it under 200 rows.
    pub(crate) argumentos: String,
    /// Values of its order enum.
    pub(crate) campos: Vec<String>,
}

impl Lista {
    /// A document that reads `seleccion` of it.
    pub(crate) fn documento(&self, argumentos: &str, seleccion: &str) -> String {
        let argumentos = format!("{} {argumentos}", self.argumentos);
        let argumentos = if argumentos.trim().is_empty() { String::new() } else { format!("({argumentos})") };
        let lista = format!("lista: {}{argumentos} {{ {seleccion} }}", self.campo);
        match &self.padre {
            None => format!("{{ {lista} }}"),
            Some((tipo, id)) => format!("{{ node(id: \"{id}\") {{ ... on {tipo} {{ {lista} }} }} }}"),
        }
    }

    /// What it answers.
    pub(crate) async fn leer(&self, servidor: &Server<QuipuSchema>, argumentos: &str, seleccion: &str) -> Value {
        let mut datos = servidor.data(&self.documento(argumentos, seleccion)).await;
        if self.padre.is_some() { datos["node"]["lista"].take() } else { datos["lista"].take() }
    }

    /// A page of it.
    pub(crate) async fn pagina(&self, servidor: &Server<QuipuSchema>, argumentos: &str) -> Pagina {
        pagina(&self.leer(servidor, argumentos, PAGINA).await)
    }
}

/// What a page needs to be followed.
pub(crate) const PAGINA: &str = "edges { cursor node { id } } pageInfo { hasNextPage endCursor }";

/// A page from its answer.
pub(crate) fn pagina(lista: &Value) -> Pagina {
    let edges = lista["edges"].as_array().expect("edges");
    let cursores: Vec<String> = edges.iter().map(|edge| texto(&edge["cursor"])).collect();
    assert_eq!(lista["pageInfo"]["endCursor"].as_str(), cursores.last().map(String::as_str));
    Pagina {
        ids: edges.iter().map(|edge| texto(&edge["node"]["id"])).collect(),
        cursores,
        sigue: lista["pageInfo"]["hasNextPage"].as_bool().expect("hasNextPage"),
    }
}

pub(crate) fn texto(valor: &Value) -> String {
    valor.as_str().expect("a text").to_owned()
}

/// Every list that the schema has: type, field, values of its order enum.
pub(crate) async fn listas_del_esquema(servidor: &Server<QuipuSchema>) -> Vec<(String, String, Vec<String>)> {
    let datos = servidor
        .data(
            "{ __schema { types { name enumValues { name } fields { name type { ofType { name } } \
             args { name type { ofType { ofType { name } } } } } } } }",
        )
        .await;
    let tipos = datos["__schema"]["types"].as_array().expect("types");
    let enums: BTreeMap<&str, Vec<String>> = tipos
        .iter()
        .filter_map(|t| {
            Some((t["name"].as_str()?, t["enumValues"].as_array()?.iter().map(|v| texto(&v["name"])).collect()))
        })
        .collect();
    let mut listas = Vec::new();
    for tipo in tipos {
        for campo in tipo["fields"].as_array().into_iter().flatten() {
            let es_lista = campo["type"]["ofType"]["name"].as_str().is_some_and(|n| n.ends_with("Connection"));
            if !es_lista {
                continue;
            }
            let args = campo["args"].as_array().expect("args");
            let orden = args.iter().find(|arg| arg["name"] == "orden").expect("every list has an order");
            let orden = texto(&orden["type"]["ofType"]["ofType"]["name"]).replace("Orden", "Campo");
            listas.push((texto(&tipo["name"]), texto(&campo["name"]), enums[orden.as_str()].clone()));
        }
    }
    listas
}

/// Every list of the map, below objects of the entity of that code that have something in them.
pub(crate) async fn listas(servidor: &Server<QuipuSchema>, codigo: &str) -> Vec<Lista> {
    let padres = padres(servidor, codigo).await;
    let mut listas = Vec::new();
    for (tipo, campo, campos) in listas_del_esquema(servidor).await {
        let argumentos = match campo.as_str() {
            "entidades" => "filtro: {nivelGobierno: [LOCAL, REGIONAL]}",
            "hallazgos" => "filtro: {severidad: [ERROR, INFO]}",
            _ => "",
        };
        let padre = match padres.get(tipo.as_str()) {
            Some(id) => Some((tipo.clone(), id.clone())),
            None if tipo == "Query" => None,
            // The explanation of a figure, whose lists are tested with it.
            None => continue,
        };
        listas.push(Lista { padre, campo, argumentos: argumentos.to_owned(), campos });
    }
    listas
}

/// An object of each type.
async fn padres(servidor: &Server<QuipuSchema>, codigo: &str) -> BTreeMap<&'static str, String> {
    let datos = servidor
        .data(&format!(
            "{{ entidad(codigo: \"{codigo}\") {{ id version {{ id \
             unidades(first: 200) {{ nodes {{ id lista: unidades {{ totalCount }} }} }} \
             puestos(first: 200) {{ nodes {{ id lista: ejecuciones {{ totalCount }} }} }} }} \
             matriz {{ id procesos(first: 200) {{ nodes {{ id lista: actividades {{ totalCount }} }} }} \
             actividades(first: 200) {{ nodes {{ id lista: tareas {{ totalCount }} }} }} \
             tareas(first: 200) {{ nodes {{ id lista: ejecuciones {{ totalCount }} }} }} \
             puestosPropuestos(first: 200) {{ nodes {{ id lista: ejecuciones {{ totalCount }} }} }} }} \
             fichas(first: 1) {{ nodes {{ id indicadores(first: 1) {{ nodes {{ id }} }} }} }} }} }}"
        ))
        .await;
    let entidad = &datos["entidad"];
    let (version, matriz) = (&entidad["version"], &entidad["matriz"]);
    let mayor = |lista: &Value| {
        let nodos = lista["nodes"].as_array().expect("nodes").iter();
        texto(&nodos.max_by_key(|nodo| nodo["lista"]["totalCount"].as_i64()).expect("a node")["id"])
    };
    BTreeMap::from([
        ("Entidad", texto(&entidad["id"])),
        ("Version", texto(&version["id"])),
        ("Matriz", texto(&matriz["id"])),
        ("Unidad", mayor(&version["unidades"])),
        ("Puesto", mayor(&version["puestos"])),
        ("Proceso", mayor(&matriz["procesos"])),
        ("Actividad", mayor(&matriz["actividades"])),
        ("Tarea", mayor(&matriz["tareas"])),
        ("PuestoPropuesto", mayor(&matriz["puestosPropuestos"])),
        ("Ficha", texto(&entidad["fichas"]["nodes"][0]["id"])),
        ("Indicador", texto(&entidad["fichas"]["nodes"][0]["indicadores"]["nodes"][0]["id"])),
    ])
}
