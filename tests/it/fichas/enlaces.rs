//! From the entity and the process to their sheets and back, in lists with filter, order and pages.

use serde_json::{Value, json};

use super::taller::{hacer, servidores};

/// Down from the entity and from the process, and up again: the same sheet, the same process.
#[tokio::test]
async fn a_sheet_hangs_from_its_process_and_its_entity() {
    for servidor in servidores().await {
        let datos = servidor.data("{ proceso(entidad: \"DEMO-CONTACTO\", codigo: \"M.01.02\") { id nombre fichas { totalCount nodes { id tipo \
             entidad { codigo fichas { nodes { id } } } proceso { id flujo(formato: MERMAID) } \
             indicadores { nodes { ficha { id } mediciones { nodes { indicador { ficha { id } } } } } } } } } \
             ninguna: proceso(entidad: \"DEMO-CONTACTO\", codigo: \"M.01.03\") { fichas { totalCount } } \
             otra: proceso(entidad: \"DEMO-MANUAL\", codigo: \"M.01.01.01\", matriz: ACTUAL) { fichas { totalCount } } }",
        )
        .await;
        let ficha = &datos["proceso"]["fichas"]["nodes"][0];
        assert_eq!(datos["proceso"]["fichas"]["totalCount"], 1);
        assert_eq!(ficha["proceso"]["id"], datos["proceso"]["id"]);
        assert_eq!(ficha["tipo"], "MISIONAL");
        assert_eq!(ficha["entidad"]["fichas"]["nodes"][0]["id"], ficha["id"]);
        assert!(ficha["proceso"]["flujo"].as_str().unwrap().contains("Coordinador de implementación"));
        for indicador in ficha["indicadores"]["nodes"].as_array().unwrap() {
            assert_eq!(indicador["ficha"]["id"], ficha["id"]);
            for medicion in indicador["mediciones"]["nodes"].as_array().unwrap() {
                assert_eq!(medicion["indicador"]["ficha"]["id"], ficha["id"]);
            }
        }
        // A sheet is of one matrix.
        assert_eq!(
            (&datos["ninguna"]["fichas"]["totalCount"], &datos["otra"]["fichas"]["totalCount"]),
            (&json!(0), &json!(0))
        );
        let node = servidor.data(&format!("{{ node(id: {}) {{ __typename id }} }}", ficha["id"])).await;
        assert_eq!(node["node"], json!({ "__typename": "Ficha", "id": ficha["id"] }));
    }
}

/// Filters choose, orders sort, pages follow; archived sheets stay out unless they are asked for.
#[tokio::test]
async fn lists_of_sheets_are_lists() {
    const EDITOR: &str = "editor@entidad:DEMO-CONTACTO";
    const CREAR: &str = "mutation($input: CrearFichaInput!) { crearFicha(input: $input) { ficha { id } } }";
    for servidor in servidores().await {
        let mut ids = Vec::new();
        for (codigo, nombre) in [("M.01.01", "Comercial"), ("M.01.03", "operación"), ("S.01", "Ámbito de personas")] {
            let input = json!({ "entidad": "DEMO-CONTACTO", "codigo": codigo, "edicion": 1, "nombre": nombre });
            ids.push(hacer(&servidor, EDITOR, CREAR, json!({ "input": input })).await["ficha"]["id"].take());
        }
        let lista = async |rol: &str, argumentos: &str| -> Vec<Value> {
            let documento =
                format!("{{ entidad(codigo: \"DEMO-CONTACTO\") {{ fichas({argumentos}) {{ nodes {{ codigo }} }} }} }}");
            let datos = hacer(&servidor, rol, &documento, json!({})).await;
            datos["fichas"]["nodes"].as_array().unwrap().iter().map(|nodo| nodo["codigo"].clone()).collect()
        };
        assert_eq!(lista(EDITOR, "orden: [{campo: NOMBRE}]").await, ["S.01", "M.01.01", "M.01.02", "M.01.03"]);
        assert_eq!(
            lista(EDITOR, "filtro: {estado: [BORRADOR]}, orden: [{campo: CODIGO, direccion: DESC}]").await,
            ["S.01", "M.01.03", "M.01.01"]
        );
        assert_eq!(lista(EDITOR, "filtro: {conIndicadores: true}").await, ["M.01.02"]);
        assert_eq!(lista(EDITOR, "filtro: {conIndicadoresSinMedir: true}").await, ["M.01.02"]);
        assert_eq!(
            lista(EDITOR, "filtro: {no: {nombre: {contiene: \"AMBITO\"}}, estado: [BORRADOR]}").await,
            ["M.01.01", "M.01.03"]
        );
        assert_eq!(
            lista("lector@entidad:DEMO-MANUAL", "orden: [{campo: NOMBRE}]").await,
            ["M.01.02"],
            "drafts of others"
        );
        let archivar = "mutation($input: ArchivarInput!) { archivarFicha(input: $input) { ficha { id } } }";
        hacer(&servidor, EDITOR, archivar, json!({ "input": { "id": ids[0], "revision": 1 } })).await;
        assert_eq!(lista(EDITOR, "orden: [{campo: CODIGO}]").await, ["M.01.02", "M.01.03", "S.01"]);
        assert_eq!(
            lista(EDITOR, "filtro: {archivados: true}, orden: [{campo: CODIGO}]").await,
            ["M.01.01", "M.01.02", "M.01.03", "S.01"]
        );
        for filtro in ["entidad: [\"NO-ESTA\"]", "no: {entidad: [\"NO-ESTA\"]}"] {
            assert_eq!(
                servidor.code(&format!("{{ fichas(filtro: {{{filtro}}}) {{ totalCount }} }}")).await,
                "ENTRADA_INVALIDA"
            );
        }
        let todas = "{ fichas(first: 1, orden: [{campo: CODIGO}]) { totalCount nodes { codigo } pageInfo { hasNextPage endCursor } } }";
        let pagina = servidor.data(todas).await["fichas"].take();
        assert_eq!((&pagina["totalCount"], &pagina["nodes"][0]["codigo"]), (&json!(3), &json!("M.01.01.01")));
        let siguiente = format!(
            "{{ fichas(first: 1, orden: [{{campo: CODIGO}}], after: {}) {{ nodes {{ codigo }} pageInfo {{ hasNextPage }} }} }}",
            pagina["pageInfo"]["endCursor"]
        );
        let pagina = servidor.data(&siguiente).await["fichas"].take();
        assert_eq!(pagina, json!({ "nodes": [{ "codigo": "M.01.02" }], "pageInfo": { "hasNextPage": true } }));
    }
}

/// The statements of a nested query do not follow the entities.
#[tokio::test]
async fn statements_do_not_follow_the_sheets() {
    for servidor in servidores().await {
        let de = async |cuantas: &str| {
            let documento = format!(
                "{{ entidades(first: {cuantas}, filtro: {{demostracion: true}}, orden: [{{campo: CODIGO}}]) {{ nodes {{ fichas {{ nodes {{ proceso {{ nombre }} entidad {{ codigo }} \
                 filas {{ numero }} indicadores {{ nodes {{ resumen {{ valor }} mediciones {{ nodes {{ valor }} }} }} }} }} }} }} }} }}"
            );
            servidor.statements(&documento).await
        };
        assert_eq!(de("1").await, de("5").await);
    }
}
