//! Writing `Paquete`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::{cliente, paquete, servicio, unidad_entrega};

use crate::domain::entrega::datos;
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::{
    cambio_del_registro, de_los_registros, del_registro, exigir_en_uso, exigir_todos_en_uso, opcional_del_registro,
};
use crate::schema::rdm::paquete::Paquete;
use crate::schema::rdm::reglas::{exigir_entregas_suyas, exigir_paquete_abierto, exigir_paquete_libre};
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{entidad_editable, escribir, registro_editable};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Paquete que se crea.
#[derive(Debug, InputObject)]
pub struct CrearPaqueteInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Servicio.
    pub servicio: ID,
    /// Cliente para el que se hace; nulo si sirve a todos.
    pub cliente: Option<ID>,
    /// Código, único entre los paquetes de la entidad.
    pub codigo: String,
    /// Nombre.
    pub nombre: String,
    /// Versión: primer número, de entregas mayores.
    pub mayor: i32,
    /// Versión: segundo número, de entregas menores.
    pub menor: i32,
    /// Versión: tercer número, de entregas de emergencia.
    pub arreglo: i32,
    /// Unidades de entrega que contiene, hasta 200.
    #[graphql(default)]
    pub unidades: Vec<ID>,
    /// Cuándo terminó de construirse.
    pub construido_el: Option<Fecha>,
    /// Quién lo construyó.
    pub construido_por: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un paquete. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarPaqueteInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Servicio.
    pub servicio: MaybeUndefined<ID>,
    /// Cliente para el que se hace; nulo si sirve a todos.
    pub cliente: MaybeUndefined<ID>,
    /// Código, único entre los paquetes de la entidad.
    pub codigo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Versión: primer número, de entregas mayores.
    pub mayor: MaybeUndefined<i32>,
    /// Versión: segundo número, de entregas menores.
    pub menor: MaybeUndefined<i32>,
    /// Versión: tercer número, de entregas de emergencia.
    pub arreglo: MaybeUndefined<i32>,
    /// Unidades de entrega que contiene, hasta 200.
    pub unidades: Option<Vec<ID>>,
    /// Cuándo terminó de construirse.
    pub construido_el: MaybeUndefined<Fecha>,
    /// Quién lo construyó.
    pub construido_por: MaybeUndefined<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un paquete.
#[derive(SimpleObject)]
pub struct PaquetePayload {
    /// El paquete.
    pub paquete: Paquete,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<paquete::Model>> for PaquetePayload {
    fn from(escrita: Escrita<paquete::Model>) -> Self {
        Self { paquete: Paquete(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks a package as it would be written, within the transaction that writes it.
async fn revisar(
    escritura: &Escritura,
    mut v: Validacion,
    antes: Option<&paquete::Model>,
    fila: &paquete::Model,
) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.opcional("construidoPor", fila.construido_por.as_deref(), datos::NOMBRE);
    exigir_en_uso::<servicio::Entity>(
        escritura,
        &mut v,
        "servicio",
        antes.map(|a| a.servicio_id),
        Some(fila.servicio_id),
    )
    .await?;
    exigir_en_uso::<cliente::Entity>(escritura, &mut v, "cliente", antes.and_then(|a| a.cliente_id), fila.cliente_id)
        .await?;
    if escritura.hay_otro::<paquete::Entity>(fila.id, &[("codigo", fila.codigo.clone().into())]).await? {
        v.falta("codigo", "REPETIDO", "La entidad ya tiene un paquete con ese código.");
    }
    for (campo, numero) in [("mayor", fila.mayor), ("menor", fila.menor), ("arreglo", fila.arreglo)] {
        v.exigir((0..=100_000).contains(&numero), campo, "FUERA_DE_RANGO", "Va de 0 a 100000.");
    }
    let anteriores = antes.map(|a| &a.unidades);
    exigir_todos_en_uso::<unidad_entrega::Entity>(escritura, &mut v, "unidades", anteriores, &fila.unidades).await?;
    exigir_entregas_suyas(escritura, &mut v, antes, fila).await?;
    Ok(v.terminar()?)
}

/// Mutations.
#[derive(Default)]
pub struct PaqueteMutation;

#[Object]
impl PaqueteMutation {
    /// Crea un paquete de entrega.
    async fn crear_paquete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearPaqueteInput,
    ) -> Result<PaquetePayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let servicio_id =
            del_registro(&mut v, "servicio", entidad, &input.servicio, Tipo::Servicio).unwrap_or_default();
        let cliente_id = opcional_del_registro(&mut v, "cliente", entidad, input.cliente.as_ref(), Tipo::Cliente);
        let unidades = de_los_registros(&mut v, "unidades", entidad, &input.unidades, Tipo::UnidadEntrega);
        let trabajo = async |escritura: &mut Escritura| {
            let fila = paquete::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Borrador.codigo(),
                servicio_id,
                cliente_id,
                codigo: input.codigo,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                mayor: input.mayor,
                menor: input.menor,
                arreglo: input.arreglo,
                unidades,
                construido_el: input.construido_el.map(String::from),
                construido_por: input.construido_por,
                linea_base: false,
            };
            revisar(escritura, v, None, &fila).await?;
            escritura.crear::<paquete::Entity>(fila).await
        };
        Ok(escribir::<paquete::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un paquete, mientras no sea línea base ni lo lleve una entrega que ya se prueba.
    async fn cambiar_paquete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarPaqueteInput,
    ) -> Result<PaquetePayload, ApiError> {
        let (entidad, id) = registro_editable::<paquete::Entity>(ctx, &input.id, Tipo::Paquete).await?;
        let mut v = Validacion::default();
        let servicio_id = cambio_del_registro(&mut v, "servicio", entidad, input.servicio, Tipo::Servicio);
        let cliente_id = cambio_del_registro(&mut v, "cliente", entidad, input.cliente, Tipo::Cliente);
        let unidades =
            input.unidades.map(|ids| de_los_registros(&mut v, "unidades", entidad, &ids, Tipo::UnidadEntrega));
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<paquete::Entity>(id, input.revision).await?;
            exigir_paquete_abierto(escritura, &antes).await?;
            let mut fila = antes.clone();
            poner(&mut v, "servicio", &mut fila.servicio_id, servicio_id);
            poner_o_quitar(&mut fila.cliente_id, cliente_id);
            poner(&mut v, "codigo", &mut fila.codigo, input.codigo);
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner(&mut v, "mayor", &mut fila.mayor, input.mayor);
            poner(&mut v, "menor", &mut fila.menor, input.menor);
            poner(&mut v, "arreglo", &mut fila.arreglo, input.arreglo);
            fila.unidades = unidades.unwrap_or(fila.unidades);
            poner_o_quitar(&mut fila.construido_el, input.construido_el.map_value(String::from));
            poner_o_quitar(&mut fila.construido_por, input.construido_por);
            revisar(escritura, v, Some(&antes), &fila).await?;
            escritura.cambiar::<paquete::Entity>(antes, fila).await
        };
        Ok(escribir::<paquete::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un paquete que no sea línea base, ni lo lleve una entrega que no terminó.
    async fn archivar_paquete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<PaquetePayload, ApiError> {
        let (entidad, id) = registro_editable::<paquete::Entity>(ctx, &input.id, Tipo::Paquete).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<paquete::Entity>(id, input.revision).await?;
            exigir_paquete_libre(escritura, &antes).await?;
            escritura.archivar::<paquete::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<paquete::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
