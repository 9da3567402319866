//! One statement by hand for each workload: what somebody who knows both the schema and the database would write.
//!
//! The texts serve both databases: `OBJ` makes a JSON object, `AGG` a list, `JSON` marks a text as JSON.

use std::collections::HashMap;
use std::sync::LazyLock;

static POSTGRES: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| todas(true));
static SQLITE: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| todas(false));

/// The statement of that name.
pub(crate) fn de(nombre: &str, postgres: bool) -> Option<&'static str> {
    let textos = if postgres { &POSTGRES } else { &SQLITE };
    textos.get(nombre).map(String::as_str)
}

fn todas(postgres: bool) -> HashMap<&'static str, String> {
    let textos = [
        ("macroproceso", format!("{DE_MACROPROCESO}{ARBOL}{UN_MACROPROCESO}")),
        ("entidad", format!("{DE_ENTIDAD}{ARBOL}{TODA_LA_ENTIDAD}")),
        ("brecha-entidad", BRECHA.replace("{filtro}", "e.codigo = $1")),
        ("brecha-total", BRECHA.replace("{filtro}", "1 = 1")),
        ("entidades", ENTIDADES.to_owned()),
        ("tarea", TAREA.to_owned()),
    ];
    textos.into_iter().map(|(nombre, texto)| (nombre, en_dialecto(&texto, postgres))).collect()
}

fn en_dialecto(texto: &str, postgres: bool) -> String {
    let [objeto, lista, json] = if postgres {
        ["json_build_object(", "json_agg(", "("]
    } else {
        ["json_object(", "json_group_array(", "json("]
    };
    texto.replace("OBJ(", objeto).replace("AGG(", lista).replace("JSON(", json)
}

/// Where the tree of one macroproceso lies: `$1` entity, `$2` version, `$3` id.
const DE_MACROPROCESO: &str = "
WITH v AS (
    SELECT entidad_id AS e, version AS n, orden AS o, fin AS f FROM proceso
    WHERE entidad_id = $1 AND version = $2 AND matriz = 2 AND id = $3
),";

/// The same of a whole entity: `$1` its code.
const DE_ENTIDAD: &str = "
WITH v AS (
    SELECT e.id AS e, v.numero AS n, 0 AS o, 2147483647 AS f, e.codigo, e.nombre
    FROM entidad e JOIN version v ON v.entidad_id = e.id AND v.vigente WHERE e.codigo = $1
),";

/// From the tasks up, level by level.
const ARBOL: &str = "
t AS (
    SELECT t.actividad_id AS id, AGG(OBJ('__typename', 'Tarea', 'id', t.id, 'codigo', t.codigo, 'nombre', t.nombre,
        'orden', t.orden, 'profundidad', t.profundidad, 'fila', t.fila) ORDER BY t.orden) AS j
    FROM v JOIN tarea t ON t.entidad_id = v.e AND t.version = v.n AND t.matriz = 2 AND t.orden BETWEEN v.o AND v.f
    GROUP BY t.actividad_id
),
a AS (
    SELECT a.proceso_id AS id, AGG(OBJ('__typename', 'Actividad', 'id', a.id, 'codigo', a.codigo, 'nombre', a.nombre,
        'orden', a.orden, 'profundidad', a.profundidad, 'fila', a.fila,
        'tareas', OBJ('nodes', JSON(COALESCE(t.j, '[]')))) ORDER BY a.orden) AS j
    FROM v JOIN actividad a ON a.entidad_id = v.e AND a.version = v.n AND a.matriz = 2 AND a.orden BETWEEN v.o AND v.f
    LEFT JOIN t ON t.id = a.id GROUP BY a.proceso_id
),
p AS (
    SELECT p.id, p.padre_id, p.profundidad, p.orden, p.codigo, p.nombre, p.nivel, p.fila, COALESCE(a.j, '[]') AS j,
        CASE p.tipo WHEN 1 THEN 'ESTRATEGICO' WHEN 2 THEN 'MISIONAL' WHEN 3 THEN 'SOPORTE' END AS tipo
    FROM v JOIN proceso p ON p.entidad_id = v.e AND p.version = v.n AND p.matriz = 2 AND p.orden BETWEEN v.o AND v.f
    LEFT JOIN a ON a.id = p.id
),
p4 AS (
    SELECT p.padre_id AS id, AGG(OBJ('__typename', 'Proceso', 'id', p.id, 'codigo', p.codigo, 'nombre', p.nombre,
        'nivel', p.nivel, 'tipo', p.tipo, 'orden', p.orden, 'fila', p.fila, 'actividades', OBJ('nodes', JSON(p.j)))
        ORDER BY p.orden) AS j
    FROM p WHERE p.profundidad = 4 GROUP BY p.padre_id
),
p3 AS (
    SELECT p.padre_id AS id, AGG(OBJ('__typename', 'Proceso', 'id', p.id, 'codigo', p.codigo, 'nombre', p.nombre,
        'nivel', p.nivel, 'tipo', p.tipo, 'orden', p.orden, 'fila', p.fila, 'actividades', OBJ('nodes', JSON(p.j)),
        'subprocesos', OBJ('nodes', JSON(COALESCE(h.j, '[]')))) ORDER BY p.orden) AS j
    FROM p LEFT JOIN p4 h ON h.id = p.id WHERE p.profundidad = 3 GROUP BY p.padre_id
),
p2 AS (
    SELECT p.padre_id AS id, AGG(OBJ('__typename', 'Proceso', 'id', p.id, 'codigo', p.codigo, 'nombre', p.nombre,
        'nivel', p.nivel, 'tipo', p.tipo, 'orden', p.orden, 'fila', p.fila, 'actividades', OBJ('nodes', JSON(p.j)),
        'subprocesos', OBJ('nodes', JSON(COALESCE(h.j, '[]')))) ORDER BY p.orden) AS j
    FROM p LEFT JOIN p3 h ON h.id = p.id WHERE p.profundidad = 2 GROUP BY p.padre_id
),
p1 AS (
    SELECT p.padre_id AS id, AGG(OBJ('__typename', 'Proceso', 'id', p.id, 'codigo', p.codigo, 'nombre', p.nombre,
        'nivel', p.nivel, 'tipo', p.tipo, 'orden', p.orden, 'fila', p.fila, 'actividades', OBJ('nodes', JSON(p.j)),
        'subprocesos', OBJ('nodes', JSON(COALESCE(h.j, '[]')))) ORDER BY p.orden) AS j
    FROM p LEFT JOIN p2 h ON h.id = p.id WHERE p.profundidad = 1 GROUP BY p.padre_id
),
p0 AS (
    SELECT p.orden, OBJ('__typename', 'Proceso', 'id', p.id, 'codigo', p.codigo, 'nombre', p.nombre,
        'nivel', p.nivel, 'tipo', p.tipo, 'orden', p.orden, 'fila', p.fila, 'actividades', OBJ('nodes', JSON(p.j)),
        'subprocesos', OBJ('nodes', JSON(COALESCE(h.j, '[]')))) AS j
    FROM p LEFT JOIN p1 h ON h.id = p.id WHERE p.profundidad = 0
)";

const UN_MACROPROCESO: &str = "SELECT CAST(OBJ('data', OBJ('node', JSON(p0.j))) AS TEXT) FROM p0";

const TODA_LA_ENTIDAD: &str = "
SELECT CAST(OBJ('data', OBJ('entidad', OBJ('codigo', v.codigo, 'nombre', v.nombre, 'macroprocesos',
    OBJ('nodes', (SELECT AGG(JSON(p0.j) ORDER BY p0.orden) FROM p0))))) AS TEXT) FROM v";

/// Gaps by familia and rol, with their total and coverage.
const BRECHA: &str = "
WITH v AS (
    SELECT v.entidad_id, v.numero, m.version FROM entidad e
    LEFT JOIN version v ON v.entidad_id = e.id AND v.vigente
    LEFT JOIN matriz m ON m.entidad_id = v.entidad_id AND m.version = v.numero AND m.tipo = 2 WHERE {filtro}
),
r AS (
    SELECT r.familia_id AS f, r.rol_id AS o, SUM(r.puestos) AS n, SUM(r.puestos_sin_actual) AS na,
        SUM(r.puestos_sin_necesidad) AS nn, SUM(r.puestos_sin_dato) AS nd, SUM(r.actual) AS actual,
        SUM(r.segun_cargas) AS cargas, SUM(r.deficit) AS falta, SUM(r.superavit) AS sobra
    FROM v JOIN dotacion_resumen r ON r.entidad_id = v.entidad_id AND r.version = v.numero AND r.matriz = 2
    GROUP BY r.familia_id, r.rol_id
),
total AS (
    SELECT SUM(n) AS n, SUM(na) AS na, SUM(nn) AS nn, SUM(nd) AS nd, SUM(actual) AS actual, SUM(cargas) AS cargas,
        SUM(falta) AS falta, SUM(sobra) AS sobra FROM r
)
SELECT CAST(OBJ('data', OBJ('dotacion', OBJ(
    'filas', (SELECT AGG(OBJ(
        'clave', OBJ('familia', CASE WHEN f.id IS NOT NULL THEN OBJ('codigo', f.codigo, 'nombre', f.nombre) END,
            'rol', CASE WHEN o.id IS NOT NULL THEN OBJ('codigo', o.codigo, 'nombre', o.nombre) END),
        'dotacionActual', CASE WHEN n > na THEN actual END, 'segunCargas', CASE WHEN n > nn THEN cargas END,
        'brecha', CASE WHEN n > nd THEN falta - sobra END, 'deficit', CASE WHEN n > nd THEN falta END,
        'superavit', CASE WHEN n > nd THEN sobra END, 'puestos', n, 'puestosSinDato', nd)
        ORDER BY r.f NULLS LAST, r.o NULLS LAST)
        FROM r LEFT JOIN familia f ON f.id = r.f LEFT JOIN rol o ON o.id = r.o),
    'total', (SELECT OBJ(
        'dotacionActual', CASE WHEN n > na THEN actual END, 'segunCargas', CASE WHEN n > nn THEN cargas END,
        'brecha', CASE WHEN n > nd THEN falta - sobra END, 'deficit', CASE WHEN n > nd THEN falta END,
        'superavit', CASE WHEN n > nd THEN sobra END, 'puestos', n, 'puestosSinDato', nd) FROM total),
    'cobertura', (SELECT OBJ('entidadesPedidas', COUNT(*), 'entidadesQueReportaron', COUNT(v.version)) FROM v)
))) AS TEXT)";

const ENTIDADES: &str = "
SELECT CAST(OBJ('data', OBJ('entidades', OBJ('nodes', AGG(OBJ('id', e.id, 'codigo', e.codigo, 'ruc', e.ruc,
    'sigla', e.sigla, 'nombre', e.nombre, 'clasificacion', e.clasificacion, 'nivelGobierno',
    CASE e.nivel_gobierno WHEN 1 THEN 'NACIONAL' WHEN 2 THEN 'REGIONAL' ELSE 'LOCAL' END,
    'demostracion', e.demostracion, 'sector', OBJ('codigo', s.codigo, 'nombre', s.nombre)) ORDER BY e.codigo)))) AS TEXT)
FROM (SELECT * FROM entidad ORDER BY codigo LIMIT 100) e JOIN sector s ON s.id = e.sector_id";

/// A task, its activity and its processes: `$1` entity, `$2` version, `$3` id.
const TAREA: &str = "
WITH RECURSIVE t AS (
    SELECT t.id, t.codigo, t.nombre, a.codigo AS a_codigo, a.nombre AS a_nombre, a.proceso_id
    FROM tarea t JOIN actividad a ON a.entidad_id = t.entidad_id AND a.version = t.version AND a.matriz = t.matriz
        AND a.id = t.actividad_id
    WHERE t.entidad_id = $1 AND t.version = $2 AND t.matriz = 2 AND t.id = $3
),
arriba AS (
    SELECT p.id, p.padre_id, p.codigo, p.nombre, p.nivel, p.profundidad FROM t
    JOIN proceso p ON p.entidad_id = $1 AND p.version = $2 AND p.matriz = 2 AND p.id = t.proceso_id
    UNION ALL
    SELECT p.id, p.padre_id, p.codigo, p.nombre, p.nivel, p.profundidad FROM arriba h
    JOIN proceso p ON p.entidad_id = $1 AND p.version = $2 AND p.matriz = 2 AND p.id = h.padre_id
)
SELECT CAST(OBJ('data', OBJ('node', OBJ('id', t.id, 'codigo', t.codigo, 'nombre', t.nombre,
    'actividad', OBJ('codigo', t.a_codigo, 'nombre', t.a_nombre),
    'ancestros', (SELECT AGG(OBJ('codigo', codigo, 'nombre', nombre, 'nivel', nivel) ORDER BY profundidad)
        FROM arriba)))) AS TEXT) FROM t";
