//! Invented entities, with names that nobody can take for real ones.

use super::azar::Azar;
use super::nombre::sigla;
use crate::catalogo::{Archivos, EntidadCatalogo};

/// Kinds of invented places: noun and gender.
const LUGARES: [(&str, bool); 12] = [
    ("Villa", true),
    ("Puerto", false),
    ("Pampa", true),
    ("Cerro", false),
    ("Quebrada", true),
    ("Valle", false),
    ("Laguna", true),
    ("Alto", false),
    ("Caleta", true),
    ("Bosque", false),
    ("Peña", true),
    ("Cañón", false),
];
/// What they are: the feminine and the masculine.
const INVENTADOS: [(&str, &str); 9] = [
    ("Ficticia", "Ficticio"),
    ("Imaginaria", "Imaginario"),
    ("Inventada", "Inventado"),
    ("Inexistente", "Inexistente"),
    ("Hipotética", "Hipotético"),
    ("Simulada", "Simulado"),
    ("Supuesta", "Supuesto"),
    ("de Ensueño", "de Ensueño"),
    ("de Nunca Jamás", "de Nunca Jamás"),
];
const ASUNTOS: [&str; 14] = [
    "Asuntos Imaginarios",
    "Ensayos y Simulacros",
    "Nubes y Neblinas",
    "Ríos Invisibles",
    "Cometas de Papel",
    "Mareas Hipotéticas",
    "Sueños y Ensueños",
    "Mapas en Blanco",
    "Trámites Supuestos",
    "Ejemplos Didácticos",
    "Caminos Imaginarios",
    "Quipus Anudados",
    "Cosechas Ficticias",
    "Vientos de Prueba",
];
const NACIONALES: [(&str, &str); 5] = [
    ("Instituto Nacional de", "ORGANISMO_TECNICO_ESPECIALIZADO"),
    ("Servicio Nacional de", "ORGANISMO_PUBLICO_EJECUTOR"),
    ("Superintendencia de", "ORGANISMO_TECNICO_ESPECIALIZADO"),
    ("Organismo Supervisor de", "ORGANISMO_REGULADOR"),
    ("Universidad Nacional de", "UNIVERSIDAD"),
];
const MENORES: [(&str, &str, bool); 3] = [
    ("Programa Nacional de", "PROGRAMA_O_PROYECTO", true),
    ("Proyecto Especial de", "PROGRAMA_O_PROYECTO", true),
    ("Empresa Estatal de", "EMPRESA_DEL_ESTADO", false),
];
const NACIONAL: &str = "NACIONAL";
const REGIONAL: &str = "REGIONAL";
const LOCAL: &str = "LOCAL";

/// Codes of the catalogue's sectors, by who stands in them.
struct Sectores {
    /// Sectors with a ministry.
    ministeriales: Vec<String>,
    regional: String,
    local: String,
}

/// `cantidad` invented entities in the proportions of the country: the ministries first (one for each sector that has
/// one, in a large set), then municipalities, companies and programmes, national bodies, regional governments.
pub fn entidades(
    semilla: u64,
    cantidad: usize,
    archivos: &Archivos,
) -> impl Iterator<Item = EntidadCatalogo> + Send + 'static {
    let sectores = Sectores::de(archivos);
    let mut azar = Azar::nuevo(semilla, 0);
    let ministerios = sectores.ministeriales.len().min((cantidad / 25).max(1));
    (0..cantidad).map(move |i| una(&mut azar, &sectores, ministerios, i))
}

impl Sectores {
    fn de(archivos: &Archivos) -> Self {
        let mut ministeriales: Vec<String> = Vec::new();
        for entidad in archivos.entidades.iter().filter(|e| e.clasificacion == "MINISTERIO") {
            if !ministeriales.contains(&entidad.sector) {
                ministeriales.push(entidad.sector.clone());
            }
        }
        let primero = archivos.sectores.first().map_or_else(String::new, |sector| sector.codigo.clone());
        if ministeriales.is_empty() {
            ministeriales.push(primero.clone());
        }
        let de_nivel = |nivel: &str| {
            let entidad = archivos.entidades.iter().find(|e| e.nivel_gobierno == nivel);
            entidad.map_or_else(|| primero.clone(), |e| e.sector.clone())
        };
        let (regional, local) = (de_nivel(REGIONAL), de_nivel(LOCAL));
        Self { ministeriales, regional, local }
    }
}

fn una(azar: &mut Azar, sectores: &Sectores, ministerios: usize, i: usize) -> EntidadCatalogo {
    if i < ministerios {
        let asunto = ASUNTOS[i % ASUNTOS.len()];
        let sector = sectores.ministeriales[i].clone();
        return entidad(i, &format!("Ministerio de {asunto}"), "MINISTERIO", NACIONAL, sector);
    }
    match azar.segun_peso(&[630, 290, 70, 10]) {
        0 => {
            let distrital = azar.de_mil(890);
            let tipo = if distrital { "Distrital" } else { "Provincial" };
            let nombre = format!("Municipalidad {tipo} de {}", lugar(azar));
            entidad(i, &nombre, "GOBIERNO_LOCAL", LOCAL, sectores.local.clone())
        }
        1 => {
            let (tipo, clase, en_alcance) = azar.uno(&MENORES);
            let entidad = adscrita(azar, sectores, ministerios, i, tipo, clase);
            EntidadCatalogo { en_alcance_ley_30057: Some(en_alcance), ..entidad }
        }
        2 => {
            let (tipo, clase) = azar.uno(&NACIONALES);
            adscrita(azar, sectores, ministerios, i, tipo, clase)
        }
        _ => {
            let nombre = format!("Gobierno Regional de {}", lugar(azar));
            entidad(i, &nombre, "GOBIERNO_REGIONAL", REGIONAL, sectores.regional.clone())
        }
    }
}

/// A body attached to one of the invented ministries, in its sector.
fn adscrita(
    azar: &mut Azar,
    sectores: &Sectores,
    ministerios: usize,
    i: usize,
    tipo: &str,
    clase: &str,
) -> EntidadCatalogo {
    let ministerio = azar.menor_que(ministerios);
    let nombre = format!("{tipo} {}", azar.uno(&ASUNTOS));
    let sector = sectores.ministeriales[ministerio].clone();
    let superior = una_sigla(&format!("Ministerio de {}", ASUNTOS[ministerio % ASUNTOS.len()]), ministerio);
    EntidadCatalogo { adscrita_a: Some(superior), ..entidad(i, &nombre, clase, NACIONAL, sector) }
}

fn lugar(azar: &mut Azar) -> String {
    let (sustantivo, femenino) = azar.uno(&LUGARES);
    let (femenina, masculino) = azar.uno(&INVENTADOS);
    format!("{sustantivo} {}", if femenino { femenina } else { masculino })
}

fn una_sigla(nombre: &str, i: usize) -> String {
    format!("{}-{:05}", sigla(nombre), i + 1)
}

fn entidad(i: usize, nombre: &str, clasificacion: &str, nivel_gobierno: &str, sector: String) -> EntidadCatalogo {
    EntidadCatalogo {
        codigo: format!("SIM-{:05}", i + 1),
        // An invented RUC could be somebody's.
        ruc: None,
        sigla: Some(una_sigla(nombre, i)),
        nombre: format!("{nombre} n.º {} (demostración)", i + 1),
        clasificacion: clasificacion.to_owned(),
        nivel_gobierno: nivel_gobierno.to_owned(),
        sector,
        adscrita_a: None,
        en_alcance_ley_30057: Some(true),
        demostracion: true,
    }
}

/// The three entities of the demonstration: a ministry, a body attached to it, a municipality.
pub(super) fn ejemplo(archivos: &Archivos) -> [EntidadCatalogo; 3] {
    let sectores = Sectores::de(archivos);
    let una = |codigo: &str, sigla: &str, nombre: &str, clase: &str, nivel: &str, sector: &str| EntidadCatalogo {
        codigo: codigo.to_owned(),
        sigla: Some(sigla.to_owned()),
        nombre: format!("{nombre} (demostración)"),
        ..entidad(0, "", clase, nivel, sector.to_owned())
    };
    let sector = sectores.ministeriales[0].as_str();
    let ministerio = una("DEMO-MAI", "MAI-DEMO", "Ministerio de Asuntos Imaginarios", "MINISTERIO", NACIONAL, sector);
    let instituto = "ORGANISMO_TECNICO_ESPECIALIZADO";
    let instituto = una("DEMO-INEJ", "INEJ-DEMO", "Instituto Nacional de Ejemplos", instituto, NACIONAL, sector);
    let nombre = "Municipalidad Distrital de Villa Ficticia";
    let local = una("DEMO-MDVF", "MDVF-DEMO", nombre, "GOBIERNO_LOCAL", LOCAL, &sectores.local);
    [ministerio.clone(), EntidadCatalogo { adscrita_a: ministerio.sigla, ..instituto }, local]
}
