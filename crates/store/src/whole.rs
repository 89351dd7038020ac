//! Files that are written whole or not at all. Knows nothing of what stands in them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Puts bytes in a file: whole, or not at all.
///
/// They go to a new file beside it that is made durable, then takes the old one's name.
pub fn save_bytes(path: &Path, bytes: &[u8]) -> io::Result<()> {
    save_with(path, |file| file.write_all(bytes))
}

/// As [`save_bytes`], with bytes that come one after the other.
pub fn save_with(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // A device or a pipe (`/dev/stdout`) is written to, never replaced.
    if fs::metadata(path).is_ok_and(|old| !old.is_file() && !old.is_dir()) {
        let mut file = File::options().write(true).open(path)?;
        write(&mut file)?;
        return file.flush();
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut new = beside(folder)?;
    write(new.as_file_mut())?;
    match fs::metadata(path) {
        Ok(old) => new.as_file().set_permissions(old.permissions())?,
        Err(_) => readable(new.as_file())?,
    }
    take_name(new, folder, path)
}

/// Puts bytes in a file that only its owner may read: whole, or not at all.
pub(crate) fn save_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    // Temporary files are their owner's alone.
    let mut new = beside(folder)?;
    new.write_all(bytes)?;
    take_name(new, folder, path)
}

fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".tabiji-").tempfile_in(folder)
}

/// Makes a new file durable, and gives it its name.
fn take_name(new: NamedTempFile, folder: &Path, path: &Path) -> io::Result<()> {
    new.as_file().sync_all()?;
    fs::rename(new.path(), path)?;
    new.into_temp_path().keep().map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Gives a new file the usual permissions; temporary files have none for others.
#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows makes names durable by itself, and opens no folders.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_save_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.journey.json");
        fs::write(&path, "old").unwrap();
        let failed = save_with(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("no room"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_to_and_never_replaced() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
        assert!(made.success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).expect("the pipe is read")
        });
        save_bytes(&pipe, b"report").expect("a pipe takes bytes");
        assert_eq!(reader.join().expect("the reader ends"), b"report");
        assert!(fs::metadata(&pipe).expect("still there").file_type().is_fifo());
    }
}
