//! Roles of release and deployment are held by puestos of the entity.

use serde_json::json;

use super::Taller;
use super::taller::{ENTIDAD, con};

/// The puesto is one of the Mapeo de Puestos, when the role is assigned and when it goes to another.
#[tokio::test]
async fn a_role_is_held_by_a_puesto_of_the_map() {
    for taller in Taller::en_ambas().await {
        let rol = |correlativo: &str| json!({ "entidad": ENTIDAD, "rol": "GERENTE_DE_CAMBIOS", "correlativo": correlativo, "desde": "2026-02-01" });
        let error = taller.rechazo("crearAsignacionRolEntrega", &rol("999")).await;
        assert_eq!(error["extensions"]["errores"][0]["codigo"], "VINCULO_DESCONOCIDO");
        let mut asignada = taller.hacer("crearAsignacionRolEntrega", &rol("1")).await;
        let otro = con(&asignada, &json!({ "correlativo": "999", "hasta": "2026-01-31" }));
        let error = taller.rechazo("cambiarAsignacionRolEntrega", &otro).await;
        let campos: Vec<&str> =
            error["extensions"]["errores"].as_array().unwrap().iter().map(|e| e["campo"].as_str().unwrap()).collect();
        assert_eq!(campos, ["input.correlativo", "input.hasta"]);
        taller.sobre("cambiarAsignacionRolEntrega", &mut asignada, &json!({ "correlativo": "2" })).await;
        let leido = taller
            .leer(&format!(
                "{{ node(id: \"{}\") {{ ... on AsignacionRolEntrega {{ correlativo puesto {{ correlativo }} }} }} }}",
                asignada.id
            ))
            .await;
        assert_eq!(leido["node"], json!({ "correlativo": "2", "puesto": { "correlativo": "2" } }));
    }
}
