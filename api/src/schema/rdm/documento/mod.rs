//! `Documento`.

mod escritura;
mod filtro;
mod pasos;

use async_graphql::{Context, ID, Object};
use quipu_entities::documento;

use crate::domain::entrega::control;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo, raiz};
use crate::schema::id::{self, Tipo};
use crate::schema::orden::Criterio;
use crate::schema::rdm::comun::hoy;
use crate::schema::rdm::enums::{Confidencialidad, EstadoDocumento};
use crate::schema::rdm::tipos::PasoPosible;
use crate::schema::registro::vinculo::{Vinculo, vinculos};
use crate::schema::registro::{Registrado, clave};
use crate::schema::scalar::Fecha;
use crate::store::lista::Relacion;

pub use escritura::{CambiarDocumentoInput, CrearDocumentoInput, DocumentoMutation, DocumentoPayload};
pub use filtro::{DocumentoCampo, DocumentoFiltro};
pub(crate) use pasos::avanzar;
pub use pasos::{AvanzarDocumentoInput, PasoDocumentoMutation, RevisarDocumentoInput};

nodo!(Documento, documento);

/// Editions with the same code.
const EDICIONES: Relacion = Relacion {
    columnas: ["entidad_id", "", "", ""],
    ademas: " AND t.codigo = (SELECT d.codigo FROM documento d WHERE d.entidad_id = p.e AND d.id = p.id)",
};

/// Documento controlado (ISO/IEC 20000-1, 7.5.3): una edición, con su historial de cambios.
#[Object]
impl Documento {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Documento, clave::<documento::Entity>(&self.0))
    }

    /// Código; sus ediciones lo comparten.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Edición: 1, 2, 3 …
    async fn edicion(&self) -> i32 {
        self.0.edicion
    }

    /// Título.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Estado.
    async fn estado(&self) -> Option<EstadoDocumento> {
        control::EstadoDocumento::de_codigo(self.0.estado).map(EstadoDocumento::from)
    }

    /// Fecha de la edición.
    async fn fecha(&self) -> Option<Fecha> {
        Fecha::leer(&self.0.fecha)
    }

    /// Cargo que la escribió.
    async fn autor(&self) -> &str {
        &self.0.autor
    }

    /// Cargo que la aprueba, distinto del autor.
    async fn aprobador(&self) -> Option<&str> {
        self.0.aprobador.as_deref()
    }

    /// Quién puede leerlo desde que se aprueba.
    async fn confidencialidad(&self) -> Option<Confidencialidad> {
        control::Confidencialidad::de_codigo(self.0.confidencialidad).map(Confidencialidad::from)
    }

    /// Qué cambió respecto de la edición anterior.
    async fn cambio(&self) -> Option<&str> {
        self.0.cambio.as_deref()
    }

    /// Dónde está.
    async fn ubicacion(&self) -> Option<&str> {
        self.0.ubicacion.as_deref()
    }

    /// Último día que vale.
    async fn vigente_hasta(&self) -> Option<Fecha> {
        self.0.vigente_hasta.as_deref().and_then(Fecha::leer)
    }

    /// Cuándo se aprobó.
    async fn aprobado_el(&self) -> Option<Fecha> {
        self.0.aprobado_el.as_deref().and_then(Fecha::leer)
    }

    /// Cuándo se revisó por última vez después de aprobarse.
    async fn revisado_el(&self) -> Option<Fecha> {
        self.0.revisado_el.as_deref().and_then(Fecha::leer)
    }

    /// Último día para revisarlo: un año después de aprobarse o de la última revisión; nulo si no está aprobado.
    async fn revisar_hasta(&self) -> Option<Fecha> {
        self.0.revisar_hasta.as_deref().and_then(Fecha::leer)
    }

    /// Procesos, actividades y tareas de que trata.
    async fn vinculos(&self, ctx: &Context<'_>) -> Result<Vec<Vinculo>, ApiError> {
        vinculos::<documento::Entity>(ctx, &self.0).await
    }

    /// Los pasos que hay desde su estado, y lo que le falta a cada uno.
    async fn pasos_posibles(&self, ctx: &Context<'_>) -> Vec<PasoPosible> {
        let hechos = pasos::hechos(&self.0, &String::from(hoy(ctx)));
        control::pasos(&hechos).into_iter().map(|(hasta, faltan)| PasoPosible::nuevo(hasta, &faltan)).collect()
    }

    /// Todas las ediciones del documento, esta incluida: cada una con lo que cambió.
    async fn ediciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<DocumentoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<DocumentoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Documento>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<documento::Entity>(f)), &EDICIONES, pagina).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<documento::Entity> {
        Registrado::from(&self.0)
    }
}

/// Root fields.
#[derive(Default)]
pub struct DocumentoQuery;

#[Object]
impl DocumentoQuery {
    /// Documentos controlados de todas las entidades, hasta donde quien pregunta puede ver.
    async fn documentos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<DocumentoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<DocumentoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Documento>, ApiError> {
        raiz(ctx, Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?).await
    }
}
