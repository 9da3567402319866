//! `calculadora`: the formulas of the manual as fields that a client can call.

use async_graphql::{Context, Object, SimpleObject};

use super::context::ContextExt;
use super::enums::{Periodo, UnidadDeTiempo};
use super::scalar::Decimal;
use crate::domain::{self, carga};
use crate::error::ApiError;

/// Root field of the formulas.
#[derive(Default)]
pub struct CalculadoraQuery;

#[Object]
impl CalculadoraQuery {
    /// Las fórmulas del manual de dimensionamiento (SERVIR, RPE 200-2015), para calcular sin guardar nada.
    async fn calculadora(&self) -> Calculadora {
        Calculadora
    }
}

/// Fórmulas del manual de dimensionamiento.
pub struct Calculadora;

/// Fórmulas del manual de dimensionamiento (SERVIR, RPE 200-2015, Anexo 2).
#[Object]
impl Calculadora {
    /// Frecuencia mensual: cuántas veces al mes, desde cuántas veces en un período. 35 al día son 770 al mes.
    async fn frecuencia_mensual(
        &self,
        #[graphql(desc = "Veces en el período.")] veces: Decimal,
        #[graphql(desc = "Período en que se contaron.")] periodo: Periodo,
    ) -> Result<Decimal, ApiError> {
        Ok(carga::frecuencia_mensual(no_negativo("veces", veces)?, periodo.into()).into())
    }

    /// Una duración en horas.
    async fn duracion_horas(
        &self,
        #[graphql(desc = "Duración.")] duracion: Decimal,
        #[graphql(desc = "Unidad de la duración.")] unidad: UnidadDeTiempo,
    ) -> Result<Decimal, ApiError> {
        Ok(carga::en_horas(no_negativo("duracion", duracion)?, unidad.into()).into())
    }

    /// Tiempo estándar estadístico: la media de una muestra de al menos 10 % de los registros.
    async fn estandar_estadistico(
        &self,
        #[graphql(desc = "Mediciones; hasta 1000.", validator(max_items = 1000))] muestra: Vec<Decimal>,
        #[graphql(desc = "Unidad de las mediciones.")] unidad: UnidadDeTiempo,
        #[graphql(desc = "Cuántos registros hay en total; si se da, se exige que la muestra sea al menos 10 %.")]
        registros: Option<u64>,
    ) -> Result<TiempoEstandar, ApiError> {
        let muestra: Vec<_> = muestra.into_iter().map(|Decimal(valor)| valor).collect();
        Ok(TiempoEstandar::nuevo(carga::estandar_estadistico(&muestra, registros)?, unidad))
    }

    /// Tiempo estándar subjetivo: (mínimo + 4 × probable + máximo) ÷ 6.
    async fn estandar_subjetivo(
        &self,
        #[graphql(desc = "Tiempo mínimo.")] minimo: Decimal,
        #[graphql(desc = "Tiempo más probable.")] probable: Decimal,
        #[graphql(desc = "Tiempo máximo.")] maximo: Decimal,
        #[graphql(desc = "Unidad de los tres tiempos.")] unidad: UnidadDeTiempo,
    ) -> Result<TiempoEstandar, ApiError> {
        Ok(TiempoEstandar::nuevo(carga::estandar_subjetivo(minimo.0, probable.0, maximo.0)?, unidad))
    }

    /// Servidores que una frecuencia y una duración piden: frecuencia × duración × 1.10 ÷ 176.
    async fn servidores(
        &self,
        #[graphql(desc = "Veces al mes.")] frecuencia_mensual: Decimal,
        #[graphql(desc = "Horas que demora cada vez.")] duracion_horas: Decimal,
    ) -> Result<CargaCalculada, ApiError> {
        let frecuencia = no_negativo("frecuenciaMensual", frecuencia_mensual)?;
        let duracion = no_negativo("duracionHoras", duracion_horas)?;
        let horas = carga::horas(frecuencia, duracion)?;
        Ok(CargaCalculada {
            horas: horas.into(),
            total_tiempo: carga::total_tiempo(horas).into(),
            servidores: carga::servidores(horas).into(),
        })
    }

    /// Posiciones que una suma de servidores representa, con la regla de redondeo.
    async fn posiciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Suma de servidores de un puesto en su unidad.")] servidores: Decimal,
    ) -> Result<i64, ApiError> {
        Ok(carga::posiciones(no_negativo("servidores", servidores)?, ctx.solicitud().umbral)?)
    }
}

/// Largest count, duration or number of workers that the formulas take.
const MAXIMO: rust_decimal::Decimal = rust_decimal::dec!(1_000_000_000_000);

fn no_negativo(campo: &'static str, Decimal(valor): Decimal) -> Result<rust_decimal::Decimal, ApiError> {
    if valor.is_sign_negative() && !valor.is_zero() {
        return Err(domain::Error::Negativo { campo, valor: valor.to_string() }.into());
    }
    if valor > MAXIMO {
        return Err(ApiError::from(domain::Error::NumeroFueraDeRango(valor.to_string())).with("campo", campo));
    }
    Ok(valor)
}

/// Tiempo estándar de una tarea.
#[derive(SimpleObject)]
pub struct TiempoEstandar {
    /// En la unidad de los datos.
    tiempo: Decimal,
    /// En horas, sin redondear más allá de 28 cifras.
    horas: Decimal,
    /// En horas con 2 decimales, como lo muestra el manual.
    horas_redondeadas: Decimal,
}

impl TiempoEstandar {
    fn nuevo(tiempo: rust_decimal::Decimal, unidad: UnidadDeTiempo) -> Self {
        let horas = carga::en_horas(tiempo, unidad.into());
        Self {
            tiempo: tiempo.into(),
            horas: horas.into(),
            horas_redondeadas: domain::decimal::redondear(horas, 2).into(),
        }
    }
}

/// Carga de una frecuencia y una duración.
#[derive(SimpleObject)]
pub struct CargaCalculada {
    /// Horas al mes antes del tiempo suplementario.
    horas: Decimal,
    /// Horas al mes con el tiempo suplementario.
    total_tiempo: Decimal,
    /// Servidores, sin redondear.
    servidores: Decimal,
}
