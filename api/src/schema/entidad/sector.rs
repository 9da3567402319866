//! `Sector`.

use async_graphql::Object;

/// A sector.
pub struct Sector {
    /// Code.
    pub codigo: String,
    /// Name.
    pub nombre: String,
}

impl From<&(String, String)> for Sector {
    fn from((codigo, nombre): &(String, String)) -> Self {
        Self { codigo: codigo.clone(), nombre: nombre.clone() }
    }
}

/// Sector del Estado.
#[Object]
impl Sector {
    /// Código oficial.
    async fn codigo(&self) -> &str {
        &self.codigo
    }

    /// Nombre.
    async fn nombre(&self) -> &str {
        &self.nombre
    }
}
