//! Identifiers, and randomness as an argument.
//!
//! Three kinds of UUID (RFC 9562), each for one job: version 4 names a credential (unguessable,
//! tells no one where or when), version 7 orders keys inside the store, version 5 gives an
//! address to what has no host.

use time::OffsetDateTime;
use uuid::Uuid;

/// A source of random bytes.
pub trait Rng: Send {
    /// Fills `bytes`. A source that cannot give randomness ends the process: nothing may be
    /// signed or named without it.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRng;

impl Rng for OsRng {
    #[allow(
        clippy::disallowed_methods,
        clippy::expect_used,
        reason = "the one place that draws randomness; without it the process must not go on"
    )]
    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives no randomness");
    }
}

/// A repeatable stream of bytes from a seed: SHA-256 of the seed and a counter. For tests and
/// snapshots; never for keys.
#[derive(Debug, Clone)]
pub struct SeededRng {
    seed: u64,
    counter: u64,
}

impl SeededRng {
    /// The stream of `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, counter: 0 }
    }
}

impl Rng for SeededRng {
    fn fill(&mut self, bytes: &mut [u8]) {
        use sha2::{Digest, Sha256};
        for chunk in bytes.chunks_mut(32) {
            let mut hash = Sha256::new();
            hash.update(self.seed.to_be_bytes());
            hash.update(self.counter.to_be_bytes());
            self.counter += 1;
            let block = hash.finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// A new random UUID (version 4).
pub fn random_uuid(rng: &mut dyn Rng) -> Uuid {
    let mut bytes = [0; 16];
    rng.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// A new time-ordered UUID (version 7) for keys inside the store: later ones sort higher.
pub fn time_ordered_uuid(now: OffsetDateTime, rng: &mut dyn Rng) -> Uuid {
    let mut bytes = [0; 10];
    rng.fill(&mut bytes);
    let millis = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

/// The first of all time-ordered UUIDs of the millisecond of `at`: what came earlier sorts lower.
pub fn first_uuid_at(at: OffsetDateTime) -> Uuid {
    time_ordered_uuid(at, &mut Zeros)
}

/// No randomness at all.
struct Zeros;

impl Rng for Zeros {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

/// The namespace of Proofmark's name-based UUIDs: version 5 of `https://proofmark.example/` in
/// the URL namespace, written out so that it can never change.
pub const NAMESPACE: Uuid = uuid::uuid!("42f15a73-2264-5050-92cd-63c9c1264695");

/// The name-based UUID (version 5) of `path` in [`NAMESPACE`]: the same everywhere, for ever.
pub fn path_uuid(path: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_variants_are_set() {
        let mut rng = SeededRng::new(7);
        assert_eq!(random_uuid(&mut rng).get_version_num(), 4);
        let at = OffsetDateTime::UNIX_EPOCH + time::Duration::days(20_000);
        let (earlier, later) = (
            time_ordered_uuid(at, &mut rng),
            time_ordered_uuid(at + time::Duration::milliseconds(1), &mut rng),
        );
        assert_eq!(earlier.get_version_num(), 7);
        assert!(earlier < later);
        assert_eq!(path_uuid("/a").get_version_num(), 5);
    }

    #[test]
    fn a_path_keeps_its_uuid_for_ever() {
        assert_eq!(
            path_uuid("/frameworks/27-4014.00/v.26.05").to_string(),
            "724b8c76-eee1-505b-bfe8-f9aeda481e5a"
        );
    }
}
