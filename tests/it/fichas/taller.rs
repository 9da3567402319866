//! Reading a sheet whole, as it was entered.

use quipu::demostracion::{FICHAS, FichaEntera};
use quipu::schema::QuipuSchema;
use serde_json::{Map, Value, json};

use crate::support::base::{Contenido, en_ambas};
use crate::support::server::{Answer, Server, send};
use crate::support::token::{WITH_SECRET, development};

/// Everything that a sheet says.
pub(super) const TODO: &str = "codigo edicion nombre sistema titulo aprobadaEn elaboradoPor revisadoPor aprobadoPor \
    responsable autoridad alcance objetivo recursos documentos riesgos { clase texto } \
    filas { numero transversal codigo ejecutor correlativo unidad proveedores { ...C } entradas { ...C } \
    actividad { ...C } resultados { ...C } destinatarios { ...C } registros { ...C } } \
    indicadores(first: 200) { nodes { nombre numerador denominador unidad por sentido frecuencia responsable fuente \
    lineaBase metas { anio valor } mediciones(first: 200) { nodes { periodo numerador denominador nota } } } }";
pub(super) const CELDA: &str = "fragment C on CeldaDeFicha { titulo items { texto ambito } desde filas }";

/// The characterisation, as its file has it.
pub(super) fn caracterizacion() -> FichaEntera {
    serde_json::from_str(FICHAS[0]).expect("the file of the characterisation")
}

/// Servers that verify tokens, over the demonstration.
pub(super) async fn servidores() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        servidores.push(Server::quipu_with(base, &WITH_SECRET).await);
    }
    servidores
}

/// What a requester with this role is answered.
pub(super) async fn pedir(servidor: &Server<QuipuSchema>, rol: &str, documento: &str, variables: Value) -> Answer {
    let token = development(&servidor.base, "ana", &[rol]);
    let cuerpo = json!({ "query": documento, "variables": variables });
    send(servidor.post().bearer_auth(token).json(&cuerpo)).await
}

/// The same, which must be without errors; the first field of the answer.
pub(super) async fn hacer(servidor: &Server<QuipuSchema>, rol: &str, documento: &str, variables: Value) -> Value {
    let mut respuesta = pedir(servidor, rol, documento, variables).await.json();
    assert_eq!(respuesta["errors"], Value::Null, "{documento}");
    let datos = respuesta["data"].as_object_mut().expect("data");
    datos.values_mut().next().expect("a field").take()
}

/// Code of the refusal, and the code and place of each fault.
pub(super) async fn rechazo(
    servidor: &Server<QuipuSchema>,
    rol: &str,
    documento: &str,
    variables: Value,
) -> (String, Vec<(String, String)>) {
    let respuesta = pedir(servidor, rol, documento, variables).await.json();
    let extensiones = &respuesta["errors"][0]["extensions"];
    let texto = |valor: &Value| valor.as_str().unwrap_or_default().to_owned();
    let faltas = ["errores", "faltan"].into_iter().filter_map(|lista| extensiones[lista].as_array()).flatten();
    let faltas = faltas.map(|falta| (texto(&falta["codigo"]), texto(&falta["campo"])));
    (texto(&extensiones["code"]), faltas.collect())
}

/// Names of fields as clients write them.
pub(super) fn en_camello(valor: Value) -> Value {
    match valor {
        Value::Object(campos) => {
            let campos = campos.into_iter().map(|(nombre, valor)| {
                let mut partes = nombre.split('_');
                let mut camello = partes.next().unwrap_or_default().to_owned();
                for parte in partes {
                    camello.push_str(&parte[..1].to_uppercase());
                    camello.push_str(&parte[1..]);
                }
                (camello, en_camello(valor))
            });
            Value::Object(campos.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(en_camello).collect()),
        otro => otro,
    }
}

/// The sheet that an answer to [`TODO`] tells of, with each cell only where it begins.
pub(super) fn leida(entidad: &str, respuesta: &Value) -> FichaEntera {
    let indicadores: Vec<Value> =
        respuesta["indicadores"]["nodes"].as_array().expect("indicators").iter().map(medido).collect();
    let mut ficha = con(
        respuesta,
        &[
            ("codigo", "codigo"),
            ("edicion", "edicion"),
            ("nombre", "nombre"),
            ("sistema", "sistema"),
            ("titulo", "titulo"),
            ("aprobada_en", "aprobadaEn"),
            ("elaborado_por", "elaboradoPor"),
            ("revisado_por", "revisadoPor"),
            ("aprobado_por", "aprobadoPor"),
            ("responsable", "responsable"),
            ("autoridad", "autoridad"),
            ("alcance", "alcance"),
            ("objetivo", "objetivo"),
            ("recursos", "recursos"),
            ("documentos", "documentos"),
            ("riesgos", "riesgos"),
        ],
    );
    ficha["filas"] = respuesta["filas"].as_array().expect("rows").iter().map(fila).collect();
    serde_json::from_value(json!({ "entidad": entidad, "ficha": ficha, "indicadores": indicadores })).expect("a sheet")
}

fn fila(fila: &Value) -> Value {
    let mut suya = con(
        fila,
        &[
            ("transversal", "transversal"),
            ("codigo", "codigo"),
            ("ejecutor", "ejecutor"),
            ("correlativo", "correlativo"),
            ("unidad", "unidad"),
        ],
    );
    for columna in ["proveedores", "entradas", "actividad", "resultados", "destinatarios", "registros"] {
        let celda = &fila[columna];
        if celda["desde"] == fila["numero"] {
            suya[columna] = con(celda, &[("titulo", "titulo"), ("items", "items"), ("filas", "filas")]);
        }
    }
    suya
}

fn medido(indicador: &Value) -> Value {
    let campos = [
        ("nombre", "nombre"),
        ("numerador", "numerador"),
        ("denominador", "denominador"),
        ("unidad", "unidad"),
        ("por", "por"),
        ("sentido", "sentido"),
        ("frecuencia", "frecuencia"),
        ("responsable", "responsable"),
        ("fuente", "fuente"),
        ("linea_base", "lineaBase"),
        ("metas", "metas"),
    ];
    json!({ "indicador": con(indicador, &campos), "mediciones": indicador["mediciones"]["nodes"] })
}

/// These fields, under their names in the file; what has no value is left out.
fn con(valor: &Value, campos: &[(&str, &str)]) -> Value {
    let con_valor = campos.iter().filter(|(_, campo)| !valor[campo].is_null());
    Value::Object(con_valor.map(|(nombre, campo)| ((*nombre).to_owned(), valor[campo].clone())).collect::<Map<_, _>>())
}
