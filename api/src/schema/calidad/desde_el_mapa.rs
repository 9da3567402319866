//! From an entity and from the nodes of its process map to what was prioritised.

use std::borrow::Cow;

use async_graphql::{Context, Object, TypeName};
use quipu_entities::{actividad, entidad, proceso, tarea};

use super::evaluacion::{Evaluacion, EvaluacionCampo, EvaluacionFiltro};
use super::servicio_priorizado::{ServicioPriorizado, ServicioPriorizadoCampo, ServicioPriorizadoFiltro};
use crate::error::ApiError;
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Pagina, hijos};
use crate::schema::lote::Fila;
use crate::schema::orden::Criterio;
use crate::schema::rdm::desde_el_mapa::Nombrable;
use crate::schema::registro::DE_ENTIDAD;
use crate::store::lista::Relacion;

/// The quality of the services of an entity.
pub struct CalidadDeEntidad(pub Fila<entidad::Model>);

/// La calidad de los bienes y servicios de una entidad.
#[Object]
impl CalidadDeEntidad {
    /// Bienes y servicios que priorizó.
    async fn servicios_priorizados(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<ServicioPriorizadoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ServicioPriorizadoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<ServicioPriorizado>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Evaluaciones de sus bienes y servicios.
    async fn evaluaciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<EvaluacionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EvaluacionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Evaluacion>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }
}

const POR_ENTIDAD: [&str; 4] = ["entidad_id", "", "", ""];

/// A node of the map that a prioritised service can name by its code.
pub trait Priorizable: Nombrable {
    /// Name of the type that holds them.
    const CALIDAD: &'static str;
    /// The prioritised services that name the node of the key `p`.
    const PRIORIZADOS: Relacion;
}

impl Priorizable for proceso::Model {
    const CALIDAD: &'static str = "CalidadDeProceso";
    const PRIORIZADOS: Relacion = Relacion {
        columnas: POR_ENTIDAD,
        ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN proceso n ON n.entidad_id = x.entidad_id \
                 AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m \
                 AND x.nivel = 1 AND x.registro = 31 AND n.version = p.v AND n.id = p.id)",
    };
}

impl Priorizable for actividad::Model {
    const CALIDAD: &'static str = "CalidadDeActividad";
    const PRIORIZADOS: Relacion = Relacion {
        columnas: POR_ENTIDAD,
        ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN actividad n ON n.entidad_id = x.entidad_id \
                 AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m \
                 AND x.nivel = 2 AND x.registro = 31 AND n.version = p.v AND n.id = p.id)",
    };
}

impl Priorizable for tarea::Model {
    const CALIDAD: &'static str = "CalidadDeTarea";
    const PRIORIZADOS: Relacion = Relacion {
        columnas: POR_ENTIDAD,
        ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN tarea n ON n.entidad_id = x.entidad_id \
                 AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m \
                 AND x.nivel = 3 AND x.registro = 31 AND n.version = p.v AND n.id = p.id)",
    };
}

/// What was prioritised and names a node of the map.
pub struct CalidadDelMapa<M: Priorizable>(pub Fila<M>);

impl<M: Priorizable> TypeName for CalidadDelMapa<M> {
    fn type_name() -> Cow<'static, str> {
        M::CALIDAD.into()
    }
}

/// Lo que se priorizó y apunta a un nodo del mapa de procesos por su código.
#[Object(name_type)]
impl<M: Priorizable> CalidadDelMapa<M> {
    /// Bienes y servicios priorizados que produce.
    async fn servicios_priorizados(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<ServicioPriorizadoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ServicioPriorizadoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<ServicioPriorizado>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.llave()), &M::PRIORIZADOS, pagina).await
    }
}
