//! The Mapeo de Puestos: one puesto for each row.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::filas::{self, Motivo};
use super::informe::InformeHoja;
use super::numero::Separador;
use super::pie;
use super::registro::{Libreta, Registro, Tabla};
use super::unidades::{Lugar, Unidades};
use crate::domain::catalogo::Catalogo;
use crate::domain::columna::Campo;
use crate::domain::decimal::{CENTIMO, redondear};
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::{OCUPADOS_MAXIMOS, Puesto, REMUNERACION_MAXIMA, correlativo_normal};
use crate::domain::texto::clave;

/// A puesto with what is settled when all are read.
struct Leido {
    puesto: Puesto,
    /// Superior as typed, and where.
    superior: Option<(String, Option<String>)>,
}

/// Reads every row of the mapeo.
pub(super) fn leer(
    tabla: &Tabla<'_>,
    catalogo: &Catalogo,
    unidades: &mut Unidades,
    informe: &mut InformeHoja,
    libreta: &mut Libreta,
) -> Vec<Puesto> {
    let mut leidos: Vec<Leido> = Vec::new();
    let mut usados: HashSet<String> = HashSet::new();
    let mut lugar = Lugar::nuevo(tabla);
    let fin = pie::fin(tabla, informe.contar_blancos(tabla), libreta);
    for fila in tabla.filas() {
        let registro = tabla.registro(fila);
        if let Some(motivo) = filas::motivo(&registro, fin) {
            informe.omitir(motivo, fila.numero);
            continue;
        }
        lugar.avanzar(&registro, libreta);
        let Some(nombre) =
            registro.texto(Campo::Puesto, libreta).or_else(|| registro.texto(Campo::CargoEstructural, libreta))
        else {
            informe.omitir(Motivo::SinDatos, fila.numero);
            continue;
        };
        informe.usar();
        let unidad = lugar.unidad(unidades, &registro, catalogo, libreta);
        if unidad.is_none() {
            libreta.anotar(registro.hallazgo(Campo::Organo, "UNIDAD_AUSENTE", "El puesto no tiene órgano ni unidad."));
        }
        let correlativo = correlativo(&registro, &mut usados, leidos.len(), libreta);
        leidos.push(puesto(&registro, catalogo, correlativo, nombre, unidad, libreta));
    }
    superiores(tabla, leidos, libreta)
}

fn puesto(
    registro: &Registro<'_>,
    catalogo: &Catalogo,
    correlativo: String,
    nombre: String,
    unidad: Option<usize>,
    libreta: &mut Libreta,
) -> Leido {
    let regimen_texto = registro.texto(Campo::Regimen, libreta);
    let regimen = regimen_texto.as_deref().and_then(|t| regimen(catalogo, t));
    if let (None, Some(texto)) = (&regimen, &regimen_texto) {
        let mensaje = format!("El régimen «{texto}» no está en el catálogo; se guarda como texto.");
        libreta.anotar(registro.hallazgo(Campo::Regimen, "REGIMEN_DESCONOCIDO", mensaje).con(texto));
    }
    let puesto = Puesto {
        correlativo,
        unidad,
        nombre,
        regimen,
        regimen_texto,
        cargo_estructural: registro.texto(Campo::CargoEstructural, libreta),
        clasificacion_cargo: registro.texto(Campo::ClasificacionCargo, libreta),
        confianza: confianza(registro, libreta),
        ocupados: ocupados(registro, libreta),
        superior: None,
        remuneracion: remuneracion(registro, libreta),
        funciones: registro.texto(Campo::Funciones, libreta),
        nombre_ajustado: registro.texto(Campo::NombreAjustado, libreta),
        fila: Some(registro.numero_de_fila()),
    };
    let superior = registro.texto(Campo::Superior, libreta).map(|s| (s, registro.celda(Campo::Superior)));
    Leido { puesto, superior }
}

/// The correlativo of a row, made distinct when it is missing or repeated.
fn correlativo(registro: &Registro<'_>, usados: &mut HashSet<String>, leidos: usize, libreta: &mut Libreta) -> String {
    let fila = registro.numero_de_fila();
    let texto = registro.texto(Campo::Correlativo, libreta).and_then(|t| correlativo_normal(&t));
    let Some(correlativo) = texto else {
        let propuesto = format!("S/N (fila {fila})");
        // A mapeo without that column is counted by its rows, as the sheet itself would.
        let propuesto =
            if registro.tabla.cabecera.tiene(Campo::Correlativo) { propuesto } else { (leidos + 1).to_string() };
        let mensaje = format!("La fila no tiene número correlativo; se le da «{propuesto}».");
        libreta.anotar(registro.hallazgo(Campo::Correlativo, "CORRELATIVO_AUSENTE", mensaje));
        usados.insert(propuesto.clone());
        return propuesto;
    };
    if usados.insert(correlativo.clone()) {
        return correlativo;
    }
    let distinto = format!("{correlativo} (fila {fila})");
    let mensaje = format!("El correlativo {correlativo} ya está en otra fila; a esta se le da «{distinto}».");
    libreta.anotar(registro.hallazgo(Campo::Correlativo, "CORRELATIVO_REPETIDO", mensaje).con(correlativo));
    usados.insert(distinto.clone());
    distinto
}

/// The régimen that a text names: exactly, or by the number of its law anywhere in it.
fn regimen(catalogo: &Catalogo, texto: &str) -> Option<String> {
    let exacto = catalogo.regimen(texto).map(str::to_owned);
    let palabras = || super::palabra::palabras(texto);
    exacto.or_else(|| {
        let leyes = ["276", "728", "1057", "30057"];
        let mut citadas =
            palabras().into_iter().filter(|p| leyes.contains(&p.as_str()) || p == "cas").collect::<Vec<_>>();
        citadas.dedup();
        citadas.first().and_then(|ley| catalogo.regimen(ley)).map(str::to_owned)
    })
}

fn confianza(registro: &Registro<'_>, libreta: &mut Libreta) -> Option<bool> {
    let texto = registro.texto(Campo::Confianza, libreta)?;
    match clave(&texto).trim_end_matches('.') {
        "si" | "s" | "x" | "1" | "verdadero" | "confianza" | "cargo de confianza" | "de confianza" => Some(true),
        "no" | "n" | "0" | "falso" => Some(false),
        _ => {
            let mensaje = "No se entiende si es cargo de confianza: escriba «Sí» o «No».";
            libreta.anotar(registro.hallazgo(Campo::Confianza, "CONFIANZA_ILEGIBLE", mensaje).con(texto));
            None
        }
    }
}

fn ocupados(registro: &Registro<'_>, libreta: &mut Libreta) -> Option<i32> {
    let antes = libreta.hallazgos.len();
    let numero = registro.numero(Campo::Ocupados, Separador::Miles, libreta);
    let Some(numero) = numero else {
        if libreta.hallazgos.len() == antes {
            libreta.anotar(registro.hallazgo(
                Campo::Ocupados,
                "OCUPADOS_AUSENTE",
                "No se dice cuántos ocupan el puesto.",
            ));
        }
        return None;
    };
    if numero.fract() != Decimal::ZERO {
        let mensaje = "La cantidad de ocupados tiene decimales; se deja sin valor.";
        libreta.anotar(registro.hallazgo(Campo::Ocupados, "NUMERO_NO_ENTERO", mensaje).con(numero.to_string()));
        return None;
    }
    let entero = numero.to_i32().filter(|n| *n <= OCUPADOS_MAXIMOS);
    if entero.is_none() {
        let mensaje = format!("Más de {OCUPADOS_MAXIMOS} ocupados en un puesto; se deja sin valor.");
        libreta.anotar(registro.hallazgo(Campo::Ocupados, "NUMERO_EXCESIVO", mensaje).con(numero.to_string()));
    }
    entero
}

fn remuneracion(registro: &Registro<'_>, libreta: &mut Libreta) -> Option<Decimal> {
    let numero = registro.numero(Campo::Remuneracion, Separador::Miles, libreta)?;
    if numero > Decimal::from(REMUNERACION_MAXIMA) {
        let mensaje = "La remuneración es demasiado grande; se deja sin valor.";
        libreta.anotar(registro.hallazgo(Campo::Remuneracion, "NUMERO_EXCESIVO", mensaje).con(numero.to_string()));
        return None;
    }
    Some(redondear(numero, CENTIMO))
}

/// Superiors are kept as correlativos only. What names no puesto could name a person: it is not kept nor shown.
fn superiores(tabla: &Tabla<'_>, leidos: Vec<Leido>, libreta: &mut Libreta) -> Vec<Puesto> {
    let correlativos: HashSet<String> = leidos.iter().map(|l| l.puesto.correlativo.clone()).collect();
    let mut por_nombre: HashMap<String, Option<String>> = HashMap::new();
    for leido in &leidos {
        let unico =
            por_nombre.entry(clave(&leido.puesto.nombre)).or_insert_with(|| Some(leido.puesto.correlativo.clone()));
        if unico.as_ref() != Some(&leido.puesto.correlativo) {
            *unico = None;
        }
    }
    let mut puestos = Vec::with_capacity(leidos.len());
    for Leido { mut puesto, superior } in leidos {
        if let Some((texto, celda)) = superior {
            let numero = correlativo_normal(&texto).filter(|n| correlativos.contains(n));
            puesto.superior = numero.or_else(|| por_nombre.get(&clave(&texto)).cloned().flatten());
            if puesto.superior.is_none() && correlativo_normal(&texto).is_some() {
                let mensaje = "El superior inmediato no es un correlativo ni un puesto del mapeo; no se guarda.";
                libreta.anotar(Hallazgo::nuevo("SUPERIOR_INEXISTENTE", mensaje).en(Some(&tabla.hoja.nombre), celda));
            }
        }
        puestos.push(puesto);
    }
    puestos
}
