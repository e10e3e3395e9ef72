//! The credentials inside a document: those of a presentation, of a learner record (CLR 2.0), and
//! endorsements (Open Badges 3.0). Each has to hold on its own; what holds them does not lift them.

use super::document::examine as examine_document;
use super::opened::Material;
use super::question::Wanted;
use super::report::{Check, CheckId, Part, Report, Verdict, own_problem};
use super::{Examination, VerifyError};
use crate::credential::{self, Inside};
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
    let inside = credential::parts(document);
    if inside.is_empty() {
        checks.push(Check::passed(CheckId::Parts, "there are no credentials inside it"));
        return Vec::new();
    }
    if depth + 1 >= DEEPEST {
        let detail = format!("documents lie more than {DEEPEST} deep in each other");
        let problem = own_problem("nesting-limit");
        let check = Check::failed(CheckId::Parts, problem, detail, &inside[0].pointer);
        checks.push(check.could_not_tell());
        return Vec::new();
    }
    let mut parts = Vec::new();
    for one in &inside {
        let left = examination.parts_left.get();
        if left == 0 {
            let detail = "there are more credentials inside it than are looked into";
            let problem = own_problem("too-many-parts");
            let check = Check::failed(CheckId::Parts, problem, detail, &one.pointer);
            checks.push(check.could_not_tell());
            break;
        }
        examination.parts_left.set(left - 1);
        let report = match examine_part(examination, &one.inside, depth + 1) {
            Ok(report) => report,
            Err(error) => {
                checks.push(unreadable(&one.pointer, &error));
                continue;
            }
        };
        checks.extend(of_part(&one.pointer, &report));
        parts.push(Part {
            pointer: one.pointer.clone(),
            report,
        });
    }
    if !checks.iter().any(|check| check.id == CheckId::Parts) {
        let detail = match parts.len() {
            1 => "the credential inside it is valid on its own".to_owned(),
            count => format!("{count} credentials inside it, each valid on its own"),
        };
        checks.push(Check::passed(CheckId::Parts, detail));
    }
    parts
}

fn examine_part(
    examination: &Examination<'_>,
    inside: &Inside<'_, '_>,
    depth: usize,
) -> Result<Report, VerifyError> {
    let material = match inside {
        Inside::Json(json) => Material::Json((*json).clone()),
        Inside::Token(token) => Material::Token(token),
    };
    examine_document(examination, material, Wanted::Credential, depth)
}

fn unreadable(pointer: &str, error: &VerifyError) -> Check {
    let problem = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";
    Check::failed(CheckId::Parts, problem, error.to_string(), pointer)
}

/// The check that a part fails, if it does.
fn of_part(pointer: &str, report: &Report) -> Option<Check> {
    let why = report.reason().map_or_else(String::new, |check| {
        format!(": {}: {}", check.id.title(), check.detail)
    });
    match report.verdict {
        Verdict::Valid => None,
        Verdict::NotValid => {
            let problem = own_problem("part-not-valid");
            let detail = format!("the credential here is not valid{why}");
            Some(Check::failed(CheckId::Parts, problem, detail, pointer))
        }
        Verdict::CouldNotBeChecked => {
            let problem = own_problem("part-not-checked");
            let detail = format!("the credential here could not be checked{why}");
            Some(Check::failed(CheckId::Parts, problem, detail, pointer).could_not_tell())
        }
    }
}
