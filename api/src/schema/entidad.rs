//! `Entidad` and `Sector`.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object};
use quipu_entities::{entidad, version};

use super::clave::Ubicada;
use super::conexion::{Conexion, Nodo, Pagina, hijos};
use super::context::ContextExt;
use super::enums::{NivelGobierno, TipoMatriz};
use super::filtro::{ColumnaTexto, Combinable, TextoFiltro};
use super::id::{self, Tipo};
use super::lote::{Fila, Lote};
use super::matriz::{MACROPROCESOS, Matriz, POR_TIPO};
use super::orden::{CampoDeOrden, Criterio};
use super::proceso::{Proceso, ProcesoCampo, ProcesoFiltro};
use super::puesto::{Puesto, PuestoCampo, PuestoFiltro};
use super::unidad::{Unidad, UnidadCampo, UnidadFiltro};
use super::version::{Version, VersionCampo, VersionEleccion, VersionFiltro};
use super::vinculo::uno;
use crate::domain::modelo;
use crate::error::ApiError;
use crate::store::lista::{Clave, Relacion};
use crate::store::sql::Sql;
use crate::store::version::eleccion::{self, Eleccion};

/// A node over a row of `entidad`.
#[derive(Clone)]
pub struct Entidad(pub Fila<entidad::Model>);

impl From<Fila<entidad::Model>> for Entidad {
    fn from(fila: Fila<entidad::Model>) -> Self {
        Self(fila)
    }
}

impl Nodo for Entidad {
    type Tabla = entidad::Entity;
    const NOMBRE: &'static str = "Entidad";
}

const VERSIONES: Relacion = Relacion { columnas: ["entidad_id", "", "", ""], ademas: "" };
const ADSCRITAS: Relacion = Relacion { columnas: ["adscrita_a_id", "", "", ""], ademas: "" };
const DE_VERSION: Relacion = Relacion { columnas: ["entidad_id", "version", "", ""], ademas: "" };
const POR_ID: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };

/// The version chosen for each entity of a lot, by the entity's id.
type Elegidas = HashMap<i32, (Arc<Lote<version::Model>>, usize)>;

impl Entidad {
    /// The versions that `eleccion` chooses for all entities of the lot.
    async fn elegidas(&self, ctx: &Context<'_>, eleccion: Option<VersionEleccion>) -> Result<Arc<Elegidas>, ApiError> {
        let leer = async {
            let entidades: Vec<i32> = self.0.lote.filas.iter().map(|e| e.id).collect();
            let elegidas = eleccion::elegidas(ctx.lectura(), &entidades, en_el_store(eleccion)).await?;
            let lote = Lote::nuevo(elegidas);
            let de_cada_una = lote.filas.iter().enumerate().map(|(i, v)| (v.entidad_id, (Arc::clone(&lote), i)));
            Ok(de_cada_una.collect::<Elegidas>())
        };
        self.0.lote.recordar(ctx, "version elegida", leer).await
    }
}

/// A choice as the store understands it.
pub(super) fn en_el_store(eleccion: Option<VersionEleccion>) -> Eleccion {
    match eleccion {
        None => Eleccion::Vigente,
        Some(VersionEleccion::Numero(numero)) => Eleccion::Numero(numero),
        Some(VersionEleccion::PublicadaHasta(instante)) => Eleccion::PublicadaHasta(instante),
        Some(VersionEleccion::UltimoBorrador(true)) => Eleccion::UltimoBorrador,
        Some(VersionEleccion::UltimoBorrador(false)) => Eleccion::Vigente,
    }
}

/// Key of the chosen version of an entity, or of a matrix of it.
fn clave_elegida(elegidas: &Elegidas, entidad: &entidad::Model, matriz: i16) -> Option<Clave> {
    let (lote, i) = elegidas.get(&entidad.id)?;
    Some(Clave([entidad.id.into(), lote.filas[*i].numero.into(), matriz.into(), 0]))
}

/// Entidad pública: un ministerio, un organismo, un gobierno regional o local …
#[Object]
impl Entidad {
    /// Identificador opaco.
    pub(super) async fn id(&self) -> ID {
        id::escribir(Tipo::Entidad, self.0.junto(0))
    }

    /// Código estable.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// RUC de 11 dígitos.
    async fn ruc(&self) -> Option<&str> {
        self.0.ruc.as_deref()
    }

    /// Sigla.
    async fn sigla(&self) -> Option<&str> {
        self.0.sigla.as_deref()
    }

    /// Nombre oficial.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Clase: `MINISTERIO`, `ORGANISMO_REGULADOR`, `UNIVERSIDAD` …
    async fn clasificacion(&self) -> &str {
        &self.0.clasificacion
    }

    /// Nivel de gobierno.
    async fn nivel_gobierno(&self) -> NivelGobierno {
        NivelGobierno::de_codigo(self.0.nivel_gobierno)
    }

    /// Sector.
    async fn sector(&self, ctx: &Context<'_>) -> Option<Sector> {
        let sectores = &ctx.solicitud().sectores;
        sectores.get(&self.0.sector_id).map(Sector::from)
    }

    /// Si está en el alcance de la Ley 30057; nulo si no se sabe.
    async fn en_alcance_ley_30057(&self) -> Option<bool> {
        self.0.en_alcance_ley_30057
    }

    /// Si es inventada, para demostración: no existe.
    async fn demostracion(&self) -> bool {
        self.0.demostracion
    }

    /// Si publicó alguna versión. Si no, sus cifras faltan: no son 0.
    async fn reporto(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        Ok(self.elegidas(ctx, None).await?.contains_key(&self.0.id))
    }

    /// Entidad a la que está adscrita.
    async fn adscrita_a(&self, ctx: &Context<'_>) -> Result<Option<Entidad>, ApiError> {
        uno(ctx, &self.0, |e| e.adscrita_a_id.map(|id| Clave([id.into(), 0, 0, 0])), &POR_ID).await
    }

    /// Una versión suya: la última publicada si no se elige otra.
    async fn version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Result<Option<Version>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        Ok(elegidas.get(&self.0.id).map(|(lote, i)| Version(Fila { lote: Arc::clone(lote), i: *i })))
    }

    /// Una matriz suya; nula si no la envió.
    async fn matriz(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")] tipo: TipoMatriz,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
    ) -> Result<Option<Matriz>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        let tipo = modelo::TipoMatriz::from(tipo).codigo();
        uno(ctx, &self.0, |e| clave_elegida(&elegidas, e, tipo), &POR_TIPO).await
    }

    /// Procesos de nivel 0 de una matriz, de los que cuelgan los demás.
    async fn macroprocesos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Matriz; la ajustada si no se dice.", default_with = "TipoMatriz::Ajustada")]
        matriz: TipoMatriz,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
        #[graphql(desc = "Condiciones que deben cumplir los macroprocesos.")] filtro: Option<ProcesoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<ProcesoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Proceso>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        let matriz = modelo::TipoMatriz::from(matriz).codigo();
        hijos(
            ctx,
            &self.0,
            |_, e| clave_elegida(&elegidas, e, matriz),
            &MACROPROCESOS,
            Pagina::nueva(filtro, orden, first, after)?,
        )
        .await
    }

    /// Órganos y unidades orgánicas, en orden de lectura de la estructura.
    async fn unidades(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
        #[graphql(desc = "Condiciones que deben cumplir las unidades.")] filtro: Option<UnidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<UnidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Unidad>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        hijos(
            ctx,
            &self.0,
            |_, e| clave_elegida(&elegidas, e, 0),
            &DE_VERSION,
            Pagina::nueva(filtro, orden, first, after)?,
        )
        .await
    }

    /// Puestos del Mapeo de Puestos.
    async fn puestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "De qué versión; la última publicada si no se dice.")] version: Option<VersionEleccion>,
        #[graphql(desc = "Condiciones que deben cumplir los puestos.")] filtro: Option<PuestoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Puesto>, ApiError> {
        let elegidas = self.elegidas(ctx, version).await?;
        hijos(
            ctx,
            &self.0,
            |_, e| clave_elegida(&elegidas, e, 0),
            &DE_VERSION,
            Pagina::nueva(filtro, orden, first, after)?,
        )
        .await
    }

    /// Sus versiones, de la primera a la última.
    async fn versiones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las versiones.")] filtro: Option<VersionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<VersionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Version>, ApiError> {
        hijos(ctx, &self.0, |_, e| Some(e.junto(0)), &VERSIONES, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Entidades adscritas a ella.
    async fn adscritas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las entidades.")] filtro: Option<EntidadFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EntidadCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Entidad>, ApiError> {
        hijos(ctx, &self.0, |_, e| Some(e.junto(0)), &ADSCRITAS, Pagina::nueva(filtro, orden, first, after)?).await
    }
}

/// A sector.
pub struct Sector {
    /// Code.
    pub codigo: String,
    /// Name.
    pub nombre: String,
}

impl From<&(String, String)> for Sector {
    fn from((codigo, nombre): &(String, String)) -> Self {
        Self { codigo: codigo.clone(), nombre: nombre.clone() }
    }
}

/// Sector del Estado.
#[Object]
impl Sector {
    /// Código oficial.
    async fn codigo(&self) -> &str {
        &self.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.nombre
    }
}

/// Condiciones sobre entidades. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct EntidadFiltro {
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por sigla.
    pub sigla: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por código de sector.
    pub sector: Option<Vec<String>>,
    /// En uno de estos niveles de gobierno.
    pub nivel_gobierno: Option<Vec<NivelGobierno>>,
    /// Por clase.
    pub clasificacion: Option<Vec<String>>,
    /// Adscritas a la entidad de este código, y ella misma: un ministerio con su grupo.
    pub grupo_de: Option<String>,
    /// En el alcance de la Ley 30057.
    pub en_alcance_ley_30057: Option<bool>,
    /// `true`: publicaron alguna versión; `false`: no han reportado.
    pub reportaron: Option<bool>,
    /// `true`: solo las de demostración; `false`: solo las reales.
    pub demostracion: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<EntidadFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<EntidadFiltro>,
    /// No esta condición.
    pub no: Option<Box<EntidadFiltro>>,
}

impl Combinable for EntidadFiltro {
    fn propias(&self, sql: &mut Sql) {
        let textos = [
            (&self.codigo, ColumnaTexto { original: "t.codigo", clave: None }),
            (&self.sigla, ColumnaTexto { original: "t.sigla", clave: None }),
            (&self.nombre, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") }),
        ];
        for (filtro, columna) in textos {
            if let Some(filtro) = filtro {
                filtro.agregar(sql, columna);
            }
        }
        if let Some(codigos) = &self.sector {
            sql.texto(" AND t.sector_id IN (SELECT c.id FROM sector c WHERE ")
                .en_textos("c.codigo", codigos)
                .texto(")");
        }
        if let Some(niveles) = &self.nivel_gobierno {
            let codigos: Vec<i64> = niveles.iter().map(|n| n.codigo()).collect();
            sql.texto(" AND ").en_enteros("t.nivel_gobierno", &codigos);
        }
        if let Some(clases) = &self.clasificacion {
            sql.texto(" AND ").en_textos("t.clasificacion", clases);
        }
        if let Some(codigo) = &self.grupo_de {
            sql.texto(" AND EXISTS (SELECT 1 FROM entidad g WHERE g.id IN (t.id, t.adscrita_a_id) AND g.codigo = ");
            sql.valor(codigo.clone()).texto(")");
        }
        if let Some(en_alcance) = self.en_alcance_ley_30057 {
            sql.texto(" AND t.en_alcance_ley_30057 = ").valor(en_alcance);
        }
        sql.existe(self.reportaron, "SELECT 1 FROM version x WHERE x.entidad_id = t.id AND x.vigente");
        if let Some(demostracion) = self.demostracion {
            sql.texto(" AND t.demostracion = ").valor(demostracion);
        }
    }

    fn y(&self) -> &[Self] {
        &self.y
    }

    fn o(&self) -> &[Self] {
        &self.o
    }

    fn no(&self) -> Option<&Self> {
        self.no.as_deref()
    }
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EntidadCampo {
    /// Código.
    Codigo,
    /// Sigla.
    Sigla,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Clase.
    Clasificacion,
    /// Nivel de gobierno: nacional, regional, local.
    NivelGobierno,
    /// Sector, en el orden de sus códigos.
    Sector,
}

impl CampoDeOrden for EntidadCampo {
    type Tabla = entidad::Entity;

    fn columna(self) -> entidad::Column {
        match self {
            Self::Codigo => entidad::Column::Codigo,
            Self::Sigla => entidad::Column::Sigla,
            Self::Nombre => entidad::Column::Clave,
            Self::Clasificacion => entidad::Column::Clasificacion,
            Self::NivelGobierno => entidad::Column::NivelGobierno,
            Self::Sector => entidad::Column::SectorId,
        }
    }
}
