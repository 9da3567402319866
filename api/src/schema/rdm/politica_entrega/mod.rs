//! `PoliticaEntrega`.

mod escritura;
mod filtro;
mod aprobar;

use async_graphql::{Context, ID, Object};
use chrono::DateTime;
use quipu_entities::politica_entrega;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::schema::id::{self, Tipo};
use crate::schema::rdm::cliente::Cliente;
use crate::schema::rdm::enums::{Distribucion, EstadoEntrega, MetodoDespliegue, ModoDespliegue, TipoEntrega};
use crate::schema::rdm::servicio::Servicio;
use crate::schema::rdm::tipos::{Congelamiento, ItemPolitica};
use crate::schema::registro::datos::leer;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::{Fecha, Instante};
use crate::schema::vinculo::uno;

pub use aprobar::{AprobacionMutation, AprobarPoliticaEntregaInput};
pub use escritura::{
    CambiarPoliticaEntregaInput, CrearPoliticaEntregaInput, PoliticaEntregaMutation, PoliticaEntregaPayload,
};
pub use filtro::{PoliticaEntregaCampo, PoliticaEntregaFiltro};

nodo!(PoliticaEntrega, politica_entrega);

/// Política de entrega y despliegue para un cliente y un servicio. La aprobada no cambia: se hace otra edición.
#[Object]
impl PoliticaEntrega {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::PoliticaEntrega, clave::<politica_entrega::Entity>(&self.0))
    }

    /// Servicio.
    async fn servicio(&self, ctx: &Context<'_>) -> Option<Result<Servicio, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<politica_entrega::Entity>(f, f.servicio_id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Cliente.
    async fn cliente(&self, ctx: &Context<'_>) -> Option<Result<Cliente, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<politica_entrega::Entity>(f, f.cliente_id)), &POR_REGISTRO).await.transpose()
    }

    /// Edición: 1, 2, 3 … para el mismo servicio y cliente.
    async fn edicion(&self) -> i32 {
        self.0.edicion
    }

    /// Cómo llega a todos sus lugares.
    async fn metodo(&self) -> Option<MetodoDespliegue> {
        estado::MetodoDespliegue::de_codigo(self.0.metodo).map(MetodoDespliegue::from)
    }

    /// Quién comienza la distribución.
    async fn distribucion(&self) -> Option<Distribucion> {
        estado::Distribucion::de_codigo(self.0.distribucion).map(Distribucion::from)
    }

    /// Si lo hace una herramienta o personas.
    async fn modo(&self) -> Option<ModoDespliegue> {
        estado::ModoDespliegue::de_codigo(self.0.modo).map(ModoDespliegue::from)
    }

    /// Cada cuánto se entrega.
    async fn frecuencia(&self) -> Option<&str> {
        self.0.frecuencia.as_deref()
    }

    /// Tipos de entrega que admite; todos si no se dice.
    async fn tipos(&self) -> Vec<TipoEntrega> {
        leer(&self.0.tipos).unwrap_or_default()
    }

    /// Qué cuenta como emergencia.
    async fn emergencia(&self) -> Option<&str> {
        self.0.emergencia.as_deref()
    }

    /// Pasos que una emergencia puede omitir.
    async fn omite(&self) -> Vec<EstadoEntrega> {
        leer(&self.0.omite).unwrap_or_default()
    }

    /// Lo que se verifica tras un despliegue, además de documentación, comunicación y roles.
    async fn verificacion(&self) -> Vec<ItemPolitica> {
        leer(&self.0.verificacion).unwrap_or_default()
    }

    /// Períodos en que no se despliega, salvo emergencias.
    async fn congelamientos(&self) -> Vec<Congelamiento> {
        leer(&self.0.congelamientos).unwrap_or_default()
    }

    /// Desde cuándo rige.
    async fn vigente_desde(&self) -> Option<Fecha> {
        self.0.vigente_desde.as_deref().and_then(Fecha::leer)
    }

    /// Hasta cuándo rige; sin fecha, hasta que otra edición la reemplace.
    async fn vigente_hasta(&self) -> Option<Fecha> {
        self.0.vigente_hasta.as_deref().and_then(Fecha::leer)
    }

    /// Cuándo se aprobó; nulo mientras es borrador.
    async fn aprobada_en(&self) -> Option<Instante> {
        self.0.aprobada_s.and_then(|s| DateTime::from_timestamp(s, 0)).map(Instante)
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<politica_entrega::Entity> {
        Registrado::from(&self.0)
    }
}
