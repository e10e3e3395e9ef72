//! RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation 2024-05-21), section 4.
//!
//! The steps bear the specification's names. Where all first-degree hashes differ, which is the
//! common case, this is two sorts and some hashing; Hash N-Degree Quads is entered only for blank
//! nodes that look alike, and there every step is counted: what would need more work than its
//! [`Budget`] is refused (section 7.1, “Dataset poisoning”).

mod first_degree;
mod n_degree;
mod order;

use super::rdf::{Dataset, Quad, Term};
use crate::clock::Clock;
use order::Ranks;
use sha2::{Digest, Sha256, Sha384};
use time::OffsetDateTime;

/// How much work canonicalization may cost beyond what grows with the size of the dataset.
#[derive(Clone, Copy)]
pub struct Budget<'c> {
    /// Steps in telling alike blank nodes apart; one takes about a microsecond.
    pub work: u64,
    /// A clock and the instant at which to give up.
    pub deadline: Option<(&'c dyn Clock, OffsetDateTime)>,
}

impl Budget<'static> {
    /// What every honest credential stays far below, and a poisoned one exceeds within some
    /// milliseconds.
    pub const DEFAULT: Self = Self {
        work: 20_000,
        deadline: None,
    };
}

impl Default for Budget<'static> {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The hash that tells blank nodes apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HashAlgorithm {
    /// What RDFC-1.0 uses unless told otherwise.
    #[default]
    Sha256,
    /// The other one that implementations have to support.
    Sha384,
}

/// A dataset in its canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// The serialized canonical form: canonical N-Quads in code point order.
    pub nquads: String,
    /// The issued identifiers map: for each blank node, by its number, the `n` of its label
    /// `c14nn`; `None` for one that no quad mentions.
    pub labels: Vec<Option<u32>>,
}

/// Why a dataset has no canonical form here. Whoever made the document is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CanonError {
    /// Too many blank nodes look alike.
    #[error(
        "the blank nodes of this document are too much alike to be told apart within {work} \
         steps; give the nodes ids"
    )]
    TooMuchWork {
        /// The count that was exceeded.
        work: u64,
    },
    /// The deadline has passed.
    #[error("the blank nodes of this document could not be told apart in time; give the nodes ids")]
    TooLate,
}

/// The canonical N-Quads of a dataset.
///
/// # Errors
/// [`CanonError`] when that would cost more than `budget`.
pub fn canonicalize(dataset: &Dataset, budget: Budget<'_>) -> Result<String, CanonError> {
    canonicalize_with(HashAlgorithm::Sha256, dataset, budget).map(|canonical| canonical.nquads)
}

/// The canonical form of a dataset, with the labels of its blank nodes and a hash of one's choice
/// (RDFC-1.0, section 4.4).
///
/// # Errors
/// [`CanonError`] when that would cost more than `budget`.
pub fn canonicalize_with(
    algorithm: HashAlgorithm,
    dataset: &Dataset,
    budget: Budget<'_>,
) -> Result<Canonical, CanonError> {
    match algorithm {
        HashAlgorithm::Sha256 => canonical::<Sha256>(dataset, budget),
        HashAlgorithm::Sha384 => canonical::<Sha384>(dataset, budget),
    }
}

fn canonical<H: Digest>(dataset: &Dataset, budget: Budget<'_>) -> Result<Canonical, CanonError> {
    let mut ranks = Ranks::new(dataset);
    let mut quads = dataset.inserted().to_vec();
    ranks.sort(&mut quads);
    quads.dedup();
    let mut labels = vec![None; dataset.blank_count()];
    if dataset.blank_count() > 0 {
        let mentions = Mentions::new(&quads, dataset.blank_count());
        let hashes = first_degree::hashes::<H>(dataset, &ranks, &quads, &mentions);
        let mut known = Known::<H> {
            dataset,
            quads: &quads,
            mentions: &mentions,
            hashes: &hashes,
            labels: &mut labels,
            issued: 0,
        };
        known.issue_all(&mut Meter::new(budget))?;
        ranks.label(&labels);
        ranks.sort(&mut quads);
    }
    Ok(Canonical {
        nquads: serialize(dataset, &quads, &labels),
        labels,
    })
}

/// For each blank node the quads that mention it (the “blank node to quads map”).
struct Mentions {
    /// Places in the list of quads, blank node after blank node.
    places: Vec<u32>,
    /// Where each blank node's places begin; one more at the end.
    starts: Vec<u32>,
}

impl Mentions {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "documents are bounded far below 2^31 quads"
    )]
    fn new(quads: &[Quad], blanks: usize) -> Self {
        let mut starts = vec![0_u32; blanks + 1];
        for quad in quads {
            for node in mentioned(quad) {
                starts[node + 1] += 1;
            }
        }
        for node in 0..blanks {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts[blanks] as usize];
        for (place, quad) in quads.iter().enumerate() {
            for node in mentioned(quad) {
                places[next[node] as usize] = place as u32;
                next[node] += 1;
            }
        }
        Self { places, starts }
    }

    fn of(&self, node: usize) -> &[u32] {
        &self.places[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// The blank nodes of a quad, each once.
fn mentioned(quad: &Quad) -> impl Iterator<Item = usize> {
    let subject = quad.subject.blank_number();
    let object = quad.object.blank_number().filter(|n| Some(*n) != subject);
    let graph = quad
        .graph
        .blank_number()
        .filter(|n| Some(*n) != subject && quad.object.blank_number() != Some(*n));
    [subject, object, graph].into_iter().flatten()
}

/// The state of the canonicalization algorithm.
struct Known<'d, H: Digest> {
    dataset: &'d Dataset,
    quads: &'d [Quad],
    mentions: &'d Mentions,
    /// The first-degree hash of each blank node.
    hashes: &'d [sha2::digest::Output<H>],
    /// The canonical issuer.
    labels: &'d mut [Option<u32>],
    issued: u32,
}

impl<H: Digest> Known<'_, H> {
    fn issue(&mut self, node: usize) {
        if self.labels[node].is_none() {
            self.labels[node] = Some(self.issued);
            self.issued += 1;
        }
    }

    /// Steps 4 and 5 of section 4.4.3: first the nodes whose hash is theirs alone, then the rest.
    fn issue_all(&mut self, meter: &mut Meter<'_>) -> Result<(), CanonError> {
        let mut nodes: Vec<usize> = (0..self.hashes.len())
            .filter(|node| !self.mentions.of(*node).is_empty())
            .collect();
        nodes.sort_by(|left, right| self.hashes[*left].cmp(&self.hashes[*right]));
        let hashes = self.hashes;
        let alike = |left: &usize, right: &usize| hashes[*left] == hashes[*right];
        for group in nodes.chunk_by(alike) {
            if let [alone] = group {
                self.issue(*alone);
            }
        }
        for group in nodes.chunk_by(alike).filter(|group| group.len() > 1) {
            self.issue_group(group, meter)?;
        }
        Ok(())
    }

    /// Step 5 of section 4.4.3 for one hash.
    fn issue_group(&mut self, group: &[usize], meter: &mut Meter<'_>) -> Result<(), CanonError> {
        let mut paths = Vec::with_capacity(group.len());
        for node in group {
            if self.labels[*node].is_none() {
                let issuer = n_degree::Issuer::starting_with(*node);
                paths.push(n_degree::hash_n_degree_quads(
                    self, *node, issuer, 0, meter,
                )?);
            }
        }
        paths.sort_by(|left, right| left.hash.cmp(&right.hash));
        for path in paths {
            for node in path.issuer.in_order() {
                self.issue(node);
            }
        }
        Ok(())
    }
}

/// Counts the work.
struct Meter<'c> {
    budget: Budget<'c>,
    spent: u64,
    asked: u64,
}

impl<'c> Meter<'c> {
    /// How much work is done between two looks at the clock.
    const BETWEEN_LOOKS: u64 = 256;

    fn new(budget: Budget<'c>) -> Self {
        Self {
            budget,
            spent: 0,
            asked: 0,
        }
    }

    fn spend(&mut self, work: usize) -> Result<(), CanonError> {
        self.spent += work as u64;
        if self.spent > self.budget.work {
            return Err(self.exceeded());
        }
        if let Some((clock, until)) = self.budget.deadline
            && self.spent - self.asked >= Self::BETWEEN_LOOKS
        {
            self.asked = self.spent;
            if clock.now() >= until {
                return Err(CanonError::TooLate);
            }
        }
        Ok(())
    }

    fn exceeded(&self) -> CanonError {
        CanonError::TooMuchWork {
            work: self.budget.work,
        }
    }
}

/// The lines of sorted quads (section 5, “A canonical form of N-Quads”).
fn serialize(dataset: &Dataset, quads: &[Quad], labels: &[Option<u32>]) -> String {
    let names: Vec<String> = labels
        .iter()
        .map(|label| label.map_or(String::new(), |number| format!("_:c14n{number} ")))
        .collect();
    let text = |term: Term| match term.blank_number() {
        Some(node) => names[node].as_str(),
        None => dataset.spaced(term).unwrap_or_default(),
    };
    // A credential's lines are some 150 bytes long.
    let mut out = String::with_capacity(quads.len() * 160);
    for quad in quads {
        out.push_str(text(quad.subject));
        out.push_str(text(quad.predicate));
        out.push_str(text(quad.object));
        out.push_str(text(quad.graph));
        out.push_str(".\n");
    }
    out
}
