//! `LecturaRegistrada`: a request that could read what was sent and not published.

use async_graphql::{Context, Enum, InputObject, Object};
use quipu_entities::consulta_registrada;

use super::conexion::{Conexion, Nodo, Pagina, raiz_de};
use super::context::ContextExt;
use super::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use super::lote::Fila;
use super::nulo::o_nulo;
use super::orden::{CampoDeOrden, Criterio};
use super::scalar::Instante;
use crate::error::{ApiError, ErrorCode};
use crate::store::lista::Clave;
use crate::store::registro;
use crate::store::sql::Sql;

/// Root field of the record.
#[derive(Default)]
pub struct RegistroQuery;

#[Object]
impl RegistroQuery {
    /// El registro de las solicitudes que pudieron leer borradores enviados y no publicados: quién, qué y cuándo. Solo para
    /// quien opera el servicio. Dice qué se pidió, no qué filas se devolvieron.
    async fn lecturas_registradas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las lecturas.")] filtro: Option<LecturaRegistradaFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero; de la más antigua si no se dice.")]
        orden: Option<Vec<Criterio<LecturaRegistradaCampo>>>,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Option<Result<Conexion<LecturaRegistrada>, ApiError>> {
        o_nulo(async {
            let scope = ctx.lectura().scope();
            if !scope.lee_registro() {
                let mensaje = "El registro de lecturas es para quien opera el servicio.";
                return Err(ApiError::new(ErrorCode::Prohibido, mensaje));
            }
            let pagina = Pagina::nueva(filtro, orden, first, after)?;
            raiz_de(ctx, Clave([0; 4]), &registro::visibles(scope), pagina).await.map(Some)
        })
        .await
    }
}

/// A node over a row of `consulta_registrada`.
pub struct LecturaRegistrada(Fila<consulta_registrada::Model>);

impl From<Fila<consulta_registrada::Model>> for LecturaRegistrada {
    fn from(fila: Fila<consulta_registrada::Model>) -> Self {
        Self(fila)
    }
}

impl Nodo for LecturaRegistrada {
    type Tabla = consulta_registrada::Entity;
    const NOMBRE: &'static str = "LecturaRegistrada";
}

/// Una solicitud que pudo leer borradores enviados por otras entidades. Se escribe antes de responderla y no cambia.
#[Object]
impl LecturaRegistrada {
    /// Cuándo.
    async fn momento(&self) -> Instante {
        Instante(self.0.momento)
    }

    /// Quién: el sujeto (`sub`) de su credencial.
    async fn sujeto(&self) -> &str {
        &self.0.sujeto
    }

    /// Identificador de la solicitud, el de `requestId` y `x-request-id`.
    async fn solicitud(&self) -> &str {
        &self.0.solicitud
    }

    /// Nombre de la operación, si lo tenía.
    async fn operacion(&self) -> Option<&str> {
        self.0.operacion.as_deref()
    }

    /// Qué pidió: el documento entero.
    async fn documento(&self) -> &str {
        &self.0.documento
    }

    /// Las variables del documento, como texto JSON.
    async fn variables(&self) -> &str {
        &self.0.variables
    }
}

/// Condiciones sobre lecturas registradas. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct LecturaRegistradaFiltro {
    /// Por quién.
    pub sujeto: Option<TextoFiltro>,
    /// Por identificador de la solicitud.
    pub solicitud: Option<TextoFiltro>,
    /// Por nombre de la operación.
    pub operacion: Option<TextoFiltro>,
    /// Desde este instante.
    pub desde: Option<Instante>,
    /// Antes de este instante.
    pub hasta: Option<Instante>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<LecturaRegistradaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<LecturaRegistradaFiltro>,
    /// No esta condición.
    pub no: Option<Box<LecturaRegistradaFiltro>>,
}

impl Combinable for LecturaRegistradaFiltro {
    fn propias(&self, sql: &mut Sql) {
        let textos = [(&self.sujeto, "t.sujeto"), (&self.solicitud, "t.solicitud"), (&self.operacion, "t.operacion")];
        for (filtro, original) in textos {
            if let Some(filtro) = filtro {
                filtro.agregar(sql, ColumnaTexto { original, clave: None });
            }
        }
        if let Some(Instante(desde)) = self.desde {
            sql.texto(" AND t.momento >= ").valor(desde);
        }
        if let Some(Instante(hasta)) = self.hasta {
            sql.texto(" AND t.momento < ").valor(hasta);
        }
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum LecturaRegistradaCampo {
    /// El orden en que se registraron.
    Momento,
    /// Quién.
    Sujeto,
}

impl CampoDeOrden for LecturaRegistradaCampo {
    type Tabla = consulta_registrada::Entity;

    fn columna(self) -> consulta_registrada::Column {
        match self {
            Self::Momento => consulta_registrada::Column::Id,
            Self::Sujeto => consulta_registrada::Column::Sujeto,
        }
    }
}
