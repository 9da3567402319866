//! A puesto of the Mapeo that comes, changes or goes, and the number entered for one that is not measured.

use rust_decimal::Decimal;

use super::organizacion::{ejecuciones, usos};
use super::{MatrizEditable, OrganizacionEditable, posicion};
use crate::domain::catalogo::Catalogo;
use crate::domain::decimal::CENTIMO;
use crate::domain::modelo::{
    NoMedido, OCUPADOS_MAXIMOS, Puesto, REMUNERACION_MAXIMA, TEXTO_MAXIMO, correlativo_normal,
};
use crate::domain::registro::Validacion;
use crate::domain::texto::{clave, limpio};

/// Longest list of functions: what a cell can hold.
const FUNCIONES_MAXIMAS: usize = 32_767;

/// Texts as a workbook's are kept, codes of the catalogue, numbers in their range.
fn limpiar(v: &mut Validacion, puesto: &mut Puesto, catalogo: &Catalogo) {
    let correlativo = correlativo_normal(&puesto.correlativo);
    v.texto("correlativo", &puesto.correlativo, TEXTO_MAXIMO);
    v.exigir(correlativo.is_some(), "correlativo", "VACIO", "El correlativo no puede faltar ni ser 0.");
    puesto.correlativo = correlativo.unwrap_or_default();
    v.texto("nombre", &puesto.nombre, TEXTO_MAXIMO);
    puesto.nombre = limpio(&puesto.nombre).unwrap_or_default();
    for (campo, texto, maximo) in [
        ("regimenTexto", &mut puesto.regimen_texto, TEXTO_MAXIMO),
        ("cargoEstructural", &mut puesto.cargo_estructural, TEXTO_MAXIMO),
        ("clasificacionCargo", &mut puesto.clasificacion_cargo, TEXTO_MAXIMO),
        ("nombreAjustado", &mut puesto.nombre_ajustado, TEXTO_MAXIMO),
        ("funciones", &mut puesto.funciones, FUNCIONES_MAXIMAS),
    ] {
        v.opcional(campo, texto.as_deref(), maximo);
        *texto = texto.as_deref().and_then(limpio);
    }
    if let Some(dicho) = puesto.regimen.take() {
        puesto.regimen = catalogo.regimen(&dicho).map(str::to_owned);
        if puesto.regimen.is_none() {
            v.falta("regimen", "FUERA_DE_CATALOGO", format!("«{dicho}» no está en el catálogo de regímenes."));
        }
    }
    let ocupados = puesto.ocupados.is_none_or(|ocupados| (0..=OCUPADOS_MAXIMOS).contains(&ocupados));
    v.exigir(ocupados, "ocupados", "FUERA_DE_RANGO", "Va de 0 a 100 000.");
    if let Some(remuneracion) = puesto.remuneracion {
        let en_rango = (Decimal::ZERO..=Decimal::from(REMUNERACION_MAXIMA)).contains(&remuneracion);
        v.exigir(en_rango, "remuneracion", "FUERA_DE_RANGO", "Va de 0 a 10 000 000 de soles.");
        let centimos = remuneracion.normalize().scale() <= CENTIMO;
        v.exigir(centimos, "remuneracion", "DECIMALES", "Tiene más de 2 decimales.");
    }
}

impl OrganizacionEditable {
    /// Adds a puesto of that id at a place of the Mapeo. Executions that named its correlativo in vain name it from now on.
    pub fn crear_puesto(
        &mut self,
        v: &mut Validacion,
        (id, en): (i64, Option<i32>),
        mut puesto: Puesto,
        catalogo: &Catalogo,
        matrices: &mut [&mut MatrizEditable],
    ) {
        limpiar(v, &mut puesto, catalogo);
        let i = self.mapa.puestos.len();
        self.mapa.puestos.push(puesto);
        self.puestos.push(id);
        self.exigir_unico(v, i);
        self.superior(v, i);
        let lugar = posicion(v, en, self.orden_puestos.len());
        self.orden_puestos.insert(lugar, i);
        self.enlazar(i, matrices);
    }

    /// Puts `despues` in the place of a puesto. Who named it by its correlativo does so by the new one; an execution that was
    /// called as it still is.
    pub fn cambiar_puesto(
        &mut self,
        v: &mut Validacion,
        i: usize,
        despues: Puesto,
        catalogo: &Catalogo,
        matrices: &mut [&mut MatrizEditable],
    ) {
        let antes = std::mem::replace(&mut self.mapa.puestos[i], despues);
        limpiar(v, &mut self.mapa.puestos[i], catalogo);
        let despues = self.mapa.puestos[i].clone();
        if antes.superior != despues.superior {
            self.superior(v, i);
        }
        let (de_antes, otro_nombre) = (clave(&antes.nombre), clave(&antes.nombre) != clave(&despues.nombre));
        for fila in matrices.iter_mut().flat_map(|m| &mut m.ejecuciones).filter(|fila| fila.dato.puesto == Some(i)) {
            let llamada = fila.dato.propuesto.nombre.as_deref().map(clave).as_ref() == Some(&de_antes);
            if otro_nombre && llamada && fila.dato.ejecutor.is_none() {
                fila.dato.propuesto.nombre = None;
            }
            if antes.correlativo != despues.correlativo {
                fila.dato.correlativo = Some(despues.correlativo.clone());
            }
        }
        if antes.correlativo != despues.correlativo {
            self.exigir_unico(v, i);
            for otro in &mut self.mapa.puestos {
                if otro.superior.as_ref() == Some(&antes.correlativo) {
                    otro.superior = Some(despues.correlativo.clone());
                }
            }
            self.enlazar(i, matrices);
        }
    }

    /// Takes a puesto away with the number entered for it, unless something names it.
    pub fn eliminar_puesto(&mut self, v: &mut Validacion, i: usize, matrices: &[&mut MatrizEditable]) {
        let correlativo = &self.mapa.puestos[i].correlativo;
        let debajo = |p: &&usize| **p != i && self.mapa.puestos[**p].superior.as_ref() == Some(correlativo);
        let superior = self.orden_puestos.iter().filter(debajo).count();
        let filas = ejecuciones(matrices, |ejecucion| ejecucion.puesto == Some(i));
        if let Some(mensaje) = usos(&[("puestos que lo tienen por superior", superior), ("ejecuciones", filas)]) {
            v.falta("id", "EN_USO", mensaje);
        }
        self.orden_puestos.retain(|puesto| *puesto != i);
    }

    /// The number entered for a puesto.
    pub fn ingresado(&self, i: usize) -> Option<&NoMedido> {
        self.mapa.no_medidos.iter().find(|n| n.puesto == i)
    }

    /// Enters the number of a puesto that is not measured, in place of the one it has.
    pub fn ingresar(&mut self, v: &mut Validacion, mut ingresado: NoMedido, catalogo: &Catalogo) {
        let posiciones = (0..=OCUPADOS_MAXIMOS).contains(&ingresado.posiciones);
        v.exigir(posiciones, "posiciones", "FUERA_DE_RANGO", "Va de 0 a 100 000.");
        v.opcional("sustento", ingresado.sustento.as_deref(), TEXTO_MAXIMO);
        ingresado.sustento = ingresado.sustento.as_deref().and_then(limpio);
        if let Some(dicho) = ingresado.grupo.take() {
            ingresado.grupo = catalogo.grupo(&dicho).map(str::to_owned);
            if ingresado.grupo.is_none() {
                v.falta("grupo", "FUERA_DE_CATALOGO", format!("«{dicho}» no está en el catálogo de grupos."));
            }
        }
        let en_rango = ingresado.nivel_organizacional.is_none_or(|nivel| (1..=9).contains(&nivel));
        v.exigir(en_rango, "nivelOrganizacional", "FUERA_DE_RANGO", "Va de 1 a 9.");
        self.retirar(ingresado.puesto);
        self.mapa.no_medidos.push(ingresado);
        self.mapa.no_medidos.sort_by_key(|n| n.puesto);
    }

    /// Takes the number of a puesto away.
    pub fn retirar(&mut self, i: usize) {
        self.mapa.no_medidos.retain(|n| n.puesto != i);
    }

    fn exigir_unico(&self, v: &mut Validacion, i: usize) {
        let propio = &self.mapa.puestos[i].correlativo;
        let repetido = self.orden_puestos.iter().any(|p| *p != i && self.mapa.puestos[*p].correlativo == *propio);
        v.exigir(!repetido, "correlativo", "REPETIDO", "Otro puesto del mapeo tiene ya ese correlativo.");
    }

    /// A superior is a puesto of the Mapeo: another text could be the name of a person.
    fn superior(&mut self, v: &mut Validacion, i: usize) {
        let Some(dicho) = self.mapa.puestos[i].superior.take() else { return };
        let normal = correlativo_normal(&dicho);
        let hallado = normal.filter(|n| self.orden_puestos.iter().any(|p| self.mapa.puestos[*p].correlativo == *n));
        v.exigir(
            hallado.is_some(),
            "superiorCorrelativo",
            "CORRELATIVO_INEXISTENTE",
            "No está en el mapeo de puestos de este borrador.",
        );
        self.mapa.puestos[i].superior = hallado;
    }

    /// Has the executions name a puesto whose correlativo they said when nobody had it.
    fn enlazar(&self, i: usize, matrices: &mut [&mut MatrizEditable]) {
        let correlativo = &self.mapa.puestos[i].correlativo;
        for fila in matrices.iter_mut().flat_map(|m| &mut m.ejecuciones) {
            if fila.dato.puesto.is_none() && fila.dato.correlativo.as_ref() == Some(correlativo) {
                fila.dato.puesto = Some(i);
            }
        }
    }
}
