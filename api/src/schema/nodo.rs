//! `node(id)`: any object by its id.

use async_graphql::{Context, ID, Interface};
use sea_orm::EntityTrait;

use super::actividad::Actividad;
use super::calidad::brecha_calidad::BrechaCalidad;
use super::calidad::calificacion::Calificacion;
use super::calidad::evaluacion::Evaluacion;
use super::calidad::informe_calidad::InformeCalidad;
use super::calidad::leccion_aprendida::LeccionAprendida;
use super::calidad::medicion_conductor::MedicionConductor;
use super::calidad::miembro_equipo::MiembroEquipo;
use super::calidad::servicio_priorizado::ServicioPriorizado;
use super::catalogo::{self, Familia, Grupo, Rol};
use super::conexion::{FilaDe, Nodo};
use super::context::ContextExt;
use super::ejecucion::Ejecucion;
use super::entidad::{Entidad, Sector};
use super::ficha::Ficha;
use super::gobierno::AsignacionDeRol;
use super::hallazgo::Hallazgo;
use super::id::{self, Tipo};
use super::indicador::{Indicador, Medicion};
use super::lote::Fila;
use super::matriz::{Matriz, POR_TIPO};
use super::proceso::Proceso;
use super::puesto::Puesto;
use super::puesto_propuesto::PuestoPropuesto;
use super::rdm::asignacion_rol_entrega::AsignacionRolEntrega;
use super::rdm::cliente::Cliente;
use super::rdm::despliegue::Despliegue;
use super::rdm::documento::Documento;
use super::rdm::entrega::Entrega;
use super::rdm::factor_critico::FactorCritico;
use super::rdm::linea_base::LineaBase;
use super::rdm::mejora::Mejora;
use super::rdm::paquete::Paquete;
use super::rdm::politica_entrega::PoliticaEntrega;
use super::rdm::prueba::Prueba;
use super::rdm::registro_guardado::RegistroGuardado;
use super::rdm::servicio::Servicio;
use super::rdm::unidad_entrega::UnidadEntrega;
use super::registro::POR_REGISTRO;
use super::tarea::Tarea;
use super::unidad::Unidad;
use super::version::Version;
use super::vinculo::{POR_LLAVE, POR_LLAVE_DE_VERSION};
use crate::error::ApiError;
use crate::store::lista::{Clave, Relacion, por_claves};

/// Objeto con identificador opaco, según la convención de Relay.
#[derive(Interface)]
#[graphql(name = "Node", field(name = "id", ty = "ID", desc = "Identificador opaco."))]
pub enum NodoConId {
    /// Una actividad.
    Actividad(Actividad),
    /// Una asignación de un rol de gobierno.
    AsignacionDeRol(AsignacionDeRol),
    /// Una ejecución.
    Ejecucion(Ejecucion),
    /// Una entidad.
    Entidad(Entidad),
    /// Una ficha.
    Ficha(Ficha),
    /// Un hallazgo.
    Hallazgo(Hallazgo),
    /// Un indicador.
    Indicador(Indicador),
    /// Una matriz.
    Matriz(Matriz),
    /// Una medición.
    Medicion(Medicion),
    /// Un proceso.
    Proceso(Proceso),
    /// Un puesto del mapeo.
    Puesto(Puesto),
    /// Un puesto propuesto.
    PuestoPropuesto(PuestoPropuesto),
    /// Una tarea.
    Tarea(Tarea),
    /// Una unidad.
    Unidad(Unidad),
    /// Un servicio.
    Servicio(Servicio),
    /// Un cliente.
    Cliente(Cliente),
    /// Una política.
    PoliticaEntrega(PoliticaEntrega),
    /// Una unidad de entrega.
    UnidadEntrega(UnidadEntrega),
    /// Un paquete.
    Paquete(Paquete),
    /// Una entrega.
    Entrega(Entrega),
    /// Una prueba.
    Prueba(Prueba),
    /// Un despliegue.
    Despliegue(Despliegue),
    /// Una línea base.
    LineaBase(LineaBase),
    /// Una mejora.
    Mejora(Mejora),
    /// Una asignación de rol.
    AsignacionRolEntrega(AsignacionRolEntrega),
    /// Un registro guardado.
    RegistroGuardado(RegistroGuardado),
    /// Un documento controlado.
    Documento(Documento),
    /// Un factor crítico.
    FactorCritico(FactorCritico),
    /// Un bien o servicio priorizado.
    ServicioPriorizado(ServicioPriorizado),
    /// Una evaluación de un bien o servicio.
    Evaluacion(Evaluacion),
    /// Un integrante de un equipo evaluador.
    MiembroEquipo(MiembroEquipo),
    /// Una calificación de un componente.
    Calificacion(Calificacion),
    /// Una brecha de calidad.
    BrechaCalidad(BrechaCalidad),
    /// Una medición de un conductor.
    MedicionConductor(MedicionConductor),
    /// Un informe de evaluación o de mejora.
    InformeCalidad(InformeCalidad),
    /// Una lección aprendida.
    LeccionAprendida(LeccionAprendida),
    /// Una versión.
    Version(Version),
    /// Un sector.
    Sector(Sector),
    /// Un grupo de servidores civiles.
    Grupo(Grupo),
    /// Una familia de puestos.
    Familia(Familia),
    /// Un rol de una familia.
    Rol(Rol),
}

const ENTIDAD: Relacion = Relacion { columnas: ["id", "", "", ""], ademas: "" };
const VERSION: Relacion = Relacion { columnas: ["entidad_id", "numero", "", ""], ademas: "" };

/// The object of that id; `None` when it does not exist or may not be seen.
pub async fn buscar(ctx: &Context<'_>, id: &ID) -> Result<Option<NodoConId>, ApiError> {
    let (tipo, clave) = id::leer(id)?;
    let numero = id::numero_de_catalogo(clave);
    Ok(match tipo {
        Tipo::Entidad => solo(ctx, clave, &ENTIDAD).await?.map(NodoConId::Entidad),
        Tipo::Version => solo(ctx, clave, &VERSION).await?.map(NodoConId::Version),
        Tipo::Matriz => solo(ctx, clave, &POR_TIPO).await?.map(NodoConId::Matriz),
        Tipo::Unidad => solo(ctx, clave, &POR_LLAVE_DE_VERSION).await?.map(NodoConId::Unidad),
        Tipo::Puesto => solo(ctx, clave, &POR_LLAVE_DE_VERSION).await?.map(NodoConId::Puesto),
        Tipo::Hallazgo => solo(ctx, clave, &POR_LLAVE_DE_VERSION).await?.map(NodoConId::Hallazgo),
        Tipo::Proceso => solo(ctx, clave, &POR_LLAVE).await?.map(NodoConId::Proceso),
        Tipo::Actividad => solo(ctx, clave, &POR_LLAVE).await?.map(NodoConId::Actividad),
        Tipo::Tarea => solo(ctx, clave, &POR_LLAVE).await?.map(NodoConId::Tarea),
        Tipo::Ejecucion => solo(ctx, clave, &POR_LLAVE).await?.map(NodoConId::Ejecucion),
        Tipo::PuestoPropuesto => solo(ctx, clave, &POR_LLAVE).await?.map(NodoConId::PuestoPropuesto),
        Tipo::RegistroGuardado => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::RegistroGuardado),
        Tipo::Documento => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Documento),
        Tipo::FactorCritico => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::FactorCritico),
        Tipo::Ficha => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Ficha),
        Tipo::Indicador => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Indicador),
        Tipo::Medicion => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Medicion),
        Tipo::AsignacionDeRol => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::AsignacionDeRol),
        Tipo::Servicio => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Servicio),
        Tipo::Cliente => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Cliente),
        Tipo::PoliticaEntrega => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::PoliticaEntrega),
        Tipo::UnidadEntrega => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::UnidadEntrega),
        Tipo::Paquete => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Paquete),
        Tipo::Entrega => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Entrega),
        Tipo::Prueba => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Prueba),
        Tipo::Despliegue => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Despliegue),
        Tipo::LineaBase => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::LineaBase),
        Tipo::Mejora => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Mejora),
        Tipo::AsignacionRolEntrega => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::AsignacionRolEntrega),
        Tipo::ServicioPriorizado => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::ServicioPriorizado),
        Tipo::Evaluacion => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Evaluacion),
        Tipo::MiembroEquipo => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::MiembroEquipo),
        Tipo::Calificacion => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::Calificacion),
        Tipo::BrechaCalidad => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::BrechaCalidad),
        Tipo::MedicionConductor => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::MedicionConductor),
        Tipo::InformeCalidad => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::InformeCalidad),
        Tipo::LeccionAprendida => solo(ctx, clave, &POR_REGISTRO).await?.map(NodoConId::LeccionAprendida),
        Tipo::Sector => Sector::de(ctx, &[numero]).pop().flatten().map(NodoConId::Sector),
        Tipo::Grupo => catalogo::grupo(ctx, numero).map(NodoConId::Grupo),
        Tipo::Familia => catalogo::familia(ctx, numero).map(NodoConId::Familia),
        Tipo::Rol => catalogo::rol(ctx, numero).map(NodoConId::Rol),
    })
}

/// One row by its key.
pub async fn solo<N: Nodo>(ctx: &Context<'_>, clave: Clave, relacion: &Relacion) -> Result<Option<N>, ApiError> {
    let sobra = |(columna, parte): (&&str, i64)| columna.is_empty() && parte != 0;
    if relacion.columnas.iter().zip(clave.0).any(sobra) {
        return Ok(None);
    }
    let filas = por_claves::<N::Tabla>(ctx.lectura(), &[clave], relacion).await?;
    Ok(filas.into_iter().next().map(|(_, fila)| de_fila(fila)))
}

fn de_fila<N: Nodo>(fila: <N::Tabla as EntityTrait>::Model) -> N {
    let fila: FilaDe<N> = fila;
    N::from(Fila::sola(fila))
}
