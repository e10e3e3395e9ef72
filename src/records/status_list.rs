//! Status lists on record, and which of their places are given to whom.
//!
//! A place is a key of its own: that it is given only once is an expectation of the commit that
//! gives it, and what is set there is changed by the commit of the act. Its key is short because
//! sled keeps keys of up to 22 bytes in place.

use super::key;
use crate::store::Commit;
use serde::{Deserialize, Serialize};

/// A place in a status list, given to one credential for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPlace {
    /// What a set bit means: `revocation` or `suspension`.
    pub purpose: String,
    /// The number of the list in this deployment.
    pub list: u32,
    /// The address of the list.
    pub url: String,
    /// The place in the list, from 0.
    pub index: u32,
}

fn place_key(place: &StatusPlace) -> Vec<u8> {
    key(&[
        "taken",
        &format!("{:08x}", place.list),
        &format!("{:05x}", place.index),
    ])
}

/// Whether a bit is set, and the store key of the credential whose it is.
fn value(set: bool, credential: &[u8]) -> Vec<u8> {
    [&[u8::from(set)], credential].concat()
}

/// Gives `place` to the credential at `credential` in `commit`; nobody else may have it.
pub fn take(commit: Commit, place: &StatusPlace, credential: &[u8]) -> Commit {
    commit.create(place_key(place), value(false, credential))
}

/// Sets the bit at `place`, which the credential at `credential` has, or clears it, in `commit`;
/// it must be the other way before.
pub fn set(commit: Commit, place: &StatusPlace, credential: &[u8], on: bool) -> Commit {
    commit.replace(
        place_key(place),
        value(!on, credential),
        value(on, credential),
    )
}
