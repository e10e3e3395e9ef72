//! Which statement of one framework is which of another.
//!
//! They are paired in three steps, each over what the one before left: the same text (at the same
//! place, else in the same level, else anywhere), the same identifier, and then words that are alike
//! by [`ALIKE`] or more (Sørensen and Dice over pairs of letters). Only statements that stand at the
//! same place or share a word that is not in many of them are compared, so that the work grows with
//! the statements and not with their square.

use super::super::model::{Framework, Level, Statement};
use super::{Moved, Placed, Reworded};
use std::collections::{HashMap, HashSet};

/// How alike two texts are at least that are taken for one statement in other words, from 0 to 1.
pub const ALIKE: f64 = 0.6;

/// A word that stands in more statements tells nothing.
const MOST_OF_A_WORD: usize = 40;
/// How many statements each one is compared with.
const CANDIDATES: usize = 8;
/// How many characters of a text are compared.
const COMPARED: usize = 2_000;

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

/// The statements of two frameworks, and which is which.
pub(super) struct Pairing<'f> {
    old: Vec<One<'f>>,
    new: Vec<One<'f>>,
    /// The new statement of each old one.
    of_old: Vec<Option<usize>>,
    /// The old statement of each new one.
    of_new: Vec<Option<usize>>,
}

impl<'f> Pairing<'f> {
    /// Nothing is paired yet. `renamed_to` tells which new level each old one is.
    pub(super) fn new(
        old: &'f Framework,
        new: &'f Framework,
        renamed_to: &[Option<usize>],
    ) -> Self {
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

    pub(super) fn same_text(&mut self) {
        self.by(|one| (&*one.statement.digest, one.rank, one.statement.position));
        self.by(|one| (&*one.statement.digest, one.rank));
        self.by(|one| &*one.statement.digest);
    }

    pub(super) fn same_identifier(&mut self) {
        self.by(|one| &*one.statement.id);
    }

    /// Pairs those of the rest whose texts are alike, the most alike first.
    pub(super) fn alike(&mut self) {
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

    pub(super) fn added(&self) -> Vec<Placed> {
        let new = self.new.iter().zip(&self.of_new);
        new.filter(|(_, old)| old.is_none())
            .map(|(one, _)| one.placed())
            .collect()
    }

    pub(super) fn removed(&self) -> Vec<Placed> {
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

    pub(super) fn moved(&self) -> Vec<Moved> {
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

    pub(super) fn reworded(&self) -> Vec<Reworded> {
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
