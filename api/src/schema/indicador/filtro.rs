//! Filter and order of indicators.

use async_graphql::{Enum, InputObject};
use quipu_entities::indicador;

use super::{FrecuenciaDeMedicion, SentidoDeIndicador};
use crate::domain::indicador as domain;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::vivos;
use crate::store::sql::Sql;

/// Condiciones sobre indicadores. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct IndicadorFiltro {
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por responsable.
    pub responsable: Option<TextoFiltro>,
    /// De una de estas frecuencias.
    pub frecuencia: Option<Vec<FrecuenciaDeMedicion>>,
    /// De uno de estos sentidos.
    pub sentido: Option<Vec<SentidoDeIndicador>>,
    /// `true`: se midió alguna vez; `false`: nunca.
    pub medido: Option<bool>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<IndicadorFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<IndicadorFiltro>,
    /// No esta condición.
    pub no: Option<Box<IndicadorFiltro>>,
}

impl Combinable for IndicadorFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(responsable) = &self.responsable {
            responsable.agregar(sql, ColumnaTexto { original: "t.responsable", clave: None });
        }
        if let Some(frecuencias) = &self.frecuencia {
            let codigos: Vec<i64> = frecuencias.iter().map(|f| domain::Frecuencia::from(*f).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.frecuencia", &codigos);
        }
        if let Some(sentidos) = &self.sentido {
            let codigos: Vec<i64> = sentidos.iter().map(|s| domain::Sentido::from(*s).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.sentido", &codigos);
        }
        let mediciones = "SELECT 1 FROM medicion m WHERE m.entidad_id = t.entidad_id AND m.indicador_id = t.id \
                          AND m.archivado_en IS NULL";
        sql.existe(self.medido, mediciones);
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum IndicadorCampo {
    /// Orden de la ficha.
    Orden,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Frecuencia, de la más corta a la más larga.
    Frecuencia,
    /// Orden en que se crearon en la entidad.
    Creacion,
}

impl CampoDeOrden for IndicadorCampo {
    type Tabla = indicador::Entity;

    fn columna(self) -> indicador::Column {
        match self {
            Self::Orden => indicador::Column::Orden,
            Self::Nombre => indicador::Column::Clave,
            Self::Frecuencia => indicador::Column::Frecuencia,
            Self::Creacion => indicador::Column::Id,
        }
    }
}
