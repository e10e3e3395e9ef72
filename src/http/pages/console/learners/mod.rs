//! `/console/learners`: finding learners, what is on record about one, giving it out, erasing it, and
//! a record of what one holds.
//!
//! Whom it is about stands in forms, never in an address: addresses end up in logs. A learner's own
//! id says nothing of anybody.

use super::confirm::{ConfirmPage, confirmed};
use super::{Tab, at};
use crate::http::answer::{Answer, JSON};
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::records::credential::State;
use crate::service::holdings::Holdings;
use crate::service::issue::{Form, RecordRequest};
use crate::service::learners::KnownBy;
use crate::service::sessions::Right;
use crate::texts::Texts;
use askama::Template;
use axum::http::{StatusCode, header};

const HERE: &str = "/console/learners";

/// What is typed by whoever erases somebody.
const ERASE_WORD: &str = "erase";

/// The page that finds.
#[derive(Debug, Template)]
#[template(path = "pages/console/learners/find.html")]
pub(in crate::http) struct FindPage {
    pub t: Texts,
    pub shell: Shell,
    /// What was looked for.
    pub asked: String,
    /// Who was found, their ids and links; `None` where nobody asked.
    pub found: Option<Vec<(String, String)>>,
    /// How many were erased just now.
    pub erased: bool,
}

/// The page of a learner.
#[derive(Debug, Template)]
#[template(path = "pages/console/learners/page.html")]
pub(in crate::http) struct LearnerPage {
    pub t: Texts,
    pub shell: Shell,
    pub id: String,
    pub created: String,
    pub erased: Option<String>,
    /// Whether a record was issued just now.
    pub recorded: bool,
    pub assessments: Vec<(String, String)>,
    pub credentials: Vec<CredentialRow>,
    pub may_issue: bool,
    pub may_erase: bool,
    /// The link to the page that finds.
    pub back: String,
}

/// A credential.
#[derive(Debug, Clone)]
pub(in crate::http) struct CredentialRow {
    pub id: String,
    pub link: String,
    pub name: String,
    pub form: String,
    pub valid_from: String,
    pub state: String,
    pub tone: &'static str,
}

impl FindPage {
    fn new(call: &Call) -> Result<Self, Problem> {
        let t = call.texts();
        Ok(Self {
            t,
            shell: Shell::console(call, &t.say("console-learners").to_string(), Tab::Learners)?,
            asked: String::new(),
            found: None,
            erased: false,
        })
    }
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [done] = call.query(["done"])?;
    let page = FindPage {
        erased: done.as_deref() == Some("erase"),
        ..FindPage::new(call)?
    };
    show(call, StatusCode::OK, &page)
}

/// Who is known by an address or an id. An address has an at sign and no colon, an id of a
/// credential's subject is a URI.
pub(super) fn find(call: &Call) -> Result<Answer, Problem> {
    let asked = call.form().filled("who").unwrap_or_default();
    let known_by = match asked.contains(':') {
        true => KnownBy {
            id: Some(asked.to_owned()),
            email: None,
        },
        false => KnownBy {
            id: None,
            email: Some(asked.to_owned()),
        },
    };
    let ids = match asked.is_empty() {
        true => Vec::new(),
        false => call.service().find_learners(&call.acting()?, &known_by)?,
    };
    let page = FindPage::new(call)?;
    let links = ids.into_iter().map(|id| {
        let link = page.shell.at(&format!("{HERE}/{id}"));
        (id, link)
    });
    let page = FindPage {
        found: Some(links.collect()),
        asked: asked.to_owned(),
        ..page
    };
    show(call, StatusCode::OK, &page)
}

pub(super) fn learner(call: &Call) -> Result<Answer, Problem> {
    let [done] = call.query(["done"])?;
    let (t, session) = (call.texts(), call.session()?);
    let id = call.parameter("id")?;
    let held = call.service().holdings(&call.acting()?, id)?;
    let title = t.say("console-learner").to_string();
    let shell = Shell::console(call, &title, Tab::Learners)?;
    let page = LearnerPage {
        t,
        recorded: done.as_deref() == Some("record"),
        credentials: rows(call, &held),
        assessments: held
            .assessments
            .into_iter()
            .map(|one| (one.id, one.recorded))
            .collect(),
        id: held.id,
        created: held.created,
        may_issue: session.may(Right::Issue) && held.erased.is_none(),
        may_erase: session.may(Right::Admin) && held.erased.is_none(),
        erased: held.erased,
        back: shell.at(HERE),
        shell,
    };
    show(call, StatusCode::OK, &page)
}

fn rows(call: &Call, held: &Holdings) -> Vec<CredentialRow> {
    let (t, links) = (call.texts(), call.links());
    let row = |one: &crate::service::holdings::HeldCredential| {
        let (state, tone) = match one.state {
            State::Current => (t.say("console-valid"), "good"),
            State::Suspended => (t.say("console-suspended"), "warn"),
            State::Revoked => (t.say("console-revoked"), "bad"),
        };
        let bare = one.id.strip_prefix("urn:uuid:").unwrap_or(&one.id);
        CredentialRow {
            link: links.to(&["console", "credentials", bare]),
            id: one.id.clone(),
            name: one.name.clone().unwrap_or_default(),
            form: one.form.clone(),
            valid_from: one.valid_from.clone().unwrap_or_default(),
            state: state.to_string(),
            tone,
        }
    };
    held.credentials.iter().map(row).collect()
}

/// Everything that is held about a learner, as a file.
pub(super) fn export(call: &Call) -> Result<Answer, Problem> {
    let id = call.form().filled("learner").unwrap_or_default();
    let export = call.service().export_learner(&call.acting()?, id)?;
    let bytes = serde_json::to_vec_pretty(&export)
        .map_err(|error| Problem::defect(format!("an export has no JSON form: {error}")))?;
    let file = "attachment; filename=\"learner.json\"";
    Ok(Answer::verbatim(JSON, bytes).with(header::CONTENT_DISPOSITION, file))
}

pub(super) fn erase(call: &Call) -> Result<Answer, Problem> {
    let (t, caller) = (call.texts(), call.acting()?);
    let id = call.form().filled("learner").unwrap_or_default();
    if !confirmed(call, Some(ERASE_WORD)) {
        let held = call.service().holdings(&caller, id)?;
        let here = format!("{HERE}/{}", held.id);
        let paths = (ERASE, here.as_str());
        let title = t.say("console-erase-title");
        let submit = t.say("console-erase");
        let goes = t
            .say("console-erase-goes")
            .with("assessments", held.assessments.len())
            .with("credentials", held.credentials.len());
        return ConfirmPage::new(call, Tab::Learners, title, paths, submit)?
            .about(&held.id)
            .follows(goes)
            .follows(t.say("console-erase-stays"))
            .follows(t.say("console-erase-held"))
            .follows(t.say("console-erase-backups"))
            .follows(t.say("console-erase-ever"))
            .holding(call, &["learner"])
            .typing(call, ERASE_WORD)
            .ask(call);
    }
    call.service().erase_learners(&caller, &[id.to_owned()])?;
    Ok(see_other(call, &at(HERE, &[("done", "erase")])))
}

/// Where a learner is erased.
pub(super) const ERASE: &str = "/console/learners/erase";

/// A record (CLR) of what a learner holds now.
pub(super) fn record(call: &Call) -> Result<Answer, Problem> {
    let id = call.form().filled("learner").unwrap_or_default();
    let caller = call.acting()?;
    // Who is not here is told before anything is made.
    let id = call.service().holdings(&caller, id)?.id;
    let request = RecordRequest {
        learner: id.clone(),
        credentials: Vec::new(),
        form: Form::Clr,
        proofs: Vec::new(),
        valid_until: None,
        resume: None,
    };
    call.service().issue_record(&request, &caller, None)?;
    let here = format!("{HERE}/{id}");
    Ok(see_other(call, &at(&here, &[("done", "record")])))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for FindPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            asked: text.to_owned(),
            found: Some(vec![(
                text.to_owned(),
                crate::http::pages::samples::link(text),
            )]),
            erased: true,
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for LearnerPage {
    fn sample(text: &str) -> Self {
        let text = || text.to_owned();
        let link = crate::http::pages::samples::link(&text());
        Self {
            t: Texts::default(),
            shell: Shell::sample(&text()),
            id: text(),
            created: text(),
            erased: Some(text()),
            recorded: true,
            assessments: vec![(text(), text())],
            credentials: vec![CredentialRow {
                id: text(),
                link: link.clone(),
                name: text(),
                form: text(),
                valid_from: text(),
                state: text(),
                tone: "good",
            }],
            may_issue: true,
            may_erase: true,
            back: link,
        }
    }
}
