//! `Sector`.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::{Entidad, EntidadCampo, EntidadFiltro};
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina, hijos};
use crate::schema::context::ContextExt;
use crate::schema::id::{self, Tipo};
use crate::schema::lote::{Fila, Lote};
use crate::schema::orden::Criterio;
use crate::store::lista::{Clave, Relacion};

/// What is known of a sector.
#[derive(Debug)]
struct DatosDeSector {
    id: i16,
    codigo: String,
    nombre: String,
}

/// A sector. It is in memory, and has a lot as rows have: what is below it is read for all of them.
#[derive(Clone)]
pub struct Sector(Fila<DatosDeSector>);

const ENTIDADES: Relacion = Relacion { columnas: ["sector_id", "", "", ""], ademas: "" };

impl Sector {
    /// The sector of each number, where there is one, all of one lot.
    pub fn de(ctx: &Context<'_>, numeros: &[Option<i16>]) -> Vec<Option<Self>> {
        let mut distintos: Vec<i16> = numeros.iter().flatten().copied().collect();
        distintos.sort_unstable();
        distintos.dedup();
        let sectores = &ctx.solicitud().sectores;
        let datos = |id: &i16| {
            let (codigo, nombre) = sectores.get(id)?;
            Some(DatosDeSector { id: *id, codigo: codigo.clone(), nombre: nombre.clone() })
        };
        let lote = Lote::nuevo(distintos.iter().filter_map(datos).collect());
        let fila = |id: i16| {
            let i = lote.filas.binary_search_by_key(&id, |datos| datos.id).ok()?;
            Some(Self(Fila { lote: Arc::clone(&lote), i }))
        };
        numeros.iter().map(|numero| numero.and_then(fila)).collect()
    }

    /// The sector of one node, of one lot with those of the other nodes of its lot.
    pub async fn uno<M: Send + Sync + 'static>(
        ctx: &Context<'_>,
        desde: &Fila<M>,
        numero: impl Fn(&M) -> Option<i16>,
    ) -> Result<Option<Self>, ApiError> {
        let leer = Box::pin(async {
            let numeros: Vec<Option<i16>> = desde.lote.filas.iter().map(&numero).collect();
            Ok(Self::de(ctx, &numeros))
        });
        Ok(desde.lote.recordar(ctx, "sector", leer).await?[desde.i].clone())
    }

    /// Their order: by code.
    pub fn orden(&self) -> &str {
        &self.0.codigo
    }

    /// All of them, in their order.
    pub fn todos(ctx: &Context<'_>) -> Vec<Self> {
        let numeros: Vec<Option<i16>> = ctx.solicitud().sectores.keys().copied().map(Some).collect();
        let mut sectores: Vec<Self> = Self::de(ctx, &numeros).into_iter().flatten().collect();
        sectores.sort_by(|a, b| a.orden().cmp(b.orden()));
        sectores
    }
}

/// Sector del Estado.
#[Object]
impl Sector {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::de_catalogo(Tipo::Sector, self.0.id)
    }

    /// Código oficial.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Entidades del sector, hayan reportado o no.
    async fn entidades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las entidades.")] filtro: Option<EntidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntidadCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entidad>, ApiError> {
        let clave = |sector: &DatosDeSector| Some(Clave([sector.id.into(), 0, 0, 0]));
        hijos(ctx, &self.0, |_, sector| clave(sector), &ENTIDADES, Pagina::nueva(filtro, orden, first, after)?).await
    }
}
