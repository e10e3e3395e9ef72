//! Classes as tables: which members an object has, of which kind, and which it must have.
//!
//! A JSON Schema in all but its notation. Ours says where and why as a sentence, and knows what
//! the published schemas leave to prose: that URIs are absolute and dates are dates.

mod envelope;
mod formats;
mod value;

pub(super) use envelope::{ContextFamily, Envelope};
pub(super) use value::{Value, is_absolute_uri};

use crate::credential::vcdm;
use crate::finding::Finding;
use crate::ijson::{Json, Object, Path};
use std::collections::HashSet;

/// A class of objects.
#[derive(Debug)]
pub(in crate::credential) struct Class {
    /// The class's name, also what `type` must hold.
    pub name: &'static str,
    /// The specification and section that define it.
    pub source: &'static str,
    /// Its members besides `type`.
    pub members: &'static [Member],
    /// What it must have as a credential, where it is one.
    pub envelope: Option<&'static Envelope>,
    /// How `type` stands in its objects.
    pub typed: Typed,
    /// Whether members not listed are refused.
    pub closed: bool,
}

/// How an object says its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::credential) enum Typed {
    /// `type` holds the class's name, alone or among others.
    Among,
    /// `type` is the class's name, a plain string.
    Exactly,
    /// `type` is required and free.
    Free,
    /// There need not be a `type`.
    Untyped,
}

/// One member of a class.
#[derive(Debug)]
pub(in crate::credential) struct Member {
    pub name: &'static str,
    pub kind: Value,
    pub required: bool,
    /// Whether several values may stand, as an array.
    pub many: bool,
    /// Whether it is an array, also for one value.
    pub array: bool,
}

impl Member {
    /// An optional member with at most one value.
    pub(in crate::credential) const fn one(name: &'static str, kind: Value) -> Self {
        Self {
            name,
            kind,
            required: false,
            many: false,
            array: false,
        }
    }

    /// An optional member that is an array of values.
    pub(in crate::credential) const fn list(name: &'static str, kind: Value) -> Self {
        Self {
            array: true,
            ..Self::many(name, kind)
        }
    }

    /// An optional member with any number of values.
    pub(in crate::credential) const fn many(name: &'static str, kind: Value) -> Self {
        Self {
            many: true,
            ..Self::one(name, kind)
        }
    }

    /// The same member, required.
    pub(in crate::credential) const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }
}

impl Class {
    /// Adds a finding for every way in which `json` is not an object of this class.
    pub(in crate::credential) fn check(
        &self,
        json: &Json<'_>,
        place: &Path<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let Some(object) = json.as_object() else {
            let detail = format!("this is {}; it must be a {} object", json.kind(), self.name);
            findings.push(Finding::new(place.pointer(), "wrong-type", detail).by(self.source));
            return;
        };
        self.check_type(object.get("type"), place, findings);
        if let Some(envelope) = self.envelope {
            envelope.check(json, place, self.source, findings);
        }
        let of_envelope = self.envelope.map_or(&[][..], |envelope| envelope.members);
        for member in of_envelope.iter().chain(self.members) {
            match object.get(member.name) {
                Some(value) => self.check_member(member, value, place, findings),
                None if member.required => {
                    let detail = format!("a {} needs the member {:?}", self.name, member.name);
                    let place = place.pointer();
                    findings.push(Finding::new(place, "missing-member", detail).by(self.source));
                }
                None => {}
            }
        }
        if self.closed {
            for (name, _) in object.iter() {
                let class_name = name == "type" && self.typed != Typed::Untyped;
                if !class_name && !self.members.iter().any(|member| member.name == name) {
                    let detail = format!("a {} has no member {name:?}", self.name);
                    let place = place.member(name).pointer();
                    findings.push(Finding::new(place, "unknown-member", detail).by(self.source));
                }
            }
        }
    }

    /// Adds a finding for every name in `json` that neither this class nor those below it have, at
    /// any depth. What no table describes is left alone.
    pub(in crate::credential) fn check_names(
        &self,
        json: &Json<'_>,
        place: &Path<'_>,
        findings: &mut Vec<Finding>,
    ) {
        for (name, value) in json.as_object().into_iter().flat_map(Object::iter) {
            let place = place.member(name);
            let known = self.members.iter().find(|member| member.name == name);
            if let Some(member) = known {
                let values = value.as_array();
                for (position, value) in values.into_iter().flatten().enumerate() {
                    member
                        .kind
                        .check_names(value, &place.element(position), findings);
                }
                if values.is_none() {
                    member.kind.check_names(value, &place, findings);
                }
            } else if name != "type" || self.typed == Typed::Untyped {
                let detail = format!("a {} has no member {name:?}", self.name);
                let place = place.pointer();
                findings.push(Finding::new(place, "undefined-term", detail).by(self.source));
            }
        }
    }

    /// Adds a finding for every way in which `json` is not a credential of this class, by the data
    /// model and by the class.
    pub(in crate::credential) fn check_credential(
        &self,
        json: &Json<'_>,
        place: &Path<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let mut found = vcdm::check(json);
        let mut of_class = Vec::new();
        self.check(json, &Path::ROOT, &mut of_class);
        add_new(&mut found, of_class);
        let below = |finding: Finding| finding.below(&place.pointer());
        findings.extend(found.into_iter().map(below));
    }

    fn check_type(&self, types: Option<&Json<'_>>, place: &Path<'_>, findings: &mut Vec<Finding>) {
        let right = match (self.typed, types) {
            (Typed::Untyped, _) => true,
            (_, None) => false,
            (Typed::Exactly, Some(types)) => types.as_str() == Some(self.name),
            (Typed::Among, Some(types)) => {
                types.as_set().iter().any(|t| t.as_str() == Some(self.name))
            }
            (Typed::Free, Some(types)) => {
                let types = types.as_set();
                !types.is_empty() && types.iter().all(|t| t.as_str().is_some())
            }
        };
        if !right {
            let place = match types {
                Some(_) => place.member("type").pointer(),
                None => place.pointer(),
            };
            let detail = match self.typed {
                Typed::Free => "this object needs a `type`".to_owned(),
                Typed::Exactly => format!("`type` must be {:?}", self.name),
                _ => format!("`type` must hold {:?}", self.name),
            };
            findings.push(Finding::new(place, "wrong-class", detail).by(self.source));
        }
    }

    fn check_member(
        &self,
        member: &Member,
        value: &Json<'_>,
        place: &Path<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let place = place.member(member.name);
        match value.as_array() {
            Some([]) => findings.push(
                Finding::new(
                    place.pointer(),
                    "empty-array",
                    "leave the member out instead of giving none",
                )
                .by(self.source),
            ),
            Some(values) if member.many => {
                for (position, value) in values.iter().enumerate() {
                    let place = place.element(position);
                    member.kind.check(value, &place, self.source, findings);
                }
            }
            None if member.array => {
                let detail = format!("this is {}; it must be an array", value.kind());
                let place = place.pointer();
                findings.push(Finding::new(place, "wrong-type", detail).by(self.source));
            }
            _ => member.kind.check(value, &place, self.source, findings),
        }
    }
}

/// Adds `more` to `findings`, without what they say already: one fault at one place is told once,
/// by the rule that came first.
pub(in crate::credential) fn add_new(findings: &mut Vec<Finding>, more: Vec<Finding>) {
    let known: HashSet<String> = findings.iter().map(|f| f.pointer.clone()).collect();
    // The whole document is the place of every member that is missing from it.
    let is_new =
        |finding: &Finding| finding.pointer.is_empty() || !known.contains(&finding.pointer);
    findings.extend(more.into_iter().filter(is_new));
}
