//! Where the passphrase comes from: a file, a descriptor, the environment; never arguments,
//! which every process on the machine may read.
//!
//! A passphrase file that others may read is used with a warning, not refused: containers hand
//! secrets to their one process as files of mode 0444 by default, where refusing would only drive
//! people to the environment. The key files beside it are held to 0600 all the same.

use super::Exposure;
use crate::identity::{Passphrase, PassphraseEmpty};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use zeroize::{Zeroize as _, Zeroizing};

/// The environment variable that may hold the passphrase. It stays in the process's environment;
/// a file or a descriptor is better.
pub const VARIABLE: &str = "PROOFMARK_KEY_PASSPHRASE";

/// Longer passphrases are refused: the source is not what it should be.
const MAX_BYTES: usize = 4096;

/// Where to look for the passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassphraseSource {
    /// The first line of a file.
    File(PathBuf),
    /// The first line of what an open descriptor gives.
    Descriptor(u32),
    /// The environment variable [`VARIABLE`].
    Environment,
}

/// A passphrase, and what is to be said about its source.
#[derive(Debug)]
pub struct GivenPassphrase {
    /// The passphrase.
    pub passphrase: Passphrase,
    /// A warning for the operator.
    pub warning: Option<String>,
}

/// The source gives no passphrase. The operator is at fault.
#[derive(Debug, thiserror::Error)]
pub enum PassphraseError {
    /// The source cannot be read.
    #[error("the passphrase cannot be read from {place}: {source}")]
    Unreadable {
        /// The source, in words.
        place: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// The first line has nothing in it but white space.
    #[error("{place} holds an empty passphrase")]
    Empty {
        /// The source, in words.
        place: String,
    },
    /// The first line does not end in time.
    #[error("the first line of {place} is longer than {MAX_BYTES} bytes; is it the right one?")]
    TooLong {
        /// The source, in words.
        place: String,
    },
}

/// The passphrase from `source`; `None` when the environment variable is not set.
///
/// # Errors
/// [`PassphraseError`] when the source cannot be read or holds no passphrase.
pub fn passphrase(source: &PassphraseSource) -> Result<Option<GivenPassphrase>, PassphraseError> {
    match source {
        PassphraseSource::File(path) => from_file(path).map(Some),
        PassphraseSource::Descriptor(number) => from_descriptor(*number).map(Some),
        PassphraseSource::Environment => from_environment(std::env::var_os(VARIABLE)),
    }
}

fn from_file(path: &Path) -> Result<GivenPassphrase, PassphraseError> {
    let place = format!("the file {}", path.display());
    let unreadable = |source| PassphraseError::Unreadable {
        place: place.clone(),
        source,
    };
    let file = File::open(path).map_err(unreadable)?;
    let mode = file.metadata().map_err(unreadable)?.mode() & 0o7777;
    let warning = match Exposure::of(mode) {
        Some(exposure @ (Exposure::Everyone | Exposure::Group)) => Some(format!(
            "{place} holds the passphrase of the keys, and {exposure} (mode {mode:04o}); \
             run: chmod 600 {path:?}"
        )),
        _ => None,
    };
    Ok(GivenPassphrase {
        passphrase: first_line(file, place)?,
        warning,
    })
}

/// A descriptor is opened by its name, since taking it over by its number would not be safe code.
fn from_descriptor(number: u32) -> Result<GivenPassphrase, PassphraseError> {
    let place = format!("the descriptor {number}");
    let folder = ["/proc/self/fd", "/dev/fd"]
        .into_iter()
        .find(|folder| Path::new(folder).is_dir())
        .unwrap_or("/dev/fd");
    let file =
        File::open(format!("{folder}/{number}")).map_err(|source| PassphraseError::Unreadable {
            place: place.clone(),
            source,
        })?;
    Ok(GivenPassphrase {
        passphrase: first_line(file, place)?,
        warning: None,
    })
}

fn from_environment(value: Option<OsString>) -> Result<Option<GivenPassphrase>, PassphraseError> {
    let Some(value) = value else {
        return Ok(None);
    };
    let bytes = Zeroizing::new(value.into_vec());
    let place = format!("the environment variable {VARIABLE}");
    Ok(Some(GivenPassphrase {
        passphrase: checked(bytes, place)?,
        warning: None,
    }))
}

/// The first line, without its end (`\n` or `\r\n`). No more than that line is read, byte by
/// byte, so that whoever holds the other end of a pipe need not close it.
fn first_line(mut source: impl Read, place: String) -> Result<Passphrase, PassphraseError> {
    let mut line = Zeroizing::new(Vec::with_capacity(MAX_BYTES + 1));
    let mut byte = [0];
    loop {
        match source.read(&mut byte) {
            Ok(0) => break,
            Ok(_) if byte == *b"\n" => break,
            Ok(_) if line.len() == MAX_BYTES => return Err(PassphraseError::TooLong { place }),
            Ok(_) => line.push(byte[0]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => return Err(PassphraseError::Unreadable { place, source }),
        }
    }
    byte.zeroize();
    if line.ends_with(b"\r") {
        line.pop();
    }
    checked(line, place)
}

fn checked(bytes: Zeroizing<Vec<u8>>, place: String) -> Result<Passphrase, PassphraseError> {
    Passphrase::new(bytes).map_err(|PassphraseEmpty| PassphraseError::Empty { place })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_gives_a_passphrase_or_none() {
        assert!(from_environment(None).unwrap().is_none());
        let given = from_environment(Some("open sesame".into())).unwrap();
        assert!(given.unwrap().warning.is_none());
        let empty = from_environment(Some("".into())).unwrap_err();
        assert!(matches!(empty, PassphraseError::Empty { .. }));
    }

    #[test]
    fn only_the_first_line_counts() {
        let place = || "here".to_owned();
        assert!(first_line(&b"open sesame"[..], place()).is_ok());
        for empty in ["", "\n", "\r\n", "  \nopen sesame"] {
            let error = first_line(empty.as_bytes(), place()).unwrap_err();
            assert!(matches!(error, PassphraseError::Empty { .. }), "{empty:?}");
        }
        let fits = "x".repeat(MAX_BYTES) + "\n";
        assert!(first_line(fits.as_bytes(), place()).is_ok());
        let long = "x".repeat(MAX_BYTES + 1);
        let error = first_line(long.as_bytes(), place()).unwrap_err();
        assert!(matches!(error, PassphraseError::TooLong { .. }));
    }
}
