//! The report as text for people.

use std::fmt;

use super::cabecera::TituloDeColumna;
use super::informe::{Informe, InformeHoja, Totales};
use crate::domain::hallazgo::Severidad;

impl fmt::Display for Informe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for hoja in &self.hojas {
            write!(f, "{hoja}")?;
        }
        write!(f, "{}", self.totales)?;
        if self.hallazgos.is_empty() {
            return writeln!(f, "Sin hallazgos.");
        }
        writeln!(f, "Hallazgos:")?;
        for conteo in &self.hallazgos {
            let severidad = match conteo.severidad {
                Severidad::Error => "error",
                Severidad::Advertencia => "advertencia",
                Severidad::Info => "información",
            };
            write!(f, "  {} × {} ({severidad})", conteo.cantidad, conteo.codigo)?;
            if !conteo.celdas.is_empty() {
                let mas = if conteo.cantidad > conteo.celdas.len() { " …" } else { "" };
                write!(f, " en {}{mas}", conteo.celdas.join(", "))?;
            }
            writeln!(f, ": {}", conteo.ejemplo)?;
        }
        Ok(())
    }
}

impl fmt::Display for InformeHoja {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let oculta = if self.oculta { " (oculta)" } else { "" };
        write!(f, "Hoja «{}»{oculta}: {}", self.hoja, self.papel)?;
        let Some(titulos) = self.fila_de_titulos else {
            return writeln!(f, ".");
        };
        writeln!(f, "; títulos en la fila {titulos}.")?;
        let columnas: Vec<String> = self.columnas.0.iter().map(|(campo, letra)| format!("{letra} {campo}")).collect();
        if !columnas.is_empty() {
            writeln!(f, "  Columnas: {}.", columnas.join(", "))?;
        }
        if !self.columnas_no_reconocidas.is_empty() {
            writeln!(f, "  No reconocidas: {}.", titulos_en_linea(&self.columnas_no_reconocidas))?;
        }
        if !self.columnas_descartadas.is_empty() {
            writeln!(f, "  Descartadas por traer datos personales: {}.", titulos_en_linea(&self.columnas_descartadas))?;
        }
        let completadas = match self.filas_completadas {
            0 => String::new(),
            n => format!(" ({n} completadas con las filas de arriba)"),
        };
        let omitidas: usize = self.filas_omitidas.iter().map(|o| o.cantidad).sum();
        writeln!(
            f,
            "  Filas: {} leídas, {} usadas{completadas}, {omitidas} omitidas.",
            self.filas_leidas, self.filas_usadas
        )?;
        for omision in &self.filas_omitidas {
            let filas: Vec<String> = omision.filas.iter().map(u32::to_string).collect();
            let mas = if omision.cantidad > filas.len() { " …" } else { "" };
            writeln!(f, "    {} × {} (filas {}{mas})", omision.cantidad, omision.motivo, filas.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Totales {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Unidades: {}. Puestos: {}, con {} ocupados.", self.unidades, self.puestos, self.ocupados)?;
        for matriz in &self.matrices {
            let niveles: Vec<String> =
                matriz.procesos.iter().map(|(nivel, n)| format!("{n} de nivel {nivel}")).collect();
            writeln!(
                f,
                "Matriz {}: procesos {}; {} actividades, {} tareas, {} ejecuciones ({} con tiempos, {} sin ellos); {} horas al mes, {} servidores.",
                matriz.matriz,
                if niveles.is_empty() { "ninguno".to_owned() } else { niveles.join(", ") },
                matriz.actividades,
                matriz.tareas,
                matriz.ejecuciones,
                matriz.con_tiempos,
                matriz.sin_tiempos,
                matriz.horas,
                matriz.servidores
            )?;
        }
        Ok(())
    }
}

fn titulos_en_linea(titulos: &[TituloDeColumna]) -> String {
    titulos.iter().map(|t| format!("{} «{}»", t.letra, t.titulo)).collect::<Vec<_>>().join(", ")
}
