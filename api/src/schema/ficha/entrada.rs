//! What is sent to write a sheet.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::EstadoDeFicha;
use super::fila::{FilaDeFichaInput, RiesgoDeFichaInput};
use crate::domain::ficha as domain;
use crate::domain::registro::Validacion;
use crate::schema::enums::TipoMatriz;
use crate::schema::registro::entrada::{poner, poner_o_quitar};
use crate::schema::scalar::Fecha;

/// Ficha que se crea, como borrador.
#[derive(Debug, InputObject)]
pub struct CrearFichaInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código oficial del proceso.
    pub codigo: String,
    /// Matriz a la que pertenece el proceso; la ajustada si no se dice.
    #[graphql(default_with = "TipoMatriz::Ajustada")]
    pub matriz: TipoMatriz,
    /// Versión de la ficha, desde 1.
    pub edicion: i32,
    /// Nombre del proceso.
    pub nombre: String,
    /// Sistema de gestión al que pertenece.
    pub sistema: Option<String>,
    /// Título del documento.
    pub titulo: Option<String>,
    /// Fecha de aprobación.
    pub aprobada_en: Option<Fecha>,
    /// Puestos o unidades que la elaboraron; no personas.
    #[graphql(default)]
    pub elaborado_por: Vec<String>,
    /// Puestos o unidades que la revisaron.
    #[graphql(default)]
    pub revisado_por: Vec<String>,
    /// Puestos o unidades que la aprobaron.
    #[graphql(default)]
    pub aprobado_por: Vec<String>,
    /// Unidad o puesto que responde por el proceso.
    pub responsable: Option<String>,
    /// Lo que el responsable puede decidir.
    #[graphql(default)]
    pub autoridad: Vec<String>,
    /// De dónde a dónde va el proceso, o qué órganos y unidades intervienen.
    #[graphql(default)]
    pub alcance: Vec<String>,
    /// Para qué es el proceso.
    pub objetivo: Option<String>,
    /// Las filas, en orden.
    #[graphql(default)]
    pub filas: Vec<FilaDeFichaInput>,
    /// Lo que el proceso requiere.
    #[graphql(default)]
    pub recursos: Vec<String>,
    /// Documentos del proceso.
    #[graphql(default)]
    pub documentos: Vec<String>,
    /// Riesgos y oportunidades.
    #[graphql(default)]
    pub riesgos: Vec<RiesgoDeFichaInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una ficha que no está aprobada. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarFichaInput {
    /// Identificador de la ficha.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Nombre del proceso.
    pub nombre: MaybeUndefined<String>,
    /// Sistema de gestión al que pertenece.
    pub sistema: MaybeUndefined<String>,
    /// Título del documento.
    pub titulo: MaybeUndefined<String>,
    /// Fecha de aprobación.
    pub aprobada_en: MaybeUndefined<Fecha>,
    /// Todos los puestos o unidades que la elaboraron.
    pub elaborado_por: Option<Vec<String>>,
    /// Todos los que la revisaron.
    pub revisado_por: Option<Vec<String>>,
    /// Todos los que la aprobaron.
    pub aprobado_por: Option<Vec<String>>,
    /// Unidad o puesto que responde por el proceso.
    pub responsable: MaybeUndefined<String>,
    /// Todo lo que el responsable puede decidir.
    pub autoridad: Option<Vec<String>>,
    /// Todo el alcance.
    pub alcance: Option<Vec<String>>,
    /// Para qué es el proceso.
    pub objetivo: MaybeUndefined<String>,
    /// Todas las filas.
    pub filas: Option<Vec<FilaDeFichaInput>>,
    /// Todo lo que el proceso requiere.
    pub recursos: Option<Vec<String>>,
    /// Todos los documentos.
    pub documentos: Option<Vec<String>>,
    /// Todos los riesgos y oportunidades.
    pub riesgos: Option<Vec<RiesgoDeFichaInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Paso de una ficha a otro estado: de borrador a revisión, de revisión a aprobada o de vuelta a borrador.
#[derive(Debug, InputObject)]
pub struct PasarFichaInput {
    /// Identificador de la ficha.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Estado al que pasa. Para aprobarla debe decir cuándo y quién la aprobó.
    pub estado: EstadoDeFicha,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

fn convertir<A, B: From<A>>(lista: Vec<A>) -> Vec<B> {
    lista.into_iter().map(B::from).collect()
}

impl CrearFichaInput {
    /// The sheet that it says.
    pub(super) fn ficha(self) -> domain::Ficha {
        domain::Ficha {
            codigo: self.codigo,
            edicion: self.edicion,
            nombre: self.nombre,
            sistema: self.sistema,
            titulo: self.titulo,
            aprobada_en: self.aprobada_en.map(String::from),
            elaborado_por: self.elaborado_por,
            revisado_por: self.revisado_por,
            aprobado_por: self.aprobado_por,
            responsable: self.responsable,
            autoridad: self.autoridad,
            alcance: self.alcance,
            objetivo: self.objetivo,
            filas: convertir(self.filas),
            recursos: self.recursos,
            documentos: self.documentos,
            riesgos: convertir(self.riesgos),
        }
    }
}

impl CambiarFichaInput {
    /// The sheet with these changes.
    pub(super) fn aplicar(self, v: &mut Validacion, ficha: domain::Ficha) -> domain::Ficha {
        let mut nueva = domain::Ficha {
            elaborado_por: self.elaborado_por.unwrap_or(ficha.elaborado_por),
            revisado_por: self.revisado_por.unwrap_or(ficha.revisado_por),
            aprobado_por: self.aprobado_por.unwrap_or(ficha.aprobado_por),
            autoridad: self.autoridad.unwrap_or(ficha.autoridad),
            alcance: self.alcance.unwrap_or(ficha.alcance),
            filas: self.filas.map_or(ficha.filas, convertir),
            recursos: self.recursos.unwrap_or(ficha.recursos),
            documentos: self.documentos.unwrap_or(ficha.documentos),
            riesgos: self.riesgos.map_or(ficha.riesgos, convertir),
            ..ficha
        };
        poner(v, "nombre", &mut nueva.nombre, self.nombre);
        poner_o_quitar(&mut nueva.sistema, self.sistema);
        poner_o_quitar(&mut nueva.titulo, self.titulo);
        poner_o_quitar(&mut nueva.aprobada_en, self.aprobada_en.map_value(String::from));
        poner_o_quitar(&mut nueva.responsable, self.responsable);
        poner_o_quitar(&mut nueva.objetivo, self.objetivo);
        nueva
    }
}
