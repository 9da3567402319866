//! A process, an activity or a task that comes, or whose code, name or type changes.

use super::{Clase, MatrizEditable, Nodo, posicion};
use crate::domain::modelo::{NIVEL_MAXIMO, TEXTO_MAXIMO};
use crate::domain::registro::Validacion;
use crate::domain::texto::{clave, limpio};

/// Code and name as a workbook's are kept: with single blanks.
fn limpiar(v: &mut Validacion, nodo: &mut Nodo) {
    v.texto("nombre", &nodo.nombre, TEXTO_MAXIMO);
    v.opcional("codigo", nodo.codigo.as_deref(), TEXTO_MAXIMO);
    nodo.nombre = limpio(&nodo.nombre).unwrap_or_default();
    nodo.codigo = nodo.codigo.as_deref().and_then(limpio);
}

impl MatrizEditable {
    /// Adds a node among its siblings. The level of a process is that below its parent's unless said; its type is the
    /// parent's.
    pub fn crear(&mut self, v: &mut Validacion, clase: Clase, mut nodo: Nodo, nivel: Option<i32>, en: Option<i32>) {
        limpiar(v, &mut nodo);
        if clase == Clase::Proceso {
            self.situar(v, &mut nodo, nivel);
        } else {
            self.exigir_padre(v, clase, nodo.padre);
        }
        self.exigir_distinto(v, clase, &nodo);
        self.insertar(v, clase, nodo, en);
    }

    /// Level and type of a new process.
    fn situar(&self, v: &mut Validacion, nodo: &mut Nodo, nivel: Option<i32>) {
        let padre = nodo.padre.and_then(|id| self.nodo(Clase::Proceso, id));
        if nodo.padre.is_some() && padre.is_none() {
            v.falta("padre", "REFERENCIA_DESCONOCIDA", "El proceso no existe en esta matriz.");
            return;
        }
        let primero = padre.map_or(0, |padre| padre.nivel + 1);
        nodo.nivel = match nivel.map(i16::try_from) {
            None => primero,
            Some(Ok(nivel)) => nivel,
            Some(Err(_)) => i16::MAX,
        };
        if !(primero..=NIVEL_MAXIMO).contains(&nodo.nivel) {
            v.falta("nivel", "FUERA_DE_RANGO", format!("El nivel va aquí de {primero} a {NIVEL_MAXIMO}."));
        }
        if let Some(padre) = padre {
            let igual = nodo.tipo.is_none_or(|tipo| padre.tipo == Some(tipo));
            v.exigir(
                igual,
                "tipo",
                "TIPO_DEL_MACROPROCESO",
                "El tipo es el del macroproceso: se da y se cambia en él.",
            );
            nodo.tipo = padre.tipo;
        }
    }

    /// The parent of an activity or a task is there.
    pub(super) fn exigir_padre(&self, v: &mut Validacion, clase: Clase, padre: Option<i64>) {
        let (campo, de) = match clase {
            Clase::Tarea => ("actividad", Clase::Actividad),
            Clase::Actividad | Clase::Proceso => ("proceso", Clase::Proceso),
        };
        let esta = padre.is_some_and(|id| self.nodo(de, id).is_some());
        v.exigir(esta, campo, "REFERENCIA_DESCONOCIDA", "No existe en esta matriz.");
    }

    /// No sibling of the same level says the same of itself: a workbook would take both for one.
    pub(super) fn exigir_distinto(&self, v: &mut Validacion, clase: Clase, nodo: &Nodo) {
        let dice = |n: &Nodo| (n.padre, n.nivel, n.codigo.as_deref().map(clave).unwrap_or_default(), clave(&n.nombre));
        let propio = dice(nodo);
        let repetido =
            self.nodos(clase).iter().any(|otro| otro.id != nodo.id && otro.padre == nodo.padre && dice(otro) == propio);
        v.exigir(!repetido, "nombre", "REPETIDO", "Otro del mismo nivel y lugar tiene ya ese código y ese nombre.");
    }

    /// Puts a node among its siblings.
    pub(super) fn insertar(&mut self, v: &mut Validacion, clase: Clase, nodo: Nodo, en: Option<i32>) {
        let nodos = self.nodos_mut(clase);
        let hermanos: Vec<usize> =
            nodos.iter().enumerate().filter(|(_, n)| n.padre == nodo.padre).map(|(i, _)| i).collect();
        let posicion = posicion(v, en, hermanos.len());
        let lugar = hermanos.get(posicion).copied().unwrap_or(nodos.len());
        nodos.insert(lugar, nodo);
    }

    /// Puts `despues` in the place of the node of the same id. The type of a macroproceso is that of all below it.
    pub fn cambiar(&mut self, v: &mut Validacion, clase: Clase, mut despues: Nodo) {
        let Some(i) = self.nodos(clase).iter().position(|nodo| nodo.id == despues.id) else { return };
        let antes = self.nodos(clase)[i].clone();
        // What a workbook brought in and does not change is not looked at again.
        if (&antes.codigo, &antes.nombre) != (&despues.codigo, &despues.nombre) {
            limpiar(v, &mut despues);
            self.exigir_distinto(v, clase, &despues);
        }
        if antes.tipo != despues.tipo {
            if antes.padre.is_some() {
                v.falta("tipo", "TIPO_DEL_MACROPROCESO", "El tipo es el del macroproceso: se da y se cambia en él.");
            }
            let rama = self.rama_de_procesos(antes.id);
            let suyos = self.procesos.iter_mut().filter(|proceso| rama.contains(&proceso.id));
            suyos.for_each(|proceso| proceso.tipo = despues.tipo);
        }
        self.nodos_mut(clase)[i] = despues;
    }
}
