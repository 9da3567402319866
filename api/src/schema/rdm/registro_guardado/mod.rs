//! `RegistroGuardado`.

mod escritura;
mod filtro;
mod retencion;

use async_graphql::{Context, ID, Object};
use quipu_entities::registro_guardado;

use crate::domain::entrega::control;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, nodo, raiz};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::comun::hoy;
use crate::schema::rdm::entrega::Entrega;
use crate::schema::rdm::enums::ClaseRegistroGuardado;
use crate::schema::registro::datos::leer;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Fecha;
use crate::schema::vinculo::uno;

pub use escritura::{
    CambiarRegistroGuardadoInput, CrearRegistroGuardadoInput, RegistroGuardadoMutation, RegistroGuardadoPayload,
};
pub use filtro::{RegistroGuardadoCampo, RegistroGuardadoFiltro};

nodo!(RegistroGuardado, registro_guardado);

/// Registro que el proceso guarda (ISO/IEC 20000-1, 7.5.3), con su retención.
#[Object]
impl RegistroGuardado {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::RegistroGuardado, clave::<registro_guardado::Entity>(&self.0))
    }

    /// Código, único entre los registros guardados de la entidad.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Qué es: de ello depende su retención.
    async fn clase(&self) -> Option<ClaseRegistroGuardado> {
        control::ClaseRegistroGuardado::de_codigo(self.0.clase).map(ClaseRegistroGuardado::from)
    }

    /// Entrega de la que es.
    async fn entrega(&self, ctx: &Context<'_>) -> Option<Result<Entrega, ApiError>> {
        uno(ctx, &self.0, |f| f.entrega_id.map(|id| junto::<registro_guardado::Entity>(f, id)), &POR_REGISTRO)
            .await
            .transpose()
    }

    /// Dónde está.
    async fn ubicacion(&self) -> &str {
        &self.0.ubicacion
    }

    /// Cargo que responde por él.
    async fn responsable(&self) -> &str {
        &self.0.responsable
    }

    /// Controles que lo protegen.
    async fn controles(&self) -> Vec<String> {
        leer(&self.0.controles).unwrap_or_default()
    }

    /// Meses que se guarda; los informes, 36 si no se dice; los planes no los llevan: se archivan tras la revisión posterior a la implementación.
    async fn retencion_meses(&self) -> Option<i32> {
        self.0.retencion_meses
    }

    /// Día desde el que se cuenta su retención.
    async fn desde(&self) -> Option<Fecha> {
        self.0.desde.as_deref().and_then(Fecha::leer)
    }

    /// Último día que se guarda; nulo si no se cuenta por meses.
    async fn vence_el(&self) -> Option<Fecha> {
        self.0.vence_el.as_deref().and_then(Fecha::leer)
    }

    /// Si su retención está vencida ese día: pasó su último día, o es un plan de una entrega que ya terminó. Lo archivado
    /// no vence.
    async fn vencido(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Día del que se pregunta; hoy, en el Perú, si no se dice.")] dia: Option<Fecha>,
    ) -> Result<bool, ApiError> {
        let Fecha(dia) = dia.unwrap_or_else(|| hoy(ctx));
        let fila = &*self.0;
        let plan = fila.clase == control::ClaseRegistroGuardado::Plan.codigo();
        let suya = |f: &registro_guardado::Model| f.entrega_id.map(|id| junto::<registro_guardado::Entity>(f, id));
        let entrega = if plan { uno(ctx, &self.0, suya, &POR_REGISTRO).await? } else { None };
        let cerrada = entrega.and_then(|Entrega(entrega)| entrega.cerrada_s);
        Ok(fila.archivado_en.is_none() && control::vencido(fila.vence_el.as_deref(), cerrada, dia))
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<registro_guardado::Entity> {
        Registrado::from(&self.0)
    }
}

/// Root fields.
#[derive(Default)]
pub struct RegistroGuardadoQuery;

#[Object]
impl RegistroGuardadoQuery {
    /// Registros guardados de todas las entidades, hasta donde quien pregunta puede ver.
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
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
