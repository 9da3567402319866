//! `PuestoPropuesto`: the grain of dotación, with its explanation.

use async_graphql::{Context, ID, Object};
use quipu_entities::puesto_propuesto;

use crate::domain::carga::{self, deficit, superavit};
use crate::domain::decimal::{MICRO, PICO, de_entero};
use crate::domain::dotacion;
use crate::error::ApiError;
use crate::schema::calculo::CalculoDePuesto;
use crate::schema::catalogo::{self, Familia, Grupo, ItemDeCatalogo, Rol};
use crate::schema::clave::Ubicada;
use crate::schema::conexion::{Conexion, Pagina, hijos, nodo};
use crate::schema::ejecucion::{Ejecucion, EjecucionCampo, EjecucionFiltro};
use crate::schema::enums::BaseDeDotacion;
use crate::schema::id::{self, Tipo};
use crate::schema::matriz::{Matriz, matriz_de};
use crate::schema::nulo::o_nulo;
use crate::schema::orden::Criterio;
use crate::schema::puesto::{Puesto, PuestoCampo, PuestoFiltro};
use crate::schema::rastro::{DEL_PROPUESTO, Rastro};
use crate::schema::scalar::Decimal;
use crate::schema::unidad::Unidad;
use crate::schema::version::version_de;
use crate::schema::vinculo::{POR_LLAVE_DE_VERSION, uno};
use crate::store::lista::Relacion;

mod filtro;

pub use filtro::{PuestoPropuestoCampo, PuestoPropuestoFiltro};

nodo!(PuestoPropuesto, puesto_propuesto);

const EJECUCIONES: Relacion =
    Relacion { columnas: ["entidad_id", "version", "matriz", "puesto_propuesto_id"], ademas: "" };
const ASIGNADOS: Relacion = Relacion {
    columnas: ["entidad_id", "version", "", ""],
    ademas: " AND EXISTS (SELECT 1 FROM puesto_asignado pa WHERE pa.entidad_id = t.entidad_id \
             AND pa.version = t.version AND pa.matriz = p.m AND pa.puesto_id = t.id AND pa.puesto_propuesto_id = p.id)",
};

/// Puesto que una matriz propone en una unidad, con su clasificación: el grano al que la dotación se redondea.
#[Object]
impl PuestoPropuesto {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::escribir(Tipo::PuestoPropuesto, self.0.junto(self.0.id))
    }

    /// Nombre del puesto.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }

    /// Grupo de servidores civiles.
    async fn grupo(&self, ctx: &Context<'_>) -> Option<Grupo> {
        catalogo::grupo(ctx, self.0.grupo_id)
    }

    /// Familia de puestos.
    async fn familia(&self, ctx: &Context<'_>) -> Option<Familia> {
        catalogo::familia(ctx, self.0.familia_id)
    }

    /// Rol de la familia.
    async fn rol(&self, ctx: &Context<'_>) -> Option<Rol> {
        catalogo::rol(ctx, self.0.rol_id)
    }

    /// Nivel, solo para servidores civiles de carrera.
    async fn nivel(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        catalogo::nivel(ctx, self.0.nivel_id)
    }

    /// Régimen del primer puesto actual que cuenta aquí.
    async fn regimen(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        catalogo::regimen(ctx, self.0.regimen_id)
    }

    /// Naturaleza de su órgano.
    async fn naturaleza(&self, ctx: &Context<'_>) -> Option<ItemDeCatalogo> {
        catalogo::naturaleza(ctx, self.0.naturaleza_id)
    }

    /// Nivel organizacional, solo para directivos.
    async fn nivel_organizacional(&self) -> Option<i16> {
        self.0.nivel_organizacional
    }

    /// Órgano al que pertenece.
    async fn organo(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        uno(ctx, &self.0, |q| q.organo_id.map(|id| q.en_version(id)), &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Unidad a la que pertenece.
    async fn unidad(&self, ctx: &Context<'_>) -> Option<Result<Unidad, ApiError>> {
        uno(ctx, &self.0, |q| q.unidad_id.map(|id| q.en_version(id)), &POR_LLAVE_DE_VERSION).await.transpose()
    }

    /// Matriz que lo propone.
    async fn matriz(&self, ctx: &Context<'_>) -> Option<Result<Matriz, ApiError>> {
        matriz_de(ctx, &self.0).await.transpose()
    }

    /// De dónde sale su dotación según cargas.
    async fn base(&self) -> Option<BaseDeDotacion> {
        dotacion::Base::de_codigo(self.0.base).map(BaseDeDotacion::from)
    }

    /// Sustento de una dotación ingresada: ley, ROF, tabla 4-10.
    async fn sustento(&self) -> Option<&str> {
        self.0.sustento.as_deref()
    }

    /// Dotación actual: posiciones ocupadas de los puestos del mapeo que cuentan aquí. Cada puesto cuenta una sola vez.
    async fn dotacion_actual(&self) -> Option<i32> {
        self.0.actual
    }

    /// Horas al mes antes del tiempo suplementario.
    async fn horas(&self) -> Option<Decimal> {
        self.0.horas_pico.map(|v| de_entero(v, PICO).into())
    }

    /// Horas al mes con el tiempo suplementario.
    async fn total_tiempo(&self) -> Option<Decimal> {
        self.0.horas_pico.map(|v| carga::total_tiempo(de_entero(v, PICO)).into())
    }

    /// Servidores que su carga pide, sin redondear.
    async fn servidores(&self) -> Option<Decimal> {
        self.0.horas_pico.map(|v| carga::servidores(de_entero(v, PICO)).into())
    }

    /// Dotación según cargas de trabajo, redondeada una sola vez; nula si falta el dato.
    async fn segun_cargas(&self) -> Option<i32> {
        self.0.segun_cargas
    }

    /// Según cargas − actual: positiva, faltan posiciones; negativa, sobran; nula, falta el dato.
    async fn brecha(&self) -> Option<i32> {
        self.0.brecha
    }

    /// Posiciones que faltan.
    async fn deficit(&self) -> Option<i64> {
        Some(deficit(self.0.segun_cargas?.into(), self.0.actual?.into()))
    }

    /// Posiciones que sobran.
    async fn superavit(&self) -> Option<i64> {
        Some(superavit(self.0.segun_cargas?.into(), self.0.actual?.into()))
    }

    /// Ejecuciones con frecuencia y duración.
    async fn ejecuciones_con_tiempo(&self) -> i32 {
        self.0.con_tiempo
    }

    /// Ejecuciones sin frecuencia o sin duración: su carga no está en la suma.
    async fn ejecuciones_sin_tiempo(&self) -> i32 {
        self.0.sin_tiempo
    }

    /// La cuenta de su dotación, con la regla de redondeo aplicada.
    async fn calculo(&self, ctx: &Context<'_>) -> Option<Result<CalculoDePuesto, ApiError>> {
        o_nulo(async {
            let version = version_de(ctx, &self.0).await?;
            Ok(version.map(|version| calculo(&self.0, de_entero(version.0.umbral_micro, MICRO))))
        })
        .await
    }

    /// Ejecuciones cuyas horas suman su carga: la explicación de la cifra.
    async fn ejecuciones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir las ejecuciones.")] filtro: Option<EjecucionFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<EjecucionCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Ejecucion>, ApiError> {
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.id)), &EJECUCIONES, Pagina::nueva(filtro, orden, first, after)?).await
    }

    /// Puestos del mapeo cuyas posiciones ocupadas son su dotación actual.
    async fn puestos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Condiciones que deben cumplir los puestos.")] filtro: Option<PuestoFiltro>,
        #[graphql(desc = "Campos por los que se ordena, el primero primero.")] orden: Option<
            Vec<Criterio<PuestoCampo>>,
        >,
        #[graphql(desc = "Cuántos como máximo: 20 si no se dice, hasta 200.")] first: Option<i32>,
        #[graphql(desc = "Cursor después del cual seguir.")] after: Option<String>,
    ) -> Result<Conexion<Puesto>, ApiError> {
        hijos(ctx, &self.0, |_, f| Some(f.junto(f.id)), &ASIGNADOS, Pagina::nueva(filtro, orden, first, after)?).await
    }

    #[graphql(flatten)]
    async fn rastro(&self) -> Rastro<Self> {
        Rastro::<Self>::de(&self.0, |fila| fila.junto(fila.id)).por(DEL_PROPUESTO)
    }
}

fn calculo(fila: &puesto_propuesto::Model, umbral: rust_decimal::Decimal) -> CalculoDePuesto {
    let horas = fila.horas_pico.map(|v| de_entero(v, PICO));
    let servidores = horas.map(carga::servidores);
    let formula = match (dotacion::Base::de_codigo(fila.base), servidores, fila.segun_cargas) {
        (Some(dotacion::Base::Carga), Some(s), Some(n)) => format!("Σ servidores = {s}, que redondeado da {n}"),
        (Some(dotacion::Base::Ingresada), _, Some(n)) => format!("{n} ingresadas: este puesto no se mide"),
        (Some(dotacion::Base::PorIngresar), ..) => "Falta ingresar el número: este puesto no se mide".to_owned(),
        (Some(dotacion::Base::SinEjecutor), ..) => "Faltan los ejecutores de estas ejecuciones".to_owned(),
        _ => "Falta: ninguna ejecución tiene frecuencia y duración".to_owned(),
    };
    CalculoDePuesto {
        horas: horas.map(Decimal::from),
        servidores: servidores.map(Decimal::from),
        umbral_de_redondeo: umbral.into(),
        regla: format!(
            "La suma se redondea a 2 decimales; si su parte decimal es {umbral} o más se agrega una posición, si no se descarta."
        ),
        segun_cargas: fila.segun_cargas,
        dotacion_actual: fila.actual,
        brecha: fila.brecha,
        formula,
    }
}
