//! Writing many records at once: each operation is one of the mutations, run by the engine with its own argument in the
//! transaction of the batch, so that no rule is written twice.

mod forma;
mod informe;
mod operacion;
mod referencia;
mod una;

use async_graphql::{Context, Enum, ID, InputObject, Object};

use self::informe::{EstadoDeOperacion, Fallo, lugar};
use self::una::{Hecha, hacer};
use super::context::ContextExt;
use super::registro::escribir::{contenido, entidad_editable};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::store::StoreError;
use crate::store::escritura::Pedido;

pub use forma::{EnCelda, FormaDeAlta};
pub use informe::{ErrorDeOperacion, LotePayload, ResultadoDeOperacion};
pub use operacion::OperacionInput;

/// Qué se hace con un lote cuando alguna de sus operaciones se rechaza.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ModoDeLote {
    /// No se escribe ninguna: la respuesta es un error, y `errores` dice todo lo que se rechaza.
    TodoONada,
    /// Se escriben las demás, y la respuesta dice qué fue de cada una.
    FilaPorFila,
}

/// Lote que se escribe.
#[derive(Debug, InputObject)]
pub struct EscribirLoteInput {
    /// Código de la entidad: todas las operaciones son de registros suyos.
    pub entidad: String,
    /// Qué se hace cuando alguna operación se rechaza.
    #[graphql(default_with = "ModoDeLote::TodoONada")]
    pub modo: ModoDeLote,
    /// Las operaciones, en el orden en que se hacen: hasta 500, si el servicio no admite otro número.
    pub operaciones: Vec<OperacionInput>,
    /// Si es `true`, se hace todo y se deshace: dice qué pasaría. Su clave no se recuerda.
    #[graphql(default)]
    pub simulacion: bool,
    /// Clave con que se reconoce el lote entero si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Mutations.
#[derive(Default)]
pub struct LoteMutation;

#[Object]
impl LoteMutation {
    /// Escribe muchos registros de una entidad en una transacción. Cada operación es una mutación de un registro: pide los
    /// mismos permisos, cumple las mismas reglas y queda en la auditoría como ella, y ve lo que escribieron las
    /// anteriores. El registro de otra entidad no existe para el lote.
    async fn escribir_lote(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "El lote.")] input: EscribirLoteInput,
    ) -> Result<LotePayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        revisar(&input, ctx.solicitud().lote_maximo)?;
        ctx.lectura().mostrar(input.operaciones.len())?;
        let clave = input.clave_idempotencia.clone().filter(|_| !input.simulacion);
        let pedido = Pedido::nuevo(clave, &contenido(ctx)?);
        let (escritor, lectura) = (&ctx.solicitud().escritor, ctx.lectura());
        if let Some(informe) = escritor.abrir_lote(lectura, entidad, &pedido).await? {
            let informe: LotePayload = serde_json::from_str(&informe).map_err(|error| ApiError::internal(&error))?;
            return Ok(LotePayload { repetida: true, ..informe });
        }
        let escrito = escribir(ctx, &pedido, input).await;
        // Whatever was not written is not left for the next field of the request.
        escritor.dejar_lote(lectura).await?;
        escrito
    }
}

fn revisar(input: &EscribirLoteInput, maximo: usize) -> Result<(), ApiError> {
    let mut v = Validacion::default();
    v.exigir(!input.operaciones.is_empty(), "operaciones", "VACIO", "Un lote tiene al menos una operación.");
    v.cuantos("operaciones", input.operaciones.len(), maximo);
    Ok(v.terminar().map_err(StoreError::from)?)
}

/// Does the operations of an open batch, and writes them unless they are only tried or not all could be done.
async fn escribir(ctx: &Context<'_>, pedido: &Pedido, input: EscribirLoteInput) -> Result<LotePayload, ApiError> {
    let (escritor, lectura) = (&ctx.solicitud().escritor, ctx.lectura());
    let mut hechos: Vec<Option<ID>> = Vec::with_capacity(input.operaciones.len());
    let mut resultados = Vec::with_capacity(input.operaciones.len());
    for (indice, operacion) in input.operaciones.into_iter().enumerate() {
        let marca = escritor.marcar().await?;
        let nombre = operacion.nombre.to_string();
        let hecha = hacer(ctx, &lugar(indice, &operacion.nombre), operacion, &hechos).await;
        escritor.soltar(marca, hecha.is_ok()).await?;
        let resultado = resultado(indice, nombre, hecha)?;
        hechos.push(resultado.id.clone());
        resultados.push(resultado);
    }
    let rechazadas = resultados.iter().filter(|r| r.estado == EstadoDeOperacion::Rechazada).count();
    let cuantas = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let mut informe = LotePayload {
        simulacion: input.simulacion,
        repetida: false,
        hechas: cuantas(resultados.len() - rechazadas),
        rechazadas: cuantas(rechazadas),
        resultados,
    };
    if rechazadas > 0 && input.modo == ModoDeLote::TodoONada {
        return Err(informe.rechazo());
    }
    if input.simulacion {
        // Nobody may use the id of what is not there.
        informe.resultados.iter_mut().for_each(|resultado| resultado.id = None);
        return Ok(informe);
    }
    let guardado = serde_json::to_string(&informe).map_err(|error| ApiError::internal(&error))?;
    escritor.cerrar_lote(lectura, pedido, guardado).await?;
    Ok(informe)
}

fn resultado(indice: usize, operacion: String, hecha: Result<Hecha, Fallo>) -> Result<ResultadoDeOperacion, ApiError> {
    let indice = i32::try_from(indice).unwrap_or(i32::MAX);
    match hecha {
        Ok(Hecha { tipo, id, revision, repetida }) => {
            let estado = if repetida { EstadoDeOperacion::Repetida } else { EstadoDeOperacion::Hecha };
            let tipo = Some(tipo);
            Ok(ResultadoDeOperacion { indice, operacion, estado, tipo, id, revision, errores: Vec::new() })
        }
        Err(Fallo::Rechazada(errores)) => {
            let estado = EstadoDeOperacion::Rechazada;
            Ok(ResultadoDeOperacion { indice, operacion, estado, tipo: None, id: None, revision: None, errores })
        }
        Err(Fallo::Roto(error)) => Err(error),
    }
}
