//! `proofmark issue`: from an assessment document, or one on record, to signed credentials.
//!
//! A result that is a file is written whole or not at all, and never in the place of a file with
//! other contents: what was issued before may be all that is left of it.

use super::args::Issue;
use super::framework::note_if_superseded;
use super::output::pad;
use super::workplace::{self, Opened, Workplace};
use super::{CliError, files};
use crate::clock::parse_timestamp;
use crate::credential::ler_rs::Resume;
use crate::ijson;
use crate::proof::SecuringPlan;
use crate::proof::advice::{Advice, Note};
use crate::service::ServiceError;
use crate::service::issue::{Form, IssueRequest, Issued};
use crate::service::issuers::OpenedIssuer;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub(super) fn run(arguments: &Issue, work: &Workplace) -> Result<(), CliError> {
    check(arguments)?;
    let source = Source::of(&arguments.from)?;
    let policy = arguments
        .policy
        .as_deref()
        .map(workplace::policy)
        .transpose()?;
    if let (Source::OnRecord(_), Some(_)) = (&source, &policy) {
        let detail = "an assessment on record was decided already; --policy goes with a FILE";
        return Err(CliError::Usage(detail.to_owned()));
    }
    let opened = work.open_for_issuer("issue")?;
    let issuer = work.open_issuer(&opened)?;
    let assessment = match &source {
        Source::Document(text) => {
            let recorded = opened
                .service
                .assess(text, &work.caller(), policy.as_ref())?;
            recorded.record
        }
        Source::OnRecord(id) => {
            let slug = work.issuer.as_str();
            opened.service.assessment(id, slug)?
        }
    };
    let framework = &assessment.assessment.framework;
    note_if_superseded(framework, &opened.service, work)?;
    let assessment = assessment.id;
    let issued = issue(arguments, &assessment, &opened, issuer, work)?;
    say_what_it_lacks(&issued, work);
    let files = targets(arguments);
    write(arguments.how.out.as_deref(), &files, &issued)?;
    tell(json!({ "assessment": assessment }), &issued, &files, work)
}

/// Where the assessment comes from.
enum Source {
    /// A document.
    Document(Vec<u8>),
    /// The id of one on record.
    OnRecord(String),
}

impl Source {
    fn of(from: &str) -> Result<Self, CliError> {
        let path = Path::new(from);
        if from != "-" && !path.exists() && uuid::Uuid::try_parse(from).is_ok() {
            return Ok(Source::OnRecord(from.to_lowercase()));
        }
        files::read(path).map(Source::Document)
    }
}

/// What can be told without opening anything.
fn check(arguments: &Issue) -> Result<(), CliError> {
    let twice = |place: usize| arguments.how.proofs[..place].contains(&arguments.how.proofs[place]);
    if let Some(place) = (0..arguments.how.proofs.len()).find(|&place| twice(place)) {
        let proof = &arguments.how.proofs[place];
        return Err(CliError::Usage(format!("--proof names {proof} twice")));
    }
    let twice = |place: usize| arguments.forms[..place].contains(&arguments.forms[place]);
    if let Some(place) = (0..arguments.forms.len()).find(|&place| twice(place)) {
        let form = arguments.forms[place].name();
        return Err(CliError::Usage(format!("--as names {form} twice")));
    }
    check_valid_until(arguments.how.valid_until.as_deref())?;
    // With --again every time makes another credential: better not to make it in vain.
    let taken = targets(arguments).into_iter().find(|path| path.exists());
    match taken.filter(|_| arguments.again) {
        Some(path) => Err(CliError::Exists(path)),
        None => Ok(()),
    }
}

/// `--valid-until` must be an instant.
pub(super) fn check_valid_until(until: Option<&str>) -> Result<(), CliError> {
    match until.filter(|until| parse_timestamp(until).is_none()) {
        None => Ok(()),
        Some(until) => Err(CliError::Usage(format!(
            "--valid-until {until:?} is not a date and time with its offset, such as \
             2030-01-31T00:00:00Z"
        ))),
    }
}

/// The files that the credentials go to, in the order in which they are issued.
fn targets(arguments: &Issue) -> Vec<PathBuf> {
    targets_for(
        arguments.how.out.as_deref(),
        &arguments.forms,
        &arguments.how.proofs,
    )
}

/// The files that documents of these forms go to, secured in these ways, where `out` is asked for:
/// one in it for each where it is a folder.
pub(super) fn targets_for(
    out: Option<&Path>,
    forms: &[Form],
    proofs: &[SecuringPlan],
) -> Vec<PathBuf> {
    let Some(out) = out else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for form in forms {
        for proof in form.secured_by(proofs) {
            names.push(file_name(form.name(), &proof.name(), proof.extension()));
        }
    }
    if names.len() > 1 || is_folder(out) {
        return names.iter().map(|name| out.join(name)).collect();
    }
    vec![out.to_owned()]
}

/// Whether one document goes into `out`: it is a folder already, or is written as one.
fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// `{form}.{proof}.json` or `.jwt`.
pub(super) fn file_name(form: &str, proof: &str, extension: &str) -> String {
    format!("{form}.{proof}.{extension}")
}

fn issue(
    arguments: &Issue,
    assessment: &str,
    opened: &Opened,
    issuer: OpenedIssuer,
    work: &Workplace,
) -> Result<Vec<Issued>, CliError> {
    let default = issuer.record.profile.slug == work.issuer;
    if let Some(reason) = issuer.locked.filter(|_| default) {
        return Err(ServiceError::Key(reason).into());
    }
    let request = IssueRequest {
        assessment: assessment.to_owned(),
        forms: arguments.forms.clone(),
        proofs: arguments.how.proofs.clone(),
        valid_until: arguments.how.valid_until.clone(),
        again: arguments.again,
        resume: arguments.how.resume.as_deref().map(resume).transpose()?,
        in_place_of: None,
    };
    let issued = opened.service.issue(&request, &work.caller(), None)?;
    work.settle(&opened.service)?;
    Ok(issued)
}

/// The parts of a résumé in the file at `path`.
pub(super) fn resume(path: &Path) -> Result<Resume, CliError> {
    let text = files::read(path)?;
    let invalid = |findings| ServiceError::Invalid {
        what: "the résumé",
        findings,
    };
    let json = ijson::parse(&text).map_err(|error| invalid(error.findings()))?;
    Ok(Resume::parse(&json).map_err(invalid)?)
}

/// Notes about what was issued.
pub(super) fn say_what_it_lacks(issued: &[Issued], work: &Workplace) {
    let without = |one: &Issued| one.notes.iter().any(|note| note.note == Note::NoStatus);
    if work.settings.public_url.is_none() {
        work.out.note(
            "without a public URL the credential carries no status, so it cannot be revoked; its \
             addresses are names, not pages. Set --public-url to change both for later ones",
        );
    } else if issued.iter().any(without) {
        work.out
            .note("the issuer's profile chooses no status, so the credential cannot be revoked");
    }
    for one in issued {
        let told = |note: &&Advice| matches!(note.note, Note::FormNotTaken | Note::SeveralStatuses);
        for note in one.notes.iter().filter(told) {
            work.out.note(&format!("{}: {note}", one.proof));
        }
    }
}

/// Writes what was issued to `targets`, which are `out` or stand in it.
pub(super) fn write(
    out: Option<&Path>,
    targets: &[PathBuf],
    issued: &[Issued],
) -> Result<(), CliError> {
    if let (Some(out), Some(first)) = (out, targets.first())
        && first != out
    {
        files::make_folder(out)?;
    }
    for (target, one) in targets.iter().zip(issued) {
        files::create(target, &one.bytes)?;
    }
    Ok(())
}

/// Tells what was issued. For programs it is added to the object `value`.
pub(super) fn tell(
    mut value: Value,
    issued: &[Issued],
    files: &[PathBuf],
    work: &Workplace,
) -> Result<(), CliError> {
    if work.out.is_json() {
        let credential = |(place, one)| as_json(one, files.get(place));
        let all: Vec<Value> = issued.iter().enumerate().map(credential).collect();
        value["credentials"] = json!(all);
        return work.out.result("", &value);
    }
    if files.is_empty() {
        return bytes(issued, work);
    }
    let mut text = String::new();
    for (one, file) in issued.iter().zip(files) {
        let word = if one.already {
            "Already issued"
        } else {
            "Issued"
        };
        text.push_str(&format!("{word}: {}\n", one.name));
        text.push_str(&format!("  {}  {}\n", pad("Id", 6), one.id));
        text.push_str(&format!("  {}  {}\n", pad("Proof", 6), one.proof));
        text.push_str(&format!("  {}  {}\n", pad("File", 6), file.display()));
    }
    if let Some(file) = files.first() {
        text.push_str(&format!("Next: proofmark verify {}\n", file.display()));
    }
    work.out.result(&text, &Value::Null)
}

/// The bytes alone: one document as it is, several one a line (none of them has a line break).
fn bytes(issued: &[Issued], work: &Workplace) -> Result<(), CliError> {
    if let [one] = issued {
        return work.out.bytes(&one.bytes);
    }
    for one in issued {
        work.out.bytes(&one.bytes)?;
        work.out.bytes(b"\n")?;
    }
    Ok(())
}

fn as_json(one: &Issued, file: Option<&PathBuf>) -> Value {
    let text = String::from_utf8_lossy(&one.bytes);
    // A token is a string; the rest is JSON, told as JSON.
    let document = serde_json::from_str(&text).unwrap_or_else(|_| json!(text));
    json!({
        "id": one.id,
        "name": one.name,
        "form": one.form,
        "proof": one.proof,
        "mediaType": one.media_type,
        "already": one.already,
        "notes": one.notes,
        "file": file.map(|file| file.display().to_string()),
        "document": document,
    })
}
