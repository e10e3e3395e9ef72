//! One sign-in between its beginning and its end. The browser keeps it, sealed: so it is bound to that
//! browser, and whoever begins many of them takes no room here.
//!
//! What is kept here is which of them came back already. A process that ends forgets its key, and
//! with it all sign-ins that were under way.

use super::SignInError;
use crate::confidential::PassingKey;
use crate::digest::sha256_hex;
use crate::id::Rng;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lru::LruCache;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use time::{Duration, OffsetDateTime};

/// How long a sign-in may take.
pub(super) const LONGEST: Duration = Duration::minutes(10);

/// Paths to go on to are cut here, in characters: a cookie has little room.
const LONGEST_PATH: usize = 512;

/// How many that came back are remembered. Each costs an answer of the provider, so that they are
/// not pushed out within ten minutes; and a code that comes twice is refused by the provider too.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(16 * 1024).expect("more than none");

/// What is sealed here.
const ABOUT: &[u8] = b"sign-in";

/// A sign-in under way.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Attempt {
    /// What the browser must come back with (RFC 6749, section 10.12).
    pub state: String,
    /// What the ID token must repeat (OpenID Connect Core 1.0, section 3.1.2.1).
    pub nonce: String,
    /// What proves to the token endpoint who began (RFC 7636, section 4.1).
    pub verifier: String,
    /// Where to go on to.
    pub next: String,
    /// When it is over, in seconds since 1970.
    pub until: i64,
}

/// All sign-ins.
pub(super) struct Attempts {
    key: PassingKey,
    came_back: Mutex<LruCache<String, ()>>,
}

impl Attempt {
    pub fn new(rng: &mut dyn Rng, next: &str, now: OffsetDateTime) -> Self {
        let mut draw = || {
            let mut bytes = [0; 32];
            rng.fill(&mut bytes);
            URL_SAFE_NO_PAD.encode(bytes)
        };
        Self {
            state: draw(),
            nonce: draw(),
            verifier: draw(),
            next: next.chars().take(LONGEST_PATH).collect(),
            until: (now + LONGEST).unix_timestamp(),
        }
    }
}

impl Attempts {
    pub fn new(key: PassingKey) -> Self {
        Self {
            key,
            came_back: Mutex::new(LruCache::new(REMEMBERED)),
        }
    }

    /// What the browser keeps of `attempt`.
    pub fn seal(&self, attempt: &Attempt, rng: &mut dyn Rng) -> String {
        // A structure of texts and numbers always has a JSON form.
        let plain = serde_json::to_vec(attempt).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(self.key.seal(ABOUT, &plain, rng))
    }

    /// The sign-in that comes back with what the browser `kept` and with `state`: once.
    pub fn open(
        &self,
        kept: Option<&str>,
        state: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<Attempt, SignInError> {
        let sealed = kept.and_then(|kept| URL_SAFE_NO_PAD.decode(kept).ok());
        let plain = sealed.and_then(|sealed| self.key.open(ABOUT, &sealed).ok());
        let attempt = plain.and_then(|plain| serde_json::from_slice::<Attempt>(&plain).ok());
        let attempt = attempt.ok_or(SignInError::NotThisBrowser)?;
        // Digests are compared, so that the time it takes tells nothing of the state itself.
        let digest = sha256_hex(&[attempt.state.as_bytes()]);
        if state.map(|state| sha256_hex(&[state.as_bytes()])).as_ref() != Some(&digest) {
            return Err(SignInError::NotThisBrowser);
        }
        if now.unix_timestamp() >= attempt.until {
            return Err(SignInError::TooLate);
        }
        let came_back = self.came_back.lock();
        let mut came_back = came_back.unwrap_or_else(PoisonError::into_inner);
        match came_back.put(digest, ()) {
            None => Ok(attempt),
            Some(()) => Err(SignInError::NotThisBrowser),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRng;
    use std::sync::Arc;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-23 10:00 UTC);

    fn begun(rng: &mut SeededRng, next: &str) -> (Attempts, Attempt, String) {
        let attempts = Attempts::new(PassingKey::new(rng));
        let attempt = Attempt::new(rng, next, NOW);
        let kept = attempts.seal(&attempt, rng);
        (attempts, attempt, kept)
    }

    #[test]
    fn it_comes_back_once_to_its_browser_in_time() {
        let rng = &mut SeededRng::new(5);
        let (attempts, attempt, kept) = begun(rng, "/console/people?a=b");
        let again = attempts.open(Some(&kept), Some(&attempt.state), NOW);
        let again = again.unwrap();
        assert_eq!(again.next, "/console/people?a=b");
        assert_eq!(again.verifier, attempt.verifier);
        assert_eq!(again.verifier.len(), 43);
        let twice = attempts.open(Some(&kept), Some(&attempt.state), NOW);
        assert_eq!(twice.unwrap_err(), SignInError::NotThisBrowser);
    }

    #[test]
    fn it_comes_back_to_no_other_and_with_nothing_else() {
        let rng = &mut SeededRng::new(6);
        let (attempts, attempt, kept) = begun(rng, "");
        let other = attempts.seal(&Attempt::new(rng, "", NOW), rng);
        let (_, _, of_another_process) = begun(rng, "");
        let state = Some(attempt.state.as_str());
        for (kept, state) in [
            (None, state),
            (Some(""), state),
            (Some("not sealed"), state),
            (Some(other.as_str()), state),
            (Some(of_another_process.as_str()), state),
            (Some(kept.as_str()), None),
            (Some(kept.as_str()), Some("")),
            (Some(kept.as_str()), Some(&attempt.nonce)),
        ] {
            let refused = attempts.open(kept, state, NOW).unwrap_err();
            assert_eq!(refused, SignInError::NotThisBrowser);
        }
        // None of these used it up.
        let late = NOW + LONGEST;
        let refused = attempts.open(Some(&kept), state, late).unwrap_err();
        assert_eq!(refused, SignInError::TooLate);
        let at_last = late - Duration::SECOND;
        assert!(attempts.open(Some(&kept), state, at_last).is_ok());
    }

    #[test]
    fn of_fifty_at_once_one_gets_through() {
        let rng = &mut SeededRng::new(7);
        let (attempts, attempt, kept) = begun(rng, "");
        let attempts = Arc::new(attempts);
        let through = std::thread::scope(|scope| {
            let open = || {
                attempts
                    .open(Some(&kept), Some(&attempt.state), NOW)
                    .is_ok()
            };
            let asked: Vec<_> = (0..50).map(|_| scope.spawn(open)).collect();
            let outcomes = asked.into_iter().map(|one| one.join().unwrap());
            outcomes.filter(|through| *through).count()
        });
        assert_eq!(through, 1);
    }
}
