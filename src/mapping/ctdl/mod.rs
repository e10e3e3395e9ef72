//! A framework as JSON-LD in the terms of CTDL-ASN, the Credential Engine's profile of the
//! Achievement Standards Network, and of CTDL.
//!
//! One graph: the `ceasn:CompetencyFramework`; each statement, and each heading over statements, a
//! `ceasn:Competency`; the levels an `asn:ProgressionModel` of `asn:ProgressionLevel`s, each of
//! which `ceterms:precedes` the next; and the same levels as a `ceasn:Rubric` of one criterion. A
//! competency says its level with `asn:hasProgressionLevel`. Nodes have the addresses that
//! credentials name, and CTIDs made of the identifiers that their CASE records have. Texts are
//! language maps; where the framework names no language, theirs is [`UNKNOWN_LANGUAGE`].
//!
//! What the Credential Registry asks for besides (the publisher's own CTID, a publication status)
//! is for whoever puts the framework there.

mod levels;

use super::case::{changed, publisher};
use super::record::Record;
use super::{Addresses, framework_name};
use crate::framework::{Framework, Group, Level, Occupation, Statement};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The JSON-LD context of CTDL-ASN.
pub const CONTEXT: &str = "https://credreg.net/ctdlasn/schema/context/json";

/// The language of texts that do not say theirs (ISO 639-2: undetermined).
pub const UNKNOWN_LANGUAGE: &str = "und";

/// `framework` as a JSON-LD document, its nodes under `addresses`.
pub fn ctdl(framework: &Framework, addresses: &Addresses<'_>) -> Value {
    let graph = Graph::new(framework, addresses);
    let mut nodes = vec![graph.framework_node()];
    nodes.extend(framework.groups.iter().map(|group| graph.group(group)));
    let statements = framework.statements();
    nodes.extend(statements.map(|(level, statement)| graph.statement(level, statement)));
    nodes.extend(levels::progression(&graph));
    nodes.extend(levels::rubric(&graph));
    json!({ "@context": CONTEXT, "@graph": nodes })
}

/// What all nodes of the graph are made with.
struct Graph<'a> {
    framework: &'a Framework,
    addresses: &'a Addresses<'a>,
    /// The framework's address.
    id: String,
    language: Option<&'a str>,
    changed: String,
    /// The addresses of all headings and statements, by identifier.
    competencies: HashMap<&'a str, String>,
    /// The addresses of the parts that each of them has, by identifier.
    parts: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Graph<'a> {
    fn new(framework: &'a Framework, addresses: &'a Addresses<'a>) -> Self {
        let case = framework.case.as_ref();
        let mut graph = Self {
            framework,
            addresses,
            id: addresses.framework(&framework.key, &framework.version),
            language: case.and_then(|case| case.document.get("language")?.as_str()),
            changed: changed(framework),
            competencies: HashMap::new(),
            parts: HashMap::new(),
        };
        for group in &framework.groups {
            let address = addresses.case("CFItems", &group.id);
            graph.competency(&group.id, address, group.parent.as_deref());
        }
        for (level, statement) in framework.statements() {
            let address = graph.statement_address(level, statement);
            graph.competency(&statement.id, address, statement.parent.as_deref());
        }
        graph
    }

    fn competency(&mut self, id: &'a str, address: String, parent: Option<&'a str>) {
        self.competencies.insert(id, address);
        if let Some(parent) = parent {
            self.parts.entry(parent).or_default().push(id);
        }
    }

    /// A node with its CTID, which is made of its identifier in CASE.
    fn node(&self, class: &str, id: &str, identifier: &str) -> Record {
        Record::new()
            .with("@id", id)
            .with("@type", class)
            .with("ceterms:ctid", format!("ce-{identifier}"))
    }

    /// A text in the framework's language.
    fn text(&self, text: &str) -> Value {
        json!({ self.language.unwrap_or(UNKNOWN_LANGUAGE): text })
    }

    fn languages(&self) -> Option<Value> {
        self.language.map(|language| json!([language]))
    }

    fn statement_address(&self, level: &Level, statement: &Statement) -> String {
        let framework = self.framework;
        let position = statement.position as usize;
        self.addresses
            .statement(&framework.key, &framework.version, &level.id, position)
    }

    fn level_address(&self, level: &Level) -> String {
        let framework = self.framework;
        self.addresses
            .level(&framework.key, &framework.version, &level.id)
    }

    fn framework_node(&self) -> Value {
        let framework = self.framework;
        let name = match &framework.case {
            Some(_) => framework.occupation.title.clone(),
            None => framework_name(framework),
        };
        let credit = framework.credit();
        let crosswalk = framework.sources.crosswalk.as_deref();
        let source = crosswalk.filter(|crosswalk| url::Url::parse(crosswalk).is_ok());
        self.node(
            "ceasn:CompetencyFramework",
            &self.id,
            &framework.identifier(),
        )
        .with("ceasn:name", self.text(&name))
        .with("ceasn:description", self.text(&description(framework)))
        .with_some("ceasn:inLanguage", self.languages())
        .with_some("ceasn:publisherName", self.publisher())
        .with("ceasn:dateModified", self.changed.as_str())
        .with_some(
            "ceasn:rights",
            (!credit.is_empty()).then(|| self.text(&credit)),
        )
        .with_some("ceasn:source", source.map(|source| json!([source])))
        .with("ceterms:versionCode", framework.version.as_str())
        .with_some(
            "ceterms:occupationType",
            self.occupation(&framework.occupation),
        )
        .with_some("ceterms:industryType", self.industry(&framework.occupation))
        .with("ceasn:hasTopChild", self.top())
        .into()
    }

    /// The competencies that are no part of another.
    fn top(&self) -> Vec<&str> {
        let groups = self.framework.groups.iter();
        let groups = groups.map(|group| (&*group.id, group.parent.as_deref()));
        let statements = self.framework.statements();
        let statements = statements.map(|(_, one)| (&*one.id, one.parent.as_deref()));
        groups
            .chain(statements)
            .filter(|(_, parent)| self.parent(*parent).is_none())
            .filter_map(|(id, _)| self.competencies.get(id).map(String::as_str))
            .collect()
    }

    /// The address of `parent`, where that is a competency.
    fn parent(&self, parent: Option<&str>) -> Option<&str> {
        self.competencies.get(parent?).map(String::as_str)
    }

    fn publisher(&self) -> Option<Value> {
        let case = self.framework.case.as_ref();
        let named = case.map(|case| {
            let publisher = case.document.get("publisher").and_then(Value::as_str);
            publisher.unwrap_or(&case.creator)
        });
        let name = named.or_else(|| publisher(self.framework))?;
        Some(json!({ self.language.unwrap_or(UNKNOWN_LANGUAGE): [name] }))
    }

    /// The occupation, as a place in O*NET-SOC.
    fn occupation(&self, occupation: &Occupation) -> Option<Value> {
        let soc = occupation.soc.as_deref()?;
        Some(json!([{
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:frameworkName": { "en": "O*NET-SOC" },
            "ceterms:targetNode": format!("https://www.onetonline.org/link/summary/{soc}"),
            "ceterms:targetNodeName": self.text(&occupation.title),
            "ceterms:codedNotation": soc,
        }]))
    }

    /// The industry sector, as a place in NAICS.
    fn industry(&self, occupation: &Occupation) -> Option<Value> {
        let sector = occupation.sector.as_deref()?;
        Some(json!([{
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:frameworkName": { "en": "North American Industry Classification System" },
            "ceterms:codedNotation": sector,
        }]))
    }

    /// What headings and statements have in common.
    fn part(&self, id: &str, text: &str, label: &str, parent: Option<&str>) -> Record {
        let address = self.competencies.get(id).map_or("", String::as_str);
        let parent = self.parent(parent);
        let top = parent.is_none().then_some(self.id.as_str());
        let parts = self.parts.get(id).map(|parts| {
            let addresses = parts.iter().filter_map(|part| self.competencies.get(part));
            addresses.map(String::as_str).collect::<Vec<_>>()
        });
        self.node("ceasn:Competency", address, id)
            .with("ceasn:competencyText", self.text(text))
            .with("ceasn:competencyLabel", self.text(label))
            .with_some("ceasn:inLanguage", self.languages())
            .with("ceasn:isPartOf", self.id.as_str())
            .with_some("ceasn:isTopChildOf", top)
            .with_some("ceasn:isChildOf", parent.map(|parent| json!([parent])))
            .with_some("ceasn:hasChild", parts)
    }

    fn statement(&self, level: &Level, statement: &Statement) -> Value {
        let position = statement.position;
        let key = &self.framework.key;
        let coded = || format!("{key}.{}.{position:02}", level.id);
        let coded = match &self.framework.case {
            Some(_) => statement.code.clone(),
            None => Some(coded()),
        };
        let parent = statement.parent.as_deref();
        self.part(&statement.id, &statement.text, &statement.title, parent)
            .with_some("ceasn:codedNotation", coded)
            .with("ceasn:listID", position.to_string())
            .with("asn:hasProgressionLevel", self.level_address(level))
            .into()
    }

    fn group(&self, group: &Group) -> Value {
        let kind = group.kind.as_deref().map(|kind| self.text(kind));
        let parent = group.parent.as_deref();
        self.part(&group.id, &group.text, &group.title, parent)
            .with_some("ceasn:codedNotation", group.code.as_deref())
            .with_some("ceasn:competencyCategory", kind)
            .into()
    }
}

/// What the framework says of itself, or what can be said of it.
fn description(framework: &Framework) -> String {
    let said = [&framework.context_covered, &framework.description];
    let said = said.into_iter().find(|text| !text.is_empty()).cloned();
    said.unwrap_or_else(|| {
        let levels = framework.levels.len();
        format!(
            "{}: competencies at {levels} levels.",
            framework.occupation.title
        )
    })
}
