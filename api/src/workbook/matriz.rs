//! A matrix: the tree on the left, who does what on the right.

use super::arbol::Arbol;
use super::banda::{self, Bandas};
use super::bloque::{Bloque, Etiqueta, separar};
use super::clasificacion;
use super::codigo::Codigos;
use super::ejecutante::{Ejecutantes, Entorno};
use super::filas::{self, Motivo};
use super::frecuencia;
use super::informe::InformeHoja;
use super::palabra::tipo_de;
use super::pie;
use super::registro::{Dado, Libreta, Registro, Tabla};
use super::tiempos;
use crate::domain::columna::Campo;
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::{Ejecucion, Matriz, NIVEL_MAXIMO, TipoMatriz};

/// A position of the hierarchy: what it is and the columns of its code and of its name.
#[derive(Debug, Clone, Copy)]
struct Puesto {
    que: Que,
    codigo: Option<Campo>,
    nombre: Option<Campo>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Que {
    Tipo,
    Proceso(i16),
    Actividad,
    Tarea,
}

/// A matrix being read.
struct Lector<'l> {
    tabla: &'l Tabla<'l>,
    arbol: Arbol,
    bloque: Bloque,
    jerarquia: Vec<Puesto>,
    codigos: Codigos,
}

/// Where a row hangs from.
struct Rama {
    proceso: Option<usize>,
    actividad: Option<usize>,
    tarea: Option<usize>,
    /// The row names no new activity nor task: it goes on with that of the row above.
    continua: bool,
    /// The row names a task.
    con_tarea: bool,
}

/// Reads every row of a matrix.
pub(super) fn leer(
    tabla: &Tabla<'_>,
    tipo: TipoMatriz,
    entorno: &mut Entorno<'_>,
    informe: &mut InformeHoja,
    libreta: &mut Libreta,
) -> Matriz {
    let fin = pie::fin(tabla, informe.contar_blancos(tabla), libreta);
    let bandas = banda::hallar(tabla, fin, entorno.unidades, libreta);
    let jerarquia = jerarquia(tabla, &bandas);
    let heredan: Vec<bool> = jerarquia
        .iter()
        .map(|p| p.que != Que::Tarea && ![p.codigo, p.nombre].into_iter().flatten().any(|c| tabla.se_repite(c)))
        .collect();
    let arbol = Arbol::nuevo(tipo, &tabla.hoja.nombre, bandas.columnas(&tabla.letras));
    let mut lector = Lector { tabla, arbol, bloque: Bloque::nuevo(heredan), jerarquia, codigos: Codigos::default() };
    let mut ejecutantes = Ejecutantes::nuevo(tabla);
    tiempos_combinados(tabla, libreta);
    frecuencia::supuestos(tabla, libreta);
    for (fila, banda) in bandas.encima(tabla) {
        lector.banda(fila, banda);
    }
    for fila in tabla.filas() {
        let registro = tabla.registro(fila);
        if let Some(banda) = bandas.de(fila.numero) {
            informe.usar();
            lector.banda(fila.numero, banda);
            continue;
        }
        if let Some(motivo) = bandas.omitida(fila.numero).or_else(|| filas::motivo(&registro, fin)) {
            informe.omitir(motivo, fila.numero);
            if motivo == Motivo::SoloNumeros {
                let mensaje = format!("La fila {} solo tiene números: parece un subtotal y no se usa.", fila.numero);
                let hoja = Some(tabla.hoja.nombre.as_str());
                libreta.anotar(Hallazgo::nuevo("FILA_SOLO_NUMEROS", mensaje).en(hoja, Some(fila.numero.to_string())));
            }
            continue;
        }
        informe.usar();
        let rama = lector.rama(&registro, informe, libreta);
        if let Some(ejecucion) = lector.ejecucion(&registro, &rama, &mut ejecutantes, entorno, libreta) {
            lector.arbol.matriz.ejecuciones.push(ejecucion);
        }
    }
    lector.arbol.matriz
}

/// Positions that the sheet has rows across the table or columns for, from the outside in.
fn jerarquia(tabla: &Tabla<'_>, bandas: &Bandas) -> Vec<Puesto> {
    let hay = |campo: Campo| tabla.cabecera.tiene(campo).then_some(campo);
    let de_banda = |nivel: i16| Puesto { que: Que::Proceso(nivel), codigo: None, nombre: None };
    let mut jerarquia: Vec<Puesto> = bandas.niveles().into_iter().map(de_banda).collect();
    jerarquia.push(Puesto { que: Que::Tipo, codigo: None, nombre: hay(Campo::TipoProceso) });
    for nivel in 0..=NIVEL_MAXIMO {
        let (codigo, nombre) = (hay(Campo::CodigoProceso(nivel)), hay(Campo::Proceso(nivel)));
        if codigo.is_some() || nombre.is_some() {
            jerarquia.push(Puesto { que: Que::Proceso(nivel + bandas.desplazamiento), codigo, nombre });
        }
    }
    let actividad = (hay(Campo::CodigoActividad), hay(Campo::Actividad));
    let tarea = (hay(Campo::CodigoTarea), hay(Campo::Tarea));
    jerarquia.push(Puesto { que: Que::Actividad, codigo: actividad.0, nombre: actividad.1 });
    jerarquia.push(Puesto { que: Que::Tarea, codigo: tarea.0, nombre: tarea.1 });
    jerarquia
}

/// Merged times are not repeated: said once for each merged cell.
fn tiempos_combinados(tabla: &Tabla<'_>, libreta: &mut Libreta) {
    for campo in tabla.cabecera.columnas.keys().copied().filter(|c| c.es_frecuencia() || *c == Campo::Duracion) {
        for fila in tabla.filas() {
            if let Some((desde, hasta)) = tabla.rango(campo, fila.numero).filter(|r| r.0 == fila.numero) {
                let mensaje = format!(
                    "{campo} ocupa las filas {desde} a {hasta} en una celda combinada; cuenta solo en la {desde}."
                );
                libreta.anotar(tabla.registro(fila).hallazgo(campo, "TIEMPO_COMBINADO", mensaje));
            }
        }
    }
}

impl Lector<'_> {
    /// Code and name that the row says for a position; one combined cell is split.
    fn dado(
        puesto: &Puesto,
        codigos: &mut Codigos,
        registro: &Registro<'_>,
        libreta: &mut Libreta,
    ) -> Option<Dado<Etiqueta>> {
        let codigo = puesto.codigo.and_then(|c| codigos.dado(c, registro, libreta));
        let nombre = puesto.nombre.and_then(|c| registro.dado(c, libreta));
        let propio = codigo.as_ref().is_some_and(|d| d.propio) || nombre.as_ref().is_some_and(|d| d.propio);
        let hasta = codigo.as_ref().and_then(|d| d.hasta).or_else(|| nombre.as_ref().and_then(|d| d.hasta));
        let entero = |nombre: String| Etiqueta { codigo: None, nombre: Some(nombre) };
        let valor = match (codigo, nombre) {
            // What cannot be read is not the block above: its rows stay apart.
            (None, None) if [puesto.codigo, puesto.nombre].iter().flatten().any(|c| registro.ilegible(*c)) => {
                return Some(Dado { valor: entero("(ilegible)".to_owned()), propio: true, hasta });
            }
            (None, None) => return None,
            (Some(codigo), Some(nombre)) => Etiqueta { codigo: Some(codigo.valor), nombre: Some(nombre.valor) },
            (None, Some(nombre)) if puesto.que == Que::Tipo => entero(nombre.valor),
            (None, Some(nombre)) => separar(&nombre.valor),
            (Some(codigo), None) => match separar(&codigo.valor) {
                Etiqueta { codigo: None, nombre } if puesto.nombre.is_some() => {
                    Etiqueta { codigo: nombre, nombre: None }
                }
                separada => separada,
            },
        };
        Some(Dado { valor, propio, hasta })
    }

    /// A process named by a row of its own: above all that follows.
    fn banda(&mut self, fila: u32, (nivel, dicho): &(i16, Etiqueta)) {
        let que = if *nivel == banda::TIPO { Que::Tipo } else { Que::Proceso(*nivel) };
        let Some(i) = self.jerarquia.iter().position(|p| p.que == que) else { return };
        let mut dados = vec![None; self.jerarquia.len()];
        if let Some(dado) = dados.get_mut(i) {
            *dado = Some(Dado { valor: dicho.clone(), propio: true, hasta: None });
        }
        self.bloque.avanzar(fila, &dados);
        let mut proceso = None;
        for (i, puesto) in self.jerarquia.iter().enumerate() {
            if let (Que::Proceso(n), Some(dicho)) = (puesto.que, self.bloque.valor(i))
                && n <= *nivel
            {
                proceso = Some(self.arbol.proceso(proceso, n, dicho, fila));
            }
        }
    }

    /// The branch of the row, with its nodes made when they are new.
    fn rama(&mut self, registro: &Registro<'_>, informe: &mut InformeHoja, libreta: &mut Libreta) -> Rama {
        let fila = registro.numero_de_fila();
        let codigos = &mut self.codigos;
        let dados: Vec<Option<Dado<Etiqueta>>> =
            self.jerarquia.iter().map(|p| Self::dado(p, codigos, registro, libreta)).collect();
        if self.bloque.avanzar(fila, &dados).completada {
            informe.completar();
        }
        let propio = |que: Que| {
            self.jerarquia.iter().zip(&dados).any(|(p, d)| p.que == que && d.as_ref().is_some_and(|d| d.propio))
        };
        let (actividad_propia, con_tarea) = (propio(Que::Actividad), propio(Que::Tarea));
        let mut rama =
            Rama { proceso: None, actividad: None, tarea: None, continua: !actividad_propia && !con_tarea, con_tarea };
        let mut tipo = None;
        for (i, puesto) in self.jerarquia.iter().enumerate() {
            let Some(dicho) = self.bloque.valor(i) else {
                continue;
            };
            match puesto.que {
                Que::Tipo => tipo = dicho.nombre.clone(),
                Que::Proceso(nivel) => rama.proceso = Some(self.arbol.proceso(rama.proceso, nivel, dicho, fila)),
                Que::Actividad => {
                    let proceso = *rama.proceso.get_or_insert_with(|| sin_proceso(&mut self.arbol, registro, libreta));
                    rama.actividad = Some(self.arbol.actividad(proceso, dicho, fila));
                }
                Que::Tarea => {
                    let proceso = *rama.proceso.get_or_insert_with(|| sin_proceso(&mut self.arbol, registro, libreta));
                    let actividad = *rama
                        .actividad
                        .get_or_insert_with(|| sin_actividad(&mut self.arbol, proceso, registro, libreta));
                    rama.tarea = Some(self.arbol.tarea(actividad, dicho, fila));
                }
            }
        }
        self.con_tipo(rama.proceso, tipo.as_deref(), registro, libreta);
        rama
    }

    /// Every process of the branch has the type of its row.
    fn con_tipo(&mut self, proceso: Option<usize>, tipo: Option<&str>, registro: &Registro<'_>, libreta: &mut Libreta) {
        let Some(texto) = tipo else { return };
        let Some(tipo) = tipo_de(texto) else {
            if registro.hay(Campo::TipoProceso) {
                let mensaje = "El tipo de proceso es estratégico, misional o de soporte.";
                libreta.anotar(registro.hallazgo(Campo::TipoProceso, "TIPO_DESCONOCIDO", mensaje).con(texto));
            }
            return;
        };
        let mut siguiente = proceso;
        let mut contradicho = false;
        while let Some(i) = siguiente {
            contradicho |= self.arbol.con_tipo(i, tipo) != tipo;
            siguiente = self.arbol.matriz.procesos.get(i).and_then(|p| p.padre);
        }
        if contradicho && registro.hay(Campo::TipoProceso) {
            let mensaje = "El proceso ya tiene otro tipo, de una fila anterior; se deja.";
            libreta.anotar(registro.hallazgo(Campo::TipoProceso, "TIPO_CONTRADICTORIO", mensaje).con(texto));
        }
    }

    /// The execution of the row; none when the row only names processes or an activity.
    fn ejecucion(
        &mut self,
        registro: &Registro<'_>,
        rama: &Rama,
        ejecutantes: &mut Ejecutantes,
        entorno: &mut Entorno<'_>,
        libreta: &mut Libreta,
    ) -> Option<Ejecucion> {
        let con_tiempos = tiempos::hay(registro);
        let con_alguien = ejecutantes.avanzar(registro, rama.continua, libreta);
        let clasificada = clasificacion::CAMPOS.iter().any(|c| registro.hay(*c));
        if !(rama.con_tarea || con_alguien || con_tiempos || clasificada) {
            return None;
        }
        let actividad = rama.actividad.unwrap_or_else(|| {
            let proceso = rama.proceso.unwrap_or_else(|| sin_proceso(&mut self.arbol, registro, libreta));
            sin_actividad(&mut self.arbol, proceso, registro, libreta)
        });
        let mut ejecucion = Ejecucion {
            actividad,
            tarea: rama.tarea,
            fila: Some(self.tabla.registro(registro.fila).numero_de_fila()),
            ..Ejecucion::default()
        };
        ejecutantes.llenar(registro, &mut ejecucion, entorno, libreta);
        tiempos::leer(registro, &mut ejecucion, libreta);
        Some(ejecucion)
    }
}

/// A row is never lost: without a process it hangs from one that says so.
fn sin_proceso(arbol: &mut Arbol, registro: &Registro<'_>, libreta: &mut Libreta) -> usize {
    let mensaje = "La fila no pertenece a ningún proceso; se pone bajo «(sin proceso)».";
    libreta.anotar(registro.hallazgo(Campo::Proceso(0), "FILA_SIN_PROCESO", mensaje));
    let dicho = Etiqueta { codigo: None, nombre: Some("(sin proceso)".to_owned()) };
    arbol.proceso(None, 0, &dicho, registro.numero_de_fila())
}

fn sin_actividad(arbol: &mut Arbol, proceso: usize, registro: &Registro<'_>, libreta: &mut Libreta) -> usize {
    let mensaje = "La fila no dice de qué actividad es; se pone bajo «(sin actividad)».";
    libreta.anotar(registro.hallazgo(Campo::Actividad, "FILA_SIN_ACTIVIDAD", mensaje));
    let dicho = Etiqueta { codigo: None, nombre: Some("(sin actividad)".to_owned()) };
    arbol.actividad(proceso, &dicho, registro.numero_de_fila())
}
