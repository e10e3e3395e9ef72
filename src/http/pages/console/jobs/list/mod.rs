//! All jobs, the newest first.

use super::{HERE, Standing, work_name};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::Tab;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// How many stand on a page.
const PAGE: usize = 25;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/jobs/list/page.html")]
pub(in crate::http) struct JobsPage {
    pub t: Texts,
    pub shell: Shell,
    pub rows: Vec<Row>,
    /// The link to older ones.
    pub older: Option<String>,
}

/// A job.
#[derive(Debug)]
pub(in crate::http) struct Row {
    pub link: String,
    pub work: String,
    pub standing: Standing,
    pub asked: String,
    pub by: String,
    pub done: usize,
    pub failed: usize,
    pub items: usize,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [after] = call.query(["after"])?;
    let issuer = &call.session()?.issuer;
    let page = call.service().jobs(issuer, after.as_deref(), PAGE)?;
    let t = call.texts();
    let base = call.links().base();
    let last = page.records.last().filter(|_| page.next.is_some());
    let older = last.map(|job| format!("{base}{HERE}?after={}", job.id));
    let rows = page.records.iter().map(|job| Row {
        link: format!("{base}{HERE}/{}", job.id),
        work: work_name(t, job),
        standing: Standing::of(t, job),
        asked: job.asked.clone(),
        by: job.by.clone(),
        done: (job.done + job.skipped) as usize,
        failed: job.failed as usize,
        items: job.items as usize,
    });
    let page = JobsPage {
        t,
        shell: Shell::console(call, &t.say("jobs-title").to_string(), Tab::Jobs)?,
        rows: rows.collect(),
        older,
    };
    show(call, StatusCode::OK, &page)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for JobsPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            rows: vec![Row {
                link: link(text),
                work: text.to_owned(),
                standing: Standing::sample(text),
                asked: text.to_owned(),
                by: text.to_owned(),
                done: 1,
                failed: 2,
                items: 4,
            }],
            older: Some(link(text)),
        }
    }
}
