//! Reference data in memory: grupo, familia, rol, nivel, régimen, naturaleza, roles of governance, as a ministry can replace them.

use super::calidad::catalogo::Listas;
use super::texto::clave;

/// The catalogues, each in its own order.
#[derive(Debug, Clone, Default)]
pub struct Catalogo {
    /// FP, DP, CA, CO.
    pub grupos: Vec<Grupo>,
    /// Families of puestos.
    pub familias: Vec<Familia>,
    /// Roles of each familia.
    pub roles: Vec<Rol>,
    /// CA1 … CA4.
    pub niveles: Vec<Item>,
    /// Labour regimes and modalities.
    pub regimenes: Vec<Item>,
    /// Naturalezas of units.
    pub naturalezas: Vec<Item>,
    /// Roles of the governance of processes.
    pub roles_de_gobierno: Vec<RolDeGobierno>,
    /// What each of them answers for.
    pub responsabilidades: Vec<Responsabilidad>,
    /// Table 4-10 of the manual: the grupo of who is in charge of a unit.
    pub directivos: Vec<Directivo>,
    /// Open lists of the quality of services.
    pub calidad: Listas,
}

/// A plain entry: code, name and the other spellings under which it is recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Number in the database.
    pub id: i16,
    /// Stable code.
    pub codigo: String,
    /// Official name.
    pub nombre: String,
    /// Other spellings, as search keys.
    pub alias: Vec<String>,
}

/// A grupo of servidores civiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grupo {
    /// Code and name.
    pub item: Item,
    /// Whether its dotación is measured by workload (CA, CO) or entered (FP, DP).
    pub medido: bool,
}

/// A familia de puestos.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Familia {
    /// Code (`CA-03`) and name.
    pub item: Item,
    /// Code of its grupo.
    pub grupo: String,
    /// Whether units of alta dirección enter its number instead of measuring it (advisers).
    pub no_medida_en_alta_direccion: bool,
}

/// A rol of a familia.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rol {
    /// Code (`CA-03-01`) and name.
    pub item: Item,
    /// Code of its familia.
    pub familia: String,
}

/// A row of table 4-10: class of entity × nivel organizacional × naturaleza → grupo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directivo {
    /// Class of the entity.
    pub clasificacion: String,
    /// Nivel organizacional of the unit.
    pub nivel_organizacional: i16,
    /// Band of naturalezas, as in the table.
    pub naturaleza: String,
    /// Code of the grupo that the table gives.
    pub grupo: String,
}

/// A role of the governance of processes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolDeGobierno {
    /// Code and name.
    pub item: Item,
    /// Those that it is made of, if it says so.
    pub integrantes: Vec<String>,
    /// Whether it is in the catalogue that was last loaded.
    pub activo: bool,
}

/// What a role of governance answers for: the text is the item's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responsabilidad {
    /// Code (`GIP-1`) and text.
    pub item: Item,
    /// Code of its role.
    pub rol: String,
    /// Whether it is in the catalogue that was last loaded.
    pub activo: bool,
}

/// Grupo that nivel belongs to.
pub const CARRERA: &str = "CA";
/// Code of the naturaleza «alta dirección».
pub const ALTA_DIRECCION: &str = "ALTA_DIRECCION";

impl Item {
    /// Whether `clave` (a search key) is this entry's code, name or alias.
    pub fn es(&self, buscada: &str) -> bool {
        clave(&self.codigo) == buscada || clave(&self.nombre) == buscada || self.alias.iter().any(|a| a == buscada)
    }
}

fn buscar<'a>(items: impl Iterator<Item = &'a Item>, texto: &str) -> Option<&'a Item> {
    let buscada = clave(texto);
    let mut items = items;
    items.find(|item| item.es(&buscada))
}

impl Catalogo {
    /// Entries of the catalogue of that name; none when there is no such catalogue.
    pub fn items(&self, catalogo: &str) -> Box<dyn Iterator<Item = &Item> + '_> {
        match catalogo {
            "grupo" => Box::new(self.grupos.iter().map(|g| &g.item)),
            "familia" => Box::new(self.familias.iter().map(|f| &f.item)),
            "rol" => Box::new(self.roles.iter().map(|r| &r.item)),
            "nivel" => Box::new(self.niveles.iter()),
            "regimen" => Box::new(self.regimenes.iter()),
            "naturaleza" => Box::new(self.naturalezas.iter()),
            "rolDeGobierno" => Box::new(self.roles_de_gobierno.iter().map(|r| &r.item)),
            "componente" => Box::new(self.calidad.componentes.iter().map(|c| &c.item)),
            "conductor" => Box::new(self.calidad.conductores.iter().map(|c| &c.item)),
            "canal" => Box::new(self.calidad.canales.iter().map(|c| &c.item)),
            "escala" => Box::new(self.calidad.escalas.iter().map(|e| &e.item)),
            "responsabilidad" => Box::new(self.responsabilidades.iter().map(|r| &r.item)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// Code of the grupo that `texto` names.
    pub fn grupo(&self, texto: &str) -> Option<&str> {
        buscar(self.grupos.iter().map(|g| &g.item), texto).map(|item| item.codigo.as_str())
    }

    /// Code of the familia that `texto` names, within `grupo` when it is known.
    pub fn familia(&self, grupo: Option<&str>, texto: &str) -> Option<&str> {
        let del_grupo = self.familias.iter().filter(|f| grupo.is_none_or(|g| f.grupo == g));
        buscar(del_grupo.map(|f| &f.item), texto).map(|item| item.codigo.as_str())
    }

    /// Code of the only familia of a grupo that has one (DP: Dirección institucional).
    pub fn familia_unica(&self, grupo: &str) -> Option<String> {
        let mut familias = self.familias.iter().filter(|f| f.grupo == grupo);
        let unica = familias.next()?;
        familias.next().is_none().then(|| unica.item.codigo.clone())
    }

    /// Code of the rol that `texto` names, within `familia` when it is known.
    pub fn rol(&self, familia: Option<&str>, texto: &str) -> Option<&str> {
        let de_la_familia = self.roles.iter().filter(|r| familia.is_none_or(|f| r.familia == f));
        buscar(de_la_familia.map(|r| &r.item), texto).map(|item| item.codigo.as_str())
    }

    /// The rol that `texto` names when only one familia of the grupo has it: it says the familia.
    pub fn rol_unico(&self, grupo: Option<&str>, texto: &str) -> Option<&Rol> {
        let del_grupo = |f: &str| grupo.is_none_or(|g| self.familia(Some(g), f).is_some());
        let buscada = clave(texto);
        let mut iguales = self.roles.iter().filter(|r| r.item.es(&buscada) && del_grupo(&r.familia));
        iguales.next().filter(|_| iguales.next().is_none())
    }

    /// The grupo that familia or nivel leave no doubt about.
    pub fn grupo_deducido(&self, familia: Option<&str>, nivel: Option<&str>) -> Option<String> {
        let de_familia = familia.and_then(|f| self.familias.iter().find(|c| c.item.codigo == f));
        de_familia.map(|f| f.grupo.clone()).or_else(|| nivel.is_some().then(|| CARRERA.to_owned()))
    }

    /// Code of the nivel that `texto` names.
    pub fn nivel(&self, texto: &str) -> Option<&str> {
        buscar(self.niveles.iter(), texto).map(|item| item.codigo.as_str())
    }

    /// Code of the régimen that `texto` names.
    pub fn regimen(&self, texto: &str) -> Option<&str> {
        buscar(self.regimenes.iter(), texto).map(|item| item.codigo.as_str())
    }

    /// Code of the naturaleza that `texto` names.
    pub fn naturaleza(&self, texto: &str) -> Option<&str> {
        buscar(self.naturalezas.iter(), texto).map(|item| item.codigo.as_str())
    }

    /// Whether puestos of this classification are measured by workload; the others have their number entered.
    ///
    /// FP and DP are not, nor the advisers of alta dirección. Without a grupo nothing says that it is not measured.
    pub fn se_mide(&self, grupo: Option<&str>, familia: Option<&str>, naturaleza: Option<&str>) -> bool {
        let grupo_medido = grupo.is_none_or(|codigo| self.grupos.iter().any(|g| g.item.codigo == codigo && g.medido));
        let asesor_de_alta_direccion = naturaleza == Some(ALTA_DIRECCION)
            && familia.is_some_and(|codigo| {
                self.familias.iter().any(|f| f.item.codigo == codigo && f.no_medida_en_alta_direccion)
            });
        grupo_medido && !asesor_de_alta_direccion
    }
}
