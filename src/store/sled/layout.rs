//! How records lie in sled: keys with a letter before them, values with a checksum, large values
//! in chunks.
//!
//! | raw key | raw value |
//! | --- | --- |
//! | `r` key | checksum, `0`, the value |
//! | `r` key | checksum, `1`, chunk id (8 bytes), length (8), length of a chunk (4) |
//! | `r` key | checksum, `2`, length (4), the value as an LZ4 block |
//! | `c` chunk id (8 bytes), index (4) | checksum, the chunk |
//! | `h` | checksum, `0`, a number: written to see whether writing works |
//!
//! Numbers are big-endian. The checksum is the CRC-32 of the raw key and of all that follows it,
//! so that neither a changed bit nor a value in another's place passes. Chunk ids are given once:
//! a chunk is written and deleted, never changed.
//!
//! Values are packed where that makes them shorter: sled writes a leaf anew for each of its
//! entries, so every byte is written several times, and credentials repeat themselves.
//!
//! Chunks are needed because sled moves a page that is larger than a quarter of a segment out of
//! its log into a file of its own, which it never syncs. A leaf holds up to some twenty entries.

use crate::store::StoreError;
use sled::IVec;

/// The longest value that is written in one piece, and the length of a chunk of a longer one.
pub(super) const CHUNK: usize = 32 << 10;

/// The length of a segment of sled's log. Twenty chunks with the longest keys make less than a
/// quarter of it.
pub(super) const SEGMENT: usize = 4 << 20;

const RECORD: u8 = b'r';
const PIECE: u8 = b'c';
const INLINE: u8 = 0;
const CHUNKED: u8 = 1;
const PACKED: u8 = 2;
const CHECKSUM: usize = 4;

/// Values of these lengths are packed: shorter ones gain nothing, and of longer ones the packing
/// would be as large a copy at once.
const WORTH_PACKING: std::ops::RangeInclusive<usize> = 256..=(1 << 20);

/// A record as it is written: the entry under its key, and its chunks.
#[derive(Debug)]
pub(super) struct Written {
    /// The raw value.
    pub(super) entry: IVec,
    /// The raw keys and values of the chunks; none for a short value.
    pub(super) chunks: Vec<(IVec, IVec)>,
}

/// What a raw value says.
#[derive(Debug)]
pub(super) enum Stored<'a> {
    /// The value itself.
    Inline(&'a [u8]),
    /// The value as an LZ4 block, and its length.
    Packed { block: &'a [u8], length: usize },
    /// Where the value is.
    Chunked(Span),
}

/// The chunks of one value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    id: u64,
    length: u64,
    chunk: u32,
}

/// The raw key of the record `key`.
pub(super) fn raw_key(key: &[u8]) -> IVec {
    let mut raw = Vec::with_capacity(1 + key.len());
    raw.push(RECORD);
    raw.extend_from_slice(key);
    raw.into()
}

/// The raw keys of all records lie from here …
pub(super) const RECORDS: [u8; 1] = [RECORD];
/// … to before here.
pub(super) const RECORDS_END: [u8; 1] = [RECORD + 1];
/// The raw keys of all chunks lie from here …
pub(super) const CHUNKS: [u8; 1] = [PIECE];
/// … to before here.
pub(super) const CHUNKS_END: [u8; 1] = [PIECE + 1];
/// The raw key of what is written to see whether writing works.
pub(super) const HEALTH: [u8; 1] = *b"h";

/// Writes `value` for the raw key `key`; `new_id` gives a chunk id when one is needed.
pub(super) fn write(key: &[u8], value: &[u8], new_id: impl FnOnce() -> u64) -> Written {
    if let Some(block) = packed(value) {
        let length = (value.len() as u32).to_be_bytes();
        return Written {
            entry: sealed(key, &[&[PACKED], &length, &block]),
            chunks: Vec::new(),
        };
    }
    if value.len() <= CHUNK {
        return Written {
            entry: sealed(key, &[&[INLINE], value]),
            chunks: Vec::new(),
        };
    }
    let span = Span {
        id: new_id(),
        length: value.len() as u64,
        chunk: CHUNK as u32,
    };
    let chunks = span
        .keys()
        .zip(value.chunks(CHUNK))
        .map(|(key, chunk)| {
            let raw = sealed(&key, &[chunk]);
            (key, raw)
        })
        .collect();
    let entry = sealed(
        key,
        &[
            &[CHUNKED],
            &span.id.to_be_bytes(),
            &span.length.to_be_bytes(),
            &span.chunk.to_be_bytes(),
        ],
    );
    Written { entry, chunks }
}

/// `value` as an LZ4 block, if that is worth it and fits in one piece.
fn packed(value: &[u8]) -> Option<Vec<u8>> {
    if !WORTH_PACKING.contains(&value.len()) {
        return None;
    }
    let block = lz4_flex::block::compress(value);
    (block.len() <= CHUNK && block.len() < value.len() / 8 * 7).then_some(block)
}

/// Reads the raw value `raw` of the raw key `key`, without the chunks.
pub(super) fn parse<'a>(key: &[u8], raw: &'a [u8]) -> Result<Stored<'a>, StoreError> {
    let body = unsealed(key, raw)?;
    match body.split_first() {
        Some((&INLINE, value)) => Ok(Stored::Inline(value)),
        Some((&PACKED, rest)) => rest
            .split_first_chunk()
            .map(|(length, block)| (u32::from_be_bytes(*length) as usize, block))
            .filter(|(length, _)| WORTH_PACKING.contains(length))
            .map(|(length, block)| Stored::Packed { block, length })
            .ok_or_else(|| damaged(key, "it is not packed as it should be")),
        Some((&CHUNKED, span)) => Span::parse(span)
            .map(Stored::Chunked)
            .ok_or_else(|| damaged(key, "its chunks are not described as they should be")),
        _ => Err(damaged(key, "it is of no kind that this release knows")),
    }
}

/// The whole value of the raw key `key`, whose raw value is `raw`; `look_up` finds chunks.
pub(super) fn read(
    key: &[u8],
    raw: &[u8],
    look_up: impl Fn(&[u8]) -> Result<Option<IVec>, StoreError>,
) -> Result<Vec<u8>, StoreError> {
    let span = match parse(key, raw)? {
        Stored::Inline(value) => return Ok(value.to_vec()),
        Stored::Packed { block, length } => {
            return lz4_flex::block::decompress(block, length)
                .ok()
                .filter(|value| value.len() == length)
                .ok_or_else(|| damaged(key, "it cannot be unpacked"));
        }
        Stored::Chunked(span) => span,
    };
    let mut value = Vec::with_capacity(span.length as usize);
    for piece in span.keys() {
        let raw = look_up(&piece)?.ok_or_else(|| damaged(key, "a part of it is missing"))?;
        value.extend_from_slice(
            unsealed(&piece, &raw)
                .map_err(|_| damaged(key, "a part of it does not agree with its checksum"))?,
        );
    }
    if value.len() as u64 != span.length {
        return Err(damaged(key, "its length is not what it should be"));
    }
    Ok(value)
}

impl Stored<'_> {
    /// The length of the value, in bytes.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Inline(value) => value.len(),
            Self::Packed { length, .. } => *length,
            Self::Chunked(span) => span.length as usize,
        }
    }
}

impl Span {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let (id, rest) = bytes.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let span = Self {
            id: u64::from_be_bytes(*id),
            length: u64::from_be_bytes(*length),
            chunk: u32::from_be_bytes(rest.try_into().ok()?),
        };
        (span.chunk > 0 && span.length <= crate::store::MAX_VALUE as u64).then_some(span)
    }

    /// The raw keys of the chunks, in order.
    pub(super) fn keys(self) -> impl Iterator<Item = IVec> {
        let count = self.length.div_ceil(u64::from(self.chunk)) as u32;
        (0..count).map(move |index| {
            let mut key = [PIECE; 13];
            let (_, rest) = key.split_at_mut(1);
            let (id, place) = rest.split_at_mut(8);
            id.copy_from_slice(&self.id.to_be_bytes());
            place.copy_from_slice(&index.to_be_bytes());
            IVec::from(&key)
        })
    }
}

/// The key of the record of the raw key `raw`.
pub(super) fn key(raw: &[u8]) -> &[u8] {
    raw.get(1..).unwrap_or_default()
}

/// Whether `key` is the raw key of a record.
pub(super) fn is_record(key: &[u8]) -> bool {
    key.first() == Some(&RECORD)
}

/// The raw keys of the chunks of the raw value `raw` of the raw key `key`; none for a short value.
pub(super) fn chunks_of(key: &[u8], raw: &[u8]) -> Result<Vec<IVec>, StoreError> {
    Ok(match parse(key, raw)? {
        Stored::Chunked(span) => span.keys().collect(),
        Stored::Inline(_) | Stored::Packed { .. } => Vec::new(),
    })
}

/// The chunk id in the raw key of a chunk.
pub(super) fn chunk_id(key: &[u8]) -> Option<u64> {
    let (id, _) = key.get(1..)?.split_first_chunk()?;
    Some(u64::from_be_bytes(*id))
}

/// `parts` in a row, with the checksum before them.
fn sealed(key: &[u8], parts: &[&[u8]]) -> IVec {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut raw = Vec::with_capacity(CHECKSUM + length);
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key);
    for part in parts {
        hasher.update(part);
    }
    raw.extend_from_slice(&hasher.finalize().to_be_bytes());
    for part in parts {
        raw.extend_from_slice(part);
    }
    raw.into()
}

/// What follows the checksum, if that agrees.
fn unsealed<'a>(key: &[u8], raw: &'a [u8]) -> Result<&'a [u8], StoreError> {
    let agreed = raw.split_first_chunk().filter(|(checksum, body)| {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(key);
        hasher.update(body);
        hasher.finalize() == u32::from_be_bytes(**checksum)
    });
    match agreed {
        Some((_, body)) => Ok(body),
        None => Err(damaged(key, "it does not agree with its checksum")),
    }
}

/// The error that names the record of the raw key `key`.
pub(super) fn damaged(key: &[u8], detail: &str) -> StoreError {
    StoreError::Corrupt {
        place: place(key),
        detail: detail.to_owned(),
    }
}

/// The record of the raw key `key`, for people.
pub(super) fn place(key: &[u8]) -> String {
    let key = key.get(1..).unwrap_or_default();
    format!("the record “{}”", key.escape_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn read_back(written: &Written, key: &[u8]) -> Result<Vec<u8>, StoreError> {
        let chunks: BTreeMap<_, _> = written.chunks.iter().cloned().collect();
        read(key, &written.entry, |piece| Ok(chunks.get(piece).cloned()))
    }

    #[test]
    fn values_of_any_length_are_read_back() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
            let value = noise(length);
            let written = write(b"rkey", &value, || 7);
            assert_eq!(written.chunks.is_empty(), length <= CHUNK);
            assert_eq!(read_back(&written, b"rkey"), Ok(value), "{length} bytes");
        }
    }

    /// Bytes that cannot be packed.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u64;
        let next = |_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 56) as u8
        };
        (0..length).map(next).collect()
    }

    #[test]
    fn what_repeats_itself_is_packed_and_read_back() {
        for length in [256, 6 * 1024, 3 * CHUNK, 1 << 20] {
            let value = b"statement ".repeat(length / 10 + 1)[..length].to_vec();
            let written = write(b"rkey", &value, || 7);
            assert!(written.chunks.is_empty() && written.entry.len() < length / 2);
            let stored = parse(b"rkey", &written.entry).unwrap();
            assert_eq!(stored.length(), length);
            assert_eq!(read_back(&written, b"rkey"), Ok(value), "{length} bytes");
        }
    }

    #[test]
    fn no_flipped_bit_passes() {
        let value = b"a credential".to_vec();
        let written = write(b"rkey", &value, || 7);
        for bit in 0..written.entry.len() * 8 {
            let mut raw = written.entry.to_vec();
            raw[bit / 8] ^= 1 << (bit % 8);
            let error = parse(b"rkey", &raw).unwrap_err();
            assert!(error.to_string().contains("“key”"), "{error}");
        }
    }

    #[test]
    fn no_value_passes_for_that_of_another_key() {
        let written = write(b"rone", b"value", || 7);
        assert!(parse(b"rone", &written.entry).is_ok());
        assert!(parse(b"rtwo", &written.entry).is_err());
    }

    #[test]
    fn a_damaged_or_missing_chunk_names_its_record() {
        let value = noise(2 * CHUNK);
        let mut written = write(b"rkey", &value, || 7);
        let mut chunk = written.chunks[1].1.to_vec();
        chunk[100] ^= 1;
        written.chunks[1].1 = chunk.into();
        let error = read_back(&written, b"rkey").unwrap_err();
        assert!(error.to_string().contains("“key”"), "{error}");
        written.chunks.pop();
        let error = read_back(&written, b"rkey").unwrap_err();
        assert!(error.to_string().contains("missing"), "{error}");
    }
}
