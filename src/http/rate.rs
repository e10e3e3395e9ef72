//! How often one client may call: a bucket for each, which fills evenly and holds a minute's
//! worth (the generic cell rate algorithm: ITU-T I.371, annex A).
//!
//! A client is an IPv4 address, or the /64 that an IPv6 client has to itself. The memory is
//! bounded: a bucket that is full again says nothing and is dropped for the next stranger; while
//! there is none, all strangers share one. No bucket is dropped before it is full, so nobody gets
//! a new one by making others be forgotten. (The ready-made limiters keep a map that grows with
//! the clients, and cannot say whether they know one.)

use lru::LruCache;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a bucket holds when it is full.
const WINDOW: Duration = Duration::from_secs(60);

/// Whom a bucket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Client {
    V4(u32),
    /// The first 64 bits.
    V6(u64),
}

impl Client {
    fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Client::V4(address.to_bits()),
            #[allow(
                clippy::cast_possible_truncation,
                reason = "the upper half of 128 bits"
            )]
            IpAddr::V6(address) => Client::V6((address.to_bits() >> 64) as u64),
        }
    }
}

/// The buckets.
pub(super) struct Rates {
    /// The time in which one call flows back into a bucket; `None` where nobody counts.
    interval: Option<Duration>,
    /// How many clients have a bucket of their own at once.
    clients: usize,
    buckets: Mutex<Buckets>,
}

struct Buckets {
    /// When each client's bucket will be full again; whoever has not called for longest is last.
    full_at: LruCache<Client, Instant>,
    /// The same of the one bucket of all who have none of their own.
    strangers: Option<Instant>,
}

impl Rates {
    /// Buckets of `rate` calls a minute, 0 for no limit, for as many as `clients` at once.
    pub(super) fn new(rate: u32, clients: usize) -> Self {
        Self {
            interval: (rate > 0).then(|| WINDOW / rate),
            clients,
            buckets: Mutex::new(Buckets {
                // Its room grows with the clients; the bound is kept by us.
                full_at: LruCache::unbounded(),
                strangers: None,
            }),
        }
    }

    /// Takes one call out of the bucket of `client` at the time `now`; without an address, out
    /// of the strangers'. An error says how long it takes until there is one again.
    pub(super) fn take(&self, client: Option<IpAddr>, now: Instant) -> Result<(), Duration> {
        let Some(interval) = self.interval else {
            return Ok(());
        };
        // Nothing can panic while the lock is held.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = match client {
            Some(address) => buckets.of(Client::at(address), self.clients, now),
            None => buckets.strangers.get_or_insert(now),
        };
        let after = (*full_at).max(now) + interval;
        match (after - now).checked_sub(WINDOW) {
            Some(wait) if !wait.is_zero() => Err(wait),
            _ => {
                *full_at = after;
                Ok(())
            }
        }
    }
}

impl Buckets {
    /// The bucket of `client`: its own, a new one, or the strangers'.
    fn of(&mut self, client: Client, most: usize, now: Instant) -> &mut Instant {
        if !self.full_at.contains(&client) && self.full_at.len() >= most {
            let idle = self.full_at.peek_lru().is_some_and(|(_, at)| *at <= now);
            if !idle {
                return self.strangers.get_or_insert(now);
            }
            self.full_at.pop_lru();
        }
        self.full_at.get_or_insert_mut(client, || now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn v4(number: u32) -> Option<IpAddr> {
        Some(IpAddr::V4(number.into()))
    }

    #[test]
    fn a_minutes_worth_may_come_at_once_and_then_flows_evenly() {
        let (rates, start) = (Rates::new(4, 10), Instant::now());
        for _ in 0..4 {
            assert_eq!(rates.take(v4(1), start), Ok(()));
        }
        assert_eq!(rates.take(v4(1), start), Err(15 * SECOND));
        assert_eq!(rates.take(v4(1), start + 5 * SECOND), Err(10 * SECOND));
        assert_eq!(rates.take(v4(2), start), Ok(()), "another client");
        assert_eq!(rates.take(v4(1), start + 15 * SECOND), Ok(()));
        assert_eq!(rates.take(v4(1), start + 15 * SECOND), Err(15 * SECOND));
        // Who waited long has no more than a minute's worth.
        for _ in 0..4 {
            assert_eq!(rates.take(v4(1), start + 900 * SECOND), Ok(()));
        }
        assert!(rates.take(v4(1), start + 900 * SECOND).is_err());
    }

    #[test]
    fn without_a_rate_nobody_counts() {
        let rates = Rates::new(0, 1);
        for number in 0..100 {
            assert_eq!(rates.take(v4(number), Instant::now()), Ok(()));
        }
        assert!(rates.buckets.lock().unwrap().full_at.is_empty());
    }

    #[test]
    fn a_network_of_64_bits_is_one_client_and_a_mapped_address_is_the_plain_one() {
        let (rates, now) = (Rates::new(1, 10), Instant::now());
        let take = |text: &str| rates.take(Some(text.parse().unwrap()), now).is_ok();
        assert!(take("2001:db8:0:1::1"));
        assert!(!take("2001:db8:0:1:ffff::2"));
        assert!(take("2001:db8:0:2::1"));
        assert!(take("192.0.2.1"));
        assert!(!take("::ffff:192.0.2.1"));
        assert!(take("192.0.2.2"));
    }

    #[test]
    fn a_million_addresses_take_no_more_room_than_the_bound() {
        let (rates, now) = (Rates::new(1, 1_000), Instant::now());
        let mut refused = 0;
        for number in 0..1_000_000_u64 {
            let address = IpAddr::V6((u128::from(number) << 64).into());
            refused += usize::from(rates.take(Some(address), now).is_err());
        }
        assert_eq!(rates.buckets.lock().unwrap().full_at.len(), 1_000);
        // The strangers had one call together.
        assert_eq!(refused, 1_000_000 - 1_000 - 1);
    }

    #[test]
    fn a_full_bucket_makes_room_and_a_used_one_does_not() {
        let (rates, start) = (Rates::new(1, 1), Instant::now());
        assert_eq!(rates.take(v4(1), start), Ok(()));
        assert_eq!(rates.take(v4(2), start), Ok(()), "the strangers' one call");
        assert!(rates.take(v4(3), start).is_err());
        assert!(rates.take(None, start).is_err());
        // Nobody got rid of the first by coming.
        assert!(rates.take(v4(1), start + 59 * SECOND).is_err());
        // A minute later its bucket is full and makes room for another.
        assert_eq!(rates.take(v4(2), start + 61 * SECOND), Ok(()));
        assert!(rates.take(v4(2), start + 61 * SECOND).is_err());
        assert_eq!(rates.buckets.lock().unwrap().full_at.len(), 1);
    }
}
