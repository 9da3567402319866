//! The difference into the database, in an order in which no row ever refers to one that is not there.
//!
//! Places are unique within a matrix, and many rows may change theirs at once: a row that comes or changes is first written
//! with its place below zero, and all places are turned up once the others have left theirs.

use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityName, ModelTrait};

use super::diferencia::{Diferencia, entre};
use super::{DeVersion, Todas};
use crate::store::StoreError;
use crate::store::computo::aparte;
use crate::store::sql::Sql;
use crate::store::version::filas::Llave;
use crate::store::version::insertar::{actualizar, insertar_de_una};

pub(super) async fn escribir(
    txn: &DatabaseTransaction,
    llave: Llave,
    antes: &DeVersion,
    despues: &DeVersion,
) -> Result<(), StoreError> {
    let organizacion = Lugar { llave, matriz: None };
    let (unidades, puestos) =
        aparte(|| (entre(&antes.unidades, &despues.unidades), entre(&antes.puestos, &despues.puestos)));
    organizacion.traer(txn, &unidades, true).await?;
    organizacion.traer(txn, &puestos, true).await?;
    if antes.no_medidos != despues.no_medidos {
        organizacion.vaciar(txn, "dotacion_no_medida").await?;
        insertar_de_una(txn, &despues.no_medidos.iter().collect::<Vec<_>>(), &[]).await?;
    }
    matriz(txn, llave, &antes.matriz, &despues.matriz).await?;
    if let (Some(antes), Some(despues)) = (&antes.otra, &despues.otra) {
        matriz(txn, llave, antes, despues).await?;
    }
    organizacion.quitar(txn, &puestos, true).await?;
    organizacion.quitar(txn, &unidades, true).await
}

async fn matriz(txn: &DatabaseTransaction, llave: Llave, antes: &Todas, despues: &Todas) -> Result<(), StoreError> {
    if !despues.esta {
        return Ok(());
    }
    let lugar = Lugar { llave, matriz: Some(despues.matriz.tipo) };
    if !antes.esta {
        insertar_de_una(txn, &[&despues.matriz], &[]).await?;
    } else if antes.matriz != despues.matriz {
        actualizar(txn, &[&despues.matriz], &["entidad_id", "version", "tipo"], &[], &[]).await?;
    }
    let (de_antes, de_despues) = (&antes.dotacion, &despues.dotacion);
    let cargas = de_antes.cargas != de_despues.cargas;
    let asignados = de_antes.asignados != de_despues.asignados;
    let resumen = de_antes.resumen != de_despues.resumen;
    for (tabla, cambia) in [("carga_proceso", cargas), ("puesto_asignado", asignados), ("dotacion_resumen", resumen)] {
        if cambia {
            lugar.vaciar(txn, tabla).await?;
        }
    }
    lugar.nodos(txn, antes, despues).await?;
    if cargas {
        insertar_de_una(txn, &de_despues.cargas.iter().collect::<Vec<_>>(), &[]).await?;
    }
    if asignados {
        insertar_de_una(txn, &de_despues.asignados.iter().collect::<Vec<_>>(), &[]).await?;
    }
    if resumen {
        insertar_de_una(txn, &de_despues.resumen.iter().collect::<Vec<_>>(), &[]).await?;
    }
    Ok(())
}

/// A matrix of a version, or the version itself.
struct Lugar {
    llave: Llave,
    matriz: Option<i16>,
}

const LLAVE: [&str; 4] = ["entidad_id", "version", "id", "matriz"];

impl Lugar {
    /// Rows of the tree and those below it.
    async fn nodos(&self, txn: &DatabaseTransaction, antes: &Todas, despues: &Todas) -> Result<(), StoreError> {
        let (procesos, actividades, tareas, propuestos, ejecuciones) = aparte(|| {
            (
                entre(&antes.procesos, &despues.procesos),
                entre(&antes.actividades, &despues.actividades),
                entre(&antes.tareas, &despues.tareas),
                entre(&antes.dotacion.propuestos, &despues.dotacion.propuestos),
                entre(&antes.dotacion.ejecuciones, &despues.dotacion.ejecuciones),
            )
        });
        self.traer(txn, &procesos, true).await?;
        self.traer(txn, &actividades, true).await?;
        self.traer(txn, &tareas, true).await?;
        self.traer(txn, &propuestos, true).await?;
        self.traer(txn, &ejecuciones, false).await?;
        self.quitar(txn, &ejecuciones, false).await?;
        self.quitar(txn, &propuestos, true).await?;
        self.quitar(txn, &tareas, true).await?;
        self.quitar(txn, &actividades, true).await?;
        self.quitar(txn, &procesos, true).await
    }

    /// Columns of the key of its rows.
    fn llave(&self) -> &'static [&'static str] {
        if self.matriz.is_some() { &LLAVE } else { &LLAVE[..3] }
    }

    /// ` WHERE` there.
    fn aqui(&self, sql: &mut Sql) {
        sql.texto(" WHERE entidad_id = ")
            .valor(self.llave.entidad_id)
            .texto(" AND version = ")
            .valor(self.llave.version);
        if let Some(matriz) = self.matriz {
            sql.texto(" AND matriz = ").valor(matriz);
        }
    }

    async fn vaciar(&self, txn: &DatabaseTransaction, tabla: &str) -> Result<(), StoreError> {
        let mut sql = Sql::nueva(txn.get_database_backend());
        sql.texto("DELETE FROM ").texto(tabla);
        self.aqui(&mut sql);
        txn.execute_raw(sql.sentencia()).await?;
        Ok(())
    }

    /// Rows that come and rows that change.
    async fn traer<M: ModelTrait>(
        &self,
        txn: &DatabaseTransaction,
        diferencia: &Diferencia<'_, M>,
        unico: bool,
    ) -> Result<(), StoreError> {
        let bajo: &[&str] = if unico { &["orden"] } else { &[] };
        insertar_de_una(txn, &diferencia.nuevas, bajo).await?;
        actualizar(txn, &diferencia.cambiadas, self.llave(), &[], bajo).await?;
        actualizar(txn, &diferencia.corridas, self.llave(), &super::diferencia::DE_LUGAR, bajo).await
    }

    /// Rows that go; then the places are what they are to be.
    async fn quitar<M: ModelTrait>(
        &self,
        txn: &DatabaseTransaction,
        diferencia: &Diferencia<'_, M>,
        unico: bool,
    ) -> Result<(), StoreError> {
        let entidad = <M::Entity as Default>::default();
        let tabla = entidad.table_name();
        if !diferencia.idas.is_empty() {
            let mut sql = Sql::nueva(txn.get_database_backend());
            sql.texto("DELETE FROM ").texto(tabla);
            self.aqui(&mut sql);
            sql.texto(" AND ").en_enteros("id", &diferencia.idas);
            txn.execute_raw(sql.sentencia()).await?;
        }
        let tocadas = diferencia.nuevas.len() + diferencia.cambiadas.len() + diferencia.corridas.len();
        if unico && tocadas > 0 {
            let mut sql = Sql::nueva(txn.get_database_backend());
            sql.texto("UPDATE ").texto(tabla).texto(" SET orden = -orden");
            self.aqui(&mut sql);
            sql.texto(" AND orden < 0");
            txn.execute_raw(sql.sentencia()).await?;
        }
        Ok(())
    }
}
