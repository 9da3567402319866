//! `pertinencia`: tab 6 of the workbook, «Pertinencia de dotación».

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use quipu_entities::ejecucion;

use super::argumentos::DimensionDeDotacion as D;
use super::cobertura::CoberturaDeEntidades;
use super::fila::DotacionFila;
use super::filtro::DotacionFiltro;
use super::necesidades::solo_entidad;
use super::regla::ReglaDeDotacion;
use super::{Dotacion, Pregunta};
use crate::domain::carga;
use crate::domain::decimal::{PICO, de_entero};
use crate::error::ApiError;
use crate::schema::actividad::Actividad;
use crate::schema::ascendencia::ancestros;
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Nodo, Pagina};
use crate::schema::ejecucion::{Ejecucion, EjecucionCampo, EjecucionFiltro};
use crate::schema::enums::TipoMatriz;
use crate::schema::id::{self, Tipo};
use crate::schema::lote::Fila;
use crate::schema::nulo::o_nulo;
use crate::schema::orden::{Criterio, Direccion};
use crate::schema::proceso::Proceso;
use crate::schema::puesto_propuesto::PuestoPropuesto;
use crate::schema::scalar::Decimal;
use crate::schema::tarea::Tarea;
use crate::schema::version::VersionEleccion;
use crate::schema::vinculo::{POR_LLAVE, uno};
use crate::store::ascendencia::Desde;

/// Root field of tab 6.
#[derive(Default)]
pub struct PertinenciaQuery;

#[Object]
impl PertinenciaQuery {
    /// Qué ejecuta cada puesto de una entidad y cuántos servidores pide cada tarea, con la forma de la pestaña 6 del libro:
    /// sirve para decidir a qué grupo, familia, rol y nivel pertenece cada ejecutor.
    async fn pertinencia(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Código de la entidad.")] entidad: String,
        #[graphql(desc = "Puestos que abarca; todos si no se dice.")] filtro: Option<DotacionFiltro>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Result<Pertinencia, ApiError> {
        let dimensiones = vec![D::Naturaleza, D::Organo, D::Unidad, D::Puesto];
        let entidades = Some(solo_entidad(ctx, entidad).await?);
        Ok(Pertinencia(Pregunta { dimensiones, entidades, filtro, matriz, version }.responder(ctx).await?))
    }
}

/// Tab 6.
pub struct Pertinencia(Dotacion);

/// Pertinencia de dotación de una entidad (pestaña 6): filas y totales en servidores.
#[Object]
impl Pertinencia {
    /// Las filas: puesto, proceso, actividad y tarea, con sus servidores. Puesto por puesto si no se pide otro orden.
    async fn filas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las filas.")] filtro: Option<EjecucionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EjecucionCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<PertinenciaFila>, ApiError> {
        let por_puesto = [EjecucionCampo::Puesto, EjecucionCampo::Orden];
        let por_puesto = || por_puesto.map(|campo| Criterio { campo, direccion: Direccion::Asc }).to_vec();
        let pagina = Pagina::nueva(filtro, Some(orden.unwrap_or_else(por_puesto)), first, after)?;
        match self.0.agrupadas(ctx, 0)?.pop() {
            Some(total) => total.detalle(ctx, pagina).await,
            None => Conexion::vacia(pagina),
        }
    }

    /// Totales por naturaleza.
    async fn por_naturaleza(&self, ctx: &Context<'_>) -> Result<Vec<DotacionFila>, ApiError> {
        self.0.agrupadas(ctx, 1)
    }

    /// Totales por órgano.
    async fn por_organo(&self, ctx: &Context<'_>) -> Result<Vec<DotacionFila>, ApiError> {
        self.0.agrupadas(ctx, 2)
    }

    /// Totales por unidad orgánica; las unidades sin puestos también están, sin datos.
    async fn por_unidad(&self, ctx: &Context<'_>) -> Result<Vec<DotacionFila>, ApiError> {
        self.0.agrupadas(ctx, 3)
    }

    /// Totales por ejecutor: el puesto propuesto.
    async fn por_ejecutor(&self, ctx: &Context<'_>) -> Result<Vec<DotacionFila>, ApiError> {
        let ejecutores = self.0.respuesta.grupos.iter().filter(|grupo| !grupo.sin_datos);
        self.0.lote(ctx, ejecutores.cloned().collect(), self.0.consulta.dimensiones.len())
    }

    /// Total de la entidad.
    async fn total(&self, ctx: &Context<'_>) -> Option<Result<DotacionFila, ApiError>> {
        o_nulo(async { Ok(self.0.agrupadas(ctx, 0)?.pop()) }).await
    }

    /// Cómo se obtuvieron las posiciones, y con qué umbral de redondeo.
    async fn regla(&self) -> ReglaDeDotacion {
        ReglaDeDotacion(Arc::clone(&self.0.consulta))
    }

    /// Si la entidad reportó.
    async fn cobertura(&self) -> CoberturaDeEntidades {
        self.0.respuesta.total().cobertura.into()
    }
}

/// A row of tab 6: an execution.
#[derive(Clone)]
pub struct PertinenciaFila(Fila<ejecucion::Model>);

impl From<Fila<ejecucion::Model>> for PertinenciaFila {
    fn from(fila: Fila<ejecucion::Model>) -> Self {
        Self(fila)
    }
}

impl Nodo for PertinenciaFila {
    type Tabla = ejecucion::Entity;
    const NOMBRE: &'static str = "PertinenciaFila";
}

impl PertinenciaFila {
    async fn ancestro(&self, ctx: &Context<'_>, nivel: i16) -> Result<Option<Proceso>, ApiError> {
        let arriba: Vec<Proceso> =
            ancestros(ctx, &self.0, Desde::Actividades, |x| Some(x.junto(x.actividad_id))).await?;
        Ok(arriba.into_iter().find(|proceso| proceso.0.nivel == nivel))
    }
}

/// Fila de la pestaña 6: lo que un puesto ejecuta y los servidores que pide.
#[Object]
impl PertinenciaFila {
    /// Identificador opaco de la ejecución.
    async fn id(&self) -> ID {
        id::escribir(Tipo::Ejecucion, self.0.junto(self.0.id))
    }

    /// Ejecutor: el puesto propuesto, con su naturaleza, órgano y unidad.
    async fn ejecutor(&self, ctx: &Context<'_>) -> Option<Result<PuestoPropuesto, ApiError>> {
        uno(ctx, &self.0, |x| Some(x.junto(x.puesto_propuesto_id)), &POR_LLAVE).await.transpose()
    }

    /// Proceso de nivel 0; de él sale el tipo de proceso.
    async fn macroproceso(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        self.ancestro(ctx, 0).await.transpose()
    }

    /// Proceso de nivel 1, si lo hay.
    async fn proceso_nivel_1(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        self.ancestro(ctx, 1).await.transpose()
    }

    /// Proceso de nivel 2, si lo hay.
    async fn proceso_nivel_2(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        self.ancestro(ctx, 2).await.transpose()
    }

    /// Actividad.
    async fn actividad(&self, ctx: &Context<'_>) -> Option<Result<Actividad, ApiError>> {
        uno(ctx, &self.0, |x| Some(x.junto(x.actividad_id)), &POR_LLAVE).await.transpose()
    }

    /// Tarea, si la actividad las tiene.
    async fn tarea(&self, ctx: &Context<'_>) -> Option<Result<Tarea, ApiError>> {
        uno(ctx, &self.0, |x| x.tarea_id.map(|id| x.junto(id)), &POR_LLAVE).await.transpose()
    }

    /// Servidores que pide, sin redondear; nulo si le falta la frecuencia o la duración.
    async fn servidores(&self) -> Option<Decimal> {
        self.0.horas_pico.map(|v| carga::servidores(de_entero(v, PICO)).into())
    }

    /// La ejecución, con su frecuencia, su duración y su fórmula.
    async fn ejecucion(&self) -> Ejecucion {
        Ejecucion(self.0.clone())
    }
}
