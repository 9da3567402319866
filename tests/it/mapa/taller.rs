//! Maps with what sorting and searching find hard, and the writing of maps into a test's database.

use quipu::carga::{self, Forma};
use quipu::catalogo::{Archivos, EntidadCatalogo, embebido};
use quipu::domain::carga::UMBRAL_DE_REDONDEO;
use quipu::domain::modelo::{Mapa, Matriz};
use quipu::generate::{Medidas, mapa};
use quipu::store;
use quipu::store::version::{self, Nueva, Origen};
use sea_orm::TransactionTrait;

use crate::support::base::{Base, ahora};

/// Names that differ in accents, case, signs of LIKE, length of their UTF-8, and nothing at all.
pub(super) const NOMBRES: [&str; 12] = [
    "Gestión de Ñandúes",
    "gestion de nandues",
    "Zócalo 100% al día",
    "zocalo 100x al dia",
    "Área_común",
    "área común",
    "Ruta C:\\Archivo",
    "Ruta C:/Archivo",
    "𝒜nexo fuera del plano básico",
    "�nexo de reemplazo",
    "ÉPOCA de pruebas",
    "Zz final",
];
const CODIGOS: [Option<&str>; 7] =
    [Some("M.01"), Some("m.01"), None, Some("Ñ.01"), Some("MO1.02"), Some("M.01_2"), Some("M.01%")];

/// A small map (no list of it passes 200 rows) with names, codes and figures that repeat, that are missing, and that
/// two collations would sort differently.
pub(crate) fn mapa_dificil(semilla: u64) -> Mapa {
    let medidas = Medidas { ejecuciones_por_tarea: 1..=1, ..Medidas::municipalidad().con_tareas(90) };
    let mut mapa = mapa(semilla, &medidas, &embebido().unwrap().catalogo);
    for (i, puesto) in mapa.puestos.iter_mut().enumerate() {
        NOMBRES[i % NOMBRES.len()].clone_into(&mut puesto.nombre);
        if i % 4 == 1 {
            puesto.ocupados = None;
        }
    }
    for (i, unidad) in mapa.unidades.iter_mut().enumerate() {
        unidad.sigla = (i % 3 != 0).then(|| ["ÑU", "OZ", "Oz"][i % 2 + usize::from(i % 5 == 0)].to_owned());
    }
    for matriz in &mut mapa.matrices {
        dificultar(matriz);
    }
    mapa
}

fn dificultar(matriz: &mut Matriz) {
    let codigo = |i: usize| CODIGOS[i % CODIGOS.len()].map(str::to_owned);
    let nombre = |i: usize| NOMBRES[i % NOMBRES.len()].to_owned();
    for (i, proceso) in matriz.procesos.iter_mut().enumerate() {
        (proceso.codigo, proceso.nombre) = (codigo(i), nombre(i));
        if i % 3 == 2 {
            proceso.tipo = None;
        }
    }
    for (i, actividad) in matriz.actividades.iter_mut().enumerate() {
        (actividad.codigo, actividad.nombre) = (codigo(i), nombre(i + 1));
    }
    for (i, tarea) in matriz.tareas.iter_mut().enumerate() {
        (tarea.codigo, tarea.nombre) = (codigo(i), nombre(i + 2));
    }
    for (i, ejecucion) in matriz.ejecuciones.iter_mut().enumerate() {
        match i % 6 {
            0 => ejecucion.ejecutor = Some(nombre(i / 6)),
            1 => (ejecucion.ejecutor, ejecucion.puesto, ejecucion.correlativo) = (None, None, None),
            2 => ejecucion.frecuencia = None,
            _ => {}
        }
    }
}

/// Writes a map as a published version of the entity of that code, which is made if it is not there.
pub(crate) async fn publicar(base: &Base, codigo: &str, mapa: &Mapa) {
    let db = base.conectar().await;
    let catalogo = store::catalogo::leer(&db).await.unwrap();
    let forma = Forma { origen: Origen::Generador, umbral: UMBRAL_DE_REDONDEO, ahora: ahora() };
    carga::publicar(&db, &catalogo, &entidad(codigo, &embebido().unwrap()), mapa, forma).await.unwrap();
    db.close().await.unwrap();
}

/// Writes a map as a draft of an entity that is there, and tells its number.
pub(crate) async fn borrador(base: &Base, codigo: &str, mapa: &Mapa) -> i32 {
    let db = base.conectar().await;
    let catalogo = store::catalogo::leer(&db).await.unwrap();
    let entidad = store::entidad::por_codigo(&db, codigo).await.unwrap().unwrap();
    let hallazgos = quipu::domain::revision::revisar(mapa);
    let nueva = Nueva {
        mapa,
        hallazgos: &hallazgos,
        origen: Origen::Importacion,
        archivo: Some("libro.xlsx".to_owned()),
        sha256: None,
        informe: None,
        umbral: UMBRAL_DE_REDONDEO,
        creada_en: ahora(),
    };
    let txn = db.begin().await.unwrap();
    let numero = version::crear(&txn, entidad.id, &nueva, &catalogo).await.unwrap();
    txn.commit().await.unwrap();
    db.close().await.unwrap();
    numero
}

fn entidad(codigo: &str, archivos: &Archivos) -> EntidadCatalogo {
    EntidadCatalogo {
        codigo: codigo.to_owned(),
        nombre: format!("Entidad de prueba {codigo}"),
        clasificacion: "GOBIERNO_LOCAL".to_owned(),
        nivel_gobierno: "LOCAL".to_owned(),
        sector: archivos.sectores[0].codigo.clone(),
        demostracion: true,
        ..EntidadCatalogo::default()
    }
}
