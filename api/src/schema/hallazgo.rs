//! `Hallazgo`: what does not fit in what an entity sent.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::hallazgo;

use super::clave::Ubicada;
use super::enums::Severidad;
use super::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use super::id::{self, Tipo};
use super::orden::CampoDeOrden;
use super::version::{Version, version_de};
use crate::domain::hallazgo as domain;
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::store::sql::Sql;

nodo!(Hallazgo, hallazgo);

/// Algo que no cuadra en lo que la entidad envió. Un hallazgo no detiene una importación ni pierde una fila.
#[Object]
impl Hallazgo {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Hallazgo, self.0.junto(self.0.id))
    }

    /// Código estable, p. ej. `CORRELATIVO_INEXISTENTE`.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Gravedad.
    async fn severidad(&self) -> Option<Severidad> {
        domain::Severidad::de_codigo(self.0.severidad).map(Severidad::from)
    }

    /// Pestaña del libro.
    async fn hoja(&self) -> Option<&str> {
        self.0.hoja.as_deref()
    }

    /// Celda, p. ej. `N17`.
    async fn celda(&self) -> Option<&str> {
        self.0.celda.as_deref()
    }

    /// Qué pasa, en una oración.
    async fn mensaje(&self) -> &str {
        &self.0.mensaje
    }

    /// El valor tal como estaba en el libro.
    async fn valor(&self) -> Option<&str> {
        self.0.valor.as_deref()
    }

    /// Versión en la que se encontró.
    async fn version(&self, ctx: &Context<'_>) -> Option<Result<Version, ApiError>> {
        version_de(ctx, &self.0).await.transpose()
    }
}

/// Condiciones sobre hallazgos. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct HallazgoFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// De una de estas gravedades.
    pub severidad: Option<Vec<Severidad>>,
    /// Por pestaña del libro.
    pub hoja: Option<TextoFiltro>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<HallazgoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<HallazgoFiltro>,
    /// No esta condición.
    pub no: Option<Box<HallazgoFiltro>>,
}

impl Combinable for HallazgoFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(severidades) = &self.severidad {
            let codigos: Vec<i64> = severidades.iter().map(|s| domain::Severidad::from(*s).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.severidad", &codigos);
        }
        if let Some(hoja) = &self.hoja {
            hoja.agregar(sql, ColumnaTexto { original: "t.hoja", clave: None });
        }
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum HallazgoCampo {
    /// Orden en que se encontraron.
    Orden,
    /// Código.
    Codigo,
    /// Gravedad.
    Severidad,
    /// Pestaña del libro.
    Hoja,
}

impl CampoDeOrden for HallazgoCampo {
    type Tabla = hallazgo::Entity;

    fn columna(self) -> hallazgo::Column {
        match self {
            Self::Orden => hallazgo::Column::Id,
            Self::Codigo => hallazgo::Column::Codigo,
            Self::Severidad => hallazgo::Column::Severidad,
            Self::Hoja => hallazgo::Column::Hoja,
        }
    }
}
