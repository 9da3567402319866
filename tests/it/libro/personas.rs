//! No person's name or document survives the reading.

use super::taller::{C, fila, hoja, leer_hojas, renglon, titulos};

const SECRETO: &str = "Quispe Mamani Rosa 45678912";

#[test]
fn columns_about_persons_are_dropped_and_their_values_are_nowhere() {
    for titulo in [
        "Apellidos y Nombres",
        "APELLIDOS Y\nNOMBRES DEL SERVIDOR",
        "Nombre del servidor",
        "Nombre del ocupante del puesto",
        "Nombre del trabajador",
        "DNI",
        "D.N.I.",
        "N° DNI",
        "Documento de identidad",
        "Nro. de documento",
        "Ocupante",
        "Nombre completo",
        "Servidor",
        "Titular del puesto",
        "Nombre del jefe inmediato",
        "Correo electrónico",
    ] {
        let mapeo = hoja(
            "MAPEO DE PUESTOS",
            vec![
                fila!["Correlativo", "Órgano", titulo, "Nombre del Puesto", "Cantidad de ocupados"],
                fila![1.0, "A", SECRETO, "Analista", 1.0],
            ],
        );
        let mut cabecera = titulos();
        cabecera.push(titulo.into());
        let mut fila = renglon("01", 1.0, 1.0, 1.0);
        fila.push(SECRETO.into());
        let lectura = leer_hojas(&[mapeo, hoja("AJUSTADA", vec![cabecera, fila])]);
        assert_eq!(
            super::taller::de(&lectura, "COLUMNA_CON_DATOS_PERSONALES").len(),
            2,
            "{titulo}: {}",
            lectura.informe
        );
        assert_eq!(lectura.informe.hojas[0].columnas_descartadas[0].letra, "C");
        let todo = format!("{:?} {} {}", lectura, lectura.informe, serde_json::to_string(&lectura.informe).unwrap());
        assert!(!todo.contains("Quispe") && !todo.contains("45678912"), "{titulo}");
        assert_eq!(lectura.mapa.puestos[0].nombre, "Analista", "{titulo}");
    }
}

#[test]
fn columns_about_puestos_are_not_about_persons() {
    let cabecera = fila![
        "N° Correlativo",
        "Nombre del órgano",
        "Nombre del puesto",
        "N° de ocupantes",
        "Puesto del superior inmediato",
        "Cargo estructural",
    ];
    let lectura = leer_hojas(&[hoja(
        "MAPEO",
        vec![cabecera, fila![1.0, "A", "Jefe", 1.0, "", "J"], fila![2.0, "A", "Analista", 1.0, "Jefe", "A"]],
    )]);
    assert_eq!(lectura.informe.hojas[0].columnas_descartadas, []);
    assert_eq!((lectura.mapa.puestos[1].superior.as_deref(), lectura.mapa.puestos[1].ocupados), (Some("1"), Some(1)));
}

#[test]
fn a_superior_typed_as_a_person_is_not_kept_nor_shown() {
    let cabecera = fila!["Correlativo", "Órgano", "Nombre del puesto", "Cantidad de ocupados", "Superior inmediato"];
    let lectura = leer_hojas(&[hoja("MAPEO", vec![cabecera, fila![1.0, "A", "Jefe", 1.0, C::from(SECRETO)]])]);
    assert!(!format!("{lectura:?}").contains("Quispe"));
    assert_eq!(super::taller::de(&lectura, "SUPERIOR_INEXISTENTE").len(), 1);
}

#[test]
fn a_name_beside_the_puesto_is_of_a_person_and_alone_it_is_of_the_puesto() {
    let leer = |titulo: &str, valor: &str| {
        let cabecera = fila!["Correlativo", "Nombre", titulo, "Órgano", "Cantidad de ocupados"];
        leer_hojas(&[hoja("MAPEO DE PUESTOS", vec![cabecera, fila![1.0, C::from(SECRETO), valor, "A", 1.0]])])
    };
    let lectura = leer("Puesto", "Analista");
    assert_eq!(lectura.mapa.puestos[0].nombre, "Analista");
    assert!(!format!("{lectura:?}").contains("Quispe"));
    assert_eq!(leer("Sede", "Lima").mapa.puestos[0].nombre, SECRETO, "nothing else could be the name of the puesto");
}
