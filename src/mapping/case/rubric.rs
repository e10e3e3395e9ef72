//! The levels as a rubric of one criterion: CASE 1.1, classes CFRubric, CFRubricCriterion and
//! CFRubricCriterionLevel.

use super::{Made, identifier, level_extension, rubric_level_identifier};
use crate::framework::Level;
use serde_json::{Value, json};

pub(super) fn rubrics(made: &Made<'_>) -> Vec<Value> {
    if let Some(case) = &made.framework.case {
        return case.rubrics.clone();
    }
    let framework = made.framework;
    let rubric = Rubric {
        made,
        id: identifier(framework, "CFRubrics", &[]),
        criterion: identifier(framework, "CFRubricCriteria", &[]),
    };
    let title = format!("{} proficiency rubric", framework.occupation.title);
    let record = made.record("CFRubrics", &rubric.id).with("title", title);
    vec![
        record
            .with("CFRubricCriteria", json!([rubric.criterion()]))
            .into(),
    ]
}

/// The rubric while it is made.
struct Rubric<'a> {
    made: &'a Made<'a>,
    id: String,
    criterion: String,
}

impl Rubric<'_> {
    fn criterion(&self) -> Value {
        let framework = self.made.framework;
        let about = &framework.context_covered;
        let levels: Vec<Value> = (1_u32..)
            .zip(&framework.levels)
            .map(|(position, level)| self.level(position, level))
            .collect();
        self.made
            .part(&self.criterion, self.uri(&self.criterion))
            .with("category", "Proficiency")
            .with_some("description", (!about.is_empty()).then_some(about.as_str()))
            .with("position", 1)
            .with("rubricId", self.id.as_str())
            .with("CFRubricCriterionLevels", levels)
            .into()
    }

    fn level(&self, position: u32, level: &Level) -> Value {
        let id = rubric_level_identifier(self.made.framework, level);
        let texts: Vec<&str> = level.statements.iter().map(|s| s.text.as_str()).collect();
        self.made
            .part(&id, self.uri(&id))
            .with("quality", level.label.as_str())
            .with("description", texts.join("\n"))
            .with("score", position)
            .with("position", position)
            .with("rubricCriterionId", self.criterion.as_str())
            .with("extensions", json!([level_extension(level)]))
            .into()
    }

    /// The address of a part of the rubric, which has none of its own in the interface of CASE.
    fn uri(&self, part: &str) -> String {
        self.made.addresses.case_part("CFRubrics", &self.id, part)
    }
}
