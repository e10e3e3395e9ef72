//! The levels in CTDL-ASN: as a progression model, and as a rubric of one criterion.

use super::super::case::{identifier, rubric_level_identifier};
use super::super::record::Record;
use super::Graph;
use crate::framework::Level;
use serde_json::{Value, json};

/// The progression model and its levels.
pub(super) fn progression(graph: &Graph<'_>) -> Vec<Value> {
    let (model, id) = whole(graph, "ProgressionModel");
    let levels = &graph.framework.levels;
    let addresses: Vec<String> = levels
        .iter()
        .map(|level| graph.level_address(level))
        .collect();
    let name = format!("{}: levels", graph.framework.occupation.title);
    let node = graph
        .node("asn:ProgressionModel", &model, &id)
        .with("ceasn:name", graph.text(&name))
        .with_some("ceasn:inLanguage", graph.languages())
        .with("ceasn:dateModified", graph.changed.as_str())
        .with("skos:hasTopConcept", addresses.clone());
    let beside = |place: Option<usize>| addresses.get(place?).map(|address| json!([address]));
    let levels = levels.iter().zip(&addresses).enumerate();
    let levels = levels.map(|(place, (level, address))| {
        let id = graph.framework.level_identifier(level);
        graph
            .node("asn:ProgressionLevel", address, &id)
            .with("skos:prefLabel", graph.text(&level.label))
            .with("skos:notation", (place + 1).to_string())
            .with("ceasn:inProgressionModel", model.as_str())
            .with("skos:topConceptOf", model.as_str())
            .with_some("ceterms:precededBy", beside(place.checked_sub(1)))
            .with_some("ceterms:precedes", beside(place.checked_add(1)))
    });
    [node].into_iter().chain(levels).map(Value::from).collect()
}

/// The rubric, its one criterion and the levels of that.
pub(super) fn rubric(graph: &Graph<'_>) -> Vec<Value> {
    let levels = &graph.framework.levels;
    let title = format!("{} proficiency rubric", graph.framework.occupation.title);
    let (rubric, id) = whole(graph, "CFRubrics");
    let (criterion, criterion_id) = whole(graph, "CFRubricCriteria");
    let (model, _) = whole(graph, "ProgressionModel");
    let addresses = levels
        .iter()
        .map(|level| criterion_level_address(graph, level));
    let rubric = graph
        .node("ceasn:Rubric", &rubric, &id)
        .with("ceasn:name", graph.text(&title))
        .with_some("ceasn:inLanguage", graph.languages())
        .with("ceasn:dateModified", graph.changed.as_str())
        .with("ceasn:hasRubricCriterion", json!([criterion]))
        .with("asn:hasProgressionModel", model);
    let criterion = graph
        .node("ceasn:RubricCriterion", &criterion, &criterion_id)
        .with("ceasn:name", json!({ "en": "Proficiency" }))
        .with("ceasn:hasCriterionLevel", addresses.collect::<Vec<_>>());
    let levels = (1..).zip(levels);
    let levels = levels.map(|(place, level)| criterion_level(graph, place, level));
    [rubric, criterion]
        .into_iter()
        .chain(levels)
        .map(Value::from)
        .collect()
}

fn criterion_level(graph: &Graph<'_>, place: u32, level: &Level) -> Record {
    Record::new()
        .with("@id", criterion_level_address(graph, level))
        .with("@type", "ceasn:CriterionLevel")
        .with("ceasn:benchmarkLabel", graph.text(&level.label))
        .with("ceasn:listID", place.to_string())
        .with("schema:value", place)
        .with(
            "asn:hasProgressionLevel",
            json!([graph.level_address(level)]),
        )
}

fn criterion_level_address(graph: &Graph<'_>, level: &Level) -> String {
    address(graph, &rubric_level_identifier(graph.framework, level))
}

/// The address and the identifier of what stands for the levels as a whole.
fn whole(graph: &Graph<'_>, class: &str) -> (String, String) {
    let id = identifier(graph.framework, class, &[]);
    (address(graph, &id), id)
}

/// The address of a node that has no page of its own.
fn address(graph: &Graph<'_>, id: &str) -> String {
    let document = graph.framework.identifier();
    graph.addresses.case_part("CFDocuments", &document, id)
}
