//! What stands in a backup, item by item.
//!
//! | first byte | what follows |
//! | --- | --- |
//! | `r` | a record: length of its key (2 bytes) and value (4), key, value |
//! | `d` | a record that is gone: length of its key (2), key |
//! | `k` | a key file: length of its name (2) and contents (4), name, contents |
//! | `e` | the end: how many of each there were (8, 8, 8) |
//!
//! Numbers are big-endian. Of several items about one record the last counts.

use super::BackupError;
use super::segments::{Opener, Sealer};
use crate::identity::MAX_KEY_FILE_BYTES;
use crate::store::{MAX_KEY, MAX_VALUE};
use std::io::{self, Read, Write};

/// The longest name of a file.
const MAX_NAME: usize = 255;

/// An item of a backup.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A record.
    Record { key: Vec<u8>, value: Vec<u8> },
    /// A record that is gone.
    Gone { key: Vec<u8> },
    /// A key file.
    KeyFile { name: String, contents: Vec<u8> },
    /// Nothing follows.
    End,
}

/// How many items there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) records: u64,
    pub(super) gone: u64,
    pub(super) key_files: u64,
}

impl Counts {
    fn to_bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        let numbers = [self.records, self.gone, self.key_files];
        for (place, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            place.copy_from_slice(&number.to_be_bytes());
        }
        bytes
    }
}

/// Writes items.
pub(super) struct Writer<W> {
    sealer: Sealer<W>,
    pub(super) counts: Counts,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(sealer: Sealer<W>) -> Self {
        Self {
            sealer,
            counts: Counts::default(),
        }
    }

    /// Writes a record, or that it is gone.
    pub(super) fn record(&mut self, key: &[u8], value: Option<&[u8]>) -> io::Result<()> {
        match value {
            Some(value) => {
                self.counts.records += 1;
                self.pair(b'r', key, value)
            }
            None => {
                self.counts.gone += 1;
                self.sealer.write(b"d")?;
                self.sealer.write(&(key.len() as u16).to_be_bytes())?;
                self.sealer.write(key)
            }
        }
    }

    /// Writes a key file.
    pub(super) fn key_file(&mut self, name: &str, contents: &[u8]) -> io::Result<()> {
        self.counts.key_files += 1;
        self.pair(b'k', name.as_bytes(), contents)
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.sealer.write(b"e")?;
        self.sealer.write(&self.counts.to_bytes())?;
        self.sealer.finish()
    }

    fn pair(&mut self, kind: u8, name: &[u8], contents: &[u8]) -> io::Result<()> {
        self.sealer.write(&[kind])?;
        self.sealer.write(&(name.len() as u16).to_be_bytes())?;
        self.sealer.write(&(contents.len() as u32).to_be_bytes())?;
        self.sealer.write(name)?;
        self.sealer.write(contents)
    }
}

/// Reads items.
pub(super) struct Reader<R> {
    opener: Opener<R>,
    pub(super) counts: Counts,
}

impl<R: Read> Reader<R> {
    pub(super) fn new(opener: Opener<R>) -> Self {
        Self {
            opener,
            counts: Counts::default(),
        }
    }

    /// The next item. The end is given only if all is there and nothing follows.
    pub(super) fn next(&mut self) -> Result<Item, BackupError> {
        match self.opener.read(1)?.as_slice() {
            b"r" => {
                self.counts.records += 1;
                let (key, value) = self.pair(MAX_KEY, MAX_VALUE)?;
                Ok(Item::Record { key, value })
            }
            b"d" => {
                self.counts.gone += 1;
                let length = self.number::<2>(MAX_KEY)?;
                let key = self.opener.read(length)?;
                Ok(Item::Gone { key })
            }
            b"k" => {
                self.counts.key_files += 1;
                let (name, contents) = self.pair(MAX_NAME, MAX_KEY_FILE_BYTES)?;
                let name = String::from_utf8(name).ok().filter(|name| is_plain(name));
                let name = name.ok_or_else(|| self.opener.damaged("a key file's name is odd"))?;
                Ok(Item::KeyFile { name, contents })
            }
            b"e" => {
                if self.opener.read(24)? != self.counts.to_bytes() {
                    return Err(self.opener.damaged("something is missing"));
                }
                self.opener.end()?;
                Ok(Item::End)
            }
            _ => Err(self
                .opener
                .damaged("it holds what this release does not know")),
        }
    }

    fn pair(
        &mut self,
        most_name: usize,
        most_contents: usize,
    ) -> Result<(Vec<u8>, Vec<u8>), BackupError> {
        let name = self.number::<2>(most_name)?;
        let contents = self.number::<4>(most_contents)?;
        Ok((self.opener.read(name)?, self.opener.read(contents)?))
    }

    /// A length of `BYTES` bytes, at most `most`.
    fn number<const BYTES: usize>(&mut self, most: usize) -> Result<usize, BackupError> {
        let bytes = self.opener.read(BYTES)?;
        let number = bytes
            .iter()
            .fold(0, |number, byte| (number << 8) | usize::from(*byte));
        match number <= most {
            true => Ok(number),
            false => Err(self.opener.damaged("a length is greater than any can be")),
        }
    }
}

/// Whether `name` is the name of a file in the same folder, and not hidden.
pub(super) fn is_plain(name: &str) -> bool {
    let ordinary = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(ordinary)
}
