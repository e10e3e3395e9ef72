//! The page behind a link that leads nowhere: the same whether it was never given, was taken back,
//! is over, or was somebody's who was erased.

use super::{secretive, unlisted};
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::links::Links;
use crate::http::pages::{Shell, show};
use crate::http::problem::{NOT_HERE, Problem};
use crate::texts::Texts;
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/share/nowhere/page.html")]
pub(in crate::http) struct NowherePage {
    pub t: Texts,
    pub shell: Shell,
}

/// The answer. Nothing of the address is on the page.
pub(super) fn answer(call: &Call) -> Result<Answer, Problem> {
    let page = NowherePage::new(call.texts(), &call.links());
    Ok(secretive(unlisted(show(call, NOT_HERE, &page)?)))
}

impl NowherePage {
    fn new(t: Texts, links: &Links<'_>) -> Self {
        let title = t.say("share-nowhere-title").to_string();
        Self {
            t,
            shell: Shell::page(t, links, &title),
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for NowherePage {
    fn sample(_: &str) -> Self {
        Self::new(Texts::default(), &crate::http::pages::samples::LINKS())
    }
}
