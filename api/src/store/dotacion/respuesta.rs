//! The answer to a question: groups with their sums and coverage, subtotals, total; and the memory of answers.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use moka::future::Cache;

use super::{Consulta, Dimension, Valor, cobertura, sumas};
use crate::domain::resumen::Suma;
use crate::store::version::eleccion::Eleccion;
use crate::store::{Lectura, StoreError};

/// Entities that a figure asks for and entities behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cobertura {
    /// Entities that the question covers.
    pub pedidas: i64,
    /// Of them, those with the chosen version and matrix.
    pub reportaron: i64,
}

/// A group, a subtotal or the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grupo {
    /// Value of each dimension, then entity and version where keys of one version's rows need them.
    pub clave: Vec<Valor>,
    /// Sums of its rows.
    pub suma: Suma,
    /// How much it covers.
    pub cobertura: Cobertura,
    /// Nothing was reported for it: its figures are missing, not zero.
    pub sin_datos: bool,
}

/// All groups of a question, sorted by their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respuesta {
    dimensiones: Vec<Dimension>,
    /// The groups.
    pub grupos: Vec<Grupo>,
    /// Coverage by the entity dimensions.
    coberturas: Vec<(Vec<Valor>, Cobertura)>,
}

impl Respuesta {
    /// Groups told apart by the first `cuantas` dimensions only; none is the total.
    pub fn agrupados(&self, cuantas: usize) -> Vec<Grupo> {
        let dimensiones = &self.dimensiones[..cuantas.min(self.dimensiones.len())];
        let mut sumas: BTreeMap<Vec<Valor>, (Suma, bool)> = BTreeMap::new();
        for grupo in &self.grupos {
            let (suma, sin_datos) =
                sumas.entry(self.prefijo(&grupo.clave, dimensiones)).or_insert((Suma::default(), true));
            *suma += &grupo.suma;
            *sin_datos &= grupo.sin_datos;
        }
        if dimensiones.is_empty() && sumas.is_empty() {
            sumas.insert(Vec::new(), (Suma::default(), true));
        }
        let coberturas = self.coberturas(dimensiones.iter().filter(|d| d.es_de_entidad()).count());
        let cada = |(clave, (suma, sin_datos)): (Vec<Valor>, (Suma, bool))| Grupo {
            cobertura: coberturas.get(de_entidades(&clave, dimensiones).as_slice()).copied().unwrap_or_default(),
            clave,
            suma,
            sin_datos,
        };
        sumas.into_iter().map(cada).collect()
    }

    /// The grand total.
    pub fn total(&self) -> Grupo {
        let vacio =
            Grupo { clave: Vec::new(), suma: Suma::default(), cobertura: Cobertura::default(), sin_datos: true };
        self.agrupados(0).into_iter().next().unwrap_or(vacio)
    }

    fn prefijo(&self, clave: &[Valor], dimensiones: &[Dimension]) -> Vec<Valor> {
        let mut prefijo = clave[..dimensiones.len()].to_vec();
        if dimensiones.iter().any(|d| d.es_de_version()) {
            prefijo.extend_from_slice(&clave[self.dimensiones.len()..]);
        }
        prefijo
    }

    /// Coverage of the entities by the first `cuantas` entity dimensions.
    fn coberturas(&self, cuantas: usize) -> HashMap<&[Valor], Cobertura> {
        let mut coberturas: HashMap<&[Valor], Cobertura> = HashMap::new();
        for (clave, cobertura) in &self.coberturas {
            let suma = coberturas.entry(&clave[..cuantas]).or_default();
            suma.pedidas += cobertura.pedidas;
            suma.reportaron += cobertura.reportaron;
        }
        coberturas
    }
}

/// Values of the entity dimensions in a key.
fn de_entidades(clave: &[Valor], dimensiones: &[Dimension]) -> Vec<Valor> {
    dimensiones.iter().zip(clave).filter(|(d, _)| d.es_de_entidad()).map(|(_, valor)| valor.clone()).collect()
}

/// Answers that stay good until something is published, by epoch and question.
#[derive(Debug, Clone)]
pub struct Recuerdos {
    respuestas: Cache<(i64, String), Arc<Respuesta>>,
    cuenta: Arc<[AtomicU64; 2]>,
}

/// Questions that the memory of answers was asked so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aciertos {
    /// It had the answer.
    pub aciertos: u64,
    /// It had to be calculated.
    pub fallos: u64,
}

/// Groups remembered in all answers together; a group is some 300 bytes.
const GRUPOS_RECORDADOS: u64 = 300_000;

impl Default for Recuerdos {
    fn default() -> Self {
        let peso = |_: &(i64, String), respuesta: &Arc<Respuesta>| {
            u32::try_from(respuesta.grupos.len() + 1).unwrap_or(u32::MAX)
        };
        let respuestas = Cache::builder().weigher(peso).max_capacity(GRUPOS_RECORDADOS).build();
        Self { respuestas, cuenta: Arc::default() }
    }
}

impl Recuerdos {
    /// How often it helped.
    pub fn aciertos(&self) -> Aciertos {
        let [aciertos, fallos] = &*self.cuenta;
        Aciertos { aciertos: aciertos.load(Ordering::Relaxed), fallos: fallos.load(Ordering::Relaxed) }
    }

    async fn buscar(&self, llave: &(i64, String)) -> Option<Arc<Respuesta>> {
        let hallada = self.respuestas.get(llave).await;
        let [aciertos, fallos] = &*self.cuenta;
        if hallada.is_some() { aciertos } else { fallos }.fetch_add(1, Ordering::Relaxed);
        hallada
    }
}

/// Answers a question: from memory when it was asked since the last publication, else from the roll-ups.
pub async fn responder(
    lectura: &Lectura,
    recuerdos: &Recuerdos,
    consulta: &Consulta,
) -> Result<Arc<Respuesta>, StoreError> {
    // A version chosen by number can be a draft, which changes without an epoch.
    if !matches!(consulta.eleccion, Eleccion::Vigente | Eleccion::PublicadaHasta(_)) {
        return calcular(lectura, consulta).await.map(Arc::new);
    }
    let mut epoca = lectura.epoca().await?;
    loop {
        let llave = (epoca, consulta.huella.clone());
        if let Some(respuesta) = recuerdos.buscar(&llave).await {
            return Ok(respuesta);
        }
        let respuesta = Arc::new(calcular(lectura, consulta).await?);
        // Unless something was published meanwhile: then sums and coverage may be of two moments.
        if !lectura.es_de_un_momento() {
            epoca = lectura.epoca().await?;
        }
        if epoca == llave.0 {
            recuerdos.respuestas.insert(llave, Arc::clone(&respuesta)).await;
            return Ok(respuesta);
        }
    }
}

async fn calcular(lectura: &Lectura, consulta: &Consulta) -> Result<Respuesta, StoreError> {
    let sumas = sumas::sumar(lectura, consulta).await?;
    let coberturas = cobertura::por_entidades(lectura, consulta).await?;
    let vacias = cobertura::unidades_vacias(lectura, consulta).await?;
    let coberturas = coberturas.into_iter().map(|(c, pedidas, reportaron)| (c, Cobertura { pedidas, reportaron }));
    let mut respuesta =
        Respuesta { dimensiones: consulta.dimensiones.clone(), grupos: Vec::new(), coberturas: coberturas.collect() };
    let por_entidad: HashMap<&[Valor], Cobertura> =
        respuesta.coberturas.iter().map(|(c, k)| (c.as_slice(), *k)).collect();
    let dimensiones = &consulta.dimensiones;
    let grupo = |clave: Vec<Valor>, suma: Suma, sin_datos: bool| {
        let cobertura = por_entidad.get(de_entidades(&clave, dimensiones).as_slice()).copied().unwrap_or_default();
        Grupo { clave, suma, cobertura, sin_datos }
    };
    let mut grupos: Vec<Grupo> = sumas.into_iter().map(|(clave, suma)| grupo(clave, suma, false)).collect();
    grupos.extend(vacias.into_iter().map(|clave| grupo(clave, Suma::default(), true)));
    grupos.extend(
        faltantes(consulta, &por_entidad, &grupos).into_iter().map(|clave| grupo(clave, Suma::default(), true)),
    );
    grupos.sort_by(|a, b| a.clave.cmp(&b.clave));
    drop(por_entidad);
    respuesta.grupos = grupos;
    Ok(respuesta)
}

/// Keys of the groups of entities from which nothing was reported: they appear, as missing.
fn faltantes(consulta: &Consulta, coberturas: &HashMap<&[Valor], Cobertura>, grupos: &[Grupo]) -> Vec<Vec<Valor>> {
    let dimensiones = &consulta.dimensiones;
    if !dimensiones.iter().any(|d| d.es_de_entidad()) {
        return Vec::new();
    }
    let presentes: HashSet<Vec<Valor>> = grupos.iter().map(|g| de_entidades(&g.clave, dimensiones)).collect();
    let calladas = coberturas.iter().filter(|(clave, c)| c.reportaron == 0 && !presentes.contains(**clave));
    let extra = if dimensiones.iter().any(|d| d.es_de_version()) { 2 } else { 0 };
    let completar = |(clave, _): (&&[Valor], &Cobertura)| {
        let mut valores = clave.iter();
        let mut completa: Vec<Valor> = dimensiones
            .iter()
            .map(|d| if d.es_de_entidad() { valores.next().cloned().unwrap_or(Valor::Nulo) } else { Valor::Nulo })
            .collect();
        completa.extend(std::iter::repeat_n(Valor::Nulo, extra));
        completa
    };
    calladas.map(completar).collect()
}
