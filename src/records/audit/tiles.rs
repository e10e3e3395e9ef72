//! Tiles of hashes: a byte of version, and up to 256 hashes one after the other.

use super::{TILES, broken, key};
use crate::audit::TilePlace;
use crate::records::RecordError;
use crate::store::{Commit, Store};

const VERSION: u8 = 1;

/// Where a tile stands.
pub fn tile_key(place: TilePlace) -> Vec<u8> {
    let TilePlace { level, number } = place;
    let kind = TILES.trim_end_matches('/');
    key(&[kind, &format!("{level:x}"), &format!("{number:010x}")])
}

/// The hashes of a tile; `None` when it is not there.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn tile(store: &dyn Store, place: TilePlace) -> Result<Option<Vec<u8>>, RecordError> {
    let key = tile_key(place);
    let Some(value) = store.get(&key)? else {
        return Ok(None);
    };
    tile_hashes(&key, &value).map(|hashes| Some(hashes.to_vec()))
}

/// The hashes of the tile in `value`, which stood under `key`.
///
/// # Errors
/// [`RecordError::AuditLog`] when it is empty; [`RecordError::Newer`].
pub fn tile_hashes<'v>(key: &[u8], value: &'v [u8]) -> Result<&'v [u8], RecordError> {
    match value.split_first() {
        None => Err(broken(key, "it is empty")),
        Some((&found, _)) if found > VERSION => Err(RecordError::Newer {
            kind: "tile of the audit log",
            found,
            known: VERSION,
        }),
        Some((_, hashes)) => Ok(hashes),
    }
}

/// Puts a tile into `commit`.
pub(super) fn put(commit: Commit, place: TilePlace, hashes: &[u8]) -> Commit {
    commit.put(tile_key(place), [&[VERSION], hashes].concat())
}
