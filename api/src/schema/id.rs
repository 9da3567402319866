//! Opaque ids: each tells the type of its object, and one of another type is refused.

use async_graphql::ID;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{ApiError, ErrorCode};
use crate::store::lista::Clave;

/// The types that have an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tipo {
    /// `Entidad`.
    Entidad,
    /// `Version`.
    Version,
    /// `Matriz`.
    Matriz,
    /// `Unidad`.
    Unidad,
    /// `Puesto`.
    Puesto,
    /// `Proceso`.
    Proceso,
    /// `Actividad`.
    Actividad,
    /// `Tarea`.
    Tarea,
    /// `Ejecucion`.
    Ejecucion,
    /// `PuestoPropuesto`.
    PuestoPropuesto,
    /// `Hallazgo`.
    Hallazgo,
    /// `Servicio`.
    Servicio,
    /// `Cliente`.
    Cliente,
    /// `PoliticaEntrega`.
    PoliticaEntrega,
    /// `UnidadEntrega`.
    UnidadEntrega,
    /// `Paquete`.
    Paquete,
    /// `Entrega`.
    Entrega,
    /// `Prueba`.
    Prueba,
    /// `Despliegue`.
    Despliegue,
    /// `LineaBase`.
    LineaBase,
    /// `Mejora`.
    Mejora,
    /// `AsignacionRolEntrega`.
    AsignacionRolEntrega,
    /// `RegistroGuardado`.
    RegistroGuardado,
    /// `Documento`.
    Documento,
    /// `FactorCritico`.
    FactorCritico,
    /// `Ficha`.
    Ficha,
    /// `Indicador`.
    Indicador,
    /// `Medicion`.
    Medicion,
    /// `AsignacionDeRol`.
    AsignacionDeRol,
    /// `ServicioPriorizado`.
    ServicioPriorizado,
    /// `Evaluacion`.
    Evaluacion,
    /// `MiembroEquipo`.
    MiembroEquipo,
    /// `Calificacion`.
    Calificacion,
    /// `BrechaCalidad`.
    BrechaCalidad,
    /// `MedicionConductor`.
    MedicionConductor,
    /// `InformeCalidad`.
    InformeCalidad,
    /// `LeccionAprendida`.
    LeccionAprendida,
    /// `Sector`.
    Sector,
    /// `Grupo`.
    Grupo,
    /// `Familia`.
    Familia,
    /// `Rol`.
    Rol,
}

const LETRAS: [(Tipo, char); 41] = [
    (Tipo::Entidad, 'e'),
    (Tipo::Version, 'v'),
    (Tipo::Matriz, 'm'),
    (Tipo::Unidad, 'u'),
    (Tipo::Puesto, 'p'),
    (Tipo::Proceso, 'r'),
    (Tipo::Actividad, 'a'),
    (Tipo::Tarea, 't'),
    (Tipo::Ejecucion, 'x'),
    (Tipo::PuestoPropuesto, 'q'),
    (Tipo::Hallazgo, 'h'),
    (Tipo::Servicio, 's'),
    (Tipo::Cliente, 'c'),
    (Tipo::PoliticaEntrega, 'o'),
    (Tipo::UnidadEntrega, 'n'),
    (Tipo::Paquete, 'k'),
    (Tipo::Entrega, 'g'),
    (Tipo::Prueba, 'b'),
    (Tipo::Despliegue, 'd'),
    (Tipo::LineaBase, 'l'),
    (Tipo::Mejora, 'j'),
    (Tipo::AsignacionRolEntrega, 'y'),
    (Tipo::RegistroGuardado, 'M'),
    (Tipo::Documento, 'N'),
    (Tipo::FactorCritico, 'O'),
    (Tipo::Ficha, 'f'),
    (Tipo::Indicador, 'i'),
    (Tipo::Medicion, 'z'),
    (Tipo::AsignacionDeRol, 'w'),
    (Tipo::ServicioPriorizado, 'A'),
    (Tipo::Evaluacion, 'B'),
    (Tipo::MiembroEquipo, 'C'),
    (Tipo::Calificacion, 'D'),
    (Tipo::BrechaCalidad, 'E'),
    (Tipo::MedicionConductor, 'F'),
    (Tipo::InformeCalidad, 'G'),
    (Tipo::LeccionAprendida, 'H'),
    (Tipo::Sector, 'P'),
    (Tipo::Grupo, 'Q'),
    (Tipo::Familia, 'R'),
    (Tipo::Rol, 'S'),
];

/// The id of an object.
pub fn escribir(tipo: Tipo, Clave([entidad, version, matriz, id]): Clave) -> ID {
    let letra = LETRAS.iter().find(|(t, _)| *t == tipo).map_or('?', |(_, letra)| *letra);
    ID(URL_SAFE_NO_PAD.encode(format!("{letra}{entidad}.{version}.{matriz}.{id}")))
}

/// The id of an entry of a catalogue, by its number.
pub fn de_catalogo(tipo: Tipo, numero: i16) -> ID {
    escribir(tipo, Clave([0, 0, 0, numero.into()]))
}

/// The number of an entry of a catalogue, if the key is of one.
pub fn numero_de_catalogo(Clave(partes): Clave) -> Option<i16> {
    let [0, 0, 0, numero] = partes else { return None };
    i16::try_from(numero).ok()
}

/// The type and key that an id stands for.
pub fn leer(id: &ID) -> Result<(Tipo, Clave), ApiError> {
    descifrar(id).ok_or_else(|| {
        ApiError::new(ErrorCode::IdInvalido, "El id no es de Quipu: use uno recibido en el campo «id» de un objeto.")
    })
}

/// The key of an id that must be of `tipo`.
pub fn leer_como(id: &ID, tipo: Tipo) -> Result<Clave, ApiError> {
    match leer(id)? {
        (encontrado, clave) if encontrado == tipo => Ok(clave),
        (encontrado, _) => {
            let mensaje = format!("El id es de {encontrado:?} y se esperaba uno de {tipo:?}.");
            Err(ApiError::new(ErrorCode::IdInvalido, mensaje))
        }
    }
}

fn descifrar(id: &ID) -> Option<(Tipo, Clave)> {
    let texto = String::from_utf8(URL_SAFE_NO_PAD.decode(id.as_str()).ok()?).ok()?;
    let mut letras = texto.chars();
    let letra = letras.next()?;
    let (tipo, _) = LETRAS.iter().find(|(_, l)| *l == letra)?;
    let partes: Vec<i64> = letras.as_str().split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [entidad, version, matriz, numero] = <[i64; 4]>::try_from(partes).ok()?;
    let en_rango = i32::try_from(entidad).is_ok() && i32::try_from(version).is_ok() && i16::try_from(matriz).is_ok();
    let clave = Clave([entidad, version, matriz, numero]);
    // Each object has one id: another spelling of it is not one.
    (en_rango && escribir(*tipo, clave) == *id).then_some((*tipo, clave))
}
