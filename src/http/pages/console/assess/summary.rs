//! The level that follows from ratings and why, in words.

use super::words;
use crate::assessment::{LevelDecision, LevelOutcome, NextLevel, Reason};
use crate::framework::Framework;
use crate::service::sheets::Sketch;
use crate::texts::Texts;

/// The level and why.
#[derive(Debug, Clone)]
pub(in crate::http) struct Summary {
    /// The result in a sentence.
    pub result: String,
    /// How much is rated.
    pub rated: String,
    pub levels: Vec<LevelLine>,
    pub next: Option<NextLine>,
}

/// One level.
#[derive(Debug, Clone)]
pub(in crate::http) struct LevelLine {
    pub label: String,
    pub reached: bool,
    /// How many are met and must be.
    pub counted: String,
    /// How many are met, of how many: for a meter.
    pub met: usize,
    pub total: usize,
    /// Why it is not reached.
    pub why: Vec<String>,
}

/// What is missing for the next level.
#[derive(Debug, Clone)]
pub(in crate::http) struct NextLine {
    pub sentence: String,
    pub required: Vec<String>,
    pub missing: Vec<String>,
}

impl Summary {
    pub(super) fn new(
        t: Texts,
        framework: &Framework,
        decision: &LevelDecision,
        ratings: &[Sketch],
    ) -> Self {
        let label = |id: &str| {
            let level = framework.level(id);
            level.map_or_else(|| id.to_owned(), |level| level.label.clone())
        };
        let result = match &decision.achieved {
            Some(level) => t.say("assess-reached").with("level", label(level)),
            None => t.say("assess-none-reached"),
        };
        let rated = ratings.iter().filter(|one| one.met.is_some()).count();
        let levels = decision.levels.iter();
        Self {
            result: result.to_string(),
            rated: t
                .say("assess-rated")
                .with("count", rated)
                .with("total", framework.statements().count())
                .to_string(),
            levels: levels
                .map(|one| LevelLine::new(t, framework, one))
                .collect(),
            next: decision.next.as_ref().map(|next| NextLine::new(t, next)),
        }
    }
}

impl LevelLine {
    fn new(t: Texts, framework: &Framework, outcome: &LevelOutcome) -> Self {
        let total = outcome.met.len() + outcome.missing.len();
        Self {
            label: outcome.label.clone(),
            reached: outcome.reached,
            counted: t
                .say("assess-counted")
                .with("met", outcome.met.len())
                .with("total", total)
                .with("needed", outcome.needed)
                .to_string(),
            met: outcome.met.len(),
            total,
            why: outcome
                .reasons
                .iter()
                .filter_map(|reason| why(t, framework, reason))
                .collect(),
        }
    }
}

/// A reason beyond the numbers, which stand beside it.
fn why(t: Texts, framework: &Framework, reason: &Reason) -> Option<String> {
    let words = match reason {
        Reason::TooFew { .. } => return None,
        Reason::RequiredMissing { statement } => t
            .say("assess-why-required")
            .with("statement", words::statement(framework, statement)),
        Reason::LowerLevel { level } => {
            let level = framework.level(level).map_or(&**level, |one| &one.label);
            t.say("assess-why-lower").with("level", level)
        }
    };
    Some(words.to_string())
}

impl NextLine {
    fn new(t: Texts, next: &NextLevel) -> Self {
        let titles = |marks: &[crate::assessment::Mark]| {
            let mut titles: Vec<String> = Vec::with_capacity(marks.len());
            titles.extend(marks.iter().map(|mark| mark.title.clone()));
            titles
        };
        Self {
            sentence: t
                .say("assess-next")
                .with("level", &next.label)
                .with("count", next.further)
                .to_string(),
            required: titles(&next.required),
            missing: titles(&next.missing),
        }
    }
}

#[cfg(test)]
impl Summary {
    pub(super) fn sample(text: &str) -> Self {
        Self {
            result: text.to_owned(),
            rated: text.to_owned(),
            levels: vec![LevelLine {
                label: text.to_owned(),
                reached: false,
                counted: text.to_owned(),
                met: 1,
                total: 2,
                why: vec![text.to_owned()],
            }],
            next: Some(NextLine {
                sentence: text.to_owned(),
                required: vec![text.to_owned()],
                missing: vec![text.to_owned()],
            }),
        }
    }
}
