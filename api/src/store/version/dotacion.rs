//! Staffing rows of a matrix: proposed puestos, executions, roll-ups. Written with the version, in its transaction.

use quipu_entities::{carga_proceso, dotacion_resumen, ejecucion, puesto_asignado, puesto_propuesto};
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use super::crear::Ids;
use super::filas::{Codigos, IdsMatriz, Llave, Organizacion, contar, fila};
use super::insertar::insertar;
use crate::domain::catalogo::Catalogo;
use crate::domain::decimal::{MICRO, PICO, a_entero};
use crate::domain::dotacion::{Dotacion, calcular, horas_pico};
use crate::domain::modelo::Matriz;
use crate::domain::resumen;
use crate::store::StoreError;

/// Staffing rows of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filas {
    pub(super) propuestos: Vec<puesto_propuesto::Model>,
    pub(super) asignados: Vec<puesto_asignado::Model>,
    pub(super) ejecuciones: Vec<ejecucion::Model>,
    pub(super) resumen: Vec<dotacion_resumen::Model>,
    pub(super) cargas: Vec<carga_proceso::Model>,
}

/// A matrix being written.
pub(super) struct Contexto<'a> {
    llave: Llave,
    organizacion: Organizacion<'a>,
    matriz: &'a Matriz,
    ids: &'a IdsMatriz,
    codigos: Codigos<'a>,
    dotacion: Dotacion,
    /// Ids of the proposed puestos.
    pub(super) propuestos: Ids,
}

pub(super) async fn crear(
    txn: &impl ConnectionTrait,
    llave: Llave,
    organizacion: &Organizacion<'_>,
    matriz: &Matriz,
    ids: &IdsMatriz,
    catalogo: &Catalogo,
    umbral: Decimal,
) -> Result<(), StoreError> {
    let mut ctx = Contexto::nuevo(llave, *organizacion, matriz, ids, catalogo, umbral)?;
    ctx.propuestos = Ids::reservar(txn, llave.entidad_id, ctx.propuestos.0.len()).await?;
    let filas = ctx.filas()?;
    insertar(txn, filas.propuestos).await?;
    insertar(txn, filas.asignados).await?;
    insertar(txn, filas.ejecuciones).await?;
    insertar(txn, filas.resumen).await?;
    insertar(txn, filas.cargas).await
}

impl<'a> Contexto<'a> {
    /// Its figures; the proposed puestos have no ids yet.
    pub(super) fn nuevo(
        llave: Llave,
        organizacion: Organizacion<'a>,
        matriz: &'a Matriz,
        ids: &'a IdsMatriz,
        catalogo: &'a Catalogo,
        umbral: Decimal,
    ) -> Result<Self, StoreError> {
        let dotacion = calcular(organizacion.mapa, matriz, catalogo, umbral)?;
        let propuestos = Ids(vec![0; dotacion.puestos.len()]);
        let codigos = Codigos::nuevos(catalogo);
        Ok(Self { llave, organizacion, matriz, ids, codigos, dotacion, propuestos })
    }

    pub(super) fn filas(&self) -> Result<Filas, StoreError> {
        Ok(Filas {
            propuestos: self.puestos_propuestos()?,
            asignados: self.asignados().collect(),
            ejecuciones: self.ejecuciones()?,
            resumen: self.resumen()?,
            cargas: self.cargas()?,
        })
    }

    pub(super) fn puestos_propuestos(&self) -> Result<Vec<puesto_propuesto::Model>, StoreError> {
        let mapa = self.organizacion.mapa;
        let filas = self.dotacion.puestos.iter().enumerate().map(|(i, p)| {
            let clase = &p.clasificacion;
            let presente = p.puestos.first().and_then(|i| mapa.puestos.get(*i));
            let naturaleza = p.unidad.and_then(|unidad| mapa.naturaleza_de(unidad));
            Ok(puesto_propuesto::Model {
                entidad_id: self.llave.entidad_id,
                version: self.llave.version,
                matriz: self.matriz.tipo.codigo(),
                id: self.propuestos.de(i),
                orden: contar(i + 1),
                organo_id: p.unidad.map(|unidad| self.organizacion.unidades.de(mapa.organo_de(unidad))),
                unidad_id: p.unidad.map(|unidad| self.organizacion.unidades.de(unidad)),
                naturaleza_id: self.codigos.naturaleza(naturaleza)?,
                nombre: p.nombre.clone(),
                clave: crate::domain::texto::clave(&p.nombre),
                grupo_id: self.codigos.grupo(clase.grupo.as_deref())?,
                familia_id: self.codigos.familia(clase.familia.as_deref())?,
                rol_id: self.codigos.rol(clase.rol.as_deref())?,
                nivel_id: self.codigos.nivel(clase.nivel.as_deref())?,
                regimen_id: self.codigos.regimen(presente.and_then(|p| p.regimen.as_deref()))?,
                nivel_organizacional: clase.nivel_organizacional,
                base: p.base.codigo(),
                sustento: p.sustento.clone(),
                actual: p.actual,
                horas_pico: p.horas_pico,
                con_tiempo: p.con_tiempo,
                sin_tiempo: p.sin_tiempo,
                segun_cargas: p.segun_cargas,
                brecha: p.brecha(),
                costo_centimos: p.costo_centimos,
                con_remuneracion: p.con_remuneracion,
            })
        });
        filas.collect()
    }

    /// The proposed puesto, by its position, of each execution and of each present puesto, by their ids.
    pub(super) fn destinos(&self) -> impl Iterator<Item = (i64, usize)> {
        let ejecutados = self.ids.ejecuciones.0.iter().copied().zip(self.dotacion.de_ejecucion.iter().copied());
        let de = |(i, propuesto): (usize, &'_ crate::domain::dotacion::PuestoPropuesto)| {
            propuesto.puestos.iter().map(|p| (self.organizacion.puestos.de(*p), i)).collect::<Vec<_>>()
        };
        ejecutados.chain(self.dotacion.puestos.iter().enumerate().flat_map(de))
    }

    fn asignados(&self) -> impl Iterator<Item = puesto_asignado::Model> {
        self.dotacion.puestos.iter().enumerate().flat_map(move |(i, propuesto)| {
            propuesto.puestos.iter().map(move |puesto| puesto_asignado::Model {
                entidad_id: self.llave.entidad_id,
                version: self.llave.version,
                matriz: self.matriz.tipo.codigo(),
                puesto_id: self.organizacion.puestos.de(*puesto),
                puesto_propuesto_id: self.propuestos.de(i),
            })
        })
    }

    fn ejecuciones(&self) -> Result<Vec<ejecucion::Model>, StoreError> {
        let pares = self.matriz.ejecuciones.iter().zip(&self.dotacion.de_ejecucion).enumerate();
        let filas = pares.map(|(i, (e, propuesto))| {
            let micro = |valor: Option<Decimal>| valor.map(|v| a_entero(v, MICRO)).transpose();
            Ok(ejecucion::Model {
                entidad_id: self.llave.entidad_id,
                version: self.llave.version,
                matriz: self.matriz.tipo.codigo(),
                id: self.ids.ejecuciones.de(i),
                orden: contar(i + 1),
                actividad_id: self.ids.actividades.de(e.actividad),
                tarea_id: e.tarea.map(|tarea| self.ids.tareas.de(tarea)),
                unidad_id: e.unidad.map(|unidad| self.organizacion.unidades.de(unidad)),
                puesto_id: e.puesto.map(|puesto| self.organizacion.puestos.de(puesto)),
                puesto_propuesto_id: self.propuestos.de(*propuesto),
                correlativo: e.correlativo.clone(),
                ejecutor: e.ejecutor.clone(),
                periodo: e.periodo.map(crate::domain::carga::Periodo::codigo),
                veces_micro: micro(e.veces)?,
                frecuencia_micro: micro(e.frecuencia)?,
                duracion_micro: micro(e.duracion)?,
                horas_pico: horas_pico(e)?,
                declarados_pico: e.servidores_declarados.map(|v| a_entero(v, PICO)).transpose()?,
                fila: fila(e.fila),
            })
        });
        filas.collect()
    }

    fn resumen(&self) -> Result<Vec<dotacion_resumen::Model>, StoreError> {
        let sumas = resumen::por_clasificacion(&self.dotacion);
        let filas = sumas.iter().zip(1_i32..).map(|(((grupo, familia, rol), s), id)| {
            Ok(dotacion_resumen::Model {
                entidad_id: self.llave.entidad_id,
                version: self.llave.version,
                matriz: self.matriz.tipo.codigo(),
                id,
                grupo_id: self.codigos.grupo(grupo.as_deref())?,
                familia_id: self.codigos.familia(familia.as_deref())?,
                rol_id: self.codigos.rol(rol.as_deref())?,
                puestos: i32::try_from(s.puestos).unwrap_or(i32::MAX),
                puestos_sin_actual: i32::try_from(s.puestos_sin_actual).unwrap_or(i32::MAX),
                puestos_sin_necesidad: i32::try_from(s.puestos_sin_necesidad).unwrap_or(i32::MAX),
                puestos_sin_dato: i32::try_from(s.puestos_sin_dato).unwrap_or(i32::MAX),
                actual: s.actual,
                actual_comparable: s.actual_comparable,
                segun_cargas: s.segun_cargas,
                deficit: s.deficit,
                superavit: s.superavit,
                horas_micro: s.horas_micro,
                horas_pico: s.horas_pico,
                con_tiempo: s.con_tiempo,
                sin_tiempo: s.sin_tiempo,
                costo_centimos: s.costo_centimos,
                con_remuneracion: s.con_remuneracion,
            })
        });
        filas.collect()
    }

    fn cargas(&self) -> Result<Vec<carga_proceso::Model>, StoreError> {
        let cargas = resumen::por_proceso(self.matriz, &self.dotacion)?;
        let filas = cargas.iter().map(|((proceso, propuesto), carga)| {
            let (cero, uno, dos) = resumen::niveles(&self.matriz.procesos, *proceso);
            carga_proceso::Model {
                entidad_id: self.llave.entidad_id,
                version: self.llave.version,
                matriz: self.matriz.tipo.codigo(),
                proceso_id: self.ids.procesos.de(*proceso),
                puesto_propuesto_id: self.propuestos.de(*propuesto),
                tipo: self.matriz.procesos[*proceso].tipo.map(crate::domain::modelo::TipoProceso::codigo),
                nivel_0_id: self.ids.procesos.de(cero),
                nivel_1_id: uno.map(|i| self.ids.procesos.de(i)),
                nivel_2_id: dos.map(|i| self.ids.procesos.de(i)),
                horas_pico: carga.horas_pico,
                con_tiempo: carga.con_tiempo,
                sin_tiempo: carga.sin_tiempo,
            }
        });
        Ok(filas.collect())
    }
}
