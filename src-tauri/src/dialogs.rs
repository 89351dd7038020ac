//! The system's dialogs for opening and saving: the only place a path comes from.

use app::commands::{Chosen, Host};
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};
use tokio::sync::oneshot;

/// Asks through the window's own dialogs.
pub(crate) struct Dialogs {
    app: AppHandle,
}

impl Dialogs {
    pub(crate) fn of(app: &AppHandle) -> Self {
        Self { app: app.clone() }
    }

    fn dialog(&self) -> FileDialogBuilder<tauri::Wry> {
        self.app.dialog().file().add_filter("Tabiji (.journey.json)", &["json"])
    }
}

impl Host for Dialogs {
    fn has_dialogs(&self) -> bool {
        true
    }

    fn choose_file(&self) -> Chosen<'_> {
        let (give, take) = oneshot::channel();
        self.dialog().pick_file(|chosen| drop(give.send(chosen)));
        Box::pin(async move { take.await.ok()??.into_path().ok() })
    }

    fn choose_place(&self, name: &str) -> Chosen<'_> {
        let (give, take) = oneshot::channel();
        self.dialog().set_file_name(name).save_file(|chosen| drop(give.send(chosen)));
        Box::pin(async move { take.await.ok()??.into_path().ok() })
    }
}
