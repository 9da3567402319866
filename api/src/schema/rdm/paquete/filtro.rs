//! What `Paquete` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::paquete;

use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::{FechaFiltro, comprobar_entidades, por_codigo, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre paquetes de entrega. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PaqueteFiltro {
    /// Por el código de servicio: uno de estos.
    pub servicio: Option<Vec<String>>,
    /// Por el código de cliente: uno de estos.
    pub cliente: Option<Vec<String>>,
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por fin de su construcción.
    pub construido_el: Option<FechaFiltro>,
    /// Si fue tomado como línea base.
    pub linea_base: Option<bool>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<PaqueteFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<PaqueteFiltro>,
    /// No esta condición.
    pub no: Option<Box<PaqueteFiltro>>,
}

impl Combinable for PaqueteFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.servicio {
            por_codigo(sql, "servicio", "t.servicio_id", codigos);
        }
        if let Some(codigos) = &self.cliente {
            por_codigo(sql, "cliente", "t.cliente_id", codigos);
        }
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(fecha) = &self.construido_el {
            fecha.agregar(sql, "t.construido_el");
        }
        if let Some(si) = self.linea_base {
            sql.texto(" AND t.linea_base = ").valor(si);
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_entidades(solicitud, self.entidad.as_deref())
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PaqueteCampo {
    /// Código, único entre los paquetes de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for PaqueteCampo {
    type Tabla = paquete::Entity;

    fn columna(self) -> paquete::Column {
        match self {
            Self::Codigo => paquete::Column::Codigo,
            Self::Nombre => paquete::Column::Clave,
            Self::Creacion => paquete::Column::Id,
        }
    }
}
