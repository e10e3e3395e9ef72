//! A decision in plain sentences, for the command line and for the criteria of a credential.

use super::decision::{Basis, LevelDecision, LevelOutcome, Mark, NextLevel, Reason};
use crate::framework::Framework;

impl LevelDecision {
    /// What was decided and why: the result first, then each level from low to high, then what is
    /// missing for the next.
    pub fn sentences(&self, framework: &Framework) -> Vec<String> {
        let mut sentences = vec![self.result(framework)];
        sentences.extend(self.levels.iter().map(|level| level.sentence(framework)));
        sentences.extend(self.next.as_ref().map(NextLevel::sentence));
        sentences
    }

    /// The result in one sentence: “The level reached is Proficient.”
    pub fn result(&self, framework: &Framework) -> String {
        match (&self.achieved, self.basis) {
            (Some(level), Basis::Ratings) => {
                format!("The level reached is {}.", label(framework, level))
            }
            (Some(level), Basis::Provider) => format!(
                "The provider states the level {}; no statements were rated.",
                label(framework, level)
            ),
            (None, _) => "No level is reached.".to_owned(),
        }
    }
}

impl LevelOutcome {
    /// Whether the level is reached, and why not: “Advanced is not reached: 2 of 10 statements
    /// are met, and 8 must be.”
    pub fn sentence(&self, framework: &Framework) -> String {
        let total = self.met.len() + self.missing.len();
        if self.reached {
            return format!(
                "{} is reached: {} of {total} statements are met, and {} must be.",
                self.label,
                self.met.len(),
                self.needed
            );
        }
        let reasons: Vec<String> = self.reasons.iter().map(|r| r.words(framework)).collect();
        format!("{} is not reached: {}.", self.label, reasons.join("; "))
    }
}

impl Reason {
    /// The reason as part of a sentence: “2 of 10 statements are met, and 8 must be”.
    pub fn words(&self, framework: &Framework) -> String {
        match self {
            Reason::TooFew { met, needed, total } => {
                format!("{met} of {total} statements are met, and {needed} must be")
            }
            Reason::RequiredMissing { statement } => match framework.statement(statement) {
                Some(known) => format!("{statement} ({}) must be met, and is not", known.title),
                None => format!("{statement} must be met, and the framework does not have it"),
            },
            Reason::LowerLevel { level } => {
                format!("{} is not reached", label(framework, level))
            }
        }
    }
}

impl NextLevel {
    /// What is missing: “For Advanced, 6 more statements must be met, among them …; not met yet
    /// are …”
    pub fn sentence(&self) -> String {
        let count = match self.further {
            1 => "1 more statement".to_owned(),
            further => format!("{further} more statements"),
        };
        let among = match self.required.as_slice() {
            [] => String::new(),
            required => format!(", among them {}", list(required)),
        };
        format!(
            "For {}, {count} must be met{among}; not met yet: {}.",
            self.label,
            list(&self.missing)
        )
    }
}

fn list(marks: &[Mark]) -> String {
    let names = marks
        .iter()
        .map(|mark| format!("{} ({})", mark.statement, mark.title));
    names.collect::<Vec<_>>().join(", ")
}

fn label<'f>(framework: &'f Framework, level: &'f str) -> &'f str {
    framework.level(level).map_or(level, |level| &level.label)
}
