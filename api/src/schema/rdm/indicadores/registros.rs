//! `indicadoresRegistros`: how the entities keep their records and review their documents.

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::NaiveDate;
use quipu_entities::entidad;

use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::entidad::{Entidad, EntidadFiltro, Sector};
use crate::schema::filtro::{Combinable, FiltroDeLista};
use crate::schema::grupos::{POR_ID, Razon, leidos};
use crate::schema::rdm::comun::hoy;
use crate::schema::scalar::Fecha;
use crate::store::entrega::control::{self as store, Control, PorEntidad};
use crate::store::lista::Clave;

/// Por qué se agrupan los registros y documentos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DimensionRegistro {
    /// Sector de la entidad.
    Sector,
    /// Entidad.
    Entidad,
}

/// Cifras de los registros y documentos de un grupo de entidades. Lo archivado no cuenta.
#[derive(SimpleObject)]
pub struct CifrasRegistro {
    /// Registros guardados con la retención vencida, entre los guardados. Cuáles: `registrosGuardados` con `vencidoAl`.
    registros_vencidos: Razon,
    /// Documentos sin revisar en el último año, entre los aprobados. Cuáles: `documentos` con `sinRevisarAl`.
    documentos_sin_revisar: Razon,
}

impl From<Control> for CifrasRegistro {
    fn from(control: Control) -> Self {
        Self { registros_vencidos: control.vencidos.into(), documentos_sin_revisar: control.sin_revisar.into() }
    }
}

/// Un grupo y sus cifras.
#[derive(SimpleObject)]
pub struct FilaRegistro {
    /// Sector; nulo si no se agrupó por él.
    sector: Option<Sector>,
    /// Entidad; nula si no se agrupó por ella.
    entidad: Option<Entidad>,
    /// Sus cifras.
    cifras: CifrasRegistro,
}

/// Cifras de registros y documentos por grupos, a un día.
#[derive(SimpleObject)]
pub struct IndicadoresRegistro {
    /// El día del que son.
    dia: Fecha,
    /// Un grupo por fila.
    filas: Vec<FilaRegistro>,
    /// Todos los que cumplen el filtro, contados otra vez.
    total: CifrasRegistro,
    /// Cuántas entidades tienen alguno. Las demás no tienen cifras: no son 0.
    entidades_con_registros: i64,
}

/// Root fields.
#[derive(Default)]
pub struct RegistrosQuery;

#[Object]
impl RegistrosQuery {
    /// Registros guardados con la retención vencida y documentos sin revisar, de los que quien pregunta puede ver.
    async fn indicadores_registro(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Por qué se agrupan; sin ello, solo el total.")] por: Option<DimensionRegistro>,
        #[graphql(desc = "Entidades que abarca; todas si no se dice.")] entidades: Option<EntidadFiltro>,
        #[graphql(desc = "Día del que se pregunta; hoy, en el Perú, si no se dice.")] dia: Option<Fecha>,
    ) -> Result<IndicadoresRegistro, ApiError> {
        let dia = dia.unwrap_or_else(|| hoy(ctx));
        let entidades = entidades.unwrap_or_default();
        Combinable::comprobar(&entidades)?;
        FiltroDeLista::comprobar(&entidades, ctx.solicitud())?;
        let total = store::por_entidad(ctx.lectura(), PorEntidad::Total, &entidades, dia.0).await?;
        let cada_una = store::por_entidad(ctx.lectura(), PorEntidad::Entidad, &entidades, dia.0).await?;
        let entidades_con_registros = i64::try_from(cada_una.len()).unwrap_or(i64::MAX);
        let filas = match por {
            Some(DimensionRegistro::Sector) => por_sector(ctx, &entidades, dia.0).await?,
            Some(DimensionRegistro::Entidad) => {
                let claves = cada_una.keys().map(|id| Some(Clave([*id, 0, 0, 0])));
                let leidas = leidos::<entidad::Entity>(ctx, claves, &POR_ID).await?;
                let filas = cada_una.values().zip(leidas).map(|(control, entidad)| FilaRegistro {
                    sector: None,
                    entidad: entidad.map(Entidad),
                    cifras: (*control).into(),
                });
                filas.collect()
            }
            None => Vec::new(),
        };
        let total = total.into_values().next().unwrap_or_default().into();
        Ok(IndicadoresRegistro { dia, filas, total, entidades_con_registros })
    }
}

async fn por_sector(
    ctx: &Context<'_>,
    entidades: &EntidadFiltro,
    dia: NaiveDate,
) -> Result<Vec<FilaRegistro>, ApiError> {
    let grupos = store::por_entidad(ctx.lectura(), PorEntidad::Sector, entidades, dia).await?;
    let sectores: Vec<Option<i16>> = grupos.keys().map(|id| i16::try_from(*id).ok()).collect();
    let sectores = Sector::de(ctx, &sectores);
    let filas = grupos.into_values().zip(sectores).map(|(control, sector)| FilaRegistro {
        sector,
        entidad: None,
        cifras: control.into(),
    });
    Ok(filas.collect())
}
