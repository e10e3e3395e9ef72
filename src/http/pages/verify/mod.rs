//! `/verify`: the employer's page. Anybody hands in what a candidate sent (text, files, a
//! photograph, links) and is told in plain words whether it is good and what it says.
//!
//! | file | its question |
//! | --- | --- |
//! | `asked` | what was handed in, and what is expected of it? |
//! | `checked` | what did the verifier find, one document after the other? |
//! | `photograph` | what is in a picture that carries no credential: a QR code? |
//! | `form` | the page with the form |
//! | `report` | what is shown of a report: verdict, achievement, checks, parts |
//! | `result` | the page of one document |
//! | `several` | the page of several, and their table for spreadsheets |
//! | `receipt` | the page of a receipt that somebody shows |
//!
//! Nothing is kept: what was handed in goes back to the browser in the page, where a button needs it
//! once more. Nothing of a document whose proof is not right is shown as a fact: its words stand in
//! the folded text of the document alone, which says so.

mod asked;
mod checked;
mod form;
mod photograph;
mod receipt;
mod report;
mod result;
mod several;

use self::asked::{Asked, Give};
use self::checked::{Checked, Found};
use super::show;
use crate::http::answer::{Answer, JSON};
use crate::http::call::Call;
use crate::http::problem::{NOT_FILLED_IN, Problem};
use crate::http::routes::{Access, Lane, Route};
use crate::service::receipts::SignedReceipt;
use crate::service::verify::MAX_CREDENTIAL_BYTES;
use axum::http::{StatusCode, header};

/// The longest form: a document of the greatest length, and what stands around it.
const LONGEST: usize = MAX_CREDENTIAL_BYTES + (256 << 10);

/// The most documents at once.
const MOST: usize = 50;

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page("/verify", Access::Page, ask),
    Route::form("/verify", Access::Page, LONGEST, answer).in_lane(Lane::Proof),
];

/// The page with the form. A link that the address brings is filled in, and opened by nobody
/// before the form is sent.
fn ask(call: &Call) -> Result<Answer, Problem> {
    let [url] = call.query(["url"])?;
    let page = form::FormPage::new(call, asked::Kept::link(url.unwrap_or_default()));
    show(call, StatusCode::OK, &page)
}

fn answer(call: &Call) -> Result<Answer, Problem> {
    let asked = match Asked::read(call) {
        Ok(asked) => asked,
        Err(refused) => {
            let page = form::FormPage::new(call, refused.kept).with(refused.faults);
            return show(call, NOT_FILLED_IN, &page);
        }
    };
    let checked = checked::check(call, &asked)?;
    if asked.give == Give::Table {
        return several::table(call, &checked);
    }
    match <[Checked; 1]>::try_from(checked) {
        Ok([one]) => answer_one(call, asked, one),
        Err(several) => show(
            call,
            StatusCode::OK,
            &several::SeveralPage::new(call, &asked, &several)?,
        ),
    }
}

fn answer_one(call: &Call, asked: Asked, one: Checked) -> Result<Answer, Problem> {
    match one.found {
        Found::Report(found) => match found.receipt {
            Some(Ok(receipt)) => give(&receipt),
            _ => show(
                call,
                StatusCode::OK,
                &result::ResultPage::new(call, &asked, &one.name, *found)?,
            ),
        },
        Found::Receipt(shown) => show(
            call,
            StatusCode::OK,
            &receipt::ReceiptPage::new(call, &shown),
        ),
        Found::Nothing(why) => {
            let t = call.texts();
            let fault = asked::Fault {
                field: one.field,
                message: why.message(t),
                detail: why.detail(),
            };
            let page = form::FormPage::new(call, asked.kept).with(vec![fault]);
            show(call, NOT_FILLED_IN, &page)
        }
    }
}

/// A receipt as a file: what it says, for people, beside the token that alone counts.
fn give(receipt: &SignedReceipt) -> Result<Answer, Problem> {
    let text = serde_json::to_vec_pretty(receipt)
        .map_err(|error| Problem::defect(format!("a receipt has no JSON form: {error}")))?;
    let file = "attachment; filename=\"verification-receipt.json\"";
    Ok(Answer::verbatim(JSON, text).with(header::CONTENT_DISPOSITION, file))
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use super::samples::of;
    vec![
        ("verify", of::<form::FormPage>(text)),
        ("verified", of::<result::ResultPage>(text)),
        ("verified several", of::<several::SeveralPage>(text)),
        ("receipt", of::<receipt::ReceiptPage>(text)),
    ]
}
