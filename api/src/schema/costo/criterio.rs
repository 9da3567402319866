//! What a filter and an order do with each row that a list goes through.

use async_graphql::Value;
use async_graphql::parser::types::Field;

use super::recorrido::{Lote, Recorrido};
use super::regla::Tipo;
use crate::domain::registro::TipoRegistro;
use crate::store::censo::Contados;
use crate::store::tamano::{Ambito, Entidades, Tabla, Versiones};
use crate::store::version::eleccion::Eleccion;

/// The work of a filter and of an order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Criterio {
    /// Conditions and keys of the order, for each row; 0 without filter and order.
    pub(super) por_fila: u64,
    /// Rows below or beside the list that conditions look through.
    pub(super) mira: u64,
}

impl Criterio {
    /// Rows that are gone through, each as often as it is looked at. `siempre`: without filter and order too.
    pub(super) fn recorridas(self, filas: u64, siempre: bool) -> u64 {
        filas.saturating_mul(self.por_fila.max(u64::from(siempre)))
    }
}

impl Recorrido<'_> {
    /// Those of a list of nodes of that type, in that scope.
    pub(super) fn criterio(&self, campo: &Field, tipo: Tipo, ambito: &Ambito) -> Criterio {
        let filtro = self.documento.argumento(campo, "filtro");
        let mut criterio = Criterio::default();
        if let Some(filtro) = &filtro {
            self.sumar(filtro, tipo, ambito, &mut criterio);
            criterio.por_fila = criterio.por_fila.max(1);
        }
        criterio.por_fila += match self.documento.argumento(campo, "orden") {
            None => 0,
            Some(Value::List(claves)) => claves.len() as u64,
            Some(_) => 1,
        };
        criterio
    }

    /// The same of records below these nodes.
    pub(super) fn criterio_de_registros(&self, campo: &Field, tipo: Tipo, lote: &Lote) -> Criterio {
        let versiones = Versiones::Elegida(Eleccion::Vigente);
        self.criterio(campo, tipo, &Ambito { versiones, matriz: None, ..lote.ambito.clone() })
    }

    fn sumar(&self, filtro: &Value, tipo: Tipo, ambito: &Ambito, criterio: &mut Criterio) {
        let Value::Object(condiciones) = filtro else { return };
        for (nombre, condicion) in condiciones {
            match condicion {
                Value::Null => {}
                // «y», «o».
                Value::List(filtros) if filtros.iter().any(|filtro| matches!(filtro, Value::Object(_))) => {
                    for filtro in filtros {
                        self.sumar(filtro, tipo, ambito, criterio);
                    }
                }
                // «no», and what is said of one text or number.
                Value::Object(_) => self.sumar(condicion, tipo, ambito, criterio),
                _ => {
                    criterio.por_fila += 1;
                    criterio.mira = criterio.mira.saturating_add(self.mira(nombre, tipo, ambito));
                }
            }
        }
    }

    /// Rows that a condition looks through; none when it is about the row itself.
    fn mira(&self, condicion: &str, tipo: Tipo, ambito: &Ambito) -> u64 {
        let hay = |tabla| self.hay(ambito, tabla);
        let registros = |tipo| {
            let censo = &self.mundo.referencia.censo;
            censo.hay(self.mundo.scope, &ambito.entidades, Contados::Registros(tipo))
        };
        let ejecuciones = || hay(Tabla::Tarea).saturating_add(hay(Tabla::Ejecucion));
        match (tipo, condicion) {
            // An activity is below as many processes as there are levels.
            (Tipo::Proceso, "sinEjecutor" | "conActividadesSinEjecutor" | "conDeficit") => {
                hay(Tabla::Niveles).max(1).saturating_mul(hay(Tabla::Actividad).saturating_add(ejecuciones()))
            }
            (Tipo::Proceso, "vacio") => hay(Tabla::Proceso).saturating_add(hay(Tabla::Actividad)),
            (_, "sinEjecutor" | "sinTiempos" | "sinCarga") => ejecuciones(),
            (_, "conDeficit") => hay(Tabla::Actividad).saturating_add(ejecuciones()),
            (Tipo::Otro("Entrega" | "Mejora"), "proceso") => {
                self.mundo.referencia.censo.hay(self.mundo.scope, &ambito.entidades, Contados::Vinculos)
            }
            (_, "sinTareas") => hay(Tabla::Tarea),
            (_, "sinPuestos") => hay(Tabla::Puesto),
            (_, "reportaron") => hay(Tabla::Version),
            (_, "conIndicadores" | "conIndicadoresSinMedir" | "medido") => {
                registros(TipoRegistro::Indicador).saturating_add(registros(TipoRegistro::Medicion))
            }
            _ => 0,
        }
    }

    /// Conditions of the filter of an aggregate.
    pub(super) fn condiciones(&self, campo: &Field, argumento: &str) -> u64 {
        let mut criterio = Criterio::default();
        if let Some(filtro) = self.documento.argumento(campo, argumento) {
            let nada = Ambito { entidades: Entidades::Hasta(0), versiones: Versiones::Todas, matriz: None };
            self.sumar(&filtro, Tipo::Grupo, &nada, &mut criterio);
        }
        criterio.por_fila
    }
}
