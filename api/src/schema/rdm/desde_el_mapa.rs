//! From an entity and from the nodes of its process map to the records of release and deployment.

use std::borrow::Cow;

use async_graphql::{Context, Object, TypeName};
use quipu_entities::{actividad, entidad, proceso, tarea};

use super::asignacion_rol::{AsignacionRol, AsignacionRolCampo, AsignacionRolFiltro};
use super::cliente::{Cliente, ClienteCampo, ClienteFiltro};
use super::despliegue::{Despliegue, DespliegueCampo, DespliegueFiltro};
use super::entrega::{Entrega, EntregaCampo, EntregaFiltro};
use super::mejora::{Mejora, MejoraCampo, MejoraFiltro};
use super::servicio::{Servicio, ServicioCampo, ServicioFiltro};
use crate::error::ApiError;
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Pagina, hijos};
use crate::schema::lote::Fila;
use crate::schema::orden::Criterio;
use crate::schema::registro::DE_ENTIDAD;
use crate::store::lista::Relacion;

/// The records of an entity.
pub struct RegistrosDeEntidad(pub Fila<entidad::Model>);

/// Los registros de la gestión de entrega y despliegue de una entidad.
#[Object]
impl RegistrosDeEntidad {
    /// Servicios que brinda.
    async fn servicios(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<ServicioFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ServicioCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Servicio>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Quienes reciben sus servicios.
    async fn clientes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<ClienteFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ClienteCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Cliente>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Entregas.
    async fn entregas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<EntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Despliegues de sus entregas.
    async fn despliegues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<DespliegueFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<DespliegueCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Despliegue>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Mejoras de sus procesos.
    async fn mejoras(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MejoraFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Roles de entrega y despliegue que tienen sus puestos.
    async fn asignaciones_rol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<AsignacionRolFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<AsignacionRolCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<AsignacionRol>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }
}

const POR_ENTIDAD: [&str; 4] = ["entidad_id", "", "", ""];

/// A node of the map that records can name by its code.
pub trait Nombrable: Ubicada + Send + Sync + 'static {
    /// Name of the type that holds its records.
    const NOMBRE: &'static str;
    /// Its id within the matrix.
    fn numero(&self) -> i64;
    /// The services, releases and improvements that name the node of the key `p` by its code.
    const VINCULADOS: [Relacion; 3];
}

impl Nombrable for proceso::Model {
    const NOMBRE: &'static str = "RegistrosDeProceso";
    const VINCULADOS: [Relacion; 3] = [
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN proceso n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 1 AND x.registro = 1 AND n.version = p.v AND n.id = p.id)",
        },
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN proceso n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 1 AND x.registro = 6 AND n.version = p.v AND n.id = p.id)",
        },
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN proceso n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 1 AND x.registro = 10 AND n.version = p.v AND n.id = p.id)",
        },
    ];

    fn numero(&self) -> i64 {
        self.id
    }
}

impl Nombrable for actividad::Model {
    const NOMBRE: &'static str = "RegistrosDeActividad";
    const VINCULADOS: [Relacion; 3] = [
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN actividad n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 2 AND x.registro = 1 AND n.version = p.v AND n.id = p.id)",
        },
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN actividad n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 2 AND x.registro = 6 AND n.version = p.v AND n.id = p.id)",
        },
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN actividad n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 2 AND x.registro = 10 AND n.version = p.v AND n.id = p.id)",
        },
    ];

    fn numero(&self) -> i64 {
        self.id
    }
}

impl Nombrable for tarea::Model {
    const NOMBRE: &'static str = "RegistrosDeTarea";
    const VINCULADOS: [Relacion; 3] = [
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN tarea n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 3 AND x.registro = 1 AND n.version = p.v AND n.id = p.id)",
        },
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN tarea n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 3 AND x.registro = 6 AND n.version = p.v AND n.id = p.id)",
        },
        Relacion {
            columnas: POR_ENTIDAD,
            ademas: " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN tarea n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = 3 AND x.registro = 10 AND n.version = p.v AND n.id = p.id)",
        },
    ];

    fn numero(&self) -> i64 {
        self.id
    }
}

/// The records that name a node of the map.
pub struct RegistrosDelMapa<M: Nombrable>(pub Fila<M>);

impl<M: Nombrable> TypeName for RegistrosDelMapa<M> {
    fn type_name() -> Cow<'static, str> {
        M::NOMBRE.into()
    }
}

/// Los registros que apuntan a un nodo del mapa de procesos por su código.
#[Object(name_type)]
impl<M: Nombrable> RegistrosDelMapa<M> {
    /// Servicios que sostiene.
    async fn servicios(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<ServicioFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ServicioCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Servicio>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.numero())), &M::VINCULADOS[0], pagina).await
    }

    /// Entregas que lo cambian.
    async fn entregas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<EntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.numero())), &M::VINCULADOS[1], pagina).await
    }

    /// Mejoras que lo cambian.
    async fn mejoras(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<MejoraFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.numero())), &M::VINCULADOS[2], pagina).await
    }
}
