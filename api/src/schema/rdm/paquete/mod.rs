//! `Paquete`.

mod escritura;
mod filtro;

use async_graphql::{Context, ID, Object};
use quipu_entities::paquete;

use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::cliente::Cliente;
use crate::schema::rdm::entrega::{Entrega, EntregaCampo, EntregaFiltro};
use crate::schema::rdm::servicio::Servicio;
use crate::schema::rdm::unidad_entrega::UnidadEntrega;
use crate::schema::registro::datos::leer;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::{uno, varios};
use crate::store::lista::Relacion;

pub use escritura::{CambiarPaqueteInput, CrearPaqueteInput, PaqueteMutation, PaquetePayload};
pub use filtro::{PaqueteCampo, PaqueteFiltro};

nodo!(Paquete, paquete);

const POR_PAQUETE_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "paquete_id"], ademas: "" };

/// Conjunto de unidades de entrega, con su versión.
#[Object]
impl Paquete {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Paquete, clave::<paquete::Entity>(&self.0))
    }

    /// Servicio.
    async fn servicio(&self, ctx: &Context<'_>) -> Option<Result<Servicio, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<paquete::Entity>(f, f.servicio_id)), &POR_REGISTRO).await.transpose()
    }

    /// Cliente para el que se hace; nulo si sirve a todos.
    async fn cliente(&self, ctx: &Context<'_>) -> Option<Result<Cliente, ApiError>> {
        uno(ctx, &self.0, |f| f.cliente_id.map(|id| junto::<paquete::Entity>(f, id)), &POR_REGISTRO).await.transpose()
    }

    /// Código, único entre los paquetes de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Versión: primer número, de entregas mayores.
    async fn mayor(&self) -> i32 {
        self.0.mayor
    }

    /// Versión: segundo número, de entregas menores.
    async fn menor(&self) -> i32 {
        self.0.menor
    }

    /// Versión: tercer número, de entregas de emergencia.
    async fn arreglo(&self) -> i32 {
        self.0.arreglo
    }

    /// Unidades de entrega que contiene.
    async fn unidades(&self, ctx: &Context<'_>) -> Result<Vec<UnidadEntrega>, ApiError> {
        let claves = |f: &paquete::Model| {
            leer::<Vec<i64>>(&f.unidades)
                .unwrap_or_default()
                .into_iter()
                .map(|id| junto::<paquete::Entity>(f, id))
                .collect()
        };
        varios(ctx, &self.0, claves, &POR_REGISTRO).await
    }

    /// Cuándo terminó de construirse.
    async fn construido_el(&self) -> Option<Fecha> {
        self.0.construido_el.as_deref().and_then(Fecha::leer)
    }

    /// Quién lo construyó.
    async fn construido_por(&self) -> Option<&str> {
        self.0.construido_por.as_deref()
    }

    /// Si fue tomado como línea base: lo es desde que una entrega suya se cerró con éxito.
    async fn linea_base(&self) -> bool {
        self.0.linea_base
    }

    /// Entregas que lo llevan.
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
        hijos(ctx, &self.0, |_, f| Some(clave::<paquete::Entity>(f)), &POR_PAQUETE_ID, pagina).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<paquete::Entity> {
        Registrado::from(&self.0)
    }
}
