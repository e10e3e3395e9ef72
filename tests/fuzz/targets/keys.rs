//! What names keys, and tokens that name them: each has one spelling.

use super::text;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proofmark::identity::{DidDocument, did_key, did_web, jwk, multikey};
use proofmark::ijson;
use proofmark::proof::compact_jws;

/// A multikey that is read is the one that its key is written as.
pub fn multikey(data: &[u8]) {
    let Some(text) = text(data) else {
        return;
    };
    if let Ok(key) = multikey::decode(text) {
        assert_eq!(multikey::encode(&key), text);
    }
}

/// DIDs, DID URLs, and what they lead to: documents and JWKs.
pub fn did(data: &[u8]) {
    let Some(text) = text(data) else {
        return;
    };
    if let Ok(key) = did_key::key(text) {
        assert_eq!(did_key::did(&key), text);
    }
    if let Ok(key) = did_key::key_of_method(text) {
        assert_eq!(did_key::verification_method(&key), text);
    }
    web(text);
    if let Ok(json) = ijson::parse(data) {
        let _ = jwk::read(&json);
        if let Ok(document) = DidDocument::read(&json) {
            let id = json.get("id").and_then(ijson::Json::as_str);
            assert_eq!(id, Some(document.id()));
        }
    }
}

/// The address of a `did:web` is on the host that the DID shows, and has nothing but a path.
fn web(text: &str) {
    if let Ok(url) = did_web::document_url(text) {
        assert_eq!(url.scheme(), "https");
        assert!(url.domain().is_some(), "{url}");
        assert!(url.username().is_empty() && url.password().is_none());
        assert!(url.query().is_none() && url.fragment().is_none());
        let shown = text.strip_prefix(did_web::PREFIX).unwrap_or_default();
        let shown = shown.split([':', '%']).next().unwrap_or_default();
        let host = url.host_str().unwrap_or_default();
        assert!(host.eq_ignore_ascii_case(shown), "{host}");
        assert!(url.path().ends_with("/did.json"));
        // The one folder with a dot is ours.
        let path = url.path().replacen("/.well-known/", "/", 1);
        assert!(
            !path.contains("//") && !path.contains("/./") && !path.contains("/../"),
            "{url}"
        );
    }
    if let Ok(did) = did_web::did(text) {
        assert!(did_web::document_url(&did).is_ok(), "{did}");
    }
}

/// A token that is taken apart can be put together again, byte by byte.
pub fn token(data: &[u8]) {
    let Some(text) = text(data) else {
        return;
    };
    if let Ok(token) = compact_jws::decode(text) {
        let signature = URL_SAFE_NO_PAD.encode(&token.signature[..]);
        assert_eq!(format!("{}.{signature}", token.signing_input), text);
        let payload = URL_SAFE_NO_PAD.encode(&token.payload);
        assert!(token.signing_input.ends_with(&format!(".{payload}")));
    }
}
