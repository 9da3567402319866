//! Invented entities: sound, varied, and the same for the same seed.

use std::collections::{HashMap, HashSet};

use quipu::catalogo::{Archivos, embebido};
use quipu::domain::carga::{self, UMBRAL_DE_REDONDEO};
use quipu::domain::decimal::MICRO;
use quipu::domain::modelo::{Ejecucion, Mapa, Matriz, Propuesto, TipoMatriz};
use quipu::domain::texto::clave;
use quipu::generate::{Actual, Medidas, Nacional, demo, entidades, mapa};
use rust_decimal::Decimal;

const CLASES: [fn() -> Medidas; 4] = [Medidas::municipalidad, Medidas::menor, Medidas::organismo, Medidas::ministerio];

fn exigir(cierto: bool, que: impl Fn() -> String) -> Result<(), String> {
    if cierto { Ok(()) } else { Err(que()) }
}

/// What every map keeps: parents before children, positions in range, rows that agree with what they point at.
fn verificar(mapa: &Mapa) -> Result<(), String> {
    for (i, unidad) in mapa.unidades.iter().enumerate() {
        exigir(unidad.padre.is_none_or(|padre| padre < i), || format!("unidad {i}: padre después"))?;
    }
    let correlativos: HashSet<&str> = mapa.puestos.iter().map(|p| p.correlativo.as_str()).collect();
    exigir(correlativos.len() == mapa.puestos.len(), || "correlativos repetidos".to_owned())?;
    for puesto in &mapa.puestos {
        let superior = puesto.superior.as_deref();
        exigir(puesto.unidad.is_some_and(|u| u < mapa.unidades.len()), || format!("{puesto:?}: unidad"))?;
        exigir(superior.is_none_or(|s| correlativos.contains(s)), || format!("{puesto:?}: superior"))?;
        exigir(puesto.ocupados.is_some_and(|n| (0..=12).contains(&n)), || format!("{puesto:?}: ocupados"))?;
    }
    let no_medidos: HashSet<usize> = mapa.no_medidos.iter().map(|n| n.puesto).collect();
    exigir(no_medidos.len() == mapa.no_medidos.len(), || "no medidos repetidos".to_owned())?;
    exigir(no_medidos.iter().all(|p| *p < mapa.puestos.len()), || "no medido sin puesto".to_owned())?;
    let tipos: HashSet<TipoMatriz> = mapa.matrices.iter().map(|m| m.tipo).collect();
    exigir(tipos.len() == mapa.matrices.len(), || "matrices repetidas".to_owned())?;
    mapa.matrices.iter().try_for_each(|matriz| verificar_matriz(mapa, matriz))
}

fn verificar_matriz(mapa: &Mapa, matriz: &Matriz) -> Result<(), String> {
    for (i, proceso) in matriz.procesos.iter().enumerate() {
        let bien = match proceso.padre {
            Some(padre) => padre < i && matriz.procesos[padre].nivel < proceso.nivel,
            None => proceso.nivel == 0,
        };
        exigir(bien, || format!("proceso {i}: {proceso:?}"))?;
    }
    for actividad in &matriz.actividades {
        exigir(actividad.proceso < matriz.procesos.len(), || format!("{actividad:?}"))?;
    }
    for tarea in &matriz.tareas {
        exigir(tarea.actividad < matriz.actividades.len(), || format!("{tarea:?}"))?;
    }
    matriz.ejecuciones.iter().try_for_each(|fila| verificar_fila(mapa, matriz, fila))
}

fn verificar_fila(mapa: &Mapa, matriz: &Matriz, fila: &Ejecucion) -> Result<(), String> {
    let tarea = fila.tarea.map(|t| matriz.tareas.get(t).map(|t| t.actividad));
    exigir(fila.actividad < matriz.actividades.len(), || format!("{fila:?}: actividad"))?;
    exigir(tarea.is_none_or(|actividad| actividad == Some(fila.actividad)), || format!("{fila:?}: tarea"))?;
    exigir(fila.unidad.is_none_or(|u| u < mapa.unidades.len()), || format!("{fila:?}: unidad"))?;
    if let Some(puesto) = fila.puesto {
        let correlativo = mapa.puestos.get(puesto).map(|p| p.correlativo.as_str());
        exigir(correlativo.is_some() && correlativo == fila.correlativo.as_deref(), || format!("{fila:?}: puesto"))?;
    }
    let numeros = [fila.frecuencia, fila.duracion, fila.servidores_declarados, fila.veces];
    let exactos = numeros.into_iter().flatten().all(|n| n.scale() <= MICRO && n >= Decimal::ZERO);
    exigir(exactos, || format!("{fila:?}: decimales"))
}

fn ajustada(mapa: &Mapa) -> anyhow::Result<&Matriz> {
    let matriz = mapa.matrices.iter().find(|m| m.tipo == TipoMatriz::Ajustada);
    matriz.ok_or_else(|| anyhow::anyhow!("sin matriz ajustada"))
}

/// Name of the proposed puesto: the ejecutor's when it is blank.
fn propuesto(fila: &Ejecucion) -> Option<String> {
    fila.propuesto.nombre.as_deref().or(fila.ejecutor.as_deref()).map(clave)
}

/// FNV-1a, written here so that no library's version can move the pinned figure.
fn huella(texto: &str) -> u64 {
    texto.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn every_class_gives_sound_maps() -> anyhow::Result<()> {
    let archivos = embebido()?;
    for clase in CLASES {
        for (semilla, actual) in [(1, Actual::Ausente), (2, Actual::SinTiempos), (3, Actual::ConTiempos)] {
            let mapa = mapa(semilla, &clase().con_actual(actual), &archivos.catalogo);
            verificar(&mapa).map_err(anyhow::Error::msg)?;
        }
    }
    Ok(())
}

#[test]
fn sizes_stay_in_their_ranges() -> anyhow::Result<()> {
    let archivos = embebido()?;
    for clase in CLASES {
        let medidas = clase();
        let mapa = mapa(9, &medidas, &archivos.catalogo);
        let matriz = ajustada(&mapa)?;
        let macroprocesos = matriz.procesos.iter().filter(|p| p.nivel == 0).count();
        assert!(medidas.macroprocesos.contains(&macroprocesos), "{macroprocesos} macroprocesos: {medidas:?}");
        assert!(medidas.tareas.contains(&matriz.tareas.len()), "{} tareas: {medidas:?}", matriz.tareas.len());
        assert!(medidas.unidades.contains(&mapa.unidades.len()), "{} unidades: {medidas:?}", mapa.unidades.len());
        assert!(medidas.puestos.contains(&mapa.puestos.len()), "{} puestos: {medidas:?}", mapa.puestos.len());
        assert!(medidas.procesos.contains(&matriz.procesos.len()), "{} procesos: {medidas:?}", matriz.procesos.len());
        let fondo = matriz.procesos.iter().map(|p| p.nivel).max();
        assert!(fondo.is_some_and(|nivel| (1..=*medidas.niveles.end()).contains(&nivel)), "{fondo:?}: {medidas:?}");
    }
    Ok(())
}

#[test]
fn a_seed_gives_the_same_data_on_every_machine() -> anyhow::Result<()> {
    let archivos = embebido()?;
    let medidas = Medidas::municipalidad().con_actual(Actual::ConTiempos);
    let texto = |semilla| format!("{:?}", mapa(semilla, &medidas, &archivos.catalogo));
    assert_eq!(texto(7), texto(7));
    assert_ne!(texto(7), texto(8));
    // Changes only when the generator, its vocabulary, the catalogue or the model does.
    assert_eq!(format!("{:016x}", huella(&texto(7))), "19623e890ce8f85a");
    Ok(())
}

#[test]
fn a_proposed_puesto_has_one_classification_and_the_catalogue_knows_it() -> anyhow::Result<()> {
    let Archivos { catalogo, .. } = embebido()?;
    for clase in CLASES {
        let mapa = mapa(11, &clase(), &catalogo);
        let mut vistos: HashMap<(Option<usize>, String), Propuesto> = HashMap::new();
        for fila in &ajustada(&mapa)?.ejecuciones {
            let Some(nombre) = propuesto(fila) else { continue };
            let clase = Propuesto { nombre: None, ..fila.propuesto.clone() };
            let visto = vistos.entry((fila.unidad, nombre)).or_insert_with(|| clase.clone());
            assert_eq!(*visto, clase, "{fila:?}");
        }
        for clase in vistos.values().filter(|clase| clase.grupo.is_some()) {
            let rol = catalogo.roles.iter().find(|rol| Some(&rol.item.codigo) == clase.rol.as_ref());
            assert_eq!(rol.map(|rol| &rol.familia), clase.familia.as_ref(), "{clase:?}");
            let familia = catalogo.familias.iter().find(|f| Some(&f.item.codigo) == clase.familia.as_ref());
            assert_eq!(familia.map(|f| &f.grupo), clase.grupo.as_ref(), "{clase:?}");
            assert_eq!(clase.nivel.is_some(), clase.grupo.as_deref() == Some("CA"), "{clase:?}");
        }
    }
    Ok(())
}

#[test]
fn familias_mostly_agree_with_table_4_11() -> anyhow::Result<()> {
    let archivos = embebido()?;
    let mapa = mapa(5, &Medidas::organismo(), &archivos.catalogo);
    let (mut dentro, mut fuera) = (0, 0);
    for fila in &ajustada(&mapa)?.ejecuciones {
        let naturaleza = fila.unidad.and_then(|u| mapa.unidades[u].naturaleza.as_deref());
        let Some(familia) = fila.propuesto.familia.as_deref().filter(|f| f.starts_with("CA-")) else { continue };
        let de_linea =
            matches!(naturaleza, Some("ALTA_DIRECCION" | "LINEA" | "CONSULTIVO" | "RESOLUTIVO" | "DESCONCENTRADO"));
        let bien = matches!(familia, "CA-04" | "CA-05" | "CA-06") == de_linea;
        if bien { dentro += 1 } else { fuera += 1 }
    }
    assert!(fuera > 0 && dentro > fuera * 9, "{dentro} dentro, {fuera} fuera");
    Ok(())
}

#[test]
fn gaps_come_out_both_ways_and_near_what_is_occupied() -> anyhow::Result<()> {
    let archivos = embebido()?;
    for semilla in 1..=4 {
        let mapa = mapa(semilla, &Medidas::organismo(), &archivos.catalogo);
        let mut grupos: HashMap<(Option<usize>, Option<String>), (Decimal, i64)> = HashMap::new();
        let mut contados = HashSet::new();
        for fila in &ajustada(&mapa)?.ejecuciones {
            let grupo = grupos.entry((fila.unidad, propuesto(fila))).or_default();
            if let (Some(frecuencia), Some(duracion)) = (fila.frecuencia, fila.duracion) {
                grupo.0 += carga::servidores(frecuencia * duracion);
            }
            if let Some(puesto) = fila.puesto.filter(|puesto| contados.insert(*puesto)) {
                grupo.1 += i64::from(mapa.puestos[puesto].ocupados.unwrap_or(0));
            }
        }
        let servidores: Decimal = grupos.values().map(|(servidores, _)| servidores).sum();
        let ocupados: i64 = grupos.values().map(|(_, ocupados)| ocupados).sum();
        let (poco, mucho) =
            (Decimal::from(ocupados * 80) / Decimal::ONE_HUNDRED, Decimal::from(ocupados * 12) / Decimal::TEN);
        assert!(poco < servidores && servidores < mucho, "{servidores} servidores, {ocupados} ocupados");
        let brecha = |(servidores, actual): &(Decimal, i64)| {
            carga::posiciones(*servidores, UMBRAL_DE_REDONDEO).map(|segun| carga::brecha(segun, *actual))
        };
        let brechas: Vec<i64> = grupos.values().map(brecha).collect::<Result<_, _>>()?;
        assert!(brechas.iter().filter(|b| **b > 0).count() > 10, "{brechas:?}");
        assert!(brechas.iter().filter(|b| **b < 0).count() > 10, "{brechas:?}");
        assert!(brechas.iter().filter(|b| !(-5..=6).contains(*b)).count() <= 5, "{brechas:?}");
    }
    Ok(())
}

#[test]
fn the_demonstration_has_every_flaw_that_real_matrices_have() -> anyhow::Result<()> {
    let demo = demo(&embebido()?);
    let filas: usize = demo.iter().flat_map(|(_, mapa)| &mapa.matrices).map(|m| m.ejecuciones.len()).sum();
    assert!((5_000..=20_000).contains(&filas), "{filas} filas");
    for (entidad, mapa) in &demo {
        verificar(mapa).map_err(anyhow::Error::msg)?;
        assert!(entidad.demostracion && entidad.nombre.ends_with("(demostración)"), "{entidad:?}");
    }
    let (_, mapa) = &demo[0];
    let matriz = ajustada(mapa)?;
    let hay = |que: &str, prueba: &dyn Fn(&Ejecucion) -> bool| {
        assert!(matriz.ejecuciones.iter().any(prueba), "ninguna fila {que}");
    };
    hay("sin tiempos", &|f| f.frecuencia.is_none() && f.duracion.is_none());
    hay("con frecuencia y sin duración", &|f| f.frecuencia.is_some() && f.duracion.is_none());
    hay("sin ejecutor", &|f| f.ejecutor.is_none());
    hay("de un puesto nuevo", &|f| f.correlativo.is_none() && f.ejecutor.is_some());
    hay("de correlativo inexistente", &|f| f.correlativo.is_some() && f.puesto.is_none());
    hay("con periodo", &|f| f.periodo.is_some() && f.veces.is_some());
    hay("sin tarea", &|f| f.tarea.is_none());
    hay("sin clasificar", &|f| f.ejecutor.is_some() && f.propuesto.grupo.is_none());
    hay("que contradice sus tiempos", &|f| match (f.frecuencia, f.duracion, f.servidores_declarados) {
        (Some(frecuencia), Some(duracion), Some(declarados)) => {
            (carga::servidores(frecuencia * duracion) - declarados).abs() > Decimal::ONE / Decimal::TEN
        }
        _ => false,
    });
    assert!(mapa.puestos.iter().any(|p| p.ocupados == Some(0)), "ningún puesto vacante");
    Ok(())
}

#[test]
fn invented_entities_cannot_be_taken_for_real_ones() -> anyhow::Result<()> {
    let archivos = embebido()?;
    let lista: Vec<_> = entidades(1, 600, &archivos).collect();
    let codigos: HashSet<&str> = lista.iter().map(|e| e.codigo.as_str()).collect();
    let siglas: HashSet<&str> = lista.iter().filter_map(|e| e.sigla.as_deref()).collect();
    assert_eq!((codigos.len(), siglas.len()), (600, 600));
    let reales: HashSet<String> = archivos.entidades.iter().map(|e| clave(&e.nombre)).collect();
    for entidad in &lista {
        assert!(entidad.demostracion && entidad.ruc.is_none() && entidad.codigo.starts_with("SIM-"), "{entidad:?}");
        assert!(entidad.nombre.ends_with("(demostración)") && !reales.contains(&clave(&entidad.nombre)), "{entidad:?}");
        assert!(archivos.sectores.iter().any(|s| s.codigo == entidad.sector), "{entidad:?}");
        assert!(entidad.adscrita_a.as_deref().is_none_or(|sigla| siglas.contains(sigla)), "{entidad:?}");
    }
    let locales = lista.iter().filter(|e| e.nivel_gobierno == "LOCAL").count();
    assert!((330..=420).contains(&locales), "{locales} of 600 are local");
    Ok(())
}

#[test]
fn a_national_set_holds_the_tasks_asked_for() -> anyhow::Result<()> {
    let archivos = embebido()?;
    let conjunto = Nacional::nuevo(3, 30, 1_000, &archivos);
    assert_eq!(conjunto.len(), 30);
    let mut tareas = 0;
    for (_, mapa) in conjunto {
        verificar(&mapa).map_err(anyhow::Error::msg)?;
        tareas += ajustada(&mapa)?.tareas.len();
    }
    assert!((29_000..=31_000).contains(&tareas), "{tareas} tareas");
    Ok(())
}

#[test]
fn the_matriz_actual_differs_from_the_ajustada_and_is_not_classified() -> anyhow::Result<()> {
    let archivos = embebido()?;
    for (actual, con_tiempos) in [(Actual::SinTiempos, false), (Actual::ConTiempos, true)] {
        let mapa = mapa(4, &Medidas::menor().con_actual(actual), &archivos.catalogo);
        let [antes, despues] = mapa.matrices.as_slice() else { anyhow::bail!("se esperaban dos matrices") };
        assert_eq!((antes.tipo, despues.tipo), (TipoMatriz::Actual, TipoMatriz::Ajustada));
        assert_ne!(antes.tareas, despues.tareas);
        assert!(antes.ejecuciones.iter().all(|fila| fila.propuesto == Propuesto::default()));
        assert_eq!(antes.ejecuciones.iter().any(|fila| fila.duracion.is_some()), con_tiempos);
    }
    Ok(())
}
