//! One operation of a batch, run as the engine runs the mutation of its name.

use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::registry::{MetaTypeName, Registry};
use async_graphql::{ContainerType, Context, ID, Name, Pos, Positioned, Value};

use super::forma::revisar;
use super::informe::Fallo;
use super::operacion::{INPUT, OperacionInput};
use super::referencia::resolver;
use crate::error::ApiError;
use crate::schema::RegistroMutation;

/// What an operation left.
pub(super) struct Hecha {
    pub(super) tipo: String,
    pub(super) id: Option<ID>,
    pub(super) revision: Option<i32>,
    pub(super) repetida: bool,
}

/// How the schema knows a mutation.
struct Firma<'a> {
    /// Type of its argument.
    input: &'a str,
    /// The field of its payload that is the record.
    registro: &'a str,
    /// Type of the record.
    tipo: &'a str,
}

/// Does an operation. `hechos` are the records of those before it.
pub(super) async fn hacer(
    ctx: &Context<'_>,
    lugar: &str,
    operacion: OperacionInput,
    hechos: &[Option<ID>],
) -> Result<Hecha, Fallo> {
    let registry = &ctx.schema_env.registry;
    let OperacionInput { nombre, mut input } = operacion;
    let desconocida = || Fallo::Roto(ApiError::internal(&format_args!("a batch with the operation {nombre}")));
    let firma = firma(registry, &nombre).ok_or_else(desconocida)?;
    let mut faltas = Vec::new();
    revisar(registry, firma.input, &input, lugar, &mut faltas);
    resolver(registry, firma.input, &mut input, lugar, hechos, &mut faltas);
    if !faltas.is_empty() {
        return Err(Fallo::faltas(faltas));
    }
    let pide = [
        campo(firma.registro, None, &[campo("id", None, &[]), campo("revision", None, &[])]),
        campo("repetida", None, &[]),
    ];
    let pedida = campo(&nombre, Some(input), &pide);
    let contexto = ctx.with_field(&pedida);
    // In a box, or the future of the batch would have room for every mutation.
    let payload = Box::pin(RegistroMutation::default().resolve_field(&contexto)).await;
    let payload = payload.map_err(|error| Fallo::de(error, lugar))?.ok_or_else(desconocida)?;
    let tipo = firma.tipo.to_owned();
    leer(&payload, firma.registro, tipo).ok_or_else(desconocida)
}

fn firma<'a>(registry: &'a Registry, mutacion: &Name) -> Option<Firma<'a>> {
    let raiz = registry.types.get(registry.mutation_type.as_ref()?)?;
    let mutacion = raiz.field_by_name(mutacion)?;
    let payload = registry.concrete_type_by_name(&mutacion.ty)?.fields()?;
    let registro = payload.values().find(|campo| campo.name != "repetida")?;
    Some(Firma {
        input: &mutacion.args.get(INPUT)?.ty,
        registro: &registro.name,
        tipo: MetaTypeName::concrete_typename(&registro.ty),
    })
}

/// A field of a document.
fn campo(nombre: &str, input: Option<Value>, pide: &[Positioned<Field>]) -> Positioned<Field> {
    let aqui = Pos::default();
    let items = pide.iter().map(|campo| Positioned::new(Selection::Field(campo.clone()), aqui)).collect();
    let argumento = |input: Value| (Positioned::new(Name::new(INPUT), aqui), Positioned::new(input.into_value(), aqui));
    let campo = Field {
        alias: None,
        name: Positioned::new(Name::new(nombre), aqui),
        arguments: input.map(argumento).into_iter().collect(),
        directives: Vec::new(),
        selection_set: Positioned::new(SelectionSet { items }, aqui),
    };
    Positioned::new(campo, aqui)
}

fn leer(payload: &Value, registro: &str, tipo: String) -> Option<Hecha> {
    let Value::Object(payload) = payload else { return None };
    let Some(Value::Object(registro)) = payload.get(registro) else { return None };
    let id = match registro.get("id") {
        Some(Value::String(id)) => Some(ID(id.clone())),
        _ => None,
    };
    let revision = match registro.get("revision") {
        Some(Value::Number(revision)) => revision.as_i64().and_then(|revision| i32::try_from(revision).ok()),
        _ => None,
    };
    Some(Hecha { tipo, id, revision, repetida: payload.get("repetida") == Some(&Value::Boolean(true)) })
}
