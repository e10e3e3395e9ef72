//! `/achievements/{key}/{version}`, and the same below `/issuers/{slug}`: what an issuer's
//! credentials for a framework version are about.
//!
//! In JSON it is the very Achievement object that the credentials carry (Open Badges 3.0, appendix
//! B.1), in JSON-LD the same with its context.

use super::JSON_LD;
use super::credit::{Credit, Named};
use super::described_of_version;
use super::framework::common;
use super::place::{Found, Thing};
use super::rungs::{Rung, ladder};
use super::visit::{Form, Relations, Stop, Visit, visit};
use crate::credential::open_badge::{CONTEXT, EXTENSIONS_CONTEXT};
use crate::credential::profile::IssuerProfile;
use crate::credential::vcdm::CONTEXT_V2;
use crate::framework::Level;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::links::Links;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::records::issuer::IssuerRecord;
use crate::service::achievements::StandingAchievement;
use crate::service::achievements::{Piece, paragraphs};
use crate::texts::Texts;
use askama::Template;
use serde_json::{Map, Value, json};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/achievement/page.html")]
pub(super) struct AchievementPage {
    pub t: Texts,
    pub shell: Shell,
    pub name: String,
    pub description: String,
    pub issuer: String,
    /// How it is earned, paragraph by paragraph.
    pub criteria: Vec<Vec<Piece>>,
    /// The link to that.
    pub criteria_link: String,
    pub ladder: Vec<Rung>,
    pub facts: Vec<Named>,
    pub credit: Credit,
}

/// An achievement that is shown.
pub(super) struct Shown {
    pub found: Found,
    pub issuer: IssuerRecord,
    pub standing: StandingAchievement,
}

impl Shown {
    /// The achievement that the path names, of which `part` is asked for.
    pub(super) fn of(visit: &Visit<'_>, part: &[&str]) -> Result<Self, Stop> {
        let slug = slug(visit);
        let issuer = visit.issuer(slug)?;
        let found = visit.found(Thing::Achievement(slug, part))?;
        // The default issuer has one address for each thing.
        if slug == IssuerProfile::DEFAULT_SLUG && visit.name("slug").is_ok() {
            let id = found.framework.id();
            return Err(visit.moved(&visit.links.achievement(slug, &id, part)));
        }
        let standing = visit
            .service()
            .standing_achievement(&issuer, &found.framework)?;
        Ok(Self {
            found,
            issuer,
            standing,
        })
    }

    /// The link to a part of it.
    pub(super) fn link(&self, links: &Links<'_>, part: &[&str]) -> String {
        let id = self.found.framework.id();
        links.achievement(&self.issuer.profile.slug, &id, part)
    }

    /// Its levels, as it tells of them.
    pub(super) fn ladder(&self, links: &Links<'_>, here: Option<usize>) -> Vec<Rung> {
        ladder(&self.found.framework, here, |level: &Level| {
            self.link(links, &["levels", &level.id])
        })
    }

    /// What stands around the page of a part of it.
    pub(super) fn shell(&self, visit: &Visit<'_>, part: &[&str], title: &str) -> Shell {
        let (framework, links) = (&self.found.framework, &visit.links);
        let shell = visit
            .shell(&self.link(links, part), title)
            .about(&self.standing.achievement.name)
            .behind(&framework.key, links.to(&["frameworks", &framework.key]))
            .behind(&framework.version, links.framework(&framework.id()))
            .of(links, &self.found);
        match part.is_empty() {
            true => shell,
            false => {
                let name = visit.t.say("public-achievement").to_string();
                shell.behind(&name, self.link(links, &[]))
            }
        }
    }

    /// What is said of a part of it in header fields.
    pub(super) fn relations(&self, visit: &Visit<'_>, part: &[&str]) -> Relations {
        let link = self.link(&visit.links, part);
        let relations = common(visit, &self.found, &link);
        match &self.found.successor {
            Some(successor) => {
                let slug = &self.issuer.profile.slug;
                let there = visit.links.achievement(slug, successor, &[]);
                relations.to("successor-version", &there)
            }
            None => relations,
        }
    }

    /// The Achievement object.
    pub(super) fn object(&self) -> Value {
        json!(self.standing.achievement)
    }
}

/// The slug of the issuer that the path names; the default one's where it names none.
fn slug<'v>(visit: &Visit<'v>) -> &'v str {
    visit.name("slug").unwrap_or(IssuerProfile::DEFAULT_SLUG)
}

/// `object` with the contexts of a credential before its members, where JSON-LD is asked for.
pub(super) fn in_context(visit: &Visit<'_>, object: Value) -> Value {
    match (visit.form, object) {
        (Form::JsonLd, Value::Object(members)) => {
            let context = json!([CONTEXT_V2, CONTEXT, EXTENSIONS_CONTEXT]);
            let first = Map::from_iter([("@context".to_owned(), context)]);
            Value::Object(first.into_iter().chain(members).collect())
        }
        (_, object) => object,
    }
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[Form::JsonLd], |visit| {
        let shown = Shown::of(visit, &[])?;
        let relations = shown.relations(visit, &[]);
        match visit.form {
            Form::Html => visit.page(&page(visit, &shown), relations),
            _ => visit.json(&in_context(visit, shown.object()), relations),
        }
    })
}

pub(in crate::http) fn describe() -> Described {
    described_achievement("achievement", "The achievement of the default issuer")
}

pub(in crate::http) fn describe_of() -> Described {
    described_achievement("achievementOf", "The achievement of an issuer")
}

fn described_achievement(id: &str, summary: &str) -> Described {
    let summary = format!("{summary} for a framework version");
    described_of_version(
        id,
        &summary,
        "The Achievement object that credentials carry",
    )
    .also_gives(200, &[JSON_LD])
}

pub(super) fn page(visit: &Visit<'_>, shown: &Shown) -> AchievementPage {
    let (achievement, links) = (&shown.standing.achievement, &visit.links);
    let (t, framework) = (visit.t, &shown.found.framework);
    let alignment = achievement.alignment.iter().skip(1);
    let elsewhere = alignment.map(|one| {
        Named::new(
            &one.target_framework,
            &format!("{} ({})", one.target_name, one.target_code),
        )
        .at(one.target_url.clone())
    });
    let facts = [
        Named::new(t.say("public-issuer"), &shown.issuer.profile.name),
        Named::new(t.say("public-issuer-identifier"), &shown.issuer.profile.did),
        Named::new(
            t.say("public-framework"),
            &crate::service::achievements::framework_name(framework),
        )
        .at(links.framework(&framework.id())),
        Named::new(
            t.say("public-result"),
            &t.say("public-one-of-the-levels").to_string(),
        )
        .at(shown.link(links, &["result"])),
    ];
    AchievementPage {
        t,
        shell: shown.shell(visit, &[], &achievement.name),
        name: achievement.name.clone(),
        description: achievement.description.clone(),
        issuer: shown.issuer.profile.name.clone(),
        criteria: paragraphs(&achievement.criteria.narrative),
        criteria_link: shown.link(links, &["criteria"]),
        ladder: shown.ladder(links, None),
        facts: facts.into_iter().chain(elsewhere).collect(),
        credit: Credit::of(t, framework),
    }
}
