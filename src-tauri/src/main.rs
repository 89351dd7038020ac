//! The desktop door: a window on the core. Owns the window, its menu and the system's dialogs, so that paths come
//! from the person and never from a page; decides nothing about journeys.

mod dialogs;
mod menu;
#[cfg(target_os = "linux")]
mod print;
mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use app::commands::Desk;
use app::journeys::ENDING;
use app::places;
use app::refused::Refused;
use app::session::Session;
use app::words::system_lang;
use journey::lang::Lang;
use serde_json::Value;
use tauri::{AppHandle, Manager, State};

use dialogs::Dialogs;

/// The one command of the page: a name of the core's table, and its request.
#[tauri::command]
async fn call(
    app: AppHandle,
    desk: State<'_, Desk<Dialogs>>,
    name: String,
    request: Value,
) -> Result<Value, Refused> {
    let spoken = name == "prefer" && request["key"] == "language";
    let answer = desk.call(&name, request).await?;
    if spoken {
        // A menu in the language of before is no reason to refuse what was kept.
        drop(menu::set(&app, lang(&desk.session).await));
    }
    Ok(answer)
}

/// Returns the language the person chose, else the system's.
async fn lang(session: &Session) -> Lang {
    session.chosen_lang().await.ok().flatten().unwrap_or_else(system_lang)
}

fn main() -> ExitCode {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, args, folder| {
            window::to_front(app);
            if let Some(path) = journey_in(args) {
                // Named as from where the other start was made, which may be elsewhere.
                open_path(app, Path::new(&folder).join(path));
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![call])
        .setup(|app| start(app.handle()))
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tabiji-designer: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the workspace, then the window. Why a workspace cannot be opened is told in a dialog; one that is damaged can
/// be started anew from its snapshots.
fn start(app: &AppHandle) -> Result<(), Box<dyn std::error::Error>> {
    let folder =
        std::env::var_os("TABIJI_WORKSPACE").map(PathBuf::from).or_else(places::own_folder);
    let folder =
        folder.ok_or("found no place for a workspace; set TABIJI_WORKSPACE to a folder")?;
    let workspace = places::workspace_in(&folder)?;
    match tauri::async_runtime::block_on(Session::open(&workspace, now)) {
        Ok(session) => begin(app, session),
        Err(refused) if refused.code == "damaged_workspace" => {
            dialogs::ask_for_snapshots(app, &refused, move |app| start_anew(app, &workspace));
            Ok(())
        }
        Err(refused) => {
            dialogs::tell_and_end(app, &refused);
            Ok(())
        }
    }
}

/// Starts a damaged workspace anew from its snapshots.
fn start_anew(app: &AppHandle, workspace: &Path) {
    let session = tauri::async_runtime::block_on(Session::open_from_snapshots(workspace, now));
    match session.map(|session| begin(app, session)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            eprintln!("tabiji-designer: {error}");
            app.exit(1);
        }
        Err(refused) => dialogs::tell_and_end(app, &refused),
    }
}

/// Opens the window on the workspace.
fn begin(app: &AppHandle, session: Session) -> Result<(), Box<dyn std::error::Error>> {
    let lang = tauri::async_runtime::block_on(lang(&session));
    app.manage(Desk { session, host: Dialogs::of(app) });
    menu::set(app, lang)?;
    let asked = journey_in(std::env::args().collect());
    let document = asked.and_then(|path| {
        let desk = app.state::<Desk<Dialogs>>();
        let opened = tauri::async_runtime::block_on(desk.session.open_path(&path));
        opened.inspect_err(|refused| dialogs::tell(app, refused)).ok()
    });
    window::open(app, document.as_deref())?;
    Ok(())
}

/// Opens a file that another start of the program brought, in the window there is.
fn open_path(app: &AppHandle, path: PathBuf) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let desk = app.state::<Desk<Dialogs>>();
        match desk.session.open_path(&path).await {
            Ok(document) => window::show(&app, &document),
            Err(refused) => dialogs::tell(&app, &refused),
        }
    });
}

fn journey_in(args: Vec<String>) -> Option<PathBuf> {
    args.into_iter().skip(1).find(|arg| arg.ends_with(ENDING)).map(PathBuf::from)
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
