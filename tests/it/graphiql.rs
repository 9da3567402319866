//! The explorer: everything it needs comes from this server.

use quipu::http::graphiql::PRIMERA_CONSULTA;

use crate::support::server::{Server, send};

/// Values of `src` and `href` in the page.
fn links(page: &str) -> Vec<&str> {
    let mut links = Vec::new();
    for attribute in ["src=\"", "href=\""] {
        links.extend(page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()));
    }
    links
}

/// The page is HTML in Spanish and begins with our document.
#[tokio::test]
async fn the_page_is_ours() {
    let answer = send(Server::start().await.get("/")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(answer.text.contains("<html lang=\"es\">"));
    let escaped =
        PRIMERA_CONSULTA.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    assert!(answer.text.contains(&format!("data-consulta=\"{escaped}\"")), "{}", answer.text);
}

/// No script, style or picture comes from elsewhere, and all of them are there.
#[tokio::test]
async fn the_page_needs_no_other_server() {
    let server = Server::start().await;
    let page = send(server.get("/")).await;
    assert!(!page.text.contains("http://") && !page.text.contains("https://"), "{}", page.text);
    let assets: Vec<&str> = links(&page.text).into_iter().filter(|link| !link.starts_with("data:")).collect();
    assert_eq!(assets.len(), 5, "{assets:?}");
    for path in assets {
        let asset = send(server.get(path)).await;
        assert_eq!(asset.status, 200, "{path}");
        let expected = if path == "/graphiql/graphiql-3.9.0.css" {
            "text/css; charset=utf-8"
        } else {
            "text/javascript; charset=utf-8"
        };
        assert_eq!(asset.header("content-type"), expected, "{path}");
        assert!(!asset.text.contains("sourceMappingURL"), "{path}");
        if expected.starts_with("text/css") {
            assert!(!asset.text.contains("url(http") && !asset.text.contains("@import"), "{path}");
        }
    }
}

/// The policy lets scripts come from here only, and none stand in the page itself.
#[tokio::test]
async fn the_policy_allows_no_foreign_script() {
    let page = send(Server::start().await.get("/")).await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
    assert!(!page.text.contains("<script>"));
}
