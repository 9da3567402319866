//! Writing records of the demonstration from what their files say, each at its own moment.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{DatabaseConnection, DbErr};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{escritor, numero};
use crate::domain::modelo::TipoMatriz;
use crate::domain::registro::{DeLista, NivelVinculo, Vinculo, Visibilidad};
use crate::store::StoreError;
use crate::store::escritura::registro::{Cabecera, Registro};
use crate::store::escritura::{Escritura, Pedido};

/// The records of one entity while they are written.
pub(super) struct Taller<'a> {
    db: &'a DatabaseConnection,
    entidad: i32,
    numeros: HashMap<String, i64>,
}

/// The afternoon of a day, so many days later.
pub(super) fn momento(dia: NaiveDate, mas: u64) -> DateTime<Utc> {
    let dia = dia.checked_add_days(Days::new(mas)).unwrap_or(dia);
    dia.and_hms_opt(15, 0, 0).unwrap_or_default().and_utc()
}

/// Links to processes, as a record keeps them.
pub(super) fn vinculos(codigos: &[String]) -> Value {
    let vinculo = |codigo: &String| Vinculo::nuevo(TipoMatriz::Ajustada, NivelVinculo::Proceso, codigo.clone());
    Vinculo::guardar(codigos.iter().map(vinculo).collect())
}

/// A row from what is said of it, with what every record begins with.
pub(super) fn fila<M: DeserializeOwned>(
    escritura: &Escritura,
    visibilidad: Visibilidad,
    dice: &Value,
) -> Result<M, StoreError> {
    let mut campos = json!({ "entidad_id": escritura.entidad(), "id": 0, "revision": 1, "creado_en": escritura.ahora(),
        "cambiado_en": escritura.ahora(), "visibilidad": visibilidad.codigo() });
    for (campo, valor) in dice.as_object().into_iter().flatten() {
        campos[campo] = valor.clone();
    }
    Ok(M::deserialize(campos).map_err(|error| DbErr::Json(error.to_string()))?)
}

impl<'a> Taller<'a> {
    /// Over the entity of that code.
    pub(super) async fn nuevo(db: &'a DatabaseConnection, entidad: &str) -> anyhow::Result<Self> {
        Ok(Self { db, entidad: numero(db, entidad).await?, numeros: HashMap::new() })
    }

    /// The connection that it writes over.
    pub(super) const fn db(&self) -> &DatabaseConnection {
        self.db
    }

    /// The number of the record that was kept under a name.
    pub(super) fn de(&self, nombre: &str) -> anyhow::Result<i64> {
        self.numeros.get(nombre).copied().ok_or_else(|| anyhow::anyhow!("the demonstration has no {nombre}"))
    }

    /// The same, where there may be none.
    pub(super) fn de_alguno(&self, nombre: Option<&str>) -> anyhow::Result<Option<i64>> {
        nombre.map(|nombre| self.de(nombre)).transpose()
    }

    /// Work over the entity at a moment.
    pub(super) async fn el<R: Registro>(
        &self,
        momento: DateTime<Utc>,
        trabajo: impl AsyncFnOnce(&mut Escritura) -> Result<R::Model, StoreError>,
    ) -> anyhow::Result<R::Model> {
        let escritor = escritor(self.db, momento);
        Ok(escritor.escribir::<R>(self.entidad, &Pedido::nuevo(None, ""), trabajo).await?.fila)
    }

    /// Writes a record, and keeps its number under a name.
    pub(super) async fn crear<R: Registro>(
        &mut self,
        momento: DateTime<Utc>,
        (nombre, visibilidad): (&str, Visibilidad),
        dice: &Value,
    ) -> anyhow::Result<i64> {
        let trabajo = async |escritura: &mut Escritura| {
            let nueva = fila::<R::Model>(escritura, visibilidad, dice)?;
            escritura.crear::<R>(nueva).await
        };
        let id = Cabecera::de::<R>(&self.el::<R>(momento, trabajo).await?).id;
        self.numeros.insert(nombre.to_owned(), id);
        Ok(id)
    }
}
