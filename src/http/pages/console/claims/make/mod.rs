//! Which credentials a link is for, how long it works, whether it is sent; and the links that were
//! made before.

use super::HERE;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::Tab;
use crate::http::pages::record::{State, name_of};
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::Problem;
use crate::service::claims::{ClaimState, ClaimView, DAYS, MAX_DAYS};
use crate::service::my_record::short_id;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/claims/make/page.html")]
pub(in crate::http) struct MakePage {
    pub t: Texts,
    pub shell: Shell,
    /// The learner's name; empty where it is not known.
    pub name: String,
    /// The credential that one came from, as it stands in addresses.
    pub from: String,
    pub choices: Vec<Choice>,
    pub days: u16,
    pub most_days: u16,
    /// The addresses that a link can be sent to; none where no letters are sent.
    pub addresses: Vec<String>,
    /// Why no letter can be sent; empty where one can.
    pub no_post: String,
    pub claims: Vec<Line>,
}

/// A credential that a link can be for.
#[derive(Debug)]
pub(in crate::http) struct Choice {
    pub id: String,
    pub name: String,
    pub state: State,
    pub chosen: bool,
}

/// A link that was made before.
#[derive(Debug)]
pub(in crate::http) struct Line {
    pub id: String,
    pub made: String,
    pub until: String,
    pub state: String,
    pub sent: String,
    pub is_open: bool,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [id] = call.query(["id"])?;
    let id = id.ok_or_else(|| Problem::bad_request("bad-query", "name a credential: ?id=…"))?;
    let basis = call.service().claim_basis(&call.acting()?, &id)?;
    let t = call.texts();
    let choice = |one: &crate::service::my_record::HeldCredential| Choice {
        id: one.short_id.clone(),
        name: name_of(t, one),
        state: State::of(t, one),
        chosen: one.id == basis.chosen,
    };
    let posts = call.service().can_post();
    let title = t.say("claim-make-title").to_string();
    let page = MakePage {
        t,
        shell: Shell::console(call, &title, Tab::Credentials)?,
        name: basis.name.clone().unwrap_or_default(),
        from: short_id(&basis.chosen),
        choices: basis.credentials.iter().map(choice).collect(),
        days: DAYS,
        most_days: MAX_DAYS,
        addresses: match posts {
            Ok(()) => basis.addresses.clone(),
            Err(_) => Vec::new(),
        },
        no_post: match &posts {
            Ok(()) if basis.addresses.is_empty() => t.say("claim-make-no-address").to_string(),
            Ok(()) => String::new(),
            Err(_) => t.say("claim-make-no-post").to_string(),
        },
        claims: basis.claims.iter().map(|one| Line::new(t, one)).collect(),
    };
    show(call, StatusCode::OK, &page)
}

pub(super) fn withdraw(call: &Call) -> Result<Answer, Problem> {
    let form = call.form();
    let id = form.filled("claim").unwrap_or_default();
    call.service().withdraw_claim(&call.acting()?, id)?;
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("id", form.filled("from").unwrap_or_default());
    Ok(see_other(call, &format!("{HERE}?{}", query.finish())))
}

impl Line {
    fn new(t: Texts, view: &ClaimView) -> Self {
        let state = match &view.state {
            ClaimState::Open => t.say("claim-state-open"),
            ClaimState::Redeemed(at) => t.say("claim-state-redeemed").with("day", day(at)),
            ClaimState::Withdrawn(at) => t.say("claim-state-withdrawn").with("day", day(at)),
            ClaimState::Expired => t.say("claim-state-expired"),
        };
        let sent: Vec<&str> = view.sent.iter().map(|sent| sent.to.as_str()).collect();
        Self {
            id: view.id.clone(),
            made: day(&view.created).to_owned(),
            until: day(&view.expires).to_owned(),
            state: state.to_string(),
            sent: sent.join(", "),
            is_open: view.state == ClaimState::Open,
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for MakePage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            from: text.to_owned(),
            choices: vec![Choice {
                id: text.to_owned(),
                name: text.to_owned(),
                state: State::sample(text),
                chosen: true,
            }],
            days: DAYS,
            most_days: MAX_DAYS,
            addresses: vec![text.to_owned()],
            no_post: text.to_owned(),
            claims: vec![Line {
                id: text.to_owned(),
                made: text.to_owned(),
                until: text.to_owned(),
                state: text.to_owned(),
                sent: text.to_owned(),
                is_open: true,
            }],
        }
    }
}
