//! `/console/assess/{id}` for whoever rates: every statement with its rating and evidence, and the
//! level as it stands.

use super::fields::{self, part, part_named, parts, ratings};
use super::summary::Summary;
use super::{open, path_of, revision, shell, words};
use crate::finding::Finding;
use crate::framework::{Framework, Level, Statement, StatementKey};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::sheets::{self, Sheet, Shown, Side, Sketch, statement_of};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use std::collections::HashMap;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/rate/page.html")]
pub(in crate::http) struct RatePage {
    pub t: Texts,
    pub shell: Shell,
    /// The path of the sheet, as a link.
    pub link: String,
    pub learner: String,
    pub framework: String,
    /// The level policy in a sentence. It stands in credentials, in English.
    pub policy: String,
    /// Whether this is the second of two, who rates blind.
    pub blind: bool,
    pub revision: u64,
    /// Which part of the statements this is, and the links to the others.
    pub part: usize,
    pub parts: Vec<(usize, String)>,
    pub levels: Vec<LevelPart>,
    pub summary: Summary,
    /// What stands in the way of signing off: what it is, and the link to the statement.
    pub wrong: Vec<(String, Option<String>)>,
    /// Whether somebody else saved first: what was typed here is not saved.
    pub stale: bool,
}

/// The statements of a level, or some of them.
#[derive(Debug, Clone)]
pub(in crate::http) struct LevelPart {
    pub id: String,
    pub label: String,
    pub statements: Vec<Row>,
}

/// A statement.
#[derive(Debug, Clone)]
pub(in crate::http) struct Row {
    /// Its id on the page: `s12`.
    pub id: String,
    /// Its place, by which fields are named.
    pub key: String,
    pub position: u32,
    pub title: String,
    /// What the person does and in what setting, where it says more than the title.
    pub text: Option<String>,
    pub met: Option<bool>,
    /// The evidence that is there, and room for one piece more.
    pub evidence: Vec<Shown>,
    /// How many pieces there are, in words.
    pub count: String,
    pub remark: String,
    pub wrong: Vec<String>,
    /// What is on record, where somebody else saved something else.
    pub on_record: Option<String>,
}

impl Row {
    /// Whether its fields for evidence are open.
    fn is_open(&self) -> bool {
        self.evidence.len() > 1 || !self.remark.is_empty() || !self.wrong.is_empty()
    }
}

/// The level as it stands, for the script.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/decision.html")]
struct Fragment {
    t: Texts,
    summary: Summary,
}

/// What was typed where it could not be saved or signed off.
struct Typed<'t> {
    ratings: &'t [Sketch],
    findings: &'t [Finding],
    part: usize,
    stale: bool,
}

pub(super) fn show_sheet(
    call: &Call,
    sheet: &Sheet,
    framework: &Framework,
) -> Result<Answer, Problem> {
    let [asked] = call.query(["part"])?;
    let typed = Typed {
        ratings: on_record(sheet),
        findings: &[],
        part: part_named(asked.as_deref(), framework),
        stale: false,
    };
    let page = RatePage::new(call, sheet, framework, &typed)?;
    show(call, StatusCode::OK, &page)
}

/// The sheet where it cannot be signed off as it stands.
pub(super) fn show_wrong(
    call: &Call,
    sheet: &Sheet,
    framework: &Framework,
    error: ServiceError,
) -> Result<Answer, Problem> {
    let status = Problem::from(error.clone()).status();
    let typed = Typed {
        ratings: on_record(sheet),
        findings: &super::findings(error)?,
        part: 1,
        stale: false,
    };
    let page = RatePage::new(call, sheet, framework, &typed)?;
    show(call, status, &page)
}

fn on_record(sheet: &Sheet) -> &[Sketch] {
    sheet.my_part().map_or(&[], |part| &part.ratings)
}

/// Saves the form, and goes where its button says.
pub(super) fn save(call: &Call) -> Result<Answer, Problem> {
    let (sheet, framework) = open(call)?;
    let form = call.form();
    let entered = ratings(form, &framework, on_record(&sheet));
    let part = part_named(form.text("part"), &framework);
    let saved = call.service().save_sheet(
        &call.acting()?,
        &sheet.head.id,
        revision(call)?,
        entered.clone(),
    );
    match saved {
        Ok(sheet) => {
            let path = path_of(&sheet);
            Ok(match form.text("then") {
                Some("sign-off") => see_other(call, &format!("{path}/sign-off")),
                Some("next") => see_other(call, &format!("{path}?part={}", part + 1)),
                _ if part > 1 => see_other(call, &format!("{path}?part={part}")),
                _ => see_other(call, &path),
            })
        }
        // What was typed is kept, and saved by the next try, on top of what is there now.
        Err(error @ ServiceError::Conflict { .. }) if sheet.mine.is_some() => {
            let typed = Typed {
                ratings: &entered,
                findings: &[],
                part,
                stale: true,
            };
            let page = RatePage::new(call, &sheet, &framework, &typed)?;
            show(call, Problem::from(error).status(), &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Saves the form, and gives the level as it stands now.
pub(super) fn decision(call: &Call) -> Result<Answer, Problem> {
    let (sheet, framework) = open(call)?;
    let entered = ratings(call.form(), &framework, on_record(&sheet));
    let id = &sheet.head.id;
    let saved = call
        .service()
        .save_sheet(&call.acting()?, id, revision(call)?, entered)?;
    let fragment = Fragment {
        t: call.texts(),
        summary: summary(call.texts(), &saved, &framework, on_record(&saved)),
    };
    let answer = show(call, StatusCode::OK, &fragment)?;
    Ok(answer.with(
        axum::http::HeaderName::from_static("x-revision"),
        &saved.head.revision.to_string(),
    ))
}

pub(super) fn summary(
    t: Texts,
    sheet: &Sheet,
    framework: &Framework,
    ratings: &[Sketch],
) -> Summary {
    let decided = sheets::decision(framework, &sheet.body.policy, ratings);
    Summary::new(t, framework, &decided, ratings)
}

impl RatePage {
    fn new(
        call: &Call,
        sheet: &Sheet,
        framework: &Framework,
        typed: &Typed<'_>,
    ) -> Result<Self, Problem> {
        let t = call.texts();
        let title = t
            .say("assess-rate-title")
            .with("learner", &sheet.body.learner.name)
            .to_string();
        let link = format!("{}{}", call.links().base(), path_of(sheet));
        let places: HashMap<StatementKey, usize> = framework
            .statements()
            .enumerate()
            .map(|(place, (level, statement))| (level.key(statement), place))
            .collect();
        let rows = Rows {
            t,
            framework,
            typed,
            before: on_record(sheet),
        };
        let wrong = typed.findings.iter().map(|finding| {
            let about = statement_of(finding, typed.ratings);
            let place = about.and_then(|one| places.get(&one.statement));
            let told = match about {
                Some(one) => format!(
                    "{}: {}",
                    words::statement(framework, &one.statement),
                    finding.detail
                ),
                None => finding.detail.clone(),
            };
            let link = place.map(|place| match place / fields::PART + 1 {
                1 => format!("#s{place}"),
                part => format!("{link}?part={part}#s{place}"),
            });
            (told, link)
        });
        let wrong = wrong.collect();
        let others = (1..=parts(framework)).map(|one| (one, format!("{link}?part={one}")));
        Ok(Self {
            t,
            shell: shell(call, &title)?,
            learner: sheet.body.learner.name.clone(),
            framework: words::framework(framework),
            policy: sheet.body.policy.sentence(framework),
            blind: sheet.mine == Some(Side::Second),
            revision: sheet.head.revision,
            part: typed.part,
            parts: others.collect(),
            levels: rows.levels(),
            summary: summary(t, sheet, framework, typed.ratings),
            wrong,
            stale: typed.stale,
            link,
        })
    }

    /// Whether there are more parts behind this one.
    fn has_next(&self) -> bool {
        self.part < self.parts.len()
    }
}

/// What rows are made of.
struct Rows<'r> {
    t: Texts,
    framework: &'r Framework,
    typed: &'r Typed<'r>,
    before: &'r [Sketch],
}

impl Rows<'_> {
    /// The statements of the part, level by level.
    fn levels(&self) -> Vec<LevelPart> {
        let by_statement: HashMap<&StatementKey, &Sketch> = self
            .typed
            .ratings
            .iter()
            .map(|one| (&one.statement, one))
            .collect();
        let mut levels: Vec<LevelPart> = Vec::new();
        let all = self.framework.statements().enumerate();
        let here = part(self.typed.part);
        for (place, (level, statement)) in all.filter(|(place, _)| here.contains(place)) {
            let sketch = by_statement.get(&level.key(statement)).copied();
            let row = self.row(place, level, statement, sketch);
            match levels.last_mut() {
                Some(last) if last.id == level.id => last.statements.push(row),
                _ => levels.push(LevelPart {
                    id: level.id.clone(),
                    label: level.label.clone(),
                    statements: vec![row],
                }),
            }
        }
        levels
    }

    fn row(
        &self,
        place: usize,
        level: &Level,
        statement: &Statement,
        sketch: Option<&Sketch>,
    ) -> Row {
        let t = self.t;
        let key = level.key(statement);
        let met = sketch.and_then(|one| one.met);
        let mut evidence = sketch.map_or_else(Vec::new, |one| one.evidence.clone());
        let count = t.say("assess-evidence").with("count", evidence.len());
        evidence.push(Shown::default());
        let wrong = self.typed.findings.iter().filter(|finding| {
            let about = statement_of(finding, self.typed.ratings);
            about.is_some_and(|one| one.statement == key)
        });
        let before = self.before.iter().find(|one| one.statement == key);
        let differs = self.typed.stale && before != sketch;
        Row {
            id: format!("s{place}"),
            position: statement.position,
            title: statement.title.clone(),
            text: statement.practice().map(str::to_owned),
            met,
            count: count.to_string(),
            evidence,
            remark: sketch.map(|one| one.remark.clone()).unwrap_or_default(),
            wrong: wrong.map(|finding| finding.detail.clone()).collect(),
            on_record: differs.then(|| words::met(t, before.and_then(|one| one.met))),
            key: key.to_string(),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for RatePage {
    fn sample(text: &str) -> Self {
        let row = Row {
            id: "s0".to_owned(),
            key: text.to_owned(),
            position: 1,
            title: text.to_owned(),
            text: Some(text.to_owned()),
            met: Some(true),
            evidence: vec![Shown {
                url: text.to_owned(),
                name: text.to_owned(),
                narrative: text.to_owned(),
            }],
            count: text.to_owned(),
            remark: text.to_owned(),
            wrong: vec![text.to_owned()],
            on_record: Some(text.to_owned()),
        };
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            link: crate::http::pages::samples::link(text),
            learner: text.to_owned(),
            framework: text.to_owned(),
            policy: text.to_owned(),
            blind: true,
            revision: 1,
            part: 1,
            parts: vec![
                (1, crate::http::pages::samples::link(text)),
                (2, crate::http::pages::samples::link(text)),
            ],
            levels: vec![LevelPart {
                id: text.to_owned(),
                label: text.to_owned(),
                statements: vec![row],
            }],
            summary: Summary::sample(text),
            wrong: vec![(text.to_owned(), Some("#s0".to_owned()))],
            stale: true,
        }
    }
}
