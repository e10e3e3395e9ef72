//! `GET /api/v1/credentials/{id}/carriers/{kind}`: a credential as something to take along.

use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::openapi::Described;
use crate::http::problem::Problem;
use crate::http::routes::{Access, BodyRule, Lane, Route};
use crate::records::api_key::Scope;
use crate::service::ServiceError;
use crate::service::carry::{Taken, Wish};
use axum::http::{Method, header};

/// Where credentials are taken.
pub(in crate::http) const ROUTES: &[Route] = &[Route {
    method: Method::GET,
    path: "/api/v1/credentials/{id}/carriers/{kind}",
    access: Access::Needs(Scope::Read),
    body: BodyRule::None,
    lane: Lane::Store,
    is_door: false,
    handler: read,
    described: Some(describe),
}];

fn read(call: &Call) -> Result<Answer, Problem> {
    let [proof] = call.query(["proof"])?;
    let id = call.parameter("id")?;
    let name = call.parameter("kind")?;
    let taken = Taken::named(name).ok_or_else(|| ServiceError::NotFound {
        what: "carrier",
        name: name.to_owned(),
        near: Taken::ALL.map(|one| one.name().to_owned()).to_vec(),
    })?;
    // `+` joins the suites of a proof set, and is a space in a query.
    let proof = proof.map(|proof| proof.replace(' ', "+"));
    let wish = Wish {
        proof: proof.as_deref(),
        texts: call.texts(),
        ..Wish::for_all(taken)
    };
    let carried = call.service().carry(id, &call.caller()?.issuer, wish)?;
    let media_types = [
        "application/vc",
        "text/plain",
        "image/png",
        "image/svg+xml",
        "application/pdf",
    ];
    let mut media_types = media_types.into_iter();
    let media_type = media_types.find(|known| *known == carried.media_type);
    let name = format!("attachment; filename=\"{}\"", carried.file_name);
    let answer = Answer::verbatim(
        media_type.unwrap_or("application/octet-stream"),
        carried.bytes,
    );
    Ok(answer
        .with(header::CONTENT_DISPOSITION, &name)
        .with(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        )
        .with(header::VARY, "Accept-Language, Cookie"))
}

fn describe() -> Described {
    Described::new(
        "readCredentialCarrier",
        "A credential as something to take along: `json` or `jwt` as signed, the picture of its \
         level with the credential baked in (`png`, `svg`; Open Badges 3.0, section 5.3), or a \
         certificate with the credential attached (`pdf`)",
    )
    .query_text(
        "proof",
        "Which secured form goes in, by its proof; the first that suits unless told",
    )
    .gives_text(200, "The file, with a name for it in `Content-Disposition`")
    .also_gives(
        200,
        &[
            "application/vc",
            "image/png",
            "image/svg+xml",
            "application/pdf",
        ],
    )
    .fails(
        404,
        "There is no such credential, no such proof of it, or no such carrier",
    )
    .fails(410, "Its learner was erased")
    .fails(422, "It is of a form that is not baked into pictures")
}
