//! A record by itself, as its class wants it outside a package (CASE 1.1: the classes CFItem,
//! CFAssociation, CFAssociationSet, CFConceptSet, CFItemTypeSet, CFSubjectSet and others).

use super::published::title;
use super::{CaseDocument, Class, Published};
use crate::service::{Service, ServiceError};
use serde_json::{Map, Value};
use std::sync::Arc;
use uuid::Uuid;

/// The member that says to which document a record belongs.
const DOCUMENT: &str = "CFDocumentURI";

impl Service {
    /// The record of this class and identifier; with all below it, as a set, where records of the
    /// class form a tree by their hierarchy codes.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn case_record(
        &self,
        class: Class,
        identifier: Uuid,
    ) -> Result<Option<Map<String, Value>>, ServiceError> {
        if class == Class::Document {
            let document = self.case_document(identifier)?;
            return Ok(document.map(|document| document.record.clone()));
        }
        let Some((record, document, package)) = self.found(class, identifier)? else {
            return Ok(None);
        };
        Ok(Some(match class.is_hierarchy() {
            true => with_all_below(class, record, &package),
            false => by_itself(class, record, &document),
        }))
    }

    /// The CFItem with this identifier and all associations that lead to or from it, those of other
    /// documents last: a CFAssociationSet.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn case_item_associations(
        &self,
        identifier: Uuid,
    ) -> Result<Option<Map<String, Value>>, ServiceError> {
        let Some((item, document, package)) = self.found(Class::Item, identifier)? else {
            return Ok(None);
        };
        let mut associations = package.associations_of(identifier);
        for other in self.catalogued(|index| index.linked_to(identifier))? {
            if other.framework != document.framework {
                let package = self.package_of(&other.framework)?;
                let package = package.iter();
                associations.extend(package.flat_map(|one| one.associations_of(identifier)));
            }
        }
        let associations = associations.into_iter().map(Value::Object).collect();
        Ok(Some(Map::from_iter([
            (
                "CFItem".to_owned(),
                by_itself(Class::Item, item, &document).into(),
            ),
            ("CFAssociations".to_owned(), Value::Array(associations)),
        ])))
    }

    /// A record as its package has it, its document and the package.
    #[allow(
        clippy::type_complexity,
        reason = "three things, each with its own name"
    )]
    fn found(
        &self,
        class: Class,
        identifier: Uuid,
    ) -> Result<Option<(Map<String, Value>, Arc<CaseDocument>, Arc<Published>)>, ServiceError> {
        let found = self.catalogued(|index| {
            let (document, place) = index.find(class, identifier)?;
            Some((Arc::clone(document), place))
        })?;
        let Some((document, place)) = found else {
            return Ok(None);
        };
        let Some(package) = self.package_of(&document.framework)? else {
            return Ok(None);
        };
        let record = package.record(class, place.at());
        let record = record.ok_or_else(|| {
            ServiceError::Defect(format!("{} {identifier} is not there", class.collection()))
        })?;
        Ok(Some((record, document, package)))
    }
}

/// A record with the address of its document, where its class has a place for that.
fn by_itself(
    class: Class,
    mut record: Map<String, Value>,
    document: &CaseDocument,
) -> Map<String, Value> {
    if class.names_document() {
        let uri = document.record.get("uri").cloned().unwrap_or_default();
        let link = Map::from_iter([
            ("title".to_owned(), title(&document.record)),
            (
                "identifier".to_owned(),
                document.identifier.to_string().into(),
            ),
            ("uri".to_owned(), uri),
        ]);
        record.insert(DOCUMENT.to_owned(), link.into());
    }
    record
}

/// The set of a record and of all below it, by their hierarchy codes: `1`, then `1.1` and `1.1.2`,
/// but not `10`.
fn with_all_below(
    class: Class,
    record: Map<String, Value>,
    package: &Published,
) -> Map<String, Value> {
    let code = hierarchy_code(&record).to_owned();
    let is_below = |other: &Map<String, Value>| {
        let rest = hierarchy_code(other).strip_prefix(&code);
        let next = rest.and_then(|rest| rest.chars().next());
        !code.is_empty() && next.is_some_and(|next| !next.is_alphanumeric())
    };
    let mut set = vec![Value::Object(record)];
    set.extend(package.all(class).filter(is_below).map(Value::Object));
    Map::from_iter([(class.collection().to_owned(), Value::Array(set))])
}

fn hierarchy_code(record: &Map<String, Value>) -> &str {
    let code = record.get("hierarchyCode").and_then(Value::as_str);
    code.unwrap_or_default()
}
