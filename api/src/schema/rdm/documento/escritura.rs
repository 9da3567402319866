//! Writing `Documento`.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use quipu_entities::documento;

use super::pasos::exigir_borrador;
use crate::domain::entrega::{control, datos};
use crate::domain::registro::{DeLista, Validacion, Visibilidad};
use crate::domain::texto;
use crate::error::ApiError;
use crate::schema::id::Tipo;
use crate::schema::lote::Fila;
use crate::schema::rdm::documento::Documento;
use crate::schema::rdm::enums::Confidencialidad;
use crate::schema::registro::entrada::{ArchivarInput, poner, poner_o_quitar};
use crate::schema::registro::escribir::{entidad_editable, escribir, registro_editable};
use crate::schema::registro::vinculo::{VinculoInput, cambiados, guardables};
use crate::schema::scalar::Fecha;
use crate::store::StoreError;
use crate::store::escritura::{Escrita, Escritura};

/// Documento controlado que se crea, o edición nueva de uno que ya hay, en borrador.
#[derive(Debug, InputObject)]
pub struct CrearDocumentoInput {
    /// Código de la entidad.
    pub entidad: String,
    /// Código; sus ediciones lo comparten.
    pub codigo: String,
    /// Título.
    pub nombre: String,
    /// Fecha de la edición.
    pub fecha: Fecha,
    /// Cargo que la escribió.
    pub autor: String,
    /// Cargo que la aprueba, distinto del autor.
    pub aprobador: Option<String>,
    /// Quién puede leerlo desde que se aprueba.
    pub confidencialidad: Confidencialidad,
    /// Qué cambió respecto de la edición anterior.
    pub cambio: Option<String>,
    /// Dónde está.
    pub ubicacion: Option<String>,
    /// Último día que vale.
    pub vigente_hasta: Option<Fecha>,
    /// Procesos, actividades y tareas de que trata.
    #[graphql(default)]
    pub vinculos: Vec<VinculoInput>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un documento en borrador. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarDocumentoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión que se leyó.
    pub revision: i32,
    /// Título.
    pub nombre: MaybeUndefined<String>,
    /// Fecha de la edición.
    pub fecha: MaybeUndefined<Fecha>,
    /// Cargo que la escribió.
    pub autor: MaybeUndefined<String>,
    /// Cargo que la aprueba, distinto del autor.
    pub aprobador: MaybeUndefined<String>,
    /// Quién puede leerlo desde que se aprueba.
    pub confidencialidad: MaybeUndefined<Confidencialidad>,
    /// Qué cambió respecto de la edición anterior.
    pub cambio: MaybeUndefined<String>,
    /// Dónde está.
    pub ubicacion: MaybeUndefined<String>,
    /// Último día que vale.
    pub vigente_hasta: MaybeUndefined<Fecha>,
    /// Procesos, actividades y tareas de que trata.
    pub vinculos: Option<Vec<VinculoInput>>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un documento.
#[derive(SimpleObject)]
pub struct DocumentoPayload {
    /// El documento.
    pub documento: Documento,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

impl From<Escrita<documento::Model>> for DocumentoPayload {
    fn from(escrita: Escrita<documento::Model>) -> Self {
        Self { documento: Documento(Fila::sola(escrita.fila)), repetida: escrita.repetida }
    }
}

/// Checks it as it would be written.
fn revisar(mut v: Validacion, fila: &documento::Model) -> Result<(), StoreError> {
    v.codigo("codigo", &fila.codigo);
    v.texto("nombre", &fila.nombre, datos::NOMBRE);
    v.texto("autor", &fila.autor, datos::NOMBRE);
    v.opcional("aprobador", fila.aprobador.as_deref(), datos::TEXTO);
    v.opcional("cambio", fila.cambio.as_deref(), datos::TEXTO);
    v.opcional("ubicacion", fila.ubicacion.as_deref(), datos::TEXTO);
    Ok(v.terminar()?)
}

/// Gives a new edition its number: one after the last; there is one draft at a time.
async fn numerar(escritura: &Escritura, v: &mut Validacion, fila: &mut documento::Model) -> Result<(), StoreError> {
    let anteriores = escritura.con::<documento::Entity>(&[("codigo", fila.codigo.clone().into())]).await?;
    let borrador = anteriores.iter().any(|anterior| anterior.estado == control::EstadoDocumento::Borrador.codigo());
    v.exigir(!borrador, "codigo", "REPETIDO", "El documento ya tiene una edición en borrador.");
    fila.edicion = anteriores.iter().map(|anterior| anterior.edicion).max().unwrap_or(0) + 1;
    Ok(())
}

/// Mutations.
#[derive(Default)]
pub struct DocumentoMutation;

#[Object]
impl DocumentoMutation {
    /// Crea un documento controlado, en borrador. Si la entidad ya tiene uno con ese código, es su edición siguiente; la anterior se sigue leyendo.
    async fn crear_documento(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearDocumentoInput,
    ) -> Result<DocumentoPayload, ApiError> {
        let entidad = entidad_editable(ctx, &input.entidad).await?;
        let mut v = Validacion::default();
        let vinculos = guardables(ctx, &mut v, entidad, "vinculos", input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let mut fila = documento::Model {
                entidad_id: entidad,
                id: 0,
                revision: 1,
                creado_en: escritura.ahora(),
                cambiado_en: escritura.ahora(),
                archivado_en: None,
                visibilidad: Visibilidad::Borrador.codigo(),
                codigo: input.codigo,
                edicion: 1,
                clave: texto::clave(&input.nombre),
                nombre: input.nombre,
                estado: control::EstadoDocumento::Borrador.codigo(),
                fecha: input.fecha.into(),
                autor: input.autor,
                aprobador: input.aprobador,
                confidencialidad: control::Confidencialidad::from(input.confidencialidad).codigo(),
                cambio: input.cambio,
                ubicacion: input.ubicacion,
                vigente_hasta: input.vigente_hasta.map(String::from),
                aprobado_el: None,
                revisado_el: None,
                revisar_hasta: None,
                vinculos,
            };
            numerar(escritura, &mut v, &mut fila).await?;
            revisar(v, &fila)?;
            escritura.crear::<documento::Entity>(fila).await
        };
        Ok(escribir::<documento::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Cambia un documento que está en borrador.
    async fn cambiar_documento(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarDocumentoInput,
    ) -> Result<DocumentoPayload, ApiError> {
        let (entidad, id) = registro_editable::<documento::Entity>(ctx, &input.id, Tipo::Documento).await?;
        let mut v = Validacion::default();
        let vinculos = cambiados(ctx, &mut v, entidad, input.vinculos).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<documento::Entity>(id, input.revision).await?;
            exigir_borrador(&antes)?;
            let mut fila = antes.clone();
            poner(&mut v, "nombre", &mut fila.nombre, input.nombre);
            fila.clave = texto::clave(&fila.nombre);
            poner(&mut v, "fecha", &mut fila.fecha, input.fecha.map_value(String::from));
            poner(&mut v, "autor", &mut fila.autor, input.autor);
            poner_o_quitar(&mut fila.aprobador, input.aprobador);
            poner(
                &mut v,
                "confidencialidad",
                &mut fila.confidencialidad,
                input.confidencialidad.map_value(|x| control::Confidencialidad::from(x).codigo()),
            );
            poner_o_quitar(&mut fila.cambio, input.cambio);
            poner_o_quitar(&mut fila.ubicacion, input.ubicacion);
            poner_o_quitar(&mut fila.vigente_hasta, input.vigente_hasta.map_value(String::from));
            fila.vinculos = vinculos.unwrap_or(fila.vinculos);
            revisar(v, &fila)?;
            escritura.cambiar::<documento::Entity>(antes, fila).await
        };
        Ok(escribir::<documento::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }

    /// Archiva un documento en borrador. El que se aprobó no se archiva: queda obsoleto.
    async fn archivar_documento(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: ArchivarInput,
    ) -> Result<DocumentoPayload, ApiError> {
        let (entidad, id) = registro_editable::<documento::Entity>(ctx, &input.id, Tipo::Documento).await?;
        let trabajo = async |escritura: &mut Escritura| {
            let antes = escritura.leer_para_cambiar::<documento::Entity>(id, input.revision).await?;
            exigir_borrador(&antes)?;
            escritura.archivar::<documento::Entity>(antes.id, antes.revision).await
        };
        Ok(escribir::<documento::Entity>(ctx, entidad, input.clave_idempotencia, trabajo).await?.into())
    }
}
