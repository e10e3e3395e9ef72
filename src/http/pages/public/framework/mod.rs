//! `/frameworks/{key}/{version}`: a framework version, its levels side by side.
//!
//! In JSON it is the export of LER.me that it came from (schema 1.0), with the identifiers and
//! addresses that alignments in credentials name.

use super::credit::{Credit, Named};
use super::described_of_version;
use super::groups::Groups;
use super::place::{Found, Thing};
use super::rungs::{Rung, ladder};
use super::visit::{Form, Relations, Visit, visit};
use crate::framework::{Framework, FrameworkId, Level};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::service::ServiceError;
use crate::service::achievements::{Addresses, rubric_level_identifier};
use crate::service::frameworks::forms::FrameworkForm;
use crate::texts::Texts;
use askama::Template;
use serde_json::{Map, Value, json};

/// Up to so many statements all are on the page.
const ALL: usize = 500;
/// Of a longer framework so many of each level.
const SOME: usize = 10;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/framework/page.html")]
pub(super) struct FrameworkPage {
    pub t: Texts,
    pub shell: Shell,
    /// What the framework is about.
    pub title: String,
    pub version: String,
    /// How many levels and statements it has, in words.
    pub size: String,
    pub description: String,
    /// Where the work is done that it covers.
    pub covers: String,
    /// All levels, for a first look.
    pub ladder: Vec<Rung>,
    /// The same with their statements.
    pub rungs: Vec<Rung>,
    pub facts: Vec<Named>,
    pub credit: Credit,
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[Form::Case, Form::Ctdl], |visit| {
        let found = visit.found(Thing::Framework)?;
        let relations = relations(visit, &found);
        match visit.form {
            Form::Html => visit.page(&page(visit, &found), relations),
            Form::Case => visit.json(&in_form(visit, &found, FrameworkForm::Case)?, relations),
            Form::Ctdl => visit.json(&in_form(visit, &found, FrameworkForm::Ctdl)?, relations),
            _ => visit.json(&document(visit, &found), relations),
        }
    })
}

pub(in crate::http) fn describe() -> Described {
    described_of_version(
        "publishedFramework",
        "A framework version: the target of a credential's alignments",
        "The framework as an export of LER.me, with its identifiers and addresses; with \
         `format=case` a CFPackage of CASE 1.1, with `format=ctdl` CTDL-ASN",
    )
    .also_gives(200, &[super::JSON_LD])
}

/// The framework in a form of others.
fn in_form(visit: &Visit<'_>, found: &Found, form: FrameworkForm) -> Result<Value, ServiceError> {
    let standing = found.standing.as_ref();
    visit
        .service()
        .published_in_form(&found.framework, standing, form)
}

pub(super) fn page(visit: &Visit<'_>, found: &Found) -> FrameworkPage {
    let (framework, links) = (&found.framework, &visit.links);
    let statements: usize = framework.levels.iter().map(|l| l.statements.len()).sum();
    let shown = match statements <= ALL {
        true => usize::MAX,
        false => SOME,
    };
    let level_link = |level: &Level| links.level(framework, level);
    let levels = framework.levels.iter().enumerate();
    let groups = Groups::of(framework);
    let rungs = levels.map(|(rank, level)| Rung {
        blocks: groups.blocks(
            links,
            framework,
            level,
            level.statements.iter().take(shown),
            4,
        ),
        ..Rung::new(framework, rank, level, level_link(level))
    });
    let (t, title) = (visit.t, &framework.occupation.title);
    let link = links.framework(&framework.id());
    let about = t
        .say("public-framework-of")
        .with("title", title)
        .with("version", &framework.version);
    let shell = visit
        .shell(&link, &format!("{title} · {}", framework.version))
        .about(&about.to_string())
        .behind(&framework.key, links.to(&["frameworks", &framework.key]))
        .of(links, found);
    FrameworkPage {
        t,
        shell,
        title: title.clone(),
        version: framework.version.clone(),
        size: t
            .say("public-size")
            .with("levels", framework.levels.len())
            .with("statements", statements)
            .to_string(),
        description: framework.description.clone(),
        covers: framework.context_covered.clone(),
        ladder: ladder(framework, None, level_link),
        rungs: rungs.collect(),
        facts: facts(visit, framework),
        credit: Credit::of(t, framework),
    }
}

/// What is known of the framework besides its words.
fn facts(visit: &Visit<'_>, framework: &Framework) -> Vec<Named> {
    let (t, occupation) = (visit.t, &framework.occupation);
    let mut facts = Vec::new();
    if let Some(soc) = &occupation.soc {
        let onet = format!("https://www.onetonline.org/link/summary/{soc}");
        facts.push(Named::new(t.say("public-soc"), soc).at(onet));
    }
    let group = occupation.group.as_deref();
    facts.extend(group.map(|group| Named::new(t.say("public-occupations"), group)));
    let sector = occupation.sector.as_deref();
    facts.extend(sector.map(|sector| Named::new(t.say("public-sector"), sector)));
    if let Some(zone) = occupation.job_zone {
        let zone = usize::from(zone);
        let said = match occupation.job_zone_inferred {
            Some(true) => t.say("public-job-zone-inferred").with("zone", zone),
            _ => t.say("public-job-zone-of").with("zone", zone),
        };
        facts.push(Named::new(t.say("public-job-zone"), &said.to_string()));
    }
    facts.push(Named::new(t.say("public-version"), &framework.version));
    facts.push(Named::new(
        t.say("public-identifier"),
        &framework.identifier(),
    ));
    let exported = framework.exported_at.as_deref();
    facts.extend(
        exported.map(|at| Named::new(t.say("public-exported"), crate::http::pages::shell::day(at))),
    );
    let achievement = visit.links.achievement("default", &framework.id(), &[]);
    if visit.issuer("default").is_ok() {
        facts.push(
            Named::new(
                t.say("public-achievement"),
                &t.say("public-issued-here").to_string(),
            )
            .at(achievement),
        );
    }
    facts
}

fn relations(visit: &Visit<'_>, found: &Found) -> Relations {
    let (framework, links) = (&found.framework, &visit.links);
    let link = links.framework(&framework.id());
    let case = links.case("CFDocuments", &framework.identifier());
    let relations = self::common(visit, found, &link);
    let ctdl = format!("{link}?format=ctdl");
    relations
        .alternate(&case, "application/json", "CASE 1.1")
        .alternate(&ctdl, super::JSON_LD, "CTDL-ASN")
}

/// The relations of what is at `link`, of a framework version.
pub(super) fn common(visit: &Visit<'_>, found: &Found, link: &str) -> Relations {
    let links = &visit.links;
    let canonical = links.whole(link).unwrap_or_else(|| link.to_owned());
    let (title, media_type, format) = match visit.form {
        Form::Html => ("JSON", "application/json", "json"),
        _ => ("For people", "text/html", "html"),
    };
    let other = format!("{link}?format={format}");
    let relations = Relations::default()
        .to("canonical", &canonical)
        .alternate(&other, media_type, title);
    match &found.successor {
        Some(successor) => relations.to("successor-version", &links.framework(successor)),
        None => relations,
    }
}

/// The JSON document.
fn document(visit: &Visit<'_>, found: &Found) -> Value {
    let (framework, addresses) = (&found.framework, visit.links.addresses());
    let mut document = match framework.to_export() {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let levels = framework.levels.iter().map(|level| {
        let statements = level.statements.iter().map(|statement| {
            json!({
                "id": statement_address(addresses, framework, level, statement.position),
                "identifier": statement.id,
            })
        });
        let statements: Vec<Value> = statements.collect();
        let named = json!({
            "id": addresses.level(&framework.key, &framework.version, &level.id),
            "identifier": rubric_level_identifier(framework, level),
            "statements": statements,
        });
        (level.id.clone(), named)
    });
    let levels: Map<String, Value> = levels.collect();
    for (name, value) in reference(addresses, framework) {
        document.insert(name, value);
    }
    document.insert("case".to_owned(), json!(case_address(visit, framework)));
    if !framework.groups.is_empty() {
        document.insert("groups".to_owned(), json!(framework.groups));
    }
    document.insert("identifiers".to_owned(), Value::Object(levels));
    stand(&mut document, visit, found);
    Value::Object(document)
}

/// The address of the framework's CASE document.
fn case_address(visit: &Visit<'_>, framework: &Framework) -> String {
    let link = visit.links.case("CFDocuments", &framework.identifier());
    visit.links.whole(&link).unwrap_or(link)
}

/// What names a framework version in the JSON of its parts.
pub(super) fn reference(
    addresses: Addresses<'_>,
    framework: &Framework,
) -> impl Iterator<Item = (String, Value)> {
    let FrameworkId { key, version } = framework.id();
    let members = [
        ("id", addresses.framework(&key, &version)),
        ("type", "Framework".to_owned()),
        ("identifier", framework.identifier()),
        (
            "name",
            crate::service::achievements::framework_name(framework),
        ),
        ("key", key),
        ("version", version),
    ];
    members
        .into_iter()
        .map(|(name, text)| (name.to_owned(), Value::String(text)))
}

pub(super) fn statement_address(
    addresses: Addresses<'_>,
    framework: &Framework,
    level: &Level,
    position: u32,
) -> String {
    let (key, version) = (&framework.key, &framework.version);
    addresses.statement(key, version, &level.id, position as usize)
}

/// Says of what is superseded by what.
pub(super) fn stand(document: &mut Map<String, Value>, visit: &Visit<'_>, found: &Found) {
    let Some(standing) = &found.standing else {
        return;
    };
    document.insert("supersededAt".to_owned(), json!(standing.at));
    if let Some(reason) = &standing.reason {
        document.insert("supersededBecause".to_owned(), json!(reason));
    }
    if let Some(successor) = &found.successor {
        let addresses = visit.links.addresses();
        let address = addresses.framework(&successor.key, &successor.version);
        let successor = json!({
            "id": address,
            "key": successor.key,
            "version": successor.version,
        });
        document.insert("supersededBy".to_owned(), successor);
    }
}
