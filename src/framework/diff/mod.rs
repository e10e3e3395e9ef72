//! What changed between two versions of a framework, or between two frameworks.
//!
//! Statements are paired (`pairing`); what is paired with nothing was added or removed. A statement
//! of the same level has moved if it changed places with another; that others came in front of it
//! moves nothing.

mod pairing;

pub use pairing::ALIKE;

use super::model::{Framework, FrameworkId, Level};
use pairing::Pairing;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashSet;

/// What changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FrameworkDiff {
    /// The older one, `key@version`.
    pub from: String,
    /// The newer one, `key@version`.
    pub to: String,
    /// Statements that are new.
    pub added: Vec<Placed>,
    /// Statements that are gone.
    pub removed: Vec<Placed>,
    /// Statements of the same text in another level, or in another order.
    pub moved: Vec<Moved>,
    /// Statements in other words, wherever they stand.
    pub reworded: Vec<Reworded>,
    /// What became of the levels.
    pub levels: LevelsDiff,
    /// What else the framework says otherwise: its title, occupation, description, attribution.
    pub changed: Vec<Changed>,
}

/// A statement and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    /// Where: `proficient/1`.
    pub statement: String,
    /// What it says.
    pub text: String,
}

/// A statement that stands elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Where it stood.
    pub from: String,
    /// Where it stands.
    pub to: String,
    /// What it says.
    pub text: String,
}

/// A statement in other words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reworded {
    /// Where it stood.
    pub from: String,
    /// Where it stands.
    pub to: String,
    /// What it said.
    pub was: String,
    /// What it says.
    pub is: String,
    /// How alike the two are, from 0 to 1.
    pub similarity: f64,
}

/// What became of the levels.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LevelsDiff {
    /// The names of new levels.
    pub added: Vec<String>,
    /// The names of levels that are gone.
    pub removed: Vec<String>,
    /// Levels with another name or label.
    pub renamed: Vec<Changed>,
    /// Whether the levels that both have stand in another order.
    pub reordered: bool,
}

/// One thing that reads otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// What: `occupation.title`, or the name of a level.
    pub what: String,
    /// How it read; null where it was not there.
    pub was: Value,
    /// How it reads; null where it is not there.
    pub is: Value,
}

impl FrameworkDiff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        let levels = &self.levels;
        self.added.is_empty()
            && self.removed.is_empty()
            && self.moved.is_empty()
            && self.reworded.is_empty()
            && *levels == LevelsDiff::default()
            && self.changed.is_empty()
    }
}

/// What changed from `old` to `new`.
pub fn diff(old: &Framework, new: &Framework) -> FrameworkDiff {
    let (levels, renamed_to) = levels(old, new);
    let mut pairing = Pairing::new(old, new, &renamed_to);
    pairing.same_text();
    pairing.same_identifier();
    pairing.alike();
    FrameworkDiff {
        from: name(&old.id()),
        to: name(&new.id()),
        added: pairing.added(),
        removed: pairing.removed(),
        moved: pairing.moved(),
        reworded: pairing.reworded(),
        levels,
        changed: changed(old, new),
    }
}

fn name(id: &FrameworkId) -> String {
    id.to_string()
}

/// What became of the levels, and which new level each old one is, by their indices.
fn levels(old: &Framework, new: &Framework) -> (LevelsDiff, Vec<Option<usize>>) {
    let found = |level: &Level| {
        let by_id = new.levels.iter().position(|other| other.id == level.id);
        let by_label = || {
            new.levels
                .iter()
                .position(|other| other.label == level.label)
        };
        let by_identifier = || {
            let same = |other: &Level| other.identifier == level.identifier;
            level.identifier.as_ref()?;
            new.levels.iter().position(same)
        };
        by_identifier().or(by_id).or_else(by_label)
    };
    let mut taken = HashSet::new();
    let of_old: Vec<Option<usize>> = old
        .levels
        .iter()
        .map(|level| found(level).filter(|place| taken.insert(*place)))
        .collect();
    let mut levels = LevelsDiff::default();
    for (level, place) in old.levels.iter().zip(&of_old) {
        match place.and_then(|place| new.levels.get(place)) {
            None => levels.removed.push(level.id.clone()),
            Some(other) if (&other.id, &other.label) != (&level.id, &level.label) => {
                levels.renamed.push(Changed {
                    what: level.id.clone(),
                    was: json!(level.label),
                    is: json!(other.label),
                });
            }
            Some(_) => {}
        }
    }
    let is_new = |place: &usize| !taken.contains(place);
    let added = (0..new.levels.len()).filter(is_new);
    levels.added = added.map(|place| new.levels[place].id.clone()).collect();
    let common: Vec<usize> = of_old.iter().flatten().copied().collect();
    levels.reordered = !common.is_sorted();
    (levels, of_old)
}

/// What reads otherwise besides levels and statements.
fn changed(old: &Framework, new: &Framework) -> Vec<Changed> {
    let said = |framework: &Framework| {
        let occupation = &framework.occupation;
        [
            ("key", json!(framework.key)),
            ("occupation.soc", json!(occupation.soc)),
            ("occupation.title", json!(occupation.title)),
            ("occupation.group", json!(occupation.group)),
            ("occupation.sector", json!(occupation.sector)),
            ("occupation.jobZone", json!(occupation.job_zone)),
            ("description", json!(framework.description)),
            ("contextCovered", json!(framework.context_covered)),
            ("attribution", json!(framework.attribution)),
        ]
    };
    let pairs = said(old).into_iter().zip(said(new));
    pairs
        .filter(|((_, was), (_, is))| was != is)
        .map(|((what, was), (_, is))| Changed {
            what: what.to_owned(),
            was,
            is,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::{SAMPLE, ler_me};
    use serde_json::Value;

    fn changed(change: impl FnOnce(&mut Value)) -> FrameworkDiff {
        let old = ler_me::import(SAMPLE).unwrap();
        let mut export = old.to_export();
        export["framework"]["version"] = json!("v2");
        change(&mut export);
        diff(
            &old,
            &ler_me::import(export.to_string().as_bytes()).unwrap(),
        )
    }

    fn statements<'v>(export: &'v mut Value, level: &str) -> &'v mut Vec<Value> {
        let statements = &mut export["framework"]["levels"][level]["statements"];
        statements.as_array_mut().unwrap()
    }

    #[test]
    fn another_version_of_the_same_words_changes_nothing() {
        assert!(changed(|_| {}).is_empty());
    }

    #[test]
    fn what_stands_behind_a_new_statement_has_not_moved() {
        let diff = changed(|export| {
            statements(export, "emerging").insert(0, json!("Quite another thing — xyzzy"));
        });
        assert_eq!(diff.added.len(), 1);
        assert_eq!(diff.added[0].statement, "emerging/1");
        assert_eq!(
            (diff.moved.len(), diff.removed.len(), diff.reworded.len()),
            (0, 0, 0)
        );
    }

    #[test]
    fn what_changes_places_or_levels_has_moved() {
        let diff = changed(|export| {
            let one = statements(export, "emerging").remove(0);
            statements(export, "emerging").push(one);
            let one = statements(export, "advanced").remove(3);
            statements(export, "proficient").push(one);
        });
        let moved: Vec<_> = diff.moved.iter().map(|m| (&*m.from, &*m.to)).collect();
        assert_eq!(
            moved,
            [
                ("emerging/1", "emerging/10"),
                ("advanced/4", "proficient/11")
            ]
        );
        assert!(diff.added.is_empty() && diff.removed.is_empty() && diff.reworded.is_empty());
    }

    #[test]
    fn a_few_other_words_are_the_same_statement_and_others_are_not() {
        let diff = changed(|export| {
            let one = &mut statements(export, "emerging")[2];
            *one = json!(format!("{} again", one.as_str().unwrap()));
            statements(export, "advanced")[0] = json!("Zyx qwv");
        });
        assert_eq!(diff.reworded.len(), 1);
        let reworded = &diff.reworded[0];
        assert_eq!(
            (&*reworded.from, &*reworded.to),
            ("emerging/3", "emerging/3")
        );
        assert!(reworded.similarity > 0.9 && reworded.similarity < 1.0);
        assert_eq!((diff.added.len(), diff.removed.len()), (1, 1));
    }

    #[test]
    fn levels_are_added_removed_renamed_and_reordered() {
        let diff = changed(|export| {
            let levels = export["framework"]["levels"].as_object_mut().unwrap();
            let gone = levels.shift_remove("developing").unwrap();
            levels.insert("expert".to_owned(), gone);
            levels["expert"]["label"] = json!("Expert");
            let first = levels.shift_remove("emerging").unwrap();
            levels.insert("emerging".to_owned(), first);
            levels["emerging"]["label"] = json!("First");
            export["attribution"] = json!("Somebody else");
        });
        assert_eq!(diff.levels.added, ["expert"]);
        assert_eq!(diff.levels.removed, ["developing"]);
        assert_eq!(diff.levels.renamed.len(), 1);
        assert!(diff.levels.reordered);
        assert_eq!(diff.changed.len(), 1);
        assert_eq!(diff.changed[0].what, "attribution");
        assert_eq!(diff.moved.len(), 10);
    }
}
