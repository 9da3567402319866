//! Words of titles: those known, those that name a period, a unit or a level.

use crate::domain::carga::Periodo;
use crate::domain::modelo::{NIVEL_MAXIMO, TipoProceso};
use crate::domain::texto::clave;

/// Longest title looked at.
const MAX_TITULO: usize = 200;

/// Words that a title is made of.
pub(super) const VOCABULARIO: &str = " de del la el los las y o en por al un una para segun con que cod codigo codigos codif nombre \
    nombres denominacion descripcion numero nro num n no cantidad total tipo proceso procesos macroproceso macroprocesos \
    subproceso subprocesos nivel niv actividad actividades tarea tareas organo organos unidad organica organicas unidades \
    naturaleza correlativo mapeo puesto puestos ejecutor ejecutora ejecutores organizacional jerarquico frecuencia mensual \
    diaria diario semanal quincenal bimestral trimestral cuatrimestral semestral anual mes dia semana ano periodicidad \
    periodo veces volumen duracion tiempo tiempos estandar horas hora minutos minuto min segundos segundo hrs hr seg \
    suplementario trabajador servidores servidor publicos publico civiles civil grupo familia rol roles propuesto \
    propuesta actual ajustado ajustada regimen laboral modalidad contratacion contrato cargo estructural clasificacion cap \
    confianza ocupados ocupado ocupadas posiciones plazas dotacion superior inmediato jefe remuneracion ingreso honorarios \
    funciones funcion sigla siglas responsable dependencia area carrera directivo solo item ocupantes s/ soles hh mm ss medida sub macro ";
/// Words that go with a unit or a period in a row of units.
pub(super) const DE_UNIDADES: &str = " en al por a la el x veces vez n no nro numero y o de cada decimal decimales ";
/// Words before the noun that a title is about.
pub(super) const PREVIAS: &str = " de del la el los las en por cod codigo codigos codif nombre nombres denominacion descripcion numero nro \
    num n no cantidad total tipo ";
/// Nouns that a title can be about even with unknown words after them.
pub(super) const NUCLEOS: &str = " proceso procesos macroproceso macroprocesos subproceso subprocesos nivel niv actividad actividades tarea \
    tareas organo organos unidad naturaleza correlativo puesto ejecutor frecuencia periodicidad duracion grupo familia rol \
    regimen modalidad cargo clasificacion confianza ocupados posiciones superior remuneracion funciones servidores horas \
    tiempo sigla siglas sub macro ";

/// Words of a text: no accents, lower case, letters apart from digits.
pub(super) fn palabras(texto: &str) -> Vec<String> {
    let mut palabras: Vec<String> = Vec::new();
    let mut anterior = ' ';
    for c in clave(&texto.chars().take(MAX_TITULO).collect::<String>()).chars() {
        let c = if matches!(c, '°' | 'º') { ' ' } else { c };
        if c.is_alphanumeric() {
            let sigue = anterior.is_alphanumeric() && anterior.is_numeric() == c.is_numeric();
            match palabras.last_mut() {
                Some(ultima) if sigue => ultima.push(c),
                _ => palabras.push(c.to_string()),
            }
        }
        anterior = c;
    }
    palabras
}

/// Words inside and outside of brackets.
pub(super) fn entre_parentesis(texto: &str) -> (Vec<String>, Vec<String>) {
    let (mut dentro, mut fuera, mut hondo) = (String::new(), String::new(), 0_u32);
    for c in texto.chars() {
        match c {
            '(' | '[' => hondo += 1,
            ')' | ']' => hondo = hondo.saturating_sub(1),
            _ if hondo > 0 => dentro.push(c),
            _ => fuera.push(c),
        }
        if matches!(c, '(' | '[' | ')' | ']') {
            dentro.push(' ');
            fuera.push(' ');
        }
    }
    (palabras(&dentro), palabras(&fuera))
}

pub(super) fn en(lista: &str, palabra: &str) -> bool {
    lista.split_whitespace().any(|p| p == palabra)
}

/// The period that a word names.
pub(super) fn periodo(palabra: &str) -> Option<Periodo> {
    Some(match palabra {
        "diario" | "diaria" | "diariamente" | "dia" | "dias" | "d" => Periodo::Diario,
        "semanal" | "semanalmente" | "semana" | "semanas" | "s" => Periodo::Semanal,
        "quincenal" | "quincenalmente" | "quincena" | "q" => Periodo::Quincenal,
        "mensual" | "mensualmente" | "mes" | "meses" | "m" => Periodo::Mensual,
        "bimestral" | "bimestralmente" | "bimestre" | "b" => Periodo::Bimestral,
        "trimestral" | "trimestralmente" | "trimestre" | "t" => Periodo::Trimestral,
        "cuatrimestral" | "cuatrimestre" => Periodo::Cuatrimestral,
        "semestral" | "semestralmente" | "semestre" => Periodo::Semestral,
        "anual" | "anualmente" | "ano" | "anos" | "a" => Periodo::Anual,
        _ => return None,
    })
}

pub(super) fn nivel_numerado(palabras: &[String]) -> Option<i16> {
    palabras.windows(2).find_map(|par| {
        let [nombre, numero] = par else { return None };
        let es_nivel = matches!(nombre.as_str(), "nivel" | "niv")
            || (nombre == "n" && numero.bytes().all(|b| b.is_ascii_digit()) && numero.len() == 1);
        match numero.as_str() {
            _ if !es_nivel => None,
            "o" | "cero" => Some(0),
            "uno" => Some(1),
            "dos" => Some(2),
            "tres" => Some(3),
            cifras => cifras.parse().ok().filter(|n| (0..=NIVEL_MAXIMO).contains(n)),
        }
    })
}

/// The type that a text names.
pub(super) fn tipo_de(texto: &str) -> Option<TipoProceso> {
    let texto = clave(texto);
    let palabras = [
        (TipoProceso::Estrategico, ["estrateg", "direccion", "gestion estr"], ["e", "pe"]),
        (TipoProceso::Misional, ["misional", "operativ", "sustantiv"], ["m", "pm"]),
        (TipoProceso::Soporte, ["soporte", "apoyo", "sopote"], ["s", "ps"]),
    ];
    let de = |(_, raices, siglas): &&(TipoProceso, [&str; 3], [&str; 2])| {
        raices.iter().any(|r| texto.contains(r)) || siglas.contains(&texto.as_str())
    };
    let hallado = palabras.iter().find(de).map(|p| p.0);
    hallado.or_else(|| matches!(texto.as_str(), "a" | "pa").then_some(TipoProceso::Soporte))
}
