//! Whose words a framework is made of, and on what terms: on every page that shows them.

use crate::framework::Framework;
use serde_json::Value;

/// The name of the source that is a licence.
const LICENCE: &str = "Licence";
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
    pub(super) fn new(name: &str, text: &str) -> Self {
        let on_the_web = url::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some());
        Self {
            name: name.to_owned(),
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
    pub(super) fn of(framework: &Framework) -> Self {
        let sources = &framework.sources;
        let onet = sources.onet.as_deref().unwrap_or_default();
        let licensed = onet.contains("CC BY 4.0");
        let release = onet.split_whitespace().next().unwrap_or_default();
        let mut named = Vec::new();
        if !licensed && !onet.is_empty() {
            named.push(Named::new("O*NET", onet));
        }
        let known = [
            ("Crosswalk", &sources.crosswalk),
            ("Made with", &sources.generator),
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
        named.extend(of_case(framework));
        Self {
            attribution: framework.attribution.clone().unwrap_or_default(),
            onet: match licensed {
                true => release.trim_start_matches('v').to_owned(),
                false => String::new(),
            },
            licence: named.iter().any(|one| one.name == LICENCE),
            sources: named,
        }
    }
}

/// Who made a framework that came from CASE, and under which licence (CASE 1.1, CFDocument).
fn of_case(framework: &Framework) -> Vec<Named> {
    let Some(case) = &framework.case else {
        return Vec::new();
    };
    let text = |name: &str| case.document.get(name).and_then(Value::as_str);
    let mut named = vec![Named::new("Creator", &case.creator)];
    named.extend(text("publisher").map(|publisher| Named::new("Publisher", publisher)));
    let licence = case.document.get("licenseURI");
    let member = |name: &str| licence?.get(name)?.as_str();
    if let Some(title) = member("title").or_else(|| member("uri")) {
        let mut one = Named::new(LICENCE, title);
        let target = member("uri").and_then(|uri| Named::new("", uri).link);
        one.link = target.or(one.link);
        named.push(one);
    }
    named.push(Named::new("Published as", &case.uri));
    named.retain(|one| !one.text.trim().is_empty());
    named
}
