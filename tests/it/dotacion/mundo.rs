//! What the nested read tells of every entity: the ground of a second computation.

use quipu::schema::QuipuSchema;
use serde_json::Value;

use super::taller::todos;
use crate::support::server::Server;

/// Everything that can be read, entity by entity.
#[derive(Debug, PartialEq)]
pub(super) struct Mundo {
    pub(super) entidades: Vec<Entidad>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Entidad {
    pub(super) codigo: String,
    pub(super) sector: String,
    pub(super) ministerio: String,
    pub(super) nivel: String,
    pub(super) clase: String,
    /// The matriz asked for, when the entity reported it.
    pub(super) matriz: Option<Matriz>,
}

/// Nodes as they were read.
#[derive(Debug, PartialEq)]
pub(super) struct Matriz {
    pub(super) unidades: Vec<Value>,
    pub(super) procesos: Vec<Value>,
    pub(super) puestos: Vec<Value>,
    pub(super) ejecuciones: Vec<Value>,
}

const UNIDADES: &str = "id padre { id } naturaleza { codigo } nivelOrganizacional";
const PROCESOS: &str = "id padre { id } nivel tipo";
const PUESTOS: &str = "id grupo { codigo } familia { codigo } rol { codigo } nivel { codigo } regimen { codigo } \
    unidad { id } base segunCargas puestos(first: 200) { pageInfo { hasNextPage } nodes { id ocupados remuneracion } }";
const EJECUCIONES: &str = "id puesto { id } puestoPropuesto { id } actividad { id proceso { id } } tarea { id } \
    frecuenciaMensual duracionHoras";

/// Reads every entity and its published `tipo` of matrix.
pub(super) async fn leer(servidor: &Server<QuipuSchema>, tipo: &str) -> Mundo {
    let documento = |despues: &str| {
        format!(
            "{{ entidades(first: 200{despues}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ codigo sector {{ codigo }} \
             adscritaA {{ codigo }} nivelGobierno clasificacion version {{ matriz(tipo: {tipo}) {{ id }} }} }} }} }}"
        )
    };
    let mut entidades = Vec::new();
    for nodo in todos(servidor, documento, |datos| &datos["entidades"]).await {
        let codigo = texto(&nodo["codigo"]).unwrap();
        let reporto = nodo.pointer("/version/matriz/id").is_some_and(Value::is_string);
        let matriz = if reporto { Some(leer_matriz(servidor, &codigo, tipo).await) } else { None };
        entidades.push(Entidad {
            sector: texto(&nodo["sector"]["codigo"]).unwrap(),
            ministerio: texto(&nodo["adscritaA"]["codigo"]).unwrap_or_else(|| codigo.clone()),
            nivel: texto(&nodo["nivelGobierno"]).unwrap(),
            clase: texto(&nodo["clasificacion"]).unwrap(),
            codigo,
            matriz,
        });
    }
    Mundo { entidades }
}

async fn leer_matriz(servidor: &Server<QuipuSchema>, codigo: &str, tipo: &str) -> Matriz {
    let de_matriz = format!("matriz(tipo: {tipo})");
    let lista = async |dentro: Option<&str>, campo: &str, seleccion: &str| {
        let documento = |despues: &str| {
            let lista = format!(
                "{campo}(first: 200{despues}) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ {seleccion} }} }}"
            );
            let lista = dentro.map_or(lista.clone(), |dentro| format!("m: {dentro} {{ {lista} }}"));
            format!(r#"{{ entidad(codigo: "{codigo}") {{ version {{ {lista} }} }} }}"#)
        };
        let ruta = if dentro.is_some() { "/entidad/version/m/" } else { "/entidad/version/" };
        todos(servidor, documento, |datos| datos.pointer(&format!("{ruta}{campo}")).unwrap()).await
    };
    Matriz {
        unidades: lista(None, "unidades", UNIDADES).await,
        procesos: lista(Some(&de_matriz), "procesos", PROCESOS).await,
        puestos: lista(Some(&de_matriz), "puestosPropuestos", PUESTOS).await,
        ejecuciones: lista(Some(&de_matriz), "ejecuciones", EJECUCIONES).await,
    }
}

/// A text, if there is one.
pub(super) fn texto(valor: &Value) -> Option<String> {
    valor.as_str().map(ToOwned::to_owned)
}

/// The node of that id.
pub(super) fn con_id<'a>(nodos: &'a [Value], id: &Value) -> Option<&'a Value> {
    nodos.iter().find(|nodo| nodo["id"] == *id)
}

/// A node and what it hangs from, upwards.
pub(super) fn hacia_arriba<'a>(nodos: &'a [Value], id: &Value) -> Vec<&'a Value> {
    let mut linea = Vec::new();
    let mut actual = con_id(nodos, id);
    while let Some(nodo) = actual {
        linea.push(nodo);
        actual = con_id(nodos, &nodo["padre"]["id"]);
    }
    linea
}
