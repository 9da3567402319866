//! Conditions of the aggregate about puestos and processes.

use async_graphql::{ID, InputObject};

use crate::domain::catalogo::Catalogo;
use crate::domain::modelo;
use crate::error::ApiError;
use crate::schema::catalogo;
use crate::schema::enums::TipoProceso;
use crate::schema::filtro::Combinable;
use crate::schema::id::{self, Tipo};
use crate::schema::puesto_propuesto::PuestoPropuestoFiltro;
use crate::store::dotacion::FiltroDeDotacion;
use crate::store::lista::{Clave, Filtro};
use crate::store::sql::Sql;

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
    /// Unidades, cada una con todo lo que cuelga de ella.
    pub unidad: Option<Vec<ID>>,
    /// Condiciones sobre el puesto propuesto.
    pub puesto: Option<PuestoPropuestoFiltro>,
    /// Tipos de proceso. Con una condición de proceso solo aplican las horas y los servidores.
    pub tipo_proceso: Option<Vec<TipoProceso>>,
    /// Procesos, cada uno con todo lo que cuelga de él.
    pub proceso: Option<Vec<ID>>,
}

impl DotacionFiltro {
    /// The same, with its codes known and its ids understood.
    pub fn comprobado(self, catalogo: &Catalogo) -> Result<Comprobado, ApiError> {
        if let Some(puesto) = &self.puesto {
            puesto.comprobar()?;
            puesto.comprobar_codigos(catalogo)?;
        }
        catalogo::comprobar_codigos(
            catalogo,
            &[
                ("grupo", &self.grupo),
                ("familia", &self.familia),
                ("rol", &self.rol),
                ("nivel", &self.nivel),
                ("regimen", &self.regimen),
                ("naturaleza", &self.naturaleza),
            ],
        )?;
        let claves = |ids: &Option<Vec<ID>>, tipo: Tipo| -> Result<Option<Vec<Clave>>, ApiError> {
            ids.as_ref().map(|ids| ids.iter().map(|id| id::leer_como(id, tipo)).collect()).transpose()
        };
        Ok(Comprobado {
            unidades: claves(&self.unidad, Tipo::Unidad)?,
            procesos: claves(&self.proceso, Tipo::Proceso)?,
            filtro: self,
        })
    }
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
            debajo(sql, "unidad", "r.unidad_id", "", claves);
        }
        if let Some(tipos) = &filtro.tipo_proceso {
            let codigos: Vec<i64> = tipos.iter().map(|t| modelo::TipoProceso::from(*t).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("c.tipo", &codigos);
        }
        if let Some(claves) = &self.procesos {
            debajo(sql, "proceso", "c.proceso_id", " AND s.matriz = r.matriz AND h.matriz = r.matriz", claves);
        }
    }
}

/// Appends that the row named by `columna` is one of these nodes or stands below one of them.
fn debajo(sql: &mut Sql, tabla: &str, columna: &str, en_matriz: &str, claves: &[Clave]) {
    sql.texto(" AND (1 = 0");
    for Clave([entidad, version, _, nodo]) in claves {
        sql.texto(&format!(
            " OR EXISTS (SELECT 1 FROM {tabla} s JOIN {tabla} h ON h.entidad_id = s.entidad_id AND h.version = s.version \
             AND h.orden BETWEEN s.orden AND s.fin WHERE h.entidad_id = r.entidad_id AND h.version = r.version \
             AND h.id = {columna}{en_matriz} AND s.entidad_id = "
        ));
        sql.valor(*entidad).texto(" AND s.version = ").valor(*version).texto(" AND s.id = ").valor(*nodo).texto(")");
    }
    sql.texto(")");
}
