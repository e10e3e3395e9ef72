//! `/api/v1/keys`: the keys of the caller's issuer, and what can be done with them; and
//! `/api/v1/api-keys/{id}`: taking an API key back.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{self, At, Fields};
use crate::records::issuer::{IssuerKeyRecord, IssuerRecord, KeyAlgorithm, KeyState};
use crate::service::ServiceError;
use crate::service::keys::{KeyChange, Reissued, SignedByKey};
use axum::http::StatusCode;
use serde::Serialize;
use time::OffsetDateTime;
use utoipa::ToSchema;

/// The keys of an issuer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct IssuerKeys<'r> {
    /// The issuer's DID.
    issuer: &'r str,
    /// The keys, the oldest first.
    keys: Vec<IssuerKeyAnswer<'r>>,
    /// The verification method of the key that was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    new_key: Option<&'r str>,
    /// What a key signed from the instant on from which it counts as compromised.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    affected: Vec<AffectedAnswer<'r>>,
}

/// A key of an issuer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = IssuerKey)]
pub(super) struct IssuerKeyAnswer<'r> {
    /// The DID URL by which proofs and tokens name it.
    verification_method: &'r str,
    /// What it signs with: Ed25519, or ES256 for tokens alone.
    algorithm: &'static str,
    /// `active`, `verify-only`, `retired` or `compromised`.
    state: &'static str,
    /// When it was made, where that is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    created: Option<&'r str>,
    /// From when on its signatures count for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    revoked: Option<&'r str>,
}

/// A secured credential that a compromised key signed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AffectedCredential)]
pub(super) struct AffectedAnswer<'r> {
    /// The credential's id.
    id: &'r str,
    /// How it is secured.
    proof: &'r str,
    /// When it was signed.
    created: &'r str,
    /// The id under which it was issued anew, where that was asked for.
    #[serde(rename = "reissuedAs", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reissued_as: Option<&'r str>,
    /// Why it was not, where that was asked for.
    #[serde(rename = "notReissued", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    not_reissued: Option<&'r str>,
}

/// What is to be done with a key.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_act` reads")]
pub(super) struct KeyAct {
    /// `rotate`, `add-es256`, `retire` or `compromise`.
    act: String,
    /// `Ed25519` (unless told) or `ES256`: of the key that is rotated.
    #[schema(nullable = false)]
    algorithm: Option<String>,
    /// The verification method of the key that is retired or compromised.
    #[schema(nullable = false)]
    key: Option<String>,
    /// From when on the compromised key's signatures count for nothing.
    #[schema(format = DateTime, nullable = false)]
    since: Option<String>,
    /// Whether what the compromised key signed since is issued anew, and the old ones revoked.
    #[schema(nullable = false)]
    reissue: Option<bool>,
}

enum Asked<'b> {
    Rotate(KeyAlgorithm),
    AddEs256,
    Retire(&'b str),
    Compromise {
        key: &'b str,
        since: OffsetDateTime,
        reissue: bool,
    },
}

pub(super) fn list(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let record = call.service().issuer(&call.caller()?.issuer)?;
    Answer::json(&IssuerKeys::of(&record, None, &[]))
}

pub(super) fn describe_list() -> Described {
    Described::new("listKeys", "The keys of the issuer of the caller's key")
        .gives::<IssuerKeys<'_>>(200, "The keys")
}

pub(super) fn act(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let invalid = |findings: Vec<Finding>| Problem::invalid("the request", findings);
    let json = ijson::parse(&call.body).map_err(|error| invalid(error.findings()))?;
    let mut findings = Vec::new();
    let asked = read_act(&At::root(&json), &mut findings);
    let Some(asked) = asked.filter(|_| findings.is_empty()) else {
        return Err(invalid(findings));
    };
    let (service, caller) = (call.service(), call.acting()?);
    let change = match asked {
        Asked::Rotate(algorithm) => service.rotate_key(&caller, algorithm),
        Asked::AddEs256 => service.add_es256_key(&caller),
        Asked::Retire(key) => service.retire_key(&caller, key),
        Asked::Compromise { key, since, .. } => service.compromise_key(&caller, key, since),
    };
    let mut change = change.map_err(about_key)?;
    if let Asked::Compromise { reissue: true, .. } = asked {
        service.reissue_affected(&caller, &mut change);
    }
    let KeyChange {
        issuer,
        new_key,
        affected,
    } = &change;
    Answer::json(&IssuerKeys::of(issuer, new_key.as_deref(), affected))
}

pub(super) fn describe_act() -> Described {
    Described::new(
        "changeKeys",
        "Rotates, adds, retires a key of the caller's issuer, or marks it as compromised",
    )
    .takes::<KeyAct>("What is to be done")
    .gives::<IssuerKeys<'_>>(200, "The keys after it")
    .fails(409, "There is such a key already")
    .fails(422, "There is no such key, or a rule forbids this")
}

/// A key that the body names and that is not on record is a fault of the body.
fn about_key(error: ServiceError) -> Problem {
    let told = error.to_string();
    match error {
        ServiceError::NotFound { what: "key", .. } => {
            let finding = Finding::new("/key", "unknown-key", told.clone());
            Problem::unprocessable("unknown-key", told, vec![finding])
        }
        other => other.into(),
    }
}

fn read_act<'j>(body: &At<'j, '_>, findings: &mut Vec<Finding>) -> Option<Asked<'j>> {
    let mut fields = body.fields(findings)?;
    let act = fields.required("act", findings)?;
    let asked = match act.text(findings)? {
        "rotate" => read_algorithm(&mut fields, findings).map(Asked::Rotate),
        "add-es256" => Some(Asked::AddEs256),
        "retire" => fields.required_text("key", findings).map(Asked::Retire),
        "compromise" => {
            let key = fields.required_text("key", findings);
            let since = fields.required("since", findings);
            let since = since.and_then(|at| {
                let since = parse_timestamp(at.text(findings)?);
                if since.is_none() {
                    let detail = "this is not a date with its time, such as 2026-11-20T10:00:00Z";
                    findings.push(at.finding("not-a-timestamp", detail));
                }
                since
            });
            let reissue = fields.optional("reissue");
            let reissue = reissue.and_then(|at| at.boolean(findings)).unwrap_or(false);
            let (key, since) = key.zip(since)?;
            Some(Asked::Compromise {
                key,
                since,
                reissue,
            })
        }
        other => {
            let detail =
                format!("there is no act {other:?}: rotate, add-es256, retire, compromise");
            findings.push(act.finding("unknown-act", detail));
            return None;
        }
    };
    fields.nothing_else(findings);
    asked
}

fn read_algorithm(
    fields: &mut Fields<'_, '_>,
    findings: &mut Vec<Finding>,
) -> Option<KeyAlgorithm> {
    let Some(at) = fields.optional("algorithm") else {
        return Some(KeyAlgorithm::Ed25519);
    };
    match at.text(findings)? {
        "Ed25519" => Some(KeyAlgorithm::Ed25519),
        "ES256" => Some(KeyAlgorithm::Es256),
        other => {
            let detail = format!("no key signs with {other:?}: Ed25519, ES256");
            findings.push(at.finding("unknown-algorithm", detail));
            None
        }
    }
}

impl<'r> IssuerKeys<'r> {
    fn of(issuer: &'r IssuerRecord, new_key: Option<&'r str>, affected: &'r [SignedByKey]) -> Self {
        let affected = affected.iter().map(|one| AffectedAnswer {
            id: &one.id,
            proof: &one.proof,
            created: &one.created,
            reissued_as: match &one.reissued {
                Reissued::As(id) => Some(id),
                _ => None,
            },
            not_reissued: match &one.reissued {
                Reissued::Failed(why) => Some(why),
                _ => None,
            },
        });
        Self {
            issuer: &issuer.profile.did,
            keys: issuer.keys.iter().map(IssuerKeyAnswer::from).collect(),
            new_key,
            affected: affected.collect(),
        }
    }
}

impl<'r> From<&'r IssuerKeyRecord> for IssuerKeyAnswer<'r> {
    fn from(key: &'r IssuerKeyRecord) -> Self {
        Self {
            verification_method: &key.verification_method,
            algorithm: match key.algorithm {
                KeyAlgorithm::Ed25519 => "Ed25519",
                KeyAlgorithm::Es256 => "ES256",
            },
            state: match key.state {
                KeyState::Active => "active",
                KeyState::VerifyOnly => "verify-only",
                KeyState::Retired => "retired",
                KeyState::Compromised => "compromised",
            },
            created: key.created.as_deref(),
            revoked: key.revoked.as_deref(),
        }
    }
}

pub(super) fn revoke_api_key(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    call.service()
        .revoke_api_key(&call.acting()?, call.parameter("id")?)?;
    Ok(Answer::empty().status(StatusCode::NO_CONTENT))
}

pub(super) fn describe_revoke_api_key() -> Described {
    Described::new(
        "revokeApiKey",
        "Takes back an API key of the caller's issuer; again changes nothing",
    )
    .gives_nothing(204, "It counts for nothing now")
    .fails(404, "There is no such key")
}
