//! Signed notes (C2SP signed-note): a text, an empty line, and lines of signatures.
//!
//! A signature line is an em dash, a space, the name of the key, a space, and in base64 four bytes
//! that tell keys apart and the signature. Lines of keys that are not known are passed over; a line
//! that names the known key must be its signature. Ed25519 alone (signature type 1).

use super::AuditError;
use crate::identity::{Signer, verify_ed25519};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

/// What a signature line begins with.
const MARK: &str = "\u{2014} ";

/// The signature type of Ed25519.
const ED25519: u8 = 1;

/// The longest note that is read, in bytes.
const MAX_BYTES: usize = 1 << 20;

/// The most signatures that are read: a note has one for its log and one for each witness.
const MAX_SIGNATURES: usize = 100;

/// The note of `text`, signed by `signer` under `name`.
///
/// # Errors
/// [`AuditError::Signer`] when the signer does not sign; [`AuditError::Malformed`] when `text` or
/// `name` cannot stand in a note.
pub(super) fn sign(text: &str, name: &str, signer: &dyn Signer) -> Result<String, AuditError> {
    if !is_text(text) {
        return Err(AuditError::Malformed("its text cannot stand in a note"));
    }
    if !is_name(name) {
        return Err(AuditError::Malformed("its key's name cannot stand in one"));
    }
    let signature = signer
        .sign(text.as_bytes())
        .map_err(|error| AuditError::Signer(error.to_string()))?;
    let key = signer.public_key().as_ed25519();
    let key = key.ok_or_else(|| AuditError::Signer("the key is no Ed25519 key".to_owned()))?;
    let id = key_id(name, key);
    let bytes = STANDARD.encode([id.as_slice(), &signature].concat());
    Ok(format!("{text}\n{MARK}{name} {bytes}\n"))
}

/// The text of `note`, once `key` under `name` is found to have signed it.
///
/// # Errors
/// [`AuditError::Malformed`], [`AuditError::NotSigned`], [`AuditError::WrongSignature`].
pub(super) fn open<'n>(
    note: &'n str,
    name: &str,
    key: &VerifyingKey,
) -> Result<&'n str, AuditError> {
    let (text, signatures) = split(note)?;
    let mut signed = false;
    for line in signatures.split_terminator('\n') {
        let (signer, bytes) = signature_line(line)?;
        let Some((id, signature)) = bytes.split_first_chunk::<4>() else {
            return Err(AuditError::Malformed("a signature is too short"));
        };
        if signer != name || *id != key_id(name, key) {
            continue;
        }
        let signature = signature.try_into();
        let signature = signature.map_err(|_| AuditError::WrongSignature)?;
        verify_ed25519(key, text.as_bytes(), signature).map_err(|_| AuditError::WrongSignature)?;
        signed = true;
    }
    match signed {
        true => Ok(text),
        false => Err(AuditError::NotSigned),
    }
}

/// The text, with the line feed at its end, and the signature lines.
pub(super) fn split(note: &str) -> Result<(&str, &str), AuditError> {
    if note.len() > MAX_BYTES {
        return Err(AuditError::Malformed("it is too long"));
    }
    let end = note.rfind("\n\n");
    let end = end.ok_or(AuditError::Malformed("it has no empty line"))?;
    let (text, signatures) = (&note[..=end], &note[end + 2..]);
    if !is_text(note) {
        return Err(AuditError::Malformed("it holds a control character"));
    }
    if signatures.is_empty() || !signatures.ends_with('\n') {
        return Err(AuditError::Malformed("it does not end with a signature"));
    }
    if signatures.bytes().filter(|byte| *byte == b'\n').count() > MAX_SIGNATURES {
        return Err(AuditError::Malformed("it has too many signatures"));
    }
    Ok((text, signatures))
}

fn signature_line(line: &str) -> Result<(&str, Vec<u8>), AuditError> {
    let parts = line
        .strip_prefix(MARK)
        .and_then(|rest| rest.split_once(' '));
    let (name, bytes) = parts.ok_or(AuditError::Malformed("a line is no signature"))?;
    let bytes = STANDARD.decode(bytes).ok().filter(|bytes| bytes.len() > 4);
    match bytes {
        Some(bytes) if is_name(name) => Ok((name, bytes)),
        _ => Err(AuditError::Malformed("a line is no signature")),
    }
}

/// The four bytes that tell keys of one name apart.
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    hash.update([b'\n', ED25519]);
    hash.update(key.as_bytes());
    let hash: [u8; 32] = hash.finalize().into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

/// Whether `text` ends its last line and has no control characters but line feeds.
fn is_text(text: &str) -> bool {
    text.ends_with('\n') && !text.chars().any(|c| c < ' ' && c != '\n')
}

/// Whether `name` may name a key: no white space, and no plus, which ends it in printed keys.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}
