//! `tabiji serve`: the designer in a browser, on the same core as the window. Listens on loopback only, and lets in
//! only who opened the address it printed.

mod guard;
mod pages;

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use app::commands::{Desk, NoDialogs};
use app::refused::Refused;
use app::session::Session;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::Answer;
use crate::args::ServeArgs;
use crate::door::Door;
use crate::failure::Failure;

use guard::Guard;

/// Most bytes of a request: a journey file of the largest size, written as JSON text.
const LARGEST: usize = 48_000_000;

/// What every request is answered from.
struct Served {
    desk: Desk<NoDialogs>,
    guard: Guard,
}

/// Serves until the program is ended.
pub(crate) fn run(door: &mut Door, args: &ServeArgs) -> Result<Answer, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| cannot_listen(&error))?.block_on(serve(door, args))
}

async fn serve(door: &mut Door, args: &ServeArgs) -> Result<Answer, Failure> {
    let folder = args.workspace.clone().or_else(app::places::own_folder).ok_or_else(|| {
        Failure::new(
            "found no place for a workspace; name a folder with --workspace",
            "ワークスペースの場所が決まりません。--workspace でフォルダーを指定してください",
        )
    })?;
    let workspace = app::places::workspace_in(&folder).map_err(|error| {
        let folder = folder.display();
        Failure::new(
            format!("{folder}: cannot be made: {error}; choose another folder with --workspace"),
            format!("{folder}：作成できません（{error}）。--workspace で別のフォルダーを指定してください"),
        )
    })?;
    let session = match args.from_snapshots {
        true => Session::open_from_snapshots(&workspace, now).await?,
        false => Session::open(&workspace, now).await.map_err(cannot_open)?,
    };
    let listener = TcpListener::bind(args.listen).await.map_err(|error| cannot_listen(&error))?;
    let address = listener.local_addr().map_err(|error| cannot_listen(&error))?;
    let (guard, token) = Guard::new(address);
    let desk = Desk { session, host: NoDialogs };
    let url = format!("http://{address}/?token={token}\n");
    door.give(url.as_bytes())?;
    let served = router(Arc::new(Served { desk, guard }));
    axum::serve(listener, served).await.map_err(|error| cannot_listen(&error))?;
    Ok(Answer::Yes)
}

fn router(served: Arc<Served>) -> Router {
    let guarded = axum::middleware::from_fn_with_state(served.clone(), guard::check);
    Router::new()
        .route("/call/{name}", post(call))
        .route("/", get(pages::first))
        .route("/{*path}", get(pages::page))
        .layer(guarded)
        .layer(DefaultBodyLimit::max(LARGEST))
        .with_state(served)
}

/// Answers a command: 200 with its reply, 422 with why it could not be done.
async fn call(
    State(served): State<Arc<Served>>,
    Path(name): Path<String>,
    body: Bytes,
) -> Response {
    let request: Result<Value, _> = serde_json::from_slice(&body);
    let answer = match request {
        Ok(request) => served.desk.call(&name, request).await,
        Err(error) => Err(Refused::unreadable(error)),
    };
    match answer {
        Ok(reply) => json(StatusCode::OK, &reply),
        Err(refused) => json(StatusCode::UNPROCESSABLE_ENTITY, &refused),
    }
}

fn json(status: StatusCode, value: &impl serde::Serialize) -> Response {
    let body = serde_json::to_vec(value).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Says why the workspace cannot be opened; where it is damaged, how it can be.
fn cannot_open(refused: Refused) -> Failure {
    if refused.code != "damaged_workspace" {
        return refused.into();
    }
    let message = refused.message;
    Failure::new(
        format!("{}; add --from-snapshots", message.en),
        format!("{}。--from-snapshots を付けてください", message.ja),
    )
}

fn cannot_listen(error: &std::io::Error) -> Failure {
    Failure::new(
        format!("cannot listen: {error}; choose another port with --listen 127.0.0.1:0"),
        format!(
            "接続を待ち受けられません（{error}）。--listen 127.0.0.1:0 で別のポートを選んでください"
        ),
    )
}
