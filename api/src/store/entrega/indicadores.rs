//! The figures of releases: counts, ratios and means by any of their dimensions.
//!
//! A measure is a pair of conditions over a release: what counts above, and among which. Every group is counted anew in one
//! statement, and the releases behind a number are found by the same conditions.

use quipu_entities::entrega;
use sea_orm::QueryResult;

use crate::store::grupos::{self, Agrupados, Columna, agrupar, contar, seleccionar, sumada, sumar};
use crate::store::lista::{Filtro, Hijos, Peticion};
use crate::store::sql::Sql;
use crate::store::{Lectura, StoreError};

pub use crate::store::grupos::Razon;
use crate::store::grupos::Valor;

/// What releases are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Sector of the entity.
    Sector,
    /// Entity.
    Entidad,
    /// Service.
    Servicio,
    /// Client.
    Cliente,
    /// Type.
    Tipo,
    /// Month in which the deployment was to end.
    Mes,
}

impl Dimension {
    const fn columna(self) -> Columna {
        match self {
            Self::Sector => Columna::numero("en.sector_id"),
            Self::Entidad => Columna::numero("t.entidad_id"),
            Self::Servicio => Columna::numero("t.servicio_id"),
            Self::Cliente => Columna::numero("t.cliente_id"),
            Self::Tipo => Columna::numero("t.tipo"),
            Self::Mes => Columna::texto("SUBSTR(t.plan_fin, 1, 7)"),
        }
    }
}

/// A ratio over releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Medida {
    /// Deployed by the planned day, of those deployed that had one.
    ATiempo,
    /// Closed with success, of those closed.
    Exito,
    /// Reverted or closed without success, of all.
    CambiosFallidos,
    /// Emergencies, of all.
    Emergencias,
    /// Accepted by the client in the first acceptance test, of those that had one.
    AceptadasALaPrimera,
    /// Deployed without a baseline after it, of those deployed.
    SinLineaBase,
    /// Deployed without complete verification, of those deployed.
    SinVerificacion,
    /// Deployed without a review, of those deployed.
    SinRevision,
}

/// Deployments of a release that succeeded.
const DESPLIEGUES: &str = "SELECT 1 FROM despliegue d WHERE d.entidad_id = t.entidad_id AND d.entrega_id = t.id \
     AND d.estado = 4 AND d.archivado_en IS NULL";
/// The first acceptance test of a release that was executed.
const PRIMERA: &str = "(SELECT p.resultado FROM prueba p WHERE p.entidad_id = t.entidad_id AND p.entrega_id = t.id \
     AND p.tipo = 1 AND p.resultado > 1 AND p.archivado_en IS NULL ORDER BY p.id LIMIT 1)";

impl Medida {
    /// All of them, in the order of the statement.
    pub const TODAS: [Self; 8] = [
        Self::ATiempo,
        Self::Exito,
        Self::CambiosFallidos,
        Self::Emergencias,
        Self::AceptadasALaPrimera,
        Self::SinLineaBase,
        Self::SinVerificacion,
        Self::SinRevision,
    ];

    /// Conditions over a release `t`: what counts above, and among which.
    fn condiciones(self) -> (String, String) {
        let desplegada = "t.desplegada_s IS NOT NULL".to_owned();
        let par = |arriba: &str, abajo: &str| (arriba.to_owned(), abajo.to_owned());
        match self {
            Self::ATiempo => par("t.a_tiempo", "t.a_tiempo IS NOT NULL"),
            Self::Exito => par("t.estado = 11 AND t.exitosa", "t.estado = 11"),
            Self::CambiosFallidos => par("(t.estado = 14 OR (t.estado = 11 AND NOT t.exitosa))", "1 = 1"),
            Self::Emergencias => par("t.tipo = 3", "1 = 1"),
            Self::AceptadasALaPrimera => (format!("{PRIMERA} = 2"), format!("{PRIMERA} IS NOT NULL")),
            Self::SinLineaBase => {
                let linea = "SELECT 1 FROM linea_base l WHERE l.entidad_id = d.entidad_id AND l.despliegue_id = d.id \
                             AND l.momento = 2 AND l.archivado_en IS NULL";
                (format!("{desplegada} AND EXISTS ({DESPLIEGUES} AND NOT EXISTS ({linea}))"), desplegada)
            }
            Self::SinVerificacion => {
                (format!("{desplegada} AND EXISTS ({DESPLIEGUES} AND d.verificado_s IS NULL)"), desplegada)
            }
            Self::SinRevision => (format!("{desplegada} AND t.revision_cierre IS NULL"), desplegada),
        }
    }
}

/// The figures of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cifras {
    /// Releases that are no draft.
    pub entregas: i64,
    /// Of type MAYOR, MENOR, EMERGENCIA.
    pub por_tipo: [i64; 3],
    /// Those that were deployed.
    pub desplegadas: i64,
    /// One for each of [`Medida::TODAS`].
    pub razones: [Razon; 8],
    /// Seconds from plan to deployment, and over how many releases.
    pub hasta_desplegar: Razon,
    /// Seconds from deployment to closing, and over how many releases.
    pub hasta_cerrar: Razon,
}

impl Cifras {
    /// Adds those of another group: every number is a count or a sum.
    pub fn sumar(&mut self, otra: &Self) {
        self.entregas += otra.entregas;
        self.desplegadas += otra.desplegadas;
        for (propio, ajeno) in self.por_tipo.iter_mut().zip(otra.por_tipo) {
            *propio += ajeno;
        }
        let propias = self.razones.iter_mut().chain([&mut self.hasta_desplegar, &mut self.hasta_cerrar]);
        for (propia, ajena) in propias.zip(otra.razones.iter().chain([&otra.hasta_desplegar, &otra.hasta_cerrar])) {
            propia.numerador += ajena.numerador;
            propia.denominador += ajena.denominador;
        }
    }
}

/// A group with its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grupo {
    /// Its key, in the order of the dimensions.
    pub clave: Vec<Valor>,
    /// Its figures.
    pub cifras: Cifras,
}

/// Releases that count: no drafts, none that were archived.
const CUENTAN: &str = " AND t.estado > 1 AND t.archivado_en IS NULL";

/// The figures of the releases that the reader sees and that meet the filter, by these dimensions, in their order.
pub async fn por_dimensiones(
    lectura: &Lectura,
    dimensiones: &[Dimension],
    filtro: &dyn Filtro,
) -> Result<Vec<Grupo>, StoreError> {
    let mut sql = lectura.sql();
    let columnas: Vec<Columna> = dimensiones.iter().map(|dimension| dimension.columna()).collect();
    sql.texto("SELECT ");
    seleccionar(&mut sql, &columnas);
    sql.texto("COUNT(*) AS entregas");
    for tipo in 1..=3 {
        contar(&mut sql, &format!("t.tipo = {tipo}"), &format!("tipo{tipo}"));
    }
    contar(&mut sql, "t.desplegada_s IS NOT NULL", "desplegadas");
    for (i, medida) in Medida::TODAS.iter().enumerate() {
        let (arriba, abajo) = medida.condiciones();
        contar(&mut sql, &arriba, &format!("n{i}"));
        contar(&mut sql, &abajo, &format!("d{i}"));
    }
    sumar(&mut sql, "t.desplegada_s - t.planificada_s", "hd");
    sumar(&mut sql, "CASE WHEN t.estado = 11 THEN t.cerrada_s - t.desplegada_s END", "hc");
    desde(lectura, &mut sql, filtro);
    agrupar(&mut sql, &columnas);
    let filas = lectura.sumas(sql).await?;
    grupos::comprobar(lectura, filas.len())?;
    filas.iter().map(|fila| grupo(fila, &columnas)).collect()
}

/// How many entities have releases among those.
pub async fn entidades(lectura: &Lectura, filtro: &dyn Filtro) -> Result<i64, StoreError> {
    let mut sql = lectura.sql();
    sql.texto("SELECT COUNT(DISTINCT t.entidad_id)");
    desde(lectura, &mut sql, filtro);
    Ok(lectura.numero(sql).await?.unwrap_or(0))
}

fn desde(lectura: &Lectura, sql: &mut Sql, filtro: &dyn Filtro) {
    sql.texto(" FROM entrega t JOIN entidad en ON en.id = t.entidad_id WHERE 1 = 1").texto(CUENTAN);
    lectura.scope().registros(sql, "t");
    filtro.agregar(sql);
}

fn grupo(fila: &QueryResult, columnas: &[Columna]) -> Result<Grupo, StoreError> {
    let clave = grupos::clave(fila, columnas)?;
    let numero = |nombre: &str| fila.try_get::<i64>("", nombre);
    let mut cifras = Cifras { entregas: numero("entregas")?, desplegadas: numero("desplegadas")?, ..Cifras::default() };
    for (i, por_tipo) in cifras.por_tipo.iter_mut().enumerate() {
        *por_tipo = numero(&format!("tipo{}", i + 1))?;
    }
    for (i, razon) in cifras.razones.iter_mut().enumerate() {
        *razon = Razon { numerador: numero(&format!("n{i}"))?, denominador: numero(&format!("d{i}"))? };
    }
    cifras.hasta_desplegar = sumada(fila, "hd")?;
    cifras.hasta_cerrar = sumada(fila, "hc")?;
    Ok(Grupo { clave, cifras })
}

/// Which releases of a group are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parte {
    /// Those that count above.
    Numerador,
    /// Those among which they count.
    Denominador,
}

/// The releases behind a number of each of these groups: a part of a ratio, or all of them where none is said.
pub async fn detras(
    lectura: &Lectura,
    dimensiones: &[Dimension],
    claves: &[Vec<Valor>],
    filtro: &dyn Filtro,
    medida: Option<(Medida, Parte)>,
    peticion: &Peticion<'_, entrega::Entity>,
) -> Result<Hijos<entrega::Model>, StoreError> {
    let columnas: Vec<Columna> = dimensiones.iter().map(|dimension| dimension.columna()).collect();
    let desde = |sql: &mut Sql| {
        desde(lectura, sql, filtro);
        if let Some((medida, parte)) = medida {
            let (arriba, abajo) = medida.condiciones();
            sql.texto(" AND ").texto(if parte == Parte::Numerador { &arriba } else { &abajo });
        }
    };
    grupos::detras(lectura, &Agrupados { columnas: &columnas, claves, desde }, peticion).await
}
