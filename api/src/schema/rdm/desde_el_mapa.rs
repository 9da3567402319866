//! From an entity and from the nodes of its process map to the records of release and deployment.

use std::borrow::Cow;

use async_graphql::{Context, Object, TypeName};
use quipu_entities::{actividad, entidad, proceso, tarea};

use super::asignacion_rol_entrega::{AsignacionRolEntrega, AsignacionRolEntregaCampo, AsignacionRolEntregaFiltro};
use super::cliente::{Cliente, ClienteCampo, ClienteFiltro};
use super::despliegue::{Despliegue, DespliegueCampo, DespliegueFiltro};
use super::documento::{Documento, DocumentoCampo, DocumentoFiltro};
use super::entrega::{Entrega, EntregaCampo, EntregaFiltro};
use super::factor_critico::{FactorCritico, FactorCriticoCampo, FactorCriticoFiltro};
use super::mejora::{Mejora, MejoraCampo, MejoraFiltro};
use super::registro_guardado::{RegistroGuardado, RegistroGuardadoCampo, RegistroGuardadoFiltro};
use super::servicio::{Servicio, ServicioCampo, ServicioFiltro};
use crate::error::ApiError;
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Pagina, hijos};
use crate::schema::lote::Fila;
use crate::schema::orden::Criterio;
use crate::schema::registro::DE_ENTIDAD;
use crate::store::lista::{Clave, Relacion};

/// The records that only an entity has.
pub struct RegistrosDeEntidad(pub Fila<entidad::Model>);

/// Los registros de la gestión de entrega y despliegue de una entidad.
#[Object]
impl RegistrosDeEntidad {
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

    /// Roles de entrega y despliegue que tienen sus puestos.
    async fn asignaciones_rol_entrega(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<AsignacionRolEntregaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<AsignacionRolEntregaCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<AsignacionRolEntrega>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Lo que guarda del proceso de entregas: planes, informes y otros.
    async fn registros_guardados(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<RegistroGuardadoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<RegistroGuardadoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<RegistroGuardado>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Documentos controlados, con todas sus ediciones.
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
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    /// Factores críticos de éxito, con sus indicadores.
    async fn factores_criticos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir.")] filtro: Option<FactorCriticoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<FactorCriticoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<FactorCritico>, ApiError> {
        let pagina = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(f.junto(0)), &DE_ENTIDAD, pagina).await
    }

    #[graphql(flatten)]
    async fn que_nombran_el_mapa(&self) -> RegistrosDelMapa<entidad::Model> {
        RegistrosDelMapa(self.0.clone())
    }
}

/// What records can be found from: an entity, and a node of its map, which they name by its code.
pub trait Nombrable: Ubicada + Send + Sync + 'static {
    /// Name of the type that holds its records.
    const NOMBRE: &'static str;
    /// Its services, releases and improvements, found by its key.
    const VINCULADOS: [Relacion; 3];
    /// Its key.
    fn llave(&self) -> Clave;
}

impl Nombrable for entidad::Model {
    const NOMBRE: &'static str = "RegistrosDelMapaDeEntidad";
    const VINCULADOS: [Relacion; 3] = [DE_ENTIDAD; 3];

    fn llave(&self) -> Clave {
        self.junto(0)
    }
}

/// Records of a kind that name a node of a table by its code.
macro_rules! vinculados {
    ($tabla:literal, $nivel:literal, $registro:literal) => {
        Relacion {
            columnas: ["entidad_id", "", "", ""],
            ademas: concat!(
                " AND t.id IN (SELECT x.registro_id FROM vinculo_mapa x JOIN ",
                $tabla,
                " n ON n.entidad_id = x.entidad_id AND n.matriz = x.matriz AND n.codigo = x.codigo \
                 WHERE x.entidad_id = p.e AND x.matriz = p.m AND x.nivel = ",
                $nivel,
                " AND x.registro = ",
                $registro,
                " AND n.version = p.v AND n.id = p.id)"
            ),
        }
    };
}

/// A table of the map whose rows records can name.
macro_rules! nombrable {
    ($modelo:ty, $nombre:literal, $tabla:literal, $nivel:literal) => {
        impl Nombrable for $modelo {
            const NOMBRE: &'static str = $nombre;
            const VINCULADOS: [Relacion; 3] =
                [vinculados!($tabla, $nivel, 1), vinculados!($tabla, $nivel, 6), vinculados!($tabla, $nivel, 10)];

            fn llave(&self) -> Clave {
                self.junto(self.id)
            }
        }
    };
}

nombrable!(proceso::Model, "RegistrosDeProceso", "proceso", 1);
nombrable!(actividad::Model, "RegistrosDeActividad", "actividad", 2);
nombrable!(tarea::Model, "RegistrosDeTarea", "tarea", 3);

/// The records of an entity, or those that name a node of its map.
pub struct RegistrosDelMapa<M: Nombrable>(pub Fila<M>);

impl<M: Nombrable> TypeName for RegistrosDelMapa<M> {
    fn type_name() -> Cow<'static, str> {
        M::NOMBRE.into()
    }
}

/// Los registros de una entidad, o los que apuntan a un nodo de su mapa de procesos por su código.
#[Object(name_type)]
impl<M: Nombrable> RegistrosDelMapa<M> {
    /// Servicios: los que la entidad brinda, o los que este nodo del mapa sostiene.
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
        hijos(ctx, &self.0, |_, f| Some(f.llave()), &M::VINCULADOS[0], pagina).await
    }

    /// Entregas: las de la entidad, o las que cambian este nodo del mapa.
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
        hijos(ctx, &self.0, |_, f| Some(f.llave()), &M::VINCULADOS[1], pagina).await
    }

    /// Mejoras: las de la entidad, o las que cambian este nodo del mapa.
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
        hijos(ctx, &self.0, |_, f| Some(f.llave()), &M::VINCULADOS[2], pagina).await
    }
}
