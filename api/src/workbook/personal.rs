//! Columns about persons. Quipu keeps puestos, never who sits in them: such a column is dropped by its title, before
//! any of its cells is looked at.

/// Words that only name persons or their documents.
const SIEMPRE: [&str; 27] = [
    "dni",
    "apellido",
    "apellidos",
    "nombres",
    "nacimiento",
    "correo",
    "email",
    "mail",
    "telefono",
    "celular",
    "domicilio",
    "pasaporte",
    "extranjeria",
    "carnet",
    "carne",
    "ruc",
    "cuil",
    "sexo",
    "genero",
    "edad",
    "onomastico",
    "cuspp",
    "foto",
    "firma",
    "huella",
    "whatsapp",
    "discapacidad",
];
/// Words for whoever holds a puesto.
const PERSONAS: [&str; 25] = [
    "servidor",
    "servidora",
    "servidores",
    "ocupante",
    "ocupantes",
    "trabajador",
    "trabajadora",
    "trabajadores",
    "persona",
    "personas",
    "titular",
    "titulares",
    "empleado",
    "empleada",
    "empleados",
    "colaborador",
    "colaboradora",
    "colaboradores",
    "funcionario",
    "funcionaria",
    "jefe",
    "jefa",
    "superior",
    "encargado",
    "encargada",
];
/// Words that make a name the name of a thing.
const COSAS: [&str; 22] = [
    "puesto",
    "puestos",
    "cargo",
    "cargos",
    "proceso",
    "procesos",
    "actividad",
    "actividades",
    "tarea",
    "tareas",
    "organo",
    "unidad",
    "macroproceso",
    "subproceso",
    "familia",
    "rol",
    "ejecutor",
    "funcion",
    "funciones",
    "sigla",
    "plaza",
    "grupo",
];
/// Words that make a column a count or a measure.
const CUENTAS: [&str; 16] = [
    "cantidad",
    "numero",
    "n",
    "nro",
    "no",
    "num",
    "total",
    "horas",
    "suma",
    "ocupados",
    "ocupadas",
    "correlativo",
    "tiempo",
    "dotacion",
    "grupo",
    "publicos",
];

/// Whether a title, in words without accents, announces data of persons.
pub(super) fn es_personal(palabras: &[String]) -> bool {
    let hay = |lista: &[&str]| palabras.iter().any(|p| lista.contains(&p.as_str()));
    let con_puntos = palabras.windows(3).any(|p| p.concat() == "dni");
    if con_puntos || (hay(&SIEMPRE) && !nombres_de_cosas(palabras)) {
        return true;
    }
    let documento = palabras.iter().any(|p| matches!(p.as_str(), "documento" | "documentos" | "doc"));
    if documento && hay(&["identidad", "identificacion", "numero", "n", "nro", "no", "num", "tipo"]) {
        return true;
    }
    let primera_persona = palabras.iter().position(|p| PERSONAS.contains(&p.as_str()));
    let primera_cosa = palabras.iter().position(|p| COSAS.contains(&p.as_str()));
    let persona_manda = primera_persona.is_some_and(|i| primera_cosa.is_none_or(|j| i < j));
    if palabras.iter().any(|p| p == "nombre") {
        return persona_manda || (primera_cosa.is_none() && hay(&["completo", "responsable"]));
    }
    // «Ocupante», «Servidor», «Titular del puesto»; not «Cantidad de ocupantes», «Servidores públicos», «Superior inmediato».
    let empieza =
        palabras.first().is_some_and(|p| PERSONAS.contains(&p.as_str()) && p != "superior" && !p.ends_with("es"));
    persona_manda && empieza && !hay(&CUENTAS) && !hay(&["inmediato", "inmediata"])
}

/// «Nombres de los puestos» is about things.
fn nombres_de_cosas(palabras: &[String]) -> bool {
    let indudable = palabras.iter().any(|p| SIEMPRE.contains(&p.as_str()) && p != "nombres");
    let persona = palabras.iter().any(|p| PERSONAS.contains(&p.as_str()));
    !indudable && !persona && palabras.iter().any(|p| COSAS.contains(&p.as_str()))
}
