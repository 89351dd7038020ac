//! Files that are written whole or not at all. Knows nothing of what stands in them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// How the names of new files begin, until they take their own.
const BESIDE: &str = ".tabiji-";

/// Letters of chance that follow.
const CHANCE: usize = 6;

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

/// Puts bytes in a file that is not there yet and that only its owner may read: whole, or not at all.
///
/// # Errors
///
/// `AlreadyExists` where there is anything of that name, be it a link that leads nowhere; nothing is changed then.
pub fn create_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Temporary files are their owner's alone.
    let mut new = beside(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist_noclobber(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Makes a new file in a folder, locked as long as it is written, and clears away what a killed program left there.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    sweep(folder);
    loop {
        let new = tempfile::Builder::new().prefix(BESIDE).rand_bytes(CHANCE).tempfile_in(folder)?;
        // Where a file system has no locks, nobody sweeps either.
        let _ = new.as_file().lock();
        // Another program may have swept it away before it was locked.
        if new.path().exists() {
            return Ok(new);
        }
    }
}

/// Removes the new files that nobody writes any more. What cannot be removed stays: it is in nobody's way.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let ours = name.to_str().and_then(|name| name.strip_prefix(BESIDE)).is_some_and(|chance| {
            chance.len() == CHANCE && chance.bytes().all(|c| c.is_ascii_alphanumeric())
        });
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        if let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(entry.path());
        }
    }
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

    #[test]
    fn what_a_killed_program_left_is_cleared_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let names = || {
            let mut names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let others = [".tabiji", ".tabiji-notes.txt", ".tabiji-日本語", "tabiji-abcdef"];
        for name in others {
            fs::write(folder.path().join(name), "kept").unwrap();
        }
        fs::write(folder.path().join(".tabiji-abc123"), "half").unwrap();
        let written = beside(folder.path()).unwrap();
        let path = folder.path().join("a.journey.json");
        save_bytes(&path, b"new").unwrap();
        assert!(written.path().exists(), "somebody else's save goes on");
        drop(written);
        let mut expected: Vec<_> = others.iter().map(std::ffi::OsString::from).collect();
        expected.push("a.journey.json".into());
        expected.sort();
        assert_eq!(names(), expected);
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_its_owners_alone_and_never_written_over() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.key");
        create_private(&path, b"secret").expect("there is nothing yet");
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = create_private(&path, b"other").expect_err("it is there");
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        let link = folder.path().join("link.key");
        std::os::unix::fs::symlink("nowhere", &link).expect("a link");
        let led = create_private(&link, b"other").expect_err("it is there");
        assert_eq!(led.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).expect("it is read"), b"secret");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 2);
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
