//! What the governance of processes covers, and what it leaves to nobody.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use async_graphql::{Context, SimpleObject};

use super::{Responsabilidad, RolDeGobierno};
use crate::domain::gobierno::{EnVigor, cobertura};
use crate::error::ApiError;
use crate::schema::context::ContextExt;
use crate::schema::entidad::{EntidadFiltro, Sector};
use crate::schema::filtro::Combinable;
use crate::schema::scalar::Fecha;
use crate::store::gobierno::{Pregunta, en_vigor};
use crate::store::lista::Filtro;

/// Qué cubre el gobierno de procesos un día.
#[derive(SimpleObject)]
pub struct CoberturaDeGobierno {
    /// Día del que se pregunta.
    dia: Fecha,
    #[graphql(flatten)]
    todas: CifrasDeCobertura,
    /// Lo mismo por sector, de los sectores de las entidades que la pregunta abarca.
    por_sector: Vec<CoberturaDeSector>,
}

/// Qué cubre el gobierno de procesos en las entidades de un sector.
#[derive(SimpleObject)]
pub struct CoberturaDeSector {
    /// El sector.
    sector: Option<Sector>,
    #[graphql(flatten)]
    suyas: CifrasDeCobertura,
}

/// Qué se cubre en unas entidades.
#[derive(SimpleObject)]
struct CifrasDeCobertura {
    /// Entidades que la pregunta abarca.
    entidades_pedidas: usize,
    /// De ellas, las que tienen alguna asignación en vigor. De las demás no se sabe: sus roles faltan.
    entidades_con_asignaciones: usize,
    /// Cada rol del catálogo, en su orden.
    roles: Vec<CoberturaDeRol>,
    /// Cada responsabilidad del catálogo, en su orden.
    responsabilidades: Vec<CoberturaDeResponsabilidad>,
    /// Roles sin titular en ninguna de las entidades.
    roles_sin_titular: Vec<RolDeGobierno>,
    /// Responsabilidades que nadie tiene en ninguna de las entidades.
    responsabilidades_de_nadie: Vec<Responsabilidad>,
}

/// Cuántas entidades cubren un rol.
#[derive(SimpleObject)]
pub struct CoberturaDeRol {
    /// El rol.
    rol: Option<RolDeGobierno>,
    /// Entidades donde alguien lo tiene.
    con_titular: usize,
    /// Entidades donde nadie lo tiene.
    sin_titular: usize,
}

/// Cuántas entidades cubren una responsabilidad.
#[derive(SimpleObject)]
pub struct CoberturaDeResponsabilidad {
    /// La responsabilidad.
    responsabilidad: Option<Responsabilidad>,
    /// Entidades donde alguien responde de ella, por este rol o por otro que la tenga con las mismas palabras.
    con_alguien: usize,
    /// Entidades donde nadie responde de ella.
    sin_nadie: usize,
}

impl CoberturaDeGobierno {
    /// Reads what is in force that day.
    pub(super) async fn leer(
        ctx: &Context<'_>,
        entidades: Option<EntidadFiltro>,
        dia: Fecha,
        proceso: Option<String>,
    ) -> Result<Self, ApiError> {
        if let Some(filtro) = &entidades {
            filtro.comprobar()?;
            filtro.comprobar_codigos(ctx.solicitud())?;
        }
        let texto = String::from(dia);
        let entidades = entidades.as_ref().map(|filtro| filtro as &dyn Filtro);
        let pregunta = Pregunta { entidades, dia: &texto, proceso: proceso.as_deref() };
        let (pedidas, asignaciones) = en_vigor(ctx.lectura(), &pregunta).await?;
        let por_sector = if ctx.look_ahead().field("porSector").exists() {
            por_sector(ctx, &pedidas, &asignaciones)
        } else {
            Vec::new()
        };
        Ok(Self { dia, todas: CifrasDeCobertura::de(ctx, pedidas.len(), &asignaciones), por_sector })
    }
}

/// The figures of the entities of each sector, by its code.
fn por_sector(ctx: &Context<'_>, pedidas: &[(i32, i16)], asignaciones: &[EnVigor]) -> Vec<CoberturaDeSector> {
    let sector_de: HashMap<i32, i16> = pedidas.iter().copied().collect();
    let mut sectores: BTreeMap<i16, (usize, Vec<EnVigor>)> = BTreeMap::new();
    for (_, sector) in pedidas {
        sectores.entry(*sector).or_default().0 += 1;
    }
    for asignacion in asignaciones {
        let sector = sector_de.get(&asignacion.entidad).and_then(|sector| sectores.get_mut(sector));
        if let Some((_, suyas)) = sector {
            suyas.push(asignacion.clone());
        }
    }
    let numeros: Vec<Option<i16>> = sectores.keys().copied().map(Some).collect();
    let mut filas: Vec<CoberturaDeSector> = Sector::de(ctx, &numeros)
        .into_iter()
        .zip(sectores.into_values())
        .map(|(sector, (pedidas, suyas))| CoberturaDeSector {
            sector,
            suyas: CifrasDeCobertura::de(ctx, pedidas, &suyas),
        })
        .collect();
    filas.sort_by(|a, b| a.sector.as_ref().map(Sector::orden).cmp(&b.sector.as_ref().map(Sector::orden)));
    filas
}

impl CifrasDeCobertura {
    /// What these assignments cover of so many entities.
    fn de(ctx: &Context<'_>, pedidas: usize, asignaciones: &[EnVigor]) -> Self {
        let cubierto = cobertura(ctx.catalogo(), asignaciones);
        let con_asignaciones: BTreeSet<i32> = asignaciones.iter().map(|a| a.entidad).collect();
        let faltan = |con: &BTreeSet<i32>| pedidas.saturating_sub(con.len());
        let nadie = |lista: &[(String, BTreeSet<i32>)]| -> Vec<String> {
            lista.iter().filter(|(_, con)| con.is_empty()).map(|(codigo, _)| codigo.clone()).collect()
        };
        let roles = cubierto.roles.iter().map(|(codigo, con)| CoberturaDeRol {
            rol: RolDeGobierno::de_codigo(ctx, codigo),
            con_titular: con.len(),
            sin_titular: faltan(con),
        });
        let responsabilidades = cubierto.responsabilidades.iter().map(|(codigo, con)| CoberturaDeResponsabilidad {
            responsabilidad: Responsabilidad::de_codigo(ctx, codigo),
            con_alguien: con.len(),
            sin_nadie: faltan(con),
        });
        let sin_titular = nadie(&cubierto.roles);
        let de_nadie = nadie(&cubierto.responsabilidades);
        Self {
            entidades_pedidas: pedidas,
            entidades_con_asignaciones: con_asignaciones.len(),
            roles: roles.collect(),
            responsabilidades: responsabilidades.collect(),
            roles_sin_titular: sin_titular.iter().filter_map(|c| RolDeGobierno::de_codigo(ctx, c)).collect(),
            responsabilidades_de_nadie: de_nadie.iter().filter_map(|c| Responsabilidad::de_codigo(ctx, c)).collect(),
        }
    }
}
