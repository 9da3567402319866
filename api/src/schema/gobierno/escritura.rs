//! Writing assignments of roles.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, OneofObject, SimpleObject};
use quipu_entities::asignacion_de_rol;

use super::AsignacionDeRol;
use crate::domain::gobierno::{self as domain, Asignacion};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::schema::registro::vinculo::{VinculoInput, cambiados, guardables};
use crate::schema::scalar::Fecha;
use crate::store::escritura::{Escrita, Escritura};
use crate::store::ficha::{datos, guardar};
use crate::store::gobierno::{Titular, nombre};

/// Quién tiene un rol: un puesto o una unidad.
#[derive(Debug, OneofObject)]
pub enum TitularInput {
    /// Un puesto, por su número correlativo en el Mapeo de Puestos.
    Puesto(String),
    /// Una unidad, por su nombre o su sigla.
    Unidad(String),
}

impl From<TitularInput> for Titular {
    fn from(titular: TitularInput) -> Self {
        match titular {
            TitularInput::Puesto(correlativo) => Self::Puesto(correlativo),
            TitularInput::Unidad(unidad) => Self::Unidad(unidad),
        }
    }
}

/// Asignación que se crea.
#[derive(Debug, InputObject)]
pub struct CrearAsignacionDeRolInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código del rol en el catálogo.
    pub rol: String,
    /// Cuál de los integrantes del rol, si el rol los distingue.
    pub integrante: Option<String>,
    /// Quién lo tiene.
    pub titular: TitularInput,
    /// Primer día.
    pub desde: Fecha,
    /// Último día, si tiene fin.
    pub hasta: Option<Fecha>,
    /// Códigos de las responsabilidades que toma; todas las del rol si no se dice.
    #[graphql(default)]
    pub responsabilidades: Vec<String>,
    /// Procesos para los que vale; todos si no se dice.
    #[graphql(default)]
    pub vinculos: Vec<VinculoInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de una asignación. Lo que no se envía queda como está. Otro titular es otra asignación.
#[derive(Debug, InputObject)]
pub struct CambiarAsignacionDeRolInput {
    /// Identificador de la asignación.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Primer día.
    pub desde: MaybeUndefined<Fecha>,
    /// Último día.
    pub hasta: MaybeUndefined<Fecha>,
    /// Todas las responsabilidades que toma.
    pub responsabilidades: Option<Vec<String>>,
    /// Todos los procesos para los que vale.
    pub vinculos: Option<Vec<VinculoInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir una asignación.
#[derive(SimpleObject)]
pub struct AsignacionDeRolPayload {
    /// La asignación.
    asignacion_de_rol: AsignacionDeRol,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    repetida: bool,
}

impl From<Escrita<asignacion_de_rol::Model>> for AsignacionDeRolPayload {
    fn from(escrita: Escrita<asignacion_de_rol::Model>) -> Self {
        Self { asignacion_de_rol: AsignacionDeRol(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Mutations of assignments.
#[derive(Default)]
pub struct AsignacionMutation;

#[Object]
impl AsignacionMutation {
    /// Asigna un rol del gobierno de procesos a un puesto o a una unidad.
    async fn crear_asignacion_de_rol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "La asignación.")] input: CrearAsignacionDeRolInput,
    ) -> Result<AsignacionDeRolPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let vinculos = guardables(ctx, &mut v, entidad, "vinculos", input.vinculos).await?;
        let titular = Titular::from(input.titular);
        let nombre = nombre(ctx.lectura(), entidad, &titular).await?;
        let mensaje = "El mapa de la entidad no tiene ese puesto o esa unidad.";
        v.exigir(nombre.is_some(), "titular", "VINCULO_DESCONOCIDO", mensaje);
        let nombre = nombre.unwrap_or_default();
        let dice = Asignacion {
            rol: input.rol,
            integrante: input.integrante,
            desde: input.desde.into(),
            hasta: input.hasta.map(String::from),
            responsabilidades: input.responsabilidades,
        };
        domain::revisar(&mut v, &dice, ctx.catalogo());
        let (correlativo, unidad) = match titular {
            Titular::Puesto(correlativo) => (Some(correlativo), None),
            Titular::Unidad(_) => (None, Some(nombre.clone())),
        };
        let trabajo = async |escritura: &mut Escritura| {
            v.terminar()?;
            let fila = asignacion_de_rol::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Publico.codigo(),
                rol: dice.rol,
                integrante: dice.integrante,
                correlativo,
                unidad,
                clave: texto::clave(&nombre),
                titular: nombre,
                desde: dice.desde,
                hasta: dice.hasta,
                responsabilidades: guardar(&dice.responsabilidades)?,
                vinculos,
            };
            escritura.crear::<asignacion_de_rol::Entity>(fila).await
        };
        Ok(escribir::<asignacion_de_rol::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia una asignación.
    async fn cambiar_asignacion_de_rol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarAsignacionDeRolInput,
    ) -> Result<AsignacionDeRolPayload, ApiError> {
        let tipo = Tipo::AsignacionDeRol;
        let (entidad, id) = registro_editable::<asignacion_de_rol::Entity>(ctx, &input.id, tipo).await?;
        let mut v = Validacion::default();
        let vinculos = cambiados(ctx, &mut v, entidad, input.vinculos).await?;
        let catalogo = ctx.catalogo();
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<asignacion_de_rol::Entity>(id, input.revision).await?;
            let mut dice = Asignacion {
                rol: antes.rol.clone(),
                integrante: antes.integrante.clone(),
                desde: antes.desde.clone(),
                hasta: antes.hasta.clone(),
                responsabilidades: match input.responsabilidades {
                    Some(responsabilidades) => responsabilidades,
                    None => datos(&antes.responsabilidades)?,
                },
            };
            poner(&mut v, "desde", &mut dice.desde, input.desde.map_value(String::from));
            poner_o_quitar(&mut dice.hasta, input.hasta.map_value(String::from));
            domain::revisar(&mut v, &dice, catalogo);
            v.terminar()?;
            let despues = asignacion_de_rol::Model {
                desde: dice.desde,
                hasta: dice.hasta,
                responsabilidades: guardar(&dice.responsabilidades)?,
                vinculos: vinculos.unwrap_or_else(|| antes.vinculos.clone()),
                ..antes.clone()
            };
            escritura.cambiar::<asignacion_de_rol::Entity>(antes, despues).await
        };
        Ok(escribir::<asignacion_de_rol::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva una asignación que no debió hacerse; la que termina lleva su último día.
    async fn archivar_asignacion_de_rol(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<AsignacionDeRolPayload, ApiError> {
        Ok(archivar::<asignacion_de_rol::Entity>(ctx, input, Tipo::AsignacionDeRol).await?.into())
    }
}
