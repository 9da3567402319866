//! What a table must be to hold records: one trait, and the columns that all of them begin with.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use quipu_entities::{
    asignacion_de_rol, asignacion_rol_entrega, brecha_calidad, calificacion, cliente, despliegue, documento, entrega,
    evaluacion, factor_critico, ficha, indicador, informe_calidad, leccion_aprendida, linea_base, medicion,
    medicion_conductor, mejora, miembro_equipo, paquete, politica_entrega, prueba, registro_guardado, servicio,
    servicio_priorizado, unidad_entrega,
};
use sea_orm::{DbErr, EntityTrait, ModelTrait, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::registro::TipoRegistro;
use crate::store::StoreError;
use crate::store::orden::Tabla;

/// A table of records.
pub trait Registro: Tabla<Model: Serialize + DeserializeOwned + Clone + PartialEq + 'static> {
    /// Its kind.
    const TIPO: TipoRegistro;

    /// The column with its links to the map, where it has any.
    fn vinculos(_fila: &Self::Model) -> Option<&serde_json::Value> {
        None
    }
}

impl Registro for servicio::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Servicio;

    fn vinculos(fila: &servicio::Model) -> Option<&serde_json::Value> {
        Some(&fila.vinculos)
    }
}

impl Registro for cliente::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Cliente;
}

impl Registro for politica_entrega::Entity {
    const TIPO: TipoRegistro = TipoRegistro::PoliticaEntrega;
}

impl Registro for unidad_entrega::Entity {
    const TIPO: TipoRegistro = TipoRegistro::UnidadEntrega;
}

impl Registro for paquete::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Paquete;
}

impl Registro for entrega::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Entrega;

    fn vinculos(fila: &entrega::Model) -> Option<&serde_json::Value> {
        Some(&fila.vinculos)
    }
}

impl Registro for ficha::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Ficha;
}

impl Registro for indicador::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Indicador;
}

impl Registro for medicion::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Medicion;
}

impl Registro for asignacion_de_rol::Entity {
    const TIPO: TipoRegistro = TipoRegistro::AsignacionDeRol;

    fn vinculos(fila: &asignacion_de_rol::Model) -> Option<&serde_json::Value> {
        Some(&fila.vinculos)
    }
}

impl Registro for prueba::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Prueba;
}

impl Registro for despliegue::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Despliegue;
}

impl Registro for linea_base::Entity {
    const TIPO: TipoRegistro = TipoRegistro::LineaBase;
}

impl Registro for mejora::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Mejora;

    fn vinculos(fila: &mejora::Model) -> Option<&serde_json::Value> {
        Some(&fila.vinculos)
    }
}

impl Registro for asignacion_rol_entrega::Entity {
    const TIPO: TipoRegistro = TipoRegistro::AsignacionRolEntrega;
}

impl Registro for registro_guardado::Entity {
    const TIPO: TipoRegistro = TipoRegistro::RegistroGuardado;
}

impl Registro for documento::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Documento;

    fn vinculos(fila: &documento::Model) -> Option<&serde_json::Value> {
        Some(&fila.vinculos)
    }
}

impl Registro for factor_critico::Entity {
    const TIPO: TipoRegistro = TipoRegistro::FactorCritico;
}

impl Registro for servicio_priorizado::Entity {
    const TIPO: TipoRegistro = TipoRegistro::ServicioPriorizado;

    fn vinculos(fila: &servicio_priorizado::Model) -> Option<&serde_json::Value> {
        Some(&fila.vinculos)
    }
}

impl Registro for evaluacion::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Evaluacion;
}

impl Registro for miembro_equipo::Entity {
    const TIPO: TipoRegistro = TipoRegistro::MiembroEquipo;
}

impl Registro for calificacion::Entity {
    const TIPO: TipoRegistro = TipoRegistro::Calificacion;
}

impl Registro for brecha_calidad::Entity {
    const TIPO: TipoRegistro = TipoRegistro::BrechaCalidad;
}

impl Registro for medicion_conductor::Entity {
    const TIPO: TipoRegistro = TipoRegistro::MedicionConductor;
}

impl Registro for informe_calidad::Entity {
    const TIPO: TipoRegistro = TipoRegistro::InformeCalidad;
}

impl Registro for leccion_aprendida::Entity {
    const TIPO: TipoRegistro = TipoRegistro::LeccionAprendida;
}

/// The columns that every record begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cabecera {
    /// Number of the entity.
    pub entidad_id: i32,
    /// Id within the entity, of any kind of record.
    pub id: i64,
    /// 1, 2, 3 …
    pub revision: i32,
    /// When it was made.
    pub creado_en: DateTime<Utc>,
    /// When it last changed.
    pub cambiado_en: DateTime<Utc>,
    /// When it was taken out of use.
    pub archivado_en: Option<DateTime<Utc>>,
    /// Who sees it.
    pub visibilidad: i16,
}

impl Cabecera {
    /// Of a row.
    pub fn de<R: Registro>(fila: &R::Model) -> Self {
        let valor = |nombre: &str| R::Column::from_str(nombre).ok().map(|columna| fila.get(columna));
        let entero = |nombre: &str| match valor(nombre) {
            Some(Value::SmallInt(Some(n))) => n.into(),
            Some(Value::Int(Some(n))) => n.into(),
            Some(Value::BigInt(Some(n))) => n,
            _ => 0,
        };
        let instante = |nombre: &str| match valor(nombre) {
            Some(Value::ChronoDateTimeUtc(instante)) => instante,
            _ => None,
        };
        Self {
            entidad_id: i32::try_from(entero("entidad_id")).unwrap_or(0),
            id: entero("id"),
            revision: i32::try_from(entero("revision")).unwrap_or(0),
            creado_en: instante("creado_en").unwrap_or_default(),
            cambiado_en: instante("cambiado_en").unwrap_or_default(),
            archivado_en: instante("archivado_en"),
            visibilidad: i16::try_from(entero("visibilidad")).unwrap_or(0),
        }
    }

    /// Into a row.
    pub(super) fn poner<R: Registro>(self, fila: &mut R::Model) -> Result<(), StoreError> {
        let valores: [(&str, Value); 7] = [
            ("entidad_id", self.entidad_id.into()),
            ("id", self.id.into()),
            ("revision", self.revision.into()),
            ("creado_en", self.creado_en.into()),
            ("cambiado_en", self.cambiado_en.into()),
            ("archivado_en", self.archivado_en.into()),
            ("visibilidad", self.visibilidad.into()),
        ];
        for (nombre, valor) in valores {
            fila.try_set(columna::<R>(nombre)?, valor)?;
        }
        Ok(())
    }
}

/// A column by its name.
fn columna<E: EntityTrait>(nombre: &str) -> Result<E::Column, DbErr> {
    E::Column::from_str(nombre).map_err(|_| DbErr::Custom(format!("a record without the column {nombre}")))
}
