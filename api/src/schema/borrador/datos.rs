//! What an input says of an execution.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::Donde;
use crate::domain::carga;
use crate::domain::catalogo::Catalogo;
use crate::domain::edicion::{CambiosDeEjecucion, Fila};
use crate::domain::registro::Validacion;
use crate::schema::enums::{Periodo, UnidadDeTiempo};
use crate::schema::scalar::Decimal;
use crate::store::escritura::{Borrador, Hecha, Objeto};

/// Quién ejecuta, dónde, cada cuánto y cuánto demora. Lo que no se envía queda como está, o sin valor al crear.
#[derive(Debug, Clone, InputObject)]
pub struct DatosDeEjecucionInput {
    /// Unidad que ejecuta; la del puesto si no se dice.
    pub unidad: MaybeUndefined<ID>,
    /// Número correlativo del puesto en el Mapeo de Puestos; sin él, el puesto es nuevo.
    pub correlativo: MaybeUndefined<String>,
    /// Ejecutor.
    pub ejecutor: MaybeUndefined<String>,
    /// Veces al mes, hasta 1 000 000 y con 6 decimales como máximo. Se da ella, o `veces` con `periodo`.
    pub frecuencia_mensual: MaybeUndefined<Decimal>,
    /// Veces en el período.
    pub veces: MaybeUndefined<Decimal>,
    /// Período en que se cuentan las veces.
    pub periodo: MaybeUndefined<Periodo>,
    /// Cuánto demora cada vez, hasta 100 000 horas y con 6 decimales como máximo.
    pub duracion: MaybeUndefined<Decimal>,
    /// Unidad de la duración; horas si no se dice.
    pub unidad_de_duracion: Option<UnidadDeTiempo>,
    /// Grupo del puesto propuesto: código o nombre del catálogo.
    pub grupo: MaybeUndefined<String>,
    /// Familia, del grupo.
    pub familia: MaybeUndefined<String>,
    /// Rol, de la familia.
    pub rol: MaybeUndefined<String>,
    /// Nivel, solo de los puestos de carrera (CA).
    pub nivel: MaybeUndefined<String>,
    /// Nivel organizacional, de 1 a 9; solo de directivos.
    pub nivel_organizacional: MaybeUndefined<i32>,
    /// Nombre del puesto propuesto; el del ejecutor si no se dice.
    pub puesto_propuesto: MaybeUndefined<String>,
}

impl DatosDeEjecucionInput {
    fn cambios(self, v: &mut Validacion, en: Donde) -> CambiosDeEjecucion {
        let decimal = |valor: MaybeUndefined<Decimal>| valor.map_value(|decimal| decimal.0).into();
        CambiosDeEjecucion {
            unidad: self.unidad.map_value(|id| en.unidad(v, &id)).into(),
            correlativo: self.correlativo.into(),
            ejecutor: self.ejecutor.into(),
            frecuencia_mensual: decimal(self.frecuencia_mensual),
            veces: decimal(self.veces),
            periodo: self.periodo.map_value(carga::Periodo::from).into(),
            duracion: decimal(self.duracion),
            unidad_de_duracion: self.unidad_de_duracion.map(carga::UnidadDeTiempo::from),
            grupo: self.grupo.into(),
            familia: self.familia.into(),
            rol: self.rol.into(),
            nivel: self.nivel.into(),
            nivel_organizacional: self.nivel_organizacional.into(),
            puesto_propuesto: self.puesto_propuesto.into(),
        }
    }

    /// The execution as it will be, and what of the workbook's complaints that settles.
    pub(super) fn aplicar(
        self,
        v: &mut Validacion,
        borrador: &Borrador,
        en: Donde,
        antes: &Fila,
        catalogo: &Catalogo,
    ) -> (Fila, Hecha) {
        let cambios = self.cambios(v, en);
        let dato = cambios.aplicar(v, &antes.dato, borrador.organizacion.para_nombrar(), catalogo);
        let hecha = Hecha::a(Objeto::Ejecucion(antes.id));
        let hecha = hecha.que_da(antes.dato.fila, cambios.de_tiempos(), cambios.de_clasificacion());
        (Fila { dato, ..antes.clone() }, hecha)
    }
}
