//! Proof chains: Data Integrity 1.0, section 2.1.2. A proof that names earlier ones vouches for
//! them too: they are put back into the document before it is hashed (section 4.5 “Verify Proof
//! Sets and Chains”, step 4).

use super::Proof;
use crate::finding::Finding;
use crate::ijson::{At, Json, join};
use std::collections::HashMap;

const CHAINS: &str = "Data Integrity 1.0, section 2.1.2";

/// How many proofs of a document may name earlier ones; so a chain has at most eight. For each the
/// document is canonicalized once more.
const MOST_CHAINED: usize = 7;

impl<'a> Proof<'_, 'a> {
    /// The document with the proofs that this one vouches for; `None` where it vouches for none.
    pub(super) fn with_predecessors(&self, unsecured: &Json<'a>) -> Option<Json<'a>> {
        if self.predecessors.is_empty() {
            return None;
        }
        let mut document = unsecured.clone();
        let before: Vec<Json<'a>> = self.predecessors.iter().map(|one| (*one).clone()).collect();
        document.as_object_mut()?.insert("proof", before);
        Some(document)
    }
}

/// Gives each proof the ones that it names. `places` are where the proofs stand, in their order.
pub(super) fn link<'j, 'a>(
    proofs: &mut [Proof<'j, 'a>],
    places: &[At<'j, 'a>],
    findings: &mut Vec<Finding>,
) {
    let ids = by_id(proofs, findings);
    let mut names: Vec<Vec<usize>> = Vec::new();
    for proof in proofs.iter() {
        let mut named: Vec<usize> = Vec::new();
        for id in &proof.previous {
            match ids.get(id) {
                Some(place) => named.push(*place),
                None => findings.push(missing(proof, id)),
            }
        }
        named.sort_unstable();
        named.dedup();
        names.push(named);
    }
    let chained = names.iter().filter(|named| !named.is_empty()).count();
    if chained > MOST_CHAINED {
        let detail = format!(
            "{chained} proofs name earlier ones; a chain of at most {} is read",
            MOST_CHAINED + 1
        );
        findings.push(Finding::new("/proof", "proof-chain-too-long", detail).by(CHAINS));
        return;
    }
    for place in in_a_loop(&names) {
        if let Some(proof) = proofs.get(place) {
            let detail = "the proof vouches for itself, directly or by way of others";
            let pointer = join(&proof.pointer, "previousProof");
            findings.push(Finding::new(pointer, "proof-chain-loop", detail).by(CHAINS));
        }
    }
    for (proof, named) in proofs.iter_mut().zip(names) {
        let named = named.iter().filter_map(|place| places.get(*place));
        proof.predecessors = named.map(|place| place.json).collect();
    }
}

/// Where each id stands. An id that two proofs have would leave open which one is meant.
fn by_id<'j>(proofs: &[Proof<'j, '_>], findings: &mut Vec<Finding>) -> HashMap<&'j str, usize> {
    let mut ids = HashMap::new();
    for (place, proof) in proofs.iter().enumerate() {
        if let Some(id) = proof.id
            && ids.insert(id, place).is_some()
        {
            let detail = format!("another proof has the id {id:?} too");
            let pointer = join(&proof.pointer, "id");
            findings.push(Finding::new(pointer, "duplicate-proof-id", detail).by(CHAINS));
        }
    }
    ids
}

fn missing(proof: &Proof<'_, '_>, id: &str) -> Finding {
    let detail = format!("no proof of the document has the id {id:?}");
    let pointer = join(&proof.pointer, "previousProof");
    Finding::new(pointer, "previous-proof-missing", detail).by(CHAINS)
}

/// The proofs that cannot be put into an order in which each stands behind those it names.
fn in_a_loop(names: &[Vec<usize>]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..names.len()).collect();
    loop {
        let waits = |place: &usize| {
            names
                .get(*place)
                .is_some_and(|named| named.iter().any(|one| left.contains(one)))
        };
        let waiting: Vec<usize> = left.iter().copied().filter(waits).collect();
        if waiting.len() == left.len() {
            return left;
        }
        left = waiting;
    }
}
