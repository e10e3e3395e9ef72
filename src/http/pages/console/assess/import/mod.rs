//! `/console/assess/import`: the assessments of a cohort from a table. It is looked at first; what was
//! looked at goes along in the form that records it.
//!
//! What came of it is shown at once, without leading elsewhere: the same form again records nothing
//! more.

use super::{findings, own_name, rater, shell, words};
use crate::assessment::Assessment;
use crate::finding::Finding;
use crate::framework::{Framework, FrameworkId};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::cohorts::{COLUMNS, MAX_LEARNERS, Table};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The longest form with a table: 4 MiB.
pub(super) const TABLE: usize = 4 << 20;
/// How many frameworks there are to choose from.
const FRAMEWORKS: usize = 1000;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/import/page.html")]
pub(in crate::http) struct ImportPage {
    pub t: Texts,
    pub shell: Shell,
    pub frameworks: Vec<(String, String)>,
    pub chosen: String,
    /// The assessor's name, where whoever is signed in has none.
    pub rater: Option<String>,
    pub columns: String,
    pub most: usize,
    pub faults: Vec<Fault>,
    /// What would be recorded, and the table that says it.
    pub preview: Option<Preview>,
    /// What was recorded.
    pub done: Vec<Line>,
}

/// Something that is wrong with a table.
#[derive(Debug, Clone)]
pub(in crate::http) struct Fault {
    pub row: String,
    pub column: String,
    pub detail: String,
}

/// What would be recorded.
#[derive(Debug, Clone)]
pub(in crate::http) struct Preview {
    pub lines: Vec<Line>,
    pub rater: String,
    pub assessed_at: String,
    pub table: String,
}

/// A learner.
#[derive(Debug, Clone)]
pub(in crate::http) struct Line {
    pub name: String,
    /// The address or the DID.
    pub known_by: String,
    /// The level that is reached; `None` where none is.
    pub level: Option<String>,
    /// How many statements are met, of those that were rated; `None` where a level was stated.
    pub met: Option<String>,
    /// The link by which a credential is issued.
    pub issue: Option<String>,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [framework] = call.query(["framework"])?;
    let page = ImportPage::new(call, framework.as_deref().unwrap_or_default())?;
    show(call, StatusCode::OK, &page)
}

/// Shows what a table would record.
pub(super) fn preview(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let sent = form.files("table").next();
    let text = sent.map(|file| file.bytes.to_vec()).unwrap_or_default();
    let asked = Asked::new(call, None, &text)?;
    let mut page = ImportPage::new(call, &asked.chosen)?;
    match call
        .service()
        .preview_cohort(&call.acting()?, &asked.table())
    {
        Ok(found) => {
            let framework = asked.framework(call)?;
            let line = |one: &Assessment| Line::new(call.texts(), &framework, one);
            page.preview = Some(Preview {
                lines: found.assessments.iter().map(line).collect(),
                rater: asked.rater,
                assessed_at: found.assessed_at,
                table: String::from_utf8_lossy(&text).into_owned(),
            });
            show(call, StatusCode::OK, &page)
        }
        Err(error) => page.wrong(call, error),
    }
}

/// Records what was looked at.
pub(super) fn record(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let text = form.text("table").unwrap_or_default().as_bytes().to_vec();
    let at = form.text("assessed_at").unwrap_or_default();
    let asked = Asked::new(call, Some(at), &text)?;
    let mut page = ImportPage::new(call, &asked.chosen)?;
    match call
        .service()
        .record_cohort(&call.acting()?, &asked.table())
    {
        Ok(records) => {
            let framework = asked.framework(call)?;
            let base = call.links().base();
            let line = |record: &crate::records::assessment::AssessmentRecord| {
                let line = Line::new(call.texts(), &framework, &record.assessment);
                let link = format!("{base}/console/issue?assessment={}", record.id);
                Line {
                    issue: line.level.is_some().then_some(link),
                    ..line
                }
            };
            page.done = records.iter().map(line).collect();
            show(call, StatusCode::OK, &page)
        }
        Err(error) => page.wrong(call, error),
    }
}

/// What a form asks for.
struct Asked<'a> {
    chosen: String,
    id: FrameworkId,
    rater: String,
    assessed_at: Option<&'a str>,
    text: &'a [u8],
}

impl<'a> Asked<'a> {
    fn new(call: &Call, assessed_at: Option<&'a str>, text: &'a [u8]) -> Result<Self, Problem> {
        let chosen = call.form().text("framework").unwrap_or_default();
        let (key, version) = chosen.rsplit_once('@').unwrap_or((chosen, ""));
        Ok(Self {
            chosen: chosen.to_owned(),
            id: FrameworkId {
                key: key.to_owned(),
                version: version.to_owned(),
            },
            rater: rater(call)?,
            assessed_at,
            text,
        })
    }

    fn table(&self) -> Table<'_> {
        Table {
            framework: &self.id,
            assessor: &self.rater,
            assessed_at: self.assessed_at,
            text: self.text,
        }
    }

    fn framework(&self, call: &Call) -> Result<Framework, Problem> {
        let id = &self.id;
        Ok(call.service().framework(&id.key, Some(&id.version))?)
    }
}

impl Line {
    fn new(t: Texts, framework: &Framework, assessment: &Assessment) -> Self {
        let learner = &assessment.learner;
        let known_by = learner.email.as_ref().or(learner.did.as_ref());
        let level = assessment.decision.achieved.as_deref();
        let rated = assessment.ratings.len();
        let met = assessment.ratings.iter().filter(|one| one.met).count();
        let counted = t
            .say("assess-import-met")
            .with("met", met)
            .with("rated", rated);
        Self {
            name: learner.name.clone(),
            known_by: known_by.cloned().unwrap_or_default(),
            level: level.map(|id| {
                let known = framework.level(id);
                known.map_or_else(|| id.to_owned(), |level| level.label.clone())
            }),
            met: (rated > 0).then(|| counted.to_string()),
            issue: None,
        }
    }
}

impl Fault {
    fn new(finding: &Finding) -> Self {
        let place = finding.pointer.strip_prefix('/').unwrap_or_default();
        let (row, column) = place.split_once('/').unwrap_or((place, ""));
        Self {
            row: row.to_owned(),
            column: column.to_owned(),
            detail: finding.detail.clone(),
        }
    }
}

impl ImportPage {
    fn new(call: &Call, chosen: &str) -> Result<Self, Problem> {
        let t = call.texts();
        let known = call.service().frameworks(None, FRAMEWORKS)?.records;
        let name = |one: &Framework| {
            let name = format!("{} ({})", words::framework(one), one.key);
            (words::value(&one.id()), name)
        };
        let typed = call.form().text("rater").unwrap_or_default();
        Ok(Self {
            t,
            shell: shell(call, &t.say("assess-import-title").to_string())?,
            frameworks: known.iter().map(name).collect(),
            chosen: chosen.to_owned(),
            rater: own_name(call)?.is_none().then(|| typed.to_owned()),
            columns: COLUMNS.join(", "),
            most: MAX_LEARNERS,
            faults: Vec::new(),
            preview: None,
            done: Vec::new(),
        })
    }

    /// The page, with what is wrong with the table.
    fn wrong(mut self, call: &Call, error: ServiceError) -> Result<Answer, Problem> {
        let status = Problem::from(error.clone()).status();
        self.faults = findings(error)?.iter().map(Fault::new).collect();
        show(call, status, &self)
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ImportPage {
    fn sample(text: &str) -> Self {
        let line = Line {
            name: text.to_owned(),
            known_by: text.to_owned(),
            level: Some(text.to_owned()),
            met: Some(text.to_owned()),
            issue: Some(crate::http::pages::samples::link(text)),
        };
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            frameworks: vec![(text.to_owned(), text.to_owned())],
            chosen: text.to_owned(),
            rater: Some(text.to_owned()),
            columns: text.to_owned(),
            most: 1,
            faults: vec![Fault {
                row: text.to_owned(),
                column: text.to_owned(),
                detail: text.to_owned(),
            }],
            preview: Some(Preview {
                lines: vec![line.clone()],
                rater: text.to_owned(),
                assessed_at: text.to_owned(),
                table: text.to_owned(),
            }),
            done: vec![line],
        }
    }
}
