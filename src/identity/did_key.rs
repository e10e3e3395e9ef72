//! `did:key`: the DID is the key, of Ed25519, P-256 or P-384.
//!
//! The did:key Method (W3C CCG), sections 3.1 and 3.1.2. The optional version before the key is
//! refused, and so are other kinds of key; Proofmark itself makes DIDs of Ed25519 keys alone.

use super::did_document::{DidDocument, Material, Purpose, VerificationMethodError};
use super::multikey::{self, MultikeyError};
use super::public_key::PublicKey;
use ed25519_dalek::VerifyingKey;

/// What every such DID begins with.
pub const PREFIX: &str = "did:key:";

/// A text is not a `did:key` with a usable key. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DidKeyError {
    /// It does not begin with `did:key:`.
    #[error("a did:key begins with “did:key:”")]
    OtherMethod,
    /// What follows is not the multikey of a usable key.
    #[error("the did:key does not hold a usable key: {0}")]
    Key(#[from] MultikeyError),
}

/// The DID of `key`.
pub fn did(key: &VerifyingKey) -> String {
    format!("{PREFIX}{}", multikey::encode(key))
}

/// The DID URL of the one verification method that the DID of `key` has.
pub fn verification_method(key: &VerifyingKey) -> String {
    let key = multikey::encode(key);
    format!("{PREFIX}{key}#{key}")
}

/// The key of a DID (without fragment).
///
/// # Errors
/// [`DidKeyError`] when `did` is not a `did:key` with a usable key.
pub fn key(did: &str) -> Result<PublicKey, DidKeyError> {
    let multikey = did.strip_prefix(PREFIX).ok_or(DidKeyError::OtherMethod)?;
    Ok(multikey::decode(multikey)?)
}

/// The key of a verification method `did:key:z…#z…`. Its fragment must repeat the DID's own key:
/// there is no other method in the document of a `did:key`.
///
/// # Errors
/// [`VerificationMethodError::Url`] when the fragment is missing or another,
/// [`VerificationMethodError::Method`] and [`VerificationMethodError::Unsupported`] when the key
/// cannot be used.
pub fn key_of_method(verification_method: &str) -> Result<PublicKey, VerificationMethodError> {
    let (did, fragment) = verification_method.split_once('#').ok_or_else(|| {
        VerificationMethodError::url(
            verification_method,
            "it has no fragment, so it names no key",
        )
    })?;
    let multikey = multikey_of(did)?;
    if fragment != multikey {
        let reason = "the fragment of a did:key must repeat the key of the DID";
        return Err(VerificationMethodError::url(verification_method, reason));
    }
    Material::of_multikey(multikey::decode(multikey)).key(verification_method)
}

fn multikey_of(did: &str) -> Result<&str, VerificationMethodError> {
    did.strip_prefix(PREFIX)
        .ok_or_else(|| VerificationMethodError::url(did, "it is not a did:key"))
}

/// The document of a DID: one verification method, for every purpose of a signature.
///
/// # Errors
/// [`VerificationMethodError::Url`] when `did` is not a `did:key`,
/// [`VerificationMethodError::Method`] and [`VerificationMethodError::Unsupported`] when its key
/// cannot be used.
pub fn document(did: &str) -> Result<DidDocument, VerificationMethodError> {
    let multikey = multikey_of(did)?;
    let key = Material::of_multikey(multikey::decode(multikey)).key(did)?;
    let mut document = DidDocument::without_keys(did.to_owned());
    document.add_key(multikey, key, &Purpose::ALL);
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DID: &str = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    const MULTIKEY: &str = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    #[test]
    fn the_published_did_is_its_key() {
        let public = key(DID).unwrap();
        let key = public.as_ed25519().unwrap();
        assert_eq!(did(key), DID);
        let method = verification_method(key);
        assert_eq!(method, format!("{DID}#{MULTIKEY}"));
        assert_eq!(key_of_method(&method).unwrap(), public);
    }

    #[test]
    fn points_of_the_specification_are_their_jwks() {
        use crate::identity::jwk;
        use crate::ijson;
        for (did, published) in [
            (
                "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
                concat!(
                    r#"{"crv":"P-256","kty":"EC","x":"fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI","#,
                    r#""y":"hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU"}"#
                ),
            ),
            (
                "did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9",
                concat!(
                    r#"{"crv":"P-384","kty":"EC","#,
                    r#""x":"lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc","#,
                    r#""y":"y6N1IC-2mXxHreETBW7K3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv"}"#
                ),
            ),
        ] {
            let key = key(did).unwrap();
            let members = ijson::to_vec(&ijson::Json::Object(jwk::required_members(&key)));
            assert_eq!(String::from_utf8(members).unwrap(), published);
            let method = format!("{did}#{}", did.replace(PREFIX, ""));
            let found = document(did).unwrap();
            let found = found.method_for(&method, Purpose::AssertionMethod);
            assert_eq!(found.unwrap().key, key);
            assert_eq!(key_of_method(&method).unwrap(), key);
        }
    }

    #[test]
    fn unknown_kinds_are_told_from_wrong_keys() {
        use VerificationMethodError as E;
        let secp256k1 = "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme";
        assert!(matches!(document(secp256k1), Err(E::Unsupported { .. })));
        let private = bs58::encode([&[0x80, 0x26][..], &[7; 32]].concat()).into_string();
        let x25519 = "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc";
        for wrong in [format!("z{private}"), x25519.to_owned(), "z".to_owned()] {
            let error = document(&format!("{PREFIX}{wrong}")).unwrap_err();
            assert!(matches!(error, E::Method { .. }), "{error}");
            assert_eq!(
                error.problem_type(),
                "https://w3id.org/security#INVALID_VERIFICATION_METHOD"
            );
        }
        assert!(matches!(document("did:web:a.example"), Err(E::Url { .. })));
    }

    #[test]
    fn the_fragment_must_repeat_the_key() {
        let other = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
        for url in [
            DID.to_owned(),
            format!("{DID}#"),
            format!("{DID}#{other}"),
            format!("{DID}#{MULTIKEY}#{MULTIKEY}"),
            format!("{DID}?a#{MULTIKEY}"),
            format!("did:web:{MULTIKEY}#{MULTIKEY}"),
        ] {
            let error = key_of_method(&url).unwrap_err();
            assert!(
                matches!(error, VerificationMethodError::Url { .. }),
                "{url}"
            );
        }
    }

    #[test]
    fn other_keys_and_methods_are_refused() {
        // An X25519 key of the specification.
        let x25519 = "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc";
        assert_eq!(
            key(&format!("did:key:{x25519}")),
            Err(MultikeyError::KeyAgreement.into())
        );
        let error = key_of_method(&format!("did:key:{x25519}#{x25519}")).unwrap_err();
        assert!(matches!(error, VerificationMethodError::Method { .. }));
        assert_eq!(key("did:web:example.org"), Err(DidKeyError::OtherMethod));
        assert!(key(&format!("did:key:1.1:{MULTIKEY}")).is_err());
        assert!(key(&format!("{DID}#{MULTIKEY}")).is_err());
    }

    #[test]
    fn the_document_lists_the_one_method() {
        let key = key(DID).unwrap();
        let document = document(DID).unwrap();
        assert_eq!(document.id(), DID);
        for purpose in Purpose::ALL {
            let found = document.method_for(&format!("{DID}#{MULTIKEY}"), purpose);
            assert_eq!(found.unwrap().key, key);
        }
    }
}
