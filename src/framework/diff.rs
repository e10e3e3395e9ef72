//! What changed between two versions of a framework, or between two frameworks.
//!
//! Statements are paired in three steps, each over what the one before left: the same text (at the
//! same place, else in the same level, else anywhere), the same identifier, and then words that are
//! alike by [`ALIKE`] or more (Sørensen and Dice over pairs of letters). Only statements that stand
//! at the same place or share a word that is not in many of them are compared, so that the work
//! grows with the statements and not with their square. What is paired with nothing was added or
//! removed.
//!
//! A statement of the same level has moved if it changed places with another; that others came in
//! front of it moves nothing.

use super::model::{Framework, FrameworkId, Level, Statement};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// How alike two texts are at least that are taken for one statement in other words, from 0 to 1.
pub const ALIKE: f64 = 0.6;

/// A word that stands in more statements tells nothing.
const MOST_OF_A_WORD: usize = 40;
/// How many statements each one is compared with.
const CANDIDATES: usize = 8;
/// How many characters of a text are compared.
const COMPARED: usize = 2_000;

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

/// A statement while it is paired.
struct One<'f> {
    level: &'f Level,
    /// The level's index in the new framework; `None` for a level that is gone.
    rank: Option<usize>,
    statement: &'f Statement,
}

impl One<'_> {
    fn key(&self) -> String {
        self.level.key(self.statement).to_string()
    }

    fn placed(&self) -> Placed {
        Placed {
            statement: self.key(),
            text: self.statement.text.clone(),
        }
    }
}

struct Pairing<'f> {
    old: Vec<One<'f>>,
    new: Vec<One<'f>>,
    /// The new statement of each old one.
    of_old: Vec<Option<usize>>,
    /// The old statement of each new one.
    of_new: Vec<Option<usize>>,
}

impl<'f> Pairing<'f> {
    fn new(old: &'f Framework, new: &'f Framework, renamed_to: &[Option<usize>]) -> Self {
        let all = |framework: &'f Framework, rank: &dyn Fn(usize) -> Option<usize>| {
            let levels = framework.levels.iter().enumerate();
            let mut all = Vec::new();
            for (place, level) in levels {
                let rank = rank(place);
                all.extend(level.statements.iter().map(|statement| One {
                    level,
                    rank,
                    statement,
                }));
            }
            all
        };
        let old = all(old, &|place| renamed_to.get(place).copied().flatten());
        let new = all(new, &|place| Some(place));
        Self {
            of_old: vec![None; old.len()],
            of_new: vec![None; new.len()],
            old,
            new,
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.of_old[old] = Some(new);
        self.of_new[new] = Some(old);
    }

    /// Pairs what has the same `mark`, in the order in which it stands.
    fn by<K: std::hash::Hash + Eq>(&mut self, mark: impl Fn(&One<'f>) -> K) {
        let mut free: HashMap<K, Vec<usize>> = HashMap::new();
        for place in (0..self.old.len()).rev() {
            if self.of_old[place].is_none() {
                free.entry(mark(&self.old[place])).or_default().push(place);
            }
        }
        for place in 0..self.new.len() {
            if self.of_new[place].is_none()
                && let Some(old) = free.get_mut(&mark(&self.new[place])).and_then(Vec::pop)
            {
                self.pair(old, place);
            }
        }
    }

    fn same_text(&mut self) {
        self.by(|one| (&*one.statement.digest, one.rank, one.statement.position));
        self.by(|one| (&*one.statement.digest, one.rank));
        self.by(|one| &*one.statement.digest);
    }

    fn same_identifier(&mut self) {
        self.by(|one| &*one.statement.id);
    }

    /// Pairs those of the rest whose texts are alike, the most alike first.
    fn alike(&mut self) {
        let mut pairs = self.candidates();
        pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        for (_, old, new) in pairs {
            if self.of_old[old].is_none() && self.of_new[new].is_none() {
                self.pair(old, new);
            }
        }
    }

    fn candidates(&self) -> Vec<(f64, usize, usize)> {
        let left = || (0..self.old.len()).filter(|place| self.of_old[*place].is_none());
        let mut with_word: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut at_place = HashMap::new();
        for place in left() {
            let one = &self.old[place];
            at_place.insert((one.rank, one.statement.position), place);
            for word in words(&one.statement.text) {
                with_word.entry(word).or_default().push(place);
            }
        }
        let mut pairs = Vec::new();
        for (place, one) in self.new.iter().enumerate() {
            if self.of_new[place].is_some() {
                continue;
            }
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for word in words(&one.statement.text) {
                let with = with_word.get(word).map_or(&[][..], Vec::as_slice);
                if with.len() <= MOST_OF_A_WORD {
                    with.iter()
                        .for_each(|old| *shared.entry(*old).or_default() += 1);
                }
            }
            let same_place = at_place.get(&(one.rank, one.statement.position));
            let mut near: Vec<(usize, usize)> = shared.into_iter().map(|(o, n)| (n, o)).collect();
            near.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
            let near = near.into_iter().take(CANDIDATES).map(|(_, old)| old);
            for old in near.chain(same_place.copied()) {
                let alike = similarity(&self.old[old].statement.text, &one.statement.text);
                if alike >= ALIKE {
                    pairs.push((alike, old, place));
                }
            }
        }
        pairs
    }

    fn added(&self) -> Vec<Placed> {
        let new = self.new.iter().zip(&self.of_new);
        new.filter(|(_, old)| old.is_none())
            .map(|(one, _)| one.placed())
            .collect()
    }

    fn removed(&self) -> Vec<Placed> {
        let old = self.old.iter().zip(&self.of_old);
        old.filter(|(_, new)| new.is_none())
            .map(|(one, _)| one.placed())
            .collect()
    }

    /// All pairs, in the order of the new framework, and whether the texts are the same.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize, bool)> {
        let of_new = self.of_new.iter().enumerate();
        of_new.filter_map(|(new, old)| {
            let old = (*old)?;
            let same = self.old[old].statement.digest == self.new[new].statement.digest;
            Some((old, new, same))
        })
    }

    fn moved(&self) -> Vec<Moved> {
        let mut by_level: HashMap<Option<usize>, Vec<(usize, usize)>> = HashMap::new();
        let mut moved: Vec<(usize, usize)> = Vec::new();
        for (old, new, _) in self.pairs() {
            match self.old[old].rank == self.new[new].rank {
                true => by_level
                    .entry(self.new[new].rank)
                    .or_default()
                    .push((old, new)),
                false => moved.push((old, new)),
            }
        }
        for pairs in by_level.values() {
            let order: Vec<usize> = pairs.iter().map(|(old, _)| *old).collect();
            let kept = longest_rising(&order);
            let out = pairs.iter().zip(kept).filter(|(_, kept)| !kept);
            moved.extend(out.map(|(pair, _)| *pair));
        }
        moved.sort_unstable_by_key(|(_, new)| *new);
        let same = |(old, new): &(usize, usize)| {
            self.old[*old].statement.digest == self.new[*new].statement.digest
        };
        let moved = moved.into_iter().filter(same);
        moved
            .map(|(old, new)| Moved {
                from: self.old[old].key(),
                to: self.new[new].key(),
                text: self.new[new].statement.text.clone(),
            })
            .collect()
    }

    fn reworded(&self) -> Vec<Reworded> {
        let reworded = self.pairs().filter(|(_, _, same)| !same);
        reworded
            .map(|(old, new, _)| {
                let (old, new) = (&self.old[old], &self.new[new]);
                let (was, is) = (&old.statement.text, &new.statement.text);
                Reworded {
                    from: old.key(),
                    to: new.key(),
                    was: was.clone(),
                    is: is.clone(),
                    similarity: (similarity(was, is) * 1000.0).round() / 1000.0,
                }
            })
            .collect()
    }
}

/// The words of a text, each once.
fn words(text: &str) -> HashSet<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 2).collect()
}

/// How alike two texts are, from 0 to 1.
fn similarity(one: &str, other: &str) -> f64 {
    strsim::sorensen_dice(beginning(one), beginning(other))
}

fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(COMPARED);
    end.map_or(text, |(end, _)| &text[..end])
}

/// Which of `numbers`, all different, belong to a longest rising sequence of them.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // The place of the least number that ends a rising sequence of each length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (place, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before[place] = length.checked_sub(1).map(|last| ends[last]);
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        kept[place] = true;
        next = before[place];
    }
    kept
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
