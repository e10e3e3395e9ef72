//! The bits of a status list, and their text: GZIP (RFC 1952) in base64url (RFC 4648, section 5).
//!
//! Bitstring Status List 1.0, sections 3.3 (generation) and 3.4 (expansion). Reading is strict:
//! one gzip member with nothing behind it, its checksum and length right, and never more than
//! [`MAX_BYTES`] of bits, however few bytes they were packed into.

use super::Form;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE_NO_PAD};
use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder};
use std::io::{Read as _, Write as _};

/// The fewest entries of a list: with fewer, asking for the list would tell its host about whom
/// one asks (Bitstring Status List 1.0, section 3.2, `minimumNumberOfEntries`).
pub const MIN_ENTRIES: usize = 131_072;

/// The most bytes of bits that are read or written: 1 MiB, which is 8,388,608 entries of one bit.
pub const MAX_BYTES: usize = 1 << 20;

/// The longest text that can hold so many bytes, when they were random and so grew a little.
const MAX_TEXT: usize = MAX_BYTES / 3 * 4 + 4096;

/// Status List 2021 came without multibase, and its libraries differ about padding.
const URL_SAFE_ANY_PAD: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bits of a status list. Entry 0 stands in the left-most bit: the highest of the first byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitstring {
    bytes: Vec<u8>,
}

/// Why a text is not the bits of a status list, or a list cannot be made. Whoever made the text,
/// or asks for the list, is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BitstringError {
    /// The text does not begin with the letter that names its base.
    #[error("the encoded list must begin with \"u\", the multibase letter of base64url")]
    Multibase,
    /// The text is not base64url.
    #[error("the encoded list is not base64url")]
    Base64,
    /// The bytes are not one sound gzip member.
    #[error("the encoded list is not gzip: {0}")]
    Gzip(String),
    /// Something stands behind the gzip member.
    #[error("the encoded list has bytes behind its gzip member")]
    TrailingBytes,
    /// More bits than anyone needs.
    #[error("the encoded list holds more than {MAX_BYTES} bytes of bits")]
    TooLarge,
    /// A new list would be too short to hide anyone.
    #[error("a status list of {0} entries is too short; it needs at least {MIN_ENTRIES}")]
    TooFewEntries(usize),
}

impl Bitstring {
    /// The bits of an `encodedList`, which may have any length up to [`MAX_BYTES`].
    ///
    /// # Errors
    /// [`BitstringError`] where the text is not what `form` wants.
    pub fn decode(text: &str, form: Form) -> Result<Self, BitstringError> {
        if text.len() > MAX_TEXT {
            return Err(BitstringError::TooLarge);
        }
        let packed = match form {
            Form::BitstringStatusList => {
                let digits = text.strip_prefix('u').ok_or(BitstringError::Multibase)?;
                URL_SAFE_NO_PAD.decode(digits)
            }
            Form::StatusList2021 => URL_SAFE_ANY_PAD.decode(text),
        };
        inflate(&packed.map_err(|_| BitstringError::Base64)?).map(|bytes| Self { bytes })
    }

    /// A list of so many entries of one bit, all clear; rounded up to whole bytes.
    ///
    /// # Errors
    /// [`BitstringError`] below [`MIN_ENTRIES`] and above [`MAX_BYTES`] × 8.
    pub fn new(entries: usize) -> Result<Self, BitstringError> {
        if entries < MIN_ENTRIES {
            return Err(BitstringError::TooFewEntries(entries));
        }
        let length = entries.div_ceil(8);
        if length > MAX_BYTES {
            return Err(BitstringError::TooLarge);
        }
        Ok(Self {
            bytes: vec![0; length],
        })
    }

    /// How many entries of `size` bits there are; none of no bits.
    pub fn entries(&self, size: u32) -> usize {
        (self.bytes.len() * 8)
            .checked_div(size as usize)
            .unwrap_or(0)
    }

    /// The value of the entry `index`, where entries have `size` bits, 1 to 32; `None` beyond the
    /// end.
    pub fn get(&self, index: u64, size: u32) -> Option<u32> {
        let first = self.first_bit(index, size)?;
        let mut value = 0;
        for place in first..first + size as usize {
            let byte = self.bytes.get(place / 8)?;
            value = value << 1 | u32::from(byte >> (7 - place % 8) & 1);
        }
        Some(value)
    }

    /// Sets the entry `index` of one bit, or clears it. `None`, and nothing is done, beyond the
    /// end.
    #[must_use = "an index beyond the end is not set"]
    pub fn set(&mut self, index: u64, value: bool) -> Option<()> {
        let place = self.first_bit(index, 1)?;
        let byte = self.bytes.get_mut(place / 8)?;
        let bit = 0x80 >> (place % 8);
        if value {
            *byte |= bit;
        } else {
            *byte &= !bit;
        }
        Some(())
    }

    /// The text of the bits: `u` and base64url. The same bits give the same text: the gzip header
    /// names no time and no machine.
    pub fn encode(&self) -> String {
        let mut gzip = GzBuilder::new()
            .mtime(0)
            .operating_system(255)
            .write(Vec::new(), Compression::best());
        // Writing into memory does not fail; a text cut short would be seen by whoever reads it.
        let packed = gzip
            .write_all(&self.bytes)
            .and_then(|()| gzip.finish())
            .unwrap_or_default();
        format!("u{}", URL_SAFE_NO_PAD.encode(packed))
    }

    fn first_bit(&self, index: u64, size: u32) -> Option<usize> {
        let index = usize::try_from(index).ok()?;
        let inside = (1..=32).contains(&size) && index < self.entries(size);
        inside.then(|| index * size as usize)
    }
}

/// The bytes of one gzip member.
fn inflate(packed: &[u8]) -> Result<Vec<u8>, BitstringError> {
    let mut member = GzDecoder::new(packed);
    let mut bytes = Vec::new();
    (&mut member)
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| BitstringError::Gzip(error.to_string()))?;
    if bytes.len() > MAX_BYTES {
        return Err(BitstringError::TooLarge);
    }
    if member.into_inner().is_empty() {
        Ok(bytes)
    } else {
        Err(BitstringError::TrailingBytes)
    }
}

#[cfg(test)]
mod tests;
