//! A sample of every page with a given text in every field, and what must hold of all pages
//! whatever the text is.

mod markup;

use super::achievement::AchievementPage;
use super::achievement_level::AchievementLevelPage;
use super::credit::{Credit, Named};
use super::criteria::CriteriaPage;
use super::framework::FrameworkPage;
use super::frameworks::{Entry, FrameworksPage};
use super::gone::GonePage;
use super::level::LevelPage;
use super::links::Links;
use super::missing::MissingPage;
use super::pager::Pager;
use super::result::ResultPage;
use super::rungs::{Line, Rung};
use super::shell::{Banner, Shell};
use super::statement::StatementPage;
use super::versions::VersionsPage;
use super::visit::render;
use crate::service::achievements::Piece;
use markup::Markup;

/// A page that can give a sample of itself.
trait Sample {
    /// The page with `text` in every field that others write.
    fn sample(text: &str) -> Self;
}

/// All pages, by name, with `text` in every field.
fn pages(text: &str) -> Vec<(&'static str, String)> {
    vec![
        ("frameworks", render(&FrameworksPage::sample(text)).unwrap()),
        ("versions", render(&VersionsPage::sample(text)).unwrap()),
        ("framework", render(&FrameworkPage::sample(text)).unwrap()),
        ("level", render(&LevelPage::sample(text)).unwrap()),
        ("statement", render(&StatementPage::sample(text)).unwrap()),
        (
            "achievement",
            render(&AchievementPage::sample(text)).unwrap(),
        ),
        ("criteria", render(&CriteriaPage::sample(text)).unwrap()),
        ("result", render(&ResultPage::sample(text)).unwrap()),
        (
            "achievement level",
            render(&AchievementLevelPage::sample(text)).unwrap(),
        ),
        ("missing", render(&MissingPage::sample(text)).unwrap()),
        ("gone", render(&GonePage::sample(text)).unwrap()),
    ]
}

const LINKS: fn() -> Links<'static> = || Links::new(Some("https://school.example"));

impl Sample for Shell {
    fn sample(text: &str) -> Self {
        let mut shell = Shell::at(&LINKS(), &link(text), text).about(text);
        shell = shell.behind(text, link(text));
        shell.banner = Some(Banner {
            date: text.to_owned(),
            reason: Some(text.to_owned()),
            name: text.to_owned(),
            link: link(text),
        });
        shell
    }
}

impl Sample for Credit {
    fn sample(text: &str) -> Self {
        Self {
            attribution: text.to_owned(),
            onet: text.to_owned(),
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

fn link(text: &str) -> String {
    LINKS().to(&["frameworks", text])
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
        title: text.to_owned(),
        practice: format!("{text}."),
        link: link(text),
    }
}

fn rungs(text: &str) -> Vec<Rung> {
    let rung = |number| Rung {
        number,
        step: number,
        label: text.to_owned(),
        link: link(text),
        count: 3,
        statements: vec![line(text), line(text)],
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
    vec![entry(None), entry(Some("superseded"))]
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
            shell: Shell::sample(text),
            key: text.to_owned(),
            entries: entries(text),
        }
    }
}

impl Sample for FrameworkPage {
    fn sample(text: &str) -> Self {
        Self {
            shell: Shell::sample(text),
            title: text.to_owned(),
            version: text.to_owned(),
            size: text.to_owned(),
            description: text.to_owned(),
            covers: text.to_owned(),
            ladder: rungs(text),
            rungs: rungs(text),
            pager: Pager::sample(text),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for LevelPage {
    fn sample(text: &str) -> Self {
        Self {
            shell: Shell::sample(text),
            label: text.to_owned(),
            place: text.to_owned(),
            about: text.to_owned(),
            ladder: rungs(text),
            statements: vec![line(text)],
            pager: Pager::sample(text),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for StatementPage {
    fn sample(text: &str) -> Self {
        Self {
            shell: Shell::sample(text),
            title: text.to_owned(),
            text: text.to_owned(),
            place: text.to_owned(),
            level: text.to_owned(),
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
            shell: Shell::sample(text),
            name: text.to_owned(),
            link: link(text),
            criteria: criteria(text),
            note: "A note.",
            ladder: rungs(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for ResultPage {
    fn sample(text: &str) -> Self {
        Self {
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
            shell: Shell::sample(text),
            name: text.to_owned(),
            link: link(text),
            label: text.to_owned(),
            place: text.to_owned(),
            ladder: rungs(text),
            statements: vec![line(text)],
            pager: Pager::sample(text),
            facts: facts(text),
            credit: Credit::sample(text),
        }
    }
}

impl Sample for MissingPage {
    fn sample(text: &str) -> Self {
        Self {
            shell: Shell::sample(text),
        }
    }
}

impl Sample for GonePage {
    fn sample(text: &str) -> Self {
        Self {
            shell: Shell::sample(text),
            name: text.to_owned(),
            date: text.to_owned(),
            reason: Some(text.to_owned()),
            versions: link(text),
        }
    }
}

/// Texts that want to be more than text.
const HOSTILE: [&str; 41] = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "` onload=alert(1) `",
    "<img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=a>",
    "<!-- -->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "]]>",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE html [<!ENTITY x \"y\">]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&amp;amp;",
    "&x;",
    "{{ 7 * 7 }}",
    "{% include \"public/shell.html\" %}",
    "${alert(1)} #{7*7} <%= 7*7 %>",
    "[x](javascript:alert(1)) ![x](x)",
    "\u{202e}txet neddih\u{202c}",
    "\u{2066}\u{202b}שלום \u{200f}مرحبا",
    "a\u{0}b\u{1b}[31mc\u{7f}\u{85}d\u{ffff}e",
    "line\u{2028}and\u{2029}paragraph\r\nend",
    "-->'\"<>&\\/`=",
    "𝕳𝖊𝖑𝖑𝖔 🏴‍☠️ ﷽ Z̷a̴l̵g̶o̷",
];

#[test]
fn every_page_can_give_a_sample_of_itself_and_is_well_formed() {
    for (name, html) in pages("A text") {
        let page = Markup::of(name, &html);
        assert_eq!(page.count("h1"), 1, "{name}");
        assert_eq!(page.count("main"), 1, "{name}");
        assert_eq!(page.count("title"), 1, "{name}");
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
        let ids: std::collections::HashSet<_> = page.values("id").collect();
        assert_eq!(ids.len(), page.values("id").count(), "{name}: an id twice");
        let labelled = page.values("aria-labelledby").all(|id| ids.contains(id));
        assert!(labelled, "{name}");
    }
}

#[test]
fn nothing_on_a_page_runs_or_styles_or_sends() {
    for (name, html) in pages("A text") {
        let page = Markup::of(name, &html);
        for element in [
            "script", "style", "iframe", "object", "embed", "form", "base", "img",
        ] {
            assert_eq!(page.count(element), 0, "{name}: {element}");
        }
        for attribute in page.attributes() {
            assert!(!attribute.starts_with("on"), "{name}: {attribute}");
            assert_ne!(attribute, "style", "{name}");
        }
        for link in page.values("href") {
            let harmless =
                link.starts_with('/') || link.starts_with("https://") || link == "#content";
            assert!(harmless && !link.starts_with("//"), "{name}: {link}");
        }
    }
}

#[test]
fn hostile_texts_come_out_as_texts_in_every_field_of_every_page() {
    for text in HOSTILE {
        for ((name, harmless), (_, hostile)) in pages("A text").into_iter().zip(pages(text)) {
            let expected = Markup::of(name, &harmless);
            let page = Markup::of(name, &hostile);
            assert_eq!(page.shape, expected.shape, "{name}: {text:?}");
            let shown = |c: char| match c {
                '\t' | '\n' => c,
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
                c => c,
            };
            // XML makes spaces of the ends of lines in attributes, and one end of `\r\n`.
            let words: String = text.replace("\r\n", " ").chars().map(shown).collect();
            let times = |page: &Markup, words: &str| {
                let text = page.text.replace('\n', " ");
                text.matches(words).count()
            };
            // An address that stands on the page as a text may hold the words too.
            let found = times(&page, &words);
            assert!(found >= times(&expected, "A text"), "{name}: {text:?}");
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
