//! `/console/credentials`: what was issued. Searching it, looking at one, and revoking, suspending,
//! reinstating and reissuing one or many.

mod confirm;
mod list;
mod one;
mod sought;

use crate::http::call::Call;
use crate::http::pages::FORM;
use crate::http::routes::{Access, Route};
use crate::records::credential::State;
use crate::records::register::Entry;
use crate::service::sessions::Right;
use crate::texts::Texts;
use sought::Sought;

/// Where everything is.
const HERE: &str = "/console/credentials";

pub(in crate::http) const ROUTES: &[Route] = &[
    Route::page(HERE, Access::Console(Right::Look), list::read),
    Route::page(
        "/console/credentials/confirm",
        Access::Console(Right::Status),
        confirm::read,
    ),
    Route::form(
        "/console/credentials/acts",
        Access::Console(Right::Status),
        FORM,
        confirm::act,
    ),
    Route::page(
        "/console/credentials/{id}",
        Access::Console(Right::Look),
        one::read,
    ),
    Route::page(
        "/console/credentials/{id}/signed",
        Access::Console(Right::Look),
        one::signed,
    ),
    Route::page(
        "/console/credentials/{id}/as/{kind}",
        Access::Console(Right::Look),
        one::carried,
    ),
];

/// The link to the page of the credential `id`.
pub(in crate::http) fn link(call: &Call, id: &str) -> String {
    call.links().to(&["console", "credentials", short(id)])
}

/// A credential's id in an address: the UUID alone, where it is one.
fn short(id: &str) -> &str {
    id.strip_prefix("urn:uuid:").unwrap_or(id)
}

/// How a credential stands, in a word and a colour.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub words: String,
    pub look: &'static str,
}

impl Standing {
    fn of(t: Texts, state: State, superseded: bool) -> Self {
        let (words, look) = match (state, superseded) {
            (State::Revoked, _) => (t.say("credentials-state-revoked"), "bad"),
            (State::Suspended, _) => (t.say("credentials-state-suspended"), "warn"),
            (State::Current, true) => (t.say("credentials-state-superseded"), ""),
            (State::Current, false) => (t.say("credentials-state-current"), "good"),
        };
        Self {
            words: words.to_string(),
            look,
        }
    }

    #[cfg(test)]
    fn sample(text: &str) -> Self {
        Self {
            words: text.to_owned(),
            look: "good",
        }
    }
}

/// A form of credentials in words.
pub(super) fn form_name(t: Texts, form: &str) -> String {
    let name = match form {
        "open-badge" => t.say("credentials-form-open-badge"),
        "clr" => t.say("credentials-form-clr"),
        "ler-rs" => t.say("credentials-form-ler-rs"),
        "hr-open-ler-rs" => t.say("credentials-form-hr-open-ler-rs"),
        "given" => t.say("credentials-form-given"),
        other => return other.to_owned(),
    };
    name.to_string()
}

/// What a credential is called in a list: what its caller wrote has no name there.
fn name_of(t: Texts, entry: &Entry) -> String {
    let name = entry.name.as_deref().filter(|name| !name.trim().is_empty());
    name.map_or_else(|| form_name(t, &entry.form), str::to_owned)
}

#[cfg(test)]
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    use crate::http::pages::samples::of;
    vec![
        ("credentials", of::<list::ListPage>(text)),
        ("credential", of::<one::CredentialPage>(text)),
        ("confirm", of::<confirm::ConfirmPage>(text)),
    ]
}
