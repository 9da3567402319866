//! `Cliente`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::cliente;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::schema::entidad::Entidad;
use crate::schema::id::{self, Tipo};
use crate::schema::rdm::acordado::Acordado;
use crate::schema::rdm::enums::TipoCliente;
use crate::schema::registro::{Registrado, clave};
use crate::schema::vinculo::uno;
use crate::store::lista::{Clave, Relacion};

pub use escritura::{CambiarClienteInput, ClienteMutation, ClientePayload, CrearClienteInput};
pub use filtro::{ClienteCampo, ClienteFiltro};

nodo!(Cliente, cliente);

const POR_ID: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };

/// Quien recibe servicios de la entidad: otra entidad, una unidad suya o alguien de fuera.
#[Object]
impl Cliente {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Cliente, clave::<cliente::Entity>(&self.0))
    }

    /// Código, único entre los clientes de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Qué es.
    async fn tipo(&self) -> Option<TipoCliente> {
        estado::TipoCliente::de_codigo(self.0.tipo).map(TipoCliente::from)
    }

    /// La entidad del catálogo, si lo es: su código.
    async fn es_entidad(&self, ctx: &Context<'_>) -> Option<Result<Entidad, ApiError>> {
        uno(ctx, &self.0, |f| f.es_entidad_id.map(|id| Clave([id.into(), 0, 0, 0])), &POR_ID).await.transpose()
    }

    /// Con quién se trata.
    async fn contacto(&self) -> Option<&str> {
        self.0.contacto.as_deref()
    }

    #[graphql(flatten)]
    async fn acordado(&self) -> Acordado<cliente::Entity> {
        Acordado::from(&self.0)
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<cliente::Entity> {
        Registrado::from(&self.0)
    }
}
