//! `Indicador`: what a process is measured by.

pub mod escritura;
mod filtro;
mod medicion;
pub mod medir;
pub mod resumen;

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use quipu_entities::{indicador, medicion as tabla};

use self::resumen::{AgrupacionDePeriodos, ResumenDeIndicador};
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::context::ContextExt;
use super::ficha::{Ficha, ficha_de};
use super::id::{self, Tipo};
use super::orden::Criterio;
use super::registro::{Registrado, clave};
use super::scalar::Decimal;
use crate::domain::decimal::{MICRO, de_entero};
use crate::domain::indicador as domain;
use crate::error::ApiError;
use crate::store::ficha::{datos, mediciones};
use crate::store::lista::{Clave, Relacion};

pub use escritura::IndicadorMutation;
pub use filtro::{IndicadorCampo, IndicadorFiltro};
pub use medicion::{Medicion, MedicionCampo, MedicionFiltro};
pub use medir::MedicionMutation;

nodo!(Indicador, indicador);

/// Cada cuánto se mide un indicador.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Frecuencia")]
pub enum FrecuenciaDeMedicion {
    /// Cada mes: períodos como `2026-01`.
    Mensual,
    /// Cada dos meses: `2026-B1`.
    Bimestral,
    /// Cada trimestre: `2026-T1`.
    Trimestral,
    /// Cada cuatro meses: `2026-C1`.
    Cuatrimestral,
    /// Cada semestre: `2026-S1`.
    Semestral,
    /// Cada año: `2026`.
    Anual,
    /// Una vez por proyecto: el período es su nombre.
    PorProyecto,
}

/// Hacia dónde mejora un indicador.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Sentido")]
pub enum SentidoDeIndicador {
    /// Cuanto más, mejor.
    Sube,
    /// Cuanto menos, mejor.
    Baja,
}

/// Meta de un año.
#[derive(SimpleObject)]
pub struct MetaDeIndicador {
    /// Año.
    anio: i32,
    /// Valor que se quiere alcanzar, en la unidad del indicador.
    valor: Decimal,
}

const MEDICIONES: Relacion = Relacion { columnas: ["entidad_id", "", "", "indicador_id"], ademas: "" };

/// What the indicators of a lot were measured to be, by their place in it.
type Medidos = HashMap<usize, Vec<domain::Medido>>;

/// Indicador de un proceso: un numerador entre un denominador, que se mide por períodos.
#[Object]
impl Indicador {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Indicador, clave::<indicador::Entity>(&self.0))
    }

    /// Ficha a la que pertenece.
    async fn ficha(&self, ctx: &Context<'_>) -> Option<Result<Ficha, ApiError>> {
        ficha_de(ctx, &self.0).await.transpose()
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Lo que se cuenta.
    async fn numerador(&self) -> &str {
        &self.0.numerador
    }

    /// Entre qué se divide.
    async fn denominador(&self) -> &str {
        &self.0.denominador
    }

    /// Su fórmula en una línea.
    async fn formula(&self) -> String {
        let indicador::Model { numerador, denominador, por, .. } = &*self.0;
        if *por == 1 {
            format!("{numerador} ÷ {denominador}")
        } else {
            format!("{numerador} ÷ {denominador} × {por}")
        }
    }

    /// Unidad de su valor, p. ej. `%`.
    async fn unidad(&self) -> Option<&str> {
        self.0.unidad.as_deref()
    }

    /// Por cuánto se multiplica la razón: 100 si es un porcentaje.
    async fn por(&self) -> i32 {
        self.0.por
    }

    /// Hacia dónde mejora; nulo si no se dice.
    async fn sentido(&self) -> Option<SentidoDeIndicador> {
        self.0.sentido.and_then(domain::Sentido::de_codigo).map(SentidoDeIndicador::from)
    }

    /// Cada cuánto se mide.
    async fn frecuencia(&self) -> Option<FrecuenciaDeMedicion> {
        domain::Frecuencia::de_codigo(self.0.frecuencia).map(FrecuenciaDeMedicion::from)
    }

    /// Puesto o unidad que lo mide.
    async fn responsable(&self) -> Option<&str> {
        self.0.responsable.as_deref()
    }

    /// De dónde salen sus cifras.
    async fn fuente(&self) -> Option<&str> {
        self.0.fuente.as_deref()
    }

    /// Valor de antes, en su unidad.
    async fn linea_base(&self) -> Option<Decimal> {
        self.0.linea_base_micro.map(|micro| de_entero(micro, MICRO).into())
    }

    /// Metas por año.
    async fn metas(&self) -> Result<Vec<MetaDeIndicador>, ApiError> {
        let metas: Vec<domain::Meta> = datos(&self.0.metas)?;
        Ok(metas.into_iter().map(|meta| MetaDeIndicador { anio: meta.anio, valor: meta.valor.into() }).collect())
    }

    /// Sus mediciones, en el orden del calendario si no se pide otro.
    async fn mediciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las mediciones.")] filtro: Option<MedicionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MedicionCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Medicion>, ApiError> {
        let pagina: Pagina<Medicion> = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, i| Some(clave::<indicador::Entity>(i)), &MEDICIONES, pagina).await
    }

    /// El indicador sobre varios períodos: numeradores y denominadores se suman y se dividen una vez; nunca se promedian
    /// razones. Cuenta los períodos que caben enteros entre los meses dados; lo archivado no cuenta.
    async fn resumen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Primer mes, p. ej. `2026-01`; el primero medido si no se dicen ambos.")] desde: Option<
            String,
        >,
        #[graphql(desc = "Último mes, p. ej. `2026-12`.")] hasta: Option<String>,
        #[graphql(desc = "Por qué se agrupa; todo junto si no se dice.", default_with = "AgrupacionDePeriodos::Todo")]
        por: AgrupacionDePeriodos,
    ) -> Result<Vec<ResumenDeIndicador>, ApiError> {
        let rango = resumen::rango(desde.as_deref(), hasta.as_deref())?;
        let leer = Box::pin(async {
            let claves: Vec<Clave> = self.0.lote.filas.iter().map(clave::<indicador::Entity>).collect();
            let mut medidos = Medidos::new();
            for (i, fila) in mediciones(ctx.lectura(), &claves).await? {
                medidos.entry(i).or_default().push(medido(&fila));
            }
            Ok(medidos)
        });
        let medidos: Arc<Medidos> = self.0.lote.recordar(ctx, "resumen", leer).await?;
        let suyos = medidos.get(&self.0.i).map_or(&[][..], Vec::as_slice);
        resumen::resumir(&self.0, suyos, rango, por)
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<indicador::Entity> {
        Registrado::from(&self.0)
    }
}

fn medido(fila: &tabla::Model) -> domain::Medido {
    domain::Medido {
        meses: fila.desde_mes.zip(fila.hasta_mes).map(|(desde, hasta)| domain::Meses { desde, hasta }),
        numerador: de_entero(fila.numerador_micro, MICRO),
        denominador: de_entero(fila.denominador_micro, MICRO),
    }
}
