//! The native menu: what the system does by itself, in the person's language. Everything else has its keys and
//! buttons in the page.

use journey::lang::Lang;
use tauri::AppHandle;
use tauri::menu::{Menu, PredefinedMenuItem, Submenu};

/// Puts the menu on the window.
pub(crate) fn set(app: &AppHandle, lang: Lang) -> tauri::Result<()> {
    let say = |en: &'static str, ja: &'static str| match lang {
        Lang::En => en,
        Lang::Ja => ja,
    };
    let close =
        PredefinedMenuItem::close_window(app, Some(say("Close window", "ウィンドウを閉じる")))?;
    let quit = PredefinedMenuItem::quit(app, Some(say("Quit", "終了")))?;
    let cut = PredefinedMenuItem::cut(app, Some(say("Cut", "切り取り")))?;
    let copy = PredefinedMenuItem::copy(app, Some(say("Copy", "コピー")))?;
    let paste = PredefinedMenuItem::paste(app, Some(say("Paste", "貼り付け")))?;
    let all = PredefinedMenuItem::select_all(app, Some(say("Select all", "すべて選択")))?;
    let file = Submenu::with_items(app, say("File", "ファイル"), true, &[&close, &quit])?;
    let edit = Submenu::with_items(app, say("Edit", "編集"), true, &[&cut, &copy, &paste, &all])?;
    app.set_menu(Menu::with_items(app, &[&file, &edit])?)?;
    Ok(())
}
