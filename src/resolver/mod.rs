//! The one door to the network: DID documents, status lists, credentials and frameworks by URL, and
//! what the operator's OpenID Connect provider says.
//!
//! Nothing else in the house opens a connection. Whoever verifies or imports asks a [`Resolver`] for
//! the bytes behind a URL that a stranger may have chosen, so that everything about the asking is
//! bounded: which hosts, addresses and ports (`guard`), how many fetches and how long ([`Trip`],
//! `permits`), how much, of which media type and over how many redirects (`subject`), and how
//! long an answer is kept (`cache`). The rules follow RFC 9110 and 9111 (HTTP and its caching),
//! the URL Standard (WHATWG), and the did:web Method (W3C CCG), section 2.5.
//!
//! What the bytes mean, whether a list is still valid, and whose documents these are is left to
//! whoever asks; so is answering for this deployment's own documents, which need no connection.

mod cache;
mod caching;
mod connection;
mod error;
mod guard;
mod names;
mod network;
mod permits;
mod special_addresses;
mod subject;
mod trip;

pub use error::FetchError;
pub use names::{Names, SystemNames};
pub use network::{Network, NetworkSettings};
pub use subject::Subject;
pub use trip::Trip;

use std::fmt;
use std::sync::Arc;
use time::OffsetDateTime;
use url::Url;

/// The entry of the `Via` header (RFC 9110, section 7.6.3) that marks our own requests. A service
/// that is asked to verify by a request that bears it is asked by itself, or by another like it.
pub const VIA: &str = "1.1 proofmark";

/// Fetches what stands behind a URL. Blocks until it has it, or not.
pub trait Resolver: Send + Sync {
    /// What stands at `url`. Fetches of one verification or import share a `trip`, which counts and times
    /// them.
    ///
    /// # Errors
    /// [`FetchError`]: it may not be fetched, or could not be.
    fn fetch(&self, subject: Subject, url: &str, trip: &Trip) -> Result<Arc<Fetched>, FetchError>;

    /// Sends a form to `url` and gives the answer, which is never kept. Nothing is sent where this
    /// is not told otherwise.
    ///
    /// # Errors
    /// As [`Resolver::fetch`].
    fn send(
        &self,
        _subject: Subject,
        url: &str,
        _form: &Form<'_>,
        _trip: &Trip,
    ) -> Result<Arc<Fetched>, FetchError> {
        Err(FetchError::Closed {
            url: url.to_owned(),
        })
    }
}

/// A form that is sent by POST, as `application/x-www-form-urlencoded`. What is in it may be
/// secret: no error repeats it.
#[derive(Clone, Copy)]
pub struct Form<'f> {
    /// The fields, encoded.
    pub fields: &'f [u8],
    /// The value of the `Authorization` header (RFC 9110, section 11.6.2).
    pub authorization: Option<&'f str>,
}

impl fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form")
    }
}

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was found in the end, after redirects; without a fragment.
    pub url: Url,
    /// The media type that the server gave, in small letters and without parameters.
    pub media_type: Option<String>,
    /// The bytes, unchanged.
    pub body: Vec<u8>,
    /// When the server gave it, or last said that it still holds.
    pub fetched_at: OffsetDateTime,
}

/// A resolver that refuses everything: the network is not used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closed;

impl Resolver for Closed {
    fn fetch(&self, _: Subject, url: &str, _: &Trip) -> Result<Arc<Fetched>, FetchError> {
        Err(FetchError::Closed {
            url: url.to_owned(),
        })
    }
}
