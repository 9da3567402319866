//! What is written once with a version equals what SQL sums again from its executions, on both engines.

use quipu::generate::{Actual, Medidas};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use super::taller::{inventar, publicar};
use crate::support::base::{Base, Contenido, motores};

/// Proposed puestos, from executions, the puestos that count on them, and the threshold of their version.
const PUESTOS: [&str; 2] = [
    "SELECT entidad_id, version, matriz, id, horas_pico, con_tiempo, sin_tiempo, actual, segun_cargas, brecha,
        costo_centimos, con_remuneracion FROM puesto_propuesto",
    "SELECT entidad_id, version, matriz, id, h, con, sin, a, s, s - a, costo, con_remuneracion FROM (
        SELECT q.entidad_id, q.version, q.matriz, q.id, x.h, COALESCE(x.con, 0) AS con, COALESCE(x.sin, 0) AS sin,
            CASE WHEN p.callados > 0 THEN NULL ELSE COALESCE(p.ocupados, 0) END AS a,
            CASE q.base
                WHEN 1 THEN CAST(x.c / 100 + CASE WHEN x.c % 100 >= v.umbral_micro / 10000 THEN 1 ELSE 0 END AS BIGINT)
                WHEN 2 THEN n.posiciones
            END AS s,
            p.costo, COALESCE(p.con_remuneracion, 0) AS con_remuneracion
        FROM puesto_propuesto q
        JOIN version v ON v.entidad_id = q.entidad_id AND v.numero = q.version
        LEFT JOIN (SELECT entidad_id, version, matriz, puesto_propuesto_id,
                CAST(SUM(frecuencia_micro * duracion_micro) AS BIGINT) AS h,
                (2 * CAST(SUM(frecuencia_micro * duracion_micro) AS BIGINT) + 1600000000000) / 3200000000000 AS c,
                COUNT(frecuencia_micro * duracion_micro) AS con,
                COUNT(*) - COUNT(frecuencia_micro * duracion_micro) AS sin
            FROM ejecucion GROUP BY entidad_id, version, matriz, puesto_propuesto_id) x
            ON x.entidad_id = q.entidad_id AND x.version = q.version AND x.matriz = q.matriz
            AND x.puesto_propuesto_id = q.id
        LEFT JOIN (SELECT s.entidad_id, s.version, s.matriz, s.puesto_propuesto_id,
                CAST(SUM(p.ocupados) AS BIGINT) AS ocupados, COUNT(*) - COUNT(p.ocupados) AS callados,
                CAST(SUM(p.ocupados * p.remuneracion_centimos) AS BIGINT) AS costo,
                COUNT(p.ocupados * p.remuneracion_centimos) AS con_remuneracion
            FROM puesto_asignado s
            JOIN puesto p ON p.entidad_id = s.entidad_id AND p.version = s.version AND p.id = s.puesto_id
            GROUP BY s.entidad_id, s.version, s.matriz, s.puesto_propuesto_id) p
            ON p.entidad_id = q.entidad_id AND p.version = q.version AND p.matriz = q.matriz
            AND p.puesto_propuesto_id = q.id
        LEFT JOIN (SELECT s.entidad_id, s.version, s.matriz, s.puesto_propuesto_id,
                CAST(SUM(n.posiciones) AS BIGINT) AS posiciones
            FROM puesto_asignado s JOIN dotacion_no_medida n ON n.entidad_id = s.entidad_id
            AND n.version = s.version AND n.puesto_id = s.puesto_id
            GROUP BY s.entidad_id, s.version, s.matriz, s.puesto_propuesto_id) n
            ON n.entidad_id = q.entidad_id AND n.version = q.version AND n.matriz = q.matriz
            AND n.puesto_propuesto_id = q.id) z",
];

/// Hours of each proposed puesto in each process, and the process's ancestors of levels 0, 1 and 2.
const CARGAS: [&str; 2] = [
    "SELECT entidad_id, version, matriz, proceso_id, puesto_propuesto_id, tipo, nivel_0_id, nivel_1_id, nivel_2_id,
        horas_pico, con_tiempo, sin_tiempo FROM carga_proceso",
    "SELECT x.entidad_id, x.version, x.matriz, a.proceso_id, x.puesto_propuesto_id, p.tipo,
        MIN(CASE WHEN s.nivel = 0 THEN s.id END), MIN(CASE WHEN s.nivel = 1 THEN s.id END),
        MIN(CASE WHEN s.nivel = 2 THEN s.id END),
        CAST(SUM(CASE WHEN s.nivel = 0 THEN COALESCE(x.frecuencia_micro * x.duracion_micro, 0) ELSE 0 END) AS BIGINT),
        COUNT(CASE WHEN s.nivel = 0 THEN x.frecuencia_micro * x.duracion_micro END),
        COUNT(CASE WHEN s.nivel = 0 AND x.frecuencia_micro * x.duracion_micro IS NULL THEN 1 END)
    FROM ejecucion x
    JOIN actividad a ON a.entidad_id = x.entidad_id AND a.version = x.version AND a.matriz = x.matriz
        AND a.id = x.actividad_id
    JOIN proceso p ON p.entidad_id = x.entidad_id AND p.version = x.version AND p.matriz = x.matriz
        AND p.id = a.proceso_id
    JOIN proceso s ON s.entidad_id = x.entidad_id AND s.version = x.version AND s.matriz = x.matriz
        AND p.orden BETWEEN s.orden AND s.fin
    GROUP BY x.entidad_id, x.version, x.matriz, a.proceso_id, x.puesto_propuesto_id, p.tipo",
];

/// Sums by classification.
const RESUMEN: [&str; 2] = [
    "SELECT entidad_id, version, matriz, grupo_id, familia_id, rol_id, puestos, puestos_sin_actual,
        puestos_sin_necesidad, puestos_sin_dato, actual, actual_comparable, segun_cargas, deficit, superavit,
        CAST(horas_micro + horas_pico / 1000000 AS BIGINT), horas_pico % 1000000, con_tiempo, sin_tiempo,
        costo_centimos, con_remuneracion FROM dotacion_resumen",
    "SELECT entidad_id, version, matriz, grupo_id, familia_id, rol_id, COUNT(*), COUNT(*) - COUNT(actual),
        COUNT(*) - COUNT(segun_cargas), COUNT(*) - COUNT(segun_cargas - actual),
        CAST(COALESCE(SUM(actual), 0) AS BIGINT),
        CAST(COALESCE(SUM(CASE WHEN segun_cargas IS NOT NULL THEN actual END), 0) AS BIGINT),
        CAST(COALESCE(SUM(segun_cargas), 0) AS BIGINT),
        CAST(SUM(CASE WHEN segun_cargas > actual THEN segun_cargas - actual ELSE 0 END) AS BIGINT),
        CAST(SUM(CASE WHEN actual > segun_cargas THEN actual - segun_cargas ELSE 0 END) AS BIGINT),
        CAST(COALESCE(SUM(horas_pico), 0) AS BIGINT) / 1000000, CAST(COALESCE(SUM(horas_pico), 0) AS BIGINT) % 1000000,
        CAST(SUM(con_tiempo) AS BIGINT), CAST(SUM(sin_tiempo) AS BIGINT),
        CAST(COALESCE(SUM(costo_centimos), 0) AS BIGINT), CAST(SUM(con_remuneracion) AS BIGINT)
    FROM puesto_propuesto GROUP BY entidad_id, version, matriz, grupo_id, familia_id, rol_id",
];

async fn cuantas(db: &DatabaseConnection, consulta: &str) -> i64 {
    let sentencia =
        Statement::from_string(db.get_database_backend(), format!("SELECT COUNT(*) AS n FROM ({consulta}) y"));
    db.query_one_raw(sentencia).await.unwrap().unwrap().try_get("", "n").unwrap()
}

async fn comprobar(base: &Base) {
    let db = base.conectar().await;
    for [escritas, sumadas] in [PUESTOS, CARGAS, RESUMEN] {
        let filas = cuantas(&db, escritas).await;
        assert!(filas > 5, "{filas}");
        assert_eq!(filas, cuantas(&db, sumadas).await, "{escritas}");
        for (unas, otras) in [(escritas, sumadas), (sumadas, escritas)] {
            assert_eq!(cuantas(&db, &format!("{unas} EXCEPT {otras}")).await, 0, "{:?}: {unas}", base.motor);
        }
    }
}

#[tokio::test]
async fn the_roll_ups_of_the_demonstration_equal_sums_over_its_executions() {
    for motor in motores() {
        comprobar(&Base::nueva(motor, Contenido::Demostracion).await).await;
    }
}

#[tokio::test]
async fn the_roll_ups_of_random_maps_equal_sums_over_their_executions() {
    let medidas = [
        Medidas::municipalidad().con_tareas(120).con_actual(Actual::SinTiempos),
        Medidas::organismo().con_tareas(150).con_actual(Actual::ConTiempos),
    ];
    for semilla in [5, 600, 70_000] {
        let inventadas = inventar(semilla, &medidas);
        for motor in motores() {
            let base = Base::nueva(motor, Contenido::Catalogos).await;
            publicar(&base, &inventadas).await;
            comprobar(&base).await;
        }
    }
}
