//! `/console/frameworks`: what is on record, importing with a look before (`preview`), one version
//! with what can become of it (`version`), and two compared (`compare`).

pub(super) mod compare;
pub(super) mod preview;
pub(super) mod version;
mod words;

use super::{Tab, at};
use crate::framework::{Framework, FrameworkId};
use crate::http::answer::Answer;
use crate::http::call::{Call, cursor, place_of};
use crate::http::pages::links::Links;
use crate::http::pages::{Shell, show};
use crate::http::problem::Problem;
use crate::records::framework_standing::{Standing, StandingRecord};
use crate::service::sessions::Right;
use crate::texts::Texts;
use askama::Template;
use axum::http::StatusCode;

pub(super) const HERE: &str = "/console/frameworks";

/// How many versions stand on one page.
const VERSIONS: usize = 50;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/console/frameworks/page.html")]
pub(in crate::http) struct FrameworksPage {
    pub t: Texts,
    pub shell: Shell,
    pub frameworks: Vec<FrameworkRow>,
    /// The link to the next page.
    pub next: Option<String>,
    pub may_import: bool,
}

/// A framework version.
#[derive(Debug, Clone)]
pub(in crate::http) struct FrameworkRow {
    pub title: String,
    pub key: String,
    pub version: String,
    pub link: String,
    pub levels: usize,
    pub statements: usize,
    pub standing: String,
    /// How the standing is coloured.
    pub tone: &'static str,
}

/// The link to a version in the console.
pub(super) fn link(links: &Links<'_>, id: &FrameworkId) -> String {
    links.to(&["console", "frameworks", &id.key, &id.version])
}

/// A standing in words, and how it is coloured.
fn standing(t: Texts, record: Option<&StandingRecord>) -> (String, &'static str) {
    let (words, tone) = match record.map(|record| record.state) {
        None => (t.say("console-current"), "good"),
        Some(Standing::Superseded) => (t.say("console-superseded"), "warn"),
        Some(Standing::Withdrawn) => (t.say("console-withdrawn"), "bad"),
    };
    (words.to_string(), tone)
}

impl FrameworkRow {
    fn new(call: &Call, framework: &Framework) -> Result<Self, Problem> {
        let record = call.service().framework_standing(&framework.id())?;
        let (standing, tone) = standing(call.texts(), record.as_ref());
        Ok(Self {
            title: framework.occupation.title.clone(),
            key: framework.key.clone(),
            version: framework.version.clone(),
            link: link(&call.links(), &framework.id()),
            levels: framework.levels.len(),
            statements: statements(framework),
            standing,
            tone,
        })
    }
}

/// How many statements a framework has.
fn statements(framework: &Framework) -> usize {
    let levels = framework.levels.iter();
    levels.map(|level| level.statements.len()).sum()
}

pub(super) fn read(call: &Call) -> Result<Answer, Problem> {
    let [after] = call.query(["after"])?;
    let t = call.texts();
    let after = after.as_deref().map(place_of).transpose()?;
    let page = call.service().frameworks(after, VERSIONS)?;
    let rows = page.records.iter().map(|one| FrameworkRow::new(call, one));
    let title = t.say("console-frameworks").to_string();
    let shell = Shell::console(call, &title, Tab::Frameworks)?;
    let next = cursor(page.next).map(|next| shell.at(&at(HERE, &[("after", &next)])));
    let page = FrameworksPage {
        t,
        frameworks: rows.collect::<Result<_, _>>()?,
        next,
        may_import: call.session()?.may(Right::Frameworks),
        shell,
    };
    show(call, StatusCode::OK, &page)
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for FrameworksPage {
    fn sample(text: &str) -> Self {
        let text = || text.to_owned();
        let link = crate::http::pages::samples::link(&text());
        Self {
            t: Texts::default(),
            shell: Shell::sample(&text()),
            frameworks: vec![FrameworkRow {
                title: text(),
                key: text(),
                version: text(),
                link: link.clone(),
                levels: 4,
                statements: 30,
                standing: text(),
                tone: "good",
            }],
            next: Some(link),
            may_import: true,
        }
    }
}
