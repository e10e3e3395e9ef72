//! One request over one connection to an address that was checked.
//!
//! `ureq` speaks HTTP/1.1 (RFC 9112) and TLS; its own look-up of names, proxies, redirects,
//! cookies and decompression stay out. The connection goes to the addresses that are handed in and
//! nowhere else, so a second look-up, which could answer otherwise, is never made. The certificate
//! is still checked against the name in the URL (RFC 9525).

use super::caching::{Caching, Validators};
use super::error::cut;
use super::guard::host_of;
use super::{FetchError, Form, Subject, VIA};
use std::fmt;
use std::io::Read;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::http::header::{
    ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LOCATION, VIA as VIA_FIELD,
};
use ureq::http::{HeaderMap, HeaderName, Method, Response, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver as Lookup};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, NextTimeout, RustlsConnector, TcpConnector, Transport,
};
use ureq::{Agent, Body};
use url::Url;

const USER_AGENT: &str = concat!("proofmark/", env!("CARGO_PKG_VERSION"));

/// The headers of an answer may take this many bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// Opens connections. The trusted authorities are read once.
#[derive(Debug)]
pub(super) struct Connections {
    authorities: TlsConfig,
    tls: Arc<RustlsConnector>,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    pub url: &'a Url,
    /// Where to connect: checked addresses of the URL's host, with its port.
    pub addresses: &'a [SocketAddr],
    pub subject: Subject,
    /// What is sent, if anything is.
    pub form: Option<&'a Form<'a>>,
    /// By what it is asked for again, where something is at hand.
    pub known: Option<&'a Validators>,
    pub deadline: Instant,
}

/// What was answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// The document.
    Document {
        media_type: Option<String>,
        body: Vec<u8>,
        caching: Caching,
    },
    /// What is at hand still holds: 304.
    Unchanged(Caching),
    /// It is elsewhere: the `Location`, where there is one that can be read.
    Elsewhere(Option<String>),
}

impl Connections {
    /// Connections that trust `authorities` (certificates, DER), or else the public ones.
    pub fn new(authorities: Option<&[Vec<u8>]>) -> Self {
        let roots = match authorities {
            None => RootCerts::WebPki,
            Some(certificates) => {
                let read = |der: &Vec<u8>| Certificate::from_der(der).to_owned();
                let certificates: Vec<_> = certificates.iter().map(read).collect();
                RootCerts::new_with_certs(&certificates)
            }
        };
        Self {
            authorities: TlsConfig::builder().root_certs(roots).build(),
            tls: Arc::default(),
        }
    }

    /// Asks, and takes the answer as far as `request` allows.
    pub fn ask(&self, request: &Request<'_>) -> Result<Answer, FetchError> {
        let left = request.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(FetchError::TimedOut {
                url: request.url.to_string(),
            });
        }
        let agent = self.agent(request.addresses, left);
        let mut question = ureq::http::Request::builder()
            .uri(request.url.as_str())
            .header(ACCEPT, request.subject.accept())
            .header(VIA_FIELD, VIA)
            .header(CONNECTION, "close");
        if let Some(known) = request.known {
            if let Some(tag) = &known.entity_tag {
                question = question.header(IF_NONE_MATCH, tag);
            }
            if let Some(date) = &known.last_modified {
                question = question.header(IF_MODIFIED_SINCE, date);
            }
        }
        let answer = match request.form {
            None => question
                .method(Method::GET)
                .body(())
                .map_err(ureq::Error::from)
                .and_then(|question| agent.run(question)),
            Some(form) => {
                question = question
                    .method(Method::POST)
                    .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
                if let Some(authorization) = form.authorization {
                    question = question.header(AUTHORIZATION, authorization);
                }
                question
                    .body(form.fields)
                    .map_err(ureq::Error::from)
                    .and_then(|question| agent.run(question))
            }
        };
        request.read(answer.map_err(|error| fault(error, request.url))?)
    }

    /// An agent for one request. Nothing of it outlives the request, so no connection is ever
    /// used again for a name that leads elsewhere by then.
    fn agent(&self, addresses: &[SocketAddr], left: Duration) -> Agent {
        let config = Agent::config_builder()
            .timeout_global(Some(left))
            .tls_config(self.authorities.clone())
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            .accept_encoding("identity")
            .max_response_header_size(LARGEST_HEAD)
            .max_idle_connections(0)
            .build();
        let connector = Tcp(TcpConnector::default()).chain(Tls(Arc::clone(&self.tls)));
        Agent::with_parts(config, connector, Pinned(addresses.to_vec()))
    }
}

impl Request<'_> {
    fn read(&self, answer: Response<Body>) -> Result<Answer, FetchError> {
        let headers = answer.headers();
        match answer.status().as_u16() {
            200 => {}
            304 => return Ok(Answer::Unchanged(Caching::of(headers))),
            301 | 302 | 303 | 307 | 308 => {
                return Ok(Answer::Elsewhere(text_of(headers, &LOCATION)));
            }
            code => {
                return Err(FetchError::Status {
                    url: self.url.to_string(),
                    code,
                });
            }
        }
        self.check_encoding(headers)?;
        let media_type = self.media_type(headers)?;
        let caching = Caching::of(headers);
        Ok(Answer::Document {
            media_type,
            body: self.body(answer)?,
            caching,
        })
    }

    /// The body in any encoding but its own could grow without limit, and was not asked for.
    fn check_encoding(&self, headers: &HeaderMap) -> Result<(), FetchError> {
        for value in headers.get_all(CONTENT_ENCODING) {
            let found = String::from_utf8_lossy(value.as_bytes());
            if !found.trim().eq_ignore_ascii_case("identity") {
                return Err(FetchError::Encoding {
                    url: self.url.to_string(),
                    found: cut(&found),
                });
            }
        }
        Ok(())
    }

    fn media_type(&self, headers: &HeaderMap) -> Result<Option<String>, FetchError> {
        let value = headers.get(CONTENT_TYPE).map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            let essence = text.split(';').next().unwrap_or_default();
            essence.trim().to_ascii_lowercase()
        });
        let media_type = value.filter(|essence| !essence.is_empty());
        if self.subject.takes(media_type.as_deref()) {
            return Ok(media_type);
        }
        Err(FetchError::MediaType {
            url: self.url.to_string(),
            found: cut(&media_type.unwrap_or_default()),
        })
    }

    fn body(&self, answer: Response<Body>) -> Result<Vec<u8>, FetchError> {
        let limit = self.subject.size_limit();
        let too_large = || FetchError::TooLarge {
            url: self.url.to_string(),
            limit,
        };
        let body = answer.into_body();
        if body.content_length().is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        // One byte more than is allowed tells that there is more.
        let mut reader = body.into_reader().take(limit + 1);
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| fault(ureq::Error::from(error), self.url))?;
        if bytes.len() as u64 > limit {
            return Err(too_large());
        }
        Ok(bytes)
    }
}

/// The value of a header that is text in ASCII.
pub(super) fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    value.to_str().ok().map(str::to_owned)
}

/// What `ureq` complains of. Whatever is not of time or of TLS reads the same: that something
/// listens there, and what, is told to nobody.
fn fault(error: ureq::Error, url: &Url) -> FetchError {
    match error {
        ureq::Error::Timeout(_) => FetchError::TimedOut {
            url: url.to_string(),
        },
        ureq::Error::Tls(_) => FetchError::Tls { host: host_of(url) },
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => FetchError::Malformed {
            url: cut(url.as_str()),
            detail: "no request can be made of it".to_owned(),
        },
        _ => FetchError::Connection { host: host_of(url) },
    }
}

/// Answers with the addresses that were checked, whatever the name.
#[derive(Debug)]
struct Pinned(Vec<SocketAddr>);

impl Lookup for Pinned {
    fn resolve(
        &self,
        _: &Uri,
        _: &ureq::config::Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut addresses = self.empty();
        for address in &self.0 {
            addresses.push(*address);
        }
        Ok(addresses)
    }
}

/// TCP whose failures are all one: a port that is closed and one that is silent look alike.
#[derive(Debug)]
struct Tcp(TcpConnector);

impl Connector<()> for Tcp {
    type Out = <TcpConnector as Connector<()>>::Out;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let connected = self.0.connect(details, chained);
        connected.map_err(|_| ureq::Error::ConnectionFailed)
    }
}

/// TLS with authorities that are read once for all agents; its failures are told as such, save
/// those of time.
struct Tls(Arc<RustlsConnector>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

impl<In: Transport> Connector<In> for Tls {
    type Out = <RustlsConnector as Connector<In>>::Out;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        self.0
            .connect(details, chained)
            .map_err(|error| match error {
                timeout @ ureq::Error::Timeout(_) => timeout,
                _ => ureq::Error::Tls("the handshake failed"),
            })
    }
}
