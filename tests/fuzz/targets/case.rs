//! CASE packages: what is taken in goes out and comes in again as the same framework.

use proofmark::framework::{self, case};
use proofmark::mapping::{self, Addresses};
use std::collections::HashSet;

/// A CFPackage.
pub fn case(data: &[u8]) {
    let Ok(read) = framework::import(data) else {
        return;
    };
    let framework = read.framework;
    assert!((1..=case::MAX_LEVELS).contains(&framework.levels.len()));
    let mut seen = HashSet::new();
    for level in &framework.levels {
        assert!(!level.statements.is_empty());
        for (position, statement) in (1..).zip(&level.statements) {
            assert_eq!(statement.position, position);
            assert!(seen.insert(&statement.id));
        }
    }
    let out = mapping::case::package(&framework, &Addresses::new(None, None)).to_value();
    let again = case::import(out.to_string().as_bytes());
    assert_eq!(again.as_ref(), Ok(&framework));
}
