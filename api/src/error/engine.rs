//! What the engine says of a document, in Spanish. A form that is not in the table keeps its words, after a Spanish start.

/// Forms of the engine and their translation: each `{}` takes the text between its neighbours, in the same order.
const FORMS: [(&str, &str); 31] = [
    ("Unknown field \"{}\" on type \"{}\".", "El campo «{}» no existe en el tipo «{}»."),
    (
        "Unknown argument \"{}\" on field \"{}\" of type \"{}\".",
        "El argumento «{}» no existe en el campo «{}» del tipo «{}».",
    ),
    ("Unknown argument \"{}\" on directive \"{}\".", "El argumento «{}» no existe en la directiva «{}»."),
    ("Unknown directive \"{}\"", "La directiva «{}» no existe."),
    ("Unknown type \"{}\"", "El tipo «{}» no existe."),
    ("Unknown fragment: \"{}\"", "El fragmento «{}» no existe."),
    ("Unknown operation named \"{}\"", "El documento no tiene una operación llamada «{}»."),
    (
        "Field \"{}\" must not have a selection since type \"{}\" has no subfields",
        "El campo «{}» no lleva selección: el tipo «{}» no tiene campos.",
    ),
    (
        "Field \"{}\" of type \"{}\" must have a selection of subfields",
        "El campo «{}», de tipo «{}», necesita una selección de campos.",
    ),
    (
        "Field \"{}\" argument \"{}\" of type \"{}\" is required but not provided",
        "Al campo «{}» le falta el argumento «{}».{_}",
    ),
    (
        "Directive \"@{}\" argument \"{}\" of type \"{}\" is required but not provided",
        "A la directiva «@{}» le falta el argumento «{}», de tipo «{}».",
    ),
    ("Directive \"{}\" may not be used on \"{}\"", "La directiva «{}» no se admite en «{}»."),
    ("Duplicate directive \"{}\"", "La directiva «{}» está repetida."),
    (
        "Fields \"{}\" conflict because they have differing arguments. {}",
        "El campo «{}» se pide dos veces con argumentos distintos: use alias.{_}",
    ),
    (
        "Fields \"{}\" conflict because \"{}\" and \"{}\" are different fields. {}",
        "Con el nombre «{}» se piden dos campos distintos, «{}» y «{}»: use alias.{_}",
    ),
    ("Invalid value for argument \"{}\", expected type \"{}\"", "El valor de «{}» no es del tipo «{}»."),
    (
        "Invalid value for argument \"{}\", field \"{}\" of type \"{}\" is required but not provided",
        "En «{}» falta el campo «{}», de tipo «{}».",
    ),
    (
        "Invalid value for argument \"{}\", unknown field \"{}\" of type \"{}\"",
        "En «{}», el campo «{}» no existe en el tipo «{}».",
    ),
    (
        "Invalid value for argument \"{}\", enumeration type \"{}\" does not contain the value \"{}\"",
        "En «{}», el tipo «{}» no tiene el valor «{}».",
    ),
    ("Invalid value for argument \"{}\", Oneof {}", "En «{}» se debe dar exactamente un campo, y no nulo.{_}"),
    ("Failed to parse \"{}\": {}", "Un valor no es un «{}» válido.{_}"),
    ("Expected input type \"{}\", found {}.", "Se esperaba un valor de tipo «{}» y llegó {}."),
    ("Variable {} is not defined.", "La variable {} no tiene valor."),
    ("Variable \"{}\" is not defined by operation \"{}\"", "La variable «{}» no está declarada en la operación «{}»."),
    ("Variable \"{}\" is not defined", "La variable «{}» no está declarada."),
    ("Variable \"{}\" is not used", "La variable «{}» no se usa."),
    (
        "Variable \"{}\" of type \"{}\" used in position expecting type \"{}\"",
        "La variable «{}», de tipo «{}», está donde se espera «{}».",
    ),
    ("There can only be one argument named \"{}\"", "El argumento «{}» está repetido."),
    ("Cannot spread fragment \"{}\" within itself via {}", "El fragmento «{}» se incluye a sí mismo.{_}"),
    ("Fragment \"{}\" is never used", "El fragmento «{}» no se usa."),
    (
        "Fragment \"{}\" cannot be spread here as objects of type \"{}\" can never be of type \"{}\"",
        "El fragmento «{}» no cabe aquí: un objeto de tipo «{}» nunca es de tipo «{}».",
    ),
];

/// The engine's message for a client, with the names that it proposes.
pub(super) fn in_spanish(message: &str) -> String {
    let (said, proposed) = message.split_once(" Did you mean ").unwrap_or((message, ""));
    let translated = FORMS.iter().find_map(|(form, spanish)| Some(fill(spanish, &taken(form, said)?)));
    let mut text = translated.unwrap_or_else(|| {
        // Ours, or of the parser's, which has its own start.
        if said.starts_with("Error de sintaxis") || !said.is_ascii() {
            said.to_owned()
        } else {
            format!("El documento no es válido: {said}")
        }
    });
    if !proposed.is_empty() {
        text += " ¿Quiso decir ";
        text += &proposed.replace(" or ", " o ");
    }
    text
}

/// What stands in the places of a form; `None` when the text is not of that form.
fn taken<'a>(form: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = form.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut values = Vec::new();
    for part in parts {
        let end = if part.is_empty() { rest.len() } else { rest.find(part)? };
        values.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(values)
}

/// A translation with its places filled; `{_}` leaves one out.
fn fill(spanish: &str, values: &[&str]) -> String {
    let mut text = spanish.trim_end_matches("{_}").to_owned();
    for value in values {
        text = text.replacen("{}", value, 1);
    }
    text
}
