//! Four entities with versions in every state, each text marked; and the raw rows, read past the program.

use quipu::domain::hallazgo::{Hallazgo, Severidad};
use quipu::domain::modelo::Mapa;
use quipu::generate::{Actual, Medidas, mapa};
use quipu::schema::QuipuSchema;
use quipu::store::version::{self, Nueva, Origen, enviar, publicar};
use quipu::store::{catalogo, entidad};
use rust_decimal::dec;
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement, TransactionTrait};
use serde_json::Value;

use super::quienes::{Quien, TODO};
use crate::support::base::{Contenido, ahora, en_ambas};
use crate::support::server::Server;
use crate::support::token::{WITH_SECRET, development, development_for};

/// What becomes of a version once it is written.
#[derive(Clone, Copy)]
enum Suerte {
    Borrador,
    Enviado,
    Publicado,
}

/// Superseded and current, drafts before and after the current one, sent and not; an entity with a draft alone, and one
/// with nothing.
const HISTORIA: [(&str, &[Suerte]); 4] = [
    ("ALFA", &[Suerte::Publicado, Suerte::Borrador, Suerte::Publicado, Suerte::Borrador, Suerte::Enviado]),
    ("BETA", &[Suerte::Publicado, Suerte::Enviado]),
    ("GAMA", &[Suerte::Borrador]),
    ("DELTA", &[]),
];

/// A version as the database holds it.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) entidad: i64,
    pub(super) codigo: String,
    pub(super) numero: i64,
    pub(super) publicada: bool,
    pub(super) vigente: bool,
    pub(super) enviada: bool,
}

/// A server, and what its database holds.
pub(super) struct Mundo {
    pub(super) servidor: Server<QuipuSchema>,
    pub(super) db: DatabaseConnection,
    pub(super) versiones: Vec<Version>,
    /// Ids of every kind of object of every version.
    pub(super) ids: Vec<String>,
    sector: String,
}

/// The same world on each engine.
pub(super) async fn en_ambos() -> Vec<Mundo> {
    let mut mundos = Vec::new();
    for base in en_ambas(Contenido::Catalogos).await {
        let db = base.conectar().await;
        let sector = escribir(&db).await;
        let servidor = Server::quipu_with(base, &[&WITH_SECRET[..], &["--max-batch", "2"]].concat()).await;
        let mut mundo = Mundo { servidor, versiones: versiones(&db).await, db, ids: Vec::new(), sector };
        mundo.ids = mundo.todos_los_ids().await;
        mundos.push(mundo);
    }
    mundos
}

/// Writes the world and tells the sector of its first two entities.
async fn escribir(db: &DatabaseConnection) -> String {
    let catalogo = catalogo::leer(db).await.unwrap();
    for (i, (codigo, suertes)) in HISTORIA.iter().enumerate() {
        // Two to a sector.
        let alta = format!(
            "INSERT INTO entidad (id, codigo, nombre, clave, clasificacion, nivel_gobierno, sector_id, demostracion) SELECT \
             {}, '{codigo}', 'Entidad {codigo}', 'entidad {codigo}', 'OTRA', 1, MIN(id) + {}, TRUE FROM sector",
            9_000 + i,
            i / 2
        );
        db.execute_unprepared(&alta).await.unwrap();
        for (numero, suerte) in (1_i32..).zip(*suertes) {
            let marca = marca(codigo, numero);
            let tareas = 20 + 3 * usize::try_from(numero).unwrap();
            let medidas = Medidas::menor().con_tareas(tareas).con_actual(Actual::ConTiempos);
            let mut mapa = mapa(u64::from(numero.unsigned_abs()) + 100 * i as u64, &medidas, &catalogo);
            marcar(&mut mapa, &marca);
            guardar(db, codigo, &mapa, &marca).await;
            match suerte {
                Suerte::Borrador => 0,
                Suerte::Enviado => enviar(db, codigo, Some(numero), ahora()).await.unwrap(),
                Suerte::Publicado => publicar(db, codigo, Some(numero), ahora()).await.unwrap(),
            };
        }
    }
    let sector = filas(db, "SELECT codigo FROM sector ORDER BY id LIMIT 1").await;
    sector[0].try_get("", "codigo").unwrap()
}

async fn guardar(db: &DatabaseConnection, codigo: &str, mapa: &Mapa, marca: &str) {
    let catalogo = catalogo::leer(db).await.unwrap();
    let hallazgo = |mensaje: &str| Hallazgo {
        codigo: "CORRELATIVO_INEXISTENTE",
        severidad: Severidad::Advertencia,
        hoja: Some(marca.to_owned()),
        celda: None,
        mensaje: format!("{mensaje} {marca}"),
        valor: Some(marca.to_owned()),
    };
    let nueva = Nueva {
        mapa,
        hallazgos: &[hallazgo("uno"), hallazgo("dos")],
        origen: Origen::Importacion,
        archivo: Some(format!("{marca}.xlsx")),
        sha256: None,
        informe: Some(format!("{{\"m\":\"{marca}\"}}")),
        umbral: dec!(0.55),
        creada_en: ahora(),
    };
    let txn = db.begin().await.unwrap();
    let fila = entidad::por_codigo(&txn, codigo).await.unwrap().unwrap();
    version::crear(&txn, fila.id, &nueva, &catalogo).await.unwrap();
    txn.commit().await.unwrap();
}

/// What every text of a version carries.
pub(super) fn marca(codigo: &str, numero: impl std::fmt::Display) -> String {
    format!("ZZ{codigo}V{numero}ZZ")
}

fn marcar(mapa: &mut Mapa, marca: &str) {
    let texto = |texto: &mut String| *texto = format!("{texto} {marca}");
    let quiza = |opcion: &mut Option<String>| *opcion = Some(format!("{} {marca}", opcion.clone().unwrap_or_default()));
    for unidad in &mut mapa.unidades {
        texto(&mut unidad.nombre);
        quiza(&mut unidad.sigla);
    }
    for puesto in &mut mapa.puestos {
        texto(&mut puesto.nombre);
        for campo in [
            &mut puesto.regimen_texto,
            &mut puesto.cargo_estructural,
            &mut puesto.clasificacion_cargo,
            &mut puesto.funciones,
            &mut puesto.nombre_ajustado,
        ] {
            quiza(campo);
        }
    }
    for entrada in &mut mapa.no_medidos {
        quiza(&mut entrada.sustento);
    }
    for matriz in &mut mapa.matrices {
        quiza(&mut matriz.hoja);
        for proceso in &mut matriz.procesos {
            texto(&mut proceso.nombre);
            quiza(&mut proceso.codigo);
        }
        for actividad in &mut matriz.actividades {
            texto(&mut actividad.nombre);
            quiza(&mut actividad.codigo);
        }
        for tarea in &mut matriz.tareas {
            texto(&mut tarea.nombre);
            quiza(&mut tarea.codigo);
        }
        for ejecucion in &mut matriz.ejecuciones {
            quiza(&mut ejecucion.ejecutor);
            quiza(&mut ejecucion.propuesto.nombre);
        }
    }
}

async fn versiones(db: &DatabaseConnection) -> Vec<Version> {
    let sql = "SELECT CAST(v.entidad_id AS BIGINT) AS e, c.codigo AS c, CAST(v.numero AS BIGINT) AS n, v.estado = 2 AS p, \
               v.vigente AS g, v.enviada_en IS NOT NULL AS s FROM version v JOIN entidad c ON c.id = v.entidad_id";
    let filas = filas(db, sql).await;
    assert_eq!(filas.len(), 8);
    let version = |fila: &QueryResult| Version {
        entidad: fila.try_get("", "e").unwrap(),
        codigo: fila.try_get("", "c").unwrap(),
        numero: fila.try_get("", "n").unwrap(),
        publicada: fila.try_get("", "p").unwrap(),
        vigente: fila.try_get("", "g").unwrap(),
        enviada: fila.try_get("", "s").unwrap(),
    };
    filas.iter().map(version).collect()
}

/// Raw rows.
pub(super) async fn filas(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap()
}

impl Mundo {
    /// A version that is there.
    pub(super) fn version(&self, entidad: i64, numero: i64) -> &Version {
        let hallada = self.versiones.iter().find(|v| v.entidad == entidad && v.numero == numero);
        hallada.unwrap_or_else(|| panic!("there is no {entidad}.{numero}"))
    }

    /// The token of a requester, if it has one.
    pub(super) fn credencial(&self, quien: &Quien) -> Option<String> {
        let roles: Vec<String> = quien.roles.iter().map(|rol| rol.replace("SECTOR", &self.sector)).collect();
        let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
        (!roles.is_empty()).then(|| development(&self.servidor.base, "alguien", &roles))
    }

    /// The token of one who could read everything an hour ago.
    pub(super) fn vencido(&self) -> String {
        development_for(&self.servidor.base, "alguien", TODO.roles, -3600)
    }

    /// A whole answer, errors included.
    pub(super) async fn preguntar(&self, quien: &Quien, documento: &str) -> Value {
        match self.credencial(quien) {
            Some(token) => self.servidor.graphql_as(&token, documento).await.json(),
            None => self.servidor.graphql(documento).await.json(),
        }
    }

    async fn todos_los_ids(&self) -> Vec<String> {
        const DE_MATRIZ: [&str; 5] = ["procesos", "actividades", "tareas", "ejecuciones", "puestosPropuestos"];
        let mut ids = Vec::new();
        for version in &self.versiones {
            let en_matriz = DE_MATRIZ.map(|lista| format!("{lista}(first: 25) {{ nodes {{ id }} }}")).join(" ");
            let documento = format!(
                "{{ entidad(codigo: \"{}\") {{ version(version: {{ numero: {} }}) {{ id hallazgos {{ nodes {{ id }} }} \
                 unidades {{ nodes {{ id }} }} puestos {{ nodes {{ id }} }} matriz {{ id {en_matriz} }} }} }} }}",
                version.codigo, version.numero
            );
            let respuesta = self.preguntar(&TODO, &documento).await;
            juntar(&respuesta["data"], &mut ids);
        }
        assert!(ids.len() > 800, "{}", ids.len());
        ids
    }
}

fn juntar(valor: &Value, ids: &mut Vec<String>) {
    match valor {
        Value::Object(campos) => {
            ids.extend(campos.get("id").and_then(Value::as_str).map(str::to_owned));
            campos.values().for_each(|campo| juntar(campo, ids));
        }
        Value::Array(elementos) => elementos.iter().for_each(|elemento| juntar(elemento, ids)),
        _ => {}
    }
}
