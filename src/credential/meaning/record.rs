//! What a record (CLR 2.0) holds, and what an endorsement (Open Badges 3.0) endorses.

use super::text::text;
use crate::credential::clr;
use crate::credential::parts::{Role, parts};
use crate::ijson::Json;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Whether it holds only a part of what its publisher knows.
    pub partial: bool,
    /// How many credentials are in it.
    pub credentials: usize,
    /// The achievements that it lists and that its readable credentials are about, each once. To
    /// be listed is not to be awarded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub achievements: Vec<Listed>,
    /// How the achievements hang together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub associations: Vec<Association>,
}

/// An achievement of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// One achievement's relation to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Association {
    /// The relation, such as `precedes`: `source` precedes `target`.
    #[serde(rename = "type")]
    pub relation: String,
    /// The id of the achievement that has the relation.
    pub source: String,
    /// Its name, where the record tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_name: Option<String>,
    /// The id of the achievement that it has the relation to.
    pub target: String,
    /// Its name, where the record tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_name: Option<String>,
}

/// What an endorsement endorses. Who says so is its issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endorsed {
    /// The id of what is endorsed: a credential, an achievement, a profile.
    pub endorses: String,
    /// What is said about it, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Record {
    pub(super) fn read(credential: &Json<'_>, subject: &Json<'_>) -> Self {
        let inside = parts(credential, usize::MAX).parts;
        let mut seen = HashSet::new();
        let achievements: Vec<Listed> = clr::achievements(subject)
            .into_iter()
            .filter(|(id, _)| seen.insert(*id))
            .map(|(id, name)| Listed {
                id: id.to_owned(),
                name: name.and_then(text),
            })
            .collect();
        let names: HashMap<&str, Option<&String>> = achievements
            .iter()
            .map(|listed| (listed.id.as_str(), listed.name.as_ref()))
            .collect();
        let named = |id: &str| names.get(id).copied().flatten().cloned();
        let associations = subject.get("association").map_or(&[][..], Json::as_set);
        let associations = associations.iter().filter_map(|association| {
            let read = |name| association.get(name)?.as_str().map(str::to_owned);
            let (source, target) = (read("sourceId")?, read("targetId")?);
            Some(Association {
                relation: read("associationType")?,
                source_name: named(&source),
                source,
                target_name: named(&target),
                target,
            })
        });
        let associations = associations.collect();
        Self {
            partial: credential.get("partial").and_then(Json::as_bool) == Some(true),
            credentials: inside
                .iter()
                .filter(|part| part.role == Role::Credential)
                .count(),
            achievements,
            associations,
        }
    }
}

impl Endorsed {
    pub(super) fn read(subject: &Json<'_>) -> Option<Self> {
        Some(Self {
            endorses: text(subject.get("id")?)?,
            comment: subject.get("endorsementComment").and_then(text),
        })
    }
}
