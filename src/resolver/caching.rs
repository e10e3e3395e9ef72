//! What an answer says of its own lifetime (RFC 9111), and by what it is asked for again.
//!
//! `Expires` is not read: whoever cares for the lifetime of a list or a DID document says
//! `Cache-Control` today, and without it a short default holds.

use super::connection::text_of;
use super::subject::Freshness;
use std::time::Duration;
use ureq::http::HeaderMap;
use ureq::http::header::{AGE, CACHE_CONTROL, ETAG, LAST_MODIFIED};

/// By what a document that is at hand is asked for again (RFC 9110, section 13.1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validators {
    /// The `ETag`, as it was given.
    pub entity_tag: Option<String>,
    /// The `Last-Modified`, as it was given.
    pub last_modified: Option<String>,
}

impl Validators {
    /// What they take.
    pub fn bytes(&self) -> usize {
        let both = [&self.entity_tag, &self.last_modified];
        both.into_iter().flatten().map(String::len).sum()
    }
}

/// The lifetime that an answer claims for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Caching {
    /// It must not be kept.
    pub no_store: bool,
    /// How long it is fresh from now on, where it says so.
    pub fresh_for: Option<Duration>,
    /// By what it is asked for again.
    pub validators: Validators,
}

impl Caching {
    /// What `headers` say.
    pub fn of(headers: &HeaderMap) -> Self {
        let mut caching = Self {
            validators: Validators {
                entity_tag: text_of(headers, &ETAG),
                last_modified: text_of(headers, &LAST_MODIFIED),
            },
            ..Self::default()
        };
        for value in headers.get_all(CACHE_CONTROL) {
            let text = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
            for directive in text.split(',') {
                caching.take(directive.trim());
            }
        }
        // What lay with somebody in between is that much older.
        let age = text_of(headers, &AGE).and_then(|age| age.trim().parse().ok());
        let age = Duration::from_secs(age.unwrap_or_default());
        caching.fresh_for = caching.fresh_for.map(|time| time.saturating_sub(age));
        caching
    }

    fn take(&mut self, directive: &str) {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        let seconds = match name.trim() {
            "no-store" => {
                self.no_store = true;
                return;
            }
            "no-cache" => 0,
            // A lifetime that cannot be read is none (RFC 9111, section 4.2.1).
            "max-age" => value.trim().trim_matches('"').parse().unwrap_or_default(),
            _ => return,
        };
        let said = Duration::from_secs(seconds);
        self.fresh_for = Some(self.fresh_for.map_or(said, |before| before.min(said)));
    }

    /// How long it is fresh, within the bounds for its subject.
    pub fn lifetime(&self, bounds: Freshness) -> Duration {
        self.fresh_for.unwrap_or(bounds.untold).min(bounds.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolver::Subject;
    use ureq::http::HeaderValue;

    fn caching(lines: &[(&'static str, &'static str)]) -> Caching {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        Caching::of(&headers)
    }

    fn lifetime(control: &'static str, subject: Subject) -> u64 {
        let bounds = subject.freshness().unwrap();
        let caching = caching(&[("cache-control", control)]);
        caching.lifetime(bounds).as_secs()
    }

    #[test]
    fn a_lifetime_is_what_the_server_says_within_bounds() {
        for (control, document, list) in [
            ("max-age=120", 120, 120),
            ("public, Max-Age=\"7\"", 7, 7),
            ("max-age=31536000, immutable", 3600, 300),
            ("", 300, 60),
            ("max-age=0", 0, 0),
            ("max-age=soon", 0, 0),
            ("no-cache, max-age=120", 0, 0),
            ("max-age=120, max-age=60", 60, 60),
        ] {
            assert_eq!(
                lifetime(control, Subject::DidDocument),
                document,
                "{control}"
            );
            assert_eq!(lifetime(control, Subject::StatusList), list, "{control}");
        }
    }

    #[test]
    fn what_lay_in_between_is_older() {
        let told = caching(&[("cache-control", "max-age=100"), ("age", "40")]);
        assert_eq!(told.fresh_for, Some(Duration::from_secs(60)));
        let told = caching(&[("cache-control", "max-age=100"), ("age", "1000")]);
        assert_eq!(told.fresh_for, Some(Duration::ZERO));
    }

    #[test]
    fn no_store_is_heard_in_any_line() {
        let lines = [
            ("cache-control", "max-age=1"),
            ("cache-control", "No-Store"),
        ];
        assert!(caching(&lines).no_store);
        assert!(!caching(&lines[..1]).no_store);
    }
}
