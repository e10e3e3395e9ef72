//! `/console/jobs`: long work, how far it is, and what could not be done.

mod list;
mod one;

use crate::http::pages::FORM;
use crate::http::routes::{Access, Route};
use crate::records::job::{JobRecord, JobState, Work};
use crate::service::sessions::Right;
use crate::texts::Texts;

/// Where everything is.
const HERE: &str = "/console/jobs";

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page(HERE, Access::Console(Right::Look), list::read),
    Route::page(
        "/console/jobs/{id}",
        Access::Console(Right::Look),
        one::read,
    ),
    Route::form(
        "/console/jobs/{id}/cancel",
        Access::Console(Right::Status),
        FORM,
        one::cancel,
    ),
];

/// What a job does, in words.
fn work_name(t: Texts, job: &JobRecord) -> String {
    let name = match job.work {
        Work::Revoke => t.say("jobs-revoke"),
        Work::Suspend => t.say("jobs-suspend"),
        Work::Reinstate => t.say("jobs-reinstate"),
        Work::Reissue => t.say("jobs-reissue"),
        Work::Issue { .. } => t.say("jobs-issue"),
    };
    name.with("count", job.items as usize).to_string()
}

/// Whether a job goes on, in a word and a colour.
#[derive(Debug)]
pub(super) struct Standing {
    pub words: String,
    pub look: &'static str,
}

impl Standing {
    fn of(t: Texts, job: &JobRecord) -> Self {
        let (words, look) = match job.state {
            JobState::Open if job.looked_after() == 0 => (t.say("jobs-state-waiting"), ""),
            JobState::Open => (t.say("jobs-state-open"), "warn"),
            JobState::Finished if job.failed > 0 => (t.say("jobs-state-failures"), "bad"),
            JobState::Finished => (t.say("jobs-state-finished"), "good"),
            JobState::Cancelled => (t.say("jobs-state-cancelled"), ""),
        };
        Self {
            words: words.to_string(),
            look,
        }
    }

    #[cfg(test)]
    fn sample(text: &str) -> Self {
        Self {
            words: text.to_owned(),
            look: "good",
        }
    }
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use crate::http::pages::samples::of;
    vec![
        ("jobs", of::<list::JobsPage>(text)),
        ("job", of::<one::JobPage>(text)),
    ]
}
