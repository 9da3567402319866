//! One release of the demonstration, played from its file by the same steps as any other: what a step asks for is written
//! before it, and a step that lacked something would be refused.

use chrono::{DateTime, NaiveDate, Utc};
use quipu_entities::{despliegue, entrega, linea_base, paquete, prueba};
use serde::Deserialize;
use serde_json::{Value, json};

use super::taller::{Taller, fila, momento, vinculos};
use crate::domain::entrega::datos::VERIFICACION;
use crate::domain::entrega::estado::{EstadoDespliegue, EstadoEntrega as Estado, ResultadoPrueba, TipoEntrega};
use crate::domain::registro::{DeLista, Visibilidad};
use crate::domain::texto::clave;
use crate::schema::rdm::despliegue as pasos_del_despliegue;
use crate::schema::rdm::entrega::avanzar;
use crate::schema::rdm::tipos::ItemVerificado;
use crate::store::StoreError;
use crate::store::escritura::Escritura;

/// What the file says of a release.
#[derive(Debug, Deserialize)]
pub(super) struct Entrega {
    pub(super) codigo: String,
    pub(super) comienzo: NaiveDate,
    nombre: String,
    tipo: String,
    servicio: String,
    cliente: String,
    /// Days that its deployment is late.
    demora: u64,
    /// The last state on the way from draft to closed.
    hasta: String,
    /// The way out that it took from there.
    salida: Option<String>,
    /// What its review said.
    exitosa: Option<bool>,
    /// Results of its acceptance tests, in order.
    aceptacion: Vec<String>,
    /// Codes of the processes that it changes.
    vinculos: Vec<String>,
}

/// Something that happens to a release.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hito {
    /// It is written, with its plan and its package.
    Comienza,
    /// It steps into a state.
    Paso(Estado),
    /// It takes a way out.
    Salida(Estado),
}

/// The way of a release, with the day of each step.
const CAMINO: [(Estado, u64); 10] = [
    (Estado::Planificada, 2),
    (Estado::Autorizada, 4),
    (Estado::EnConstruccion, 5),
    (Estado::EnPrueba, 18),
    (Estado::Aceptada, 25),
    (Estado::EnDespliegue, 27),
    (Estado::Desplegada, FIN),
    (Estado::Verificada, 29),
    (Estado::EnRevision, 34),
    (Estado::Cerrada, 41),
];
/// The day that is planned for the end of the deployment.
const FIN: u64 = 28;
/// The way of an emergency.
const URGENTE: [(Estado, u64); 6] = [
    (Estado::Autorizada, 0),
    (Estado::EnDespliegue, 0),
    (Estado::Desplegada, 0),
    (Estado::Verificada, 1),
    (Estado::EnRevision, 3),
    (Estado::Cerrada, 5),
];

impl Entrega {
    fn tipo(&self) -> TipoEntrega {
        TipoEntrega::de_nombre(&self.tipo).unwrap_or(TipoEntrega::Menor)
    }

    fn estado(&self) -> Estado {
        Estado::de_nombre(&self.hasta).unwrap_or(Estado::Borrador)
    }

    /// All that happens to it, each at its moment.
    pub(super) fn hitos(&self) -> Vec<(DateTime<Utc>, Hito)> {
        let camino = if self.tipo() == TipoEntrega::Emergencia { &URGENTE[..] } else { &CAMINO };
        let tarde = |estado: Estado| if estado >= Estado::Desplegada { self.demora } else { 0 };
        let hasta = self.estado();
        let andado = camino.iter().take_while(|(estado, _)| *estado <= hasta);
        let mut hitos = vec![(momento(self.comienzo, 0), Hito::Comienza)];
        hitos.extend(andado.map(|(estado, dia)| (momento(self.comienzo, dia + tarde(*estado)), Hito::Paso(*estado))));
        if let (Some(salida), Some((ultimo, _))) = (self.salida.as_deref().and_then(Estado::de_nombre), hitos.last()) {
            let despues = ultimo.checked_add_days(chrono::Days::new(3)).unwrap_or(*ultimo);
            hitos.push((despues, Hito::Salida(salida)));
        }
        hitos
    }
}

/// Has it happen: first what it asks for, then the step.
pub(super) async fn suceder(
    taller: &mut Taller<'_>,
    dice: &Entrega,
    hito: Hito,
    cuando: DateTime<Utc>,
) -> anyhow::Result<()> {
    if matches!(hito, Hito::Comienza) {
        return comenzar(taller, dice, cuando).await;
    }
    let id = taller.de(&dice.codigo)?;
    let trabajo = async |escritura: &mut Escritura| {
        let (hasta, motivo) = match hito {
            Hito::Paso(hasta) => {
                preparar(escritura, dice, id, hasta).await?;
                (hasta, None)
            }
            Hito::Salida(hasta) => {
                salir(escritura, id, hasta).await?;
                (hasta, Some(motivo(hasta).to_owned()))
            }
            Hito::Comienza => (Estado::Borrador, None),
        };
        let antes = escritura.leer::<entrega::Entity>(id).await?;
        let fila = avanzar(escritura, antes, hasta, motivo).await?;
        if hasta == Estado::EnPrueba {
            probar(escritura, dice, id).await?;
        }
        Ok(fila)
    };
    taller.el::<entrega::Entity>(cuando, trabajo).await?;
    Ok(())
}

const fn motivo(salida: Estado) -> &'static str {
    match salida {
        Estado::Rechazada => "No cumple los criterios acordados.",
        Estado::Cancelada => "El servicio cambia de prioridad.",
        _ => "Los datos no cuadran después del despliegue.",
    }
}

async fn comenzar(taller: &mut Taller<'_>, dice: &Entrega, cuando: DateTime<Utc>) -> anyhow::Result<()> {
    let (servicio, cliente) = (taller.de(&dice.servicio)?, taller.de(&dice.cliente)?);
    let urgente = dice.tipo() == TipoEntrega::Emergencia;
    let codigo = format!("PAQ{}", dice.codigo.trim_start_matches("ENT"));
    let unidad = taller.de(&format!("{}-APP", dice.servicio))?;
    let paquete = json!({ "servicio_id": servicio, "cliente_id": cliente, "codigo": codigo, "nombre": dice.nombre,
        "clave": clave(&dice.nombre), "mayor": i32::from(dice.tipo() == TipoEntrega::Mayor), "menor": 1, "arreglo": i32::from(urgente),
        "unidades": [unidad], "linea_base": false });
    let paquete = taller.crear::<paquete::Entity>(cuando, (&codigo, Visibilidad::Borrador), &paquete).await?;
    let dia = |dias| momento(dice.comienzo, dias).date_naive().to_string();
    let entrega = json!({ "servicio_id": servicio, "cliente_id": cliente, "paquete_id": paquete, "codigo": dice.codigo,
        "nombre": dice.nombre, "clave": clave(&dice.nombre), "tipo": dice.tipo().codigo(), "estado": Estado::Borrador.codigo(),
        "plan_inicio": dia(0), "plan_fin": dia(if urgente { 0 } else { FIN }), "contenido": dice.nombre,
        "criterios": ["Funciona en los teléfonos de la ciudadanía", "Responde en menos de 3 segundos"],
        "criterios_acordados_el": dia(0), "criterios_acordados_por": "Representante del cliente",
        "rfc": format!("RfC{}", dice.codigo.trim_start_matches("ENT")), "errores_conocidos": [], "problemas": [],
        "justificacion_emergencia": urgente.then_some("El servicio no atiende a nadie."), "pasos": [],
        "vinculos": vinculos(&dice.vinculos) });
    taller.crear::<entrega::Entity>(cuando, (&dice.codigo, Visibilidad::Borrador), &entrega).await?;
    Ok(())
}

/// Writes what a step into a state asks for.
async fn preparar(escritura: &mut Escritura, dice: &Entrega, id: i64, hasta: Estado) -> Result<(), StoreError> {
    let urgente = dice.tipo() == TipoEntrega::Emergencia;
    match hasta {
        Estado::Autorizada => decidir(escritura, id, "APROBADA").await,
        Estado::EnPrueba => construir(escritura, id).await,
        Estado::EnDespliegue => {
            if urgente {
                construir(escritura, id).await?;
            }
            planificar_despliegue(escritura, id).await
        }
        Estado::Desplegada => {
            desplegar(escritura, id, &[EstadoDespliegue::EnCurso, EstadoDespliegue::Desplegado]).await
        }
        Estado::Verificada => verificar(escritura, id).await,
        Estado::EnRevision => revisar(escritura, id, &json!({ "experiencia": "Se preguntará a 50 personas." })).await,
        Estado::Cerrada => {
            let revision = json!({ "experiencia": "42 de 50 conformes.", "cambios_implementados": true, "desempeno": "1.8 s en promedio.",
                "problemas_abiertos": [], "informe": "Informe post-implementación archivado.", "oportunidades": [],
                "regularizacion": urgente.then_some("Se probó con el cliente en los cinco días siguientes."), "exitosa": dice.exitosa });
            revisar(escritura, id, &revision).await
        }
        _ => Ok(()),
    }
}

/// Writes what a way out asks for.
async fn salir(escritura: &mut Escritura, id: i64, hasta: Estado) -> Result<(), StoreError> {
    let estado = crate::store::entrega::estado(&escritura.leer::<entrega::Entity>(id).await?);
    match (estado, hasta) {
        (Estado::Planificada, Estado::Rechazada) => decidir(escritura, id, "RECHAZADA").await,
        (Estado::EnDespliegue, Estado::Revertida) => {
            use EstadoDespliegue::{EnCurso, Fallido, Revertido};
            desplegar(escritura, id, &[EnCurso, Fallido, Revertido]).await
        }
        (_, Estado::Revertida) => desplegar(escritura, id, &[EstadoDespliegue::Revertido]).await,
        _ => Ok(()),
    }
}

fn autorizacion(escritura: &Escritura, decision: &str) -> Value {
    json!({ "decision": decision, "autoridad": "Comité de Cambios", "fecha": escritura.hoy() })
}

async fn decidir(escritura: &mut Escritura, id: i64, decision: &str) -> Result<(), StoreError> {
    let antes = escritura.leer::<entrega::Entity>(id).await?;
    let fila = entrega::Model { autorizacion: Some(autorizacion(escritura, decision)), ..antes.clone() };
    escritura.sustituir::<entrega::Entity>("AUTORIZAR", antes, fila).await.map(|_| ())
}

async fn construir(escritura: &mut Escritura, id: i64) -> Result<(), StoreError> {
    let entrega = escritura.leer::<entrega::Entity>(id).await?;
    let antes = escritura.leer::<paquete::Entity>(entrega.paquete_id.unwrap_or_default()).await?;
    let fila = paquete::Model {
        construido_el: Some(escritura.hoy()),
        construido_por: Some("Ejecutor de construcción".to_owned()),
        ..antes.clone()
    };
    escritura.cambiar::<paquete::Entity>(antes, fila).await.map(|_| ())
}

async fn probar(escritura: &mut Escritura, dice: &Entrega, id: i64) -> Result<(), StoreError> {
    for resultado in &dice.aceptacion {
        let resultado = ResultadoPrueba::de_nombre(resultado).map(DeLista::codigo);
        let prueba = json!({ "entrega_id": id, "tipo": 1, "ambiente": "Aceptación", "responsable": "Gerente de Prueba y Validación",
            "representante": "Representante del cliente", "fecha": escritura.hoy(), "resultado": resultado, "evidencia": "Acta de prueba" });
        let nueva = fila(escritura, Visibilidad::EnCurso, &prueba)?;
        escritura.crear::<prueba::Entity>(nueva).await?;
    }
    Ok(())
}

async fn planificar_despliegue(escritura: &mut Escritura, id: i64) -> Result<(), StoreError> {
    let hoy = escritura.hoy();
    let despliegue = json!({ "entrega_id": id, "ambiente": "Producción", "ejecutor": "Ejecutor del despliegue",
        "estado": EstadoDespliegue::Planificado.codigo(), "plan_inicio": hoy, "plan_fin": hoy, "verificacion": [], "pasos": [],
        "autorizacion": autorizacion(escritura, "APROBADA") });
    let nuevo = fila(escritura, Visibilidad::EnCurso, &despliegue)?;
    let nuevo = escritura.crear::<despliegue::Entity>(nuevo).await?;
    pasos_del_despliegue::avanzar(escritura, nuevo, EstadoDespliegue::Autorizado, None).await.map(|_| ())
}

async fn el_despliegue(escritura: &Escritura, id: i64) -> Result<despliegue::Model, StoreError> {
    let suyos = escritura.con::<despliegue::Entity>(&[("entrega_id", id.into())]).await?;
    suyos.into_iter().next().ok_or(StoreError::RegistroInexistente)
}

/// Takes its deployment through these states; before the first, the baseline.
async fn desplegar(escritura: &mut Escritura, id: i64, estados: &[EstadoDespliegue]) -> Result<(), StoreError> {
    let mut despliegue = el_despliegue(escritura, id).await?;
    if estados.contains(&EstadoDespliegue::EnCurso) {
        tomar_linea_base(escritura, &despliegue, 1).await?;
    }
    for estado in estados {
        let motivo = (*estado > EstadoDespliegue::Desplegado).then(|| motivo(Estado::Revertida).to_owned());
        despliegue = pasos_del_despliegue::avanzar(escritura, despliegue, *estado, motivo).await?;
    }
    Ok(())
}

async fn verificar(escritura: &mut Escritura, id: i64) -> Result<(), StoreError> {
    let despliegue = el_despliegue(escritura, id).await?;
    tomar_linea_base(escritura, &despliegue, 2).await?;
    let codigos = VERIFICACION.into_iter().chain(["MESA"]);
    let lista: Vec<ItemVerificado> =
        codigos.map(|codigo| ItemVerificado { codigo: codigo.to_owned(), cumple: true, nota: None }).collect();
    pasos_del_despliegue::verificar(escritura, despliegue, &lista).await.map(|_| ())
}

async fn tomar_linea_base(
    escritura: &mut Escritura,
    despliegue: &despliegue::Model,
    momento: i16,
) -> Result<(), StoreError> {
    let linea = json!({ "despliegue_id": despliegue.id, "entrega_id": despliegue.entrega_id, "momento": momento,
        "fecha": escritura.hoy(), "ubicacion": "CMDB",
        "elementos": [{ "codigo": "EC-APP", "nombre": "Aplicación", "version": format!("{}.{momento}", despliegue.entrega_id) }] });
    let nueva = fila(escritura, Visibilidad::EnCurso, &linea)?;
    escritura.crear::<linea_base::Entity>(nueva).await.map(|_| ())
}

async fn revisar(escritura: &mut Escritura, id: i64, revision: &Value) -> Result<(), StoreError> {
    let antes = escritura.leer::<entrega::Entity>(id).await?;
    let fila = entrega::Model { revision_cierre: Some(revision.clone()), ..antes.clone() };
    escritura.sustituir::<entrega::Entity>("REVISAR", antes, fila).await.map(|_| ())
}
