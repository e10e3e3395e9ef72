//! The page of a link that does not work: used, withdrawn, over, or never made. It is one page, so
//! that nobody learns which.

use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::pages::{Shell, show};
use crate::http::problem::{NOT_HERE, Problem};
use crate::texts::Texts;
use askama::Template;

/// The page.
#[derive(Debug, Template)]
#[template(path = "pages/claim/over/page.html")]
pub(in crate::http) struct OverPage {
    pub t: Texts,
    pub shell: Shell,
}

/// The answer to a link that does not work.
pub(in crate::http::pages) fn over(call: &Call) -> Result<Answer, Problem> {
    let t = call.texts();
    let mut shell = Shell::open(call, &t.say("claim-over-title").to_string());
    // Nothing of the address stands on the page.
    shell.languages.clear();
    show(call, NOT_HERE, &OverPage { t, shell })
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for OverPage {
    fn sample(text: &str) -> Self {
        Self {
            t: Texts::default(),
            shell: Shell::sample(text),
        }
    }
}
