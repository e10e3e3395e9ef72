//! The witness: how many groups are known to be on the disk.
//!
//! When sled opens a log that is damaged somewhere behind its last snapshot, it takes the damage
//! for a write that a crash cut short, and drops all that follows without a word. So each group
//! also puts its number into the database, behind its batch, and when the group has become durable
//! the number is noted in a file beside the database. The note is not synced: it may be late,
//! never early. A database that lacks a group which the file knows of has lost commits.

use super::folder::{io_fault, private};
use crate::store::StoreError;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The file with the number.
#[derive(Debug)]
pub(super) struct Witness {
    path: PathBuf,
    file: File,
}

impl Witness {
    /// The witness of the store in `folder`; `made` tells whether it must be there.
    pub(super) fn open(folder: &Path, made: bool) -> Result<Self, StoreError> {
        let path = folder.join("groups");
        let file = private(OpenOptions::new().read(true).write(true).create(!made))
            .truncate(false)
            .open(&path)
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => damaged(&path, "it is missing"),
                _ => io_fault("open", &path, &error),
            })?;
        Ok(Self { path, file })
    }

    /// Asserts that `found`, the last group in the database, is not older than the last known one.
    pub(super) fn check(&mut self, found: u64) -> Result<(), StoreError> {
        let known = self.read()?;
        if found < known {
            let lost = known - found;
            return Err(damaged(
                &self.path,
                &format!("the database lacks the last {lost} groups of commits that it had"),
            ));
        }
        Ok(())
    }

    /// Notes that `group` is durable.
    pub(super) fn note(&mut self, group: u64) -> Result<(), StoreError> {
        let number = group.to_be_bytes();
        let checksum = crc32fast::hash(&number).to_be_bytes();
        self.file
            .rewind()
            .and_then(|()| self.file.write_all(&[&number[..], &checksum].concat()))
            .map_err(|error| io_fault("write", &self.path, &error))
    }

    /// Makes the note durable.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.file
            .sync_all()
            .map_err(|error| io_fault("sync", &self.path, &error))
    }

    fn read(&mut self) -> Result<u64, StoreError> {
        let mut bytes = Vec::new();
        self.file
            .rewind()
            .and_then(|()| (&self.file).take(16).read_to_end(&mut bytes))
            .map_err(|error| io_fault("read", &self.path, &error))?;
        // Empty is how it begins: the first note is synced before anything is acknowledged.
        if bytes.is_empty() {
            return Ok(0);
        }
        bytes
            .split_first_chunk()
            .filter(|(number, checksum)| **checksum == crc32fast::hash(*number).to_be_bytes())
            .map(|(number, _)| u64::from_be_bytes(*number))
            .ok_or_else(|| damaged(&self.path, "it does not agree with its checksum"))
    }
}

fn damaged(path: &Path, detail: &str) -> StoreError {
    StoreError::Corrupt {
        place: path.display().to_string(),
        detail: detail.to_owned(),
    }
}
