//! The edge: our own accept loop, because the ready-made one waits for slow clients without end.
//!
//! A bounded number of connections, each with limits on its silence, its request heads and its
//! unread answers. What the edge of the network does beside that (TLS, HTTP/2) is left to a proxy
//! before this process.

mod connection;
mod framing;
mod patience;

pub(super) use connection::HeadFlaw;

use super::dispatch::router;
use super::face::Face;
use super::peer::Peer;
use axum::Router;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// Serves `face` on `listener` until `shutdown` comes true: then no connection is accepted any
/// more, requests in flight have the time of [`Limits::grace`](super::Limits) to finish, and what
/// is left is cut off.
///
/// # Errors
/// Those of the listener that do not pass.
pub async fn serve(
    listener: TcpListener,
    face: Arc<Face>,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let router = router(Arc::clone(&face));
    serve_router(listener, router, face, shutdown).await
}

/// The same with another router than that of the table of routes: what stands beside it, or is to
/// be compared with it, is reached by the same connections.
///
/// # Errors
/// As [`serve`].
pub async fn serve_router(
    listener: TcpListener,
    router: Router,
    face: Arc<Face>,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut shutdown = pin!(shutdown);
    let slots = Arc::new(Semaphore::new(face.limits.connections));
    let (leave, leaving) = watch::channel(false);
    let mut connections = JoinSet::new();
    let outcome = loop {
        let next = accept(&listener, &face, &slots);
        let (stream, peer, slot) = tokio::select! {
            () = &mut shutdown => break Ok(()),
            // Finished connections are taken off the list as they come.
            Some(_) = connections.join_next() => continue,
            next = next => match next {
                Ok(accepted) => accepted,
                Err(error) => break Err(error),
            },
        };
        let (router, face) = (router.clone(), Arc::clone(&face));
        let connection = connection::serve(stream, peer, router, face, leaving.clone());
        connections.spawn(async move {
            connection.await;
            drop(slot);
        });
    };
    face.drain();
    drop(listener);
    // Nobody listens any more when all connections are closed already.
    let _ = leave.send(true);
    let finished = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(face.limits.grace, finished)
        .await
        .is_err()
    {
        face.report("requests were still in flight when the time for them was over");
        connections.shutdown().await;
    }
    outcome
}

/// The next connection, as soon as there is a slot for it. Without a slot nothing is accepted:
/// clients wait in the system's queue.
async fn accept(
    listener: &TcpListener,
    face: &Face,
    slots: &Arc<Semaphore>,
) -> io::Result<(TcpStream, Peer, OwnedSemaphorePermit)> {
    let slot = Arc::clone(slots).acquire_owned().await;
    let slot = slot.map_err(io::Error::other)?;
    loop {
        match listener.accept().await {
            Ok((stream, address)) => return Ok((stream, Peer(address.ip()), slot)),
            Err(error) => match fate(&error) {
                Fate::Gone => {}
                Fate::Pause => {
                    face.report(&format!("no connection can be accepted now: {error}"));
                    tokio::time::sleep(face.limits.accept_pause).await;
                }
                Fate::Broken => return Err(error),
            },
        }
    }
}

/// What an error of accepting means.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// The client went away while it waited: on to the next.
    Gone,
    /// The system has no more files or memory for connections: asking again at once would only
    /// spin.
    Pause,
    /// The listener is of no use any more.
    Broken,
}

fn fate(error: &io::Error) -> Fate {
    use io::ErrorKind::{
        ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted, InvalidInput,
        NotConnected, Unsupported,
    };
    match error.kind() {
        ConnectionAborted | ConnectionRefused | ConnectionReset | NotConnected | Interrupted => {
            Fate::Gone
        }
        InvalidInput | Unsupported => Fate::Broken,
        _ => Fate::Pause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_open_files_make_a_pause_and_no_end() {
        assert_eq!(
            fate(&io::Error::from_raw_os_error(24)),
            Fate::Pause,
            "EMFILE"
        );
        assert_eq!(
            fate(&io::Error::from_raw_os_error(23)),
            Fate::Pause,
            "ENFILE"
        );
        assert_eq!(
            fate(&io::Error::from_raw_os_error(103)),
            Fate::Gone,
            "ECONNABORTED"
        );
        assert_eq!(
            fate(&io::Error::from_raw_os_error(22)),
            Fate::Broken,
            "EINVAL"
        );
    }
}
