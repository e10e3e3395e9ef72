//! What a form says of ratings.
//!
//! Each statement has fields of its own: `m:level/position` (met, not, none), then for each piece
//! of evidence `u:`, `n:` and `t:` (address, name, what it shows), and `r:` (a remark). A form holds
//! one part of the sheet; the other parts stay as they are.

use crate::framework::{Framework, StatementKey};
use crate::http::pages::form::Form;
use crate::service::sheets::{Shown, Sketch};
use std::collections::{BTreeMap, HashSet};

/// How many statements one form holds.
pub(super) const PART: usize = 200;

/// The places of the statements of a part, counted from 0, in the order of the framework.
pub(super) fn part(number: usize) -> std::ops::Range<usize> {
    let first = number.saturating_sub(1).saturating_mul(PART);
    first..first.saturating_add(PART)
}

/// How many parts a framework has.
pub(super) fn parts(framework: &Framework) -> usize {
    framework.statements().count().div_ceil(PART).max(1)
}

/// The part that `text` names; the first where it names none.
pub(super) fn part_named(text: Option<&str>, framework: &Framework) -> usize {
    let number = text.and_then(|text| text.parse().ok()).unwrap_or(1);
    number.clamp(1, parts(framework))
}

/// What was entered, with `before` for the statements of which the form's part holds none.
pub(super) fn ratings(form: &Form, framework: &Framework, before: &[Sketch]) -> Vec<Sketch> {
    let number = part_named(form.text("part"), framework);
    let here: HashSet<StatementKey> = framework
        .statements()
        .enumerate()
        .filter(|(place, _)| part(number).contains(place))
        .map(|(_, (level, statement))| level.key(statement))
        .collect();
    let mut entered: BTreeMap<StatementKey, Entered> = BTreeMap::new();
    for (name, value) in form.fields() {
        let Some((kind, key)) = name.split_once(':') else {
            continue;
        };
        let Ok(key) = StatementKey::try_from(key.to_owned()) else {
            continue;
        };
        if here.contains(&key) {
            entered.entry(key).or_default().take(kind, value);
        }
    }
    let others = before.iter().filter(|one| !here.contains(&one.statement));
    let entered = entered.into_iter().map(|(key, one)| one.sketch(key));
    others.cloned().chain(entered).collect()
}

/// What was entered for one statement.
#[derive(Default)]
struct Entered {
    met: Option<bool>,
    urls: Vec<String>,
    names: Vec<String>,
    narratives: Vec<String>,
    remark: String,
}

impl Entered {
    fn take(&mut self, kind: &str, value: &str) {
        let text = || value.trim().to_owned();
        match kind {
            "m" => {
                self.met = match value {
                    "met" => Some(true),
                    "not" => Some(false),
                    _ => None,
                }
            }
            "u" => self.urls.push(text()),
            "n" => self.names.push(text()),
            "t" => self.narratives.push(text()),
            "r" => self.remark = text(),
            _ => {}
        }
    }

    fn sketch(self, statement: StatementKey) -> Sketch {
        let count = self
            .urls
            .len()
            .max(self.names.len())
            .max(self.narratives.len());
        let mut urls = self.urls.into_iter();
        let mut names = self.names.into_iter();
        let mut narratives = self.narratives.into_iter();
        let evidence = (0..count).map(|_| Shown {
            url: urls.next().unwrap_or_default(),
            name: names.next().unwrap_or_default(),
            narrative: narratives.next().unwrap_or_default(),
        });
        Sketch {
            statement,
            met: self.met,
            evidence: evidence.filter(|shown| !shown.is_empty()).collect(),
            remark: self.remark,
        }
    }
}
