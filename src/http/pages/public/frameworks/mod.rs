//! `/frameworks`: every framework version that is published here.

use super::described;
use super::framework::{reference, stand};
use super::place::Found;
use super::visit::{Form, Relations, Stop, Visit, visit};
use crate::framework::{Framework, Level};
use crate::http::answer::Answer;
use crate::http::call::{Call, cursor, place_of};
use crate::http::described::Described;
use crate::http::pages::links::Links;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::records::framework_standing::Standing;
use crate::service::Service;
use crate::texts::Texts;
use askama::Template;
use serde_json::{Map, Value, json};

/// How many versions stand on one page.
const VERSIONS: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/frameworks/page.html")]
pub(super) struct FrameworksPage {
    pub t: Texts,
    pub shell: Shell,
    pub entries: Vec<Entry>,
    /// The link to the next page.
    pub next: Option<String>,
    /// Whether this is a later page.
    pub later: bool,
}

/// A framework version in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub title: String,
    pub key: String,
    pub version: String,
    pub link: String,
    /// The labels of its levels, low to high.
    pub levels: Vec<String>,
    /// How many statements it has.
    pub statements: usize,
    /// What became of it, where it is not current.
    pub standing: Option<String>,
}

impl Entry {
    pub(super) fn new(
        t: Texts,
        links: &Links<'_>,
        framework: &Framework,
        standing: Option<Standing>,
    ) -> Self {
        let levels = framework.levels.iter();
        Self {
            title: framework.occupation.title.clone(),
            key: framework.key.clone(),
            version: framework.version.clone(),
            link: links.framework(&framework.id()),
            statements: levels.clone().map(|level| level.statements.len()).sum(),
            levels: levels.map(|level| level.label.clone()).collect(),
            standing: standing.map(|standing| {
                let said = match standing {
                    Standing::Superseded => t.say("public-superseded"),
                    Standing::Withdrawn => t.say("public-was-withdrawn"),
                };
                said.to_string()
            }),
        }
    }
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let link = visit.links.to(&["frameworks"]);
        let after = visit.after.as_deref().map(place_of).transpose()?;
        let later = after.is_some();
        let page = visit.service().frameworks(after, VERSIONS)?;
        let next = cursor(page.next).map(|next| format!("{link}?after={next}"));
        let shown = published(visit.service(), page.records)?;
        let canonical = visit.links.whole(&link).unwrap_or_else(|| link.clone());
        let relations = Relations::default().to("canonical", &canonical);
        let relations = match &next {
            Some(next) => relations.to("next", next),
            None => relations,
        };
        if visit.form != Form::Html {
            return visit.json(&document(visit, &shown, next), relations);
        }
        let entry = |found: &Found| {
            let standing = found.standing.as_ref().map(|standing| standing.state);
            Entry::new(visit.t, &visit.links, &found.framework, standing)
        };
        let page = FrameworksPage {
            t: visit.t,
            shell: visit
                .shell(&link, &visit.t.say("public-frameworks").to_string())
                .about(&visit.t.say("public-frameworks-about").to_string()),
            entries: shown.iter().map(entry).collect(),
            next,
            later,
        };
        visit.page(&page, relations)
    })
}

pub(in crate::http) fn describe() -> Described {
    described(
        "publishedFrameworks",
        "The frameworks that are published here, page by page",
        "A page of them: `frameworks`, and the address of the `next` page",
    )
    .query_text("after", "What the address of the next page says")
}

/// Those that were not withdrawn, with their standing.
fn published(service: &Service, frameworks: Vec<Framework>) -> Result<Vec<Found>, Stop> {
    let mut shown = Vec::new();
    for framework in frameworks {
        let standing = service.framework_standing(&framework.id())?;
        let successor = match &standing {
            Some(standing) if standing.state == Standing::Withdrawn => continue,
            Some(standing) => service.standing_successor(standing)?,
            None => None,
        };
        shown.push(Found {
            framework,
            standing,
            successor,
        });
    }
    Ok(shown)
}

fn document(visit: &Visit<'_>, shown: &[Found], next: Option<String>) -> Value {
    let frameworks: Vec<Value> = shown.iter().map(|found| summary(visit, found)).collect();
    let mut document = json!({ "frameworks": frameworks });
    if let (Some(next), Some(members)) = (next, document.as_object_mut()) {
        let next = visit.links.whole(&next).unwrap_or(next);
        members.insert("next".to_owned(), json!(next));
    }
    document
}

/// What a framework version is, in short.
pub(super) fn summary(visit: &Visit<'_>, found: &Found) -> Value {
    let (framework, addresses) = (&found.framework, visit.links.addresses());
    let mut members = Map::from_iter(reference(addresses, framework));
    let level = |level: &Level| {
        json!({
            "id": addresses.level(&framework.key, &framework.version, &level.id),
            "key": level.id,
            "name": level.label,
            "statements": level.statements.len(),
        })
    };
    let levels: Vec<Value> = framework.levels.iter().map(level).collect();
    members.insert("levels".to_owned(), json!(levels));
    stand(&mut members, visit, found);
    Value::Object(members)
}
