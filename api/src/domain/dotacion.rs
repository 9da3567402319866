//! From executions to proposed puestos with their figures: the grain at which dotación is rounded.
//!
//! A proposed puesto is (unidad, name, grupo, familia, rol, nivel). Each present puesto counts once in a matrix: on
//! the first proposed puesto that one of its rows names, so that its occupied positions are never counted twice.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::carga;
use super::catalogo::Catalogo;
use super::decimal::{CENTIMO, MICRO, PICO, a_entero, de_entero};
use super::error::Error;
use super::modelo::{Ejecucion, Mapa, Matriz, Propuesto};
use super::texto::clave;

/// How the need of a proposed puesto is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// By the workload of its executions.
    Carga,
    /// Entered: FP, DP, advisers of alta dirección.
    Ingresada,
    /// Not measured by its grupo, and not entered yet: missing, never 0.
    PorIngresar,
    /// Executions that name nobody: hours without a puesto, missing need.
    SinEjecutor,
}

impl Base {
    /// Its number in the database.
    pub const fn codigo(self) -> i16 {
        match self {
            Self::Carga => 1,
            Self::Ingresada => 2,
            Self::PorIngresar => 3,
            Self::SinEjecutor => 4,
        }
    }

    /// The basis of that number.
    pub const fn de_codigo(codigo: i16) -> Option<Self> {
        match codigo {
            1 => Some(Self::Carga),
            2 => Some(Self::Ingresada),
            3 => Some(Self::PorIngresar),
            4 => Some(Self::SinEjecutor),
            _ => None,
        }
    }
}

/// A proposed puesto in its unidad, with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PuestoPropuesto {
    /// Its unit, in [`Mapa::unidades`].
    pub unidad: Option<usize>,
    /// Name.
    pub nombre: String,
    /// Grupo, familia, rol, nivel.
    pub clasificacion: Propuesto,
    /// How its need is known.
    pub base: Base,
    /// Ground of an entered number.
    pub sustento: Option<String>,
    /// Present puestos that count here, in [`Mapa::puestos`].
    pub puestos: Vec<usize>,
    /// Occupied positions of those puestos; `None` when one of them was not said.
    pub actual: Option<i32>,
    /// Hours a month before tiempo suplementario, in 10⁻¹² h; `None` when no execution has times.
    pub horas_pico: Option<i64>,
    /// Executions with frequency and duration.
    pub con_tiempo: i32,
    /// Executions without.
    pub sin_tiempo: i32,
    /// Need in positions; `None` is missing, not zero.
    pub segun_cargas: Option<i32>,
    /// Monthly cost of the occupied positions whose remuneration is known, in céntimos.
    pub costo_centimos: Option<i64>,
    /// Present puestos whose remuneration is known.
    pub con_remuneracion: i32,
}

impl PuestoPropuesto {
    /// según cargas − actual, when both are known.
    pub fn brecha(&self) -> Option<i32> {
        Some(self.segun_cargas? - self.actual?)
    }
}

/// The proposed puestos of a matrix.
#[derive(Debug, Clone, Default)]
pub struct Dotacion {
    /// In order of first appearance.
    pub puestos: Vec<PuestoPropuesto>,
    /// For each execution of the matrix, its proposed puesto.
    pub de_ejecucion: Vec<usize>,
}

/// Hours of an execution in 10⁻¹² h: frequency × duration, exactly.
pub fn horas_pico(ejecucion: &Ejecucion) -> Result<Option<i64>, Error> {
    let (Some(frecuencia), Some(duracion)) = (ejecucion.frecuencia, ejecucion.duracion) else {
        return Ok(None);
    };
    let producto = a_entero(frecuencia, MICRO)?.checked_mul(a_entero(duracion, MICRO)?);
    producto.map(Some).ok_or_else(|| Error::NumeroFueraDeRango(format!("{frecuencia} × {duracion}")))
}

/// The proposed puestos of `matriz` and their figures, with positions rounded at `umbral`.
pub fn calcular(mapa: &Mapa, matriz: &Matriz, catalogo: &Catalogo, umbral: Decimal) -> Result<Dotacion, Error> {
    let mut calculo = Calculo {
        mapa,
        asignado: vec![None; mapa.puestos.len()],
        indice: HashMap::new(),
        dotacion: Dotacion::default(),
    };
    let clasificaciones = clasificaciones(mapa, matriz);
    for ejecucion in &matriz.ejecuciones {
        calculo.sumar_ejecucion(ejecucion, &clasificaciones)?;
    }
    calculo.ingresar_no_medidos(catalogo);
    calculo.agregar_puestos_sin_ejecucion();
    let Calculo { mut dotacion, .. } = calculo;
    for puesto in &mut dotacion.puestos {
        completar(puesto, mapa, catalogo, umbral)?;
    }
    Ok(dotacion)
}

/// (unit, key of the name) of a proposed puesto.
type Lugar = (Option<usize>, String);

struct Calculo<'a> {
    mapa: &'a Mapa,
    /// Proposed puesto on which each present one counts.
    asignado: Vec<Option<usize>>,
    indice: HashMap<(Lugar, Propuesto), usize>,
    dotacion: Dotacion,
}

/// Unit and proposed name of an execution; no name when it names nobody.
fn lugar_y_nombre(mapa: &Mapa, ejecucion: &Ejecucion) -> (Option<usize>, Option<String>) {
    let puesto = ejecucion.puesto.and_then(|i| mapa.puestos.get(i));
    let unidad = ejecucion.unidad.or_else(|| puesto.and_then(|p| p.unidad));
    let nombre = ejecucion.propuesto.nombre.clone().or_else(|| ejecucion.ejecutor.clone());
    (unidad, nombre.or_else(|| puesto.map(|p| p.nombre.clone())))
}

/// First classification given for each (unit, name): a row that leaves its own blank takes it.
fn clasificaciones(mapa: &Mapa, matriz: &Matriz) -> HashMap<Lugar, Propuesto> {
    let mut primeras = HashMap::new();
    for ejecucion in &matriz.ejecuciones {
        if let (unidad, Some(nombre)) = lugar_y_nombre(mapa, ejecucion)
            && ejecucion.propuesto.grupo.is_some()
        {
            primeras.entry((unidad, clave(&nombre))).or_insert_with(|| sin_nombre(&ejecucion.propuesto));
        }
    }
    primeras
}

fn sin_nombre(propuesto: &Propuesto) -> Propuesto {
    Propuesto { nombre: None, ..propuesto.clone() }
}

/// `propia` with its blanks taken from `primera`, as long as they agree on what both give.
fn completada(propia: &Propuesto, primera: Option<&Propuesto>) -> Propuesto {
    fn de_acuerdo<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
        a.is_none() || a == b
    }
    let Some(primera) = primera else { return sin_nombre(propia) };
    let compatible = de_acuerdo(propia.grupo.as_ref(), primera.grupo.as_ref())
        && de_acuerdo(propia.familia.as_ref(), primera.familia.as_ref())
        && de_acuerdo(propia.rol.as_ref(), primera.rol.as_ref())
        && de_acuerdo(propia.nivel.as_ref(), primera.nivel.as_ref());
    if compatible { primera.clone() } else { sin_nombre(propia) }
}

impl Calculo<'_> {
    fn sumar_ejecucion(&mut self, ejecucion: &Ejecucion, clases: &HashMap<Lugar, Propuesto>) -> Result<(), Error> {
        let (unidad, nombre) = lugar_y_nombre(self.mapa, ejecucion);
        let propuesto = if let Some(nombre) = nombre {
            let lugar = (unidad, clave(&nombre));
            let clasificacion = completada(&ejecucion.propuesto, clases.get(&lugar));
            self.propuesto(lugar, nombre, clasificacion, Base::Carga)
        } else {
            self.propuesto((unidad, String::new()), SIN_EJECUTOR.to_owned(), Propuesto::default(), Base::SinEjecutor)
        };
        if let Some(presente) = ejecucion.puesto
            && self.asignado[presente].is_none()
        {
            self.asignar(presente, propuesto);
        }
        let fila = &mut self.dotacion.puestos[propuesto];
        match horas_pico(ejecucion)? {
            None => fila.sin_tiempo += 1,
            Some(horas) => {
                fila.con_tiempo += 1;
                let suma = fila.horas_pico.unwrap_or(0).checked_add(horas);
                fila.horas_pico =
                    Some(suma.ok_or_else(|| Error::NumeroFueraDeRango(format!("horas de {}", fila.nombre)))?);
            }
        }
        self.dotacion.de_ejecucion.push(propuesto);
        Ok(())
    }

    fn propuesto(&mut self, lugar: Lugar, nombre: String, clasificacion: Propuesto, base: Base) -> usize {
        let puestos = &mut self.dotacion.puestos;
        let unidad = lugar.0;
        *self.indice.entry((lugar, clasificacion.clone())).or_insert_with(|| {
            puestos.push(PuestoPropuesto {
                unidad,
                nombre,
                clasificacion,
                base,
                sustento: None,
                puestos: Vec::new(),
                actual: None,
                horas_pico: None,
                con_tiempo: 0,
                sin_tiempo: 0,
                segun_cargas: None,
                costo_centimos: None,
                con_remuneracion: 0,
            });
            puestos.len() - 1
        })
    }

    fn asignar(&mut self, presente: usize, propuesto: usize) {
        self.asignado[presente] = Some(propuesto);
        self.dotacion.puestos[propuesto].puestos.push(presente);
    }

    /// A present puesto that no execution names stands for itself.
    fn propio(&mut self, presente: usize, clasificacion: Propuesto) -> usize {
        if let Some(ya) = self.asignado[presente] {
            return ya;
        }
        let puesto = &self.mapa.puestos[presente];
        let nombre = puesto.nombre_ajustado.as_ref().unwrap_or(&puesto.nombre).clone();
        let propuesto = self.propuesto((puesto.unidad, clave(&nombre)), nombre, clasificacion, Base::Carga);
        self.asignar(presente, propuesto);
        propuesto
    }

    fn ingresar_no_medidos(&mut self, catalogo: &Catalogo) {
        for entrada in &self.mapa.no_medidos {
            let clasificacion = Propuesto {
                nivel_organizacional: entrada.nivel_organizacional,
                grupo: entrada.grupo.clone(),
                familia: entrada.grupo.as_deref().and_then(|grupo| catalogo.familia_unica(grupo)),
                ..Propuesto::default()
            };
            let propuesto = self.propio(entrada.puesto, clasificacion);
            let fila = &mut self.dotacion.puestos[propuesto];
            fila.base = Base::Ingresada;
            fila.segun_cargas = Some(fila.segun_cargas.unwrap_or(0).saturating_add(entrada.posiciones));
            fila.sustento = fila.sustento.take().or_else(|| entrada.sustento.clone());
        }
    }

    fn agregar_puestos_sin_ejecucion(&mut self) {
        for presente in 0..self.mapa.puestos.len() {
            self.propio(presente, Propuesto::default());
        }
    }
}

/// Name under which executions that name nobody are kept.
pub const SIN_EJECUTOR: &str = "(sin ejecutor)";

/// What follows from the sums: actual, need, cost.
fn completar(fila: &mut PuestoPropuesto, mapa: &Mapa, catalogo: &Catalogo, umbral: Decimal) -> Result<(), Error> {
    let presentes = || fila.puestos.iter().filter_map(|i| mapa.puestos.get(*i));
    fila.actual = presentes().try_fold(0_i32, |suma, p| suma.checked_add(p.ocupados?));
    for (remuneracion, ocupados) in presentes().filter_map(|p| Some((p.remuneracion?, p.ocupados?))).collect::<Vec<_>>()
    {
        let costo = a_entero(remuneracion, CENTIMO)?.checked_mul(i64::from(ocupados));
        let suma = costo.and_then(|costo| fila.costo_centimos.unwrap_or(0).checked_add(costo));
        fila.costo_centimos = Some(suma.ok_or_else(|| Error::NumeroFueraDeRango(format!("costo de {}", fila.nombre)))?);
        fila.con_remuneracion += 1;
    }
    let naturaleza = fila.unidad.and_then(|i| mapa.naturaleza_de(i));
    let clasificacion = &fila.clasificacion;
    if fila.base == Base::Carga
        && !catalogo.se_mide(clasificacion.grupo.as_deref(), clasificacion.familia.as_deref(), naturaleza)
    {
        fila.base = Base::PorIngresar;
    }
    if let (Base::Carga, Some(horas)) = (fila.base, fila.horas_pico) {
        let posiciones = carga::posiciones(carga::servidores(de_entero(horas, PICO)), umbral)?;
        fila.segun_cargas =
            Some(i32::try_from(posiciones).map_err(|_| Error::NumeroFueraDeRango(posiciones.to_string()))?);
    }
    Ok(())
}
