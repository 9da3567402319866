//! Files that are refused, quickly and with a reason.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use quipu::workbook::{LibroError, Limites, leer};
use zip::write::SimpleFileOptions;

use super::taller::{con_renglones, fila, hoja, leer_bytes, libro, mapeo, renglon, titulos};

const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const LIBRO: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="MATRIZ DE PROCESOS AJUSTADA" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const LIBRO_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

/// A zip of these parts.
fn paquete(partes: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (nombre, contenido) in partes {
        zip.start_file(*nombre, SimpleFileOptions::default()).unwrap();
        zip.write_all(contenido).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with one sheet of this XML, and these shared strings.
fn xlsx(hoja: &[u8], textos: &[u8]) -> Vec<u8> {
    paquete(&[
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", LIBRO.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LIBRO_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", hoja),
        ("xl/sharedStrings.xml", textos),
    ])
}

fn hoja_xml(filas: &str) -> Vec<u8> {
    let titulos: String = ["Proceso Nivel 0", "Actividad", "Tarea", "Ejecutor", "Frecuencia mensual", "Duración"]
        .iter()
        .map(|t| format!(r#"<c t="inlineStr"><is><t>{t}</t></is></c>"#))
        .collect::<Vec<_>>()
        .concat();
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1">{titulos}</row>{filas}</sheetData></worksheet>"#
    )
    .into_bytes()
}

const SIN_TEXTOS: &[u8] = b"<sst></sst>";

fn codigo(bytes: Vec<u8>) -> &'static str {
    let inicio = Instant::now();
    let error = leer_bytes(bytes).unwrap_err();
    assert!(inicio.elapsed() < Duration::from_mins(1), "{error}");
    assert!(error.to_string().len() > 20, "{error}");
    error.codigo()
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert_eq!(codigo(Vec::new()), "LIBRO_ILEGIBLE");
    assert_eq!(codigo(vec![0, 1, 2, 3, 4]), "LIBRO_ILEGIBLE");
    assert_eq!(codigo(b"correlativo,puesto\n1,Analista\n".to_vec()), "LIBRO_NO_ES_XLSX");
    assert_eq!(codigo(paquete(&[("hola.txt", b"hola")])), "LIBRO_NO_ES_XLSX");
    assert_eq!(codigo(paquete(&[("mimetype", b"x"), ("content.xml", b"<a/>")])), "LIBRO_NO_ES_XLSX");
    assert_eq!(codigo(paquete(&[("xl/workbook.bin", b"x")])), "LIBRO_NO_ES_XLSX");
}

#[test]
fn old_and_encrypted_workbooks_are_told_apart() {
    let mut viejo = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    viejo.resize(2048, 0);
    assert_eq!(codigo(viejo.clone()), "LIBRO_NO_ES_XLSX");
    viejo.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(codigo(viejo), "LIBRO_PROTEGIDO");
}

#[test]
fn a_truncated_workbook_is_refused_wherever_it_is_cut() {
    let entero = libro(&[mapeo(), hoja("AJUSTADA", vec![titulos(), renglon("01", 1.0, 1.0, 1.0)])]);
    for corte in [4, 100, entero.len() / 2, entero.len() - 30] {
        assert_eq!(codigo(entero[..corte].to_vec()), "LIBRO_TRUNCADO", "{corte}");
    }
    let sin_fin = hoja_xml("");
    assert_eq!(codigo(xlsx(&sin_fin[..sin_fin.len() - 40], SIN_TEXTOS)), "LIBRO_ILEGIBLE");
}

#[test]
fn a_workbook_without_any_known_tab_says_which_tabs_it_has() {
    let error = leer_bytes(libro(&[hoja("Ventas", vec![fila!["Mes", "Monto"], fila!["Enero", 3.0]])])).unwrap_err();
    assert_eq!(error.codigo(), "LIBRO_SIN_PESTANAS");
    assert!(error.to_string().contains("«Ventas»"), "{error}");
}

#[test]
fn a_zip_bomb_stops_while_it_is_unpacked() {
    let ceros = vec![b' '; 60 * 1024 * 1024];
    assert_eq!(codigo(xlsx(&ceros, SIN_TEXTOS)), "LIBRO_DEMASIADO_GRANDE");
    let limites = Limites { bytes_descomprimidos: 64 * 1024, ..Limites::default() };
    let catalogo = quipu::catalogo::embebido().unwrap().catalogo;
    let error = leer(xlsx(&hoja_xml(&"<row/>".repeat(20_000)), SIN_TEXTOS), &catalogo, &limites).unwrap_err();
    assert_eq!(error.codigo(), "LIBRO_DEMASIADO_GRANDE", "{error}");
}

#[test]
fn limits_of_rows_cells_text_and_bytes_hold() {
    let catalogo = quipu::catalogo::embebido().unwrap().catalogo;
    let bytes = || {
        let filas: String = (2..60)
            .map(|f| format!(r#"<row r="{f}"><c t="inlineStr"><is><t>P</t></is></c><c/></row>"#))
            .collect::<Vec<_>>()
            .concat();
        xlsx(&hoja_xml(&filas), SIN_TEXTOS)
    };
    let rechazo = |limites: Limites| leer(bytes(), &catalogo, &limites).unwrap_err();
    let base = Limites::default;
    assert_eq!(rechazo(Limites { filas_por_hoja: 50, ..base() }).codigo(), "LIBRO_DEMASIADAS_FILAS");
    assert_eq!(rechazo(Limites { celdas: 100, ..base() }).codigo(), "LIBRO_DEMASIADAS_CELDAS");
    assert_eq!(rechazo(Limites { texto: 100, ..base() }).codigo(), "LIBRO_DEMASIADO_GRANDE");
    assert_eq!(rechazo(Limites { bytes: 100, ..base() }).codigo(), "LIBRO_DEMASIADO_GRANDE");
    assert_eq!(rechazo(Limites { partes: 3, ..base() }).codigo(), "LIBRO_DEMASIADO_GRANDE");
}

#[test]
fn shared_strings_that_declare_too_many_are_refused() {
    for cuenta in ["99999999999999", "18446744073709551615", "999999999999999999999999"] {
        let textos = format!(r#"<sst uniqueCount="{cuenta}"><si><t>a</t></si></sst>"#);
        assert_eq!(codigo(xlsx(&hoja_xml(""), textos.as_bytes())), "LIBRO_ILEGIBLE", "{cuenta}");
    }
}

#[test]
fn a_long_shared_string_repeated_in_many_cells_is_refused() {
    let textos = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1024 * 1024));
    let filas: String =
        (2..600).map(|f| format!(r#"<row r="{f}"><c t="s"><v>0</v></c></row>"#)).collect::<Vec<_>>().concat();
    assert_eq!(codigo(xlsx(&hoja_xml(&filas), textos.as_bytes())), "LIBRO_DEMASIADO_GRANDE");
}

#[test]
fn entities_are_refused_and_impossible_references_do_no_harm() {
    let bomba =
        br#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>"#;
    assert_eq!(codigo(xlsx(&hoja_xml(""), bomba)), "LIBRO_ILEGIBLE");
    let lejos = r#"<row r="4294967295"><c r="ZZZZZZZZZZ99999999999"><v>1</v></c></row>"#;
    assert_eq!(codigo(xlsx(&hoja_xml(lejos), SIN_TEXTOS)), "LIBRO_ILEGIBLE");
}

#[test]
fn a_million_blank_rows_are_nothing() {
    let filas: String = (2..1_000_000).map(|f| format!(r#"<row r="{f}"/>"#)).collect::<Vec<_>>().concat();
    let ultima = r#"<row r="1000000"><c t="inlineStr"><is><t>P</t></is></c><c t="inlineStr"><is><t>A</t></is></c><c t="inlineStr"><is><t>T</t></is></c></row>"#;
    let lectura = leer_bytes(xlsx(&hoja_xml(&(filas + ultima)), SIN_TEXTOS)).unwrap();
    assert_eq!(lectura.mapa.matrices[0].ejecuciones.len(), 1);
    assert_eq!(lectura.informe.hojas[0].filas_omitidas[0].cantidad, 999_998);
}

#[test]
fn a_badly_written_cell_is_told_and_the_rest_is_read() {
    let filas = r#"<row r="2"><c t="inlineStr"><is><t>P</t></is></c><c t="inlineStr"><is><t>A</t></is></c><c t="inlineStr"><is><t>T</t></is></c><c r="D2" t="e"><v>#RARO!</v></c><c r="E2"><v>5</v></c><c r="F2"><v>2</v></c></row>"#;
    let lectura = leer_bytes(xlsx(&hoja_xml(filas), SIN_TEXTOS)).unwrap();
    assert_eq!(super::taller::de(&lectura, "CELDA_ILEGIBLE").len(), 1);
    assert_eq!(lectura.informe.totales.matrices[0].horas, rust_decimal::dec!(10));
}

#[test]
fn a_formula_that_was_never_calculated_is_told() {
    let textos: String = ["P", "A", "T", "X"]
        .iter()
        .map(|t| format!(r#"<c t="inlineStr"><is><t>{t}</t></is></c>"#))
        .collect::<Vec<_>>()
        .concat();
    for celda in ["<c><f>5*4</f></c>", "<c><f>5*4</f><v></v></c>", r#"<c t="str"><f>5*4</f><v/></c>"#] {
        let fila = format!(r#"<row r="2">{textos}{celda}<c><v>2</v></c></row>"#);
        let lectura = leer_bytes(xlsx(&hoja_xml(&fila), SIN_TEXTOS)).unwrap();
        assert_eq!(super::taller::celdas(&lectura, "FORMULA_SIN_VALOR"), ["E2"], "{celda}");
        assert_eq!(lectura.mapa.matrices[0].ejecuciones[0].frecuencia, None);
    }
}

#[test]
fn findings_are_kept_up_to_a_limit() {
    let catalogo = quipu::catalogo::embebido().unwrap().catalogo;
    let filas: Vec<_> = (0..50).map(|i| renglon(&format!("{i}"), 99.0, "x", "y")).collect();
    let mut todas = vec![titulos()];
    todas.extend(filas.clone());
    let limites = Limites { hallazgos: 20, ..Limites::default() };
    let lectura = leer(libro(&[mapeo(), hoja("AJUSTADA", todas)]), &catalogo, &limites).unwrap();
    assert_eq!((lectura.hallazgos.len(), lectura.hallazgos[20].codigo), (21, "HALLAZGOS_OMITIDOS"));
    assert!(con_renglones(filas).hallazgos.len() > 100);
}

#[test]
fn a_csv_of_entered_numbers_without_its_columns_is_refused() {
    let error =
        quipu::workbook::leer_no_medidos("a,b\n1,2\n", &mut quipu::domain::modelo::Mapa::default()).unwrap_err();
    assert_eq!(error, LibroError::SinColumna { archivo: "dotacion_no_medida.csv", columna: "numero_correlativo" });
}
