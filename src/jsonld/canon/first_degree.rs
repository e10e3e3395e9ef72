//! Hash First Degree Quads (RDFC-1.0, section 4.6).

use super::{Mentions, Ranks};
use crate::jsonld::rdf::{Dataset, Quad, Term};
use sha2::Digest;
use sha2::digest::Output;
use std::cmp::Ordering;

/// The first-degree hash of every blank node. `quads` are sorted by `ranks`.
pub(super) fn hashes<H: Digest>(
    dataset: &Dataset,
    ranks: &Ranks<'_>,
    quads: &[Quad],
    mentions: &Mentions,
) -> Vec<Output<H>> {
    let mut lines = String::with_capacity(4096);
    let mut own: Vec<&Quad> = Vec::with_capacity(16);
    (0..dataset.blank_count())
        .map(|node| {
            own.clear();
            own.extend(
                mentions
                    .of(node)
                    .iter()
                    .map(|place| &quads[*place as usize]),
            );
            // Nearly in order already: only the blank nodes have changed their names.
            own.sort_by(|left, right| order(ranks, node, left, right));
            lines.clear();
            for quad in &own {
                for term in [quad.subject, quad.predicate, quad.object, quad.graph] {
                    lines.push_str(match role(term, node) {
                        Role::Named => dataset.spaced(term).unwrap_or_default(),
                        Role::This => "_:a ",
                        Role::Other => "_:z ",
                    });
                }
                lines.push_str(".\n");
            }
            H::digest(lines.as_bytes())
        })
        .collect()
}

/// What a term is, seen from one blank node: in the order of code points.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Named,
    /// Printed `_:a`.
    This,
    /// Printed `_:z`.
    Other,
}

fn role(term: Term, node: usize) -> Role {
    match term.blank_number() {
        None => Role::Named,
        Some(number) if number == node => Role::This,
        Some(_) => Role::Other,
    }
}

/// The order of two lines in which `node` is `_:a` and every other blank node `_:z`.
fn order(ranks: &Ranks<'_>, node: usize, left: &Quad, right: &Quad) -> Ordering {
    let by = |left: Term, right: Term| match (role(left, node), role(right, node)) {
        (Role::Named, Role::Named) => ranks.of(left).cmp(&ranks.of(right)),
        (left, right) => left.cmp(&right),
    };
    by(left.subject, right.subject)
        .then_with(|| by(left.predicate, right.predicate))
        .then_with(
            || match (role(left.object, node), role(right.object, node)) {
                (Role::Named, Role::Named) => ranks.objects(left.object, right.object),
                (left, right) => left.cmp(&right),
            },
        )
        .then_with(|| by(left.graph, right.graph))
}
