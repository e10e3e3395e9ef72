//! The stylesheet of the public pages: from the binary, under a name that changes with its content,
//! so that copies may be kept for ever.

use crate::digest::sha256_hex;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::problem::Problem;
use crate::service::ServiceError;
use axum::http::header;
use std::sync::LazyLock;

const TEXT: &str = include_str!("public.css");

static NAME: LazyLock<String> = LazyLock::new(|| {
    let digest = sha256_hex(&[TEXT.as_bytes()]);
    format!("public.{}.css", &digest[..16])
});

/// Its name.
pub(super) fn name() -> &'static str {
    &NAME
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    let file = call.parameter("file")?;
    if file != name() {
        let error = ServiceError::NotFound {
            what: "stylesheet",
            name: file.to_owned(),
            near: Vec::new(),
        };
        return Err(error.into());
    }
    Ok(Answer::verbatim("text/css; charset=utf-8", TEXT)
        .with(header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
}

pub(in crate::http) fn describe() -> Described {
    Described::new("stylesheet", "The stylesheet of the public pages")
        .gives_nothing(200, "The stylesheet")
        .also_gives(200, &["text/css"])
        .fails(404, "There is no such file")
}
