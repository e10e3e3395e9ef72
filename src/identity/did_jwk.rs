//! `did:jwk`: the DID is the key, written as a JWK.
//!
//! The did:jwk Method Specification, sections "Format" and "Read": base64url of the JWK's text.
//! The document has one method, `#0`, for every purpose of a signature unless the JWK says that it
//! is for encryption.

use super::did_document::{DidDocument, Material, Purpose, VerificationMethodError};
use super::jwk;
use crate::ijson::{self, Json};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What every such DID begins with.
pub const PREFIX: &str = "did:jwk:";

/// The fragment of the one verification method.
const FRAGMENT: &str = "0";

/// The document of a DID (without fragment).
///
/// # Errors
/// [`VerificationMethodError::Url`] when `did` is not a `did:jwk`,
/// [`VerificationMethodError::Method`] and [`VerificationMethodError::Unsupported`] when its key
/// cannot be used: private members, small RSA keys, other kinds.
pub fn document(did: &str) -> Result<DidDocument, VerificationMethodError> {
    let url_error = |reason: &str| VerificationMethodError::url(did, reason);
    let encoded = did
        .strip_prefix(PREFIX)
        .ok_or_else(|| url_error("it is not a did:jwk"))?;
    let text = URL_SAFE_NO_PAD
        .decode(encoded)
        .map_err(|_| url_error("what follows did:jwk: is not base64url without padding"))?;
    let json = ijson::parse(&text)
        .map_err(|_| url_error("what follows did:jwk: is not JSON in base64url"))?;
    let encrypts = json.get("use").and_then(Json::as_str) == Some("enc");
    let (key, purposes) = if encrypts {
        (jwk::read_for_any_use(&json), &[][..])
    } else {
        (jwk::read(&json), &Purpose::ALL[..])
    };
    let key = Material::of_jwk(key).key(did)?;
    let mut document = DidDocument::without_keys(did.to_owned());
    document.add_key(FRAGMENT, key, purposes);
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::PublicKey;

    /// The JWK of the specification's first example, whose DID is its base64url.
    const P256: &str = concat!(
        r#"{"crv":"P-256","kty":"EC","x":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0","#,
        r#""y":"_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE"}"#
    );

    fn did(jwk: &str) -> String {
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(jwk))
    }

    fn find(jwk: &str) -> Result<PublicKey, VerificationMethodError> {
        let did = did(jwk);
        let found = document(&did)?.method_for(&format!("{did}#0"), Purpose::AssertionMethod);
        found.map(|found| found.key)
    }

    #[test]
    fn the_published_did_is_its_key() {
        let published = concat!(
            "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJN",
            "NEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pI",
            "M25TRSJ9"
        );
        assert_eq!(did(P256), published);
        assert_eq!(find(P256).unwrap().kind(), "P-256");
        let document = document(published).unwrap();
        assert_eq!(document.id(), published);
        for purpose in Purpose::ALL {
            let method = format!("{published}#0");
            assert!(document.method_for(&method, purpose).is_ok());
            assert!(
                document
                    .method_for(&format!("{published}#1"), purpose)
                    .is_err()
            );
        }
    }

    #[test]
    fn a_key_for_encryption_signs_nothing() {
        use VerificationMethodError as E;
        let with = |member: &str| find(&P256.replacen('{', &format!("{{{member},"), 1));
        assert!(with(r#""use":"sig""#).is_ok());
        let error = with(r#""use":"enc""#).unwrap_err();
        assert!(matches!(error, E::Relationship { .. }), "{error}");
        for other in [
            r#""use":"x""#,
            r#""alg":"ECDH-ES""#,
            r#""key_ops":["sign"]"#,
        ] {
            let error = with(other).unwrap_err();
            assert!(matches!(error, E::Method { .. }), "{error}");
        }
    }

    #[test]
    fn private_shared_and_small_keys_are_refused() {
        use VerificationMethodError as E;
        let with_d = P256.replacen('{', r#"{"d":"AA","#, 1);
        let oct = r#"{"kty":"oct","k":"AAAA"}"#;
        let mut small = [0xff; 64];
        small[0] = 0xc0;
        let small = URL_SAFE_NO_PAD.encode(small);
        let small = format!(r#"{{"kty":"RSA","e":"AQAB","n":"{small}"}}"#);
        for jwk in [with_d.as_str(), oct, &small] {
            let error = find(jwk).unwrap_err();
            assert!(matches!(error, E::Method { .. }), "{error}");
            assert!(!error.to_string().contains("AAAA"));
        }
        let other = find(r#"{"kty":"OKP","crv":"Ed448","x":"AA"}"#).unwrap_err();
        assert!(matches!(other, E::Unsupported { .. }));
    }

    #[test]
    fn what_is_no_did_jwk_is_refused() {
        let twice = P256.replacen('{', r#"{"crv":"P-256","#, 1);
        for wrong in [
            "did:key:z6Mk".to_owned(),
            PREFIX.to_owned(),
            format!("{}=", did(P256)),
            format!("{}!", did(P256)),
            did("{"),
            did(&twice),
        ] {
            let error = document(&wrong).unwrap_err();
            assert!(
                matches!(error, VerificationMethodError::Url { .. }),
                "{wrong}: {error}"
            );
        }
        assert!(matches!(
            document(&did("[]")),
            Err(VerificationMethodError::Method { .. })
        ));
    }
}
