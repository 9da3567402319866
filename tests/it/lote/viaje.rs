//! Records of every kind, read through GraphQL and written into a file, make equal records.

use std::collections::BTreeMap;

use quipu::domain::registro::{DeLista, TipoRegistro};
use quipu::importacion_registros::{InformeDeRegistros, Pedida, importar};
use serde_json::{Map, Value, json};

use super::ENTIDAD;
use crate::rdm::{Obra, Taller};

/// The schema by its introspection: the type of each field, of objects and of inputs.
struct Tipos(BTreeMap<String, BTreeMap<String, Tipo>>);

#[derive(Debug, Clone)]
struct Tipo {
    nombre: String,
    clase: String,
}

impl Tipos {
    async fn leer(taller: &Taller) -> Self {
        const TIPO: &str = "type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
        let leido = taller
            .leer(&format!(
                "{{ __schema {{ types {{ name fields {{ name {TIPO} }} inputFields {{ name {TIPO} }} }} }} }}"
            ))
            .await;
        let mut tipos = BTreeMap::new();
        for tipo in leido["__schema"]["types"].as_array().unwrap() {
            let campos =
                ["fields", "inputFields"].iter().flat_map(|lista| tipo[lista].as_array().into_iter().flatten());
            let campos = campos.map(|campo| {
                let mut dentro = &campo["type"];
                while dentro["ofType"].is_object() {
                    dentro = &dentro["ofType"];
                }
                let texto = |nombre: &str| dentro[nombre].as_str().unwrap().to_owned();
                (campo["name"].as_str().unwrap().to_owned(), Tipo { nombre: texto("name"), clase: texto("kind") })
            });
            tipos.insert(tipo["name"].as_str().unwrap().to_owned(), campos.collect());
        }
        Self(tipos)
    }

    /// The kinds of record that can be made.
    fn registros(&self) -> Vec<String> {
        self.0["OperacionInput"].keys().filter_map(|alta| alta.strip_prefix("crear")).map(ToOwned::to_owned).collect()
    }

    /// What to ask of a `tipo` to make one again with `input`.
    fn seleccion(&self, tipo: &str, input: &str) -> String {
        let mut campos = Vec::new();
        for (campo, entrada) in &self.0[input] {
            if campo == "claveIdempotencia" {
                continue;
            }
            let salida = self.0[tipo].get(campo).unwrap_or_else(|| panic!("{tipo} does not tell {campo} of {input}"));
            campos.push(match (entrada.clase.as_str(), salida.clase.as_str()) {
                ("INPUT_OBJECT", "OBJECT") => {
                    format!("{campo} {{ {} }}", self.seleccion(&salida.nombre, &entrada.nombre))
                }
                (_, "OBJECT") if entrada.nombre == "ID" => format!("{campo} {{ id }}"),
                (_, "OBJECT") => format!("{campo} {{ codigo }}"),
                _ => campo.clone(),
            });
        }
        if tipo == "FilaDeFicha" {
            campos.push("numero".to_owned());
        } else if tipo == "CeldaDeFicha" {
            campos.push("desde".to_owned());
        } else if ["AsignacionDeRol", "MiembroEquipo"].contains(&tipo) {
            campos.push("correlativo".to_owned());
        }
        campos.join(" ")
    }
}

/// An answer as the input that says the same: what points at something says its id or its code, what is null is left out.
fn entrada(dicho: &Value) -> Value {
    match dicho {
        Value::Array(lista) => lista.iter().map(entrada).collect(),
        Value::Object(objeto) if objeto.len() == 1 && (objeto.contains_key("id") || objeto.contains_key("codigo")) => {
            objeto.values().next().unwrap().clone()
        }
        Value::Object(objeto) => {
            let campos = objeto.iter().filter(|(_, valor)| !valor.is_null());
            let mut campos: Map<String, Value> = campos.map(|(campo, valor)| (campo.clone(), entrada(valor))).collect();
            // A cell that began in a row above is not said again.
            if let Some(numero) = campos.remove("numero") {
                campos.retain(|_, celda| celda["desde"].is_null() || celda["desde"] == numero);
                for celda in campos.values_mut().filter_map(Value::as_object_mut) {
                    celda.remove("desde");
                }
            }
            // Who holds a role is a puesto, by its number, or a unit.
            if let Some(titular) = campos.get("titular").cloned() {
                let correlativo = campos.remove("correlativo");
                let titular =
                    correlativo.map_or_else(|| json!({ "unidad": titular }), |puesto| json!({ "puesto": puesto }));
                campos.insert("titular".to_owned(), titular);
            }
            Value::Object(campos)
        }
        otro => otro.clone(),
    }
}

/// Ids of a record of each kind, which may each be made again.
async fn uno_de_cada(taller: &Taller) -> BTreeMap<String, String> {
    let mut obra = Obra::nueva(taller, "1", "EMERGENCIA", &[]).await;
    obra.hasta("EN_DESPLIEGUE").await;
    let linea = obra.linea_base("ANTES").await;
    let mejora = json!({ "entidad": ENTIDAD, "codigo": "MJ", "nombre": "Mejora", "estado": "PROPUESTA", "horasLiberadas": "12.5",
        "vinculos": [{ "codigo": "M.01" }] });
    let mejora = taller.hacer("crearMejora", &mejora).await;
    let rol = json!({ "entidad": ENTIDAD, "rol": "GERENTE_DE_ENTREGA", "correlativo": "1", "desde": "2026-01-01" });
    let rol = taller.hacer("crearAsignacionRolEntrega", &rol).await;
    let guardado = json!({ "entidad": ENTIDAD, "codigo": "RG", "nombre": "Informe", "clase": "INFORME", "desde": "2026-01-01",
        "ubicacion": "Archivo", "responsable": "Gerente" });
    let guardado = taller.hacer("crearRegistroGuardado", &guardado).await;
    let documento = json!({ "entidad": ENTIDAD, "codigo": "DC", "nombre": "Política", "fecha": "2026-01-01", "autor": "Analista",
        "confidencialidad": "INTERNO" });
    let documento = taller.hacer("crearDocumento", &documento).await;
    let factor = json!({ "entidad": ENTIDAD, "codigo": "FC", "nombre": "A tiempo", "objetivo": "Continuidad" });
    let factor = taller.hacer("crearFactorCritico", &factor).await;
    let leido = taller
        .leer(&format!(
            "{{ entidad(codigo: \"{ENTIDAD}\") {{ asignacionesDeRol {{ nodes {{ id }} }} unidadesDeEntrega: servicios {{ nodes {{ id }} }} \
             fichas {{ nodes {{ id indicadores {{ nodes {{ id mediciones {{ nodes {{ id }} }} }} }} }} }} }} \
             node(id: \"{}\") {{ ... on Entrega {{ pruebas {{ nodes {{ id }} }} paquete {{ unidades {{ id }} }} }} }} }}",
            obra.entrega.id
        ))
        .await;
    let id = |lugar: &str| leido.pointer(lugar).unwrap().as_str().unwrap().to_owned();
    [
        ("Servicio", obra.servicio.id.clone()),
        ("Cliente", obra.cliente.id.clone()),
        ("PoliticaEntrega", obra.politica.id.clone()),
        ("UnidadEntrega", id("/node/paquete/unidades/0/id")),
        ("Paquete", obra.paquete.id.clone()),
        ("Entrega", obra.entrega.id.clone()),
        ("Prueba", id("/node/pruebas/nodes/0/id")),
        ("Despliegue", obra.despliegue.as_ref().unwrap().id.clone()),
        ("LineaBase", linea.id),
        ("Mejora", mejora.id),
        ("AsignacionRolEntrega", rol.id),
        ("RegistroGuardado", guardado.id),
        ("Documento", documento.id),
        ("FactorCritico", factor.id),
        ("Ficha", id("/entidad/fichas/nodes/0/id")),
        ("Indicador", id("/entidad/fichas/nodes/0/indicadores/nodes/0/id")),
        ("Medicion", id("/entidad/fichas/nodes/0/indicadores/nodes/0/mediciones/nodes/0/id")),
        ("AsignacionDeRol", id("/entidad/asignacionesDeRol/nodes/0/id")),
    ]
    .into_iter()
    .chain(crate::calidad::uno_de_cada(taller).await)
    .map(|(tipo, id)| (tipo.to_owned(), id))
    .collect()
}

/// What a record is, as it would be made.
async fn exportar(taller: &Taller, tipos: &Tipos, tipo: &str, id: &str) -> Value {
    let seleccion = tipos.seleccion(tipo, &tipos.0["OperacionInput"][&format!("crear{tipo}")].nombre);
    let leido = taller.leer(&format!("{{ node(id: \"{id}\") {{ ... on {tipo} {{ {seleccion} }} }} }}")).await;
    entrada(&leido["node"])
}

async fn importado(taller: &Taller, tipo: &str, bytes: &[u8], ensayo: bool) -> InformeDeRegistros {
    let tipo = &TipoRegistro::de_nombre(tipo).unwrap().tabla().to_uppercase();
    let pedida = Pedida { bytes, entidad: ENTIDAD, tipo, fila_por_fila: false, ensayo, serie: "" };
    let informe = importar(&taller.server.app, &pedida).await.unwrap();
    informe.unwrap_or_else(|rechazo| panic!("{tipo}: {rechazo:?}: {}", String::from_utf8_lossy(bytes)))
}

/// A CSV of one row, as the README says that one is written.
fn en_csv(pedido: &Value) -> String {
    let celda = |valor: &Value| match valor {
        Value::String(texto) => texto.clone(),
        Value::Bool(si) => (if *si { "si" } else { "no" }).to_owned(),
        Value::Array(lista) if lista.iter().all(Value::is_string) => {
            lista.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>().join("|")
        }
        otro => otro.to_string(),
    };
    let entre_comillas = |texto: String| format!("\"{}\"", texto.replace('"', "\"\""));
    let pedido = pedido.as_object().unwrap();
    let cabecera = pedido.keys().cloned().collect::<Vec<_>>().join(";");
    let fila = pedido.values().map(|valor| entre_comillas(celda(valor))).collect::<Vec<_>>().join(";");
    format!("{cabecera}\n{fila}\n")
}

/// Every kind of record there is goes out and in again, as CSV to try it and as JSON. What is its own alone (a code, an edition, what it hangs from) is
/// given anew; all else is equal.
#[tokio::test]
async fn every_kind_goes_out_and_in_again() {
    for taller in Taller::en_ambas().await {
        let tipos = Tipos::leer(&taller).await;
        let ids = uno_de_cada(&taller).await;
        let mut nuevos: BTreeMap<String, Value> = BTreeMap::new();
        let mut registros = tipos.registros();
        // What hangs from a new one comes after it.
        registros.sort_by_key(|tipo| ["Ficha", "Indicador", "Medicion"].iter().position(|otro| otro == tipo));
        for tipo in registros {
            let id = ids.get(&tipo).unwrap_or_else(|| panic!("no {tipo} to export"));
            let mut pedido = exportar(&taller, &tipos, &tipo, id).await;
            match tipo.as_str() {
                "Ficha" => pedido["edicion"] = json!(2),
                "Indicador" => pedido["ficha"] = nuevos["Ficha"].clone(),
                "Medicion" => pedido["indicador"] = nuevos["Indicador"].clone(),
                // Once in an evaluation.
                "Calificacion" => pedido["componente"] = json!("NECESIDADES"),
                "MedicionConductor" => pedido["conductor"] = json!("TIEMPO"),
                "MiembroEquipo" => pedido["titular"] = json!({ "puesto": "3" }),
                _ if !pedido["codigo"].is_null() => pedido["codigo"] = json!("OTRO"),
                _ => {}
            }
            let csv = importado(&taller, &tipo, en_csv(&pedido).as_bytes(), true).await;
            assert_eq!((csv.hechos.len(), &csv.hechos[0].id), (1, &None), "{tipo}");
            let informe = importado(&taller, &tipo, json!([pedido]).to_string().as_bytes(), false).await;
            let nuevo = informe.hechos[0].id.clone().unwrap();
            assert_ne!(&nuevo, id, "{tipo}");
            assert_eq!(exportar(&taller, &tipos, &tipo, &nuevo).await, pedido, "{tipo}");
            nuevos.insert(tipo, json!(nuevo));
        }
    }
}
