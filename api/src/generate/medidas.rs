//! How large an entity is: section 10 of the domain's description, by class of entity.

use std::ops::RangeInclusive;

/// A range from which a size is drawn.
pub type Rango = RangeInclusive<usize>;

/// What kind of body it is: which organs it has, what they are called and what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Perfil {
    /// A ministry: despachos, direcciones generales.
    Ministerio,
    /// Any other national or regional body, company or programme.
    Organismo,
    /// A municipality: alcaldía, gerencias, subgerencias.
    Municipalidad,
}

/// What the map says of the time before improvements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Actual {
    /// Only the matriz ajustada.
    #[default]
    Ausente,
    /// Both matrices; the matriz actual says who executes, as the workbook asks.
    SinTiempos,
    /// Both matrices; the entity measured its times before improving too.
    ConTiempos,
}

/// The sizes of one entity's map; each is drawn from its range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medidas {
    /// Kind of body.
    pub perfil: Perfil,
    /// Whether the matriz actual is made too.
    pub actual: Actual,
    /// Órganos and unidades.
    pub unidades: Rango,
    /// Rows of the Mapeo de Puestos.
    pub puestos: Rango,
    /// Processes of level 0.
    pub macroprocesos: Rango,
    /// Processes of every level, the macroprocesos among them.
    pub procesos: Rango,
    /// Deepest level of a branch (drawn for each macroproceso); level 0 always stands.
    pub niveles: RangeInclusive<i16>,
    /// Activities.
    pub actividades: Rango,
    /// Tasks of the matriz ajustada.
    pub tareas: Rango,
    /// Puestos that execute one task: mostly the fewest.
    pub ejecuciones_por_tarea: Rango,
}

impl Medidas {
    /// A normal national body: 2,000 to 6,000 rows.
    pub fn organismo() -> Self {
        Self {
            perfil: Perfil::Organismo,
            actual: Actual::Ausente,
            unidades: 20..=45,
            puestos: 100..=500,
            macroprocesos: 15..=20,
            procesos: 100..=200,
            niveles: 1..=4,
            actividades: 800..=2_000,
            tareas: 2_000..=4_800,
            ejecuciones_por_tarea: 1..=3,
        }
    }

    /// A ministry: two or three times a normal body.
    pub fn ministerio() -> Self {
        Self {
            perfil: Perfil::Ministerio,
            unidades: 45..=90,
            puestos: 300..=1_100,
            macroprocesos: 16..=24,
            procesos: 220..=480,
            actividades: 1_800..=4_500,
            tareas: 5_000..=12_000,
            ..Self::organismo()
        }
    }

    /// A small municipality: about 300 rows.
    pub fn municipalidad() -> Self {
        Self {
            perfil: Perfil::Municipalidad,
            unidades: 9..=14,
            puestos: 15..=40,
            macroprocesos: 6..=10,
            procesos: 20..=40,
            niveles: 1..=2,
            actividades: 60..=110,
            tareas: 200..=280,
            ..Self::organismo()
        }
    }

    /// A small company, programme or project.
    pub fn menor() -> Self {
        Self {
            unidades: 10..=18,
            puestos: 25..=70,
            macroprocesos: 8..=14,
            procesos: 35..=70,
            niveles: 1..=3,
            actividades: 120..=260,
            tareas: 350..=700,
            ..Self::organismo()
        }
    }

    /// The usual sizes of a class of entity, as the catalogue names it.
    pub fn de_clase(clasificacion: &str) -> Self {
        match clasificacion {
            "MINISTERIO" => Self::ministerio(),
            "GOBIERNO_LOCAL" => Self::municipalidad(),
            "EMPRESA_DEL_ESTADO" | "PROGRAMA_O_PROYECTO" | "OTRA" => Self::menor(),
            _ => Self::organismo(),
        }
    }

    /// The same kind of body with exactly so many tasks, and everything else in proportion.
    #[must_use]
    pub fn con_tareas(self, tareas: usize) -> Self {
        let entre = |menos: usize, mas: usize, minimo: usize| {
            let desde = (tareas / menos).max(minimo);
            desde..=(tareas / mas).max(desde)
        };
        Self {
            unidades: entre(160, 100, 9),
            puestos: entre(27, 13, 10),
            macroprocesos: if tareas < 1_000 { 6..=12 } else { 15..=20 },
            procesos: entre(40, 25, 20),
            actividades: entre(4, 3, 40),
            tareas: tareas..=tareas,
            ..self
        }
    }

    /// With the matriz actual as said.
    #[must_use]
    pub fn con_actual(self, actual: Actual) -> Self {
        Self { actual, ..self }
    }

    /// Tasks in the middle of the range.
    pub fn tareas_medias(&self) -> usize {
        usize::midpoint(*self.tareas.start(), *self.tareas.end())
    }
}
