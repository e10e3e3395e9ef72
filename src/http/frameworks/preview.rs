//! `/api/v1/frameworks/preview`: what an import would store. Nothing is stored.

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::openapi::Described;
use super::super::problem::{FindingDocument, Problem};
use super::LevelSummary;
use super::request::{self, FrameworkAddress, ImportBody};
use crate::finding::Finding;
use crate::service::frameworks::source::FrameworkSource;
use utoipa::ToSchema;

pub(in crate::http) fn preview(call: &Call) -> Result<Answer, Problem> {
    let [] = call.query([])?;
    let service = call.service();
    let body = request::read(&call.body)?;
    let source = match &body {
        ImportBody::Document => FrameworkSource::Document(&call.body),
        ImportBody::Address { url, confirm: None } => FrameworkSource::Address(url),
        ImportBody::Address { .. } => return Err(nothing_to_confirm()),
    };
    let found = service.find_framework(source)?;
    Answer::json(&service.preview_framework(&found)?)
}

fn nothing_to_confirm() -> Problem {
    let detail = "a preview stores nothing, so there is nothing to confirm";
    let finding = Finding::new("/confirm", "unknown-member", detail);
    Problem::invalid("the request", vec![finding])
}

pub(in crate::http) fn describe() -> Described {
    Described::new(
        "previewFramework",
        "What an import would store, from a document or from an address; nothing is stored",
    )
    .takes_object_or::<FrameworkAddress>(
        "An export of LER.me or the National Skills Exchange, schema 1.0, or a CFPackage of CASE \
         1.1 or 1.0; or where one stands",
    )
    .gives::<FrameworkPreviewBody>(200, "What would be stored")
    .fails(
        422,
        "The framework is not right, and every fault is listed; or it is to be fetched, and cannot \
         be: the problem's type says why (`url-not-allowed`, `host-unknown`, `no-answer`, \
         `http-status` and others)",
    )
}

/// What an import would store.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `service::frameworks::preview`")]
#[schema(as = FrameworkPreview, rename_all = "camelCase")]
struct FrameworkPreviewBody {
    /// What names it across its versions: the O*NET-SOC code, or the identifier of its CFDocument.
    key: String,
    /// The version.
    version: String,
    /// The occupation's title, or what else it is about.
    title: String,
    /// The levels, low to high.
    levels: Vec<LevelSummary>,
    /// How many headings stand between levels and statements.
    groups: usize,
    /// Whose content it is and where that comes from, as it says itself.
    credit: String,
    /// The licence that a CFDocument names.
    #[schema(nullable = false)]
    licence: Option<String>,
    /// What was decided where the document leaves a choice.
    notes: Vec<String>,
    /// Where it was found in the end, if it was fetched.
    #[schema(format = "uri", nullable = false)]
    address: Option<String>,
    /// The digest of the content (SHA-256): what `confirm` repeats.
    digest: String,
    /// Whether this version is on record: `no`; `same`, so that an import changes nothing; `other`
    /// content, so that it cannot be imported.
    #[schema(example = "no")]
    on_record: String,
    /// Where other content is on record: the differences.
    #[schema(nullable = false)]
    differences: Option<Vec<FindingDocument>>,
    /// What changed since the newest of the other versions on record, as `diff` tells it.
    #[schema(value_type = Object, required = false)]
    changes: String,
}
