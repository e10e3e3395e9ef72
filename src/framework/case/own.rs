//! Packages that Proofmark made of an export of LER.me, which they become again.
//!
//! `extensions.proofmark.framework` of the package is the export without its statements, which are
//! the items below each level; the order of the levels is that of the rubric. It is the very
//! framework if identifiers and texts come out as they stand in the package. Where they do not,
//! somebody else has made a framework of their own of it, which is read as any other.

use super::package::{Item, Package};
use super::tree::Tree;
use crate::framework::{Framework, ler_me};
use crate::ijson::{At, Json, Object};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The framework that Proofmark made `package` of; `None` where it did not.
pub(super) fn framework(package: &Package<'_>, tree: &Tree) -> Option<Framework> {
    let export = ours(package.root)?.get("framework")?;
    let levels = export.get("framework")?.get("levels")?.as_object()?;
    let statements = statements(package, tree);
    let mut filled = Map::new();
    for name in order(package)? {
        let mut level = levels.get(&name)?.as_object()?.clone().into_owned();
        let items = statements.get(&name)?.iter();
        let texts: Vec<Json<'_>> = items.map(|item| Json::from(&*item.text)).collect();
        level.insert("statements", texts);
        filled.insert(name, Json::Object(level).to_value());
    }
    let mut export = export.to_value();
    *export.pointer_mut("/framework/levels")? = Value::Object(filled);
    let mut findings = Vec::new();
    let framework = ler_me::read(&At::root(&Json::from(&export)), &mut findings)?;
    (findings.is_empty() && is_that(&framework, package, &statements)).then_some(framework)
}

/// Our member of the extensions of `record`.
fn ours<'j>(record: &'j Object<'j>) -> Option<&'j Json<'j>> {
    record.get("extensions")?.get("proofmark")
}

/// The ids of the levels, low to high: those of the rubric, by position.
fn order(package: &Package<'_>) -> Option<Vec<String>> {
    let rubrics = package.root.get("CFRubrics")?.as_array()?;
    let criteria = rubrics.first()?.get("CFRubricCriteria")?.as_array()?;
    let levels = criteria.first()?.get("CFRubricCriterionLevels")?;
    let place = |level: &Json<'_>| {
        let extensions = level.get("extensions")?.as_array()?.iter();
        let mut ours = extensions.filter_map(|one| one.get("proofmark")?.get("level")?.as_str());
        Some((level.get("position")?.as_f64()?, ours.next()?.to_owned()))
    };
    let mut levels = levels
        .as_array()?
        .iter()
        .map(place)
        .collect::<Option<Vec<_>>>()?;
    levels.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    Some(levels.into_iter().map(|(_, level)| level).collect())
}

/// The items below each level, in their order, by the level's id.
fn statements<'p>(package: &'p Package<'_>, tree: &Tree) -> HashMap<String, Vec<&'p Item<'p>>> {
    let level = |item: usize| {
        let object = package.items.get(item)?.object;
        Some(ours(object)?.get("level")?.as_str()?.to_owned())
    };
    let mut below: HashMap<String, Vec<&Item<'_>>> = HashMap::new();
    for item in &tree.order {
        if let Some(level) = tree.parents[*item].and_then(level) {
            below.entry(level).or_default().push(&package.items[*item]);
        }
    }
    below
}

/// Whether `framework` has the identifiers that stand in the package, and no others.
fn is_that(
    framework: &Framework,
    package: &Package<'_>,
    statements: &HashMap<String, Vec<&Item<'_>>>,
) -> bool {
    let count = framework.levels.len() + framework.statements().count();
    let same = |(statement, item): (&crate::framework::Statement, &&Item<'_>)| {
        statement.id == item.id.to_string()
    };
    package.document.id.to_string() == framework.identifier()
        && package.items.len() == count
        && framework.levels.iter().all(|level| {
            let items = statements.get(&level.id).map_or(&[][..], Vec::as_slice);
            items.len() == level.statements.len() && level.statements.iter().zip(items).all(same)
        })
}
