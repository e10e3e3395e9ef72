//! The page of several documents: a line for each; and the same as a table for spreadsheets.

mod table;

pub(super) use table::table;

use super::asked::{Again, Asked, Kept};
use super::checked::{Checked, Found, Reported};
use super::report::checks::worst_of_each;
use super::report::{Own, VerdictView, verdict, words};
use crate::credential::meaning::Meaning;
use crate::http::call::Call;
use crate::http::pages::Shell;
use crate::http::problem::Problem;
use crate::service::receipts::ShownReceipt;
use crate::service::verify::{Answer, Check, Known, Report, Standing, Verdict};
use crate::texts::{Message, Texts};
use askama::Template;

/// What is said of one document.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// What it is called.
    pub name: String,
    pub verdict: VerdictView,
    /// The level, or the name of what it is where there is none.
    pub what: String,
    pub level: String,
    /// The issuer's id; empty where the proof is not right.
    pub issuer: String,
    /// The name that the issuer gives itself.
    pub issuer_name: String,
    pub standing: Option<Message>,
    /// The answer to all that was expected.
    pub expected: Option<(&'static str, Message)>,
    /// Each check: its sign, its outcome, its name.
    pub checks: Vec<(&'static str, Message, Message)>,
}

impl Line {
    pub(super) fn of(t: Texts, checked: &Checked, place: usize, own: &Own) -> Self {
        let name = match checked.name.as_str() {
            "" => t.say("verify-line").with("number", place + 1).to_string(),
            name => name.to_owned(),
        };
        match &checked.found {
            Found::Report(found) => Self::reported(t, name, found, own),
            Found::Receipt(shown) => Self::bare(t, name, receipt(t, shown)),
            Found::Nothing(why) => Self::bare(t, name, why.message(t)),
        }
    }

    fn reported(t: Texts, name: String, found: &Reported, own: &Own) -> Self {
        let report = &found.report;
        let meaning = report.credential.as_ref();
        let text = |read: fn(&Meaning) -> Option<&str>| {
            meaning.and_then(read).unwrap_or_default().to_owned()
        };
        let issuer = report.issuer.as_ref();
        Self {
            name,
            verdict: verdict(t, report),
            what: super::report::name(report),
            level: text(|meaning| meaning.level_name()),
            issuer: issuer.map(|issuer| issuer.id.clone()).unwrap_or_default(),
            issuer_name: text(|meaning| meaning.issuer_name.as_deref()),
            standing: issuer.map(|issuer| standing(t, issuer, own)),
            expected: expected(t, report),
            checks: worst_of_each(report)
                .into_iter()
                .map(|check| mark(t, check))
                .collect(),
        }
    }

    /// Of what is no credential that can be read: why.
    fn bare(t: Texts, name: String, reason: Message) -> Self {
        let (tone, mark, word) = words::verdict(t, Verdict::CouldNotBeChecked);
        Self {
            name,
            verdict: VerdictView {
                tone,
                mark,
                word,
                name: String::new(),
                reason,
            },
            what: String::new(),
            level: String::new(),
            issuer: String::new(),
            issuer_name: String::new(),
            standing: None,
            expected: None,
            checks: Vec::new(),
        }
    }
}

fn standing(t: Texts, standing: &Standing, own: &Own) -> Message {
    match standing.standing {
        Known::Trusted => t.say("verify-standing-short-listed"),
        Known::Unknown if own.has(&standing.id) => t.say("verify-standing-short-own"),
        Known::Unknown => t.say("verify-standing-short-unknown"),
    }
}

fn mark(t: Texts, check: &Check) -> (&'static str, Message, Message) {
    let (_, mark, outcome) = words::outcome(t, check.outcome);
    (mark, outcome, words::check(t, check.id))
}

fn receipt(t: Texts, shown: &ShownReceipt) -> Message {
    match shown {
        ShownReceipt::Ours(_) => t.say("receipt-among-several"),
        _ => t.say("receipt-among-several-not-ours"),
    }
}

/// The worst of the answers: what was expected has to be so, all of it.
fn expected(t: Texts, report: &Report) -> Option<(&'static str, Message)> {
    let answers = report.expectations.iter().map(|answered| answered.answer);
    let worst = answers.max()?;
    Some(match worst {
        Answer::Yes => ("good", t.say("verify-answer-yes")),
        Answer::CannotTell => ("warn", t.say("verify-answer-cannot-tell")),
        Answer::No => ("bad", t.say("verify-answer-no")),
    })
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/verify/several/page.html")]
pub(super) struct SeveralPage {
    pub t: Texts,
    pub shell: Shell,
    pub summary: Message,
    pub lines: Vec<Line>,
    /// Whether anything was expected.
    pub expects: bool,
    pub again: Option<Again>,
    pub kept: Kept,
}

impl SeveralPage {
    /// The page of all that was `checked`.
    pub(super) fn new(call: &Call, asked: &Asked, checked: &[Checked]) -> Result<Self, Problem> {
        let t = call.texts();
        let own = Own::of(call)?;
        let lines: Vec<Line> = checked
            .iter()
            .enumerate()
            .map(|(place, one)| Line::of(t, one, place, &own))
            .collect();
        let valid = checked.iter().filter(|one| is_valid(one)).count();
        let title = t.say("verify-several").with("count", lines.len());
        Ok(Self {
            t,
            shell: Shell::open(call, &title.to_string()),
            summary: t
                .say("verify-several-valid")
                .with("valid", valid)
                .with("count", lines.len()),
            lines,
            expects: !asked.expect.is_empty(),
            again: asked.again(),
            kept: asked.kept.clone(),
        })
    }
}

fn is_valid(checked: &Checked) -> bool {
    matches!(&checked.found, Found::Report(found) if found.report.verdict == Verdict::Valid)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for SeveralPage {
    fn sample(text: &str) -> Self {
        let t = Texts::default();
        let line = Line {
            name: text.to_owned(),
            verdict: VerdictView::sample(text),
            what: text.to_owned(),
            level: text.to_owned(),
            issuer: text.to_owned(),
            issuer_name: text.to_owned(),
            standing: Some(t.say("verify-standing-short-unknown")),
            expected: Some(("bad", t.say("verify-answer-no"))),
            checks: vec![(
                "✓",
                t.say("verify-outcome-passed"),
                t.say("verify-check-proof"),
            )],
        };
        Self {
            t,
            shell: Shell::sample(text),
            summary: t
                .say("verify-several-valid")
                .with("valid", 1)
                .with("count", 2),
            lines: vec![line.clone(), line],
            expects: true,
            again: Some(Again::sample(text)),
            kept: Kept::sample(text),
        }
    }
}
