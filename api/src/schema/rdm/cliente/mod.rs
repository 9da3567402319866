//! `Cliente`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::cliente;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Nodo, Pagina, hijos};
use crate::schema::entidad::Entidad;
use crate::schema::id::{self, Tipo};
use crate::schema::lote::Fila;
use crate::schema::orden::Criterio;
use crate::schema::rdm::entrega::{Entrega, EntregaCampo, EntregaFiltro};
use crate::schema::rdm::enums::TipoCliente;
use crate::schema::rdm::politica_entrega::{PoliticaEntrega, PoliticaEntregaCampo, PoliticaEntregaFiltro};
use crate::schema::registro::{Registrado, clave};
use crate::schema::vinculo::uno;
use crate::store::lista::{Clave, Relacion};

pub use escritura::{CambiarClienteInput, ClienteMutation, ClientePayload, CrearClienteInput};
pub use filtro::{ClienteCampo, ClienteFiltro};

/// A node over a row of `cliente`.
#[derive(Clone)]
pub struct Cliente(pub Fila<cliente::Model>);

impl From<Fila<cliente::Model>> for Cliente {
    fn from(fila: Fila<cliente::Model>) -> Self {
        Self(fila)
    }
}

impl Nodo for Cliente {
    type Tabla = cliente::Entity;
    const NOMBRE: &'static str = "Cliente";
}

const POR_CLIENTE_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "cliente_id"], ademas: "" };
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

    /// Políticas de entrega y despliegue, por servicio.
    async fn politicas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<PoliticaEntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PoliticaEntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<PoliticaEntrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<cliente::Entity>(f)), &POR_CLIENTE_ID, pagina).await
    }

    /// Entregas que recibe.
    async fn entregas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<EntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<cliente::Entity>(f)), &POR_CLIENTE_ID, pagina).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<cliente::Entity> {
        Registrado::from(&self.0)
    }
}
