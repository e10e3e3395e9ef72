//! A verifier with a world of its own: a clock that stands still and servers that exist only here.

use proofmark::clock::{FixedClock, parse_timestamp};
use proofmark::resolver::{FetchError, Fetched, Resolver, Subject, Trip};
use proofmark::service::verify::{
    KnownDocuments, Question, Report, TrustedIssuers, Turns, Verifier, VerifyError,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The time, unless a test chooses another.
pub const NOW: &str = "2026-11-22T10:00:00Z";

/// A verifier, and what it can know.
pub struct World {
    pub documents: KnownDocuments,
    pub served: Served,
    pub trusted: TrustedIssuers,
    pub now: String,
}

impl Default for World {
    fn default() -> Self {
        Self {
            documents: KnownDocuments::default(),
            served: Served::default(),
            trusted: TrustedIssuers::default(),
            now: NOW.to_owned(),
        }
    }
}

impl World {
    /// A world at another time.
    pub fn at(now: &str) -> Self {
        Self {
            now: now.to_owned(),
            ..Self::default()
        }
    }

    /// The same world, in which `body` stands at `url`.
    #[must_use]
    pub fn serving(mut self, url: &str, body: impl Into<Vec<u8>>) -> Self {
        self.served.bodies.insert(url.to_owned(), body.into());
        self
    }

    /// The same world, in which `url` cannot be had, for this reason.
    #[must_use]
    pub fn failing(mut self, url: &str, error: FetchError) -> Self {
        self.served.errors.insert(url.to_owned(), error);
        self
    }

    /// Asks the verifier.
    pub fn ask(&self, question: &Question) -> Result<Report, VerifyError> {
        let verifier = Verifier {
            documents: &self.documents,
            resolver: &self.served,
            trusted: &self.trusted,
            clock: &FixedClock(parse_timestamp(&self.now).expect("a timestamp")),
            turns: &Turns::new(1),
        };
        verifier.verify(question)
    }

    /// The report on `document`.
    pub fn verify(&self, document: impl Into<Vec<u8>>) -> Report {
        let question = Question::about(document);
        self.ask(&question).expect("a document that can be read")
    }

    /// What was asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.served.asked.lock().expect("not poisoned").clone()
    }
}

/// Servers that exist only here. Everything else is not found.
#[derive(Default)]
pub struct Served {
    bodies: BTreeMap<String, Vec<u8>>,
    errors: BTreeMap<String, FetchError>,
    asked: Mutex<Vec<String>>,
}

impl Resolver for Served {
    fn fetch(&self, _: Subject, url: &str, _: &Trip) -> Result<Arc<Fetched>, FetchError> {
        self.asked
            .lock()
            .expect("not poisoned")
            .push(url.to_owned());
        if let Some(error) = self.errors.get(url) {
            return Err(error.clone());
        }
        let body = self.bodies.get(url).ok_or_else(|| FetchError::Status {
            url: url.to_owned(),
            code: 404,
        })?;
        Ok(Arc::new(Fetched {
            url: url.parse().expect("a URL"),
            media_type: None,
            body: body.clone(),
            fetched_at: parse_timestamp(NOW).expect("a timestamp"),
        }))
    }
}
