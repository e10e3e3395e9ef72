//! PNG: the credential is the text of one `iTXt` chunk.
//!
//! Open Badges 3.0, section 5.3: keyword `openbadgecredential`, uncompressed, at most one. Readers
//! depart here:
//!
//! * A compressed text breaks the rule and leaves no room for two readings, so it is read, within
//!   [`MAX_INFLATED_BYTES`], and told as a departure.
//! * A wallet family looks for the keyword's bytes, takes the first place, and counts braces from
//!   there without knowing strings. So the chunk is baked right behind the header, before anything
//!   else that could hold the keyword, and braces inside strings are written as escapes; so is `&`,
//!   which the same wallets take for the start of an HTML entity.

mod chunks;

use super::bakeable::{Bakeable, Form, escape_in_strings};
use super::inflate::{Inflated, inflate};
use super::{
    BAKING, Carried, Carrier, CarrierError, Existing, Family, MAX_INFLATED_BYTES, Sound,
    baked_already,
};
use crate::finding::Finding;
use chunks::{Chunk, chunk_bytes, chunks};
use std::borrow::Cow;

/// A file that begins so is meant to be a PNG.
pub(super) const FIRST_BYTES: &[u8] = b"\x89PNG";

/// The rules of the text chunks.
const TEXT: &str = "PNG (third edition), section 11.3.3";

/// Pictures to be baked into are served to people: at most 4096 × 4096 pixels,
const MOST_PIXELS: u32 = 4096;
/// and 2 MiB.
const MOST_BAKE_BYTES: usize = 2 << 20;

/// The keyword of Open Badges 2.0.
const OPEN_BADGES_2: &str = "openbadges";

/// The credential in a PNG.
pub(super) fn find(file: &[u8]) -> Result<Carried, CarrierError> {
    let chunks = chunks(file)?;
    let baked: Vec<(&Chunk<'_>, Family)> = chunks
        .iter()
        .filter_map(|chunk| Some((chunk, family(chunk)?)))
        .collect();
    match baked.as_slice() {
        [] if chunks.iter().any(is_open_badges_2) => Err(CarrierError::unsupported(
            "open-badges-2",
            "the picture carries an Open Badge 2.0, which is not supported; ask the issuer for an \
             Open Badge 3.0",
        )),
        [] => Err(CarrierError::nothing(
            "the picture has no credential in it (no iTXt chunk openbadgecredential or \
             clrcredential); pictures lose it when they are scaled, converted or sent through a \
             messenger",
        )),
        [(chunk, family)] => carried(chunk, *family),
        several => Err(CarrierError::duplicate(format!(
            "the picture carries {} credentials, and no reader can know which is meant",
            several.len()
        ))),
    }
}

/// `picture` with the credential in a chunk right behind its header.
pub(super) fn bake(
    credential: &Bakeable<'_>,
    picture: &[u8],
    existing: Existing,
) -> Result<Vec<u8>, CarrierError> {
    let chunks = chunks_to_bake_into(picture, existing)?;
    let text = match credential.form {
        Form::Token(token) => Cow::Borrowed(token),
        Form::Json(json) => {
            Cow::Owned(escape_in_strings(json, |_, c| matches!(c, '{' | '}' | '&')))
        }
    };
    let mut data = credential.family.keyword().as_bytes().to_vec();
    // The end of the keyword, no compression and its method, no language, no translated keyword.
    data.extend_from_slice(&[0, 0, 0, 0, 0]);
    data.extend_from_slice(text.as_bytes());

    let mut out = chunks::SIGNATURE.to_vec();
    for (place, chunk) in chunks.iter().enumerate() {
        if !is_baked(chunk) {
            out.extend_from_slice(picture.get(chunk.span.clone()).unwrap_or_default());
        }
        if place == 0 {
            out.extend_from_slice(&chunk_bytes(*b"iTXt", &data));
        }
    }
    Ok(out)
}

/// The chunks of a picture that may be baked into.
fn chunks_to_bake_into(picture: &[u8], existing: Existing) -> Result<Vec<Chunk<'_>>, CarrierError> {
    if picture.len() > MOST_BAKE_BYTES {
        let detail = format!("the picture is longer than {MOST_BAKE_BYTES} bytes");
        return Err(CarrierError::refused("too-large", detail));
    }
    let chunks = chunks(picture)?;
    let (width, height) = chunks::size(&chunks);
    if width.max(height) > MOST_PIXELS {
        let detail = format!(
            "the picture is {width} × {height} pixels; at most {MOST_PIXELS} × {MOST_PIXELS} can be \
             baked into"
        );
        return Err(CarrierError::refused("picture-size", detail));
    }
    if existing == Existing::Keep
        && let Some(chunk) = chunks.iter().find(|chunk| is_baked(chunk))
    {
        return Err(baked_already(&format!(
            "the chunk at byte {}",
            chunk.span.start
        )));
    }
    Ok(chunks)
}

fn is_baked(chunk: &Chunk<'_>) -> bool {
    family(chunk).is_some() || is_open_badges_2(chunk)
}

/// Whether a picture may be baked into, and what it is like.
pub(super) fn examine(picture: &[u8]) -> Result<Sound, CarrierError> {
    let chunks = chunks_to_bake_into(picture, Existing::Keep)?;
    let moves = |chunk: &Chunk<'_>| matches!(&chunk.kind, b"acTL" | b"fcTL" | b"fdAT");
    Ok(Sound {
        carrier: Carrier::Png,
        pixels: Some(chunks::size(&chunks)),
        is_animated: chunks.iter().any(moves),
    })
}

/// The family whose keyword a text chunk has. `tEXt` and `zTXt` count: a reader that goes by the
/// keyword's bytes does not see the difference.
fn family(chunk: &Chunk<'_>) -> Option<Family> {
    let families = [Family::OpenBadge, Family::Clr];
    families
        .into_iter()
        .find(|family| has_keyword(chunk, family.keyword()))
}

fn is_open_badges_2(chunk: &Chunk<'_>) -> bool {
    has_keyword(chunk, OPEN_BADGES_2)
}

fn has_keyword(chunk: &Chunk<'_>, keyword: &str) -> bool {
    let rest = chunk.data.strip_prefix(keyword.as_bytes());
    matches!(&chunk.kind, b"iTXt" | b"tEXt" | b"zTXt")
        && rest.is_some_and(|rest| rest.first().is_none_or(|byte| *byte == 0))
}

fn carried(chunk: &Chunk<'_>, family: Family) -> Result<Carried, CarrierError> {
    let at = chunk.span.start;
    if &chunk.kind != b"iTXt" {
        let kind = String::from_utf8_lossy(&chunk.kind);
        let detail =
            format!("the credential at byte {at} stands in a {kind} chunk; it must be iTXt");
        let finding = Finding::new("", "baked-chunk-kind", detail).by(BAKING);
        return Err(CarrierError::Broken(vec![finding]));
    }
    let malformed = || {
        let detail = format!("the iTXt chunk at byte {at} is not built as one");
        CarrierError::Broken(vec![Finding::new("", "picture-broken", detail).by(TEXT)])
    };
    let text = InternationalText::read(chunk.data).ok_or_else(malformed)?;
    let mut departures = Vec::new();
    let credential = match text.compression {
        [0, _] => text.text.to_vec(),
        [1, 0] => {
            let detail =
                "the credential is compressed, which baking forbids; some readers will not find it";
            departures.push(Finding::new("", "baked-compressed", detail).by(BAKING));
            match inflate(text.text, MAX_INFLATED_BYTES) {
                Ok(Inflated::Whole(credential)) => credential,
                Ok(Inflated::TooLong(_)) => {
                    let detail = format!(
                        "the compressed chunk at byte {at} inflates to more than {MAX_INFLATED_BYTES} \
                         bytes"
                    );
                    return Err(CarrierError::limit("chunk-limit", detail));
                }
                Err(_) => return Err(malformed()),
            }
        }
        _ => return Err(malformed()),
    };
    Ok(Carried {
        carrier: Carrier::Png,
        family: Some(family),
        credential,
        departures,
    })
}

/// The parts of an `iTXt` chunk that matter here.
struct InternationalText<'a> {
    /// The flag (0 or 1) and the method (0).
    compression: [u8; 2],
    text: &'a [u8],
}

impl<'a> InternationalText<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let (_keyword, rest) = until_zero(data)?;
        let (compression, rest) = rest.split_first_chunk::<2>()?;
        let (language, rest) = until_zero(rest)?;
        let (translated, text) = until_zero(rest)?;
        let sound = language.is_ascii() && std::str::from_utf8(translated).is_ok();
        sound.then_some(Self {
            compression: *compression,
            text,
        })
    }
}

fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let place = bytes.iter().position(|byte| *byte == 0)?;
    let (before, rest) = bytes.split_at_checked(place)?;
    Some((before, rest.get(1..)?))
}
