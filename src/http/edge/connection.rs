//! One connection: HTTP/1.1 by hyper (RFC 9112), over a stream that loses its patience.

use super::framing::Framing;
use super::patience::{Patience, Patient};
use crate::http::face::Face;
use crate::http::peer::Peer;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, Version, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt;

/// Header fields that are read at most; [`Limits::header_bytes`](crate::http::Limits) is what
/// clients are told of.
const MAX_FIELDS: usize = 256;

/// Serves one connection until either side closes it; when `leaving` turns true, until the
/// request in flight is answered.
pub(super) async fn serve(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    face: Arc<Face>,
    mut leaving: watch::Receiver<bool>,
) {
    // Answers are written whole; waiting for more to send would only delay them. A connection
    // that cannot be set is closing already.
    let _ = stream.set_nodelay(true);
    let patience = Arc::new(Patience::default());
    let io = TokioIo::new(Patient::new(stream, Arc::clone(&patience), &face.limits));
    let service =
        service_fn(move |request| respond(router.clone(), Arc::clone(&patience), peer, request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // The stream's own limits come first; this one stands behind them.
        .header_read_timeout(face.limits.idle + face.limits.head)
        .max_headers(MAX_FIELDS)
        .max_buf_size(buffer(&face))
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    tokio::select! {
        // What goes wrong with a connection is the client's affair.
        _ = connection.as_mut() => return,
        _ = leaving.wait_for(|leaving| *leaving) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// The bytes of a connection that are held at once: a head that is somewhat too large must still
/// be read to be answered.
fn buffer(face: &Face) -> usize {
    let limits = &face.limits;
    (4 * (limits.header_bytes + limits.target_bytes)).max(64 << 10)
}

async fn respond(
    router: Router,
    patience: Arc<Patience>,
    peer: Peer,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let framing = patience.head_is_read();
    if let Some(flaw) = flaw(framing, &request) {
        request.extensions_mut().insert(flaw);
    }
    request.extensions_mut().insert(peer);
    let response = router.oneshot(request.map(Body::new)).await?;
    patience.answered();
    Ok(response)
}

/// What two servers could read differently in a request's head, and the parser lets pass. The
/// router refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum HeadFlaw {
    /// It frames the body twice.
    TwoLengths,
    /// It has no `Host` or several (RFC 9112, section 3.2).
    NotOneHost,
}

fn flaw(framing: Framing, request: &Request<Incoming>) -> Option<HeadFlaw> {
    if framing == Framing::Ambiguous {
        return Some(HeadFlaw::TwoLengths);
    }
    let hosts = request.headers().get_all(header::HOST).iter().count();
    let one = hosts == 1 || (hosts == 0 && request.version() < Version::HTTP_11);
    (!one).then_some(HeadFlaw::NotOneHost)
}
