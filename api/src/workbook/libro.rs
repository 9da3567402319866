//! The workbook as a whole: finds the tabs, reads them in the order that they need, makes the report.

use std::io::Cursor;

use calamine::{Reader, Sheet, SheetVisible, Xlsx, XlsxError};

use super::cabecera::{self, Cabecera};
use super::ejecutante::{Entorno, por_correlativo, por_nombre};
use super::hoja::{self, Combinada, Hoja, Libro, Presupuesto};
use super::informe::{self, Informe, InformeHoja, Totales};
use super::pestana::{self, Nombre, Papel};
use super::registro::{Libreta, Tabla};
use super::unidades::Unidades;
use super::{Lectura, LibroError, Limites, leer_no_medidos, mapeo, matriz, parte, sobrante};
use crate::domain::catalogo::Catalogo;
use crate::domain::columna::Campo;
use crate::domain::hallazgo::Hallazgo;
use crate::domain::modelo::{HojaDeMapeo, Mapa, Matriz, TipoMatriz};
use crate::domain::revision;

/// Most sheets looked at.
const MAX_HOJAS: usize = 200;

/// A tab with its part.
struct Pestana {
    nombre: String,
    oculta: bool,
    papel: Option<Papel>,
    combinadas: Vec<Combinada>,
    cabecera: Option<Cabecera>,
    informe: InformeHoja,
}

/// A workbook being read.
struct Lector<'l> {
    libro: Libro,
    catalogo: &'l Catalogo,
    limites: &'l Limites,
    presupuesto: Presupuesto,
    libreta: Libreta,
    unidades: Unidades,
    mapa: Mapa,
}

/// Reads a repacked workbook.
pub(super) fn leer(
    copia: Vec<u8>,
    no_medidos: Option<&str>,
    catalogo: &Catalogo,
    limites: &Limites,
) -> Result<Lectura, LibroError> {
    let libro: Libro = Xlsx::new(Cursor::new(copia)).map_err(|e| ilegible(&e))?;
    let mut lector = Lector {
        libro,
        catalogo,
        limites,
        presupuesto: Presupuesto { celdas: limites.celdas, texto: limites.texto },
        libreta: Libreta::nueva(limites.hallazgos),
        unidades: Unidades::default(),
        mapa: Mapa::default(),
    };
    let mut pestanas = lector.pestanas()?;
    for papel in [Papel::Mapeo, Papel::Matriz(TipoMatriz::Actual), Papel::Matriz(TipoMatriz::Ajustada)] {
        for pestana in pestanas.iter_mut().filter(|p| p.papel == Some(papel)) {
            lector.leer_hoja(pestana, papel)?;
        }
        if !pestanas.iter().any(|p| p.papel == Some(papel)) {
            let mensaje = format!("El libro no trae la hoja «{}».", papel.texto());
            lector.libreta.anotar(Hallazgo::nuevo("HOJA_AUSENTE", mensaje));
        }
    }
    // Before the map is looked at as a whole: a puesto with an entered number needs no times.
    let entradas = no_medidos.map(|csv| lector.entrar(csv)).transpose()?;
    Ok(lector.cerrar(pestanas.into_iter().map(|p| p.informe).chain(entradas).collect()))
}

fn ilegible(error: &XlsxError) -> LibroError {
    match error {
        XlsxError::Password => LibroError::Protegido,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            LibroError::OtroFormato { formato: "un archivo comprimido (.zip) u otro documento" }
        }
        otro => LibroError::ilegible(format!("su índice de hojas está dañado ({otro})")),
    }
}

impl Lector<'_> {
    /// Every tab with its part: names first, and titles where the name does not say enough.
    fn pestanas(&mut self) -> Result<Vec<Pestana>, LibroError> {
        let nombres = self.libro.sheet_names();
        let a_la_vista = |hoja: &Sheet| hoja.visible == SheetVisible::Visible;
        let visibles: Vec<bool> = self.libro.sheets_metadata().iter().map(a_la_vista).collect();
        let mut pestanas: Vec<Pestana> = Vec::new();
        for (i, nombre) in nombres.iter().enumerate().take(MAX_HOJAS) {
            let por_nombre = pestana::por_nombre(nombre);
            let mut pestana = self.pestana(nombre, por_nombre)?;
            pestana.oculta = visibles.get(i) == Some(&false);
            pestana.informe.oculta = pestana.oculta;
            if pestana.papel.is_none() && matches!(por_nombre, Nombre::Mapeo | Nombre::Matriz(_)) {
                let mensaje = "No se encontró la fila con los títulos de las columnas; la hoja no se lee.";
                self.libreta.anotar(Hallazgo::nuevo("CABECERA_NO_ENCONTRADA", mensaje).en(Some(nombre), None));
            }
            pestanas.push(pestana);
        }
        if !pestanas.iter().any(|p| matches!(p.papel, Some(Papel::Mapeo | Papel::Matriz(_)))) {
            let hojas = nombres.iter().take(20).map(|n| format!("«{n}»")).collect::<Vec<_>>().join(", ");
            return Err(LibroError::SinPestanas { hojas });
        }
        Self::por_eliminacion(&mut pestanas);
        self.repetidas(&mut pestanas);
        Ok(pestanas)
    }

    /// A tab with its part, looking at its first rows only.
    fn pestana(&mut self, nombre: &str, por_nombre: Nombre) -> Result<Pestana, LibroError> {
        if por_nombre == Nombre::Ignorada {
            let informe = InformeHoja::nuevo(nombre, Papel::Ignorada.texto());
            let papel = Some(Papel::Ignorada);
            return Ok(Pestana {
                nombre: nombre.to_owned(),
                oculta: false,
                papel,
                combinadas: Vec::new(),
                cabecera: None,
                informe,
            });
        }
        let combinadas = hoja::combinadas(&mut self.libro, nombre);
        let primeras = Some(cabecera::FILAS_DE_BUSQUEDA);
        let hoja = hoja::leer(&mut self.libro, nombre, &combinadas, primeras, self.limites, &mut self.presupuesto)?;
        let hallada = titulos(&hoja, por_nombre);
        let papel = pestana::papel(por_nombre, hallada.as_ref());
        let mut informe = InformeHoja::nuevo(nombre, papel.map_or("no reconocida", Papel::texto));
        informe.columnas_descartadas = hallada.iter().flat_map(|c| &c.personales).map(|(_, t)| t.clone()).collect();
        Ok(Pestana { nombre: nombre.to_owned(), oculta: false, papel, combinadas, cabecera: hallada, informe })
    }

    /// Two matrices that look ajustada and none actual: the one whose name does not say is the actual.
    fn por_eliminacion(pestanas: &mut [Pestana]) {
        let de = |tipo: TipoMatriz| Some(Papel::Matriz(tipo));
        let con = |nombre: Nombre| {
            let es = |p: &Pestana| p.papel == de(TipoMatriz::Ajustada) && pestana::por_nombre(&p.nombre) == nombre;
            pestanas.iter().enumerate().filter(|(_, p)| es(p)).map(|(i, _)| i).collect::<Vec<_>>()
        };
        let (mudas, dichas) = (con(Nombre::Matriz(None)), con(Nombre::Matriz(Some(TipoMatriz::Ajustada))));
        let ([muda], [_]) = (mudas.as_slice(), dichas.as_slice()) else { return };
        if !pestanas.iter().any(|p| p.papel == de(TipoMatriz::Actual)) {
            pestanas[*muda].papel = de(TipoMatriz::Actual);
        }
    }

    /// Two tabs with the same part: one in sight, whose name says so and does not say that it is old; or the first.
    /// Matrices as good as that one and with the same titles stay with it: they may be one in several tabs.
    fn repetidas(&mut self, pestanas: &mut [Pestana]) {
        let partes = [Papel::Mapeo, Papel::Matriz(TipoMatriz::Actual), Papel::Matriz(TipoMatriz::Ajustada)];
        for papel in partes {
            let sin_nombre = |p: &Pestana| match pestana::por_nombre(&p.nombre) {
                Nombre::Mapeo => papel != Papel::Mapeo,
                Nombre::Matriz(tipo) => tipo.is_none_or(|t| papel != Papel::Matriz(t)),
                _ => true,
            };
            let iguales: Vec<usize> = (0..pestanas.len()).filter(|i| pestanas[*i].papel == Some(papel)).collect();
            let reparos = |i: &usize| {
                let p = &pestanas[*i];
                (p.oculta, pestana::es_antigua(&p.nombre), sin_nombre(p))
            };
            let elegida = iguales.iter().copied().min_by_key(reparos);
            let Some(elegida) = elegida else { continue };
            let mejor = reparos(&elegida);
            let es_parte = |i: usize| {
                let titulos = pestanas[i].cabecera.as_ref().zip(pestanas[elegida].cabecera.as_ref());
                let mismos = titulos.is_some_and(|(una, otra)| una.igual(otra));
                papel != Papel::Mapeo && mismos && reparos(&i) == mejor && !mejor.0 && !mejor.1
            };
            let sobran: Vec<usize> = iguales.into_iter().filter(|i| *i != elegida && !es_parte(*i)).collect();
            for i in sobran {
                let mensaje = format!("Otra hoja ya es «{}»; esta no se lee.", papel.texto());
                self.libreta.anotar(Hallazgo::nuevo("HOJA_DUPLICADA", mensaje).en(Some(&pestanas[i].nombre), None));
                pestanas[i].papel = None;
                pestanas[i].informe.papel = format!("repetida ({})", papel.texto());
            }
        }
    }

    fn leer_hoja(&mut self, pestana: &mut Pestana, papel: Papel) -> Result<(), LibroError> {
        let nombre = pestana.nombre.clone();
        let mut hoja =
            hoja::leer(&mut self.libro, &nombre, &pestana.combinadas, None, self.limites, &mut self.presupuesto)?;
        let Some(cabecera) = titulos(&hoja, pestana::por_nombre(&nombre)) else {
            return Ok(());
        };
        let antes = (self.libreta.hallazgos.len(), self.unidades.clone());
        let personales: Vec<u32> = cabecera.personales.iter().map(|(c, _)| *c).collect();
        hoja.quitar_columnas(&personales);
        pestana.informe = InformeHoja::con_cabecera(&nombre, papel, &cabecera);
        pestana.informe.oculta = pestana.oculta;
        if pestana.oculta {
            let mensaje = "La hoja está oculta en el libro y se leyó, porque ninguna a la vista es la que dice ser.";
            self.libreta.anotar(Hallazgo::nuevo("HOJA_OCULTA", mensaje).en(Some(&nombre), None));
        }
        sobrante::columnas_sin_titulo(&hoja, &cabecera, &mut pestana.informe);
        sobrante::anotar(&hoja, &pestana.informe, &mut self.libreta);
        let tabla = Tabla::nueva(&hoja, &cabecera);
        match papel {
            Papel::Mapeo => {
                self.mapa.puestos =
                    mapeo::leer(&tabla, self.catalogo, &mut self.unidades, &mut pestana.informe, &mut self.libreta);
                self.mapa.mapeo = HojaDeMapeo { hoja: Some(nombre), columnas: cabecera.letras() };
            }
            Papel::Matriz(tipo) => {
                let mut entorno = Entorno {
                    catalogo: self.catalogo,
                    unidades: &mut self.unidades,
                    puestos: &self.mapa.puestos,
                    por_correlativo: por_correlativo(&self.mapa.puestos),
                    por_nombre: por_nombre(&self.mapa.puestos),
                };
                if !cabecera.tiene(Campo::Correlativo) && !self.mapa.puestos.is_empty() {
                    let mensaje = "La hoja no trae el número correlativo: los puestos se buscan por su nombre.";
                    let fila = cabecera.filas.1.to_string();
                    self.libreta
                        .anotar(Hallazgo::nuevo("CORRELATIVO_SIN_COLUMNA", mensaje).en(Some(&nombre), Some(fila)));
                }
                let leida = matriz::leer(&tabla, tipo, &mut entorno, &mut pestana.informe, &mut self.libreta);
                self.guardar(leida, pestana, antes);
            }
            Papel::Ignorada => {}
        }
        Ok(())
    }

    /// Keeps a matrix, or adds it to the one that began in another tab; a copy of that one leaves nothing.
    fn guardar(&mut self, leida: Matriz, pestana: &mut Pestana, antes: (usize, Unidades)) {
        let Some(primera) = self.mapa.matrices.iter_mut().find(|m| m.tipo == leida.tipo) else {
            return self.mapa.matrices.push(leida);
        };
        let hoja = primera.hoja.clone().unwrap_or_default();
        let papel = pestana.informe.papel.clone();
        let hallazgo = if parte::es_copia(primera, &leida) {
            self.libreta.volver_a(antes.0);
            self.unidades = antes.1;
            let mensaje =
                format!("La hoja dice lo mismo que otra de la {papel} («{hoja}» o las que la siguen); no se usa.");
            pestana.informe = InformeHoja::nuevo(&pestana.nombre, &format!("repetida ({papel})"));
            Hallazgo::nuevo("HOJA_DUPLICADA", mensaje)
        } else {
            let filas = leida.ejecuciones.len();
            parte::unir(primera, leida);
            let mensaje =
                format!("La hoja tiene los títulos de «{hoja}» y otras filas: se suma a la {papel} ({filas} filas).");
            Hallazgo::nuevo("MATRIZ_EN_VARIAS_HOJAS", mensaje)
        };
        self.libreta.anotar(hallazgo.en(Some(&pestana.nombre), None));
    }

    fn entrar(&mut self, csv: &str) -> Result<InformeHoja, LibroError> {
        let (informe, hallazgos) = leer_no_medidos(csv, &mut self.mapa)?;
        for hallazgo in hallazgos {
            self.libreta.anotar(hallazgo);
        }
        Ok(informe)
    }

    fn cerrar(mut self, hojas: Vec<InformeHoja>) -> Lectura {
        self.mapa.unidades = self.unidades.lista;
        for hallazgo in revision::revisar(&self.mapa) {
            self.libreta.anotar(hallazgo);
        }
        self.mapa.matrices.iter_mut().for_each(parte::numerar);
        let hallazgos = self.libreta.cerrar();
        let informe = Informe { hojas, totales: Totales::de(&self.mapa), hallazgos: informe::contar(&hallazgos) };
        Lectura { mapa: self.mapa, informe, hallazgos }
    }
}

/// The titles of a sheet: as what its name says, or as what they look like.
fn titulos(hoja: &Hoja<'_>, nombre: Nombre) -> Option<Cabecera> {
    let segun_nombre = cabecera::buscar(hoja, nombre.contenido()).filter(|c| c.contenido() == nombre.contenido());
    segun_nombre.or_else(|| cabecera::buscar(hoja, None))
}
