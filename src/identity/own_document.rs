//! DIDs that are their own document: nobody has to be asked for it.
//!
//! The did:key Method (W3C CCG) and the did:jwk Method Specification.

use super::did_document::{DidDocument, MAX_URL_BYTES, VerificationMethodError};
use super::{did_jwk, did_key};

/// The document of a `did:key` or `did:jwk` (without fragment), made from the DID alone; `None`
/// for every other identifier.
///
/// # Errors
/// [`VerificationMethodError`] when the DID is malformed or far too long, or when its key cannot
/// be used.
pub fn own_document(did: &str) -> Option<Result<DidDocument, VerificationMethodError>> {
    let document = if did.starts_with(did_key::PREFIX) {
        did_key::document
    } else if did.starts_with(did_jwk::PREFIX) {
        did_jwk::document
    } else {
        return None;
    };
    if did.len() > MAX_URL_BYTES {
        return Some(Err(VerificationMethodError::url(did, "it is too long")));
    }
    Some(document(did))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Purpose;

    const P256: &str = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";

    #[test]
    fn only_dids_that_are_keys_are_their_own_document() {
        let document = own_document(P256).unwrap().unwrap();
        assert_eq!(document.id(), P256);
        let method = format!("{P256}#{}", P256.replace("did:key:", ""));
        let found = document.method_for(&method, Purpose::AssertionMethod);
        assert_eq!(found.unwrap().key.kind(), "P-256");
        let error = own_document("did:jwk:e30").unwrap().unwrap_err();
        assert!(matches!(error, VerificationMethodError::Method { .. }));
        for other in [
            "did:web:badges.example",
            "https://badges.example",
            "",
            "did:keys:z",
        ] {
            assert!(own_document(other).is_none());
        }
    }

    #[test]
    fn endless_dids_are_refused() {
        for prefix in [did_key::PREFIX, did_jwk::PREFIX] {
            let endless = format!("{prefix}{}", "z".repeat(MAX_URL_BYTES));
            let error = own_document(&endless).unwrap().unwrap_err();
            assert!(matches!(error, VerificationMethodError::Url { .. }));
            assert!(error.to_string().len() < 400);
        }
    }

    #[test]
    fn a_fragment_is_no_part_of_a_did() {
        // did:key:zA#zB (E13) fails here as well, should it be handed over whole.
        let with_fragment = format!("{P256}#{}", P256.replace("did:key:", ""));
        assert!(own_document(&with_fragment).unwrap().is_err());
        assert!(own_document("did:jwk:e30#0").unwrap().is_err());
    }
}
