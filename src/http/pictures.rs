//! `/api/v1/frameworks/{soc}/{version}/levels/{level}/picture`: an issuer's own picture of a level.
//!
//! What it is is told by its content; the media type of the request is not asked.

use super::answer::Answer;
use super::call::Call;
use super::openapi::Described;
use super::problem::Problem;
use super::routes::{Access, BodyRule, Lane, Route};
use crate::framework::FrameworkId;
use crate::records::api_key::Scope;
use crate::records::picture::PictureKind;
use crate::service::pictures::MAX_BYTES;
use axum::http::Method;
use serde::Serialize;
use utoipa::ToSchema;

const PATH: &str = "/api/v1/frameworks/{soc}/{version}/levels/{level}/picture";

/// Setting it, and taking it away.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::PUT,
        path: PATH,
        access: Access::Needs(Scope::Import),
        body: BodyRule::Any(MAX_BYTES),
        lane: Lane::Store,
        is_door: false,
        handler: set,
        described: Some(describe_set),
    },
    Route {
        method: Method::DELETE,
        path: PATH,
        access: Access::Needs(Scope::Import),
        body: BodyRule::None,
        lane: Lane::Store,
        is_door: false,
        handler: remove,
        described: Some(describe_remove),
    },
];

/// A picture on record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LevelPicture)]
struct PictureAnswer<'r> {
    /// What it is: `png` or `svg`.
    #[schema(value_type = String)]
    kind: Option<PictureKind>,
    /// How many bytes it has.
    bytes: usize,
    /// SHA-256 of its bytes, in hexadecimal digits.
    digest: &'r str,
    /// When it was set.
    at: &'r str,
}

fn framework(call: &Call) -> Result<FrameworkId, Problem> {
    Ok(FrameworkId {
        key: call.parameter("soc")?.to_owned(),
        version: call.parameter("version")?.to_owned(),
    })
}

fn set(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let level = call.parameter("level")?;
    let service = call.service();
    let record = service.set_picture(&call.acting()?, &framework(call)?, level, &call.body)?;
    Answer::json(&PictureAnswer {
        kind: record.kind,
        bytes: record.length,
        digest: &record.digest,
        at: &record.at,
    })
}

fn remove(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let level = call.parameter("level")?;
    let service = call.service();
    service.remove_picture(&call.acting()?, &framework(call)?, level)?;
    Ok(Answer::empty())
}

fn describe_set() -> Described {
    Described::new(
        "setLevelPicture",
        "Sets the caller's own picture of a level, in the place of the one that is drawn",
    )
    .takes_file(
        "A PNG (at most 2 MiB and 4096 × 4096 pixels, still) or an SVG (at most 1 MiB)",
        &["image/png", "image/svg+xml"],
    )
    .gives::<PictureAnswer<'_>>(
        200,
        "It is shown from now on, and credentials are baked into it",
    )
    .fails(404, "There is no such framework or level")
    .fails(
        422,
        "The picture may not be used, and every fault is listed: it is no PNG or SVG, is broken, \
         moves, runs something, asks elsewhere, or takes too much work to draw",
    )
}

fn describe_remove() -> Described {
    Described::new(
        "removeLevelPicture",
        "Takes the caller's own picture of a level away; again changes nothing",
    )
    .gives_nothing(204, "The picture that is drawn is shown again")
    .fails(404, "There is no such framework or level")
}
