//! The tree of processes, activities and tasks.

use std::collections::HashMap;

use super::en;
use crate::domain::columna::Campo;
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::Matriz;
use crate::domain::texto::clave;

/// A process, an activity or a task, as these rules see it.
struct Nodo<'m> {
    codigo: Option<&'m str>,
    nombre: &'m str,
    fila: Option<u32>,
    /// The node above, in the vector of all nodes.
    padre: Option<usize>,
    /// Columns of its code and of its name.
    campos: (Campo, Campo),
}

pub(super) fn revisar(matriz: &Matriz, hallazgos: &mut Vec<Hallazgo>) {
    let nodos = nodos(matriz);
    varios_nombres(matriz, &nodos, hallazgos);
    for nodo in &nodos {
        codigo(matriz, &nodos, nodo, hallazgos);
        nombre_repetido(matriz, &nodos, nodo, hallazgos);
    }
    procesos_sin_reparto(matriz, hallazgos);
}

/// Processes, then activities, then tasks, in one vector.
fn nodos(matriz: &Matriz) -> Vec<Nodo<'_>> {
    let (de_procesos, de_actividades) = (matriz.procesos.len(), matriz.actividades.len());
    let procesos = matriz.procesos.iter().map(|p| Nodo {
        codigo: p.codigo.as_deref(),
        nombre: &p.nombre,
        fila: p.fila,
        padre: p.padre,
        campos: (Campo::CodigoProceso(p.nivel), Campo::Proceso(p.nivel)),
    });
    let actividades = matriz.actividades.iter().map(|a| Nodo {
        codigo: a.codigo.as_deref(),
        nombre: &a.nombre,
        fila: a.fila,
        padre: (a.proceso < de_procesos).then_some(a.proceso),
        campos: (Campo::CodigoActividad, Campo::Actividad),
    });
    let tareas = matriz.tareas.iter().map(|t| Nodo {
        codigo: t.codigo.as_deref(),
        nombre: &t.nombre,
        fila: t.fila,
        padre: (t.actividad < de_actividades).then_some(de_procesos + t.actividad),
        campos: (Campo::CodigoTarea, Campo::Tarea),
    });
    procesos.chain(actividades).chain(tareas).collect()
}

/// One code for several names, wherever they stand. Activities and tasks have codes of their own.
fn varios_nombres(matriz: &Matriz, nodos: &[Nodo<'_>], hallazgos: &mut Vec<Hallazgo>) {
    let familia = |campo: Campo| match campo {
        Campo::CodigoActividad => 1_u8,
        Campo::CodigoTarea => 2,
        _ => 0,
    };
    let mut vistos: HashMap<(u8, String), Vec<(String, &str)>> = HashMap::new();
    for nodo in nodos {
        let Some(codigo) = nodo.codigo else { continue };
        let nombres = vistos.entry((familia(nodo.campos.0), clave(codigo))).or_default();
        let nombre = clave(nodo.nombre);
        if nombres.iter().any(|(n, _)| *n == nombre) {
            continue;
        }
        if let Some((_, primero)) = nombres.first() {
            let mensaje = format!("El código {codigo} es de «{primero}» y también de «{}».", nodo.nombre);
            hallazgos.push(en(matriz, nodo.campos.0, nodo.fila, "CODIGO_CON_VARIOS_NOMBRES", mensaje).con(codigo));
        }
        nombres.push((nombre, nodo.nombre));
    }
}

fn codigo(matriz: &Matriz, nodos: &[Nodo<'_>], nodo: &Nodo<'_>, hallazgos: &mut Vec<Hallazgo>) {
    let Some(codigo) = nodo.codigo else { return };
    if letra_por_cifra(codigo) {
        let mensaje = format!("El código «{codigo}» parece tener una letra donde va una cifra (O por 0, I o l por 1).");
        hallazgos.push(en(matriz, nodo.campos.0, nodo.fila, "CODIGO_CON_LETRA_POR_CIFRA", mensaje).con(codigo));
    }
    // The nearest node above that has a code: a level without codes does not break the rule.
    let mut arriba = nodo.padre.and_then(|i| nodos.get(i));
    while let Some(padre) = arriba {
        if let Some(del_padre) = padre.codigo {
            if !clave(codigo).starts_with(&clave(del_padre)) {
                let mensaje = format!("El código «{codigo}» no empieza con el de su padre, «{del_padre}».");
                hallazgos.push(en(matriz, nodo.campos.0, nodo.fila, "CODIGO_SIN_PREFIJO", mensaje).con(codigo));
            }
            return;
        }
        arriba = padre.padre.and_then(|i| nodos.get(i));
    }
}

/// An O before a lone digit or after one, an I or an l after one: `MO1`, `M.0O2`, `M0I`. `PO01` is a fair prefix.
fn letra_por_cifra(codigo: &str) -> bool {
    codigo.split(['.', '-', ' ', '_', '/']).any(|parte| {
        let letras: Vec<char> = parte.chars().collect();
        (0..letras.len()).any(|i| {
            let cifra = |j: Option<usize>| j.and_then(|j| letras.get(j)).is_some_and(char::is_ascii_digit);
            let despues = letras.iter().skip(i + 1).take_while(|c| c.is_ascii_digit()).count();
            let tras_cifra = cifra(i.checked_sub(1));
            match letras.get(i) {
                Some('O' | 'o') => tras_cifra || (despues == 1 && i + 2 == letras.len()),
                Some('I' | 'l') => tras_cifra,
                _ => false,
            }
        })
    })
}

/// The same name as something above it in its branch.
fn nombre_repetido(matriz: &Matriz, nodos: &[Nodo<'_>], nodo: &Nodo<'_>, hallazgos: &mut Vec<Hallazgo>) {
    let propio = clave(nodo.nombre);
    let mut arriba = nodo.padre.and_then(|i| nodos.get(i));
    while let Some(padre) = arriba {
        if clave(padre.nombre) == propio {
            let mensaje =
                format!("«{}» se repite en un nivel superior de la misma rama ({}).", nodo.nombre, padre.campos.1);
            hallazgos.push(en(matriz, nodo.campos.1, nodo.fila, "NOMBRE_EN_VARIOS_NIVELES", mensaje).con(nodo.nombre));
            return;
        }
        arriba = padre.padre.and_then(|i| nodos.get(i));
    }
}

/// A process without anything below it, or with only one subprocess and nothing else.
fn procesos_sin_reparto(matriz: &Matriz, hallazgos: &mut Vec<Hallazgo>) {
    let mut hijos = vec![0_usize; matriz.procesos.len()];
    let mut propias = vec![0_usize; matriz.procesos.len()];
    matriz.procesos.iter().filter_map(|p| p.padre).for_each(|i| hijos.get_mut(i).into_iter().for_each(|n| *n += 1));
    matriz.actividades.iter().for_each(|a| propias.get_mut(a.proceso).into_iter().for_each(|n| *n += 1));
    for ((proceso, hijos), actividades) in matriz.procesos.iter().zip(hijos).zip(propias) {
        let (codigo, mensaje) = match (hijos, actividades) {
            (0, 0) => ("PROCESO_SIN_ACTIVIDADES", format!("«{}» no tiene subprocesos ni actividades.", proceso.nombre)),
            (1, 0) => ("NIVEL_CON_UN_SOLO_HIJO", format!("«{}» se divide en un solo subproceso.", proceso.nombre)),
            _ => continue,
        };
        hallazgos.push(en(matriz, Campo::Proceso(proceso.nivel), proceso.fila, codigo, mensaje).con(&proceso.nombre));
    }
}
