//! `OperacionInput`: a mutation of one record as part of a batch. Its members are the mutations themselves, so that there is
//! no second list of them; it is kept as it was sent, and read when its turn comes, as the mutation reads its argument.

use std::borrow::Cow;

use async_graphql::registry::{MetaInputValue, MetaType, MetaTypeId, Registry};
use async_graphql::{InputType, InputValueError, InputValueResult, Name, OutputType, Value};

use crate::schema::RegistroMutation;

/// The one argument of a mutation.
pub(super) const INPUT: &str = "input";

/// An operation: the mutation and what it is told.
#[derive(Debug, Clone)]
pub struct OperacionInput {
    /// Name of the mutation.
    pub nombre: Name,
    /// Its argument.
    pub input: Value,
}

const DESCRIPCION: &str = "Una operación de un lote: exactamente una de las mutaciones que cambian un registro, con su \
    misma entrada. Donde esta pide un id vale también `operaciones[N]`, el registro de la operación N (desde 0) del mismo lote.";

impl InputType for OperacionInput {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        "OperacionInput".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::InputObject, |registry| MetaType::InputObject {
            name: Self::type_name().into_owned(),
            description: Some(DESCRIPCION.to_owned()),
            input_fields: miembros(registry).into_iter().map(|miembro| (miembro.name.clone(), miembro)).collect(),
            visible: None,
            inaccessible: false,
            tags: Vec::new(),
            rust_typename: Some(std::any::type_name::<Self>()),
            oneof: true,
            directive_invocations: Vec::new(),
        })
    }

    fn parse(valor: Option<Value>) -> InputValueResult<Self> {
        match valor {
            Some(Value::Object(miembros)) if miembros.len() == 1 => {
                let unico = miembros.into_iter().next().map(|(nombre, input)| Self { nombre, input });
                unico.ok_or_else(|| InputValueError::expected_type(Value::Null))
            }
            otro => Err(InputValueError::expected_type(otro.unwrap_or_default())),
        }
    }

    fn to_value(&self) -> Value {
        Value::Object(std::iter::once((self.nombre.clone(), self.input.clone())).collect())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// A member for each mutation of one record: its name, its description, the type of its argument.
fn miembros(registry: &mut Registry) -> Vec<MetaInputValue> {
    RegistroMutation::create_type_info(registry);
    let mutaciones = registry.types.get(&*<RegistroMutation as OutputType>::type_name()).and_then(MetaType::fields);
    let miembro = |mutacion: &async_graphql::registry::MetaField| {
        let argumento = mutacion.args.get(INPUT)?;
        Some(MetaInputValue {
            name: mutacion.name.clone(),
            description: mutacion.description.clone(),
            ty: argumento.ty.trim_end_matches('!').to_owned(),
            ..argumento.clone()
        })
    };
    mutaciones.into_iter().flatten().filter_map(|(_, mutacion)| miembro(mutacion)).collect()
}
