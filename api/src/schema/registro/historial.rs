//! `Cambio`: an entry of the audit trail of a record.

use std::borrow::Cow;

use async_graphql::{Context, Enum, InputObject, Object};
use quipu_entities::auditoria;
use serde_json::Value;

use crate::domain::registro::{DeLista, TipoRegistro};
use crate::error::en_camello;
use crate::schema::conexion::nodo;
use crate::schema::context::ContextExt;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::scalar::Instante;
use crate::store::escritura;
use crate::store::sql::Sql;

/// Por dónde llegó un cambio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "escritura::Origen")]
pub enum OrigenCambio {
    /// Una mutación de la API.
    Api,
    /// Un archivo importado.
    Importacion,
    /// Un comando del operador.
    Operador,
}

nodo!(Cambio, auditoria);

/// What rows of the map say of what people earn.
const DE_REMUNERACION: [&str; 2] = ["remuneracion_centimos", "costo_centimos"];

/// Leaves remunerations out, however deep they are.
fn sin_remuneraciones(valor: &mut Value) {
    match valor {
        Value::Object(campos) => {
            for (campo, valor) in campos {
                if DE_REMUNERACION.contains(&campo.as_str()) {
                    *valor = Value::Null;
                } else {
                    sin_remuneraciones(valor);
                }
            }
        }
        Value::Array(valores) => valores.iter_mut().for_each(sin_remuneraciones),
        _ => {}
    }
}

impl Cambio {
    /// A row of the trail as this requester may read it.
    fn visible<'a>(&self, ctx: &Context<'_>, fila: Option<&'a str>) -> Option<Cow<'a, str>> {
        let fila = fila?;
        let alcance = ctx.lectura().scope().remuneraciones().abarca(self.0.entidad_id);
        if alcance || self.0.nodo.is_none() || !DE_REMUNERACION.iter().any(|campo| fila.contains(campo)) {
            return Some(fila.into());
        }
        let mut valor = serde_json::from_str(fila).ok()?;
        sin_remuneraciones(&mut valor);
        Some(valor.to_string().into())
    }
}

/// Un cambio de un registro, tal como quedó en la auditoría: no se borra ni se altera.
#[Object]
impl Cambio {
    /// Número en la auditoría de la entidad: 1, 2, 3 …
    async fn numero(&self) -> i64 {
        self.0.numero
    }

    /// Cuándo.
    async fn momento(&self) -> Instante {
        Instante(self.0.momento)
    }

    /// Quién: el sujeto de la credencial.
    async fn sujeto(&self) -> &str {
        &self.0.sujeto
    }

    /// Por dónde llegó.
    async fn origen(&self) -> OrigenCambio {
        escritura::Origen::de_codigo(self.0.origen).into()
    }

    /// Identificador de la solicitud, el mismo del registro del servidor y de la respuesta.
    async fn solicitud(&self) -> &str {
        &self.0.solicitud
    }

    /// Qué se hizo: `CREAR`, `CAMBIAR`, `ARCHIVAR` o el paso que se dio.
    async fn operacion(&self) -> &str {
        &self.0.operacion
    }

    /// Tipo del registro.
    async fn tipo(&self) -> &str {
        TipoRegistro::de_codigo(self.0.registro).map_or("", TipoRegistro::nombre)
    }

    /// Revisión que alcanzó el registro.
    async fn revision(&self) -> i32 {
        self.0.revision
    }

    /// Campos que cambiaron; al crearse, los que dicen algo.
    async fn campos(&self) -> Vec<String> {
        let leer = |texto: &Option<String>| {
            let leido = texto.as_deref().map(serde_json::from_str::<serde_json::Map<String, Value>>);
            leido.and_then(Result::ok).unwrap_or_default()
        };
        let (antes, despues) = (leer(&self.0.antes), leer(&self.0.despues));
        let propios = ["entidad_id", "id", "clave", "visibilidad", "revision", "creado_en", "cambiado_en"];
        let nulo = Value::Null;
        let cambio = |campo: &str, valor| !propios.contains(&campo) && antes.get(campo).unwrap_or(&nulo) != valor;
        let cambiados = despues.iter().filter(|(campo, valor)| cambio(campo, *valor));
        cambiados.map(|(campo, _)| en_camello(campo)).collect()
    }

    /// Cómo estaba, como JSON; nulo al crearse. Las remuneraciones van nulas para quien no puede leerlas.
    async fn antes(&self, ctx: &Context<'_>) -> Option<Cow<'_, str>> {
        self.visible(ctx, self.0.antes.as_deref())
    }

    /// Cómo quedó, como JSON. Las remuneraciones van nulas para quien no puede leerlas.
    async fn despues(&self, ctx: &Context<'_>) -> Option<Cow<'_, str>> {
        self.visible(ctx, self.0.despues.as_deref())
    }

    /// Huella SHA-256 de este cambio y de todos los anteriores de la entidad.
    async fn huella(&self) -> &str {
        &self.0.huella
    }
}

/// Condiciones sobre cambios. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CambioFiltro {
    /// Por quien lo hizo.
    pub sujeto: Option<TextoFiltro>,
    /// Por lo que se hizo.
    pub operacion: Option<TextoFiltro>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<CambioFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<CambioFiltro>,
    /// No esta condición.
    pub no: Option<Box<CambioFiltro>>,
}

impl Combinable for CambioFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(sujeto) = &self.sujeto {
            sujeto.agregar(sql, ColumnaTexto { original: "t.sujeto", clave: None });
        }
        if let Some(operacion) = &self.operacion {
            operacion.agregar(sql, ColumnaTexto { original: "t.operacion", clave: None });
        }
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum CambioCampo {
    /// Número en la auditoría, que sigue al tiempo.
    Numero,
}

impl CampoDeOrden for CambioCampo {
    type Tabla = auditoria::Entity;

    fn columna(self) -> auditoria::Column {
        auditoria::Column::Numero
    }
}
