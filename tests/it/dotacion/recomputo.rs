//! The second computation: groups, sums and coverage in plain Rust, from the norm's formulas.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use super::atomo::{self, Atomo, DE_ENTIDAD, DE_PROCESO, ENTIDAD, NATURALEZA, ORGANO, UNIDAD, Valores};
use super::mundo::{Mundo, texto};
use super::pregunta::Pregunta;

/// A world with its puestos and executions at hand.
pub(super) struct Recomputo {
    pub(super) mundo: Mundo,
    pub(super) puestos: Vec<Atomo>,
    pub(super) ejecuciones: Vec<Atomo>,
}

/// What a group adds up to.
#[derive(Debug, Default, Clone)]
struct Suma {
    puestos: i64,
    sin_actual: i64,
    sin_necesidad: i64,
    sin_dato: i64,
    actual: i64,
    comparable: i64,
    segun: i64,
    deficit: i64,
    superavit: i64,
    pico: i128,
    con_tiempo: i64,
    sin_tiempo: i64,
    centimos: i128,
    con_remuneracion: i64,
    procesos: HashSet<String>,
    actividades: HashSet<String>,
    tareas: HashSet<String>,
}

impl Suma {
    fn agregar(&mut self, atomo: &Atomo) {
        self.puestos += 1;
        self.actual += atomo.actual.unwrap_or(0);
        self.segun += atomo.segun.unwrap_or(0);
        self.sin_actual += i64::from(atomo.actual.is_none());
        self.sin_necesidad += i64::from(atomo.segun.is_none());
        match (atomo.segun, atomo.actual) {
            (Some(segun), Some(actual)) => {
                self.comparable += actual;
                self.deficit += (segun - actual).max(0);
                self.superavit += (actual - segun).max(0);
            }
            _ => self.sin_dato += 1,
        }
        for horas in &atomo.horas {
            match horas {
                Some(pico) => (self.pico, self.con_tiempo) = (self.pico + pico, self.con_tiempo + 1),
                None => self.sin_tiempo += 1,
            }
        }
        for (actividad, tarea, proceso) in &atomo.nodos {
            self.procesos.insert(proceso.clone());
            self.actividades.insert(actividad.clone());
            self.tareas.extend(tarea.clone());
        }
        self.centimos += atomo.centimos;
        self.con_remuneracion += atomo.con_remuneracion;
    }

    /// The row as the API tells it; `None` in place of the sum is a group without data.
    fn fila(suma: Option<&Self>, por_proceso: bool, cobertura: (usize, usize)) -> Value {
        let vacia = Self::default();
        let s = suma.unwrap_or(&vacia);
        let hay = suma.is_some();
        let de_puestos = hay && !por_proceso;
        let si = |cierto: bool, valor: i64| if cierto { json!(valor) } else { Value::Null };
        let brecha = de_puestos && s.puestos > s.sin_dato;
        let horas = |escala: usize, factor: i128| {
            if hay && s.con_tiempo > 0 { json!(decimal(s.pico * factor, escala)) } else { Value::Null }
        };
        json!({
            "sinDatos": !hay,
            "dotacionActual": si(de_puestos && s.puestos > s.sin_actual, s.actual),
            "dotacionActualComparable": si(brecha, s.comparable),
            "segunCargas": si(de_puestos && s.puestos > s.sin_necesidad, s.segun),
            "brecha": si(brecha, s.deficit - s.superavit),
            "deficit": si(brecha, s.deficit),
            "superavit": si(brecha, s.superavit),
            "horas": horas(12, 1),
            "totalTiempo": horas(13, 11),
            "servidores": horas(17, 625),
            "puestos": si(de_puestos, s.puestos),
            "puestosSinDato": si(de_puestos, s.sin_dato),
            "puestosSinActual": si(de_puestos, s.sin_actual),
            "puestosSinNecesidad": si(de_puestos, s.sin_necesidad),
            "puestosConRemuneracion": si(de_puestos, s.con_remuneracion),
            "costoMensual":
                if de_puestos && s.con_remuneracion > 0 { json!(decimal(s.centimos, 2)) } else { Value::Null },
            "procesos": si(hay, s.procesos.len().try_into().unwrap()),
            "actividades": si(hay, s.actividades.len().try_into().unwrap()),
            "tareas": si(hay, s.tareas.len().try_into().unwrap()),
            "cobertura": {
                "entidadesPedidas": cobertura.0, "entidadesQueReportaron": cobertura.1,
                "ejecucionesConTiempo": s.con_tiempo, "ejecucionesSinTiempo": s.sin_tiempo,
            },
        })
    }
}

/// A decimal in its shortest form.
pub(super) fn decimal(unidades: i128, escala: usize) -> String {
    let cifras = format!("{unidades:0>ancho$}", ancho = escala + 1);
    let (enteros, decimales) = cifras.split_at(cifras.len() - escala);
    let decimales = decimales.trim_end_matches('0');
    if decimales.is_empty() { enteros.to_owned() } else { format!("{enteros}.{decimales}") }
}

impl Recomputo {
    pub(super) fn nuevo(mundo: Mundo) -> Self {
        mundo.entidades.iter().filter_map(|e| e.matriz.as_ref()).for_each(atomo::comprobar_asignados);
        let puestos = atomo::puestos(&mundo);
        let ejecuciones = atomo::ejecuciones(&mundo, &puestos);
        Self { mundo, puestos, ejecuciones }
    }

    /// Rows by the first `cuantas` dimensions of a question: key, figures. Sorted as texts.
    pub(super) fn filas(&self, pregunta: &Pregunta, cuantas: usize) -> Vec<(Value, Value)> {
        let dimensiones = &pregunta.dimensiones[..cuantas];
        let de_version = dimensiones.iter().any(|d| es_de_version(*d));
        // Rows of one version stand beside their entity, even where a value is missing; what was not reported has none.
        let clave = |valores: &Valores, reportada: bool| -> Vec<Option<String>> {
            let propias = dimensiones.iter().map(|d| valores[*d].clone());
            propias.chain(de_version.then(|| valores[ENTIDAD].clone().filter(|_| reportada))).collect()
        };
        let mut grupos: BTreeMap<Vec<Option<String>>, Option<Suma>> = BTreeMap::new();
        for atomo in self.atomos(pregunta) {
            let grupo = grupos.entry(clave(&atomo.valores, true)).or_default();
            grupo.get_or_insert_default().agregar(atomo);
        }
        for valores in &self.vacias(pregunta) {
            grupos.entry(clave(valores, true)).or_default();
        }
        for valores in &self.calladas(pregunta) {
            grupos.entry(clave(valores, false)).or_default();
        }
        if dimensiones.is_empty() {
            grupos.entry(Vec::new()).or_default();
        }
        let fila = |(clave, suma): (Vec<Option<String>>, Option<Suma>)| {
            let cobertura = self.cobertura(pregunta, dimensiones, &clave);
            let propias = json!(clave[..dimensiones.len()]);
            (propias, Suma::fila(suma.as_ref(), pregunta.por_proceso(), cobertura))
        };
        let mut filas: Vec<(Value, Value)> = grupos.into_iter().map(fila).collect();
        filas.sort_by_key(|(clave, fila)| format!("{clave}{fila}"));
        filas
    }

    fn atomos<'a>(&'a self, pregunta: &'a Pregunta) -> impl Iterator<Item = &'a Atomo> {
        let todos = if pregunta.por_proceso() { &self.ejecuciones } else { &self.puestos };
        todos.iter().filter(|a| pregunta.abarca(&self.mundo.entidades[a.entidad]) && pregunta.cumple(a))
    }

    /// Values of the units that no puesto stands in, where the question tells units apart and asks nothing of puestos.
    fn vacias(&self, pregunta: &Pregunta) -> Vec<Valores> {
        let por_unidad = pregunta.dimensiones.contains(&UNIDAD);
        if !(por_unidad || pregunta.dimensiones.contains(&ORGANO))
            || pregunta.pide_puestos()
            || pregunta.dimensiones.iter().any(|d| *d >= DE_PROCESO)
        {
            return Vec::new();
        }
        let campo = if por_unidad { UNIDAD } else { ORGANO };
        let ocupadas: HashSet<&Option<String>> = self.puestos.iter().map(|p| &p.valores[campo]).collect();
        let mut vacias = Vec::new();
        for entidad in self.mundo.entidades.iter().filter(|e| pregunta.abarca(e)) {
            let Some(matriz) = &entidad.matriz else { continue };
            for unidad in &matriz.unidades {
                let mut valores = atomo::de_entidad(entidad);
                valores.extend(atomo::de_unidad(matriz, &unidad["id"]));
                valores.resize(atomo::DIMENSIONES.len(), None);
                let dentro = pregunta.unidad_dentro(matriz, unidad, valores[NATURALEZA].as_ref());
                if !ocupadas.contains(&valores[campo]) && dentro {
                    vacias.push(valores);
                }
            }
        }
        vacias
    }

    /// Values of the groups of entities none of which reported.
    fn calladas(&self, pregunta: &Pregunta) -> Vec<Valores> {
        let propias: Vec<usize> = pregunta.dimensiones.iter().copied().filter(|d| *d < DE_ENTIDAD).collect();
        let de = |valores: &Valores| propias.iter().map(|d| valores[*d].clone()).collect::<Valores>();
        let pedidas = self.mundo.entidades.iter().filter(|e| pregunta.abarca(e));
        let con_datos: HashSet<Valores> =
            pedidas.clone().filter(|e| e.matriz.is_some()).map(|e| de(&atomo::de_entidad(e))).collect();
        let callada = |valores: &Valores| !propias.is_empty() && !con_datos.contains(&de(valores));
        let solo_propias = |valores: Valores| {
            let cada =
                (0..atomo::DIMENSIONES.len()).map(|d| if propias.contains(&d) { valores[d].clone() } else { None });
            cada.collect()
        };
        pedidas.map(atomo::de_entidad).filter(callada).map(solo_propias).collect()
    }

    /// Entities asked for and entities that reported, of those that a key stands for.
    fn cobertura(&self, pregunta: &Pregunta, dimensiones: &[usize], clave: &[Option<String>]) -> (usize, usize) {
        let es = |valores: Valores| {
            dimensiones.iter().zip(clave).all(|(d, valor)| *d >= DE_ENTIDAD || valores[*d] == *valor)
        };
        let pedidas = self.mundo.entidades.iter().filter(|e| pregunta.abarca(e) && es(atomo::de_entidad(e)));
        (pedidas.clone().count(), pedidas.filter(|e| e.matriz.is_some()).count())
    }
}

fn es_de_version(dimension: usize) -> bool {
    matches!(dimension, ORGANO | UNIDAD | atomo::PUESTO) || dimension > DE_PROCESO
}

/// The rows of an answer in the form of [`Recomputo::filas`].
pub(super) fn leidas(filas: &Value, dimensiones: &[usize]) -> Vec<(Value, Value)> {
    let leer = |fila: &Value| {
        let mut fila = fila.clone();
        let clave = fila["clave"].take();
        fila.as_object_mut().unwrap().remove("clave");
        let de = |d: &usize| clave.pointer(atomo::DIMENSIONES[*d].2).and_then(texto);
        (json!(dimensiones.iter().map(de).collect::<Valores>()), fila)
    };
    let mut filas: Vec<(Value, Value)> = filas.as_array().unwrap().iter().map(leer).collect();
    filas.sort_by_key(|(clave, fila)| format!("{clave}{fila}"));
    filas
}
