//! The stylesheet, the script and the mark of all pages: from the binary, under names that change with their
//! content, so that copies may be kept for ever.

use crate::digest::sha256_hex;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::problem::Problem;
use crate::service::ServiceError;
use axum::http::header;
use std::sync::LazyLock;

/// A file that pages need.
struct Asset {
    name: String,
    media_type: &'static str,
    text: &'static str,
}

impl Asset {
    fn new(ending: &str, media_type: &'static str, text: &'static str) -> Self {
        let digest = sha256_hex(&[text.as_bytes()]);
        Self {
            name: format!("pages.{}.{ending}", &digest[..16]),
            media_type,
            text,
        }
    }
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("style/pages.css");
    Asset::new("css", "text/css; charset=utf-8", text)
});

static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let text = include_str!("script/pages.js");
    Asset::new("js", "text/javascript; charset=utf-8", text)
});

/// The mark that a browser shows beside a page's title.
static MARK: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("svg", "image/svg+xml", include_str!("style/mark.svg")));

/// The path of the stylesheet.
pub(super) fn style() -> [&'static str; 2] {
    ["assets", &STYLE.name]
}

/// The path of the script.
pub(super) fn script() -> [&'static str; 2] {
    ["assets", &SCRIPT.name]
}

/// The path of the mark.
pub(super) fn mark() -> [&'static str; 2] {
    ["assets", &MARK.name]
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let file = call.parameter("file")?;
    let assets = [&STYLE, &SCRIPT, &MARK];
    let Some(asset) = assets.into_iter().find(|asset| asset.name == file) else {
        let error = ServiceError::NotFound {
            what: "file",
            name: file.to_owned(),
            near: Vec::new(),
        };
        return Err(error.into());
    };
    Ok(Answer::verbatim(asset.media_type, asset.text)
        .with(header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
}

pub(super) fn describe() -> Described {
    Described::new(
        "asset",
        "The stylesheet, the script or the mark of the pages",
    )
    .gives_nothing(200, "The file")
    .also_gives(200, &["text/css", "text/javascript", "image/svg+xml"])
    .fails(404, "There is no such file")
}
