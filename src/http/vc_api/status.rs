//! `POST /credentials/status` (W3C CCG, Verifiable Credential API, “Update Status”): sets or clears
//! a status of a credential. The API carries no reason; the record says so.

use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::credentials::ActAnswer;
use crate::http::openapi::Described;
use crate::http::problem::Problem;
use crate::ijson::{self, At};
use crate::records::credential::{CredentialRecord, State};
use crate::service::lifecycle::{Acted, StatusAct};
use utoipa::ToSchema;

/// What stands on record as the reason.
const REASON: &str = "asked for over the VC-API, which carries no reason";
/// The type of a status.
const ENTRY: &str = "BitstringStatusListEntry";

/// Which status of which credential is to be what.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_members` reads")]
#[schema(as = UpdateStatusRequest, rename_all = "camelCase")]
struct StatusBody {
    /// The credential's id.
    credential_id: String,
    /// Which of its statuses.
    #[schema(inline)]
    credential_status: EntryBody,
    /// Whether the status is to be set. A revocation is never cleared.
    status: bool,
}

/// Which status.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_entry` reads")]
#[schema(rename_all = "camelCase")]
struct EntryBody {
    /// `BitstringStatusListEntry`.
    #[schema(rename = "type")]
    kind: String,
    /// `revocation` (unless told) or `suspension`.
    #[schema(nullable = false)]
    status_purpose: Option<String>,
    /// The place in the list, where it is named: it must be the credential's.
    #[schema(nullable = false)]
    status_list_index: Option<String>,
    /// The list, where it is named: it must be the credential's.
    #[schema(nullable = false)]
    status_list_credential: Option<String>,
}

/// What is asked for.
struct Asked<'j> {
    id: &'j str,
    entry: Entry<'j>,
    on: bool,
}

struct Entry<'j> {
    purpose: &'j str,
    index: Option<&'j str>,
    list: Option<&'j str>,
}

pub(in crate::http) fn change(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let json = ijson::parse(&call.body);
    let json = json.map_err(|error| Problem::status_request(error.findings()))?;
    let mut findings = Vec::new();
    let asked = read_members(&At::root(&json), &mut findings);
    let Some(asked) = asked.filter(|_| findings.is_empty()) else {
        return Err(Problem::status_request(findings));
    };
    let caller = call.acting()?;
    let service = call.service();
    let record = service.credential(asked.id, &caller.issuer)?;
    check_place(&asked.entry, &record)?;
    let act = match (asked.entry.purpose, asked.on) {
        ("revocation", true) => StatusAct::Revoke,
        // What is not revoked need not be cleared; what is stays so.
        ("revocation", false) if record.state != State::Revoked => {
            let changed = false;
            return Answer::json(&ActAnswer::from(Acted { record, changed }));
        }
        (_, true) => StatusAct::Suspend,
        (_, false) => StatusAct::Reinstate,
    };
    let acted = service.change_status(asked.id, act, Some(REASON), &caller)?;
    Answer::json(&ActAnswer::from(acted))
}

pub(in crate::http) fn describe() -> Described {
    let described = Described::new(
        "vcApiUpdateStatus",
        "Sets or clears a status of a credential (W3C VC-API). What is so already stays so",
    );
    described
        .takes::<StatusBody>("Which status of which credential, and what it is to be")
        .gives::<ActAnswer>(200, "It is so")
        .fails(400, "The request is not right")
        .fails(404, "There is no such credential of this issuer")
        .fails(409, "It was revoked, which is final")
        .fails(422, "It has no status of this kind")
}

fn read_members<'j>(body: &At<'j, '_>, findings: &mut Vec<Finding>) -> Option<Asked<'j>> {
    let mut fields = body.fields(findings)?;
    let id = fields.required_text("credentialId", findings);
    let entry = fields.required("credentialStatus", findings);
    let entry = entry.and_then(|entry| read_entry(&entry, findings));
    let on = fields.required("status", findings);
    let on = on.and_then(|on| on.boolean(findings));
    fields.nothing_else(findings);
    Some(Asked {
        id: id?,
        entry: entry?,
        on: on?,
    })
}

/// Other members of the entry say nothing here, and are not looked at.
fn read_entry<'j>(entry: &At<'j, '_>, findings: &mut Vec<Finding>) -> Option<Entry<'j>> {
    let mut fields = entry.fields(findings)?;
    let kind = fields.required("type", findings);
    if let Some(kind) = kind
        && let Some(name) = kind.text(findings)
        && name != ENTRY
    {
        let detail = format!("{name:?} is not kept here; there is {ENTRY}");
        findings.push(kind.finding("status-not-available", detail));
    }
    let purpose = fields.optional("statusPurpose");
    let purpose = purpose.map_or(Some("revocation"), |at| {
        let purpose = at.text(findings)?;
        if !["revocation", "suspension"].contains(&purpose) {
            let detail = format!("no list is kept for {purpose:?}: revocation, suspension");
            findings.push(at.finding("status-not-available", detail));
        }
        Some(purpose)
    });
    Some(Entry {
        purpose: purpose?,
        index: fields.optional_text("statusListIndex", findings),
        list: fields.optional_text("statusListCredential", findings),
    })
}

/// A place that is named must be the credential's own.
fn check_place(entry: &Entry<'_>, record: &CredentialRecord) -> Result<(), Problem> {
    let own = record
        .status
        .iter()
        .find(|own| own.purpose == entry.purpose);
    let Some(own) = own else {
        return Ok(());
    };
    let mut findings = Vec::new();
    let index = own.index.to_string();
    for (name, given, own) in [
        ("statusListIndex", entry.index, index.as_str()),
        ("statusListCredential", entry.list, own.url.as_str()),
    ] {
        if given.is_some_and(|given| given != own) {
            let pointer = format!("/credentialStatus/{name}");
            let detail = format!("the credential's own is {own:?}");
            findings.push(Finding::new(&pointer, "another-place", detail));
        }
    }
    match findings.is_empty() {
        true => Ok(()),
        false => Err(Problem::status_request(findings)),
    }
}
