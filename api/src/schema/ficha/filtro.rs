//! Filter and order of sheets.

use async_graphql::{Enum, InputObject};
use quipu_entities::ficha;

use super::EstadoDeFicha;
use crate::domain::modelo;
use crate::domain::registro::{DeLista, Visibilidad};
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::enums::TipoMatriz;
use crate::schema::filtro::{ColumnaTexto, Combinable, EnteroFiltro, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{comprobar_entidades, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre fichas. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct FichaFiltro {
    /// Por código del proceso.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre del proceso.
    pub nombre: Option<TextoFiltro>,
    /// Por versión de la ficha.
    pub edicion: Option<EnteroFiltro>,
    /// Por responsable.
    pub responsable: Option<TextoFiltro>,
    /// De una de estas matrices.
    pub matriz: Option<Vec<TipoMatriz>>,
    /// En uno de estos estados.
    pub estado: Option<Vec<EstadoDeFicha>>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: con algún indicador; `false`: sin ninguno.
    pub con_indicadores: Option<bool>,
    /// `true`: con algún indicador que no se ha medido nunca; `false`: todos se han medido.
    pub con_indicadores_sin_medir: Option<bool>,
    /// `true`: también las archivadas. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<FichaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<FichaFiltro>,
    /// No esta condición.
    pub no: Option<Box<FichaFiltro>>,
}

/// Indicators in use of the sheet: seen whenever the sheet is.
const SUS_INDICADORES: &str = "SELECT 1 FROM indicador i WHERE i.entidad_id = t.entidad_id AND i.ficha_id = t.id \
     AND i.archivado_en IS NULL";
const SUS_MEDICIONES: &str = "SELECT 1 FROM medicion m WHERE m.entidad_id = i.entidad_id AND m.indicador_id = i.id \
     AND m.archivado_en IS NULL";

impl Combinable for FichaFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(edicion) = &self.edicion {
            edicion.agregar(sql, "t.edicion");
        }
        if let Some(responsable) = &self.responsable {
            responsable.agregar(sql, ColumnaTexto { original: "t.responsable", clave: None });
        }
        if let Some(matrices) = &self.matriz {
            let codigos: Vec<i64> = matrices.iter().map(|m| modelo::TipoMatriz::from(*m).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.matriz", &codigos);
        }
        if let Some(estados) = &self.estado {
            let codigos: Vec<i64> = estados.iter().map(|e| Visibilidad::from(*e).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.visibilidad", &codigos);
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
        sql.existe(self.con_indicadores, SUS_INDICADORES);
        let sin_medir = format!("{SUS_INDICADORES} AND NOT EXISTS ({SUS_MEDICIONES})");
        sql.existe(self.con_indicadores_sin_medir, &sin_medir);
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_entidades(solicitud, self.entidad.as_deref())
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum FichaCampo {
    /// Código del proceso.
    Codigo,
    /// Nombre del proceso, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Versión de la ficha.
    Edicion,
    /// Fecha de aprobación.
    AprobadaEn,
    /// Orden en que se crearon en la entidad.
    Creacion,
}

impl CampoDeOrden for FichaCampo {
    type Tabla = ficha::Entity;

    fn columna(self) -> ficha::Column {
        match self {
            Self::Codigo => ficha::Column::Codigo,
            Self::Nombre => ficha::Column::Clave,
            Self::Edicion => ficha::Column::Edicion,
            Self::AprobadaEn => ficha::Column::AprobadaEn,
            Self::Creacion => ficha::Column::Id,
        }
    }
}
