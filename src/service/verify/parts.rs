//! The credentials inside a document: those of a presentation, of a learner record (CLR 2.0), and
//! endorsements (Open Badges 3.0). Each has to hold on its own; what holds them does not lift them.

use super::document::{self, Examined};
use super::opened::Material;
use super::question::Wanted;
use super::report::{Check, CheckId, Part, Report, Verdict, own_problem};
use super::{Examination, VerifyError};
use crate::credential::recipient::{self, Sameness};
use crate::credential::vcdm::presentation;
use crate::credential::{self, Form, Kind, Role, TOO_MANY_PARTS, UNKNOWN_ENVELOPE};
use crate::finding::Finding;
use crate::ijson::Json;

/// How deep documents may lie in each other: a presentation, its record, a badge, an endorsement.
const DEEPEST: usize = 4;

/// Examines everything inside `document`, itself `depth` documents deep, and adds one check for
/// all of them.
pub(super) fn examine(
    examination: &Examination<'_>,
    document: &Json<'_>,
    depth: usize,
    checks: &mut Vec<Check>,
) -> Vec<Part> {
    let inside = credential::parts(document, examination.parts_left.get());
    let before = checks.len();
    checks.extend(inside.findings.into_iter().map(of_finding));
    if let Some(first) = inside.parts.first()
        && depth + 1 >= DEEPEST
    {
        let detail = format!("documents lie more than {DEEPEST} deep in each other");
        let problem = own_problem("nesting-limit");
        let check = Check::failed(CheckId::Parts, problem, detail, &first.pointer);
        checks.push(check.could_not_tell());
        return Vec::new();
    }
    let left = examination
        .parts_left
        .get()
        .saturating_sub(inside.parts.len());
    examination.parts_left.set(left);
    let mut parts = Vec::new();
    for one in inside.parts {
        // A document of many parts lets others compute in between.
        examination.turn.without(|| ());
        match examine_part(examination, one.form, depth + 1) {
            Ok(examined) => {
                let person = examined
                    .document
                    .as_ref()
                    .and_then(|part| same_person(document, one.role, part));
                checks.extend(of_person(person, document, &one.pointer));
                checks.extend(of_part(&one.pointer, one.role, &examined.report));
                parts.push(Part {
                    pointer: one.pointer,
                    role: one.role,
                    same_person: person,
                    report: examined.report,
                });
            }
            Err(error) => checks.push(unreadable(&one.pointer, &error)),
        }
    }
    if checks.len() == before {
        let detail = match parts.len() {
            0 => "there are no credentials inside it".to_owned(),
            1 => "the credential inside it is valid on its own".to_owned(),
            count => format!("{count} credentials inside it, each valid on its own"),
        };
        checks.push(Check::passed(CheckId::Parts, detail));
    }
    parts
}

fn examine_part<'j>(
    examination: &Examination<'_>,
    form: Form<'j, 'j>,
    depth: usize,
) -> Result<Examined<'j>, VerifyError> {
    let material = match form {
        Form::Embedded(json) => Material::part(json),
        Form::Token(token) => Material::token(token),
    };
    document::examine(examination, material, Wanted::Credential, depth)
}

/// Whether the credential `part` is about the person whom `whole` is about: the subject of a
/// record, the holder of a presentation. `None` where that is no question.
fn same_person(whole: &Json<'_>, role: Role, part: &Json<'_>) -> Option<Sameness> {
    if role == Role::Endorsement {
        return None;
    }
    if !presentation::is_presentation(whole) {
        return Some(recipient::same_subject(whole, part));
    }
    let holder = presentation::holder_id(whole)?;
    let subject = part.pointer("/credentialSubject/id").and_then(Json::as_str);
    Some(match subject {
        None => Sameness::NotComparable,
        Some(subject) if subject == holder => Sameness::Same,
        Some(subject) if subject.starts_with("did:") && holder.starts_with("did:") => {
            Sameness::Different
        }
        Some(_) => Sameness::NotComparable,
    })
}

/// A record or a résumé is about one learner. Whoever presents a credential need not be whom it is about.
fn of_person(person: Option<Sameness>, whole: &Json<'_>, pointer: &str) -> Option<Check> {
    if person != Some(Sameness::Different) || presentation::is_presentation(whole) {
        return None;
    }
    let (what, slug) = match credential::kinds(whole).contains(&Kind::LerRs) {
        true => ("résumé", "ler-rs-subject-mismatch"),
        false => ("record", "clr-subject-mismatch"),
    };
    let detail = format!("the credential here is about somebody else than the {what}");
    let problem = own_problem(slug);
    Some(Check::failed(CheckId::Parts, problem, detail, pointer))
}

/// Beyond the limit, and in what is not read here, nothing was looked into; what is no credential at all is wrong.
fn of_finding(finding: Finding) -> Check {
    let unknown = matches!(finding.problem, TOO_MANY_PARTS | UNKNOWN_ENVELOPE);
    let check = Check::from_finding(CheckId::Parts, finding);
    if unknown {
        check.could_not_tell()
    } else {
        check
    }
}

fn unreadable(pointer: &str, error: &VerifyError) -> Check {
    let problem = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    Check::failed(CheckId::Parts, problem, error.to_string(), pointer)
}

/// The check that a part fails, if it does.
fn of_part(pointer: &str, role: Role, report: &Report) -> Option<Check> {
    let what = match role {
        Role::Credential => "credential",
        Role::Endorsement => "endorsement",
    };
    let why = report.reason().map_or_else(String::new, |check| {
        format!(": {}: {}", check.id.title(), check.detail)
    });
    match report.verdict {
        Verdict::Valid => None,
        Verdict::NotValid => {
            let problem = own_problem("part-not-valid");
            let detail = format!("the {what} here is not valid{why}");
            Some(Check::failed(CheckId::Parts, problem, detail, pointer))
        }
        Verdict::CouldNotBeChecked => {
            let problem = own_problem("part-not-checked");
            let detail = format!("the {what} here could not be checked{why}");
            Some(Check::failed(CheckId::Parts, problem, detail, pointer).could_not_tell())
        }
    }
}
