//! The designer's built pages, compiled in. Where they were not built, a line says how.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
#[allow_missing = true]
struct Pages;

/// Answers the first page.
pub(super) async fn first() -> Response {
    give("index.html")
}

/// Answers any other file.
pub(super) async fn page(Path(path): Path<String>) -> Response {
    give(&path)
}

fn give(path: &str) -> Response {
    match Pages::get(path) {
        Some(file) => ([(header::CONTENT_TYPE, kind(path))], file.data).into_response(),
        None if path == "index.html" => {
            let words = "the designer's pages are not in this build; make build builds them\n\
                         このビルドには画面が含まれていません。make build で作成できます";
            (StatusCode::NOT_FOUND, words).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
