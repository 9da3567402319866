//! From draft to current version, and which version is read.

use chrono::{DateTime, Duration, Utc};
use quipu::store::StoreError;
use quipu::store::version::publicar as publicar_version;
use serde_json::{Value, json};

use crate::mapa::{borrador, mapa_dificil, publicar};
use crate::support::base::{Base, Contenido, ahora, en_ambas};
use crate::support::server::Server;

const CODIGO: &str = "PRUEBA";

async fn publicar_numero(base: &Base, numero: Option<i32>, cuando: DateTime<Utc>) -> Result<i32, StoreError> {
    let db = base.conectar().await;
    let publicada = publicar_version(&db, CODIGO, numero, cuando).await;
    db.close().await.unwrap();
    publicada
}

/// Importing makes a draft beside the current version; publishing it moves `vigente`, and nothing goes back.
#[tokio::test]
async fn publishing_moves_the_current_version_forward_only() {
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, CODIGO, &mapa_dificil(1)).await;
        let segunda = borrador(&base, CODIGO, &mapa_dificil(2)).await;
        let tercera = borrador(&base, CODIGO, &mapa_dificil(3)).await;
        assert_eq!((segunda, tercera), (2, 3));
        let servidor = Server::quipu(base).await;
        assert_eq!(
            versiones(&servidor).await,
            json!([[1, "PUBLICADA", true], [2, "BORRADOR", false], [3, "BORRADOR", false]])
        );
        let antes = servidor.data(ARBOL).await;
        assert_eq!(publicar_numero(&servidor.base, None, ahora()).await.unwrap(), 3);
        assert_eq!(
            versiones(&servidor).await,
            json!([[1, "PUBLICADA", false], [2, "BORRADOR", false], [3, "PUBLICADA", true]])
        );
        let despues = servidor.data(ARBOL).await;
        assert_eq!(despues["primera"], antes["primera"], "a published version never changes");
        assert_ne!(despues["vigente"], antes["vigente"], "the current one is another");
        let superada = publicar_numero(&servidor.base, Some(2), ahora()).await;
        assert!(matches!(superada, Err(StoreError::VersionSuperada { version: 2, vigente: 3, .. })), "{superada:?}");
        let repetida = publicar_numero(&servidor.base, Some(3), ahora()).await;
        assert!(matches!(repetida, Err(StoreError::VersionPublicada { version: 3, .. })), "{repetida:?}");
        let ajena = publicar_numero(&servidor.base, Some(9), ahora()).await;
        assert!(matches!(ajena, Err(StoreError::VersionInexistente { .. })), "{ajena:?}");
        assert_eq!(servidor.data(ARBOL).await, despues, "what was refused changed nothing");
    }
}

const ARBOL: &str = "{ primera: entidad(codigo: \"PRUEBA\") { matriz(version: {numero: 1}) { arbol { nodes { orden } } \
     puestosPropuestos(first: 200) { nodes { nombre servidores brecha } } } } \
     vigente: entidad(codigo: \"PRUEBA\") { matriz { puestosPropuestos(first: 200) { nodes { nombre servidores } } } } }";

async fn versiones(servidor: &Server<quipu::schema::QuipuSchema>) -> Value {
    let datos =
        servidor.data("{ entidad(codigo: \"PRUEBA\") { versiones { nodes { numero estado vigente } } } }").await;
    let nodos = datos["entidad"]["versiones"]["nodes"].as_array().unwrap();
    nodos.iter().map(|v| json!([v["numero"], v["estado"], v["vigente"]])).collect()
}

/// A version is chosen by number, by what was current at an instant, or as the latest draft.
#[tokio::test]
async fn a_version_is_chosen_by_number_instant_or_draft() {
    for base in en_ambas(Contenido::Catalogos).await {
        publicar(&base, CODIGO, &mapa_dificil(1)).await;
        borrador(&base, CODIGO, &mapa_dificil(2)).await;
        let mas_tarde = ahora() + Duration::milliseconds(1_500);
        publicar_numero(&base, Some(2), mas_tarde).await.unwrap();
        borrador(&base, CODIGO, &mapa_dificil(3)).await;
        let servidor = Server::quipu(base).await;
        let instante = |milis: i64| (ahora() + Duration::milliseconds(milis)).to_rfc3339();
        let casos = [
            (String::new(), json!(2)),
            ("(version: {numero: 1})".to_owned(), json!(1)),
            ("(version: {numero: 3})".to_owned(), json!(3)),
            ("(version: {numero: 9})".to_owned(), Value::Null),
            ("(version: {ultimoBorrador: true})".to_owned(), json!(3)),
            (format!("(version: {{publicadaHasta: \"{}\"}})", instante(-1)), Value::Null),
            (format!("(version: {{publicadaHasta: \"{}\"}})", instante(0)), json!(1)),
            (format!("(version: {{publicadaHasta: \"{}\"}})", instante(1_499)), json!(1)),
            (format!("(version: {{publicadaHasta: \"{}\"}})", instante(1_500)), json!(2)),
            (format!("(version: {{publicadaHasta: \"{}\"}})", instante(90_000)), json!(2)),
        ];
        for (eleccion, numero) in casos {
            let datos = servidor
                .data(&format!("{{ entidad(codigo: \"{CODIGO}\") {{ version{eleccion} {{ numero }} }} }}"))
                .await;
            let elegida = datos["entidad"]["version"].get("numero").cloned().unwrap_or_default();
            assert_eq!(elegida, numero, "{:?} {eleccion}", servidor.base.motor);
        }
    }
}
