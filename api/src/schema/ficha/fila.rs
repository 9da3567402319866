//! The rows of a sheet and their cells.

use std::sync::Arc;

use async_graphql::{Enum, InputObject, Object, SimpleObject};

use crate::domain::ficha as domain;
use crate::domain::ficha::Columna;

/// Si alguien es de la entidad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Ambito")]
pub enum Ambito {
    /// Unidad o puesto de la entidad.
    Interno,
    /// Alguien de fuera.
    Externo,
}

/// Una cosa de una celda.
#[derive(SimpleObject)]
pub struct ItemDeCelda {
    /// La cosa.
    texto: String,
    /// De un proveedor o un destinatario, si es de la entidad; nulo si no se sabe.
    ambito: Option<Ambito>,
}

/// Celda de una ficha. Puede extenderse sobre varias filas: entonces vale en todas.
#[derive(SimpleObject)]
pub struct CeldaDeFicha {
    /// De qué son sus ítems, o el nombre de la actividad.
    titulo: Option<String>,
    /// Sus ítems, en orden.
    items: Vec<ItemDeCelda>,
    /// Número de la fila donde empieza.
    desde: usize,
    /// Sobre cuántas filas se extiende.
    filas: u16,
}

/// A row of a sheet, with the rows above that may reach over it.
pub struct FilaDeFicha {
    todas: Arc<Vec<domain::Fila>>,
    i: usize,
}

impl FilaDeFicha {
    /// All rows of a sheet.
    pub fn de(filas: Vec<domain::Fila>) -> Vec<Self> {
        let todas = Arc::new(filas);
        (0..todas.len()).map(|i| Self { todas: Arc::clone(&todas), i }).collect()
    }

    /// Whether it is one of those that every process shares.
    pub fn es_transversal(&self) -> bool {
        self.fila().transversal
    }

    fn fila(&self) -> &domain::Fila {
        &self.todas[self.i]
    }

    fn celda(&self, columna: Columna) -> Option<CeldaDeFicha> {
        let (desde, celda) = domain::celda_que_vale(&self.todas, self.i, columna)?;
        let item =
            |item: &domain::Item| ItemDeCelda { texto: item.texto.clone(), ambito: item.ambito.map(Ambito::from) };
        Some(CeldaDeFicha {
            titulo: celda.titulo.clone(),
            items: celda.items.iter().map(item).collect(),
            desde: desde + 1,
            filas: celda.filas,
        })
    }
}

/// Fila de una ficha: de quién viene qué, qué se hace con ello, qué sale y para quién.
#[Object]
impl FilaDeFicha {
    /// Número de la fila, desde 1.
    async fn numero(&self) -> usize {
        self.i + 1
    }

    /// Si es una actividad transversal del sistema de gestión, que todo proceso comparte.
    async fn transversal(&self) -> bool {
        self.fila().transversal
    }

    /// Quién da lo que la actividad necesita; nulo si no se dice.
    async fn proveedores(&self) -> Option<CeldaDeFicha> {
        self.celda(Columna::Proveedor)
    }

    /// Lo que la actividad necesita.
    async fn entradas(&self) -> Option<CeldaDeFicha> {
        self.celda(Columna::Entrada)
    }

    /// Lo que se hace: el título es su nombre y los ítems la describen.
    async fn actividad(&self) -> Option<CeldaDeFicha> {
        self.celda(Columna::Actividad)
    }

    /// Lo que resulta de la actividad.
    async fn resultados(&self) -> Option<CeldaDeFicha> {
        self.celda(Columna::Resultado)
    }

    /// Quién recibe lo que resulta.
    async fn destinatarios(&self) -> Option<CeldaDeFicha> {
        self.celda(Columna::Destinatario)
    }

    /// Lo que prueba que se hizo.
    async fn registros(&self) -> Option<CeldaDeFicha> {
        self.celda(Columna::Registro)
    }

    /// Código oficial de la actividad, o del proceso que la fila nombra.
    async fn codigo(&self) -> Option<&str> {
        self.fila().codigo.as_deref()
    }

    /// Puesto ejecutor.
    async fn ejecutor(&self) -> Option<&str> {
        self.fila().ejecutor.as_deref()
    }

    /// Número correlativo del puesto ejecutor en el Mapeo de Puestos.
    async fn correlativo(&self) -> Option<&str> {
        self.fila().correlativo.as_deref()
    }

    /// Órgano y unidad orgánica del ejecutor, o responsable del proceso que la fila nombra.
    async fn unidad(&self) -> Option<&str> {
        self.fila().unidad.as_deref()
    }
}

/// Qué es un riesgo de la ficha.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ClaseDeRiesgo")]
pub enum ClaseDeRiesgo {
    /// Lo que puede salir mal.
    Riesgo,
    /// Lo que puede salir mejor.
    Oportunidad,
}

/// Riesgo u oportunidad del proceso, o dónde están.
#[derive(SimpleObject)]
pub struct RiesgoDeFicha {
    /// Cuál de los dos; nulo si la ficha no lo dice.
    clase: Option<ClaseDeRiesgo>,
    /// El riesgo.
    texto: String,
}

impl From<domain::Riesgo> for RiesgoDeFicha {
    fn from(riesgo: domain::Riesgo) -> Self {
        Self { clase: riesgo.clase.map(ClaseDeRiesgo::from), texto: riesgo.texto }
    }
}

/// Riesgo u oportunidad que se escribe.
#[derive(Debug, InputObject)]
pub struct RiesgoDeFichaInput {
    /// Cuál de los dos, si se sabe.
    pub clase: Option<ClaseDeRiesgo>,
    /// El riesgo.
    pub texto: String,
}

impl From<RiesgoDeFichaInput> for domain::Riesgo {
    fn from(RiesgoDeFichaInput { clase, texto }: RiesgoDeFichaInput) -> Self {
        Self { clase: clase.map(domain::ClaseDeRiesgo::from), texto }
    }
}

/// Una cosa de una celda que se escribe.
#[derive(Debug, InputObject)]
pub struct ItemDeCeldaInput {
    /// La cosa.
    pub texto: String,
    /// De un proveedor o un destinatario, si es de la entidad.
    pub ambito: Option<Ambito>,
}

/// Celda que se escribe.
#[derive(Debug, InputObject)]
pub struct CeldaDeFichaInput {
    /// De qué son sus ítems, o el nombre de la actividad.
    pub titulo: Option<String>,
    /// Sus ítems, en orden.
    #[graphql(default)]
    pub items: Vec<ItemDeCeldaInput>,
    /// Sobre cuántas filas se extiende, desde la suya.
    #[graphql(default = 1)]
    pub filas: u16,
}

impl From<CeldaDeFichaInput> for domain::Celda {
    fn from(CeldaDeFichaInput { titulo, items, filas }: CeldaDeFichaInput) -> Self {
        let item =
            |ItemDeCeldaInput { texto, ambito }| domain::Item { texto, ambito: ambito.map(domain::Ambito::from) };
        Self { titulo, items: items.into_iter().map(item).collect(), filas }
    }
}

/// Fila que se escribe. Donde una celda de más arriba se extiende sobre ella, la suya no se dice.
#[derive(Debug, InputObject)]
pub struct FilaDeFichaInput {
    /// Si es una actividad transversal del sistema de gestión. Van después de las del proceso.
    #[graphql(default)]
    pub transversal: bool,
    /// Quién da lo que la actividad necesita.
    pub proveedores: Option<CeldaDeFichaInput>,
    /// Lo que la actividad necesita.
    pub entradas: Option<CeldaDeFichaInput>,
    /// Lo que se hace.
    pub actividad: Option<CeldaDeFichaInput>,
    /// Lo que resulta.
    pub resultados: Option<CeldaDeFichaInput>,
    /// Quién recibe lo que resulta.
    pub destinatarios: Option<CeldaDeFichaInput>,
    /// Lo que prueba que se hizo.
    pub registros: Option<CeldaDeFichaInput>,
    /// Código oficial de la actividad, o del proceso que la fila nombra.
    pub codigo: Option<String>,
    /// Puesto ejecutor.
    pub ejecutor: Option<String>,
    /// Número correlativo del puesto ejecutor en el Mapeo de Puestos.
    pub correlativo: Option<String>,
    /// Órgano y unidad orgánica del ejecutor.
    pub unidad: Option<String>,
}

impl From<FilaDeFichaInput> for domain::Fila {
    fn from(fila: FilaDeFichaInput) -> Self {
        let FilaDeFichaInput {
            transversal,
            proveedores,
            entradas,
            actividad,
            resultados,
            destinatarios,
            registros,
            codigo,
            ejecutor,
            correlativo,
            unidad,
        } = fila;
        Self {
            transversal,
            proveedores: proveedores.map(domain::Celda::from),
            entradas: entradas.map(domain::Celda::from),
            actividad: actividad.map(domain::Celda::from),
            resultados: resultados.map(domain::Celda::from),
            destinatarios: destinatarios.map(domain::Celda::from),
            registros: registros.map(domain::Celda::from),
            codigo,
            ejecutor,
            correlativo,
            unidad,
        }
    }
}
