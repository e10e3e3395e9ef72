//! Whose words a framework is made of, and on what terms: on every page that shows them.

use crate::framework::Framework;
use crate::texts::Texts;
use serde_json::Value;
use std::fmt;

/// How many sources a page names that Proofmark does not know by name.
const OTHERS: usize = 10;

/// The sources and notices of a framework.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Credit {
    /// The attribution, as the publisher wrote it.
    pub attribution: String,
    /// The release of O*NET under CC BY 4.0 whose notice is due: `30.2`.
    pub onet: String,
    /// Whether a licence is among the sources.
    pub licence: bool,
    /// What else is said of sources.
    pub sources: Vec<Named>,
}

/// Something with a name, and perhaps an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub name: String,
    pub text: String,
    /// Its address, where the text is one on the web.
    pub link: Option<String>,
}

impl Named {
    pub(super) fn new(name: impl fmt::Display, text: &str) -> Self {
        let on_the_web = url::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some());
        Self {
            name: name.to_string(),
            text: text.to_owned(),
            link: on_the_web.then(|| text.to_owned()),
        }
    }

    /// The same, leading to `link`.
    pub(super) fn at(mut self, link: String) -> Self {
        self.link = Some(link);
        self
    }
}

impl Credit {
    pub(super) fn of(t: Texts, framework: &Framework) -> Self {
        let sources = &framework.sources;
        let onet = sources.onet.as_deref().unwrap_or_default();
        let licensed = onet.contains("CC BY 4.0");
        let release = onet.split_whitespace().next().unwrap_or_default();
        let mut named = Vec::new();
        if !licensed && !onet.is_empty() {
            named.push(Named::new("O*NET", onet));
        }
        let known = [
            (t.say("public-crosswalk"), &sources.crosswalk),
            (t.say("public-made-with"), &sources.generator),
        ];
        let known = known
            .into_iter()
            .filter_map(|(name, text)| Some(Named::new(name, text.as_deref()?)));
        named.extend(known);
        let others = sources
            .extra
            .iter()
            .filter_map(|(name, value)| match value {
                Value::String(text) => Some(Named::new(name, text)),
                _ => None,
            });
        named.extend(others.take(OTHERS));
        let licence = licence(t, framework);
        let has_licence = licence.is_some();
        named.extend(of_case(t, framework, licence));
        Self {
            attribution: framework.attribution.clone().unwrap_or_default(),
            onet: match licensed {
                true => release.trim_start_matches('v').to_owned(),
                false => String::new(),
            },
            licence: has_licence,
            sources: named,
        }
    }
}

/// Who made a framework that came from CASE, and under which licence (CASE 1.1, CFDocument).
fn of_case(t: Texts, framework: &Framework, licence: Option<Named>) -> Vec<Named> {
    let Some(case) = &framework.case else {
        return Vec::new();
    };
    let publisher = case.document.get("publisher").and_then(Value::as_str);
    let mut named = vec![Named::new(t.say("public-creator"), &case.creator)];
    named.extend(publisher.map(|publisher| Named::new(t.say("public-publisher"), publisher)));
    named.extend(licence);
    named.push(Named::new(t.say("public-published-as"), &case.uri));
    named.retain(|one| !one.text.trim().is_empty());
    named
}

/// The licence that the document names, where it names one.
fn licence(t: Texts, framework: &Framework) -> Option<Named> {
    let licence = framework.case.as_ref()?.document.get("licenseURI")?;
    let member = |name: &str| licence.get(name)?.as_str();
    let title = member("title").or_else(|| member("uri"))?;
    let mut one = Named::new(t.say("public-licence"), title);
    let target = member("uri").and_then(|uri| Named::new("", uri).link);
    one.link = target.or(one.link);
    (!one.text.trim().is_empty()).then_some(one)
}
