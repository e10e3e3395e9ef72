//! The answers about credentials, and how signed bytes stand in one.

use crate::audit::Act;
use crate::ijson::write_string_into;
use crate::records::credential::{CredentialRecord, Done, State, Succession, Why};
use crate::records::status_list::StatusPlace;
use crate::service::issue::Issued;
use serde::Serialize;
use utoipa::ToSchema;

/// Credentials that were issued.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `write_issued` writes")]
pub(in crate::http) struct IssuedList {
    /// The credentials, in the order of the request.
    credentials: Vec<IssuedEntry>,
}

/// A credential in one secured form.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `write_issued` writes")]
#[schema(as = IssuedCredential, rename_all = "camelCase")]
struct IssuedEntry {
    /// The credential's id.
    id: String,
    /// Its name.
    name: String,
    /// Its form.
    form: String,
    /// How it is secured.
    proof: String,
    /// The media type of its bytes by themselves.
    media_type: String,
    /// Whether it had been issued before this request.
    already: bool,
    /// What is good to know of this form: which readers take it, and what they will find.
    notes: Vec<NoteAnswer>,
    /// The signed bytes, verbatim: an object for `application/vc`, a string for a JWT.
    #[schema(value_type = Value)]
    credential: String,
}

/// One thing that is good to know of a secured form.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `write_issued` writes")]
#[schema(as = IssuingNote)]
struct NoteAnswer {
    /// What it is about: a stable word.
    note: String,
    /// Where in the credential: a JSON pointer, empty for the whole.
    pointer: String,
    /// Whose behaviour it tells; absent where it concerns every reader.
    #[schema(nullable = false)]
    reader: Option<String>,
    /// What follows from it.
    detail: String,
    /// How it is known.
    source: String,
}

/// The answer to issuing, with the signed bytes as they are on record.
pub(in crate::http) fn write_issued(issued: &[Issued]) -> Vec<u8> {
    let size: usize = issued.iter().map(|one| one.bytes.len() + 512).sum();
    let mut out = Vec::with_capacity(size);
    out.extend_from_slice(br#"{"credentials":["#);
    for (place, one) in issued.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        let members = [
            ("{\"id\":", &one.id),
            (",\"name\":", &one.name),
            (",\"form\":", &one.form),
            (",\"proof\":", &one.proof),
            (",\"mediaType\":", &one.media_type),
        ];
        for (name, value) in members {
            out.extend_from_slice(name.as_bytes());
            write_string_into(value, &mut out);
        }
        out.extend_from_slice(match one.already {
            true => b",\"already\":true,\"notes\":",
            false => b",\"already\":false,\"notes\":".as_slice(),
        });
        // Words and texts of our own always have a JSON form.
        out.extend(serde_json::to_vec(&one.notes).unwrap_or_else(|_| b"[]".to_vec()));
        out.extend_from_slice(b",\"credential\":");
        write_signed_into(one, &mut out);
        out.push(b'}');
    }
    out.extend_from_slice(b"]}");
    out
}

/// JSON as it is; a token as a JSON string. A compact JWS has no character that a JSON string
/// would escape.
fn write_signed_into(one: &Issued, out: &mut Vec<u8>) {
    if one.media_type == super::SIGNED[0] {
        out.extend_from_slice(&one.bytes);
    } else {
        write_string_into(&String::from_utf8_lossy(&one.bytes), out);
    }
}

/// A page of credentials.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CredentialPage<'r> {
    /// The credentials, the newest first. A page may have fewer than were asked for, and still
    /// not be the last.
    pub(super) credentials: Vec<CredentialAnswer<'r>>,
    /// What to give as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) next: Option<String>,
}

/// A credential on record.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Credential)]
pub(super) struct CredentialAnswer<'r> {
    /// Its id: `urn:uuid:` and a random UUID, or the id that its writer gave it.
    id: &'r str,
    /// Its form: `open-badge`, `clr`, `ler-rs`, `hr-open-ler-rs`, or `given` where the caller wrote
    /// the credential.
    form: &'r str,
    /// Its name; absent where the caller wrote the credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    name: Option<&'r str>,
    /// The id of the assessment it was made from; absent where the caller wrote the credential, and
    /// for a record of what a learner holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    assessment: Option<&'r str>,
    /// The framework's key, with an assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    framework: Option<&'r str>,
    /// The framework's version, with an assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    framework_version: Option<&'r str>,
    /// The level that was achieved, with an assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    level: Option<&'r str>,
    /// The slug of its issuer.
    issuer: &'r str,
    /// From when it is valid; absent where it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    valid_from: Option<&'r str>,
    /// Until when; absent for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    valid_until: Option<&'r str>,
    /// Whether its issuer stands by it: `current`, `suspended` or `revoked`.
    #[schema(value_type = String)]
    state: State,
    /// Its places in status lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    status: Vec<StatusAnswer<'r>>,
    /// The credential whose place it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    supersedes: Option<SuccessionAnswer<'r>>,
    /// The credential that took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    superseded_by: Option<SuccessionAnswer<'r>>,
    /// What was done to it since, the first first: not in lists, and not where it cannot be opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    history: Option<Vec<DoneAnswer>>,
    /// Its secured forms.
    secured: Vec<SecuredAnswer<'r>>,
}

/// A place of a credential in a status list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CredentialStatusPlace)]
pub(super) struct StatusAnswer<'r> {
    /// What a set bit means: `revocation` or `suspension`.
    purpose: &'r str,
    /// The address of the list.
    list: &'r str,
    /// The place in the list, from 0.
    index: u32,
}

/// The other credential, where one took the place of another.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CredentialSuccession)]
pub(super) struct SuccessionAnswer<'r> {
    /// Its id.
    id: &'r str,
    /// Why: `reissue`, `renewal` or `level-up`.
    #[schema(value_type = String)]
    why: Why,
    /// When.
    at: &'r str,
}

/// One thing that was done to a credential.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CredentialAct)]
pub(super) struct DoneAnswer {
    /// What: `credential-revoke`, `credential-suspend`, `credential-reinstate`,
    /// `credential-supersede`.
    #[schema(value_type = String)]
    act: Act,
    /// When.
    at: String,
    /// By whom: `api-key/{id}`, `command-line`, `proofmark`.
    by: String,
    /// Why, in their own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
}

impl CredentialAnswer<'_> {
    /// The same, with what was done to it where that is known.
    pub(super) fn with_history(mut self, history: Option<Vec<Done>>) -> Self {
        self.history = history.map(|all| all.into_iter().map(DoneAnswer::from).collect());
        self
    }
}

impl From<Done> for DoneAnswer {
    fn from(done: Done) -> Self {
        Self {
            act: done.act,
            at: done.at,
            by: done.by,
            reason: done.reason,
        }
    }
}

impl<'r> From<&'r StatusPlace> for StatusAnswer<'r> {
    fn from(place: &'r StatusPlace) -> Self {
        Self {
            purpose: &place.purpose,
            list: &place.url,
            index: place.index,
        }
    }
}

impl<'r> From<&'r Succession> for SuccessionAnswer<'r> {
    fn from(succession: &'r Succession) -> Self {
        Self {
            id: &succession.id,
            why: succession.why,
            at: &succession.at,
        }
    }
}

/// A secured form of a credential.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecuredForm)]
pub(super) struct SecuredAnswer<'r> {
    /// How it is secured; the parameter `proof` fetches its bytes.
    proof: &'r str,
    /// The media type of its bytes.
    media_type: &'r str,
    /// The verification method that signed it.
    verification_method: &'r str,
    /// When it was signed.
    created: &'r str,
}

impl<'r> From<&'r CredentialRecord> for CredentialAnswer<'r> {
    fn from(record: &'r CredentialRecord) -> Self {
        let from = record.made_from.as_ref();
        let secured = record.secured.iter().map(|one| SecuredAnswer {
            proof: &one.proof,
            media_type: &one.media_type,
            verification_method: &one.verification_method,
            created: &one.created,
        });
        Self {
            id: &record.id,
            form: &record.form,
            name: record.name.as_deref(),
            assessment: from.map(|from| from.assessment.as_str()),
            framework: from.map(|from| from.framework.as_str()),
            framework_version: from.map(|from| from.framework_version.as_str()),
            level: from.map(|from| from.level.as_str()),
            issuer: &record.issuer,
            valid_from: record.valid_from.as_deref(),
            valid_until: record.valid_until.as_deref(),
            state: record.state,
            status: record.status.iter().map(StatusAnswer::from).collect(),
            supersedes: record.supersedes.as_ref().map(SuccessionAnswer::from),
            superseded_by: record.superseded_by.as_ref().map(SuccessionAnswer::from),
            history: None,
            secured: secured.collect(),
        }
    }
}
