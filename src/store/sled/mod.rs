//! The store in a folder: sled, with what sled lacks.
//!
//! sled 0.34 is an ordered map with atomic batches. Here it gets a single committer that gathers
//! waiting commits and syncs the log before it answers ([`committer`]), readers that see durable
//! data only ([`view`]), large values in chunks and a checksum for each record ([`layout`]), a
//! folder that one process holds and that knows its format ([`folder`]), and a disk that is never
//! quite full ([`room`]).

mod committer;
mod folder;
mod group;
mod layout;
mod room;
mod view;

use self::committer::Committer;
use self::folder::{Folder, io_fault};
use self::group::Prepared;
use self::room::Room;
use self::view::View;
use super::{Commit, Conflict, Page, Scan, Store, StoreError};
use std::any::Any;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a [`SledStore`] uses the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SledOptions {
    /// Bytes of the database that are kept in memory, about.
    pub cache_bytes: u64,
    /// Bytes of the disk that commits leave free, and bytes that are held in reserve in a file
    /// so that the store can be opened on a full disk. Zero turns both off.
    pub spare_bytes: u64,
}

impl Default for SledOptions {
    fn default() -> Self {
        Self {
            cache_bytes: 64 << 20,
            spare_bytes: 16 << 20,
        }
    }
}

/// A store in a folder, held by this process.
///
/// Dropping it answers what is waiting and gives the folder free.
#[derive(Debug)]
pub struct SledStore {
    committer: Committer,
    view: Arc<View>,
    next_chunk: AtomicU64,
    health: AtomicU64,
}

impl SledStore {
    /// Opens the store in the folder `path`, which is made if there is none. `holder` is what
    /// another process is told that wants to open it meanwhile, such as `serve on
    /// 127.0.0.1:8080`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Held`], [`StoreError::NewerFormat`], [`StoreError::Corrupt`],
    /// [`StoreError::Full`] and [`StoreError::Io`].
    pub fn open(path: &Path, options: &SledOptions, holder: &str) -> Result<Self, StoreError> {
        let folder = Folder::hold(path, holder)?;
        let room = Room::new(path, options.spare_bytes);
        let made = folder.is_made()?;
        room.make()?;
        let opener = Opener {
            cache_bytes: options.cache_bytes,
            folder,
            room,
        };
        let (database, log) = opener.open()?;
        let last = |range: [[u8; 1]; 2]| {
            let [from, to] = range;
            database.range(from..to).next_back().transpose()
        };
        let unreadable = |error| fault(error, place_of);
        let chunk = last([layout::CHUNKS, layout::CHUNKS_END]).map_err(unreadable)?;
        let chunk = chunk.and_then(|(key, _)| layout::chunk_id(&key));
        if !made {
            let record = last([layout::RECORDS, layout::RECORDS_END]).map_err(unreadable)?;
            if record.is_some() {
                return Err(StoreError::Corrupt {
                    place: path.display().to_string(),
                    detail: "the file `format` is missing beside a database".to_owned(),
                });
            }
            opener.folder.mark_made()?;
        }
        opener.room.hold_back()?;
        let view = Arc::new(View::new(database));
        Ok(Self {
            committer: Committer::start(view.clone(), opener, log)?,
            view,
            next_chunk: AtomicU64::new(chunk.map_or(0, |id| id + 1)),
            health: AtomicU64::new(0),
        })
    }
}

impl Store for SledStore {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        guarded("read", || self.view.read().get(key))
    }

    fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        guarded("read", || self.view.read().scan(scan))
    }

    fn commit(&self, commit: Commit) -> Result<Result<(), Conflict>, StoreError> {
        commit.check_sizes()?;
        let new_id = || self.next_chunk.fetch_add(1, Ordering::Relaxed);
        self.committer.commit(Prepared::new(commit, new_id))
    }

    fn health(&self) -> Result<(), StoreError> {
        let count = self.health.fetch_add(1, Ordering::Relaxed);
        // Without expectations there is no conflict.
        self.committer.commit(Prepared::probe(count)).map(|_| ())
    }
}

/// What it takes to open the database, once and again.
#[derive(Debug)]
struct Opener {
    cache_bytes: u64,
    folder: Folder,
    room: Room,
}

impl Opener {
    /// Opens the database and its log. Everything in it is durable then.
    fn open(&self) -> Result<(sled::Db, File), StoreError> {
        self.folder.prepare_database()?;
        let config = sled::Config::default()
            .path(self.folder.database())
            .cache_capacity(self.cache_bytes)
            .segment_size(layout::SEGMENT)
            .flush_every_ms(None);
        let database = guarded("open the database", || {
            config.open().map_err(|error| {
                if is_full(&error) {
                    return self.room.exhausted();
                }
                fault(error, || self.folder.database().display().to_string())
            })
        })?;
        database
            .flush()
            .map_err(|error| fault(error, || self.folder.log().display().to_string()))?;
        self.folder.sync_database()?;
        let log = self.folder.log();
        let file = File::open(&log).map_err(|error| io_fault("open", &log, &error))?;
        Ok((database, file))
    }
}

/// What `work` comes to, with a panic of sled, which has assertions about its files, as an error.
fn guarded<T>(doing: &str, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(panicked(doing, &*panic)))
}

/// The error for a panic.
fn panicked(doing: &str, panic: &(dyn Any + Send)) -> StoreError {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
    StoreError::Corrupt {
        place: format!("the database, to {doing}"),
        detail: said.unwrap_or("the engine gave up").to_owned(),
    }
}

/// Whether sled found the disk full.
fn is_full(error: &sled::Error) -> bool {
    matches!(error, sled::Error::Io(error) if error.kind() == io::ErrorKind::StorageFull)
}

/// sled's error as ours; `place` says where.
fn fault(error: sled::Error, place: impl FnOnce() -> String) -> StoreError {
    match error {
        sled::Error::Io(error) => StoreError::Io {
            place: place(),
            detail: error.to_string(),
        },
        error => StoreError::Corrupt {
            place: place(),
            detail: error.to_string(),
        },
    }
}

/// Where an entry is damaged that cannot be read at all.
fn place_of() -> String {
    "the database, between two records".to_owned()
}
