//! The level that follows from ratings, and why.
//!
//! [`decide`] is a pure function of framework, ratings and policy. Everything is counted in whole
//! statements, so that the same ratings give the same level on every machine. Raising a rating
//! never lowers the level: each condition asks only for more statements to be met.

use super::model::Rating;
use super::policy::LevelPolicy;
use crate::framework::{Framework, Level, Statement, StatementKey};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What was decided, level by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelDecision {
    /// Who decided.
    pub basis: Basis,
    /// The id of the highest level reached; `None` when none was.
    pub achieved: Option<String>,
    /// Every level, low to high. Empty where the provider decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelOutcome>,
    /// What is missing for the level above; `None` at the highest level, and where the provider
    /// decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextLevel>,
}

/// Who decided a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The policy, from the ratings of statements.
    Ratings,
    /// The provider stated the level; nothing is claimed about single statements.
    Provider,
}

/// How one level came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LevelOutcome {
    /// The level's id.
    pub level: String,
    /// The level's label.
    pub label: String,
    /// Whether it is reached.
    pub reached: bool,
    /// How many of its statements must be met.
    pub needed: usize,
    /// Its statements that were met, in the order of the framework.
    pub met: Vec<Mark>,
    /// Its statements that were not met, among them those that were not rated.
    pub missing: Vec<Mark>,
    /// Why it is not reached; empty when it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// A statement in a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its place.
    pub statement: StatementKey,
    /// Its minted id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Why a level is not reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Reason {
    /// Fewer statements of the level are met than the share asks for.
    TooFew {
        /// How many are met.
        met: usize,
        /// How many must be.
        needed: usize,
        /// How many the level has.
        total: usize,
    },
    /// A statement that must be met whatever the share is not met.
    RequiredMissing {
        /// The statement.
        statement: StatementKey,
    },
    /// The level below is not reached.
    LowerLevel {
        /// The id of the level below.
        level: String,
    },
}

/// What is missing for the level above the achieved one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NextLevel {
    /// The level's id.
    pub level: String,
    /// The level's label.
    pub label: String,
    /// How many more of its statements must be met, required ones among them.
    pub further: usize,
    /// The required ones that are not met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<Mark>,
    /// All of its statements that are not met, to choose from.
    pub missing: Vec<Mark>,
}

/// The level that `ratings` give under `policy`.
pub fn decide(framework: &Framework, ratings: &[Rating], policy: &LevelPolicy) -> LevelDecision {
    let met: HashSet<&StatementKey> = ratings
        .iter()
        .filter(|rating| rating.met)
        .map(|rating| &rating.statement)
        .collect();
    let mut levels: Vec<LevelOutcome> = Vec::with_capacity(framework.levels.len());
    for level in &framework.levels {
        let below = levels.last().filter(|_| policy.lower_levels);
        let outcome = outcome(level, &met, policy, below);
        levels.push(outcome);
    }
    let achieved = levels.iter().rposition(|level| level.reached);
    let above = achieved.map_or(0, |place| place + 1);
    LevelDecision {
        basis: Basis::Ratings,
        achieved: achieved.map(|place| levels[place].level.clone()),
        next: levels.get(above).map(NextLevel::of),
        levels,
    }
}

/// How `level` comes out when `below` is the outcome of the level that must be reached first.
fn outcome(
    level: &Level,
    ratings: &HashSet<&StatementKey>,
    policy: &LevelPolicy,
    below: Option<&LevelOutcome>,
) -> LevelOutcome {
    let (met, missing): (Vec<Mark>, Vec<Mark>) = level
        .statements
        .iter()
        .map(|statement| Mark::of(level, statement))
        .partition(|mark| ratings.contains(&mark.statement));
    let needed = policy.share.of(level.statements.len());
    let mut reasons = Vec::new();
    if met.len() < needed {
        reasons.push(Reason::TooFew {
            met: met.len(),
            needed,
            total: level.statements.len(),
        });
    }
    reasons.extend(
        policy
            .required
            .iter()
            .filter(|key| key.level == level.id && !ratings.contains(key))
            .map(|key| Reason::RequiredMissing {
                statement: key.clone(),
            }),
    );
    reasons.extend(
        below
            .filter(|below| !below.reached)
            .map(|below| Reason::LowerLevel {
                level: below.level.clone(),
            }),
    );
    LevelOutcome {
        level: level.id.clone(),
        label: level.label.clone(),
        reached: reasons.is_empty(),
        needed,
        met,
        missing,
        reasons,
    }
}

impl Mark {
    fn of(level: &Level, statement: &Statement) -> Self {
        Self {
            statement: level.key(statement),
            id: statement.id.clone(),
            title: statement.title.clone(),
        }
    }
}

impl NextLevel {
    /// What is missing for the level whose outcome is `level`.
    fn of(level: &LevelOutcome) -> Self {
        let must: HashSet<&StatementKey> =
            level.reasons.iter().filter_map(Reason::required).collect();
        let is_required = |mark: &&Mark| must.contains(&mark.statement);
        let required = level.missing.iter().filter(is_required).cloned().collect();
        let short = level.needed.saturating_sub(level.met.len());
        Self {
            level: level.level.clone(),
            label: level.label.clone(),
            further: short.max(must.len()),
            required,
            missing: level.missing.clone(),
        }
    }
}

impl Reason {
    /// The required statement that is not met, where that is the reason.
    fn required(&self) -> Option<&StatementKey> {
        match self {
            Reason::RequiredMissing { statement } => Some(statement),
            Reason::TooFew { .. } | Reason::LowerLevel { .. } => None,
        }
    }
}

impl LevelDecision {
    /// The decision of a provider that states `level` without ratings.
    pub fn by_provider(level: &str) -> Self {
        Self {
            basis: Basis::Provider,
            achieved: Some(level.to_owned()),
            levels: Vec::new(),
            next: None,
        }
    }

    /// The statements that were met, at every level, low to high. Empty where the provider
    /// decided.
    pub fn met(&self) -> impl Iterator<Item = &Mark> {
        self.levels.iter().flat_map(|level| &level.met)
    }
}
