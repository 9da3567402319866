//! The tables of Quipu as sea-orm entities, in the order of the data model.
//!
//! Only structs: what a row means stands in the migration that makes its table and in `quipu::domain`. Relations are
//! composite (every key begins with the entity), so the store joins by columns and the database keeps the keys.

pub mod sector;
pub mod grupo;
pub mod familia;
pub mod rol;
pub mod nivel;
pub mod regimen;
pub mod naturaleza;
pub mod directivo;
pub mod epoca;
pub mod entidad;
pub mod version;
pub mod hallazgo;
pub mod unidad;
pub mod puesto;
pub mod dotacion_no_medida;
pub mod matriz;
pub mod proceso;
pub mod actividad;
pub mod tarea;
pub mod puesto_propuesto;
pub mod puesto_asignado;
pub mod ejecucion;
pub mod dotacion_resumen;
pub mod carga_proceso;
pub mod consulta_registrada;
pub mod auditoria;
pub mod auditoria_cabeza;
pub mod servicio;
pub mod cliente;
pub mod politica_entrega;
pub mod unidad_entrega;
pub mod paquete;
pub mod entrega;
pub mod prueba;
pub mod despliegue;
pub mod linea_base;
pub mod mejora;
pub mod asignacion_rol_entrega;
pub mod factor_critico;
pub mod documento;
pub mod registro_guardado;
pub mod ficha;
pub mod indicador;
pub mod medicion;
pub mod rol_de_gobierno;
pub mod responsabilidad;
pub mod asignacion_de_rol;
