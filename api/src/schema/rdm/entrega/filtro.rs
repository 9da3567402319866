//! What `Entrega` is filtered and sorted by.

use async_graphql::{Enum, InputObject};
use quipu_entities::entrega;

use crate::domain::entrega::estado;
use crate::domain::registro::{DeLista, TipoRegistro};
use crate::error::ApiError;
use crate::schema::context::Solicitud;
use crate::schema::filtro::{ColumnaTexto, Combinable, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::schema::rdm::enums::{EstadoEntrega, TipoEntrega};
use crate::schema::registro::filtro::{
    FechaFiltro, comprobar_entidades, por_codigo, por_deficit, por_entidad, por_proceso, vivos,
};
use crate::store::sql::Sql;

/// Condiciones sobre entregas. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct EntregaFiltro {
    /// Por el código de servicio: uno de estos.
    pub servicio: Option<Vec<String>>,
    /// Por el código de cliente: uno de estos.
    pub cliente: Option<Vec<String>>,
    /// Por código.
    pub codigo: Option<TextoFiltro>,
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por tipo: uno de estos.
    pub tipo: Option<Vec<TipoEntrega>>,
    /// Por estado: uno de estos.
    pub estado: Option<Vec<EstadoEntrega>>,
    /// Por el código de paquete: uno de estos.
    pub paquete: Option<Vec<String>>,
    /// Por comienzo planificado.
    pub plan_inicio: Option<FechaFiltro>,
    /// Por fin planificado.
    pub plan_fin: Option<FechaFiltro>,
    /// Por el día en que se desplegó, en el Perú.
    pub desplegada_el: Option<FechaFiltro>,
    /// Por el día en que se cerró, en el Perú.
    pub cerrada_el: Option<FechaFiltro>,
    /// Si tuvo éxito.
    pub exitosa: Option<bool>,
    /// Cambia algún proceso con uno de estos códigos, directamente o por una actividad o tarea suya, en la última versión
    /// publicada del mapa.
    pub proceso: Option<Vec<String>>,
    /// `true`: cambia un proceso en el que falta gente (algo de él lo ejecuta un puesto con déficit en la última versión
    /// publicada del mapa); `false`: no.
    pub con_deficit: Option<bool>,
    /// De las entidades con estos códigos.
    pub entidad: Option<Vec<String>>,
    /// `true`: también los archivados. Solo cuenta en el filtro de fuera.
    pub archivados: Option<bool>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<EntregaFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<EntregaFiltro>,
    /// No esta condición.
    pub no: Option<Box<EntregaFiltro>>,
}

impl Combinable for EntregaFiltro {
    fn fuera(&self, sql: &mut Sql) {
        vivos(sql, self.archivados);
    }

    fn propias(&self, sql: &mut Sql) {
        if let Some(codigos) = &self.servicio {
            por_codigo(sql, "servicio", "t.servicio_id", codigos);
        }
        if let Some(codigos) = &self.cliente {
            por_codigo(sql, "cliente", "t.cliente_id", codigos);
        }
        if let Some(codigo) = &self.codigo {
            codigo.agregar(sql, ColumnaTexto { original: "t.codigo", clave: None });
        }
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        if let Some(lista) = &self.tipo {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::TipoEntrega::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.tipo", &codigos);
        }
        if let Some(lista) = &self.estado {
            let codigos: Vec<i64> = lista.iter().map(|x| estado::EstadoEntrega::from(*x).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.estado", &codigos);
        }
        if let Some(codigos) = &self.paquete {
            por_codigo(sql, "paquete", "t.paquete_id", codigos);
        }
        if let Some(fecha) = &self.plan_inicio {
            fecha.agregar(sql, "t.plan_inicio");
        }
        if let Some(fecha) = &self.plan_fin {
            fecha.agregar(sql, "t.plan_fin");
        }
        if let Some(fecha) = &self.desplegada_el {
            fecha.agregar_segundos(sql, "t.desplegada_s");
        }
        if let Some(fecha) = &self.cerrada_el {
            fecha.agregar_segundos(sql, "t.cerrada_s");
        }
        if let Some(codigos) = &self.proceso {
            por_proceso(sql, TipoRegistro::Entrega, codigos);
        }
        if let Some(si) = self.exitosa {
            sql.texto(" AND t.exitosa = ").valor(si);
        }
        if let Some(si) = self.con_deficit {
            por_deficit(sql, TipoRegistro::Entrega, si);
        }
        if let Some(codigos) = &self.entidad {
            por_entidad(sql, codigos);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_entidades(solicitud, self.entidad.as_deref())
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum EntregaCampo {
    /// Código, único entre las entregas de la entidad.
    Codigo,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Estado.
    Estado,
    /// Comienzo planificado.
    PlanInicio,
    /// Fin planificado del despliegue.
    PlanFin,
    /// Momento en que se desplegó.
    DesplegadaEn,
    /// Orden en que se crearon.
    Creacion,
}

impl CampoDeOrden for EntregaCampo {
    type Tabla = entrega::Entity;

    fn columna(self) -> entrega::Column {
        match self {
            Self::Codigo => entrega::Column::Codigo,
            Self::Nombre => entrega::Column::Clave,
            Self::Estado => entrega::Column::Estado,
            Self::PlanInicio => entrega::Column::PlanInicio,
            Self::PlanFin => entrega::Column::PlanFin,
            Self::DesplegadaEn => entrega::Column::DesplegadaS,
            Self::Creacion => entrega::Column::Id,
        }
    }
}
