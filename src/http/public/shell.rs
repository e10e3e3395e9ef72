//! What all pages have in common: the head, where one is, and the banner of what was superseded.

use super::links::Links;
use super::place::Found;
use super::style;
use crate::framework::Framework;

/// What stands around a page.
#[derive(Debug, Clone)]
pub(super) struct Shell {
    /// The page's title.
    pub title: String,
    /// What the page is about, for whoever lists it.
    pub description: String,
    /// The address of the stylesheet.
    pub style: String,
    /// The list of frameworks.
    pub home: String,
    /// Where one is, from the outside in: names and links.
    pub trail: Vec<Step>,
    /// The address of the page, as credentials have it.
    pub canonical: Option<String>,
    /// The same in JSON.
    pub json: Option<String>,
    /// The version that took the place of this one.
    pub banner: Option<Banner>,
    /// The language of the framework's words, where it is known, as an attribute.
    pub language: String,
}

/// A step on the way to a page.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub name: String,
    pub link: String,
}

/// That another version took the place of the one that is shown.
#[derive(Debug, Clone)]
pub(super) struct Banner {
    /// When.
    pub date: String,
    /// Why.
    pub reason: Option<String>,
    /// The other version's name.
    pub name: String,
    /// The link to it.
    pub link: String,
}

impl Shell {
    /// A page that is no document of its own.
    pub(super) fn plain(links: &Links<'_>, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: String::new(),
            style: links.to(&["assets", style::name()]),
            home: links.to(&["frameworks"]),
            trail: Vec::new(),
            canonical: None,
            json: None,
            banner: None,
            language: String::new(),
        }
    }

    /// The page at `link`.
    pub(super) fn at(links: &Links<'_>, link: &str, title: &str) -> Self {
        Self {
            canonical: links.whole(link),
            json: Some(format!("{link}?format=json")),
            ..Self::plain(links, title)
        }
    }

    /// The same page, which is about this.
    pub(super) fn about(mut self, description: &str) -> Self {
        self.description = description.to_owned();
        self
    }

    /// The same page, behind another.
    pub(super) fn behind(mut self, name: &str, link: String) -> Self {
        let name = name.to_owned();
        self.trail.push(Step { name, link });
        self
    }

    /// The same page, of a framework version with its standing and its language.
    pub(super) fn of(mut self, links: &Links<'_>, found: &Found) -> Self {
        self.language = language(&found.framework);
        if let (Some(standing), Some(successor)) = (&found.standing, &found.successor) {
            self.banner = Some(Banner {
                date: day(&standing.at).to_owned(),
                reason: standing.reason.clone(),
                name: successor.to_string(),
                link: links.framework(successor),
            });
        }
        self
    }
}

/// The date of a timestamp.
pub(super) fn day(timestamp: &str) -> &str {
    timestamp.split('T').next().unwrap_or_default()
}

/// The attribute `lang` for a framework's words, where a CASE package names its language in the
/// shape of a language tag (RFC 5646).
fn language(framework: &Framework) -> String {
    let case = framework.case.as_ref();
    let named = case.and_then(|case| case.document.get("language")?.as_str());
    let shaped = |tag: &&str| {
        let mut subtags = tag.split('-');
        let subtag = |text: &str| {
            (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        tag.len() <= 35
            && subtags
                .next()
                .is_some_and(|one| one.len() > 1 && subtag(one))
            && subtags.all(subtag)
    };
    match named.filter(shaped) {
        Some(tag) => format!(" lang=\"{tag}\""),
        None => String::new(),
    }
}
