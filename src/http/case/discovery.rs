//! Discovery: the OpenAPI document of the CASE operations (CASE 1.1, REST binding, service
//! discovery), made from the table of routes, with the address at which this deployment has them.

use super::super::answer::{Answer, JSON};
use super::super::call::Call;
use super::super::conditional::{entity_tag, unless_known};
use super::super::openapi::{self, Described};
use super::super::problem::Problem;
use super::{BASE, KEEP};
use axum::http::header;
use utoipa::openapi::InfoBuilder;
use utoipa::openapi::server::ServerBuilder;

pub(in crate::http) fn serve(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let info = InfoBuilder::new()
        .title("CASE 1.1")
        .version("1.1")
        .description(Some(
            "The competency frameworks of this deployment as CASE 1.1 records. Reading only; no \
             authentication is needed.",
        ));
    let server = ServerBuilder::new().url(server_url(call)).build();
    let mut document = openapi::document_below(BASE, info.build());
    document.servers = Some(vec![server]);
    let body = serde_json::to_vec(&document)
        .map_err(|error| Problem::defect(format!("discovery has no JSON form: {error}")))?;
    let tag = entity_tag(&body);
    let answer = unless_known(call, &tag, || Answer::verbatim(JSON, body));
    Ok(answer.with(header::CACHE_CONTROL, KEEP))
}

pub(in crate::http) fn describe() -> Described {
    let what = "The OpenAPI document of the CASE operations";
    Described::new("discoverCase", what)
        .gives_object(200, "An OpenAPI 3.1 document")
        .gives_nothing(304, "The client has it already")
}

/// Where the operations are: under the public URL, or at whatever host was asked.
pub(super) fn server_url(call: &Call) -> String {
    let public_url = call.service().settings().public_url.as_deref();
    let public_url = public_url.unwrap_or_default();
    format!("{}{BASE}", public_url.trim_end_matches('/'))
}
