//! Conditions and order of lists of entities.

use async_graphql::{Enum, InputObject};
use quipu_entities::entidad;

use crate::error::ApiError;
use crate::schema::catalogo::desconocido;
use crate::schema::context::Solicitud;
use crate::schema::enums::NivelGobierno;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::store::sql::Sql;

/// Condiciones sobre entidades. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct EntidadFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por sigla.
    pub sigla: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por código de sector.
    pub sector: Option<Vec<String>>,
    /// En uno de estos niveles de gobierno.
    pub nivel_gobierno: Option<Vec<NivelGobierno>>,
    /// Por clase.
    pub clasificacion: Option<Vec<String>>,
    /// Adscritas a la entidad de este código, y ella misma: un ministerio con su grupo.
    pub grupo_de: Option<String>,
    /// En el alcance de la Ley 30057.
    pub en_alcance_ley_30057: Option<bool>,
    /// `true`: publicaron alguna versión; `false`: no han reportado.
    pub reportaron: Option<bool>,
    /// `true`: solo las de demostración; `false`: solo las reales.
    pub demostracion: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<EntidadFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<EntidadFiltro>,
    /// No esta condición.
    pub no: Option<Box<EntidadFiltro>>,
}

impl Combinable for EntidadFiltro {
    fn propias(&self, sql: &mut Sql) {
        let textos = [
            (&self.codigo, ColumnaTexto { original: "t.codigo", clave: None }),
            (&self.sigla, ColumnaTexto { original: "t.sigla", clave: None }),
            (&self.nombre, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") }),
        ];
        for (filtro, columna) in textos {
            if let Some(filtro) = filtro {
                filtro.agregar(sql, columna);
            }
        }
        if let Some(codigos) = &self.sector {
            sql.texto(" AND t.sector_id IN (SELECT c.id FROM sector c WHERE ")
                .en_textos("c.codigo", codigos)
                .texto(")");
        }
        if let Some(niveles) = &self.nivel_gobierno {
            let codigos: Vec<i64> = niveles.iter().map(|n| n.codigo()).collect();
            sql.texto(" AND ").en_enteros("t.nivel_gobierno", &codigos);
        }
        if let Some(clases) = &self.clasificacion {
            sql.texto(" AND ").en_textos("t.clasificacion", clases);
        }
        if let Some(codigo) = &self.grupo_de {
            sql.texto(" AND EXISTS (SELECT 1 FROM entidad g WHERE g.id IN (t.id, t.adscrita_a_id) AND g.codigo = ");
            sql.valor(codigo.clone()).texto(")");
        }
        if let Some(en_alcance) = self.en_alcance_ley_30057 {
            sql.texto(" AND t.en_alcance_ley_30057 = ").valor(en_alcance);
        }
        sql.existe(self.reportaron, "SELECT 1 FROM version x WHERE x.entidad_id = t.id AND x.vigente");
        if let Some(demostracion) = self.demostracion {
            sql.texto(" AND t.demostracion = ").valor(demostracion);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        let Solicitud { sectores, directorio, .. } = solicitud;
        let hay_sector = |codigo: &String| sectores.values().any(|(conocido, _)| conocido == codigo);
        let hay_clase = |codigo: &String| directorio.hay_clasificacion(codigo);
        let hay_entidad = |codigo: &String| !directorio.entidad(codigo).is_empty();
        exigir("sector", self.sector.iter().flatten(), hay_sector)?;
        exigir("clasificacion", self.clasificacion.iter().flatten(), hay_clase)?;
        exigir("grupoDe", self.grupo_de.iter(), hay_entidad)
    }

    conectores!();
}

fn exigir<'a>(
    campo: &'static str,
    mut codigos: impl Iterator<Item = &'a String>,
    hay: impl Fn(&String) -> bool,
) -> Result<(), ApiError> {
    codigos.find(|codigo| !hay(codigo)).map_or(Ok(()), |codigo| Err(desconocido(campo, codigo)))
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EntidadCampo {
    /// Código.
    Codigo,
    /// Sigla.
    Sigla,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Clase.
    Clasificacion,
    /// Nivel de gobierno: nacional, regional, local.
    NivelGobierno,
    /// Sector, en el orden en que entró al catálogo.
    Sector,
}

impl CampoDeOrden for EntidadCampo {
    type Tabla = entidad::Entity;

    fn columna(self) -> entidad::Column {
        match self {
            Self::Codigo => entidad::Column::Codigo,
            Self::Sigla => entidad::Column::Sigla,
            Self::Nombre => entidad::Column::Clave,
            Self::Clasificacion => entidad::Column::Clasificacion,
            Self::NivelGobierno => entidad::Column::NivelGobierno,
            Self::Sector => entidad::Column::SectorId,
        }
    }
}
