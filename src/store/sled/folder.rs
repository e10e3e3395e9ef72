//! The store's folder: who holds it, which format it has, and that its files are on the disk.
//!
//! | file | what it is |
//! | --- | --- |
//! | `holder` | locked by the process that has the store open, and says which that is |
//! | `format` | the number of the format, written when the store was made |
//! | `groups` | how many groups of commits are known to be there (see [`super::witness`]) |
//! | `reserve` | room that is given up when the disk is full (see [`super::room`]) |
//! | `sled/`, `sled-1/`, … | the database |
//! | `database` | the name of the database in use, if not the first (see [`super::database`]) |
//!
//! A lock of the operating system ends with its process, so a kill leaves none behind.

use super::database::InUse;
use crate::store::StoreError;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

/// The format of a store's folder that this release writes, and the newest that it reads.
///
/// In format 1 there was one database and no file that names it; otherwise they are the same.
pub const FORMAT: u32 = 2;
const FORMAT_FILE: &str = "format";
const FORMAT_WORDS: &str = "proofmark store, format ";
const HOLDER_FILE: &str = "holder";
/// The name of the first database's folder.
pub(super) const DATABASE: &str = "sled";

/// How often it is looked whether an earlier database has let go of the log: for ten seconds …
const LOOKS: usize = 1_000;
/// … with so much time between.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// A folder held by this process.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// The locked file; closing it gives the folder free.
    holder: File,
    /// Which database is in use.
    pub(super) in_use: Mutex<InUse>,
}

impl Folder {
    /// Makes the folder if there is none, and takes hold of it for `holder`.
    pub(super) fn hold(path: &Path, holder: &str) -> Result<Self, StoreError> {
        make_private(path)?;
        let file_path = path.join(HOLDER_FILE);
        let failed = |error| io_fault("open", &file_path, &error);
        let mut file = private(OpenOptions::new().read(true).write(true).create(true))
            .truncate(false)
            .open(&file_path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Who holds it is told as well as it can be read.
                let _ = file.read_to_string(&mut holder);
                return Err(StoreError::Held {
                    path: path.to_owned(),
                    holder: match holder.trim() {
                        "" => "one that has just started".to_owned(),
                        holder => holder.to_owned(),
                    },
                });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let mut folder = Self {
            path: path.to_owned(),
            holder: file,
            in_use: Mutex::default(),
        };
        // On a full disk the store must still open; then nobody reads who holds it.
        let _ = folder.say(&format!("process {}, {holder}\n", std::process::id()));
        Ok(folder)
    }

    fn say(&mut self, words: &str) -> io::Result<()> {
        self.holder.set_len(0)?;
        self.holder.rewind()?;
        self.holder.write_all(words.as_bytes())
    }

    /// The folder's path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The path of sled's log.
    pub(super) fn log(&self) -> PathBuf {
        self.database().join("db")
    }

    /// Whether a store was made here before; refuses a format that this release does not know,
    /// and a store whose log is gone: sled would begin an empty one in its place.
    pub(super) fn is_made(&self) -> Result<bool, StoreError> {
        let path = self.path.join(FORMAT_FILE);
        let words = match std::fs::read_to_string(&path) {
            Ok(words) => words,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return match self.was_rewritten()? {
                    true => Err(corrupt(&path, "it is missing beside a database")),
                    false => Ok(false),
                };
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
            Err(error) => return Err(io_fault("read", &path, &error)),
        };
        let number = words.strip_prefix(FORMAT_WORDS).map(str::trim_end);
        let Some(found) = number.and_then(|number| number.parse::<u32>().ok()) else {
            return Err(corrupt(&path, "it does not tell the format of a store"));
        };
        if found > FORMAT {
            return Err(StoreError::NewerFormat {
                path: self.path.clone(),
                found,
                known: FORMAT,
            });
        }
        self.find_database()?;
        for file in ["db", "conf"] {
            let path = self.database().join(file);
            if std::fs::metadata(&path).map_or(0, |file| file.len()) == 0 {
                return Err(corrupt(&path, "it is missing or empty"));
            }
        }
        Ok(true)
    }

    /// Marks the store as made: from now on its log must be there.
    pub(super) fn mark_made(&self) -> Result<(), StoreError> {
        let path = self.path.join(FORMAT_FILE);
        let draft = self.path.join("format.new");
        let written = private(OpenOptions::new().write(true).create(true).truncate(true))
            .open(&draft)
            .and_then(|mut file| {
                writeln!(file, "{FORMAT_WORDS}{FORMAT}")?;
                file.sync_all()
            })
            .and_then(|()| std::fs::rename(&draft, &path))
            .and_then(|()| sync(&self.path));
        written.map_err(|error| io_fault("write", &path, &error))
    }

    /// Makes durable all files of the database in the folder `database`, and that they are there.
    pub(super) fn sync_database(&self, database: &Path) -> Result<(), StoreError> {
        let synced = std::fs::read_dir(database).and_then(|files| {
            for file in files {
                match sync(&file?.path()) {
                    // sled removes snapshots that newer ones replaced.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    synced => synced?,
                }
            }
            sync(database)?;
            sync(&self.path)?;
            // The folder itself is an entry of the one above it.
            match self.path.parent().filter(|path| path.is_dir()) {
                Some(parent) => sync(parent),
                None => Ok(()),
            }
        });
        synced.map_err(|error| io_fault("sync", database, &error))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The lock decides, the words are for people: it does no harm if they stay.
        let _ = self.holder.set_len(0);
    }
}

/// Makes the folder `database`, and sled's log in it durable as it is: what sled concludes from it
/// when it opens, it writes to files that it does sync. Nobody has the log open any more then.
pub(super) fn prepare_database(database: &Path) -> Result<(), StoreError> {
    make_private(database)?;
    let log = database.join("db");
    let file = match File::open(&log) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(io_fault("open", &log, &error)),
    };
    wait_until_free(&file, &log)?;
    drop_unfinished_snapshots(database).map_err(|error| io_fault("tidy", database, &error))?;
    file.sync_all()
        .map_err(|error| io_fault("sync", &log, &error))
}

/// Removes what a process that died left of a snapshot that it was writing. sled knows such files by
/// another ending than the one that it gives them, takes the last of them for a snapshot, and refuses
/// to open; all that stands in a snapshot stands in the log too.
fn drop_unfinished_snapshots(database: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(database)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Waits until nobody has a lock on sled's log `file`.
///
/// sled keeps its log, and the lock on it, until its last background task is done, which may be a
/// moment after the database was closed. Since this process holds the store's folder, such a task
/// is its own.
pub(super) fn wait_until_free(file: &File, log: &Path) -> Result<(), StoreError> {
    for _ in 0..LOOKS {
        match file.try_lock() {
            Ok(()) => {
                let freed = file.unlock();
                return freed.map_err(|error| io_fault("unlock", log, &error));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_LOOKS),
            Err(TryLockError::Error(error)) => return Err(io_fault("lock", log, &error)),
        }
    }
    Err(StoreError::Io {
        place: format!("lock {}", log.display()),
        detail: "an earlier database of this process does not let go of it".to_owned(),
    })
}

/// Makes a folder that only its owner may enter, unless there is one.
fn make_private(path: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(|error| io_fault("make", path, &error))
}

/// A file that is made is for its owner alone.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Makes a file or a folder durable.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// The error of `doing` something to a file.
pub(super) fn io_fault(doing: &str, path: &Path, error: &io::Error) -> StoreError {
    StoreError::Io {
        place: format!("{doing} {}", path.display()),
        detail: error.to_string(),
    }
}

/// The error of a file that is not what it must be.
pub(super) fn corrupt(path: &Path, detail: &str) -> StoreError {
    StoreError::Corrupt {
        place: path.display().to_string(),
        detail: detail.to_owned(),
    }
}
