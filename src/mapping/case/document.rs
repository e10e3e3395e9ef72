//! The framework itself: CASE 1.1, class CFPckgDocument.

use super::super::framework_name;
use super::Made;
use super::definitions::licence;

use crate::framework::{CaseOrigin, Framework};
use serde_json::{Map, Value};

/// The version of CASE in which packages go out, whatever they came in.
const CASE_VERSION: &str = "1.1";

/// Who made a framework that does not say who.
const UNKNOWN_CREATOR: &str = "unknown";

pub(super) fn document(made: &Made<'_>) -> Map<String, Value> {
    match &made.framework.case {
        Some(case) => imported(made, case),
        None => own(made),
    }
}

fn own(made: &Made<'_>) -> Map<String, Value> {
    let framework = made.framework;
    let sources = &framework.sources;
    let publisher = publisher(framework);
    let creator = sources.generator.as_deref().or(publisher);
    let about = [&framework.context_covered, &framework.description];
    // People find nothing at a URN.
    let page = made.addresses.framework(&framework.key, &framework.version);
    let page = Some(page).filter(|page| !page.starts_with("urn:"));
    let record = made
        .record("CFDocuments", &framework.identifier())
        .with("frameworkType", "Competency")
        .with("caseVersion", CASE_VERSION)
        .with("creator", creator.unwrap_or(UNKNOWN_CREATOR))
        .with("title", framework_name(framework))
        .with_some("officialSourceURL", page)
        .with_some("publisher", publisher)
        .with_some(
            "description",
            about.into_iter().find(|text| !text.is_empty()).cloned(),
        )
        .with("version", framework.version.as_str());
    record
        .with_some("licenseURI", licence(made).map(|licence| licence.link))
        .with_some("notes", notes(framework))
        .0
}

fn imported(made: &Made<'_>, case: &CaseOrigin) -> Map<String, Value> {
    let framework = made.framework;
    let description = (!framework.description.is_empty()).then_some(&*framework.description);
    made.part(&framework.identifier(), case.uri.clone())
        .with("caseVersion", CASE_VERSION)
        .with("creator", case.creator.as_str())
        .with("title", framework.occupation.title.as_str())
        .with("version", framework.version.as_str())
        .with_some("description", description)
        .overlaid(Some(&case.document))
}

/// Whom the attribution names: what it says behind its copyright sign.
pub(in crate::mapping) fn publisher(framework: &Framework) -> Option<&str> {
    let attribution = framework.attribution.as_deref()?;
    let name = attribution.trim_start_matches(['©', ' ']);
    (!name.is_empty()).then_some(name)
}

/// Whose content it is, where it comes from, and which occupation it describes, for people.
fn notes(framework: &Framework) -> Option<String> {
    let soc = framework.occupation.soc.as_ref();
    let parts = [
        Some(framework.credit()),
        soc.map(|soc| format!("O*NET-SOC {soc}")),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join(". ")))
}
