//! `Unidad`: órganos and unidades orgánicas.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::unidad;

use super::ascendencia::{Rama, ancestros};
use super::catalogo::{ItemDeCatalogo, comprobar_codigos, naturaleza};
use super::clave::Ubicada;
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::context::Solicitud;
use super::enums::TipoMatriz;
use super::filtro::{ColumnaTexto, Combinable, EnteroFiltro, TextoFiltro, conectores};
use super::id::{self, Tipo};
use super::orden::{CampoDeOrden, Criterio};
use super::puesto::{Puesto, PuestoCampo, PuestoFiltro};
use super::puesto_propuesto::{PuestoPropuesto, PuestoPropuestoCampo, PuestoPropuestoFiltro};
use super::rastro::Rastro;
use super::version::{Version, version_de};
use super::vinculo::{POR_LLAVE_DE_VERSION, uno};
use crate::domain::modelo;
use crate::error::ApiError;
use crate::store::ascendencia::Desde;
use crate::store::lista::{Clave, Relacion};
use crate::store::sql::Sql;

nodo!(Unidad, unidad);

const HIJAS: Relacion = Relacion { columnas: ["entidad_id", "version", "", "padre_id"], ademas: "" };
const PROPUESTOS: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "unidad_id"], ademas: "" };
const PUESTOS: Relacion = Relacion { columnas: ["entidad_id", "version", "", "unidad_id"], ademas: "" };

/// Órgano o unidad orgánica de una entidad. Una unidad puede colgar de otra varios niveles arriba.
#[Object]
impl Unidad {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Unidad, self.0.junto(self.0.id))
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Sigla.
    async fn sigla(&self) -> Option<&str> {
        self.0.sigla.as_deref()
    }

    /// Naturaleza del órgano: línea, apoyo, asesoramiento …
    async fn naturaleza(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        naturaleza(ctx, self.0.naturaleza_id)
    }

    /// Nivel organizacional: 1 alta dirección, 2 órgano, 3 unidad.
    async fn nivel_organizacional(&self) -> Option<i16> {
        self.0.nivel_organizacional
    }

    /// Posición en el orden de lectura de la estructura.
    async fn orden(&self) -> i32 {
        self.0.orden
    }

    /// Unidad de la que cuelga; nula en un órgano.
    async fn padre(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        uno(ctx, &self.0, |u| u.padre_id.map(|id| u.junto(id)), &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Unidades que la contienen, desde el órgano del que cuelga todo hasta su padre.
    async fn ancestros(&self, ctx: &Context<'_>) -> Result<Vec<Unidad>, ApiError> {
        ancestros(ctx, &self.0, Desde::Nodos, |u| u.padre_id.map(|id| u.junto(id))).await
    }

    /// Versión a la que pertenece.
    async fn version(&self, ctx: &Context<'_>) -> Option<Result<Version, ApiError>> {
        version_de(ctx, &self.0).await.transpose()
    }

    /// Unidades que cuelgan directamente de ella.
    async fn unidades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las unidades.")] filtro: Option<UnidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<UnidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Unidad>, ApiError> {
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.id)), &HIJAS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Puestos propuestos que una matriz pone en ella, con su dotación y su brecha.
    async fn puestos_propuestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Condiciones que deben cumplir los puestos propuestos.")] filtro: Option<
            PuestoPropuestoFiltro,
        >,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoPropuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<PuestoPropuesto>, ApiError> {
        hijos(ctx, &self.0, |_, u| Some(en_matriz(u, matriz)), &PROPUESTOS, Pagina::nueva(filtro, orden, first, after)?)
            .await
    }

    /// Puestos del mapeo que están en ella.
    async fn puestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los puestos.")] filtro: Option<PuestoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Puesto>, ApiError> {
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.id)), &PUESTOS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    #[graphql(flatten)]
    async fn rastro(&self) -> Rastro<Self> {
        Rastro::<Self>::de(&self.0, |fila| fila.junto(fila.id))
    }
}

impl Rama for unidad::Model {
    fn rama(&self) -> (i64, Option<i64>) {
        (self.id, self.padre_id)
    }
}

fn en_matriz(unidad: &unidad::Model, matriz: TipoMatriz) -> Clave {
    let [entidad, version, _] = unidad.lugar();
    Clave([entidad, version, modelo::TipoMatriz::from(matriz).codigo().into(), unidad.id])
}

/// Condiciones sobre unidades. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct UnidadFiltro {
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por sigla.
    pub sigla: Option<TextoFiltro>,
    /// Por nivel organizacional.
    pub nivel_organizacional: Option<EnteroFiltro>,
    /// Por código de naturaleza, p. ej. `LINEA`.
    pub naturaleza: Option<Vec<String>>,
    /// `true`: sin puestos en el mapeo; `false`: con puestos.
    pub sin_puestos: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<UnidadFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<UnidadFiltro>,
    /// No esta condición.
    pub no: Option<Box<UnidadFiltro>>,
}

const SUS_PUESTOS: &str = "SELECT 1 FROM puesto x WHERE x.entidad_id = t.entidad_id AND x.version = t.version \
     AND x.unidad_id = t.id";

impl Combinable for UnidadFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(sigla) = &self.sigla {
            sigla.agregar(sql, ColumnaTexto { original: "t.sigla", clave: None });
        }
        if let Some(nivel) = &self.nivel_organizacional {
            nivel.agregar(sql, "t.nivel_organizacional");
        }
        if let Some(codigos) = &self.naturaleza {
            sql.texto(" AND t.naturaleza_id IN (SELECT c.id FROM naturaleza c WHERE ");
            sql.en_textos("c.codigo", codigos).texto(")");
        }
        sql.existe(self.sin_puestos.map(|sin| !sin), SUS_PUESTOS);
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_codigos(&solicitud.catalogo, &[("naturaleza", &self.naturaleza)])
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum UnidadCampo {
    /// Orden de lectura de la estructura.
    Orden,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Sigla.
    Sigla,
}

impl CampoDeOrden for UnidadCampo {
    type Tabla = unidad::Entity;

    fn columna(self) -> unidad::Column {
        match self {
            Self::Orden => unidad::Column::Orden,
            Self::Nombre => unidad::Column::Clave,
            Self::Sigla => unidad::Column::Sigla,
        }
    }
}
