//! `Cambio`: an entry of the audit trail of a record.

use async_graphql::{Enum, InputObject, Object};
use quipu_entities::auditoria;

use crate::domain::registro::{DeLista, TipoRegistro};
use crate::error::en_camello;
use crate::schema::conexion::Nodo;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro};
use crate::schema::lote::Fila;
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

/// A row of `auditoria`.
#[derive(Clone)]
pub struct Cambio(pub Fila<auditoria::Model>);

impl From<Fila<auditoria::Model>> for Cambio {
    fn from(fila: Fila<auditoria::Model>) -> Self {
        Self(fila)
    }
}

impl Nodo for Cambio {
    type Tabla = auditoria::Entity;
    const NOMBRE: &'static str = "Cambio";
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
            let leido = texto.as_deref().map(serde_json::from_str::<serde_json::Map<String, serde_json::Value>>);
            leido.and_then(Result::ok).unwrap_or_default()
        };
        let (antes, despues) = (leer(&self.0.antes), leer(&self.0.despues));
        let propios = ["entidad_id", "id", "clave", "visibilidad", "revision", "creado_en", "cambiado_en"];
        let nulo = serde_json::Value::Null;
        let cambio = |campo: &str, valor| !propios.contains(&campo) && antes.get(campo).unwrap_or(&nulo) != valor;
        let cambiados = despues.iter().filter(|(campo, valor)| cambio(campo, *valor));
        cambiados.map(|(campo, _)| en_camello(campo)).collect()
    }

    /// Cómo estaba, como JSON; nulo al crearse.
    async fn antes(&self) -> Option<&str> {
        self.0.antes.as_deref()
    }

    /// Cómo quedó, como JSON.
    async fn despues(&self) -> Option<&str> {
        self.0.despues.as_deref()
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

    fn y(&self) -> &[Self] {
        &self.y
    }

    fn o(&self) -> &[Self] {
        &self.o
    }

    fn no(&self) -> Option<&Self> {
        self.no.as_deref()
    }
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
