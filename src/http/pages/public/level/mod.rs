//! `/frameworks/{key}/{version}/levels/{level}`: a level and its statements.

use super::credit::{Credit, Named};
use super::described_of_version;
use super::framework::{common, reference, stand, statement_address};
use super::groups::Block;
use super::pager::Pager;
use super::place::{Found, Thing};
use super::rungs::{Rung, ladder, listed};
use super::visit::{Form, Visit, visit};
use crate::framework::{Framework, Level, Statement};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::service::achievements::{Addresses, rubric_level_identifier};
use crate::texts::Texts;
use askama::Template;
use serde_json::{Map, Value, json};

/// How many statements stand on one page.
const STATEMENTS: usize = 100;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/level/page.html")]
pub(super) struct LevelPage {
    pub t: Texts,
    pub shell: Shell,
    pub label: String,
    /// Its place among the levels, in words.
    pub place: String,
    /// What the framework is about.
    pub about: String,
    pub ladder: Vec<Rung>,
    /// Its statements, below their groups.
    pub blocks: Vec<Block>,
    pub pager: Pager,
    pub facts: Vec<Named>,
    pub credit: Credit,
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let name = visit.name("level")?;
        let found = visit.found(Thing::Level(name))?;
        let framework = &found.framework;
        let Some((rank, level)) = named(framework, name) else {
            // A level has one address, although it has an identifier too.
            let mut levels = framework.levels.iter();
            return Err(
                match levels.find(|level| is_identified(framework, level, name)) {
                    Some(level) => visit.moved(&visit.links.level(framework, level)),
                    None => visit.nothing("level", name),
                },
            );
        };
        let link = visit.links.level(framework, level);
        let relations = common(visit, &found, &link);
        match visit.form {
            Form::Html => {
                let pager = Pager::of(visit, &link, level.statements.len(), STATEMENTS)
                    .ok_or_else(|| visit.nothing("part of this list", &visit.part.to_string()))?;
                visit.page(&page(visit, &found, rank, level, pager), relations)
            }
            _ => visit.json(&document(visit, &found, rank, level), relations),
        }
    })
}

pub(in crate::http) fn describe() -> Described {
    described_of_version(
        "publishedLevel",
        "A level of a framework version, with its statements",
        "The level",
    )
}

/// The level `id` and its rank, from 0.
pub(super) fn named<'f>(framework: &'f Framework, id: &str) -> Option<(usize, &'f Level)> {
    let rank = framework.rank(id)?;
    Some((rank, framework.levels.get(rank)?))
}

fn is_identified(framework: &Framework, level: &Level, name: &str) -> bool {
    let identifiers = [
        rubric_level_identifier(framework, level),
        framework.level_identifier(level),
    ];
    identifiers.iter().any(|one| one.eq_ignore_ascii_case(name))
}

pub(super) fn page(
    visit: &Visit<'_>,
    found: &Found,
    rank: usize,
    level: &Level,
    pager: Pager,
) -> LevelPage {
    let (framework, links) = (&found.framework, &visit.links);
    let shown = level.statements.iter();
    let shown = shown.skip(pager.skipped(STATEMENTS)).take(STATEMENTS);
    let (t, title) = (visit.t, &framework.occupation.title);
    LevelPage {
        t,
        shell: shell(visit, found, level),
        label: level.label.clone(),
        place: place_of(t, framework, rank),
        about: title.clone(),
        ladder: ladder(framework, Some(rank), |level| links.level(framework, level)),
        blocks: listed(links, framework, level, shown),
        pager,
        facts: vec![
            Named::new(t.say("public-framework"), title).at(links.framework(&framework.id())),
            Named::new(t.say("public-version"), &framework.version),
            Named::new(
                t.say("public-statements"),
                &level.statements.len().to_string(),
            ),
            Named::new(
                t.say("public-identifier"),
                &rubric_level_identifier(framework, level),
            ),
        ],
        credit: Credit::of(t, framework),
    }
}

/// The place of the level of this rank (from 0), in words.
pub(super) fn place_of(t: Texts, framework: &Framework, rank: usize) -> String {
    let place = t.say("public-level-place").with("place", rank + 1);
    place.with("of", framework.levels.len()).to_string()
}

fn shell(visit: &Visit<'_>, found: &Found, level: &Level) -> Shell {
    let (framework, links) = (&found.framework, &visit.links);
    let title = &framework.occupation.title;
    let heading = format!("{} · {title}", level.label);
    let about = visit
        .t
        .say("public-level-of")
        .with("level", &level.label)
        .with("framework", title);
    visit
        .shell(&links.level(framework, level), &heading)
        .about(&about.to_string())
        .behind(&framework.key, links.to(&["frameworks", &framework.key]))
        .behind(&framework.version, links.framework(&framework.id()))
        .of(links, found)
}

fn document(visit: &Visit<'_>, found: &Found, rank: usize, level: &Level) -> Value {
    let (framework, addresses) = (&found.framework, visit.links.addresses());
    let statements = level.statements.iter();
    let statements: Vec<Value> = statements
        .map(|statement| Value::Object(statement_members(addresses, framework, level, statement)))
        .collect();
    let mut document = named_level(addresses, framework, rank, level);
    document.insert("statements".to_owned(), json!(statements));
    let framework = Map::from_iter(reference(addresses, framework));
    document.insert("framework".to_owned(), Value::Object(framework));
    stand(&mut document, visit, found);
    Value::Object(document)
}

/// What names a level in JSON.
pub(super) fn named_level(
    addresses: Addresses<'_>,
    framework: &Framework,
    rank: usize,
    level: &Level,
) -> Map<String, Value> {
    let members = [
        (
            "id",
            json!(addresses.level(&framework.key, &framework.version, &level.id)),
        ),
        ("type", json!("Level")),
        // As a level of a rubric, which alignments name, and as an item.
        (
            "identifier",
            json!(rubric_level_identifier(framework, level)),
        ),
        ("item", json!(framework.level_identifier(level))),
        ("name", json!(level.label)),
        ("key", json!(level.id)),
        ("rank", json!(rank + 1)),
        ("of", json!(framework.levels.len())),
    ];
    let members = members.into_iter();
    members
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// What is said of a statement in JSON.
pub(super) fn statement_members(
    addresses: Addresses<'_>,
    framework: &Framework,
    level: &Level,
    statement: &Statement,
) -> Map<String, Value> {
    let position = statement.position;
    let members = [
        (
            "id",
            json!(statement_address(addresses, framework, level, position)),
        ),
        ("type", json!("Statement")),
        ("identifier", json!(statement.id)),
        ("name", json!(statement.title)),
        ("text", json!(statement.text)),
        ("position", json!(position)),
        ("code", json!(statement.code)),
        ("parent", json!(statement.parent)),
    ];
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    members
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
