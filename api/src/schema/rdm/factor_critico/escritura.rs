//! Writing `FactorCritico`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{factor_critico, indicador};

use crate::domain::entrega::datos;
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{de_los_registros, exigir_todos_en_uso};
use crate::schema::rdm::factor_critico::FactorCritico;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Factor crítico de éxito que se define.
#[derive(Debug, InputObject)]
pub struct CrearFactorCriticoInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código, único entre los factores críticos de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// Objetivo del SGS que sostiene.
    pub objetivo: String,
    /// En qué consiste.
    pub descripcion: Option<String>,
    /// Cargo que responde por él.
    pub responsable: Option<String>,
    /// Cuándo se revisó por última vez: cada año, y cuando cambian los objetivos del SGS.
    pub revisado_el: Option<Fecha>,
    /// Indicadores (KPI) con que se sigue, hasta 200.
    #[graphql(default)]
    pub indicadores: Vec<ID>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un factor crítico. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarFactorCriticoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre los factores críticos de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Objetivo del SGS que sostiene.
    pub objetivo: MaybeUndefined<String>,
    /// En qué consiste.
    pub descripcion: MaybeUndefined<String>,
    /// Cargo que responde por él.
    pub responsable: MaybeUndefined<String>,
    /// Cuándo se revisó por última vez: cada año, y cuando cambian los objetivos del SGS.
    pub revisado_el: MaybeUndefined<Fecha>,
    /// Indicadores (KPI) con que se sigue, hasta 200.
    pub indicadores: Option<Vec<ID>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un factor crítico.
#[derive(SimpleObject)]
pub struct FactorCriticoPayload {
    /// El factor crítico.
    pub factor_critico: FactorCritico,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<factor_critico::Model>> for FactorCriticoPayload {
    fn from(escrita: Escrita<factor_critico::Model>) -> Self {
        Self { factor_critico: FactorCritico(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&factor_critico::Model>,
    fila: &factor_critico::Model,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.texto("objetivo", &fila.objetivo, datos::NOMBRE);
    v.opcional("descripcion", fila.descripcion.as_deref(), datos::TEXTO);
    v.opcional("responsable", fila.responsable.as_deref(), datos::TEXTO);
    let anteriores = antes.map(|a| &a.indicadores);
    exigir_todos_en_uso::<indicador::Entity>(escritura, &mut v, "indicadores", anteriores, &fila.indicadores).await?;
    if escritura.hay_otro::<factor_critico::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene un factor crítico con ese código.");
    }
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct FactorCriticoMutation;

#[Object]
impl FactorCriticoMutation {
    /// Define un factor crítico de éxito (CSF) y los indicadores (KPI) con que se sigue.
    async fn crear_factor_critico(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearFactorCriticoInput,
    ) -> Result<FactorCriticoPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let indicadores = de_los_registros(&mut v, "indicadores", entidad, &input.indicadores, Tipo::Indicador);
        let trabajo = async |escritura: &mut Escritura| {
            let fila = factor_critico::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Publico.codigo(),
                codigo: input.codigo,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                objetivo: input.objetivo,
                descripcion: input.descripcion,
                responsable: input.responsable,
                revisado_el: input.revisado_el.map(String::from),
                indicadores,
            };
            revisar(escritura, v, None, &fila).await?;
            escritura.crear::<factor_critico::Entity>(fila).await
        };
        Ok(escribir::<factor_critico::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un factor crítico.
    async fn cambiar_factor_critico(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarFactorCriticoInput,
    ) -> Result<FactorCriticoPayload, ApiError> {
        let (entidad, id) = registro_editable::<factor_critico::Entity>(ctx, &input.id, Tipo::FactorCritico).await?;
        let mut v = Validacion::default();
        let indicadores =
            input.indicadores.map(|ids| de_los_registros(&mut v, "indicadores", entidad, &ids, Tipo::Indicador));
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<factor_critico::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner(&mut v, "objetivo", &mut fila.objetivo, input.objetivo);
            poner_o_quitar(&mut fila.descripcion, input.descripcion);
            poner_o_quitar(&mut fila.responsable, input.responsable);
            poner_o_quitar(&mut fila.revisado_el, input.revisado_el.map_value(String::from));
            fila.indicadores = indicadores.unwrap_or(fila.indicadores);
            revisar(escritura, v, Some(&antes), &fila).await?;
            escritura.cambiar::<factor_critico::Entity>(antes, fila).await
        };
        Ok(escribir::<factor_critico::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un factor crítico.
    async fn archivar_factor_critico(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<FactorCriticoPayload, ApiError> {
        Ok(archivar::<factor_critico::Entity>(ctx, input, Tipo::FactorCritico).await?.into())
    }
}
