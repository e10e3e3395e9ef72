//! The attachments of a document, wherever a viewer shows them.

use super::document::Document;
use super::limit;
use super::object::{Dictionary, Id, Object};
use crate::carrier::CarrierError;
use std::collections::HashSet;

/// No document has more nodes in its trees: pages, and branches of the name tree.
const MOST_NODES: usize = 20_000;

/// No more attachments are looked into.
const MOST_ATTACHMENTS: usize = 256;

/// A file inside the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attachment {
    /// The stream that holds it.
    pub stream: Id,
}

/// All attachments, each once, whatever leads to it.
pub(super) fn all(document: &mut Document<'_>) -> Result<Vec<Attachment>, CarrierError> {
    let mut found = Found::default();
    let catalog = document.catalog()?;
    if let Some(Object::Dictionary(names)) = document.member(&catalog, "Names")?
        && let Some(tree) = names.get("EmbeddedFiles")
    {
        found.tree(document, tree, Found::names)?;
    }
    found.associated(document, &catalog)?;
    if let Some(pages) = catalog.get("Pages") {
        found.tree(document, pages, Found::page)?;
    }
    Ok(found.attachments)
}

#[derive(Default)]
struct Found {
    attachments: Vec<Attachment>,
    nodes: usize,
}

/// What is done at each node of a tree.
type Visit = fn(&mut Found, &mut Document<'_>, &Dictionary) -> Result<(), CarrierError>;

impl Found {
    /// Walks a tree of `Kids`; a node that is reached again is passed over.
    fn tree(
        &mut self,
        document: &mut Document<'_>,
        root: &Object,
        visit: Visit,
    ) -> Result<(), CarrierError> {
        let mut seen = HashSet::new();
        let mut open = vec![root.clone()];
        while let Some(node) = open.pop() {
            if let Object::Reference(id) = node
                && !seen.insert(id)
            {
                continue;
            }
            self.nodes += 1;
            if self.nodes > MOST_NODES {
                return Err(limit("the document has too many pages or names"));
            }
            let Object::Dictionary(node) = document.resolved(&node)? else {
                continue;
            };
            visit(self, document, &node)?;
            if let Some(Object::Array(kids)) = document.member(&node, "Kids")? {
                open.extend(kids.into_iter().filter(is_node));
            }
        }
        Ok(())
    }

    /// The leaves of the name tree: names and file specifications in turn.
    fn names(
        &mut self,
        document: &mut Document<'_>,
        node: &Dictionary,
    ) -> Result<(), CarrierError> {
        if let Some(Object::Array(names)) = document.member(node, "Names")? {
            for file in names.iter().skip(1).step_by(2) {
                self.file(document, file)?;
            }
        }
        Ok(())
    }

    /// What a page has attached, and what its annotations have.
    fn page(&mut self, document: &mut Document<'_>, page: &Dictionary) -> Result<(), CarrierError> {
        self.associated(document, page)?;
        let Some(Object::Array(annotations)) = document.member(page, "Annots")? else {
            return Ok(());
        };
        for annotation in &annotations {
            if let Object::Dictionary(annotation) = document.resolved(annotation)?
                && annotation.is("Subtype", "FileAttachment")
                && let Some(file) = annotation.get("FS")
            {
                self.file(document, file)?;
            }
        }
        Ok(())
    }

    /// `AF`: files that belong to an object.
    fn associated(
        &mut self,
        document: &mut Document<'_>,
        owner: &Dictionary,
    ) -> Result<(), CarrierError> {
        if let Some(Object::Array(files)) = document.member(owner, "AF")? {
            for file in &files {
                self.file(document, file)?;
            }
        }
        Ok(())
    }

    /// A file specification (7.11.3) with the file itself inside (`EF`).
    fn file(&mut self, document: &mut Document<'_>, file: &Object) -> Result<(), CarrierError> {
        let Object::Dictionary(file) = document.resolved(file)? else {
            return Ok(());
        };
        let Some(Object::Dictionary(embedded)) = document.member(&file, "EF")? else {
            return Ok(());
        };
        // The same file under its Unicode name and under its plain one: the first that is there.
        let mut names = ["UF", "F", "Unix", "DOS", "Mac"].into_iter();
        let stream = names.find_map(|name| match embedded.get(name) {
            Some(Object::Reference(id)) => Some(*id),
            _ => None,
        });
        let Some(stream) = stream else {
            return Ok(());
        };
        let attachment = Attachment { stream };
        if !self.attachments.contains(&attachment) {
            if self.attachments.len() == MOST_ATTACHMENTS {
                return Err(limit("the document has too many attachments"));
            }
            self.attachments.push(attachment);
        }
        Ok(())
    }
}

/// Kids are references; a dictionary in place is tolerated.
fn is_node(kid: &Object) -> bool {
    matches!(kid, Object::Reference(_) | Object::Dictionary(_))
}
