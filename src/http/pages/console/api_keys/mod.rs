//! `/console/api-keys`: keys to the HTTP interface. A new one is shown once.

use super::confirm::{ConfirmPage, confirmed};
use super::{Tab, at};
use crate::finding::Finding;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::records::api_key::Scope;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

const HERE: &str = "/console/api-keys";
const REVOKE: &str = "/console/api-keys/revoke";

/// The scopes that a key can have, by their names.
const SCOPES: [(Scope, &str); 6] = [
    (Scope::Read, "read"),
    (Scope::Import, "import"),
    (Scope::Assess, "assess"),
    (Scope::Issue, "issue"),
    (Scope::Status, "status"),
    (Scope::Admin, "admin"),
];

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/api_keys/page.html")]
pub(in crate::http) struct ApiKeysPage {
    pub t: Texts,
    pub shell: Shell,
    pub done: Option<String>,
    /// The key that was made just now.
    pub made: Option<String>,
    pub keys: Vec<ApiKeyRow>,
    /// The scopes to choose from: their names and what they allow.
    pub scopes: Vec<(&'static str, String)>,
}

/// A key.
#[derive(Debug, Clone)]
pub(in crate::http) struct ApiKeyRow {
    pub id: String,
    pub scopes: String,
    pub created: String,
    pub revoked: Option<String>,
}

fn scope_name(scope: Scope) -> &'static str {
    let known = SCOPES.into_iter().find(|(known, _)| *known == scope);
    known.map_or("", |(_, name)| name)
}

fn scope_words(t: Texts, scope: Scope) -> String {
    let words = match scope {
        Scope::Read => t.say("console-scope-read"),
        Scope::Import => t.say("console-scope-import"),
        Scope::Assess => t.say("console-scope-assess"),
        Scope::Issue => t.say("console-scope-issue"),
        Scope::Status => t.say("console-scope-status"),
        Scope::Admin => t.say("console-scope-admin"),
    };
    words.to_string()
}

impl ApiKeysPage {
    fn new(call: &Call, done: Option<String>, made: Option<String>) -> Result<Self, Problem> {
        let t = call.texts();
        let issuer = &call.session()?.issuer;
        let mut keys = call.service().api_keys()?;
        keys.retain(|key| key.issuer == *issuer);
        keys.sort_by(|left, right| {
            let order = |key: &crate::records::api_key::ApiKeyRecord| key.revoked.is_some();
            (order(left), &right.created).cmp(&(order(right), &left.created))
        });
        let row = |key: crate::records::api_key::ApiKeyRecord| ApiKeyRow {
            scopes: key
                .scopes
                .iter()
                .map(|scope| scope_name(*scope))
                .collect::<Vec<_>>()
                .join(", "),
            id: key.id,
            created: key.created,
            revoked: key.revoked,
        };
        Ok(Self {
            t,
            shell: Shell::console(call, &t.say("console-api-keys").to_string(), Tab::ApiKeys)?,
            done,
            made,
            keys: keys.into_iter().map(row).collect(),
            scopes: SCOPES
                .map(|(scope, name)| (name, scope_words(t, scope)))
                .to_vec(),
        })
    }
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [done] = call.query(["done"])?;
    let told = match done.as_deref() {
        Some("revoke") => Some(call.texts().say("console-api-key-revoked").to_string()),
        _ => None,
    };
    show(call, StatusCode::OK, &ApiKeysPage::new(call, told, None)?)
}

/// Makes a key. Its page is the answer itself: nobody can open it again.
pub(super) fn make(call: &Call) -> Result<Answer, Problem> {
    let chosen: Vec<&str> = call.form().all("scope").collect();
    let scopes: Vec<Scope> = SCOPES
        .into_iter()
        .filter(|(_, name)| chosen.contains(name))
        .map(|(scope, _)| scope)
        .collect();
    if scopes.is_empty() {
        let finding = Finding::new("/scope", "missing", "a key is for something; choose what");
        return Err(Problem::invalid("the form", vec![finding]));
    }
    let made = call.service().create_api_key(&call.acting()?, scopes)?;
    let page = ApiKeysPage::new(call, None, Some(made.token))?;
    show(call, StatusCode::OK, &page)
}

pub(super) fn revoke(call: &Call) -> Result<Answer, Problem> {
    let t = call.texts();
    let id = call.form().filled("key").unwrap_or_default();
    if !confirmed(call, None) {
        let title = t.say("console-revoke-api-key");
        let submit = t.say("console-revoke");
        return ConfirmPage::new(call, Tab::ApiKeys, title, (REVOKE, HERE), submit)?
            .about(id)
            .follows(t.say("console-revoke-api-key-stops"))
            .follows(t.say("console-revoke-api-key-ever"))
            .holding(call, &["key"])
            .ask(call);
    }
    call.service()
        .revoke_api_key_of_several(&call.acting()?, id)?;
    Ok(see_other(call, &at(HERE, &[("done", "revoke")])))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ApiKeysPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            done: Some(text.to_owned()),
            made: Some(text.to_owned()),
            keys: vec![ApiKeyRow {
                id: text.to_owned(),
                scopes: text.to_owned(),
                created: text.to_owned(),
                revoked: None,
            }],
            scopes: vec![("read", text.to_owned())],
        }
    }
}
