//! Random documents over the real schema: any field below any other, with any page.

use std::collections::HashMap;
use std::fmt::Write;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, TypeKind, TypeSystemDefinition};

/// What the documents ask about.
pub(crate) struct Nombres {
    /// Codes of entities.
    pub(crate) entidades: Vec<String>,
    /// Ids of nodes, as JSON texts.
    pub(crate) ids: Vec<String>,
}

struct Campo {
    nombre: String,
    tipo: String,
    argumentos: Vec<String>,
}

/// Types of the schema and a source of numbers.
pub(crate) struct Azar {
    tipos: HashMap<String, Vec<Campo>>,
    miembros: HashMap<String, Vec<String>>,
    nombres: Nombres,
    estado: u64,
    /// Fields that the document may still have.
    quedan: usize,
}

impl Azar {
    pub(crate) fn nuevo(semilla: u64, nombres: Nombres) -> Self {
        let (mut tipos, mut miembros) = (HashMap::new(), HashMap::<String, Vec<String>>::new());
        for definicion in parse_schema(quipu::schema::sdl()).unwrap().definitions {
            let TypeSystemDefinition::Type(tipo) = definicion else { continue };
            let nombre = tipo.node.name.node.to_string();
            match tipo.node.kind {
                TypeKind::Object(objeto) => {
                    for interfaz in &objeto.implements {
                        miembros.entry(interfaz.node.to_string()).or_default().push(nombre.clone());
                    }
                    let campos = objeto.fields.into_iter().map(|campo| Campo {
                        nombre: campo.node.name.node.to_string(),
                        tipo: base(&campo.node.ty.node.base),
                        argumentos: campo.node.arguments.iter().map(|a| a.node.name.node.to_string()).collect(),
                    });
                    tipos.insert(nombre, campos.collect());
                }
                TypeKind::Union(union) => {
                    miembros.insert(nombre, union.members.iter().map(|m| m.node.to_string()).collect());
                }
                _ => {}
            }
        }
        Self { tipos, miembros, nombres, estado: semilla.wrapping_mul(2) + 1, quedan: 0 }
    }

    /// The next document.
    pub(crate) fn documento(&mut self) -> String {
        self.quedan = 60;
        let profundidad = 3 + self.hasta(14);
        self.seleccion("Query", profundidad)
    }

    /// A number below `n`.
    fn hasta(&mut self, n: usize) -> usize {
        // Constants of Knuth's MMIX generator; its high bits are the good ones.
        self.estado = self.estado.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.estado >> 33).unwrap() % n
    }

    fn uno_de<'b>(&mut self, lista: &[&'b str]) -> &'b str {
        lista[self.hasta(lista.len())]
    }

    fn seleccion(&mut self, tipo: &str, profundidad: usize) -> String {
        if let Some(miembros) = self.miembros.get(tipo).cloned() {
            let cada = miembros.iter().map(|m| format!("... on {m} {} ", self.seleccion(m, profundidad)));
            return format!("{{ {} }}", cada.collect::<String>());
        }
        let con_id = self.tipos[tipo].iter().any(|campo| campo.nombre == "id");
        let mut texto = String::from(if con_id { "{ __typename id" } else { "{ __typename" });
        for i in 0..=self.hasta(3) {
            let cuantos = self.tipos[tipo].len();
            let elegido = self.hasta(cuantos);
            let Campo { nombre, tipo: hijo, .. } = &self.tipos[tipo][elegido];
            let (nombre, hijo) = (nombre.clone(), hijo.clone());
            let compuesto = self.tipos.contains_key(&hijo) || self.miembros.contains_key(&hijo);
            if nombre == "calculadora" || self.quedan == 0 || (compuesto && profundidad == 0) {
                continue;
            }
            self.quedan -= 1;
            let argumentos = self.argumentos(tipo, elegido);
            let debajo = if compuesto { self.seleccion(&hijo, profundidad - 1) } else { String::new() };
            write!(texto, " c{i}: {nombre}{argumentos} {debajo}").unwrap();
        }
        texto + " }"
    }

    fn argumentos(&mut self, tipo: &str, campo: usize) -> String {
        let Campo { nombre, argumentos, .. } = &self.tipos[tipo][campo];
        let (nombre, argumentos) = (nombre.clone(), argumentos.clone());
        let mut dados = Vec::new();
        for argumento in argumentos {
            let valor = match (argumento.as_str(), nombre.as_str()) {
                ("first", _) => self.uno_de(&["", "0", "1", "2", "7", "40", "200"]).to_owned(),
                ("version", _) => {
                    self.uno_de(&["", "", "{numero: 1}", "{numero: 2}", "{ultimoBorrador: true}"]).to_owned()
                }
                ("matriz" | "tipo", _) => self.uno_de(&["", "ACTUAL", "AJUSTADA"]).to_owned(),
                ("entidad", _) | ("codigo", "entidad") => {
                    let elegida = self.hasta(self.nombres.entidades.len());
                    format!("\"{}\"", self.nombres.entidades[elegida])
                }
                ("id", "node") => {
                    let elegido = self.hasta(self.nombres.ids.len());
                    self.nombres.ids[elegido].clone()
                }
                ("codigo", _) => "\"M.01\"".to_owned(),
                ("correlativo", _) => "\"1\"".to_owned(),
                ("dimensiones", "dotacion") => self.dimensiones(),
                ("dimensiones", "calidadDeServicios") => {
                    self.uno_de(&["[]", "[SECTOR]", "[ENTIDAD, CANAL]", "[COMPONENTE, MES]", "[CONDUCTOR]"]).to_owned()
                }
                ("dimensiones", _) => self.uno_de(&["[]", "[ENTIDAD]", "[TIPO, ENTIDAD]"]).to_owned(),
                _ => String::new(),
            };
            if !valor.is_empty() {
                dados.push(format!("{argumento}: {valor}"));
            }
        }
        if dados.is_empty() { String::new() } else { format!("({})", dados.join(", ")) }
    }

    fn dimensiones(&mut self) -> String {
        const TODAS: [&str; 9] =
            ["SECTOR", "ENTIDAD", "FAMILIA", "ROL", "UNIDAD", "PUESTO", "MACROPROCESO", "PROCESO", "GRUPO_MINISTERIAL"];
        let desde = self.hasta(TODAS.len());
        let elegidas: Vec<&str> = TODAS.iter().cycle().skip(desde).take(self.hasta(4)).copied().collect();
        format!("[{}]", elegidas.join(", "))
    }
}

fn base(tipo: &BaseType) -> String {
    match tipo {
        BaseType::Named(nombre) => nombre.to_string(),
        BaseType::List(dentro) => base(&dentro.base),
    }
}
