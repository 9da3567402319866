//! Grupo, familia, rol and nivel of a row, as codes of the catalogue.

use std::collections::HashMap;

use super::bloque::separar;
use super::registro::{Libreta, Registro};
use crate::domain::catalogo::{CARRERA, Catalogo};
use crate::domain::columna::Campo;
use crate::domain::modelo::Propuesto;
use crate::domain::texto::clave;

/// Columns of the classification.
pub(super) const CAMPOS: [Campo; 5] = [Campo::Grupo, Campo::Familia, Campo::Rol, Campo::Nivel, Campo::NombrePropuesto];

/// Classifications already looked up without a finding, by the texts of grupo, familia, rol and nivel: a matrix
/// repeats few of them over thousands of rows.
pub(super) type Memoria = HashMap<[Option<String>; 4], Propuesto>;

/// The proposed puesto of a row. What is not in the catalogue is left out with a finding.
pub(super) fn leer(
    registro: &Registro<'_>,
    catalogo: &Catalogo,
    memoria: &mut Memoria,
    libreta: &mut Libreta,
) -> Propuesto {
    let textos = [Campo::Grupo, Campo::Familia, Campo::Rol, Campo::Nivel]
        .map(|campo| registro.dado(campo, &mut Libreta::nueva(0)).map(|d| d.valor));
    let clasificado = memoria.get(&textos).cloned().unwrap_or_else(|| {
        let mut aparte = Libreta::nueva(16);
        let clasificado = buscar(registro, catalogo, &mut aparte);
        if aparte.hallazgos.is_empty() {
            memoria.insert(textos, clasificado.clone());
        }
        aparte.hallazgos.into_iter().for_each(|h| libreta.anotar(h));
        clasificado
    });
    Propuesto {
        nivel_organizacional: nivel_organizacional(registro, libreta),
        nombre: registro.dado(Campo::NombrePropuesto, libreta).map(|d| d.valor),
        ..clasificado
    }
}

fn buscar(registro: &Registro<'_>, catalogo: &Catalogo, libreta: &mut Libreta) -> Propuesto {
    let mut propuesto = Propuesto { grupo: grupo(registro, catalogo, libreta), ..Propuesto::default() };
    propuesto.familia = familia(registro, catalogo, propuesto.grupo.as_deref(), libreta);
    rol(registro, catalogo, &mut propuesto, libreta);
    nivel(registro, catalogo, &mut propuesto, libreta);
    if propuesto.grupo.is_none() {
        propuesto.grupo = catalogo.grupo_deducido(propuesto.familia.as_deref(), propuesto.nivel.as_deref());
    }
    propuesto
}

/// Text of a cell that applies.
fn texto(registro: &Registro<'_>, campo: Campo, libreta: &mut Libreta) -> Option<String> {
    let texto = registro.dado(campo, libreta)?.valor;
    let no_aplica = matches!(
        clave(&texto).as_str(),
        "no aplica" | "n/a" | "n.a." | "na" | "ninguno" | "ninguna" | "sin nivel" | "0"
    );
    (!no_aplica).then_some(texto)
}

fn desconocido(registro: &Registro<'_>, campo: Campo, codigo: &'static str, valor: &str, libreta: &mut Libreta) {
    let mensaje = format!("{campo}: «{valor}» no está en el catálogo; se deja sin valor.");
    libreta.anotar(registro.hallazgo(campo, codigo, mensaje).con(valor));
}

fn grupo(registro: &Registro<'_>, catalogo: &Catalogo, libreta: &mut Libreta) -> Option<String> {
    let dicho = texto(registro, Campo::Grupo, libreta)?;
    let primera = dicho.split([' ', '-', ':', '(', '–']).next().unwrap_or_default();
    let codigo = catalogo.grupo(&dicho).or_else(|| catalogo.grupo(primera)).map(str::to_owned);
    if codigo.is_none() {
        desconocido(registro, Campo::Grupo, "GRUPO_DESCONOCIDO", &dicho, libreta);
    }
    codigo
}

/// Other ways to write a name: without its number before it, as the number alone within its parent.
fn variantes(dicho: &str, padre: Option<&str>) -> Vec<String> {
    let mut variantes = vec![dicho.to_owned()];
    let numerado = separar(dicho);
    variantes.extend(numerado.nombre.clone().filter(|n| n != dicho));
    if let Some((_, nombre)) = dicho.split_once(':') {
        variantes.push(nombre.trim().to_owned());
    }
    let cifras = dicho.trim().trim_end_matches('.');
    let cifras = if cifras.bytes().all(|b| b.is_ascii_digit()) { Some(cifras.to_owned()) } else { numerado.codigo };
    if let (Some(padre), Some(cifras)) = (padre, cifras) {
        variantes.push(format!("{padre}-{cifras:0>2}"));
    }
    variantes
}

fn familia(registro: &Registro<'_>, catalogo: &Catalogo, grupo: Option<&str>, libreta: &mut Libreta) -> Option<String> {
    let dicha = texto(registro, Campo::Familia, libreta)?;
    let codigo = variantes(&dicha, grupo).iter().find_map(|v| catalogo.familia(grupo, v)).map(str::to_owned);
    if codigo.is_none() {
        desconocido(registro, Campo::Familia, "FAMILIA_DESCONOCIDA", &dicha, libreta);
    }
    codigo
}

/// The rol of the familia. Without a familia, the rol of that name when only one familia has it; it says the familia.
fn rol(registro: &Registro<'_>, catalogo: &Catalogo, propuesto: &mut Propuesto, libreta: &mut Libreta) {
    let Some(dicho) = texto(registro, Campo::Rol, libreta) else {
        return;
    };
    if let Some(familia) = propuesto.familia.clone() {
        let codigo =
            variantes(&dicho, Some(&familia)).iter().find_map(|v| catalogo.rol(Some(&familia), v)).map(str::to_owned);
        propuesto.rol = codigo;
    } else if let Some(unico) = catalogo.rol_unico(propuesto.grupo.as_deref(), &dicho) {
        propuesto.rol = Some(unico.item.codigo.clone());
        propuesto.familia = (!registro.hay(Campo::Familia)).then(|| unico.familia.clone());
    }
    if propuesto.rol.is_none() {
        desconocido(registro, Campo::Rol, "ROL_DESCONOCIDO", &dicho, libreta);
    }
}

fn nivel(registro: &Registro<'_>, catalogo: &Catalogo, propuesto: &mut Propuesto, libreta: &mut Libreta) {
    let Some(dicho) = texto(registro, Campo::Nivel, libreta) else {
        return;
    };
    let corto = clave(&dicho);
    let numero = corto.strip_prefix("nivel ").unwrap_or(&corto);
    let con_grupo = format!("{CARRERA}{numero}");
    let Some(codigo) = catalogo.nivel(&dicho).or_else(|| catalogo.nivel(numero)).or_else(|| catalogo.nivel(&con_grupo))
    else {
        desconocido(registro, Campo::Nivel, "NIVEL_DESCONOCIDO", &dicho, libreta);
        return;
    };
    if propuesto.grupo.as_deref().is_some_and(|g| g != CARRERA) {
        let mensaje = "Solo los puestos de carrera (CA) tienen nivel; se deja sin valor.";
        libreta.anotar(registro.hallazgo(Campo::Nivel, "NIVEL_FUERA_DE_GRUPO", mensaje).con(dicho));
        return;
    }
    propuesto.nivel = Some(codigo.to_owned());
}

fn nivel_organizacional(registro: &Registro<'_>, libreta: &mut Libreta) -> Option<i16> {
    let dicho = texto(registro, Campo::NivelOrganizacional, libreta)?;
    let palabras = super::palabra::palabras(&dicho);
    let numero = palabras.iter().find_map(|p| p.parse::<i16>().ok()).filter(|n| (1..=9).contains(n));
    if numero.is_none() {
        desconocido(registro, Campo::NivelOrganizacional, "NIVEL_ORGANIZACIONAL_DESCONOCIDO", &dicho, libreta);
    }
    numero
}
