//! Level policies: when a level counts as reached.
//!
//! A policy is data, kept with the assessment that it decided and cited in the credential's
//! criteria. It is read strictly: what it does not know it refuses.

use super::reference::{self, Statements};
use crate::finding::Finding;
use crate::framework::{Framework, StatementKey};
use crate::ijson::{At, Json, join};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fmt;

/// When a level is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LevelPolicy {
    /// The share of a level's statements that must be met.
    #[serde(default)]
    pub share: Share,
    /// Whether every lower level must be reached too.
    #[serde(default = "yes")]
    pub lower_levels: bool,
    /// Statements that must be met, whatever the share, for the level they belong to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required: Vec<StatementKey>,
    /// How many people rate each learner.
    #[serde(default, skip_serializing_if = "Assessors::is_one")]
    pub assessors: Assessors,
}

/// How many people rate a learner, independently of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "f64")]
pub enum Assessors {
    /// One. It is left out where a policy is written, so that policies from before there was a
    /// choice read as they did.
    #[default]
    One,
    /// Two: neither sees the other's ratings before both have signed off, and they settle where
    /// they differ.
    Two,
}

/// A share above 0 and up to 1, exact to the millionth: no binary fraction comes between
/// “0.7 of 10” and 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "f64", try_from = "f64")]
pub struct Share {
    millionths: u32,
}

fn yes() -> bool {
    true
}

const WHOLE: u32 = 1_000_000;

impl Default for LevelPolicy {
    /// Four fifths of the statements, and every lower level too.
    fn default() -> Self {
        Self {
            share: Share::default(),
            lower_levels: true,
            required: Vec::new(),
            assessors: Assessors::One,
        }
    }
}

impl Assessors {
    /// Whether one person decides alone.
    #[allow(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks with a reference"
    )]
    fn is_one(&self) -> bool {
        *self == Assessors::One
    }
}

/// A number is not how many assessors there may be. The one who wrote the policy is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("\"assessors\" is 1 or 2")]
pub struct NotAssessors;

impl TryFrom<f64> for Assessors {
    type Error = NotAssessors;

    fn try_from(number: f64) -> Result<Self, NotAssessors> {
        match number {
            1.0 => Ok(Assessors::One),
            2.0 => Ok(Assessors::Two),
            _ => Err(NotAssessors),
        }
    }
}

impl From<Assessors> for u8 {
    fn from(assessors: Assessors) -> Self {
        match assessors {
            Assessors::One => 1,
            Assessors::Two => 2,
        }
    }
}

impl Default for Share {
    /// 0.8
    fn default() -> Self {
        Self {
            millionths: 800_000,
        }
    }
}

impl Share {
    /// Whether this is all of something.
    pub fn is_whole(self) -> bool {
        self.millionths == WHOLE
    }

    /// The least whole number of `total` things that is at least this share of them.
    pub fn of(self, total: usize) -> usize {
        // 128 bits hold the product of any two such numbers.
        let product = u128::from(self.millionths) * total as u128;
        usize::try_from(product.div_ceil(u128::from(WHOLE))).unwrap_or(total)
    }
}

/// A number is no share. The one who wrote the policy is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a share is a number above 0 and up to 1, with at most six decimals")]
pub struct NotAShare;

impl TryFrom<f64> for Share {
    type Error = NotAShare;

    /// Reads the shortest decimal text of `number`, which is what was written in the policy.
    fn try_from(number: f64) -> Result<Self, NotAShare> {
        if !(number > 0.0 && number <= 1.0) {
            return Err(NotAShare);
        }
        let text = number.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        if decimals.len() > 6 {
            return Err(NotAShare);
        }
        let millionths = format!("{whole}{decimals:0<6}")
            .parse()
            .map_err(|_| NotAShare)?;
        Ok(Self { millionths })
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> Self {
        // Division rounds correctly, so this is the double nearest to the decimal text.
        f64::from(share.millionths) / f64::from(WHOLE)
    }
}

impl fmt::Display for Share {
    /// As a percentage: `80 %`, `66.6667 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (percent, rest) = (self.millionths / 10_000, self.millionths % 10_000);
        if rest == 0 {
            return write!(f, "{percent} %");
        }
        let rest = format!("{rest:04}");
        write!(f, "{percent}.{} %", rest.trim_end_matches('0'))
    }
}

impl LevelPolicy {
    /// Reads a policy document strictly against the framework it is for.
    ///
    /// # Errors
    /// Everything that is wrong with it. The policy is at fault.
    pub fn parse(json: &Json<'_>, framework: &Framework) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        match Self::read(&At::root(json), &Statements::of(framework), &mut findings) {
            Some(policy) if findings.is_empty() => Ok(policy),
            _ => Err(findings),
        }
    }

    /// Reads the policy at `at`, such as the member `policy` of an assessment document. What it
    /// leaves out is as in [`LevelPolicy::default`].
    pub(super) fn read(
        at: &At<'_, '_>,
        statements: &Statements<'_>,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut fields = at.fields(findings)?;
        let share = match fields.optional("share") {
            Some(at) => share(&at, findings),
            None => Some(Share::default()),
        };
        let lower_levels = match fields.optional("lowerLevels") {
            Some(at) => at.boolean(findings),
            None => Some(true),
        };
        let required = match fields.optional("required") {
            Some(at) => required(&at, statements, findings),
            None => Some(Vec::new()),
        };
        let assessors = match fields.optional("assessors") {
            Some(at) => assessors(&at, findings),
            None => Some(Assessors::One),
        };
        fields.nothing_else(findings);
        Some(Self {
            share: share?,
            lower_levels: lower_levels?,
            required: required?,
            assessors: assessors?,
        })
    }

    /// A finding for each required statement that `framework` does not have: for a policy that
    /// was written for another framework or for none, such as an issuer's default.
    pub fn check(&self, framework: &Framework) -> Vec<Finding> {
        let unknown = |(place, key): (usize, &StatementKey)| {
            framework.statement(key).is_none().then(|| {
                let detail = reference::unknown_statement(&key.to_string(), framework);
                Finding::new(join("/required", place), "unknown-statement", detail)
            })
        };
        self.required
            .iter()
            .enumerate()
            .filter_map(unknown)
            .collect()
    }

    /// The policy in words, for criteria and pages: “A level is reached when at least 80 % of its
    /// statements are met and every lower level is reached too; proficient/1 (Full-session
    /// engineering) must be met.” Where two assess, it ends by saying so.
    pub fn sentence(&self, framework: &Framework) -> String {
        let mut text = if self.share.is_whole() {
            "A level is reached when all of its statements are met".to_owned()
        } else {
            format!(
                "A level is reached when at least {} of its statements are met",
                self.share
            )
        };
        if self.lower_levels {
            text.push_str(" and every lower level is reached too");
        }
        let named = |key: &StatementKey| match framework.statement(key) {
            Some(statement) => format!("{key} ({})", statement.title),
            None => key.to_string(),
        };
        let required: Vec<String> = self.required.iter().map(named).collect();
        if let Some((last, others)) = required.split_last() {
            let list = match others {
                [] => last.clone(),
                others => format!("{} and {last}", others.join(", ")),
            };
            text.push_str(&format!("; {list} must be met"));
        }
        if self.assessors == Assessors::Two {
            text.push_str(
                "; two assessors rate independently of each other and settle where they differ",
            );
        }
        text.push('.');
        text
    }
}

fn share(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Share> {
    let share = at
        .json
        .as_f64()
        .and_then(|number| Share::try_from(number).ok());
    if share.is_none() {
        findings.push(at.finding("bad-share", NotAShare.to_string()));
    }
    share
}

fn assessors(at: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<Assessors> {
    let read = at
        .json
        .as_f64()
        .and_then(|number| Assessors::try_from(number).ok());
    if read.is_none() {
        findings.push(at.finding("bad-assessors", NotAssessors.to_string()));
    }
    read
}

fn required(
    at: &At<'_, '_>,
    statements: &Statements<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Vec<StatementKey>> {
    let mut keys: Vec<StatementKey> = Vec::new();
    let mut seen = HashSet::new();
    for at in at.elements(findings)? {
        let Some((key, _)) = statements.named(&at, findings) else {
            continue;
        };
        if seen.insert(key.clone()) {
            keys.push(key);
        } else {
            let detail = format!("{key} is required more than once");
            findings.push(at.finding("duplicate-reference", detail));
        }
    }
    Some(keys)
}
