//! Who may see what posts cost: any sum, those who may read the remunerations of all entities that the question is about;
//! sums of large groups, everyone ([`store::costear`] says which, and why no subtraction of two of them tells more).

use async_graphql::{Context, Enum, SimpleObject};

use crate::domain::decimal::{CENTIMO, de_entero};
use crate::error::{ApiError, ErrorCode};
use crate::schema::context::ContextExt;
use crate::schema::scalar::Decimal;
use crate::store::dotacion::{self as store, Consulta, Costo};

/// Refuses what would tell any cost, by value, by order or by bounds.
pub(super) async fn exigir_permiso(ctx: &Context<'_>, consulta: &Consulta) -> Result<(), ApiError> {
    let lectura = ctx.lectura();
    if store::abarca_todas(lectura, consulta, lectura.scope().remuneraciones()).await? {
        return Ok(());
    }
    let mensaje = "El costo de la dotación no es público: se necesita permiso sobre las remuneraciones.";
    Err(ApiError::new(ErrorCode::Prohibido, mensaje))
}

/// Refuses a question that is not about whole groups.
pub(super) fn exigir_grupos(consulta: &Consulta, dimensiones: usize) -> Result<(), ApiError> {
    if store::se_publica(consulta, dimensiones) {
        return Ok(());
    }
    let mensaje = "El costo agregado se da por grupo de servidores y por lo que distingue entidades, sobre la matriz ajustada de \
                   la última versión publicada y sin «filtro».";
    Err(ApiError::new(ErrorCode::Prohibido, mensaje))
}

/// Costo mensual de las posiciones ocupadas, para cualquiera que pregunte. Solo suma grupos enteros: los puestos con
/// remuneración de un grupo de servidores en una entidad, cuando son al menos `minimo`. Los de un grupo menor no están en
/// ninguna suma, para que restar dos respuestas no diga lo que gana un puesto.
#[derive(SimpleObject)]
pub(super) struct CostoAgregado {
    /// En soles; nulo si ningún grupo de la fila llega al mínimo.
    costo_mensual: Option<Decimal>,
    /// Por qué es nulo.
    motivo: Option<MotivoSinCosto>,
    /// Puestos cuya remuneración está en la suma.
    puestos: i64,
    /// Puestos ocupados con remuneración que no están en la suma, por ser de grupos menores que el mínimo.
    puestos_omitidos: i64,
    /// Puestos con remuneración que un grupo necesita para estar en la suma.
    minimo: i64,
}

/// Por qué falta un costo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(super) enum MotivoSinCosto {
    /// Todos los grupos de la fila tienen menos puestos con remuneración que el mínimo.
    GrupoPequeno,
    /// Ningún puesto ocupado de la fila tiene remuneración conocida.
    SinRemuneracion,
}

impl CostoAgregado {
    /// A sum as it is shown.
    pub(super) fn nuevo(costo: Costo, minimo: i64) -> Self {
        let motivo = match costo {
            Costo { puestos: 1.., .. } => None,
            Costo { omitidos: 1.., .. } => Some(MotivoSinCosto::GrupoPequeno),
            _ => Some(MotivoSinCosto::SinRemuneracion),
        };
        Self {
            costo_mensual: motivo.is_none().then(|| de_entero(costo.centimos, CENTIMO).into()),
            motivo,
            puestos: costo.puestos,
            puestos_omitidos: costo.omitidos,
            minimo,
        }
    }
}
