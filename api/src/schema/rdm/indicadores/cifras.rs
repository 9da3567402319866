//! What the figures of releases are made of.

use async_graphql::{Enum, Object, SimpleObject};

use crate::schema::grupos::{Razon, dividir};
use crate::schema::scalar::Decimal;
use crate::store::entrega::indicadores::{self as store, Cifras, Dimension, Medida, Parte};

/// Por qué se agrupan las entregas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Dimension")]
pub enum DimensionEntrega {
    /// Sector de la entidad.
    Sector,
    /// Entidad.
    Entidad,
    /// Servicio.
    Servicio,
    /// Cliente.
    Cliente,
    /// Tipo de entrega.
    Tipo,
    /// Mes del fin planificado del despliegue.
    Mes,
}

/// Razón entre entregas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Medida")]
pub enum MedidaEntrega {
    /// Desplegadas hasta el día planificado, entre las desplegadas que tenían uno.
    ATiempo,
    /// Cerradas con éxito, entre las cerradas.
    Exito,
    /// Revertidas o cerradas sin éxito, entre todas.
    CambiosFallidos,
    /// Emergencias, entre todas.
    Emergencias,
    /// Aceptadas por el cliente en la primera prueba de aceptación, entre las que tuvieron alguna.
    AceptadasALaPrimera,
    /// Con algún despliegue sin línea base posterior, entre las desplegadas.
    SinLineaBase,
    /// Con algún despliegue sin verificación completa, entre las desplegadas.
    SinVerificacion,
    /// Sin revisión, entre las desplegadas.
    SinRevision,
}

/// Parte de una razón.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Parte")]
pub enum ParteDeRazon {
    /// Lo que se cuenta.
    Numerador,
    /// Entre qué se cuenta.
    Denominador,
}

/// Media con lo que la hace.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct MediaDeTiempo {
    /// Suma de segundos.
    segundos: i64,
    /// Cuántas entregas se promedian.
    casos: i64,
    /// Días en promedio, con 2 decimales; nulo si no hay casos.
    dias: Option<Decimal>,
}

fn media(razon: store::Razon) -> MediaDeTiempo {
    let dias = razon.denominador.checked_mul(86_400).and_then(|divisor| dividir(razon.numerador, divisor, 1));
    MediaDeTiempo { segundos: razon.numerador, casos: razon.denominador, dias }
}

/// The figures of a group.
pub struct CifrasEntrega(pub(super) Cifras);

/// Cifras de un grupo de entregas. Los borradores y lo archivado no cuentan.
#[Object]
impl CifrasEntrega {
    /// Entregas.
    async fn entregas(&self) -> i64 {
        self.0.entregas
    }

    /// De tipo mayor.
    async fn mayores(&self) -> i64 {
        self.0.por_tipo[0]
    }

    /// De tipo menor.
    async fn menores(&self) -> i64 {
        self.0.por_tipo[1]
    }

    /// De emergencia.
    async fn emergencias(&self) -> i64 {
        self.0.por_tipo[2]
    }

    /// Las que se desplegaron.
    async fn desplegadas(&self) -> i64 {
        self.0.desplegadas
    }

    /// Una razón, con su numerador y su denominador.
    async fn razon(&self, #[graphql(desc = "Cuál.")] medida: MedidaEntrega) -> Razon {
        let medida = Medida::from(medida);
        let lugar = Medida::TODAS.iter().position(|m| *m == medida);
        lugar.map(|i| self.0.razones[i]).unwrap_or_default().into()
    }

    /// Desde que quedó planificada hasta que quedó desplegada.
    async fn tiempo_hasta_desplegar(&self) -> MediaDeTiempo {
        media(self.0.hasta_desplegar)
    }

    /// Desde que quedó desplegada hasta que se cerró.
    async fn tiempo_hasta_cerrar(&self) -> MediaDeTiempo {
        media(self.0.hasta_cerrar)
    }
}
