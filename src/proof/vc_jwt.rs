//! Credentials and presentations as JWT.
//!
//! | form | specification |
//! | --- | --- |
//! | VC-JWT | Open Badges 3.0, section 8.2 |
//! | `vc+jwt`, `vp+jwt` | Securing Verifiable Credentials using JOSE and COSE, section 3.1 |
//! | claims `vc`, `vp` | VC Data Model 1.1, section 6.3.1 (written only for HR Open's wrapper) |
//!
//! The JWT's claims repeat some of a document's members. What is said twice must be the same, and
//! a token holds one document only. Whose key signed it, and what time it is, is for the caller.

mod claims;
mod completion;
mod form;

pub use form::{ContentKind, TokenForm};

use super::ProofError;
use super::compact_jws::{self, CompactJws, Header, KeyId, TokenSigner};
use super::data_integrity::with_members;
use crate::credential::ler_rs;
use crate::finding::Finding;
use crate::ijson::{self, Json, Object, join};
use claims::{Claims, Expected};
use time::{Duration, OffsetDateTime};

const OPEN_BADGES: &str = "Open Badges 3.0, section 8.2";
const VC_JOSE: &str = "Securing Verifiable Credentials using JOSE and COSE, section 3";
const JWT: &str = "RFC 7519, section 4.1";

/// The claims of RFC 7519 that are not members of a credential.
const REGISTERED_CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// Claims of other specifications that wallets and issuers put beside them: OpenID Connect Core,
/// section 2; RFC 7800, section 3.
const FURTHER_CLAIMS: [&str; 2] = ["nonce", "cnf"];

/// The claims that wrap a document in version 1.1 of the data model.
const WRAPPERS: [&str; 2] = ["vc", "vp"];

/// Members by which a payload is a credential or a presentation itself.
const OWN_MEMBERS: [&str; 7] = [
    "@context",
    "type",
    "issuer",
    "credentialSubject",
    "credentialStatus",
    "holder",
    "verifiableCredential",
];

/// Signs a credential as a VC-JWT of Open Badges: its own bytes, with the claims `iss`, `jti`,
/// `sub`, `nbf` and, where it ends, `exp` behind its last member. A résumé in HR Open's wrapper is
/// signed in the claim `vc` instead.
///
/// # Errors
/// [`ProofError::Unreadable`]; [`ProofError::Claims`] when the credential lacks what a claim
/// repeats: an issuer, an id, a subject's id, `validFrom`; [`ProofError::Signer`].
pub fn secure(credential: &[u8], signer: &TokenSigner) -> Result<String, ProofError> {
    let mut findings = Vec::new();
    let members = to_be_signed(credential, &mut findings)?;
    let wrapped = Json::Object(members);
    if ler_rs::is_hr_open(&wrapped) {
        return secure_in_claim(&wrapped, findings, signer);
    }
    let Json::Object(members) = wrapped else {
        return Err(ProofError::Claims(findings));
    };
    let expected = Expected::of(&members, &mut findings);
    if !findings.is_empty() {
        return Err(ProofError::Claims(findings));
    }
    let payload = with_members(credential, expected.claims().iter());
    signer.sign(&payload, "JWT")
}

/// Signs a résumé in HR Open's wrapper as the JWT of VC Data Model 1.1, section 6.3.1: the whole
/// credential in the claim `vc`. A subject without an id has no claim `sub`.
fn secure_in_claim(
    credential: &Json<'_>,
    mut findings: Vec<Finding>,
    signer: &TokenSigner,
) -> Result<String, ProofError> {
    let members = credential.as_object().cloned().unwrap_or_default();
    let expected = Expected::of(&members, &mut findings);
    findings.retain(|finding| !finding.pointer.starts_with("/credentialSubject"));
    if !findings.is_empty() {
        return Err(ProofError::Claims(findings));
    }
    let mut payload = expected.claims();
    payload.insert("vc", credential.clone());
    signer.sign(&ijson::to_vec(&Json::Object(payload)), "JWT")
}

/// Everything that keeps `credential` from being secured by [`secure`]: what a claim repeats and is
/// not there, and members with the names of claims.
pub fn check(credential: &[u8]) -> Vec<Finding> {
    let mut findings = Vec::new();
    match to_be_signed(credential, &mut findings) {
        Err(error) => return error.findings(),
        Ok(members) => {
            Expected::of(&members, &mut findings);
            if ler_rs::is_hr_open(&Json::Object(members)) {
                findings.retain(|finding| !finding.pointer.starts_with("/credentialSubject"));
            }
        }
    }
    findings
}

/// Signs a credential as `vc+jwt` of VC-JOSE-COSE, section 3.1.1: its own bytes, nothing added.
///
/// # Errors
/// [`ProofError::Unreadable`]; [`ProofError::Claims`] for a credential with the name of a claim;
/// [`ProofError::Signer`].
pub fn secure_vc_jose(credential: &[u8], signer: &TokenSigner) -> Result<String, ProofError> {
    let mut findings = Vec::new();
    to_be_signed(credential, &mut findings)?;
    if findings.is_empty() {
        signer.sign(credential, "vc+jwt")
    } else {
        Err(ProofError::Claims(findings))
    }
}

/// The members of a credential that is to become a payload; a finding for each that would be read
/// as a claim.
fn to_be_signed<'a>(
    credential: &'a [u8],
    findings: &mut Vec<Finding>,
) -> Result<Object<'a>, ProofError> {
    let members = into_object(ijson::parse(credential)?, "", findings);
    let claims = REGISTERED_CLAIMS.into_iter().chain(FURTHER_CLAIMS);
    for claim in claims.chain(WRAPPERS) {
        if members.contains(claim) {
            let detail = "this is the name of a JWT claim; the credential may not have it";
            findings.push(Finding::new(join("", claim), "claim-conflict", detail).by(JWT));
        }
    }
    Ok(members)
}

/// Takes a token apart and looks at its header. Nothing has been verified.
///
/// # Errors
/// [`ProofError`], as [`compact_jws::decode`]; also for another `typ`, for a `cty` that
/// contradicts it, and for a header that names no key. SD-JWT is [`ProofError::Unsupported`].
pub fn decode(token: &str) -> Result<CompactJws<'_>, ProofError> {
    let jws = compact_jws::decode(token)?;
    let findings = check_header(&jws.header)?;
    if findings.is_empty() {
        Ok(jws)
    } else {
        Err(ProofError::Header(findings))
    }
}

fn check_header(header: &Header) -> Result<Vec<Finding>, ProofError> {
    let mut findings = Vec::new();
    let content_type = header.content_type.as_deref();
    match header.token_type.as_deref() {
        None | Some("JWT") => {}
        Some(sd_jwt) if sd_jwt.ends_with("sd-jwt") => {
            return Err(ProofError::Unsupported {
                pointer: "/typ".to_owned(),
                what: format!("SD-JWT ({sd_jwt})"),
            });
        }
        Some(form @ ("vc+jwt" | "vp+jwt")) => {
            let other = if form == "vc+jwt" { "vp" } else { "vc" };
            if content_type == Some(other) {
                let detail = format!("a token of type {form} does not hold {other:?}");
                findings.push(Finding::new("/cty", "cty", detail).by(VC_JOSE));
            }
        }
        Some(other) => {
            let detail = format!(
                "{other:?} is not the type of a credential or presentation: JWT, vc+jwt or vp+jwt"
            );
            findings.push(Finding::new("/typ", "typ", detail).by("RFC 8725, section 3.11"));
        }
    }
    if header.key_id.is_none() && header.key.is_none() {
        let detail = "the header must name its key in \"kid\" or \"jwk\"";
        findings.push(Finding::new("/kid", "key-not-named", detail).by(OPEN_BADGES));
    }
    Ok(findings)
}

/// What a token holds. It is worth as much as the token's signature.
#[derive(Debug, Clone, PartialEq)]
pub struct Content<'a> {
    /// How the token carries it.
    pub form: TokenForm,
    /// The credential or presentation: without the JWT's claims and, where a claim stands
    /// instead of a member (VC Data Model 1.1), with that member.
    pub document: Object<'a>,
    /// Where the document stands in the payload: a JSON pointer.
    pub pointer: &'static str,
    /// `iss`
    pub issuer: Option<String>,
    /// `aud`: for whom the token is; of a presentation, its domain.
    pub audience: Vec<String>,
    /// `nonce`: of a presentation, its challenge.
    pub nonce: Option<String>,
    /// When the signature may be relied on.
    pub period: SignaturePeriod,
}

impl Content<'_> {
    /// Who must have signed: a credential's issuer, a presentation's holder. What the document
    /// says comes before the claim `iss`; where both are there, they are the same.
    pub fn signer(&self) -> Option<&str> {
        let named = match self.form.kind() {
            ContentKind::Credential => self.document.get("issuer"),
            ContentKind::Presentation => self.document.get("holder"),
        };
        let id = named.and_then(|json| {
            json.as_str()
                .or_else(|| json.get("id").and_then(Json::as_str))
        });
        id.or(self.issuer.as_deref())
    }

    /// The verification method that the header's `kid` means: a fragment belongs to the signer's
    /// document. `None` without a `kid`, or when a fragment has no signer to belong to.
    pub fn verification_method(&self, header: &Header) -> Option<String> {
        match header.key_id.as_ref()? {
            KeyId::Url(url) => Some(url.clone()),
            fragment => self.signer().map(|signer| fragment.absolute(signer)),
        }
    }
}

/// From when until when a signature may be relied on: `nbf` and `exp`, in seconds since 1970, in
/// the forms where they do not repeat the credential's own validity (VC-JOSE-COSE, section 3.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SignaturePeriod {
    /// `nbf`
    pub not_before: Option<i64>,
    /// `exp`
    pub expires: Option<i64>,
}

impl SignaturePeriod {
    /// What is wrong with the signature at the instant `now`, where clocks may differ by `skew`
    /// (RFC 7519, sections 4.1.4 and 4.1.5): pointers are into the payload.
    pub fn check(&self, now: OffsetDateTime, skew: Duration) -> Vec<Finding> {
        let (now, skew) = (now.unix_timestamp(), skew.whole_seconds());
        let mut findings = Vec::new();
        if self.not_before.is_some_and(|start| now + skew < start) {
            let detail = "the token's signature is not to be relied on yet";
            findings.push(Finding::new("/nbf", "token-not-yet-valid", detail).by(JWT));
        }
        if self.expires.is_some_and(|end| now - skew >= end) {
            let detail = "the token's signature has expired";
            findings.push(Finding::new("/exp", "token-expired", detail).by(JWT));
        }
        findings
    }
}

/// The credential or presentation in a token, after its claims have been found to say the same.
///
/// # Errors
/// [`ProofError::Unreadable`]; [`ProofError::Claims`] with every claim that contradicts the
/// document, and for a token with two documents.
pub fn content<'a>(jws: &'a CompactJws<'_>) -> Result<Content<'a>, ProofError> {
    let mut findings = Vec::new();
    let payload = into_object(ijson::parse(&jws.payload)?, "", &mut findings);
    let form = TokenForm::of(&jws.header, &payload);
    check_one_document(form, &payload, &mut findings);
    let (payload, mut document) = apart(form, payload, &mut findings);
    // Comparing claims with the members of which document would be a guess.
    if !findings.is_empty() {
        return Err(ProofError::Claims(findings));
    }
    let mut claims = Claims {
        payload: &payload,
        form,
        findings: &mut findings,
    };
    match form.kind() {
        ContentKind::Credential => claims.complete_and_compare_credential(&mut document),
        ContentKind::Presentation => claims.complete_and_compare_presentation(&mut document),
    }
    let content = Content {
        form,
        document,
        pointer: form.pointer(),
        issuer: payload.get("iss").and_then(Json::as_str).map(str::to_owned),
        audience: claims.audience(),
        nonce: claims.text("nonce"),
        period: period(&mut claims),
    };
    if findings.is_empty() {
        Ok(content)
    } else {
        Err(ProofError::Claims(findings))
    }
}

/// The claims `vc` and `vp` hold the document in version 1.1 and must not be there in 2.0. With
/// two of them filled, or one beside members of a document, there are two documents in one token.
fn check_one_document(form: TokenForm, payload: &Object<'_>, findings: &mut Vec<Finding>) {
    let own = OWN_MEMBERS.iter().any(|name| payload.contains(name));
    for wrapper in WRAPPERS {
        let is_document = form.wrapper() == Some(wrapper);
        if payload.contains(wrapper) && (!is_document || own) {
            let detail = "the token has a wrapped credential or presentation beside another one";
            let pointer = join("", wrapper);
            findings.push(Finding::new(pointer, "ambiguous-credential", detail).by(VC_JOSE));
        }
    }
}

/// The claims of a payload, and its document: what remains without them, or what their wrapper
/// holds.
fn apart<'a>(
    form: TokenForm,
    mut payload: Object<'a>,
    findings: &mut Vec<Finding>,
) -> (Object<'a>, Object<'a>) {
    if let Some(wrapper) = form.wrapper() {
        let wrapped = payload.remove(wrapper).unwrap_or(Json::Null);
        let document = into_object(wrapped, form.pointer(), findings);
        return (payload, document);
    }
    let names = REGISTERED_CLAIMS.into_iter().chain(FURTHER_CLAIMS);
    let claims = names.filter_map(|name| Some((name, payload.remove(name)?)));
    (claims.collect(), payload)
}

/// The members of an object; a finding and none for any other value.
fn into_object<'a>(json: Json<'a>, pointer: &str, findings: &mut Vec<Finding>) -> Object<'a> {
    match json {
        Json::Object(object) => object,
        other => {
            let detail = format!("this is {}; it must be an object", other.kind());
            findings.push(Finding::new(pointer, "wrong-type", detail).by(VC_JOSE));
            Object::new()
        }
    }
}

fn period(claims: &mut Claims<'_, '_>) -> SignaturePeriod {
    if !claims.form.dates_are_the_signatures() {
        return SignaturePeriod::default();
    }
    SignaturePeriod {
        not_before: claims.date("nbf"),
        expires: claims.date("exp"),
    }
}
