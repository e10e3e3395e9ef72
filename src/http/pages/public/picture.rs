//! `/achievements/{key}/{version}/levels/{level}/picture.svg` and its like, also below
//! `/issuers/{slug}`: what a level looks like, as a drawing, as pixels, and wide for whoever shows a
//! link (Open Graph protocol).
//!
//! A drawing that others made is never shown as a document of this site: it is offered as a file,
//! and a browser that opens it all the same lets nothing in it run (Content Security Policy Level 3,
//! `sandbox`). A page may still show it as a picture, where nothing runs either.

use super::achievement::Shown;
use super::level::named;
use super::visit::{KEEP, visit};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::conditional::{entity_tag, unless_known};
use crate::http::described::Described;
use crate::http::problem::Problem;
use crate::http::routes::{Access, Route};
use crate::service::pictures::{LevelPicture, Look};
use crate::texts::Texts;
use axum::body::Bytes;
use axum::http::{StatusCode, header};

/// Nothing in a picture asks for anything or runs.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/// Where the pictures are.
pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page(
        "/achievements/{key}/{version}/levels/{level}/picture.svg",
        Access::Public,
        drawing,
    )
    .described(describe_drawing),
    Route::page(
        "/achievements/{key}/{version}/levels/{level}/picture.png",
        Access::Public,
        pixels,
    )
    .described(describe_pixels),
    Route::page(
        "/achievements/{key}/{version}/levels/{level}/picture-wide.png",
        Access::Public,
        wide,
    )
    .described(describe_wide),
    Route::page(
        "/issuers/{slug}/achievements/{key}/{version}/levels/{level}/picture.svg",
        Access::Public,
        drawing,
    )
    .described(describe_drawing_of),
    Route::page(
        "/issuers/{slug}/achievements/{key}/{version}/levels/{level}/picture.png",
        Access::Public,
        pixels,
    )
    .described(describe_pixels_of),
    Route::page(
        "/issuers/{slug}/achievements/{key}/{version}/levels/{level}/picture-wide.png",
        Access::Public,
        wide,
    )
    .described(describe_wide_of),
];

fn drawing(call: &Call) -> Result<Answer, Problem> {
    read(call, Look::Drawing)
}

fn pixels(call: &Call) -> Result<Answer, Problem> {
    read(call, Look::Pixels)
}

fn wide(call: &Call) -> Result<Answer, Problem> {
    read(call, Look::Wide)
}

/// The last part of the address of a picture.
pub(super) fn file(look: Look) -> &'static str {
    match look {
        Look::Drawing => "picture.svg",
        Look::Pixels => "picture.png",
        Look::Wide => "picture-wide.png",
    }
}

fn read(call: &Call, look: Look) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let level = visit.name("level")?;
        let shown = Shown::of(visit, &["levels", level, file(look)])?;
        if named(&shown.found.framework, level).is_none() {
            return Err(visit.nothing("level", level));
        }
        let id = shown.found.framework.id();
        let slug = &shown.issuer.profile.slug;
        // What stands at an address is the same for everybody.
        let texts = Texts::default();
        let picture = visit
            .service()
            .level_picture(slug, &id, level, look, texts)?;
        Ok(match picture {
            Some(picture) => answer(call, &picture, look),
            None => {
                let part = ["levels", level, file(Look::Pixels)];
                let there = shown.link(&visit.links, &part);
                Answer::empty()
                    .status(StatusCode::TEMPORARY_REDIRECT)
                    .with(header::LOCATION, &there)
                    .with(header::CACHE_CONTROL, KEEP)
            }
        })
    })
}

fn answer(call: &Call, picture: &LevelPicture, look: Look) -> Answer {
    let tag = entity_tag(&picture.bytes);
    let body = || Bytes::copy_from_slice(&picture.bytes);
    let answer = unless_known(call, &tag, || Answer::verbatim(picture.media_type, body()));
    let answer = answer
        .with(header::CACHE_CONTROL, KEEP)
        .with(header::CONTENT_SECURITY_POLICY, POLICY)
        .with(header::X_FRAME_OPTIONS, "DENY");
    match picture.is_own && look == Look::Drawing {
        true => answer.with(
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"picture.svg\"",
        ),
        false => answer,
    }
}

fn describe_drawing() -> Described {
    let summary = "The picture of a level as the default issuer gives it, as SVG";
    described("levelDrawing", summary, "image/svg+xml")
}

fn describe_pixels() -> Described {
    let summary = "The picture of a level as the default issuer gives it, as PNG";
    described("levelPixels", summary, "image/png")
}

fn describe_wide() -> Described {
    let summary = "The same picture for whoever shows a link: 1200 × 630 pixels";
    described("levelWide", summary, "image/png")
}

fn describe_drawing_of() -> Described {
    let summary = "The picture of a level as an issuer gives it, as SVG";
    described("levelDrawingOf", summary, "image/svg+xml")
}

fn describe_pixels_of() -> Described {
    let summary = "The picture of a level as an issuer gives it, as PNG";
    described("levelPixelsOf", summary, "image/png")
}

fn describe_wide_of() -> Described {
    let summary = "The same picture of an issuer's for whoever shows a link: 1200 × 630 pixels";
    described("levelWideOf", summary, "image/png")
}

fn described(id: &str, summary: &str, media_type: &'static str) -> Described {
    let described = Described::new(id, summary)
        .gives_nothing(200, "The picture")
        .also_gives(200, &[media_type])
        .gives_nothing(304, "It is what the client has already")
        .gives_nothing(
            308,
            "The version was withdrawn, and this is in its successor",
        )
        .fails(404, "There is no such issuer, framework or level")
        .fails(410, "The version was withdrawn");
    match media_type {
        "image/svg+xml" => described.gives_nothing(307, "The issuer's own picture is no drawing"),
        _ => described,
    }
}
