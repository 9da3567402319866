//! What `Version` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::version;

use crate::schema::enums::EstadoVersion;
use crate::schema::filtro::{Combinable, EnteroFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::store::sql::Sql;

/// Condiciones sobre versiones. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct VersionFiltro {
    /// Por número.
    pub numero: Option<EnteroFiltro>,
    /// `true`: la última publicada; `false`: las demás.
    pub vigente: Option<bool>,
    /// En uno de estos estados.
    pub estado: Option<Vec<EstadoVersion>>,
    /// `true`: también las descartadas, que de otro modo solo se listan si `estado` las pide. Solo cuenta en el filtro de fuera.
    pub descartadas: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<VersionFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<VersionFiltro>,
    /// No esta condición.
    pub no: Option<Box<VersionFiltro>>,
}

impl Combinable for VersionFiltro {
    fn fuera(&self, sql: &mut Sql) {
        let pedidas = self.estado.as_ref().is_some_and(|estados| estados.contains(&EstadoVersion::Descartada));
        if self.descartadas != Some(true) && !pedidas {
            sql.texto(" AND t.descartada_en IS NULL");
        }
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(numero) = &self.numero {
            numero.agregar(sql, "t.numero");
        }
        if let Some(vigente) = self.vigente {
            sql.texto(" AND t.vigente = ").valor(vigente);
        }
        if let Some(estados) = &self.estado {
            sql.texto(" AND (1 = 0");
            for estado in estados {
                sql.texto(match estado {
                    EstadoVersion::Borrador => " OR (t.estado = 1 AND t.descartada_en IS NULL)",
                    EstadoVersion::Publicada => " OR t.estado = 2",
                    EstadoVersion::Descartada => " OR t.descartada_en IS NOT NULL",
                });
            }
            sql.texto(")");
        }
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum VersionCampo {
    /// Número.
    Numero,
    /// Borrador o publicada; una descartada va con los borradores.
    Estado,
}

impl CampoDeOrden for VersionCampo {
    type Tabla = version::Entity;

    fn columna(self) -> version::Column {
        match self {
            Self::Numero => version::Column::Numero,
            Self::Estado => version::Column::Estado,
        }
    }
}
