//! What a record must keep beyond the classes of its objects: one learner, and associations that
//! lead somewhere.

use super::classes::CLR_CREDENTIAL;
use crate::credential::open_badge;
use crate::credential::vcdm::{enveloped, has_type, placed};
use crate::finding::Finding;
use crate::ijson::{Json, Path, join};
use std::collections::HashSet;

const SUBJECT: &str = "CLR Standard 2.0, appendix B.1 (ClrSubject)";
const ASSOCIATION: &str = "CLR Standard 2.0, appendix B.1 (Association)";

/// The problem of an association one of whose ends is no achievement of the record.
pub const UNKNOWN_ACHIEVEMENT: &str = "unknown-achievement";

/// Whether a credential says that it is a Comprehensive Learner Record.
pub fn is_clr(credential: &Json<'_>) -> bool {
    has_type(credential, "ClrCredential")
}

/// Every way in which a credential breaks the rules of CLR 2.0, each with its place; its form for
/// VC Data Model 1.1 has the same rules but for dates and the issuer. The rules of the data model
/// beneath are [`crate::credential::vcdm::check`]'s.
pub fn check(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    CLR_CREDENTIAL.check(credential, &Path::ROOT, &mut findings);
    open_badge::check_vocabulary(credential, &mut findings);
    open_badge::check_versions(credential, &mut findings);
    open_badge::check_status(credential, &mut findings);
    if let Some(subject) = credential.get("credentialSubject")
        && subject.as_object().is_some()
    {
        open_badge::check_identity(subject, SUBJECT, &mut findings);
        check_associations(subject, &mut findings);
    }
    findings
}

/// The ids and names of the achievements that a record's subject lists, and of those that the
/// embedded credentials are about.
pub(in crate::credential) fn achievements<'j>(
    subject: &'j Json<'_>,
) -> Vec<(&'j str, Option<&'j Json<'j>>)> {
    let listed = subject.get("achievement").map_or(&[][..], Json::as_set);
    let held = credentials(subject).iter().flat_map(|credential| {
        let subjects = credential.get("credentialSubject");
        subjects.map_or(&[][..], Json::as_set).iter()
    });
    let awarded = held.flat_map(|subject| {
        let achievement = subject.get("achievement");
        achievement.map_or(&[][..], Json::as_set).iter()
    });
    listed
        .iter()
        .chain(awarded)
        .filter_map(|one| Some((one.get("id")?.as_str()?, one.get("name"))))
        .collect()
}

fn credentials<'j, 'a>(subject: &'j Json<'a>) -> &'j [Json<'a>] {
    let credentials = subject.get("verifiableCredential");
    credentials.map_or(&[][..], Json::as_set)
}

/// Both ends of an association are achievements that the record lists or that one of its
/// credentials is about. What stands in a token is not read here, so that nothing is unknown where
/// there is one.
fn check_associations(subject: &Json<'_>, findings: &mut Vec<Finding>) {
    let Some(associations) = subject.get("association") else {
        return;
    };
    if credentials(subject)
        .iter()
        .any(enveloped::is_enveloped_credential)
    {
        return;
    }
    let known: HashSet<&str> = achievements(subject)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    for (pointer, association) in placed("/credentialSubject/association", associations) {
        for end in ["sourceId", "targetId"] {
            if let Some(id) = association.get(end).and_then(Json::as_str)
                && !known.contains(id)
            {
                let detail = format!("{id} is no achievement of this record");
                let place = join(&pointer, end);
                findings.push(Finding::new(place, UNKNOWN_ACHIEVEMENT, detail).by(ASSOCIATION));
            }
        }
    }
}
