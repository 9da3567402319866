//! A small map with known names, and a tree kept in the test beside the one in the database.

use quipu::catalogo::embebido;
use quipu::domain::modelo::{
    Actividad, Ejecucion, Mapa, Matriz, Proceso, Propuesto, Puesto, Tarea, TipoMatriz, TipoProceso, Unidad,
};
use quipu::generate::{Medidas, mapa};
use rust_decimal::{Decimal, dec};

fn proceso(padre: Option<usize>, nivel: i16, nombre: &str) -> Proceso {
    let tipo = if nombre.starts_with('M') { TipoProceso::Misional } else { TipoProceso::Soporte };
    Proceso { padre, nivel, codigo: Some(nombre.to_owned()), nombre: nombre.to_owned(), tipo: Some(tipo), fila: None }
}

fn ejecucion(actividad: usize, tarea: Option<usize>, puesto: usize, frecuencia: Decimal, fila: u32) -> Ejecucion {
    Ejecucion {
        actividad,
        tarea,
        unidad: Some(0),
        puesto: Some(puesto),
        correlativo: Some((puesto + 1).to_string()),
        ejecutor: Some(["Analista", "Especialista"][puesto].to_owned()),
        frecuencia: Some(frecuencia),
        duracion: Some(dec!(2)),
        propuesto: Propuesto {
            grupo: Some("CA".to_owned()),
            familia: Some("CA-04".to_owned()),
            nivel: Some(["CA2", "CA3"][puesto].to_owned()),
            ..Propuesto::default()
        },
        fila: Some(fila),
        ..Ejecucion::default()
    }
}

/// Two branches: M.01 › M.01.01 › M.01.01.01 with two activities, and S.01 with one. Three tasks, four executions.
pub(super) fn pequeno() -> Mapa {
    let unidad = Unidad {
        padre: None,
        sigla: None,
        nombre: "Dirección de línea".to_owned(),
        naturaleza: Some("LINEA".to_owned()),
        nivel_organizacional: Some(2),
    };
    let puesto = |correlativo: &str, nombre: &str, ocupados: i32| Puesto {
        correlativo: correlativo.to_owned(),
        unidad: Some(0),
        nombre: nombre.to_owned(),
        ocupados: Some(ocupados),
        ..Puesto::default()
    };
    let actividad = |proceso: usize, nombre: &str| Actividad {
        proceso,
        codigo: Some(nombre.to_owned()),
        nombre: nombre.to_owned(),
        fila: None,
    };
    let tarea = |actividad: usize, nombre: &str| Tarea {
        actividad,
        codigo: Some(nombre.to_owned()),
        nombre: nombre.to_owned(),
        fila: None,
    };
    let ajustada = Matriz {
        procesos: vec![
            proceso(None, 0, "M.01"),
            proceso(Some(0), 1, "M.01.01"),
            proceso(Some(1), 2, "M.01.01.01"),
            proceso(None, 0, "S.01"),
        ],
        actividades: vec![actividad(2, "M.01.01.01.A"), actividad(2, "M.01.01.01.B"), actividad(3, "S.01.A")],
        tareas: vec![tarea(0, "M.01.01.01.A.1"), tarea(0, "M.01.01.01.A.2"), tarea(2, "S.01.A.1")],
        ejecuciones: vec![
            ejecucion(0, Some(0), 0, dec!(44), 10),
            ejecucion(0, Some(1), 0, dec!(88), 11),
            ejecucion(1, None, 1, dec!(22), 12),
            ejecucion(2, Some(2), 1, dec!(66), 13),
        ],
        ..Matriz::vacia(TipoMatriz::Ajustada)
    };
    Mapa {
        unidades: vec![unidad],
        puestos: vec![puesto("1", "Analista", 1), puesto("2", "Especialista", 2)],
        matrices: vec![ajustada],
        ..Mapa::default()
    }
}

/// A map of so many tasks whose rows stand in reading order, with names that are all distinct.
pub(super) fn generado(semilla: u64, tareas: usize) -> Mapa {
    let mut mapa = mapa(semilla, &Medidas::organismo().con_tareas(tareas), &embebido().unwrap().catalogo);
    mapa.matrices.retain(|matriz| matriz.tipo == TipoMatriz::Ajustada);
    let matriz = &mut mapa.matrices[0];
    let nombres = matriz.procesos.iter_mut().map(|p| &mut p.nombre);
    let nombres = nombres.chain(matriz.actividades.iter_mut().map(|a| &mut a.nombre));
    let nombres = nombres.chain(matriz.tareas.iter_mut().map(|t| &mut t.nombre));
    for (i, nombre) in nombres.enumerate() {
        *nombre = format!("{nombre} ({i})");
    }
    Arbol::de(&mapa).en(&mut mapa);
    mapa
}

/// A process with what hangs from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Rama {
    pub(super) id: String,
    pub(super) proceso: Option<Proceso>,
    pub(super) actividades: Vec<Paso>,
    pub(super) subprocesos: Vec<Rama>,
}

/// An activity, or a task.
#[derive(Debug, Clone)]
pub(super) struct Paso {
    pub(super) id: String,
    pub(super) codigo: Option<String>,
    pub(super) nombre: String,
    pub(super) ejecuciones: Vec<(String, Ejecucion)>,
    pub(super) tareas: Vec<Paso>,
}

/// A matrix as a tree: the root holds the macroprocesos.
#[derive(Debug, Clone)]
pub(super) struct Arbol(pub(super) Rama);

impl Arbol {
    /// The adjusted matrix of a map; without ids.
    pub(super) fn de(mapa: &Mapa) -> Self {
        let matriz = &mapa.matrices[0];
        let filas = |actividad: usize, tarea: Option<usize>| {
            let suyas = matriz.ejecuciones.iter().filter(move |e| (e.actividad, e.tarea) == (actividad, tarea));
            suyas.map(|e| (String::new(), e.clone())).collect::<Vec<_>>()
        };
        let tareas = |actividad: usize| {
            let suyas = matriz.tareas.iter().enumerate().filter(move |(_, t)| t.actividad == actividad);
            suyas
                .map(|(i, t)| Paso {
                    id: String::new(),
                    codigo: t.codigo.clone(),
                    nombre: t.nombre.clone(),
                    ejecuciones: filas(actividad, Some(i)),
                    tareas: Vec::new(),
                })
                .collect::<Vec<_>>()
        };
        let pasos = |proceso: usize| {
            let suyas = matriz.actividades.iter().enumerate().filter(move |(_, a)| a.proceso == proceso);
            suyas
                .map(|(i, a)| Paso {
                    id: String::new(),
                    codigo: a.codigo.clone(),
                    nombre: a.nombre.clone(),
                    ejecuciones: filas(i, None),
                    tareas: tareas(i),
                })
                .collect::<Vec<_>>()
        };
        Self(Rama { subprocesos: rama(matriz, None, &pasos), ..Rama::default() })
    }

    /// Writes the tree into the adjusted matrix of a map, as a sheet in reading order would be read.
    pub(super) fn en(&self, mapa: &mut Mapa) {
        let matriz = &mut mapa.matrices[0];
        matriz.procesos.clear();
        matriz.actividades.clear();
        matriz.tareas.clear();
        matriz.ejecuciones.clear();
        self.0.subprocesos.iter().for_each(|rama| escribir(rama, None, matriz));
    }

    /// Type, id and depth of every node in reading order.
    pub(super) fn lugares(&self) -> Vec<(String, i64)> {
        fn de(rama: &Rama, profundidad: i64, lugares: &mut Vec<(String, i64)>) {
            lugares.push((rama.id.clone(), profundidad));
            for actividad in &rama.actividades {
                lugares.push((actividad.id.clone(), profundidad + 1));
                lugares.extend(actividad.tareas.iter().map(|tarea| (tarea.id.clone(), profundidad + 2)));
            }
            rama.subprocesos.iter().for_each(|hija| de(hija, profundidad + 1, lugares));
        }
        let mut lugares = Vec::new();
        self.0.subprocesos.iter().for_each(|rama| de(rama, 0, &mut lugares));
        lugares
    }

    /// Ids of the executions of each activity and task that has any, in reading order.
    pub(super) fn ejecuciones(&self) -> Vec<Vec<String>> {
        fn de(rama: &Rama, grupos: &mut Vec<Vec<String>>) {
            let ids = |paso: &Paso| paso.ejecuciones.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
            for actividad in &rama.actividades {
                grupos.push(ids(actividad));
                grupos.extend(actividad.tareas.iter().map(ids));
            }
            rama.subprocesos.iter().for_each(|hija| de(hija, grupos));
        }
        let mut grupos = Vec::new();
        de(&self.0, &mut grupos);
        grupos.retain(|grupo| !grupo.is_empty());
        grupos
    }

    /// The executions in reading order.
    pub(super) fn filas(&self) -> Vec<&Ejecucion> {
        fn de<'a>(rama: &'a Rama, filas: &mut Vec<&'a Ejecucion>) {
            for actividad in &rama.actividades {
                filas.extend(actividad.ejecuciones.iter().map(|(_, e)| e));
                filas.extend(actividad.tareas.iter().flat_map(|tarea| &tarea.ejecuciones).map(|(_, e)| e));
            }
            rama.subprocesos.iter().for_each(|hija| de(hija, filas));
        }
        let mut filas = Vec::new();
        de(&self.0, &mut filas);
        filas
    }

    /// The same, to be changed.
    pub(super) fn filas_mut(&mut self) -> Vec<&mut Ejecucion> {
        fn de<'a>(rama: &'a mut Rama, filas: &mut Vec<&'a mut Ejecucion>) {
            for actividad in &mut rama.actividades {
                filas.extend(actividad.ejecuciones.iter_mut().map(|(_, e)| e));
                filas.extend(actividad.tareas.iter_mut().flat_map(|tarea| &mut tarea.ejecuciones).map(|(_, e)| e));
            }
            rama.subprocesos.iter_mut().for_each(|hija| de(hija, filas));
        }
        let mut filas = Vec::new();
        de(&mut self.0, &mut filas);
        filas
    }

    /// The branch of that id, the root for none.
    pub(super) fn rama(&mut self, id: Option<&str>) -> Option<&mut Rama> {
        fn en<'a>(rama: &'a mut Rama, id: &str) -> Option<&'a mut Rama> {
            if rama.id == id { Some(rama) } else { rama.subprocesos.iter_mut().find_map(|hija| en(hija, id)) }
        }
        en(&mut self.0, id.unwrap_or_default())
    }

    /// All branches but the root.
    pub(super) fn ramas(&self) -> Vec<&Rama> {
        fn de<'a>(rama: &'a Rama, ramas: &mut Vec<&'a Rama>) {
            for hija in &rama.subprocesos {
                ramas.push(hija);
                de(hija, ramas);
            }
        }
        let mut ramas = Vec::new();
        de(&self.0, &mut ramas);
        ramas
    }

    /// Takes a branch out of the tree.
    pub(super) fn sacar(&mut self, id: &str) -> Rama {
        fn de(rama: &mut Rama, id: &str) -> Option<Rama> {
            if let Some(i) = rama.subprocesos.iter().position(|hija| hija.id == id) {
                return Some(rama.subprocesos.remove(i));
            }
            rama.subprocesos.iter_mut().find_map(|hija| de(hija, id))
        }
        de(&mut self.0, id).unwrap()
    }
}

/// Branches below a process.
fn rama(matriz: &Matriz, padre: Option<usize>, pasos: &dyn Fn(usize) -> Vec<Paso>) -> Vec<Rama> {
    let suyos = matriz.procesos.iter().enumerate().filter(|(_, p)| p.padre == padre);
    suyos
        .map(|(i, p)| Rama {
            id: String::new(),
            proceso: Some(p.clone()),
            actividades: pasos(i),
            subprocesos: rama(matriz, Some(i), pasos),
        })
        .collect()
}

fn escribir(rama: &Rama, padre: Option<usize>, matriz: &mut Matriz) {
    let i = matriz.procesos.len();
    matriz.procesos.push(Proceso { padre, ..rama.proceso.clone().unwrap() });
    for a in &rama.actividades {
        let actividad = matriz.actividades.len();
        let (codigo, nombre) = (a.codigo.clone(), a.nombre.clone());
        matriz.actividades.push(Actividad { proceso: i, codigo, nombre, fila: None });
        let propias = a.ejecuciones.iter().map(|(_, e)| Ejecucion { actividad, tarea: None, ..e.clone() });
        matriz.ejecuciones.extend(propias);
        for t in &a.tareas {
            let tarea = matriz.tareas.len();
            let (codigo, nombre) = (t.codigo.clone(), t.nombre.clone());
            matriz.tareas.push(Tarea { actividad, codigo, nombre, fila: None });
            let suyas = t.ejecuciones.iter().map(|(_, e)| Ejecucion { actividad, tarea: Some(tarea), ..e.clone() });
            matriz.ejecuciones.extend(suyas);
        }
    }
    rama.subprocesos.iter().for_each(|hija| escribir(hija, Some(i), matriz));
}
