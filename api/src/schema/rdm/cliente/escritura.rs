//! Writing `Cliente`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::cliente;

use crate::domain::entrega::{datos, estado};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::cliente::Cliente;
use crate::schema::rdm::comun::entidad_de;
use crate::schema::rdm::enums::TipoCliente;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{archivar, entidad_editable, escribir, registro_editable};
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Cliente que se crea.
#[derive(Debug, InputObject)]
pub struct CrearClienteInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código, único entre los clientes de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// Qué es.
    pub tipo: TipoCliente,
    /// La entidad del catálogo, si lo es: su código.
    pub es_entidad: Option<String>,
    /// Con quién se trata.
    pub contacto: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un cliente. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarClienteInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Código, único entre los clientes de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Qué es.
    pub tipo: MaybeUndefined<TipoCliente>,
    /// La entidad del catálogo, si lo es: su código.
    pub es_entidad: MaybeUndefined<String>,
    /// Con quién se trata.
    pub contacto: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un cliente.
#[derive(SimpleObject)]
pub struct ClientePayload {
    /// El cliente.
    pub cliente: Cliente,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<cliente::Model>> for ClientePayload {
    fn from(escrita: Escrita<cliente::Model>) -> Self {
        Self { cliente: Cliente(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a client as it would be written, within the transaction that writes it.
async fn revisar(escritura: &Escritura, mut v: Validacion, fila: &cliente::Model) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("contacto", fila.contacto.as_deref(), datos::NOMBRE);
    if escritura.hay_otro::<cliente::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene un cliente con ese código.");
    }
    let es_entidad = fila.tipo == estado::TipoCliente::Entidad.codigo();
    v.exigir(
        es_entidad == fila.es_entidad_id.is_some(),
        "esEntidad",
        "INCOHERENTE",
        "Un cliente de tipo ENTIDAD dice cuál es, y solo él.",
    );
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct ClienteMutation;

#[Object]
impl ClienteMutation {
    /// Crea un cliente.
    async fn crear_cliente(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearClienteInput,
    ) -> Result<ClientePayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let es_entidad_id = entidad_de(ctx, &mut v, "es_entidad", input.es_entidad.as_deref()).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let fila = cliente::Model {
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
                tipo: estado::TipoCliente::from(input.tipo).codigo(),
                es_entidad_id,
                contacto: input.contacto,
            };
            revisar(escritura, v, &fila).await?;
            escritura.crear::<cliente::Entity>(fila).await
        };
        Ok(escribir::<cliente::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un cliente.
    async fn cambiar_cliente(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarClienteInput,
    ) -> Result<ClientePayload, ApiError> {
        let (entidad, id) = registro_editable::<cliente::Entity>(ctx, &input.id, Tipo::Cliente).await?;
        let mut v = Validacion::default();
        let es_entidad_id = match input.es_entidad.value() {
            Some(codigo) => entidad_de(ctx, &mut v, "es_entidad", Some(codigo)).await?,
            None => None,
        };
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<cliente::Entity>(id, input.revision).await?;
            let mut fila = antes.clone();
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner(&mut v, "tipo", &mut fila.tipo, input.tipo.map_value(|x| estado::TipoCliente::from(x).codigo()));
            if !input.es_entidad.is_undefined() {
                fila.es_entidad_id = es_entidad_id;
            }
            poner_o_quitar(&mut fila.contacto, input.contacto);
            revisar(escritura, v, &fila).await?;
            escritura.cambiar::<cliente::Entity>(antes, fila).await
        };
        Ok(escribir::<cliente::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un cliente.
    async fn archivar_cliente(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<ClientePayload, ApiError> {
        Ok(archivar::<cliente::Entity>(ctx, input, Tipo::Cliente).await?.into())
    }
}
