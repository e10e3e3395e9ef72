//! The engines that the contract of a store is held to.

use proofmark::store::{Commit, Memory, SledOptions, SledStore, Store};
use std::path::Path;
use tempfile::TempDir;

/// An engine's name, and what makes a bench for it.
type Engine = (&'static str, fn() -> Bench);

/// The engines.
pub const ENGINES: [Engine; 2] = [
    ("memory", || Bench::Memory),
    ("sled", || Bench::Sled(folder())),
];

/// Makes stores of one engine.
pub enum Bench {
    /// A store that is kept in memory.
    Memory,
    /// A store in a folder.
    Sled(TempDir),
}

impl Bench {
    /// A store without records, or the one of this bench's folder.
    pub fn open(&self) -> Box<dyn Store> {
        match self {
            Self::Memory => Box::new(Memory::new()),
            Self::Sled(folder) => Box::new(sled_in(folder.path())),
        }
    }

    /// The store after it was closed and opened again, where that keeps its records.
    pub fn reopen(&self, store: Box<dyn Store>) -> Box<dyn Store> {
        match self {
            Self::Memory => store,
            Self::Sled(_) => {
                drop(store);
                self.open()
            }
        }
    }

    /// A bench of the same kind with nothing in it.
    pub fn another(&self) -> Self {
        match self {
            Self::Memory => Self::Memory,
            Self::Sled(_) => Self::Sled(folder()),
        }
    }

    /// Asserts that there are no files that nobody syncs.
    pub fn check_files(&self) {
        if let Self::Sled(folder) = self {
            let blobs = folder.path().join("store/sled/blobs");
            assert_eq!(std::fs::read_dir(blobs).unwrap().count(), 0);
        }
    }
}

/// Commits records one by one.
pub fn put_all<'a, V: Into<Vec<u8>>>(
    store: &dyn Store,
    records: impl IntoIterator<Item = (&'a str, V)>,
) {
    for (key, value) in records {
        store
            .commit(Commit::new().put(key, value))
            .unwrap()
            .unwrap();
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn sled_in(folder: &Path) -> SledStore {
    let options = SledOptions {
        cache_bytes: 8 << 20,
        ..SledOptions::default()
    };
    SledStore::open(&folder.join("store"), &options, "a test").unwrap()
}
