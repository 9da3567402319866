//! Putting entities with their maps into the database: the demonstration and synthetic data.

use anyhow::Context;
use chrono::{DateTime, Utc};
use quipu_entities::servicio;
use quipu_migration::{Migrator, MigratorTrait};
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TransactionTrait};

use crate::catalogo::{Archivos, EntidadCatalogo};
use crate::config::Config;
use crate::domain::catalogo::Catalogo;
use crate::domain::modelo::Mapa;
use crate::generate::{self, Lugar, Registros};
use crate::store::escritura::{self, Autor, Escritor, Escritura, Pedido};
use crate::store::version::{self, Nueva, Origen};
use crate::store::{self, Alcance, StoreError};
use crate::workbook;

/// What to do with a database that has not the schema of the program.
pub const SIN_PREPARAR: &str = "the database is not prepared: run «quipu migrate»";

/// Whether the database has the schema of the program. Writes nothing to know it.
pub async fn preparada(db: &DatabaseConnection) -> bool {
    let sql = Statement::from_string(db.get_database_backend(), "SELECT COUNT(*) AS n FROM seaql_migrations");
    let fila = db.query_one_raw(sql).await.ok().flatten();
    let hechas = fila.and_then(|fila| fila.try_get::<i64>("", "n").ok());
    hechas == i64::try_from(Migrator::migrations().len()).ok()
}

/// Brings the schema and the role that reads up to date and, in a new database, loads the catalogues. Returns whether it
/// was new.
pub async fn preparar(db: &DatabaseConnection, config: &Config) -> anyhow::Result<bool> {
    Migrator::up(db, None).await.context("cannot bring the database schema up to date")?;
    match config.db_reader_role.name() {
        Some(rol) => store::muro::preparar(db, rol).await?,
        None if db.get_database_backend() == DbBackend::Postgres => {
            tracing::warn!("requests read without row-level security (QUIPU_DB_READER_ROLE=no)");
        }
        None => {}
    }
    let nueva = store::entidad::ninguna(db).await?;
    if nueva {
        store::catalogo::cargar(db, &archivos(config)?).await.context("cannot load the catalogues")?;
    }
    Ok(nueva)
}

/// The catalogue files that the configuration names.
pub fn archivos(config: &Config) -> anyhow::Result<Archivos> {
    let archivos = match &config.catalogs {
        Some(carpeta) => crate::catalogo::de_carpeta(carpeta),
        None => crate::catalogo::embebido(),
    };
    archivos.context("a catalogue file cannot be used")
}

/// How entities that come with their map are written.
#[derive(Debug, Clone, Copy)]
pub struct Forma {
    /// Where the maps come from.
    pub origen: Origen,
    /// Rounding threshold of their figures.
    pub umbral: Decimal,
    /// Now.
    pub ahora: DateTime<Utc>,
}

/// Loads the demonstration: invented entities, and the manual's worked example read from its own workbook.
pub async fn demostracion(db: &DatabaseConnection, config: &Config, ahora: DateTime<Utc>) -> anyhow::Result<()> {
    let archivos = archivos(config)?;
    let catalogo = store::catalogo::leer(db).await?;
    let forma = Forma { origen: Origen::Demostracion, umbral: config.rounding_threshold, ahora };
    for (entidad, mapa) in crate::generate::demo(&archivos) {
        publicar(db, &catalogo, &entidad, &mapa, forma).await.context("cannot write the demonstration")?;
    }
    let limites = workbook::Limites::default();
    let mut lectura = workbook::leer(MANUAL_LIBRO.to_vec(), &catalogo, &limites).context("the manual's workbook")?;
    workbook::leer_no_medidos(MANUAL_NO_MEDIDOS, &mut lectura.mapa).context("the manual's entered numbers")?;
    publicar(db, &catalogo, &manual(&archivos), &lectura.mapa, forma)
        .await
        .context("cannot write the manual's example")?;
    crate::demostracion::cargar(db, ahora).await.context("cannot write the records of the demonstration")?;
    contar_filas(db).await
}

/// Has the database look at its tables after much was written: it plans by their sizes. Until PostgreSQL's own daemon
/// looks, a minute later, it plans as if they were empty, and an explanation takes fifteen times as long.
pub async fn contar_filas(db: &DatabaseConnection) -> anyhow::Result<()> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => "PRAGMA analysis_limit = 1000; ANALYZE",
        _ => "ANALYZE",
    };
    db.execute_unprepared(sql).await.context("cannot count the rows of the tables")?;
    Ok(())
}

const MANUAL_LIBRO: &[u8] = include_bytes!("../demo/matriz_dimensionamiento.xlsx");
const MANUAL_NO_MEDIDOS: &str = include_str!("../demo/dotacion_no_medida.csv");

/// The entity of the manual's worked example.
fn manual(archivos: &Archivos) -> EntidadCatalogo {
    EntidadCatalogo {
        codigo: "DEMO-MANUAL".to_owned(),
        sigla: Some("MANUAL".to_owned()),
        nombre: "Entidad del ejemplo del Manual (demostración)".to_owned(),
        clasificacion: "ORGANISMO_TECNICO_ESPECIALIZADO".to_owned(),
        nivel_gobierno: "NACIONAL".to_owned(),
        sector: archivos.sectores.first().map(|sector| sector.codigo.clone()).unwrap_or_default(),
        demostracion: true,
        ..EntidadCatalogo::default()
    }
}

/// Writes an entity and publishes its map.
pub async fn publicar(
    db: &DatabaseConnection,
    catalogo: &Catalogo,
    entidad: &EntidadCatalogo,
    mapa: &Mapa,
    forma: Forma,
) -> Result<(), StoreError> {
    let txn = db.begin().await?;
    let sectores = store::entidad::sectores(&txn).await?;
    let ids = store::entidad::cargar_entidades(&txn, std::slice::from_ref(entidad), &sectores).await?;
    let hallazgos = crate::domain::revision::revisar(mapa);
    let nueva = Nueva {
        mapa,
        hallazgos: &hallazgos,
        origen: forma.origen,
        archivo: None,
        sha256: None,
        informe: None,
        umbral: forma.umbral,
        creada_en: forma.ahora,
    };
    let numero = version::crear(&txn, ids[&entidad.codigo], &nueva, catalogo).await?;
    let fila = store::entidad::por_codigo(&txn, &entidad.codigo).await?;
    let fila = fila.ok_or_else(|| StoreError::EntidadInexistente(entidad.codigo.clone()))?;
    version::publicar_en(&txn, &fila, Some(numero), forma.ahora).await?;
    txn.commit().await?;
    Ok(())
}

/// Makes records with so many releases around the map of an entity, and writes them through the writing door in one
/// transaction. Answers how many they are.
pub async fn registrar(
    db: &DatabaseConnection,
    (codigo, semilla, entregas): (&str, u64, usize),
    (mapa, catalogo): (&Mapa, &Catalogo),
    ahora: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let entidad = store::entidad::por_codigo(db, codigo).await?;
    let entidad = entidad.ok_or_else(|| StoreError::EntidadInexistente(codigo.to_owned()))?;
    let autor = Autor::de_comando("generate", escritura::Origen::Operador, ahora);
    let mut escritos = 0;
    let trabajo = async |escritura: &mut Escritura| {
        let ultimo_id = escritura.ultimo_id();
        let lugar = Lugar { mapa, catalogo, ultimo_id };
        let registros =
            generate::registros(semilla, entregas, &lugar).map_err(|error| DbErr::Json(error.to_string()))?;
        let primero = registros.servicios.first().cloned().ok_or(StoreError::RegistroInexistente)?;
        escribir(escritura, registros).await?;
        escritos = escritura.ultimo_id() - ultimo_id;
        Ok(primero)
    };
    let escritor = Escritor::nuevo(db.clone(), Alcance::Todas, autor);
    escritor.escribir::<servicio::Entity>(entidad.id, &Pedido::nuevo(None, ""), trabajo).await?;
    Ok(escritos)
}

/// Writes what others hang from before them.
async fn escribir(escritura: &mut Escritura, registros: Registros) -> Result<(), StoreError> {
    use quipu_entities as tabla;
    escritura.crear_todos::<tabla::servicio::Entity>(registros.servicios).await?;
    escritura.crear_todos::<tabla::cliente::Entity>(registros.clientes).await?;
    escritura.crear_todos::<tabla::politica_entrega::Entity>(registros.politicas).await?;
    escritura.crear_todos::<tabla::unidad_entrega::Entity>(registros.unidades).await?;
    escritura.crear_todos::<tabla::paquete::Entity>(registros.paquetes).await?;
    escritura.crear_todos::<tabla::entrega::Entity>(registros.entregas).await?;
    escritura.crear_todos::<tabla::prueba::Entity>(registros.pruebas).await?;
    escritura.crear_todos::<tabla::despliegue::Entity>(registros.despliegues).await?;
    escritura.crear_todos::<tabla::linea_base::Entity>(registros.lineas_base).await?;
    escritura.crear_todos::<tabla::asignacion_rol_entrega::Entity>(registros.roles_de_entrega).await?;
    escritura.crear_todos::<tabla::registro_guardado::Entity>(registros.guardados).await?;
    escritura.crear_todos::<tabla::documento::Entity>(registros.documentos).await?;
    escritura.crear_todos::<tabla::asignacion_de_rol::Entity>(registros.asignaciones).await?;
    escritura.crear_todos::<tabla::servicio_priorizado::Entity>(registros.priorizados).await?;
    escritura.crear_todos::<tabla::evaluacion::Entity>(registros.evaluaciones).await?;
    escritura.crear_todos::<tabla::miembro_equipo::Entity>(registros.equipo).await?;
    escritura.crear_todos::<tabla::calificacion::Entity>(registros.calificaciones).await?;
    escritura.crear_todos::<tabla::brecha_calidad::Entity>(registros.brechas).await?;
    escritura.crear_todos::<tabla::mejora::Entity>(registros.mejoras).await?;
    escritura.crear_todos::<tabla::medicion_conductor::Entity>(registros.mediciones).await?;
    escritura.crear_todos::<tabla::informe_calidad::Entity>(registros.informes).await?;
    escritura.crear_todos::<tabla::leccion_aprendida::Entity>(registros.lecciones).await
}
