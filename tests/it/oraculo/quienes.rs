//! Who asks, and the oracle's own rule for what each may see.

use super::mundo::Version;

/// A requester: its roles, and what they let it see, said again in the oracle's words.
#[derive(Debug)]
pub(super) struct Quien {
    pub(super) roles: &'static [&'static str],
    /// Entities whose drafts it sees; `*` is all.
    borradores: &'static [&'static str],
    /// Entities whose sent drafts it sees.
    enviados: &'static [&'static str],
}

impl Quien {
    pub(super) fn ve(&self, version: &Version) -> bool {
        let entre = |codigos: &[&str]| codigos.iter().any(|codigo| *codigo == "*" || *codigo == version.codigo);
        version.publicada || entre(self.borradores) || (version.enviada && entre(self.enviados))
    }
}

/// Sees everything.
pub(super) const TODO: Quien = Quien { roles: &["lector@*"], borradores: &["*"], enviados: &[] };

pub(super) const QUIENES: [Quien; 9] = [
    Quien { roles: &[], borradores: &[], enviados: &[] },
    Quien { roles: &["lector@entidad:ALFA"], borradores: &["ALFA"], enviados: &[] },
    Quien { roles: &["lector@entidad:ALFA", "responsable@entidad:BETA"], borradores: &["ALFA", "BETA"], enviados: &[] },
    // ALFA and BETA are of this sector.
    Quien { roles: &["editor@sector:SECTOR"], borradores: &["ALFA", "BETA"], enviados: &[] },
    Quien { roles: &["rector@*"], borradores: &[], enviados: &["*"] },
    Quien { roles: &["rector@entidad:BETA", "lector@entidad:GAMA"], borradores: &["GAMA"], enviados: &["BETA"] },
    Quien { roles: &["operador@*", "lector@entidad:NO-HAY", "inventado@*"], borradores: &[], enviados: &[] },
    Quien { roles: &["lector@entidad:ALFA", "rector@*"], borradores: &["ALFA"], enviados: &["*"] },
    TODO,
];
