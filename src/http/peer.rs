//! Who is at the other end: the address of the connection, or the address that a proxy whom the
//! operator trusts speaks for. Anybody can write `X-Forwarded-For`, so from others it says nothing.

use crate::config::Network;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use std::net::{IpAddr, SocketAddr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address at the other end of the connection that a request came by: an extension of the
/// request, set where connections are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The address of the client who sent a request; `None` where it came by no connection.
pub(super) fn client(parts: &Parts, trusted: &[Network]) -> Option<IpAddr> {
    let Peer(peer) = parts.extensions.get()?;
    Some(spoken_for(*peer, &parts.headers, trusted))
}

/// The nearest address that is no trusted proxy's. Each proxy appends the address it was called
/// from, so the list is read from its end, and what stands before the first stranger is that
/// stranger's word.
fn spoken_for(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let fields = headers.get_all(FORWARDED_FOR);
    let texts: Vec<&str> = fields.iter().map(|f| f.to_str().unwrap_or("?")).collect();
    let mut named = texts.iter().flat_map(|text| text.split(',')).rev();
    let mut client = peer;
    while is_trusted(client)
        && let Some(text) = named.next()
        && let Some(address) = read(text.trim())
    {
        client = address;
    }
    client
}

/// An address, with or without a port.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse().ok();
    address.or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_of(peer: &str, fields: &[&str]) -> String {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for field in fields {
            headers.append(FORWARDED_FOR, field.parse().unwrap());
        }
        spoken_for(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let told = ["198.51.100.1"];
        assert_eq!(client_of("203.0.113.9", &told), "203.0.113.9");
        assert_eq!(client_of("10.0.0.1", &told), "198.51.100.1");
        assert_eq!(client_of("::1", &told), "198.51.100.1");
        assert_eq!(client_of("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn the_list_is_read_from_its_end_to_the_first_stranger() {
        for (fields, client) in [
            (&["192.0.2.1, 198.51.100.1"][..], "198.51.100.1"),
            (&["192.0.2.1", "198.51.100.1"], "198.51.100.1"),
            (&["192.0.2.1, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            (&["10.0.0.3,10.0.0.2"], "10.0.0.3"),
            (&["198.51.100.1:4711"], "198.51.100.1"),
            (&["[2001:db8::7]:4711"], "2001:db8::7"),
            (&["[2001:db8::7]"], "2001:db8::7"),
            // What is no address is nobody's: the last who is known answers for it.
            (&["192.0.2.1, unknown"], "10.0.0.1"),
            (&["192.0.2.1, , 10.0.0.2"], "10.0.0.2"),
            (&[""], "10.0.0.1"),
        ] {
            assert_eq!(client_of("10.0.0.1", fields), client, "{fields:?}");
        }
    }
}
