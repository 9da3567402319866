//! Aggregates: what they go through, how many groups they make, and what the rows that explain a group are.

use async_graphql::Value;
use async_graphql::parser::types::{Field, SelectionSet};

use super::cota::{Cota, Estimado};
use super::recorrido::{Lote, Recorrido};
use super::regla::Tipo;
use crate::error::ApiError;
use crate::schema::conexion::PAGINA;
use crate::schema::dotacion::PAGINA as PAGINA_DE_GRUPOS;
use crate::schema::dotacion::argumentos::DimensionDeDotacion;
use crate::store::dotacion::Dimension;
use crate::store::tamano::{Ambito, Entidades, Tabla};

/// Times that the epoch is looked at, before and after: whether the answer is in memory, and whether it is of one moment.
const EPOCAS: u64 = 2;

/// A question about dotación.
struct Pregunta {
    ambito: Ambito,
    /// Rows of the roll-up that it sums.
    sumadas: u64,
    de_proceso: bool,
    /// Groups that it can have by its first dimensions: by none, by one …
    grupos: Vec<u64>,
}

impl<'a> Recorrido<'a> {
    pub(super) fn dotacion(&self, campo: &'a Field) -> Result<Estimado, ApiError> {
        let dimensiones = self.documento.leer::<Vec<DimensionDeDotacion>>(campo, "dimensiones").unwrap_or_default();
        let dimensiones: Vec<Dimension> = dimensiones.into_iter().map(Dimension::from).collect();
        let entidades = self.de_filtro(campo, "entidades");
        let (pregunta, mut estimado) = self.pregunta(campo, &dimensiones, entidades);
        for argumento in ["tener", "orden"] {
            let medidas = self.documento.argumento(campo, argumento);
            if medidas.as_ref().is_some_and(|valor| nombra(valor, &["PROCESOS", "ACTIVIDADES", "TAREAS"])) {
                estimado += self.conteos(&pregunta);
            }
            if medidas.as_ref().is_some_and(|valor| nombra(valor, &["COSTO_MENSUAL"])) {
                estimado += Estimado::fijo(1, 1);
            }
        }
        estimado += self.respuesta(campo, "Dotacion", &pregunta)?;
        Ok(estimado)
    }

    pub(super) fn necesidades(&self, campo: &'a Field) -> Result<Estimado, ApiError> {
        self.pestana(campo, "Necesidades")
    }

    pub(super) fn pertinencia(&self, campo: &'a Field) -> Result<Estimado, ApiError> {
        self.pestana(campo, "Pertinencia")
    }

    /// A tab of the workbook: one entity by naturaleza, órgano, unidad and puesto.
    fn pestana(&self, campo: &'a Field, tipo: &str) -> Result<Estimado, ApiError> {
        let entidad = self.documento.leer::<String>(campo, "entidad").unwrap_or_default();
        let dimensiones = [Dimension::Naturaleza, Dimension::Organo, Dimension::Unidad, Dimension::Puesto];
        let (pregunta, mut estimado) = self.pregunta(campo, &dimensiones, self.de_codigos(&[entidad]));
        estimado += Estimado::fijo(1, 1);
        estimado += self.respuesta(campo, tipo, &pregunta)?;
        Ok(estimado)
    }

    /// The question, and what summing it takes.
    fn pregunta(&self, campo: &Field, dimensiones: &[Dimension], entidades: Entidades) -> (Pregunta, Estimado) {
        let ambito = Ambito { entidades, versiones: self.versiones(campo), matriz: Some(self.matriz(campo, "matriz")) };
        let filtro = self.documento.argumento(campo, "filtro");
        let de_proceso = dimensiones.iter().any(|d| d.es_de_proceso())
            || filtro.as_ref().is_some_and(|filtro| nombra(filtro, &["proceso", "tipoProceso"]));
        let de_resumen =
            |d: &Dimension| d.es_de_entidad() || matches!(d, Dimension::Grupo | Dimension::Familia | Dimension::Rol);
        let fuente = if de_proceso {
            Tabla::Carga
        } else if filtro.is_none() && dimensiones.iter().all(de_resumen) {
            Tabla::Resumen
        } else {
            Tabla::PuestoPropuesto
        };
        let sumadas = self.hay(&ambito, fuente);
        let entidades = self.hay(&ambito, Tabla::Entidad);
        let unidades = self.hay(&ambito, Tabla::Unidad);
        // Besides the groups with rows: units without puestos, and entities that have not reported.
        let de_unidad = dimensiones.iter().any(|d| matches!(d, Dimension::Unidad | Dimension::Organo));
        let sin_datos = if dimensiones.iter().any(|d| d.es_de_entidad()) { entidades } else { 0 }
            + if de_unidad { unidades } else { 0 };
        let mut distintos = 1_u64;
        let mut grupos = vec![1];
        for dimension in dimensiones {
            distintos = distintos.saturating_mul(self.valores(*dimension, &ambito));
            grupos.push(distintos.min(sumadas.saturating_add(sin_datos)).max(1));
        }
        let con_filas = distintos.min(sumadas).max(1);
        let vacias = if de_unidad { unidades } else { 0 };
        let cobertura = entidades.max(1);
        let filas = con_filas.saturating_add(vacias).saturating_add(cobertura).saturating_add(EPOCAS);
        let condiciones = self.condiciones(campo, "filtro").max(1);
        let de_entidades = self.condiciones(campo, "entidades").saturating_mul(entidades);
        let recorridas = sumadas.saturating_mul(condiciones).saturating_add(de_entidades);
        let estimado =
            Estimado { sumadas: Cota::fija(recorridas), ..Estimado::fijo(2 + EPOCAS + u64::from(de_unidad), filas) };
        (Pregunta { ambito, sumadas, de_proceso, grupos }, estimado)
    }

    /// Values that a dimension can have, none included.
    fn valores(&self, dimension: Dimension, ambito: &Ambito) -> u64 {
        let referencia = self.mundo.referencia;
        let catalogo = &referencia.catalogo;
        let valores = match dimension {
            Dimension::Sector => referencia.sectores.len() as u64,
            Dimension::GrupoMinisterial | Dimension::Entidad | Dimension::Clasificacion => {
                self.hay(ambito, Tabla::Entidad)
            }
            Dimension::NivelGobierno | Dimension::TipoProceso => 3,
            Dimension::Naturaleza => catalogo.naturalezas.len() as u64,
            Dimension::Organo | Dimension::Unidad => self.hay(ambito, Tabla::Unidad),
            Dimension::Grupo => catalogo.grupos.len() as u64,
            Dimension::Familia => catalogo.familias.len() as u64,
            Dimension::Rol => catalogo.roles.len() as u64,
            Dimension::Nivel => catalogo.niveles.len() as u64,
            Dimension::Regimen => catalogo.regimenes.len() as u64,
            Dimension::Puesto => self.hay(ambito, Tabla::PuestoPropuesto),
            Dimension::Macroproceso | Dimension::ProcesoNivel1 | Dimension::ProcesoNivel2 | Dimension::Proceso => {
                self.hay(ambito, Tabla::Proceso)
            }
        };
        valores.saturating_add(1)
    }

    /// What the fields of an answer show and read.
    fn respuesta(&self, campo: &'a Field, tipo: &str, pregunta: &Pregunta) -> Result<Estimado, ApiError> {
        let pagina = self.pagina(campo, PAGINA_DE_GRUPOS, self.mundo.topes.grupos)?;
        let todos = pregunta.grupos.last().copied().unwrap_or(1);
        let hasta = |dimensiones: usize| pregunta.grupos.get(dimensiones).copied().unwrap_or(todos);
        let mut estimado = Estimado::default();
        for hijo in self.documento.campos(&campo.selection_set.node, tipo) {
            let debajo = &hijo.selection_set.node;
            let grupos = match (tipo, hijo.name.node.as_str()) {
                (_, "regla") => {
                    for _ in self.documento.selecciones(&[debajo], "ReglaDeDotacion", "umbrales") {
                        estimado += Estimado::fijo(1, self.hay(&pregunta.ambito, Tabla::Entidad));
                    }
                    continue;
                }
                ("Pertinencia", "filas") => {
                    estimado += self.detalle(hijo, pregunta, (1, Tipo::PertinenciaFila))?;
                    continue;
                }
                (_, "total") => 1,
                ("Dotacion", "filas") | ("Necesidades", "puestos") => pagina.min(todos),
                (_, "subtotales") => {
                    let dimensiones = self.documento.leer::<i32>(hijo, "dimensiones").unwrap_or(1);
                    usize::try_from(dimensiones).map_or(0, hasta)
                }
                (_, "porNaturaleza") => hasta(1),
                (_, "porOrgano") => hasta(2),
                (_, "porUnidad") => hasta(3),
                (_, "porEjecutor") => todos,
                _ => continue,
            };
            let fila = if tipo == "Necesidades" { "NecesidadFila" } else { "DotacionFila" };
            estimado += self.grupos(grupos, pregunta, (fila, debajo))?;
        }
        Ok(estimado)
    }

    /// What the rows of `grupos` groups show and read.
    fn grupos(
        &self,
        grupos: u64,
        pregunta: &Pregunta,
        (tipo, seleccion): (&str, &'a SelectionSet),
    ) -> Result<Estimado, ApiError> {
        let mut estimado = Estimado::fijo(0, grupos);
        for campo in self.documento.campos(seleccion, tipo) {
            estimado += match campo.name.node.as_str() {
                "clave" => {
                    let lote = Lote {
                        tipo: Tipo::DotacionClave,
                        ambito: pregunta.ambito.clone(),
                        filas: grupos,
                        objetos: grupos,
                        veces: grupos,
                        parejos: false,
                        parte_de: None,
                    };
                    self.debajo(&lote, &[&campo.selection_set.node], &Estimado::default())?
                }
                "procesos" | "actividades" | "tareas" => self.conteos(pregunta),
                "costoMensual" => Estimado::fijo(1, 1),
                "puestosPropuestos" => self.detalle(campo, pregunta, (grupos, Tipo::PuestoPropuesto))?,
                "ejecuciones" => self.detalle(campo, pregunta, (grupos, Tipo::Ejecucion))?,
                _ => Estimado::default(),
            };
        }
        Ok(estimado)
    }

    /// Counting the distinct nodes of each group goes through every execution.
    fn conteos(&self, pregunta: &Pregunta) -> Estimado {
        let grupos = pregunta.grupos.iter().max().copied().unwrap_or(1);
        let ejecuciones = self.hay(&pregunta.ambito, Tabla::Ejecucion);
        Estimado { sumadas: Cota::fija(ejecuciones), ..Estimado::fijo(1, grupos) }
    }

    /// The rows that explain each of `grupos` groups, cut to a page.
    fn detalle(
        &self,
        campo: &'a Field,
        pregunta: &Pregunta,
        (grupos, tipo): (u64, Tipo),
    ) -> Result<Estimado, ApiError> {
        let pagina = self.pagina(campo, PAGINA, self.mundo.topes.lista)?;
        let (tabla, recorridas) = match tipo {
            Tipo::PuestoPropuesto => (Tabla::PuestoPropuesto, pregunta.sumadas),
            _ => (Tabla::Ejecucion, 0),
        };
        let hay = self.hay(&pregunta.ambito, tabla);
        // A puesto that works in several processes explains each of them.
        let veces = if pregunta.de_proceso && tabla == Tabla::PuestoPropuesto { grupos } else { 1 };
        let conexion = self.documento.conexion(campo, tipo);
        let objetos = grupos.saturating_mul(pagina).min(hay.saturating_mul(veces));
        let leidas = grupos.saturating_mul(pagina + 1).min(hay.saturating_mul(veces));
        let lote = Lote {
            tipo,
            ambito: pregunta.ambito.clone(),
            filas: objetos,
            objetos,
            veces,
            parejos: false,
            parte_de: None,
        };
        let recorridas = recorridas.max(hay).saturating_mul(1 + u64::from(conexion.cuenta));
        let filas = leidas.max(objetos.saturating_mul(conexion.lugares));
        let de_conteo = if conexion.cuenta { Estimado::fijo(1, grupos) } else { Estimado::default() };
        let mut estimado = Estimado { sumadas: Cota::fija(recorridas), ..Estimado::fijo(1, filas) };
        estimado += de_conteo;
        self.debajo(&lote, &conexion.nodos, &estimado)
    }
}

/// Whether a value has one of these names in it: an enum's, a text's or a field's.
fn nombra(valor: &Value, nombres: &[&str]) -> bool {
    match valor {
        Value::Enum(nombre) => nombres.contains(&nombre.as_str()),
        Value::String(texto) => nombres.contains(&texto.as_str()),
        Value::List(lista) => lista.iter().any(|valor| nombra(valor, nombres)),
        Value::Object(objeto) => {
            objeto.iter().any(|(nombre, valor)| nombres.contains(&nombre.as_str()) || nombra(valor, nombres))
        }
        _ => false,
    }
}
