//! The page of one document: the verdict, what was achieved, the checks, the document itself.

use super::asked::{Again, Asked, Kept};
use super::checked::Reported;
use super::report::source::Source;
use super::report::{Own, ReportView, checks, is_wholly_proven};
use crate::http::call::Call;
use crate::http::pages::Shell;
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/verify/result/page.html")]
pub(super) struct ResultPage {
    pub t: Texts,
    pub shell: Shell,
    /// What the document is called: a file's name or a link.
    pub name: String,
    /// What a QR code said, where the document came by one.
    pub by_code: Option<String>,
    pub report: ReportView,
    /// Whether everything in it was signed by who is said to have.
    pub is_wholly_proven: bool,
    /// What the verifier said about what is not proven.
    pub doubts: Vec<String>,
    pub source: Source,
    /// What the button for a receipt sends.
    pub again: Option<Again>,
    pub kept: Kept,
    /// Why there is no receipt, where one was asked for.
    pub no_receipt: bool,
}

impl ResultPage {
    pub(super) fn new(
        call: &Call,
        asked: &Asked,
        name: &str,
        found: Reported,
    ) -> Result<Self, Problem> {
        let t = call.texts();
        let report = &found.report;
        let view = ReportView::new(t, report, &Own::of(call)?);
        Ok(Self {
            t,
            shell: Shell::open(call, &view.verdict.word.to_string()),
            name: name.to_owned(),
            by_code: found.by_code,
            is_wholly_proven: is_wholly_proven(report),
            doubts: checks::doubts(report),
            report: view,
            source: found.source,
            again: asked.again(),
            kept: asked.kept.clone(),
            no_receipt: matches!(found.receipt, Some(Err(_))),
        })
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ResultPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            by_code: Some(text.to_owned()),
            report: ReportView::sample(text),
            is_wholly_proven: false,
            doubts: vec![text.to_owned()],
            source: Source {
                text: text.to_owned(),
                is_cut: true,
                is_old_badge: true,
            },
            again: Some(Again::sample(text)),
            kept: Kept::sample(text),
            no_receipt: true,
        }
    }
}
