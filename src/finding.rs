//! Findings: what is wrong, where, and by which rule.
//!
//! Imports, assessments, preflight and verification give *all* they find, not the first.

use serde::Serialize;
use std::fmt;

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where: a JSON pointer (RFC 6901); the empty string is the whole document.
    pub pointer: String,
    /// Which kind of fault: a stable slug, such as `duplicate-name`.
    pub problem: &'static str,
    /// What is wrong and what to do, as a sentence for people.
    pub detail: String,
    /// The rule that says so: specification and section, or `None` where the fault needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
}

impl Finding {
    /// A finding without a named rule.
    pub fn new(
        pointer: impl Into<String>,
        problem: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            problem,
            detail: detail.into(),
            source: None,
        }
    }

    /// The same finding, with the rule it comes from.
    #[must_use]
    pub fn by(mut self, source: &'static str) -> Self {
        self.source = Some(source);
        self
    }

    /// The same finding, in a document that stands at `pointer` inside another.
    #[must_use]
    pub fn below(mut self, pointer: &str) -> Self {
        self.pointer.insert_str(0, pointer);
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the document"
        } else {
            &self.pointer
        };
        write!(f, "{place}: {}", self.detail)
    }
}

/// No word of ours is longer; nothing is near to a longer one, and comparing it would only cost
/// time.
const LONGEST_WORD: usize = 80;

/// The words of `known` that are near to `word`, nearest first: for “did you mean”.
pub fn near_misses<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if word.len() > LONGEST_WORD {
        return Vec::new();
    }
    let limit = 1 + word.chars().count() / 3;
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .map(|candidate| {
            let distance = edit_distance(&word.to_lowercase(), &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|&(distance, _)| distance <= limit)
        .collect();
    near.sort();
    near.into_iter().map(|(_, word)| word).take(3).collect()
}

/// The number of characters to insert, delete or change to make `left` into `right`
/// (Levenshtein).
fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        let levels = ["emerging", "developing", "proficient", "advanced"];
        assert_eq!(near_misses("proficent", levels), ["proficient"]);
        assert!(near_misses("expert", levels).is_empty());
    }
}
