//! The key of a row: the objects that its dimensions stand for, each of its own type.

use async_graphql::{Context, Object};

use super::fila::{DotacionFila, FilaDeDotacion};
use crate::domain::modelo;
use crate::error::ApiError;
use crate::schema::catalogo::{self, Familia, Grupo, ItemDeCatalogo, Rol};
use crate::schema::conexion::Nodo;
use crate::schema::entidad::{Entidad, Sector};
use crate::schema::enums::{NivelGobierno, TipoProceso};
use crate::schema::proceso::Proceso;
use crate::schema::puesto_propuesto::PuestoPropuesto;
use crate::schema::unidad::Unidad;
use crate::schema::vinculo::{POR_LLAVE, POR_LLAVE_DE_VERSION, uno};
use crate::store::dotacion::{Dimension, Valor};
use crate::store::lista::{Clave, Relacion};

const ENTIDAD: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };

/// The key of a row.
pub struct DotacionClave(pub DotacionFila);

impl DotacionClave {
    fn codigo(&self, dimension: Dimension) -> Option<i16> {
        self.0.0.entero(dimension).and_then(|n| i16::try_from(n).ok())
    }

    async fn entidad_en(&self, ctx: &Context<'_>, dimension: Dimension) -> Result<Option<Entidad>, ApiError> {
        uno(ctx, &self.0.0, |f| f.entero(dimension).map(|id| Clave([id, 0, 0, 0])), &ENTIDAD).await
    }

    async fn en_version<N: Nodo + 'static>(
        &self,
        ctx: &Context<'_>,
        dimension: Dimension,
        relacion: &Relacion,
    ) -> Result<Option<N>, ApiError> {
        uno(ctx, &self.0.0, |f: &FilaDeDotacion| f.clave_de_version(dimension), relacion).await
    }
}

/// Lo que identifica una fila: el objeto de cada dimensión pedida. Nulo en una dimensión que no se pidió, o sin valor.
#[Object]
impl DotacionClave {
    /// Sector.
    async fn sector(&self, ctx: &Context<'_>) -> Option<Result<Sector, ApiError>> {
        let numero = |f: &FilaDeDotacion| f.entero(Dimension::Sector).and_then(|n| i16::try_from(n).ok());
        Sector::uno(ctx, &self.0.0, numero).await.transpose()
    }

    /// Ministerio, o entidad sin adscripción, que encabeza el grupo.
    async fn grupo_ministerial(&self, ctx: &Context<'_>) -> Option<Result<Entidad, ApiError>> {
        self.entidad_en(ctx, Dimension::GrupoMinisterial).await.transpose()
    }

    /// Entidad.
    async fn entidad(&self, ctx: &Context<'_>) -> Option<Result<Entidad, ApiError>> {
        self.entidad_en(ctx, Dimension::Entidad).await.transpose()
    }

    /// Nivel de gobierno.
    async fn nivel_gobierno(&self) -> Option<NivelGobierno> {
        self.codigo(Dimension::NivelGobierno).map(NivelGobierno::de_codigo)
    }

    /// Clase de entidad.
    async fn clasificacion(&self) -> Option<String> {
        match self.0.0.valor(Dimension::Clasificacion)? {
            Valor::Texto(texto) => Some(texto.clone()),
            _ => None,
        }
    }

    /// Naturaleza del órgano.
    async fn naturaleza(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        catalogo::naturaleza(ctx, self.codigo(Dimension::Naturaleza))
    }

    /// Órgano.
    async fn organo(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        self.en_version(ctx, Dimension::Organo, &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Unidad orgánica.
    async fn unidad(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        self.en_version(ctx, Dimension::Unidad, &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Grupo de servidores civiles.
    async fn grupo(&self, ctx: &Context<'_>) -> Option<Grupo> {
        catalogo::grupo(ctx, self.codigo(Dimension::Grupo))
    }

    /// Familia de puestos.
    async fn familia(&self, ctx: &Context<'_>) -> Option<Familia> {
        catalogo::familia(ctx, self.codigo(Dimension::Familia))
    }

    /// Rol.
    async fn rol(&self, ctx: &Context<'_>) -> Option<Rol> {
        catalogo::rol(ctx, self.codigo(Dimension::Rol))
    }

    /// Nivel de carrera.
    async fn nivel(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        catalogo::nivel(ctx, self.codigo(Dimension::Nivel))
    }

    /// Régimen laboral.
    async fn regimen(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        catalogo::regimen(ctx, self.codigo(Dimension::Regimen))
    }

    /// Puesto propuesto.
    async fn puesto(&self, ctx: &Context<'_>) -> Option<Result<PuestoPropuesto, ApiError>> {
        self.en_version(ctx, Dimension::Puesto, &POR_LLAVE).await.transpose()
    }

    /// Tipo de proceso.
    async fn tipo_proceso(&self) -> Option<TipoProceso> {
        modelo::TipoProceso::de_codigo(self.codigo(Dimension::TipoProceso)?).map(TipoProceso::from)
    }

    /// Proceso de nivel 0.
    async fn macroproceso(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        self.en_version(ctx, Dimension::Macroproceso, &POR_LLAVE).await.transpose()
    }

    /// Proceso de nivel 1.
    async fn proceso_nivel_1(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        self.en_version(ctx, Dimension::ProcesoNivel1, &POR_LLAVE).await.transpose()
    }

    /// Proceso de nivel 2.
    async fn proceso_nivel_2(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        self.en_version(ctx, Dimension::ProcesoNivel2, &POR_LLAVE).await.transpose()
    }

    /// Proceso del que cuelgan las actividades.
    async fn proceso(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        self.en_version(ctx, Dimension::Proceso, &POR_LLAVE).await.transpose()
    }
}
