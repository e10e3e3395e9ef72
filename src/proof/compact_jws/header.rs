//! The protected header of a token: RFC 7515, section 4; RFC 7518, section 3.1; RFC 8725.
//!
//! A closed list of algorithms, no key from elsewhere, no extension that would change what is
//! signed. Whether the algorithm fits the key is asked when the key is there.

use crate::finding::Finding;
use crate::identity::jwk::{self, JwkError};
use crate::identity::{PublicKey, SignatureAlgorithm};
use crate::ijson::{self, At, Fields, join};
use crate::proof::ProofError;

const HEADER: &str = "RFC 7515, section 4.1";
const PRACTICES: &str = "RFC 8725, section 3";

/// Signatures of tokens that Proofmark knows by name but does not check.
const OTHER_ALGORITHMS: [&str; 7] = [
    "ES512", "ES256K", "RS384", "RS512", "PS256", "PS384", "PS512",
];

/// Header members that would have a verifier fetch or trust a key of the token's own choice.
const KEYS_BY_REFERENCE: [&str; 3] = ["jku", "x5u", "x5c"];

/// The members of a JWK that hold private parts (RFC 7518, section 6; RFC 8037, section 2).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// The longest key id that is looked at.
const LONGEST_KEY_ID: usize = 2048;

/// A protected header, as far as it is understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// `alg`: what the token says it is signed with.
    pub algorithm: SignatureAlgorithm,
    /// `kid`
    pub key_id: Option<KeyId>,
    /// `typ`, without the prefix `application/` (RFC 7515, section 4.1.9).
    pub token_type: Option<String>,
    /// `cty`, without the prefix `application/` (RFC 7515, section 4.1.10).
    pub content_type: Option<String>,
    /// `jwk`: a public key of the token's own. Trusting it takes another proof that it is the
    /// issuer's.
    pub key: Option<PublicKey>,
}

/// How a token names its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyId {
    /// A DID URL, or the address of a key on the web.
    Url(String),
    /// A name that means something beside the issuer's id only: the fragment of a verification
    /// method, without its `#`.
    Fragment(String),
}

impl KeyId {
    /// The verification method that is meant, if `issuer` made the token.
    pub fn absolute(&self, issuer: &str) -> String {
        match self {
            KeyId::Url(url) => url.clone(),
            KeyId::Fragment(name) => {
                let document = issuer.split_once('#').map_or(issuer, |(before, _)| before);
                format!("{document}#{name}")
            }
        }
    }

    /// Reads a `kid`. A name of characters that no path, query or command knows is taken as a
    /// fragment, with its `#` or without: the name of a key in its issuer's document.
    fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST_KEY_ID || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let name = text.strip_prefix('#').unwrap_or(text);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if !name.is_empty() && name.bytes().all(plain) {
            return Some(KeyId::Fragment(name.to_owned()));
        }
        let url = url::Url::parse(text).ok()?;
        // Whether plain HTTP is asked for anything is for whoever opens connections.
        matches!(url.scheme(), "did" | "https" | "http").then(|| KeyId::Url(text.to_owned()))
    }
}

/// Reads a header's bytes.
///
/// # Errors
/// [`ProofError::Unreadable`], [`ProofError::Header`] with all that is wrong, or
/// [`ProofError::Unsupported`] when only the algorithm or the kind of key is not known.
pub(super) fn read(bytes: &[u8]) -> Result<Header, ProofError> {
    let json = ijson::parse(bytes)?;
    let mut findings = Vec::new();
    let Some(mut fields) = At::root(&json).fields(&mut findings) else {
        return Err(ProofError::Header(findings));
    };
    let mut unsupported = None;
    refuse_dangerous_members(&mut fields, &mut findings);
    let algorithm = algorithm(&mut fields, &mut unsupported, &mut findings);
    let key_id = key_id(&mut fields, &mut findings);
    let token_type = media_type(&mut fields, "typ", &mut findings);
    let content_type = media_type(&mut fields, "cty", &mut findings);
    let key = public_key(&mut fields, &mut unsupported, &mut findings);
    match (algorithm, unsupported) {
        _ if !findings.is_empty() => Err(ProofError::Header(findings)),
        (Some(algorithm), None) => Ok(Header {
            algorithm,
            key_id,
            token_type,
            content_type,
            key,
        }),
        (_, Some(unsupported)) => Err(unsupported),
        (None, None) => Err(ProofError::Header(findings)),
    }
}

/// A closed list is accepted; other signatures are told apart from what is never a signature by
/// an issuer: `none`, and codes that anyone can make who has the public key.
fn algorithm(
    fields: &mut Fields<'_, '_>,
    unsupported: &mut Option<ProofError>,
    findings: &mut Vec<Finding>,
) -> Option<SignatureAlgorithm> {
    let member = fields.required("alg", findings)?;
    let name = member.json.as_str().unwrap_or_default();
    if let Some(algorithm) = SignatureAlgorithm::named(name) {
        return Some(algorithm);
    }
    if OTHER_ALGORITHMS.contains(&name) {
        *unsupported = Some(ProofError::Unsupported {
            pointer: member.pointer,
            what: format!("the algorithm {name}"),
        });
    } else {
        let detail = "this algorithm is not allowed; tokens must be signed with EdDSA, ES256, \
                      ES384 or RS256";
        findings.push(member.finding("alg-not-allowed", detail).by(PRACTICES));
    }
    None
}

fn refuse_dangerous_members(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) {
    if let Some(critical) = fields.optional("crit") {
        let detail = "the header has extensions that must be understood; none are";
        findings.push(critical.finding("crit-unsupported", detail).by(HEADER));
    }
    if let Some(encoding) = fields.optional("b64") {
        let detail = "payloads without base64url are not accepted";
        findings.push(encoding.finding("b64-unsupported", detail).by(PRACTICES));
    }
    for name in KEYS_BY_REFERENCE {
        if let Some(reference) = fields.optional(name) {
            let detail = "a token may not bring its own key from elsewhere";
            findings.push(reference.finding("key-by-reference", detail).by(PRACTICES));
        }
    }
}

fn key_id(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<KeyId> {
    let member = fields.optional("kid")?;
    let key_id = KeyId::read(member.text(findings)?);
    if key_id.is_none() {
        let detail = "the key id must be a DID URL, the https address of a key, or a fragment of \
                      the issuer's id, of at most 2048 bytes";
        findings.push(member.finding("kid-malformed", detail).by(PRACTICES));
    }
    key_id
}

/// A media type that may leave out `application/`.
fn media_type(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let text = fields.optional_text(name, findings)?;
    Some(text.strip_prefix("application/").unwrap_or(text).to_owned())
}

fn public_key(
    fields: &mut Fields<'_, '_>,
    unsupported: &mut Option<ProofError>,
    findings: &mut Vec<Finding>,
) -> Option<PublicKey> {
    let member = fields.optional("jwk")?;
    let mut private = false;
    for name in PRIVATE_MEMBERS {
        if member.json.get(name).is_some() {
            private = true;
            let detail = "a private key stands in the token; it must be considered compromised";
            let pointer = join(&member.pointer, name);
            findings.push(Finding::new(pointer, "private-key-in-header", detail).by(HEADER));
        }
    }
    match jwk::read(member.json) {
        Ok(key) => return Some(key),
        Err(JwkError::OtherKind(_) | JwkError::OtherAlgorithm(_)) if !private => {
            *unsupported = Some(ProofError::Unsupported {
                pointer: member.pointer,
                what: "the kind of the token's own key".to_owned(),
            });
        }
        Err(_) if private => {}
        Err(error) => {
            findings.push(
                member
                    .finding("malformed-key", error.to_string())
                    .by(HEADER),
            );
        }
    }
    None
}
