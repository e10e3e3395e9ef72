//! `/achievements/{key}/{version}/levels/{level}`: a level at which an achievement is held (Open
//! Badges 3.0, appendix B.1, RubricCriterionLevel).

use super::achievement::Shown;
use super::credit::{Credit, Named};
use super::described_of_version;
use super::groups::Block;
use super::level::{named, place_of};
use super::pager::Pager;
use super::picture;
use super::rungs::{Rung, listed};
use super::visit::{Form, Visit, visit};
use crate::framework::Level;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::described::Described;
use crate::http::pages::shell::Shell;
use crate::http::problem::Problem;
use crate::service::pictures::Look;
use crate::texts::Texts;
use askama::Template;
use serde_json::json;

/// How many statements stand on one page.
const STATEMENTS: usize = 100;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/public/achievement_level/page.html")]
pub(super) struct AchievementLevelPage {
    pub t: Texts,
    pub shell: Shell,
    /// The achievement's name, and the link to it.
    pub name: String,
    pub link: String,
    pub label: String,
    /// The link to its picture, and what that shows.
    pub picture: String,
    pub picture_alt: String,
    /// Its place among the levels, in words.
    pub place: String,
    pub ladder: Vec<Rung>,
    /// Its statements, below their groups.
    pub blocks: Vec<Block>,
    pub pager: Pager,
    pub facts: Vec<Named>,
    pub credit: Credit,
}

pub(in crate::http) fn read(call: &Call) -> Result<Answer, Problem> {
    visit(call, &[], |visit| {
        let name = visit.name("level")?;
        let shown = Shown::of(visit, &["levels", name])?;
        let described = &shown.standing.achievement.result_description;
        let levels = described.first().map(|one| &one.rubric_criterion_level);
        let known = named(&shown.found.framework, name);
        let Some((rank, level)) = known else {
            return Err(visit.nothing("level", name));
        };
        let part = ["levels", level.id.as_str()];
        let relations = shown.relations(visit, &part);
        if visit.form != Form::Html {
            let level = levels.and_then(|levels| levels.get(rank));
            return visit.json(&json!(level), relations);
        }
        let link = shown.link(&visit.links, &part);
        let pager = Pager::of(visit, &link, level.statements.len(), STATEMENTS)
            .ok_or_else(|| visit.nothing("part of this list", &visit.part.to_string()))?;
        visit.page(&page(visit, &shown, rank, level, pager), relations)
    })
}

pub(in crate::http) fn describe() -> Described {
    let summary = "A level at which the achievement of the default issuer is held";
    described("achievementLevel", summary)
}

pub(in crate::http) fn describe_of() -> Described {
    let summary = "A level at which the achievement of an issuer is held";
    described("achievementLevelOf", summary)
}

fn described(id: &str, summary: &str) -> Described {
    described_of_version(
        id,
        summary,
        "The RubricCriterionLevel that credentials carry",
    )
}

/// How the page looks where somebody posts its address (the Open Graph protocol).
fn social(title: &str, place: &str, issuer: &str) -> Vec<(&'static str, String)> {
    vec![
        ("og:type", "website".to_owned()),
        ("og:title", title.to_owned()),
        ("og:description", format!("{place} · {issuer}")),
        ("og:site_name", issuer.to_owned()),
    ]
}

pub(super) fn page(
    visit: &Visit<'_>,
    shown: &Shown,
    rank: usize,
    level: &Level,
    pager: Pager,
) -> AchievementLevelPage {
    let (achievement, links) = (&shown.standing.achievement, &visit.links);
    let framework = &shown.found.framework;
    let title = format!("{} · {}", level.label, achievement.name);
    let part = level.statements.iter();
    let part = part.skip(pager.skipped(STATEMENTS)).take(STATEMENTS);
    let t = visit.t;
    let place = place_of(t, framework, rank);
    let picture = |look| shown.link(links, &["levels", &level.id, picture::file(look)]);
    let mut shell = shown.shell(visit, &["levels", &level.id], &title);
    shell.social = social(&title, &place, &shown.issuer.profile.name);
    if let Some(wide) = links.whole(&picture(Look::Wide)) {
        shell.social.extend([
            ("og:image", wide),
            ("og:image:width", "1200".to_owned()),
            ("og:image:height", "630".to_owned()),
        ]);
    }
    AchievementLevelPage {
        t,
        shell,
        picture: picture(Look::Pixels),
        picture_alt: t.say("picture-alt").with("level", &level.label).to_string(),
        name: achievement.name.clone(),
        link: shown.link(links, &[]),
        label: level.label.clone(),
        place,
        ladder: shown.ladder(links, Some(rank)),
        blocks: listed(links, framework, level, part),
        pager,
        facts: vec![
            Named::new(t.say("public-issuer"), &shown.issuer.profile.name),
            Named::new(t.say("public-framework-level"), &level.label)
                .at(links.level(framework, level)),
            Named::new(
                t.say("public-decided"),
                &t.say("public-the-criteria").to_string(),
            )
            .at(shown.link(links, &["criteria"])),
        ],
        credit: Credit::of(t, framework),
    }
}
