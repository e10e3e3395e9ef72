//! What specifications ask of a credential, and signing it does not: that its status can be found,
//! and that it can be secured in the form that was asked for.

use super::rule::{Candidate, Places, Reach, Rule, Severity, held};
use crate::credential::Kind;
use crate::credential::ler_rs::HR_OPEN_TYPE;
use crate::credential::vcdm::has_type;
use crate::ijson::{Json, Path, join};
use crate::status::{StatusError, entries};

/// The rules.
pub(super) static RULES: [Rule; 5] = [
    Rule {
        slug: "status-entry",
        severity: Severity::Error,
        source: "Bitstring Status List 1.0, section 2.1 (BitstringStatusListEntry)",
        reader: None,
        remedy: "Give the entry a purpose, the index as a string of digits and the URL of its list: \
                 a status that cannot be looked up is never “not revoked”.",
        reach: Reach::EachCredential,
        find: status_entry,
    },
    Rule {
        slug: "status-id-is-its-list",
        severity: Severity::Error,
        source: "Bitstring Status List 1.0, section 2.1 (BitstringStatusListEntry)",
        reader: None,
        remedy: "Leave the entry's `id` out, or add the index to the list's URL as a fragment.",
        reach: Reach::EachCredential,
        find: status_id_is_its_list,
    },
    Rule {
        slug: "wrapper-over-rdf",
        severity: Severity::Error,
        source: "HR Open Standards 4.5, VerifiableCredentialLER-RSType; JSON-LD 1.1, section 3.1",
        reader: None,
        remedy: "Secure the wrapper with `eddsa-jcs-2022` or as VC-JWT, or take the VC 2.0 form of \
                 the résumé, which can be canonicalized.",
        reach: Reach::Document,
        find: wrapper_over_rdf,
    },
    Rule {
        slug: "null-member",
        severity: Severity::Error,
        source: "Open Badges 3.0, section 8.1 (Serializing to JSON)",
        reader: None,
        remedy: "Leave the member out: JSON-LD drops a null, so it would be read and not signed.",
        reach: Reach::Document,
        find: null_member,
    },
    Rule {
        slug: "record-of-several-people",
        severity: Severity::Warning,
        source: "CLR Standard 2.0, section on verification (ClrSubject)",
        reader: None,
        remedy: "Put only credentials of one learner into a record, or have them issued again \
                 under the id that the learner has here.",
        reach: Reach::Document,
        find: record_of_several_people,
    },
];

fn status_entry(candidate: &Candidate<'_, '_>, places: &mut Places) {
    for entry in entries(candidate.credential) {
        if let Err(StatusError::MalformedEntry(findings)) = entry {
            for finding in findings {
                places.add(finding.pointer, finding.detail);
            }
        }
    }
}

fn status_id_is_its_list(candidate: &Candidate<'_, '_>, places: &mut Places) {
    for (pointer, status) in candidate.values("credentialStatus") {
        let id = status.get("id").and_then(Json::as_str);
        let list = status.get("statusListCredential").and_then(Json::as_str);
        if id.is_some() && id == list {
            let detail = "the entry has the id of its list, so the two are one thing";
            places.add(join(&pointer, "id"), detail);
        }
    }
}

fn wrapper_over_rdf(candidate: &Candidate<'_, '_>, places: &mut Places) {
    if candidate.forms.rdf && has_type(candidate.credential, HR_OPEN_TYPE) {
        let detail = "the second context of this wrapper is a JSON Schema and no JSON-LD context, \
                      so the résumé has no RDF to be signed";
        places.add("/@context", detail);
    }
}

fn null_member(candidate: &Candidate<'_, '_>, places: &mut Places) {
    find_null(candidate.credential, &Path::ROOT, places);
}

/// A null in a context says something: that what was defined is no more.
fn find_null(json: &Json<'_>, place: &Path<'_>, places: &mut Places) {
    match json {
        Json::Null => places.add_at(place, || "there is null here".to_owned()),
        Json::Array(elements) => {
            for (position, element) in elements.iter().enumerate() {
                find_null(element, &place.element(position), places);
            }
        }
        Json::Object(object) => {
            for (name, value) in object.iter().filter(|(name, _)| *name != "@context") {
                find_null(value, &place.member(name), places);
            }
        }
        Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

fn record_of_several_people(candidate: &Candidate<'_, '_>, places: &mut Places) {
    if !candidate.is(Kind::Clr) {
        return;
    }
    let id_of = |credential: &Json<'_>| {
        let subject = credential.pointer("/credentialSubject/id");
        subject.and_then(Json::as_str).map(str::to_owned)
    };
    let Some(learner) = id_of(candidate.credential) else {
        return;
    };
    for (pointer, credential) in held(candidate.credential) {
        if let Some(other) = id_of(credential)
            && other != learner
        {
            let detail =
                format!("this credential is about {other}, and the record about {learner}");
            places.add(format!("{pointer}/credentialSubject/id"), detail);
        }
    }
}
