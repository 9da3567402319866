//! Conditions of the aggregate about puestos and processes.

use async_graphql::{ID, InputObject};

use crate::domain::modelo;
use crate::error::{ApiError, ErrorCode};
use crate::schema::catalogo;
use crate::schema::context::Solicitud;
use crate::schema::enums::TipoProceso;
use crate::schema::filtro::Combinable;
use crate::schema::id::{self, Tipo};
use crate::schema::puesto_propuesto::PuestoPropuestoFiltro;
use crate::store::dotacion::FiltroDeDotacion;
use crate::store::lista::{self, Clave, Filtro};
use crate::store::sql::Sql;

/// Most units or processes in a filter.
const IDS_MAXIMOS: usize = 100;

/// Puestos y procesos que una pregunta sobre dotación abarca. Las condiciones que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct DotacionFiltro {
    /// Códigos de grupo: `FP`, `DP`, `CA`, `CO`.
    pub grupo: Option<Vec<String>>,
    /// Códigos de familia, p. ej. `CA-03`.
    pub familia: Option<Vec<String>>,
    /// Códigos de rol, p. ej. `CA-03-01`.
    pub rol: Option<Vec<String>>,
    /// Códigos de nivel: `CA1` a `CA4`.
    pub nivel: Option<Vec<String>>,
    /// Códigos de régimen, p. ej. `DL1057`.
    pub regimen: Option<Vec<String>>,
    /// Códigos de naturaleza, p. ej. `LINEA`.
    pub naturaleza: Option<Vec<String>>,
    /// Unidades, cada una con todo lo que cuelga de ella; hasta 100.
    pub unidad: Option<Vec<ID>>,
    /// Condiciones sobre el puesto propuesto.
    pub puesto: Option<PuestoPropuestoFiltro>,
    /// Tipos de proceso. Con una condición de proceso solo aplican las horas y los servidores.
    pub tipo_proceso: Option<Vec<TipoProceso>>,
    /// Procesos, cada uno con todo lo que cuelga de él; hasta 100.
    pub proceso: Option<Vec<ID>>,
}

impl DotacionFiltro {
    /// The same, with its codes known and its ids understood.
    pub fn comprobado(self, solicitud: &Solicitud) -> Result<Comprobado, ApiError> {
        if let Some(puesto) = &self.puesto {
            puesto.comprobar()?;
            puesto.comprobar_codigos(solicitud)?;
        }
        catalogo::comprobar_codigos(
            &solicitud.catalogo,
            &[
                ("grupo", &self.grupo),
                ("familia", &self.familia),
                ("rol", &self.rol),
                ("nivel", &self.nivel),
                ("regimen", &self.regimen),
                ("naturaleza", &self.naturaleza),
            ],
        )?;
        Ok(Comprobado {
            unidades: self.unidad.as_deref().map(|ids| claves(ids, Tipo::Unidad, "unidad")).transpose()?,
            procesos: self.proceso.as_deref().map(|ids| claves(ids, Tipo::Proceso, "proceso")).transpose()?,
            filtro: self,
        })
    }
}

/// The keys that these ids stand for, each once.
fn claves(ids: &[ID], tipo: Tipo, campo: &'static str) -> Result<Vec<Clave>, ApiError> {
    if ids.len() > IDS_MAXIMOS {
        let mensaje =
            format!("Se admiten hasta {IDS_MAXIMOS} identificadores en «{campo}» y se pidieron {}.", ids.len());
        return Err(ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", campo));
    }
    let mut claves: Vec<Clave> = ids.iter().map(|id| id::leer_como(id, tipo)).collect::<Result<_, _>>()?;
    claves.sort_unstable();
    claves.dedup();
    Ok(claves)
}

/// A filter whose ids are understood.
pub struct Comprobado {
    filtro: DotacionFiltro,
    unidades: Option<Vec<Clave>>,
    procesos: Option<Vec<Clave>>,
}

impl FiltroDeDotacion for Comprobado {
    fn pide_puestos(&self) -> bool {
        let filtro = &self.filtro;
        filtro.nivel.is_some()
            || filtro.regimen.is_some()
            || filtro.naturaleza.is_some()
            || filtro.puesto.is_some()
            || self.unidades.is_some()
    }

    fn pide_procesos(&self) -> bool {
        self.filtro.tipo_proceso.is_some() || self.procesos.is_some()
    }

    fn solo_de_unidades(&self) -> bool {
        let filtro = &self.filtro;
        let de_puestos = [&filtro.grupo, &filtro.familia, &filtro.rol, &filtro.nivel, &filtro.regimen];
        de_puestos.iter().all(|codigos| codigos.is_none()) && filtro.puesto.is_none() && !self.pide_procesos()
    }
}

impl Filtro for Comprobado {
    fn agregar(&self, sql: &mut Sql) {
        let filtro = &self.filtro;
        let catalogos = [
            ("grupo", &filtro.grupo),
            ("familia", &filtro.familia),
            ("rol", &filtro.rol),
            ("nivel", &filtro.nivel),
            ("regimen", &filtro.regimen),
            ("naturaleza", &filtro.naturaleza),
        ];
        for (catalogo, codigos) in catalogos {
            if let Some(codigos) = codigos {
                sql.texto(&format!(" AND r.{catalogo}_id IN (SELECT k.id FROM {catalogo} k WHERE "));
                sql.en_textos("k.codigo", codigos).texto(")");
            }
        }
        if let Some(puesto) = &filtro.puesto {
            sql.texto(
                " AND EXISTS (SELECT 1 FROM puesto_propuesto t WHERE t.entidad_id = r.entidad_id \
                 AND t.version = r.version AND t.matriz = r.matriz AND t.id = r.id",
            );
            puesto.condicion(sql);
            sql.texto(")");
        }
        if let Some(claves) = &self.unidades {
            let columnas = ["r.entidad_id, r.version, r.unidad_id", "h.entidad_id, h.version, h.id"];
            debajo(sql, "unidad", columnas, claves);
        }
        if let Some(tipos) = &filtro.tipo_proceso {
            let codigos: Vec<i64> = tipos.iter().map(|t| modelo::TipoProceso::from(*t).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("c.tipo", &codigos);
        }
        if let Some(claves) = &self.procesos {
            let columnas =
                ["r.entidad_id, r.version, r.matriz, c.proceso_id", "h.entidad_id, h.version, h.matriz, h.id"];
            debajo(sql, "proceso", columnas, claves);
        }
    }
}

/// Appends that the row of these columns is one of these nodes or stands below one of them. The list is bound, and read
/// once however many rows are asked about.
fn debajo(sql: &mut Sql, tabla: &str, fila: [&str; 2], claves: &[Clave]) {
    let [columnas, llave] = fila;
    sql.texto(&format!(" AND ({columnas}) IN (SELECT {llave} FROM "));
    lista::claves(sql, claves);
    sql.texto(&format!(
        " JOIN {tabla} s ON s.entidad_id = p.e AND s.version = p.v AND s.id = p.id \
         JOIN {tabla} h ON h.entidad_id = s.entidad_id AND h.version = s.version AND h.orden BETWEEN s.orden AND s.fin"
    ));
    if tabla == "proceso" {
        sql.texto(" WHERE s.matriz = p.m AND h.matriz = s.matriz");
    }
    sql.texto(")");
}
