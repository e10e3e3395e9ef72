//! `did:web`: a DID that names a document on a web server.
//!
//! The did:web Method (W3C CCG), sections 3.1 (syntax) and 3.2.2 (address of the document). Only
//! the two texts are turned into each other here; fetching, and which ports and hosts may be
//! asked, is left to the resolver.
//!
//! What could make an address mean another thing than it shows is refused: encoded dots, slashes
//! and delimiters, dot segments, addresses by number, user names.

use url::{Host, Url};

/// What every such DID begins with.
pub const PREFIX: &str = "did:web:";

/// Longer DIDs are refused.
const MAX_CHARACTERS: usize = 1024;

/// The characters that may stand percent-encoded in a path segment, besides bytes that are not
/// ASCII: those that a URL's path may hold and a DID may not. Encoding anything else can only
/// hide what is meant.
const MAY_BE_ENCODED: &[u8] = b"!$&'()*+,;=~ ";

/// A DID or a public URL cannot be a `did:web`. Whoever wrote it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DidWebError {
    /// It does not begin with `did:web:`.
    #[error("a did:web begins with “did:web:”")]
    OtherMethod,
    /// Longer than any DID in use.
    #[error("the DID is longer than {MAX_CHARACTERS} characters")]
    TooLong,
    /// The host is not a domain name.
    #[error("{0:?} is not a domain name")]
    Host(String),
    /// The host is an IP address, which the method forbids.
    #[error("{0:?} is an IP address; a did:web needs a domain name")]
    Address(String),
    /// What follows the host is not a port, written `%3A` and a number without leading zeros.
    #[error("{0:?} is not a port; it is written %3A and a number from 1 to 65535")]
    Port(String),
    /// A segment of the path is empty, a dot segment, or holds a character that a DID may not.
    #[error("{0:?} cannot be a segment of the path")]
    Segment(String),
    /// The public URL is not a URL.
    #[error("the public URL cannot be read: {0}")]
    NotAUrl(String),
    /// The public URL is not `https`; `http` is taken for `localhost` alone.
    #[error("the public URL must begin with https:// (http:// is taken for localhost only)")]
    NotHttps,
    /// The public URL holds a user name, a password, a query or a fragment.
    #[error("the public URL must be a host and a path, without user name, query and fragment")]
    Extras,
}

/// The DID of an issuer at `public_url`: `https://badges.example/a` gives
/// `did:web:badges.example:a`. A slash at the end makes no difference.
///
/// `http` is taken for `localhost` and names under it, so that the service can be tried out; the
/// document's address is `https` all the same.
///
/// # Errors
/// [`DidWebError`] when no `did:web` can stand for that URL.
pub fn did(public_url: &str) -> Result<String, DidWebError> {
    let url = Url::parse(public_url).map_err(|error| DidWebError::NotAUrl(error.to_string()))?;
    let host = match url.host() {
        Some(Host::Domain(host)) => host,
        Some(address) => return Err(DidWebError::Address(address.to_string())),
        None => return Err(DidWebError::Host(String::new())),
    };
    let local = host == "localhost" || host.ends_with(".localhost");
    if url.scheme() != "https" && !(url.scheme() == "http" && local) {
        return Err(DidWebError::NotHttps);
    }
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(DidWebError::Extras);
    }
    check_host(host)?;
    let mut did = format!("{PREFIX}{host}");
    // The scheme's own port need not be said: http on localhost keeps its 80, for the document's
    // address would else be on 443.
    let port = match (url.port(), url.scheme()) {
        (None, "http") => Some(80),
        (port, _) => port,
    };
    if let Some(port) = port {
        did.push_str(&format!("%3A{port}"));
    }
    let path = url.path().trim_start_matches('/');
    let path = path.strip_suffix('/').unwrap_or(path);
    if !path.is_empty() {
        for segment in path.split('/') {
            did.push(':');
            did.push_str(&encoded(segment));
        }
    }
    // The way back is the judge of whether this is a DID.
    document_url(&did).map(|_| did)
}

/// The `https` address of the document of `did`: `/.well-known/did.json` at the host, or
/// `did.json` under the path.
///
/// # Errors
/// [`DidWebError`] when `did` is not a `did:web`, or plays tricks.
pub fn document_url(did: &str) -> Result<Url, DidWebError> {
    if did.len() > MAX_CHARACTERS {
        return Err(DidWebError::TooLong);
    }
    let rest = did.strip_prefix(PREFIX).ok_or(DidWebError::OtherMethod)?;
    let mut segments = rest.split(':');
    let authority = segments.next().unwrap_or_default();
    let mut address = format!("https://{}", authority_of(authority)?);
    let mut has_path = false;
    for segment in segments {
        check_segment(segment)?;
        address.push('/');
        address.push_str(segment);
        has_path = true;
    }
    address.push_str(if has_path {
        "/did.json"
    } else {
        "/.well-known/did.json"
    });
    Url::parse(&address).map_err(|error| DidWebError::NotAUrl(error.to_string()))
}

/// `host` or `host:port` from the first part of a DID.
fn authority_of(part: &str) -> Result<String, DidWebError> {
    let Some(percent) = part.find('%') else {
        check_host(part)?;
        return Ok(part.to_owned());
    };
    let (host, encoded) = part.split_at(percent);
    check_host(host)?;
    let port = encoded
        .strip_prefix("%3A")
        .or_else(|| encoded.strip_prefix("%3a"))
        .filter(|port| is_port(port))
        .ok_or_else(|| DidWebError::Port(encoded.to_owned()))?;
    Ok(format!("{host}:{port}"))
}

/// A domain name (RFC 1123, section 2.1): labels of letters, digits and hyphens. A last label of
/// digits, or one that looks like a hexadecimal number, makes it an address by number.
fn check_host(host: &str) -> Result<(), DidWebError> {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if host.len() > 253 || !host.split('.').all(is_label) {
        return Err(DidWebError::Host(host.to_owned()));
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let hexadecimal = |text: &str| {
        let number = text.to_ascii_lowercase();
        number
            .strip_prefix("0x")
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    if digits(last) || hexadecimal(last) {
        return Err(DidWebError::Address(host.to_owned()));
    }
    Ok(())
}

fn is_port(text: &str) -> bool {
    !text.starts_with('0')
        && text.bytes().all(|b| b.is_ascii_digit())
        && text.parse::<u16>().is_ok()
}

/// A segment of a DID (DID Core, section 3.1, `idchar`) that means in a URL just what it shows.
fn check_segment(segment: &str) -> Result<(), DidWebError> {
    let wrong = || DidWebError::Segment(segment.to_owned());
    if segment.is_empty() || segment == "." || segment == ".." {
        return Err(wrong());
    }
    let mut rest = segment.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte != b'%' {
            if !is_unreserved_in_did(byte) {
                return Err(wrong());
            }
            rest = after;
            continue;
        }
        let (digits, after) = after.split_at_checked(2).ok_or_else(wrong)?;
        let encoded = std::str::from_utf8(digits)
            .ok()
            .filter(|_| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .ok_or_else(wrong)?;
        if encoded.is_ascii() && !MAY_BE_ENCODED.contains(&encoded) {
            return Err(wrong());
        }
        rest = after;
    }
    Ok(())
}

/// A segment of a URL's path with everything percent-encoded that a DID may not hold as it is.
fn encoded(segment: &str) -> String {
    let mut text = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if is_unreserved_in_did(byte) || byte == b'%' {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn is_unreserved_in_did(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

#[cfg(test)]
mod tests;
