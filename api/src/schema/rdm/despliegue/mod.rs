//! `Despliegue`.

mod escritura;
mod filtro;
mod pasos;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::DateTime;
use quipu_entities::{despliegue, entrega};

use crate::domain::entrega::condicion::faltantes;
use crate::domain::entrega::{despliegue as maquina, estado};
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo};
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::nulo::o_nulo;
use crate::schema::orden::Criterio;
use crate::schema::rdm::comun::hoy;
use crate::schema::rdm::entrega::Entrega;
use crate::schema::rdm::enums::EstadoDespliegue;
use crate::schema::rdm::linea_base::{LineaBase, LineaBaseCampo, LineaBaseFiltro};
use crate::schema::rdm::tipos::{Autorizacion, ItemVerificado, PasoDado, PasoPosible};
use crate::schema::registro::datos::leer;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::{Fecha, Instante};
use crate::schema::vinculo::uno;
use crate::store::entrega::Expediente;
use crate::store::entrega::expedientes::expedientes;
use crate::store::lista::{Clave, Relacion, por_claves};

pub use escritura::{CambiarDespliegueInput, CrearDespliegueInput, DespliegueMutation, DesplieguePayload};
pub use filtro::{DespliegueCampo, DespliegueFiltro};
pub use pasos::{AutorizarDespliegueInput, AvanzarDespliegueInput, PasoDespliegueMutation, VerificarDespliegueInput};
pub(crate) use pasos::{avanzar, verificar};

nodo!(Despliegue, despliegue);

const POR_DESPLIEGUE_ID: Relacion = Relacion { columnas: ["entidad_id", "", "", "despliegue_id"], ademas: "" };

/// Despliegue del paquete de una entrega en un ambiente.
#[Object]
impl Despliegue {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Despliegue, clave::<despliegue::Entity>(&self.0))
    }

    /// Entrega que se despliega.
    async fn entrega(&self, ctx: &Context<'_>) -> Option<Result<Entrega, ApiError>> {
        uno(ctx, &self.0, |f| Some(junto::<despliegue::Entity>(f, f.entrega_id)), &POR_REGISTRO).await.transpose()
    }

    /// Ambiente.
    async fn ambiente(&self) -> &str {
        &self.0.ambiente
    }

    /// Quién lo ejecuta.
    async fn ejecutor(&self) -> Option<&str> {
        self.0.ejecutor.as_deref()
    }

    /// Estado.
    async fn estado(&self) -> Option<EstadoDespliegue> {
        estado::EstadoDespliegue::de_codigo(self.0.estado).map(EstadoDespliegue::from)
    }

    /// Comienzo planificado.
    async fn plan_inicio(&self) -> Option<Fecha> {
        self.0.plan_inicio.as_deref().and_then(Fecha::leer)
    }

    /// Fin planificado.
    async fn plan_fin(&self) -> Option<Fecha> {
        self.0.plan_fin.as_deref().and_then(Fecha::leer)
    }

    /// Cuándo comenzó.
    async fn inicio_en(&self) -> Option<Instante> {
        self.0.inicio_s.and_then(|s| DateTime::from_timestamp(s, 0)).map(Instante)
    }

    /// Cuándo terminó.
    async fn fin_en(&self) -> Option<Instante> {
        self.0.fin_s.and_then(|s| DateTime::from_timestamp(s, 0)).map(Instante)
    }

    /// Lo que dijo de él la Autoridad de Cambio.
    async fn autorizacion(&self) -> Option<Autorizacion> {
        self.0.autorizacion.as_ref().and_then(leer)
    }

    /// Lista de verificación, tal como se cumplió.
    async fn verificacion(&self) -> Vec<ItemVerificado> {
        leer(&self.0.verificacion).unwrap_or_default()
    }

    /// Cuándo se cumplió toda la lista de verificación.
    async fn verificado_en(&self) -> Option<Instante> {
        self.0.verificado_s.and_then(|s| DateTime::from_timestamp(s, 0)).map(Instante)
    }

    /// Los pasos que dio, del primero al último.
    async fn pasos(&self) -> Vec<PasoDado> {
        leer(&self.0.pasos).unwrap_or_default()
    }

    /// Líneas base, anterior y posterior.
    async fn lineas_base(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<LineaBaseFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<LineaBaseCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<LineaBase>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<despliegue::Entity>(f)), &POR_DESPLIEGUE_ID, pagina).await
    }

    /// Los pasos que hay desde su estado, y lo que le falta a cada uno: lo mismo que diría el rechazo de
    /// `avanzarDespliegue`.
    async fn pasos_posibles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Motivo con que se daría el paso; sin él, los que lo piden dicen que falta.")] motivo: Option<
            String,
        >,
    ) -> Option<Result<Vec<PasoPosible>, ApiError>> {
        o_nulo(async {
            let hoy = String::from(hoy(ctx));
            let expedientes = self.expedientes(ctx, &hoy).await?;
            let suyo = expedientes.iter().find(|(e, _)| (e.entidad_id, e.id) == (self.0.entidad_id, self.0.entrega_id));
            Ok(suyo.map(|(entrega, expediente)| {
                if entrega.archivado_en.is_some() || self.0.archivado_en.is_some() {
                    return Vec::new();
                }
                let hechos = expediente.hechos_del_despliegue(entrega, &self.0, &hoy, motivo.as_deref());
                let pasos = maquina::pasos(&hechos).into_iter();
                pasos.map(|(hasta, faltan)| PasoPosible::nuevo(hasta, &faltantes(&faltan))).collect()
            }))
        })
        .await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<despliegue::Entity> {
        Registrado::from(&self.0)
    }
}

/// Releases, each with what decides about its steps.
type Expedientes = Vec<(entrega::Model, Expediente)>;

impl Despliegue {
    /// Those of the releases of all deployments of the lot.
    async fn expedientes(&self, ctx: &Context<'_>, hoy: &str) -> Result<Arc<Expedientes>, ApiError> {
        let leer = Box::pin(async {
            let mut claves: Vec<Clave> =
                self.0.lote.filas.iter().map(|d| junto::<despliegue::Entity>(d, d.entrega_id)).collect();
            claves.sort_unstable();
            claves.dedup();
            let entregas = por_claves::<entrega::Entity>(ctx.lectura(), &claves, &POR_REGISTRO).await?;
            let entregas: Vec<entrega::Model> = entregas.into_iter().map(|(_, entrega)| entrega).collect();
            let suyos = expedientes(ctx.lectura(), &entregas.iter().collect::<Vec<_>>(), hoy).await?;
            Ok(entregas.into_iter().zip(suyos).collect())
        });
        self.0.lote.recordar(ctx, "pasos", leer).await
    }
}
