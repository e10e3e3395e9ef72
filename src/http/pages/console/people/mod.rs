//! `/console/people`: who signs in at the OpenID Connect provider, and what they may do.

use super::confirm::{ConfirmPage, confirmed};
use super::desk::role_name;
use super::{Tab, at};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::people::PersonRecord;
use crate::service::sessions::Role;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

const HERE: &str = "/console/people";
const ROLE: &str = "/console/people/role";

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/people/page.html")]
pub(in crate::http) struct PeoplePage {
    pub t: Texts,
    pub shell: Shell,
    pub done: bool,
    /// What people call the provider, where there is one.
    pub provider: Option<String>,
    pub people: Vec<PersonRow>,
    /// What each role may do: its name, and that in words.
    pub roles: Vec<(String, String)>,
}

/// Somebody.
#[derive(Debug, Clone)]
pub(in crate::http) struct PersonRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub created: String,
    /// Whether they wait for a role.
    pub waits: bool,
    /// The roles: value, name, whether it is theirs.
    pub roles: Vec<(&'static str, String, bool)>,
}

impl PersonRow {
    fn new(t: Texts, person: PersonRecord) -> Self {
        let none = ("none", t.say("console-role-none").to_string());
        let mut roles = vec![(none.0, none.1, person.role.is_none())];
        for role in Role::ALL {
            roles.push((role.name(), role_name(t, role), person.role == Some(role)));
        }
        Self {
            waits: person.role.is_none(),
            id: person.id,
            name: person.name,
            email: person.email.unwrap_or_default(),
            created: person.created,
            roles,
        }
    }
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [done] = call.query(["done"])?;
    let (t, service) = (call.texts(), call.service());
    let people = service.people(&call.session()?.issuer)?;
    let words = |role| match role {
        Role::Admin => t.say("console-role-admin-may"),
        Role::Issuer => t.say("console-role-issuer-may"),
        Role::Assessor => t.say("console-role-assessor-may"),
        Role::Auditor => t.say("console-role-auditor-may"),
    };
    let page = PeoplePage {
        t,
        shell: Shell::console(call, &t.say("console-people").to_string(), Tab::People)?,
        done: done.as_deref() == Some("role"),
        provider: service.sign_in_provider().map(str::to_owned),
        people: people
            .into_iter()
            .map(|one| PersonRow::new(t, one))
            .collect(),
        roles: Role::ALL
            .map(|role| (role_name(t, role), words(role).to_string()))
            .to_vec(),
    };
    show(call, StatusCode::OK, &page)
}

pub(super) fn set(call: &Call) -> Result<Answer, Problem> {
    let (t, service, caller) = (call.texts(), call.service(), call.acting()?);
    let form = call.form();
    let person = service.person(&caller, form.filled("person").unwrap_or_default())?;
    let role = match form.text("role") {
        Some("none") => None,
        Some(name) => Some(Role::named(name).ok_or_else(super::no_such_act)?),
        None => return Err(super::no_such_act()),
    };
    // What takes something away is asked for again.
    let loses = person.role.is_some() && (role.is_none() || person.role == Some(Role::Admin));
    if loses && person.role != role && !confirmed(call, None) {
        let title = t.say("console-take-role");
        let submit = t.say("console-change");
        let page = ConfirmPage::new(call, Tab::People, title, (ROLE, HERE), submit)?;
        let page = match role {
            None => page.follows(t.say("console-take-role-out")),
            Some(role) => {
                let words = t.say("console-take-role-other");
                page.follows(words.with("role", role_name(t, role)))
            }
        };
        return page
            .about(&person.name)
            .follows(t.say("console-take-role-now"))
            .holding(call, &["person", "role"])
            .ask(call);
    }
    service.set_role(&caller, &person.id, role)?;
    Ok(see_other(call, &at(HERE, &[("done", "role")])))
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for PeoplePage {
    fn sample(text: &str) -> Self {
        let text = || text.to_owned();
        Self {
            t: Texts::default(),
            shell: Shell::sample(&text()),
            done: true,
            provider: Some(text()),
            people: vec![PersonRow {
                id: text(),
                name: text(),
                email: text(),
                created: text(),
                waits: true,
                roles: vec![("admin", text(), true)],
            }],
            roles: vec![(text(), text())],
        }
    }
}
