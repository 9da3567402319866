//! Who executes something, where, how often and how long: the rules of the workbook, at the door.
//!
//! What an import keeps with a warning is kept here too, and found as it is found there; what an import could not use
//! (a number beyond all measure, a code that no catalogue has) is refused.

use rust_decimal::Decimal;

use crate::domain::carga::{
    DURACION_MAXIMA, FRECUENCIA_MAXIMA, HORAS_MAXIMAS, Periodo, UnidadDeTiempo, en_horas, frecuencia_mensual,
};
use crate::domain::catalogo::{CARRERA, Catalogo};
use crate::domain::decimal::{MICRO, redondear};
use crate::domain::modelo::{Ejecucion, Mapa, Propuesto, TEXTO_MAXIMO, correlativo_normal};
use crate::domain::registro::Validacion;
use crate::domain::texto::{clave, limpio};

/// What an input says of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cambio<T> {
    /// Nothing.
    #[default]
    Nada,
    /// That it has no value.
    Quitar,
    /// This.
    Poner(T),
}

impl<T: Clone> Cambio<T> {
    const fn es_algo(&self) -> bool {
        !matches!(self, Self::Nada)
    }

    fn en(&self, antes: Option<T>) -> Option<T> {
        match self {
            Self::Nada => antes,
            Self::Quitar => None,
            Self::Poner(valor) => Some(valor.clone()),
        }
    }
}

/// What an input says of an execution.
#[derive(Debug, Clone, Default)]
pub struct CambiosDeEjecucion {
    /// Id of the unit.
    pub unidad: Cambio<i64>,
    /// Correlativo of the puesto in the Mapeo.
    pub correlativo: Cambio<String>,
    /// Ejecutor.
    pub ejecutor: Cambio<String>,
    /// Times a month.
    pub frecuencia_mensual: Cambio<Decimal>,
    /// Times in a period.
    pub veces: Cambio<Decimal>,
    /// The period.
    pub periodo: Cambio<Periodo>,
    /// Duration.
    pub duracion: Cambio<Decimal>,
    /// Its unit.
    pub unidad_de_duracion: Option<UnidadDeTiempo>,
    /// Grupo, as in the catalogue.
    pub grupo: Cambio<String>,
    /// Familia, so too.
    pub familia: Cambio<String>,
    /// Rol, so too.
    pub rol: Cambio<String>,
    /// Nivel, so too.
    pub nivel: Cambio<String>,
    /// Nivel organizacional.
    pub nivel_organizacional: Cambio<i32>,
    /// Name of the proposed puesto.
    pub puesto_propuesto: Cambio<String>,
}

/// Units and puestos of the draft, by their positions.
#[derive(Debug, Clone, Copy)]
pub struct Organizacion<'a> {
    /// Those rows.
    pub mapa: &'a Mapa,
    /// Ids of the units.
    pub unidades: &'a [i64],
}

impl CambiosDeEjecucion {
    /// Whether frequency or duration change.
    pub const fn de_tiempos(&self) -> bool {
        self.frecuencia_mensual.es_algo() || self.veces.es_algo() || self.periodo.es_algo() || self.duracion.es_algo()
    }

    /// Whether the classification changes.
    pub const fn de_clasificacion(&self) -> bool {
        self.grupo.es_algo()
            || self.familia.es_algo()
            || self.rol.es_algo()
            || self.nivel.es_algo()
            || self.nivel_organizacional.es_algo()
    }

    /// The execution with these changes, and all that is wrong with them.
    pub fn aplicar(
        &self,
        v: &mut Validacion,
        antes: &Ejecucion,
        organizacion: Organizacion<'_>,
        catalogo: &Catalogo,
    ) -> Ejecucion {
        let mut fila = antes.clone();
        self.quien(v, &mut fila, organizacion);
        if self.de_clasificacion() {
            self.clasificar(v, &mut fila.propuesto, catalogo);
        }
        if self.de_tiempos() {
            self.tiempos(v, &mut fila);
        }
        fila
    }

    fn quien(&self, v: &mut Validacion, fila: &mut Ejecucion, Organizacion { mapa, unidades }: Organizacion<'_>) {
        let texto = |v: &mut Validacion, campo: &str, cambio: &Cambio<String>, antes: Option<String>| {
            if let Cambio::Poner(texto) = cambio {
                v.texto(campo, texto, TEXTO_MAXIMO);
            }
            if cambio.es_algo() { cambio.en(antes).as_deref().and_then(limpio) } else { antes }
        };
        let llamado = |fila: &Ejecucion| {
            let puesto = fila.puesto.and_then(|i| mapa.puestos.get(i)).map(|p| p.nombre.clone());
            fila.ejecutor.clone().or(puesto)
        };
        let antes = llamado(fila);
        fila.ejecutor = texto(v, "ejecutor", &self.ejecutor, fila.ejecutor.take());
        let escrita = match self.unidad {
            Cambio::Poner(id) => {
                let unidad = unidades.iter().position(|otra| *otra == id);
                v.exigir(unidad.is_some(), "unidad", "REFERENCIA_DESCONOCIDA", "No es una unidad de este borrador.");
                unidad
            }
            Cambio::Quitar => None,
            Cambio::Nada => fila.unidad,
        };
        if let Cambio::Poner(correlativo) = &self.correlativo {
            fila.correlativo = correlativo_normal(correlativo);
            let escrito = fila.correlativo.as_deref();
            fila.puesto = escrito.and_then(|c| mapa.puesto_de(c, fila.ejecutor.as_deref(), escrita));
            v.exigir(
                fila.puesto.is_some() || escrito.is_none(),
                "correlativo",
                "CORRELATIVO_INEXISTENTE",
                "No está en el mapeo de puestos de este borrador.",
            );
        } else if self.correlativo.es_algo() {
            (fila.correlativo, fila.puesto) = (None, None);
        }
        let del_puesto = fila.puesto.and_then(|i| mapa.puestos.get(i)).and_then(|p| p.unidad);
        fila.unidad = match self.unidad {
            Cambio::Nada if self.correlativo.es_algo() => del_puesto.or(escrita),
            _ => escrita,
        };
        if self.puesto_propuesto.es_algo() {
            fila.propuesto.nombre = texto(v, "puestoPropuesto", &self.puesto_propuesto, fila.propuesto.nombre.take());
        } else if (self.ejecutor.es_algo() || self.correlativo.es_algo())
            && antes.as_deref().map(clave) == fila.propuesto.nombre.as_deref().map(clave)
        {
            // It was called as who executes: it still is.
            fila.propuesto.nombre = None;
        }
    }

    fn clasificar(&self, v: &mut Validacion, propuesto: &mut Propuesto, catalogo: &Catalogo) {
        let buscar = |v: &mut Validacion, campo: &str, cambio: &Cambio<String>, hallado: Option<&str>| {
            if let (Cambio::Poner(dicho), None) = (cambio, hallado) {
                v.falta(campo, "FUERA_DE_CATALOGO", format!("«{dicho}» no está en el catálogo de lo ya dicho."));
            }
            hallado.map(str::to_owned)
        };
        let grupo = self.grupo.en(propuesto.grupo.take());
        propuesto.grupo = buscar(v, "grupo", &self.grupo, grupo.as_deref().and_then(|g| catalogo.grupo(g)));
        let de_grupo = propuesto.grupo.clone();
        let familia = self.familia.en(propuesto.familia.take());
        let hallada = familia.as_deref().and_then(|f| catalogo.familia(de_grupo.as_deref(), f));
        Self::exigir_acorde(v, "familia", &self.familia, familia.as_deref(), hallada);
        propuesto.familia = buscar(v, "familia", &self.familia, hallada);
        let rol = self.rol.en(propuesto.rol.take());
        if let (Some(dicho), None) = (&rol, &propuesto.familia) {
            let unico = catalogo.rol_unico(de_grupo.as_deref(), dicho);
            propuesto.familia = unico.map(|rol| rol.familia.clone());
        }
        let hallado = propuesto.familia.as_deref().and_then(|f| catalogo.rol(Some(f), rol.as_deref()?));
        Self::exigir_acorde(v, "rol", &self.rol, rol.as_deref(), hallado);
        propuesto.rol = buscar(v, "rol", &self.rol, hallado);
        let nivel = self.nivel.en(propuesto.nivel.take());
        propuesto.nivel = buscar(v, "nivel", &self.nivel, nivel.as_deref().and_then(|n| catalogo.nivel(n)));
        if propuesto.grupo.is_none() {
            propuesto.grupo = catalogo.grupo_deducido(propuesto.familia.as_deref(), propuesto.nivel.as_deref());
        }
        let de_carrera = propuesto.grupo.as_deref().is_none_or(|grupo| grupo == CARRERA);
        v.exigir(
            propuesto.nivel.is_none() || de_carrera,
            "nivel",
            "NIVEL_FUERA_DE_GRUPO",
            "Solo los puestos de carrera (CA) tienen nivel.",
        );
        if let Cambio::Poner(nivel) = self.nivel_organizacional {
            v.exigir((1..=9).contains(&nivel), "nivelOrganizacional", "FUERA_DE_RANGO", "Va de 1 a 9.");
        }
        if self.nivel_organizacional.es_algo() {
            let nivel = self.nivel_organizacional.en(None);
            propuesto.nivel_organizacional = nivel.and_then(|nivel| i16::try_from(nivel).ok());
        }
    }

    /// What was there already must go with what changed above it.
    fn exigir_acorde(
        v: &mut Validacion,
        campo: &str,
        cambio: &Cambio<String>,
        valor: Option<&str>,
        hallado: Option<&str>,
    ) {
        if let (Cambio::Nada, Some(valor), None) = (cambio, valor, hallado) {
            v.falta(
                campo,
                "INCOHERENTE",
                format!("«{valor}» no es de lo que se da ahora: cámbielo también, o envíelo nulo."),
            );
        }
    }

    fn tiempos(&self, v: &mut Validacion, fila: &mut Ejecucion) {
        let dado = |v: &mut Validacion, campo: &str, cambio: &Cambio<Decimal>, maximo: Decimal| {
            let Cambio::Poner(valor) = cambio else { return true };
            if valor.is_sign_negative() && !valor.is_zero() {
                v.falta(campo, "NUMERO_NEGATIVO", "No puede ser negativo.");
            } else if *valor > maximo {
                v.falta(campo, "NUMERO_EXCESIVO", format!("Pasa del máximo creíble ({maximo})."));
            } else if valor.normalize().scale() > MICRO {
                v.falta(campo, "DECIMALES", format!("Tiene más de {MICRO} decimales."));
            } else {
                return true;
            }
            false
        };
        let unidad = self.unidad_de_duracion.unwrap_or(UnidadDeTiempo::Hora);
        let una_hora = en_horas(Decimal::ONE, unidad);
        let sirven = [
            dado(v, "frecuenciaMensual", &self.frecuencia_mensual, FRECUENCIA_MAXIMA),
            dado(v, "veces", &self.veces, FRECUENCIA_MAXIMA),
            dado(v, "duracion", &self.duracion, redondear(DURACION_MAXIMA / una_hora, 0)),
        ];
        if sirven == [true; 3] {
            self.frecuencia(v, fila);
            if self.duracion.es_algo() {
                fila.duracion = self.duracion.en(None).map(|d| redondear(en_horas(d, unidad), MICRO).normalize());
            }
            let horas = fila.frecuencia.zip(fila.duracion).and_then(|(f, d)| f.checked_mul(d));
            if horas.is_some_and(|horas| horas > HORAS_MAXIMAS) {
                let mensaje = format!("Frecuencia × duración pasa de {HORAS_MAXIMAS} horas al mes.");
                v.falta("duracion", "NUMERO_EXCESIVO", mensaje);
            }
        }
    }

    fn frecuencia(&self, v: &mut Validacion, fila: &mut Ejecucion) {
        if self.frecuencia_mensual.es_algo() {
            let ambas = matches!(self.veces, Cambio::Poner(_)) || matches!(self.periodo, Cambio::Poner(_));
            v.exigir(!ambas, "frecuenciaMensual", "INCOHERENTE", "Dé la frecuencia mensual, o las veces y su período.");
            fila.frecuencia = self.frecuencia_mensual.en(None).map(|f| f.normalize());
            (fila.veces, fila.periodo) = (None, None);
            return;
        }
        if !self.veces.es_algo() && !self.periodo.es_algo() {
            return;
        }
        // Without a period of its own the frequency was said by the month.
        let habitual = fila.periodo.or(fila.frecuencia.is_some().then_some(Periodo::Mensual));
        let veces = self.veces.en(fila.veces.or(fila.frecuencia));
        match (veces, self.periodo.en(habitual)) {
            (Some(veces), Some(periodo)) => {
                let al_mes = redondear(frecuencia_mensual(veces, periodo), MICRO).normalize();
                if al_mes > FRECUENCIA_MAXIMA {
                    let mensaje = format!("Son {al_mes} veces al mes: pasa del máximo creíble ({FRECUENCIA_MAXIMA}).");
                    v.falta("veces", "NUMERO_EXCESIVO", mensaje);
                }
                let por_mes = periodo == Periodo::Mensual;
                (fila.veces, fila.periodo) = if por_mes { (None, None) } else { (Some(veces), Some(periodo)) };
                fila.frecuencia = Some(al_mes);
            }
            (None, None) => (fila.frecuencia, fila.veces, fila.periodo) = (None, None, None),
            (veces, _) => {
                let campo = if veces.is_none() { "veces" } else { "periodo" };
                v.falta(campo, "INCOHERENTE", "Las veces van con su período.");
            }
        }
    }
}
