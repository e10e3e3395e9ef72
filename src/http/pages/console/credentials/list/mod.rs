//! The list: search form, a page of what was found, and a choice of some of it.

use super::{HERE, Sought, Standing, form_name, link, short};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::console::Tab;
use crate::http::pages::shell::day;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::records::credential::State;
use crate::records::register::Entry;
use crate::service::search::{CredentialsFound, Cursor};
use crate::service::sessions::Right;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

/// How many stand on a page.
const PAGE: usize = 25;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/credentials/list/page.html")]
pub(in crate::http) struct ListPage {
    pub t: Texts,
    pub shell: Shell,
    pub sought: Sought,
    pub rows: Vec<Row>,
    /// The links to newer ones, to older ones, and to the newest.
    pub newer: Option<String>,
    pub older: Option<String>,
    pub newest: Option<String>,
    /// How many were looked at, where few of them were found and there are more.
    pub looked_at: Option<usize>,
    /// Whether whoever looks may choose some and do something to them.
    pub may_act: bool,
}

/// A credential in the list.
#[derive(Debug)]
pub(in crate::http) struct Row {
    pub id: String,
    pub link: String,
    pub name: String,
    pub form: String,
    pub level: String,
    pub framework: String,
    pub standing: Standing,
    pub from: String,
    pub until: String,
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [
        text,
        learner,
        state,
        form,
        framework,
        version,
        level,
        from,
        to,
        at,
    ] = call.query([
        "text",
        "learner",
        "state",
        "form",
        "framework",
        "version",
        "level",
        "from",
        "to",
        "at",
    ])?;
    let mut values = [
        text, learner, state, form, framework, version, level, from, to,
    ];
    let sought = Sought::of(|name| {
        let place = Sought::NAMES.iter().position(|known| *known == name)?;
        values.get_mut(place)?.take()
    });
    let cursor = match &at {
        Some(text) => Some(Cursor::parse(text).ok_or_else(|| no_place(text))?),
        None => None,
    };
    let service = call.service();
    let query = sought.query();
    let found = service.search_credentials(&call.acting()?, &query, cursor.as_ref(), PAGE)?;
    let t = call.texts();
    let to = |cursor: &Cursor| address(call, &sought, Some(&cursor.to_string()));
    let mut words = Words::new(t);
    let page = ListPage {
        t,
        shell: Shell::console(
            call,
            &t.say("credentials-title").to_string(),
            Tab::Credentials,
        )?,
        rows: found
            .listed
            .iter()
            .map(|one| Row::new(call, &mut words, &one.entry))
            .collect(),
        newer: found.newer.as_ref().map(to),
        older: found.older.as_ref().map(to),
        newest: at.is_some().then(|| address(call, &sought, None)),
        looked_at: sparse(&found),
        may_act: call.session()?.may(Right::Status),
        sought,
    };
    show(call, StatusCode::OK, &page)
}

fn sparse(found: &CredentialsFound) -> Option<usize> {
    let few = found.listed.len() < PAGE && found.older.is_some();
    Some(found.looked_at).filter(|looked_at| few && *looked_at > found.listed.len())
}

/// The address of the list of what is sought, from `at` on.
fn address(call: &Call, sought: &Sought, at: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(sought.pairs());
    query.extend_pairs(at.map(|at| ("at", at)));
    let query = query.finish();
    let separator = if query.is_empty() { "" } else { "?" };
    format!("{}{HERE}{separator}{query}", call.links().base())
}

fn no_place(text: &str) -> Problem {
    Problem::bad_request("bad-query", format!("at={text} is no place in the list"))
}

/// What is said of many rows, said once.
struct Words {
    t: Texts,
    forms: Vec<(String, String)>,
    standings: Vec<((State, bool), Standing)>,
}

impl Words {
    fn new(t: Texts) -> Self {
        Self {
            t,
            forms: Vec::new(),
            standings: Vec::new(),
        }
    }

    fn form(&mut self, form: &str) -> String {
        if let Some((_, name)) = self.forms.iter().find(|(known, _)| known == form) {
            return name.clone();
        }
        let name = form_name(self.t, form);
        self.forms.push((form.to_owned(), name.clone()));
        name
    }

    fn standing(&mut self, state: State, superseded: bool) -> Standing {
        let key = (state, superseded);
        if let Some((_, standing)) = self.standings.iter().find(|(known, _)| *known == key) {
            return standing.clone();
        }
        let standing = Standing::of(self.t, state, superseded);
        self.standings.push((key, standing.clone()));
        standing
    }
}

impl Row {
    fn new(call: &Call, words: &mut Words, entry: &Entry) -> Self {
        let form = words.form(&entry.form);
        let name = entry.name.clone().filter(|name| !name.trim().is_empty());
        let framework = [&entry.framework, &entry.version].map(|part| part.as_deref());
        let framework = framework.into_iter().flatten().collect::<Vec<_>>();
        Self {
            id: short(&entry.id).to_owned(),
            link: link(call, &entry.id),
            name: name.unwrap_or_else(|| form.clone()),
            form,
            level: entry.level.clone().unwrap_or_default(),
            framework: framework.join(" "),
            standing: words.standing(entry.state, entry.superseded),
            from: day(entry.valid_from.as_deref().unwrap_or_default()).to_owned(),
            until: day(entry.valid_until.as_deref().unwrap_or_default()).to_owned(),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for ListPage {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            sought: Sought::sample(text),
            rows: vec![Row {
                id: text.to_owned(),
                link: link(text),
                name: text.to_owned(),
                form: text.to_owned(),
                level: text.to_owned(),
                framework: text.to_owned(),
                standing: Standing::sample(text),
                from: text.to_owned(),
                until: text.to_owned(),
            }],
            newer: Some(link(text)),
            older: Some(link(text)),
            newest: Some(link(text)),
            looked_at: Some(5000),
            may_act: true,
        }
    }
}
