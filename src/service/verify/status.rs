//! Whether a credential was revoked or suspended: every entry of its status is asked, its list
//! fetched and the list's own proof verified (Bitstring Status List 1.0, section 3.2).
//!
//! Comes after the credential's proof: nothing that a forgery names is fetched.

use super::opened::{self, Material};
use super::question::Wanted;
use super::report::{Check, CheckId, Outcome, own_problem};
use super::{Examination, SKEW};
use crate::credential::vcdm;
use crate::ijson::{self, Json};
use crate::resolver;
use crate::status::{
    self, BitstringEntry, Entry, RevocationList, RevocationListEntry, Standing, StatusError,
    StatusList,
};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// More entries than any credential in use has. Each costs a look into its list.
const MOST_ENTRIES: usize = 100;

/// The lists that one verification has read, by their addresses: many entries of many credentials
/// may name one list, which is fetched, unpacked and verified once.
#[derive(Debug, Default)]
pub(super) struct Lists {
    bits: Kept<StatusList>,
    ids: Kept<RevocationList>,
}

/// What came of reading each list.
type Kept<L> = RefCell<HashMap<String, Result<Rc<L>, StatusError>>>;

/// One check for each entry of `credential`'s status, or one that says that there is none. Taken
/// back for good stands before taken back for now.
pub(super) fn check(examination: &Examination<'_>, credential: &Json<'_>) -> Vec<Check> {
    let entries = status::entries(credential);
    if entries.is_empty() {
        let detail = "it names no status list, so there is nothing to revoke it by";
        return vec![Check::passed(CheckId::Status, detail)];
    }
    let count = entries.len();
    let one = |entry: Result<Entry, StatusError>| match entry {
        Err(error) => of_error(&error, "/credentialStatus"),
        Ok(Entry::Bitstring(entry)) => {
            let standing = in_bitstring(examination, credential, &entry);
            of_standing(standing, &entry.pointer)
        }
        Ok(Entry::RevocationList(entry)) => {
            let standing = in_revocation_list(examination, credential, &entry);
            of_standing(standing, &entry.pointer)
        }
    };
    let mut checks: Vec<Check> = entries
        .into_iter()
        .take(MOST_ENTRIES)
        .flat_map(one)
        .collect();
    checks.sort_by_key(|check| check.problem.as_deref() != Some(status::problem::REVOKED));
    if count > MOST_ENTRIES {
        let detail =
            format!("it names {count} statuses; no more than {MOST_ENTRIES} were looked at");
        let problem = own_problem("too-many-statuses");
        let check = Check::failed(CheckId::Status, problem, detail, "/credentialStatus");
        checks.push(check.could_not_tell());
    }
    checks
}

fn in_bitstring(
    examination: &Examination<'_>,
    credential: &Json<'_>,
    entry: &BitstringEntry,
) -> Result<Standing, StatusError> {
    let list = once(&examination.lists.bits, &entry.list, || {
        let bytes = list_bytes(examination, &entry.list)?;
        let document = proven(examination, &bytes, &entry.list)?;
        // A list may inflate to much.
        let read = || StatusList::read(&document, &entry.list);
        let list = examination.turn.laboriously(read)?;
        list.in_force_at(examination.now(), SKEW)?;
        Ok(list)
    })?;
    let issuer = vcdm::issuer_id(credential).unwrap_or_default();
    Ok(list.value(entry, issuer)?.standing)
}

fn in_revocation_list(
    examination: &Examination<'_>,
    credential: &Json<'_>,
    entry: &RevocationListEntry,
) -> Result<Standing, StatusError> {
    let list = once(&examination.lists.ids, &entry.list, || {
        let bytes = list_bytes(examination, &entry.list)?;
        let json = ijson::parse(&bytes).map_err(|error| StatusError::MalformedList {
            url: entry.list.clone(),
            findings: error.findings(),
        })?;
        RevocationList::read(&json, &entry.list)
    })?;
    let issuer = vcdm::issuer_id(credential).unwrap_or_default();
    let id = credential.get("id").and_then(Json::as_str);
    list.standing(id, issuer)
}

/// The list at `url`: read before in this verification, or now.
fn once<L>(
    kept: &Kept<L>,
    url: &str,
    read: impl FnOnce() -> Result<L, StatusError>,
) -> Result<Rc<L>, StatusError> {
    if let Some(known) = kept.borrow().get(url) {
        return known.clone();
    }
    let list = read().map(Rc::new);
    kept.borrow_mut().insert(url.to_owned(), list.clone());
    list
}

/// The bytes of the list at `url`: at hand, or fetched.
fn list_bytes(examination: &Examination<'_>, url: &str) -> Result<Vec<u8>, StatusError> {
    if let Some(own) = examination.documents().status_list(url) {
        return Ok(own);
    }
    let fetched = examination.fetch(resolver::Subject::StatusList, url);
    let fetched = fetched.map_err(|error| StatusError::Retrieval {
        url: url.to_owned(),
        detail: error.to_string(),
    })?;
    Ok(fetched.body.clone())
}

/// The list credential, if its own proof is right.
fn proven<'b>(
    examination: &Examination<'_>,
    bytes: &'b [u8],
    url: &str,
) -> Result<Json<'b>, StatusError> {
    let not_proven = |detail: String| StatusError::NotProven {
        url: url.to_owned(),
        detail,
    };
    let opened = Material::read(bytes)
        .and_then(|material| {
            opened::open(
                examination,
                material.form,
                &material.as_given,
                Wanted::Credential,
            )
        })
        .map_err(|error| not_proven(error.to_string()))?;
    let bad = opened
        .checks
        .iter()
        .find(|check| check.outcome != Outcome::Passed);
    let why = bad.map_or_else(String::new, |check| check.detail.clone());
    opened.document.ok_or_else(|| not_proven(why))
}

/// What a list says is its issuer's word: a status that is set and bad makes the credential not
/// valid, one that nobody can explain leaves it unknown.
fn of_standing(standing: Result<Standing, StatusError>, pointer: &str) -> Vec<Check> {
    let standing = match standing {
        Ok(standing) => standing,
        Err(error) => return of_error(&error, pointer),
    };
    let detail = standing.to_string();
    let check = match standing.problem_type() {
        None => Check::passed(CheckId::Status, detail).at(pointer),
        Some(problem) => Check::failed(CheckId::Status, problem, detail, pointer),
    };
    vec![if standing.could_not_tell() {
        check.could_not_tell()
    } else {
        check
    }]
}

/// What is wrong with an entry, or why its list does not answer.
fn of_error(error: &StatusError, pointer: &str) -> Vec<Check> {
    let check = |detail: String, pointer: &str| {
        let problem = error.problem_type();
        if error.could_not_tell() {
            let detail = format!("whether it was revoked is not known: {detail}");
            Check::failed(CheckId::Status, problem, detail, pointer).could_not_tell()
        } else {
            let detail = format!("its status leads nowhere: {detail}");
            Check::failed(CheckId::Status, problem, detail, pointer)
        }
    };
    match error {
        StatusError::MalformedEntry(findings) => findings
            .iter()
            .map(|finding| check(finding.detail.clone(), &finding.pointer))
            .collect(),
        StatusError::Unsupported { pointer, .. } => vec![check(error.to_string(), pointer)],
        _ => vec![check(error.to_string(), pointer)],
    }
}
