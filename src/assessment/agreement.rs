//! How far two assessors agree: where they differ, and Cohen's κ.
//!
//! κ (J. Cohen, *A Coefficient of Agreement for Nominal Scales*, Educational and Psychological
//! Measurement 20, 1960, pages 37–46) is the agreement beyond what two raters with these habits
//! would reach by chance: (pₒ − pₑ) / (1 − pₑ). It is taken here over the statements that both
//! rated, in two categories, met and not met. A statement that one of them left out says nothing of
//! how they judge it, so it is no pair; it is a difference all the same, because what is not rated
//! is not met.
//!
//! Counts are kept, and κ is computed from them whenever it is needed: what stands on record is
//! whole numbers.

use crate::framework::StatementKey;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What two assessors rated alike and what they did not, in numbers of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Agreement {
    /// Both say met.
    pub both_met: u32,
    /// The first says met, the second not met.
    pub first_only: u32,
    /// The second says met, the first not met.
    pub second_only: u32,
    /// Both say not met.
    pub both_not_met: u32,
    /// One of them rated the statement, the other did not.
    #[serde(default, skip_serializing_if = "is_none")]
    pub unpaired: u32,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

/// Cohen's κ of two raters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kappa {
    /// From −1 to 1: 1 is perfect agreement, 0 what chance gives.
    Is(f64),
    /// There is no pair of ratings to compare.
    NoPairs,
    /// Both put everything into one and the same category, so that chance explains all of it and
    /// κ would be nought by nought.
    NoVariance,
}

/// What a κ is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Less than chance gives: below 0.
    Poor,
    /// Up to 0.20.
    Slight,
    /// Up to 0.40.
    Fair,
    /// Up to 0.60.
    Moderate,
    /// Up to 0.80.
    Substantial,
    /// Above 0.80.
    AlmostPerfect,
}

/// A statement that two assessors rated differently; `None` is not rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The statement.
    pub statement: StatementKey,
    /// What the first says.
    pub first: Option<bool>,
    /// What the second says.
    pub second: Option<bool>,
}

/// Two assessors' ratings, held side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// How far they agree.
    pub agreement: Agreement,
    /// What both rated alike, in the order of the statements: whether it is met.
    pub agreed: Vec<(StatementKey, bool)>,
    /// What they did not rate alike, in the order of the statements.
    pub differences: Vec<Difference>,
}

/// Holds the ratings of two assessors side by side, statement by statement. Whoever has no rating
/// for a statement did not rate it.
pub fn compare(
    statements: impl IntoIterator<Item = StatementKey>,
    first: &HashMap<StatementKey, bool>,
    second: &HashMap<StatementKey, bool>,
) -> Comparison {
    let mut compared = Comparison::default();
    for statement in statements {
        let one = first.get(&statement).copied();
        let other = second.get(&statement).copied();
        compared.agreement.count(one, other);
        match (one, other) {
            (None, None) => {}
            (Some(one), Some(other)) if one == other => compared.agreed.push((statement, one)),
            (first, second) => compared.differences.push(Difference {
                statement,
                first,
                second,
            }),
        }
    }
    compared
}

impl Agreement {
    fn count(&mut self, first: Option<bool>, second: Option<bool>) {
        let count = match (first, second) {
            (None, None) => return,
            (Some(true), Some(true)) => &mut self.both_met,
            (Some(true), Some(false)) => &mut self.first_only,
            (Some(false), Some(true)) => &mut self.second_only,
            (Some(false), Some(false)) => &mut self.both_not_met,
            (Some(_), None) | (None, Some(_)) => &mut self.unpaired,
        };
        *count = count.saturating_add(1);
    }

    /// How many statements both rated.
    pub fn pairs(&self) -> u64 {
        let counts = [
            self.both_met,
            self.first_only,
            self.second_only,
            self.both_not_met,
        ];
        counts.into_iter().map(u64::from).sum()
    }

    /// How many of them both rated alike.
    pub fn alike(&self) -> u64 {
        u64::from(self.both_met) + u64::from(self.both_not_met)
    }

    /// The share of the statements that both rated alike, in percent and rounded down, so that
    /// 100 means all; `None` where there is none.
    pub fn percent(&self) -> Option<u64> {
        (self.alike() * 100).checked_div(self.pairs())
    }

    /// Cohen's κ over the statements that both rated.
    pub fn kappa(&self) -> Kappa {
        kappa(&[
            [u64::from(self.both_met), u64::from(self.first_only)],
            [u64::from(self.second_only), u64::from(self.both_not_met)],
        ])
    }
}

/// Cohen's κ of a table of counts: how often the first rater chose the category of the row and the
/// second that of the column.
///
/// With whole numbers, n of them in all: κ = (n·Σ nᵢᵢ − Σ rᵢcᵢ) / (n² − Σ rᵢcᵢ), where r and c are
/// the sums of rows and columns; nothing is rounded before the division.
pub fn kappa<const K: usize>(table: &[[u64; K]; K]) -> Kappa {
    let sum = |counts: &mut dyn Iterator<Item = u64>| counts.map(i128::from).sum::<i128>();
    let all = sum(&mut table.iter().flatten().copied());
    if all == 0 {
        return Kappa::NoPairs;
    }
    let mut alike = 0;
    let mut by_chance = 0;
    for (place, row) in table.iter().enumerate() {
        let column = &mut table.iter().filter_map(|row| row.get(place)).copied();
        by_chance += sum(&mut row.iter().copied()) * sum(column);
        alike += row.get(place).copied().map_or(0, i128::from);
    }
    let beyond_chance = all * all - by_chance;
    if beyond_chance == 0 {
        return Kappa::NoVariance;
    }
    #[allow(
        clippy::cast_precision_loss,
        reason = "the last of fifteen digits of a ratio does not matter"
    )]
    let ratio = (all * alike - by_chance) as f64 / beyond_chance as f64;
    Kappa::Is(ratio)
}

impl Kappa {
    /// What it is called (J. R. Landis and G. G. Koch, *The Measurement of Observer Agreement for
    /// Categorical Data*, Biometrics 33, 1977, page 165); `None` where it has no value. The bounds
    /// are those authors' own choice, as they say themselves.
    pub fn strength(self) -> Option<Strength> {
        let Kappa::Is(value) = self else {
            return None;
        };
        Some(match value {
            v if v < 0.0 => Strength::Poor,
            v if v <= 0.2 => Strength::Slight,
            v if v <= 0.4 => Strength::Fair,
            v if v <= 0.6 => Strength::Moderate,
            v if v <= 0.8 => Strength::Substantial,
            _ => Strength::AlmostPerfect,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kappa: Kappa) -> f64 {
        match kappa {
            Kappa::Is(value) => value,
            none => panic!("{none:?}"),
        }
    }

    fn near(kappa: Kappa, expected: f64) {
        let value = value(kappa);
        assert!((value - expected).abs() < 5e-5, "{value} is not {expected}");
    }

    /// The diagnoses of 200 patients in three categories that Cohen gives for κ (1968, table 1; the
    /// example of Fleiss, Cohen and Everitt, 1969). By hand: pₒ = (88 + 40 + 12)/200 = 0.70; rows
    /// 120, 60, 20 and columns 100, 60, 40 give pₑ = (12 000 + 3 600 + 800)/40 000 = 0.41;
    /// κ = 0.29/0.59 = 0.4915, printed as .492.
    #[test]
    fn three_categories_as_cohen_has_them() {
        near(kappa(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]]), 0.4915);
    }

    /// Fifty applications, read by two (the usual textbook table): pₒ = 35/50 = 0.7; rows 25, 25
    /// and columns 30, 20 give pₑ = (750 + 500)/2500 = 0.5; κ = 0.2/0.5 = 0.4.
    ///
    /// Two tables of one pₒ = 0.6 and unlike κ: 45, 15, 25, 15 with pₑ = (60·70 + 40·30)/10 000 =
    /// 0.54, κ = 0.06/0.46 = 0.1304; 25, 35, 5, 35 with pₑ = (60·30 + 40·70)/10 000 = 0.46,
    /// κ = 0.14/0.54 = 0.2593.
    #[test]
    fn two_categories_as_textbooks_have_them() {
        near(kappa(&[[20, 5], [10, 15]]), 0.4);
        near(kappa(&[[45, 15], [25, 15]]), 0.1304);
        near(kappa(&[[25, 35], [5, 35]]), 0.2593);
    }

    #[test]
    fn the_ends_and_what_has_no_value() {
        near(kappa(&[[7, 0], [0, 5]]), 1.0);
        near(kappa(&[[0, 5], [5, 0]]), -1.0);
        near(kappa(&[[1, 1], [1, 1]]), 0.0);
        assert_eq!(kappa(&[[0, 0], [0, 0]]), Kappa::NoPairs);
        assert_eq!(kappa(&[[9, 0], [0, 0]]), Kappa::NoVariance);
        assert_eq!(kappa(&[[0, 0], [0, 9]]), Kappa::NoVariance);
        // One of the two has no variance: that much is chance, and κ is nought, not undefined.
        near(kappa(&[[9, 1], [0, 0]]), 0.0);
        let most = u64::from(u32::MAX);
        near(kappa(&[[most, 0], [0, most]]), 1.0);
    }

    #[test]
    fn what_a_kappa_is_called() {
        let called = [
            (-0.1, Strength::Poor),
            (0.0, Strength::Slight),
            (0.2, Strength::Slight),
            (0.21, Strength::Fair),
            (0.41, Strength::Moderate),
            (0.61, Strength::Substantial),
            (0.8, Strength::Substantial),
            (0.81, Strength::AlmostPerfect),
            (1.0, Strength::AlmostPerfect),
        ];
        for (value, strength) in called {
            assert_eq!(Kappa::Is(value).strength(), Some(strength), "{value}");
        }
        assert_eq!(Kappa::NoPairs.strength(), None);
        assert_eq!(Kappa::NoVariance.strength(), None);
    }

    #[test]
    fn statement_by_statement() {
        let key = |position| StatementKey {
            level: "one".to_owned(),
            position,
        };
        let marks = |marks: &[(u32, bool)]| {
            marks
                .iter()
                .map(|(position, met)| (key(*position), *met))
                .collect::<HashMap<_, _>>()
        };
        let first = marks(&[(1, true), (2, true), (3, false), (4, false), (5, true)]);
        let second = marks(&[(1, true), (2, false), (3, true), (4, false), (6, false)]);
        let compared = compare((1..=7).map(key), &first, &second);
        assert_eq!(
            compared.agreement,
            Agreement {
                both_met: 1,
                first_only: 1,
                second_only: 1,
                both_not_met: 1,
                unpaired: 2,
            }
        );
        assert_eq!(compared.agreed, [(key(1), true), (key(4), false)]);
        let differ: Vec<_> = compared
            .differences
            .iter()
            .map(|one| (one.statement.position, one.first, one.second))
            .collect();
        assert_eq!(
            differ,
            [
                (2, Some(true), Some(false)),
                (3, Some(false), Some(true)),
                (5, Some(true), None),
                (6, None, Some(false)),
            ]
        );
        assert_eq!(compared.agreement.percent(), Some(50));
        assert_eq!(Agreement::default().percent(), None);
        let most_of = Agreement {
            both_met: 199,
            first_only: 1,
            ..Agreement::default()
        };
        assert_eq!(most_of.percent(), Some(99));
    }
}
