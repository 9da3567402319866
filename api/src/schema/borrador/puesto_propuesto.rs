//! Proposed puestos of a draft: called or classified otherwise, in all their executions at once.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::{Pedida, donde, editar, fila, version};
use crate::domain::edicion::{Cambio, CambiosDeEjecucion, Fila};
use crate::domain::modelo::TEXTO_MAXIMO;
use crate::domain::registro::Validacion;
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::id::Tipo;
use crate::schema::puesto_propuesto::PuestoPropuesto;
use crate::schema::version::Version;
use crate::store::StoreError;
use crate::store::escritura::{Borrador, EnMapa, Escrita, Hecha, Objeto};

/// Cambios de un puesto propuesto, que son de todas sus ejecuciones. Lo que no se envía queda como está.
#[derive(Debug, InputObject)]
pub struct CambiarPuestoPropuestoInput {
    /// Identificador.
    pub id: ID,
    /// Revisión del borrador que se leyó.
    pub revision: i32,
    /// Nombre; nulo, el de quien ejecuta.
    pub nombre: MaybeUndefined<String>,
    /// Grupo: código o nombre del catálogo.
    pub grupo: MaybeUndefined<String>,
    /// Familia, del grupo.
    pub familia: MaybeUndefined<String>,
    /// Rol, de la familia.
    pub rol: MaybeUndefined<String>,
    /// Nivel, solo de los puestos de carrera (CA).
    pub nivel: MaybeUndefined<String>,
    /// Nivel organizacional, de 1 a 9; solo de directivos.
    pub nivel_organizacional: MaybeUndefined<i32>,
    /// Clave con que se reconoce la solicitud si se repite.
    pub clave_idempotencia: Option<String>,
}

/// Lo que quedó de cambiar un puesto propuesto.
#[derive(SimpleObject)]
pub struct PuestoPropuestoPayload {
    /// El puesto propuesto; si ya había otro así en su unidad, ese, que ahora es de todos.
    pub puesto_propuesto: PuestoPropuesto,
    /// El borrador, con la revisión que alcanzó.
    pub version: Version,
    /// Si la solicitud ya se había hecho: esta es su primera respuesta y nada cambió otra vez.
    pub repetida: bool,
}

fn respuesta(escrita: Escrita<EnMapa>) -> Result<PuestoPropuestoPayload, ApiError> {
    Ok(PuestoPropuestoPayload {
        puesto_propuesto: PuestoPropuesto(fila(&escrita)?),
        repetida: escrita.repetida,
        version: version(escrita),
    })
}

/// Mutations.
#[derive(Default)]
pub struct PuestoPropuestoMutation;

#[Object]
impl PuestoPropuestoMutation {
    /// Cambia el nombre o la clasificación de un puesto propuesto en todas sus ejecuciones. Un puesto propuesto nace de las
    /// ejecuciones que lo nombran o del puesto del mapeo que es, y con ellos se va.
    async fn cambiar_puesto_propuesto(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Los cambios.")] input: CambiarPuestoPropuestoInput,
    ) -> Result<PuestoPropuestoPayload, ApiError> {
        let en = donde(&input.id, Tipo::PuestoPropuesto)?;
        let pedida = Pedida {
            operacion: "CAMBIAR_PUESTO_PROPUESTO",
            crea: false,
            revision: input.revision,
            clave_idempotencia: input.clave_idempotencia,
        };
        let nombre = input.nombre;
        let cambios = CambiosDeEjecucion {
            grupo: input.grupo.into(),
            familia: input.familia.into(),
            rol: input.rol.into(),
            nivel: input.nivel.into(),
            nivel_organizacional: input.nivel_organizacional.into(),
            ..CambiosDeEjecucion::default()
        };
        let catalogo = ctx.catalogo();
        let trabajo = |borrador: &mut Borrador| {
            let mut v = Validacion::default();
            let suyas = borrador.ejecuciones_de(en.id).ok_or(StoreError::RegistroInexistente)?;
            let mensaje = "Ninguna ejecución lo nombra: es un puesto del mapeo, y se cambia en él.";
            v.exigir(!suyas.is_empty(), "id", "INCOHERENTE", mensaje);
            if let MaybeUndefined::Value(nombre) = &nombre {
                v.texto("nombre", nombre, TEXTO_MAXIMO);
            }
            let cambios = CambiosDeEjecucion {
                puesto_propuesto: if v.limpia() { nombre.into() } else { Cambio::Nada },
                ..cambios
            };
            let mut hecha = Hecha::a(Objeto::Propuesto(en.id));
            for antes in suyas.iter().filter_map(|id| borrador.matriz.ejecucion(*id)).cloned().collect::<Vec<_>>() {
                let dato = cambios.aplicar(&mut v, &antes.dato, borrador.organizacion.para_nombrar(), catalogo);
                hecha = hecha.que_da(antes.dato.fila, false, false);
                borrador.matriz.cambiar_ejecucion(Fila { dato, ..antes });
            }
            v.terminar()?;
            Ok(hecha.que_da(None, false, cambios.de_clasificacion()))
        };
        respuesta(editar(ctx, en, pedida, trabajo).await?)
    }
}
