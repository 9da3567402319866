//! The process tree: macroprocesos of the areas of work, branches of mixed depth, activities and tasks.

use std::fmt::Write;
use std::ops::RangeInclusive;

use super::azar::{Azar, por_peso};
use super::medidas::{Medidas, Rango};
use super::nombre;
use super::puesto::Plantilla;
use super::unidad::Organigrama;
use super::vocabulario::Area;
use crate::domain::modelo::{Actividad, Proceso, Tarea, TipoProceso};

/// What is done, before anybody does it.
#[derive(Default)]
pub(super) struct Arbol {
    pub(super) procesos: Vec<Proceso>,
    pub(super) actividades: Vec<Actividad>,
    pub(super) tareas: Vec<Tarea>,
    /// The unit in charge of each activity.
    pub(super) unidades: Vec<usize>,
}

/// A macroproceso to be: its area, the units in charge and how many people they have.
struct Rama {
    area: &'static Area,
    veces: usize,
    unidades: Vec<usize>,
    pesos: Vec<usize>,
}

/// How an entity writes its codes.
#[derive(Clone, Copy)]
struct Estilo {
    letras: [&'static str; 3],
    punto: &'static str,
}

const ESTILOS: [Estilo; 5] = [
    Estilo { letras: ["E", "M", "S"], punto: "." },
    Estilo { letras: ["E", "M", "S"], punto: "" },
    Estilo { letras: ["PE", "PM", "PA"], punto: "." },
    Estilo { letras: ["PE", "PM", "PS"], punto: "" },
    Estilo { letras: ["E", "M", "A"], punto: "." },
];

/// Draws processes, activities and tasks.
pub(super) fn arbol(azar: &mut Azar, medidas: &Medidas, chart: &Organigrama, gente: &Plantilla) -> Arbol {
    let estilo = azar.uno(&ESTILOS);
    let ramas = ramas(azar.entre(&medidas.macroprocesos), chart, gente);
    let pesos: Vec<usize> = ramas.iter().map(|rama| rama.pesos.iter().sum::<usize>().max(1)).collect();
    let procesos = azar.entre(&medidas.procesos).saturating_sub(ramas.len());
    let procesos = por_peso(procesos, &pesos);
    let actividades = por_peso(azar.entre(&medidas.actividades), &pesos);
    let mut arbol = Arbol::default();
    let mut numeros = [0; 3];
    for ((rama, procesos), actividades) in ramas.iter().zip(procesos).zip(actividades) {
        let inicio = arbol.procesos.len();
        macroproceso(azar, &mut arbol, rama, estilo, &mut numeros);
        descendencia(azar, &mut arbol, rama, procesos, &medidas.niveles);
        repartir_actividades(azar, &mut arbol, rama, inicio, actividades);
    }
    let areas: Vec<&Area> = arbol.unidades.iter().map(|unidad| chart.areas[*unidad]).collect();
    tareas(azar, &mut arbol, &areas, &medidas.tareas);
    arbol
}

/// One macroproceso for each area in charge; when there are more, line areas get a second one.
fn ramas(cuantas: usize, chart: &Organigrama, gente: &Plantilla) -> Vec<Rama> {
    let mut areas: Vec<&'static Area> = Vec::new();
    for area in &chart.areas {
        if !areas.iter().any(|vista| vista.nombre == area.nombre) {
            areas.push(area);
        }
    }
    let de_linea: Vec<&'static Area> = areas.iter().copied().filter(|a| a.tipo == TipoProceso::Misional).collect();
    areas.truncate(cuantas);
    let faltan = cuantas - areas.len();
    areas.extend(de_linea.into_iter().cycle().take(faltan));
    areas.sort_by_key(|area| area.tipo);
    let mut ramas: Vec<Rama> = Vec::with_capacity(cuantas);
    for area in areas {
        let veces = ramas.iter().filter(|rama| rama.area.nombre == area.nombre).count();
        ramas.push(Rama { area, veces, unidades: Vec::new(), pesos: Vec::new() });
    }
    encargar(&mut ramas, chart, gente);
    ramas
}

/// Every unit takes part in the macroprocesos of its area, or in any one when its area has none.
fn encargar(ramas: &mut [Rama], chart: &Organigrama, gente: &Plantilla) {
    let total = ramas.len().max(1);
    for (unidad, area) in chart.areas.iter().enumerate() {
        let gente = gente.por_unidad[unidad].len();
        let propias = ramas.iter().filter(|rama| rama.area.nombre == area.nombre).count();
        for (i, rama) in ramas.iter_mut().enumerate() {
            let propia = rama.area.nombre == area.nombre;
            if gente > 0 && (propia || (propias == 0 && i == unidad % total)) {
                rama.unidades.push(unidad);
                rama.pesos.push((gente * 12 / propias.max(1)).max(1));
            }
        }
    }
}

fn macroproceso(azar: &mut Azar, arbol: &mut Arbol, rama: &Rama, estilo: Estilo, numeros: &mut [usize; 3]) {
    let tipo = rama.area.tipo;
    let i = match tipo {
        TipoProceso::Estrategico => 0,
        TipoProceso::Misional => 1,
        TipoProceso::Soporte => 2,
    };
    numeros[i] += 1;
    // Now and then a zero is typed as the letter, as in the manual itself.
    let cero = if azar.de_mil(8) { "O" } else { "0" };
    let numero = format!("{:02}", numeros[i]).replace('0', cero);
    arbol.procesos.push(Proceso {
        padre: None,
        nivel: 0,
        codigo: Some(format!("{}{}{numero}", estilo.letras[i], estilo.punto)),
        nombre: nombre::macroproceso(azar, rama.area, rama.veces),
        tipo: Some(tipo),
        fila: None,
    });
}

/// `cuantos` processes under the last macroproceso, each parent before its children.
fn descendencia(azar: &mut Azar, arbol: &mut Arbol, rama: &Rama, cuantos: usize, niveles: &RangeInclusive<i16>) {
    // Two levels are the rule; three and four are rare.
    let rara = [0, 2, 2, 2, 3, 4][azar.segun_peso(&[14, 20, 20, 20, 16, 10])];
    let fondo = rara.clamp(*niveles.start(), *niveles.end());
    let base = arbol.procesos.len() - 1;
    let mut camino = vec![base];
    let mut hijos = vec![0; cuantos + 1];
    for _ in 0..cuantos {
        let nivel = camino.last().map_or(0, |p| arbol.procesos[*p].nivel);
        let baja = camino.len() == 1 || (nivel < fondo && azar.de_mil(420));
        while !baja && camino.len() > 1 {
            camino.pop();
            if azar.de_mil(600) {
                break;
            }
        }
        let padre = camino.last().copied().unwrap_or(base);
        let nivel = arbol.procesos[padre].nivel + 1;
        let nivel = if nivel < fondo && azar.de_mil(20) { nivel + 1 } else { nivel };
        hijos[padre - base] += 1;
        camino.push(arbol.procesos.len());
        arbol.procesos.push(Proceso {
            padre: Some(padre),
            nivel,
            codigo: hijo(arbol.procesos[padre].codigo.as_deref(), hijos[padre - base]),
            nombre: nombre::proceso(azar, rama.area, nivel),
            tipo: Some(rama.area.tipo),
            fila: None,
        });
    }
}

/// The code below another: `M.01` and 2 give `M.01.02`.
fn hijo(padre: Option<&str>, numero: usize) -> Option<String> {
    let padre = padre?;
    let mut codigo = String::with_capacity(padre.len() + 3);
    codigo.push_str(padre);
    write!(codigo, ".{numero:02}").ok()?;
    Some(codigo)
}

/// Activities hang from the processes of a branch without children; a few of those have none.
fn repartir_actividades(azar: &mut Azar, arbol: &mut Arbol, rama: &Rama, inicio: usize, cuantas: usize) {
    let mut con_hijos = vec![false; arbol.procesos.len() - inicio];
    for proceso in &arbol.procesos[inicio..] {
        if let Some(padre) = proceso.padre {
            con_hijos[padre - inicio] = true;
        }
    }
    let mut hojas: Vec<usize> = (inicio..arbol.procesos.len()).filter(|i| !con_hijos[i - inicio]).collect();
    if hojas.len() > 3 && azar.de_mil(300) {
        hojas.remove(azar.menor_que(hojas.len()));
    }
    let partes = azar.reparto(cuantas, hojas.len());
    for (proceso, partes) in hojas.into_iter().zip(partes) {
        for numero in 1..=partes {
            let unidad = rama.unidades.get(azar.segun_peso(&rama.pesos)).copied().unwrap_or(0);
            arbol.unidades.push(unidad);
            arbol.actividades.push(Actividad {
                proceso,
                codigo: hijo(arbol.procesos[proceso].codigo.as_deref(), numero),
                nombre: nombre::actividad(azar, rama.area),
                fila: None,
            });
        }
    }
}

/// The tasks of every activity, but for one in twelve that has none.
fn tareas(azar: &mut Azar, arbol: &mut Arbol, areas: &[&Area], rango: &Rango) {
    let con_tareas: Vec<usize> = (0..arbol.actividades.len()).filter(|_| !azar.de_mil(80)).collect();
    let total = azar.entre(rango);
    let partes = azar.reparto(total, con_tareas.len());
    arbol.tareas.reserve(total);
    for (actividad, partes) in con_tareas.into_iter().zip(partes) {
        // Some activities' tasks carry the code of the activity before, as in the manual's own example.
        let de_quien = if azar.de_mil(12) { actividad.saturating_sub(1) } else { actividad };
        for orden in 0..partes {
            arbol.tareas.push(Tarea {
                actividad,
                codigo: hijo(arbol.actividades[de_quien].codigo.as_deref(), orden + 1).filter(|_| !azar.de_mil(5)),
                nombre: nombre::tarea(azar, areas[actividad], orden, partes),
                fila: None,
            });
        }
    }
}
