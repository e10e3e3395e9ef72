//! The classes of CASE records that have addresses of their own (CASE 1.1, REST binding).

/// A class of CASE records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A framework: CFDocument.
    Document,
    /// A level, a group or a statement: CFItem.
    Item,
    /// What stands in what relation to what: CFAssociation.
    Association,
    /// Criteria with levels: CFRubric.
    Rubric,
    /// Associations that belong together: CFAssociationGrouping.
    AssociationGrouping,
    /// A concept that items are about: CFConcept.
    Concept,
    /// What an item is: CFItemType.
    ItemType,
    /// Under which terms the content may be used: CFLicense.
    License,
    /// A subject: CFSubject.
    Subject,
}

impl Class {
    /// Those of a package's `CFDefinitions`.
    pub(super) const DEFINITIONS: [Class; 5] = [
        Class::AssociationGrouping,
        Class::Concept,
        Class::ItemType,
        Class::License,
        Class::Subject,
    ];

    /// What its records are called together, in packages and in addresses.
    pub fn collection(self) -> &'static str {
        match self {
            Class::Document => "CFDocuments",
            Class::Item => "CFItems",
            Class::Association => "CFAssociations",
            Class::Rubric => "CFRubrics",
            Class::AssociationGrouping => "CFAssociationGroupings",
            Class::Concept => "CFConcepts",
            Class::ItemType => "CFItemTypes",
            Class::License => "CFLicenses",
            Class::Subject => "CFSubjects",
        }
    }

    /// Whether its records form a tree by their hierarchy codes and are given with all below them.
    pub(super) fn is_hierarchy(self) -> bool {
        matches!(self, Class::Concept | Class::ItemType | Class::Subject)
    }

    /// Whether a record names its document when it stands by itself.
    pub(super) fn names_document(self) -> bool {
        matches!(self, Class::Item | Class::Association)
    }
}
