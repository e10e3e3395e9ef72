//! When two frameworks say the same, and where they differ.
//!
//! A version that is on record never changes, so a second import must either say the same or be
//! refused with the difference named. Two exports say the same when they are equal but for
//! `exportedAt`, white space (between JSON tokens and inside texts), and the order of members
//! other than the levels, whose order is their meaning.

use super::model::{Framework, Level, Occupation, Sources};
use super::text::fold;
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::ijson::{Json, canonicalize, join};
use serde_json::{Map, Value, json};

/// How many characters of a text a difference shows.
const SHOWN: usize = 80;

/// How many differences are told.
const MOST: usize = 1000;

impl Framework {
    /// SHA-256, as hexadecimal digits, over the canonical form (RFC 8785) of what the framework
    /// says: equal for two imports of the same content.
    pub fn content_digest(&self) -> String {
        let order: Vec<&str> = self.levels.iter().map(|level| level.id.as_str()).collect();
        let content = json!({ "content": self.content(), "levels": order });
        sha256_hex(&[&canonicalize(&Json::from(&content))])
    }

    /// Where `self` says something else than `recorded`: one finding for each place of the
    /// export, none when both say the same. The first thousand differences are told.
    pub fn difference(&self, recorded: &Framework) -> Vec<Finding> {
        let mut findings = Vec::new();
        compare("", &self.content(), &recorded.content(), &mut findings);
        if findings.len() > MOST {
            let detail = format!("{} more differences are not told", findings.len() - MOST);
            findings.truncate(MOST);
            findings.push(differs("", detail));
        }
        let order = |framework: &Framework| {
            let ids = framework.levels.iter().map(|level| level.id.as_str());
            ids.collect::<Vec<_>>().join(", ")
        };
        let (new, old) = (order(self), order(recorded));
        if findings.is_empty() && new != old {
            findings.push(differs(
                "/framework/levels",
                format!("the levels stand in the order {new}; on record they are {old}"),
            ));
        }
        findings
    }

    /// The framework as a LER.me export (schema 1.0), every member that was imported included.
    pub fn to_export(&self) -> Value {
        let mut framework = Map::new();
        framework.insert("version".to_owned(), json!(self.version));
        framework.insert("description".to_owned(), json!(self.description));
        framework.insert("contextCovered".to_owned(), json!(self.context_covered));
        let levels: Map<String, Value> = self.levels.iter().map(exported_level).collect();
        framework.insert("levels".to_owned(), Value::Object(levels));
        framework.extend(self.framework_extra.clone());
        let mut export = Map::new();
        export.insert("schemaVersion".to_owned(), json!("1.0"));
        insert_some(&mut export, "exportedAt", self.exported_at.as_deref());
        export.insert("occupation".to_owned(), self.occupation.exported());
        export.insert("framework".to_owned(), Value::Object(framework));
        export.insert("sources".to_owned(), self.sources.exported());
        insert_some(&mut export, "attribution", self.attribution.as_deref());
        export.extend(self.extra.clone());
        Value::Object(export)
    }

    /// What the framework says, without what two equal ones may differ in. One from CASE says more
    /// than an export of LER.me has places for.
    fn content(&self) -> Value {
        let mut export = match self.case {
            Some(_) => serde_json::to_value(self).unwrap_or_default(),
            None => self.to_export(),
        };
        if let Some(members) = export.as_object_mut() {
            members.remove("exportedAt");
        }
        folded(export)
    }
}

fn exported_level(level: &Level) -> (String, Value) {
    let statements: Vec<&str> = level.statements.iter().map(|s| s.text.as_str()).collect();
    let mut members = Map::new();
    members.insert("label".to_owned(), json!(level.label));
    members.insert("statements".to_owned(), json!(statements));
    members.extend(level.extra.clone());
    (level.id.clone(), Value::Object(members))
}

impl Occupation {
    fn exported(&self) -> Value {
        let mut members = Map::new();
        insert_some(&mut members, "soc", self.soc.as_deref());
        members.insert("title".to_owned(), json!(self.title));
        insert_some(&mut members, "group", self.group.as_deref());
        insert_some(&mut members, "sector", self.sector.as_deref());
        insert_some(&mut members, "jobZone", self.job_zone);
        insert_some(&mut members, "jobZoneInferred", self.job_zone_inferred);
        members.extend(self.extra.clone());
        Value::Object(members)
    }
}

impl Sources {
    fn exported(&self) -> Value {
        let mut members = Map::new();
        insert_some(&mut members, "onet", self.onet.as_deref());
        insert_some(&mut members, "crosswalk", self.crosswalk.as_deref());
        insert_some(&mut members, "generator", self.generator.as_deref());
        members.extend(self.extra.clone());
        Value::Object(members)
    }
}

fn insert_some(members: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        members.insert(name.to_owned(), value.into());
    }
}

/// `value` with the white space of every text in it folded.
fn folded(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(fold(&text)),
        Value::Array(elements) => elements.into_iter().map(folded).collect(),
        Value::Object(members) => members.into_iter().map(|(n, v)| (n, folded(v))).collect(),
        other => other,
    }
}

/// Adds a finding for each place below `pointer` where `new` and `old` differ.
fn compare(pointer: &str, new: &Value, old: &Value, findings: &mut Vec<Finding>) {
    match (new, old) {
        (Value::Object(new), Value::Object(old)) => {
            for (name, value) in new {
                let place = join(pointer, name);
                match old.get(name) {
                    Some(recorded) => compare(&place, value, recorded, findings),
                    None => findings.push(only_new(&place, value)),
                }
            }
            let gone = old.iter().filter(|(name, _)| !new.contains_key(*name));
            findings.extend(gone.map(|(name, value)| only_old(&join(pointer, name), value)));
        }
        (Value::Array(new), Value::Array(old)) => {
            for place in 0..new.len().max(old.len()) {
                let pointer = join(pointer, place);
                match (new.get(place), old.get(place)) {
                    (Some(new), Some(old)) => compare(&pointer, new, old, findings),
                    (Some(new), None) => findings.push(only_new(&pointer, new)),
                    (None, Some(old)) => findings.push(only_old(&pointer, old)),
                    (None, None) => {}
                }
            }
        }
        (new, old) if Json::from(new) != Json::from(old) => findings.push(differs(
            pointer,
            format!("this is {}; on record it is {}", shown(new), shown(old)),
        )),
        _ => {}
    }
}

fn only_new(pointer: &str, value: &Value) -> Finding {
    differs(pointer, format!("{} is not on record", shown(value)))
}

fn only_old(pointer: &str, value: &Value) -> Finding {
    differs(pointer, format!("{} is on record, not here", shown(value)))
}

fn differs(pointer: &str, detail: String) -> Finding {
    Finding::new(pointer, "content-differs", detail)
}

/// The beginning of `value`'s JSON text.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::{SAMPLE, ler_me};

    fn sample() -> Framework {
        ler_me::import(SAMPLE).unwrap()
    }

    fn import(export: &Value) -> Framework {
        ler_me::import(export.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn an_export_that_is_imported_and_exported_says_the_same() {
        let again = import(&sample().to_export());
        assert_eq!(again, sample());
    }

    #[test]
    fn time_of_export_white_space_and_order_of_members_make_no_difference() {
        let mut export = sample().to_export();
        let mut members = export.as_object().unwrap().clone();
        let first = members.shift_remove("occupation").unwrap();
        members.insert("occupation".to_owned(), first);
        members.insert("exportedAt".to_owned(), json!("2030-01-01T00:00:00Z"));
        export = Value::Object(members);
        let text = &mut export["framework"]["levels"]["emerging"]["statements"][0];
        *text = json!(format!(" {}\n", text.as_str().unwrap().replace(' ', "  ")));
        let other = import(&serde_json::from_str(&format!("{export:#}")).unwrap());
        assert_eq!(other.content_digest(), sample().content_digest());
        assert_eq!(other.difference(&sample()), []);
    }

    #[test]
    fn the_order_of_levels_makes_a_difference() {
        let mut other = sample();
        other.levels.swap(0, 1);
        assert_ne!(other.content_digest(), sample().content_digest());
        let difference = other.difference(&sample());
        assert_eq!(difference.len(), 1);
        assert_eq!(difference[0].pointer, "/framework/levels");
    }

    #[test]
    fn every_difference_is_named_with_its_place_in_the_export() {
        let mut export = sample().to_export();
        export["occupation"]["title"] = json!("Other");
        export["framework"]["levels"]["advanced"]["statements"][2] = json!("New words");
        export["framework"]["levels"]["emerging"]["note"] = json!(1);
        export["framework"]["levels"]["emerging"]["statements"]
            .as_array_mut()
            .unwrap()
            .pop();
        export["sources"].as_object_mut().unwrap().remove("note");
        let other = import(&export);
        assert_ne!(other.content_digest(), sample().content_digest());
        let mut places: Vec<_> = other
            .difference(&sample())
            .into_iter()
            .map(|finding| finding.pointer)
            .collect();
        places.sort();
        assert_eq!(
            places,
            [
                "/framework/levels/advanced/statements/2",
                "/framework/levels/emerging/note",
                "/framework/levels/emerging/statements/9",
                "/occupation/title",
                "/sources/note",
            ]
        );
    }

    #[test]
    fn a_record_written_and_read_is_the_same_framework() {
        let text = serde_json::to_string(&sample()).unwrap();
        assert_eq!(serde_json::from_str::<Framework>(&text).unwrap(), sample());
    }
}
