//! Changes of the map through the writing door: drafts made from a version or from nothing, edited, sent, published, discarded.
//!
//! The trail knows them as changes of the version, one entry each; its revision is what a client reads and names.

use quipu_entities::{entidad, version};
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::escritor::{Escrita, Escritor};
use super::idempotencia::{self, Pedido};
use super::{Escritura, auditoria};
use crate::domain::catalogo::Catalogo;
use crate::domain::modelo::TipoMatriz;
use crate::domain::registro::{DeLista, TipoRegistro};
use crate::store::StoreError;
use crate::store::computo::aparte;
use crate::store::sql::Sql;
use crate::store::version::{self as versiones, Hecho};

pub use crate::store::version::Paso;
pub use crate::store::version::edicion::{Borrador, Hecha, Objeto};

/// A change of a draft.
#[derive(Debug, Clone, Copy)]
pub struct Edicion {
    /// Number of the entity.
    pub entidad: i32,
    /// Number of the draft.
    pub version: i32,
    /// The revision that the client read.
    pub revision: i32,
    /// Which matrix of it; none when it is the organisation that changes.
    pub matriz: Option<TipoMatriz>,
    /// What the trail calls it.
    pub operacion: &'static str,
    /// Whether a row comes.
    pub crea: bool,
}

/// What a change of the map made.
#[derive(Debug, Clone)]
pub struct EnMapa {
    /// The version, as it is now.
    pub version: version::Model,
    /// What the trail says that it is about.
    pub despues: serde_json::Value,
}

impl Escritor {
    /// Changes a draft in one transaction: `trabajo` changes it in memory.
    pub async fn editar(
        &self,
        edicion: &Edicion,
        pedido: &Pedido,
        catalogo: &Catalogo,
        trabajo: impl FnOnce(&mut Borrador) -> Result<Hecha, StoreError> + Send,
    ) -> Result<Escrita<EnMapa>, StoreError> {
        self.exigir(edicion.entidad)?;
        let escritura = self.abrir(edicion.entidad, pedido).await?;
        if let Some(hecha) = escritura.hecha(pedido).await? {
            escritura.dejar().await?;
            return Ok(hecha);
        }
        let entidad = escritura.la_entidad().await?;
        let borrador = versiones::borrador(&escritura.txn, &entidad, edicion.version, edicion.revision).await?;
        let mut en_memoria = Borrador::leer(&escritura.txn, &borrador, edicion.matriz, catalogo).await?;
        if edicion.crea {
            en_memoria.reservar(&escritura.txn).await?;
        }
        let hecha = aparte(|| trabajo(&mut en_memoria))?;
        let huella = en_memoria.guardar(&escritura.txn, catalogo, &hecha).await?;
        let revision = escritura.subir(edicion.version).await?;
        let hecho = Hecho {
            operacion: edicion.operacion,
            version: edicion.version,
            revision,
            antes: huella.antes,
            despues: huella.despues,
            nodo: Some(huella.nodo),
        };
        escritura.terminar(pedido, &hecho).await
    }

    /// Makes a draft from a version, in one transaction: from the current one unless said.
    pub async fn copiar(&self, entidad: i32, base: i32, pedido: &Pedido) -> Result<Escrita<EnMapa>, StoreError> {
        self.exigir(entidad)?;
        let escritura = self.abrir(entidad, pedido).await?;
        if let Some(hecha) = escritura.hecha(pedido).await? {
            escritura.dejar().await?;
            return Ok(hecha);
        }
        let hecho = versiones::copiar(&escritura.txn, entidad, base, escritura.ahora()).await?;
        escritura.terminar(pedido, &hecho.ok_or(StoreError::RegistroInexistente)?).await
    }

    /// Begins a draft with nothing in it, whose figures will be rounded at `umbral`, in one transaction. Where there is a
    /// version already that has to be wanted.
    pub async fn comenzar(
        &self,
        entidad: i32,
        umbral: Decimal,
        aunque_haya: bool,
        pedido: &Pedido,
    ) -> Result<Escrita<EnMapa>, StoreError> {
        self.exigir(entidad)?;
        let escritura = self.abrir(entidad, pedido).await?;
        if let Some(hecha) = escritura.hecha(pedido).await? {
            escritura.dejar().await?;
            return Ok(hecha);
        }
        if !aunque_haya {
            versiones::exigir_ninguna(&*escritura.txn, entidad).await?;
        }
        let hecho = versiones::vacia(&escritura.txn, entidad, umbral, escritura.ahora()).await?;
        escritura.terminar(pedido, &hecho).await
    }

    /// Sends, publishes or discards a draft, in one transaction.
    pub async fn dar_paso(
        &self,
        paso: Paso,
        (entidad, numero): (i32, i32),
        revision: i32,
        pedido: &Pedido,
    ) -> Result<Escrita<EnMapa>, StoreError> {
        match paso {
            Paso::Publicar => self.exigir_publicar(entidad)?,
            Paso::Enviar | Paso::Descartar => self.exigir(entidad)?,
        }
        let escritura = self.abrir(entidad, pedido).await?;
        if let Some(hecha) = escritura.hecha(pedido).await? {
            escritura.dejar().await?;
            return Ok(hecha);
        }
        let entidad = escritura.la_entidad().await?;
        let borrador = versiones::borrador(&escritura.txn, &entidad, numero, revision).await?;
        let ahora = escritura.ahora();
        if let Some(hecho) = versiones::dar_paso(&escritura.txn, &entidad, &borrador, paso, ahora).await? {
            return escritura.terminar(pedido, &hecho).await;
        }
        escritura.dejar().await?;
        let fila = EnMapa { version: borrador, despues: serde_json::Value::Null };
        Ok(Escrita { fila, repetida: false })
    }
}

impl Escritura {
    async fn la_entidad(&self) -> Result<entidad::Model, StoreError> {
        let entidad = entidad::Entity::find_by_id(self.entidad).one(&*self.txn).await?;
        entidad.ok_or(StoreError::RegistroInexistente)
    }

    async fn la_version(&self, numero: i32) -> Result<version::Model, StoreError> {
        let version = version::Entity::find_by_id((self.entidad, numero)).one(&*self.txn).await?;
        version.ok_or(StoreError::RegistroInexistente)
    }

    /// What this request made when it was done before.
    async fn hecha(&self, pedido: &Pedido) -> Result<Option<Escrita<EnMapa>>, StoreError> {
        let Some((numero, despues)) = idempotencia::hecho(self, pedido, TipoRegistro::Version.codigo()).await? else {
            return Ok(None);
        };
        let version = self.la_version(i32::try_from(numero).unwrap_or(0)).await?;
        let despues = serde_json::from_str(&despues).unwrap_or_default();
        Ok(Some(Escrita { fila: EnMapa { version, despues }, repetida: true }))
    }

    /// Raises the revision of a draft.
    async fn subir(&self, numero: i32) -> Result<i32, StoreError> {
        let mut sql = Sql::nueva(self.txn.get_database_backend());
        sql.texto("UPDATE version SET revision = revision + 1 WHERE entidad_id = ").valor(self.entidad);
        sql.texto(" AND numero = ").valor(numero).texto(" RETURNING revision AS n");
        let fila = self.txn.query_one_raw(sql.sentencia()).await?;
        Ok(fila.ok_or(StoreError::RegistroInexistente)?.try_get("", "n")?)
    }

    /// Adds what was done to the chain, remembers the request and commits.
    async fn terminar(mut self, pedido: &Pedido, hecho: &Hecho) -> Result<Escrita<EnMapa>, StoreError> {
        auditoria::asentar(&self.txn, self.entidad, &self.autor, &mut self.cabeza, hecho.cambio()).await?;
        let reconocida = (TipoRegistro::Version.codigo(), hecho.version.into(), hecho.revision);
        idempotencia::recordar(&self, pedido, reconocida).await?;
        let version = self.la_version(hecho.version).await?;
        let despues = hecho.despues.as_deref().and_then(|texto| serde_json::from_str(texto).ok()).unwrap_or_default();
        self.cerrar().await?;
        Ok(Escrita { fila: EnMapa { version, despues }, repetida: false })
    }
}
