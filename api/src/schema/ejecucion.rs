//! `Ejecucion`: a row of the matrix, with its formula.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::ejecucion;

use super::actividad::Actividad;
use super::calculo::CalculoDeEjecucion;
use super::clave::Ubicada;
use super::enums::Periodo;
use super::filtro::{ColumnaTexto, Combinable, DecimalFiltro, TextoFiltro, conectores};
use super::id::{self, Tipo};
use super::matriz::{Matriz, matriz_de};
use super::orden::CampoDeOrden;
use super::puesto::Puesto;
use super::puesto_propuesto::PuestoPropuesto;
use super::rastro::Rastro;
use super::scalar::Decimal;
use super::tarea::Tarea;
use super::unidad::Unidad;
use super::vinculo::{POR_LLAVE, POR_LLAVE_DE_VERSION, uno};
use crate::domain::carga;
use crate::domain::decimal::{MICRO, PICO, de_entero};
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::store::sql::Sql;

nodo!(Ejecucion, ejecucion);

/// Una fila de la matriz: quién ejecuta una actividad o tarea, en qué unidad, con qué frecuencia y cuánto demora.
#[Object]
impl Ejecucion {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Ejecucion, self.0.junto(self.0.id))
    }

    /// Actividad que se ejecuta.
    async fn actividad(&self, ctx: &Context<'_>) -> Option<Result<Actividad, ApiError>> {
        uno(ctx, &self.0, |x| Some(x.junto(x.actividad_id)), &POR_LLAVE).await.transpose()
    }

    /// Tarea que se ejecuta; nula cuando se ejecuta la actividad misma.
    async fn tarea(&self, ctx: &Context<'_>) -> Option<Result<Tarea, ApiError>> {
        uno(ctx, &self.0, |x| x.tarea_id.map(|id| x.junto(id)), &POR_LLAVE).await.transpose()
    }

    /// Unidad en la que se ejecuta.
    async fn unidad(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        uno(ctx, &self.0, |x| x.unidad_id.map(|id| x.en_version(id)), &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Puesto actual que la ejecuta, según su correlativo; nulo si es un puesto nuevo o el correlativo no existe.
    async fn puesto(&self, ctx: &Context<'_>) -> Option<Result<Puesto, ApiError>> {
        uno(ctx, &self.0, |x| x.puesto_id.map(|id| x.en_version(id)), &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Puesto propuesto en el que se suman sus horas.
    async fn puesto_propuesto(&self, ctx: &Context<'_>) -> Option<Result<PuestoPropuesto, ApiError>> {
        uno(ctx, &self.0, |x| Some(x.junto(x.puesto_propuesto_id)), &POR_LLAVE).await.transpose()
    }

    /// Matriz a la que pertenece.
    async fn matriz(&self, ctx: &Context<'_>) -> Option<Result<Matriz, ApiError>> {
        matriz_de(ctx, &self.0).await.transpose()
    }

    /// Número correlativo escrito en la fila.
    async fn correlativo(&self) -> Option<&str> {
        self.0.correlativo.as_deref()
    }

    /// Ejecutor escrito en la fila.
    async fn ejecutor(&self) -> Option<&str> {
        self.0.ejecutor.as_deref()
    }

    /// Período en que la entidad contó la frecuencia, si no la dio ya por mes.
    async fn periodo(&self) -> Option<Periodo> {
        self.0.periodo.and_then(carga::Periodo::de_codigo).map(Periodo::from)
    }

    /// Veces en ese período, como las escribió la entidad.
    async fn veces(&self) -> Option<Decimal> {
        self.0.veces_micro.map(|v| de_entero(v, MICRO).into())
    }

    /// Veces al mes.
    async fn frecuencia_mensual(&self) -> Option<Decimal> {
        self.0.frecuencia_micro.map(|v| de_entero(v, MICRO).into())
    }

    /// Horas que demora cada vez.
    async fn duracion_horas(&self) -> Option<Decimal> {
        self.0.duracion_micro.map(|v| de_entero(v, MICRO).into())
    }

    /// Horas al mes antes del tiempo suplementario: frecuencia mensual × duración.
    async fn horas(&self) -> Option<Decimal> {
        self.0.horas_pico.map(|v| de_entero(v, PICO).into())
    }

    /// Horas al mes con el tiempo suplementario: horas × 1.10 (Anexo 2).
    async fn total_tiempo(&self) -> Option<Decimal> {
        self.0.horas_pico.map(|v| carga::total_tiempo(de_entero(v, PICO)).into())
    }

    /// Servidores públicos que necesita, sin redondear: total tiempo ÷ 176 (Anexo 2).
    async fn servidores(&self) -> Option<Decimal> {
        self.0.horas_pico.map(|v| carga::servidores(de_entero(v, PICO)).into())
    }

    /// «Servidores públicos» que la entidad declaró en su libro; Quipu suma los recalculados.
    async fn servidores_declarados(&self) -> Option<Decimal> {
        self.0.declarados_pico.map(|v| de_entero(v, PICO).into())
    }

    /// La fórmula con sus datos; nula si falta la frecuencia o la duración.
    async fn calculo(&self) -> Option<CalculoDeEjecucion> {
        Some(CalculoDeEjecucion::nuevo(self.0.frecuencia_micro?, self.0.duracion_micro?, self.0.horas_pico?))
    }

    /// Fila del libro de donde se leyó.
    async fn fila(&self) -> Option<i32> {
        self.0.fila
    }

    #[graphql(flatten)]
    async fn rastro(&self) -> Rastro<Self> {
        Rastro::<Self>::de(&self.0, |fila| fila.junto(fila.id))
    }
}

/// Condiciones sobre ejecuciones. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct EjecucionFiltro {
    /// Por el ejecutor escrito en la fila.
    pub ejecutor: Option<TextoFiltro>,
    /// Por el correlativo escrito en la fila.
    pub correlativo: Option<TextoFiltro>,
    /// Por frecuencia mensual.
    pub frecuencia_mensual: Option<DecimalFiltro>,
    /// Por duración en horas.
    pub duracion_horas: Option<DecimalFiltro>,
    /// Por horas al mes antes del tiempo suplementario.
    pub horas: Option<DecimalFiltro>,
    /// `true`: con frecuencia y duración; `false`: sin alguna de las dos.
    pub con_tiempos: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<EjecucionFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<EjecucionFiltro>,
    /// No esta condición.
    pub no: Option<Box<EjecucionFiltro>>,
}

impl Combinable for EjecucionFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(ejecutor) = &self.ejecutor {
            ejecutor.agregar(sql, ColumnaTexto { original: "t.ejecutor", clave: None });
        }
        if let Some(correlativo) = &self.correlativo {
            correlativo.agregar(sql, ColumnaTexto { original: "t.correlativo", clave: None });
        }
        let decimales = [
            (&self.frecuencia_mensual, "t.frecuencia_micro", MICRO),
            (&self.duracion_horas, "t.duracion_micro", MICRO),
            (&self.horas, "t.horas_pico", PICO),
        ];
        for (filtro, columna, escala) in decimales {
            if let Some(filtro) = filtro {
                filtro.agregar(sql, columna, escala);
            }
        }
        if let Some(con) = self.con_tiempos {
            sql.texto(if con { " AND t.horas_pico IS NOT NULL" } else { " AND t.horas_pico IS NULL" });
        }
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EjecucionCampo {
    /// Orden de las filas de la matriz.
    Orden,
    /// Puesto propuesto, en el orden en que aparecen en la matriz.
    Puesto,
    /// Horas al mes.
    Horas,
    /// Veces al mes.
    FrecuenciaMensual,
    /// Horas que demora cada vez.
    DuracionHoras,
}

impl CampoDeOrden for EjecucionCampo {
    type Tabla = ejecucion::Entity;

    fn columna(self) -> ejecucion::Column {
        match self {
            Self::Orden => ejecucion::Column::Orden,
            Self::Puesto => ejecucion::Column::PuestoPropuestoId,
            Self::Horas => ejecucion::Column::HorasPico,
            Self::FrecuenciaMensual => ejecucion::Column::FrecuenciaMicro,
            Self::DuracionHoras => ejecucion::Column::DuracionMicro,
        }
    }
}
