//! Pages put together are the list: for every list, every field that sorts it, both directions, on both engines.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use quipu::schema::QuipuSchema;

use super::documento::{Lista, PAGINA, listas, pagina};
use super::registros::registrar;
use super::{mapa_dificil, publicar};
use crate::support::base::{Contenido, en_ambas};
use crate::support::server::Server;

/// A server for each engine, with two entities of difficult maps.
pub(super) async fn servidores() -> Vec<Server<QuipuSchema>> {
    let mut servidores = Vec::new();
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, "PRUEBA-A", &mapa_dificil(1)).await;
        publicar(&base, "PRUEBA-B", &mapa_dificil(2)).await;
        registrar(&base, "PRUEBA-A").await;
        registrar(&base, "PRUEBA-B").await;
        servidores.push(Server::quipu(base).await);
    }
    servidores
}

/// Reads a list page by page, of these sizes in turn, and tells all its ids.
async fn por_paginas(servidor: &Server<QuipuSchema>, lista: &Lista, orden: &str, tamanos: &[usize]) -> Vec<String> {
    let mut ids = Vec::new();
    let mut despues = String::new();
    for tamano in tamanos.iter().cycle() {
        let pagina = lista.pagina(servidor, &format!("{orden} first: {tamano} {despues}")).await;
        assert_eq!(pagina.sigue, pagina.ids.len() == *tamano && pagina.sigue, "{lista:?}: a cut page is full");
        ids.extend(pagina.ids);
        if !pagina.sigue {
            return ids;
        }
        despues = format!("after: \"{}\"", pagina.cursores.last().expect("a page before the end has rows"));
    }
    unreachable!("sizes never end")
}

/// Every list by every field that sorts it, both ways: its pages, put together, are the whole list, and the whole list is
/// the same on both engines.
#[tokio::test]
async fn pages_put_together_are_the_list_for_every_order() {
    let mut de_cada_motor: Vec<Vec<(String, Vec<String>)>> = Vec::new();
    for servidor in servidores().await {
        let mut leidas = Vec::new();
        for lista in listas(&servidor, "PRUEBA-A").await {
            for (campo, direccion) in lista.campos.iter().flat_map(|campo| [(campo, "ASC"), (campo, "DESC")]) {
                let orden = format!("orden: [{{campo: {campo}, direccion: {direccion}}}]");
                let entera = lista.pagina(&servidor, &format!("{orden} first: 200")).await;
                assert!(!entera.sigue, "{lista:?} passes 200 rows");
                let tamano = entera.ids.len().div_ceil(4).max(1);
                let partes = por_paginas(&servidor, &lista, &orden, &[tamano]).await;
                assert_eq!(partes, entera.ids, "{lista:?} {orden} on {:?}", servidor.base.motor);
                leidas.push((format!("{} {orden}", lista.campo), entera.ids));
            }
        }
        assert!(leidas.iter().filter(|(_, ids)| ids.len() > 4).count() > 40, "lists long enough to be cut");
        de_cada_motor.push(leidas);
    }
    for motor in &de_cada_motor[1..] {
        for (sqlite, postgres) in de_cada_motor[0].iter().zip(motor) {
            assert_eq!(sqlite, postgres);
        }
    }
}

/// Several fields at once, repeated ones among them, and pages of any size.
#[tokio::test]
async fn pages_of_any_size_by_several_fields_are_the_list() {
    for servidor in servidores().await {
        let listas = listas(&servidor, "PRUEBA-B").await;
        let caso = (
            0..listas.len(),
            prop::collection::vec((0..8_usize, any::<bool>()), 1..4),
            prop::collection::vec(1..30_usize, 1..4),
        );
        let mut azar = TestRunner::deterministic();
        for _ in 0..40 {
            let (cual, criterios, tamanos) = caso.new_tree(&mut azar).expect("a case").current();
            let lista = &listas[cual];
            let mut orden = "orden: [".to_owned();
            for (campo, descendente) in criterios {
                let campo = &lista.campos[campo % lista.campos.len()];
                write!(orden, "{{campo: {campo}, direccion: {}}} ", if descendente { "DESC" } else { "ASC" }).unwrap();
            }
            orden.push(']');
            let entera = lista.pagina(&servidor, &format!("{orden} first: 200")).await;
            let partes = por_paginas(&servidor, lista, &orden, &tamanos).await;
            assert_eq!(partes, entera.ids, "{lista:?} {orden} {tamanos:?}");
        }
    }
}

/// Lists of several parents in one query: the first pages at once, the following ones by the parents' ids, all in one
/// document each time.
#[tokio::test]
async fn nested_lists_of_several_parents_go_on_in_one_document() {
    for servidor in servidores().await {
        for orden in ["", "orden: [{campo: NOMBRE, direccion: DESC}]", "orden: [{campo: CODIGO}, {campo: NOMBRE}]"] {
            seguir_todas(&servidor, orden).await;
        }
    }
}

async fn seguir_todas(servidor: &Server<QuipuSchema>, orden: &str) {
    let nivel = |argumentos: &str| {
        format!(
            "{{ entidades(filtro: {{reportaron: true}}) {{ nodes {{ matriz {{ procesos(first: 200) {{ nodes {{ id \
             actividades({argumentos}) {{ {PAGINA} }} }} }} }} }} }} }}"
        )
    };
    let procesos = |datos: &serde_json::Value| {
        let entidades = datos["entidades"]["nodes"].as_array().expect("nodes").clone();
        let listas = entidades.into_iter().flat_map(|e| e["matriz"]["procesos"]["nodes"].as_array().unwrap().clone());
        listas.map(|p| (super::documento::texto(&p["id"]), pagina(&p["actividades"]))).collect::<Vec<_>>()
    };
    let enteras = procesos(&servidor.data(&nivel(&format!("first: 200 {orden}"))).await);
    let mut partes = procesos(&servidor.data(&nivel(&format!("first: 2 {orden}"))).await);
    assert!(partes.iter().filter(|(_, pagina)| pagina.sigue).count() > 3, "several lists are cut");
    loop {
        let mut documento = String::new();
        for (i, (id, pagina)) in partes.iter().enumerate().filter(|(_, (_, pagina))| pagina.sigue).take(20) {
            let cursor = pagina.cursores.last().unwrap();
            write!(
                documento,
                "p{i}: node(id: \"{id}\") {{ ... on Proceso {{ actividades(first: 2 {orden} after: \"{cursor}\") {{ {PAGINA} }} }} }} "
            )
            .unwrap();
        }
        if documento.is_empty() {
            break;
        }
        let datos = servidor.data(&format!("{{ {documento} }}")).await;
        for (alias, proceso) in datos.as_object().unwrap() {
            let (_, parte) = &mut partes[alias[1..].parse::<usize>().unwrap()];
            let siguiente = pagina(&proceso["actividades"]);
            assert!(!siguiente.ids.is_empty(), "the list goes on");
            parte.ids.extend(siguiente.ids);
            (parte.cursores, parte.sigue) = (siguiente.cursores, siguiente.sigue);
        }
    }
    for ((id, parte), (_, entera)) in partes.iter().zip(&enteras) {
        assert_eq!(parte.ids, entera.ids, "{id} {orden}");
    }
}
