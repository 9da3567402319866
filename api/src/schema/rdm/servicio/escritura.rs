//! Writing `Servicio`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::servicio;

use crate::domain::entrega::datos;
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::servicio::Servicio;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::schema::registro::vinculo::{VinculoInput, cambiados, guardables};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Servicio que se crea.
#[derive(Debug, InputObject)]
pub struct CrearServicioInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código, único entre los servicios de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// En qué consiste.
    pub descripcion: Option<String>,
    /// Cargo o unidad que responde por él.
    pub responsable: Option<String>,
    /// Procesos, actividades y tareas que lo sostienen.
    #[graphql(default)]
    pub vinculos: Vec<VinculoInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un servicio. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarServicioInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre los servicios de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// En qué consiste.
    pub descripcion: MaybeUndefined<String>,
    /// Cargo o unidad que responde por él.
    pub responsable: MaybeUndefined<String>,
    /// Procesos, actividades y tareas que lo sostienen.
    pub vinculos: Option<Vec<VinculoInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un servicio.
#[derive(SimpleObject)]
pub struct ServicioPayload {
    /// El servicio.
    pub servicio: Servicio,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<servicio::Model>> for ServicioPayload {
    fn from(escrita: Escrita<servicio::Model>) -> Self {
        Self { servicio: Servicio(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a service as it would be written, within the transaction that writes it.
async fn revisar(escritura: &Escritura, mut v: Validacion, fila: &servicio::Model) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("descripcion", fila.descripcion.as_deref(), datos::TEXTO);
    v.opcional("responsable", fila.responsable.as_deref(), datos::NOMBRE);
    if escritura.hay_otro::<servicio::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene un servicio con ese código.");
    }
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct ServicioMutation;

#[Object]
impl ServicioMutation {
    /// Crea un servicio.
    async fn crear_servicio(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearServicioInput,
    ) -> Result<ServicioPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let vinculos = guardables(ctx, &mut v, entidad, "vinculos", input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let fila = servicio::Model {
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
                descripcion: input.descripcion,
                responsable: input.responsable,
                vinculos,
            };
            revisar(escritura, v, &fila).await?;
            escritura.crear::<servicio::Entity>(fila).await
        };
        Ok(escribir::<servicio::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un servicio.
    async fn cambiar_servicio(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarServicioInput,
    ) -> Result<ServicioPayload, ApiError> {
        let (entidad, id) = registro_editable::<servicio::Entity>(ctx, &input.id, Tipo::Servicio).await?;
        let mut v = Validacion::default();
        let vinculos = cambiados(ctx, &mut v, entidad, input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<servicio::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner_o_quitar(&mut fila.descripcion, input.descripcion);
            poner_o_quitar(&mut fila.responsable, input.responsable);
            fila.vinculos = vinculos.unwrap_or(fila.vinculos);
            revisar(escritura, v, &fila).await?;
            escritura.cambiar::<servicio::Entity>(antes, fila).await
        };
        Ok(escribir::<servicio::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un servicio.
    async fn archivar_servicio(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<ServicioPayload, ApiError> {
        Ok(archivar::<servicio::Entity>(ctx, input, Tipo::Servicio).await?.into())
    }
}
