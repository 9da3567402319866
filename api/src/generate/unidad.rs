//! The organisation chart: alta dirección, órganos, unidades.

use super::azar::Azar;
use super::medidas::{Medidas, Perfil};
use super::nombre::sigla;
use super::vocabulario::{Ambito, Area, areas_de, palabras};
use crate::domain::modelo::Unidad;

/// The units of an entity, each with the area of work it is in charge of.
pub(super) struct Organigrama {
    pub(super) unidades: Vec<Unidad>,
    pub(super) areas: Vec<&'static Area>,
}

/// A draft of an órgano, before its subdivisions are known.
struct Organo {
    area: &'static Area,
    nombre: String,
    naturaleza: &'static str,
    padre: usize,
}

/// Draws the organisation chart of an entity.
pub(super) fn organigrama(azar: &mut Azar, medidas: &Medidas) -> Organigrama {
    let total = azar.entre(&medidas.unidades).max(6);
    let mut chart = Organigrama { unidades: Vec::with_capacity(total), areas: Vec::with_capacity(total) };
    let cabezas = alta_direccion(&mut chart, medidas.perfil);
    let restantes = total.saturating_sub(cabezas);
    let cuantos = (restantes * 2 / 5).max(5).min(restantes);
    let organos = organos(azar, medidas.perfil, cuantos, cabezas);
    let subdivisiones = azar.reparto(restantes - organos.len(), organos.len());
    for (organo, cuantas) in organos.into_iter().zip(subdivisiones) {
        agregar(azar, &mut chart, medidas.perfil, organo, cuantas);
    }
    chart
}

/// The first units, of nivel organizacional 1; returns how many.
fn alta_direccion(chart: &mut Organigrama, perfil: Perfil) -> usize {
    let nombres: &[&str] = match perfil {
        Perfil::Ministerio => &[
            "Despacho Ministerial",
            "Secretaría General",
            "Despacho Viceministerial de Políticas",
            "Despacho Viceministerial de Operaciones",
        ],
        Perfil::Organismo => &["Presidencia Ejecutiva", "Gerencia General"],
        Perfil::Municipalidad => &["Alcaldía", "Gerencia Municipal"],
    };
    for area in areas_de(Ambito::Alta).into_iter().take(1) {
        for (i, nombre) in nombres.iter().enumerate() {
            chart.unidades.push(Unidad {
                padre: (i > 0).then_some(0),
                sigla: Some(sigla(nombre)),
                nombre: (*nombre).to_owned(),
                naturaleza: Some(area.naturaleza.to_owned()),
                nivel_organizacional: Some(1),
            });
            chart.areas.push(area);
        }
    }
    nombres.len()
}

/// Control and defence first, then support and line organs in turn: three of line for two of support.
fn organos(azar: &mut Azar, perfil: Perfil, cuantos: usize, cabezas: usize) -> Vec<Organo> {
    let linea = if perfil == Perfil::Municipalidad { Ambito::Municipal } else { Ambito::Nacional };
    let (mut de_linea, mut de_apoyo) = (areas_de(linea), areas_de(Ambito::Todos));
    azar.barajar(&mut de_linea);
    azar.barajar(&mut de_apoyo);
    let mut areas: Vec<&'static Area> = areas_de(Ambito::Control);
    areas.extend(areas_de(Ambito::Defensa));
    let (mut de_linea, mut de_apoyo) = (de_linea.into_iter().cycle(), de_apoyo.into_iter());
    while areas.len() < cuantos {
        let de_apoyo = if matches!(areas.len() % 5, 1 | 3) { de_apoyo.next() } else { None };
        areas.extend(de_apoyo.or_else(|| de_linea.next()));
    }
    let mut vistas = Vec::new();
    areas.into_iter().map(|area| organo(azar, perfil, area, cabezas, &mut vistas)).collect()
}

fn organo(
    azar: &mut Azar,
    perfil: Perfil,
    area: &'static Area,
    cabezas: usize,
    vistas: &mut Vec<&'static str>,
) -> Organo {
    let repetida = vistas.iter().filter(|nombre| **nombre == area.nombre).count();
    vistas.push(area.nombre);
    let de_linea = area.naturaleza == "LINEA";
    let padre = match perfil {
        // Line organs of a ministry hang from one of its viceministries.
        Perfil::Ministerio if de_linea => azar.entre(&(2..=cabezas - 1)),
        _ if matches!(area.ambito, Ambito::Control | Ambito::Defensa) => 0,
        _ => 1,
    };
    if de_linea && azar.de_mil(90) {
        let (prefijo, naturaleza) = azar.uno(&[
            ("Consejo Consultivo de", "CONSULTIVO"),
            ("Tribunal Administrativo de", "RESOLUTIVO"),
            ("Oficina Desconcentrada de", "DESCONCENTRADO"),
        ]);
        return Organo { area, nombre: con_zona(format!("{prefijo} {}", area.nombre), repetida), naturaleza, padre };
    }
    let nombre = match (area.ambito, perfil) {
        (Ambito::Control, _) => "Órgano de Control Institucional".to_owned(),
        (Ambito::Defensa, _) => area.nombre.to_owned(),
        (_, Perfil::Ministerio) if de_linea => format!("Dirección General de {}", area.nombre),
        (_, Perfil::Ministerio) => format!("Oficina General de {}", area.nombre),
        (_, Perfil::Organismo) if de_linea => format!("Dirección de {}", area.nombre),
        (_, Perfil::Municipalidad) if de_linea => format!("Gerencia de {}", area.nombre),
        _ => format!("Oficina de {}", area.nombre),
    };
    Organo { area, nombre: con_zona(nombre, repetida), naturaleza: area.naturaleza, padre }
}

/// A second unit of the same kind is that of a zone.
fn con_zona(nombre: String, repetida: usize) -> String {
    let zonas = &palabras().zonas;
    match repetida {
        0 => nombre,
        n if n <= zonas.len() => format!("{nombre} - {}", zonas[n - 1]),
        n => format!("{nombre} - {} {}", zonas[n % zonas.len()], n / zonas.len() + 1),
    }
}

/// The órgano and its subdivisions, right below it.
fn agregar(azar: &mut Azar, chart: &mut Organigrama, perfil: Perfil, organo: Organo, cuantas: usize) {
    let posicion = chart.unidades.len();
    let Organo { area, nombre, naturaleza, padre } = organo;
    let prefijo = match perfil {
        Perfil::Municipalidad if area.naturaleza == "LINEA" => "Subgerencia de",
        _ if area.naturaleza == "LINEA" => "Subdirección de",
        _ => "Unidad de",
    };
    let zona = nombre.split_once(" - ").map(|(_, zona)| format!(" - {zona}")).unwrap_or_default();
    chart.unidades.push(unidad(padre, nombre, naturaleza, 2));
    chart.areas.push(area);
    for i in 0..cuantas {
        let repetida = i / area.subunidades.len().max(1);
        let Some(materia) = area.subunidades.get(i % area.subunidades.len().max(1)) else { break };
        // Now and then a unidad hangs from alta dirección, two levels above it.
        let padre = if azar.de_mil(30) { padre } else { posicion };
        let nombre = con_zona(format!("{prefijo} {materia}{zona}"), repetida);
        chart.unidades.push(unidad(padre, nombre, naturaleza, 3));
        chart.areas.push(area);
    }
}

fn unidad(padre: usize, nombre: String, naturaleza: &str, nivel: i16) -> Unidad {
    Unidad {
        padre: Some(padre),
        sigla: Some(sigla(&nombre)),
        nombre,
        naturaleza: Some(naturaleza.to_owned()),
        nivel_organizacional: Some(nivel),
    }
}
