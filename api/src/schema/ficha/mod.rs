//! `Ficha`: the sheet of a process.

pub mod entrada;
pub mod escritura;
pub mod fila;
mod filtro;
mod lista;

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use quipu_entities::{ficha, indicador, proceso};

use self::fila::{FilaDeFicha, RiesgoDeFicha};
use super::conexion::{Conexion, Pagina, hijos, nodo};
use super::context::ContextExt;
use super::enums::{TipoMatriz, TipoProceso};
use super::id::{self, Tipo};
use super::indicador::{Indicador, IndicadorCampo, IndicadorFiltro};
use super::lote::{Fila, Lote};
use super::nulo::o_nulo;
use super::orden::Criterio;
use super::proceso::Proceso;
use super::registro::{POR_REGISTRO, Registrado, clave, junto};
use super::scalar::Fecha;
use super::vinculo::uno;
use crate::domain::ficha::Riesgo;
use crate::domain::modelo;
use crate::domain::registro::{DeLista, NivelVinculo, Vinculo, Visibilidad};
use crate::error::ApiError;
use crate::store::ficha::datos;
use crate::store::lista::Relacion;
use crate::store::vinculo_mapa::{DeEntidad, nodos};

pub use escritura::FichaMutation;
pub(super) use escritura::exigir_abierta;
pub use filtro::{FichaCampo, FichaFiltro};
pub use lista::{ConFichas, FichaQuery};

nodo!(Ficha, ficha);

/// Estado de una ficha.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Visibilidad")]
pub enum EstadoDeFicha {
    /// Se está escribiendo: la ve quien puede leer los borradores de la entidad.
    Borrador,
    /// Se envió a revisión: la ven también los entes rectores.
    #[graphql(name = "EN_REVISION")]
    EnCurso,
    /// Está aprobada: la ven todos, y no cambia.
    #[graphql(name = "APROBADA")]
    Publico,
}

const INDICADORES: Relacion = Relacion { columnas: ["entidad_id", "", "", "ficha_id"], ademas: "" };

/// Process of each sheet of a lot, by its link.
type Procesos = HashMap<DeEntidad, (Arc<Lote<proceso::Model>>, usize)>;

fn vinculo(fila: &ficha::Model) -> DeEntidad {
    let nivel = NivelVinculo::Proceso.codigo();
    (fila.entidad_id, Vinculo { matriz: fila.matriz, nivel, codigo: fila.codigo.clone() })
}

/// Ficha de un proceso: la ficha técnica del manual y la caracterización de un sistema de gestión, en una. Una por
/// proceso y versión de la ficha.
#[Object]
impl Ficha {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::Ficha, clave::<ficha::Entity>(&self.0))
    }

    /// Código oficial del proceso.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Matriz a la que pertenece el proceso.
    async fn matriz(&self) -> Option<TipoMatriz> {
        modelo::TipoMatriz::de_codigo(self.0.matriz).map(TipoMatriz::from)
    }

    /// El proceso de ese código en la última versión publicada del mapa; nulo si ya no está. Si el código se repite, el
    /// primero en orden de lectura.
    async fn proceso(&self, ctx: &Context<'_>) -> Option<Result<Proceso, ApiError>> {
        o_nulo(async {
            let procesos = self.procesos(ctx).await?;
            let lugar = procesos.get(&vinculo(&self.0));
            Ok(lugar.map(|(lote, i)| Proceso(Fila { lote: Arc::clone(lote), i: *i })))
        })
        .await
    }

    /// Clasificación del proceso en el mapa vigente.
    async fn tipo(&self, ctx: &Context<'_>) -> Option<Result<TipoProceso, ApiError>> {
        o_nulo(async {
            let procesos = self.procesos(ctx).await?;
            let tipo = procesos.get(&vinculo(&self.0)).and_then(|(lote, i)| lote.filas[*i].tipo);
            Ok(tipo.and_then(modelo::TipoProceso::de_codigo).map(TipoProceso::from))
        })
        .await
    }

    /// Versión de la ficha.
    async fn edicion(&self) -> i32 {
        self.0.edicion
    }

    /// Estado.
    async fn estado(&self) -> EstadoDeFicha {
        Visibilidad::de_codigo(self.0.visibilidad).unwrap_or(Visibilidad::Borrador).into()
    }

    /// Nombre del proceso, como lo dice la ficha.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Sistema de gestión al que pertenece.
    async fn sistema(&self) -> Option<&str> {
        self.0.sistema.as_deref()
    }

    /// Título del documento.
    async fn titulo(&self) -> Option<&str> {
        self.0.titulo.as_deref()
    }

    /// Fecha de aprobación.
    async fn aprobada_en(&self) -> Option<Fecha> {
        self.0.aprobada_en.as_deref().and_then(Fecha::leer)
    }

    /// Puestos o unidades que la elaboraron.
    async fn elaborado_por(&self) -> Result<Vec<String>, ApiError> {
        Ok(datos(&self.0.elaborado_por)?)
    }

    /// Puestos o unidades que la revisaron.
    async fn revisado_por(&self) -> Result<Vec<String>, ApiError> {
        Ok(datos(&self.0.revisado_por)?)
    }

    /// Puestos o unidades que la aprobaron.
    async fn aprobado_por(&self) -> Result<Vec<String>, ApiError> {
        Ok(datos(&self.0.aprobado_por)?)
    }

    /// Unidad o puesto que responde por el proceso.
    async fn responsable(&self) -> Option<&str> {
        self.0.responsable.as_deref()
    }

    /// Lo que el responsable puede decidir.
    async fn autoridad(&self) -> Result<Vec<String>, ApiError> {
        Ok(datos(&self.0.autoridad)?)
    }

    /// De dónde a dónde va el proceso, o qué órganos y unidades intervienen.
    async fn alcance(&self) -> Result<Vec<String>, ApiError> {
        Ok(datos(&self.0.alcance)?)
    }

    /// Para qué es el proceso.
    async fn objetivo(&self) -> Option<&str> {
        self.0.objetivo.as_deref()
    }

    /// Las filas, en orden: primero las del proceso, después las transversales del sistema de gestión.
    async fn filas(
        &self,
        #[graphql(desc = "`true`: solo las transversales; `false`: solo las del proceso.")] transversal: Option<bool>,
    ) -> Result<Vec<FilaDeFicha>, ApiError> {
        let mut filas = FilaDeFicha::de(datos(&self.0.filas)?);
        filas.retain(|fila| transversal.is_none_or(|transversal| fila.es_transversal() == transversal));
        Ok(filas)
    }

    /// Lo que el proceso requiere.
    async fn recursos(&self) -> Result<Vec<String>, ApiError> {
        Ok(datos(&self.0.recursos)?)
    }

    /// Documentos del proceso.
    async fn documentos(&self) -> Result<Vec<String>, ApiError> {
        Ok(datos(&self.0.documentos)?)
    }

    /// Riesgos y oportunidades.
    async fn riesgos(&self) -> Result<Vec<RiesgoDeFicha>, ApiError> {
        let riesgos: Vec<Riesgo> = datos(&self.0.riesgos)?;
        Ok(riesgos.into_iter().map(RiesgoDeFicha::from).collect())
    }

    /// Sus indicadores, en el orden de la ficha si no se pide otro.
    async fn indicadores(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los indicadores.")] filtro: Option<IndicadorFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<IndicadorCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Indicador>, ApiError> {
        let pagina: Pagina<Indicador> = Pagina::nueva(Some(filtro.unwrap_or_default()), orden, first, after)?;
        hijos(ctx, &self.0, |_, f| Some(clave::<ficha::Entity>(f)), &INDICADORES, pagina).await
    }

    #[graphql(flatten)]
    async fn registro(&self) -> Registrado<ficha::Entity> {
        Registrado::from(&self.0)
    }
}

impl Ficha {
    /// The processes of the whole lot.
    async fn procesos(&self, ctx: &Context<'_>) -> Result<Arc<Procesos>, ApiError> {
        let leer = Box::pin(async {
            let mut vinculos: Vec<DeEntidad> = self.0.lote.filas.iter().map(vinculo).collect();
            vinculos.sort_unstable();
            vinculos.dedup();
            let leidos = nodos::<proceso::Entity>(ctx.lectura(), &vinculos).await?;
            let (claves, filas): (Vec<DeEntidad>, Vec<proceso::Model>) = leidos.into_iter().unzip();
            let lote = Lote::nuevo(filas);
            Ok(claves.into_iter().enumerate().map(|(i, clave)| (clave, (Arc::clone(&lote), i))).collect::<Procesos>())
        });
        self.0.lote.recordar(ctx, "procesos", leer).await
    }
}

/// The sheet of an indicator.
pub(super) async fn ficha_de(ctx: &Context<'_>, fila: &Fila<indicador::Model>) -> Result<Option<Ficha>, ApiError> {
    let clave = |i: &indicador::Model| Some(junto::<indicador::Entity>(i, i.ficha_id));
    uno(ctx, fila, clave, &POR_REGISTRO).await
}
