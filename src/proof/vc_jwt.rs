//! Credentials as JWT: the VC-JWT format of Open Badges 3.0, section 8.2, and, when verifying,
//! `vc+jwt` of Securing Verifiable Credentials using JOSE and COSE, section 3.
//!
//! The payload is the credential's own members, to which JWT claims are added that repeat some of
//! them. What is said twice must be the same.

use super::ProofError;
use super::compact_jws::{self, CompactJws, TokenSigner};
use super::data_integrity::with_members;
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{self, Json, Object, join};

const OPEN_BADGES: &str = "Open Badges 3.0, section 8.2";
const VC_JOSE: &str = "Securing Verifiable Credentials using JOSE and COSE, section 3";
const JWT: &str = "RFC 7519, section 4.1";

/// The claims of RFC 7519 that are not members of a credential.
const REGISTERED_CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// The two kinds of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// `typ` is `JWT` or absent: the claims of Open Badges 3.0 are required.
    OpenBadges,
    /// `typ` is `vc+jwt`: claims may be absent, but what is there must agree.
    VcJose,
}

/// Signs a credential as a VC-JWT: its own bytes, with the claims `iss`, `jti`, `sub`, `nbf` and,
/// where it ends, `exp` behind its last member.
///
/// # Errors
/// [`ProofError::Unreadable`]; [`ProofError::Claims`] when the credential lacks what a claim
/// repeats: an issuer, an id, a subject's id, `validFrom`; [`ProofError::Signer`].
pub fn secure(credential: &[u8], signer: &TokenSigner) -> Result<String, ProofError> {
    let json = ijson::parse(credential)?;
    let mut findings = Vec::new();
    for claim in REGISTERED_CLAIMS {
        if json.get(claim).is_some() {
            let detail = "this is the name of a JWT claim; the credential may not have it";
            findings.push(Finding::new(join("", claim), "claim-conflict", detail).by(OPEN_BADGES));
        }
    }
    let claims = Claims::of(&json, &mut findings);
    if !findings.is_empty() {
        return Err(ProofError::Claims(findings));
    }
    let claims = claims.members();
    let payload = with_members(credential, claims.iter());
    signer.sign(&payload, "JWT")
}

/// Takes a token apart and finds its profile. Nothing has been verified.
///
/// # Errors
/// [`ProofError`], as [`compact_jws::decode`]; also for another `typ`, and for a header that does
/// not name exactly one key.
pub fn decode(token: &str) -> Result<(CompactJws<'_>, Profile), ProofError> {
    let jws = compact_jws::decode(token)?;
    let mut findings = Vec::new();
    let profile = match jws.header.token_type.as_deref() {
        None | Some("JWT") => Profile::OpenBadges,
        Some("vc+jwt") => Profile::VcJose,
        Some(other) => {
            let detail = format!("{other:?} is not the type of a credential: JWT or vc+jwt");
            findings.push(Finding::new("/typ", "typ", detail).by(OPEN_BADGES));
            Profile::OpenBadges
        }
    };
    if jws.header.key_id.is_some() == jws.header.key.is_some() {
        let detail = "the header must name its key in exactly one of \"kid\" and \"jwk\"";
        findings.push(Finding::new("/kid", "key-not-named", detail).by(OPEN_BADGES));
    }
    if findings.is_empty() {
        Ok((jws, profile))
    } else {
        Err(ProofError::Header(findings))
    }
}

/// The credential in a token's payload: its members without the JWT's claims, after these have
/// been found to say the same.
///
/// # Errors
/// [`ProofError::Claims`] with every claim that contradicts the credential;
/// [`ProofError::Unsupported`] for a credential wrapped in the claim `vc`, as version 1.1 of the
/// data model had it.
pub fn credential<'a>(payload: &'a [u8], profile: Profile) -> Result<Object<'a>, ProofError> {
    let json = ijson::parse(payload)?;
    let mut findings = Vec::new();
    check_wrapper(&json, profile, &mut findings)?;
    let claims = Claims::of(&json, &mut Vec::new());
    claims.check(&json, profile, &mut findings);
    match json {
        Json::Object(mut credential) if findings.is_empty() => {
            for claim in REGISTERED_CLAIMS {
                credential.remove(claim);
            }
            Ok(credential)
        }
        _ => Err(ProofError::Claims(findings)),
    }
}

/// The claim `vc` holds the credential in version 1.1 and must not be there in 2.0. With both
/// filled there are two credentials in one token.
fn check_wrapper(
    payload: &Json<'_>,
    profile: Profile,
    findings: &mut Vec<Finding>,
) -> Result<(), ProofError> {
    for wrapper in ["vc", "vp"] {
        if payload.get(wrapper).is_none() {
            continue;
        }
        let own = ["@context", "type", "issuer", "credentialSubject"];
        if profile == Profile::OpenBadges && own.iter().all(|name| payload.get(name).is_none()) {
            return Err(ProofError::Unsupported {
                pointer: join("", wrapper),
                what: "a credential of data model 1.1, wrapped in a claim,".to_owned(),
            });
        }
        let detail = "the token has a wrapped credential or presentation beside its own members";
        findings.push(Finding::new(join("", wrapper), "ambiguous-credential", detail).by(VC_JOSE));
    }
    Ok(())
}

/// What the claims have to be, by the credential's own members; `None` where it has none.
#[derive(Debug, Default)]
struct Claims<'a> {
    issuer: Option<&'a str>,
    id: Option<&'a str>,
    subject: Option<&'a str>,
    valid_from: Option<i64>,
    valid_until: Option<i64>,
    /// Whether there is a `validUntil` at all.
    ends: bool,
}

impl<'a> Claims<'a> {
    /// Reads them; a finding for each that is missing.
    fn of(credential: &'a Json<'_>, findings: &mut Vec<Finding>) -> Self {
        let issuer = credential.get("issuer");
        let subjects = credential
            .get("credentialSubject")
            .map_or(&[][..], Json::as_set);
        let mut text = |pointer: &str, json: Option<&'a Json<'_>>| {
            let text = json.and_then(Json::as_str).filter(|text| !text.is_empty());
            if text.is_none() {
                let detail = "a VC-JWT repeats this in a claim, so it must be there as a string";
                findings.push(Finding::new(pointer, "missing-member", detail).by(OPEN_BADGES));
            }
            text
        };
        let issuer = match issuer {
            Some(Json::Object(issuer)) => text("/issuer/id", issuer.get("id")),
            other => text("/issuer", other),
        };
        let id = text("/id", credential.get("id"));
        let subject = match subjects {
            [subject] => text("/credentialSubject/id", subject.get("id")),
            _ => text("/credentialSubject", None),
        };
        let ends = credential.get("validUntil");
        Self {
            issuer,
            id,
            subject,
            valid_from: seconds("/validFrom", credential.get("validFrom"), findings),
            valid_until: ends.and_then(|ends| seconds("/validUntil", Some(ends), findings)),
            ends: ends.is_some(),
        }
    }

    /// The members to add to the credential.
    fn members(&self) -> Object<'a> {
        let texts = [
            ("iss", self.issuer),
            ("jti", self.id),
            ("sub", self.subject),
        ];
        let dates = [("nbf", self.valid_from), ("exp", self.valid_until)];
        let texts = texts
            .into_iter()
            .filter_map(|(name, text)| Some((name, Json::from(text?))));
        #[allow(clippy::cast_precision_loss, reason = "years have four digits")]
        let dates = dates
            .into_iter()
            .filter_map(|(name, date)| Some((name, Json::Number(date? as f64))));
        texts.chain(dates).collect()
    }

    /// A finding for each claim of `payload` that is not what it has to be.
    fn check(&self, payload: &Json<'_>, profile: Profile, findings: &mut Vec<Finding>) {
        let required = profile == Profile::OpenBadges;
        let texts = [
            ("iss", "issuer", self.issuer),
            ("jti", "id", self.id),
            ("sub", "credentialSubject.id", self.subject),
        ];
        for (claim, member, expected) in texts {
            let same = |json: &Json<'_>| json.as_str().is_some() && json.as_str() == expected;
            compare(payload, claim, member, required, same, findings);
        }
        let dates = [
            ("nbf", "validFrom", self.valid_from, required),
            ("exp", "validUntil", self.valid_until, required && self.ends),
        ];
        for (claim, member, expected, required) in dates {
            if payload
                .get(claim)
                .is_some_and(|json| !is_numeric_date(json))
            {
                let detail = "a NumericDate is a whole number of seconds since 1970";
                findings.push(Finding::new(join("", claim), "not-a-date", detail).by(JWT));
                continue;
            }
            #[allow(clippy::cast_precision_loss, reason = "years have four digits")]
            let same = |json: &Json<'_>| {
                expected.is_some() && json.as_f64() == expected.map(|date| date as f64)
            };
            compare(payload, claim, member, required, same, findings);
        }
    }
}

fn compare(
    payload: &Json<'_>,
    claim: &str,
    member: &str,
    required: bool,
    same: impl Fn(&Json<'_>) -> bool,
    findings: &mut Vec<Finding>,
) {
    let pointer = join("", claim);
    match payload.get(claim) {
        Some(json) if same(json) => {}
        Some(_) => {
            let detail = format!("the claim differs from the credential's {member}");
            findings.push(Finding::new(pointer, "claim-conflict", detail).by(OPEN_BADGES));
        }
        None if required => {
            let detail = format!("the claim is missing; it must repeat the credential's {member}");
            findings.push(Finding::new(pointer, "missing-claim", detail).by(OPEN_BADGES));
        }
        None => {}
    }
}

/// Whether a value is a NumericDate as Open Badges uses it: whole seconds, and a year that a
/// credential can have.
fn is_numeric_date(json: &Json<'_>) -> bool {
    // The first second of the year 10000.
    const END: f64 = 253_402_300_800.0;
    json.as_f64()
        .is_some_and(|number| number.fract() == 0.0 && (0.0..END).contains(&number))
}

/// The seconds of a date, cut where it has fractions.
fn seconds(pointer: &str, json: Option<&Json<'_>>, findings: &mut Vec<Finding>) -> Option<i64> {
    let date = json.and_then(Json::as_str).and_then(parse_timestamp);
    let seconds = date
        .map(time::OffsetDateTime::unix_timestamp)
        .filter(|seconds| *seconds >= 0);
    if seconds.is_none() {
        let detail = "a VC-JWT repeats this in a claim in seconds since 1970, so it must be there \
                      as a date with offset, not before 1970";
        findings.push(Finding::new(pointer, "not-a-date", detail).by(OPEN_BADGES));
    }
    seconds
}
