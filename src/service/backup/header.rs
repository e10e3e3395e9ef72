//! The first line of a backup: what it is, and the key of the rest.
//!
//! ```json
//! {"proofmarkBackup":1,"created":"2026-11-20T10:00:00Z","storeFormat":2,
//!  "holds":["records","key-files"],"nonce":"…","encryptedKey":"eyJ…"}
//! ```
//!
//! The content key is drawn for one backup alone. It stands here as a JWK (RFC 7517) in a compact
//! JWE under the passphrase, as in a key file (RFC 7516; PBES2-HS512+A256KW); for development it
//! may stand here in clear, as `plainKey`. All of the line is bound to every segment behind it.

use super::BackupError;
use crate::identity::{KeyFileError, Protection, Unlock, open_secret, seal_secret};
use crate::ijson::{self, Json};
use crate::store::FORMAT;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use std::io::{BufRead, Read as _};
use zeroize::Zeroizing;

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;
/// No header is longer, in bytes.
const MAX_HEADER: u64 = 16 * 1024;
/// The bytes of the nonce that the segments of one backup share.
pub(super) const NONCE: usize = 7;

/// The content key.
pub(super) type ContentKey = Zeroizing<[u8; 32]>;

/// A header, and what it takes to read on.
pub(super) struct Header {
    /// The line, with its end.
    pub(super) line: Vec<u8>,
    pub(super) key: ContentKey,
    pub(super) nonce: [u8; NONCE],
    /// When the backup was made.
    pub(super) created: String,
}

impl Header {
    /// The header of a new backup.
    ///
    /// # Errors
    /// [`KeyFileError`] when the key cannot be encrypted.
    pub(super) fn new(
        created: String,
        key: ContentKey,
        nonce: [u8; NONCE],
        protection: Protection<'_>,
    ) -> Result<Self, KeyFileError> {
        let mut header = json!({
            "proofmarkBackup": VERSION,
            "created": created,
            "storeFormat": FORMAT,
            "holds": ["records", "key-files"],
            "nonce": URL_SAFE_NO_PAD.encode(nonce),
        });
        match protection {
            Protection::Passphrase {
                passphrase,
                iterations,
            } => header["encryptedKey"] = json!(seal_secret(&key, passphrase, iterations)?),
            Protection::PlainForDevelopment => {
                header["plainKey"] = json!(URL_SAFE_NO_PAD.encode(key.as_slice()));
            }
        }
        Ok(Self {
            line: format!("{header}\n").into_bytes(),
            key,
            nonce,
            created,
        })
    }

    /// Reads the header of a backup, and unlocks its key.
    pub(super) fn read(source: &mut impl BufRead, unlock: Unlock<'_>) -> Result<Self, BackupError> {
        let mut line = Vec::new();
        source
            .take(MAX_HEADER)
            .read_until(b'\n', &mut line)
            .map_err(|error| BackupError::Io {
                place: "reading the backup".to_owned(),
                detail: error.to_string(),
            })?;
        if line.last() != Some(&b'\n') {
            return Err(BackupError::NotABackup(
                "it does not begin with a line of JSON",
            ));
        }
        let json = ijson::parse(line.trim_ascii_end())
            .map_err(|_| BackupError::NotABackup("its first line is not JSON"))?;
        let text = |name: &str| json.get(name).and_then(Json::as_str);
        let number = |name| json.get(name).and_then(Json::as_f64).map(|n| n as u32);
        let version = number("proofmarkBackup");
        let version = version.ok_or(BackupError::NotABackup("its first line is another's"))?;
        check_version("version", version, VERSION)?;
        let format = number("storeFormat");
        let format = format.ok_or(BackupError::NotABackup("it names no store format"))?;
        check_version("store format", format, FORMAT)?;
        let created = text("created").ok_or(BackupError::NotABackup("it names no date"))?;
        let nonce = bytes(text("nonce")).ok_or(BackupError::NotABackup("it has no nonce"))?;
        let key = content_key(text("encryptedKey"), text("plainKey"), unlock)?;
        Ok(Self {
            key,
            nonce,
            created: created.to_owned(),
            line,
        })
    }
}

fn check_version(what: &'static str, found: u32, known: u32) -> Result<(), BackupError> {
    match found {
        0 => Err(BackupError::NotABackup("it has the version 0")),
        found if found > known => Err(BackupError::Newer { what, found, known }),
        _ => Ok(()),
    }
}

fn content_key(
    encrypted: Option<&str>,
    plain: Option<&str>,
    unlock: Unlock<'_>,
) -> Result<ContentKey, BackupError> {
    match (encrypted, plain) {
        (Some(jwe), None) => {
            let passphrase = unlock.passphrase.ok_or(BackupError::Locked)?;
            open_secret(jwe, passphrase).map_err(|_| BackupError::WrongPassphrase)
        }
        (None, Some(_)) if !unlock.plain_allowed => Err(BackupError::Plain),
        (None, plain @ Some(_)) => bytes(plain)
            .map(Zeroizing::new)
            .ok_or(BackupError::NotABackup("its key has not its length")),
        _ => Err(BackupError::NotABackup("it has no key")),
    }
}

fn bytes<const LENGTH: usize>(text: Option<&str>) -> Option<[u8; LENGTH]> {
    URL_SAFE_NO_PAD.decode(text?).ok()?.try_into().ok()
}
