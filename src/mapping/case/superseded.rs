//! What a deployment says of a framework version beside the framework itself: that another version
//! took its place (CASE 1.1, classes CFDocument and CFAssociation).
//!
//! CASE says it in two ways, and both are used:
//!
//! - the CFDocument has the `adoptionStatus` `Deprecated`, since the day that is its
//!   `statusStartDate`. (A `statusEndDate` would say when *that* status ended; one that came with
//!   the document belonged to the status before, and goes.)
//! - an association `replacedBy` leads from the document to its successor's, as CASE lets the ends
//!   of associations be documents. There is none where versions share one identifier: then the
//!   successor is published in the place of the other anyhow.
//!
//! None of it is the framework's own content, which never changes. It is therefore said only where
//! the deployment publishes, and no export has it. Whoever imports what is published here has the
//! framework without the association, which is marked as added.

use super::super::framework_name;
use super::{Made, Package, identifier};
use crate::clock::parse_timestamp;
use crate::framework::Framework;
use serde_json::{Value, json};

/// That another version took a framework's place.
#[derive(Debug, Clone, Copy)]
pub struct Superseded<'a> {
    /// Since when: an XSD dateTimeStamp.
    pub at: &'a str,
    /// The version that stands in its place; `None` where that was withdrawn without another.
    pub by: Option<&'a Framework>,
}

impl Superseded<'_> {
    /// Says it in the package of `framework`.
    pub(super) fn tell(&self, package: &mut Package, made: &Made<'_>) {
        let document = &mut package.document;
        document.insert("adoptionStatus".to_owned(), "Deprecated".into());
        document.shift_remove("statusEndDate");
        if let Some(day) = self.at.get(..10) {
            document.insert("statusStartDate".to_owned(), day.into());
        }
        if parse_timestamp(self.at) > parse_timestamp(&made.changed) {
            document.insert("lastChangeDateTime".to_owned(), self.at.into());
        }
        if let Some(by) = self.by {
            package.associations.extend(self.association(made, by));
        }
    }

    fn association(&self, made: &Made<'_>, by: &Framework) -> Option<Value> {
        let framework = made.framework;
        let (from, to) = (framework.identifier(), by.identifier());
        if from.eq_ignore_ascii_case(&to) {
            return None;
        }
        let class = "CFAssociations";
        let id = identifier(framework, class, &["replacedBy", &from, &to]);
        let record = made
            .record(class, &id)
            .with("lastChangeDateTime", self.at)
            .with("associationType", "replacedBy")
            .with("originNodeURI", end(made, framework))
            .with("destinationNodeURI", end(made, by))
            .with("extensions", json!({ "proofmark": { "added": true } }));
        Some(record.into())
    }
}

/// The document of `framework` as an end of an association (LinkGenURI).
fn end(made: &Made<'_>, framework: &Framework) -> Value {
    let identifier = framework.identifier();
    let (title, uri) = match &framework.case {
        Some(case) => (framework.occupation.title.clone(), case.uri.clone()),
        None => {
            let uri = made.addresses.case("CFDocuments", &identifier);
            (framework_name(framework), uri)
        }
    };
    json!({ "title": title, "identifier": identifier, "uri": uri, "targetType": "CASE" })
}
