//! One job: what it is called, how it is paid and how many people hold it.

use rust_decimal::Decimal;

use super::azar::Azar;
use super::clasificacion::{CARRERA, COMPLEMENTARIO, Clasificador, DIRECTIVO, FUNCIONARIO};
use super::unidad::Organigrama;
use super::vocabulario::Especialidad;
use crate::domain::modelo::Propuesto;

/// What a puesto does and at which level. Its clean name says its whole classification.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cargo {
    pub(super) grupo: &'static str,
    materia: Especialidad,
    /// 0 … 3 for CA1 … CA4.
    nivel: Option<usize>,
    pub(super) asesor: bool,
    /// Not classified yet: a gap in what the entity sent.
    pub(super) sin_clasificar: bool,
}

/// Complementary jobs: the whole name and the rol.
const COMPLEMENTARIOS: [Especialidad; 7] = [
    Especialidad { nombre: "Asistente Administrativo(a)", rol: "CO-02-01" },
    Especialidad { nombre: "Secretario(a)", rol: "CO-02-01" },
    Especialidad { nombre: "Conserje", rol: "CO-02-02" },
    Especialidad { nombre: "Notificador(a)", rol: "CO-02-02" },
    Especialidad { nombre: "Chofer", rol: "CO-01-03" },
    Especialidad { nombre: "Técnico(a) de Mantenimiento", rol: "CO-01-03" },
    Especialidad { nombre: "Auxiliar de Almacén", rol: "CO-01-02" },
];
const OPERADOR: Especialidad = Especialidad { nombre: "Operador(a) de Campo", rol: "CO-01-01" };
const ASESOR: Especialidad = Especialidad { nombre: "Asesor(a) de la Alta Dirección", rol: "CO-03-01" };
/// Every kind of unit has someone who administers; in a line organ that familia stands outside table 4-11.
const ADMINISTRACION: Especialidad = Especialidad { nombre: "Gestión Administrativa", rol: "CA-02-04" };

const NIVELES: [(&str, &str, &str); 4] = [
    ("Asistente en", "Técnico(a) en", "SP-AP"),
    ("Analista de", "Profesional II en", "SP-ES"),
    ("Especialista en", "Profesional IV en", "SP-ES"),
    ("Ejecutivo(a) de", "Experto(a) principal en", "SP-EJ"),
];

impl Cargo {
    /// A job for a unit.
    pub(super) fn elegir(azar: &mut Azar, chart: &Organigrama, unidad: usize) -> Self {
        let naturaleza = chart.unidades[unidad].naturaleza.as_deref();
        if naturaleza == Some("ALTA_DIRECCION") && azar.de_mil(450) {
            return Self { asesor: true, ..Self::complementario(ASESOR) };
        }
        if azar.de_mil(240) {
            let operador = matches!(naturaleza, Some("LINEA" | "DESCONCENTRADO")) && azar.de_mil(600);
            return Self::complementario(if operador { OPERADOR } else { azar.uno(&COMPLEMENTARIOS) });
        }
        let propias = &chart.areas[unidad].especialidades;
        let materia = if azar.de_mil(60) { ADMINISTRACION } else { azar.uno(propias) };
        let nivel = Some(azar.segun_peso(&[25, 40, 27, 8]));
        Self { grupo: CARRERA, materia, nivel, asesor: false, sin_clasificar: azar.de_mil(25) }
    }

    fn complementario(materia: Especialidad) -> Self {
        Self { grupo: COMPLEMENTARIO, materia, nivel: None, asesor: false, sin_clasificar: false }
    }

    /// The same job one level up or down.
    pub(super) fn otro_nivel(&self, azar: &mut Azar) -> Self {
        let sube = azar.de_mil(400);
        Self { nivel: self.nivel.map(|n| if sube { (n + 1).min(3) } else { n.saturating_sub(1) }), ..*self }
    }

    /// «Analista de Presupuesto Público».
    pub(super) fn nombre(&self) -> String {
        let materia = self.materia.nombre;
        match self.nivel {
            _ if self.sin_clasificar => format!("Colaborador(a) de {materia}"),
            Some(nivel) => format!("{} {materia}", NIVELES[nivel].0),
            None => materia.to_owned(),
        }
    }

    /// What such a job was called before: «Profesional II en Presupuesto Público».
    pub(super) fn nombre_antiguo(&self, azar: &mut Azar) -> String {
        let grado = azar.uno(&["I", "II", "III"]);
        match self.nivel {
            Some(nivel) => format!("{} {}", NIVELES[nivel].1, self.materia.nombre),
            None => format!("{} {grado}", self.materia.nombre),
        }
    }

    /// Its classification, without a name.
    pub(super) fn clase(&self, clases: &Clasificador<'_>) -> Propuesto {
        if self.sin_clasificar {
            return Propuesto::default();
        }
        clases.medido(self.grupo, self.materia.rol, self.nivel)
    }

    /// Occupied positions: mostly one, some none, up to a dozen operators.
    pub(super) fn ocupados(&self, azar: &mut Azar) -> i32 {
        let hasta = if self.grupo == COMPLEMENTARIO && !self.asesor { 12 } else { 7 };
        let ocupados = match azar.segun_peso(&[10, 44, 20, 11, 15]) {
            4 => azar.entero(4, hasta),
            pocos => i64::try_from(pocos).unwrap_or(0),
        };
        i32::try_from(ocupados).unwrap_or(0)
    }

    pub(super) fn estructural(&self) -> String {
        match self.nivel {
            Some(nivel) => {
                ["Técnico Administrativo", "Especialista I", "Especialista III", "Ejecutivo"][nivel].to_owned()
            }
            None => "Auxiliar del Sistema Administrativo".to_owned(),
        }
    }

    pub(super) fn clasificacion(&self) -> &'static str {
        self.nivel.map_or(if self.asesor { "EC" } else { "SP-AP" }, |nivel| NIVELES[nivel].2)
    }

    /// Soles a month, some with céntimos.
    pub(super) fn remuneracion(&self, azar: &mut Azar) -> Decimal {
        let (desde, hasta) = match self.nivel {
            _ if self.asesor => (9_000, 15_000),
            None => (1_130, 2_800),
            Some(0) => (1_800, 3_500),
            Some(1) => (3_000, 6_000),
            Some(2) => (5_500, 9_000),
            Some(_) => (8_500, 13_000),
        };
        let soles = azar.entero(desde / 50, hasta / 50) * 50;
        let centimos = if azar.de_mil(200) { azar.entero(1, 99) } else { 0 };
        Decimal::new(soles * 100 + centimos, 2).normalize()
    }
}

/// Name of the head of a unit: «Director(a) General de Salud Pública».
pub(super) fn jefatura(unidad: &str) -> String {
    const PREFIJOS: [(&str, &str); 11] = [
        ("Despacho Ministerial", "Ministro(a)"),
        ("Despacho Viceministerial de ", "Viceministro(a) de "),
        ("Secretaría General", "Secretario(a) General"),
        ("Presidencia Ejecutiva", "Presidente(a) Ejecutivo(a)"),
        ("Alcaldía", "Alcalde(sa)"),
        ("Dirección ", "Director(a) "),
        ("Subdirección ", "Subdirector(a) "),
        ("Gerencia ", "Gerente(a) "),
        ("Subgerencia ", "Subgerente(a) "),
        ("Procuraduría Pública", "Procurador(a) Público(a)"),
        ("Oficina General ", "Director(a) de la Oficina General "),
    ];
    for (prefijo, cargo) in PREFIJOS {
        if let Some(resto) = unidad.strip_prefix(prefijo) {
            return format!("{cargo}{resto}");
        }
    }
    let articulo = if unidad.starts_with("Oficina") || unidad.starts_with("Unidad") { "de la" } else { "del" };
    format!("Jefe(a) {articulo} {unidad}")
}

pub(super) fn estructural_directivo(nivel: i16) -> &'static str {
    match nivel {
        1 => "Titular o miembro de la Alta Dirección",
        2 => "Director de Sistema Administrativo III",
        _ => "Director de Sistema Administrativo I",
    }
}

pub(super) fn clasificacion_directiva(grupo: &str) -> &'static str {
    match grupo {
        FUNCIONARIO => "FP",
        DIRECTIVO => "SP-DS",
        _ => "SP-EJ",
    }
}

/// Code of a régimen, as common as it is in the State.
pub(super) fn regimen(azar: &mut Azar) -> &'static str {
    const REGIMENES: [&str; 6] = ["DL276", "DL728", "DL1057", "L30057", "CARRERA_ESPECIAL", "LOCACION"];
    REGIMENES[azar.segun_peso(&[25, 20, 43, 6, 3, 3])]
}

/// The régimen as someone types it.
pub(super) fn como_se_escribe(azar: &mut Azar, texto: String) -> String {
    if azar.de_mil(600) { texto.replace("Decreto Legislativo", "D. Leg.") } else { texto }
}

/// Servidores that a puesto's rows add up to, in thousandths: near what is occupied, with gaps both ways.
pub(super) fn servidores(azar: &mut Azar, ocupados: i64) -> i64 {
    let brecha = match azar.segun_peso(&[58, 19, 15, 3, 5]) {
        0 => azar.entero(-400, 500),
        1 => azar.entero(600, 1_900),
        2 => azar.entero(-1_900, -600),
        3 => azar.entero(2_000, 5_500),
        _ => azar.entero(-4_900, -2_000),
    };
    (ocupados * 1_000 + brecha).min(ocupados * 1_500 + 2_200).max(80 + azar.entero(0, 300))
}
