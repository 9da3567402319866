//! `Puesto`: a row of the Mapeo de Puestos.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::puesto;

use super::catalogo::{ItemDeCatalogo, comprobar_codigos, regimen};
use super::clave::Ubicada;
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::context::{ContextExt, Solicitud};
use super::ejecucion::{Ejecucion, EjecucionCampo, EjecucionFiltro};
use super::enums::TipoMatriz;
use super::filtro::{ColumnaTexto, Combinable, EnteroFiltro, TextoFiltro, conectores};
use super::id::{self, Tipo};
use super::orden::{CampoDeOrden, Criterio};
use super::rastro::Rastro;
use super::scalar::Decimal;
use super::unidad::Unidad;
use super::version::Version;
use super::vinculo::{POR_LLAVE_DE_VERSION, uno};
use crate::domain::decimal::{CENTIMO, de_entero};
use crate::domain::modelo;
use crate::error::{ApiError, ErrorCode};
use crate::schema::nulo::o_nulo;
use crate::store::lista::{Clave, Relacion};
use crate::store::sql::Sql;

nodo!(Puesto, puesto);

const EJECUCIONES: Relacion = Relacion { columnas: ["entidad_id", "version", "matriz", "puesto_id"], ademas: "" };

/// Puesto que existe hoy: una fila del Mapeo de Puestos. No lleva nombres de personas.
#[Object]
impl Puesto {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Puesto, self.0.junto(self.0.id))
    }

    /// Número correlativo, único en el mapeo de la entidad.
    async fn correlativo(&self) -> &str {
        &self.0.correlativo
    }

    /// Nombre del puesto.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Nombre ajustado, si la entidad lo propuso.
    async fn nombre_ajustado(&self) -> Option<&str> {
        self.0.nombre_ajustado.as_deref()
    }

    /// Posiciones ocupadas: la dotación actual. 0 es un puesto vacante; nulo, que la entidad no lo dijo.
    async fn ocupados(&self) -> Option<i32> {
        self.0.ocupados
    }

    /// Régimen laboral o modalidad de contratación, según el catálogo.
    async fn regimen(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        regimen(ctx, self.0.regimen_id)
    }

    /// Régimen o modalidad tal como lo escribió la entidad.
    async fn regimen_texto(&self) -> Option<&str> {
        self.0.regimen_texto.as_deref()
    }

    /// Cargo estructural.
    async fn cargo_estructural(&self) -> Option<&str> {
        self.0.cargo_estructural.as_deref()
    }

    /// Clasificación del cargo en el CAP.
    async fn clasificacion_cargo(&self) -> Option<&str> {
        self.0.clasificacion_cargo.as_deref()
    }

    /// Si es un cargo de confianza.
    async fn confianza(&self) -> Option<bool> {
        self.0.confianza
    }

    /// Funciones del puesto.
    async fn funciones(&self) -> Option<&str> {
        self.0.funciones.as_deref()
    }

    /// Remuneración mensual en soles. Solo para quien tiene permiso sobre las de la entidad.
    async fn remuneracion(&self, ctx: &Context<'_>) -> Option<Result<Decimal, ApiError>> {
        o_nulo(async {
            if !ctx.lectura().scope().remuneraciones().abarca(self.0.entidad_id) {
                return Err(ApiError::new(ErrorCode::Prohibido, "La remuneración de un puesto no es pública."));
            }
            Ok(self.0.remuneracion_centimos.map(|centimos| de_entero(centimos, CENTIMO).into()))
        })
        .await
    }

    /// Correlativo del superior inmediato.
    async fn superior_correlativo(&self) -> Option<&str> {
        self.0.superior.as_deref()
    }

    /// Unidad a la que pertenece.
    async fn unidad(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        uno(ctx, &self.0, |p| p.unidad_id.map(|id| p.junto(id)), &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Versión a la que pertenece.
    async fn version(&self, ctx: &Context<'_>) -> Option<Result<Version, ApiError>> {
        super::version::version_de(ctx, &self.0).await.transpose()
    }

    /// Fila del libro de donde se leyó.
    async fn fila(&self) -> Option<i32> {
        self.0.fila
    }

    /// Lo que ejecuta en una matriz: de aquí sale su carga de trabajo.
    async fn ejecuciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "Condiciones que deben cumplir las ejecuciones.")] filtro: Option<EjecucionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EjecucionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ejecucion>, ApiError> {
        hijos(
            ctx,
            &self.0,
            |_, p| Some(en_matriz(p, matriz)),
            &EJECUCIONES,
            Pagina::nueva(filtro, orden, first, after)?,
        )
        .await
    }

    #[graphql(flatten)]
    async fn rastro(&self) -> Rastro<Self> {
        Rastro::<Self>::de(&self.0, |fila| fila.junto(fila.id))
    }
}

fn en_matriz(puesto: &puesto::Model, matriz: TipoMatriz) -> Clave {
    let [entidad, version, _] = puesto.lugar();
    Clave([entidad, version, modelo::TipoMatriz::from(matriz).codigo().into(), puesto.id])
}

/// Condiciones sobre puestos del mapeo. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PuestoFiltro {
    /// Por correlativo.
    pub correlativo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por posiciones ocupadas.
    pub ocupados: Option<EnteroFiltro>,
    /// Por código de régimen, p. ej. `DL1057`.
    pub regimen: Option<Vec<String>>,
    /// Si es cargo de confianza.
    pub confianza: Option<bool>,
    /// `true`: sin carga de trabajo: ninguna ejecución con tiempos en la matriz ajustada; `false`: con carga.
    pub sin_carga: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<PuestoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<PuestoFiltro>,
    /// No esta condición.
    pub no: Option<Box<PuestoFiltro>>,
}

const SU_CARGA: &str = "SELECT 1 FROM ejecucion x WHERE x.entidad_id = t.entidad_id AND x.version = t.version \
     AND x.puesto_id = t.id AND x.matriz = 2 AND x.horas_pico IS NOT NULL";

impl Combinable for PuestoFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(correlativo) = &self.correlativo {
            correlativo.agregar(sql, ColumnaTexto { original: "t.correlativo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(ocupados) = &self.ocupados {
            ocupados.agregar(sql, "t.ocupados");
        }
        if let Some(codigos) = &self.regimen {
            sql.texto(" AND t.regimen_id IN (SELECT c.id FROM regimen c WHERE ")
                .en_textos("c.codigo", codigos)
                .texto(")");
        }
        if let Some(confianza) = self.confianza {
            sql.texto(" AND t.confianza = ").valor(confianza);
        }
        sql.existe(self.sin_carga.map(|sin| !sin), SU_CARGA);
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_codigos(&solicitud.catalogo, &[("regimen", &self.regimen)])
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PuestoCampo {
    /// Orden del mapeo.
    Orden,
    /// Correlativo, como texto.
    Correlativo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Posiciones ocupadas.
    Ocupados,
}

impl CampoDeOrden for PuestoCampo {
    type Tabla = puesto::Entity;

    fn columna(self) -> puesto::Column {
        match self {
            Self::Orden => puesto::Column::Orden,
            Self::Correlativo => puesto::Column::Correlativo,
            Self::Nombre => puesto::Column::Clave,
            Self::Ocupados => puesto::Column::Ocupados,
        }
    }
}

/// The puesto, in the current version of the map, whose number a record of this table keeps.
macro_rules! puesto_de {
    ($tabla:literal) => {
        Relacion {
            columnas: ["entidad_id", "", "", ""],
            ademas: concat!(
                " AND t.correlativo = (SELECT a.correlativo FROM ",
                $tabla,
                " a WHERE a.entidad_id = p.e AND a.id = p.id) AND EXISTS (SELECT 1 FROM version vv \
                 WHERE vv.entidad_id = t.entidad_id AND vv.numero = t.version AND vv.vigente)"
            ),
        }
    };
}

pub(super) use puesto_de;
