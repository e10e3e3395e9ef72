//! Level policies: when a level counts as reached.
//!
//! A policy is data, kept with the assessment that it decided and cited in the credential's
//! criteria. It is read strictly: what it does not know it refuses.

use crate::framework::StatementKey;
use serde::{Deserialize, Serialize};
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
