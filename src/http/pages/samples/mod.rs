//! A sample of every page with a given text in every field, and what must hold of all pages
//! whatever the text is.

mod markup;

use super::console::{Desk, Way};
use super::links::Links;
use super::shell::{Banner, Shell, Tongue};
use super::show::render;
use super::{claim, console, public, record, share, sign_in, trouble, verify};
use askama::Template;
use markup::Markup;

/// A page that can give a sample of itself.
pub(in crate::http) trait Sample {
    /// The page with `text` in every field that others write.
    fn sample(text: &str) -> Self;
}

/// The sample of a page as it is sent.
pub(in crate::http) fn of<P: Sample + Template>(text: &str) -> String {
    render(&P::sample(text)).unwrap()
}

/// All pages, by name, with `text` in every field.
fn pages(text: &str) -> Vec<(&'static str, String)> {
    let families = [
        public::samples(text),
        sign_in::samples(text),
        trouble::samples(text),
        console::samples(text),
        share::samples(text),
        console::claims::samples(text),
        console::issue::samples(text),
        console::credentials::samples(text),
        console::jobs::samples(text),
        claim::samples(text),
        record::samples(text),
        verify::samples(text),
    ];
    families.concat()
}

/// Where the samples are.
pub(in crate::http) const LINKS: fn() -> Links<'static> =
    || Links::new(Some("https://school.example"));

impl Sample for Shell {
    fn sample(text: &str) -> Self {
        let mut shell = Shell::at_link(&LINKS(), &link(text), text).about(text);
        shell = shell.behind(text, link(text));
        shell.desk = Some(Desk {
            who: text.to_owned(),
            ways: vec![Way {
                name: text.to_owned(),
                link: link(text),
                is_here: true,
            }],
        });
        shell.csrf = "0".repeat(32);
        shell.social = vec![("og:title", text.to_owned())];
        shell.languages = ["en", "de"]
            .map(|tag| Tongue {
                name: "English",
                tag,
                link: link(text),
            })
            .to_vec();
        shell.banner = Some(Banner {
            date: text.to_owned(),
            reason: Some(text.to_owned()),
            name: text.to_owned(),
            link: link(text),
        });
        shell
    }
}
/// A link with `text` in it.
pub(in crate::http) fn link(text: &str) -> String {
    LINKS().to(&["frameworks", text])
}

/// Texts that want to be more than text.
pub(in crate::http) const HOSTILE: [&str; 41] = [
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
    "{% include \"pages/shell.html\" %}",
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
        let mut named = page
            .values("aria-labelledby")
            .flat_map(str::split_whitespace);
        let labelled = named.all(|id| ids.contains(id));
        assert!(labelled, "{name}");
    }
}

#[test]
fn nothing_on_a_page_runs_or_is_styled_but_by_our_own_files() {
    for (name, html) in pages("A text") {
        let page = Markup::of(name, &html);
        for element in ["style", "iframe", "object", "embed", "base"] {
            assert_eq!(page.count(element), 0, "{name}: {element}");
        }
        for attribute in page.attributes() {
            assert!(!attribute.starts_with("on"), "{name}: {attribute}");
            assert_ne!(attribute, "style", "{name}");
        }
        for link in page.values("href") {
            let harmless =
                link.starts_with('/') || link.starts_with("https://") || link.starts_with('#');
            assert!(harmless && !link.starts_with("//"), "{name}: {link}");
        }
        for link in page.values("action").chain(page.values("src")) {
            let own = link.starts_with('/') && !link.starts_with("//");
            assert!(own || link.starts_with("data:image/"), "{name}: {link}");
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
