//! The process map around the characterisation that the demonstration shows: an invented contact centre.

use rust_decimal::{Decimal, dec};

use crate::catalogo::{Archivos, EntidadCatalogo};
use crate::domain::modelo::{
    Actividad, Ejecucion, Mapa, Matriz, Proceso, Propuesto, Puesto, TipoMatriz, TipoProceso, Unidad,
};

const COORDINADOR: &str = "Coordinador de implementación";
const ANALISTA: &str = "Analista comercial";

/// Processes: code, name, type, and the place of the one above.
const PROCESOS: [(&str, &str, TipoProceso, Option<usize>); 6] = [
    ("E.01", "Direccionamiento y calidad", TipoProceso::Estrategico, None),
    ("M.01", "Gestión de campañas", TipoProceso::Misional, None),
    ("M.01.01", "Gestión comercial", TipoProceso::Misional, Some(1)),
    ("M.01.02", "Implementación", TipoProceso::Misional, Some(1)),
    ("M.01.03", "Operación", TipoProceso::Misional, Some(1)),
    ("S.01", "Gestión de personas", TipoProceso::Soporte, None),
];

/// Activities of the implementation: name, executor, times a month, hours.
const ACTIVIDADES: [(&str, &str, Decimal, Decimal); 9] = [
    ("Recepción de Implementación", ANALISTA, dec!(4), dec!(3)),
    ("Recepción Cierre Campaña", ANALISTA, dec!(1), dec!(2)),
    ("Cronograma Implementación", COORDINADOR, dec!(4), dec!(6)),
    ("Reunión de Seguimiento Interno", COORDINADOR, dec!(16), dec!(1)),
    ("Reunión de Seguimiento con el cliente", COORDINADOR, dec!(8), dec!(1.5)),
    ("Set de Pruebas", COORDINADOR, dec!(4), dec!(8)),
    ("Salida Producción del Proyecto", COORDINADOR, dec!(4), dec!(4)),
    ("Encuesta Satisfacción al cliente", COORDINADOR, dec!(4), dec!(0.5)),
    ("Estabilización y seguimiento al proyecto", COORDINADOR, dec!(4), dec!(10)),
];

/// The entity and its map.
pub(super) fn contacto(archivos: &Archivos) -> (EntidadCatalogo, Mapa) {
    let entidad = EntidadCatalogo {
        codigo: "DEMO-CONTACTO".to_owned(),
        sigla: Some("CONTACTO-DEMO".to_owned()),
        nombre: "Central de Contacto al Ciudadano (demostración)".to_owned(),
        clasificacion: "PROGRAMA_O_PROYECTO".to_owned(),
        nivel_gobierno: "NACIONAL".to_owned(),
        sector: archivos.sectores.first().map(|sector| sector.codigo.clone()).unwrap_or_default(),
        demostracion: true,
        ..EntidadCatalogo::default()
    };
    let matriz = Matriz {
        procesos: PROCESOS.iter().map(proceso).collect(),
        actividades: ACTIVIDADES.iter().zip(1..).map(|((nombre, ..), i)| actividad(nombre, i)).collect(),
        ejecuciones: ACTIVIDADES.iter().enumerate().map(ejecucion).collect(),
        ..Matriz::vacia(TipoMatriz::Ajustada)
    };
    let mapa = Mapa {
        unidades: vec![unidad("Dirección Comercial"), unidad("Dirección de Implementación")],
        puestos: vec![puesto("1", 0, ANALISTA, 1), puesto("2", 1, COORDINADOR, 2)],
        matrices: vec![matriz],
        ..Mapa::default()
    };
    (entidad, mapa)
}

fn proceso((codigo, nombre, tipo, padre): &(&str, &str, TipoProceso, Option<usize>)) -> Proceso {
    Proceso {
        padre: *padre,
        nivel: i16::from(padre.is_some()),
        codigo: Some((*codigo).to_owned()),
        nombre: (*nombre).to_owned(),
        tipo: Some(*tipo),
        fila: None,
    }
}

fn actividad(nombre: &str, i: usize) -> Actividad {
    Actividad { proceso: 3, codigo: Some(format!("M.01.02.{i:02}")), nombre: nombre.to_owned(), fila: None }
}

fn ejecucion((i, (_, ejecutor, veces, horas)): (usize, &(&str, &str, Decimal, Decimal))) -> Ejecucion {
    let cual = usize::from(*ejecutor == COORDINADOR);
    Ejecucion {
        actividad: i,
        unidad: Some(cual),
        puesto: Some(cual),
        correlativo: Some((cual + 1).to_string()),
        ejecutor: Some((*ejecutor).to_owned()),
        frecuencia: Some(*veces),
        duracion: Some(*horas),
        propuesto: Propuesto { grupo: Some("CO".to_owned()), ..Propuesto::default() },
        ..Ejecucion::default()
    }
}

fn unidad(nombre: &str) -> Unidad {
    Unidad {
        padre: None,
        sigla: None,
        nombre: nombre.to_owned(),
        naturaleza: Some("LINEA".to_owned()),
        nivel_organizacional: Some(2),
    }
}

fn puesto(correlativo: &str, unidad: usize, nombre: &str, ocupados: i32) -> Puesto {
    Puesto {
        correlativo: correlativo.to_owned(),
        unidad: Some(unidad),
        nombre: nombre.to_owned(),
        ocupados: Some(ocupados),
        ..Puesto::default()
    }
}
