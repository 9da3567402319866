//! Codes that Excel keeps as numbers: 1.10 loses its zero and reads as 1.1, the code of another.

use std::collections::HashMap;

use super::registro::{Dado, Libreta, Registro};
use crate::domain::columna::Campo;

/// The last code of each column, to know what comes after it.
#[derive(Debug, Default)]
pub(super) struct Codigos {
    ultimos: HashMap<Campo, String>,
}

impl Codigos {
    /// The code that the row says, with the zeros that its place in the order gives back to it.
    pub(super) fn dado(
        &mut self,
        campo: Campo,
        registro: &Registro<'_>,
        libreta: &mut Libreta,
    ) -> Option<Dado<String>> {
        let mut dado = registro.dado(campo, libreta)?;
        if registro.es_numero(campo) && dado.valor.contains('.') {
            let primero = !self.ultimos.contains_key(&campo);
            let repuesto = self.ultimos.get(&campo).and_then(|ultimo| repuesto(ultimo, &dado.valor));
            if primero {
                let mensaje = "Los códigos de la columna son números para Excel, que pierde sus ceros finales (1.10 es 1.1). Escríbalos como texto.";
                libreta.anotar(registro.hallazgo(campo, "CODIGO_COMO_NUMERO", mensaje).con(&dado.valor));
            }
            if let Some(repuesto) = repuesto {
                if self.ultimos.get(&campo) != Some(&repuesto) {
                    let mensaje = format!("El código es el número {} y por su orden se leyó «{repuesto}».", dado.valor);
                    libreta.anotar(registro.hallazgo(campo, "CODIGO_COMO_NUMERO", mensaje).con(&dado.valor));
                }
                dado.valor = repuesto;
            }
        }
        self.ultimos.insert(campo, dado.valor.clone());
        Some(dado)
    }
}

/// `1.10` for a `1.1` after `1.9` or after `1.10` itself; none when the number can stay as it is.
fn repuesto(ultimo: &str, leido: &str) -> Option<String> {
    let (antes, final_) = ultimo.rsplit_once('.')?;
    let numero: u32 = final_.parse().ok()?;
    let con_ceros = |n: u32| {
        let codigo = format!("{antes}.{n}");
        (n.is_multiple_of(10) && codigo.trim_end_matches('0') == leido).then_some(codigo)
    };
    con_ceros(numero).or_else(|| con_ceros(numero.checked_add(1)?))
}
