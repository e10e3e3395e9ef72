//! How much and how long: every bound of the HTTP face in one place, so that tests can choose
//! short ones.

use crate::config::Network;
use std::time::Duration;

/// The bounds of the HTTP face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections that are open at once; further ones wait in the system's queue.
    pub connections: usize,
    /// How long a new connection may say nothing.
    pub first_byte: Duration,
    /// How long a request's head may take, from its first byte.
    pub head: Duration,
    /// How long a connection may rest between two requests.
    pub idle: Duration,
    /// How long a request's body may take.
    pub body: Duration,
    /// How long a client may leave an answer unread.
    pub write: Duration,
    /// How long an answer may take to be made.
    pub handler: Duration,
    /// How long a shutdown waits for requests in flight.
    pub grace: Duration,
    /// How long to wait after the system refused a connection, before asking again.
    pub accept_pause: Duration,
    /// How long the outcome of a readiness probe, which writes to the store, is good for.
    pub probe: Duration,
    /// How long ago the last look after the service may be that went well, where it is tended: see
    /// `Face::tend`.
    pub tended: Duration,
    /// Bytes of a request's header fields.
    pub header_bytes: usize,
    /// Bytes of a request's target.
    pub target_bytes: usize,
    /// Bytes of all request bodies that are held at once on routes that need a key.
    pub bodies: usize,
    /// The same on public routes: a flood there takes no room from the others.
    pub public_bodies: usize,
    /// Calls that may wait on the store at once: many, because commits gather in groups.
    pub store_calls: usize,
    /// Issuings at once of credentials that callers wrote; they compute, and then wait on the
    /// store. 0 stands for two a processor.
    pub issuings: usize,
    /// Verifications under way at once; most of them wait, for a server or for their turn to compute
    /// (`Service::computing`). 0 stands for 64.
    pub verifications: usize,
    /// Long documents (more than 64 KiB) that may be read or verified at once.
    pub long_documents: usize,
    /// Calls of each kind that may queue; further ones are told to come back.
    pub queue: usize,
    /// Verifications a minute from one client address (an IPv6 client has its /64); as many may
    /// come at once. 0 stands for no limit.
    pub verify_rate: u32,
    /// Tries a minute from one client address to get in somewhere: to sign in, to be sent a link.
    /// 0 stands for no limit.
    pub door_rate: u32,
    /// Client addresses whose calls are counted each by itself; all further ones are counted
    /// together.
    pub rated_clients: usize,
    /// Proxies that are believed about whom they speak for.
    pub trusted_proxies: Vec<Network>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            first_byte: Duration::from_secs(10),
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            body: Duration::from_secs(30),
            write: Duration::from_secs(30),
            handler: Duration::from_secs(30),
            grace: Duration::from_secs(10),
            accept_pause: Duration::from_millis(100),
            probe: Duration::from_secs(1),
            tended: Duration::from_secs(15),
            header_bytes: 16 << 10,
            target_bytes: 8 << 10,
            bodies: 256 << 20,
            public_bodies: 128 << 20,
            store_calls: 128,
            issuings: 0,
            verifications: 0,
            long_documents: 8,
            queue: 1_024,
            verify_rate: crate::config::VERIFY_RATE,
            door_rate: 30,
            rated_clients: 65_536,
            trusted_proxies: Vec::new(),
        }
    }
}
