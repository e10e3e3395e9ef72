//! JSON that is kept and handed on, but not looked into.
//!
//! A tree of `serde_json` has a hash table for each object and a copy of each name and each string;
//! to make and to drop it takes several times as long as to read the text. Where a document holds
//! tens of thousands of records that only go out again as they came, their text is enough.

use super::{Json, write_into};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// The compact text of a JSON value. For `serde` it is the value, so that records that hold it
/// look as if they held the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonText(Box<str>);

impl JsonText {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, as `serde_json` has it.
    pub fn to_value(&self) -> Value {
        // Whatever was written from a tree is JSON.
        serde_json::from_str(&self.0).unwrap_or_default()
    }
}

impl From<&Json<'_>> for JsonText {
    fn from(json: &Json<'_>) -> Self {
        let mut text = Vec::with_capacity(1024);
        write_into(json, &mut text);
        // What was made of text is text.
        Self(String::from_utf8(text).unwrap_or_default().into())
    }
}

impl From<&Value> for JsonText {
    fn from(value: &Value) -> Self {
        Self(value.to_string().into())
    }
}

impl Serialize for JsonText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(&Value::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ijson::parse;

    const TEXT: &str = r#"{"b":[1,-0.5,1e-7,null,true],"a":{"text":"x & \"y\" \u0007 ü"}}"#;

    #[test]
    fn it_is_the_value_that_the_tree_would_be() {
        let json = parse(TEXT.as_bytes()).unwrap();
        let kept = JsonText::from(&json);
        assert_eq!(kept.to_value(), json.to_value());
        assert_eq!(serde_json::to_value(&kept).unwrap(), json.to_value());
        // The order of members is kept as well.
        assert_eq!(kept.to_value().to_string(), json.to_value().to_string());
    }

    #[test]
    fn records_hold_it_as_the_value() {
        let kept = JsonText::from(&parse(TEXT.as_bytes()).unwrap());
        let written = serde_json::to_string(&kept).unwrap();
        assert_eq!(written, kept.to_value().to_string());
        let read: JsonText = serde_json::from_str(&written).unwrap();
        assert_eq!(read.to_value(), kept.to_value());
    }
}
