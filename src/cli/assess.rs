//! `proofmark assess`: records an assessment and tells the level and why.

use super::args::Assess;
use super::framework::note_if_superseded;
use super::view;
use super::workplace::{self, Workplace};
use super::{CliError, files};
use crate::framework::Framework;
use crate::records::assessment::AssessmentRecord;
use crate::service::Service;
use serde_json::json;

pub(super) fn run(arguments: &Assess, work: &Workplace) -> Result<(), CliError> {
    let document = files::read(&arguments.file)?;
    let policy = arguments
        .policy
        .as_deref()
        .map(workplace::policy)
        .transpose()?;
    let opened = work.open_for_issuer("assess")?;
    work.open_issuer(&opened)?;
    let service = &opened.service;
    let recorded = service.assess(&document, &work.caller(), policy.as_ref())?;
    work.settle(service)?;
    let framework = framework_of(service, &recorded.record)?;
    note_if_superseded(&framework.id(), service, work)?;
    let id = &recorded.record.id;
    let assessment = &recorded.record.assessment;
    let mut text = match recorded.new {
        true => format!("Recorded the assessment {id}\n\n"),
        false => format!("The assessment {id} is on record already\n\n"),
    };
    text.push_str(&view::decision(assessment, &framework, work.out.paint));
    if assessment.decision.achieved.is_some() && !work.out.is_json() {
        text.push_str(&format!("\nNext: proofmark issue {id} --out badge.json\n"));
    }
    let value = json!({
        "id": id,
        "new": recorded.new,
        "framework": assessment.framework,
        "policy": assessment.policy,
        "decision": assessment.decision,
        "sentences": assessment.decision.sentences(&framework),
    });
    work.out.result(&text, &value)
}

/// The framework that an assessment on record was made against.
pub(super) fn framework_of(
    service: &Service,
    record: &AssessmentRecord,
) -> Result<Framework, CliError> {
    let id = &record.assessment.framework;
    Ok(service.framework(&id.key, Some(&id.version))?)
}
