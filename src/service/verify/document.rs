//! One document, from its proof to what it says: a credential or a presentation, handed in or
//! found inside another.

use super::lifecycle::{self, Lifecycle};
use super::opened::{self, Material, Opened};
use super::question::Wanted;
use super::report::{Check, CheckId, Found, Report, Subject};
use super::witness::Given;
use super::{Examination, VerifyError, claims, expectation, parts, status};
use crate::credential::{Kind, Role};
use crate::ijson::Json;
use crate::jsonld::related_resource;

/// A document that was examined.
pub(super) struct Examined<'a> {
    pub report: Report,
    /// What stands in it, if its proof is right.
    pub document: Option<Json<'a>>,
}

/// Examines `material`, which lies `depth` documents deep.
///
/// # Errors
/// [`VerifyError::Unreadable`] when it is no document of this kind.
pub(super) fn examine<'a>(
    examination: &Examination<'_>,
    material: Material<'a>,
    wanted: Wanted,
    depth: usize,
) -> Result<Examined<'a>, VerifyError> {
    let Material { form, as_given } = material;
    let Opened {
        subject,
        securing,
        checks,
        text_signed,
        document,
    } = opened::open(examination, form, &as_given, wanted)?;
    let mut found = Found {
        subject,
        securing,
        checks,
        issuer: None,
        lifecycle: None,
        credential: None,
        parts: Vec::new(),
    };
    let Some(document) = document else {
        return Ok(Examined {
            report: Report::new(found),
            document: None,
        });
    };
    match subject {
        Subject::Credential => {
            let given = Given::new(&document, &as_given);
            of_credential(examination, &document, given, text_signed, &mut found);
        }
        Subject::Presentation => of_presentation(&mut found.checks),
    }
    found.parts = parts::examine(examination, &document, depth, &mut found.checks);
    let mut report = Report::new(found);
    answer_expectations(examination, &document, &mut report);
    Ok(Examined {
        report,
        document: Some(document),
    })
}

fn of_credential(
    examination: &Examination<'_>,
    document: &Json<'_>,
    given: Given<'_>,
    text_signed: bool,
    found: &mut Found,
) {
    found.issuer = Some(examination.standing(given.issuer));
    found
        .checks
        .push(claims::validity(document, examination.now()));
    found.checks.extend(status::check(examination, document));
    let here = given.issued_here(examination);
    let superseded = here.and_then(lifecycle::supersession);
    found.lifecycle = Lifecycle::of(&found.checks, superseded.is_some());
    found.checks.extend(superseded);
    // Resources that are not at hand are not used either, so their digests need not be known.
    let digests = related_resource::compare(document);
    let wrong = digests.wrong.into_iter();
    found
        .checks
        .extend(wrong.map(|finding| Check::from_finding(CheckId::Terms, finding)));
    found.credential = Some(claims::check(document, text_signed, &mut found.checks));
}

/// A presentation says nothing itself: the credentials in it do.
fn of_presentation(checks: &mut Vec<Check>) {
    let none =
        |id, what: &str| Check::passed(id, format!("a presentation has no {what} of its own"));
    checks.push(none(CheckId::Validity, "validity"));
    checks.push(none(CheckId::Status, "status"));
    checks.push(none(CheckId::Schema, "type with rules"));
    checks.push(none(CheckId::Meaning, "claims"));
}

/// The credential answers for itself, a record or a presentation by the best of its parts; and
/// nothing is answered with yes by what is not valid. An endorsement speaks *for* somebody, and what
/// it says was achieved may be another's.
fn answer_expectations(examination: &Examination<'_>, document: &Json<'_>, report: &mut Report) {
    let expect = &examination.question.expect;
    if expect.is_empty() {
        return;
    }
    let own = report
        .credential
        .as_ref()
        .filter(|meaning| matches!(meaning.kind, Kind::OpenBadge | Kind::LerRs | Kind::Other))
        .map(|meaning| expect.answer(document, meaning));
    let of_parts = report.parts.iter_mut().filter_map(|part| {
        let answers = std::mem::take(&mut part.report.expectations);
        let speaks = part.role == Role::Credential;
        speaks.then(|| expectation::from_part(&part.pointer, answers))
    });
    let best = own
        .into_iter()
        .chain(of_parts)
        .filter(|answers| !answers.is_empty())
        .reduce(expectation::better);
    report.expectations = expectation::only_if(report.verdict, best.unwrap_or_default());
}
