//! Before something is done to credentials: what is about to be done, to how many, and what of it
//! cannot be undone. One credential is changed at once; several are a job.

use super::{Sought, Standing, link, name_of, short};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::Tab;
use crate::http::pages::{Shell, see_other, show};
use crate::http::problem::{NOT_FILLED_IN, Problem};
use crate::records::idempotency::IdempotencyKey;
use crate::records::job::Work;
use crate::records::register::Entry;
use crate::service::jobs::{JobRequest, MAX_ITEMS};
use crate::service::lifecycle::{Replacement, StatusAct};
use crate::service::sessions::Right;
use crate::texts::{Message, Texts};
use askama::Template;
use axum::http::StatusCode;

/// How many are chosen one by one, at most: more than stand on a page of the list.
const MAX_CHOSEN: usize = 200;
/// How many are named.
const NAMED: usize = 10;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/credentials/confirm/page.html")]
pub(in crate::http) struct ConfirmPage {
    pub t: Texts,
    pub shell: Shell,
    /// The question, and what follows from saying yes.
    pub question: String,
    pub consequence: String,
    pub submit: String,
    pub is_final: bool,
    pub needs_reason: bool,
    /// What was filled in as the reason, and whether it was missing.
    pub reason: String,
    pub lacks_reason: bool,
    /// Those that are named.
    pub named: Vec<Named>,
    /// How many more there are.
    pub others: usize,
    /// What the form sends again: which credentials, and by which id they are one job.
    pub again: Vec<(&'static str, String)>,
}

/// A credential that it is done to.
#[derive(Debug)]
pub(in crate::http) struct Named {
    pub name: String,
    pub id: String,
    pub link: String,
    pub standing: Standing,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Status(StatusAct),
    Reissue,
}

/// What is asked for.
#[derive(Debug)]
struct Asked {
    act: Act,
    /// The ids of those that were chosen one by one.
    chosen: Vec<String>,
    /// Whether it is all that match instead, up to the newest that there was when somebody asked.
    all: bool,
    sought: Sought,
    newest: Option<String>,
    /// The id of the job.
    job: Option<String>,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let pairs = url::form_urlencoded::parse(call.query.as_bytes());
    let pairs: Vec<(String, String)> = pairs.into_owned().collect();
    let asked = Asked::of(call, &pairs)?;
    show(call, StatusCode::OK, &page(call, asked, None)?)
}

pub(super) fn act(call: &Call) -> Result<Answer, Problem> {
    let fields = call.form().fields();
    let pairs: Vec<(String, String)> = fields
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let asked = Asked::of(call, &pairs)?;
    let reason = call.form().filled("reason");
    if reason.is_none() && asked.act.needs_reason() {
        return show(call, NOT_FILLED_IN, &page(call, asked, Some(""))?);
    }
    match asked.chosen.as_slice() {
        [one] if !asked.all => at_once(call, &asked, one, reason),
        _ => as_job(call, asked, reason),
    }
}

fn at_once(call: &Call, asked: &Asked, id: &str, reason: Option<&str>) -> Result<Answer, Problem> {
    let (service, caller) = (call.service(), call.acting()?);
    let id = match asked.act {
        Act::Status(act) => service.change_status(id, act, reason, &caller)?.record.id,
        Act::Reissue => {
            let whose = format!("console:{}", caller.issuer);
            let key = asked.job.as_deref().map(|key| IdempotencyKey {
                caller: &whose,
                key,
            });
            let replacement = Replacement {
                reason: reason.map(str::to_owned),
                ..Replacement::default()
            };
            let issued = service.reissue(id, &replacement, &caller, key)?;
            let first = issued.into_iter().next();
            first.map_or_else(|| id.to_owned(), |one| one.id)
        }
    };
    let path = link(call, &id);
    let path = path.strip_prefix(call.links().base()).unwrap_or(&path);
    Ok(see_other(call, path))
}

fn as_job(call: &Call, asked: Asked, reason: Option<&str>) -> Result<Answer, Problem> {
    let service = call.service();
    let items = match asked.all {
        false => asked.chosen.iter().map(|id| whole(id)).collect(),
        true => {
            let (all, _) = service.matching_credentials(
                &call.acting()?,
                &asked.sought.query(),
                asked.newest.as_deref(),
                MAX_ITEMS,
            )?;
            all.into_iter().map(|one| one.entry.id).collect()
        }
    };
    let request = JobRequest {
        id: asked.job.unwrap_or_else(|| service.new_job_id()),
        work: asked.act.work(),
        reason: reason.map(str::to_owned),
        items,
    };
    let job = service.begin_job(&request, &call.acting()?)?;
    Ok(see_other(call, &format!("/console/jobs/{}", job.id)))
}

/// A credential's id from how it stands in an address.
fn whole(id: &str) -> String {
    match id.contains(':') {
        true => id.to_owned(),
        false => format!("urn:uuid:{id}"),
    }
}

fn page(call: &Call, asked: Asked, reason: Option<&str>) -> Result<ConfirmPage, Problem> {
    let t = call.texts();
    let (named, count, newest) = chosen(call, &asked)?;
    let mut again = vec![
        ("act", asked.act.name().to_owned()),
        (
            "job",
            asked.job.unwrap_or_else(|| call.service().new_job_id()),
        ),
    ];
    if asked.all {
        again.push(("all", "yes".to_owned()));
        again.extend(newest.map(|newest| ("newest", newest)));
        let sought = asked.sought.pairs().into_iter();
        again.extend(sought.map(|(name, value)| (name, value.to_owned())));
    } else {
        again.extend(asked.chosen.into_iter().map(|id| ("id", id)));
    }
    let question = asked.act.question(t, count).to_string();
    Ok(ConfirmPage {
        t,
        shell: Shell::console(call, &question, Tab::Credentials)?,
        consequence: asked.act.consequence(t).to_string(),
        submit: asked.act.submit(t).to_string(),
        is_final: asked.act == Act::Status(StatusAct::Revoke) || asked.act == Act::Reissue,
        needs_reason: asked.act.needs_reason(),
        reason: reason.unwrap_or_default().to_owned(),
        lacks_reason: reason.is_some(),
        others: count.saturating_sub(named.len()),
        question,
        named,
        again,
    })
}

/// Some of those that it is done to, how many they are, and what orders the newest of all that match.
fn chosen(call: &Call, asked: &Asked) -> Result<(Vec<Named>, usize, Option<String>), Problem> {
    let service = call.service();
    if asked.all {
        let caller = call.acting()?;
        let newest = asked.newest.as_deref();
        let query = asked.sought.query();
        let (all, more) = service.matching_credentials(&caller, &query, newest, MAX_ITEMS)?;
        if all.is_empty() {
            return Err(nothing());
        }
        if more {
            let detail = format!("at most {MAX_ITEMS} at a time; ask for fewer by the filters");
            return Err(Problem::bad_request("too-many", detail));
        }
        let newest = all.first().map(|one| one.order.clone());
        let named = all.iter().take(NAMED);
        let named = named.map(|one| Named::new(call, &one.entry)).collect();
        return Ok((named, all.len(), newest));
    }
    if asked.chosen.is_empty() {
        return Err(nothing());
    }
    let issuer = &call.session()?.issuer;
    let mut named = Vec::new();
    // Each must be there, before anything is done to any.
    for id in &asked.chosen {
        let record = service.credential(id, issuer)?;
        if named.len() < NAMED {
            named.push(Named::new(call, &Entry::of(&record)));
        }
    }
    Ok((named, asked.chosen.len(), None))
}

fn nothing() -> Problem {
    Problem::bad_request(
        "nothing-chosen",
        "no credential is chosen; go back and choose some",
    )
}

impl Asked {
    fn of(call: &Call, pairs: &[(String, String)]) -> Result<Self, Problem> {
        let value = |name: &str| {
            let mut pairs = pairs.iter();
            let found = pairs.find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone())
        };
        let act = value("act").and_then(|name| Act::named(&name));
        let act = act.ok_or_else(|| {
            Problem::bad_request("bad-query", "choose what is to be done: revoke, suspend, …")
        })?;
        if act == Act::Reissue && !call.session()?.may(Right::Issue) {
            return Err(Problem::not_your_role());
        }
        let ids = pairs.iter().filter(|(name, _)| name == "id");
        let mut chosen: Vec<String> = Vec::new();
        for (_, id) in ids {
            if !chosen.iter().any(|known| short(known) == short(id)) {
                chosen.push(id.clone());
            }
        }
        if chosen.len() > MAX_CHOSEN {
            let detail = format!("at most {MAX_CHOSEN} are chosen one by one");
            return Err(Problem::bad_request("too-many", detail));
        }
        Ok(Self {
            act,
            chosen,
            all: value("all").is_some(),
            sought: Sought::of(value),
            newest: value("newest"),
            job: value("job"),
        })
    }
}

impl Act {
    fn named(name: &str) -> Option<Self> {
        match name {
            "reissue" => Some(Self::Reissue),
            name => StatusAct::named(name).map(Self::Status),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Status(act) => act.name(),
            Self::Reissue => "reissue",
        }
    }

    fn work(self) -> Work {
        match self {
            Self::Status(StatusAct::Revoke) => Work::Revoke,
            Self::Status(StatusAct::Suspend) => Work::Suspend,
            Self::Status(StatusAct::Reinstate) => Work::Reinstate,
            Self::Reissue => Work::Reissue,
        }
    }

    fn needs_reason(self) -> bool {
        self != Self::Status(StatusAct::Reinstate)
    }

    fn question(self, t: Texts, count: usize) -> Message {
        let question = match self {
            Self::Status(StatusAct::Revoke) => t.say("confirm-revoke"),
            Self::Status(StatusAct::Suspend) => t.say("confirm-suspend"),
            Self::Status(StatusAct::Reinstate) => t.say("confirm-reinstate"),
            Self::Reissue => t.say("confirm-reissue"),
        };
        question.with("count", count)
    }

    fn consequence(self, t: Texts) -> Message {
        match self {
            Self::Status(StatusAct::Revoke) => t.say("confirm-revoke-consequence"),
            Self::Status(StatusAct::Suspend) => t.say("confirm-suspend-consequence"),
            Self::Status(StatusAct::Reinstate) => t.say("confirm-reinstate-consequence"),
            Self::Reissue => t.say("confirm-reissue-consequence"),
        }
    }

    fn submit(self, t: Texts) -> Message {
        match self {
            Self::Status(StatusAct::Revoke) => t.say("confirm-revoke-submit"),
            Self::Status(StatusAct::Suspend) => t.say("credentials-suspend"),
            Self::Status(StatusAct::Reinstate) => t.say("credentials-reinstate"),
            Self::Reissue => t.say("credentials-reissue"),
        }
    }
}

impl Named {
    fn new(call: &Call, entry: &Entry) -> Self {
        let t = call.texts();
        Self {
            name: name_of(t, entry),
            id: short(&entry.id).to_owned(),
            link: link(call, &entry.id),
            standing: Standing::of(t, entry.state, entry.superseded),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ConfirmPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            question: text.to_owned(),
            consequence: text.to_owned(),
            submit: text.to_owned(),
            is_final: true,
            needs_reason: true,
            reason: text.to_owned(),
            lacks_reason: true,
            named: vec![Named {
                name: text.to_owned(),
                id: text.to_owned(),
                link: link(text),
                standing: Standing::sample(text),
            }],
            others: 3,
            again: vec![("id", text.to_owned())],
        }
    }
}
