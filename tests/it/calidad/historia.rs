//! Random histories of services and evaluations, written past the door so that every combination is there.

use quipu_entities::{
    brecha_calidad, calificacion, evaluacion, informe_calidad, leccion_aprendida, medicion_conductor, mejora,
    servicio_priorizado,
};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, ModelTrait};
use serde_json::{Value, json};

use super::obra::COMPONENTES;
use crate::support::base::ahora;

/// Numbers that look random and are the same in every run.
pub(super) struct Azar(pub(super) u64);

impl Azar {
    fn hasta(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(n).unwrap()).unwrap()
    }

    fn si(&mut self) -> bool {
        self.hasta(2) == 1
    }

    fn de<T: Copy>(&mut self, lista: &[T]) -> T {
        lista[usize::try_from(self.hasta(i64::try_from(lista.len()).unwrap())).unwrap()]
    }

    fn dia(&mut self) -> String {
        format!("2026-{:02}-{:02}", 1 + self.hasta(12), 1 + self.hasta(28))
    }

    fn quiza_dia(&mut self) -> Option<String> {
        let dia = self.dia();
        (self.hasta(4) > 0).then_some(dia)
    }
}

const CANALES: [&str; 3] = ["PRESENCIAL", "TELEFONICO", "VIRTUAL"];
const CONDUCTORES: [&str; 4] = ["TRATO", "TIEMPO", "RESULTADO", "CONFIANZA"];

/// Who writes rows of an entity, and the next id.
struct Pluma<'a> {
    db: &'a DatabaseConnection,
    entidad: i32,
    siguiente: i64,
    azar: &'a mut Azar,
}

impl Pluma<'_> {
    /// Writes a row with these columns; one in nine is archived. Its id.
    async fn escribir<M>(&mut self, visibilidad: i16, columnas: Value) -> i64
    where
        M: ModelTrait + serde::de::DeserializeOwned + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity>,
    {
        self.siguiente += 1;
        let archivado = (self.azar.hasta(9) == 0).then(ahora);
        let mut fila = json!({ "entidad_id": self.entidad, "id": self.siguiente, "revision": 1, "creado_en": ahora(),
            "cambiado_en": ahora(), "archivado_en": archivado, "visibilidad": visibilidad, "clave": "x" });
        let Value::Object(columnas) = columnas else { panic!("columns") };
        fila.as_object_mut().unwrap().extend(columnas);
        let fila: M = serde_json::from_value(fila).unwrap();
        M::Entity::insert(fila.into_active_model()).exec_without_returning(self.db).await.unwrap();
        self.siguiente
    }

    async fn servicio(&mut self) {
        let columnas = json!({ "codigo": format!("A-{}", self.siguiente), "nombre": "x", "tipo": 2,
            "canal": self.azar.de(&CANALES), "priorizado_el": self.azar.dia(), "vinculos": [] });
        let servicio = self.escribir::<servicio_priorizado::Model>(2, columnas).await;
        for _ in 0..self.azar.hasta(4) {
            let evaluacion = self.evaluacion(servicio).await;
            if self.azar.si() {
                self.medicion(servicio, Some(evaluacion)).await;
            }
        }
        for _ in 0..self.azar.hasta(4) {
            self.medicion(servicio, None).await;
        }
    }

    async fn medicion(&mut self, servicio: i64, evaluacion: Option<(i64, i16)>) {
        let dia = self.azar.dia();
        let media = 1_000_000 + self.azar.hasta(4_000_001);
        let columnas = json!({ "servicio_priorizado_id": servicio, "evaluacion_id": evaluacion.map(|(id, _)| id),
            "conductor": self.azar.de(&CONDUCTORES), "canal": self.azar.de(&CANALES), "desde": dia,
            // Each of its own period: none is measured twice.
            "hasta": format!("2027-01-{:02}", 1 + self.siguiente % 28), "casos": 1 + self.azar.hasta(900),
            "escala": self.azar.de(&["UNO_A_CINCO", "PORCENTAJE"]), "media": media });
        self.escribir::<medicion_conductor::Model>(evaluacion.map_or(2, |(_, ve)| ve), columnas).await;
    }

    /// Id of an evaluation, and who sees it.
    async fn evaluacion(&mut self, servicio: i64) -> (i64, i16) {
        let ve = i16::try_from(self.azar.hasta(3)).unwrap();
        let columnas = json!({ "servicio_priorizado_id": servicio, "codigo": format!("E-{}", self.siguiente),
            "desde": self.azar.dia(), "hasta": "2026-12-31", "etapa": 1 + self.azar.hasta(6),
            "escala": self.azar.de(&["UNO_A_CINCO", "PORCENTAJE"]), "plazo_condiciones": self.azar.quiza_dia(),
            "plazo_planificacion": self.azar.quiza_dia(), "plazo_ejecucion": self.azar.quiza_dia(),
            "plazo_seguimiento": self.azar.quiza_dia(), "pasos": [] });
        let id = self.escribir::<evaluacion::Model>(ve, columnas).await;
        for componente in COMPONENTES {
            if self.azar.hasta(4) > 0 {
                let columnas = json!({ "evaluacion_id": id, "componente": componente, "valor": 1 + self.azar.hasta(5), "sustento": "x" });
                self.escribir::<calificacion::Model>(ve, columnas).await;
            }
        }
        for _ in 0..self.azar.hasta(4) {
            self.brecha(id, ve).await;
        }
        for _ in 0..self.azar.hasta(3) {
            let aprobado = self.azar.si();
            let columnas = json!({ "evaluacion_id": id, "tipo": 1 + self.azar.hasta(2), "titulo": "x", "fecha": "2026-01-01",
                "elaborado_por": "x", "documento": "x", "aprobado_el": aprobado.then_some("2026-01-02"),
                "aprobado_por": aprobado.then_some("x") });
            self.escribir::<informe_calidad::Model>(ve, columnas).await;
            let columnas = json!({ "evaluacion_id": id, "titulo": "x", "situacion": "x", "leccion": "x" });
            self.escribir::<leccion_aprendida::Model>(ve, columnas).await;
        }
        (id, ve)
    }

    async fn brecha(&mut self, evaluacion: i64, ve: i16) {
        let columnas = json!({ "evaluacion_id": evaluacion, "codigo": format!("B-{}", self.siguiente), "nombre": "x",
            "componente": self.azar.de(&COMPONENTES) });
        let brecha = self.escribir::<brecha_calidad::Model>(ve, columnas).await;
        for _ in 0..self.azar.hasta(3) {
            let estado = 1 + self.azar.hasta(5);
            let avance = self.azar.si().then(|| self.azar.hasta(101));
            let fin = self.azar.quiza_dia();
            let columnas = json!({ "codigo": format!("M-{}", self.siguiente), "nombre": "x", "estado": estado,
                "brecha_id": brecha, "plan_inicio": fin.as_ref().map(|_| "2026-01-01"), "plan_fin": fin, "avance": avance,
                "vinculos": [] });
            let ve = i16::try_from(self.azar.hasta(3)).unwrap();
            self.escribir::<mejora::Model>(ve, columnas).await;
        }
    }
}

/// Fills the tables past the door, for all entities of the demonstration but one.
pub(super) async fn historia(db: &DatabaseConnection, azar: &mut Azar) {
    escribir(db, azar, 1_000).await;
}

/// Another history beside the first.
pub(super) async fn mas(db: &DatabaseConnection, azar: &mut Azar) {
    escribir(db, azar, 50_000).await;
}

async fn escribir(db: &DatabaseConnection, azar: &mut Azar, desde: i64) {
    let todas = quipu_entities::entidad::Entity::find().all(db).await.unwrap();
    let con_historia = todas.into_iter().filter(|e| e.demostracion && e.codigo != "DEMO-MDVF");
    let mut entidades: Vec<i32> = con_historia.map(|e| e.id).collect();
    entidades.sort_unstable();
    for entidad in entidades {
        let mut pluma = Pluma { db, entidad, siguiente: desde, azar: &mut *azar };
        for _ in 0..5 {
            pluma.servicio().await;
        }
    }
}
