//! Which database of the folder is in use.
//!
//! A store begins with the database `sled`. When it is rewritten (see [`super::rewrite`]) another
//! takes its place, `sled-1`, `sled-2` and so on, and the file `database` names it. The file is
//! replaced as a whole, so at any moment one of the two is named, and both hold the same records
//! then. A folder that is not named is a draft that was never finished, or what was rewritten.

use super::folder::{DATABASE, Folder, corrupt, io_fault, private, sync, wait_until_free};
use crate::store::StoreError;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, PoisonError};

const IN_USE_FILE: &str = "database";

/// What is known of the database in use.
#[derive(Debug)]
pub(super) struct InUse {
    name: String,
    /// Whether the disk is known to say so too: not after naming another failed halfway.
    sure: bool,
}

impl Default for InUse {
    fn default() -> Self {
        Self {
            name: DATABASE.to_owned(),
            sure: true,
        }
    }
}

/// The number of the database in the folder `name`, if it can be one: `sled` is the first.
fn number(name: &str) -> Option<u64> {
    if name == DATABASE {
        return Some(0);
    }
    let digits = name.strip_prefix(DATABASE)?.strip_prefix('-')?;
    let number: u64 = digits.parse().ok()?;
    (number > 0 && number.to_string() == digits).then_some(number)
}

impl Folder {
    fn in_use(&self) -> MutexGuard<'_, InUse> {
        self.in_use.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The path of sled's folder.
    pub(super) fn database(&self) -> PathBuf {
        self.path().join(&self.in_use().name)
    }

    /// Whether it is known which database is in use.
    pub(super) fn is_sure(&self) -> bool {
        self.in_use().sure
    }

    /// Finds out which database is in use.
    pub(super) fn find_database(&self) -> Result<(), StoreError> {
        let path = self.path().join(IN_USE_FILE);
        let words = match std::fs::read_to_string(&path) {
            Ok(words) => words,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
            Err(error) => return Err(io_fault("read", &path, &error)),
        };
        let name = words.trim_end();
        if number(name).is_none() {
            return Err(corrupt(&path, "it does not name a database"));
        }
        self.in_use().name = name.to_owned();
        Ok(())
    }

    /// Whether any trace of a rewriting is there: a database with a number, or the file that
    /// names the one in use.
    pub(super) fn was_rewritten(&self) -> Result<bool, StoreError> {
        let first = |name: &String| number(name) == Some(0);
        Ok(self.path().join(IN_USE_FILE).exists() || !self.databases()?.iter().all(first))
    }

    /// The name for the next database.
    pub(super) fn next_name(&self) -> String {
        let last = number(&self.in_use().name).unwrap_or(0);
        format!("{DATABASE}-{}", last + 1)
    }

    /// Names the database that is in use from now on. After an error [`Folder::is_sure`] tells
    /// whether it is still the old one.
    pub(super) fn use_database(&self, name: &str) -> Result<(), StoreError> {
        // Earlier releases know one database only; the format keeps them away.
        self.mark_made()?;
        let path = self.path().join(IN_USE_FILE);
        let draft = self.path().join("database.new");
        let failed = |error| io_fault("write", &path, &error);
        private(OpenOptions::new().write(true).create(true).truncate(true))
            .open(&draft)
            .and_then(|mut file| {
                writeln!(file, "{name}")?;
                file.sync_all()
            })
            .map_err(failed)?;
        self.in_use().sure = false;
        std::fs::rename(&draft, &path)
            .and_then(|()| sync(self.path()))
            .map_err(failed)?;
        *self.in_use() = InUse {
            name: name.to_owned(),
            sure: true,
        };
        Ok(())
    }

    /// Removes all databases but the one in use.
    pub(super) fn remove_unused(&self) -> Result<(), StoreError> {
        if !self.is_sure() {
            return Ok(());
        }
        let in_use = self.in_use().name.clone();
        let mut removed = false;
        for name in self.databases()?.into_iter().filter(|name| *name != in_use) {
            remove(&self.path().join(name))?;
            removed = true;
        }
        match removed {
            true => sync(self.path()).map_err(|error| io_fault("sync", self.path(), &error)),
            false => Ok(()),
        }
    }

    /// The names of all databases in the folder.
    fn databases(&self) -> Result<Vec<String>, StoreError> {
        let failed = |error| io_fault("read", self.path(), &error);
        let mut names = Vec::new();
        for entry in std::fs::read_dir(self.path()).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let name = name.to_string_lossy();
            if number(&name).is_some() {
                names.push(name.into_owned());
            }
        }
        Ok(names)
    }
}

/// Removes the database in `folder`, when nobody has it open any more.
fn remove(folder: &Path) -> Result<(), StoreError> {
    let log = folder.join("db");
    if let Ok(file) = File::open(&log) {
        wait_until_free(&file, &log)?;
    }
    std::fs::remove_dir_all(folder).map_err(|error| io_fault("remove", folder, &error))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn databases_are_known_by_their_names() {
        assert_eq!(number("sled"), Some(0));
        assert_eq!(number("sled-12"), Some(12));
        for other in [
            "sled-", "sled-0", "sled-01", "sled-x", "sled-+1", "sledge", "db", "",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
