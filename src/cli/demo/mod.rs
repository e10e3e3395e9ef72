//! `proofmark demo`: the main job end to end on the bundled sample, in a temporary store with a
//! passphrase of its own. Leaves the credentials, the sample's documents and a report.
//!
//! Only files of its own names are written to the folder; one that is there from an earlier demo
//! is replaced.

mod forgery;
mod story;

use super::args::Demo;
use super::issue::file_name;
use super::output::Output;
use super::{CliError, files};
use crate::credential::facts::Facts;
use crate::credential::profile::IssuerProfile;
use crate::framework::Framework;
use crate::id::{OsRng, Rng, random_uuid};
use crate::identity::{Iterations, Passphrase, Protection, Unlock};
use crate::proof::SecuringPlan;
use crate::records::assessment::AssessmentRecord;
use crate::service::facts;
use crate::service::issue::{Form, IssueRequest, Issued};
use crate::service::issuers::OpenedIssuer;
use crate::service::keyring::Keyring;
use crate::service::verify::{Question, Report};
use crate::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use forgery::Forgery;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use story::Story;
use zeroize::Zeroizing;

/// The proofs that the demo shows.
const PROOFS: [&str; 4] = [
    "eddsa-rdfc-2022",
    "eddsa-jcs-2022",
    "eddsa-rdfc-2022+eddsa-jcs-2022",
    "vc-jwt",
];
const ISSUER_NAME: &str = "Proofmark demonstration";

/// The names of the files beside the credentials.
const FRAMEWORK_FILE: &str = "sample-framework.json";
const ASSESSMENT_FILE: &str = "sample-assessment.json";
const REPORT_FILE: &str = "report.txt";

/// `program` is how this one was called: what comes next is told so that it can be copied.
pub(super) fn run(arguments: &Demo, program: &str, out: Output) -> Result<(), CliError> {
    let folder = arguments.out.as_path();
    files::make_folder(folder)?;
    let place = TemporaryPlace::new();
    let mut story = Story::new(out);
    let outcome = tell(&place, folder, &mut story)?;
    story.ending(folder, program)?;
    files::replace(&folder.join(REPORT_FILE), story.report().as_bytes())?;
    if out.is_json() {
        out.result("", &outcome)?;
    }
    Ok(())
}

/// The demo, section by section; the value is the same for programs.
fn tell(place: &TemporaryPlace, folder: &Path, story: &mut Story) -> Result<Value, CliError> {
    story.opening()?;

    // 1 import
    let service = open(place)?;
    let imported = service.import_framework(crate::framework::SAMPLE, None, &Actor::CommandLine)?;
    let framework = imported.framework;
    files::replace(&folder.join(FRAMEWORK_FILE), crate::framework::SAMPLE)?;
    story.imported(&framework)?;

    // 2 assess
    let issuer = make_issuer(&service, place)?;
    let recorded = service.assess(crate::assessment::SAMPLE, &caller(), None)?;
    files::replace(&folder.join(ASSESSMENT_FILE), crate::assessment::SAMPLE)?;
    story.assessed(&recorded.record.assessment)?;

    // 3 decide
    story.decided(&recorded.record.assessment, &framework)?;

    // 4 issue
    let issued = issue(&service, &recorded.record)?;
    let credentials = keep(&issued, folder)?;
    story.issued(&issuer, &credentials)?;

    // 5 compare
    story.stated(&facts_of(&credentials)?)?;

    // 6 verify
    let mut reports = Vec::new();
    for (one, name) in &credentials {
        reports.push((
            name.clone(),
            service.verify(&Question::about(one.bytes.as_slice()))?,
        ));
    }
    story.verified(&reports)?;

    // 7 tamper
    let forgery = forge(&credentials)?;
    files::replace(&folder.join(&forgery.file), &forgery.bytes)?;
    let refused = service.verify(&Question::about(forgery.bytes.as_slice()))?;
    story.refused(&forgery, &refused)?;
    reports.push((forgery.file, refused));

    Ok(as_json(folder, &framework, &recorded.record, &reports))
}

fn open(place: &TemporaryPlace) -> Result<Service, CliError> {
    let settings = ServiceSettings {
        issuer_name: Some(ISSUER_NAME.to_owned()),
        ..ServiceSettings::default()
    };
    Ok(Service::open(&place.0.join("data"), "demo", settings)?)
}

/// An issuer whose passphrase nobody will ever know: its key ends with the demo.
fn make_issuer(service: &Service, place: &TemporaryPlace) -> Result<OpenedIssuer, CliError> {
    let mut random = Zeroizing::new(vec![0; 32]);
    OsRng.fill(&mut random);
    let passphrase =
        Passphrase::new(random).map_err(|error| CliError::Passphrase(error.to_string()))?;
    let unlock = Unlock {
        passphrase: Some(&passphrase),
        plain_allowed: false,
    };
    let protection = Protection::Passphrase {
        passphrase: &passphrase,
        iterations: Iterations::default(),
    };
    let keyring = Keyring::new(place.0.join("keys"));
    Ok(service.open_issuer(&keyring, unlock, Some(protection))?)
}

fn issue(service: &Service, assessment: &AssessmentRecord) -> Result<Vec<Issued>, CliError> {
    let plans = SecuringPlan::list(PROOFS).map_err(|error| defect(&error))?;
    let mut issued = Vec::new();
    for form in Form::ALL {
        let admitted = plans.iter().filter(|plan| form.admits(plan));
        let request = IssueRequest {
            assessment: assessment.id.clone(),
            forms: vec![form],
            proofs: admitted.cloned().collect(),
            valid_until: None,
            again: false,
            resume: None,
            in_place_of: None,
        };
        issued.extend(service.issue(&request, &caller(), None)?);
    }
    Ok(issued)
}

/// What each file states, where it states one level.
fn facts_of(credentials: &[(&Issued, String)]) -> Result<Vec<(String, Facts)>, CliError> {
    let mut all = Vec::new();
    for (one, name) in credentials {
        let stated = facts::read(&one.bytes).map_err(|error| defect(&error))?;
        all.extend(stated.into_iter().map(|facts| (name.clone(), facts)));
    }
    Ok(all)
}

/// Who does all this.
fn caller() -> Caller {
    Caller::new(IssuerProfile::DEFAULT_SLUG, Actor::CommandLine)
}

/// Writes the credentials; each stands beside the name of its file.
fn keep<'i>(issued: &'i [Issued], folder: &Path) -> Result<Vec<(&'i Issued, String)>, CliError> {
    let mut kept = Vec::new();
    for one in issued {
        let plan: SecuringPlan = one.proof.parse().map_err(|error| defect(&error))?;
        let name = file_name(&one.form, &one.proof, plan.extension());
        files::replace(&folder.join(&name), &one.bytes)?;
        kept.push((one, name));
    }
    Ok(kept)
}

fn forge(credentials: &[(&Issued, String)]) -> Result<Forgery, CliError> {
    let mut forgeries = credentials
        .iter()
        .map(|(one, name)| Forgery::of(&one.bytes, name));
    forgeries
        .find_map(|forgery| forgery)
        .ok_or_else(|| defect(&"the sample reaches the highest level, so it cannot be raised"))
}

fn defect(what: &dyn std::fmt::Display) -> CliError {
    ServiceError::Defect(what.to_string()).into()
}

fn as_json(
    folder: &Path,
    framework: &Framework,
    assessment: &AssessmentRecord,
    reports: &[(String, Report)],
) -> Value {
    let reports: Vec<Value> = reports
        .iter()
        .map(|(name, report)| json!({ "file": folder.join(name), "report": report }))
        .collect();
    json!({
        "framework": framework.id(),
        "decision": assessment.assessment.decision,
        "verifications": reports,
        "report": folder.join(REPORT_FILE),
    })
}

/// A folder that is gone with the demo.
struct TemporaryPlace(PathBuf);

impl TemporaryPlace {
    fn new() -> Self {
        let name = format!("proofmark-demo-{}", random_uuid(&mut OsRng));
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for TemporaryPlace {
    fn drop(&mut self) {
        // What the system cannot remove now it removes with its other temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
