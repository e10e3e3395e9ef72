//! `/console`: where one begins: what is wrong, what waits, what was issued lately. Nothing here
//! looks at more than a few records, however many there are.

use super::{Tab, frameworks};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::records::credential::State;
use crate::records::job::JobState;
use crate::service::sessions::Right;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// How many credentials are shown.
const LATELY: usize = 8;

/// How many of the newest assessments are looked at for what waits.
const NEWEST: usize = 50;

/// After how many days without a backup one is due.
const BACKUP_DAYS: i64 = 7;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/overview/page.html")]
pub(in crate::http) struct OverviewPage {
    pub t: Texts,
    pub shell: Shell,
    /// The name of the issuer.
    pub issuer: String,
    /// What is wrong: in words, and the link to where it is put right.
    pub warnings: Vec<(String, Option<String>)>,
    /// What waits: in words, and the link to it.
    pub waiting: Vec<(String, String)>,
    pub lately: Vec<LatelyRow>,
    /// Whether there is no framework yet; the link to where one is imported.
    pub first: Option<String>,
}

/// A credential that was issued lately.
#[derive(Debug, Clone)]
pub(in crate::http) struct LatelyRow {
    pub name: String,
    pub link: String,
    pub form: String,
    pub valid_from: String,
    pub state: String,
    pub tone: &'static str,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let (t, service) = (call.texts(), call.service());
    let issuer = &call.session()?.issuer;
    let shell = Shell::console(call, &t.say("console-home").to_string(), Tab::Overview)?;
    let is_bare = service.frameworks(None, 1)?.records.is_empty();
    let page = OverviewPage {
        t,
        issuer: service.issuer(issuer)?.profile.name,
        warnings: warnings(call, &shell)?,
        waiting: waiting(call, &shell)?,
        lately: lately(call)?,
        first: is_bare.then(|| shell.at(frameworks::HERE)),
        shell,
    };
    show(call, StatusCode::OK, &page)
}

/// What is wrong with the deployment, as far as the one who looks can know.
fn warnings(call: &Call, shell: &Shell) -> Result<Vec<(String, Option<String>)>, Problem> {
    let (t, service, session) = (call.texts(), call.service(), call.session()?);
    let mut warnings = Vec::new();
    if let Err(error) = service.can_sign(&session.issuer) {
        let words = t.say("console-warn-locked").with("why", error.to_string());
        let link = session.may(Right::Admin).then(|| shell.at("/console/keys"));
        warnings.push((words.to_string(), link));
    }
    if service.settings().public_url.is_none() {
        warnings.push((t.say("console-warn-no-url").to_string(), None));
    }
    if session.may(Right::Issue) && service.can_post().is_err() {
        warnings.push((t.say("console-warn-no-mail").to_string(), None));
    }
    if session.may(Right::Admin) && service.backup_is_due(BACKUP_DAYS) {
        let days = usize::try_from(BACKUP_DAYS).unwrap_or_default();
        let words = t.say("console-warn-backup").with("days", days);
        warnings.push((words.to_string(), Some(shell.at("/console/backups"))));
    }
    Ok(warnings)
}

/// What waits for somebody.
fn waiting(call: &Call, shell: &Shell) -> Result<Vec<(String, String)>, Problem> {
    let (t, service, session) = (call.texts(), call.service(), call.session()?);
    let mut waiting = Vec::new();
    if session.may(Right::Assess) {
        let page = service.sheets(&session.caller(), true, None, NEWEST)?;
        let words = match (page.records.len(), page.next) {
            (0, _) => None,
            (count, None) => Some(t.say("console-wait-sheets").with("count", count)),
            (count, Some(_)) => Some(t.say("console-wait-many-sheets").with("count", count)),
        };
        let link = shell.at("/console/assess");
        waiting.extend(words.map(|words| (words.to_string(), link)));
    }
    let jobs = service.jobs(&session.issuer, None, LATELY)?.records;
    let open = jobs
        .iter()
        .filter(|job| job.state == JobState::Open)
        .count();
    if open > 0 {
        let words = t.say("console-wait-jobs").with("count", open);
        waiting.push((words.to_string(), shell.at("/console/jobs")));
    }
    let unissued = service.unissued(&session.issuer, NEWEST)?.len();
    if unissued > 0 && session.may(Right::Issue) {
        let words = t.say("console-wait-unissued").with("count", unissued);
        waiting.push((words.to_string(), shell.at("/console/issue")));
    }
    if session.may(Right::Admin) {
        let people = service.people(&session.issuer)?;
        let without = people.iter().filter(|one| one.role.is_none()).count();
        if without > 0 {
            let words = t.say("console-wait-people").with("count", without);
            waiting.push((words.to_string(), shell.at("/console/people")));
        }
    }
    Ok(waiting)
}

fn lately(call: &Call) -> Result<Vec<LatelyRow>, Problem> {
    let (t, links) = (call.texts(), call.links());
    let page = call
        .service()
        .credentials(&call.session()?.issuer, None, LATELY)?;
    let rows = page.records.into_iter().map(|one| {
        let (state, tone) = match one.state {
            State::Current => (t.say("console-valid"), "good"),
            State::Suspended => (t.say("console-suspended"), "warn"),
            State::Revoked => (t.say("console-revoked"), "bad"),
        };
        let bare = one.id.strip_prefix("urn:uuid:").unwrap_or(&one.id);
        LatelyRow {
            link: links.to(&["console", "credentials", bare]),
            name: one.name.unwrap_or(one.id),
            form: one.form,
            valid_from: one.valid_from.unwrap_or_default(),
            state: state.to_string(),
            tone,
        }
    });
    Ok(rows.collect())
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for OverviewPage {
    fn sample(text: &str) -> Self {
        let words = || text.to_owned();
        let link = || crate::http::pages::samples::link(text);
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            issuer: words(),
            warnings: vec![(words(), Some(link())), (words(), None)],
            waiting: vec![(words(), link())],
            lately: vec![LatelyRow {
                name: words(),
                link: link(),
                form: words(),
                valid_from: words(),
                state: words(),
                tone: "good",
            }],
            first: Some(link()),
        }
    }
}
