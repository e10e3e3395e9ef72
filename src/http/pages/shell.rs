//! What all pages have in common: the head, where one is, who is signed in, and the banner of what
//! was superseded.

use super::assets;
use super::console::{Desk, Tab};
use super::links::Links;
use super::public::place::Found;
use crate::framework::Framework;
use crate::http::call::Call;
use crate::http::problem::Problem;
use crate::texts::{Language, Texts};

/// What stands around a page.
#[derive(Debug, Clone)]
pub(in crate::http) struct Shell {
    /// The page's title.
    pub title: String,
    /// What the page is about, for whoever lists it.
    pub description: String,
    /// The address of the stylesheet.
    pub style: String,
    /// The address of the mark.
    pub mark: String,
    /// The address of the script, where the page is quicker with it.
    pub script: Option<String>,
    /// What stands before the path of every link.
    base: String,
    /// Where one is, from the outside in: names and links.
    pub trail: Vec<Step>,
    /// Who is signed in, and where they may go: in the console.
    pub desk: Option<Desk>,
    /// What every form of the session holds; empty without one.
    pub csrf: String,
    /// Whether search engines are asked to leave the page out.
    pub unlisted: bool,
    /// How the page looks where somebody posts its address: Open Graph properties and their values.
    pub social: Vec<(&'static str, String)>,
    /// The languages that there are.
    pub languages: Vec<Tongue>,
    /// The address of the page, as credentials have it.
    pub canonical: Option<String>,
    /// The same in JSON.
    pub json: Option<String>,
    /// The version that took the place of this one.
    pub banner: Option<Banner>,
    /// The language of the framework's words, where it is known, as an attribute.
    pub language: String,
}

/// A language that the page can be read in.
#[derive(Debug, Clone)]
pub(in crate::http) struct Tongue {
    pub name: &'static str,
    pub tag: &'static str,
    pub link: String,
}

/// A step on the way to a page.
#[derive(Debug, Clone)]
pub(in crate::http) struct Step {
    pub name: String,
    pub link: String,
}

/// That another version took the place of the one that is shown.
#[derive(Debug, Clone)]
pub(in crate::http) struct Banner {
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
    /// A page for people, without anything of its own around it.
    pub(in crate::http) fn page(_: Texts, links: &Links<'_>, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: String::new(),
            style: links.to(&assets::style()),
            mark: links.to(&assets::mark()),
            script: None,
            base: links.base().to_owned(),
            trail: Vec::new(),
            desk: None,
            csrf: String::new(),
            unlisted: true,
            social: Vec::new(),
            languages: Vec::new(),
            canonical: None,
            json: None,
            banner: None,
            language: String::new(),
        }
    }

    /// A page for people without an account, or for a learner.
    pub(in crate::http) fn open(call: &Call, title: &str) -> Self {
        let links = call.links();
        let mut shell = Self::page(call.texts(), &links, title);
        shell.script = Some(links.to(&assets::script()));
        shell.languages = tongues(call, &links);
        if let Some(session) = &call.session {
            shell.csrf.clone_from(&session.csrf);
        }
        shell
    }

    /// A page of the console.
    pub(in crate::http) fn console(call: &Call, title: &str, tab: Tab) -> Result<Self, Problem> {
        let mut shell = Self::open(call, title);
        let desk = Desk::new(call.texts(), &call.links(), call.session()?, tab);
        shell.desk = Some(desk);
        Ok(shell)
    }

    /// A page that is no document of its own.
    pub(in crate::http) fn plain(links: &Links<'_>, title: &str) -> Self {
        Self {
            unlisted: false,
            ..Self::page(Texts::default(), links, title)
        }
    }

    /// The page at `link`.
    pub(in crate::http) fn at_link(links: &Links<'_>, link: &str, title: &str) -> Self {
        Self {
            canonical: links.whole(link),
            json: Some(format!("{link}?format=json")),
            ..Self::plain(links, title)
        }
    }

    /// The same page, with links to the other languages that it can be read in.
    pub(in crate::http) fn in_languages(self, call: &Call) -> Self {
        Self {
            languages: tongues(call, &call.links()),
            ..self
        }
    }

    /// The link to `path` of this site.
    pub(in crate::http) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The same page, which is about this.
    pub(in crate::http) fn about(mut self, description: &str) -> Self {
        self.description = description.to_owned();
        self
    }

    /// The same page, behind another.
    pub(in crate::http) fn behind(mut self, name: &str, link: String) -> Self {
        let name = name.to_owned();
        self.trail.push(Step { name, link });
        self
    }

    /// The same page, of a framework version with its standing and its language.
    pub(in crate::http) fn of(mut self, links: &Links<'_>, found: &Found) -> Self {
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

/// The languages that there are, each with the link that chooses it and comes back here. A page that
/// was made by a form has no address to come back to.
fn tongues(call: &Call, links: &Links<'_>) -> Vec<Tongue> {
    let Some(here) = call.address() else {
        return Vec::new();
    };
    let link = |language: Language| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("to", language.tag())
            .append_pair("back", &here);
        format!("{}/language?{}", links.base(), query.finish())
    };
    let tongue = |language: Language| Tongue {
        name: language.name(),
        tag: language.tag(),
        link: link(language),
    };
    Language::ALL.into_iter().map(tongue).collect()
}

/// The date of a timestamp.
pub(in crate::http) fn day(timestamp: &str) -> &str {
    timestamp.split('T').next().unwrap_or_default()
}

/// The attribute `lang` for a framework's words, where it names their language.
fn language(framework: &Framework) -> String {
    match framework.language() {
        Some(tag) => format!(" lang=\"{tag}\""),
        None => String::new(),
    }
}
