//! `/frameworks/{key}`: the versions of a framework, the newest first.

use super::described;
use super::frameworks::{Entry, summary};
use super::place::Found;
use super::visit::{Form, Relations, Stop, Visit, visit};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::records::framework_standing::Standing;
use crate::texts::{Message, Texts};
use askama::Template;
use serde_json::{Value, json};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/versions/page.html")]
pub(super) struct VersionsPage {
    pub t: Texts,
    pub shell: Shell,
    pub key: String,
    pub entries: Vec<Entry>,
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let key = visit.name("key")?;
        let versions = versions(visit, key)?;
        let link = visit.links.to(&["frameworks", key]);
        let canonical = visit.links.whole(&link).unwrap_or_else(|| link.clone());
        let relations = Relations::default().to("canonical", &canonical);
        let current = versions.iter().find(|found| found.standing.is_none());
        let relations = match current {
            Some(found) => {
                let newest = visit.links.framework(&found.framework.id());
                relations.to("latest-version", &newest)
            }
            None => relations,
        };
        if visit.form != Form::Html {
            let versions: Vec<Value> = versions.iter().map(|one| short(visit, one)).collect();
            return visit.json(&json!({ "key": key, "versions": versions }), relations);
        }
        let entry = |found: &Found| {
            let standing = found.standing.as_ref().map(|standing| standing.state);
            Entry::new(visit.t, &visit.links, &found.framework, standing)
        };
        let said = |message: Message| message.with("framework", key).to_string();
        let page = VersionsPage {
            t: visit.t,
            shell: visit
                .shell(&link, &said(visit.t.say("public-versions-of")))
                .about(&said(visit.t.say("public-all-versions"))),
            key: key.to_owned(),
            entries: versions.iter().map(entry).collect(),
        };
        visit.page(&page, relations)
    })
}

pub(in crate::http) fn describe() -> Described {
    described(
        "publishedVersions",
        "The versions of a framework, the newest first",
        "The versions",
    )
}

/// All versions; those that were withdrawn too, so that nobody looks for them in vain.
fn versions(visit: &Visit<'_>, key: &str) -> Result<Vec<Found>, Stop> {
    let mut versions = Vec::new();
    for framework in visit.service().framework_versions(key)? {
        let standing = visit.service().framework_standing(&framework.id())?;
        let successor = match &standing {
            Some(standing) => visit.service().standing_successor(standing)?,
            None => None,
        };
        versions.push(Found {
            framework,
            standing,
            successor,
        });
    }
    Ok(versions)
}

fn short(visit: &Visit<'_>, found: &Found) -> Value {
    match &found.standing {
        Some(standing) if standing.state == Standing::Withdrawn => json!({
            "key": found.framework.key,
            "version": found.framework.version,
            "withdrawnAt": standing.at,
        }),
        _ => summary(visit, found),
    }
}
