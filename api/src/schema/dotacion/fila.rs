//! A row of the aggregate: figures, coverage, and the way down to what makes them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Object};
use sea_orm::EntityName;

use super::clave::DotacionClave;
use super::cobertura::CoberturaDeFila;
use super::costo::{self, CostoAgregado};
use crate::domain::medida::Medida;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Nodo, Pagina};
use crate::schema::context::ContextExt;
use crate::schema::ejecucion::{Ejecucion, EjecucionCampo, EjecucionFiltro};
use crate::schema::lote::Fila;
use crate::schema::nulo::o_nulo;
use crate::schema::orden::Criterio;
use crate::schema::puesto_propuesto::{PuestoPropuesto, PuestoPropuestoCampo, PuestoPropuestoFiltro};
use crate::schema::scalar::Decimal;
use crate::store::dotacion::{self as store, Consulta, Conteos, Costo, Detalle, Dimension, Grupo, Valor};
use crate::store::lista::Clave;
use crate::store::orden::Lista;

/// A group and the question that made it.
pub struct FilaDeDotacion {
    /// The question.
    pub consulta: Arc<Consulta>,
    /// How many of its dimensions this row tells apart: all in a row, fewer in a subtotal, none in the total.
    pub dimensiones: usize,
    /// The group.
    pub grupo: Grupo,
}

impl FilaDeDotacion {
    /// Value of a dimension; `None` when this row does not tell it apart.
    pub fn valor(&self, dimension: Dimension) -> Option<&Valor> {
        let propias = &self.consulta.dimensiones[..self.dimensiones];
        self.grupo.clave.get(propias.iter().position(|d| *d == dimension)?)
    }

    /// Number of a dimension.
    pub fn entero(&self, dimension: Dimension) -> Option<i64> {
        match self.valor(dimension)? {
            Valor::Entero(n) => Some(*n),
            _ => None,
        }
    }

    /// Key of the row of one version that a dimension stands for.
    pub fn clave_de_version(&self, dimension: Dimension) -> Option<Clave> {
        let id = self.entero(dimension)?;
        let [Valor::Entero(entidad), Valor::Entero(version)] = self.grupo.clave.get(self.dimensiones..)? else {
            return None;
        };
        let matriz =
            if matches!(dimension, Dimension::Organo | Dimension::Unidad) { 0 } else { self.consulta.matriz.codigo() };
        Some(Clave([*entidad, *version, matriz.into(), id]))
    }

    fn medida(&self, medida: Medida) -> Option<Decimal> {
        if self.grupo.sin_datos {
            return None;
        }
        medida.valor(&self.grupo.suma, self.consulta.grano()).map(Decimal::from)
    }

    /// A measure in whole positions.
    pub(super) fn posiciones(&self, medida: Medida) -> Option<i64> {
        self.medida(medida).and_then(|Decimal(valor)| i64::try_from(valor).ok())
    }
}

/// A row of the aggregate.
#[derive(Clone)]
pub struct DotacionFila(pub Fila<FilaDeDotacion>);

impl From<Fila<FilaDeDotacion>> for DotacionFila {
    fn from(fila: Fila<FilaDeDotacion>) -> Self {
        Self(fila)
    }
}

impl DotacionFila {
    /// The rows that make this one, read for the whole page.
    pub(super) async fn detalle<N>(&self, ctx: &Context<'_>, pagina: Pagina<N>) -> Result<Conexion<N>, ApiError>
    where
        N: Nodo + 'static,
        N::Tabla: Detalle,
    {
        let lista = |_, fila: &FilaDeDotacion| {
            let tabla = N::Tabla::default();
            Some(Lista::de(&(tabla.table_name(), &fila.consulta.huella, fila.dimensiones, &fila.grupo.clave)))
        };
        pagina
            .leer(ctx, &self.0, lista, async |filas: &[FilaDeDotacion], peticion| {
                let Some(primera) = filas.first() else { return Ok(None) };
                let consulta = primera.consulta.con_dimensiones(primera.dimensiones);
                let claves: Vec<Vec<Valor>> = filas.iter().map(|f| f.grupo.clave.clone()).collect();
                Ok(Some(store::detallar(ctx.lectura(), &consulta, &claves, peticion).await?))
            })
            .await
    }

    async fn conteos(&self, ctx: &Context<'_>) -> Result<Option<Conteos>, ApiError> {
        let leer = Box::pin(async {
            let conteos = store::contar(ctx.lectura(), &self.0.consulta, self.0.dimensiones).await?;
            Ok::<HashMap<Vec<Valor>, Conteos>, ApiError>(conteos)
        });
        let conteos = self.0.lote.recordar(ctx, "conteos", leer).await?;
        Ok(if self.0.grupo.sin_datos {
            None
        } else {
            Some(conteos.get(&self.0.grupo.clave).copied().unwrap_or_default())
        })
    }
}

/// Cifras de un grupo de puestos propuestos. Un dato nulo falta o no aplica; no es 0.
#[Object]
impl DotacionFila {
    /// Qué identifica la fila.
    async fn clave(&self) -> DotacionClave {
        DotacionClave(self.clone())
    }

    /// `true`: la entidad no ha reportado o la unidad no tiene puestos. Sus cifras faltan, no son 0.
    async fn sin_datos(&self) -> bool {
        self.0.grupo.sin_datos
    }

    /// Dotación actual: posiciones ocupadas. Cada puesto del mapeo cuenta una sola vez.
    async fn dotacion_actual(&self) -> Option<i64> {
        self.0.posiciones(Medida::DotacionActual)
    }

    /// Posiciones ocupadas de los puestos cuya brecha se conoce: `segunCargasComparable` menos ella da la brecha.
    async fn dotacion_actual_comparable(&self) -> Option<i64> {
        self.0.posiciones(Medida::Brecha).map(|_| self.0.grupo.suma.actual_comparable)
    }

    /// Posiciones que necesita la carga de los puestos cuya brecha se conoce: menos `dotacionActualComparable` da la brecha.
    async fn segun_cargas_comparable(&self) -> Option<i64> {
        self.0.posiciones(Medida::Brecha).map(|brecha| brecha + self.0.grupo.suma.actual_comparable)
    }

    /// Horas al mes antes del tiempo suplementario.
    async fn horas(&self) -> Option<Decimal> {
        self.0.medida(Medida::Horas)
    }

    /// Horas al mes con el tiempo suplementario (× 1.10).
    async fn total_tiempo(&self) -> Option<Decimal> {
        self.0.medida(Medida::TotalTiempo)
    }

    /// Servidores que las horas piden, sin redondear: total tiempo ÷ 176.
    async fn servidores(&self) -> Option<Decimal> {
        self.0.medida(Medida::Servidores)
    }

    /// Dotación según cargas de trabajo: suma de las posiciones ya redondeadas de cada puesto propuesto.
    async fn segun_cargas(&self) -> Option<i64> {
        self.0.posiciones(Medida::SegunCargas)
    }

    /// Brecha neta: déficit − superávit. Positiva, faltan posiciones; negativa, sobran.
    async fn brecha(&self) -> Option<i64> {
        self.0.posiciones(Medida::Brecha)
    }

    /// Posiciones que faltan, puesto por puesto: un sobrante en otro puesto no las esconde.
    async fn deficit(&self) -> Option<i64> {
        self.0.posiciones(Medida::Deficit)
    }

    /// Posiciones que sobran, puesto por puesto.
    async fn superavit(&self) -> Option<i64> {
        self.0.posiciones(Medida::Superavit)
    }

    /// Puestos propuestos.
    async fn puestos(&self) -> Option<i64> {
        self.0.posiciones(Medida::Puestos)
    }

    /// Puestos propuestos cuya brecha falta: sin tiempos, sin número ingresado o sin dotación actual. No entran en la brecha.
    async fn puestos_sin_dato(&self) -> Option<i64> {
        self.0.posiciones(Medida::PuestosSinDato)
    }

    /// Puestos propuestos cuya dotación actual falta: no están en `dotacionActual`.
    async fn puestos_sin_actual(&self) -> Option<i64> {
        self.0.posiciones(Medida::Puestos).map(|_| self.0.grupo.suma.puestos_sin_actual)
    }

    /// Puestos propuestos cuya necesidad falta: no están en `segunCargas`.
    async fn puestos_sin_necesidad(&self) -> Option<i64> {
        self.0.posiciones(Medida::Puestos).map(|_| self.0.grupo.suma.puestos_sin_necesidad)
    }

    /// Costo mensual en soles de las posiciones ocupadas cuya remuneración se conoce. Solo para quien puede leer las
    /// remuneraciones de todas las entidades que la pregunta abarca.
    async fn costo_mensual(&self, ctx: &Context<'_>) -> Option<Result<Decimal, ApiError>> {
        o_nulo(async {
            let permiso = Box::pin(costo::exigir_permiso(ctx, &self.0.consulta));
            self.0.lote.recordar(ctx, "permiso", permiso).await?;
            Ok(self.0.medida(Medida::CostoMensual))
        })
        .await
    }

    /// Costo mensual de los grupos de puestos que son bastante grandes para que cualquiera lo vea. Solo con dimensiones de
    /// entidad y de grupo de servidores, sobre la matriz ajustada de la última versión publicada y sin `filtro`.
    async fn costo_agregado(&self, ctx: &Context<'_>) -> Option<Result<CostoAgregado, ApiError>> {
        o_nulo(async {
            let FilaDeDotacion { consulta, dimensiones, grupo } = &*self.0;
            costo::exigir_grupos(consulta, *dimensiones)?;
            let minimo = ctx.solicitud().grupo_minimo;
            let leer = Box::pin(async { Ok(store::costear(ctx.lectura(), consulta, *dimensiones, minimo).await?) });
            let costos: Arc<HashMap<Vec<Valor>, Costo>> = self.0.lote.recordar(ctx, "costo", leer).await?;
            let costo = costos.get(&grupo.clave).copied().unwrap_or_default();
            Ok((!grupo.sin_datos).then(|| CostoAgregado::nuevo(costo, minimo)))
        })
        .await
    }

    /// Puestos del mapeo cuya remuneración se conoce: los que el costo abarca.
    async fn puestos_con_remuneracion(&self) -> Option<i64> {
        self.0.posiciones(Medida::Puestos).map(|_| self.0.grupo.suma.con_remuneracion)
    }

    /// Procesos con actividades que los puestos de la fila ejecutan. No se suma entre filas: un proceso puede estar en varias.
    async fn procesos(&self, ctx: &Context<'_>) -> Option<Result<i64, ApiError>> {
        o_nulo(async { Ok(self.conteos(ctx).await?.map(|c| c.procesos)) }).await
    }

    /// Actividades que los puestos de la fila ejecutan. No se suma entre filas.
    async fn actividades(&self, ctx: &Context<'_>) -> Option<Result<i64, ApiError>> {
        o_nulo(async { Ok(self.conteos(ctx).await?.map(|c| c.actividades)) }).await
    }

    /// Tareas que los puestos de la fila ejecutan. No se suma entre filas.
    async fn tareas(&self, ctx: &Context<'_>) -> Option<Result<i64, ApiError>> {
        o_nulo(async { Ok(self.conteos(ctx).await?.map(|c| c.tareas)) }).await
    }

    /// Cuánto abarcan las cifras.
    async fn cobertura(&self) -> CoberturaDeFila {
        let suma = &self.0.grupo.suma;
        CoberturaDeFila {
            entidades_pedidas: self.0.grupo.cobertura.pedidas,
            entidades_que_reportaron: self.0.grupo.cobertura.reportaron,
            ejecuciones_con_tiempo: suma.con_tiempo,
            ejecuciones_sin_tiempo: suma.sin_tiempo,
        }
    }

    /// Explicación: los puestos propuestos que hacen la fila; sus cifras suman las de la fila. Con una dimensión o condición
    /// de proceso son los que trabajan en él, cada uno con todas sus horas: ahí las que suman son las de `ejecuciones`.
    async fn puestos_propuestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los puestos propuestos.")] filtro: Option<
            PuestoPropuestoFiltro,
        >,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoPropuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<PuestoPropuesto>, ApiError> {
        self.detalle(ctx, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Explicación: las ejecuciones cuyas horas hacen las de la fila.
    async fn ejecuciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las ejecuciones.")] filtro: Option<EjecucionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EjecucionCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ejecucion>, ApiError> {
        self.detalle(ctx, Pagina::nueva(filtro, orden, first, after)?).await
    }
}
