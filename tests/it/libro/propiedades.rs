//! A random map written in a random layout reads back to the same counts and sums.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::taller::{C, Hoja, ajustada, fila, hoja, horas_por_correlativo, leer_hojas};

/// Executions of a task: correlativo (1–4), frequency in quarters, duration in sixteenths of an hour.
type Tarea = Vec<(u8, u16, u16)>;
/// Activities of each process of the last level.
type Proceso = Vec<Vec<Tarea>>;

/// How the same map is written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own")]
struct Forma {
    niveles: usize,
    orden: Vec<usize>,
    relleno: Relleno,
    coma: bool,
    periodicidad: bool,
    minutos: bool,
    filas_encima: usize,
    total: bool,
    blancos: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relleno {
    Todo,
    PrimeraFila,
    Combinadas,
}

fn forma() -> impl Strategy<Value = Forma> {
    let relleno = prop_oneof![Just(Relleno::Todo), Just(Relleno::PrimeraFila), Just(Relleno::Combinadas)];
    let columnas: Vec<usize> = (0..8).collect();
    (1..=4_usize, Just(columnas).prop_shuffle(), relleno, any::<[bool; 5]>(), 0..6_usize).prop_map(
        |(niveles, orden, relleno, [coma, periodicidad, minutos, total, blancos], filas_encima)| Forma {
            niveles,
            orden,
            relleno,
            coma,
            periodicidad,
            minutos,
            filas_encima,
            total,
            blancos,
        },
    )
}

fn mapa() -> impl Strategy<Value = Vec<Proceso>> {
    let tarea = prop::collection::btree_map(1..=4_u8, (1..400_u16, 1..160_u16), 1..=2)
        .prop_map(|m| m.into_iter().map(|(c, (f, d))| (c, f, d)).collect::<Tarea>());
    let actividad = prop::collection::vec(tarea, 1..=3);
    prop::collection::vec(prop::collection::vec(actividad, 1..=2), 1..=3)
}

fn mapeo() -> Hoja {
    let mut filas =
        vec![fila!["Correlativo", "Naturaleza", "Órgano", "Unidad Orgánica", "Nombre del Puesto", "Ocupados"]];
    filas.extend(
        (1..=4_u8)
            .map(|c| fila![f64::from(c), "Línea", "Gerencia", format!("Área {c}"), format!("Puesto de {c}"), 1.0]),
    );
    hoja("MAPEO DE PUESTOS", filas)
}

/// A row with all its cells: code and name of each level, which levels begin here, the execution.
struct Renglon {
    celdas: Vec<(String, String)>,
    empieza: Vec<bool>,
    ejecucion: (u8, u16, u16),
}

fn renglones(mapa: &[Proceso], forma: &Forma) -> Vec<Renglon> {
    let mut salida = Vec::new();
    for (p, proceso) in mapa.iter().enumerate() {
        for (a, actividad) in proceso.iter().enumerate() {
            for (t, tarea) in actividad.iter().enumerate() {
                for (e, ejecucion) in tarea.iter().enumerate() {
                    let empieza = [e == 0 && t == 0 && a == 0, e == 0 && t == 0, e == 0];
                    let empieza = [vec![empieza[0]; forma.niveles], vec![empieza[1], empieza[2]]].concat();
                    salida.push(Renglon {
                        celdas: rama(p + 1, a + 1, t + 1, forma.niveles),
                        empieza,
                        ejecucion: *ejecucion,
                    });
                }
            }
        }
    }
    salida
}

fn rama(p: usize, a: usize, t: usize, niveles: usize) -> Vec<(String, String)> {
    let mut codigo = format!("M{p:02}");
    let mut celdas = Vec::new();
    for nivel in 0..niveles {
        celdas.push((codigo.clone(), format!("Proceso {p} de {nivel}")));
        codigo += ".01";
    }
    codigo = format!("{codigo}.{a:02}");
    celdas.push((codigo.clone(), format!("Hacer {a} de {p}")));
    celdas.push((format!("{codigo}.{t:02}"), format!("Paso {t}")));
    celdas
}

fn numero(valor: Decimal, coma: bool) -> C {
    let texto = valor.normalize().to_string();
    if coma { C::T(texto.replace('.', ",")) } else { C::N(texto.parse().unwrap()) }
}

fn cabecera(forma: &Forma) -> Vec<C> {
    let nombres = (0..forma.niveles).map(|n| format!("Proceso Nivel {n}")).chain(["Actividad".into(), "Tarea".into()]);
    let mut cabecera: Vec<C> = nombres.flat_map(|n| [C::from(format!("Cód. {n}")), C::from(n)]).collect();
    let periodicidad = forma.periodicidad;
    let finales = [
        "Órgano",
        "Unidad Orgánica",
        "N° Correlativo",
        "Ejecutor",
        if periodicidad { "Periodicidad" } else { "Comentario" },
        if periodicidad { "Frecuencia" } else { "Frecuencia Mensual" },
        if forma.minutos { "Duración (minutos)" } else { "Duración (horas)" },
        "Observaciones",
    ];
    cabecera.extend(forma.orden.iter().map(|i| C::from(finales[*i])));
    cabecera
}

/// The cells right of the hierarchy, in the order of the layout.
fn finales((correlativo, f, d): (u8, u16, u16), forma: &Forma) -> Vec<C> {
    let frecuencia = Decimal::new(i64::from(f) * 25, 2);
    let duracion = Decimal::new(i64::from(d) * 625, 4) * Decimal::from(if forma.minutos { 60 } else { 1 });
    let celda = |columna: &usize| match columna {
        0 => "Gerencia".into(),
        1 => format!("Área {correlativo}").into(),
        2 => C::N(f64::from(correlativo)),
        3 => format!("Puesto de {correlativo}").into(),
        4 if forma.periodicidad => "Semanal".into(),
        5 => numero(frecuencia, forma.coma),
        6 => numero(duracion, forma.coma),
        _ => C::Vacia,
    };
    forma.orden.iter().map(celda).collect()
}

/// Merged ranges of the pairs of columns that begin in row `i` and go on below it.
fn bloques(renglones: &[Renglon], i: usize, primera: usize) -> Vec<(u32, u16, u32, u16)> {
    let mut rangos = Vec::new();
    for n in (0..renglones[i].empieza.len()).filter(|n| renglones[i].empieza[*n]) {
        let largo = renglones[i + 1..].iter().take_while(|r| !r.empieza[n]).count();
        let (desde, hasta) = (u32::try_from(primera + i).unwrap(), u32::try_from(primera + i + largo).unwrap());
        let columna = u16::try_from(n * 2).unwrap();
        if largo > 0 {
            rangos.extend([(desde, columna, hasta, columna), (desde, columna + 1, hasta, columna + 1)]);
        }
    }
    rangos
}

fn escribir(mapa: &[Proceso], forma: &Forma) -> Hoja {
    let encima = |i: usize| if i == 0 { fila!["MATRIZ DE LA ENTIDAD"] } else { vec![] };
    let mut filas: Vec<Vec<C>> = (0..forma.filas_encima).map(encima).collect();
    filas.push(cabecera(forma));
    let primera = filas.len();
    let renglones = renglones(mapa, forma);
    let mut combinadas = Vec::new();
    for (i, renglon) in renglones.iter().enumerate() {
        let mut fila: Vec<C> = Vec::new();
        for ((codigo, nombre), empieza) in renglon.celdas.iter().zip(&renglon.empieza) {
            let escrita = forma.relleno == Relleno::Todo || *empieza;
            fila.extend(if escrita { [codigo.as_str().into(), nombre.as_str().into()] } else { [C::Vacia, C::Vacia] });
        }
        fila.extend(finales(renglon.ejecucion, forma));
        filas.push(fila);
        if forma.relleno == Relleno::Combinadas {
            combinadas.extend(bloques(&renglones, i, primera));
        } else if forma.blancos && i % 3 == 1 {
            filas.push(vec![]);
        }
    }
    if forma.total {
        let mut total = vec![C::Vacia; filas[primera].len()];
        total[0] = "TOTAL".into();
        total[(forma.niveles + 2) * 2 + forma.orden.iter().position(|i| *i == 5).unwrap()] = C::N(1234.0);
        filas.push(total);
    }
    Hoja { combinadas, ..hoja("MATRIZ DE PROCESOS AJUSTADA", filas) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_random_map_in_a_random_layout_reads_back(mapa in mapa(), forma in forma()) {
        let lectura = leer_hojas(&[mapeo(), escribir(&mapa, &forma)]);
        let m = ajustada(&lectura.mapa);
        let actividades: Vec<&Vec<Tarea>> = mapa.iter().flatten().collect();
        let tareas: Vec<&Tarea> = actividades.iter().flat_map(|a| a.iter()).collect();
        let por_semana = Decimal::from(if forma.periodicidad { 4 } else { 1 });
        let mut horas: BTreeMap<String, Decimal> = BTreeMap::new();
        for (c, f, d) in tareas.iter().flat_map(|t| t.iter()) {
            let una = Decimal::new(i64::from(*f) * 25, 2) * por_semana * Decimal::new(i64::from(*d) * 625, 4);
            *horas.entry(c.to_string()).or_default() += una;
        }
        let horas: BTreeMap<String, Decimal> = horas.into_iter().map(|(c, h)| (c, h.normalize())).collect();
        prop_assert_eq!(m.procesos.len(), mapa.len() * forma.niveles, "{}", lectura.informe);
        prop_assert_eq!((m.actividades.len(), m.tareas.len()), (actividades.len(), tareas.len()), "{}", lectura.informe);
        prop_assert_eq!(m.ejecuciones.len(), tareas.iter().map(|t| t.len()).sum::<usize>());
        prop_assert_eq!(horas_por_correlativo(m), horas, "{}", lectura.informe);
        prop_assert_eq!(lectura.mapa.unidades.len(), 5);
        prop_assert!(super::taller::de(&lectura, "UNIDAD_DISTINTA_DEL_MAPEO").is_empty());
    }
}
