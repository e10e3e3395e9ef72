//! A provider's own picture of a level, with its raster where it is a drawing.
//!
//! Its key is a digest of what it is of, since names of levels and versions may hold anything. A
//! picture that was taken away leaves its record behind, without bytes: the audit log tells of it.

use super::{Record, RecordError, decode, encode, join, key, split};
use crate::digest::sha256_hex;
use crate::framework::FrameworkId;
use crate::store::{Commit, Store};
use serde::{Deserialize, Serialize};

/// What is known of a picture besides its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PictureRecord {
    /// The slug of the issuer whose picture it is.
    pub issuer: String,
    /// The framework version.
    pub framework: FrameworkId,
    /// The id of the level.
    pub level: String,
    /// What it is; `None` where it was taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PictureKind>,
    /// How many of the bytes behind the record are the picture's; the others are its raster.
    #[serde(default)]
    pub length: usize,
    /// SHA-256 of the picture, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// When it was set or taken away: an XSD dateTimeStamp.
    pub at: String,
    /// The hash of the last audit entry about it.
    pub entry: String,
}

/// What a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureKind {
    /// A bitmap (PNG).
    Png,
    /// A drawing (SVG).
    Svg,
}

impl Record for PictureRecord {
    const KIND: &'static str = "picture";
}

/// A picture on record, and its value there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What is known of it.
    pub record: PictureRecord,
    value: Vec<u8>,
}

impl Found {
    /// The picture's bytes, and those of its raster: none of the one where it was taken away, none
    /// of the other where it is a bitmap.
    pub fn bytes(&self) -> (&[u8], &[u8]) {
        let (_, bytes) = split(&self.value);
        bytes
            .split_at_checked(self.record.length)
            .unwrap_or_default()
    }
}

/// What names the picture of a level.
fn name(issuer: &str, framework: &FrameworkId, level: &str) -> String {
    let parts = [issuer, &framework.key, &framework.version, level];
    let parts = parts.map(|part| format!("{}:{part}", part.len()));
    sha256_hex(&[parts.join("/").as_bytes()])
}

/// The key under which `record` stands.
pub fn key_of(record: &PictureRecord) -> Vec<u8> {
    place(&record.issuer, &record.framework, &record.level)
}

fn place(issuer: &str, framework: &FrameworkId, level: &str) -> Vec<u8> {
    key(&["picture", &name(issuer, framework, level)])
}

/// Puts the picture and its raster on record in `commit`, if nobody has changed it since it was
/// `before`.
pub fn put(
    commit: Commit,
    before: Option<&Found>,
    record: &PictureRecord,
    picture: &[u8],
    raster: &[u8],
) -> Commit {
    let value = join(&encode(record), &[picture, raster].concat());
    match before {
        None => commit.create(key_of(record), value),
        Some(before) => commit.replace(key_of(record), before.value.clone(), value),
    }
}

/// The picture of a level, also where it was taken away.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(
    store: &dyn Store,
    issuer: &str,
    framework: &FrameworkId,
    level: &str,
) -> Result<Option<Found>, RecordError> {
    let place = place(issuer, framework, level);
    let Some(value) = store.get(&place)? else {
        return Ok(None);
    };
    read(&place, value).map(Some)
}

/// The picture in the value that stands at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn read(place: &[u8], value: Vec<u8>) -> Result<Found, RecordError> {
    Ok(Found {
        record: decode(place, split(&value).0)?,
        value,
    })
}
