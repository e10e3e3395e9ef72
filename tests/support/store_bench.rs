//! The engines that the contract of a store is held to.

use proofmark::store::{Commit, Memory, SledOptions, SledStore, Store};
use std::path::{Path, PathBuf};
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
        for path in self.files() {
            let folder = path.parent().unwrap();
            assert!(!folder.ends_with("blobs"), "{}", path.display());
        }
    }

    /// Whether the engine has files.
    pub fn keeps_files(&self) -> bool {
        matches!(self, Self::Sled(_))
    }

    /// Whether any file has these bytes somewhere.
    pub fn is_found(&self, bytes: &[u8]) -> bool {
        self.files().iter().any(|path| {
            let contents = std::fs::read(path).unwrap();
            contents.windows(bytes.len()).any(|window| window == bytes)
        })
    }

    /// All files of the engine.
    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        if let Self::Sled(folder) = self {
            collect(folder.path(), &mut files);
        }
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
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
