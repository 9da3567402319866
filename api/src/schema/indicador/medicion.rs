//! `Medicion`: what an indicator was in a period.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::medicion;

use super::Indicador;
use crate::domain::decimal::{MICRO, de_entero};
use crate::domain::indicador as domain;
use crate::error::ApiError;
use crate::schema::conexion::nodo;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::CampoDeOrden;
use crate::schema::registro::filtro::vivos;
use crate::schema::registro::{POR_REGISTRO, Registrado, clave, junto};
use crate::schema::scalar::Decimal;
use crate::schema::vinculo::uno;
use crate::store::sql::Sql;

nodo!(Medicion, medicion);

impl Medicion {
    async fn suyo(&self, ctx: &Context<'_>) -> Result<Option<Indicador>, ApiError> {
        let clave = |m: &medicion::Model| Some(junto::<medicion::Entity>(m, m.indicador_id));
        uno(ctx, &self.0, clave, &POR_REGISTRO).await
    }
}

/// Lo que fue un indicador en un período.
#[Object]
impl Medicion {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Medicion, clave::<medicion::Entity>(&self.0))
    }

    /// Indicador al que pertenece.
    async fn indicador(&self, ctx: &Context<'_>) -> Option<Result<Indicador, ApiError>> {
        self.suyo(ctx).await.transpose()
    }

    /// Período, como lo escribe la frecuencia del indicador, o nombre del proyecto.
    async fn periodo(&self) -> &str {
        &self.0.periodo
    }

    /// Lo que se contó.
    async fn numerador(&self) -> Decimal {
        de_entero(self.0.numerador_micro, MICRO).into()
    }

    /// Entre qué se divide.
    async fn denominador(&self) -> Decimal {
        de_entero(self.0.denominador_micro, MICRO).into()
    }

    /// Numerador ÷ denominador × `por` del indicador, a la millonésima; nulo si no hay entre qué dividir.
    async fn valor(&self, ctx: &Context<'_>) -> Option<Result<Decimal, ApiError>> {
        let (numerador, denominador) = (self.0.numerador_micro, self.0.denominador_micro);
        let valor = self.suyo(ctx).await.map(|suyo| {
            let Indicador(indicador) = suyo?;
            domain::valor(de_entero(numerador, MICRO), de_entero(denominador, MICRO), indicador.por)
        });
        valor.transpose().map(|valor| valor.map(Decimal::from))
    }

    /// Lo que conviene saber de ella.
    async fn nota(&self) -> Option<&str> {
        self.0.nota.as_deref()
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<medicion::Entity> {
        Registrado::from(&self.0)
    }
}

/// Condiciones sobre mediciones. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct MedicionFiltro {
    /// Por período.
    pub periodo: Option<TextoFiltro>,
    /// `true`: también las archivadas. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<MedicionFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<MedicionFiltro>,
    /// No esta condición.
    pub no: Option<Box<MedicionFiltro>>,
}

impl Combinable for MedicionFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(periodo) = &self.periodo {
            periodo.agregar(sql, ColumnaTexto { original: "t.periodo", clave: None });
        }
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum MedicionCampo {
    /// Período, en el orden del calendario; los proyectos, que no tienen lugar en él, al final.
    Periodo,
    /// Texto del período.
    Texto,
    /// Numerador.
    Numerador,
    /// Denominador.
    Denominador,
    /// Orden en que se crearon en la entidad.
    Creacion,
}

impl CampoDeOrden for MedicionCampo {
    type Tabla = medicion::Entity;

    fn columna(self) -> medicion::Column {
        match self {
            Self::Periodo => medicion::Column::DesdeMes,
            Self::Texto => medicion::Column::Periodo,
            Self::Numerador => medicion::Column::NumeradorMicro,
            Self::Denominador => medicion::Column::DenominadorMicro,
            Self::Creacion => medicion::Column::Id,
        }
    }
}
