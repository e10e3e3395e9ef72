//! Long lists, shown in parts: links to the part before and the part after.

use super::visit::Visit;

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pager {
    /// Which part this is, from 1.
    pub part: usize,
    /// How many parts there are.
    pub parts: usize,
    /// The link to the part before.
    pub before: Option<String>,
    /// The link to the part after.
    pub after: Option<String>,
}

impl Pager {
    /// The part of a list of `count` things, `size` to a part, that `visit` asks for, at the
    /// address `link`; `None` when there is no such part.
    pub(super) fn of(visit: &Visit<'_>, link: &str, count: usize, size: usize) -> Option<Self> {
        let parts = count.div_ceil(size).max(1);
        let part = visit.part;
        if part == 0 || part > parts {
            return None;
        }
        let at = |part: usize| match part {
            1 => link.to_owned(),
            part => format!("{link}?page={part}"),
        };
        Some(Self {
            part,
            parts,
            before: (part > 1).then(|| at(part - 1)),
            after: (part < parts).then(|| at(part + 1)),
        })
    }

    /// Whether there is more than one part.
    pub(super) fn is_needed(&self) -> bool {
        self.parts > 1
    }

    /// How many things stand before this part.
    pub(super) fn skipped(&self, size: usize) -> usize {
        (self.part - 1) * size
    }
}
