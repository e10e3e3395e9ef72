//! Assessments from which nothing was issued yet, and a choice of several to issue from.

use super::{Choice, HERE, end_of, forms, proofs};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::Tab;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::proof::SecuringPlan;
use crate::records::job::Work;
use crate::service::issue::Form;
use crate::service::jobs::JobRequest;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// How many stand on a page.
const PAGE: usize = 25;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/issue/waiting/page.html")]
pub(in crate::http) struct WaitingPage {
    pub t: Texts,
    pub shell: Shell,
    pub rows: Vec<Row>,
    /// The link to older ones.
    pub older: Option<String>,
    pub forms: Vec<Choice>,
    pub proofs: Vec<Choice>,
    /// The last day of validity, as it was filled in.
    pub until: String,
    /// By which id it is one job.
    pub job: String,
}

/// An assessment that waits.
#[derive(Debug)]
pub(in crate::http) struct Row {
    pub id: String,
    pub link: String,
    pub learner: String,
    pub framework: String,
    pub version: String,
    pub level: String,
    pub recorded: String,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [after] = call.query(["after"])?;
    let service = call.service();
    let waiting = service.waiting_to_issue(&call.acting()?, after.as_deref(), PAGE)?;
    let t = call.texts();
    let base = call.links().base();
    let rows = waiting.waiting.into_iter().map(|one| Row {
        link: format!("{base}{HERE}?assessment={}", one.assessment),
        id: one.assessment,
        learner: one.learner,
        framework: one.framework,
        version: one.version.to_string(),
        level: one.level,
        recorded: day(&one.recorded).to_owned(),
    });
    let page = WaitingPage {
        t,
        shell: Shell::console(call, &t.say("issue-title").to_string(), Tab::Issue)?,
        rows: rows.collect(),
        older: waiting
            .next
            .map(|next| format!("{base}{HERE}?after={next}")),
        forms: forms(t, &[Form::OpenBadge]),
        proofs: proofs(t, &[]),
        until: String::new(),
        job: service.new_job_id(),
    };
    show(call, StatusCode::OK, &page)
}

/// Puts a job on record that issues from all that were chosen.
pub(super) fn issue(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let bad = |detail: String| Problem::bad_request("bad-form", detail);
    let chosen: BTreeSet<Form> = form.all("form").filter_map(Form::named).collect();
    if chosen.is_empty() {
        return Err(bad("choose at least one form".to_owned()));
    }
    let proofs: Vec<String> = form.all("proof").map(str::to_owned).collect();
    SecuringPlan::list(proofs.iter().map(String::as_str))
        .map_err(|error| bad(error.to_string()))?;
    let items: Vec<String> = form.all("assessment").map(str::to_owned).collect();
    if items.is_empty() {
        return Err(bad("choose at least one assessment".to_owned()));
    }
    let request = JobRequest {
        id: match form.filled("job") {
            Some(id) => id.to_owned(),
            None => call.service().new_job_id(),
        },
        work: Work::Issue {
            forms: chosen.iter().map(|form| form.name().to_owned()).collect(),
            proofs,
            valid_until: form.filled("until").map(end_of),
        },
        reason: None,
        items,
    };
    let job = call.service().begin_job(&request, &call.acting()?)?;
    Ok(see_other(call, &format!("/console/jobs/{}", job.id)))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for WaitingPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        let t = Texts::default();
        Self {
            t,
            shell: Shell::sample(text),
            rows: vec![Row {
                id: text.to_owned(),
                link: link(text),
                learner: text.to_owned(),
                framework: text.to_owned(),
                version: text.to_owned(),
                level: text.to_owned(),
                recorded: text.to_owned(),
            }],
            older: Some(link(text)),
            forms: forms(t, &[Form::OpenBadge]),
            proofs: proofs(t, &[]),
            until: text.to_owned(),
            job: text.to_owned(),
        }
    }
}
