//! Introspection: the schema is in memory, yet lists of lists of it grow without end.

use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, SelectionSet, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Name, Positioned};

use super::cota::Estimado;
use super::recorrido::Recorrido;

/// What every schema has and its SDL leaves out: five scalars, eight types of introspection, their fields, values and
/// arguments, and the directives of the engine. More than there are, of each.
const DE_TODO_ESQUEMA: u64 = 80;

/// How long a list of introspection can be.
#[derive(Debug, Default, Clone, Copy)]
struct Largo {
    /// Of one type, field or directive.
    de_uno: u64,
    /// Of all of them, together.
    en_total: u64,
}

impl Largo {
    fn sumar(&mut self, cuantos: usize) {
        self.de_uno = self.de_uno.max(cuantos as u64);
        self.en_total += cuantos as u64;
    }
}

/// The lists of the schema, by the fields of introspection that show them.
#[derive(Debug, Default)]
struct Listas {
    de: HashMap<&'static str, Largo>,
    /// Wrappers of a type around one another, as the three of `[X!]!`.
    envolturas: u64,
}

static LISTAS: LazyLock<Listas> = LazyLock::new(|| leer(&crate::schema::sdl()));

fn leer(sdl: &str) -> Listas {
    let mut listas = Listas::default();
    let (mut tipos, mut directivas) = (0, 0);
    let mut posibles: HashMap<Name, usize> = HashMap::new();
    for definicion in parse_schema(sdl).map(|documento| documento.definitions).unwrap_or_default() {
        match definicion {
            TypeSystemDefinition::Type(tipo) => {
                tipos += 1;
                listas.de_tipo(&tipo.node.kind, &mut posibles);
            }
            TypeSystemDefinition::Directive(directiva) => {
                directivas += 1;
                listas.de_argumentos("args", &directiva.node.arguments);
            }
            TypeSystemDefinition::Schema(_) => {}
        }
    }
    listas.sumar("types", tipos);
    listas.sumar("directives", directivas);
    for cuantos in posibles.into_values() {
        listas.sumar("possibleTypes", cuantos);
    }
    for largo in listas.de.values_mut() {
        largo.de_uno = largo.de_uno.max(DE_TODO_ESQUEMA);
        largo.en_total += DE_TODO_ESQUEMA;
    }
    if let Some(tipos) = listas.de.get_mut("types") {
        tipos.de_uno = tipos.en_total;
    }
    listas
}

impl Listas {
    fn sumar(&mut self, lista: &'static str, cuantos: usize) {
        self.de.entry(lista).or_default().sumar(cuantos);
    }

    fn de_tipo(&mut self, tipo: &TypeKind, posibles: &mut HashMap<Name, usize>) {
        let mut de_campos = |listas: &mut Self, campos: &[Positioned<FieldDefinition>], de: &[Positioned<Name>]| {
            listas.sumar("fields", campos.len());
            listas.sumar("interfaces", de.len());
            for interfaz in de {
                *posibles.entry(interfaz.node.clone()).or_default() += 1;
            }
            for campo in campos {
                listas.envolver(&campo.node.ty.node);
                listas.de_argumentos("args", &campo.node.arguments);
            }
        };
        match tipo {
            TypeKind::Object(objeto) => de_campos(self, &objeto.fields, &objeto.implements),
            TypeKind::Interface(interfaz) => de_campos(self, &interfaz.fields, &interfaz.implements),
            TypeKind::Union(union) => self.sumar("possibleTypes", union.members.len()),
            TypeKind::Enum(lista) => self.sumar("enumValues", lista.values.len()),
            TypeKind::InputObject(entrada) => self.de_argumentos("inputFields", &entrada.fields),
            TypeKind::Scalar => {}
        }
    }

    fn de_argumentos(&mut self, lista: &'static str, argumentos: &[Positioned<InputValueDefinition>]) {
        self.sumar(lista, argumentos.len());
        for argumento in argumentos {
            self.envolver(&argumento.node.ty.node);
        }
    }

    fn envolver(&mut self, tipo: &Type) {
        let (mut tipo, mut envolturas) = (tipo, 0);
        loop {
            envolturas += u64::from(!tipo.nullable);
            match &tipo.base {
                BaseType::List(dentro) => (tipo, envolturas) = (dentro, envolturas + 1),
                BaseType::Named(_) => break,
            }
        }
        self.envolturas = self.envolturas.max(envolturas);
    }
}

/// Elements of the schema at a place of the document.
#[derive(Clone, Copy)]
struct Elementos {
    /// Objects of the answer.
    objetos: u64,
    /// How often one element can show.
    veces: u64,
    /// Wrappers that may still be around a type.
    envolturas: u64,
}

impl<'a> Recorrido<'a> {
    /// What shows of the schema.
    pub(super) fn introspeccion(&self, seleccion: &'a SelectionSet) -> Estimado {
        self.elementos(seleccion, Elementos { objetos: 1, veces: 1, envolturas: LISTAS.envolturas })
    }

    fn elementos(&self, seleccion: &'a SelectionSet, de: Elementos) -> Estimado {
        let Elementos { objetos, veces, envolturas } = de;
        let mut estimado = Estimado::fijo(0, objetos);
        for campo in self.documento.campos(seleccion, "__Type") {
            let (nombre, debajo) = (campo.name.node.as_str(), &campo.selection_set.node);
            estimado += match (LISTAS.de.get(nombre), nombre) {
                (Some(Largo { de_uno, en_total }), _) => {
                    let objetos = objetos.saturating_mul(*de_uno).min(veces.saturating_mul(*en_total));
                    self.elementos(debajo, Elementos { objetos, veces, envolturas: LISTAS.envolturas })
                }
                _ if debajo.items.is_empty() => Estimado::default(),
                (None, "ofType") if envolturas == 0 => Estimado::default(),
                (None, "ofType") => {
                    self.elementos(debajo, Elementos { objetos, veces: objetos, envolturas: envolturas - 1 })
                }
                // Many elements are of one type.
                _ => self.elementos(debajo, Elementos { objetos, veces: objetos, envolturas: LISTAS.envolturas }),
            };
        }
        estimado
    }
}
