//! Prepares the window's resources. Where the pages were not built yet, one page says how, so that checks and tests
//! of everything else need no Node.

use std::fs;
use std::path::Path;

const UNBUILT: &str = "<!doctype html><meta charset=\"utf-8\"><title>Tabiji</title>\
    <p>The designer's pages are not in this build; make build builds them.\
    <p lang=\"ja\">このビルドには画面が含まれていません。make build で作成できます。\n";

fn main() {
    let pages = Path::new("../ui/dist");
    if !pages.join("index.html").exists() {
        fs::create_dir_all(pages).expect("ui/dist can be made");
        fs::write(pages.join("index.html"), UNBUILT).expect("ui/dist can be written");
    }
    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))
        .expect("the window's resources fit");
}
