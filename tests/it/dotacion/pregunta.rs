//! Questions to the aggregate: random dimensions and conditions, as a document and as what it means.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use super::atomo::{Atomo, DE_PROCESO, DIMENSIONES, NATURALEZA};
use super::mundo::{Entidad, Matriz, hacia_arriba, texto};
use super::recomputo::Recomputo;

/// Conditions on the value of one dimension: its argument and its place.
const CATALOGOS: [(&str, usize); 7] = [
    ("naturaleza", NATURALEZA),
    ("grupo", 8),
    ("familia", 9),
    ("rol", 10),
    ("nivel", 11),
    ("regimen", 12),
    ("tipoProceso", DE_PROCESO),
];

/// A question, before it is known what there is to ask about.
#[derive(Debug, Clone)]
pub(super) struct Azar {
    dimensiones: Vec<usize>,
    /// Which condition, and which value of those that exist.
    condiciones: Vec<(usize, Index)>,
    entidades: Option<(bool, Index)>,
}

/// Up to three dimensions, up to two conditions on puestos and processes, perhaps one on entities.
pub(super) fn azar() -> impl Strategy<Value = Azar> {
    let dimensiones = proptest::sample::subsequence((0..DIMENSIONES.len()).collect::<Vec<_>>(), 0..=3).prop_shuffle();
    let condiciones = proptest::collection::vec((0..CATALOGOS.len() + 4, any::<Index>()), 0..=2);
    let entidades = proptest::option::weighted(0.3, (any::<bool>(), any::<Index>()));
    (dimensiones, condiciones, entidades).prop_map(|(dimensiones, condiciones, entidades)| Azar {
        dimensiones,
        condiciones,
        entidades,
    })
}

/// A condition on puestos and processes.
#[derive(Debug, Clone)]
enum Condicion {
    Valor(usize, String),
    DentroDeUnidad(String),
    DentroDeProceso(String),
    BrechaMinima(i64),
    Base(String),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Pregunta {
    pub(super) dimensiones: Vec<usize>,
    condiciones: Vec<Condicion>,
    sector: Option<String>,
    codigo: Option<String>,
}

impl Azar {
    /// The question over what there is.
    pub(super) fn concretar(&self, datos: &Recomputo) -> Pregunta {
        let elegir = |valores: Vec<String>, i: &Index| (!valores.is_empty()).then(|| i.get(&valores).clone());
        let de = |d: usize| -> Vec<String> {
            let mut valores: Vec<String> = datos.ejecuciones.iter().filter_map(|a| a.valores[d].clone()).collect();
            valores.sort_unstable();
            valores.dedup();
            valores
        };
        let nodos = |cual: fn(&Matriz) -> &Vec<Value>| -> Vec<String> {
            let matrices = datos.mundo.entidades.iter().filter_map(|e| e.matriz.as_ref());
            matrices.flat_map(cual).filter_map(|nodo| texto(&nodo["id"])).collect()
        };
        let condicion = |(cual, i): &(usize, Index)| match CATALOGOS.get(*cual) {
            Some((_, d)) => elegir(de(*d), i).map(|v| Condicion::Valor(*d, v)),
            None => match cual - CATALOGOS.len() {
                0 => elegir(nodos(|m| &m.unidades), i).map(Condicion::DentroDeUnidad),
                1 => elegir(nodos(|m| &m.procesos), i).map(Condicion::DentroDeProceso),
                2 => Some(Condicion::BrechaMinima(i64::try_from(i.index(5)).unwrap() - 2)),
                _ => elegir(datos.puestos.iter().map(|p| p.base.clone()).collect(), i).map(Condicion::Base),
            },
        };
        // One argument holds one list: of two conditions of a kind the second would replace the first.
        let mut condiciones: Vec<Condicion> = self.condiciones.iter().filter_map(condicion).collect();
        condiciones.dedup_by_key(|c| c.argumento().0);
        let entidades = datos.mundo.entidades.iter().filter(|e| e.matriz.is_some());
        let elegida = self.entidades.map(|(por_sector, i)| {
            let entidad = *i.get(&entidades.collect::<Vec<_>>());
            if por_sector { (Some(entidad.sector.clone()), None) } else { (None, Some(entidad.codigo.clone())) }
        });
        let (sector, codigo) = elegida.unwrap_or_default();
        Pregunta { dimensiones: self.dimensiones.clone(), condiciones, sector, codigo }
    }
}

impl Condicion {
    /// The argument that says it, and its value.
    fn argumento(&self) -> (&'static str, String) {
        match self {
            Self::Valor(d, valor) => {
                let (nombre, _) = CATALOGOS.iter().find(|(_, otra)| otra == d).unwrap();
                (nombre, if *d == DE_PROCESO { format!("[{valor}]") } else { format!("[\"{valor}\"]") })
            }
            Self::DentroDeUnidad(id) => ("unidad", format!("[\"{id}\"]")),
            Self::DentroDeProceso(id) => ("proceso", format!("[\"{id}\"]")),
            Self::BrechaMinima(n) => ("puesto", format!("{{ brecha: {{ min: {n} }} }}")),
            Self::Base(base) => ("puesto", format!("{{ base: [{base}] }}")),
        }
    }

    fn cumple(&self, atomo: &Atomo) -> bool {
        match self {
            Self::Valor(d, valor) => atomo.valores[*d].as_ref() == Some(valor),
            Self::DentroDeUnidad(id) | Self::DentroDeProceso(id) => atomo.dentro_de.contains(id),
            Self::BrechaMinima(n) => atomo.segun.zip(atomo.actual).is_some_and(|(s, a)| s - a >= *n),
            Self::Base(base) => atomo.base == *base,
        }
    }
}

impl Pregunta {
    /// A question by these dimensions, without conditions.
    pub(super) fn por(dimensiones: &[usize]) -> Self {
        Self { dimensiones: dimensiones.to_vec(), ..Self::default() }
    }

    pub(super) fn por_proceso(&self) -> bool {
        let de_proceso = |c: &Condicion| match c {
            Condicion::Valor(d, _) => *d >= DE_PROCESO,
            Condicion::DentroDeProceso(_) => true,
            _ => false,
        };
        self.dimensiones.iter().any(|d| *d >= DE_PROCESO) || self.condiciones.iter().any(de_proceso)
    }

    /// Whether a condition speaks of more than units.
    pub(super) fn pide_puestos(&self) -> bool {
        let de_unidad = |c: &Condicion| {
            matches!(c, Condicion::DentroDeUnidad(_)) || matches!(c, Condicion::Valor(d, _) if *d == NATURALEZA)
        };
        !self.condiciones.iter().all(de_unidad)
    }

    pub(super) fn abarca(&self, entidad: &Entidad) -> bool {
        self.sector.as_ref().is_none_or(|s| entidad.sector == *s)
            && self.codigo.as_ref().is_none_or(|c| entidad.codigo == *c)
    }

    pub(super) fn cumple(&self, atomo: &Atomo) -> bool {
        self.condiciones.iter().all(|c| c.cumple(atomo))
    }

    /// Whether a unit without puestos meets the conditions about units.
    pub(super) fn unidad_dentro(&self, matriz: &Matriz, unidad: &Value, naturaleza: Option<&String>) -> bool {
        let linea = hacia_arriba(&matriz.unidades, &unidad["id"]);
        self.condiciones.iter().all(|c| match c {
            Condicion::DentroDeUnidad(id) => linea.iter().any(|u| u["id"] == **id),
            Condicion::Valor(_, valor) => naturaleza == Some(valor),
            _ => false,
        })
    }

    /// The document that asks it, of that matrix, with all figures of rows, subtotals and total.
    pub(super) fn documento(&self, tipo: &str) -> String {
        let lista = |d: &[usize]| d.iter().map(|d| DIMENSIONES[*d].0).collect::<Vec<_>>().join(", ");
        let clave: Vec<&str> = self.dimensiones.iter().map(|d| DIMENSIONES[*d].1).collect();
        let clave = if clave.is_empty() { String::new() } else { format!("clave {{ {} }}", clave.join(" ")) };
        let condiciones: Vec<String> =
            self.condiciones.iter().map(Condicion::argumento).map(|(n, v)| format!("{n}: {v}")).collect();
        let filtro =
            if condiciones.is_empty() { String::new() } else { format!(", filtro: {{ {} }}", condiciones.join(", ")) };
        let entidades = match (&self.sector, &self.codigo) {
            (Some(sector), _) => format!(r#", entidades: {{ sector: ["{sector}"] }}"#),
            (_, Some(codigo)) => format!(r#", entidades: {{ codigo: {{ igual: "{codigo}" }} }}"#),
            _ => String::new(),
        };
        let subtotal = |n: usize| format!("s{n}: subtotales(dimensiones: {n}) {{ ...fila }}");
        let subtotales = (1..self.dimensiones.len()).map(subtotal).collect::<Vec<_>>().join(" ");
        format!(
            "{{ dotacion(dimensiones: [{}], matriz: {tipo}, first: 1000{filtro}{entidades}) {{ totalFilas \
             pageInfo {{ hasNextPage }} filas {{ ...fila }} {subtotales} total {{ ...cifras }} }} }}
             fragment fila on DotacionFila {{ {clave} ...cifras }}
             fragment cifras on DotacionFila {{ sinDatos dotacionActual dotacionActualComparable segunCargas brecha deficit \
             superavit horas totalTiempo servidores puestos puestosSinDato puestosSinActual puestosSinNecesidad \
             puestosConRemuneracion costoMensual procesos actividades tareas cobertura {{ entidadesPedidas \
             entidadesQueReportaron ejecucionesConTiempo ejecucionesSinTiempo }} }}",
            lista(&self.dimensiones)
        )
    }
}
