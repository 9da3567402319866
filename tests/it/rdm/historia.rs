//! Random histories of releases, written past the door so that every combination is there.

use quipu_entities::{cliente, despliegue, entrega, linea_base, prueba, servicio};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::support::base::ahora;

/// Numbers that look random and are the same in every run.
pub(super) struct Azar(pub(super) u64);

impl Azar {
    pub(super) fn hasta(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(n).unwrap()).unwrap()
    }

    pub(super) fn si(&mut self) -> bool {
        self.hasta(2) == 1
    }
}

pub(super) async fn entidades(db: &DatabaseConnection) -> Vec<i32> {
    let todas = quipu_entities::entidad::Entity::find().all(db).await.unwrap();
    todas.into_iter().filter(|e| e.demostracion).map(|e| e.id).collect()
}

pub(super) async fn guardar<A: ActiveModelTrait>(db: &DatabaseConnection, fila: A) {
    A::Entity::insert(fila).exec_without_returning(db).await.unwrap();
}

/// Ids from here on: those below are of the demonstration.
pub(super) const BASE: i64 = 1_000_000;

/// Fills the tables past the door, with releases in every state and everything that figures look at.
pub(super) async fn historia(db: &DatabaseConnection, azar: &mut Azar) {
    let momento = ahora();
    for entidad_id in entidades(db).await {
        for id in BASE + 1..=BASE + 3 {
            let comun = (entidad_id, id, 1, momento, momento, None, 2_i16);
            let (entidad_id, id, revision, creado_en, cambiado_en, archivado_en, visibilidad) = comun;
            let codigo = format!("A-{id}");
            guardar(
                db,
                servicio::Model {
                    entidad_id,
                    id,
                    revision,
                    creado_en,
                    cambiado_en,
                    archivado_en,
                    visibilidad,
                    codigo: codigo.clone(),
                    nombre: codigo.clone(),
                    clave: codigo.clone(),
                    descripcion: None,
                    responsable: None,
                    vinculos: json!([]),
                }
                .into_active_model(),
            )
            .await;
            guardar(
                db,
                cliente::Model {
                    entidad_id,
                    id,
                    revision,
                    creado_en,
                    cambiado_en,
                    archivado_en,
                    visibilidad,
                    codigo: codigo.clone(),
                    nombre: codigo.clone(),
                    clave: codigo,
                    tipo: 3,
                    es_entidad_id: None,
                    contacto: None,
                }
                .into_active_model(),
            )
            .await;
        }
        for id in BASE + 10..BASE + 40 {
            guardar(db, entrega_al_azar(entidad_id, id, azar).into_active_model()).await;
            for n in 0..azar.hasta(3) {
                guardar(db, prueba_al_azar(entidad_id, id, id * 100 + n, azar).into_active_model()).await;
                guardar(db, despliegue_al_azar(entidad_id, id, id * 100 + 10 + n, azar).into_active_model()).await;
                if azar.si() {
                    guardar(db, linea_al_azar(entidad_id, id, id * 100 + 10 + n, azar).into_active_model()).await;
                }
            }
        }
    }
}

fn entrega_al_azar(entidad_id: i32, id: i64, azar: &mut Azar) -> entrega::Model {
    let estado = i16::try_from(1 + azar.hasta(14)).unwrap();
    let desplegada = (8..=11).contains(&estado) || estado == 14;
    let planificada_s = (estado > 1 && azar.hasta(5) > 0).then(|| 1_790_000_000 + azar.hasta(1_000_000));
    let desplegada_s = desplegada.then(|| 1_791_000_000 + azar.hasta(1_000_000));
    let plan_fin = (azar.hasta(6) > 0).then(|| format!("2026-{:02}-15", 1 + azar.hasta(4)));
    entrega::Model {
        entidad_id,
        id,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: (azar.hasta(9) == 0).then(ahora),
        visibilidad: 2,
        servicio_id: BASE + 1 + azar.hasta(3),
        cliente_id: BASE + 1 + azar.hasta(3),
        codigo: format!("R-{id}"),
        nombre: "R".to_owned(),
        clave: "r".to_owned(),
        tipo: i16::try_from(1 + azar.hasta(3)).unwrap(),
        estado,
        politica_id: None,
        paquete_id: None,
        plan_inicio: None,
        a_tiempo: (desplegada && plan_fin.is_some()).then(|| azar.si()),
        plan_fin,
        contenido: None,
        criterios: json!([]),
        criterios_acordados_el: None,
        criterios_acordados_por: None,
        sdp: None,
        rfc: None,
        errores_conocidos: json!([]),
        problemas: json!([]),
        justificacion_emergencia: None,
        autorizacion: None,
        pasos: json!([]),
        revision_cierre: azar.si().then(|| json!({ "experiencia": "buena" })),
        exitosa: (estado == 11).then(|| azar.si()),
        planificada_s,
        desplegada_s,
        cerrada_s: (estado >= 11).then(|| 1_793_000_000 + azar.hasta(1_000_000)),
        vinculos: json!([]),
    }
}

fn prueba_al_azar(entidad_id: i32, entrega_id: i64, id: i64, azar: &mut Azar) -> prueba::Model {
    prueba::Model {
        entidad_id,
        id,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: None,
        visibilidad: 2,
        entrega_id,
        tipo: i16::try_from(1 + azar.hasta(2)).unwrap(),
        ambiente: "A".to_owned(),
        responsable: "R".to_owned(),
        representante: None,
        fecha: None,
        resultado: i16::try_from(1 + azar.hasta(3)).unwrap(),
        evidencia: None,
    }
}

fn despliegue_al_azar(entidad_id: i32, entrega_id: i64, id: i64, azar: &mut Azar) -> despliegue::Model {
    despliegue::Model {
        entidad_id,
        id,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: None,
        visibilidad: 2,
        entrega_id,
        ambiente: "P".to_owned(),
        ejecutor: None,
        estado: i16::try_from(3 + azar.hasta(3)).unwrap(),
        plan_inicio: None,
        plan_fin: None,
        inicio_s: None,
        fin_s: None,
        autorizacion: None,
        verificacion: json!([]),
        verificado_s: azar.si().then_some(1),
        pasos: json!([]),
    }
}

fn linea_al_azar(entidad_id: i32, entrega_id: i64, despliegue_id: i64, azar: &mut Azar) -> linea_base::Model {
    linea_base::Model {
        entidad_id,
        id: despliegue_id + 50,
        revision: 1,
        creado_en: ahora(),
        cambiado_en: ahora(),
        archivado_en: None,
        visibilidad: 2,
        despliegue_id,
        entrega_id,
        momento: i16::try_from(1 + azar.hasta(2)).unwrap(),
        fecha: "2026-01-01".to_owned(),
        ubicacion: "U".to_owned(),
        elementos: json!([]),
    }
}
