//! A JSON object while it is made, member by member, in the order in which they are to stand.

use serde_json::{Map, Value};

/// A record while it is made.
pub(super) struct Record(pub(super) Map<String, Value>);

impl Record {
    pub(super) fn new() -> Self {
        Self(Map::new())
    }

    /// With a member.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// With a member that is left out where there is nothing to say.
    pub(super) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// With the members that the record came with, which win.
    pub(super) fn overlaid(mut self, members: Option<&Map<String, Value>>) -> Map<String, Value> {
        for (name, value) in members.into_iter().flatten() {
            self.0.insert(name.clone(), value.clone());
        }
        self.0
    }
}

impl From<Record> for Value {
    fn from(record: Record) -> Self {
        Value::Object(record.0)
    }
}
