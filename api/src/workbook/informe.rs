//! The report of an import: what was done with every sheet, every column and every row.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::cabecera::{Cabecera, TituloDeColumna};
use super::filas::Motivo;
use super::pestana::Papel;
use super::registro::Tabla;
use crate::domain::carga;
use crate::domain::columna::Columnas;
use crate::domain::hallazgo::{Hallazgo, Severidad};
use crate::domain::modelo::{Mapa, Matriz, TipoMatriz};

/// First rows shown for each reason.
const MAX_FILAS: usize = 10;
/// First cells shown for each code of finding.
const MAX_CELDAS: usize = 5;

/// What was read, what was not and why. As JSON through serde, as text through `Display`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Informe {
    /// Every sheet of the workbook, in its order.
    pub hojas: Vec<InformeHoja>,
    /// What the map holds.
    pub totales: Totales,
    /// Findings by code.
    pub hallazgos: Vec<ConteoHallazgo>,
}

/// What was done with one sheet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct InformeHoja {
    /// Name of the sheet.
    pub hoja: String,
    /// What it was taken for: `mapeo de puestos`, `matriz de procesos actual`, `ignorada`, `no reconocida` …
    pub papel: String,
    /// It is hidden in the workbook.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub oculta: bool,
    /// Row of the titles (the last one when they take several).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fila_de_titulos: Option<u32>,
    /// Columns used: meaning → letter.
    pub columnas: Columnas,
    /// Columns with a title that means nothing here.
    pub columnas_no_reconocidas: Vec<TituloDeColumna>,
    /// Columns with data of persons: nothing of them was kept.
    pub columnas_descartadas: Vec<TituloDeColumna>,
    /// Rows below the titles up to the last with data: used + skipped.
    pub filas_leidas: usize,
    /// Rows used.
    pub filas_usadas: usize,
    /// Used rows in which something was taken from the row above.
    pub filas_completadas: usize,
    /// Rows skipped, by reason.
    pub filas_omitidas: Vec<Omision>,
}

/// Rows skipped for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Omision {
    /// Why.
    pub motivo: String,
    /// How many.
    pub cantidad: usize,
    /// The first ones.
    pub filas: Vec<u32>,
}

/// What the map holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Totales {
    /// Órganos and unidades.
    pub unidades: usize,
    /// Puestos of the mapeo.
    pub puestos: usize,
    /// Σ occupied positions.
    pub ocupados: i64,
    /// The matrices.
    pub matrices: Vec<TotalesDeMatriz>,
}

/// What one matrix holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TotalesDeMatriz {
    /// `actual` or `ajustada`.
    pub matriz: &'static str,
    /// Processes of each level.
    pub procesos: BTreeMap<i16, usize>,
    /// Activities.
    pub actividades: usize,
    /// Tasks.
    pub tareas: usize,
    /// Executions: the rows of the matrix.
    pub ejecuciones: usize,
    /// Executions with frequency and duration.
    pub con_tiempos: usize,
    /// Executions without one or the other.
    pub sin_tiempos: usize,
    /// Σ frequency × duration.
    pub horas: Decimal,
    /// Σ servidores, raw.
    pub servidores: Decimal,
}

/// How often a finding was made.
#[derive(Debug, Clone, Serialize)]
pub struct ConteoHallazgo {
    /// Its code.
    pub codigo: &'static str,
    /// How much it matters.
    pub severidad: Severidad,
    /// How often.
    pub cantidad: usize,
    /// The first cells.
    pub celdas: Vec<String>,
    /// The first sentence.
    pub ejemplo: String,
}

impl InformeHoja {
    pub(super) fn nuevo(hoja: &str, papel: &str) -> Self {
        Self { hoja: hoja.to_owned(), papel: papel.to_owned(), ..Self::default() }
    }

    pub(super) fn con_cabecera(hoja: &str, papel: Papel, cabecera: &Cabecera) -> Self {
        Self {
            fila_de_titulos: Some(cabecera.filas.1),
            columnas: cabecera.letras(),
            columnas_no_reconocidas: cabecera.no_reconocidas.clone(),
            columnas_descartadas: cabecera.personales.iter().map(|(_, titulo)| titulo.clone()).collect(),
            ..Self::nuevo(hoja, papel.texto())
        }
    }

    /// Counts the rows without any cell between the titles and the last row with data; the number of that one.
    pub(super) fn contar_blancos(&mut self, tabla: &Tabla<'_>) -> u32 {
        let mut anterior = tabla.cabecera.filas.1;
        for fila in tabla.filas() {
            for blanca in (anterior + 1..fila.numero).take(MAX_FILAS) {
                self.anotar_fila(Motivo::EnBlanco, blanca);
            }
            let huecos = (fila.numero - anterior).saturating_sub(1) as usize;
            self.omision(Motivo::EnBlanco, huecos);
            anterior = fila.numero;
        }
        anterior
    }

    pub(super) fn omitir(&mut self, motivo: Motivo, fila: u32) {
        self.anotar_fila(motivo, fila);
        self.omision(motivo, 1);
    }

    pub(super) fn usar(&mut self) {
        self.filas_leidas += 1;
        self.filas_usadas += 1;
    }

    pub(super) fn completar(&mut self) {
        self.filas_completadas += 1;
    }

    fn de(&mut self, motivo: Motivo) -> Option<&mut Omision> {
        let i = self.filas_omitidas.iter().position(|o| o.motivo == motivo.texto()).unwrap_or_else(|| {
            self.filas_omitidas.push(Omision { motivo: motivo.texto().to_owned(), ..Omision::default() });
            self.filas_omitidas.len() - 1
        });
        self.filas_omitidas.get_mut(i)
    }

    fn anotar_fila(&mut self, motivo: Motivo, fila: u32) {
        if let Some(omision) = self.de(motivo)
            && omision.filas.len() < MAX_FILAS
        {
            omision.filas.push(fila);
        }
    }

    fn omision(&mut self, motivo: Motivo, cantidad: usize) {
        if cantidad == 0 {
            return;
        }
        self.filas_leidas += cantidad;
        if let Some(omision) = self.de(motivo) {
            omision.cantidad += cantidad;
        }
    }
}

impl Totales {
    /// Counts and sums of a map.
    pub fn de(mapa: &Mapa) -> Self {
        Self {
            unidades: mapa.unidades.len(),
            puestos: mapa.puestos.len(),
            ocupados: mapa.puestos.iter().filter_map(|p| p.ocupados).map(i64::from).sum(),
            matrices: mapa.matrices.iter().map(TotalesDeMatriz::de).collect(),
        }
    }
}

impl TotalesDeMatriz {
    fn de(matriz: &Matriz) -> Self {
        let mut procesos = BTreeMap::new();
        for proceso in &matriz.procesos {
            *procesos.entry(proceso.nivel).or_insert(0) += 1;
        }
        let con_tiempos: Vec<Decimal> =
            matriz.ejecuciones.iter().filter_map(|e| e.frecuencia?.checked_mul(e.duracion?)).collect();
        let horas = con_tiempos.iter().fold(Decimal::ZERO, |suma, h| suma.saturating_add(*h));
        Self {
            matriz: match matriz.tipo {
                TipoMatriz::Actual => "actual",
                TipoMatriz::Ajustada => "ajustada",
            },
            procesos,
            actividades: matriz.actividades.len(),
            tareas: matriz.tareas.len(),
            ejecuciones: matriz.ejecuciones.len(),
            con_tiempos: con_tiempos.len(),
            sin_tiempos: matriz.ejecuciones.len() - con_tiempos.len(),
            horas: horas.normalize(),
            servidores: carga::servidores(horas),
        }
    }
}

/// Findings by code, worst and most frequent first.
pub(super) fn contar(hallazgos: &[Hallazgo]) -> Vec<ConteoHallazgo> {
    let mut conteos: Vec<ConteoHallazgo> = Vec::new();
    for hallazgo in hallazgos {
        let i = conteos.iter().position(|c| c.codigo == hallazgo.codigo).unwrap_or_else(|| {
            conteos.push(ConteoHallazgo {
                codigo: hallazgo.codigo,
                severidad: hallazgo.severidad,
                cantidad: 0,
                celdas: Vec::new(),
                ejemplo: hallazgo.mensaje.clone(),
            });
            conteos.len() - 1
        });
        let Some(conteo) = conteos.get_mut(i) else {
            continue;
        };
        conteo.cantidad += 1;
        if let (true, Some(celda)) = (conteo.celdas.len() < MAX_CELDAS, &hallazgo.celda) {
            let hoja = hallazgo.hoja.as_deref().map_or(String::new(), |h| format!("{h}!"));
            conteo.celdas.push(format!("{hoja}{celda}"));
        }
    }
    conteos.sort_by_key(|c| (std::cmp::Reverse(c.severidad), std::cmp::Reverse(c.cantidad), c.codigo));
    conteos
}
