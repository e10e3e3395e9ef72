//! Which URLs, hosts and addresses may be asked at all.
//!
//! A URL is read as browsers read it (URL Standard, WHATWG), so that every spelling of an address
//! by number comes out as that address. What can be told from the URL alone is told before anyone
//! is asked for a name. Then *all* addresses of a name are looked at: one that is not public
//! refuses the name, for the next look-up might put it first.

use super::FetchError;
use super::error::cut;
use super::special_addresses::not_public;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Origin, ParseError, Url};

/// Longer URLs are not fetched, in characters.
const LONGEST_URL: usize = 2048;

/// How many addresses of one name are tried.
const MOST_ADDRESSES: usize = 8;

/// Names that never mean a host of the public: RFC 6761 and 6762, RFC 7686, RFC 8375, and ICANN's
/// reservation of `internal`. Asking for them would only tell the neighbours.
const INNER_NAMES: [&str; 5] = ["localhost", "local", "internal", "home.arpa", "onion"];

/// Decides what may be fetched.
#[derive(Debug)]
pub(super) struct Guard {
    /// Whether loopback addresses may be asked, by any port and also without TLS.
    pub loopback: bool,
    /// This deployment itself, which is never asked by itself.
    pub own_origin: Option<Origin>,
}

impl Guard {
    /// `text` as a URL that may be fetched as far as the URL alone tells; without its fragment,
    /// which no server gets to see.
    pub fn url(&self, text: &str) -> Result<Url, FetchError> {
        let mut url = parse(text)?;
        url.set_fragment(None);
        match self.objection_to(&url) {
            Some(reason) => Err(not_allowed(text, reason)),
            None => Ok(url),
        }
    }

    fn objection_to(&self, url: &Url) -> Option<&'static str> {
        let own = self.own_origin.as_ref();
        if own.is_some_and(|own| *own == url.origin()) {
            return Some("it is of this deployment, which does not ask itself");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Some("it holds a user name or a password");
        }
        if !matches!(url.scheme(), "https" | "http") {
            return Some("only https is fetched");
        }
        match url.host() {
            None => Some("it has no host"),
            Some(Host::Ipv4(address)) => self.objection_to_addresses(url, &[address.into()]),
            Some(Host::Ipv6(address)) => self.objection_to_addresses(url, &[address.into()]),
            Some(Host::Domain(name)) if self.loopback && is_below(name, "localhost") => None,
            // With loopback open, only the addresses tell whether this port may be asked.
            Some(Host::Domain(name)) if self.loopback => objection_to_name(name),
            Some(Host::Domain(name)) => objection_to_way(url).or_else(|| objection_to_name(name)),
        }
    }

    /// Where to connect for `url`, which passed [`Guard::url`]: the addresses that `look_up` has
    /// for its host, all of them checked.
    pub fn addresses(
        &self,
        url: &Url,
        look_up: impl FnOnce(&str) -> Result<Vec<IpAddr>, FetchError>,
    ) -> Result<Vec<SocketAddr>, FetchError> {
        let (addresses, named) = match url.host() {
            Some(Host::Ipv4(address)) => (vec![IpAddr::V4(address)], false),
            Some(Host::Ipv6(address)) => (vec![IpAddr::V6(address)], false),
            // A name that means this machine wherever it is said (RFC 6761, section 6.3).
            Some(Host::Domain(name)) if self.loopback && is_below(name, "localhost") => {
                let own = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
                (own.to_vec(), true)
            }
            Some(Host::Domain(name)) => (look_up(name)?, true),
            None => (Vec::new(), false),
        };
        if addresses.is_empty() {
            return Err(FetchError::Names { host: host_of(url) });
        }
        if let Some(reason) = self.objection_to_addresses(url, &addresses) {
            // Which address a name has inside is nobody's business outside.
            let reason = match named && addresses.iter().any(|a| not_public(*a).is_some()) {
                true => "its name leads to an address that is not public",
                false => reason,
            };
            return Err(not_allowed(url.as_str(), reason));
        }
        let port = url.port_or_known_default().unwrap_or(443);
        let addresses = addresses.into_iter().take(MOST_ADDRESSES);
        Ok(addresses.map(|ip| SocketAddr::new(ip, port)).collect())
    }

    /// Loopback is all or nothing: a name with addresses in both worlds stays refused.
    fn objection_to_addresses(&self, url: &Url, addresses: &[IpAddr]) -> Option<&'static str> {
        if self.loopback && addresses.iter().all(IpAddr::is_loopback) {
            return None;
        }
        let objection = addresses.iter().find_map(|address| not_public(*address));
        objection.or_else(|| objection_to_way(url))
    }
}

/// The host of `url`, for errors.
pub(super) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn parse(text: &str) -> Result<Url, FetchError> {
    let malformed = |detail: String| FetchError::Malformed {
        url: cut(text),
        detail,
    };
    if text.chars().count() > LONGEST_URL {
        return Err(malformed(format!("longer than {LONGEST_URL} characters")));
    }
    // The URL Standard drops some of these in silence; none was ever meant.
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(malformed("it holds white space".to_owned()));
    }
    Url::parse(text).map_err(|error| match error {
        ParseError::InvalidIpv4Address
        | ParseError::InvalidIpv6Address
        | ParseError::InvalidDomainCharacter
        | ParseError::IdnaError => not_allowed(text, "its host is neither a name nor an address"),
        other => malformed(other.to_string()),
    })
}

/// The way to a public host: TLS, at its own port.
fn objection_to_way(url: &Url) -> Option<&'static str> {
    if url.scheme() != "https" {
        return Some("only https is fetched");
    }
    url.port().map(|_| "only port 443 is asked")
}

fn objection_to_name(name: &str) -> Option<&'static str> {
    if name.ends_with('.') {
        return Some("its host ends in a dot");
    }
    if !name.contains('.') {
        return Some("its host is a name of a local network");
    }
    let inner = INNER_NAMES.iter().any(|inner| is_below(name, inner));
    inner.then_some("its host is a name of a local network")
}

/// Whether `name` is `domain` or a name below it.
fn is_below(name: &str, domain: &str) -> bool {
    let rest = name.strip_suffix(domain);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn not_allowed(url: &str, reason: &'static str) -> FetchError {
    FetchError::NotAllowed {
        url: cut(url),
        reason,
    }
}
