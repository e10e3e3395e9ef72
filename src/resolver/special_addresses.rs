//! Addresses that are not the public's: the IANA special-purpose registries as a table.
//!
//! Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates), the
//! IANA IPv4 multicast space (RFC 5771), and RFC 4291 for what of IPv6 is given out at all. Every
//! entry counts, also those marked as globally reachable: no issuer lives at an anycast address
//! of the Internet's own machinery. Ranges that carry an IPv4 address inside (mapped, translated,
//! 6to4, Teredo) are refused whole, for what is inside need not be looked at then.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why an address that is none of these is still refused: the public addresses of IPv6 are in
/// 2000::/3 (RFC 4291, section 2.4; IANA IPv6 address space).
const NOT_GLOBAL_UNICAST: &str = "its address is outside the public addresses of IPv6";

/// Network, length of its prefix in bits, and what is said of an address in it; the first that
/// matches counts. One row a line, to be held against the registry.
#[rustfmt::skip]
const V4: [([u8; 4], u32, &str); 19] = [
    ([0, 0, 0, 0], 8, "its address means this network (RFC 791)"),
    ([10, 0, 0, 0], 8, "its address is private (RFC 1918)"),
    ([100, 64, 0, 0], 10, "its address is shared by a provider's customers (RFC 6598)"),
    ([127, 0, 0, 0], 8, "its address is of the machine itself (RFC 1122)"),
    ([169, 254, 0, 0], 16, "its address is link-local (RFC 3927)"),
    ([172, 16, 0, 0], 12, "its address is private (RFC 1918)"),
    ([192, 0, 0, 0], 24, "its address is for protocols (RFC 6890)"),
    ([192, 0, 2, 0], 24, "its address is for documentation (RFC 5737)"),
    ([192, 31, 196, 0], 24, "its address is for AS112 (RFC 7535)"),
    ([192, 52, 193, 0], 24, "its address is for multicast tunnels (RFC 7450)"),
    ([192, 88, 99, 0], 24, "its address is for 6to4 relays (RFC 7526)"),
    ([192, 168, 0, 0], 16, "its address is private (RFC 1918)"),
    ([192, 175, 48, 0], 24, "its address is for AS112 (RFC 7534)"),
    ([198, 18, 0, 0], 15, "its address is for benchmarks (RFC 2544)"),
    ([198, 51, 100, 0], 24, "its address is for documentation (RFC 5737)"),
    ([203, 0, 113, 0], 24, "its address is for documentation (RFC 5737)"),
    ([224, 0, 0, 0], 4, "its address is for multicast (RFC 5771)"),
    ([255, 255, 255, 255], 32, "its address is for broadcast (RFC 8190)"),
    ([240, 0, 0, 0], 4, "its address is reserved (RFC 1112)"),
];

/// The same for IPv6.
#[rustfmt::skip]
const V6: [([u16; 8], u32, &str); 18] = [
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, "its address is of the machine itself (RFC 4291)"),
    ([0, 0, 0, 0, 0, 0, 0, 0], 128, "its address is unspecified (RFC 4291)"),
    ([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, "its address is an IPv4-mapped one (RFC 4291)"),
    ([0, 0, 0, 0, 0, 0, 0, 0], 96, "its address is an IPv4-compatible one (RFC 4291)"),
    ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, "its address is translated to IPv4 (RFC 6052)"),
    ([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, "its address is translated to IPv4 (RFC 8215)"),
    ([0x100, 0, 0, 0, 0, 0, 0, 0], 64, "its address is for discarding (RFC 6666)"),
    ([0x100, 0, 0, 1, 0, 0, 0, 0], 64, "its address is a dummy prefix (RFC 9780)"),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 32, "its address is for Teredo (RFC 4380)"),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, "its address is for protocols (RFC 2928)"),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, "its address is for documentation (RFC 3849)"),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, "its address is for 6to4 (RFC 3056)"),
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48, "its address is for AS112 (RFC 7534)"),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, "its address is for documentation (RFC 9637)"),
    ([0x5f00, 0, 0, 0, 0, 0, 0, 0], 16, "its address is for segment routing (RFC 9602)"),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, "its address is unique-local (RFC 4193)"),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, "its address is link-local (RFC 4291)"),
    ([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, "its address is for multicast (RFC 4291)"),
];

/// Why `address` is not one of the public's; `None` when it is.
pub(super) fn not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => not_public_v4(address),
        IpAddr::V6(address) => not_public_v6(address),
    }
}

fn not_public_v4(address: Ipv4Addr) -> Option<&'static str> {
    let found = V4.iter().find(|(network, length, _)| {
        let mask = u32::MAX << (u32::BITS - length);
        address.to_bits() & mask == Ipv4Addr::from(*network).to_bits()
    });
    found.map(|(_, _, reason)| *reason)
}

fn not_public_v6(address: Ipv6Addr) -> Option<&'static str> {
    let found = V6.iter().find(|(network, length, _)| {
        let mask = u128::MAX << (u128::BITS - length);
        address.to_bits() & mask == Ipv6Addr::from(*network).to_bits()
    });
    let reason = found.map(|(_, _, reason)| *reason);
    let global_unicast = address.segments()[0] >> 13 == 0b001;
    reason.or((!global_unicast).then_some(NOT_GLOBAL_UNICAST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every network of the table is one: no bit is set beyond its prefix, so each entry matches
    /// something.
    #[test]
    fn every_entry_matches_its_own_network() {
        for (network, _, _) in V4 {
            assert!(not_public_v4(network.into()).is_some(), "{network:?}");
        }
        for (network, length, _) in V6 {
            let network = Ipv6Addr::from(network);
            assert!(not_public_v6(network).is_some(), "{network}");
            assert!(network.to_bits().trailing_zeros() >= u128::BITS - length);
        }
    }

    #[test]
    fn the_first_and_the_last_address_of_a_range_are_in_it_and_their_neighbours_are_not() {
        for (before, first, last, after) in [
            (None, "0.0.0.0", "0.255.255.255", Some("1.0.0.0")),
            (
                Some("9.255.255.255"),
                "10.0.0.0",
                "10.255.255.255",
                Some("11.0.0.0"),
            ),
            (
                Some("100.63.255.255"),
                "100.64.0.0",
                "100.127.255.255",
                Some("100.128.0.0"),
            ),
            (
                Some("126.255.255.255"),
                "127.0.0.0",
                "127.255.255.255",
                Some("128.0.0.0"),
            ),
            (
                Some("169.253.255.255"),
                "169.254.0.0",
                "169.254.255.255",
                Some("169.255.0.0"),
            ),
            (
                Some("172.15.255.255"),
                "172.16.0.0",
                "172.31.255.255",
                Some("172.32.0.0"),
            ),
            (
                Some("191.255.255.255"),
                "192.0.0.0",
                "192.0.0.255",
                Some("192.0.1.0"),
            ),
            (
                Some("192.0.1.255"),
                "192.0.2.0",
                "192.0.2.255",
                Some("192.0.3.0"),
            ),
            (
                Some("192.31.195.255"),
                "192.31.196.0",
                "192.31.196.255",
                Some("192.31.197.0"),
            ),
            (
                Some("192.52.192.255"),
                "192.52.193.0",
                "192.52.193.255",
                Some("192.52.194.0"),
            ),
            (
                Some("192.88.98.255"),
                "192.88.99.0",
                "192.88.99.255",
                Some("192.88.100.0"),
            ),
            (
                Some("192.167.255.255"),
                "192.168.0.0",
                "192.168.255.255",
                Some("192.169.0.0"),
            ),
            (
                Some("192.175.47.255"),
                "192.175.48.0",
                "192.175.48.255",
                Some("192.175.49.0"),
            ),
            (
                Some("198.17.255.255"),
                "198.18.0.0",
                "198.19.255.255",
                Some("198.20.0.0"),
            ),
            (
                Some("198.51.99.255"),
                "198.51.100.0",
                "198.51.100.255",
                Some("198.51.101.0"),
            ),
            (
                Some("203.0.112.255"),
                "203.0.113.0",
                "203.0.113.255",
                Some("203.0.114.0"),
            ),
            (
                Some("223.255.255.255"),
                "224.0.0.0",
                "255.255.255.255",
                None,
            ),
            (
                Some("2001:200::"),
                "2001::",
                "2001:1ff:ffff::",
                Some("2001:200::"),
            ),
            (
                Some("2001:db7:ffff::"),
                "2001:db8::",
                "2001:db8:ffff::",
                Some("2001:db9::"),
            ),
            (Some("2001:ffff::"), "2002::", "2002:ffff::", Some("2003::")),
            (
                Some("2620:4f:7fff::"),
                "2620:4f:8000::",
                "2620:4f:8000:ffff::",
                Some("2620:4f:8001::"),
            ),
            (
                Some("3ffe:ffff::"),
                "3fff::",
                "3fff:fff::",
                Some("3fff:1000::"),
            ),
        ] {
            for inside in [first, last] {
                assert!(not_public(inside.parse().unwrap()).is_some(), "{inside}");
            }
            for outside in [before, after].into_iter().flatten() {
                assert_eq!(not_public(outside.parse().unwrap()), None, "{outside}");
            }
        }
    }

    #[test]
    fn what_carries_an_ipv4_address_inside_is_refused_whatever_is_inside() {
        for text in [
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::8.8.8.8",
            "2002:808:808::",
            "2001:0:808:808::",
        ] {
            assert!(not_public(text.parse().unwrap()).is_some(), "{text}");
        }
    }

    #[test]
    fn of_ipv6_only_global_unicast_is_public() {
        for text in [
            "4000::", "1fff::", "fec0::1", "fe80::1", "fd00::1", "ff02::1", "::1", "::",
        ] {
            assert!(not_public(text.parse().unwrap()).is_some(), "{text}");
        }
        for text in ["2a00:1450:4001:81b::200e", "2606:4700:4700::1111"] {
            assert_eq!(not_public(text.parse().unwrap()), None, "{text}");
        }
    }
}
