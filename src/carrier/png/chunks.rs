//! The chunks of a PNG file (PNG, third edition, section 5): lengths, checksums, order. Pixels are
//! not looked at.

use super::super::CarrierError;
use crate::finding::Finding;
use std::ops::Range;

pub(super) const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// A chunk is at most this long: 2^31 − 1 bytes.
const LONGEST_CHUNK: u32 = 0x7fff_ffff;

/// No picture has more chunks. Encoders cut image data into pieces of 8 KiB and more.
const MOST_CHUNKS: usize = 16_384;

/// No more checksums than this are named as wrong.
const MOST_FAULTS: usize = 20;

const LAYOUT: &str = "PNG (third edition), section 5.3";
const ORDER: &str = "PNG (third edition), section 5.6";

/// One chunk.
#[derive(Debug)]
pub(super) struct Chunk<'a> {
    pub kind: [u8; 4],
    pub data: &'a [u8],
    /// Where it stands in the file, from its length to its checksum.
    pub span: Range<usize>,
}

/// All chunks, in order; the first is `IHDR`, the last is `IEND` and ends the file.
pub(super) fn chunks(file: &[u8]) -> Result<Vec<Chunk<'_>>, CarrierError> {
    if !file.starts_with(&SIGNATURE) {
        let detail = "the signature of the PNG is damaged, as when it was sent as text";
        return Err(broken(
            detail.to_owned(),
            "PNG (third edition), section 5.2",
        ));
    }
    let mut chunks: Vec<Chunk<'_>> = Vec::new();
    let mut wrong = Vec::new();
    let mut place = SIGNATURE.len();
    while chunks.last().is_none_or(|chunk| &chunk.kind != b"IEND") {
        if chunks.len() == MOST_CHUNKS {
            let detail = format!("the picture has more than {MOST_CHUNKS} chunks");
            return Err(CarrierError::limit("chunk-limit", detail));
        }
        let (chunk, sound) = chunk_at(file, place)?;
        if !sound && wrong.len() < MOST_FAULTS {
            let detail =
                format!("the checksum of the chunk at byte {place} is wrong: it was changed");
            wrong.push(Finding::new("", "picture-broken", detail).by(LAYOUT));
        }
        place = chunk.span.end;
        chunks.push(chunk);
    }
    if place < file.len() {
        let detail = format!("the picture ends at byte {place}, and more stands behind its end");
        return Err(broken(detail, ORDER));
    }
    if !wrong.is_empty() {
        return Err(CarrierError::Broken(wrong));
    }
    check_order(&chunks)?;
    Ok(chunks)
}

/// The chunk at `place`, and whether its checksum is right.
fn chunk_at(file: &[u8], place: usize) -> Result<(Chunk<'_>, bool), CarrierError> {
    let truncated = || {
        broken(
            format!("the picture breaks off in the chunk at byte {place}"),
            LAYOUT,
        )
    };
    let rest = file.get(place..).ok_or_else(truncated)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(truncated)?;
    let length = u32::from_be_bytes(*length);
    if length > LONGEST_CHUNK {
        let detail = format!("the chunk at byte {place} says that it has {length} bytes");
        return Err(broken(detail, LAYOUT));
    }
    let (kind, rest) = rest.split_first_chunk::<4>().ok_or_else(truncated)?;
    if !kind.iter().all(u8::is_ascii_alphabetic) {
        let detail = format!("the chunk at byte {place} has no name of four letters");
        return Err(broken(detail, LAYOUT));
    }
    let length = usize::try_from(length).map_err(|_| truncated())?;
    let (data, rest) = rest.split_at_checked(length).ok_or_else(truncated)?;
    let (sum, rest) = rest.split_first_chunk::<4>().ok_or_else(truncated)?;
    let chunk = Chunk {
        kind: *kind,
        data,
        span: place..file.len() - rest.len(),
    };
    Ok((chunk, u32::from_be_bytes(*sum) == checksum(*kind, data)))
}

/// The header first, then image data in one run, the end last.
fn check_order(chunks: &[Chunk<'_>]) -> Result<(), CarrierError> {
    let fault = |detail: &str| Err(broken(detail.to_owned(), ORDER));
    let count = |kind: &[u8; 4]| chunks.iter().filter(|chunk| &chunk.kind == kind).count();
    let header_first = chunks.first().is_some_and(|chunk| &chunk.kind == b"IHDR");
    if !header_first || count(b"IHDR") != 1 {
        return fault("the picture must begin with its header (IHDR), and have one");
    }
    let (width, height) = size(chunks);
    if chunks.first().is_none_or(|chunk| chunk.data.len() != 13) || width == 0 || height == 0 {
        return fault("the header of the picture (IHDR) has no size");
    }
    if chunks.last().is_none_or(|chunk| !chunk.data.is_empty()) {
        return fault("the end of the picture (IEND) is not empty");
    }
    let mut runs = 0;
    let mut inside = false;
    for chunk in chunks {
        let image = &chunk.kind == b"IDAT";
        runs += usize::from(image && !inside);
        inside = image;
    }
    match runs {
        1 => Ok(()),
        0 => fault("the picture has no image data (IDAT)"),
        _ => fault("other chunks stand between those of the image data (IDAT)"),
    }
}

/// Width and height in pixels, as the header says; 0 where it does not.
pub(super) fn size(chunks: &[Chunk<'_>]) -> (u32, u32) {
    let header = chunks.first().map(|chunk| chunk.data).unwrap_or_default();
    let number = |place: usize| {
        let bytes = header.get(place..).and_then(|rest| rest.first_chunk::<4>());
        bytes.map_or(0, |bytes| u32::from_be_bytes(*bytes))
    };
    (number(0), number(4))
}

/// A chunk as it stands in a file. `data` must be no longer than a chunk may be.
pub(super) fn chunk_bytes(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap_or(LONGEST_CHUNK);
    let mut bytes = Vec::with_capacity(data.len() + 12);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(&kind);
    bytes.extend_from_slice(data);
    bytes.extend_from_slice(&checksum(kind, data).to_be_bytes());
    bytes
}

fn checksum(kind: [u8; 4], data: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&kind);
    hasher.update(data);
    hasher.finalize()
}

fn broken(detail: String, rule: &'static str) -> CarrierError {
    CarrierError::Broken(vec![Finding::new("", "picture-broken", detail).by(rule)])
}
