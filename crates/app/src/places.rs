//! Where things stand in the file system: the workspace when nobody says otherwise, and what a person gave a name.

use std::path::{Path, PathBuf};

use crate::journeys::ENDING;

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

/// Gives a file the ending of the name that was suggested for it, where the person left it out, so that it is found
/// again; but never makes it another file's name, since nobody was asked whether that one may be overwritten.
pub fn with_ending(path: PathBuf, suggested: &str) -> PathBuf {
    let short = suggested.rfind('.').map_or("", |dot| &suggested[dot..]);
    let ending = if suggested.ends_with(ENDING) { ENDING } else { short };
    if path.to_string_lossy().ends_with(ending) {
        return path;
    }
    let mut whole = path.clone().into_os_string();
    whole.push(ending);
    let whole = PathBuf::from(whole);
    if whole.exists() { path } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gets_its_ending_and_never_the_name_of_another() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = |name: &str| folder.path().join(name);
        let named = |name: &str, suggested: &str| with_ending(at(name), suggested);
        assert_eq!(named("旅", "a.journey.json"), at("旅.journey.json"));
        assert_eq!(named("旅.journey.json", "a.journey.json"), at("旅.journey.json"));
        assert_eq!(named("第2版. 春", "図 1.5.svg"), at("第2版. 春.svg"));
        assert_eq!(named("表", "表"), at("表"));
        std::fs::write(at("旅.journey.json"), "").expect("a file");
        assert_eq!(named("旅", "a.journey.json"), at("旅"));
    }
}
