//! Catalogues: grupo, familia, rol, nivel, régimen, naturaleza.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::calidad::listas::{Escala, en_vigor};
use super::context::ContextExt;
use super::id::{self, Tipo};
use crate::domain::catalogo as domain;
use crate::error::{ApiError, ErrorCode};

/// A plain entry.
pub struct ItemDeCatalogo(pub domain::Item);

/// Elemento de un catálogo: nivel, régimen, naturaleza, componente, conductor o canal.
#[Object]
impl ItemDeCatalogo {
    /// Código estable, con el que se filtra.
    async fn codigo(&self) -> &str {
        &self.0.codigo
    }

    /// Nombre oficial.
    async fn nombre(&self) -> &str {
        &self.0.nombre
    }
}

/// A grupo.
pub struct Grupo(Arc<domain::Catalogo>, usize);

/// Grupo de servidores civiles (Ley 30057): FP, DP, CA, CO.
#[Object]
impl Grupo {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::de_catalogo(Tipo::Grupo, self.0.grupos[self.1].item.id)
    }

    /// `FP`, `DP`, `CA` o `CO`.
    async fn codigo(&self) -> &str {
        &self.0.grupos[self.1].item.codigo
    }

    /// Nombre oficial.
    async fn nombre(&self) -> &str {
        &self.0.grupos[self.1].item.nombre
    }

    /// Si su dotación se mide por carga de trabajo; si no, se ingresa.
    async fn medido(&self) -> bool {
        self.0.grupos[self.1].medido
    }

    /// Sus familias de puestos.
    async fn familias(&self, ctx: &Context<'_>) -> Result<Vec<Familia>, ApiError> {
        let codigo = &self.0.grupos[self.1].item.codigo;
        let indices = (0..self.0.familias.len()).filter(|i| &self.0.familias[*i].grupo == codigo);
        mostradas(ctx, indices.map(|i| Familia(Arc::clone(&self.0), i)))
    }
}

/// A familia.
pub struct Familia(Arc<domain::Catalogo>, usize);

/// Familia de puestos de un grupo.
#[Object]
impl Familia {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::de_catalogo(Tipo::Familia, self.0.familias[self.1].item.id)
    }

    /// Código con el de su grupo, p. ej. `CA-03`.
    async fn codigo(&self) -> &str {
        &self.0.familias[self.1].item.codigo
    }

    /// Nombre oficial.
    async fn nombre(&self) -> &str {
        &self.0.familias[self.1].item.nombre
    }

    /// Grupo al que pertenece.
    async fn grupo(&self) -> Option<Grupo> {
        let codigo = &self.0.familias[self.1].grupo;
        let i = self.0.grupos.iter().position(|g| &g.item.codigo == codigo)?;
        Some(Grupo(Arc::clone(&self.0), i))
    }

    /// Sus roles.
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<Rol>, ApiError> {
        let codigo = &self.0.familias[self.1].item.codigo;
        let indices = (0..self.0.roles.len()).filter(|i| &self.0.roles[*i].familia == codigo);
        mostradas(ctx, indices.map(|i| Rol(Arc::clone(&self.0), i)))
    }
}

/// A rol.
pub struct Rol(Arc<domain::Catalogo>, usize);

/// Rol de una familia de puestos.
#[Object]
impl Rol {
    /// Identificador opaco.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::de_catalogo(Tipo::Rol, self.0.roles[self.1].item.id)
    }

    /// Código con el de su familia, p. ej. `CA-03-01`.
    async fn codigo(&self) -> &str {
        &self.0.roles[self.1].item.codigo
    }

    /// Nombre oficial.
    async fn nombre(&self) -> &str {
        &self.0.roles[self.1].item.nombre
    }

    /// Familia a la que pertenece.
    async fn familia(&self) -> Option<Familia> {
        let codigo = &self.0.roles[self.1].familia;
        let i = self.0.familias.iter().position(|f| &f.item.codigo == codigo)?;
        Some(Familia(Arc::clone(&self.0), i))
    }
}

/// A row of table 4-10.
pub struct Directivo(Arc<domain::Catalogo>, usize);

impl Directivo {
    fn fila(&self) -> &domain::Directivo {
        &self.0.directivos[self.1]
    }
}

/// Fila de la Tabla 4-10, «Directivos Públicos», del manual de dimensionamiento (SERVIR, RPE 200-2015): el grupo de quien está
/// a cargo de un órgano o unidad, según la clase de la entidad, el nivel organizacional y la naturaleza. Las clases que la tabla
/// no nombra no tienen fila.
#[Object]
impl Directivo {
    /// Clase de la entidad: `MINISTERIO`, `ORGANISMO_REGULADOR`, `UNIVERSIDAD` …
    async fn clasificacion(&self) -> &str {
        &self.fila().clasificacion
    }

    /// Nivel organizacional del órgano o unidad: 1, alta dirección; 2, órganos; 3, unidades orgánicas.
    async fn nivel_organizacional(&self) -> i16 {
        self.fila().nivel_organizacional
    }

    /// Columna de la tabla: `ALTA_DIRECCION`, `LINEA_CONSULTIVO` o `APOYO_ASESORAMIENTO_CONTROL_DEFENSA`.
    async fn naturaleza(&self) -> &str {
        &self.fila().naturaleza
    }

    /// Grupo de servidores civiles que la tabla da.
    async fn grupo(&self) -> Option<Grupo> {
        let i = self.0.grupos.iter().position(|g| g.item.codigo == self.fila().grupo)?;
        Some(Grupo(Arc::clone(&self.0), i))
    }
}

/// All catalogues.
pub struct Catalogos(pub Arc<domain::Catalogo>);

/// Los catálogos con los que se clasifican puestos y unidades. Se reemplazan cargando archivos.
#[Object]
impl Catalogos {
    /// Grupos de servidores civiles.
    async fn grupos(&self, ctx: &Context<'_>) -> Result<Vec<Grupo>, ApiError> {
        mostradas(ctx, (0..self.0.grupos.len()).map(|i| Grupo(Arc::clone(&self.0), i)))
    }

    /// Familias de puestos de todos los grupos.
    async fn familias(&self, ctx: &Context<'_>) -> Result<Vec<Familia>, ApiError> {
        mostradas(ctx, (0..self.0.familias.len()).map(|i| Familia(Arc::clone(&self.0), i)))
    }

    /// Niveles de los servidores civiles de carrera.
    async fn niveles(&self, ctx: &Context<'_>) -> Result<Vec<ItemDeCatalogo>, ApiError> {
        mostradas(ctx, self.0.niveles.iter().cloned().map(ItemDeCatalogo))
    }

    /// Regímenes laborales y modalidades de contratación.
    async fn regimenes(&self, ctx: &Context<'_>) -> Result<Vec<ItemDeCatalogo>, ApiError> {
        mostradas(ctx, self.0.regimenes.iter().cloned().map(ItemDeCatalogo))
    }

    /// Componentes del modelo de gestión de la calidad de servicios.
    async fn componentes(&self, ctx: &Context<'_>) -> Result<Vec<ItemDeCatalogo>, ApiError> {
        mostradas(ctx, en_vigor(&self.0.calidad.componentes))
    }

    /// Conductores: aquello por lo que las personas juzgan un bien o servicio.
    async fn conductores(&self, ctx: &Context<'_>) -> Result<Vec<ItemDeCatalogo>, ApiError> {
        mostradas(ctx, en_vigor(&self.0.calidad.conductores))
    }

    /// Canales por los que se entregan bienes y servicios.
    async fn canales(&self, ctx: &Context<'_>) -> Result<Vec<ItemDeCatalogo>, ApiError> {
        mostradas(ctx, en_vigor(&self.0.calidad.canales))
    }

    /// Escalas en que se califican componentes y se responden mediciones.
    async fn escalas(&self, ctx: &Context<'_>) -> Result<Vec<Escala>, ApiError> {
        let en_vigor = self.0.calidad.escalas.iter().filter(|escala| escala.activo);
        mostradas(ctx, en_vigor.cloned().map(Escala))
    }

    /// Tabla 4-10 del manual de dimensionamiento (SERVIR, RPE 200-2015): el grupo de quien está a cargo de cada órgano o unidad.
    async fn directivos(&self, ctx: &Context<'_>) -> Result<Vec<Directivo>, ApiError> {
        mostradas(ctx, (0..self.0.directivos.len()).map(|i| Directivo(Arc::clone(&self.0), i)))
    }

    /// Naturalezas de los órganos.
    async fn naturalezas(&self, ctx: &Context<'_>) -> Result<Vec<ItemDeCatalogo>, ApiError> {
        mostradas(ctx, self.0.naturalezas.iter().cloned().map(ItemDeCatalogo))
    }
}

/// A list of the answer. Catalogues are in memory and reach each other in circles: what shows of them is counted as rows are.
fn mostradas<T>(ctx: &Context<'_>, lista: impl Iterator<Item = T>) -> Result<Vec<T>, ApiError> {
    let lista: Vec<T> = lista.collect();
    ctx.lectura().mostrar(lista.len())?;
    Ok(lista)
}

/// The grupo of that number.
pub fn grupo(ctx: &Context<'_>, id: Option<i16>) -> Option<Grupo> {
    let catalogo = ctx.catalogo();
    let i = catalogo.grupos.iter().position(|g| Some(g.item.id) == id)?;
    Some(Grupo(Arc::clone(catalogo), i))
}

/// The familia of that number.
pub fn familia(ctx: &Context<'_>, id: Option<i16>) -> Option<Familia> {
    let catalogo = ctx.catalogo();
    let i = catalogo.familias.iter().position(|f| Some(f.item.id) == id)?;
    Some(Familia(Arc::clone(catalogo), i))
}

/// The rol of that number.
pub fn rol(ctx: &Context<'_>, id: Option<i16>) -> Option<Rol> {
    let catalogo = ctx.catalogo();
    let i = catalogo.roles.iter().position(|r| Some(r.item.id) == id)?;
    Some(Rol(Arc::clone(catalogo), i))
}

/// Refuses a code that its catalogue does not have: a typing error must not pass for an empty answer. Each list goes with
/// the name of its catalogue, which is also the field's.
pub fn comprobar_codigos(
    catalogo: &domain::Catalogo,
    listas: &[(&'static str, &Option<Vec<String>>)],
) -> Result<(), ApiError> {
    for (campo, codigos) in listas {
        let conocido = |codigo: &String| catalogo.items(campo).any(|item| item.codigo == *codigo);
        if let Some(codigo) = codigos.iter().flatten().find(|codigo| !conocido(codigo)) {
            return Err(desconocido(campo, codigo));
        }
    }
    Ok(())
}

/// The refusal of a code that does not exist.
pub fn desconocido(campo: &'static str, codigo: &str) -> ApiError {
    let mensaje = format!("No existe el código «{codigo}» de {campo}.");
    ApiError::new(ErrorCode::EntradaInvalida, mensaje).with("campo", campo)
}

fn item(items: &[domain::Item], id: Option<i16>) -> Option<ItemDeCatalogo> {
    items.iter().find(|item| Some(item.id) == id).cloned().map(ItemDeCatalogo)
}

/// The nivel of that number.
pub fn nivel(ctx: &Context<'_>, id: Option<i16>) -> Option<ItemDeCatalogo> {
    item(&ctx.catalogo().niveles, id)
}

/// The régimen of that number.
pub fn regimen(ctx: &Context<'_>, id: Option<i16>) -> Option<ItemDeCatalogo> {
    item(&ctx.catalogo().regimenes, id)
}

/// The naturaleza of that number.
pub fn naturaleza(ctx: &Context<'_>, id: Option<i16>) -> Option<ItemDeCatalogo> {
    item(&ctx.catalogo().naturalezas, id)
}
