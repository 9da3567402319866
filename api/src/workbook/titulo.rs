//! What the title of a column means, by its words: accents, case, order, line breaks and abbreviations do not matter.

use crate::domain::carga::{Periodo, UnidadDeTiempo};
use crate::domain::columna::Campo;

use super::duracion::unidad_de_tiempo;
use super::palabra::{NUCLEOS, PREVIAS, VOCABULARIO, en, entre_parentesis, nivel_numerado, palabras, periodo};
use super::personal::es_personal;

/// What one title says by itself; some need their neighbours to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pista {
    Campo(Campo),
    /// «Código» alone: of the column at its right.
    SoloCodigo,
    /// «Nombre» alone: of the column at its left.
    SoloNombre,
    /// «N°» alone.
    SoloNumero,
    /// «Proceso», «Macroproceso», «Subproceso» without a number.
    Proceso {
        rango: Rango,
        codigo: bool,
    },
    /// «Puesto» alone, «Responsable»: who does it, when no column says so better.
    Quien,
    /// Data of persons: dropped.
    Personal,
    /// A column of a pivot table.
    Pivote,
}

/// Words that rank processes without numbering them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rango {
    Macroproceso,
    Proceso,
    Subproceso,
}

/// A title understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Titulo {
    pub(super) pista: Pista,
    /// Every word is known: a data cell is hardly ever so.
    pub(super) estricto: bool,
    pub(super) periodo: Option<Periodo>,
    pub(super) unidad: Option<UnidadDeTiempo>,
    /// It is only a unit of time, under the title of a group: one part of a duration in «Horas» and «Minutos».
    pub(super) parte: bool,
}

/// Understands a title; `None` when it means nothing to this reader.
pub(super) fn leer(texto: &str) -> Option<Titulo> {
    let todas = palabras(texto);
    if todas.is_empty() {
        return None;
    }
    let aparte = entre_parentesis(texto);
    let fuera: Vec<String> = if aparte.1.is_empty() { todas.clone() } else { aparte.1 };
    let t = Palabras { fuera, todas, entre: aparte.0 };
    let pista = if es_personal(&t.todas) { Pista::Personal } else { t.pista()? };
    let numerado = t.nivel().is_some();
    let conocida = |p: &String| en(VOCABULARIO, p) || (numerado && p.bytes().all(|b| b.is_ascii_digit()));
    let estricto = t.fuera.iter().all(conocida);
    let segura = matches!(pista, Pista::Personal | Pista::Pivote);
    (estricto || segura || t.tiene_nucleo()).then(|| Titulo {
        pista,
        estricto,
        periodo: t.periodo(),
        unidad: t.unidad(),
        parte: false,
    })
}

/// A title in words: outside brackets, inside them, and both.
struct Palabras {
    fuera: Vec<String>,
    entre: Vec<String>,
    todas: Vec<String>,
}

impl Palabras {
    fn hay(&self, palabra: &str) -> bool {
        self.fuera.iter().any(|p| p == palabra)
    }

    fn alguna(&self, palabras: &[&str]) -> bool {
        self.fuera.iter().any(|p| palabras.contains(&p.as_str()))
    }

    /// The noun that the title is about is one that this reader knows.
    fn tiene_nucleo(&self) -> bool {
        self.fuera.iter().find(|p| !en(PREVIAS, p)).is_some_and(|p| en(NUCLEOS, p))
    }

    fn es_codigo(&self) -> bool {
        self.alguna(&["cod", "codigo", "codigos", "codif"]) || self.entre.iter().any(|p| p == "codigo" || p == "cod")
    }

    /// The number of «Nivel 0», «Nivel O», «N1», outside brackets or inside them.
    fn nivel(&self) -> Option<i16> {
        if self.alguna(&["organizacional", "jerarquico"]) {
            return None;
        }
        nivel_numerado(&self.fuera).or_else(|| nivel_numerado(&self.entre))
    }

    fn periodo(&self) -> Option<Periodo> {
        self.todas.iter().filter(|p| p.len() > 2).find_map(|p| periodo(p))
    }

    fn unidad(&self) -> Option<UnidadDeTiempo> {
        self.todas.iter().filter(|p| p.len() > 1).find_map(|p| unidad_de_tiempo(p))
    }

    /// Rules in order: the more particular first.
    fn pista(&self) -> Option<Pista> {
        if self.todas.first().is_some_and(|p| matches!(p.as_str(), "suma" | "cuenta" | "promedio" | "etiquetas")) {
            return Some(Pista::Pivote);
        }
        self.sueltas()
            .or_else(|| self.proceso())
            .or_else(|| self.tiempos().map(Pista::Campo))
            .or_else(|| self.puestos().or_else(|| self.clasificacion()).or_else(|| self.unidades()).map(Pista::Campo))
            .or_else(|| self.quien())
    }

    /// Titles of one word that lean on a neighbour.
    fn sueltas(&self) -> Option<Pista> {
        let propias: Vec<&str> =
            self.fuera.iter().map(String::as_str).filter(|p| !matches!(*p, "de" | "del" | "la" | "el")).collect();
        match propias.as_slice() {
            ["cod" | "codigo" | "codigos" | "codif"] => Some(Pista::SoloCodigo),
            ["nombre" | "denominacion" | "descripcion"] => Some(Pista::SoloNombre),
            ["n" | "nro" | "num" | "numero" | "no" | "item"] => Some(Pista::SoloNumero),
            _ => None,
        }
    }

    fn proceso(&self) -> Option<Pista> {
        let codigo = self.es_codigo();
        if self.alguna(&["naturaleza", "correlativo", "superior", "jefe"]) {
            return None;
        }
        if let Some(nivel) = self.nivel() {
            return Some(Pista::Campo(if codigo { Campo::CodigoProceso(nivel) } else { Campo::Proceso(nivel) }));
        }
        if self.alguna(&["tarea", "tareas"]) && !self.es_medida() {
            return Some(Pista::Campo(if codigo { Campo::CodigoTarea } else { Campo::Tarea }));
        }
        if self.alguna(&["actividad", "actividades"]) && !self.es_medida() && !self.hay("grupo") {
            return Some(Pista::Campo(if codigo { Campo::CodigoActividad } else { Campo::Actividad }));
        }
        if self.hay("tipo") && (self.fuera.len() == 1 || self.alguna(&["proceso", "procesos", "macroproceso"])) {
            return Some(Pista::Campo(Campo::TipoProceso));
        }
        let partido = |prefijo: &str| self.hay(prefijo) && self.alguna(&["proceso", "procesos"]);
        let rango = if self.alguna(&["macroproceso", "macroprocesos"]) || partido("macro") {
            Rango::Macroproceso
        } else if self.alguna(&["subproceso", "subprocesos"]) || partido("sub") {
            Rango::Subproceso
        } else if self.alguna(&["proceso", "procesos"]) && !self.es_medida() && !self.hay("responsable") {
            Rango::Proceso
        } else {
            return None;
        };
        Some(Pista::Proceso { rango, codigo })
    }

    fn es_medida(&self) -> bool {
        self.alguna(&[
            "tiempo",
            "tiempos",
            "duracion",
            "frecuencia",
            "periodicidad",
            "horas",
            "veces",
            "volumen",
            "cantidad",
        ])
    }

    fn tiempos(&self) -> Option<Campo> {
        let tiempo = self.alguna(&["tiempo", "tiempos", "duracion"]);
        // One of three estimates, or a unit that has no fixed length in hours: not the duration of the row.
        let estimado = self.alguna(&["minimo", "minima", "maximo", "maxima", "probable", "optimista", "pesimista"]);
        if tiempo && (estimado || self.todas.iter().any(|p| matches!(p.as_str(), "dia" | "dias"))) {
            return None;
        }
        Some(if self.alguna(&["periodicidad", "periodo"]) {
            Campo::Periodicidad
        } else if self.alguna(&["frecuencia", "veces", "volumen"]) {
            if self.periodo() == Some(Periodo::Mensual) { Campo::FrecuenciaMensual } else { Campo::Frecuencia }
        } else if self.hay("suplementario") {
            Campo::Suplementario
        } else if self.alguna(&["trabajador", "servidor"]) && self.alguna(&["horas", "tiempo"]) {
            Campo::HorasPorTrabajador
        } else if (self.hay("total") && (tiempo || self.hay("horas"))) || (tiempo && self.periodo().is_some()) {
            Campo::TotalTiempo
        } else if tiempo && self.alguna(&["unidad", "medida"]) {
            Campo::UnidadDeTiempo
        } else if tiempo {
            Campo::Duracion
        } else {
            return None;
        })
    }

    /// Columns of the mapeo about the puesto itself.
    fn puestos(&self) -> Option<Campo> {
        Some(if self.alguna(&["superior", "jefe"]) {
            Campo::Superior
        } else if self.hay("correlativo") {
            Campo::Correlativo
        } else if self.alguna(&["regimen", "modalidad"]) {
            Campo::Regimen
        } else if self.hay("confianza") {
            Campo::Confianza
        } else if self.hay("clasificacion") {
            Campo::ClasificacionCargo
        } else if self.alguna(&["remuneracion", "ingreso", "honorarios"]) {
            Campo::Remuneracion
        } else if self.alguna(&["ocupados", "ocupado", "ocupadas", "ocupantes"])
            || (self.hay("dotacion") && self.hay("actual"))
        {
            Campo::Ocupados
        } else if self.alguna(&["funcion", "funciones"]) {
            Campo::Funciones
        } else if self.alguna(&["ajustado", "ajustada"]) && self.alguna(&["puesto", "nombre", "cargo"]) {
            Campo::NombreAjustado
        } else {
            return None;
        })
    }

    fn clasificacion(&self) -> Option<Campo> {
        Some(if self.hay("grupo") {
            Campo::Grupo
        } else if self.hay("familia") {
            Campo::Familia
        } else if self.alguna(&["rol", "roles"]) {
            Campo::Rol
        } else if self.alguna(&["nivel", "niv"]) {
            if self.alguna(&["organizacional", "jerarquico"]) { Campo::NivelOrganizacional } else { Campo::Nivel }
        } else if self.alguna(&["servidores"]) {
            Campo::Servidores
        } else if self.alguna(&["ejecutor", "ejecutores"]) && !self.alguna(&["organo", "unidad"]) {
            Campo::Ejecutor
        } else {
            return None;
        })
    }

    fn unidades(&self) -> Option<Campo> {
        let sigla = self.alguna(&["sigla", "siglas"]);
        let unidad =
            self.fuera.iter().position(|p| matches!(p.as_str(), "unidad" | "unidades" | "dependencia" | "area"));
        let organo = self.fuera.iter().position(|p| matches!(p.as_str(), "organo" | "organos"));
        Some(if self.hay("naturaleza") || (self.hay("tipo") && organo.is_some()) {
            Campo::Naturaleza
        } else if organo.is_some_and(|o| unidad.is_none_or(|u| o < u)) && !(unidad.is_some() && self.hay("y")) {
            // «Órgano / Unidad orgánica» in one column is the órgano: nothing stands above it.
            if sigla { Campo::SiglaOrgano } else { Campo::Organo }
        } else if unidad.is_some() && !self.alguna(&["medida", "tiempo"]) {
            if sigla { Campo::SiglaUnidad } else { Campo::Unidad }
        } else if self.hay("cargo") {
            Campo::CargoEstructural
        } else if self.alguna(&["puesto", "puestos"]) && (self.hay("propuesto") || self.hay("nombre")) {
            // In the mapeo it is the present one: settled with the sheet.
            Campo::NombrePropuesto
        } else {
            return None;
        })
    }

    fn quien(&self) -> Option<Pista> {
        let cuenta = self.alguna(&["mapeo", "n", "nro", "num", "no", "numero", "cantidad", "total"]);
        (self.alguna(&["puesto", "puestos", "responsable"]) && !cuenta && !self.es_codigo()).then_some(Pista::Quien)
    }
}
