//! Governance of processes: the catalogue of roles, who holds them, and what nobody covers.

use quipu::catalogo::embebido;
use quipu::schema::QuipuSchema;
use serde_json::{Value, json};

use crate::support::base::{Contenido, en_ambas};
use crate::support::server::{Server, send};
use crate::support::token::{WITH_SECRET, development};

const EDITOR: &str = "editor@entidad:DEMO-MANUAL";
const CREAR: &str = "mutation($input: CrearAsignacionDeRolInput!) { crearAsignacionDeRol(input: $input) { asignacionDeRol { \
     id titular correlativo puesto { nombre } unidad { nombre } rol { codigo } desde hasta responsabilidades { codigo } \
     vinculos { codigo proceso { nombre } } } } }";

async fn servidores() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Demostracion).await {
        servidores.push(Server::quipu_with(base, &WITH_SECRET).await);
    }
    servidores
}

async fn pedir(servidor: &Server<QuipuSchema>, rol: &str, documento: &str, input: Value) -> Value {
    let token = development(&servidor.base, "ana", &[rol]);
    let cuerpo = json!({ "query": documento, "variables": { "input": input } });
    send(servidor.post().bearer_auth(token).json(&cuerpo)).await.json()
}

/// The catalogue has the seven roles with what they answer for, as its file says them.
#[tokio::test]
async fn the_catalogue_of_roles_is_its_file() {
    let archivo = embebido().unwrap().catalogo;
    for servidor in servidores().await {
        let datos = servidor
            .data("{ rolesDeGobierno { codigo nombre integrantes responsabilidades { codigo texto rol { codigo } } } }")
            .await;
        let roles = datos["rolesDeGobierno"].as_array().unwrap();
        assert_eq!(roles.len(), 7);
        let responsabilidades: usize = roles.iter().map(|rol| rol["responsabilidades"].as_array().unwrap().len()).sum();
        assert_eq!(responsabilidades, 25);
        for (rol, dicho) in roles.iter().zip(&archivo.roles_de_gobierno) {
            assert_eq!((&rol["codigo"], &rol["nombre"]), (&json!(dicho.item.codigo), &json!(dicho.item.nombre)));
            assert_eq!(rol["integrantes"], json!(dicho.integrantes));
            let suyas: Vec<Value> = archivo
                .responsabilidades
                .iter()
                .filter(|r| r.rol == dicho.item.codigo)
                .map(|r| json!({ "codigo": r.item.codigo, "texto": r.item.nombre, "rol": { "codigo": r.rol } }))
                .collect();
            assert_eq!(rol["responsabilidades"], json!(suyas));
        }
        assert_eq!(roles[6]["integrantes"].as_array().unwrap().len(), 6);
    }
}

/// What the coverage of one entity says of the demonstration.
fn cobertura(filtro: &str) -> String {
    format!(
        "{{ coberturaDeGobierno({filtro}) {{ entidadesPedidas entidadesConAsignaciones rolesSinTitular {{ codigo }} \
         responsabilidadesDeNadie {{ codigo }} roles {{ rol {{ codigo }} conTitular sinTitular }} }} }}"
    )
}

fn codigos(lista: &Value) -> Vec<&str> {
    lista.as_array().unwrap().iter().map(|uno| uno["codigo"].as_str().unwrap()).collect()
}

/// Roles without holder and responsibilities that nobody has, of one entity and across all. A part of a role leaves the
/// rest to nobody; the same words in two roles are one responsibility.
#[tokio::test]
async fn coverage_says_what_nobody_answers_for() {
    const MANUAL: &str = "entidades: {codigo: {igual: \"DEMO-MANUAL\"}}";
    for servidor in servidores().await {
        let una = servidor.data(&cobertura(MANUAL)).await["coberturaDeGobierno"].take();
        assert_eq!(codigos(&una["rolesSinTitular"]), ["GTT", "AR", "JP", "ED"]);
        // GTT-4 is in the words of GDMP-5, which somebody has.
        let nadie = ["GTT-1", "GTT-2", "GTT-3", "EE-4", "EE-5", "AR-1", "JP-1", "JP-2", "JP-3", "ED-1", "ED-2", "ED-3"];
        assert_eq!(codigos(&una["responsabilidadesDeNadie"]), nadie);
        assert_eq!((&una["entidadesPedidas"], &una["entidadesConAsignaciones"]), (&json!(1), &json!(1)));
        // Before the evaluators came.
        let antes =
            servidor.data(&cobertura(&format!("{MANUAL}, dia: \"2024-02-29\""))).await["coberturaDeGobierno"].take();
        assert_eq!(codigos(&antes["rolesSinTitular"]), ["GTT", "EE", "AR", "JP", "ED"]);
        let nunca =
            servidor.data(&cobertura(&format!("{MANUAL}, dia: \"2023-12-31\""))).await["coberturaDeGobierno"].take();
        assert_eq!((&nunca["entidadesConAsignaciones"], codigos(&nunca["rolesSinTitular"]).len()), (&json!(0), 7));
        let todas = servidor.data(&cobertura("entidades: {demostracion: true}")).await["coberturaDeGobierno"].take();
        assert_eq!((&todas["entidadesPedidas"], &todas["entidadesConAsignaciones"]), (&json!(5), &json!(2)));
        assert_eq!(codigos(&todas["rolesSinTitular"]), ["GTT", "ED"]);
        assert_eq!(todas["roles"][5], json!({ "rol": { "codigo": "JP" }, "conTitular": 1, "sinTitular": 4 }));
    }
}

/// The same by sector: the parts add up to the whole, and each is what it is when it is asked for alone.
#[tokio::test]
async fn coverage_by_sector_adds_up() {
    const CIFRAS: &str = "entidadesPedidas entidadesConAsignaciones rolesSinTitular { codigo } responsabilidadesDeNadie { codigo } \
         roles { rol { codigo } conTitular sinTitular } responsabilidades { responsabilidad { codigo } conAlguien sinNadie }";
    for servidor in servidores().await {
        let documento =
            format!("{{ coberturaDeGobierno {{ {CIFRAS} porSector {{ sector {{ codigo }} {CIFRAS} }} }} }}");
        let todo = servidor.data(&documento).await["coberturaDeGobierno"].take();
        let sectores = todo["porSector"].as_array().unwrap();
        let codigos: Vec<&str> = sectores.iter().map(|s| s["sector"]["codigo"].as_str().unwrap()).collect();
        assert!(codigos.len() > 15 && codigos.is_sorted(), "{codigos:?}");
        let suma = |lugar: &str| -> u64 { sectores.iter().map(|s| s.pointer(lugar).unwrap().as_u64().unwrap()).sum() };
        for lugar in [
            "/entidadesPedidas",
            "/entidadesConAsignaciones",
            "/roles/0/conTitular",
            "/roles/6/sinTitular",
            "/responsabilidades/3/conAlguien",
            "/responsabilidades/24/sinNadie",
        ] {
            assert_eq!(suma(lugar), todo.pointer(lugar).unwrap().as_u64().unwrap(), "{lugar}");
        }
        assert!(suma("/entidadesConAsignaciones") >= 2);
        for sector in sectores.iter().take(3) {
            let codigo = &sector["sector"]["codigo"];
            let documento = format!("{{ coberturaDeGobierno(entidades: {{ sector: [{codigo}] }}) {{ {CIFRAS} }} }}");
            let solo = servidor.data(&documento).await["coberturaDeGobierno"].take();
            let mut suyo = sector.clone();
            suyo.as_object_mut().unwrap().remove("sector");
            assert_eq!(suyo, solo, "{codigo}");
        }
        let sin = "{ coberturaDeGobierno { entidadesPedidas } }";
        assert_eq!(servidor.statements(&documento).await, servidor.statements(sin).await);
    }
}

/// A role is given to a puesto or a unit of the map, for some processes, with dates; for another process it does not count.
#[tokio::test]
async fn a_role_is_given_to_a_puesto_or_a_unit() {
    for servidor in servidores().await {
        let input = json!({
            "entidad": "DEMO-MANUAL", "rol": "GTT", "titular": { "puesto": "3" }, "desde": "2025-01-01", "hasta": "2025-12-31",
            "responsabilidades": ["GTT-1"], "vinculos": [{ "codigo": "M.01.01" }],
        });
        let mut respuesta = pedir(&servidor, EDITOR, CREAR, input).await;
        assert_eq!(respuesta["errors"], Value::Null);
        let mut creada = respuesta["data"]["crearAsignacionDeRol"]["asignacionDeRol"].take();
        let id = creada["id"].take();
        let puesto = "Analista de Atención de Consultas de la Ley del Servicio Civil";
        let esperada = json!({
            "id": null, "titular": puesto, "correlativo": "3", "puesto": { "nombre": puesto }, "unidad": null,
            "rol": { "codigo": "GTT" }, "desde": "2025-01-01", "hasta": "2025-12-31", "responsabilidades": [{ "codigo": "GTT-1" }],
            "vinculos": [{ "codigo": "M.01.01", "proceso": { "nombre": "Asistencia técnica para la implementación de la Ley del Servicio Civil" } }],
        });
        assert_eq!(creada, esperada);
        let de = async |mas: &str| {
            let filtro = format!("entidades: {{codigo: {{igual: \"DEMO-MANUAL\"}}}}, {mas}");
            let datos = servidor.data(&cobertura(&filtro)).await;
            codigos(&datos["coberturaDeGobierno"]["rolesSinTitular"]).contains(&"GTT")
        };
        assert!(!de("dia: \"2025-06-01\"").await);
        assert!(!de("dia: \"2025-06-01\", proceso: \"M.01.01\"").await);
        assert!(de("dia: \"2025-06-01\", proceso: \"M.01\"").await);
        assert!(de("dia: \"2026-01-01\"").await);
        let lista = "{ entidad(codigo: \"DEMO-MANUAL\") { asignacionesDeRol(orden: [{campo: ROL}]) { nodes { rol { codigo } unidad { nombre } } } } }";
        let lista = servidor.data(lista).await["entidad"]["asignacionesDeRol"]["nodes"].take();
        let roles: Vec<&str> = lista.as_array().unwrap().iter().map(|a| a["rol"]["codigo"].as_str().unwrap()).collect();
        assert_eq!(roles, ["EE", "GDMP", "GIP", "GTT"]);
        assert_eq!((&lista[0]["unidad"]["nombre"], &lista[1]["unidad"]), (&json!("Subgerencia A"), &Value::Null));
        let en_vigor =
            "{ asignacionesDeRol(filtro: {enVigor: \"2026-01-01\", entidad: [\"DEMO-MANUAL\"]}) { totalCount } }";
        assert_eq!(servidor.data(en_vigor).await["asignacionesDeRol"]["totalCount"], 3);
        for filtro in ["rol: [\"NADA\"]", "entidad: [\"NO-ESTA\"]"] {
            let documento = format!("{{ asignacionesDeRol(filtro: {{{filtro}}}) {{ totalCount }} }}");
            assert_eq!(servidor.code(&documento).await, "ENTRADA_INVALIDA");
        }
        let archivar = "mutation($input: ArchivarInput!) { archivarAsignacionDeRol(input: $input) { asignacionDeRol { revision } } }";
        let respuesta = pedir(&servidor, EDITOR, archivar, json!({ "id": id, "revision": 1 })).await;
        assert_eq!(respuesta["data"]["archivarAsignacionDeRol"]["asignacionDeRol"]["revision"], 2);
        assert!(de("dia: \"2025-06-01\"").await);
    }
}

/// What the catalogue or the map does not have is refused, all of it at once; and whoever may not edit.
#[tokio::test]
async fn an_assignment_that_cannot_be_is_refused() {
    for servidor in servidores().await {
        let input = json!({
            "entidad": "DEMO-MANUAL", "rol": "GIP", "integrante": "Nadie", "titular": { "unidad": "No está" },
            "desde": "2025-02-01", "hasta": "2025-01-31", "responsabilidades": ["GTT-1"], "vinculos": [{ "codigo": "NO.ESTA" }],
        });
        let respuesta = pedir(&servidor, EDITOR, CREAR, input.clone()).await;
        let extensiones = &respuesta["errors"][0]["extensions"];
        let faltas: Vec<(&str, &str)> = extensiones["errores"]
            .as_array()
            .unwrap()
            .iter()
            .map(|falta| (falta["codigo"].as_str().unwrap(), falta["campo"].as_str().unwrap()))
            .collect();
        let esperadas = [
            ("VINCULO_DESCONOCIDO", "input.vinculos.0.codigo"),
            ("VINCULO_DESCONOCIDO", "input.titular"),
            ("FUERA_DE_CATALOGO", "input.integrante"),
            ("DESORDENADO", "input.hasta"),
            ("FUERA_DE_CATALOGO", "input.responsabilidades.0"),
        ];
        assert_eq!((extensiones["code"].as_str(), &faltas[..]), (Some("ENTRADA_INVALIDA"), &esperadas[..]));
        let respuesta = pedir(&servidor, "editor@entidad:DEMO-MAI", CREAR, input).await;
        assert_eq!(respuesta["errors"][0]["extensions"]["code"], "PROHIBIDO");
    }
}
