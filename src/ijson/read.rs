//! Typed reading that collects findings instead of stopping at the first.

use super::{Json, join};
use crate::finding::{Finding, near_misses};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct At<'j, 'a> {
    /// The value.
    pub json: &'j Json<'a>,
    /// Its JSON pointer (RFC 6901).
    pub pointer: String,
}

impl<'j, 'a> At<'j, 'a> {
    /// The whole document.
    pub fn root(json: &'j Json<'a>) -> Self {
        Self {
            json,
            pointer: String::new(),
        }
    }

    /// This value as an object whose members are then read one by one; a finding if it is none.
    pub fn fields(&self, findings: &mut Vec<Finding>) -> Option<Fields<'j, 'a>> {
        if self.json.as_object().is_none() {
            findings.push(self.wrong_kind("an object"));
            return None;
        }
        Some(Fields {
            at: self.clone(),
            taken: Vec::new(),
        })
    }

    /// The elements of this value as an array; a finding if it is none.
    pub fn elements(&self, findings: &mut Vec<Finding>) -> Option<Vec<At<'j, 'a>>> {
        let Some(elements) = self.json.as_array() else {
            findings.push(self.wrong_kind("an array"));
            return None;
        };
        let place = |(place, json)| At {
            json,
            pointer: join(&self.pointer, place),
        };
        Some(elements.iter().enumerate().map(place).collect())
    }

    /// This value as a string that holds more than white space; a finding if it is none.
    pub fn text(&self, findings: &mut Vec<Finding>) -> Option<&'j str> {
        match self.json.as_str() {
            None => findings.push(self.wrong_kind("a string")),
            Some(text) if text.trim().is_empty() => {
                findings.push(self.finding("empty-string", "the string is empty"));
            }
            Some(text) => return Some(text),
        }
        None
    }

    /// This value as a boolean; a finding if it is none.
    pub fn boolean(&self, findings: &mut Vec<Finding>) -> Option<bool> {
        if self.json.as_bool().is_none() {
            findings.push(self.wrong_kind("true or false"));
        }
        self.json.as_bool()
    }

    /// A finding at this place.
    pub fn finding(&self, problem: &'static str, detail: impl Into<String>) -> Finding {
        Finding::new(&self.pointer, problem, detail)
    }

    fn wrong_kind(&self, expected: &str) -> Finding {
        let detail = format!("this is {}; it must be {expected}", self.json.kind());
        self.finding("wrong-type", detail)
    }
}

/// An object while its members are being read.
#[derive(Debug)]
pub struct Fields<'j, 'a> {
    at: At<'j, 'a>,
    taken: Vec<&'static str>,
}

impl<'j, 'a> Fields<'j, 'a> {
    /// The object itself.
    pub fn at(&self) -> &At<'j, 'a> {
        &self.at
    }

    /// The member `name`, if there is one.
    pub fn optional(&mut self, name: &'static str) -> Option<At<'j, 'a>> {
        self.taken.push(name);
        let json = self.at.json.get(name)?;
        Some(At {
            json,
            pointer: join(&self.at.pointer, name),
        })
    }

    /// The member `name`; a finding if there is none.
    pub fn required(
        &mut self,
        name: &'static str,
        findings: &mut Vec<Finding>,
    ) -> Option<At<'j, 'a>> {
        let member = self.optional(name);
        if member.is_none() {
            let detail = format!("the member {name:?} is missing");
            findings.push(self.at.finding("missing-member", detail));
        }
        member
    }

    /// The text of the member `name`; a finding if it is missing, empty or no string.
    pub fn required_text(
        &mut self,
        name: &'static str,
        findings: &mut Vec<Finding>,
    ) -> Option<&'j str> {
        self.required(name, findings)?.text(findings)
    }

    /// The text of the member `name`, if there is one; a finding if it is empty or no string.
    pub fn optional_text(
        &mut self,
        name: &'static str,
        findings: &mut Vec<Finding>,
    ) -> Option<&'j str> {
        self.optional(name)?.text(findings)
    }

    /// A finding for each member that was not asked for, with the names it may be meant for.
    pub fn nothing_else(self, findings: &mut Vec<Finding>) {
        let Some(object) = self.at.json.as_object() else {
            return;
        };
        for (name, _) in object.iter() {
            if self.taken.contains(&name) {
                continue;
            }
            let near = near_misses(name, self.taken.iter().copied());
            let hint = match near.first() {
                Some(known) => format!("; did you mean {known:?}?"),
                None => format!("; known here: {}", self.taken.join(", ")),
            };
            findings.push(Finding::new(
                join(&self.at.pointer, name),
                "unknown-member",
                format!("the member {name:?} is not known{hint}"),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ijson::parse;

    #[test]
    fn all_faults_are_found_at_once_with_their_pointers() {
        let json = parse(br#"{"name":" ","levle":1,"met":"yes","list":{}}"#).unwrap();
        let mut findings = Vec::new();
        let mut fields = At::root(&json).fields(&mut findings).unwrap();
        fields.required_text("name", &mut findings);
        fields.required_text("level", &mut findings);
        fields.optional("met").unwrap().boolean(&mut findings);
        fields.optional("list").unwrap().elements(&mut findings);
        fields.nothing_else(&mut findings);
        let found: Vec<_> = findings
            .iter()
            .map(|f| (f.pointer.as_str(), f.problem))
            .collect();
        assert_eq!(
            found,
            [
                ("/name", "empty-string"),
                ("", "missing-member"),
                ("/met", "wrong-type"),
                ("/list", "wrong-type"),
                ("/levle", "unknown-member"),
            ]
        );
        assert!(findings[4].detail.contains("did you mean \"level\"?"));
    }
}
