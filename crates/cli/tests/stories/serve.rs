//! The designer's door for a browser: who is let in, and what is answered.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::header::{CONTENT_TYPE, HOST, ORIGIN};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};

/// A running `tabiji serve`, ended with the test.
pub(crate) struct Served {
    child: Child,
    /// As printed: with the token.
    url: String,
    /// Without it.
    base: String,
    _folder: tempfile::TempDir,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

pub(crate) fn serve() -> Served {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_tabiji"))
        .args(["serve", "--workspace"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("tabiji starts");
    let mut url = String::new();
    let out = child.stdout.take().expect("its output is piped");
    BufReader::new(out).read_line(&mut url).expect("it prints its address");
    let url = url.trim().to_owned();
    let base = url.split("/?").next().unwrap_or_default().to_owned();
    Served { child, url, base, _folder: folder }
}

/// A browser that has opened the printed address.
pub(crate) async fn let_in(served: &Served) -> Client {
    let client = Client::builder().cookie_store(true).build().expect("a client");
    client.get(&served.url).send().await.expect("an answer");
    client
}

pub(crate) async fn call(client: &Client, served: &Served, name: &str, request: Value) -> Response {
    let post = client.post(format!("{}/call/{name}", served.base));
    post.header(ORIGIN, &served.base).json(&request).send().await.expect("an answer")
}

#[tokio::test]
async fn who_opened_the_printed_address_draws_a_journey() {
    let served = serve();
    let client = let_in(&served).await;
    let opened = call(&client, &served, "start_empty", json!({})).await;
    assert_eq!(opened.status(), StatusCode::OK);
    let opened: Value = opened.json().await.unwrap();
    let edit = json!({"edit": "add_node", "id": "nod_a", "kind": "flow.end"});
    let change = json!({"document": opened["document"], "revision": 0, "edit": edit});
    let applied = call(&client, &served, "edit", change.clone()).await;
    assert_eq!(applied.json::<Value>().await.unwrap()["revision"], 1);
    let stale = call(&client, &served, "edit", change).await;
    assert_eq!(stale.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stale.json::<Value>().await.unwrap()["code"], "stale");
}

#[tokio::test]
async fn the_token_works_once_and_only_as_printed() {
    let served = serve();
    let wrong = format!("{}/?token={}", served.base, "0".repeat(64));
    let stranger = Client::builder().cookie_store(true).build().unwrap();
    assert_eq!(stranger.get(wrong).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let answer = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = answer.get(&served.url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert_eq!(stranger.get(&served.url).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let asked = call(&stranger, &served, "gallery", json!({})).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn other_sites_and_other_names_are_turned_away() {
    let served = serve();
    let client = let_in(&served).await;
    let gallery = || client.post(format!("{}/call/gallery", served.base)).body("{}");
    let json = |request: reqwest::RequestBuilder| request.header(CONTENT_TYPE, "application/json");
    let status = async |request: reqwest::RequestBuilder| request.send().await.unwrap().status();
    let ours = json(gallery()).header(ORIGIN, &served.base);
    assert_eq!(status(ours).await, StatusCode::OK);
    let other_site = json(gallery()).header(ORIGIN, "http://evil.example");
    assert_eq!(status(other_site).await, StatusCode::FORBIDDEN);
    assert_eq!(status(json(gallery())).await, StatusCode::FORBIDDEN, "no origin");
    let other_name =
        json(gallery()).header(ORIGIN, "http://evil.example").header(HOST, "evil.example");
    assert_eq!(status(other_name).await, StatusCode::FORBIDDEN);
    let form = gallery().header(ORIGIN, &served.base).header(CONTENT_TYPE, "text/plain");
    assert_eq!(status(form).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn every_answer_carries_a_strict_policy() {
    let served = serve();
    let client = let_in(&served).await;
    for path in ["", "/nothing.js"] {
        let answer = client.get(format!("{}{path}", served.base)).send().await.unwrap();
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}

#[test]
fn an_address_beyond_this_machine_is_refused() {
    let served = Command::new(env!("CARGO_BIN_EXE_tabiji"))
        .args(["serve", "--listen", "0.0.0.0:0"])
        .output()
        .unwrap();
    assert_eq!(served.status.code(), Some(2));
}

#[test]
fn a_damaged_workspace_is_told_with_the_way_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("workspace.tabiji"), [7; 8192]).expect("it takes files");
    let served = |language: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_tabiji"))
            .args(["--lang", language, "serve", "--workspace"])
            .arg(folder.path())
            .output();
        let output = output.expect("tabiji starts");
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).expect("words")
    };
    assert!(served("en").contains("damaged") && served("en").contains("--from-snapshots"));
    assert!(served("ja").contains("壊れています") && served("ja").contains("--from-snapshots"));
}
