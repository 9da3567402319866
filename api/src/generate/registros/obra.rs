//! Records while they are made: their ids, their codes, and what of the map they name.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Lugar, Registros};
use crate::domain::modelo::TipoMatriz;
use crate::domain::registro::{DeLista, NivelVinculo, Vinculo, Visibilidad};
use crate::domain::texto::clave;
use crate::generate::azar::Azar;

/// What is made of a record: its id, or why it cannot be one.
pub(super) type Hecho<T = i64> = Result<T, serde_json::Error>;

/// The records of one entity while they are made.
pub(super) struct Obra<'a> {
    pub(super) lugar: &'a Lugar<'a>,
    pub(super) hechos: Registros,
    ultimo_id: i64,
    /// Names of processes, with their codes.
    pub(super) procesos: Vec<(&'a str, &'a str)>,
    actividades: Vec<&'a str>,
    tareas: Vec<&'a str>,
}

impl<'a> Obra<'a> {
    pub(super) fn nueva(lugar: &'a Lugar<'a>) -> Self {
        let matriz = lugar.mapa.matrices.iter().find(|matriz| matriz.tipo == TipoMatriz::Ajustada);
        let matrices = || matriz.into_iter();
        let procesos =
            matrices().flat_map(|m| &m.procesos).filter_map(|p| Some((p.nombre.as_str(), p.codigo.as_deref()?)));
        let actividades = matrices().flat_map(|m| &m.actividades).filter_map(|a| a.codigo.as_deref());
        let tareas = matrices().flat_map(|m| &m.tareas).filter_map(|t| t.codigo.as_deref());
        Self {
            lugar,
            hechos: Registros::default(),
            ultimo_id: lugar.ultimo_id,
            procesos: procesos.collect(),
            actividades: actividades.collect(),
            tareas: tareas.collect(),
        }
    }

    /// The code of the next record: two of an entity are never the same.
    pub(super) fn codigo(&self, letras: &str) -> String {
        format!("{letras}-{:05}", self.ultimo_id + 1)
    }

    /// Makes a record of what is said of it, and answers its id.
    pub(super) fn hacer<M: DeserializeOwned>(
        &mut self,
        lista: fn(&mut Registros) -> &mut Vec<M>,
        ve: Visibilidad,
        mut dice: Value,
    ) -> Hecho {
        self.ultimo_id += 1;
        let nombre = ["nombre", "titulo", "titular"].iter().find_map(|campo| dice.get(campo)?.as_str());
        if let Some(clave) = nombre.map(clave) {
            dice["clave"] = clave.into();
        }
        dice["entidad_id"] = 0.into();
        dice["id"] = self.ultimo_id.into();
        dice["revision"] = 1.into();
        dice["creado_en"] = json!(DateTime::<Utc>::UNIX_EPOCH);
        dice["cambiado_en"] = json!(DateTime::<Utc>::UNIX_EPOCH);
        dice["visibilidad"] = ve.codigo().into();
        lista(&mut self.hechos).push(M::deserialize(dice)?);
        Ok(self.ultimo_id)
    }

    /// Links to the map, as a record keeps them: up to so many, mostly to processes.
    pub(super) fn vinculos(&self, azar: &mut Azar, hasta: usize) -> Value {
        let cuantos = azar.entre(&(1..=hasta));
        let enlaces = (0..cuantos).filter_map(|_| {
            let (nivel, codigo) = match azar.segun_peso(&[85, 10, 5]) {
                0 => (NivelVinculo::Proceso, uno(azar, &self.procesos).map(|(_, codigo)| codigo)),
                1 => (NivelVinculo::Actividad, uno(azar, &self.actividades)),
                _ => (NivelVinculo::Tarea, uno(azar, &self.tareas)),
            };
            Some(Vinculo::nuevo(TipoMatriz::Ajustada, nivel, codigo?.to_owned()))
        });
        Vinculo::guardar(enlaces.collect())
    }

    /// Number in the Mapeo and name of a puesto.
    pub(super) fn puesto(&self, azar: &mut Azar) -> Option<(&'a str, &'a str)> {
        let puestos = &self.lugar.mapa.puestos;
        puestos.get(azar.menor_que(puestos.len())).map(|p| (p.correlativo.as_str(), p.nombre.as_str()))
    }

    /// Name of a unit.
    pub(super) fn unidad(&self, azar: &mut Azar) -> Option<&'a str> {
        let unidades = &self.lugar.mapa.unidades;
        unidades.get(azar.menor_que(unidades.len())).map(|unidad| unidad.nombre.as_str())
    }
}

/// One of a list that may be empty.
pub(super) fn uno<T: Copy>(azar: &mut Azar, lista: &[T]) -> Option<T> {
    lista.get(azar.menor_que(lista.len())).copied()
}
