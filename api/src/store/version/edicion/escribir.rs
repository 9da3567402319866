//! The difference into the database, in an order in which no row ever refers to one that is not there.
//!
//! Places are unique within a matrix, and many rows may change theirs at once: a row that comes or changes is first written
//! with its place below zero, and all places are turned up once the others have left theirs.

use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityName, ModelTrait};

use super::Todas;
use super::diferencia::{Diferencia, entre};
use crate::store::StoreError;
use crate::store::sql::Sql;
use crate::store::version::filas::Llave;
use crate::store::version::insertar::{actualizar, insertar_de_una};

pub(super) async fn escribir(
    txn: &DatabaseTransaction,
    llave: Llave,
    esta: bool,
    antes: &Todas,
    despues: &Todas,
) -> Result<(), StoreError> {
    let lugar = Lugar { llave, matriz: despues.matriz.tipo };
    if !esta {
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
    let procesos = entre(&antes.procesos, &despues.procesos);
    let actividades = entre(&antes.actividades, &despues.actividades);
    let tareas = entre(&antes.tareas, &despues.tareas);
    let propuestos = entre(&de_antes.propuestos, &de_despues.propuestos);
    let ejecuciones = entre(&de_antes.ejecuciones, &de_despues.ejecuciones);
    lugar.traer(txn, &procesos, true).await?;
    lugar.traer(txn, &actividades, true).await?;
    lugar.traer(txn, &tareas, true).await?;
    lugar.traer(txn, &propuestos, true).await?;
    lugar.traer(txn, &ejecuciones, false).await?;
    lugar.quitar(txn, &ejecuciones, false).await?;
    lugar.quitar(txn, &propuestos, true).await?;
    lugar.quitar(txn, &tareas, true).await?;
    lugar.quitar(txn, &actividades, true).await?;
    lugar.quitar(txn, &procesos, true).await?;
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

/// A matrix of a version.
struct Lugar {
    llave: Llave,
    matriz: i16,
}

const LLAVE: [&str; 4] = ["entidad_id", "version", "matriz", "id"];

impl Lugar {
    /// ` WHERE` this matrix.
    fn aqui(&self, sql: &mut Sql) {
        sql.texto(" WHERE entidad_id = ")
            .valor(self.llave.entidad_id)
            .texto(" AND version = ")
            .valor(self.llave.version);
        sql.texto(" AND matriz = ").valor(self.matriz);
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
        actualizar(txn, &diferencia.cambiadas, &LLAVE, &[], bajo).await?;
        actualizar(txn, &diferencia.corridas, &LLAVE, &super::diferencia::DE_LUGAR, bajo).await
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
