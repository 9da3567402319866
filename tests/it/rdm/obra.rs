//! One release, from its service to its closing: each step is a word, so that tests stop where they want.

use serde_json::{Value, json};

use super::taller::{ENTIDAD, Ficha, Taller};

/// A release and what it needs.
pub(crate) struct Obra<'a> {
    pub(crate) taller: &'a Taller,
    pub(crate) servicio: Ficha,
    pub(crate) cliente: Ficha,
    pub(crate) politica: Ficha,
    pub(crate) paquete: Ficha,
    pub(crate) entrega: Ficha,
    pub(crate) despliegue: Option<Ficha>,
}

impl<'a> Obra<'a> {
    /// A draft with nothing planned, under an approved policy. `marca` tells the codes of this one from those of others.
    pub(crate) async fn nueva(taller: &'a Taller, marca: &str, tipo: &str, omite: &[&str]) -> Self {
        let codigo = |letra: &str| format!("{letra}-{marca}");
        let servicio = json!({ "entidad": ENTIDAD, "codigo": codigo("S"), "nombre": "Consultas", "vinculos": [{ "codigo": "M.01" }] });
        let servicio = taller.hacer("crearServicio", &servicio).await;
        let cliente = json!({ "entidad": ENTIDAD, "codigo": codigo("C"), "nombre": "Ciudadanía", "tipo": "EXTERNO" });
        let cliente = taller.hacer("crearCliente", &cliente).await;
        let politica = json!({ "entidad": ENTIDAD, "servicio": servicio.id, "cliente": cliente.id, "metodo": "POR_FASES",
            "distribucion": "PUSH", "modo": "AUTOMATIZADO", "emergencia": "El servicio está caído", "omite": omite,
            "verificacion": [{ "codigo": "MESA", "nombre": "La mesa de ayuda está informada" }],
            "congelamientos": [{ "desde": "2001-12-20", "hasta": "2001-12-31", "motivo": "Cierre del año" }] });
        let mut politica = taller.hacer("crearPoliticaEntrega", &politica).await;
        taller.sobre("aprobarPoliticaEntrega", &mut politica, &json!({})).await;
        let unidad =
            json!({ "entidad": ENTIDAD, "servicio": servicio.id, "codigo": codigo("U"), "nombre": "Formulario" });
        let unidad = taller.hacer("crearUnidadEntrega", &unidad).await;
        let paquete = json!({ "entidad": ENTIDAD, "servicio": servicio.id, "cliente": cliente.id, "codigo": codigo("P"),
            "nombre": "Consultas 2", "mayor": 2, "menor": 0, "arreglo": 0, "unidades": [unidad.id] });
        let paquete = taller.hacer("crearPaquete", &paquete).await;
        let entrega = json!({ "entidad": ENTIDAD, "servicio": servicio.id, "cliente": cliente.id, "codigo": codigo("E"),
            "nombre": "Entrega de consultas", "tipo": tipo, "vinculos": [{ "nivel": "TAREA", "codigo": "TAREA" }] });
        let entrega = crear_con_tarea(taller, entrega).await;
        Self { taller, servicio, cliente, politica, paquete, entrega, despliegue: None }
    }

    pub(crate) async fn avanzar(&mut self, hasta: &str) {
        self.taller
            .sobre("avanzarEntrega", &mut self.entrega, &json!({ "hasta": hasta, "motivo": "según el plan" }))
            .await;
    }

    /// The refusal of a step.
    pub(crate) async fn rechazo(&self, hasta: &str, motivo: Option<&str>) -> Value {
        let input = super::taller::con(&self.entrega, &json!({ "hasta": hasta, "motivo": motivo }));
        self.taller.rechazo("avanzarEntrega", &input).await
    }

    /// Everything that a plan says.
    pub(crate) async fn planificar(&mut self) {
        let plan = json!({ "paquete": self.paquete.id, "planInicio": "2026-11-02", "planFin": "2030-11-20",
            "contenido": "Formulario nuevo y su guía", "criterios": ["Responde en menos de 2 s", "Guarda lo escrito"],
            "criteriosAcordadosEl": "2026-10-30", "criteriosAcordadosPor": "Jefa de atención",
            "sdp": "SDP-9", "rfc": "RFC-44", "erroresConocidos": ["KE-3"], "problemas": ["PR-7"],
            "justificacionEmergencia": "El servicio está caído" });
        self.taller.sobre("cambiarEntrega", &mut self.entrega, &plan).await;
    }

    pub(crate) async fn autorizar(&mut self, decision: &str) {
        let autorizacion = json!({ "decision": decision, "autoridad": "Comité de Cambios", "fecha": "2026-11-03", "referencia": "RFC-44" });
        self.taller.sobre("autorizarEntrega", &mut self.entrega, &json!({ "autorizacion": autorizacion })).await;
    }

    pub(crate) async fn construir(&mut self) {
        self.taller.refrescar("Paquete", &mut self.paquete).await;
        let hecho = json!({ "construidoEl": "2026-11-10", "construidoPor": "Ejecutor de construcción" });
        self.taller.sobre("cambiarPaquete", &mut self.paquete, &hecho).await;
    }

    pub(crate) async fn probar(&mut self, resultado: &str) -> Ficha {
        let prueba = json!({ "entrega": self.entrega.id, "tipo": "ACEPTACION", "ambiente": "Aceptación", "responsable": "Gerente de Prueba",
            "representante": "Jefa de atención", "fecha": "2026-11-12", "resultado": resultado, "evidencia": "acta-12.pdf" });
        self.taller.hacer("crearPrueba", &prueba).await
    }

    /// A deployment that is planned and authorised.
    pub(crate) async fn preparar_despliegue(&mut self) {
        let despliegue = json!({ "entrega": self.entrega.id, "ambiente": "Producción", "ejecutor": "Ejecutor del despliegue",
            "planInicio": "2026-11-19", "planFin": "2026-11-20" });
        let mut despliegue = self.taller.hacer("crearDespliegue", &despliegue).await;
        let autorizacion = json!({ "decision": "APROBADA", "autoridad": "Comité de Cambios", "fecha": "2026-11-13" });
        self.taller.sobre("autorizarDespliegue", &mut despliegue, &json!({ "autorizacion": autorizacion })).await;
        self.taller.sobre("avanzarDespliegue", &mut despliegue, &json!({ "hasta": "AUTORIZADO" })).await;
        self.despliegue = Some(despliegue);
    }

    pub(crate) async fn linea_base(&self, momento: &str) -> Ficha {
        let linea = json!({ "despliegue": self.despliegue.as_ref().unwrap().id, "momento": momento, "fecha": "2026-11-19",
            "ubicacion": "CMDB", "elementos": [{ "codigo": "EC-1", "nombre": "Servidor web", "version": "2.0.0" }] });
        self.taller.hacer("crearLineaBase", &linea).await
    }

    pub(crate) async fn avanzar_despliegue(&mut self, hasta: &str) {
        let despliegue = self.despliegue.as_mut().unwrap();
        self.taller.sobre("avanzarDespliegue", despliegue, &json!({ "hasta": hasta, "motivo": "según el plan" })).await;
    }

    pub(crate) async fn verificar(&mut self, mesa: bool) {
        let lista = json!([{ "codigo": "DOCUMENTACION", "cumple": true }, { "codigo": "COMUNICACION", "cumple": true },
            { "codigo": "ROLES", "cumple": true }, { "codigo": "MESA", "cumple": mesa, "nota": "correo del 20" }]);
        let despliegue = self.despliegue.as_mut().unwrap();
        self.taller.sobre("verificarDespliegue", despliegue, &json!({ "verificacion": lista })).await;
    }

    pub(crate) async fn revisar(&mut self, revision: &Value) {
        self.taller.sobre("revisarEntrega", &mut self.entrega, &json!({ "revisionCierre": revision })).await;
    }

    /// Everything that a review says.
    pub(crate) fn revision(regularizacion: Option<&str>) -> Value {
        json!({ "experiencia": "Conformes: 4.6 de 5", "cambiosImplementados": true, "desempeno": "1.4 s en promedio",
            "problemasAbiertos": [], "informe": "Informe 12-2026", "oportunidades": ["Unir dos formularios"],
            "regularizacion": regularizacion, "exitosa": true })
    }

    /// Plays until the release is in that state, on the way from draft to closed.
    pub(crate) async fn hasta(&mut self, estado: &str) {
        const CAMINO: [&str; 10] = [
            "PLANIFICADA",
            "AUTORIZADA",
            "EN_CONSTRUCCION",
            "EN_PRUEBA",
            "ACEPTADA",
            "EN_DESPLIEGUE",
            "DESPLEGADA",
            "VERIFICADA",
            "EN_REVISION",
            "CERRADA",
        ];
        if estado == "BORRADOR" {
            return;
        }
        for paso in CAMINO {
            self.dar(paso).await;
            if paso == estado {
                return;
            }
        }
        panic!("{estado} is not on the way");
    }

    /// Fulfils what the step into the next state asks for, and takes it.
    pub(crate) async fn dar(&mut self, paso: &str) {
        self.preparar(paso).await;
        self.avanzar(paso).await;
    }

    /// Fulfils what the step into a state asks for.
    pub(crate) async fn preparar(&mut self, paso: &str) {
        match paso {
            "PLANIFICADA" => self.planificar().await,
            "AUTORIZADA" => self.autorizar("APROBADA").await,
            "EN_PRUEBA" => self.construir().await,
            "ACEPTADA" => {
                self.probar("APROBADA").await;
            }
            "EN_DESPLIEGUE" => self.preparar_despliegue().await,
            "DESPLEGADA" => {
                self.linea_base("ANTES").await;
                self.avanzar_despliegue("EN_CURSO").await;
                self.avanzar_despliegue("DESPLEGADO").await;
            }
            "VERIFICADA" => {
                self.linea_base("DESPUES").await;
                self.verificar(true).await;
            }
            "EN_REVISION" => self.revisar(&json!({ "experiencia": "Por preguntar" })).await,
            "CERRADA" => self.revisar(&Self::revision(None)).await,
            _ => {}
        }
    }
}

/// Writes the release, linked to the first task of the map that has a code.
async fn crear_con_tarea(taller: &Taller, mut entrega: Value) -> Ficha {
    let tareas = format!(
        "{{ entidad(codigo: \"{ENTIDAD}\") {{ matriz {{ tareas(first: 1, filtro: {{ codigo: {{ nulo: false }} }}) {{ nodes {{ codigo }} }} }} }} }}"
    );
    let codigo = taller.leer(&tareas).await["entidad"]["matriz"]["tareas"]["nodes"][0]["codigo"].clone();
    if codigo.is_null() {
        entrega["vinculos"] = json!([{ "codigo": "M.01" }]);
    } else {
        entrega["vinculos"][0]["codigo"] = codigo;
    }
    taller.hacer("crearEntrega", &entrega).await
}
