//! `/console/assess/{id}` once two have signed off: how far they agree, and whose rating holds where
//! they differ.

use super::summary::Summary;
use super::{findings, open, path_of, rate, revision, shell, words};
use crate::assessment::Difference;
use crate::finding::Finding;
use crate::framework::{Framework, Statement, StatementKey};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::sheets::{Part, Settled, Sheet, Shown, Side, comparison, settled_ratings};
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;
use words::AgreementWords;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/assess/settle/page.html")]
pub(in crate::http) struct SettlePage {
    pub t: Texts,
    pub shell: Shell,
    pub link: String,
    pub learner: String,
    pub framework: String,
    pub first: String,
    pub second: String,
    pub revision: u64,
    pub agreement: AgreementWords,
    pub differences: Vec<Row>,
    /// What both rated alike.
    pub agreed: Vec<(String, String)>,
    pub summary: Summary,
    /// Whether whoever looks is one of the two.
    pub may_settle: bool,
    pub wrong: Vec<String>,
}

/// A statement in which the two differ.
#[derive(Debug, Clone)]
pub(in crate::http) struct Row {
    pub id: String,
    pub key: String,
    pub title: String,
    pub text: Option<String>,
    pub sides: Vec<View>,
}

/// What one of the two says of a statement.
#[derive(Debug, Clone)]
pub(in crate::http) struct View {
    /// The value of the choice: first or second.
    pub side: &'static str,
    pub name: String,
    pub rating: String,
    pub evidence: Vec<Shown>,
    pub remark: String,
    pub chosen: bool,
}

impl View {
    /// Whether an address that was typed may be a link: nothing else than the web's own.
    fn links(&self, shown: &Shown) -> bool {
        shown.url.starts_with("https://") || shown.url.starts_with("http://")
    }
}

pub(super) fn show_sheet(
    call: &Call,
    sheet: &Sheet,
    framework: &Framework,
    findings: &[Finding],
) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let page = SettlePage::new(call, sheet, framework, findings)?;
    show(call, StatusCode::OK, &page)
}

/// Saves what is settled, and records the assessment where the button says so.
pub(super) fn settle(call: &Call) -> Result<Answer, Problem> {
    let caller = call.acting()?;
    let id = call.parameter("id")?;
    let revision = revision(call)?;
    let record = call.form().text("then") == Some("record");
    let settled = call
        .service()
        .settle_sheet(&caller, id, revision, choices(call));
    let done = match settled {
        Ok(sheet) if record => call
            .service()
            .record_settled(&caller, id, sheet.head.revision),
        // The same form sent twice: what it asked for may be done.
        Err(ServiceError::Conflict { .. } | ServiceError::Refused { .. }) if record => {
            call.service().record_settled(&caller, id, revision)
        }
        other => other,
    };
    match done {
        Ok(sheet) => Ok(see_other(call, &path_of(&sheet))),
        Err(error @ ServiceError::Invalid { .. }) => {
            let status = Problem::from(error.clone()).status();
            let (sheet, framework) = open(call)?;
            let page = SettlePage::new(call, &sheet, &framework, &findings(error)?)?;
            show(call, status, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// What the form says: `c:level/position` is first or second.
fn choices(call: &Call) -> Vec<Settled> {
    let fields = call.form().fields().filter_map(|(name, value)| {
        let key = name.strip_prefix("c:")?;
        let side = match value {
            "first" => Side::First,
            "second" => Side::Second,
            _ => return None,
        };
        Some(Settled {
            statement: StatementKey::try_from(key.to_owned()).ok()?,
            side,
        })
    });
    fields.collect()
}

impl SettlePage {
    fn new(
        call: &Call,
        sheet: &Sheet,
        framework: &Framework,
        findings: &[Finding],
    ) -> Result<Self, Problem> {
        let t = call.texts();
        let compared = comparison(framework, sheet).unwrap_or_default();
        let first = &sheet.body.first;
        let second = sheet.body.second.as_ref().unwrap_or(first);
        let rows = compared.differences.iter().enumerate();
        let rows = rows.map(|(place, one)| row(t, sheet, framework, (first, second), place, one));
        let agreed = compared.agreed.iter();
        let agreed =
            agreed.map(|(key, met)| (words::statement(framework, key), words::met(t, Some(*met))));
        let ratings = settled_ratings(framework, &sheet.body);
        Ok(Self {
            t,
            shell: shell(call, &t.say("assess-settle-title").to_string())?,
            link: format!("{}{}", call.links().base(), path_of(sheet)),
            learner: sheet.body.learner.name.clone(),
            framework: words::framework(framework),
            first: first.rater.name.clone(),
            second: second.rater.name.clone(),
            revision: sheet.head.revision,
            agreement: AgreementWords::new(t, &compared.agreement),
            differences: rows.collect(),
            agreed: agreed.collect(),
            summary: rate::summary(t, sheet, framework, &ratings),
            may_settle: sheet.may_settle,
            wrong: findings.iter().map(|one| one.detail.clone()).collect(),
        })
    }
}

fn row(
    t: Texts,
    sheet: &Sheet,
    framework: &Framework,
    (first, second): (&Part, &Part),
    place: usize,
    difference: &Difference,
) -> Row {
    let key = &difference.statement;
    let statement = framework.statement(key);
    let chosen = sheet
        .body
        .settled
        .iter()
        .find(|one| one.statement == *key)
        .map(|one| one.side);
    let view = |side: Side, part: &Part, met: Option<bool>| {
        let sketch = part.ratings.iter().find(|one| one.statement == *key);
        View {
            side: match side {
                Side::First => "first",
                Side::Second => "second",
            },
            name: part.rater.name.clone(),
            rating: words::met(t, met),
            evidence: sketch.map(|one| one.evidence.clone()).unwrap_or_default(),
            remark: sketch.map(|one| one.remark.clone()).unwrap_or_default(),
            chosen: chosen == Some(side),
        }
    };
    let text = statement.and_then(Statement::practice);
    Row {
        id: format!("d{place}"),
        key: key.to_string(),
        title: words::statement(framework, key),
        text: text.map(str::to_owned),
        sides: vec![
            view(Side::First, first, difference.first),
            view(Side::Second, second, difference.second),
        ],
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for SettlePage {
    fn sample(text: &str) -> Self {
        let view = |side: &'static str| View {
            side,
            name: text.to_owned(),
            rating: text.to_owned(),
            evidence: vec![
                Shown {
                    url: crate::http::pages::samples::LINKS()
                        .whole(&crate::http::pages::samples::link(text))
                        .unwrap_or_default(),
                    name: text.to_owned(),
                    narrative: text.to_owned(),
                },
                Shown {
                    url: text.to_owned(),
                    name: text.to_owned(),
                    narrative: text.to_owned(),
                },
            ],
            remark: text.to_owned(),
            chosen: side == "first",
        };
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            link: crate::http::pages::samples::link(text),
            learner: text.to_owned(),
            framework: text.to_owned(),
            first: text.to_owned(),
            second: text.to_owned(),
            revision: 1,
            agreement: AgreementWords {
                counted: text.to_owned(),
                kappa: text.to_owned(),
            },
            differences: vec![Row {
                id: "d0".to_owned(),
                key: text.to_owned(),
                title: text.to_owned(),
                text: Some(text.to_owned()),
                sides: vec![view("first"), view("second")],
            }],
            agreed: vec![(text.to_owned(), text.to_owned())],
            summary: Summary::sample(text),
            may_settle: true,
            wrong: vec![text.to_owned()],
        }
    }
}
