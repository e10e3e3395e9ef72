//! The HTTP face: what programs and people reach over the network.
//!
//! It knows the service's verbs and nothing below them. Everything that answers stands in one
//! table ([`routes`]), from which the router and the OpenAPI document are built; what is not in
//! the table does not exist. Errors are problem documents (RFC 9457), their status codes named in
//! [`problem`]; only below `/ims/case` they are what CASE wants. The verbs block, and are called in one place (`lanes`). [`serve`] is the accept
//! loop, with the limits that keep slow and many clients from taking all there is.

mod accept;
mod answer;
mod assessments;
mod audit;
mod auth;
mod backups;
mod body;
mod call;
mod case;
mod claims;
mod conditional;
mod credentials;
mod described;
mod dispatch;
mod edge;
mod face;
mod frameworks;
mod health;
mod idempotency;
mod identity;
mod keys;
mod lanes;
mod learners;
mod limits;
mod openapi;
mod pages;
mod peer;
mod pictures;
mod preflight;
pub mod problem;
mod rate;
mod report;
pub mod routes;
mod status_lists;
mod tending;
mod vc_api;
mod verify;

pub use dispatch::router;
pub use edge::{serve, serve_router};
pub use face::Face;
pub use limits::Limits;
pub use openapi::document as openapi_document;
pub use peer::Peer;
pub use tending::Tending;
