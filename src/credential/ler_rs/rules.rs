//! What a résumé must keep: its classes, what verifies its items, and that what it says was
//! assessed is what the credentials inside say.

use super::classes::{
    OTHER_CREDENTIAL, REFERENCE, RESUME, SUBJECT, VERIFYING_ORGANIZATION, WRAPPED_SUBJECT,
    WRAPPER_CREDENTIAL,
};
use super::{bodies, is_hr_open, words};
use crate::credential::facts::{self, Facts};
use crate::credential::shape::{Class, add_new};
use crate::credential::vcdm::enveloped::is_enveloped_credential;
use crate::credential::vcdm::placed;
use crate::finding::Finding;
use crate::ijson::{Json, Path, join};

const VERIFICATIONS: &str = "HR Open 4.4, recruiting/json/ler-rs (verifications)";

/// The problem of a résumé that says something else than the credential that it names.
pub const FACTS_DIFFER: &str = "facts-differ";

/// The problem of an assessed level whose credential is not in the résumé.
pub const UNKNOWN_CREDENTIAL: &str = "unknown-credential";

/// The lists whose items may stand verified instead of plain.
const LISTS: [&str; 5] = [
    "skills",
    "certifications",
    "licenses",
    "educationAndLearnings",
    "employmentHistories",
];

/// Every way in which the subjects of `credential`, and HR Open's wrapper around them, break the
/// rules of LER-RS.
pub(super) fn check(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let hr_open = is_hr_open(credential);
    if hr_open {
        WRAPPER_CREDENTIAL.check(credential, &Path::ROOT, findings);
    }
    for_subjects(credential, |subject, place| {
        class_of(subject).check(subject, place, findings);
        for body in bodies(subject) {
            let place = place_of(body, subject, place);
            check_verifications(body, &place, findings);
            check_facts(body, &place, credential, findings);
        }
    });
}

/// Every name in HR Open's wrapper that LER-RS does not have: no context gives it a meaning.
pub fn undefined(credential: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    WRAPPER_CREDENTIAL.check_names(credential, &Path::ROOT, &mut findings);
    for_subjects(credential, |subject, place| {
        class_of(subject).check_names(subject, place, &mut findings);
        let mut unknown = Vec::new();
        let given = bodies(subject)
            .into_iter()
            .flat_map(|body| verifications(body, &place_of(body, subject, place)));
        for (pointer, one) in given {
            if let Some(class) = verifying(one) {
                class.check_names(one, &Path::ROOT, &mut unknown);
            }
            let here = unknown
                .drain(..)
                .map(|finding: Finding| finding.below(&pointer));
            findings.extend(here);
        }
    });
    findings
}

fn for_subjects(credential: &Json<'_>, mut each: impl FnMut(&Json<'_>, &Path<'_>)) {
    let root = Path::ROOT;
    let place = root.member("credentialSubject");
    match credential.get("credentialSubject") {
        Some(Json::Array(subjects)) => {
            for (position, subject) in subjects.iter().enumerate() {
                each(subject, &place.element(position));
            }
        }
        Some(subject) => each(subject, &place),
        None => {}
    }
}

/// Where `body`, one of a subject's résumés, stands: in the subject, or in a member of it.
fn place_of(body: &Json<'_>, subject: &Json<'_>, place: &Path<'_>) -> String {
    match std::ptr::eq(body, subject) {
        true => place.pointer(),
        false => place.member("lerrsType").pointer(),
    }
}

fn class_of(subject: &Json<'_>) -> &'static Class {
    match subject.get("lerrsType") {
        Some(_) => &WRAPPED_SUBJECT,
        None => &SUBJECT,
    }
}

/// The verifications of all items of a résumé, each with its place.
fn verifications<'j, 'a>(body: &'j Json<'a>, place: &str) -> Vec<(String, &'j Json<'a>)> {
    let mut all = Vec::new();
    for name in LISTS {
        let Some(items) = body.get(name) else {
            continue;
        };
        for (pointer, item) in placed(&join(place, name), items) {
            let plain_skill = name == "skills" && item.get("name").is_some();
            let Some(given) = item.get("verifications") else {
                continue;
            };
            for (pointer, one) in placed(&join(&pointer, "verifications"), given) {
                match (plain_skill, one.get("Verification")) {
                    (false, _) => all.push((pointer, one)),
                    (true, Some(inner)) => all.push((join(&pointer, "Verification"), inner)),
                    (true, None) => {}
                }
            }
        }
    }
    all
}

/// The class of what verifies an item; `None` for a credential that stands there by itself, which
/// is verified on its own.
fn verifying(one: &Json<'_>) -> Option<&'static Class> {
    if one.get("@context").is_some() {
        None
    } else if one.get("otherW3CVerifiableCredential").is_some() {
        Some(&OTHER_CREDENTIAL)
    } else if one.get("reference").is_some() {
        Some(&REFERENCE)
    } else {
        Some(&VERIFYING_ORGANIZATION)
    }
}

fn check_verifications(body: &Json<'_>, place: &str, findings: &mut Vec<Finding>) {
    for (pointer, one) in verifications(body, place) {
        let Some(class) = verifying(one) else {
            continue;
        };
        let mut found = Vec::new();
        class.check(one, &Path::ROOT, &mut found);
        let here = found.into_iter().map(|finding| finding.below(&pointer));
        findings.extend(here.map(|finding| finding.by(VERIFICATIONS)));
    }
}

/// What a narrative says was assessed is what the credential that it names says, as far as that
/// stands here and not in a token.
fn check_facts(body: &Json<'_>, place: &str, credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let said = facts::of_narratives(credential, body);
    if said.is_empty() {
        return;
    }
    let inside: Vec<&Json<'_>> = verifications(body, place)
        .into_iter()
        .filter_map(|(_, one)| one.get("otherW3CVerifiableCredential"))
        .collect();
    let narratives = join(place, "narratives");
    for (position, named, stated) in said {
        let of_id = |one: &&&Json<'_>| one.get("id").and_then(Json::as_str) == Some(&named);
        let Some(badge) = inside.iter().find(of_id) else {
            // What stands in a token is not read here, so that nothing is unknown where there is one.
            if !inside.iter().any(|one| is_enveloped_credential(one)) {
                let detail = format!("the credential {named} is not in this résumé");
                let pointer = join(&narratives, position);
                let finding = Finding::new(pointer, UNKNOWN_CREDENTIAL, detail);
                findings.push(finding.by(words::SOURCE));
            }
            continue;
        };
        let own = facts::read(badge);
        if let [own] = own.as_slice()
            && sorted(own.clone()) != sorted(stated)
        {
            let detail = format!(
                "this says something else about an assessed level than the credential {named}, \
                 from which it is said to come"
            );
            let pointer = join(&narratives, position);
            findings.push(Finding::new(pointer, FACTS_DIFFER, detail).by(words::SOURCE));
        }
    }
}

/// Where meaning is signed and not the text, the order of statements is nobody's word.
fn sorted(mut facts: Facts) -> Facts {
    facts
        .statements
        .sort_by(|left, right| (&left.url, &left.title).cmp(&(&right.url, &right.title)));
    facts
}

/// Every way in which the members of a résumé break LER-RS, and every name in them that it does not
/// have. They stand without the `type` that makes them a résumé.
pub(super) fn check_members(resume: &Json<'_>, findings: &mut Vec<Finding>) {
    RESUME.check(resume, &Path::ROOT, findings);
    findings.retain(|found| !(found.pointer.is_empty() && found.problem == "missing-member"));
    let mut undefined = Vec::new();
    RESUME.check_names(resume, &Path::ROOT, &mut undefined);
    add_new(findings, undefined);
    check_verifications(resume, "", findings);
}
