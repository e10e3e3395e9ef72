//! Inflating (RFC 1950) up to a limit and not one byte beyond it.

use flate2::read::ZlibDecoder;
use std::io::{self, Read};

/// What came out of a compressed text.
pub(super) enum Inflated {
    /// All of it.
    Whole(Vec<u8>),
    /// It is longer than the limit; these are its first bytes, as many as the limit allows.
    TooLong(Vec<u8>),
}

/// Inflates `compressed` to at most `limit` bytes.
///
/// # Errors
/// When it is not in the zlib format.
pub(super) fn inflate(compressed: &[u8], limit: usize) -> io::Result<Inflated> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(compressed)
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        bytes.truncate(limit);
        return Ok(Inflated::TooLong(bytes));
    }
    Ok(Inflated::Whole(bytes))
}
