//! Code point order of quads without comparing lines.
//!
//! Subjects, predicates and graphs are few: they are sorted once and compared by their rank from
//! then on. Objects are compared by their text, and only where all before them is equal. That
//! comparing term by term is comparing the lines holds because a space follows each term: no term
//! holds a character below the space's code point, and none of two terms of one kind is a prefix
//! of the other unless what follows it is greater than a space.

use crate::jsonld::rdf::{Dataset, Quad, Term};
use std::cmp::Ordering;

/// The rank of each term that stands as subject, predicate or graph, and of each blank node.
pub(super) struct Ranks<'d> {
    dataset: &'d Dataset,
    /// By the term's place; 0 where the term has no rank.
    named: Vec<u32>,
    /// By the blank node's number.
    blank: Vec<u32>,
    /// One more than the highest rank.
    count: usize,
}

impl<'d> Ranks<'d> {
    /// Blank nodes come after all IRIs, as `_` does after `<`, for now in the order of their
    /// numbers.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "documents are bounded far below 2^31 terms"
    )]
    pub(super) fn new(dataset: &'d Dataset) -> Self {
        let mut named = vec![0; dataset.term_count()];
        let mut terms = Vec::with_capacity(64);
        for quad in dataset.inserted() {
            for term in [quad.subject, quad.predicate, quad.graph] {
                if let Some(rank @ 0) = named.get_mut(Dataset::place(term)) {
                    *rank = 1;
                    terms.push((dataset.spaced(term).unwrap_or_default(), term));
                }
            }
        }
        terms.sort_unstable();
        for (rank, (_, term)) in terms.iter().enumerate() {
            named[Dataset::place(*term)] = 1 + rank as u32;
        }
        let first = 1 + terms.len() as u32;
        Self {
            dataset,
            named,
            blank: (first..).take(dataset.blank_count()).collect(),
            count: first as usize + dataset.blank_count(),
        }
    }

    /// Ranks the blank nodes by their labels: `c14n10` comes before `c14n2`.
    #[allow(clippy::cast_possible_truncation, reason = "as above")]
    pub(super) fn label(&mut self, labels: &[Option<u32>]) {
        let Some(first) = self.blank.first().copied() else {
            return;
        };
        let mut nodes: Vec<(Digits, usize)> = labels
            .iter()
            .enumerate()
            .filter_map(|(node, label)| Some((digits((*label)?), node)))
            .collect();
        nodes.sort_unstable();
        for (rank, (_, node)) in nodes.into_iter().enumerate() {
            self.blank[node] = first + rank as u32;
        }
    }

    /// The rank of a subject, predicate or graph. The default graph comes first: its line has a
    /// full stop where the others have `<` or `_`.
    pub(super) fn of(&self, term: Term) -> u32 {
        match term.blank_number() {
            Some(node) => self.blank[node],
            None => self.named.get(Dataset::place(term)).copied().unwrap_or(0),
        }
    }

    /// The order of two objects.
    pub(super) fn objects(&self, left: Term, right: Term) -> Ordering {
        match (left.blank_number(), right.blank_number()) {
            (Some(left), Some(right)) => self.blank[left].cmp(&self.blank[right]),
            // Both quotation mark and `<` come before `_`.
            (Some(_), None) => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (None, None) if left == right => Ordering::Equal,
            (None, None) => self.dataset.spaced(left).cmp(&self.dataset.spaced(right)),
        }
    }

    /// Sorts quads as their lines are sorted; equal quads come to stand side by side.
    ///
    /// Subjects are dealt out by rank, without comparing. What is left to sort are the few quads
    /// of each subject.
    pub(super) fn sort(&self, quads: &mut Vec<Quad>) {
        let mut next = vec![0_u32; self.count + 1];
        for quad in &*quads {
            next[self.of(quad.subject) as usize + 1] += 1;
        }
        for rank in 1..next.len() {
            next[rank] += next[rank - 1];
        }
        let mut sorted = quads.clone();
        for quad in &*quads {
            let place = &mut next[self.of(quad.subject) as usize];
            sorted[*place as usize] = *quad;
            *place += 1;
        }
        for group in sorted.chunk_by_mut(|left, right| left.subject == right.subject) {
            group.sort_by(|left, right| {
                self.of(left.predicate)
                    .cmp(&self.of(right.predicate))
                    .then_with(|| self.objects(left.object, right.object))
                    .then_with(|| self.of(left.graph).cmp(&self.of(right.graph)))
            });
        }
        *quads = sorted;
    }
}

/// Decimal digits, compared as text.
type Digits = ([u8; 10], u8);

#[allow(clippy::cast_possible_truncation, reason = "single digits")]
fn digits(number: u32) -> Digits {
    let length = number.checked_ilog10().unwrap_or(0) + 1;
    let mut digits = [0; 10];
    let mut rest = number;
    for place in (0..length as usize).rev() {
        digits[place] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    (digits, length as u8)
}
