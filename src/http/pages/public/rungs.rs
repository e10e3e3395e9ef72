//! The levels of a framework as rungs of a ladder, with some or all of their statements.

use super::groups::{Block, Groups};
use crate::framework::{Framework, Level, Statement};
use crate::http::pages::links::Links;

/// How many tints and heights of rungs the stylesheet has.
const STEPS: usize = 12;

/// A level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rung {
    /// Its place, from 1 (lowest).
    pub number: usize,
    /// Which tint and height it has, from 1 to 12.
    pub step: usize,
    /// What people read.
    pub label: String,
    /// Where it is told of.
    pub link: String,
    /// How many statements it has.
    pub count: usize,
    /// Those that are shown, below their groups.
    pub blocks: Vec<Block>,
    /// Whether it is the one that the page is about.
    pub here: bool,
}

/// A statement in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its place in the level, from 1.
    pub number: u32,
    /// Its code; empty where it has none.
    pub code: String,
    /// What it is about.
    pub title: String,
    /// What the person does; empty where the title is all.
    pub practice: String,
    /// Where it is told of.
    pub link: String,
    /// Whether it is a part of a statement before it.
    pub is_part: bool,
}

impl Rung {
    /// The level of this `rank` (from 0) of `framework`, told of at `link`, without statements.
    pub(super) fn new(framework: &Framework, rank: usize, level: &Level, link: String) -> Self {
        let of = framework.levels.len().max(1);
        let number = rank + 1;
        Self {
            number,
            step: match of <= STEPS {
                true => number,
                false => (number * STEPS).div_ceil(of),
            },
            label: level.label.clone(),
            link,
            count: level.statements.len(),
            blocks: Vec::new(),
            here: false,
        }
    }

    /// Whether some of its statements are not shown.
    pub(super) fn is_cut(&self) -> bool {
        let shown: usize = self.blocks.iter().map(|block| block.lines.len()).sum();
        shown < self.count
    }
}

/// All levels, low to high; the one at `here` is what the page is about.
pub(super) fn ladder(
    framework: &Framework,
    here: Option<usize>,
    link: impl Fn(&Level) -> String,
) -> Vec<Rung> {
    let levels = framework.levels.iter().enumerate();
    let rung = |(rank, level): (usize, &Level)| Rung {
        here: here == Some(rank),
        ..Rung::new(framework, rank, level, link(level))
    };
    levels.map(rung).collect()
}

/// `statements` of `level` as they are listed on a page of their own, below their groups.
pub(super) fn listed<'s>(
    links: &Links<'_>,
    framework: &Framework,
    level: &Level,
    statements: impl Iterator<Item = &'s Statement>,
) -> Vec<Block> {
    Groups::of(framework).blocks(links, framework, level, statements, 3)
}

/// `statement` of `level` as it stands in a list.
pub(super) fn line(
    links: &Links<'_>,
    framework: &Framework,
    level: &Level,
    statement: &Statement,
) -> Line {
    Line {
        number: statement.position,
        code: statement.code.clone().unwrap_or_default(),
        title: statement.title.clone(),
        practice: statement.practice().unwrap_or_default().to_owned(),
        link: links.statement(framework, level, statement.position),
        is_part: false,
    }
}
