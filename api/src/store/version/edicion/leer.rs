//! A draft out of the database, as the domain knows it.

use std::collections::HashMap;

use quipu_entities::{dotacion_no_medida, ejecucion, matriz, puesto, puesto_propuesto, unidad, version};
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult};

use super::{Borrador, DeVersion, Todas};
use crate::domain::carga::Periodo;
use crate::domain::catalogo::Catalogo;
use crate::domain::decimal::{CENTIMO, MICRO, PICO, de_entero};
use crate::domain::dotacion::Base;
use crate::domain::edicion::{Fila, MatrizEditable, Nodo, OrganizacionEditable};
use crate::domain::modelo::{Ejecucion, Mapa, Matriz, NoMedido, Propuesto, Puesto, TipoMatriz, TipoProceso, Unidad};
use crate::store::StoreError;
use crate::store::computo::aparte;
use crate::store::sql::Sql;
use crate::store::version::crear::Ids;
use crate::store::version::dotacion::Filas;
use crate::store::version::filas::{self, Llave};

/// Codes of a catalogue by the numbers of its entries.
struct Codigos<'a>(HashMap<i16, &'a str>);

impl<'a> Codigos<'a> {
    fn de(catalogo: &'a Catalogo, nombre: &str) -> Self {
        Self(catalogo.items(nombre).map(|item| (item.id, item.codigo.as_str())).collect())
    }

    fn codigo(&self, id: Option<i16>) -> Option<String> {
        id.and_then(|id| self.0.get(&id)).map(|codigo| (*codigo).to_owned())
    }
}

/// Rows of a version, or of a matrix of it, in order.
async fn filas_de<E: EntityTrait>(
    txn: &DatabaseTransaction,
    llave: Llave,
    matriz: Option<TipoMatriz>,
    orden: &str,
) -> Result<Vec<E::Model>, StoreError> {
    let mut sql = Sql::nueva(txn.get_database_backend());
    sql.texto("SELECT t.* FROM ")
        .texto(E::default().table_name())
        .texto(" t WHERE t.entidad_id = ")
        .valor(llave.entidad_id);
    sql.texto(" AND t.version = ").valor(llave.version);
    if let Some(matriz) = matriz {
        sql.texto(" AND t.matriz = ").valor(matriz.codigo());
    }
    sql.texto(" ORDER BY ").texto(orden);
    let filas = txn.query_all_raw(sql.sentencia()).await?;
    Ok(filas.iter().map(|fila| E::Model::from_query_result(fila, "")).collect::<Result<_, _>>()?)
}

/// Reads the organisation of a draft and one matrix of it, or both.
pub(super) async fn leer(
    txn: &DatabaseTransaction,
    version: &version::Model,
    tipo: Option<TipoMatriz>,
    catalogo: &Catalogo,
) -> Result<Borrador, StoreError> {
    let llave = Llave { entidad_id: version.entidad_id, version: version.numero };
    let mut antes = DeVersion {
        unidades: filas_de::<unidad::Entity>(txn, llave, None, "t.orden").await?,
        puestos: filas_de::<puesto::Entity>(txn, llave, None, "t.orden").await?,
        no_medidos: filas_de::<dotacion_no_medida::Entity>(txn, llave, None, "t.puesto_id").await?,
        matriz: todas(txn, llave, tipo.unwrap_or(TipoMatriz::Ajustada)).await?,
        otra: None,
    };
    if tipo.is_none() {
        antes.otra = Some(todas(txn, llave, TipoMatriz::Actual).await?);
    }
    let (organizacion, matriz, otra) = aparte(|| en_memoria(&antes, catalogo))?;
    Ok(Borrador {
        llave,
        umbral: de_entero(version.umbral_micro, MICRO),
        organizacion,
        matriz,
        otra,
        nuevo_id: 0,
        antes,
    })
}

/// All rows of a matrix; none where the version does not have it.
async fn todas(txn: &DatabaseTransaction, llave: Llave, tipo: TipoMatriz) -> Result<Todas, StoreError> {
    let clave = (llave.entidad_id, llave.version, tipo.codigo());
    let Some(cabecera) = matriz::Entity::find_by_id(clave).one(txn).await? else {
        return Ok(Todas::ninguna(filas::matriz(llave, &Matriz::vacia(tipo))));
    };
    let en = Some(tipo);
    Ok(Todas {
        esta: true,
        matriz: cabecera,
        procesos: filas_de::<quipu_entities::proceso::Entity>(txn, llave, en, "t.orden").await?,
        actividades: filas_de::<quipu_entities::actividad::Entity>(txn, llave, en, "t.orden").await?,
        tareas: filas_de::<quipu_entities::tarea::Entity>(txn, llave, en, "t.orden").await?,
        dotacion: Filas {
            propuestos: filas_de::<puesto_propuesto::Entity>(txn, llave, en, "t.orden").await?,
            asignados: filas_de::<quipu_entities::puesto_asignado::Entity>(txn, llave, en, "t.puesto_id").await?,
            ejecuciones: filas_de::<ejecucion::Entity>(txn, llave, en, "t.orden, t.id").await?,
            resumen: filas_de::<quipu_entities::dotacion_resumen::Entity>(txn, llave, en, "t.id").await?,
            cargas: filas_de::<quipu_entities::carga_proceso::Entity>(
                txn,
                llave,
                en,
                "t.proceso_id, t.puesto_propuesto_id",
            )
            .await?,
        },
    })
}

/// The rows of a draft as they are edited.
pub(super) fn en_memoria(
    antes: &DeVersion,
    catalogo: &Catalogo,
) -> Result<(OrganizacionEditable, MatrizEditable, Option<MatrizEditable>), StoreError> {
    let unidades = Ids(antes.unidades.iter().map(|u| u.id).collect());
    let puestos = Ids(antes.puestos.iter().map(|p| p.id).collect());
    let matriz = editable(&antes.matriz, &unidades, &puestos, catalogo)?;
    let otra = antes.otra.as_ref().map(|todas| editable(todas, &unidades, &puestos, catalogo)).transpose()?;
    let mapa = mapa(&antes.unidades, &antes.puestos, &antes.no_medidos, catalogo);
    Ok((OrganizacionEditable::nueva(mapa, unidades.0, puestos.0), matriz, otra))
}

fn mapa(
    unidades: &[unidad::Model],
    puestos: &[puesto::Model],
    no_medidos: &[dotacion_no_medida::Model],
    catalogo: &Catalogo,
) -> Mapa {
    let (naturalezas, regimenes, grupos) =
        (Codigos::de(catalogo, "naturaleza"), Codigos::de(catalogo, "regimen"), Codigos::de(catalogo, "grupo"));
    let de_unidad: HashMap<i64, usize> = unidades.iter().enumerate().map(|(i, u)| (u.id, i)).collect();
    let de_puesto: HashMap<i64, usize> = puestos.iter().enumerate().map(|(i, p)| (p.id, i)).collect();
    let mut entrados: Vec<NoMedido> = no_medidos
        .iter()
        .filter_map(|n| {
            Some(NoMedido {
                puesto: *de_puesto.get(&n.puesto_id)?,
                grupo: grupos.codigo(n.grupo_id),
                nivel_organizacional: n.nivel_organizacional,
                posiciones: n.posiciones,
                sustento: n.sustento.clone(),
            })
        })
        .collect();
    entrados.sort_by_key(|n| n.puesto);
    Mapa {
        unidades: unidades
            .iter()
            .map(|u| Unidad {
                padre: u.padre_id.and_then(|id| de_unidad.get(&id).copied()),
                sigla: u.sigla.clone(),
                nombre: u.nombre.clone(),
                naturaleza: naturalezas.codigo(u.naturaleza_id),
                nivel_organizacional: u.nivel_organizacional,
            })
            .collect(),
        puestos: puestos
            .iter()
            .map(|p| Puesto {
                correlativo: p.correlativo.clone(),
                unidad: p.unidad_id.and_then(|id| de_unidad.get(&id).copied()),
                nombre: p.nombre.clone(),
                regimen: regimenes.codigo(p.regimen_id),
                regimen_texto: p.regimen_texto.clone(),
                cargo_estructural: p.cargo_estructural.clone(),
                clasificacion_cargo: p.clasificacion_cargo.clone(),
                confianza: p.confianza,
                ocupados: p.ocupados,
                superior: p.superior.clone(),
                remuneracion: p.remuneracion_centimos.map(|r| de_entero(r, CENTIMO)),
                funciones: p.funciones.clone(),
                nombre_ajustado: p.nombre_ajustado.clone(),
                fila: fila(p.fila),
            })
            .collect(),
        no_medidos: entrados,
        ..Mapa::default()
    }
}

fn fila(fila: Option<i32>) -> Option<u32> {
    fila.and_then(|fila| u32::try_from(fila).ok())
}

/// The rows of a matrix as they are edited.
fn editable(todas: &Todas, unidades: &Ids, puestos: &Ids, catalogo: &Catalogo) -> Result<MatrizEditable, StoreError> {
    let tipo = TipoMatriz::de_codigo(todas.matriz.tipo).ok_or(StoreError::RegistroInexistente)?;
    Ok(MatrizEditable {
        tipo,
        hoja: todas.matriz.hoja.clone(),
        procesos: todas
            .procesos
            .iter()
            .map(|p| Nodo {
                id: p.id,
                padre: p.padre_id,
                nivel: p.nivel,
                tipo: p.tipo.and_then(TipoProceso::de_codigo),
                codigo: p.codigo.clone(),
                nombre: p.nombre.clone(),
                fila: fila(p.fila),
            })
            .collect(),
        actividades: todas
            .actividades
            .iter()
            .map(|a| nodo(a.id, a.proceso_id, a.codigo.as_ref(), &a.nombre, a.fila))
            .collect(),
        tareas: todas.tareas.iter().map(|t| nodo(t.id, t.actividad_id, t.codigo.as_ref(), &t.nombre, t.fila)).collect(),
        ejecuciones: ejecuciones(&todas.dotacion, unidades, puestos, catalogo),
    })
}

fn nodo(id: i64, padre: i64, codigo: Option<&String>, nombre: &str, de: Option<i32>) -> Nodo {
    Nodo {
        id,
        padre: Some(padre),
        codigo: codigo.cloned(),
        nombre: nombre.to_owned(),
        fila: fila(de),
        ..Nodo::default()
    }
}

/// Executions with the classification of their proposed puesto: what a workbook left blank was filled when it was read.
fn ejecuciones(dotacion: &Filas, unidades: &Ids, puestos: &Ids, catalogo: &Catalogo) -> Vec<Fila> {
    let indice = |ids: &Ids| -> HashMap<i64, usize> { ids.0.iter().enumerate().map(|(i, id)| (*id, i)).collect() };
    let (en_unidades, en_puestos) = (indice(unidades), indice(puestos));
    let [grupos, familias, roles, niveles] =
        ["grupo", "familia", "rol", "nivel"].map(|nombre| Codigos::de(catalogo, nombre));
    let clase = |p: &puesto_propuesto::Model| {
        if p.base == Base::SinEjecutor.codigo() {
            return Propuesto::default();
        }
        Propuesto {
            nivel_organizacional: p.nivel_organizacional,
            grupo: grupos.codigo(p.grupo_id),
            familia: familias.codigo(p.familia_id),
            rol: roles.codigo(p.rol_id),
            nivel: niveles.codigo(p.nivel_id),
            nombre: Some(p.nombre.clone()),
        }
    };
    let propuestos: HashMap<i64, Propuesto> = dotacion.propuestos.iter().map(|p| (p.id, clase(p))).collect();
    let lugar = |en: &HashMap<i64, usize>, id: Option<i64>| id.and_then(|id| en.get(&id).copied());
    let fila = |e: &ejecucion::Model| {
        let micro = |valor: Option<i64>| -> Option<Decimal> { valor.map(|v| de_entero(v, MICRO)) };
        let dato = Ejecucion {
            actividad: 0,
            tarea: None,
            unidad: lugar(&en_unidades, e.unidad_id),
            puesto: lugar(&en_puestos, e.puesto_id),
            correlativo: e.correlativo.clone(),
            ejecutor: e.ejecutor.clone(),
            periodo: e.periodo.and_then(Periodo::de_codigo),
            veces: micro(e.veces_micro),
            frecuencia: micro(e.frecuencia_micro),
            duracion: micro(e.duracion_micro),
            servidores_declarados: e.declarados_pico.map(|v| de_entero(v, PICO)),
            propuesto: propuestos.get(&e.puesto_propuesto_id).cloned().unwrap_or_default(),
            fila: fila(e.fila),
        };
        Fila { id: e.id, actividad: e.actividad_id, tarea: e.tarea_id, dato }
    };
    dotacion.ejecuciones.iter().map(fila).collect()
}
