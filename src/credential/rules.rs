//! All rules of a document at once: the data model's, and those of every kind that it says it is.

use super::kind::{Kind, kinds};
use super::shape::add_new;
use super::{clr, ler_rs, open_badge, vcdm};
use crate::finding::Finding;
use crate::ijson::Json;

/// Every way in which `document`, a credential or a presentation, breaks the rules it is under,
/// each with its place. The credentials inside a presentation are to be checked on their own; what
/// a status list holds is for whoever reads lists.
pub fn check(document: &Json<'_>) -> Vec<Finding> {
    let mut findings = match vcdm::presentation::is_presentation(document) {
        true => vcdm::presentation::check(document),
        false => vcdm::check(document),
    };
    add_new(&mut findings, check_types(document));
    findings
}

/// The same for a document that is known to keep the data model: the rules of its types alone.
pub fn check_types(document: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for kind in kinds(document) {
        let more = match kind {
            Kind::OpenBadge => open_badge::check(document),
            Kind::Endorsement => open_badge::check_endorsement(document),
            Kind::Clr => clr::check(document),
            Kind::LerRs => ler_rs::check(document),
            Kind::Presentation | Kind::StatusList | Kind::Other => Vec::new(),
        };
        add_new(&mut findings, more);
    }
    findings
}

/// Whether `finding` is of a credential that is well formed and yet names something that is not
/// there: it breaks no schema, but what it says cannot be followed.
pub fn leads_nowhere(finding: &Finding) -> bool {
    [
        open_badge::UNKNOWN_LEVEL,
        open_badge::UNKNOWN_RESULT_DESCRIPTION,
        clr::UNKNOWN_ACHIEVEMENT,
    ]
    .contains(&finding.problem)
}
