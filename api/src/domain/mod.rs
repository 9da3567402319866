//! The domain, pure: no async, no database, no framework.
//!
//! | term | meaning | source |
//! |---|---|---|
//! | ejecución | a row of the matrix: (actividad or tarea) × (unidad, puesto) × (frecuencia, duración) | manual, section 2 |
//! | frecuencia mensual | times a month | Anexo 2 |
//! | horas | frecuencia mensual × duración, before tiempo suplementario | Anexo 2 |
//! | total tiempo | horas × 1.10 | Anexo 2 |
//! | servidores | total tiempo ÷ 176, a decimal | Anexo 2 |
//! | dotación según cargas | Σ servidores of a proposed puesto in its unidad, then rounded once | manual, section 3 |
//! | dotación actual | occupied positions of the Mapeo de Puestos | manual, section 1 |
//! | brecha | según cargas − actual; > 0 positions missing, < 0 surplus | manual, section 3 |
//! | déficit, superávit | Σ max(0, ±brecha) at the grain of the proposed puesto: a shortage never hides behind a surplus | |
//! | ficha | the sheet of a process: header, SIPOC rows, resources, documents, risks | manual, section 1; ISO 9001 |
//! | rol de gobierno, asignación | a role in the improvement of processes, and the puesto or unit that holds it from a date | S0 |
//! | indicador, medición | numerator ÷ denominator of a period, times `por` (100 for a percentage); a sum of periods divides once | |
//! | servicio priorizado, evaluación | what an entity chose to improve, and how it stands by each component | S3 |
//! | conductor | what people judge a service by: so many answers, and their mean; means are joined by their answers | S3 |
//! | no medido | FP, DP, advisers of alta dirección: the number is entered, never computed from times | table 4-10 |

pub mod carga;
pub mod decimal;
pub mod modelo;
pub mod catalogo;
pub mod orden;
pub mod edicion;
pub mod dotacion;
pub mod resumen;
pub mod medida;
pub mod columna;
pub mod costo;
pub mod hallazgo;
pub mod revision;
pub mod ruc;
pub mod texto;
pub mod registro;
pub mod entrega;
pub mod fecha;
pub mod ficha;
pub mod indicador;
pub mod gobierno;
pub mod calidad;
mod error;

pub use error::Error;
