//! The store in a folder: sled, with what sled lacks.
//!
//! sled 0.34 is an ordered map with atomic batches. Here it gets a single committer that gathers
//! waiting commits and syncs the log before it answers ([`committer`]), readers that see durable
//! data only ([`view`]), large values in chunks and a checksum for each record ([`layout`]), a
//! folder that one process holds and that knows its format ([`folder`]), a witness to what was
//! committed ([`witness`]), and a disk that is never quite full ([`room`]). It can be copied
//! ([`copy`]) and rewritten ([`rewrite`], [`database`]) while it is at work.

mod committer;
mod copy;
mod database;
mod folder;
mod group;
mod layout;
mod rewrite;
mod room;
mod view;
mod witness;

pub use self::folder::FORMAT;

use self::committer::Committer;
use self::copy::{Noting, copy_rest};
use self::folder::{Folder, io_fault, prepare_database};
use self::group::Prepared;
use self::room::Room;
use self::view::{State, View};
use self::witness::Witness;
use super::{Commit, Conflict, Page, Scan, Sink, Store, StoreError};
use std::any::Any;
use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The tree with the number of the last group, and the key there.
const GROUPS: &[u8] = b"groups";

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
    next_chunk: Arc<AtomicU64>,
    /// Locked by the copy or the rewriting under way.
    copying: Mutex<()>,
    health: AtomicU64,
    /// Last, because the folder is given free only when the database is closed.
    opener: Arc<Opener>,
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
        let opener = Arc::new(Opener {
            cache_bytes: options.cache_bytes,
            folder,
            room,
        });
        let opened = opener.open(made)?;
        let unreadable = |error| fault(error, place_of);
        let last = |from: [u8; 1], to: [u8; 1]| {
            let mut entries = opened.database.map.range(from..to);
            entries.next_back().transpose().map_err(unreadable)
        };
        let chunk = last(layout::CHUNKS, layout::CHUNKS_END)?;
        let chunk = chunk.and_then(|(key, _)| layout::chunk_id(&key));
        if !made {
            if last(layout::RECORDS, layout::RECORDS_END)?.is_some() {
                return Err(StoreError::Corrupt {
                    place: path.display().to_string(),
                    detail: "the file `format` is missing beside a database".to_owned(),
                });
            }
            opener.folder.mark_made()?;
        }
        opener.folder.remove_unused()?;
        opener.room.hold_back()?;
        let view = Arc::new(View::new(opened.database.map.clone()));
        Ok(Self {
            committer: Committer::start(view.clone(), opener.clone(), opened)?,
            view,
            next_chunk: Arc::new(AtomicU64::new(chunk.map_or(0, |id| id + 1))),
            copying: Mutex::default(),
            health: AtomicU64::new(0),
            opener,
        })
    }
}

impl SledStore {
    /// Reads from the durable state. sled may write while it reads (it puts off the splitting of
    /// its pages until they are next visited), and finding the disk full it would then read no
    /// more; so the database is opened again, and the reading done again.
    fn read<T>(&self, work: impl Fn(&State) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let read = || guarded("read", || work(&self.view.read()));
        match read() {
            Err(StoreError::Full { .. }) => {}
            outcome => return outcome,
        }
        self.view.ask_to_reopen();
        // The empty commit only makes the committer look to its database.
        let reopened = self.committer.commit(Prepared::default());
        let outcome = reopened.and_then(|_| read());
        outcome.map_err(|error| self.opener.room.told(error))
    }
}

impl Store for SledStore {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|state| state.get(key))
    }

    fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        self.read(|state| state.scan(scan))
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

    fn copy(&self, sink: &mut Sink<'_>) -> Result<(), StoreError> {
        let _turn = self.copying.lock().unwrap_or_else(PoisonError::into_inner);
        let noting = Noting::begin(&self.view);
        self.copy_most(&noting, sink)?;
        // Nothing becomes visible while this lock is held.
        let state = self.view.read();
        copy_rest(&state, sink).map_err(|error| self.opener.room.told(error))
    }

    fn rewrite(&self) -> Result<(), StoreError> {
        self.rewrite_all()
    }
}

/// What it takes to open the database, once and again.
#[derive(Debug)]
struct Opener {
    cache_bytes: u64,
    folder: Folder,
    room: Room,
}

/// The database, opened for the committer.
#[derive(Debug)]
struct Opened {
    database: Database,
    /// The number of the last group.
    group: u64,
    witness: Witness,
}

/// sled, opened.
#[derive(Debug)]
struct Database {
    map: sled::Db,
    /// Where the number of the last group is. It is a tree of its own because a tree writes
    /// neighbours anew together.
    groups: sled::Tree,
    /// sled's log, to be synced.
    log: File,
}

impl Opener {
    /// Opens the database in use; `made` tells whether there must be one. Everything in it is
    /// durable then.
    fn open(&self, made: bool) -> Result<Opened, StoreError> {
        let mut witness = Witness::open(self.folder.path(), made)?;
        let path = self.folder.database();
        let database = self.open_database(&path)?;
        let group = database.group()?;
        witness.check(group)?;
        self.folder.sync_database(&path)?;
        witness.note(group)?;
        witness.sync()?;
        Ok(Opened {
            database,
            group,
            witness,
        })
    }

    /// Opens the database in the folder `path`, or an empty one, and its log.
    fn open_database(&self, path: &Path) -> Result<Database, StoreError> {
        prepare_database(path)?;
        let config = sled::Config::default()
            .path(path)
            .cache_capacity(self.cache_bytes)
            .segment_size(layout::SEGMENT)
            .flush_every_ms(None);
        let failed = |error| {
            let error = fault(error, || path.display().to_string());
            self.room.told(error)
        };
        let (map, groups) = guarded("open the database", || {
            let map = config.open().map_err(failed)?;
            let groups = map.open_tree(GROUPS).map_err(failed)?;
            map.flush().map_err(failed)?;
            Ok((map, groups))
        })?;
        let log = path.join("db");
        Ok(Database {
            map,
            groups,
            log: File::open(&log).map_err(|error| io_fault("open", &log, &error))?,
        })
    }
}

impl Database {
    /// The number of the last group.
    fn group(&self) -> Result<u64, StoreError> {
        let group = guarded("read the number of the last group", || {
            let found = self.groups.get(GROUPS);
            found.map_err(|error| fault(error, place_of))
        })?;
        let group = group.and_then(|group| group.as_ref().try_into().ok());
        Ok(group.map_or(0, u64::from_be_bytes))
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

/// sled's error as ours; `place` says where. How full the disk is, the caller may know.
fn fault(error: sled::Error, place: impl FnOnce() -> String) -> StoreError {
    match error {
        error if is_full(&error) => StoreError::Full {
            path: PathBuf::new(),
            free: 0,
            needed: 0,
        },
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
