//! Whether a value has the form of an input, with the place of each fault: the engine names only the first, and no place.

use async_graphql::registry::{MetaInputValue, MetaType, MetaTypeName, Registry};
use async_graphql::{InputType, ScalarType, Value};

use super::operacion::OperacionInput;
use crate::domain::registro::{DeLista, Falta, TipoRegistro};
use crate::schema::scalar::{Decimal, Fecha, Instante};

/// Adds to `faltas` what `valor`, at `campo`, lacks to be of that type.
pub(super) fn revisar(registry: &Registry, tipo: &str, valor: &Value, campo: &str, faltas: &mut Vec<Falta>) {
    let mut falta = |codigo, mensaje: String| faltas.push(Falta { codigo, campo: campo.to_owned(), mensaje });
    match (MetaTypeName::create(tipo), valor) {
        (MetaTypeName::NonNull(_), Value::Null) => falta("NULO", "No puede ser nulo.".to_owned()),
        (MetaTypeName::NonNull(tipo), valor) => revisar(registry, tipo, valor, campo, faltas),
        (_, Value::Null) => {}
        (MetaTypeName::List(tipo), Value::List(valores)) => {
            for (i, valor) in valores.iter().enumerate() {
                revisar(registry, tipo, valor, &format!("{campo}[{i}]"), faltas);
            }
        }
        // One alone may stand for a list of one.
        (MetaTypeName::List(tipo), valor) => revisar(registry, tipo, valor, campo, faltas),
        (MetaTypeName::Named(tipo), valor) => match (registry.types.get(tipo), valor) {
            (Some(MetaType::Enum { enum_values, .. }), Value::String(nombre)) if enum_values.contains_key(nombre) => {}
            (Some(MetaType::Enum { enum_values, .. }), Value::Enum(nombre))
                if enum_values.contains_key(nombre.as_str()) => {}
            (Some(MetaType::Enum { enum_values, .. }), _) => {
                let admitidos: Vec<&str> = enum_values.keys().map(String::as_str).collect();
                falta("VALOR_DESCONOCIDO", format!("Puede ser {}.", admitidos.join(", ")));
            }
            (Some(MetaType::InputObject { input_fields, oneof, .. }), Value::Object(valores)) => {
                if *oneof && valores.len() != 1 {
                    falta("UNO_SOLO", "Debe decir exactamente uno de sus campos.".to_owned());
                }
                for nombre in valores.keys().filter(|nombre| !input_fields.contains_key(nombre.as_str())) {
                    let mensaje = "Este campo no existe.".to_owned();
                    faltas.push(Falta { codigo: "CAMPO_DESCONOCIDO", campo: format!("{campo}.{nombre}"), mensaje });
                }
                for miembro in input_fields.values() {
                    let campo = format!("{campo}.{}", miembro.name);
                    match valores.get(miembro.name.as_str()) {
                        Some(valor) => revisar(registry, &miembro.ty, valor, &campo, faltas),
                        None if obligatorio(miembro) => {
                            faltas.push(Falta { codigo: "FALTA", campo, mensaje: "Debe decirse.".to_owned() });
                        }
                        None => {}
                    }
                }
            }
            (Some(MetaType::Scalar { is_valid, .. }), valor) => {
                if let Some(mensaje) = escalar(tipo, valor, is_valid.as_ref().is_none_or(|sirve| sirve(valor))) {
                    falta("VALOR_INVALIDO", mensaje.to_owned());
                }
            }
            _ => falta("VALOR_INVALIDO", "No es de la forma que se espera.".to_owned()),
        },
    }
}

/// Whether an input has to say it.
pub(super) fn obligatorio(miembro: &MetaInputValue) -> bool {
    MetaTypeName::create(&miembro.ty).is_non_null() && miembro.default_value.is_none()
}

/// What is wrong with the value of a scalar, which the engine takes as one of that type or does not.
fn escalar(tipo: &str, valor: &Value, sirve: bool) -> Option<&'static str> {
    fn se_lee<T: ScalarType>(valor: &Value) -> bool {
        T::parse(valor.clone()).is_ok()
    }
    let (sirve, mensaje) = match tipo {
        "Date" => (se_lee::<Fecha>(valor), "Envíe la fecha como «2026-11-21»."),
        "DateTime" => (se_lee::<Instante>(valor), "Envíe el instante como «2026-11-21T15:04:05Z»."),
        "Decimal" => {
            (se_lee::<Decimal>(valor), "Envíe el número con dígitos y punto decimal, sin coma ni separador de miles.")
        }
        "Int" => (sirve, "Debe ser un número entero."),
        "Boolean" => (sirve, "Debe ser verdadero o falso."),
        _ => (sirve, "Debe ser un texto."),
    };
    (!sirve).then_some(mensaje)
}

/// What the records of one kind are made with.
pub struct FormaDeAlta {
    registry: Registry,
    /// The mutation that makes one.
    pub operacion: String,
    tipo: String,
}

/// How a cell of text says a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnCelda {
    /// As it is.
    Texto,
    /// A whole number.
    Entero,
    /// `si` or `no`.
    SiONo,
    /// Values with `|` between them.
    Lista,
    /// JSON.
    Json,
}

impl FormaDeAlta {
    /// Of records of that kind, as `ASIGNACION_DE_ROL`; where there is no such kind, the names of all.
    pub fn de(tipo: &str) -> Result<Self, Vec<String>> {
        let mut registry = Registry::default();
        OperacionInput::create_type_info(&mut registry);
        let altas: Vec<(String, String, String)> = match registry.types.get(&*OperacionInput::type_name()) {
            Some(MetaType::InputObject { input_fields, .. }) => input_fields
                .values()
                .filter_map(|alta| {
                    let tipo = TipoRegistro::de_nombre(alta.name.strip_prefix("crear")?)?;
                    Some((tipo.tabla().to_uppercase(), alta.name.clone(), alta.ty.clone()))
                })
                .collect(),
            _ => Vec::new(),
        };
        match altas.iter().find(|(nombre, ..)| *nombre == tipo) {
            Some((_, operacion, tipo)) => Ok(Self { operacion: operacion.clone(), tipo: tipo.clone(), registry }),
            None => Err(altas.into_iter().map(|(nombre, ..)| nombre).collect()),
        }
    }

    /// How a cell says what a field of the input is; nothing where there is no such field.
    pub fn celda(&self, campo: &str) -> Option<EnCelda> {
        let MetaType::InputObject { input_fields, .. } = self.registry.types.get(&self.tipo)? else { return None };
        Some(match MetaTypeName::create(&input_fields.get(campo)?.ty).unwrap_non_null() {
            MetaTypeName::List(de) => match self.registry.concrete_type_by_name(de) {
                Some(MetaType::InputObject { .. }) => EnCelda::Json,
                _ => EnCelda::Lista,
            },
            MetaTypeName::Named("Int") => EnCelda::Entero,
            MetaTypeName::Named("Boolean") => EnCelda::SiONo,
            MetaTypeName::Named(de) | MetaTypeName::NonNull(de) => match self.registry.types.get(de) {
                Some(MetaType::InputObject { .. }) => EnCelda::Json,
                _ => EnCelda::Texto,
            },
        })
    }

    /// What an input lacks, with the place of each fault within it.
    pub fn faltas(&self, input: &Value) -> Vec<Falta> {
        let mut faltas = Vec::new();
        revisar(&self.registry, &self.tipo, input, "", &mut faltas);
        for falta in &mut faltas {
            falta.campo = falta.campo.trim_start_matches('.').to_owned();
        }
        faltas
    }
}
