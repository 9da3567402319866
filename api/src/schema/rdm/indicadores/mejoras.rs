//! `efectoMejoras`: from improvements to the processes that they change, the hours that they free, the release that
//! delivered them, and whether they were verified.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use quipu_entities::{entidad, mejora, proceso};

use crate::domain::decimal::horas_de_partes;
use crate::domain::modelo;
use crate::domain::registro::{NivelVinculo, Vinculo};
use crate::error::ApiError;
use crate::schema::conexion::{Conexion, Pagina};
use crate::schema::context::ContextExt;
use crate::schema::entidad::{Entidad, Sector};
use crate::schema::enums::TipoMatriz;
use crate::schema::filtro::Combinable;
use crate::schema::grupos::{POR_ID, leidos, porcentaje, valor};
use crate::schema::lote::{Fila, Lote};
use crate::schema::orden::Criterio;
use crate::schema::proceso::Proceso;
use crate::schema::rdm::mejora::{Mejora, MejoraCampo, MejoraFiltro};
use crate::schema::scalar::Decimal;
use crate::store::entrega::mejoras::{self as store, Avance, Dimension, Grupo, Horas};
use crate::store::grupos::Valor;
use crate::store::lista::{Clave, Peticion};
use crate::store::orden::Lista;
use crate::store::vinculo_mapa::{DeEntidad, nodos};

/// Por qué se agrupan las mejoras.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Dimension")]
pub enum DimensionMejora {
    /// Sector de la entidad.
    Sector,
    /// Entidad.
    Entidad,
    /// Proceso que cambian, directamente o por una actividad o tarea suya.
    Proceso,
}

/// Hasta dónde llegó una mejora.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Avance")]
pub enum AvanceMejora {
    /// Se propuso y no se descartó.
    Prometida,
    /// La trajo una entrega que se desplegó y no se revirtió.
    Entregada,
    /// Se vio que tuvo su efecto, y la entrega que la trajo se verificó y no se revirtió.
    Verificada,
}

/// Mejoras, y las horas que liberan al mes.
#[derive(SimpleObject)]
pub struct HorasLiberadas {
    /// Cuántas mejoras.
    mejoras: i64,
    /// De ellas, cuántas no dicen sus horas: no son 0, faltan.
    sin_horas: i64,
    /// Horas al mes de las que las dicen.
    horas: Decimal,
}

impl From<Horas> for HorasLiberadas {
    fn from(horas: Horas) -> Self {
        let Horas { mejoras, sin_horas, micro, pico } = horas;
        Self { mejoras, sin_horas, horas: horas_de_partes(micro, pico).into() }
    }
}

/// Razón entre horas, con sus dos partes. Se calcula de nuevo en cada nivel.
#[derive(SimpleObject)]
pub struct RazonDeHoras {
    /// Horas al mes que cuentan.
    numerador: Decimal,
    /// Horas al mes entre las que se cuentan.
    denominador: Decimal,
    /// Porcentaje, con 2 decimales; nulo si no hay entre qué dividir.
    porcentaje: Option<Decimal>,
}

fn razon(numerador: Horas, denominador: Horas) -> RazonDeHoras {
    let de = |horas: Horas| horas_de_partes(horas.micro, horas.pico);
    let (numerador, denominador) = (de(numerador), de(denominador));
    RazonDeHoras {
        numerador: numerador.into(),
        denominador: denominador.into(),
        porcentaje: porcentaje(numerador, denominador),
    }
}

/// The figures of a group.
pub struct CifrasMejora([Horas; 3]);

/// Cifras de un grupo de mejoras. Lo descartado y lo archivado no cuenta.
#[Object]
impl CifrasMejora {
    /// Las prometidas: todas las que no se descartaron.
    async fn prometidas(&self) -> HorasLiberadas {
        self.0[0].into()
    }

    /// Las que trajo una entrega que se desplegó y no se revirtió.
    async fn entregadas(&self) -> HorasLiberadas {
        self.0[1].into()
    }

    /// Aquellas cuyo efecto se vio, traídas por una entrega que se verificó y no se revirtió.
    async fn verificadas(&self) -> HorasLiberadas {
        self.0[2].into()
    }

    /// Horas verificadas, entre las prometidas.
    async fn cumplimiento(&self) -> RazonDeHoras {
        razon(self.0[2], self.0[0])
    }
}

/// What is asked: its dimensions, and which improvements.
struct Pregunta {
    dimensiones: Vec<Dimension>,
    filtro: MejoraFiltro,
}

/// A group with the objects of its key, and the question that made it.
pub struct GrupoDeMejoras {
    sector: Option<Sector>,
    entidad: Option<Entidad>,
    vinculo: Option<Vinculo>,
    proceso: Option<Proceso>,
    grupo: Grupo,
    pregunta: Arc<Pregunta>,
}

/// A row of figures.
#[derive(Clone)]
pub struct FilaMejora(Fila<GrupoDeMejoras>);

impl From<Fila<GrupoDeMejoras>> for FilaMejora {
    fn from(fila: Fila<GrupoDeMejoras>) -> Self {
        Self(fila)
    }
}

/// Un grupo de mejoras y sus cifras. Una mejora de varios procesos cuenta entera en cada uno: las filas por proceso no
/// suman el total.
#[Object]
impl FilaMejora {
    /// Sector; nulo si no se agrupó por él.
    async fn sector(&self) -> Option<&Sector> {
        self.0.sector.as_ref()
    }

    /// Entidad; nula si no se agrupó por ella ni por proceso.
    async fn entidad(&self) -> Option<&Entidad> {
        self.0.entidad.as_ref()
    }

    /// Matriz del proceso.
    async fn matriz(&self) -> Option<TipoMatriz> {
        modelo::TipoMatriz::de_codigo(self.0.vinculo.as_ref()?.matriz).map(TipoMatriz::from)
    }

    /// Código del proceso; nulo si no se agrupó por él, o si las mejoras de la fila no nombran ninguno que el mapa tenga.
    async fn codigo_proceso(&self) -> Option<&str> {
        self.0.vinculo.as_ref().map(|vinculo| vinculo.codigo.as_str())
    }

    /// El proceso en la última versión publicada; nulo si ya no está.
    async fn proceso(&self) -> Option<&Proceso> {
        self.0.proceso.as_ref()
    }

    /// Sus cifras.
    async fn cifras(&self) -> CifrasMejora {
        CifrasMejora(self.0.grupo.horas)
    }

    /// Las mejoras que cuentan en esta fila.
    async fn mejoras(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Hasta dónde llegaron.", default_with = "AvanceMejora::Prometida")] avance: AvanceMejora,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<MejoraCampo>>,
        >,
        #[graphql(desc = "Cuántas como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Mejora>, ApiError> {
        let lista = |_, fila: &GrupoDeMejoras| {
            Some(Lista::de(&("mejoras", &fila.pregunta.dimensiones, &fila.grupo.clave, avance)))
        };
        let pagina = Pagina::<Mejora>::nueva(None::<MejoraFiltro>, orden, first, after)?;
        let leer = async |filas: &[GrupoDeMejoras], peticion: &Peticion<'_, mejora::Entity>| {
            let Some(primera) = filas.first() else { return Ok(None) };
            let Pregunta { dimensiones, filtro } = &*primera.pregunta;
            let claves: Vec<Vec<Valor>> = filas.iter().map(|fila| fila.grupo.clave.clone()).collect();
            Ok(Some(store::detras(ctx.lectura(), dimensiones, &claves, filtro, avance.into(), peticion).await?))
        };
        pagina.leer(ctx, &self.0, lista, leer).await
    }
}

/// Lo que las mejoras prometen, traen y cumplen, por grupos.
#[derive(SimpleObject)]
pub struct EfectoMejoras {
    /// Un grupo por fila, en el orden de las dimensiones.
    filas: Vec<FilaMejora>,
    /// Todas las mejoras que cumplen el filtro, cada una una vez.
    total: CifrasMejora,
    /// Cuántas entidades tienen mejoras entre ellas. Las demás no tienen cifras: no son 0.
    entidades_con_mejoras: i64,
}

/// Root fields.
#[derive(Default)]
pub struct EfectoQuery;

#[Object]
impl EfectoQuery {
    /// De las mejoras a los procesos que cambian, las horas que liberan, la entrega que las trajo y su verificación, de las
    /// que quien pregunta puede ver.
    async fn efecto_mejoras(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Por qué se agrupan, lo primero primero; sin ninguna, solo el total.")] dimensiones: Vec<
            DimensionMejora,
        >,
        #[graphql(desc = "Condiciones que deben cumplir las mejoras.")] filtro: Option<MejoraFiltro>,
    ) -> Result<EfectoMejoras, ApiError> {
        let mut pedidas: Vec<Dimension> = Vec::new();
        for dimension in dimensiones.into_iter().map(Dimension::from) {
            // The code of a process is of its entity.
            let antes = (dimension == Dimension::Proceso).then_some(Dimension::Entidad);
            for dimension in antes.into_iter().chain([dimension]) {
                if !pedidas.contains(&dimension) {
                    pedidas.push(dimension);
                }
            }
        }
        let filtro = filtro.unwrap_or_default();
        Combinable::comprobar(&filtro)?;
        filtro.comprobar_codigos(ctx.solicitud())?;
        let total = store::por_dimensiones(ctx.lectura(), &[], &filtro).await?;
        let entidades_con_mejoras = store::entidades(ctx.lectura(), &filtro).await?;
        let pregunta = Pregunta { dimensiones: pedidas, filtro };
        let filas = if pregunta.dimensiones.is_empty() { Vec::new() } else { filas(ctx, pregunta).await? };
        Ok(EfectoMejoras {
            filas,
            total: CifrasMejora(total.first().map(|grupo| grupo.horas).unwrap_or_default()),
            entidades_con_mejoras,
        })
    }
}

/// The rows with the objects of their keys, read at once for all of them.
async fn filas(ctx: &Context<'_>, pregunta: Pregunta) -> Result<Vec<FilaMejora>, ApiError> {
    let dimensiones = &pregunta.dimensiones;
    let grupos = store::por_dimensiones(ctx.lectura(), dimensiones, &pregunta.filtro).await?;
    let numero = |grupo: &Grupo, dimension| valor(dimensiones, &grupo.clave, dimension)?.numero();
    let claves = grupos.iter().map(|grupo| numero(grupo, Dimension::Entidad).map(|id| Clave([id, 0, 0, 0])));
    let entidades = leidos::<entidad::Entity>(ctx, claves, &POR_ID).await?;
    let vinculos: Vec<Option<DeEntidad>> = grupos.iter().map(|grupo| vinculo(dimensiones, grupo)).collect();
    let nombrados: Vec<DeEntidad> = vinculos.iter().flatten().cloned().collect();
    let (hallados, procesos): (Vec<DeEntidad>, Vec<proceso::Model>) =
        nodos::<proceso::Entity>(ctx.lectura(), &nombrados).await?.into_iter().unzip();
    let lugares: HashMap<&DeEntidad, usize> = hallados.iter().enumerate().map(|(i, hallado)| (hallado, i)).collect();
    let procesos = Lote::nuevo(procesos);
    let sector = |grupo: &Grupo| numero(grupo, Dimension::Sector).and_then(|id| i16::try_from(id).ok());
    let sectores: Vec<Option<i16>> = grupos.iter().map(sector).collect();
    let sectores = Sector::de(ctx, &sectores);
    let objetos = entidades.into_iter().zip(sectores).zip(vinculos).map(|((entidad, sector), vinculo)| {
        let lugar = vinculo.as_ref().and_then(|suyo| lugares.get(suyo));
        let proceso = lugar.map(|i| Proceso(Fila { lote: Arc::clone(&procesos), i: *i }));
        (sector, entidad.map(Entidad), vinculo.map(|(_, vinculo)| vinculo), proceso)
    });
    let objetos: Vec<_> = objetos.collect();
    let pregunta = Arc::new(pregunta);
    let filas = grupos.into_iter().zip(objetos).map(|(grupo, (sector, entidad, vinculo, proceso))| GrupoDeMejoras {
        sector,
        entidad,
        vinculo,
        proceso,
        grupo,
        pregunta: Arc::clone(&pregunta),
    });
    Ok(Lote::nuevo(filas.collect()).nodos())
}

/// The link of a group by process.
fn vinculo(dimensiones: &[Dimension], grupo: &Grupo) -> Option<DeEntidad> {
    let entidad = i32::try_from(valor(dimensiones, &grupo.clave, Dimension::Entidad)?.numero()?).ok()?;
    let (matriz, codigo) = valor(dimensiones, &grupo.clave, Dimension::Proceso)?.texto()?.split_once(' ')?;
    let (matriz, codigo) = (matriz.parse().ok()?, codigo.to_owned());
    Some((entidad, Vinculo { matriz, nivel: NivelVinculo::Proceso.codigo(), codigo }))
}
