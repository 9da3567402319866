//! The workloads: the same questions to both servers, over several entities each.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::QueryResult;
use serde_json::{Value, json};

use super::datos::Control;
use super::referencia::{Parametro, Pregunta as PreguntaAMano};

/// Something that is asked.
pub(crate) struct Trabajo {
    pub(crate) nombre: &'static str,
    /// Questions asked in turn.
    pub(crate) preguntas: Vec<Pregunta>,
    /// Whether something is published before each request, so that no answer is remembered.
    pub(crate) frio: bool,
}

/// A question as each server takes it.
pub(crate) struct Pregunta {
    pub(crate) graphql: String,
    pub(crate) a_mano: String,
}

/// Entities that take part: those whose size is nearest to `$1` tasks. A ministry has three times as many, a municipality
/// a third.
const ELEGIDAS: &str = "SELECT m.entidad_id FROM matriz m JOIN version v ON v.entidad_id = m.entidad_id \
     AND v.numero = m.version AND v.vigente WHERE m.tipo = 2 ORDER BY ABS(m.tareas - $1), m.entidad_id LIMIT 20";
/// Tasks of a macroproceso of W1.
const TAREAS_DE_UN_MACROPROCESO: i64 = 330;

const NODOS: &str = "
fragment T on Tarea { __typename id codigo nombre orden profundidad fila }
fragment A on Actividad { __typename id codigo nombre orden profundidad fila tareas(first: 200) { nodes { ...T } } }
fragment P on Proceso { __typename id codigo nombre nivel tipo orden fila actividades(first: 200) { nodes { ...A } } }
fragment Arbol on Proceso {
  ...P subprocesos(first: 200) { nodes {
    ...P subprocesos(first: 200) { nodes {
      ...P subprocesos(first: 200) { nodes {
        ...P subprocesos(first: 200) { nodes { ...P } }
      } }
    } }
  } }
}";
const MACROPROCESO: &str = "query W1($id: ID!) { node(id: $id) { ...Arbol } }";
const ENTIDAD: &str = "query W2($codigo: String!) {
  entidad(codigo: $codigo) { codigo nombre macroprocesos(first: 200) { nodes { ...Arbol } } }
}";
const BRECHA: &str = "query W3($codigos: [String!]) {
  dotacion(dimensiones: [FAMILIA, ROL], entidades: {codigo: {en: $codigos}}, first: 1000) {
    filas { clave { familia { codigo nombre } rol { codigo nombre } } ...Cifras }
    total { ...Cifras }
    cobertura { entidadesPedidas entidadesQueReportaron }
  }
}
fragment Cifras on DotacionFila { dotacionActual segunCargas brecha deficit superavit puestos puestosSinDato }";
const LISTA: &str = "query W5 {
  entidades(first: 100) {
    nodes { id codigo ruc sigla nombre clasificacion nivelGobierno demostracion sector { codigo nombre } }
  }
}";
const TAREA: &str = "query W6($id: ID!) {
  node(id: $id) { ... on Tarea { id codigo nombre actividad { codigo nombre } ancestros { codigo nombre nivel } } }
}";

/// All workloads over the data of a database.
pub(crate) async fn todos(control: &Control, tareas_de_una: i64) -> anyhow::Result<Vec<Trabajo>> {
    let brecha_total = BRECHA.replace("($codigos: [String!])", "").replace(", entidades: {codigo: {en: $codigos}}", "");
    let brecha_total = || vec![pregunta(&brecha_total, &json!({}), "brecha-total", Vec::new())];
    let trabajo = |nombre, preguntas, frio| Trabajo { nombre, preguntas, frio };
    let por_codigo = codigos(control, tareas_de_una).await?;
    let arboles = por_codigo.iter().map(|codigo| {
        let valores = vec![Parametro::Texto(codigo.clone())];
        pregunta(&format!("{ENTIDAD}{NODOS}"), &json!({"codigo": codigo}), "entidad", valores)
    });
    let brechas = por_codigo.iter().map(|codigo| {
        let valores = vec![Parametro::Texto(codigo.clone())];
        pregunta(BRECHA, &json!({"codigos": [codigo]}), "brecha-entidad", valores)
    });
    Ok(vec![
        trabajo("W1 one macroproceso's tree", macroprocesos(control, tareas_de_una).await?, false),
        trabajo("W2 one entity's tree", arboles.collect(), false),
        trabajo("W3 gaps of one entity", brechas.collect(), true),
        trabajo("W4 gaps of all, after a publication", brecha_total(), true),
        trabajo("W4 gaps of all, asked again", brecha_total(), false),
        trabajo("W5 page of 100 entities", vec![pregunta(LISTA, &json!({}), "entidades", Vec::new())], false),
        trabajo("W6 a task and its ancestors", tareas(control, tareas_de_una).await?, false),
    ])
}

fn pregunta(documento: &str, variables: &Value, consulta: &str, valores: Vec<Parametro>) -> Pregunta {
    let a_mano = PreguntaAMano { consulta: consulta.to_owned(), valores };
    Pregunta {
        graphql: json!({"query": documento, "variables": variables}).to_string(),
        a_mano: json!(a_mano).to_string(),
    }
}

/// Codes of the entities that take part.
async fn codigos(control: &Control, tareas_de_una: i64) -> anyhow::Result<Vec<String>> {
    let sql = format!("SELECT codigo FROM entidad WHERE id IN ({ELEGIDAS}) ORDER BY codigo");
    let filas = control.filas(&sql, vec![tareas_de_una.into()]).await?;
    filas.iter().map(|fila| Ok(fila.try_get("", "codigo")?)).collect()
}

/// A macroproceso of each entity: the one whose tree is nearest to the size asked for.
async fn macroprocesos(control: &Control, tareas_de_una: i64) -> anyhow::Result<Vec<Pregunta>> {
    let sql = format!(
        "SELECT entidad_id, version, id FROM (
            SELECT p.entidad_id, p.version, p.id, ROW_NUMBER() OVER (PARTITION BY p.entidad_id ORDER BY ABS($2 - (
                SELECT COUNT(*) FROM tarea t WHERE t.entidad_id = p.entidad_id AND t.version = p.version
                AND t.matriz = p.matriz AND t.orden BETWEEN p.orden AND p.fin)), p.id) AS n
            FROM proceso p JOIN version v ON v.entidad_id = p.entidad_id AND v.numero = p.version AND v.vigente
            WHERE p.matriz = 2 AND p.padre_id IS NULL AND p.entidad_id IN ({ELEGIDAS})) s
        WHERE s.n = 1 ORDER BY entidad_id"
    );
    let filas = control.filas(&sql, vec![tareas_de_una.into(), TAREAS_DE_UN_MACROPROCESO.into()]).await?;
    filas.iter().map(|fila| nodo(fila, 'r', &format!("{MACROPROCESO}{NODOS}"), "macroproceso")).collect()
}

/// A task of each entity, from its middle.
async fn tareas(control: &Control, tareas_de_una: i64) -> anyhow::Result<Vec<Pregunta>> {
    let sql = format!(
        "SELECT t.entidad_id, t.version, MAX(t.id) AS id FROM tarea t
        JOIN version v ON v.entidad_id = t.entidad_id AND v.numero = t.version AND v.vigente
        WHERE t.matriz = 2 AND t.orden <= $1 / 2 AND t.entidad_id IN ({ELEGIDAS})
        GROUP BY t.entidad_id, t.version ORDER BY t.entidad_id"
    );
    let filas = control.filas(&sql, vec![tareas_de_una.into()]).await?;
    filas.iter().map(|fila| nodo(fila, 't', TAREA, "tarea")).collect()
}

/// A question about one row of the matriz ajustada, by its opaque id and by its key.
fn nodo(fila: &QueryResult, letra: char, documento: &str, consulta: &str) -> anyhow::Result<Pregunta> {
    let (entidad, version): (i32, i32) = (fila.try_get("", "entidad_id")?, fila.try_get("", "version")?);
    let id: i64 = fila.try_get("", "id")?;
    let opaco = URL_SAFE_NO_PAD.encode(format!("{letra}{entidad}.{version}.2.{id}"));
    let valores = [entidad.into(), version.into(), id].map(Parametro::Entero).to_vec();
    Ok(pregunta(documento, &json!({"id": opaco}), consulta, valores))
}
