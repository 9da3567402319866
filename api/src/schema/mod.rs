//! What a client can see and do. A file per noun: the object, its lists, its filter, its order.
//!
//! Reading order: [`context`] (what a request carries), [`lote`] (why nested queries cost one statement a level),
//! [`conexion`] and [`vinculo`] (the one way to list and to link), then any noun.

pub mod context;
pub mod id;
pub mod scalar;
pub mod enums;
pub mod clave;
pub mod lote;
pub mod filtro;
pub mod orden;
pub mod arista;
pub mod conexion;
pub mod vinculo;
pub mod nulo;
pub mod ascendencia;
pub mod nodo;
pub mod arbol;
pub mod diagrama;
pub mod entidad;
pub mod version;
pub mod matriz;
pub mod proceso;
pub mod actividad;
pub mod tarea;
pub mod ejecucion;
pub mod unidad;
pub mod puesto;
pub mod puesto_propuesto;
pub mod calculo;
pub mod dotacion;
pub mod calculadora;
pub mod hallazgo;
pub mod catalogo;
pub mod consulta;
pub mod busqueda;
pub mod registro;
pub mod rastro;
pub mod grupos;
pub mod lectura_registrada;
pub mod costo;
pub mod deprecation;
pub mod roots;
pub mod borrador;
pub mod rdm;
pub mod ficha;
pub mod indicador;
pub mod gobierno;
pub mod calidad;
pub mod escribir_lote;

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions, Schema};

/// The schema of the program.
pub type QuipuSchema = Schema<Query, Mutation, EmptySubscription>;

/// Consultas sobre los mapas de procesos y la dotación de las entidades públicas.
#[derive(MergedObject, Default)]
pub struct Query(
    consulta::MapaQuery,
    busqueda::BusquedaQuery,
    dotacion::DotacionQuery,
    dotacion::NecesidadesQuery,
    dotacion::PertinenciaQuery,
    calculadora::CalculadoraQuery,
    lectura_registrada::RegistroQuery,
    rdm::RdmQuery,
    ficha::FichaQuery,
    gobierno::GobiernoQuery,
    calidad::CalidadQuery,
);

/// Cambios de los borradores y de los registros. Cada uno es una transacción: se hace entero o no cambia nada, y queda en la auditoría.
#[derive(MergedObject, Default)]
pub struct Mutation(RegistroMutation, escribir_lote::LoteMutation, borrador::BorradorMutation);

/// What changes one record. Each field of these is also an operation of a batch: its one argument is `input`, it writes through
/// [`registro::escribir`], and its payload is the record and whether the request was repeated.
#[derive(MergedObject, Default)]
pub struct RegistroMutation(
    rdm::RdmMutation,
    ficha::FichaMutation,
    indicador::IndicadorMutation,
    indicador::MedicionMutation,
    gobierno::AsignacionMutation,
    calidad::CalidadMutation,
);

/// Builds the schema.
pub fn build() -> QuipuSchema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription).finish()
}

/// The contract, sorted, as `schema.graphql` has it.
pub fn sdl() -> String {
    let opciones = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .prefer_single_line_descriptions()
        .use_space_ident()
        .indent_width(2);
    build().sdl_with_options(opciones)
}
