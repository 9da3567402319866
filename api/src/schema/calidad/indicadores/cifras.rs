//! What the figures of the quality of services are made of.

use async_graphql::{Context, Enum, Object, SimpleObject};
use rust_decimal::Decimal as Exacto;

use crate::domain::calidad::catalogo::Listas;
use crate::domain::decimal::{MICRO, redondear};
use crate::schema::calidad::listas::{Escala, entrada};
use crate::schema::catalogo::ItemDeCatalogo;
use crate::schema::context::ContextExt;
use crate::schema::grupos::Razon;
use crate::schema::scalar::Decimal;
use crate::store::calidad::hechos::{Dimension, Hecho};
use crate::store::calidad::indicadores::{Calificadas, Cifras, Cuenta, Medidas};

/// Por qué se agrupa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Dimension")]
pub enum DimensionCalidad {
    /// Sector de la entidad.
    Sector,
    /// Entidad.
    Entidad,
    /// Canal del bien o servicio, o de la medición.
    Canal,
    /// Componente que se califica, o en que se encontró la brecha.
    Componente,
    /// Conductor que se mide.
    Conductor,
    /// Etapa de la evaluación.
    Etapa,
    /// Mes en que se priorizó el bien o servicio, en que comienza el período de la evaluación o de la medición, o en que
    /// debe terminar la mejora.
    Mes,
}

/// Cuántas evaluaciones hay, y cómo van.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct CifrasEvaluacion {
    /// Todas.
    total: i64,
    /// Las que terminaron.
    cerradas: i64,
    /// Las que se dejaron antes de terminar. Lo que cuelga de ellas no cuenta.
    canceladas: i64,
    /// Las que están en una etapa cuyo plazo ya pasó.
    atrasadas: i64,
}

/// Cuántas acciones de mejora hay, y cómo van.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct CifrasAccion {
    /// Todas.
    total: i64,
    /// Las que están implantadas, verificadas o descartadas.
    terminadas: i64,
    /// Las que no lo están y tienen pasado su fin planificado.
    atrasadas: i64,
    /// Avance medio de las que lo dicen.
    avance: MediaDeAvance,
}

/// Media de avances, con lo que la hace.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct MediaDeAvance {
    /// Suma de los avances, en por ciento.
    numerador: i64,
    /// Cuántas acciones lo dicen.
    denominador: i64,
    /// Avance medio, en por ciento, con 2 decimales; nulo si ninguna lo dice.
    media: Option<Decimal>,
}

/// Cuántas brechas hay, y cuántas tienen quien las cierre.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct CifrasBrecha {
    /// Todas.
    total: i64,
    /// Las que tienen alguna acción de mejora en uso.
    con_accion: i64,
    /// Las que no tienen ninguna.
    sin_accion: i64,
}

/// Cuántos informes hay.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct CifrasInforme {
    /// Todos.
    total: i64,
    /// Los aprobados.
    aprobados: i64,
}

/// Ratings on one scale.
pub struct MediaDeCalificaciones(Calificadas);

/// Media de las calificaciones de una escala. Las de escalas distintas no se promedian juntas.
#[Object]
impl MediaDeCalificaciones {
    /// La escala.
    async fn escala(&self, ctx: &Context<'_>) -> Option<Escala> {
        Escala::de_codigo(ctx, &self.0.escala)
    }

    /// Suma de las calificaciones.
    async fn numerador(&self) -> i64 {
        self.0.valores.numerador
    }

    /// Cuántas son.
    async fn denominador(&self) -> i64 {
        self.0.valores.denominador
    }

    /// Media, con 6 decimales.
    async fn media(&self) -> Option<Decimal> {
        media(self.0.valores.numerador.into(), self.0.valores.denominador)
    }
}

/// Measurements of one conductor on one scale.
pub struct MediaDeConductor(Medidas);

/// Media de lo que las personas dijeron según un conductor, en una escala. Cada medición pesa lo que sus respuestas.
#[Object]
impl MediaDeConductor {
    /// El conductor.
    async fn conductor(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        entrada(&ctx.catalogo().calidad.conductores, &self.0.conductor)
    }

    /// La escala.
    async fn escala(&self, ctx: &Context<'_>) -> Option<Escala> {
        Escala::de_codigo(ctx, &self.0.escala)
    }

    /// Cuántas mediciones se juntan.
    async fn mediciones(&self) -> i64 {
        self.0.mediciones
    }

    /// Suma de respuestas × media de cada medición, exacta.
    async fn numerador(&self) -> Decimal {
        numerador(&self.0).normalize().into()
    }

    /// Suma de respuestas.
    async fn denominador(&self) -> i64 {
        self.0.casos
    }

    /// Media, con 6 decimales.
    async fn media(&self) -> Option<Decimal> {
        media(numerador(&self.0), self.0.casos)
    }
}

fn numerador(Medidas { suma: (entero, resto), .. }: &Medidas) -> Exacto {
    Exacto::from(*entero) + Exacto::from_i128_with_scale((*resto).into(), MICRO)
}

fn media(suma: Exacto, casos: i64) -> Option<Decimal> {
    let media = suma.checked_div(casos.into())?;
    Some(redondear(media, MICRO).normalize().into())
}

/// The figures of a group.
pub struct CifrasCalidad(pub(super) Cifras);

impl CifrasCalidad {
    fn cuenta(&self, hecho: Hecho) -> Option<Cuenta> {
        self.0.cuentas.iter().find(|(h, _)| *h == hecho).map(|(_, cuenta)| *cuenta)
    }
}

/// Cifras de un grupo. Cada una es nula si alguna dimensión pedida no le corresponde: las evaluaciones no se agrupan por
/// conductor, ni las mediciones por componente. Lo archivado y lo que cuelga de ello no cuenta.
#[Object]
impl CifrasCalidad {
    /// Bienes y servicios priorizados.
    async fn servicios_priorizados(&self) -> Option<i64> {
        self.cuenta(Hecho::Servicios).map(|cuenta| cuenta.todos)
    }

    /// Evaluaciones.
    async fn evaluaciones(&self) -> Option<CifrasEvaluacion> {
        self.cuenta(Hecho::Evaluaciones).map(|cuenta| CifrasEvaluacion {
            total: cuenta.todos,
            cerradas: cuenta.hechos,
            canceladas: cuenta.cancelados,
            atrasadas: cuenta.atrasados,
        })
    }

    /// Cobertura de las calificaciones: componentes calificados entre los del catálogo, por cada evaluación no cancelada.
    async fn componentes_calificados(&self) -> Option<Razon> {
        let cuenta = self.cuenta(Hecho::Componentes)?;
        let razon = crate::store::grupos::Razon { numerador: cuenta.hechos, denominador: cuenta.todos };
        Some(razon.into())
    }

    /// Media de las calificaciones, por escala.
    async fn calificaciones(&self) -> Option<Vec<MediaDeCalificaciones>> {
        Some(self.0.calificaciones.clone()?.into_iter().map(MediaDeCalificaciones).collect())
    }

    /// Brechas.
    async fn brechas(&self) -> Option<CifrasBrecha> {
        self.cuenta(Hecho::Brechas).map(|cuenta| CifrasBrecha {
            total: cuenta.todos,
            con_accion: cuenta.hechos,
            sin_accion: cuenta.todos - cuenta.hechos,
        })
    }

    /// Acciones de mejora: las mejoras que cierran brechas.
    async fn acciones(&self) -> Option<CifrasAccion> {
        self.cuenta(Hecho::Acciones).map(|cuenta| {
            let (numerador, denominador) = (cuenta.avance.numerador, cuenta.avance.denominador);
            let media = crate::schema::grupos::dividir(numerador, denominador, 1);
            CifrasAccion {
                total: cuenta.todos,
                terminadas: cuenta.hechos,
                atrasadas: cuenta.atrasados,
                avance: MediaDeAvance { numerador, denominador, media },
            }
        })
    }

    /// Media de cada conductor que se midió, en el orden del catálogo, y por escala.
    async fn conductores(&self, ctx: &Context<'_>) -> Option<Vec<MediaDeConductor>> {
        let mut mediciones = self.0.mediciones.clone()?;
        let listas = &ctx.catalogo().calidad;
        mediciones.sort_by_key(|m| lugar(listas, &m.conductor));
        Some(mediciones.into_iter().map(MediaDeConductor).collect())
    }

    /// Informes de evaluación y de mejora.
    async fn informes(&self) -> Option<CifrasInforme> {
        let informes = self.cuenta(Hecho::Informes);
        informes.map(|cuenta| CifrasInforme { total: cuenta.todos, aprobados: cuenta.hechos })
    }

    /// Lecciones aprendidas.
    async fn lecciones(&self) -> Option<i64> {
        self.cuenta(Hecho::Lecciones).map(|cuenta| cuenta.todos)
    }
}

fn lugar(listas: &Listas, conductor: &str) -> usize {
    let conductores = &listas.conductores;
    conductores.iter().position(|c| c.item.codigo == conductor).unwrap_or(conductores.len())
}
