//! Rows of a version, made from the map in memory.

use std::collections::HashMap;

use quipu_entities::{actividad, dotacion_no_medida, hallazgo, matriz, proceso, puesto, tarea, unidad};

use super::crear::Ids;
use crate::domain::catalogo::{Catalogo, Item};
use crate::domain::decimal::{CENTIMO, a_entero};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::{Mapa, Matriz};
use crate::domain::orden::{self, Lugares};
use crate::domain::texto::clave;
use crate::store::StoreError;

/// Whose rows they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Llave {
    pub(super) entidad_id: i32,
    pub(super) version: i32,
}

/// The units and puestos that a matrix refers to, with their ids.
#[derive(Clone, Copy)]
pub(super) struct Organizacion<'a> {
    pub(super) mapa: &'a Mapa,
    pub(super) unidades: &'a Ids,
    pub(super) puestos: &'a Ids,
}

/// Ids of the nodes of a matrix.
pub(super) struct IdsMatriz {
    pub(super) procesos: Ids,
    pub(super) actividades: Ids,
    pub(super) tareas: Ids,
    pub(super) ejecuciones: Ids,
}

/// Numbers of the catalogue entries by code.
pub(super) struct Codigos<'a> {
    grupos: HashMap<&'a str, i16>,
    familias: HashMap<&'a str, i16>,
    roles: HashMap<&'a str, i16>,
    niveles: HashMap<&'a str, i16>,
    regimenes: HashMap<&'a str, i16>,
    naturalezas: HashMap<&'a str, i16>,
}

impl<'a> Codigos<'a> {
    pub(super) fn nuevos(catalogo: &'a Catalogo) -> Self {
        fn ids<'a>(items: impl Iterator<Item = &'a Item>) -> HashMap<&'a str, i16> {
            items.map(|item| (item.codigo.as_str(), item.id)).collect()
        }
        Self {
            grupos: ids(catalogo.grupos.iter().map(|g| &g.item)),
            familias: ids(catalogo.familias.iter().map(|f| &f.item)),
            roles: ids(catalogo.roles.iter().map(|r| &r.item)),
            niveles: ids(catalogo.niveles.iter()),
            regimenes: ids(catalogo.regimenes.iter()),
            naturalezas: ids(catalogo.naturalezas.iter()),
        }
    }

    pub(super) fn grupo(&self, codigo: Option<&str>) -> Result<Option<i16>, StoreError> {
        buscar(&self.grupos, "un grupo", codigo)
    }

    pub(super) fn familia(&self, codigo: Option<&str>) -> Result<Option<i16>, StoreError> {
        buscar(&self.familias, "una familia", codigo)
    }

    pub(super) fn rol(&self, codigo: Option<&str>) -> Result<Option<i16>, StoreError> {
        buscar(&self.roles, "un rol", codigo)
    }

    pub(super) fn nivel(&self, codigo: Option<&str>) -> Result<Option<i16>, StoreError> {
        buscar(&self.niveles, "un nivel", codigo)
    }

    pub(super) fn regimen(&self, codigo: Option<&str>) -> Result<Option<i16>, StoreError> {
        buscar(&self.regimenes, "un régimen", codigo)
    }

    pub(super) fn naturaleza(&self, codigo: Option<&str>) -> Result<Option<i16>, StoreError> {
        buscar(&self.naturalezas, "una naturaleza", codigo)
    }
}

fn buscar(ids: &HashMap<&str, i16>, catalogo: &'static str, codigo: Option<&str>) -> Result<Option<i16>, StoreError> {
    let Some(codigo) = codigo else { return Ok(None) };
    let id = ids.get(codigo).copied();
    id.map(Some).ok_or_else(|| StoreError::FueraDeCatalogo { catalogo, codigo: codigo.to_owned() })
}

/// A count as the database keeps it; the reader's limits are far below.
pub(super) fn contar(cuantos: usize) -> i32 {
    i32::try_from(cuantos).unwrap_or(i32::MAX)
}

/// Row of a sheet as the database keeps it.
pub(super) fn fila(fila: Option<u32>) -> Option<i32> {
    fila.and_then(|fila| i32::try_from(fila).ok())
}

pub(super) fn matriz(llave: Llave, matriz: &Matriz) -> matriz::Model {
    let con_tiempo = matriz.ejecuciones.iter().filter(|e| e.frecuencia.is_some() && e.duracion.is_some()).count();
    matriz::Model {
        entidad_id: llave.entidad_id,
        version: llave.version,
        tipo: matriz.tipo.codigo(),
        hoja: matriz.hoja.clone(),
        procesos: contar(matriz.procesos.len()),
        actividades: contar(matriz.actividades.len()),
        tareas: contar(matriz.tareas.len()),
        ejecuciones: contar(matriz.ejecuciones.len()),
        ejecuciones_con_tiempo: contar(con_tiempo),
    }
}

pub(super) fn hallazgo(llave: Llave, id: i64, hallazgo: &Hallazgo) -> hallazgo::Model {
    hallazgo::Model {
        entidad_id: llave.entidad_id,
        version: llave.version,
        id,
        codigo: hallazgo.codigo.to_owned(),
        severidad: hallazgo.severidad.codigo(),
        hoja: hallazgo.hoja.clone(),
        celda: hallazgo.celda.clone(),
        mensaje: hallazgo.mensaje.clone(),
        valor: hallazgo.valor.clone(),
    }
}

pub(super) fn unidades(
    llave: Llave,
    mapa: &Mapa,
    ids: &Ids,
    codigos: &Codigos<'_>,
) -> Result<Vec<unidad::Model>, StoreError> {
    let lugares = orden::de_unidades(&mapa.unidades);
    let filas = mapa.unidades.iter().zip(lugares).enumerate().map(|(i, (u, lugar))| {
        Ok(unidad::Model {
            entidad_id: llave.entidad_id,
            version: llave.version,
            id: ids.de(i),
            padre_id: u.padre.map(|padre| ids.de(padre)),
            organo_id: ids.de(mapa.organo_de(i)),
            orden: lugar.orden,
            fin: lugar.fin,
            sigla: u.sigla.clone(),
            nombre: u.nombre.clone(),
            clave: clave(&u.nombre),
            naturaleza_id: codigos.naturaleza(u.naturaleza.as_deref())?,
            nivel_organizacional: u.nivel_organizacional,
        })
    });
    filas.collect()
}

pub(super) fn puestos(
    llave: Llave,
    mapa: &Mapa,
    unidades: &Ids,
    ids: &Ids,
    codigos: &Codigos<'_>,
) -> Result<Vec<puesto::Model>, StoreError> {
    let filas = mapa.puestos.iter().enumerate().map(|(i, p)| {
        Ok(puesto::Model {
            entidad_id: llave.entidad_id,
            version: llave.version,
            id: ids.de(i),
            orden: contar(i + 1),
            correlativo: p.correlativo.clone(),
            unidad_id: p.unidad.map(|unidad| unidades.de(unidad)),
            nombre: p.nombre.clone(),
            clave: clave(&p.nombre),
            regimen_id: codigos.regimen(p.regimen.as_deref())?,
            regimen_texto: p.regimen_texto.clone(),
            cargo_estructural: p.cargo_estructural.clone(),
            clasificacion_cargo: p.clasificacion_cargo.clone(),
            confianza: p.confianza,
            ocupados: p.ocupados,
            superior: p.superior.clone(),
            remuneracion_centimos: p.remuneracion.map(|r| a_entero(r, CENTIMO)).transpose()?,
            funciones: p.funciones.clone(),
            nombre_ajustado: p.nombre_ajustado.clone(),
            fila: fila(p.fila),
        })
    });
    filas.collect()
}

pub(super) fn no_medidos(
    llave: Llave,
    mapa: &Mapa,
    puestos: &Ids,
    codigos: &Codigos<'_>,
) -> Result<Vec<dotacion_no_medida::Model>, StoreError> {
    let filas = mapa.no_medidos.iter().map(|entrada| {
        Ok(dotacion_no_medida::Model {
            entidad_id: llave.entidad_id,
            version: llave.version,
            puesto_id: puestos.de(entrada.puesto),
            grupo_id: codigos.grupo(entrada.grupo.as_deref())?,
            nivel_organizacional: entrada.nivel_organizacional,
            posiciones: entrada.posiciones,
            sustento: entrada.sustento.clone(),
        })
    });
    filas.collect()
}

pub(super) fn procesos(
    llave: Llave,
    matriz: &Matriz,
    lugares: &Lugares,
    ids: &IdsMatriz,
) -> impl Iterator<Item = proceso::Model> {
    matriz.procesos.iter().zip(&lugares.procesos).enumerate().map(move |(i, (p, lugar))| proceso::Model {
        entidad_id: llave.entidad_id,
        version: llave.version,
        matriz: matriz.tipo.codigo(),
        id: ids.procesos.de(i),
        padre_id: p.padre.map(|padre| ids.procesos.de(padre)),
        nivel: p.nivel,
        profundidad: lugar.profundidad,
        orden: lugar.orden,
        fin: lugar.fin,
        tipo: p.tipo.map(crate::domain::modelo::TipoProceso::codigo),
        codigo: p.codigo.clone(),
        nombre: p.nombre.clone(),
        clave: clave(&p.nombre),
        fila: fila(p.fila),
    })
}

pub(super) fn actividades(
    llave: Llave,
    matriz: &Matriz,
    lugares: &Lugares,
    ids: &IdsMatriz,
) -> impl Iterator<Item = actividad::Model> {
    matriz.actividades.iter().zip(&lugares.actividades).enumerate().map(move |(i, (a, lugar))| actividad::Model {
        entidad_id: llave.entidad_id,
        version: llave.version,
        matriz: matriz.tipo.codigo(),
        id: ids.actividades.de(i),
        proceso_id: ids.procesos.de(a.proceso),
        profundidad: lugar.profundidad,
        orden: lugar.orden,
        fin: lugar.fin,
        codigo: a.codigo.clone(),
        nombre: a.nombre.clone(),
        clave: clave(&a.nombre),
        fila: fila(a.fila),
    })
}

pub(super) fn tareas(
    llave: Llave,
    matriz: &Matriz,
    lugares: &Lugares,
    ids: &IdsMatriz,
) -> impl Iterator<Item = tarea::Model> {
    matriz.tareas.iter().zip(&lugares.tareas).enumerate().map(move |(i, (t, lugar))| tarea::Model {
        entidad_id: llave.entidad_id,
        version: llave.version,
        matriz: matriz.tipo.codigo(),
        id: ids.tareas.de(i),
        actividad_id: ids.actividades.de(t.actividad),
        profundidad: lugar.profundidad,
        orden: lugar.orden,
        codigo: t.codigo.clone(),
        nombre: t.nombre.clone(),
        clave: clave(&t.nombre),
        fila: fila(t.fila),
    })
}
