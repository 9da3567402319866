//! What `Cliente` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::cliente;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::TipoCliente;
use crate::schema::registro::filtro::{comprobar_entidades, por_entidad, vivos};
use crate::store::sql::Sql;

/// Condiciones sobre clientes. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ClienteFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por tipo: uno de estos.
    pub tipo: Option<Vec<TipoCliente>>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<ClienteFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<ClienteFiltro>,
    /// No esta condición.
    pub no: Option<Box<ClienteFiltro>>,
}

impl Combinable for ClienteFiltro {
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
        if let Some(lista) = &self.tipo {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::TipoCliente::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.tipo", &codigos);
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
pub enum ClienteCampo {
    /// Código, único entre los clientes de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for ClienteCampo {
    type Tabla = cliente::Entity;

    fn columna(self) -> cliente::Column {
        match self {
            Self::Codigo => cliente::Column::Codigo,
            Self::Nombre => cliente::Column::Clave,
            Self::Creacion => cliente::Column::Id,
        }
    }
}
