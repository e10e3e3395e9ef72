//! `/frameworks/{key}/{version}/statements/{level}/{n}`: a statement, where it stands, and its
//! neighbours. By its identifier alone it is found too, and leads there.

use super::credit::{Credit, Named};
use super::described_of_version;
use super::framework::{common, reference, stand};
use super::groups::Groups;
use super::level::{named, named_level, statement_members};
use super::place::{Found, Thing};
use super::rungs::{Line, Rung, ladder, line};
use super::visit::{Form, Stop, Visit, visit};
use crate::framework::{Framework, Group, Level, Statement, StatementKey};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::texts::Texts;
use askama::Template;
use serde_json::{Map, Value};

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/statement/page.html")]
pub(super) struct StatementPage {
    pub t: Texts,
    pub shell: Shell,
    pub title: String,
    /// What the person does; empty where the title is all.
    pub practice: String,
    /// Where it stands, in words.
    pub place: String,
    pub ladder: Vec<Rung>,
    /// The statements before and after it in its level.
    pub before: Option<Line>,
    pub after: Option<Line>,
    pub facts: Vec<Named>,
    pub credit: Credit,
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let (level, position) = (visit.name("level")?, visit.name("n")?);
        let name = format!("{level}/{position}");
        let Ok(key) = StatementKey::try_from(name.clone()) else {
            return Err(visit.nothing("statement", &name));
        };
        let found = visit.found(Thing::Statement(&key.level, key.position))?;
        show(visit, &found, &key).unwrap_or_else(|| Err(visit.nothing("statement", &name)))
    })
}

/// The statement at `key`; `None` where there is none.
fn show(visit: &Visit<'_>, found: &Found, key: &StatementKey) -> Option<Result<Answer, Stop>> {
    let framework = &found.framework;
    let (rank, level) = named(framework, &key.level)?;
    let statement = level.statement(key.position)?;
    let links = &visit.links;
    let link = links.statement(framework, level, statement.position);
    let case = links.case("CFItems", &statement.id);
    let relations = common(visit, found, &link).alternate(&case, "application/json", "CASE 1.1");
    Some(match visit.form {
        Form::Html => visit.page(&page(visit, found, rank, level, statement), relations),
        _ => visit.json(&document(visit, found, rank, level, statement), relations),
    })
}

pub(in crate::http) fn describe() -> Described {
    described_of_version(
        "publishedStatement",
        "A statement of a framework version",
        "The statement",
    )
}

/// By its identifier.
pub(in crate::http) fn read_by_identifier(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let name = visit.name("identifier")?;
        let known = known(visit, name)?;
        let thing = known.as_ref().map_or(Thing::Framework, |key| {
            Thing::Statement(&key.level, key.position)
        });
        let found = visit.found(thing)?;
        let framework = &found.framework;
        let level = known.and_then(|key| Some((framework.level(&key.level)?, key.position)));
        Err(match level {
            Some((level, position)) => {
                visit.moved(&visit.links.statement(framework, level, position))
            }
            None => visit.nothing("statement", name),
        })
    })
}

pub(in crate::http) fn describe_by_identifier() -> Described {
    described_of_version(
        "publishedStatementByIdentifier",
        "Leads to a statement that is named by its identifier alone",
        "It is never answered itself",
    )
}

/// Where the statement with this identifier stands.
fn known(visit: &Visit<'_>, identifier: &str) -> Result<Option<StatementKey>, Stop> {
    let (key, version) = (visit.name("key")?, visit.name("version")?);
    let framework = visit.service().framework(key, Some(version))?;
    Ok(framework.resolve(identifier).map(|(key, _)| key))
}

pub(super) fn page(
    visit: &Visit<'_>,
    found: &Found,
    rank: usize,
    level: &Level,
    statement: &Statement,
) -> StatementPage {
    let (framework, links) = (&found.framework, &visit.links);
    let neighbour =
        |position: Option<u32>| Some(line(links, framework, level, level.statement(position?)?));
    let (t, count) = (visit.t, level.statements.len());
    StatementPage {
        t,
        shell: shell(visit, found, level, statement),
        title: statement.title.clone(),
        practice: statement.practice().unwrap_or_default().to_owned(),
        place: t
            .say("public-statement-place")
            .with("place", statement.position as usize)
            .with("of", count)
            .with("level", &level.label)
            .to_string(),
        ladder: ladder(framework, Some(rank), |level| links.level(framework, level)),
        before: neighbour(statement.position.checked_sub(1)),
        after: neighbour(statement.position.checked_add(1)),
        facts: facts(visit, framework, level, statement),
        credit: Credit::of(t, framework),
    }
}

fn shell(visit: &Visit<'_>, found: &Found, level: &Level, statement: &Statement) -> Shell {
    let (framework, links) = (&found.framework, &visit.links);
    let link = links.statement(framework, level, statement.position);
    let title = &framework.occupation.title;
    visit
        .shell(&link, &format!("{} · {title}", statement.title))
        .about(&statement.text)
        .behind(&framework.key, links.to(&["frameworks", &framework.key]))
        .behind(&framework.version, links.framework(&framework.id()))
        .behind(&level.label, links.level(framework, level))
        .of(links, found)
}

fn facts(
    visit: &Visit<'_>,
    framework: &Framework,
    level: &Level,
    statement: &Statement,
) -> Vec<Named> {
    let (t, links) = (visit.t, &visit.links);
    let title = &framework.occupation.title;
    let mut facts = vec![
        Named::new(t.say("public-framework"), title).at(links.framework(&framework.id())),
        Named::new(t.say("public-version"), &framework.version),
        Named::new(t.say("public-level"), &level.label).at(links.level(framework, level)),
    ];
    let groups = Groups::of(framework);
    facts.extend(groups.whole_of(statement).map(|(level, whole)| {
        let link = links.statement(framework, level, whole.position);
        Named::new(t.say("public-part-of"), &whole.title).at(link)
    }));
    let over: Vec<String> = groups.over(statement).into_iter().map(called).collect();
    if !over.is_empty() {
        facts.push(Named::new(t.say("public-belongs-to"), &over.join(" › ")));
    }
    let code = statement.code.as_deref();
    facts.extend(code.map(|code| Named::new(t.say("public-code"), code)));
    facts.push(Named::new(t.say("public-identifier"), &statement.id));
    facts
}

/// A group with its code.
fn called(group: &Group) -> String {
    match &group.code {
        Some(code) => format!("{code} {}", group.title),
        None => group.title.clone(),
    }
}

fn document(
    visit: &Visit<'_>,
    found: &Found,
    rank: usize,
    level: &Level,
    statement: &Statement,
) -> Value {
    let (framework, addresses) = (&found.framework, visit.links.addresses());
    let mut document = statement_members(addresses, framework, level, statement);
    let level = named_level(addresses, framework, rank, level);
    document.insert("level".to_owned(), Value::Object(level));
    let case = visit.links.case("CFItems", &statement.id);
    let case = visit.links.whole(&case).unwrap_or(case);
    document.insert("case".to_owned(), Value::String(case));
    let framework = Map::from_iter(reference(addresses, framework));
    document.insert("framework".to_owned(), Value::Object(framework));
    stand(&mut document, visit, found);
    Value::Object(document)
}
