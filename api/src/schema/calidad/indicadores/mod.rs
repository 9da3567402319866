//! `calidadDeServicios`: the figures of the quality of services, each mean with its numerator and denominator.

pub mod cifras;
pub mod fila;

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use quipu_entities::entidad;

pub use cifras::{CifrasCalidad, DimensionCalidad};
use fila::GrupoDeCalidad;
pub use fila::{ClaveDeCalidad, FilaDeCalidad};

use super::enums::EtapaEvaluacion;
use super::listas::entrada;
use super::tipos::dia_o_hoy;
use crate::domain::calidad::etapa::Etapa;
use crate::domain::registro::DeLista;
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::entidad::{Entidad, EntidadFiltro, Sector};
use crate::schema::filtro::Combinable;
use crate::schema::grupos::{POR_ID, leidos, valor};
use crate::schema::lote::Lote;
use crate::schema::scalar::Fecha;
use crate::store::calidad::cobertura::{Cobertura, por_entidades};
use crate::store::calidad::hechos::Dimension;
use crate::store::calidad::indicadores::{Cifras, Grupo, Pregunta, por_dimensiones};
use crate::store::lista::Clave;

/// Entidades que abarca una pregunta, y de cuántas se sabe algo.
#[derive(Debug, Clone, Copy, SimpleObject)]
pub struct CoberturaDeCalidad {
    /// Entidades que la pregunta abarca.
    entidades_pedidas: i64,
    /// De ellas, las que priorizaron algún bien o servicio. De las demás no hay cifras: no son 0.
    entidades_con_datos: i64,
}

impl From<Cobertura> for CoberturaDeCalidad {
    fn from(cobertura: Cobertura) -> Self {
        Self { entidades_pedidas: cobertura.pedidas, entidades_con_datos: cobertura.con_datos }
    }
}

/// A question, answered as far as it is asked.
pub struct CalidadDeServicios {
    dimensiones: Arc<[Dimension]>,
    entidades: Arc<EntidadFiltro>,
    dia: String,
}

impl CalidadDeServicios {
    fn pregunta(&self) -> Pregunta<'_> {
        Pregunta { entidades: &*self.entidades, dia: &self.dia }
    }

    async fn cobertura_total(&self, ctx: &Context<'_>) -> Result<Cobertura, ApiError> {
        let total = por_entidades(ctx.lectura(), &[], &self.pregunta()).await?;
        Ok(total.first().map(|(_, cobertura)| *cobertura).unwrap_or_default())
    }

    /// The groups; where all dimensions are of the entity, those of entities without data as well.
    async fn grupos(&self, ctx: &Context<'_>) -> Result<Vec<(Grupo, Option<Cobertura>)>, ApiError> {
        let mut grupos = por_dimensiones(ctx.lectura(), &self.dimensiones, &self.pregunta()).await?;
        if !self.dimensiones.iter().all(|dimension| dimension.es_de_entidad()) {
            return Ok(grupos.into_iter().map(|grupo| (grupo, None)).collect());
        }
        let todas = por_entidades(ctx.lectura(), &self.dimensiones, &self.pregunta()).await?;
        let con_cobertura = todas.into_iter().map(|(clave, cobertura)| {
            let lugar = grupos.iter().position(|grupo| grupo.clave == clave);
            let grupo = lugar.map(|lugar| grupos.swap_remove(lugar));
            (grupo.unwrap_or(Grupo { clave, cifras: Cifras::default() }), Some(cobertura))
        });
        Ok(con_cobertura.collect())
    }
}

/// Cifras de la calidad de los bienes y servicios, por grupos.
#[Object]
impl CalidadDeServicios {
    /// Día en que algo está atrasado o no.
    async fn dia(&self) -> Option<Fecha> {
        Fecha::leer(&self.dia)
    }

    /// Un grupo por fila, en el orden de las dimensiones; ninguno si no se pidieron dimensiones. Si solo se pidió por
    /// sector o por entidad, están también los que no tienen datos.
    async fn filas(&self, ctx: &Context<'_>) -> Result<Vec<FilaDeCalidad>, ApiError> {
        if self.dimensiones.is_empty() {
            return Ok(Vec::new());
        }
        let grupos = self.grupos(ctx).await?;
        let claves = claves(ctx, &self.dimensiones, &grupos).await?;
        let filas = grupos.into_iter().zip(claves).map(|((grupo, cobertura), clave)| GrupoDeCalidad {
            clave,
            cobertura: cobertura.map(CoberturaDeCalidad::from),
            valores: grupo.clave,
            cifras: cobertura.is_none_or(|c| c.con_datos > 0).then_some(grupo.cifras),
            dimensiones: Arc::clone(&self.dimensiones),
            entidades: Arc::clone(&self.entidades),
        });
        Ok(Lote::nuevo(filas.collect()).nodos())
    }

    /// Todo junto, contado otra vez; nulo si ninguna de las entidades tiene datos.
    async fn total(&self, ctx: &Context<'_>) -> Result<Option<CifrasCalidad>, ApiError> {
        if self.cobertura_total(ctx).await?.con_datos == 0 {
            return Ok(None);
        }
        let total = por_dimensiones(ctx.lectura(), &[], &self.pregunta()).await?;
        Ok(total.into_iter().next().map(|grupo| CifrasCalidad(grupo.cifras)))
    }

    /// De cuántas entidades se sabe algo.
    async fn cobertura(&self, ctx: &Context<'_>) -> Result<CoberturaDeCalidad, ApiError> {
        Ok(self.cobertura_total(ctx).await?.into())
    }
}

/// The objects of the keys, those of entities read at once for all of them.
async fn claves(
    ctx: &Context<'_>,
    dimensiones: &[Dimension],
    grupos: &[(Grupo, Option<Cobertura>)],
) -> Result<Vec<ClaveDeCalidad>, ApiError> {
    let numero = |grupo: &Grupo, dimension| valor(dimensiones, &grupo.clave, dimension)?.numero();
    let texto = |grupo: &Grupo, dimension| valor(dimensiones, &grupo.clave, dimension)?.texto().map(str::to_owned);
    let llaves = grupos.iter().map(|(grupo, _)| numero(grupo, Dimension::Entidad).map(|id| Clave([id, 0, 0, 0])));
    let entidades = leidos::<entidad::Entity>(ctx, llaves, &POR_ID).await?;
    let listas = &ctx.catalogo().calidad;
    let corto = |grupo: &Grupo, dimension| numero(grupo, dimension).and_then(|n| i16::try_from(n).ok());
    let sectores: Vec<Option<i16>> = grupos.iter().map(|(grupo, _)| corto(grupo, Dimension::Sector)).collect();
    let sectores = Sector::de(ctx, &sectores);
    let claves = grupos.iter().zip(entidades).zip(sectores).map(|(((grupo, _), entidad), sector)| {
        let item = |lista, dimension| texto(grupo, dimension).and_then(|codigo| entrada(lista, &codigo));
        ClaveDeCalidad {
            sector,
            entidad: entidad.map(Entidad),
            canal: item(&listas.canales, Dimension::Canal),
            componente: item(&listas.componentes, Dimension::Componente),
            conductor: item(&listas.conductores, Dimension::Conductor),
            etapa: corto(grupo, Dimension::Etapa).and_then(Etapa::de_codigo).map(EtapaEvaluacion::from),
            mes: texto(grupo, Dimension::Mes),
        }
    });
    Ok(claves.collect())
}

/// Root fields.
#[derive(Default)]
pub struct CalidadDeServiciosQuery;

#[Object]
impl CalidadDeServiciosQuery {
    /// Cifras de la calidad de los bienes y servicios que quien pregunta puede ver: qué se priorizó, cómo van sus
    /// evaluaciones y mejoras, quién está atrasado, cómo se califican los componentes y qué dicen las personas (norma
    /// técnica para la gestión de la calidad de servicios, RSGP 006-2019-PCM/SGP).
    async fn calidad_de_servicios(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Por qué se agrupan, lo primero primero; sin ninguna, solo el total.")] dimensiones: Vec<
            DimensionCalidad,
        >,
        #[graphql(desc = "Entidades que abarca; todas si no se dice.")] entidades: Option<EntidadFiltro>,
        #[graphql(desc = "Día en que algo está atrasado o no; hoy si no se dice.")] dia: Option<Fecha>,
    ) -> Result<CalidadDeServicios, ApiError> {
        let entidades = entidades.unwrap_or_default();
        Combinable::comprobar(&entidades)?;
        entidades.comprobar_codigos(ctx.solicitud())?;
        let mut pedidas: Vec<Dimension> = Vec::new();
        for dimension in dimensiones.into_iter().map(Dimension::from) {
            if !pedidas.contains(&dimension) {
                pedidas.push(dimension);
            }
        }
        Ok(CalidadDeServicios { dimensiones: pedidas.into(), entidades: Arc::new(entidades), dia: dia_o_hoy(ctx, dia) })
    }
}
