//! The organisation of a draft as a test keeps it: units in reading order, puestos in the order of the Mapeo, and how a random
//! edit changes them. An execution names both by handles that never change.

use quipu::domain::modelo::{Ejecucion, Mapa, NoMedido, Puesto, Unidad};
use serde_json::{Value, json};

use super::azar::Azar;
use super::taller::Taller;

/// A unit: its handle, that of the one above.
#[derive(Debug, Clone)]
pub(super) struct Rama {
    asa: usize,
    padre: Option<usize>,
    dato: Unidad,
}

/// A puesto: its handle, that of its unit.
#[derive(Debug, Clone)]
pub(super) struct Plaza {
    asa: usize,
    unidad: Option<usize>,
    ingresado: Option<NoMedido>,
    dato: Puesto,
}

/// Units, puestos, and their ids by handle.
#[derive(Debug, Clone)]
pub(super) struct Organigrama {
    unidades: Vec<Rama>,
    plazas: Vec<Plaza>,
    pub(super) ids_unidades: Vec<String>,
    pub(super) ids_puestos: Vec<String>,
}

/// What changed in a puesto that executions say as well.
pub(super) struct Recodificado {
    pub(super) puesto: usize,
    pub(super) correlativo: String,
}

impl Organigrama {
    /// Of a map whose rows have these ids.
    pub(super) fn de(mapa: &Mapa, ids_unidades: Vec<String>, ids_puestos: Vec<String>) -> Self {
        let lugares = quipu::domain::orden::de_unidades(&mapa.unidades);
        let mut unidades: Vec<(i32, Rama)> = mapa
            .unidades
            .iter()
            .zip(lugares)
            .enumerate()
            .map(|(asa, (u, lugar))| (lugar.orden, Rama { asa, padre: u.padre, dato: u.clone() }))
            .collect();
        unidades.sort_by_key(|(orden, _)| *orden);
        let ingresado = |asa: usize| mapa.no_medidos.iter().find(|n| n.puesto == asa).cloned();
        let plaza =
            |(asa, p): (usize, &Puesto)| Plaza { asa, unidad: p.unidad, ingresado: ingresado(asa), dato: p.clone() };
        let plazas = mapa.puestos.iter().enumerate().map(plaza).collect();
        let unidades = unidades.into_iter().map(|(_, rama)| rama).collect();
        Self { unidades, plazas, ids_unidades, ids_puestos }
    }

    /// The same as rows of a map, and the executions of its matrix with the positions that units and puestos have in it.
    pub(super) fn en(&self, mapa: &mut Mapa) {
        let de_unidad = |asa: Option<usize>| asa.map(|asa| self.unidades.iter().position(|u| u.asa == asa).unwrap());
        let de_puesto = |asa: Option<usize>| asa.map(|asa| self.plazas.iter().position(|p| p.asa == asa).unwrap());
        let unidad = |u: &Rama| Unidad { padre: de_unidad(u.padre), ..u.dato.clone() };
        mapa.unidades = self.unidades.iter().map(unidad).collect();
        mapa.puestos = self.plazas.iter().map(|p| Puesto { unidad: de_unidad(p.unidad), ..p.dato.clone() }).collect();
        let ingresado = |(i, p): (usize, &Plaza)| p.ingresado.clone().map(|n| NoMedido { puesto: i, ..n });
        mapa.no_medidos = self.plazas.iter().enumerate().filter_map(ingresado).collect();
        for e in &mut mapa.matrices[0].ejecuciones {
            (e.unidad, e.puesto) = (de_unidad(e.unidad), de_puesto(e.puesto));
        }
    }

    /// Whether unit and puesto of an execution are still there.
    pub(super) fn tiene(&self, fila: &Ejecucion) -> bool {
        fila.unidad.is_none_or(|asa| self.unidades.iter().any(|u| u.asa == asa))
            && fila.puesto.is_none_or(|asa| self.plazas.iter().any(|p| p.asa == asa))
    }

    /// Position of a unit's children in reading order: of each one, and one past the last below it.
    fn hijas(&self, padre: Option<usize>) -> (Vec<usize>, usize) {
        let hijas: Vec<usize> = (0..self.unidades.len()).filter(|i| self.unidades[*i].padre == padre).collect();
        let desde = padre.map_or(0, |asa| self.unidades.iter().position(|u| u.asa == asa).unwrap());
        (hijas, if padre.is_some() { self.fin(desde) } else { self.unidades.len() })
    }

    /// One past the last unit below the one at that position.
    fn fin(&self, desde: usize) -> usize {
        let mut asas = vec![self.unidades[desde].asa];
        let mut fin = desde + 1;
        while self.unidades.get(fin).and_then(|u| u.padre).is_some_and(|padre| asas.contains(&padre)) {
            asas.push(self.unidades[fin].asa);
            fin += 1;
        }
        fin
    }

    fn poner(&mut self, rama: Vec<Rama>, posicion: usize) {
        let (hijas, fin) = self.hijas(rama[0].padre);
        let lugar = hijas.get(posicion - 1).copied().unwrap_or(fin);
        self.unidades.splice(lugar..lugar, rama);
    }

    /// One edit; how a puesto is called from now on, when that changed.
    pub(super) async fn paso(
        &mut self,
        taller: &mut Taller,
        azar: &mut Azar,
        nombre: String,
        filas: &[Ejecucion],
    ) -> Option<Recodificado> {
        match azar.hasta(9) {
            0 => self.crear_unidad(taller, azar, nombre).await,
            1 => self.cambiar_unidad(taller, azar, nombre).await,
            2 => self.mover_unidad(taller, azar).await,
            3 => self.eliminar_unidad(taller, azar, filas).await,
            4 => self.crear_puesto(taller, azar, nombre).await,
            5 => return self.recodificar(taller, azar, nombre).await,
            6 => self.cambiar_puesto(taller, azar, nombre).await,
            7 => self.eliminar_puesto(taller, azar, filas).await,
            _ => self.ingresar(taller, azar).await,
        }
        None
    }

    async fn crear_unidad(&mut self, taller: &mut Taller, azar: &mut Azar, nombre: String) {
        let padre = (azar.hasta(3) > 0).then(|| self.unidades[azar.hasta(self.unidades.len())].asa);
        let posicion = azar.hasta(self.hijas(padre).0.len() + 1) + 1;
        let nivel = i16::try_from(azar.hasta(4)).unwrap();
        let naturaleza = ["LINEA", "APOYO", "ALTA_DIRECCION"][azar.hasta(3)];
        let input = json!({ "version": taller.borrador, "padre": padre.map(|asa| &self.ids_unidades[asa]), "posicion": posicion,
            "nombre": nombre, "naturaleza": naturaleza, "nivelOrganizacional": (nivel > 0).then_some(nivel) });
        let id = taller.id("crearUnidad", &input).await;
        let asa = self.ids_unidades.len();
        self.ids_unidades.push(id);
        let dato = Unidad {
            padre: None,
            sigla: None,
            nombre,
            naturaleza: Some(naturaleza.to_owned()),
            nivel_organizacional: (nivel > 0).then_some(nivel),
        };
        self.poner(vec![Rama { asa, padre, dato }], posicion);
    }

    async fn cambiar_unidad(&mut self, taller: &mut Taller, azar: &mut Azar, nombre: String) {
        let i = azar.hasta(self.unidades.len());
        let naturaleza = [Some("LINEA"), Some("APOYO"), Some("CONTROL_INSTITUCIONAL"), None][azar.hasta(4)];
        let nivel = i16::try_from(azar.hasta(3) + 1).unwrap();
        let unidad = &mut self.unidades[i];
        let input = json!({ "id": self.ids_unidades[unidad.asa], "nombre": nombre, "sigla": "S", "naturaleza": naturaleza,
            "nivelOrganizacional": nivel });
        taller.hacer("cambiarUnidad", &input).await;
        (unidad.dato.nombre, unidad.dato.sigla) = (nombre, Some("S".to_owned()));
        unidad.dato.naturaleza = naturaleza.map(str::to_owned);
        unidad.dato.nivel_organizacional = Some(nivel);
    }

    async fn mover_unidad(&mut self, taller: &mut Taller, azar: &mut Azar) {
        let i = azar.hasta(self.unidades.len());
        let mut rama: Vec<Rama> = self.unidades.drain(i..self.fin(i)).collect();
        let libre = self.unidades.len();
        let padre = (libre > 0 && azar.hasta(3) > 0).then(|| self.unidades[azar.hasta(libre)].asa);
        let posicion = azar.hasta(self.hijas(padre).0.len() + 1) + 1;
        let input = json!({ "id": self.ids_unidades[rama[0].asa], "padre": padre.map(|asa| &self.ids_unidades[asa]),
            "posicion": posicion });
        taller.hacer("moverUnidad", &input).await;
        rama[0].padre = padre;
        self.poner(rama, posicion);
    }

    /// A unit that nothing names goes; another is refused, and says so.
    async fn eliminar_unidad(&mut self, taller: &mut Taller, azar: &mut Azar, filas: &[Ejecucion]) {
        let i = azar.hasta(self.unidades.len());
        let fin = self.fin(i);
        let asas: Vec<usize> = self.unidades[i..fin].iter().map(|u| u.asa).collect();
        let suya = |unidad: Option<usize>| unidad.is_some_and(|asa| asas.contains(&asa));
        let usada = self.plazas.iter().any(|p| suya(p.unidad)) || filas.iter().any(|e| suya(e.unidad));
        let input = json!({ "id": self.ids_unidades[asas[0]], "conDescendientes": true });
        if usada {
            assert_eq!(taller.faltas("eliminarUnidad", &input).await, [("EN_USO".to_owned(), "input.id".to_owned())]);
            return;
        }
        if asas.len() < self.unidades.len() {
            taller.hacer("eliminarUnidad", &input).await;
            self.unidades.drain(i..fin);
        }
    }

    async fn crear_puesto(&mut self, taller: &mut Taller, azar: &mut Azar, nombre: String) {
        let unidad = Some(self.unidades[azar.hasta(self.unidades.len())].asa);
        let posicion = azar.hasta(self.plazas.len() + 1) + 1;
        let asa = self.ids_puestos.len();
        let (correlativo, ocupados) = (format!("{}", 100_000 + asa), i32::try_from(azar.hasta(5)).unwrap());
        let input = json!({ "version": taller.borrador, "posicion": posicion, "correlativo": correlativo, "nombre": nombre,
            "unidad": unidad.map(|asa| &self.ids_unidades[asa]), "ocupados": ocupados, "regimen": "DL1057", "confianza": true,
            "remuneracion": "1500.50" });
        let id = taller.id("crearPuesto", &input).await;
        self.ids_puestos.push(id);
        let dato = Puesto {
            correlativo,
            nombre,
            ocupados: Some(ocupados),
            regimen: Some("DL1057".to_owned()),
            confianza: Some(true),
            remuneracion: Some(rust_decimal::dec!(1500.50)),
            ..Puesto::default()
        };
        self.plazas.insert(posicion - 1, Plaza { asa, unidad, ingresado: None, dato });
    }

    async fn recodificar(&mut self, taller: &mut Taller, azar: &mut Azar, nombre: String) -> Option<Recodificado> {
        if self.plazas.is_empty() {
            return None;
        }
        let i = azar.hasta(self.plazas.len());
        let (puesto, antes) = (self.plazas[i].asa, self.plazas[i].dato.correlativo.clone());
        let correlativo = nombre;
        taller.hacer("cambiarPuesto", &json!({ "id": self.ids_puestos[puesto], "correlativo": correlativo })).await;
        self.plazas[i].dato.correlativo.clone_from(&correlativo);
        for plaza in self.plazas.iter_mut().filter(|p| p.dato.superior.as_ref() == Some(&antes)) {
            plaza.dato.superior = Some(correlativo.clone());
        }
        Some(Recodificado { puesto, correlativo })
    }

    async fn cambiar_puesto(&mut self, taller: &mut Taller, azar: &mut Azar, nombre: String) {
        if self.plazas.is_empty() {
            return;
        }
        let (i, ocupados) = (azar.hasta(self.plazas.len()), i32::try_from(azar.hasta(9)).unwrap());
        let unidad = (azar.hasta(4) > 0).then(|| self.unidades[azar.hasta(self.unidades.len())].asa);
        let superior = Some(self.plazas[azar.hasta(self.plazas.len())].dato.correlativo.clone());
        let plaza = &mut self.plazas[i];
        let input = json!({ "id": self.ids_puestos[plaza.asa], "nombre": nombre, "unidad": unidad.map(|asa| &self.ids_unidades[asa]),
            "ocupados": ocupados, "superiorCorrelativo": superior, "nombreAjustado": null });
        taller.hacer("cambiarPuesto", &input).await;
        (plaza.unidad, plaza.dato.nombre, plaza.dato.ocupados) = (unidad, nombre, Some(ocupados));
        (plaza.dato.superior, plaza.dato.nombre_ajustado) = (superior, None);
    }

    async fn eliminar_puesto(&mut self, taller: &mut Taller, azar: &mut Azar, filas: &[Ejecucion]) {
        if self.plazas.is_empty() {
            return;
        }
        let i = azar.hasta(self.plazas.len());
        let Plaza { asa, dato, .. } = &self.plazas[i];
        let superior = |p: &Plaza| p.asa != *asa && p.dato.superior.as_ref() == Some(&dato.correlativo);
        let usado = self.plazas.iter().any(superior) || filas.iter().any(|e| e.puesto == Some(*asa));
        let input = json!({ "id": self.ids_puestos[*asa] });
        if usado {
            assert_eq!(taller.faltas("eliminarPuesto", &input).await, [("EN_USO".to_owned(), "input.id".to_owned())]);
        } else {
            taller.hacer("eliminarPuesto", &input).await;
            self.plazas.remove(i);
        }
    }

    async fn ingresar(&mut self, taller: &mut Taller, azar: &mut Azar) {
        if self.plazas.is_empty() {
            return;
        }
        let (i, posiciones) = (azar.hasta(self.plazas.len()), i32::try_from(azar.hasta(4)).unwrap());
        let plaza = &mut self.plazas[i];
        let id = json!(self.ids_puestos[plaza.asa]);
        if plaza.ingresado.take().is_some() {
            taller.hacer("retirarDotacion", &json!({ "puesto": id })).await;
            return;
        }
        let input: Value = json!({ "puesto": id, "posiciones": posiciones, "grupo": "DP", "nivelOrganizacional": 2,
            "sustento": "ROF" });
        taller.hacer("ingresarDotacion", &input).await;
        plaza.ingresado = Some(NoMedido {
            puesto: 0,
            grupo: Some("DP".to_owned()),
            nivel_organizacional: Some(2),
            posiciones,
            sustento: Some("ROF".to_owned()),
        });
    }
}
