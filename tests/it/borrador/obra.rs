//! Random edits of a draft, done to the tree beside it as well.

use quipu::domain::modelo::{Ejecucion, Mapa, Proceso, Propuesto};
use quipu::domain::texto::clave;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::azar::Azar;
use super::modelo::{Arbol, Paso, Rama};
use super::organigrama::{Organigrama, Recodificado};
use super::taller::Taller;

/// A draft and the tree beside it.
pub(super) struct Obra<'a> {
    pub(super) taller: &'a mut Taller,
    pub(super) arbol: Arbol,
    pub(super) azar: Azar,
    /// Whose executions are models of new ones.
    pub(super) mapa: Mapa,
    /// Units and puestos, by whose handles the executions of the tree name them.
    pub(super) organigrama: Organigrama,
    pub(super) hechas: usize,
}

impl Obra<'_> {
    fn nombre(&mut self) -> String {
        self.hechas += 1;
        format!("Hecho {}", self.hechas)
    }

    /// A place among so many siblings, from 1.
    fn posicion(&mut self, hermanos: usize) -> usize {
        self.azar.hasta(hermanos + 1) + 1
    }

    fn un_proceso(&mut self) -> Option<String> {
        let ids: Vec<String> = self.arbol.ramas().iter().map(|rama| rama.id.clone()).collect();
        (!ids.is_empty()).then(|| self.azar.uno(&ids).clone())
    }

    /// A process with activities, and the position of one of them.
    fn una_actividad(&mut self) -> Option<(String, usize)> {
        let ramas = self.arbol.ramas();
        let pares = ramas.iter().flat_map(|r| (0..r.actividades.len()).map(move |i| (r.id.clone(), i)));
        let pares: Vec<(String, usize)> = pares.collect();
        (!pares.is_empty()).then(|| self.azar.uno(&pares).clone())
    }

    fn actividad(&mut self, (proceso, i): &(String, usize)) -> &mut Paso {
        &mut self.arbol.rama(Some(proceso)).unwrap().actividades[*i]
    }

    /// One edit.
    pub(super) async fn paso(&mut self) {
        match self.azar.hasta(22) {
            0 => self.crear_proceso().await,
            1 | 2 => self.mover_proceso().await,
            3 => self.eliminar_proceso().await,
            4 => self.crear_actividad().await,
            5 => self.mover_actividad().await,
            6 => self.crear_tarea().await,
            7 => self.mover_tarea().await,
            8 => self.eliminar_paso().await,
            9 | 10 => self.crear_ejecucion().await,
            11 => self.cambiar_ejecucion().await,
            12 => self.cambiar_propuesto().await,
            13..=20 => self.organizar().await,
            _ => self.renombrar().await,
        }
    }

    async fn crear_proceso(&mut self) {
        let padre = if self.azar.hasta(4) == 0 { None } else { self.un_proceso() };
        let nombre = self.nombre();
        let rama = self.arbol.rama(padre.as_deref()).unwrap();
        let (hermanos, arriba) = (rama.subprocesos.len(), rama.proceso.clone());
        let posicion = self.posicion(hermanos);
        let version = self.taller.borrador.clone();
        let input = json!({ "version": version, "padre": padre, "nombre": nombre, "posicion": posicion });
        let id = self.taller.id("crearProceso", &input).await;
        let proceso = Proceso {
            padre: None,
            nivel: arriba.as_ref().map_or(0, |p| p.nivel + 1),
            codigo: None,
            nombre,
            tipo: arriba.and_then(|p| p.tipo),
            fila: None,
        };
        let nueva = Rama { id, proceso: Some(proceso), ..Rama::default() };
        self.arbol.rama(padre.as_deref()).unwrap().subprocesos.insert(posicion - 1, nueva);
    }

    async fn mover_proceso(&mut self) {
        let Some(id) = self.un_proceso() else { return };
        let antes = self.arbol.clone();
        let mut rama = self.arbol.sacar(&id);
        let padre = if self.azar.hasta(4) == 0 { None } else { self.un_proceso() };
        let destino = self.arbol.rama(padre.as_deref()).unwrap();
        let (hermanos, arriba) = (destino.subprocesos.len(), destino.proceso.clone());
        let posicion = self.posicion(hermanos);
        self.taller.hacer("moverProceso", &json!({ "id": id, "padre": padre, "posicion": posicion })).await;
        let mismo = antes.clone().rama(padre.as_deref()).unwrap().subprocesos.iter().any(|hija| hija.id == id);
        if !mismo {
            let pasos = arriba.as_ref().map_or(0, |p| p.nivel + 1) - rama.proceso.as_ref().unwrap().nivel;
            bajar(&mut rama, pasos, arriba.as_ref());
        }
        self.arbol.rama(padre.as_deref()).unwrap().subprocesos.insert(posicion - 1, rama);
    }

    async fn eliminar_proceso(&mut self) {
        let Some(id) = self.un_proceso() else { return };
        // A branch at most: the rest is needed further on.
        if self.arbol.rama(Some(&id)).unwrap().subprocesos.len() > 2 {
            return;
        }
        self.taller.hacer("eliminarProceso", &json!({ "id": id, "conDescendientes": true })).await;
        self.arbol.sacar(&id);
    }

    async fn crear_actividad(&mut self) {
        let Some(proceso) = self.un_proceso() else { return };
        let (nombre, hermanas) = (self.nombre(), self.arbol.rama(Some(&proceso)).unwrap().actividades.len());
        let posicion = self.posicion(hermanas);
        let input = json!({ "proceso": proceso, "nombre": nombre, "codigo": "A", "posicion": posicion });
        let id = self.taller.id("crearActividad", &input).await;
        let codigo = Some("A".to_owned());
        let nueva = Paso { id, codigo, nombre, ejecuciones: Vec::new(), tareas: Vec::new() };
        self.arbol.rama(Some(&proceso)).unwrap().actividades.insert(posicion - 1, nueva);
    }

    async fn mover_actividad(&mut self) {
        let Some((proceso, i)) = self.una_actividad() else { return };
        let actividad = self.arbol.rama(Some(&proceso)).unwrap().actividades.remove(i);
        let destino = self.un_proceso().unwrap();
        let hermanas = self.arbol.rama(Some(&destino)).unwrap().actividades.len();
        let posicion = self.posicion(hermanas);
        let input = json!({ "id": actividad.id, "proceso": destino, "posicion": posicion });
        self.taller.hacer("moverActividad", &input).await;
        self.arbol.rama(Some(&destino)).unwrap().actividades.insert(posicion - 1, actividad);
    }

    async fn crear_tarea(&mut self) {
        let Some(donde) = self.una_actividad() else { return };
        let nombre = self.nombre();
        let (actividad, hermanas) = (self.actividad(&donde).id.clone(), self.actividad(&donde).tareas.len());
        let posicion = self.posicion(hermanas);
        let input = json!({ "actividad": actividad, "nombre": nombre, "posicion": posicion });
        let id = self.taller.id("crearTarea", &input).await;
        let nueva = Paso { id, codigo: None, nombre, ejecuciones: Vec::new(), tareas: Vec::new() };
        self.actividad(&donde).tareas.insert(posicion - 1, nueva);
    }

    async fn mover_tarea(&mut self) {
        let Some(desde) = self.una_actividad() else { return };
        let tareas = self.actividad(&desde).tareas.len();
        if tareas == 0 {
            return;
        }
        let i = self.azar.hasta(tareas);
        let tarea = self.actividad(&desde).tareas.remove(i);
        let hacia = self.una_actividad().unwrap();
        let (actividad, hermanas) = (self.actividad(&hacia).id.clone(), self.actividad(&hacia).tareas.len());
        let posicion = self.posicion(hermanas);
        self.taller.hacer("moverTarea", &json!({ "id": tarea.id, "actividad": actividad, "posicion": posicion })).await;
        self.actividad(&hacia).tareas.insert(posicion - 1, tarea);
    }

    async fn eliminar_paso(&mut self) {
        let Some(donde) = self.una_actividad() else { return };
        let tareas = self.actividad(&donde).tareas.len();
        if tareas > 0 {
            let i = self.azar.hasta(tareas);
            let tarea = self.actividad(&donde).tareas.remove(i);
            self.taller.hacer("eliminarTarea", &json!({ "id": tarea.id, "conDescendientes": true })).await;
        } else {
            let (proceso, i) = donde;
            let actividad = self.arbol.rama(Some(&proceso)).unwrap().actividades.remove(i);
            self.taller.hacer("eliminarActividad", &json!({ "id": actividad.id, "conDescendientes": true })).await;
        }
    }

    /// An activity or a task with its executions, and how it is named in an input.
    fn un_lugar(&mut self, donde: &(String, usize), tarea: Option<usize>) -> (&mut Paso, &'static str) {
        let actividad = self.actividad(donde);
        match tarea {
            Some(i) => (&mut actividad.tareas[i], "tarea"),
            None => (actividad, "actividad"),
        }
    }

    async fn crear_ejecucion(&mut self) {
        let Some(donde) = self.una_actividad() else { return };
        let tareas = self.actividad(&donde).tareas.len();
        let tarea = (tareas > 0).then(|| self.azar.hasta(tareas));
        let modelo = self.azar.uno(&self.mapa.matrices[0].ejecuciones).clone();
        // A correlativo that is not in the Mapeo is refused at the door.
        if (modelo.correlativo.is_some() && modelo.puesto.is_none()) || !self.organigrama.tiene(&modelo) {
            return;
        }
        let frecuencia = Decimal::from(self.azar.hasta(500));
        let nueva = Ejecucion {
            periodo: None,
            veces: None,
            frecuencia: Some(frecuencia),
            duracion: Some(Decimal::new(25, 2)),
            servidores_declarados: None,
            fila: None,
            ..modelo
        };
        let (paso, campo) = self.un_lugar(&donde, tarea);
        let (id, hermanas) = (paso.id.clone(), paso.ejecuciones.len());
        let posicion = self.posicion(hermanas);
        let p = &nueva.propuesto;
        let mut input = json!({
            "posicion": posicion, "unidad": nueva.unidad.map(|i| self.organigrama.ids_unidades[i].clone()), "correlativo": nueva.correlativo,
            "ejecutor": nueva.ejecutor, "frecuenciaMensual": frecuencia.to_string(), "duracion": "0.25", "grupo": p.grupo,
            "familia": p.familia, "rol": p.rol, "nivel": p.nivel, "nivelOrganizacional": p.nivel_organizacional,
            "puestoPropuesto": p.nombre,
        });
        input[campo] = json!(id);
        let id = self.taller.id("crearEjecucion", &input).await;
        let (paso, _) = self.un_lugar(&donde, tarea);
        paso.ejecuciones.insert(posicion - 1, (id, nueva));
    }

    async fn cambiar_ejecucion(&mut self) {
        let Some(donde) = self.una_actividad() else { return };
        let tareas = self.actividad(&donde).tareas.len();
        let tarea = (tareas > 0).then(|| self.azar.hasta(tareas));
        let horas = Decimal::new(i64::try_from(self.azar.hasta(9_999)).unwrap(), 3);
        let (paso, _) = self.un_lugar(&donde, tarea);
        let Some((id, ejecucion)) = paso.ejecuciones.last_mut() else { return };
        let sin = horas.is_zero();
        (ejecucion.duracion, ejecucion.frecuencia) = (Some(horas), if sin { None } else { ejecucion.frecuencia });
        if sin {
            (ejecucion.periodo, ejecucion.veces) = (None, None);
        }
        let mut input = json!({ "id": id, "duracion": horas.to_string() });
        if sin {
            input["frecuenciaMensual"] = Value::Null;
        }
        self.taller.hacer("cambiarEjecucion", &input).await;
    }

    /// Units, puestos and entered numbers.
    async fn organizar(&mut self) {
        let nombre = self.nombre();
        let filas: Vec<Ejecucion> = self.arbol.filas().into_iter().cloned().collect();
        let Self { taller, organigrama, azar, .. } = self;
        if let Some(Recodificado { puesto, correlativo }) = organigrama.paso(taller, azar, nombre, &filas).await {
            let suyas = self.arbol.filas_mut().into_iter().filter(|e| e.puesto == Some(puesto));
            suyas.for_each(|e| e.correlativo = Some(correlativo.clone()));
            let modelos = self.mapa.matrices[0].ejecuciones.iter_mut().filter(|e| e.puesto == Some(puesto));
            modelos.for_each(|e| e.correlativo = Some(correlativo.clone()));
        }
    }

    /// A proposed puesto is called otherwise, in all its executions.
    async fn cambiar_propuesto(&mut self) {
        let ids: Vec<String> = self.arbol.ejecuciones().into_iter().flatten().collect();
        if ids.is_empty() {
            return;
        }
        let i = self.azar.hasta(ids.len());
        let propuesto = self.taller.de("Ejecucion", &ids[i], "puestoPropuesto { id }").await;
        let nombre = self.nombre();
        let input = json!({ "id": propuesto["puestoPropuesto"]["id"], "nombre": nombre });
        self.taller.hacer("cambiarPuestoPropuesto", &input).await;
        let clase = |e: &Ejecucion| {
            let nombre = e.propuesto.nombre.as_deref().map(clave);
            (e.unidad, Propuesto { nombre, ..e.propuesto.clone() })
        };
        let propia = clase(self.arbol.filas()[i]);
        let suyas = self.arbol.filas_mut().into_iter().filter(|e| clase(e) == propia);
        suyas.for_each(|e| e.propuesto.nombre = Some(nombre.clone()));
    }

    async fn renombrar(&mut self) {
        let Some(donde) = self.una_actividad() else { return };
        let nombre = self.nombre();
        let id = self.actividad(&donde).id.clone();
        self.taller.hacer("cambiarActividad", &json!({ "id": id, "nombre": nombre })).await;
        self.actividad(&donde).nombre = nombre;
    }
}

/// Levels and type of a branch below its new parent.
fn bajar(rama: &mut Rama, pasos: i16, arriba: Option<&Proceso>) {
    let proceso = rama.proceso.as_mut().unwrap();
    proceso.nivel += pasos;
    proceso.tipo = arriba.and_then(|p| p.tipo).or(proceso.tipo);
    rama.subprocesos.iter_mut().for_each(|hija| bajar(hija, pasos, arriba));
}
