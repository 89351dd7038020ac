//! Where the workspace stands when nobody says otherwise: both doors look in the same place.

use std::path::{Path, PathBuf};

/// The workspace's file within its folder.
const FILE: &str = "workspace.tabiji";

/// Returns the workspace of a folder, which is made where it is not there.
pub fn workspace_in(folder: &Path) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    Ok(folder.join(FILE))
}

/// Returns the folder of the person's own workspace; none where the system names no place for it.
pub fn own_folder() -> Option<PathBuf> {
    Some(dirs::data_dir()?.join("tabiji"))
}
