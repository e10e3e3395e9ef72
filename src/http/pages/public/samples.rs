//! A sample of every public page with a given text in every field.

use super::achievement::AchievementPage;
use super::achievement_level::AchievementLevelPage;
use super::credit::{Credit, Named};
use super::criteria::CriteriaPage;
use super::framework::FrameworkPage;
use super::frameworks::{Entry, FrameworksPage};
use super::gone::GonePage;
use super::groups::{Block, Heading};
use super::home::HomePage;
use super::level::LevelPage;
use super::missing::MissingPage;
use super::pager::Pager;
use super::result::ResultPage;
use super::rungs::{Line, Rung};
use super::statement::StatementPage;
use super::versions::VersionsPage;
use crate::http::pages::samples::{HOSTILE, Sample, link, of};
use crate::http::pages::shell::Shell;
use crate::service::achievements::Piece;
use crate::texts::Texts;

/// All of them, by name.
pub(in crate::http) fn samples(text: &str) -> Vec<(&'static str, String)> {
    vec![
        ("home", of::<HomePage>(text)),
        ("frameworks", of::<FrameworksPage>(text)),
        ("versions", of::<VersionsPage>(text)),
        ("framework", of::<FrameworkPage>(text)),
        ("level", of::<LevelPage>(text)),
        ("statement", of::<StatementPage>(text)),
        ("achievement", of::<AchievementPage>(text)),
        ("criteria", of::<CriteriaPage>(text)),
        ("result", of::<ResultPage>(text)),
        ("achievement level", of::<AchievementLevelPage>(text)),
        ("missing", of::<MissingPage>(text)),
        ("gone", of::<GonePage>(text)),
    ]
}

impl Sample for HomePage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            issuer: text.to_owned(),
        }
    }
}

impl Sample for Credit {
    fn sample(text: &str) -> Self {
        Self {
            attribution: text.to_owned(),
            onet: text.to_owned(),
            licence: true,
            sources: facts(text),
        }
    }
}

impl Sample for Pager {
    fn sample(text: &str) -> Self {
        Self {
            part: 2,
            parts: 3,
            before: Some(link(text)),
            after: Some(link(text)),
        }
    }
}

fn facts(text: &str) -> Vec<Named> {
    let plain = Named {
        link: None,
        ..Named::new(text, text)
    };
    vec![plain.clone(), plain.at(link(text))]
}

fn line(text: &str) -> Line {
    Line {
        number: 1,
        code: text.to_owned(),
        title: text.to_owned(),
        practice: format!("{text}."),
        link: link(text),
        is_part: true,
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let heading = |rank| Heading {
        rank,
        is_outer: rank == 4,
        code: text.to_owned(),
        title: text.to_owned(),
        rest: text.to_owned(),
    };
    vec![Block {
        headings: vec![heading(4), heading(5)],
        lines: vec![line(text), line(text)],
    }]
}

fn rungs(text: &str) -> Vec<Rung> {
    let rung = |number| Rung {
        number,
        step: number,
        label: text.to_owned(),
        link: link(text),
        count: 3,
        blocks: blocks(text),
        here: number == 2,
    };
    (1..=3).map(rung).collect()
}

fn entries(text: &str) -> Vec<Entry> {
    let entry = |standing| Entry {
        title: text.to_owned(),
        key: text.to_owned(),
        version: text.to_owned(),
        link: link(text),
        levels: vec![text.to_owned(), text.to_owned()],
        statements: 7,
        standing,
    };
    vec![entry(None), entry(Some(text.to_owned()))]
}

fn criteria(text: &str) -> Vec<Vec<Piece>> {
    let piece = |code| Piece {
        code,
        text: text.to_owned(),
    };
    vec![vec![piece(false), piece(true)], vec![piece(false)]]
}

impl Sample for FrameworksPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            entries: entries(text),
            next: Some(link(text)),
            later: false,
        }
    }
}

impl Sample for VersionsPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            key: text.to_owned(),
            entries: entries(text),
        }
    }
}

impl Sample for FrameworkPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            title: text.to_owned(),
            version: text.to_owned(),
            size: text.to_owned(),
            description: text.to_owned(),
            covers: text.to_owned(),
            ladder: rungs(text),
            rungs: rungs(text),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for LevelPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            label: text.to_owned(),
            place: text.to_owned(),
            about: text.to_owned(),
            ladder: rungs(text),
            blocks: blocks(text),
            pager: Pager::sample(text),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for StatementPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            title: text.to_owned(),
            practice: text.to_owned(),
            place: text.to_owned(),
            ladder: rungs(text),
            before: Some(line(text)),
            after: Some(line(text)),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for AchievementPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            description: text.to_owned(),
            issuer: text.to_owned(),
            criteria: criteria(text),
            criteria_link: link(text),
            ladder: rungs(text),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for CriteriaPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            link: link(text),
            criteria: criteria(text),
            ladder: rungs(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for ResultPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            link: link(text),
            measured: text.to_owned(),
            least: text.to_owned(),
            ladder: rungs(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for AchievementLevelPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            link: link(text),
            label: text.to_owned(),
            picture: link(text),
            picture_alt: text.to_owned(),
            place: text.to_owned(),
            ladder: rungs(text),
            blocks: blocks(text),
            pager: Pager::sample(text),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for MissingPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
        }
    }
}

impl Sample for GonePage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
            name: text.to_owned(),
            date: text.to_owned(),
            reason: Some(text.to_owned()),
            versions: link(text),
        }
    }
}

/// Only addresses on the web become links.
#[test]
fn a_source_is_a_link_only_where_it_is_an_address_on_the_web() {
    let is_link = |text: &str| Named::new("", text).link.is_some();
    assert!(is_link("https://skillscrosswalk.com") && is_link("http://x.example/a?b=c"));
    for text in HOSTILE {
        assert!(!is_link(text), "{text}");
    }
    assert!(!is_link("ftp://x.example") && !is_link("//x.example") && !is_link("mailto:a@b"));
}
