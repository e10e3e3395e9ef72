//! `/console/issue`: assessments from which nothing was issued yet; and, with `?assessment=`, what
//! would be issued from one: chosen, looked at, issued.

mod form;
mod waiting;

use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::FORM;
use crate::http::problem::Problem;
use crate::http::routes::{Access, Route};
use crate::service::issue::Form;
use crate::service::sessions::Right;
use crate::texts::Texts;

/// Where everything is.
const HERE: &str = "/console/issue";

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page(HERE, Access::Console(Right::Issue), read),
    Route::form(HERE, Access::Console(Right::Issue), FORM, form::issue),
    Route::form(
        "/console/issue/many",
        Access::Console(Right::Issue),
        FORM,
        waiting::issue,
    ),
];

fn read(call: &Call) -> Result<Answer, Problem> {
    let pairs = url::form_urlencoded::parse(call.query.as_bytes());
    let pairs: Vec<(String, String)> = pairs.into_owned().collect();
    match pairs.iter().any(|(name, _)| name == "assessment") {
        true => form::read(call, &pairs),
        false => waiting::read(call),
    }
}

/// Something that can be chosen, with what it is good for.
#[derive(Debug)]
pub(super) struct Choice {
    pub value: &'static str,
    pub name: String,
    pub hint: String,
    pub chosen: bool,
}

/// The forms, of which these are chosen.
fn forms(t: Texts, chosen: &[Form]) -> Vec<Choice> {
    let choice = |form: Form| {
        let (name, hint) = match form {
            Form::OpenBadge => (
                t.say("credentials-form-open-badge"),
                t.say("issue-form-open-badge"),
            ),
            Form::Clr => (t.say("credentials-form-clr"), t.say("issue-form-clr")),
            Form::LerRs => (t.say("credentials-form-ler-rs"), t.say("issue-form-ler-rs")),
            Form::HrOpenLerRs => (
                t.say("credentials-form-hr-open-ler-rs"),
                t.say("issue-form-hr-open-ler-rs"),
            ),
        };
        Choice {
            value: form.name(),
            name: name.to_string(),
            hint: hint.to_string(),
            chosen: chosen.contains(&form),
        }
    };
    Form::ALL.into_iter().map(choice).collect()
}

/// The ways to secure, of which these are chosen.
fn proofs(t: Texts, chosen: &[String]) -> Vec<Choice> {
    let choice = |value: &'static str, name: crate::texts::Message, hint| Choice {
        value,
        name: name.to_string(),
        hint: crate::texts::Message::to_string(&hint),
        chosen: chosen.iter().any(|one| one == value),
    };
    vec![
        choice(
            "eddsa-rdfc-2022",
            t.say("issue-proof-rdfc"),
            t.say("issue-proof-rdfc-hint"),
        ),
        choice(
            "eddsa-jcs-2022",
            t.say("issue-proof-jcs"),
            t.say("issue-proof-jcs-hint"),
        ),
        choice(
            "vc-jwt",
            t.say("issue-proof-jwt"),
            t.say("issue-proof-jwt-hint"),
        ),
    ]
}

/// The last moment of a day, as the end of validity; whatever is no day is left for the service to
/// refuse.
fn end_of(day: &str) -> String {
    match day.contains('T') {
        true => day.to_owned(),
        false => format!("{day}T23:59:59Z"),
    }
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use crate::http::pages::samples::of;
    vec![
        ("issue", of::<waiting::WaitingPage>(text)),
        ("issue one", of::<form::IssuePage>(text)),
    ]
}
