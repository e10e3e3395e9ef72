//! Files that only their owner may read: reading them strictly, making them without ever
//! overwriting one.

use super::KeyringError;
use crate::identity::MAX_KEY_FILE_BYTES;
use std::fmt;
use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _,
};
use std::path::Path;
use zeroize::Zeroizing;

/// What the owner may do with a key file; nothing more is taken.
const OWNER_ONLY: u32 = 0o600;

/// Who has which access to a file that they must not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// Everyone on the machine.
    Everyone,
    /// The group of the file.
    Group,
    /// The owner may execute it, or a special bit is set.
    Odd,
}

impl Exposure {
    /// The exposure of a file with these permissions, if it has any.
    pub fn of(mode: u32) -> Option<Exposure> {
        match mode & 0o7777 {
            mode if mode & 0o007 != 0 => Some(Exposure::Everyone),
            mode if mode & 0o070 != 0 => Some(Exposure::Group),
            mode if mode & !OWNER_ONLY != 0 => Some(Exposure::Odd),
            _ => None,
        }
    }
}

impl fmt::Display for Exposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Exposure::Everyone => "everyone on this machine has access to the file",
            Exposure::Group => "the group of the file has access to it",
            Exposure::Odd => "the permissions are not those of a key file",
        })
    }
}

/// The bytes of a regular file that is its owner's alone, at most `limit` and one more.
pub(super) fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
    let io = |doing, source| io_error(path, doing, source);
    let looked_at = path
        .symlink_metadata()
        .map_err(|error| io("looking at the file", error))?;
    check_kind(path, &looked_at)?;
    let file = File::open(path).map_err(|error| io("opening the file", error))?;
    // What counts is the file that was opened, should another have been put in its place.
    let opened = file
        .metadata()
        .map_err(|error| io("looking at the file", error))?;
    if (opened.dev(), opened.ino()) != (looked_at.dev(), looked_at.ino()) {
        let changed = io::Error::other("another file was put in its place meanwhile");
        return Err(io("opening the file", changed));
    }
    let mode = opened.mode() & 0o7777;
    if let Some(exposure) = Exposure::of(mode) {
        return Err(KeyringError::Exposed {
            path: path.to_owned(),
            mode,
            exposure,
        });
    }
    // Room for all from the start: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit + 1));
    file.take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| io("reading the file", error))?;
    Ok(bytes)
}

fn check_kind(path: &Path, metadata: &Metadata) -> Result<(), KeyringError> {
    let kind = metadata.file_type();
    let what = if kind.is_file() {
        return Ok(());
    } else if kind.is_symlink() {
        "a symbolic link"
    } else if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a pipe"
    } else {
        "a special file"
    };
    Err(KeyringError::NotAFile {
        path: path.to_owned(),
        what,
    })
}

/// Makes the folder, for the owner alone, if it is not there.
pub(super) fn ensure_folder(folder: &Path) -> Result<(), KeyringError> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| io_error(folder, "making the folder", error))?;
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent),
        _ => sync_folder(Path::new(".")),
    }
}

/// Makes a new file with these bytes, durable and readable by its owner alone.
///
/// The bytes go into a hidden file first. That file is then linked under its real name, which,
/// unlike renaming, fails when the name is taken.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), KeyringError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = path.with_file_name(format!(".{name}.new"));
    write_new(&hidden, bytes)?;
    let linked = std::fs::hard_link(&hidden, path);
    let removed = std::fs::remove_file(&hidden);
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(KeyringError::Exists {
                path: path.to_owned(),
            });
        }
        linked => linked.map_err(|error| io_error(path, "naming the new file", error))?,
    }
    removed.map_err(|error| io_error(&hidden, "removing the temporary name", error))?;
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

/// Overwrites a file and removes it. A disk that keeps what was written before is not reached by
/// this: what counts then is that the bytes were encrypted.
pub(super) fn destroy(path: &Path) -> Result<(), KeyringError> {
    let overwrite = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let length = file.metadata()?.len().min(MAX_KEY_FILE_BYTES as u64);
        file.write_all(&vec![0; usize::try_from(length).unwrap_or_default()])?;
        file.sync_all()
    };
    // A file that cannot be overwritten is removed all the same.
    let _ = overwrite();
    std::fs::remove_file(path).map_err(|error| io_error(path, "removing the file", error))?;
    path.parent().map_or(Ok(()), sync_folder)
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), KeyringError> {
    let io = |error: io::Error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            let path = path.to_owned();
            return KeyringError::Exists { path };
        }
        io_error(path, "making the file", error)
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(OWNER_ONLY)
        .open(path)
        .map_err(io)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a key is of no use to anyone; the error that counts is the first.
        let _ = std::fs::remove_file(path);
    }
    written.map_err(|error| io_error(path, "writing the file", error))
}

/// Makes the names in a folder durable.
fn sync_folder(folder: &Path) -> Result<(), KeyringError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| io_error(folder, "making the folder durable", error))
}

fn io_error(path: &Path, doing: &'static str, source: io::Error) -> KeyringError {
    KeyringError::Io {
        path: path.to_owned(),
        doing,
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_may_have_access() {
        for mode in [0o600, 0o400, 0o200, 0o100_600] {
            assert_eq!(Exposure::of(mode), None, "{mode:o}");
        }
        for (mode, exposure) in [
            (0o644, Exposure::Everyone),
            (0o604, Exposure::Everyone),
            (0o602, Exposure::Everyone),
            (0o640, Exposure::Group),
            (0o620, Exposure::Group),
            (0o700, Exposure::Odd),
            (0o4600, Exposure::Odd),
        ] {
            assert_eq!(Exposure::of(mode), Some(exposure), "{mode:o}");
        }
    }
}
