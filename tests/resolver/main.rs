//! The one door to the network, on real sockets of this machine: the rows N01 to N13 of the
//! attack table, each with a twin that passes.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod cache;
mod hosts;
mod limits;
mod redirects;
mod tls;
#[path = "../support/web.rs"]
mod web;

use proofmark::resolver::{FetchError, Fetched, Network, NetworkSettings, Resolver, Subject, Trip};
use std::sync::Arc;
use std::time::Duration;
use web::{Book, Hands};

/// As in production.
fn closed_inwards() -> NetworkSettings {
    NetworkSettings::default()
}

/// As in development: this machine is open.
fn open_inwards() -> NetworkSettings {
    NetworkSettings {
        loopback: true,
        ..NetworkSettings::default()
    }
}

/// The same, in haste: for servers that never come to an end.
fn in_haste() -> NetworkSettings {
    NetworkSettings {
        time: Duration::from_millis(500),
        ..open_inwards()
    }
}

fn network(settings: NetworkSettings) -> Network {
    network_with(settings, Book::default())
}

fn network_with(settings: NetworkSettings, names: Book) -> Network {
    Network::new(settings, Box::new(names), Box::new(Hands::new()))
}

/// One fetch of a verification of its own.
fn fetch(network: &Network, subject: Subject, url: &str) -> Result<Arc<Fetched>, FetchError> {
    network.fetch(subject, url, &Trip::new())
}

/// The reason why `url` is refused.
#[track_caller]
fn refused(network: &Network, subject: Subject, url: &str) -> &'static str {
    let error = fetch(network, subject, url).unwrap_err();
    let FetchError::NotAllowed { reason, .. } = error else {
        panic!("{url}: {error:?}");
    };
    reason
}
