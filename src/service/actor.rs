//! Who does something, and for which issuer: what the audit log says of every change.

use std::fmt;

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Whoever holds the API key with this public part.
    ApiKey(String),
    /// The member of staff with this id.
    Person(String),
    /// The learner with this id, about what is theirs.
    Learner(String),
    /// Whoever runs a command on the machine itself.
    CommandLine,
    /// The program by itself.
    Proofmark,
}

impl Actor {
    /// The actor that is written as `text`; where none is, it is the program itself that goes on.
    pub fn named(text: &str) -> Self {
        match text.split_once('/') {
            Some(("api-key", id)) => Self::ApiKey(id.to_owned()),
            Some(("person", id)) => Self::Person(id.to_owned()),
            Some(("learner", id)) => Self::Learner(id.to_owned()),
            None if text == "command-line" => Self::CommandLine,
            _ => Self::Proofmark,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::ApiKey(id) => write!(f, "api-key/{id}"),
            Actor::Person(id) => write!(f, "person/{id}"),
            Actor::Learner(id) => write!(f, "learner/{id}"),
            Actor::CommandLine => f.write_str("command-line"),
            Actor::Proofmark => f.write_str("proofmark"),
        }
    }
}

/// Who does something in the name of an issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The slug of the issuer; nothing of another issuer is seen or changed.
    pub issuer: String,
    /// Who it is.
    pub actor: Actor,
}

impl Caller {
    /// `actor`, in the name of the issuer named `issuer`.
    pub fn new(issuer: impl Into<String>, actor: Actor) -> Self {
        Self {
            issuer: issuer.into(),
            actor,
        }
    }
}
