//! The `proofmark` program: everything it does is in the library. Here the two faces meet, which
//! do not know each other.

use proofmark::cli::{self, Site};
use proofmark::http::{self, Face, Limits};
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};

fn main() -> ExitCode {
    cli::run(std::env::args_os(), serve)
}

/// Serves `site` until SIGTERM or SIGINT comes. From the moment in which anybody is told that it
/// listens, these signals end it in an orderly way.
fn serve(site: Site<'_>) -> io::Result<()> {
    site.listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(site.listener)?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let shutdown = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        let limits = Limits {
            verify_rate: site.verify_rate,
            trusted_proxies: site.trusted_proxies,
            ..Limits::default()
        };
        let face = Arc::new(Face::new(site.service, limits));
        let tending = face.tend();
        (site.tell)()?;
        let served = http::serve(listener, face, shutdown).await;
        drop(tending);
        served
    })
}
