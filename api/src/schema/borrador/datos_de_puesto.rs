//! What an input says of a puesto of the Mapeo.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::Donde;
use crate::domain::modelo::Puesto;
use crate::domain::registro::Validacion;
use crate::schema::id::Tipo;
use crate::schema::registro::entrada::poner_o_quitar;
use crate::schema::scalar::Decimal;
use crate::store::escritura::{Borrador, Hecha};

/// Lo que se sabe de un puesto del mapeo. Lo que no se envía queda como está, o sin valor al crear.
#[derive(Debug, Clone, InputObject)]
pub struct DatosDePuestoInput {
    /// Unidad a la que pertenece. Las ejecuciones que dicen otra no cambian: se encuentran como hallazgo.
    pub unidad: MaybeUndefined<ID>,
    /// Régimen laboral: código o nombre del catálogo.
    pub regimen: MaybeUndefined<String>,
    /// Régimen o modalidad tal como lo escribe la entidad.
    pub regimen_texto: MaybeUndefined<String>,
    /// Cargo estructural.
    pub cargo_estructural: MaybeUndefined<String>,
    /// Clasificación del cargo en el CAP.
    pub clasificacion_cargo: MaybeUndefined<String>,
    /// Si es un cargo de confianza.
    pub confianza: MaybeUndefined<bool>,
    /// Posiciones ocupadas, hasta 100 000: la dotación actual. 0 es un puesto vacante.
    pub ocupados: MaybeUndefined<i32>,
    /// Correlativo del superior inmediato, que es otro puesto del mapeo.
    pub superior_correlativo: MaybeUndefined<String>,
    /// Remuneración mensual en soles, con 2 decimales como máximo.
    pub remuneracion: MaybeUndefined<Decimal>,
    /// Funciones del puesto.
    pub funciones: MaybeUndefined<String>,
    /// Nombre ajustado.
    pub nombre_ajustado: MaybeUndefined<String>,
}

/// The position of the unit of that id.
fn unidad(v: &mut Validacion, borrador: &Borrador, en: Donde, id: &ID) -> Option<usize> {
    let mut aqui = Validacion::default();
    let hallada = borrador.organizacion.unidad(en.junto(&mut aqui, "unidad", id, Tipo::Unidad));
    v.exigir(hallada.is_some(), "unidad", "REFERENCIA_DESCONOCIDA", "No es el id de una unidad de este borrador.");
    hallada
}

impl DatosDePuestoInput {
    /// Writes what was said into a puesto, and tells which of the reader's findings that settles.
    pub(super) fn en(
        self,
        v: &mut Validacion,
        borrador: &Borrador,
        en: Donde,
        puesto: &mut Puesto,
        mut hecha: Hecha,
    ) -> Hecha {
        let dichos = [
            (!self.unidad.is_undefined(), "UNIDAD_AUSENTE"),
            (!self.regimen.is_undefined() || !self.regimen_texto.is_undefined(), "REGIMEN_DESCONOCIDO"),
            (!self.confianza.is_undefined(), "CONFIANZA_ILEGIBLE"),
            (!self.ocupados.is_undefined(), "OCUPADOS_AUSENTE"),
            (!self.superior_correlativo.is_undefined(), "SUPERIOR_INEXISTENTE"),
        ];
        hecha.filas.extend(puesto.fila);
        hecha.resueltos.extend(dichos.iter().filter(|(dicho, _)| *dicho).map(|(_, codigo)| *codigo));
        match &self.unidad {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => puesto.unidad = None,
            MaybeUndefined::Value(id) => puesto.unidad = unidad(v, borrador, en, id),
        }
        poner_o_quitar(&mut puesto.regimen, self.regimen);
        poner_o_quitar(&mut puesto.regimen_texto, self.regimen_texto);
        poner_o_quitar(&mut puesto.cargo_estructural, self.cargo_estructural);
        poner_o_quitar(&mut puesto.clasificacion_cargo, self.clasificacion_cargo);
        poner_o_quitar(&mut puesto.confianza, self.confianza);
        poner_o_quitar(&mut puesto.ocupados, self.ocupados);
        poner_o_quitar(&mut puesto.superior, self.superior_correlativo);
        poner_o_quitar(&mut puesto.remuneracion, self.remuneracion.map_value(|decimal| decimal.0));
        poner_o_quitar(&mut puesto.funciones, self.funciones);
        poner_o_quitar(&mut puesto.nombre_ajustado, self.nombre_ajustado);
        hecha
    }
}
