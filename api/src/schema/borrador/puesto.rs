//! Puestos of the Mapeo of a draft, and the numbers entered for those that are not measured.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::datos_de_puesto::DatosDePuestoInput;
use super::entrada::EliminarInput;
use super::unidad::nivel;
use super::{Donde, EliminarPayload, Pedida, de_id, donde, editar, fila, version};
use crate::domain::modelo::{self, NoMedido};
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::puesto::Puesto;
use crate::schema::registro::entrada::poner;
use crate::schema::version::Version;
use crate::store::StoreError;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

/// Puesto que se agrega al mapeo de un borrador.
#[derive(Debug, InputObject)]
pub struct CrearPuestoInput {
    /// Identificador del borrador.
    pub version: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Lugar en el mapeo, desde 1; el último si no se dice.
    pub posicion: Option<i32>,
    /// Número correlativo, único en el mapeo.
    pub correlativo: String,
    /// Nombre.
    pub nombre: String,
    /// Unidad, régimen, ocupados y lo demás.
    #[graphql(flatten)]
    pub datos: DatosDePuestoInput,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Cambios de un puesto del mapeo. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarPuestoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Número correlativo, único en el mapeo. Las ejecuciones y los puestos que lo nombran dicen desde entonces el nuevo.
    pub correlativo: MaybeUndefined<String>,
    /// Nombre.
    pub nombre: MaybeUndefined<String>,
    /// Unidad, régimen, ocupados y lo demás.
    #[graphql(flatten)]
    pub datos: DatosDePuestoInput,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Número de un puesto que no se mide (FP, DP, asesores de alta dirección), en lugar del que tenga.
#[derive(Debug, InputObject)]
pub struct IngresarDotacionInput {
    /// Puesto del mapeo.
    pub puesto: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Posiciones que necesita, hasta 100 000.
    pub posiciones: i32,
    /// Grupo: código o nombre del catálogo.
    pub grupo: Option<String>,
    /// Nivel organizacional, de 1 a 9; solo de directivos.
    pub nivel_organizacional: Option<i32>,
    /// Por qué: ley, ROF, tabla 4-10.
    pub sustento: Option<String>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Puesto al que se le quita el número ingresado.
#[derive(Debug, InputObject)]
pub struct RetirarDotacionInput {
    /// Puesto del mapeo.
    pub puesto: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de escribir un puesto del mapeo.
#[derive(SimpleObject)]
pub struct PuestoPayload {
    /// El puesto.
    pub puesto: Puesto,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

fn respuesta(escrita: Escrita<EnMapa>) -> Result<PuestoPayload, ApiError> {
    Ok(PuestoPayload { puesto: Puesto(fila(&escrita)?), repetida: escrita.repetida, version: version(escrita) })
}

/// Position of the puesto of that id. What is not there does not exist.
fn existente(borrador: &Borrador, id: i64) -> Result<usize, StoreError> {
    borrador.organizacion.puesto(id).ok_or(StoreError::RegistroInexistente)
}

/// What the reader says of a row of the Mapeo, which goes with it.
const DE_LA_FILA: [&str; 7] = [
    "CORRELATIVO_AUSENTE",
    "CORRELATIVO_REPETIDO",
    "UNIDAD_AUSENTE",
    "REGIMEN_DESCONOCIDO",
    "CONFIANZA_ILEGIBLE",
    "OCUPADOS_AUSENTE",
    "SUPERIOR_INEXISTENTE",
];

fn pedida(operacion: &'static str, revision: i32, clave_idempotencia: Option<String>) -> Pedida {
    Pedida { operacion, crea: false, revision, clave_idempotencia }
}

/// Mutations.
#[derive(Default)]
pub struct PuestoMutation;

#[Object]
impl PuestoMutation {
    /// Agrega un puesto al mapeo de un borrador. Las ejecuciones que decían su correlativo sin que nadie lo tuviera lo nombran
    /// desde entonces.
    async fn crear_puesto(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Lo que se crea.")] input: CrearPuestoInput,
    ) -> Result<PuestoPayload, ApiError> {
        let (entidad, version) = de_id(&input.version)?;
        let en = Donde { entidad, version, matriz: None, id: 0 };
        let pedida = Pedida { crea: true, ..pedida("CREAR_PUESTO", input.revision, input.clave_idempotencia) };
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let id = borrador.nuevo_id;
            let (correlativo, nombre) = (input.correlativo, input.nombre);
            let mut nuevo = modelo::Puesto { correlativo, nombre, ..modelo::Puesto::default() };
            let hecha = input.datos.en(&mut v, borrador, en, &mut nuevo, Hecha::a(Objeto::Puesto(id)));
            let (organizacion, mut matrices) = borrador.partes();
            organizacion.crear_puesto(&mut v, (id, input.posicion), nuevo, catalogo, &mut matrices);
            v.terminar()?;
            Ok(hecha)
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Cambia un puesto del mapeo de un borrador.
    async fn cambiar_puesto(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarPuestoInput,
    ) -> Result<PuestoPayload, ApiError> {
        let en = donde(&input.id, Tipo::Puesto)?;
        let pedida = pedida("CAMBIAR_PUESTO", input.revision, input.clave_idempotencia);
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let i = existente(borrador, en.id)?;
            let mut despues = borrador.organizacion.mapa.puestos[i].clone();
            let mut hecha = Hecha::a(Objeto::Puesto(en.id));
            if input.correlativo.is_value() {
                hecha.resueltos.extend(["CORRELATIVO_AUSENTE", "CORRELATIVO_REPETIDO"]);
            }
            poner(&mut v, "correlativo", &mut despues.correlativo, input.correlativo);
            poner(&mut v, "nombre", &mut despues.nombre, input.nombre);
            let hecha = input.datos.en(&mut v, borrador, en, &mut despues, hecha);
            let (organizacion, mut matrices) = borrador.partes();
            organizacion.cambiar_puesto(&mut v, i, despues, catalogo, &mut matrices);
            v.terminar()?;
            Ok(hecha)
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Elimina un puesto del mapeo de un borrador, con el número que se le haya ingresado. El que una ejecución nombra, o es
    /// superior de otro, no se elimina: el rechazo dice cuántos son.
    async fn eliminar_puesto(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuál.")] input: EliminarInput,
    ) -> Result<EliminarPayload, ApiError> {
        let en = donde(&input.id, Tipo::Puesto)?;
        let pedida = pedida("ELIMINAR_PUESTO", input.revision, input.clave_idempotencia);
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let i = existente(borrador, en.id)?;
            let filas = borrador.organizacion.mapa.puestos[i].fila.into_iter().collect();
            let (organizacion, matrices) = borrador.partes();
            organizacion.eliminar_puesto(&mut v, i, &matrices);
            v.terminar()?;
            let hecha = Hecha::a(Objeto::Puesto(en.id));
            Ok(Hecha { eliminadas: 1, filas, resueltos: DE_LA_FILA.to_vec(), ..hecha })
        };
        Ok(editar(ctx, en, pedida, trabajo).await?.into())
    }

    /// Ingresa el número de un puesto que no se mide, en un borrador. El puesto propuesto en que cuenta lo muestra como su
    /// dotación según cargas.
    async fn ingresar_dotacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Cuántas posiciones, y por qué.")] input: IngresarDotacionInput,
    ) -> Result<PuestoPayload, ApiError> {
        let en = donde(&input.puesto, Tipo::Puesto)?;
        let pedida = pedida("INGRESAR_DOTACION", input.revision, input.clave_idempotencia);
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let ingresado = NoMedido {
                puesto: existente(borrador, en.id)?,
                grupo: input.grupo,
                nivel_organizacional: input.nivel_organizacional.map(nivel),
                posiciones: input.posiciones,
                sustento: input.sustento,
            };
            borrador.organizacion.ingresar(&mut v, ingresado, catalogo);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Puesto(en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }

    /// Quita a un puesto de un borrador el número que se le ingresó.
    async fn retirar_dotacion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "De cuál.")] input: RetirarDotacionInput,
    ) -> Result<PuestoPayload, ApiError> {
        let en = donde(&input.puesto, Tipo::Puesto)?;
        let pedida = pedida("RETIRAR_DOTACION", input.revision, input.clave_idempotencia);
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let i = existente(borrador, en.id)?;
            let hay = borrador.organizacion.ingresado(i).is_some();
            v.exigir(hay, "puesto", "SIN_DOTACION_INGRESADA", "No tiene un número ingresado.");
            borrador.organizacion.retirar(i);
            v.terminar()?;
            Ok(Hecha::a(Objeto::Puesto(en.id)))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }
}
