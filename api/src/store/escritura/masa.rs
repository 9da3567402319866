//! New records in bulk: those of data that are made and not typed.

use super::registro::{Cabecera, Registro};
use super::{Escritura, auditoria, vinculos};
use crate::domain::registro::DeLista;
use crate::store::{StoreError, version};

impl Escritura {
    /// The last id that a record of the entity was given.
    pub const fn ultimo_id(&self) -> i64 {
        self.cabeza.ultimo_id
    }

    /// Writes new records with the ids that they bring, which are beyond those of the entity, and an audit entry for each.
    /// Their entity, revision and instants are set here.
    pub async fn crear_todos<R: Registro>(&mut self, mut filas: Vec<R::Model>) -> Result<(), StoreError> {
        let ahora = self.autor.ahora;
        let mut cambios = Vec::with_capacity(filas.len());
        for fila in &mut filas {
            let suya = Cabecera::de::<R>(fila);
            let cabecera = Cabecera {
                entidad_id: self.entidad,
                revision: 1,
                creado_en: ahora,
                cambiado_en: ahora,
                archivado_en: None,
                ..suya
            };
            cabecera.poner::<R>(fila)?;
            self.cabeza.ultimo_id = self.cabeza.ultimo_id.max(suya.id);
            cambios.push(auditoria::Cambio {
                operacion: "CREAR",
                registro: R::TIPO.codigo(),
                registro_id: suya.id,
                revision: 1,
                antes: None,
                despues: Some(auditoria::en_json(fila)?),
                nodo: None,
            });
        }
        vinculos::vincular_nuevos::<R>(&self.txn, self.entidad, &filas).await?;
        version::insertar(&*self.txn, filas).await?;
        auditoria::asentar_todos(&self.txn, self.entidad, &self.autor, &mut self.cabeza, cambios).await
    }
}
