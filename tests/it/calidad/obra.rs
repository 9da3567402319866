//! One prioritised service and its evaluation: each step is a word, so that tests stop where they want.

use serde_json::{Value, json};

use crate::rdm::{ENTIDAD, Ficha, Taller, con};

pub(super) const COMPONENTES: [&str; 6] =
    ["NECESIDADES", "VALOR", "FORTALECIMIENTO", "MEDICION", "LIDERAZGO", "CULTURA"];

/// A service and its evaluation.
pub(crate) struct Obra<'a> {
    pub(crate) taller: &'a Taller,
    pub(crate) servicio: Ficha,
    pub(crate) evaluacion: Ficha,
}

impl<'a> Obra<'a> {
    /// A service that was just prioritised, and an evaluation without anything in it. `marca` tells their codes from others.
    pub(crate) async fn nueva(taller: &'a Taller, marca: &str) -> Self {
        let servicio = json!({ "entidad": ENTIDAD, "codigo": format!("BS-{marca}"), "nombre": "Consultas por teléfono",
            "tipo": "SERVICIO", "canal": "TELEFONICO", "demandaAnual": 24000, "priorizadoEl": "2026-01-12",
            "responsable": "Gerencia B", "vinculos": [{ "codigo": "M.01.01.01" }] });
        let servicio = taller.hacer("crearServicioPriorizado", &servicio).await;
        let evaluacion = json!({ "servicioPriorizado": servicio.id, "codigo": format!("EV-{marca}"), "desde": "2026-02-01",
            "hasta": "2026-06-30", "escala": "UNO_A_CINCO" });
        let evaluacion = taller.hacer("crearEvaluacion", &evaluacion).await;
        Self { taller, servicio, evaluacion }
    }

    pub(super) async fn avanzar(&mut self, hasta: &str) {
        let paso = json!({ "hasta": hasta, "motivo": "según el plan" });
        self.taller.sobre("avanzarEvaluacion", &mut self.evaluacion, &paso).await;
    }

    /// The refusal of a step.
    pub(super) async fn rechazo(&self, hasta: &str) -> Value {
        let input = con(&self.evaluacion, &json!({ "hasta": hasta }));
        self.taller.rechazo("avanzarEvaluacion", &input).await
    }

    pub(super) async fn fijar_plazos(&mut self) {
        let plazos = json!({ "plazoCondiciones": "2026-02-27", "plazoPlanificacion": "2026-05-29",
            "plazoEjecucion": "2026-10-30", "plazoSeguimiento": "2026-12-18" });
        self.taller.sobre("cambiarEvaluacion", &mut self.evaluacion, &plazos).await;
    }

    pub(super) async fn miembro(&self, correlativo: &str, coordina: bool) -> Ficha {
        let miembro = json!({ "evaluacion": self.evaluacion.id, "titular": { "puesto": correlativo },
            "funcion": "Evalúa", "coordina": coordina });
        self.taller.hacer("crearMiembroEquipo", &miembro).await
    }

    pub(super) async fn calificar(&self, componente: &str, valor: i32) -> Ficha {
        let calificacion = json!({ "evaluacion": self.evaluacion.id, "componente": componente, "valor": valor,
            "sustento": "Entrevistas y encuesta de marzo" });
        self.taller.hacer("crearCalificacion", &calificacion).await
    }

    pub(super) async fn brecha(&self, codigo: &str) -> Ficha {
        let brecha = json!({ "evaluacion": self.evaluacion.id, "codigo": codigo, "nombre": "No se mide la espera",
            "componente": "MEDICION" });
        self.taller.hacer("crearBrechaCalidad", &brecha).await
    }

    pub(super) async fn accion(&self, codigo: &str, brecha: &Ficha, mas: &Value) -> Ficha {
        let mut accion = json!({ "entidad": ENTIDAD, "codigo": codigo, "nombre": "Registrar la espera",
            "estado": "PROPUESTA", "brecha": brecha.id, "vinculos": [{ "codigo": "M.01.01.01" }] });
        accion.as_object_mut().unwrap().extend(mas.as_object().unwrap().clone());
        self.taller.hacer("crearMejora", &accion).await
    }

    pub(super) async fn informe(&self, tipo: &str) -> Ficha {
        let informe = json!({ "evaluacion": self.evaluacion.id, "tipo": tipo, "titulo": "Informe", "fecha": "2026-05-20",
            "elaboradoPor": "Equipo evaluador", "documento": "Informe 07-2026" });
        self.taller.hacer("crearInformeCalidad", &informe).await
    }

    pub(super) async fn aprobar(&self, informe: &mut Ficha) {
        let aprobacion = json!({ "aprobadoEl": "2026-05-27", "aprobadoPor": "Gerencia general" });
        self.taller.sobre("aprobarInformeCalidad", informe, &aprobacion).await;
    }

    pub(super) async fn medir(&self, conductor: &str, casos: i64, media: &str) -> Ficha {
        let medicion = json!({ "servicioPriorizado": self.servicio.id, "evaluacion": self.evaluacion.id,
            "conductor": conductor, "canal": "TELEFONICO", "desde": "2026-02-01", "hasta": "2026-03-31",
            "casos": casos, "escala": "UNO_A_CINCO", "media": media, "instrumento": "Encuesta" });
        self.taller.hacer("crearMedicionConductor", &medicion).await
    }

    pub(super) async fn leccion(&self) -> Ficha {
        let leccion = json!({ "evaluacion": self.evaluacion.id, "titulo": "Con quien atiende",
            "situacion": "La primera meta se fijó sin consultar.", "leccion": "Quien atiende sabe qué se puede." });
        self.taller.hacer("crearLeccionAprendida", &leccion).await
    }

    /// Fulfils what closing the stage asks for, of an evaluation that finds no gap, and takes the step.
    pub(super) async fn pasar_a(&mut self, etapa: &str) {
        match etapa {
            "PLANIFICACION" => {
                self.fijar_plazos().await;
                self.miembro("1", true).await;
            }
            "EJECUCION" => {
                for componente in COMPONENTES {
                    self.calificar(componente, 3).await;
                }
                let mut informe = self.informe("EVALUACION").await;
                self.aprobar(&mut informe).await;
            }
            "SEGUIMIENTO" => {
                let mut informe = self.informe("MEJORA").await;
                self.aprobar(&mut informe).await;
            }
            _ => {
                self.medir("TRATO", 100, "4.5").await;
                self.leccion().await;
            }
        }
        self.avanzar(etapa).await;
    }
}

/// Ids of a record of each kind, which may each be made again beside it.
pub(crate) async fn uno_de_cada(taller: &Taller) -> [(&'static str, String); 8] {
    let mut antes = Obra::nueva(taller, "A").await;
    let miembro = antes.miembro("2", false).await;
    let medicion = antes.medir("TRATO", 10, "4").await;
    antes.pasar_a("PLANIFICACION").await;
    let mut despues = Obra::nueva(taller, "B").await;
    despues.pasar_a("PLANIFICACION").await;
    despues.pasar_a("EJECUCION").await;
    [
        ("ServicioPriorizado", antes.servicio.id.clone()),
        ("Evaluacion", antes.evaluacion.id.clone()),
        ("MiembroEquipo", miembro.id),
        ("Calificacion", antes.calificar("VALOR", 3).await.id),
        ("BrechaCalidad", antes.brecha("BC-A").await.id),
        ("MedicionConductor", medicion.id),
        ("InformeCalidad", antes.informe("EVALUACION").await.id),
        ("LeccionAprendida", despues.leccion().await.id),
    ]
}

/// A record of every kind, as the table of permissions asks for them, each mutation with a fault.
pub(crate) async fn mutaciones(taller: &Taller) -> Vec<(String, Value)> {
    let mut obra = Obra::nueva(taller, "P").await;
    let miembro = obra.miembro("2", false).await;
    let medicion = obra.medir("TRATO", 10, "4").await;
    obra.pasar_a("PLANIFICACION").await;
    let calificacion = obra.calificar("VALOR", 3).await;
    let brecha = obra.brecha("BC-P").await;
    obra.accion(
        "AM-P",
        &brecha,
        &json!({ "responsable": "Gerencia B", "planInicio": "2026-06-01",
        "planFin": "2026-07-01", "estado": "DESCARTADA" }),
    )
    .await;
    let informe = obra.informe("EVALUACION").await;
    let mut otro = obra.informe("EVALUACION").await;
    obra.aprobar(&mut otro).await;
    for componente in COMPONENTES.into_iter().filter(|c| *c != "VALOR") {
        obra.calificar(componente, 3).await;
    }
    obra.avanzar("EJECUCION").await;
    let leccion = obra.leccion().await;
    let ids = [
        ("ServicioPriorizado", obra.servicio.id.clone()),
        ("Evaluacion", obra.evaluacion.id.clone()),
        ("MiembroEquipo", miembro.id),
        ("Calificacion", calificacion.id),
        ("BrechaCalidad", brecha.id),
        ("MedicionConductor", medicion.id),
        ("InformeCalidad", informe.id.clone()),
        ("LeccionAprendida", leccion.id),
    ];
    let evaluacion = &obra.evaluacion.id;
    let mut todas = vec![
        ("avanzarEvaluacion".to_owned(), json!({ "id": evaluacion, "revision": 99, "hasta": "CERRADA" })),
        (
            "aprobarInformeCalidad".to_owned(),
            json!({ "id": informe.id, "revision": 99, "aprobadoEl": "2026-01-01",
            "aprobadoPor": "" }),
        ),
    ];
    for ((tipo, id), alta) in ids.into_iter().zip(altas_malas(&obra.servicio.id, evaluacion)) {
        todas.push((format!("crear{tipo}"), alta));
        for verbo in ["cambiar", "archivar"] {
            todas.push((format!("{verbo}{tipo}"), json!({ "id": id, "revision": 99 })));
        }
    }
    todas
}

/// A record of each kind that may not be made, in the order of [`mutaciones`].
fn altas_malas(servicio: &str, evaluacion: &str) -> [Value; 8] {
    [
        json!({ "entidad": ENTIDAD, "codigo": "", "nombre": "", "tipo": "BIEN", "canal": "VIRTUAL", "priorizadoEl": "2026-01-01" }),
        json!({ "servicioPriorizado": servicio, "codigo": "", "desde": "2026-01-01", "hasta": "2026-01-01", "escala": "UNO_A_CINCO" }),
        json!({ "evaluacion": evaluacion, "titular": { "puesto": "1" }, "funcion": "" }),
        json!({ "evaluacion": evaluacion, "componente": "VALOR", "valor": 9, "sustento": "" }),
        json!({ "evaluacion": evaluacion, "codigo": "", "nombre": "", "componente": "VALOR" }),
        json!({ "servicioPriorizado": servicio, "conductor": "", "canal": "", "desde": "2026-01-01", "hasta": "2026-01-01",
            "casos": 0, "escala": "", "media": "9" }),
        json!({ "evaluacion": evaluacion, "tipo": "MEJORA", "titulo": "", "fecha": "2026-01-01", "elaboradoPor": "", "documento": "" }),
        json!({ "evaluacion": evaluacion, "titulo": "", "situacion": "", "leccion": "" }),
    ]
}
