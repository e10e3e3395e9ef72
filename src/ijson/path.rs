//! Where a walk through a document stands, as a linked list on the stack.
//!
//! A sound document never pays for a JSON pointer (RFC 6901); one is written out only for a
//! finding.

/// A place in the document: a step, and the place that it was taken from.
#[derive(Debug, Clone, Copy)]
pub struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    Root,
    Member(&'p str),
    Element(usize),
}

impl<'p> Path<'p> {
    /// The whole document.
    pub const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    /// The member `name` of this place.
    pub fn member(&'p self, name: &'p str) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Member(name),
        }
    }

    /// The element at `place` of this place.
    pub fn element(&'p self, place: usize) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Element(place),
        }
    }

    /// The JSON pointer.
    pub fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Path::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Member(name) => {
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Step::Element(place) => {
                pointer.push('/');
                pointer.push_str(&place.to_string());
            }
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_as_pointers_want() {
        let member = Path::ROOT.member("a/b~c");
        assert_eq!(member.element(3).pointer(), "/a~1b~0c/3");
        assert_eq!(Path::ROOT.pointer(), "");
    }
}
