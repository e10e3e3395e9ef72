//! Room on the disk.
//!
//! sled must never find the disk full: it would take no more writes, and could not be opened
//! again. So commits are refused while less is free than they could need, and a file of the same
//! size holds room back that is given up when a store is opened on a disk that others have filled.

use super::folder::{io_fault, private};
use super::layout::SEGMENT;
use crate::store::StoreError;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// How many bytes sled writes at most for one byte of a commit: the record, and the pages that
/// are written anew because of it.
const AMPLIFICATION: u64 = 8;

/// The room that a store needs.
#[derive(Debug)]
pub(super) struct Room {
    folder: PathBuf,
    reserve: PathBuf,
    /// Bytes that stay free whatever is committed, and the size of the file held in reserve.
    spare: u64,
    /// Whether the reserve is there.
    held: AtomicBool,
}

impl Room {
    /// The room of the store in `folder`, of which `spare` bytes stay free.
    pub(super) fn new(folder: &Path, spare: u64) -> Self {
        Self {
            folder: folder.to_owned(),
            reserve: folder.join("reserve"),
            spare,
            held: AtomicBool::new(false),
        }
    }

    /// Gives up the reserve if the disk is too full to open the store.
    pub(super) fn make(&self) -> Result<(), StoreError> {
        if self.spare == 0 || self.free()? >= self.spare {
            return Ok(());
        }
        self.held.store(false, Relaxed);
        match std::fs::remove_file(&self.reserve) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(io_fault("remove", &self.reserve, &error))
            }
            _ => Ok(()),
        }
    }

    /// Holds room in reserve, if there is enough for that.
    pub(super) fn hold_back(&self) -> Result<(), StoreError> {
        let length = std::fs::metadata(&self.reserve).map_or(0, |file| file.len());
        if length == self.spare {
            self.held.store(true, Relaxed);
            return Ok(());
        }
        if self.free()? < 4 * self.spare {
            return Ok(());
        }
        self.held.store(true, Relaxed);
        let file = private(OpenOptions::new().write(true).create(true).truncate(true))
            .open(&self.reserve)
            .map_err(|error| io_fault("open", &self.reserve, &error))?;
        // Where room cannot be held back, commits are still refused in time.
        if allocate(&file, self.spare).is_err() {
            let _ = std::fs::remove_file(&self.reserve);
        }
        Ok(())
    }

    /// Refuses to write `bytes` when they might not fit.
    pub(super) fn for_commit(&self, bytes: u64) -> Result<(), StoreError> {
        if self.spare == 0 {
            return Ok(());
        }
        let needed = self.spare + 2 * SEGMENT as u64 + AMPLIFICATION * bytes;
        let free = self.free()?;
        if free < needed {
            return Err(self.full(free, needed));
        }
        if self.held.load(Relaxed) {
            return Ok(());
        }
        self.hold_back()
    }

    /// The error after sled found the disk full.
    pub(super) fn exhausted(&self) -> StoreError {
        let needed = self.spare + 2 * SEGMENT as u64;
        self.full(self.free().unwrap_or(0), needed)
    }

    /// `error`, with the room there is and the room that is needed if it was found full by sled,
    /// which tells neither.
    pub(super) fn told(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::Full { needed: 0, .. } => self.exhausted(),
            error => error,
        }
    }

    fn full(&self, free: u64, needed: u64) -> StoreError {
        StoreError::Full {
            path: self.folder.clone(),
            free,
            needed,
        }
    }

    #[cfg(unix)]
    fn free(&self) -> Result<u64, StoreError> {
        let found = rustix::fs::statvfs(&self.folder)
            .map_err(|error| io_fault("look for room in", &self.folder, &error.into()))?;
        Ok(found.f_bavail.saturating_mul(found.f_frsize))
    }

    #[cfg(not(unix))]
    fn free(&self) -> Result<u64, StoreError> {
        Ok(u64::MAX)
    }
}

#[cfg(target_os = "linux")]
fn allocate(file: &File, length: u64) -> io::Result<()> {
    rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), 0, length)?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn allocate(mut file: &File, length: u64) -> io::Result<()> {
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut file).map(|_| ())
}
