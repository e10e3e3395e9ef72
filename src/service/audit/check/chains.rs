//! What entries say of their objects' histories: each but the first names the one before.

use super::AuditReport;
use crate::audit::{Entry, Hash};
use std::collections::{HashMap, HashSet};

/// The histories of all objects.
#[derive(Default)]
pub(super) struct Chains {
    /// The objects of entries, by the entries' hashes.
    objects: HashMap<Hash, String>,
    steps: Vec<Step>,
}

struct Step {
    number: Option<u64>,
    object: String,
    previous: String,
}

impl Chains {
    /// Notes an entry; `number` where it is sealed.
    pub(super) fn enter(&mut self, number: Option<u64>, leaf: Hash, entry: Entry) {
        if let Some(previous) = entry.previous {
            self.steps.push(Step {
                number,
                object: entry.object.clone(),
                previous,
            });
        }
        self.objects.insert(leaf, entry.object);
    }

    /// Whether the entry with this leaf hash was noted.
    pub(super) fn know(&self, leaf: &Hash) -> bool {
        self.objects.contains_key(leaf)
    }

    /// What an entry names as the one before is there, is about the same object, and no other
    /// entry follows it.
    pub(super) fn check(self, report: &mut AuditReport) {
        let mut followed = HashSet::new();
        for step in self.steps {
            let before = hash_of(&step.previous).and_then(|hash| self.objects.get(&hash));
            let wrong = match before {
                None => "the entry before it is nowhere",
                Some(object) if *object != step.object => "the entry before is of another object",
                Some(_) if !followed.insert(step.previous) => "two entries follow the same one",
                Some(_) => continue,
            };
            report.fault(step.number, step.object.as_bytes(), wrong);
        }
    }
}

/// The bytes of an entry's hash.
fn hash_of(digits: &str) -> Option<Hash> {
    let byte = |place: usize| u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..digits.len() / 2).map(byte).collect();
    bytes?.try_into().ok()
}
