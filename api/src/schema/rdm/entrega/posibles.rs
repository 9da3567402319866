//! The steps that a release may take now, and what is missing for the others.

use std::sync::Arc;

use async_graphql::Context;
use quipu_entities::entrega;

use crate::domain::entrega::condicion::faltantes;
use crate::domain::entrega::maquina::{self, Paso};
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::lote::Fila;
use crate::schema::rdm::comun::hoy;
use crate::schema::rdm::tipos::PasoPosible;
use crate::store::entrega::expedientes::expedientes;
use crate::store::entrega::{Expediente, estado};

/// By the same rules as a step that is asked for, over files that are read once for the whole lot.
pub(super) async fn posibles(
    ctx: &Context<'_>,
    entrega: &Fila<entrega::Model>,
    motivo: Option<&str>,
) -> Result<Vec<PasoPosible>, ApiError> {
    if entrega.archivado_en.is_some() {
        return Ok(Vec::new());
    }
    let hoy = String::from(hoy(ctx));
    let leer = Box::pin(async {
        let entregas: Vec<&entrega::Model> = entrega.lote.filas.iter().collect();
        Ok(expedientes(ctx.lectura(), &entregas, &hoy).await?)
    });
    let expedientes: Arc<Vec<Expediente>> = entrega.lote.recordar(ctx, "pasos", leer).await?;
    let hechos = expedientes[entrega.i].hechos(entrega, &hoy, motivo);
    let de_paso = |paso: Paso| {
        let faltan = faltantes(&maquina::faltan(&paso, &hechos));
        PasoPosible::nuevo(paso.hasta, &faltan).con_omision(&paso.omite)
    };
    Ok(maquina::pasos(estado(entrega), &hechos).into_iter().map(de_paso).collect())
}
