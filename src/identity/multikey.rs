//! Ed25519 public keys as multikeys: `z6Mk…`, base58btc of the bytes `ed 01` and the key.
//!
//! Controlled Identifiers 1.0, sections 2.2.2 (Multikey) and 2.4 (Multibase); multicodec
//! `ed25519-pub` (0xed) as an unsigned varint. Reading is strict: one spelling a key, and no key
//! under which anyone can sign. Secret multikeys (`z3u2…`) are not read: private keys live in key
//! files only.

use ed25519_dalek::VerifyingKey;

/// The multicodec code of an Ed25519 public key.
const ED25519_PUBLIC: u64 = 0xed;

/// The same as an unsigned varint.
const ED25519_PUBLIC_PREFIX: [u8; 2] = [0xed, 0x01];

/// The multicodec code of an Ed25519 private key; its varint is `80 26`.
const ED25519_PRIVATE: u64 = 0x1300;

/// Longer texts are refused before their base58 is read, which takes quadratic time. The
/// multikey of an RSA key of 4096 bits has some 730 characters.
const MAX_CHARACTERS: usize = 1024;

/// A text is not the multikey of a usable Ed25519 public key. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MultikeyError {
    /// The first character is not `z`: another multibase encoding, or none.
    #[error("a multikey is base58btc and begins with “z”; this one does not")]
    NotBase58Btc,
    /// A character is outside the base58btc alphabet.
    #[error("after its “z” the multikey is not base58btc")]
    NotBase58,
    /// Far longer than any key.
    #[error("the multikey is longer than {MAX_CHARACTERS} characters")]
    TooLong,
    /// The code that says what kind of key follows stops before its end.
    #[error("the multikey ends before it has said what kind of key it is")]
    NoCodec,
    /// The code is written with more bytes than it needs, so that one key has two spellings.
    #[error("the kind of key is written as an over-long varint")]
    OverlongCodec,
    /// A private key where a public one belongs.
    #[error("this is a private key; it must be treated as disclosed")]
    PrivateKey,
    /// A key of another kind, such as X25519 or P-256.
    #[error("the multikey holds a key of another kind (multicodec 0x{0:x}), not Ed25519")]
    OtherKind(u64),
    /// Not 32 bytes of key.
    #[error("an Ed25519 public key has 32 bytes; the multikey holds {0}")]
    Length(usize),
    /// The bytes are no key that can be used.
    #[error(transparent)]
    Key(#[from] PublicKeyError),
}

/// 32 bytes are not a usable Ed25519 public key. Whoever wrote them is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicKeyError {
    /// No point on the curve.
    #[error("the 32 bytes are not a point on the curve of Ed25519")]
    NotAPoint,
    /// A point, but not in its one canonical spelling (RFC 8032, section 5.1.3).
    #[error("the key is not in its canonical form")]
    NotCanonical,
    /// A point of small order: signatures under it can be made by anyone.
    #[error("the key is weak: anyone can make signatures under it")]
    Weak,
}

/// The multikey of `key`.
pub fn encode(key: &VerifyingKey) -> String {
    let mut bytes = ED25519_PUBLIC_PREFIX.to_vec();
    bytes.extend_from_slice(key.as_bytes());
    format!("z{}", bs58::encode(bytes).into_string())
}

/// The key of a multikey.
///
/// # Errors
/// [`MultikeyError`], a variant for each way of being wrong.
pub fn decode(text: &str) -> Result<VerifyingKey, MultikeyError> {
    if text.len() > MAX_CHARACTERS {
        return Err(MultikeyError::TooLong);
    }
    let digits = text.strip_prefix('z').ok_or(MultikeyError::NotBase58Btc)?;
    let bytes = bs58::decode(digits)
        .into_vec()
        .map_err(|_| MultikeyError::NotBase58)?;
    let (code, key) = codec(&bytes)?;
    match code {
        ED25519_PUBLIC => {}
        ED25519_PRIVATE => return Err(MultikeyError::PrivateKey),
        other => return Err(MultikeyError::OtherKind(other)),
    }
    let key: &[u8; 32] = key
        .try_into()
        .map_err(|_| MultikeyError::Length(key.len()))?;
    Ok(public_key(key)?)
}

/// The key that 32 bytes are.
///
/// # Errors
/// [`PublicKeyError`] when they are no point, are not canonical, or are a weak key.
pub fn public_key(bytes: &[u8; 32]) -> Result<VerifyingKey, PublicKeyError> {
    let key = VerifyingKey::from_bytes(bytes).map_err(|_| PublicKeyError::NotAPoint)?;
    if key.is_weak() {
        return Err(PublicKeyError::Weak);
    }
    if key.to_edwards().compress().as_bytes() != bytes {
        return Err(PublicKeyError::NotCanonical);
    }
    Ok(key)
}

/// The multicodec code at the beginning (an unsigned varint of at most nine bytes) and what
/// follows it.
fn codec(bytes: &[u8]) -> Result<(u64, &[u8]), MultikeyError> {
    let mut code = 0_u64;
    for (place, byte) in bytes.iter().take(9).enumerate() {
        code |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            if *byte == 0 && place > 0 {
                return Err(MultikeyError::OverlongCodec);
            }
            return Ok((code, bytes.get(place + 1..).unwrap_or_default()));
        }
    }
    Err(MultikeyError::NoCodec)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn multikey(prefix: &[u8], key: &[u8]) -> String {
        format!("z{}", bs58::encode([prefix, key].concat()).into_string())
    }

    /// The public keys of W3C vc-di-eddsa and of the did:key method.
    const KEYS: [&str; 3] = [
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7",
        "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    ];

    #[test]
    fn published_keys_are_read_and_written_back() {
        for text in KEYS {
            assert_eq!(encode(&decode(text).unwrap()), text);
        }
    }

    #[test]
    fn other_bases_are_refused() {
        let rest = &KEYS[0][1..];
        for base in ["f", "u", "m", "Z", ""] {
            let text = format!("{base}{rest}");
            assert_eq!(decode(&text), Err(MultikeyError::NotBase58Btc), "{text}");
        }
        assert_eq!(decode(""), Err(MultikeyError::NotBase58Btc));
        for text in ["z6MkO", "z6Mk0", "z6Mk ", "z6Mké"] {
            assert_eq!(decode(text), Err(MultikeyError::NotBase58), "{text}");
        }
    }

    #[test]
    fn other_kinds_of_key_are_named() {
        let key = [7; 32];
        let other = |prefix: &[u8]| decode(&multikey(prefix, &key)).unwrap_err();
        assert_eq!(other(&[0xec, 0x01]), MultikeyError::OtherKind(0xec));
        assert_eq!(other(&[0x80, 0x24]), MultikeyError::OtherKind(0x1200));
        assert_eq!(other(&[0x80, 0x26]), MultikeyError::PrivateKey);
        assert_eq!(other(&[0x80, 0xed, 0x01]), MultikeyError::OtherKind(0x7680));
    }

    #[test]
    fn codes_have_one_spelling() {
        let key = decode(KEYS[0]).unwrap();
        for prefix in [&[0xed, 0x81, 0x00][..], &[0xed, 0x81, 0x80, 0x00]] {
            let error = decode(&multikey(prefix, key.as_bytes())).unwrap_err();
            assert_eq!(error, MultikeyError::OverlongCodec);
        }
        assert_eq!(decode("z"), Err(MultikeyError::NoCodec));
        assert_eq!(
            decode(&multikey(&[0xff; 12], &[])),
            Err(MultikeyError::NoCodec)
        );
    }

    #[test]
    fn lengths_are_exact() {
        let key = decode(KEYS[0]).unwrap();
        let longer = [key.as_bytes(), &[0][..]].concat();
        for bytes in [&key.as_bytes()[..31], &longer[..], &[]] {
            let error = decode(&multikey(&[0xed, 0x01], bytes)).unwrap_err();
            assert_eq!(error, MultikeyError::Length(bytes.len()));
        }
        let endless = format!("z{}", "6".repeat(5000));
        assert_eq!(decode(&endless), Err(MultikeyError::TooLong));
    }

    #[test]
    fn weak_and_misspelt_keys_are_refused() {
        let error = |bytes: [u8; 32]| decode(&multikey(&[0xed, 0x01], &bytes)).unwrap_err();
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(error(identity), PublicKeyError::Weak.into());
        assert_eq!(error([0; 32]), PublicKeyError::Weak.into());
        let mut no_point = [0; 32];
        no_point[0] = 2;
        assert_eq!(error(no_point), PublicKeyError::NotAPoint.into());
        // y = 3 is a point of large order; p + 3 is the same y, spelt otherwise.
        let mut plain = [0; 32];
        plain[0] = 3;
        assert!(public_key(&plain).is_ok());
        let mut misspelt = [0xff; 32];
        (misspelt[0], misspelt[31]) = (0xf0, 0x7f);
        assert_eq!(error(misspelt), PublicKeyError::NotCanonical.into());
    }
}
