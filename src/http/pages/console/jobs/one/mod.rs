//! One job: how far it is, what could not be done and why, what came of it. While it is under way the
//! page looks again by itself.

use super::{HERE, Standing, work_name};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::{Tab, credentials};
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::records::job::{Came, JobRecord, JobState, Outcome, Work};
use crate::service::sessions::Right;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// How many outcomes stand on a page.
const PAGE: usize = 100;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/jobs/one/page.html")]
pub(in crate::http) struct JobPage {
    pub t: Texts,
    pub shell: Shell,
    pub id: String,
    pub work: String,
    pub standing: Standing,
    pub asked: String,
    pub by: String,
    pub ended: String,
    pub items: usize,
    pub looked_after: usize,
    pub done: usize,
    pub skipped: usize,
    pub failed: usize,
    /// Whether it goes on: the page looks again.
    pub is_open: bool,
    /// Whether whoever looks may end it.
    pub may_cancel: bool,
    pub failures: Vec<Failure>,
    /// The link to more failures.
    pub more: Option<String>,
    /// What was made, where credentials were: the first of them.
    pub made: Vec<Made>,
}

/// Something that could not be done.
#[derive(Debug)]
pub(in crate::http) struct Failure {
    pub item: String,
    pub link: String,
    pub problem: String,
    pub detail: String,
}

/// A credential that was made.
#[derive(Debug)]
pub(in crate::http) struct Made {
    pub id: String,
    pub link: String,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [after] = call.query(["after"])?;
    let after = after.and_then(|after| after.parse().ok());
    let service = call.service();
    let job = service.job(call.parameter("id")?, &call.session()?.issuer)?;
    let t = call.texts();
    let is_failed = |came: &Came| matches!(came, Came::Failed { .. });
    let (failed, more) = match job.failed {
        0 => (Vec::new(), false),
        _ => service.job_outcomes(&job, after, PAGE, is_failed)?,
    };
    let last = failed.last().filter(|_| more).map(|(number, _)| *number);
    let makes = matches!(job.work, Work::Issue { .. } | Work::Reissue);
    let made = match makes && job.done > 0 {
        true => {
            service
                .job_outcomes(&job, None, PAGE, |came| *came == Came::Done)?
                .0
        }
        false => Vec::new(),
    };
    let work = work_name(t, &job);
    let base = call.links().base();
    let page = JobPage {
        t,
        shell: Shell::console(call, &work, Tab::Jobs)?,
        work,
        standing: Standing::of(t, &job),
        items: job.items as usize,
        looked_after: job.looked_after() as usize,
        done: job.done as usize,
        skipped: job.skipped as usize,
        failed: job.failed as usize,
        is_open: job.state == JobState::Open,
        may_cancel: job.state == JobState::Open && call.session()?.may(Right::Status),
        failures: failed
            .into_iter()
            .map(|(_, outcome)| Failure::new(call, &job, outcome))
            .collect(),
        more: last.map(|number| format!("{base}{HERE}/{}?after={number}", job.id)),
        made: made
            .into_iter()
            .flat_map(|(_, outcome)| outcome.made)
            .map(|id| Made {
                link: credentials::link(call, &id),
                id,
            })
            .collect(),
        asked: job.asked,
        by: job.by,
        ended: job.ended.unwrap_or_default(),
        id: job.id,
    };
    show(call, StatusCode::OK, &page)
}

pub(super) fn cancel(call: &Call) -> Result<Answer, Problem> {
    let job = call
        .service()
        .cancel_job(call.parameter("id")?, &call.acting()?)?;
    Ok(see_other(call, &format!("{HERE}/{}", job.id)))
}

impl Failure {
    fn new(call: &Call, job: &JobRecord, outcome: Outcome) -> Self {
        let link = match job.work {
            Work::Issue { .. } => format!(
                "{}/console/issue?assessment={}",
                call.links().base(),
                outcome.item
            ),
            _ => credentials::link(call, &outcome.item),
        };
        let (problem, detail) = match outcome.came {
            Came::Failed { problem, detail } => (problem, detail),
            Came::Done | Came::Skipped => Default::default(),
        };
        Self {
            item: outcome.item,
            link,
            problem,
            detail,
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for JobPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            id: "0b9c6a3e-3f6f-4d63-9a7b-5c2d1e0f4a81".to_owned(),
            work: text.to_owned(),
            standing: Standing::sample(text),
            asked: text.to_owned(),
            by: text.to_owned(),
            ended: text.to_owned(),
            items: 4,
            looked_after: 3,
            done: 1,
            skipped: 1,
            failed: 1,
            is_open: true,
            may_cancel: true,
            failures: vec![Failure {
                item: text.to_owned(),
                link: link(text),
                problem: text.to_owned(),
                detail: text.to_owned(),
            }],
            more: Some(link(text)),
            made: vec![Made {
                id: text.to_owned(),
                link: link(text),
            }],
        }
    }
}
