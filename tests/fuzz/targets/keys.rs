//! What names keys, and tokens that name them: each has one spelling.

use super::text;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proofmark::identity::{
    DidDocument, PublicKey, Purpose, did_key, did_web, jwk, multikey, own_document,
};
use proofmark::ijson::{self, Json};
use proofmark::proof::enveloped::Enveloped;
use proofmark::proof::vc_jwt::{self, ContentKind};
use proofmark::proof::{ProofError, compact_jws};

/// A multikey that is read is the one that its key is written as.
pub fn multikey(data: &[u8]) {
    let Some(text) = text(data) else {
        return;
    };
    if let Ok(key) = multikey::decode(text) {
        assert_eq!(multikey::of_public_key(&key).as_deref(), Some(text));
        as_jwk(&key);
    }
}

/// The JWK of a key is read as the same key.
fn as_jwk(key: &PublicKey) {
    let jwk = Json::Object(jwk::required_members(key));
    assert_eq!(jwk::read(&jwk).as_ref(), Ok(key));
    assert_eq!(jwk::thumbprint(key).len(), 43);
}

/// DIDs, DID URLs, and what they lead to: documents and JWKs.
pub fn did(data: &[u8]) {
    let Some(text) = text(data) else {
        return;
    };
    if let Ok(key) = did_key::key_of_method(text) {
        let multikey = multikey::of_public_key(&key).unwrap_or_default();
        assert_eq!(format!("did:key:{multikey}#{multikey}"), text);
    }
    own(text);
    web(text);
    if let Ok(json) = ijson::parse(data) {
        if let Ok(key) = jwk::read(&json) {
            as_jwk(&key);
        }
        // The DID of a JWK, so that base64url keeps no change from being looked at.
        own(&format!("did:jwk:{}#0", URL_SAFE_NO_PAD.encode(data)));
        if let Ok(document) = DidDocument::read(&json) {
            let id = json.get("id").and_then(Json::as_str);
            assert_eq!(id, Some(document.id()));
            let urls = json.get("assertionMethod").map(Json::as_set);
            for url in urls.unwrap_or_default() {
                used(&document, url.as_str().unwrap_or_default());
            }
        }
    }
}

/// A DID that is its own document, with or without a fragment.
fn own(url: &str) {
    let (did, _) = url.split_once('#').unwrap_or((url, ""));
    if let Some(Ok(document)) = own_document(did) {
        assert_eq!(document.id(), did);
        used(&document, url);
    }
}

/// A method that may be used for assertions holds a key that the document lists for them.
fn used(document: &DidDocument, url: &str) {
    if let Ok(found) = document.method_for(url, Purpose::AssertionMethod) {
        let listed = document.lists_key(&found.key, Purpose::AssertionMethod);
        assert!(listed.is_some(), "{url}");
        as_jwk(&found.key);
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

/// A token as it stands; or a header, the end of the line, and a payload, to make one of; or an
/// object that stands for a token.
pub fn token(data: &[u8]) {
    if let Some(text) = text(data) {
        taken_apart(text);
    }
    let mut lines = data.splitn(2, |byte| *byte == b'\n');
    let parts = [(); 2].map(|()| URL_SAFE_NO_PAD.encode(lines.next().unwrap_or_default()));
    for signature in [64, 96, 256] {
        let signature = URL_SAFE_NO_PAD.encode(vec![7; signature]);
        taken_apart(&format!("{}.{}.{signature}", parts[0], parts[1]));
    }
    if let Ok(json) = ijson::parse(data) {
        for kind in [ContentKind::Credential, ContentKind::Presentation] {
            if let Ok(envelope) = Enveloped::read(&json, kind) {
                taken_apart(envelope.token);
            }
        }
    }
}

/// A token that is taken apart can be put together again, byte by byte.
fn taken_apart(text: &str) {
    match compact_jws::decode(text) {
        Ok(token) => {
            let signature = URL_SAFE_NO_PAD.encode(&token.signature);
            assert_eq!(format!("{}.{signature}", token.signing_input), text);
            let payload = URL_SAFE_NO_PAD.encode(&token.payload);
            assert!(token.signing_input.ends_with(&format!(".{payload}")));
            if let Ok(content) = vc_jwt::content(&token) {
                assert!(!content.document.contains("vc") || !content.document.contains("vp"));
                let _ = content.verification_method(&token.header);
            }
        }
        Err(error @ ProofError::NotAToken(_)) => assert!(!error.to_string().is_empty()),
        Err(error) => assert!(!error.problem_type().is_empty()),
    }
    let _ = vc_jwt::decode(text);
}
