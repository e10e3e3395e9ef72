//! Hash N-Degree Quads (RDFC-1.0, section 4.8) and Hash Related Blank Node (section 4.7).

use super::{CanonError, Known, Meter};
use crate::jsonld::rdf::{Quad, Term};
use sha2::Digest;
use sha2::digest::Output;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How far blank nodes that look alike are followed along a chain; the call stack is finite.
const DEEPEST: usize = 400;

/// Issues the identifiers `b0`, `b1`, …; the place of a node is its number.
#[derive(Clone)]
pub(super) struct Issuer(Vec<usize>);

impl Issuer {
    /// An issuer that has issued `b0` to `node`.
    pub(super) fn starting_with(node: usize) -> Self {
        Self(vec![node])
    }

    /// The nodes in the order in which they were given identifiers.
    pub(super) fn in_order(&self) -> impl Iterator<Item = usize> {
        self.0.iter().copied()
    }

    fn number(&self, node: usize) -> Option<usize> {
        self.0.iter().position(|known| *known == node)
    }

    fn issue(&mut self, node: usize) -> usize {
        self.number(node).unwrap_or_else(|| {
            self.0.push(node);
            self.0.len() - 1
        })
    }
}

/// What [`hash_n_degree_quads`] gives.
pub(super) struct Path<H: Digest> {
    pub(super) hash: Output<H>,
    pub(super) issuer: Issuer,
}

/// Section 4.8.3. The numbers of the steps are the specification's.
pub(super) fn hash_n_degree_quads<H: Digest>(
    known: &Known<'_, H>,
    node: usize,
    mut issuer: Issuer,
    depth: usize,
    meter: &mut Meter<'_>,
) -> Result<Path<H>, CanonError> {
    if depth == DEEPEST {
        return Err(meter.exceeded());
    }
    // Steps 1 to 3.
    let related = related_by_hash(known, node, &issuer, meter)?;
    // Steps 4 and 5.
    let mut data = String::new();
    for (hash, mut nodes) in related {
        push_hex(&hash, &mut data);
        let (path, chosen) = shortest_path(known, &mut nodes, &issuer, depth, meter)?;
        data.push_str(&path);
        issuer = chosen;
    }
    // Step 6.
    Ok(Path {
        hash: H::digest(data.as_bytes()),
        issuer,
    })
}

/// Steps 1 to 3: the blank nodes beside `node`, by the hash of their relation to it.
fn related_by_hash<H: Digest>(
    known: &Known<'_, H>,
    node: usize,
    issuer: &Issuer,
    meter: &mut Meter<'_>,
) -> Result<BTreeMap<Output<H>, Vec<usize>>, CanonError> {
    let mut related: BTreeMap<Output<H>, Vec<usize>> = BTreeMap::new();
    let mentions = known.mentions.of(node);
    meter.spend(1 + mentions.len() / 64)?;
    for place in mentions {
        let quad = &known.quads[*place as usize];
        for (position, term) in [('s', quad.subject), ('o', quad.object), ('g', quad.graph)] {
            let Some(other) = term.blank_number().filter(|other| *other != node) else {
                continue;
            };
            meter.spend(1 + issuer.0.len() / 64)?;
            let hash = hash_related_blank_node(known, other, quad, issuer, position);
            related.entry(hash).or_default().push(other);
        }
    }
    Ok(related)
}

/// Section 4.7.3.
fn hash_related_blank_node<H: Digest>(
    known: &Known<'_, H>,
    related: usize,
    quad: &Quad,
    issuer: &Issuer,
    position: char,
) -> Output<H> {
    let mut input = String::with_capacity(160);
    input.push(position);
    if position != 'g' {
        input.push_str(predicate(known, quad.predicate));
    }
    if !push_identifier(known, related, issuer, &mut input) {
        push_hex(&known.hashes[related], &mut input);
    }
    H::digest(input.as_bytes())
}

fn predicate<'d, H: Digest>(known: &Known<'d, H>, predicate: Term) -> &'d str {
    known.dataset.text(predicate).unwrap_or_default()
}

/// Steps 5.2 to 5.4: the least path over all orders of `nodes`, and the issuer that made it.
fn shortest_path<H: Digest>(
    known: &Known<'_, H>,
    nodes: &mut [usize],
    issuer: &Issuer,
    depth: usize,
    meter: &mut Meter<'_>,
) -> Result<(String, Issuer), CanonError> {
    nodes.sort_unstable();
    let mut chosen: Option<(String, Issuer)> = None;
    loop {
        meter.spend(nodes.len() + issuer.0.len() / 64)?;
        let least = chosen.as_ref().map(|(path, _)| path.as_str());
        if let Some(found) = path(known, nodes, issuer, least, depth, meter)? {
            chosen = Some(found);
        }
        if !next_permutation(nodes) {
            break;
        }
    }
    // The first permutation has nothing to compare with and is always chosen.
    Ok(chosen.unwrap_or_else(|| (String::new(), issuer.clone())))
}

/// Step 5.4 for one permutation: its path, unless it is not less than `least`.
fn path<H: Digest>(
    known: &Known<'_, H>,
    nodes: &[usize],
    issuer: &Issuer,
    least: Option<&str>,
    depth: usize,
    meter: &mut Meter<'_>,
) -> Result<Option<(String, Issuer)>, CanonError> {
    let mut issuer = issuer.clone();
    let mut path = String::new();
    let mut recursion = Vec::new();
    let hopeless =
        |path: &str| least.is_some_and(|least| path.len() >= least.len() && path > least);
    // Step 5.4.4.
    for node in nodes {
        if known.labels[*node].is_none() && issuer.number(*node).is_none() {
            recursion.push(*node);
            issuer.issue(*node);
        }
        push_identifier(known, *node, &issuer, &mut path);
        if hopeless(&path) {
            return Ok(None);
        }
    }
    // Step 5.4.5.
    for node in recursion {
        let result = hash_n_degree_quads(known, node, issuer.clone(), depth + 1, meter)?;
        issuer.issue(node);
        push_identifier(known, node, &issuer, &mut path);
        path.push('<');
        push_hex(&result.hash, &mut path);
        path.push('>');
        issuer = result.issuer;
        if hopeless(&path) {
            return Ok(None);
        }
    }
    // Step 5.4.6.
    Ok(match least {
        Some(least) if path.as_str() >= least => None,
        _ => Some((path, issuer)),
    })
}

/// Appends the identifier of `node`, canonical if it has one, else as issued by `issuer`; tells
/// whether there is one.
fn push_identifier<H: Digest>(
    known: &Known<'_, H>,
    node: usize,
    issuer: &Issuer,
    out: &mut String,
) -> bool {
    // Writing into a string cannot fail.
    match (known.labels[node], issuer.number(node)) {
        (Some(number), _) => write!(out, "_:c14n{number}").is_ok(),
        (None, Some(number)) => write!(out, "_:b{number}").is_ok(),
        (None, None) => false,
    }
}

fn push_hex(bytes: &[u8], out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

/// The next order of `items` in their lexicographic row; `false` after the last. Equal items are
/// not told apart: swapping them changes no path.
fn next_permutation(items: &mut [usize]) -> bool {
    let Some(pivot) = (1..items.len()).rev().find(|i| items[i - 1] < items[*i]) else {
        return false;
    };
    let larger = (pivot..items.len())
        .rev()
        .find(|i| items[*i] > items[pivot - 1])
        .unwrap_or(pivot);
    items.swap(pivot - 1, larger);
    items[pivot..].reverse();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_comes_once() {
        let mut items = [0, 1, 2, 3];
        let mut seen = std::collections::BTreeSet::from([items]);
        while next_permutation(&mut items) {
            assert!(seen.insert(items));
        }
        assert_eq!(seen.len(), 24);
        assert!(!next_permutation(&mut []));
        assert!(!next_permutation(&mut [7, 7]));
    }
}
