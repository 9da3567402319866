//! Arguments of the aggregate: dimensions, measures, conditions and order over summed rows.

use std::cmp::Ordering;
use std::collections::HashMap;

use async_graphql::resolver_utils::EnumType;
use async_graphql::{Enum, InputObject};
use rust_decimal::Decimal as Cifra;

use crate::domain::medida::{Grano, Medida};
use crate::error::{ApiError, ErrorCode};
use crate::schema::orden::Direccion;
use crate::schema::scalar::Decimal;
use crate::store::dotacion::{Conteos, Dimension, Grupo, Valor};

/// Por qué se agrupa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "DotacionDimension", remote = "Dimension")]
pub enum DimensionDeDotacion {
    /// Sector del Estado.
    Sector,
    /// Ministerio con las entidades adscritas a él; una entidad sin adscripción se agrupa sola.
    GrupoMinisterial,
    /// Entidad.
    Entidad,
    /// Nivel de gobierno.
    NivelGobierno,
    /// Clase de entidad.
    Clasificacion,
    /// Naturaleza del órgano.
    Naturaleza,
    /// Órgano.
    Organo,
    /// Unidad orgánica.
    Unidad,
    /// Grupo de servidores civiles.
    Grupo,
    /// Familia de puestos.
    Familia,
    /// Rol de la familia.
    Rol,
    /// Nivel de carrera.
    Nivel,
    /// Régimen laboral del puesto actual.
    Regimen,
    /// Puesto propuesto en su unidad.
    Puesto,
    /// Tipo de proceso. Con una dimensión de proceso solo aplican las horas y los servidores.
    TipoProceso,
    /// Proceso de nivel 0.
    Macroproceso,
    /// Proceso de nivel 1.
    ProcesoNivel1,
    /// Proceso de nivel 2.
    ProcesoNivel2,
    /// Proceso del que cuelgan las actividades.
    Proceso,
}

/// Cifra de una fila.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "DotacionMedida")]
pub enum MedidaDeDotacion {
    /// Posiciones ocupadas.
    DotacionActual,
    /// Horas al mes antes del tiempo suplementario.
    Horas,
    /// Horas al mes con el tiempo suplementario.
    TotalTiempo,
    /// Servidores sin redondear.
    Servidores,
    /// Posiciones que la carga necesita.
    SegunCargas,
    /// Según cargas − actual.
    Brecha,
    /// Posiciones que faltan.
    Deficit,
    /// Posiciones que sobran.
    Superavit,
    /// Puestos propuestos.
    Puestos,
    /// Puestos propuestos cuya brecha falta.
    PuestosSinDato,
    /// Costo mensual de las posiciones ocupadas, en soles. Solo para quien puede leer las remuneraciones.
    CostoMensual,
    /// Procesos con actividades que los puestos de la fila ejecutan.
    Procesos,
    /// Actividades que los puestos de la fila ejecutan.
    Actividades,
    /// Tareas que los puestos de la fila ejecutan.
    Tareas,
    /// Ejecuciones con frecuencia y duración.
    EjecucionesConTiempo,
    /// Ejecuciones sin alguna de las dos.
    EjecucionesSinTiempo,
}

impl MedidaDeDotacion {
    /// The measure of a sum; `None` for what has to be counted.
    const fn sumada(self) -> Option<Medida> {
        Some(match self {
            Self::DotacionActual => Medida::DotacionActual,
            Self::Horas => Medida::Horas,
            Self::TotalTiempo => Medida::TotalTiempo,
            Self::Servidores => Medida::Servidores,
            Self::SegunCargas => Medida::SegunCargas,
            Self::Brecha => Medida::Brecha,
            Self::Deficit => Medida::Deficit,
            Self::Superavit => Medida::Superavit,
            Self::Puestos => Medida::Puestos,
            Self::PuestosSinDato => Medida::PuestosSinDato,
            Self::CostoMensual => Medida::CostoMensual,
            Self::EjecucionesConTiempo => Medida::EjecucionesConTiempo,
            Self::EjecucionesSinTiempo => Medida::EjecucionesSinTiempo,
            Self::Procesos | Self::Actividades | Self::Tareas => return None,
        })
    }

    /// Whether it has to be counted anew for each group.
    pub const fn se_cuenta(self) -> bool {
        self.sumada().is_none()
    }
}

/// Tells the measures of the groups of one question.
pub struct Medidor {
    /// At what grain they were summed.
    pub grano: Grano,
    /// What was counted, when some measure needs it.
    pub conteos: HashMap<Vec<Valor>, Conteos>,
}

impl Medidor {
    fn valor(&self, medida: MedidaDeDotacion, grupo: &Grupo) -> Option<Cifra> {
        if grupo.sin_datos {
            return None;
        }
        let conteo = || self.conteos.get(&grupo.clave).copied().unwrap_or_default();
        match medida {
            MedidaDeDotacion::Procesos => Some(conteo().procesos.into()),
            MedidaDeDotacion::Actividades => Some(conteo().actividades.into()),
            MedidaDeDotacion::Tareas => Some(conteo().tareas.into()),
            sumada => sumada.sumada()?.valor(&grupo.suma, self.grano),
        }
    }

    /// Positions of the groups that pass `tener`, sorted. Ties keep the order of the groups.
    pub fn elegir(&self, grupos: &[Grupo], tener: &[Tener], orden: &[OrdenDeDotacion]) -> Vec<usize> {
        let pasan = (0..grupos.len()).filter(|i| tener.iter().all(|condicion| condicion.cumple(&grupos[*i], self)));
        if orden.is_empty() {
            return pasan.collect();
        }
        let cifras = |i: usize| orden.iter().map(|criterio| self.valor(criterio.medida, &grupos[i])).collect();
        let mut filas: Vec<(usize, Box<[Option<Cifra>]>)> = pasan.map(|i| (i, cifras(i))).collect();
        filas.sort_by(|(_, a), (_, b)| comparar(orden, a, b));
        filas.into_iter().map(|(i, _)| i).collect()
    }
}

/// Compares two groups by their figures; what is missing comes last in both directions.
fn comparar(orden: &[OrdenDeDotacion], a: &[Option<Cifra>], b: &[Option<Cifra>]) -> Ordering {
    let por_medida = |((criterio, a), b): ((&OrdenDeDotacion, &Option<Cifra>), &Option<Cifra>)| match (a, b) {
        (Some(a), Some(b)) if criterio.direccion == Direccion::Desc => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    };
    orden.iter().zip(a).zip(b).map(por_medida).find(|orden| orden.is_ne()).unwrap_or(Ordering::Equal)
}

/// Refuses more conditions or criteria than there are measures.
pub fn comprobar_medidas(campo: &'static str, cuantas: usize) -> Result<(), ApiError> {
    let medidas = <MedidaDeDotacion as EnumType>::items().len();
    if cuantas <= medidas {
        return Ok(());
    }
    let mensaje = format!("«{campo}» lleva {cuantas} elementos y hay {medidas} medidas.");
    Err(ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", campo))
}

/// Condición sobre una medida de las filas ya sumadas.
#[derive(Debug, Clone, InputObject)]
#[graphql(name = "DotacionTener")]
pub struct Tener {
    /// La medida.
    pub medida: MedidaDeDotacion,
    /// Este valor o más.
    pub min: Option<Decimal>,
    /// Este valor o menos.
    pub max: Option<Decimal>,
    /// `true`: el dato falta o no aplica; `false`: se conoce.
    pub falta: Option<bool>,
}

impl Tener {
    /// Refuses a condition that says nothing.
    pub fn comprobar(&self) -> Result<(), ApiError> {
        let mensaje = match (&self.min, &self.max) {
            (None, None) if self.falta.is_none() => "Cada condición de «tener» necesita «min», «max» o «falta».",
            (Some(Decimal(min)), Some(Decimal(max))) if min > max => "En «tener», «min» es mayor que «max».",
            _ => return Ok(()),
        };
        Err(ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", "tener"))
    }

    /// Whether a group passes.
    fn cumple(&self, grupo: &Grupo, medidor: &Medidor) -> bool {
        let valor = medidor.valor(self.medida, grupo);
        self.falta.is_none_or(|falta| falta == valor.is_none())
            && self.min.is_none_or(|Decimal(min)| valor.is_some_and(|v| v >= min))
            && self.max.is_none_or(|Decimal(max)| valor.is_some_and(|v| v <= max))
    }
}

/// Una medida por la que se ordenan las filas.
#[derive(Debug, Clone, Copy, InputObject)]
#[graphql(name = "DotacionOrden")]
pub struct OrdenDeDotacion {
    /// La medida.
    pub medida: MedidaDeDotacion,
    /// Sentido; lo que falta queda siempre al final.
    #[graphql(default)]
    pub direccion: Direccion,
}
