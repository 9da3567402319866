//! One release from draft to closed, through GraphQL alone: what each step asks for, and what may be read at the end.

use quipu::store::escritura::auditoria;
use serde_json::{Value, json};

use super::Taller;
use super::obra::Obra;
use super::taller::{ENTIDAD, faltan};

/// Each step is refused with all that is missing, then taken when it is there; at the end all of it is read, nested.
#[tokio::test]
async fn a_release_is_played_from_draft_to_closed() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MAYOR", &[]).await;
        let plan = [
            "PAQUETE_DEFINIDO",
            "FECHAS_PLANIFICADAS",
            "CONTENIDO_PLANIFICADO",
            "CRITERIOS_DE_ACEPTACION",
            "CRITERIOS_ACORDADOS",
        ];
        assert_eq!(faltan(&obra.rechazo("PLANIFICADA", None).await), plan);
        paso(&mut obra, "PLANIFICADA", &[]).await;
        paso(&mut obra, "AUTORIZADA", &["AUTORIZACION_DE_CAMBIO"]).await;
        paso(&mut obra, "EN_CONSTRUCCION", &[]).await;
        paso(&mut obra, "EN_PRUEBA", &["PAQUETE_CONSTRUIDO"]).await;
        assert_eq!(faltan(&obra.rechazo("ACEPTADA", None).await), ["PRUEBAS_EJECUTADAS", "ACEPTACION_APROBADA"]);
        obra.probar("RECHAZADA").await;
        paso(&mut obra, "ACEPTADA", &["ACEPTACION_APROBADA"]).await;
        paso(&mut obra, "EN_DESPLIEGUE", &["DESPLIEGUE_AUTORIZADO"]).await;
        paso(&mut obra, "DESPLEGADA", &["DESPLIEGUES_TERMINADOS"]).await;
        assert_eq!(faltan(&obra.rechazo("VERIFICADA", None).await), ["LINEA_BASE_DESPUES", "VERIFICACION_COMPLETA"]);
        obra.linea_base("DESPUES").await;
        obra.verificar(false).await;
        assert_eq!(faltan(&obra.rechazo("VERIFICADA", None).await), ["VERIFICACION_COMPLETA"]);
        obra.verificar(true).await;
        obra.avanzar("VERIFICADA").await;
        paso(&mut obra, "EN_REVISION", &["REVISION_ESCRITA"]).await;
        let revision = ["CAMBIOS_IMPLEMENTADOS", "DESEMPENO_REVISADO", "INFORME_POST_IMPLEMENTACION"];
        assert_eq!(faltan(&obra.rechazo("CERRADA", None).await), revision);
        obra.revisar(&json!({ "problemasAbiertos": ["Lento a las 8"] })).await;
        assert!(faltan(&obra.rechazo("CERRADA", None).await).contains(&"SIN_PROBLEMAS_ABIERTOS"));
        paso(
            &mut obra,
            "CERRADA",
            &[
                "EXPERIENCIA_DEL_CLIENTE",
                "CAMBIOS_IMPLEMENTADOS",
                "DESEMPENO_REVISADO",
                "SIN_PROBLEMAS_ABIERTOS",
                "INFORME_POST_IMPLEMENTACION",
            ],
        )
        .await;
        leida(&taller, &obra).await;
        auditoria::verificar(&taller.server.app.db).await.unwrap().unwrap();
    }
}

/// A step that is refused for what is missing, prepared, and taken.
async fn paso(obra: &mut Obra<'_>, hasta: &str, faltaban: &[&str]) {
    if !faltaban.is_empty() {
        assert_eq!(faltan(&obra.rechazo(hasta, None).await), faltaban, "{hasta}");
    }
    obra.preparar(hasta).await;
    obra.avanzar(hasta).await;
}

/// What anyone reads of it once it is closed, from the entity and from the map.
async fn leida(taller: &Taller, obra: &Obra<'_>) {
    let documento = format!(
        "{{ entidad(codigo: \"{ENTIDAD}\") {{ servicios(filtro: {{ codigo: {{ igual: \"S-1\" }} }}) {{ nodes {{ codigo \
         entregas {{ totalCount nodes {{ codigo estado exitosa tipo servicio {{ codigo }} cliente {{ nombre }} politica {{ edicion }} \
         pasos {{ desde hasta sujeto omite }} pruebas(orden: [{{ campo: CREACION }}]) {{ nodes {{ resultado }} }} \
         paquete {{ lineaBase unidades {{ codigo }} }} revisionCierre {{ informe oportunidades }} autorizacion {{ decision referencia }} \
         despliegues {{ nodes {{ estado verificacion {{ codigo cumple }} lineasBase {{ totalCount nodes {{ momento elementos {{ codigo version }} }} }} \
         entrega {{ codigo }} }} }} }} }} }} }} }} \
         proceso(entidad: \"{ENTIDAD}\", codigo: \"M.01\") {{ servicios {{ nodes {{ codigo }} }} }} }}"
    );
    let leido = taller.server.data(&documento).await;
    let entregas = &leido["entidad"]["servicios"]["nodes"][0]["entregas"];
    assert_eq!(entregas["totalCount"], 1);
    let entrega = &entregas["nodes"][0];
    assert_eq!(
        (&entrega["estado"], &entrega["exitosa"], &entrega["codigo"]),
        (&json!("CERRADA"), &json!(true), &json!("E-1"))
    );
    assert_eq!(entrega["pasos"].as_array().unwrap().len(), 10);
    assert_eq!(
        entrega["pasos"][9],
        json!({ "desde": "EN_REVISION", "hasta": "CERRADA", "sujeto": "ana", "omite": [] })
    );
    assert_eq!(entrega["pruebas"]["nodes"], json!([{ "resultado": "RECHAZADA" }, { "resultado": "APROBADA" }]));
    assert_eq!(entrega["paquete"], json!({ "lineaBase": true, "unidades": [{ "codigo": "U-1" }] }));
    assert_eq!(entrega["politica"]["edicion"], 1);
    assert_eq!(entrega["despliegues"]["nodes"][0]["lineasBase"]["totalCount"], 2);
    assert_eq!(entrega["despliegues"]["nodes"][0]["entrega"]["codigo"], "E-1");
    let servicios = leido["proceso"]["servicios"]["nodes"].as_array().unwrap();
    assert!(servicios.iter().any(|servicio| servicio["codigo"] == "S-1"), "{servicios:?}");
    let de_la_tarea = format!(
        "{{ node(id: \"{}\") {{ ... on Entrega {{ vinculos {{ nivel codigo tarea {{ entregas {{ nodes {{ codigo }} }} }} proceso {{ entregas {{ nodes {{ codigo }} }} }} }} }} }} }}",
        obra.entrega.id
    );
    let vinculo = &taller.server.data(&de_la_tarea).await["node"]["vinculos"][0];
    let nodo = if vinculo["nivel"] == "TAREA" { &vinculo["tarea"] } else { &vinculo["proceso"] };
    assert_eq!(nodo["entregas"]["nodes"], json!([{ "codigo": "E-1" }]));
}

/// A release is seen by those who may: its draft by its entity, on its way by the rector bodies, closed by everyone; what
/// belongs to it is seen with it.
#[tokio::test]
async fn a_release_is_seen_by_those_who_may() {
    for taller in Taller::en_ambas().await {
        let mut obra = Obra::nueva(&taller, "1", "MENOR", &[]).await;
        let quienes = [
            ("anonymous", &[][..]),
            ("rector", &["rector@*"]),
            ("lector", &["lector@entidad:DEMO-MANUAL"]),
            ("ajeno", &["lector@entidad:DEMO-MAI"]),
        ];
        for (estado, ven) in [("BORRADOR", &["lector"][..]), ("ACEPTADA", &["rector", "lector"])] {
            obra.hasta(estado).await;
            for (nombre, roles) in quienes {
                let ve = vistos(&taller, &obra, roles).await;
                assert_eq!(ve["node"].is_object(), ven.contains(&nombre), "{nombre} {estado}");
                assert_eq!(ve["entregas"]["totalCount"] == json!(1), ven.contains(&nombre), "{nombre} {estado}");
            }
        }
        let prueba = vistos(&taller, &obra, &["rector@*"]).await["node"]["pruebas"]["totalCount"].clone();
        assert_eq!(prueba, json!(1));
        obra.avanzar("CANCELADA").await;
        let visto = vistos(&taller, &obra, &[]).await;
        assert_eq!((&visto["node"]["pruebas"]["totalCount"], &visto["entregas"]["totalCount"]), (&json!(1), &json!(1)));
        assert_eq!(visto["node"]["paquete"]["codigo"], "P-1");
    }
}

async fn vistos(taller: &Taller, obra: &Obra<'_>, roles: &[&str]) -> Value {
    let documento = format!(
        "{{ node(id: \"{}\") {{ ... on Entrega {{ codigo pruebas {{ totalCount }} paquete {{ codigo }} }} }} \
         entregas(filtro: {{ codigo: {{ igual: \"E-1\" }} }}) {{ totalCount }} }}",
        obra.entrega.id
    );
    let json = if roles.is_empty() {
        taller.server.graphql(&documento).await.json()
    } else {
        let token = crate::support::token::development(&taller.server.base, "x", roles);
        taller.server.graphql_as(&token, &documento).await.json()
    };
    json["data"].clone()
}
