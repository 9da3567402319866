//! `Entrega`.

mod escritura;
mod filtro;
mod lista;
mod pasos;
mod posibles;

use async_graphql::{Context, ID, Object};
use chrono::DateTime;
use quipu_entities::entrega;

use crate::domain::entrega::estado;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::cliente::Cliente;
use crate::schema::rdm::despliegue::{Despliegue, DespliegueCampo, DespliegueFiltro};
use crate::schema::rdm::enums::{EstadoEntrega, TipoEntrega};
use crate::schema::rdm::mejora::{Mejora, MejoraCampo, MejoraFiltro};
use crate::schema::rdm::paquete::Paquete;
use crate::schema::rdm::politica_entrega::PoliticaEntrega;
use crate::schema::rdm::prueba::{Prueba, PruebaCampo, PruebaFiltro};
use crate::schema::rdm::registro_guardado::{RegistroGuardado, RegistroGuardadoCampo, RegistroGuardadoFiltro};
use crate::schema::rdm::servicio::Servicio;
use crate::schema::rdm::tipos::{Autorizacion, PasoDado, PasoPosible, RevisionCierre};
use crate::schema::registro::datos::leer;
use crate::schema::registro::vinculo::{Vinculo, vinculos};
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::{Fecha, Instante};
use crate::schema::vinculo::uno;
use crate::store::lista::Relacion;
use posibles::posibles;

pub use escritura::{CambiarEntregaInput, CrearEntregaInput, EntregaMutation, EntregaPayload};
pub use filtro::{EntregaCampo, EntregaFiltro};
pub use lista::EntregaQuery;
pub(crate) use pasos::avanzar;
pub use pasos::{AutorizarEntregaInput, AvanzarEntregaInput, PasoEntregaMutation, RevisarEntregaInput};

nodo!(Entrega, entrega);

const POR_ENTREGA_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "entrega_id"], ademas: "" };
const POR_ORIGEN_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "origen_id"], ademas: "" };

/// Entrega: lo que se construye, prueba, despliega y revisa junto, desde su plan hasta su cierre.
#[Object]
impl Entrega {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Entrega, clave::<entrega::Entity>(&self.0))
    }

    /// Servicio que cambia.
    async fn servicio(&self, ctx: &Context<'_>) -> Option<Result<Servicio, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<entrega::Entity>(f, f.servicio_id)), &POR_REGISTRO).await.transpose()
    }

    /// Cliente que la recibe.
    async fn cliente(&self, ctx: &Context<'_>) -> Option<Result<Cliente, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<entrega::Entity>(f, f.cliente_id)), &POR_REGISTRO).await.transpose()
    }

    /// Código, único entre las entregas de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Tipo.
    async fn tipo(&self) -> Option<TipoEntrega> {
        estado::TipoEntrega::de_codigo(self.0.tipo).map(TipoEntrega::from)
    }

    /// Estado.
    async fn estado(&self) -> Option<EstadoEntrega> {
        estado::EstadoEntrega::de_codigo(self.0.estado).map(EstadoEntrega::from)
    }

    /// Política que rige para el servicio y el cliente; nula en el borrador que aún no tiene ninguna.
    async fn politica(&self, ctx: &Context<'_>) -> Option<Result<PoliticaEntrega, ApiError>> {
        uno(ctx, &self.0, |f| f.politica_id.map(|id| junto::<entrega::Entity>(f, id)), &POR_REGISTRO).await.transpose()
    }

    /// Paquete que lleva.
    async fn paquete(&self, ctx: &Context<'_>) -> Option<Result<Paquete, ApiError>> {
        uno(ctx, &self.0, |f| f.paquete_id.map(|id| junto::<entrega::Entity>(f, id)), &POR_REGISTRO).await.transpose()
    }

    /// Comienzo planificado.
    async fn plan_inicio(&self) -> Option<Fecha> {
        self.0.plan_inicio.as_deref().and_then(Fecha::leer)
    }

    /// Fin planificado del despliegue.
    async fn plan_fin(&self) -> Option<Fecha> {
        self.0.plan_fin.as_deref().and_then(Fecha::leer)
    }

    /// Qué contiene.
    async fn contenido(&self) -> Option<&str> {
        self.0.contenido.as_deref()
    }

    /// Criterios de aceptación.
    async fn criterios(&self) -> Vec<String> {
        leer(&self.0.criterios).unwrap_or_default()
    }

    /// Cuándo acordó el cliente los criterios.
    async fn criterios_acordados_el(&self) -> Option<Fecha> {
        self.0.criterios_acordados_el.as_deref().and_then(Fecha::leer)
    }

    /// Quién los acordó por el cliente.
    async fn criterios_acordados_por(&self) -> Option<&str> {
        self.0.criterios_acordados_por.as_deref()
    }

    /// Paquete de diseño del servicio (SDP).
    async fn sdp(&self) -> Option<&str> {
        self.0.sdp.as_deref()
    }

    /// Solicitud de cambio (`RfC`).
    async fn rfc(&self) -> Option<&str> {
        self.0.rfc.as_deref()
    }

    /// Errores conocidos que cierra.
    async fn errores_conocidos(&self) -> Vec<String> {
        leer(&self.0.errores_conocidos).unwrap_or_default()
    }

    /// Problemas que cierra.
    async fn problemas(&self) -> Vec<String> {
        leer(&self.0.problemas).unwrap_or_default()
    }

    /// Por qué es una emergencia.
    async fn justificacion_emergencia(&self) -> Option<&str> {
        self.0.justificacion_emergencia.as_deref()
    }

    /// Lo que dijo de ella la Autoridad de Cambio.
    async fn autorizacion(&self) -> Option<Autorizacion> {
        self.0.autorizacion.as_ref().and_then(leer)
    }

    /// Los pasos que dio, del primero al último.
    async fn pasos(&self) -> Vec<PasoDado> {
        leer(&self.0.pasos).unwrap_or_default()
    }

    /// Revisión posterior al despliegue.
    async fn revision_cierre(&self) -> Option<RevisionCierre> {
        self.0.revision_cierre.as_ref().and_then(leer)
    }

    /// Si tuvo éxito; nulo hasta su cierre.
    async fn exitosa(&self) -> Option<bool> {
        self.0.exitosa
    }

    /// Si quedó desplegada hasta el día planificado; nulo si no se desplegó o no había uno.
    async fn a_tiempo(&self) -> Option<bool> {
        self.0.a_tiempo
    }

    /// Cuándo quedó planificada.
    async fn planificada_en(&self) -> Option<Instante> {
        self.0.planificada_s.and_then(|s| DateTime::from_timestamp(s, 0)).map(Instante)
    }

    /// Cuándo quedó desplegada.
    async fn desplegada_en(&self) -> Option<Instante> {
        self.0.desplegada_s.and_then(|s| DateTime::from_timestamp(s, 0)).map(Instante)
    }

    /// Cuándo se cerró.
    async fn cerrada_en(&self) -> Option<Instante> {
        self.0.cerrada_s.and_then(|s| DateTime::from_timestamp(s, 0)).map(Instante)
    }

    /// Procesos, actividades y tareas que cambia.
    async fn vinculos(&self, ctx: &Context<'_>) -> Result<Vec<Vinculo>, ApiError> {
        vinculos::<entrega::Entity>(ctx, &self.0).await
    }

    /// Pruebas.
    async fn pruebas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<PruebaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PruebaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Prueba>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<entrega::Entity>(f)), &POR_ENTREGA_ID, pagina).await
    }

    /// Despliegues.
    async fn despliegues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<DespliegueFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<DespliegueCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Despliegue>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<entrega::Entity>(f)), &POR_ENTREGA_ID, pagina).await
    }

    /// Mejoras que trae.
    async fn mejoras(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MejoraFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<entrega::Entity>(f)), &POR_ENTREGA_ID, pagina).await
    }

    /// Mejoras que su revisión abrió.
    async fn mejoras_abiertas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MejoraFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<entrega::Entity>(f)), &POR_ORIGEN_ID, pagina).await
    }

    /// Lo que se guarda de ella: planes e informes.
    async fn registros_guardados(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<RegistroGuardadoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<RegistroGuardadoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<RegistroGuardado>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<entrega::Entity>(f)), &POR_ENTREGA_ID, pagina).await
    }

    /// Los pasos que hay desde su estado, y lo que le falta a cada uno: lo mismo que diría el rechazo de `avanzarEntrega`.
    async fn pasos_posibles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Motivo con que se daría el paso; sin él, los que lo piden dicen que falta.")] motivo: Option<
            String,
        >,
    ) -> Result<Vec<PasoPosible>, ApiError> {
        posibles(ctx, &self.0, motivo.as_deref()).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<entrega::Entity> {
        Registrado::from(&self.0)
    }
}
