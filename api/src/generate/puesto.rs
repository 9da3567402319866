//! The Mapeo de Puestos: heads of units and the people under them, and what each is proposed to become.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::azar::{Azar, por_peso};
use super::cargo::{self, Cargo};
use super::clasificacion::{Clasificador, DIRECTIVO, FUNCIONARIO, grupo_directivo};
use super::medidas::Medidas;
use super::nombre;
use super::unidad::Organigrama;
use super::vocabulario::{Area, palabras};
use crate::domain::modelo::{NoMedido, Propuesto, Puesto};

/// Someone who can execute tasks: a present puesto, or one that the improvements call for.
#[derive(Debug, Clone)]
pub(super) struct Ejecutor {
    /// In the Mapeo; `None` for a new puesto.
    pub(super) puesto: Option<usize>,
    pub(super) unidad: usize,
    pub(super) correlativo: Option<String>,
    pub(super) nombre: String,
    pub(super) propuesto: Propuesto,
    /// Whether its rows carry times.
    pub(super) medido: bool,
    /// Servidores that its rows shall add up to, in thousandths.
    pub(super) milesimas: i64,
}

/// The people of an entity.
#[derive(Default)]
pub(super) struct Plantilla {
    pub(super) puestos: Vec<Puesto>,
    pub(super) no_medidos: Vec<NoMedido>,
    pub(super) ejecutores: Vec<Ejecutor>,
    /// Positions in `ejecutores`, by unit.
    pub(super) por_unidad: Vec<Vec<usize>>,
}

/// What every step of the making of a [`Plantilla`] needs.
struct Taller<'a> {
    azar: &'a mut Azar,
    clases: &'a Clasificador<'a>,
    /// The one classification of each proposed name.
    vistos: HashMap<String, Propuesto>,
    /// Correlativo of the head of each unit.
    jefes: Vec<Option<String>>,
    correlativo: usize,
    salida: Plantilla,
}

/// Draws the puestos of every unit.
pub(super) fn plantilla(
    azar: &mut Azar,
    medidas: &Medidas,
    chart: &Organigrama,
    clases: &Clasificador<'_>,
) -> Plantilla {
    let pesos: Vec<usize> = chart.unidades.iter().map(|u| peso(azar, u.naturaleza.as_deref())).collect();
    let cuantos = por_peso(azar.entre(&medidas.puestos), &pesos);
    let salida = Plantilla { por_unidad: vec![Vec::new(); pesos.len()], ..Plantilla::default() };
    let jefes = vec![None; pesos.len()];
    let mut taller = Taller { azar, clases, vistos: HashMap::new(), jefes, correlativo: 0, salida };
    for (unidad, cuantos) in cuantos.into_iter().enumerate() {
        taller.jefe(medidas, chart, unidad);
        for _ in 1..cuantos {
            taller.servidor(chart, unidad);
        }
        if taller.azar.de_mil(250) {
            taller.nuevo(chart, unidad);
        }
    }
    taller.salida
}

/// Line organs hold most of the people.
fn peso(azar: &mut Azar, naturaleza: Option<&str>) -> usize {
    let base = match naturaleza {
        Some("LINEA" | "DESCONCENTRADO") => 12,
        Some("APOYO") => 8,
        Some("ASESORAMIENTO") => 6,
        _ => 4,
    };
    base + azar.menor_que(base)
}

impl Taller<'_> {
    /// The head of a unit. FP and DP have their number entered and execute nothing.
    fn jefe(&mut self, medidas: &Medidas, chart: &Organigrama, unidad: usize) {
        let (organo, area) = (&chart.unidades[unidad], chart.areas[unidad]);
        let nivel = organo.nivel_organizacional.unwrap_or(2);
        let grupo = grupo_directivo(medidas.perfil, nivel, unidad == 0);
        let nombre = cargo::jefatura(&organo.nombre);
        let ocupados = i32::from(!self.azar.de_mil(90));
        let superior = organo.padre.and_then(|padre| self.jefes[padre].clone());
        let mut puesto = self.puesto(area, unidad, nombre.clone(), ocupados, superior);
        puesto.confianza = Some(grupo != "CA" || self.azar.de_mil(200));
        puesto.cargo_estructural = Some(cargo::estructural_directivo(nivel).to_owned());
        puesto.clasificacion_cargo = Some(cargo::clasificacion_directiva(grupo).to_owned());
        puesto.remuneracion = Some(Decimal::from(self.azar.entero(17 - 3 * i64::from(nivel), 20) * 1_000));
        self.jefes[unidad] = Some(puesto.correlativo.clone());
        if matches!(grupo, FUNCIONARIO | DIRECTIVO) {
            self.no_medido(grupo, Some(nivel), 1);
        } else {
            let rol = area.especialidades.first().map_or("", |e| e.rol);
            let propuesto = self.clases.medido(grupo, rol, Some(3));
            self.ejecutor(chart, &puesto, Propuesto { nombre: Some(nombre), ..propuesto });
        }
        self.salida.puestos.push(puesto);
    }

    /// Anyone else. In alta dirección half are advisers, whose number is entered too.
    fn servidor(&mut self, chart: &Organigrama, unidad: usize) {
        let cargo = Cargo::elegir(self.azar, chart, unidad);
        let ocupados = cargo.ocupados(self.azar);
        let (presente, propuesto) = self.propuesta(&cargo);
        let superior = self.jefes[unidad].clone();
        let mut puesto = self.puesto(chart.areas[unidad], unidad, presente, ocupados, superior);
        puesto.confianza = Some(cargo.asesor || self.azar.de_mil(8));
        puesto.cargo_estructural = self.azar.de_mil(900).then(|| cargo.estructural());
        puesto.clasificacion_cargo = self.azar.de_mil(850).then(|| cargo.clasificacion().to_owned());
        puesto.remuneracion = self.azar.de_mil(880).then(|| cargo.remuneracion(self.azar));
        puesto.nombre_ajustado = propuesto.nombre.clone().filter(|nombre| *nombre != puesto.nombre);
        if cargo.asesor {
            self.no_medido(cargo.grupo, None, ocupados.max(1));
        }
        self.ejecutor(chart, &puesto, propuesto);
        // One present puesto becomes two proposed ones.
        if ocupados <= 2 && self.azar.de_mil(30) {
            let otro = Cargo::elegir(self.azar, chart, unidad);
            let (_, otro) = self.propuesta(&otro);
            self.ejecutor(chart, &Puesto { ocupados: Some(0), ..puesto.clone() }, otro);
        }
        self.salida.puestos.push(puesto);
    }

    /// A puesto that does not exist yet: a typed name without correlativo.
    fn nuevo(&mut self, chart: &Organigrama, unidad: usize) {
        let cargo = Cargo::elegir(self.azar, chart, unidad);
        let (_, propuesto) = self.propuesta(&cargo);
        let nombre = propuesto.nombre.clone().unwrap_or_else(|| cargo.nombre());
        let fantasma = Puesto { nombre, unidad: Some(unidad), ocupados: Some(0), ..Puesto::default() };
        self.ejecutor(chart, &fantasma, propuesto);
        if let Some(ultimo) = self.salida.ejecutores.last_mut() {
            (ultimo.puesto, ultimo.correlativo) = (None, None);
        }
    }

    /// The name of today and the proposal: mostly the same job; some are renamed, some keep their name unsaid.
    fn propuesta(&mut self, cargo: &Cargo) -> (String, Propuesto) {
        let otro = if self.azar.de_mil(120) { cargo.otro_nivel(self.azar) } else { *cargo };
        let nombre = otro.nombre();
        let clase = match self.vistos.get(&nombre) {
            Some(clase) => clase.clone(),
            None => otro.clase(self.clases),
        };
        self.vistos.insert(nombre.clone(), clase.clone());
        if otro.sin_clasificar || self.azar.de_mil(80) {
            return (nombre, clase);
        }
        let presente = if self.azar.de_mil(300) { cargo.nombre_antiguo(self.azar) } else { cargo.nombre() };
        (presente, Propuesto { nombre: Some(nombre), ..clase })
    }

    fn puesto(
        &mut self,
        area: &Area,
        unidad: usize,
        nombre: String,
        ocupados: i32,
        superior: Option<String>,
    ) -> Puesto {
        // Rows that were deleted leave gaps.
        self.correlativo += if self.azar.de_mil(15) { 2 } else { 1 };
        let regimen = self.clases.regimen(cargo::regimen(self.azar));
        let (codigo, texto) = regimen.map_or((None, None), |(codigo, texto)| (Some(codigo), Some(texto)));
        Puesto {
            correlativo: self.correlativo.to_string(),
            unidad: Some(unidad),
            nombre,
            regimen: codigo,
            regimen_texto: texto.map(|texto| cargo::como_se_escribe(self.azar, texto)),
            ocupados: Some(ocupados),
            superior,
            funciones: self.azar.de_mil(800).then(|| nombre::funciones(self.azar, area)),
            ..Puesto::default()
        }
    }

    /// The entered number of the puesto about to be pushed; a few are missing, as they are in life.
    fn no_medido(&mut self, grupo: &str, nivel: Option<i16>, posiciones: i32) {
        if self.azar.de_mil(60) {
            return;
        }
        self.salida.no_medidos.push(NoMedido {
            puesto: self.salida.puestos.len(),
            grupo: Some(grupo.to_owned()),
            nivel_organizacional: nivel,
            posiciones: posiciones + i32::from(self.azar.de_mil(40)),
            sustento: Some(self.azar.uno(&palabras().sustentos).to_owned()),
        });
    }

    /// Adds who executes as the puesto about to be pushed.
    fn ejecutor(&mut self, chart: &Organigrama, puesto: &Puesto, propuesto: Propuesto) {
        let unidad = puesto.unidad.unwrap_or(0);
        let medido = self.clases.se_mide(&propuesto, chart.unidades[unidad].naturaleza.as_deref());
        self.salida.por_unidad[unidad].push(self.salida.ejecutores.len());
        self.salida.ejecutores.push(Ejecutor {
            puesto: Some(self.salida.puestos.len()),
            unidad,
            correlativo: Some(puesto.correlativo.clone()),
            nombre: puesto.nombre.clone(),
            propuesto,
            medido,
            milesimas: cargo::servidores(self.azar, i64::from(puesto.ocupados.unwrap_or(0))),
        });
    }
}
