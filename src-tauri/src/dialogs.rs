//! The system's dialogs: for opening and saving, the only place a path comes from; and for what must be told before
//! there is a window.

use std::path::Path;

use app::commands::{Chosen, Host, Paper, Print};
use app::refused::Refused;
use app::words::system_lang;
use journey::lang::Lang;
use tauri::AppHandle;
use tauri_plugin_dialog::{
    DialogExt, FileDialogBuilder, MessageDialogBuilder, MessageDialogButtons, MessageDialogKind,
};
use tokio::sync::oneshot;

/// What files of customers and events end in.
const DATA: [&str; 8] = ["csv", "tsv", "tab", "jsonl", "ndjson", "gz", "xlsx", "parquet"];

/// Asks through the window's own dialogs.
pub(crate) struct Dialogs {
    app: AppHandle,
}

impl Dialogs {
    pub(crate) fn of(app: &AppHandle) -> Self {
        Self { app: app.clone() }
    }

    /// Shows files like this one only.
    fn dialog(&self, name: &str) -> FileDialogBuilder<tauri::Wry> {
        let file = self.app.dialog().file();
        match name.rsplit_once('.') {
            Some((_, ending @ ("svg" | "png" | "pdf"))) => {
                file.add_filter(format!("{} (.{ending})", ending.to_uppercase()), &[ending])
            }
            Some((_, "csv")) => file.add_filter("CSV, Excel, Parquet, JSON Lines", &DATA),
            _ => file.add_filter("Tabiji (.journey.json)", &["json"]),
        }
    }
}

impl Host for Dialogs {
    fn has_dialogs(&self) -> bool {
        true
    }

    fn choose_file(&self, like: &str) -> Chosen<'_> {
        let (give, take) = oneshot::channel();
        self.dialog(like).pick_file(|chosen| drop(give.send(chosen)));
        Box::pin(async move { take.await.ok()??.into_path().ok() })
    }

    fn choose_place(&self, name: &str) -> Chosen<'_> {
        let (give, take) = oneshot::channel();
        self.dialog(name).set_file_name(name).save_file(|chosen| drop(give.send(chosen)));
        Box::pin(async move { take.await.ok()??.into_path().ok() })
    }

    #[cfg(target_os = "linux")]
    fn print(&self, to: &Path, paper: Paper) -> Print<'_> {
        let (app, to) = (self.app.clone(), to.to_owned());
        Box::pin(async move { crate::print::print(app, &to, paper).await })
    }

    #[cfg(not(target_os = "linux"))]
    fn print(&self, _to: &Path, _paper: Paper) -> Print<'_> {
        Box::pin(std::future::ready(Err("this system's window prints no files".to_owned())))
    }
}

/// Tells that the workspace is damaged and asks whether to start it anew from its snapshots; else the program ends.
pub(crate) fn ask_for_snapshots(
    app: &AppHandle,
    refused: &Refused,
    start: impl FnOnce(&AppHandle) + Send + 'static,
) {
    let (yes, no) = match system_lang() {
        Lang::En => ("Start from snapshots", "Quit"),
        Lang::Ja => ("スナップショットから始める", "終了"),
    };
    let buttons = MessageDialogButtons::OkCancelCustom(yes.to_owned(), no.to_owned());
    let answering = app.clone();
    message(app, refused).buttons(buttons).show(move |chosen| {
        let app = answering.clone();
        let answer = move || if chosen { start(&app) } else { app.exit(1) };
        if answering.run_on_main_thread(answer).is_err() {
            answering.exit(1);
        }
    });
}

/// Tells why the workspace cannot be opened, and ends the program.
pub(crate) fn tell_and_end(app: &AppHandle, refused: &Refused) {
    let answering = app.clone();
    message(app, refused).show(move |_| answering.exit(1));
}

/// Tells why a file that the program was started with cannot be opened; the window opens without it.
pub(crate) fn tell(app: &AppHandle, refused: &Refused) {
    message(app, refused).show(|_| {});
}

fn message(app: &AppHandle, refused: &Refused) -> MessageDialogBuilder<tauri::Wry> {
    let text = refused.message.get(system_lang());
    eprintln!("tabiji-designer: {text}");
    app.dialog().message(text).title("Tabiji 旅路").kind(MessageDialogKind::Error)
}
