//! A credential that somebody has altered: the level is raised by one.

use serde_json::Value;

/// An altered copy of a credential.
pub(super) struct Forgery {
    /// The name of its file, which nobody can mistake.
    pub file: String,
    /// The name of the file it was made from.
    pub original: String,
    /// The altered bytes.
    pub bytes: Vec<u8>,
    /// The level that was achieved.
    pub from: String,
    /// The level that the copy claims.
    pub to: String,
}

impl Forgery {
    /// A copy of the Open Badge `bytes` that claims the level above the one achieved; `None`
    /// where there is no such level, or the bytes are no JSON.
    pub fn of(bytes: &[u8], original: &str) -> Option<Self> {
        let mut badge: Value = serde_json::from_slice(bytes).ok()?;
        let achieved = result(&mut badge)?.get("achievedLevel")?.clone();
        let levels = badge
            .pointer("/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel")?
            .as_array()?
            .clone();
        let place = levels.iter().position(|level| level["id"] == achieved)?;
        let (from, to) = (levels.get(place)?, levels.get(place + 1)?);
        let (from_name, to_name) = (from["name"].as_str()?, to["name"].as_str()?);
        result(&mut badge)?["achievedLevel"] = to["id"].clone();
        let name = badge["name"].as_str()?.replace(from_name, to_name);
        badge["name"] = Value::from(name);
        Some(Self {
            file: format!("tampered.{original}"),
            original: original.to_owned(),
            bytes: serde_json::to_vec(&badge).ok()?,
            from: from_name.to_owned(),
            to: to_name.to_owned(),
        })
    }
}

/// The result that names a level.
fn result(badge: &mut Value) -> Option<&mut Value> {
    let results = badge.pointer_mut("/credentialSubject/result")?;
    let mut results = results.as_array_mut()?.iter_mut();
    results.find(|result| result.get("achievedLevel").is_some())
}
