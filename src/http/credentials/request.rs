//! What is asked for when something is to be issued: read strictly, every fault told at once.

use crate::credential::ler_rs::Resume;
use crate::finding::{Finding, near_misses};
use crate::http::problem::Problem;
use crate::ijson::{self, At, Fields};
use crate::proof::SecuringPlan;
use crate::service::ServiceError;
use crate::service::issue::{Form, IssueRequest, RecordRequest};
use crate::service::lifecycle::Replacement;
use utoipa::ToSchema;

/// What is to be issued.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_request` reads")]
#[schema(rename_all = "camelCase")]
pub(super) struct IssueBody {
    /// The id of an assessment on record.
    assessment: String,
    /// The forms; an Open Badge unless told.
    #[schema(rename = "as", inline, required = false)]
    forms: Vec<FormName>,
    /// How each is secured: `eddsa-rdfc-2022` (unless told; for `hr-open-ler-rs`
    /// `eddsa-jcs-2022`), `eddsa-jcs-2022`, `vc-jwt`; the first two may be joined by `+` to a proof
    /// set.
    #[schema(required = false)]
    proofs: Vec<String>,
    /// Until when the credentials are valid.
    #[schema(format = DateTime, nullable = false)]
    valid_until: Option<String>,
    /// Whether to issue anew what was issued before.
    #[schema(required = false)]
    again: bool,
    /// What a résumé is to say besides what was assessed: members of LER-RS (HR Open 4.4), such as
    /// `educationAndLearnings`. Only with a form of LER-RS.
    #[schema(value_type = Object, required = false)]
    resume: Resume,
}

/// In which form an assessed level leaves.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_forms` reads")]
#[schema(rename_all = "kebab-case")]
enum FormName {
    /// Open Badges 3.0.
    OpenBadge,
    /// CLR 2.0: a record that holds the badge.
    Clr,
    /// HR Open LER-RS as a credential of VC Data Model 2.0.
    LerRs,
    /// HR Open LER-RS in HR Open's own wrapper (VC Data Model 1.1).
    HrOpenLerRs,
}

pub(super) fn read_request(body: &[u8]) -> Result<IssueRequest, Problem> {
    let json = ijson::parse(body).map_err(|error| invalid(error.findings()))?;
    let mut findings = Vec::new();
    let request = read_members(&At::root(&json), &mut findings);
    match request {
        Some(request) if findings.is_empty() => Ok(request),
        _ => Err(invalid(findings)),
    }
}

fn read_members(body: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<IssueRequest> {
    let mut fields = body.fields(findings)?;
    let assessment = fields.required_text("assessment", findings);
    let forms = read_forms(&mut fields, findings);
    let proofs = read_proofs(&mut fields, findings);
    let valid_until = fields.optional_text("validUntil", findings);
    let again = fields.optional("again").and_then(|at| at.boolean(findings));
    let resume = read_resume(&mut fields, findings);
    fields.nothing_else(findings);
    Some(IssueRequest {
        assessment: assessment?.to_owned(),
        forms,
        proofs: proofs.unwrap_or_default(),
        valid_until: valid_until.map(str::to_owned),
        again: again.unwrap_or(false),
        resume,
        in_place_of: None,
    })
}

/// What a new credential in place of another is to be.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_replacement` reads")]
#[schema(rename_all = "camelCase")]
pub(super) struct ReplacementBody {
    /// The id of the assessment it is made from; that of the other unless told.
    #[schema(nullable = false)]
    assessment: Option<String>,
    /// How it is secured; as the other unless told.
    #[schema(required = false)]
    proofs: Vec<String>,
    /// Until when it is valid; without an end unless told.
    #[schema(format = DateTime, nullable = false)]
    valid_until: Option<String>,
    /// Why the other is replaced. A correction needs one.
    #[schema(nullable = false)]
    reason: Option<String>,
}

pub(super) fn read_replacement(body: &[u8]) -> Result<Replacement, Problem> {
    let json = ijson::parse(body).map_err(|error| invalid(error.findings()))?;
    let mut findings = Vec::new();
    let body = At::root(&json);
    let replacement = body.fields(&mut findings).map(|mut fields| {
        let findings = &mut findings;
        let text = |text: Option<&str>| text.map(str::to_owned);
        let replacement = Replacement {
            assessment: text(fields.optional_text("assessment", findings)),
            proofs: read_proofs(&mut fields, findings).unwrap_or_default(),
            valid_until: text(fields.optional_text("validUntil", findings)),
            reason: text(fields.optional_text("reason", findings)),
        };
        fields.nothing_else(findings);
        replacement
    });
    match replacement {
        Some(replacement) if findings.is_empty() => Ok(replacement),
        _ => Err(invalid(findings)),
    }
}

/// What a record of a learner's credentials is to be.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `read_record` reads")]
#[schema(rename_all = "camelCase")]
pub(in crate::http) struct RecordBody {
    /// The learner's id; or one of the next two, which must find one learner.
    #[schema(nullable = false)]
    id: Option<String>,
    /// An e-mail address.
    #[schema(nullable = false)]
    email: Option<String>,
    /// A DID.
    #[schema(nullable = false)]
    did: Option<String>,
    /// The ids of the credentials that go in; all that hold now unless told.
    #[schema(required = false)]
    credentials: Vec<String>,
    /// The form: `clr` unless told, `ler-rs`, `hr-open-ler-rs`.
    #[schema(rename = "as", inline, required = false)]
    form: FormName,
    /// How it is secured, as for issuing.
    #[schema(required = false)]
    proofs: Vec<String>,
    /// Until when the record is valid.
    #[schema(format = DateTime, nullable = false)]
    valid_until: Option<String>,
    /// What a résumé is to say besides, as for issuing.
    #[schema(value_type = Object, required = false)]
    resume: Resume,
}

/// What a record is to be, but for the learner; the members that say who that is are taken by
/// `learner`.
pub(in crate::http) fn read_record<L>(
    body: &[u8],
    learner: impl FnOnce(&mut Fields<'_, '_>, &mut Vec<Finding>) -> Option<L>,
) -> Result<(L, RecordRequest), Problem> {
    let json = ijson::parse(body).map_err(|error| invalid(error.findings()))?;
    let mut findings = Vec::new();
    let request = At::root(&json).fields(&mut findings).map(|mut fields| {
        let findings = &mut findings;
        let learner = learner(&mut fields, findings);
        let credentials = fields.optional("credentials").map(|list| {
            let read = |id: &str| Ok(id.to_owned());
            read_list(&list, findings, read)
        });
        let form = fields.optional("as").and_then(|at| {
            let name = at.text(findings)?;
            let form = named_form(name).map_err(|(problem, detail)| {
                findings.push(at.finding(problem, detail));
            });
            form.ok()
        });
        let request = RecordRequest {
            learner: String::new(),
            credentials: credentials.unwrap_or_default(),
            form: form.unwrap_or(Form::Clr),
            proofs: read_proofs(&mut fields, findings).unwrap_or_default(),
            valid_until: fields
                .optional_text("validUntil", findings)
                .map(str::to_owned),
            resume: read_resume(&mut fields, findings),
        };
        fields.nothing_else(findings);
        (learner, request)
    });
    match request {
        Some((Some(learner), request)) if findings.is_empty() => Ok((learner, request)),
        _ => Err(invalid(findings)),
    }
}

/// The parts of a résumé, each finding with its place in the body.
fn read_resume(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Option<Resume> {
    let at = fields.optional("resume")?;
    match Resume::parse(at.json) {
        Ok(resume) => Some(resume),
        Err(inside) => {
            findings.extend(inside.into_iter().map(|mut finding| {
                finding.pointer = format!("{}{}", at.pointer, finding.pointer);
                finding
            }));
            None
        }
    }
}

fn read_forms(fields: &mut Fields<'_, '_>, findings: &mut Vec<Finding>) -> Vec<Form> {
    let Some(list) = fields.optional("as") else {
        return vec![Form::OpenBadge];
    };
    read_list(&list, findings, named_form)
}

fn named_form(name: &str) -> Result<Form, (&'static str, String)> {
    Form::named(name).ok_or_else(|| {
        let names = Form::ALL.map(Form::name);
        let hint = match near_misses(name, names).first() {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("there are: {}", names.join(", ")),
        };
        ("unknown-form", format!("there is no form {name:?}; {hint}"))
    })
}

fn read_proofs(
    fields: &mut Fields<'_, '_>,
    findings: &mut Vec<Finding>,
) -> Option<Vec<SecuringPlan>> {
    let list = fields.optional("proofs")?;
    Some(read_list(&list, findings, |name| {
        let plan = name.parse::<SecuringPlan>();
        plan.map_err(|error| ("unknown-proof", error.to_string()))
    }))
}

/// The elements of a list of names; a finding where it is empty, for each name that is none, and
/// for each that stands twice.
pub(super) fn read_list<T: PartialEq>(
    list: &At<'_, '_>,
    findings: &mut Vec<Finding>,
    read: impl Fn(&str) -> Result<T, (&'static str, String)>,
) -> Vec<T> {
    let mut all = Vec::new();
    let Some(elements) = list.elements(findings) else {
        return all;
    };
    if elements.is_empty() {
        findings.push(list.finding("empty-array", "name at least one, or leave this out"));
    }
    for element in elements {
        let Some(name) = element.text(findings) else {
            continue;
        };
        match read(name) {
            Ok(one) if all.contains(&one) => {
                findings.push(element.finding("twice", format!("{name:?} stands here twice")));
            }
            Ok(one) => all.push(one),
            Err((problem, detail)) => findings.push(element.finding(problem, detail)),
        }
    }
    all
}

pub(super) fn invalid(findings: Vec<Finding>) -> Problem {
    Problem::invalid("the request", findings)
}

/// An assessment that the body names and that is not on record is a fault of the body; the
/// address is right.
pub(super) fn about_request(error: ServiceError) -> Problem {
    let told = error.to_string();
    match error {
        ServiceError::NotFound {
            what: "assessment", ..
        } => {
            let finding = Finding::new("/assessment", "unknown-assessment", told.clone());
            Problem::unprocessable("unknown-assessment", told, vec![finding])
        }
        ServiceError::Refused {
            rule: rule @ "valid-until",
            ..
        } => {
            let finding = Finding::new("/validUntil", rule, told.clone());
            Problem::unprocessable(rule, told, vec![finding])
        }
        other => other.into(),
    }
}
