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
        Ok(carga::en_horas(positivo("duracion", duracion)?, unidad.into()).into())
    }

    /// Tiempo estándar estadístico: la media de una muestra de al menos 10 % de los registros.
    async fn estandar_estadistico(
        &self,
        #[graphql(desc = "Mediciones; hasta 1000.", validator(max_items = 1000))] muestra: Vec<Decimal>,
        #[graphql(desc = "Unidad de las mediciones.")] unidad: UnidadDeTiempo,
        #[graphql(desc = "Cuántos registros hay en total; si se da, se exige que la muestra sea al menos 10 %.")]
        registros: Option<i64>,
    ) -> Result<TiempoEstandar, ApiError> {
        let muestra = muestra.into_iter().map(|valor| positivo("muestra", valor)).collect::<Result<Vec<_>, _>>()?;
        let registros = registros.map(|registros| {
            u64::try_from(registros)
                .map_err(|_| domain::Error::Negativo { campo: "registros", valor: registros.to_string() })
        });
        let tiempo = carga::estandar_estadistico(&muestra, registros.transpose()?);
        Ok(TiempoEstandar::nuevo(tiempo.map_err(|error| ApiError::from(error).with("campo", "muestra"))?, unidad))
    }

    /// Tiempo estándar subjetivo: (mínimo + 4 × probable + máximo) ÷ 6.
    async fn estandar_subjetivo(
        &self,
        #[graphql(desc = "Tiempo mínimo.")] minimo: Decimal,
        #[graphql(desc = "Tiempo más probable.")] probable: Decimal,
        #[graphql(desc = "Tiempo máximo.")] maximo: Decimal,
        #[graphql(desc = "Unidad de los tres tiempos.")] unidad: UnidadDeTiempo,
    ) -> Result<TiempoEstandar, ApiError> {
        let (minimo, probable, maximo) =
            (positivo("minimo", minimo)?, positivo("probable", probable)?, positivo("maximo", maximo)?);
        let tiempo = carga::estandar_subjetivo(minimo, probable, maximo);
        Ok(TiempoEstandar::nuevo(tiempo.map_err(|error| ApiError::from(error).with("campo", "probable"))?, unidad))
    }

    /// Servidores que una frecuencia y una duración piden: frecuencia × duración × 1.10 ÷ 176.
    async fn servidores(
        &self,
        #[graphql(desc = "Veces al mes.")] frecuencia_mensual: Decimal,
        #[graphql(desc = "Horas que demora cada vez.")] duracion_horas: Decimal,
    ) -> Result<CargaCalculada, ApiError> {
        let frecuencia = no_negativo("frecuenciaMensual", frecuencia_mensual)?;
        let duracion = no_negativo("duracionHoras", duracion_horas)?;
        let horas = carga::horas(frecuencia, duracion);
        let horas = horas.map_err(|error| ApiError::from(error).with("campo", "frecuenciaMensual"))?;
        Ok(CargaCalculada {
            horas: horas.into(),
            total_tiempo: carga::total_tiempo(horas).into(),
            servidores: carga::servidores(horas).into(),
        })
    }

    /// Posiciones que una suma de servidores representa: se redondea a 2 decimales y, si la parte decimal alcanza el umbral,
    /// se agrega una posición; si no, se descarta.
    async fn posiciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Suma de servidores de un puesto en su unidad.")] servidores: Decimal,
        #[graphql(desc = "Umbral de redondeo, mayor que 0 y hasta 1; el configurado en el servidor si no se dice.")]
        umbral: Option<Decimal>,
    ) -> Result<i64, ApiError> {
        let umbral = umbral.map_or(Ok(ctx.solicitud().umbral), |umbral| positivo("umbral", umbral))?;
        if umbral > rust_decimal::Decimal::ONE {
            return Err(ApiError::from(domain::Error::NumeroFueraDeRango(umbral.to_string())).with("campo", "umbral"));
        }
        Ok(carga::posiciones(no_negativo("servidores", servidores)?, umbral)?)
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

/// A time or a threshold: nothing takes no time at all.
fn positivo(campo: &'static str, valor: Decimal) -> Result<rust_decimal::Decimal, ApiError> {
    let valor = no_negativo(campo, valor)?;
    if valor.is_zero() {
        return Err(domain::Error::Cero { campo }.into());
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
