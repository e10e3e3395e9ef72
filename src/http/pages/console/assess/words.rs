//! Texts that several pages of assessing need.

use crate::assessment::{Agreement, Kappa, Strength};
use crate::framework::{Framework, FrameworkId, StatementKey};
use crate::service::sheets::{Sheet, SheetState};
use crate::texts::Texts;

/// How far a sheet is, in words, and how strongly it is marked.
pub(super) fn state(t: Texts, state: SheetState) -> (String, &'static str) {
    let (words, class) = match state {
        SheetState::Open => (t.say("assess-state-open"), ""),
        SheetState::Waiting => (t.say("assess-state-waiting"), " warn"),
        SheetState::Second => (t.say("assess-state-second"), ""),
        SheetState::Settling => (t.say("assess-state-settling"), " warn"),
        SheetState::Recorded => (t.say("assess-state-recorded"), " good"),
    };
    (words.to_string(), class)
}

/// What a framework is called on these pages.
pub(super) fn framework(framework: &Framework) -> String {
    format!("{}, {}", framework.occupation.title, framework.version)
}

/// The value of a framework version in a form.
pub(super) fn value(id: &FrameworkId) -> String {
    format!("{}@{}", id.key, id.version)
}

/// Whether a statement is met.
pub(super) fn met(t: Texts, met: Option<bool>) -> String {
    let words = match met {
        Some(true) => t.say("assess-met"),
        Some(false) => t.say("assess-not-met"),
        None => t.say("assess-not-rated"),
    };
    words.to_string()
}

/// A statement by its place and title.
pub(super) fn statement(framework: &Framework, key: &StatementKey) -> String {
    let label = framework
        .level(&key.level)
        .map_or(&*key.level, |level| &level.label);
    match framework.statement(key) {
        Some(known) => format!("{label} {}: {}", key.position, known.title),
        None => format!("{label} {}", key.position),
    }
}

/// The names of a sheet's assessors.
pub(super) fn assessors(sheet: &Sheet) -> Vec<String> {
    let second = sheet.body.second.as_ref();
    [Some(&sheet.body.first), second]
        .into_iter()
        .flatten()
        .map(|part| part.rater.name.clone())
        .collect()
}

/// How far two assessors agree: a sentence with numbers, and one that says what they mean.
#[derive(Debug, Clone)]
pub(in crate::http) struct AgreementWords {
    pub counted: String,
    pub kappa: String,
}

impl AgreementWords {
    pub(super) fn new(t: Texts, agreement: &Agreement) -> Self {
        let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let counted = match agreement.percent() {
            Some(percent) => t
                .say("assess-agreement")
                .with("alike", number(agreement.alike()))
                .with("pairs", number(agreement.pairs()))
                .with("percent", number(percent)),
            None => t.say("assess-agreement-none"),
        };
        Self {
            counted: counted.to_string(),
            kappa: kappa(t, agreement.kappa()),
        }
    }
}

fn kappa(t: Texts, kappa: Kappa) -> String {
    let words = match kappa {
        Kappa::Is(value) => {
            let meaning = match kappa.strength() {
                Some(Strength::AlmostPerfect) => t.say("assess-kappa-almost-perfect"),
                Some(Strength::Substantial) => t.say("assess-kappa-substantial"),
                Some(Strength::Moderate) => t.say("assess-kappa-moderate"),
                Some(Strength::Fair) => t.say("assess-kappa-fair"),
                Some(Strength::Slight) => t.say("assess-kappa-slight"),
                Some(Strength::Poor) | None => t.say("assess-kappa-poor"),
            };
            t.say("assess-kappa")
                .with("value", format!("{value:.2}"))
                .with("meaning", meaning)
        }
        Kappa::NoPairs => t.say("assess-kappa-no-pairs"),
        Kappa::NoVariance => t.say("assess-kappa-no-variance"),
    };
    words.to_string()
}
