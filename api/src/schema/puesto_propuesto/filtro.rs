//! Conditions and order of lists of proposed posts.

use async_graphql::{Enum, InputObject};
use quipu_entities::puesto_propuesto;

use crate::domain::decimal::PICO;
use crate::domain::dotacion;
use crate::error::ApiError;
use crate::schema::catalogo::comprobar_codigos;
use crate::schema::context::Solicitud;
use crate::schema::enums::BaseDeDotacion;
use crate::schema::filtro::{ColumnaTexto, Combinable, DecimalFiltro, EnteroFiltro, TextoFiltro, conectores};
use crate::schema::orden::CampoDeOrden;
use crate::store::sql::Sql;

/// Condiciones sobre puestos propuestos. Las que se den deben cumplirse todas.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PuestoPropuestoFiltro {
    /// Por nombre.
    pub nombre: Option<TextoFiltro>,
    /// Por código de grupo: `FP`, `DP`, `CA`, `CO`.
    pub grupo: Option<Vec<String>>,
    /// Por código de familia, p. ej. `CA-03`.
    pub familia: Option<Vec<String>>,
    /// Por código de rol, p. ej. `CA-03-01`.
    pub rol: Option<Vec<String>>,
    /// Por código de nivel: `CA1` a `CA4`.
    pub nivel: Option<Vec<String>>,
    /// Por código de naturaleza, p. ej. `LINEA`.
    pub naturaleza: Option<Vec<String>>,
    /// De dónde sale su dotación.
    pub base: Option<Vec<BaseDeDotacion>>,
    /// Por brecha.
    pub brecha: Option<EnteroFiltro>,
    /// Por dotación actual.
    pub dotacion_actual: Option<EnteroFiltro>,
    /// Por dotación según cargas.
    pub segun_cargas: Option<EnteroFiltro>,
    /// Por horas al mes antes del tiempo suplementario.
    pub horas: Option<DecimalFiltro>,
    /// Todas estas condiciones.
    #[graphql(default)]
    pub y: Vec<PuestoPropuestoFiltro>,
    /// Al menos una de estas condiciones.
    #[graphql(default)]
    pub o: Vec<PuestoPropuestoFiltro>,
    /// No esta condición.
    pub no: Option<Box<PuestoPropuestoFiltro>>,
}

impl Combinable for PuestoPropuestoFiltro {
    fn propias(&self, sql: &mut Sql) {
        if let Some(nombre) = &self.nombre {
            nombre.agregar(sql, ColumnaTexto { original: "t.nombre", clave: Some("t.clave") });
        }
        let catalogos = [
            ("grupo", &self.grupo),
            ("familia", &self.familia),
            ("rol", &self.rol),
            ("nivel", &self.nivel),
            ("naturaleza", &self.naturaleza),
        ];
        for (catalogo, codigos) in catalogos {
            if let Some(codigos) = codigos {
                sql.texto(&format!(" AND t.{catalogo}_id IN (SELECT c.id FROM {catalogo} c WHERE "));
                sql.en_textos("c.codigo", codigos).texto(")");
            }
        }
        if let Some(bases) = &self.base {
            let codigos: Vec<i64> = bases.iter().map(|b| dotacion::Base::from(*b).codigo().into()).collect();
            sql.texto(" AND ").en_enteros("t.base", &codigos);
        }
        let enteros =
            [(&self.brecha, "t.brecha"), (&self.dotacion_actual, "t.actual"), (&self.segun_cargas, "t.segun_cargas")];
        for (filtro, columna) in enteros {
            if let Some(filtro) = filtro {
                filtro.agregar(sql, columna);
            }
        }
        if let Some(horas) = &self.horas {
            horas.agregar(sql, "t.horas_pico", PICO);
        }
    }

    fn codigos_propios(&self, solicitud: &Solicitud) -> Result<(), ApiError> {
        comprobar_codigos(
            &solicitud.catalogo,
            &[
                ("grupo", &self.grupo),
                ("familia", &self.familia),
                ("rol", &self.rol),
                ("nivel", &self.nivel),
                ("naturaleza", &self.naturaleza),
            ],
        )
    }

    conectores!();
}

/// Campo por el que se ordena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PuestoPropuestoCampo {
    /// Orden de aparición en la matriz.
    Orden,
    /// Nombre, sin distinguir tildes ni mayúsculas.
    Nombre,
    /// Según cargas − actual.
    Brecha,
    /// Posiciones ocupadas.
    DotacionActual,
    /// Posiciones que su carga necesita.
    SegunCargas,
    /// Horas al mes.
    Horas,
}

impl CampoDeOrden for PuestoPropuestoCampo {
    type Tabla = puesto_propuesto::Entity;

    fn columna(self) -> puesto_propuesto::Column {
        match self {
            Self::Orden => puesto_propuesto::Column::Orden,
            Self::Nombre => puesto_propuesto::Column::Clave,
            Self::Brecha => puesto_propuesto::Column::Brecha,
            Self::DotacionActual => puesto_propuesto::Column::Actual,
            Self::SegunCargas => puesto_propuesto::Column::SegunCargas,
            Self::Horas => puesto_propuesto::Column::HorasPico,
        }
    }
}
