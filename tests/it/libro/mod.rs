//! The workbook reader. A test writes a workbook as somebody would have filled it (`taller`) and says what is read.

mod taller;
mod manual;
mod titulos;
mod bloques;
mod bandas;
mod filas;
mod numeros;
mod mapeo;
mod personas;
mod clasificacion;
mod revision;
mod rechazos;
mod ajenos;
mod pestanas;
mod partes;
mod tiempos;
mod periodos;
mod propiedades;
