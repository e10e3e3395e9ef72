//! What a badge says of an achievement: the level on its ladder, the statements met, the evidence
//! (Open Badges 3.0, appendix B.1).

use super::Meaning;
use super::text::{Reader, text, without_escapes};
use crate::credential::vcdm::placed;
use crate::ijson::Json;
use serde::Serialize;
use std::collections::HashMap;

/// A level of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RubricLevel {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it asks for, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// By what levels are ordered, low to high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LevelOrder {
    /// By their points.
    Points,
    /// By their `level`, which are numbers.
    Level,
    /// By where they stand. A proof over RDF does not cover that: anybody can move them.
    Position,
}

/// A statement of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MetStatement {
    /// Its short title.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Its whole text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its code in its framework.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its result, where the badge has one for this statement: a value, a status or a level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

/// A result that is not the level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherResult {
    /// What it is the result of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The result: a value, a status or the name of a level.
    pub result: String,
    /// The statements that it goes with. It alone says whether they were met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<MetStatement>,
}

/// Something that shows the achievement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it tells, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Where it stands in the credential: a JSON pointer.
    pub pointer: String,
}

/// How the narrative of our criteria begins the sentence that says the level rule.
const LEVEL_RULES: [&str; 2] = ["A level is reached when ", DECIDED_BY_PROVIDER];

/// What stands for the rule where no policy decided, but the provider of the assessment.
pub const DECIDED_BY_PROVIDER: &str = "The level was decided by the provider of the assessment.";

impl Meaning {
    /// Reads what `subject` achieved.
    pub(super) fn read_badge(&mut self, subject: &Json<'_>) {
        let read = Reader(subject);
        self.achievement = read.text("/achievement/name");
        self.achievement_id = read.text("/achievement/id");
        self.criteria = read.text("/achievement/criteria/narrative");
        self.criteria_url = read.text("/achievement/criteria/id");
        self.level_rule = self.criteria.as_deref().and_then(level_rule);
        self.assessor_id = read.address("/source");
        self.assessor = read
            .text("/source/name")
            .or_else(|| self.assessor_id.clone());
        if self.image.is_none() {
            self.image = read.address("/achievement/image");
        }
        self.read_framework(subject);
        self.read_results(subject);
    }

    /// The framework is the one that the achievement aligns to as a whole; where it aligns only to
    /// parts of one, that one's name is still told.
    fn read_framework(&mut self, subject: &Json<'_>) {
        let read = Reader(subject);
        self.framework = read.text("/achievement/humanCode");
        self.framework_version = read.text("/achievement/version");
        let alignments = set(subject.pointer("/achievement/alignment"));
        let whole = alignments.iter().find(|alignment| {
            alignment.get("targetType").and_then(Json::as_str) == Some("ext:CFDocument")
        });
        let named = whole.or_else(|| {
            let mut alignments = alignments.iter();
            alignments.find(|alignment| alignment.get("targetFramework").is_some())
        });
        self.framework_name = named.and_then(|alignment| text(alignment.get("targetFramework")?));
        self.framework_url = whole.and_then(|alignment| text(alignment.get("targetUrl")?));
    }

    fn read_results(&mut self, subject: &Json<'_>) {
        let described = Described::read(subject);
        let results = set(subject.get("result"));
        let place = only_level(results);
        if let Some(result) = place.and_then(|place| results.get(place)) {
            let achieved = result.get("achievedLevel").and_then(Json::as_str);
            if let Some(description) = described.of(result) {
                let (levels, order) = rubric_levels(description);
                (self.levels, self.level_order) = (levels, Some(order));
            }
            self.achieved_level = achieved
                .and_then(|id| self.levels.iter().position(|level| level.id == id))
                .map(|place| place + 1);
            self.statements_met = statements(result);
        }
        self.other_results = results
            .iter()
            .enumerate()
            .filter(|(position, _)| Some(*position) != place)
            .filter_map(|(_, result)| other_result(&described, result))
            .collect();
        let by_statement: HashMap<&str, &str> = self
            .other_results
            .iter()
            .flat_map(|other| other.statements.iter().map(|one| (one, &other.result)))
            .map(|(statement, result)| (statement.url.as_str(), result.as_str()))
            .collect();
        for statement in &mut self.statements_met {
            let result = by_statement.get(statement.url.as_str());
            statement.result = result.map(|&result| result.to_owned());
        }
    }
}

/// The result descriptions of an achievement by their ids, and the levels' names by the ids of
/// their description and their own.
struct Described<'j, 'a> {
    descriptions: HashMap<&'j str, &'j Json<'a>>,
    levels: HashMap<(&'j str, &'j str), &'j Json<'a>>,
}

impl<'j, 'a> Described<'j, 'a> {
    fn read(subject: &'j Json<'a>) -> Self {
        let mut described = Self {
            descriptions: HashMap::new(),
            levels: HashMap::new(),
        };
        for one in set(subject.pointer("/achievement/resultDescription")) {
            let Some(id) = one.get("id").and_then(Json::as_str) else {
                continue;
            };
            described.descriptions.entry(id).or_insert(one);
            for level in set(one.get("rubricCriterionLevel")) {
                if let (Some(level), Some(name)) = (level.get("id"), level.get("name"))
                    && let Some(level) = level.as_str()
                {
                    described.levels.entry((id, level)).or_insert(name);
                }
            }
        }
        described
    }

    /// The description that `result` names.
    fn of(&self, result: &Json<'_>) -> Option<&'j Json<'a>> {
        let named = result.get("resultDescription")?.as_str()?;
        self.descriptions.get(named).copied()
    }

    /// The level that `result` names: its name, or its id where it leads nowhere.
    fn level(&self, result: &Json<'_>) -> Option<String> {
        let level = result.get("achievedLevel")?.as_str()?;
        let description = result.get("resultDescription").and_then(Json::as_str);
        let name = description.and_then(|one| self.levels.get(&(one, level)));
        Some(
            name.and_then(|name| text(name))
                .unwrap_or_else(|| level.to_owned()),
        )
    }
}

fn set<'j, 'a>(values: Option<&'j Json<'a>>) -> &'j [Json<'a>] {
    values.map_or(&[][..], Json::as_set)
}

/// Where the one result stands that names a level. Of several none is *the* level: which of them
/// comes first no proof over RDF covers.
fn only_level(results: &[Json<'_>]) -> Option<usize> {
    let mut places = results
        .iter()
        .enumerate()
        .filter(|(_, result)| result.get("achievedLevel").is_some());
    match (places.next(), places.next()) {
        (Some((place, _)), None) => Some(place),
        _ => None,
    }
}

/// The levels of a description, low to high, and by what they are ordered: by their points, else
/// by `level`, where these are different numbers and do not contradict each other.
fn rubric_levels(description: &Json<'_>) -> (Vec<RubricLevel>, LevelOrder) {
    let number = |level: &Json<'_>, name| -> Option<f64> {
        let number = text(level.get(name)?)?.trim().parse().ok();
        number.filter(|number: &f64| number.is_finite())
    };
    let read = |level: &Json<'_>| {
        let read = RubricLevel {
            id: text(level.get("id")?)?,
            name: text(level.get("name")?)?,
            description: level.get("description").and_then(text),
        };
        Some((read, number(level, "points"), number(level, "level")))
    };
    let levels = set(description.get("rubricCriterionLevel"));
    let rungs: Vec<_> = levels.iter().filter_map(read).collect();
    let by_points = ascending(rungs.iter().map(|(_, points, _)| *points));
    let by_level = ascending(rungs.iter().map(|(_, _, level)| *level));
    let (order, by) = match (by_points, by_level) {
        (Some(points), Some(level)) if points != level => (LevelOrder::Position, None),
        (Some(points), _) => (LevelOrder::Points, Some(points)),
        (None, Some(level)) => (LevelOrder::Level, Some(level)),
        (None, None) => (LevelOrder::Position, None),
    };
    let mut levels: Vec<_> = rungs.into_iter().map(|(level, _, _)| Some(level)).collect();
    let sorted = by.unwrap_or_else(|| (0..levels.len()).collect());
    let levels = sorted
        .into_iter()
        .filter_map(|place| levels.get_mut(place)?.take());
    (levels.collect(), order)
}

/// The places of `numbers` in ascending order; `None` where one is missing or stands twice.
fn ascending(numbers: impl Iterator<Item = Option<f64>>) -> Option<Vec<usize>> {
    let numbers: Vec<f64> = numbers.collect::<Option<_>>()?;
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    places.sort_by(|left, right| numbers[*left].total_cmp(&numbers[*right]));
    let distinct = places
        .windows(2)
        .all(|pair| numbers[pair[0]] < numbers[pair[1]]);
    distinct.then_some(places)
}

fn statements(result: &Json<'_>) -> Vec<MetStatement> {
    set(result.get("alignment"))
        .iter()
        .filter_map(|alignment| {
            let read = |name| alignment.get(name).and_then(text);
            Some(MetStatement {
                name: read("targetName")?,
                url: read("targetUrl")?,
                text: read("targetDescription"),
                code: read("targetCode"),
                result: None,
            })
        })
        .collect()
}

fn other_result(described: &Described<'_, '_>, result: &Json<'_>) -> Option<OtherResult> {
    let read = |name| result.get(name).and_then(text);
    Some(OtherResult {
        name: described.of(result).and_then(|one| text(one.get("name")?)),
        result: described
            .level(result)
            .or_else(|| read("value"))
            .or_else(|| read("status"))?,
        statements: statements(result),
    })
}

/// The paragraph of a narrative that says by which rule a level is reached, without markup.
fn level_rule(narrative: &str) -> Option<String> {
    let mut paragraphs = narrative.split("\n\n").map(str::trim);
    let rule = paragraphs.find(|one| LEVEL_RULES.iter().any(|rule| one.starts_with(rule)))?;
    Some(without_escapes(rule))
}

pub(super) fn evidence(credential: &Json<'_>) -> Vec<Evidence> {
    let Some(evidence) = credential.get("evidence") else {
        return Vec::new();
    };
    placed("/evidence", evidence)
        .filter(|(_, one)| one.as_object().is_some())
        .map(|(pointer, one)| {
            let read = |name| one.get(name).and_then(text);
            Evidence {
                id: read("id"),
                name: read("name"),
                narrative: read("narrative").or_else(|| read("description")),
                pointer,
            }
        })
        .collect()
}
