//! Which credentials a page is asked for: what its search form holds, and what that is to the
//! service.

use crate::records::credential::State;
use crate::service::search::CredentialQuery;

/// What the fields of the search form hold; an empty one asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sought {
    pub text: String,
    pub learner: String,
    pub state: String,
    pub form: String,
    pub framework: String,
    pub version: String,
    pub level: String,
    pub from: String,
    pub to: String,
}

impl Sought {
    /// The names of the fields.
    pub(super) const NAMES: [&str; 9] = [
        "text",
        "learner",
        "state",
        "form",
        "framework",
        "version",
        "level",
        "from",
        "to",
    ];

    /// What the fields hold that `value` gives by their names.
    pub(super) fn of(mut value: impl FnMut(&str) -> Option<String>) -> Self {
        let mut field = |name| value(name).map_or_else(String::new, |text| text.trim().to_owned());
        Self {
            text: field("text"),
            learner: field("learner"),
            state: field("state"),
            form: field("form"),
            framework: field("framework"),
            version: field("version"),
            level: field("level"),
            from: field("from"),
            to: field("to"),
        }
    }

    /// The fields that hold something.
    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let values = [
            &self.text,
            &self.learner,
            &self.state,
            &self.form,
            &self.framework,
            &self.version,
            &self.level,
            &self.from,
            &self.to,
        ];
        let pairs = Self::NAMES.into_iter().zip(values.map(String::as_str));
        pairs.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether the fields are in use that are folded away.
    pub(super) fn is_narrow(&self) -> bool {
        let folded = ["form", "framework", "version", "level", "from", "to"];
        self.pairs().iter().any(|(name, _)| folded.contains(name))
    }

    /// What is looked for.
    pub(super) fn query(&self) -> CredentialQuery {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let (state, superseded) = match self.state.as_str() {
            "current" => (Some(State::Current), Some(false)),
            "superseded" => (Some(State::Current), Some(true)),
            "suspended" => (Some(State::Suspended), None),
            "revoked" => (Some(State::Revoked), None),
            _ => (None, None),
        };
        CredentialQuery {
            state,
            superseded,
            form: some(&self.form),
            framework: some(&self.framework),
            version: some(&self.version),
            level: some(&self.level),
            from: some(&self.from),
            to: some(&self.to),
            learner: some(&self.learner),
            text: some(&self.text),
        }
    }

    #[cfg(test)]
    pub(super) fn sample(text: &str) -> Self {
        Self::of(|_| Some(text.to_owned()))
    }
}
