//! The releases of the demonstration, with what stands around them: all in the order of the calendar, through the door.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use quipu_entities::{
    asignacion_rol_entrega, cliente, documento, factor_critico, indicador, mejora, politica_entrega, registro_guardado,
    servicio, unidad_entrega,
};
use sea_orm::DatabaseConnection;
use serde::Deserialize;
use serde_json::json;

use super::entrega::{self, Entrega, Hito};
use super::numero;
use super::taller::{Taller, fila, momento, vinculos};
use crate::domain::decimal::{PICO, a_entero};
use crate::domain::entrega::control::{
    ClaseRegistroGuardado, Confidencialidad, EstadoDocumento, MESES_DE_INFORME, revisar_hasta, vence_el,
};
use crate::domain::entrega::estado::{EstadoMejora, RolRdm, TipoCliente};
use crate::domain::registro::{DeLista, Visibilidad};
use crate::domain::texto::clave;
use crate::schema::rdm::documento::avanzar;
use crate::schema::rdm::reglas::visibilidad_de;
use crate::store::StoreError;
use crate::store::escritura::Escritura;

const DATOS: &str = include_str!("../../demo/rdm.json");

#[derive(Deserialize)]
struct Datos {
    entidad: String,
    /// When its services, clients and policies were there.
    comienzo: NaiveDate,
    servicios: Vec<Servicio>,
    clientes: Vec<Cliente>,
    politicas: Vec<Politica>,
    entregas: Vec<Entrega>,
    mejoras: Vec<Mejora>,
    documentos: Vec<Documento>,
    registros: Vec<Guardado>,
    factores: Vec<Factor>,
    roles: Vec<Rol>,
}

#[derive(Deserialize)]
struct Servicio {
    codigo: String,
    nombre: String,
    descripcion: String,
    vinculos: Vec<String>,
}

#[derive(Deserialize)]
struct Cliente {
    codigo: String,
    nombre: String,
    tipo: String,
    es_entidad: Option<String>,
}

#[derive(Deserialize)]
struct Politica {
    servicio: String,
    cliente: String,
}

#[derive(Deserialize)]
struct Mejora {
    codigo: String,
    nombre: String,
    estado: String,
    entrega: Option<String>,
    origen: Option<String>,
    horas: Option<rust_decimal::Decimal>,
    verificada_el: Option<NaiveDate>,
    desde: NaiveDate,
    vinculos: Vec<String>,
}

#[derive(Deserialize)]
struct Documento {
    codigo: String,
    nombre: String,
    fecha: NaiveDate,
    autor: String,
    aprobador: Option<String>,
    confidencialidad: String,
    cambio: Option<String>,
    ubicacion: Option<String>,
    vigente_hasta: Option<String>,
    aprobado: Option<NaiveDate>,
    revisado: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Guardado {
    codigo: String,
    nombre: String,
    clase: String,
    entrega: Option<String>,
    meses: Option<i32>,
    desde: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Factor {
    codigo: String,
    nombre: String,
    objetivo: String,
    responsable: String,
    revisado_el: NaiveDate,
    indicadores: Vec<String>,
}

#[derive(Deserialize)]
struct Rol {
    rol: String,
    correlativo: String,
}

/// Something that happens on a day.
enum Suceso<'a> {
    Hito(&'a Entrega, Hito),
    Mejora(&'a Mejora),
    Documento(&'a Documento),
    Revision(&'a Documento),
    Guardado(&'a Guardado),
    Factor(&'a Factor),
}

/// Writes all of it; its entity, its map and its sheet are there.
pub(super) async fn cargar(db: &DatabaseConnection) -> anyhow::Result<()> {
    let datos: Datos = serde_json::from_str(DATOS).context("the file of releases")?;
    let mut taller = Taller::nuevo(db, &datos.entidad).await?;
    base(&mut taller, &datos).await?;
    let mut sucesos: Vec<(DateTime<Utc>, Suceso<'_>)> = Vec::new();
    for entrega in &datos.entregas {
        sucesos.extend(entrega.hitos().into_iter().map(|(cuando, hito)| (cuando, Suceso::Hito(entrega, hito))));
    }
    let de_mejora = |m: &Mejora| momento(m.verificada_el.unwrap_or(m.desde), 0);
    sucesos.extend(datos.mejoras.iter().map(|m| (de_mejora(m), Suceso::Mejora(m))));
    sucesos.extend(datos.documentos.iter().map(|d| (momento(d.aprobado.unwrap_or(d.fecha), 0), Suceso::Documento(d))));
    sucesos.extend(datos.documentos.iter().filter_map(|d| Some((momento(d.revisado?, 0), Suceso::Revision(d)))));
    let de_registro = |g: &Guardado| {
        let suya = datos.entregas.iter().find(|entrega| Some(&entrega.codigo) == g.entrega.as_ref());
        momento(g.desde.or(suya.map(|entrega| entrega.comienzo)).unwrap_or(datos.comienzo), 1)
    };
    sucesos.extend(datos.registros.iter().map(|g| (de_registro(g), Suceso::Guardado(g))));
    sucesos.extend(datos.factores.iter().map(|f| (momento(f.revisado_el, 0), Suceso::Factor(f))));
    sucesos.sort_by_key(|(cuando, _)| *cuando);
    for (cuando, suceso) in sucesos {
        match suceso {
            Suceso::Hito(entrega, hito) => entrega::suceder(&mut taller, entrega, hito, cuando)
                .await
                .with_context(|| format!("{} {hito:?}", entrega.codigo))?,
            Suceso::Mejora(mejora) => proponer(&mut taller, mejora, cuando).await?,
            Suceso::Documento(documento) => aprobar(&mut taller, documento, cuando).await?,
            Suceso::Revision(documento) => revisar(&taller, documento, cuando).await?,
            Suceso::Guardado(guardado) => guardar(&mut taller, guardado, cuando).await?,
            Suceso::Factor(factor) => definir(&mut taller, factor, cuando).await?,
        }
    }
    Ok(())
}

/// Services, clients, what was agreed with them, and who holds the roles.
async fn base(taller: &mut Taller<'_>, datos: &Datos) -> anyhow::Result<()> {
    let (cuando, publico) = (momento(datos.comienzo, 0), Visibilidad::Publico);
    for s in &datos.servicios {
        let dice = json!({ "codigo": s.codigo, "nombre": s.nombre, "clave": clave(&s.nombre), "descripcion": s.descripcion,
            "responsable": "Responsable del servicio", "vinculos": vinculos(&s.vinculos) });
        let id = taller.crear::<servicio::Entity>(cuando, (&s.codigo, publico), &dice).await?;
        let nombre = format!("Aplicación: {}", s.nombre);
        let unidad = json!({ "servicio_id": id, "codigo": format!("{}-APP", s.codigo), "nombre": nombre, "clave": clave(&nombre) });
        taller.crear::<unidad_entrega::Entity>(cuando, (&format!("{}-APP", s.codigo), publico), &unidad).await?;
    }
    for c in &datos.clientes {
        let entidad = match &c.es_entidad {
            Some(codigo) => Some(numero(taller.db(), codigo).await?),
            None => None,
        };
        let tipo = TipoCliente::de_nombre(&c.tipo).map(DeLista::codigo);
        let dice = json!({ "codigo": c.codigo, "nombre": c.nombre, "clave": clave(&c.nombre), "tipo": tipo, "es_entidad_id": entidad });
        taller.crear::<cliente::Entity>(cuando, (&c.codigo, publico), &dice).await?;
    }
    for p in &datos.politicas {
        let dice = json!({ "servicio_id": taller.de(&p.servicio)?, "cliente_id": taller.de(&p.cliente)?, "edicion": 1, "metodo": 2,
            "distribucion": 1, "modo": 1, "frecuencia": "Mensual", "tipos": [], "emergencia": "El servicio no atiende a nadie",
            "omite": ["PLANIFICADA", "EN_CONSTRUCCION", "EN_PRUEBA", "ACEPTADA"], "congelamientos": [],
            "verificacion": [{ "codigo": "MESA", "nombre": "La mesa de ayuda está informada" }], "aprobada_s": cuando.timestamp() });
        let nombre = format!("{}×{}", p.servicio, p.cliente);
        taller.crear::<politica_entrega::Entity>(cuando, (&nombre, publico), &dice).await?;
    }
    for r in &datos.roles {
        let rol = RolRdm::de_nombre(&r.rol).map(DeLista::codigo);
        let dice = json!({ "rol": rol, "correlativo": r.correlativo, "desde": datos.comienzo.to_string() });
        taller.crear::<asignacion_rol_entrega::Entity>(cuando, (&r.rol, publico), &dice).await?;
    }
    Ok(())
}

async fn proponer(taller: &mut Taller<'_>, m: &Mejora, cuando: DateTime<Utc>) -> anyhow::Result<()> {
    let estado = EstadoMejora::de_nombre(&m.estado).unwrap_or(EstadoMejora::Propuesta);
    let horas = m.horas.map(|horas| a_entero(horas, PICO)).transpose()?;
    let dice = json!({ "codigo": m.codigo, "nombre": m.nombre, "clave": clave(&m.nombre), "estado": estado.codigo(),
        "origen_id": taller.de_alguno(m.origen.as_deref())?, "entrega_id": taller.de_alguno(m.entrega.as_deref())?,
        "horas_liberadas": horas, "verificada_el": m.verificada_el.map(|dia| dia.to_string()), "vinculos": vinculos(&m.vinculos) });
    let visibilidad = Visibilidad::de_codigo(visibilidad_de(estado)).unwrap_or(Visibilidad::EnCurso);
    taller.crear::<mejora::Entity>(cuando, (&m.codigo, visibilidad), &dice).await?;
    Ok(())
}

/// Writes an edition and, unless it is a draft still, approves it.
async fn aprobar(taller: &mut Taller<'_>, d: &Documento, cuando: DateTime<Utc>) -> anyhow::Result<()> {
    let confidencialidad = Confidencialidad::de_nombre(&d.confidencialidad).map(DeLista::codigo);
    let trabajo = async |escritura: &mut Escritura| {
        let anteriores = escritura.con::<documento::Entity>(&[("codigo", d.codigo.clone().into())]).await?;
        let dice = json!({ "codigo": d.codigo, "edicion": anteriores.len() + 1, "nombre": d.nombre, "clave": clave(&d.nombre),
            "estado": EstadoDocumento::Borrador.codigo(), "fecha": d.fecha.to_string(), "autor": d.autor, "aprobador": d.aprobador,
            "confidencialidad": confidencialidad, "cambio": d.cambio, "ubicacion": d.ubicacion, "vigente_hasta": d.vigente_hasta,
            "vinculos": [] });
        let nueva = fila(escritura, Visibilidad::Borrador, &dice)?;
        let borrador = escritura.crear::<documento::Entity>(nueva).await?;
        match d.aprobado {
            Some(_) => avanzar(escritura, borrador, EstadoDocumento::Aprobado).await,
            None => Ok(borrador),
        }
    };
    taller.el::<documento::Entity>(cuando, trabajo).await?;
    Ok(())
}

async fn revisar(taller: &Taller<'_>, d: &Documento, cuando: DateTime<Utc>) -> anyhow::Result<()> {
    let trabajo = async |escritura: &mut Escritura| {
        let suyos = [("codigo", d.codigo.clone().into()), ("estado", EstadoDocumento::Aprobado.codigo().into())];
        let aprobado = escritura.con::<documento::Entity>(&suyos).await?.into_iter().next();
        let antes = aprobado.ok_or(StoreError::RegistroInexistente)?;
        let hoy = escritura.hoy();
        let fila = documento::Model { revisar_hasta: revisar_hasta(&hoy), revisado_el: Some(hoy), ..antes.clone() };
        escritura.sustituir::<documento::Entity>("REVISAR", antes, fila).await
    };
    taller.el::<documento::Entity>(cuando, trabajo).await?;
    Ok(())
}

async fn guardar(taller: &mut Taller<'_>, g: &Guardado, cuando: DateTime<Utc>) -> anyhow::Result<()> {
    let clase = ClaseRegistroGuardado::de_nombre(&g.clase).unwrap_or(ClaseRegistroGuardado::Otro);
    let meses = g.meses.or((clase == ClaseRegistroGuardado::Informe).then_some(MESES_DE_INFORME));
    let desde = g.desde.map(|dia| dia.to_string());
    let dice = json!({ "codigo": g.codigo, "nombre": g.nombre, "clave": clave(&g.nombre), "clase": clase.codigo(),
        "entrega_id": taller.de_alguno(g.entrega.as_deref())?, "ubicacion": "Archivo digital de entregas",
        "responsable": "Gerente de Entrega y Despliegue", "controles": ["Solo el responsable escribe", "Copia diaria"],
        "retencion_meses": meses, "vence_el": vence_el(desde.as_deref(), meses), "desde": desde });
    taller.crear::<registro_guardado::Entity>(cuando, (&g.codigo, Visibilidad::Publico), &dice).await?;
    Ok(())
}

async fn definir(taller: &mut Taller<'_>, f: &Factor, cuando: DateTime<Utc>) -> anyhow::Result<()> {
    let trabajo = async |escritura: &mut Escritura| {
        let mut indicadores = Vec::new();
        for nombre in &f.indicadores {
            let suyos = escritura.con::<indicador::Entity>(&[("nombre", nombre.clone().into())]).await?;
            indicadores.extend(suyos.iter().map(|indicador| indicador.id));
        }
        let dice = json!({ "codigo": f.codigo, "nombre": f.nombre, "clave": clave(&f.nombre), "objetivo": f.objetivo,
            "responsable": f.responsable, "revisado_el": f.revisado_el.to_string(), "indicadores": indicadores });
        let nueva = fila(escritura, Visibilidad::Publico, &dice)?;
        escritura.crear::<factor_critico::Entity>(nueva).await
    };
    taller.el::<factor_critico::Entity>(cuando, trabajo).await?;
    Ok(())
}
