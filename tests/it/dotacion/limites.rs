//! What a question may not do: go on from another question's cursor, name without end, contradict itself.

use super::taller::demostracion;

#[tokio::test]
async fn a_cursor_is_of_one_question_in_one_order() {
    for servidor in demostracion().await {
        let pagina = |pregunta: &str| format!("{{ dotacion({pregunta}, first: 2) {{ pageInfo {{ endCursor }} }} }}");
        let original = "dimensiones: [FAMILIA], orden: [{ medida: DEFICIT }]";
        let cursor = servidor.data(&pagina(original)).await["dotacion"]["pageInfo"]["endCursor"].to_string();
        let sigue = |pregunta: &str| pagina(&format!("{pregunta}, after: {cursor}"));
        servidor.data(&sigue(original)).await;
        for otra in [
            "dimensiones: [FAMILIA]",
            "dimensiones: [FAMILIA], orden: [{ medida: HORAS }]",
            "dimensiones: [FAMILIA], orden: [{ medida: DEFICIT }], tener: [{ medida: PUESTOS, min: \"1\" }]",
            "dimensiones: [SECTOR], orden: [{ medida: DEFICIT }]",
            "dimensiones: [FAMILIA], orden: [{ medida: DEFICIT }], matriz: ACTUAL",
        ] {
            assert_eq!(servidor.code(&sigue(otra)).await, "CURSOR_INVALIDO", "{otra}");
        }
    }
}

#[tokio::test]
async fn a_filter_names_a_bounded_number_of_nodes() {
    for servidor in demostracion().await {
        let documento = "{ entidad(codigo: \"DEMO-MAI\") { macroprocesos(first: 1) { nodes { id } } unidades(first: 1) { nodes { id } } } }";
        let ids = servidor.data(documento).await["entidad"].take();
        for (campo, lugar) in [("proceso", "/macroprocesos/nodes/0/id"), ("unidad", "/unidades/nodes/0/id")] {
            let id = ids.pointer(lugar).unwrap().to_string();
            let pregunta = |veces: usize| {
                let lista = vec![id.as_str(); veces].join(", ");
                format!(
                    "{{ dotacion(dimensiones: [], filtro: {{ {campo}: [{lista}] }}) {{ total {{ horas servidores }} }} }}"
                )
            };
            assert_eq!(servidor.data(&pregunta(100)).await, servidor.data(&pregunta(1)).await);
            let error = servidor.graphql(&pregunta(101)).await.json()["errors"][0]["extensions"].clone();
            assert_eq!((&error["code"], &error["campo"]), (&"ENTRADA_INVALIDA".into(), &campo.into()));
        }
    }
}

/// As many conditions and criteria as there are measures, and no more.
#[tokio::test]
async fn measures_are_asked_about_a_bounded_number_of_times() {
    for servidor in demostracion().await {
        for (campo, cada) in [("orden", "{ medida: PUESTOS_SIN_DATO } "), ("tener", "{ medida: PUESTOS, min: \"0\" } ")]
        {
            let pregunta = |veces: usize| {
                format!("{{ dotacion(dimensiones: [FAMILIA], {campo}: [{}]) {{ totalFilas }} }}", cada.repeat(veces))
            };
            let una = servidor.data(&pregunta(1)).await;
            assert_eq!(servidor.data(&pregunta(16)).await, una);
            let error = servidor.graphql(&pregunta(17)).await.json()["errors"][0]["extensions"].clone();
            assert_eq!((&error["code"], &error["campo"]), (&"ENTRADA_INVALIDA".into(), &campo.into()));
        }
    }
}

#[tokio::test]
async fn bounds_that_nothing_can_meet_are_refused() {
    for servidor in demostracion().await {
        let documento =
            "{ dotacion(dimensiones: [FAMILIA], tener: [{ medida: HORAS, min: \"5\", max: \"1\" }]) { totalFilas } }";
        assert_eq!(servidor.code(documento).await, "ENTRADA_INVALIDA");
    }
}
