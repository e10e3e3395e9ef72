//! JWT claims beside the members that they repeat: reading, writing, comparing.
//!
//! RFC 7519, section 4.1; Open Badges 3.0, section 8.2; VC Data Model 1.1, section 6.3.1. What is
//! said twice must be the same.

use super::completion::{complete_credential, complete_presentation};
use super::form::TokenForm;
use super::{JWT, OPEN_BADGES, VC_JOSE};
use crate::clock::parse_timestamp;
use crate::credential::vcdm::{CONTEXT_V1, CONTEXT_V2};
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};
use time::OffsetDateTime;

const DATA_MODEL_1: &str = "VC Data Model 1.1, section 6.3.1";

/// The members of a credential that say from when until when it is valid.
pub(super) struct ValidityNames {
    pub(super) from: &'static str,
    pub(super) until: &'static str,
}

impl ValidityNames {
    /// Version 1.1 of the data model has other names than 2.0.
    pub(super) fn of(credential: &Object<'_>) -> Self {
        let contexts = credential.get("@context").map_or(&[][..], Json::as_set);
        let names = |url| contexts.iter().any(|one| one.as_str() == Some(url));
        if names(CONTEXT_V1) && !names(CONTEXT_V2) {
            Self {
                from: "issuanceDate",
                until: "expirationDate",
            }
        } else {
            Self {
                from: "validFrom",
                until: "validUntil",
            }
        }
    }
}

/// What the claims have to be, by the credential's own members; `None` where it has none.
#[derive(Debug)]
pub(super) struct Expected<'a> {
    issuer: Option<&'a str>,
    id: Option<&'a str>,
    subject: Option<&'a str>,
    from: (&'static str, Option<i64>),
    until: (&'static str, Option<i64>),
    /// Whether there is an end of validity at all.
    ends: bool,
}

impl<'a> Expected<'a> {
    /// Reads them; a finding for each that is missing.
    pub(super) fn of(credential: &'a Object<'_>, findings: &mut Vec<Finding>) -> Self {
        let issuer = credential.get("issuer");
        let subjects = credential
            .get("credentialSubject")
            .map_or(&[][..], Json::as_set);
        let mut text = |pointer: &str, json: Option<&'a Json<'_>>| {
            let text = json.and_then(Json::as_str).filter(|text| !text.is_empty());
            if text.is_none() {
                let detail = "a VC-JWT repeats this in a claim, so it must be there as a string";
                findings.push(Finding::new(pointer, "missing-member", detail).by(OPEN_BADGES));
            }
            text
        };
        let issuer = match issuer {
            Some(Json::Object(issuer)) => text("/issuer/id", issuer.get("id")),
            other => text("/issuer", other),
        };
        let id = text("/id", credential.get("id"));
        let subject = match subjects {
            [subject] => text("/credentialSubject/id", subject.get("id")),
            _ => text("/credentialSubject", None),
        };
        let names = ValidityNames::of(credential);
        let end = credential.get(names.until);
        let from = seconds(names.from, credential.get(names.from), findings);
        Self {
            issuer,
            id,
            subject,
            from: (names.from, from),
            until: (
                names.until,
                end.and_then(|end| seconds(names.until, Some(end), findings)),
            ),
            ends: end.is_some(),
        }
    }

    /// The claims to add to the credential.
    pub(super) fn claims(&self) -> Object<'a> {
        let texts = [
            ("iss", self.issuer),
            ("jti", self.id),
            ("sub", self.subject),
        ];
        let dates = [("nbf", self.from.1), ("exp", self.until.1)];
        let texts = texts
            .into_iter()
            .filter_map(|(name, text)| Some((name, Json::from(text?))));
        #[allow(clippy::cast_precision_loss, reason = "years have four digits")]
        let dates = dates
            .into_iter()
            .filter_map(|(name, date)| Some((name, Json::Number(date? as f64))));
        texts.chain(dates).collect()
    }
}

/// Looks at a payload's claims; all that is wrong is added to the findings.
pub(super) struct Claims<'p, 'a> {
    pub(super) payload: &'p Object<'a>,
    pub(super) form: TokenForm,
    pub(super) findings: &'p mut Vec<Finding>,
}

impl<'a> Claims<'_, 'a> {
    /// Compares them with the members of a credential; those that a claim stands for are filled
    /// in first, in the form that has claims instead of members.
    pub(super) fn complete_and_compare_credential(&mut self, credential: &mut Object<'a>) {
        if self.form == TokenForm::VcClaim {
            complete_credential(credential, self.payload);
        }
        // What a credential must have is asked where the data model is checked.
        let expected = Expected::of(credential, &mut Vec::new());
        let subjects = credential.get("credentialSubject");
        let subjects = subjects.map_or(&[][..], Json::as_set).iter();
        let subjects = subjects.filter_map(|subject| subject.get("id")?.as_str());
        let of_several: Vec<&str> = subjects.collect();
        self.compare_text("iss", "issuer", expected.issuer.as_slice());
        self.compare_text("jti", "id", expected.id.as_slice());
        let required = self.form == TokenForm::OpenBadges;
        let subject = match required {
            true => expected.subject.as_slice(),
            false => of_several.as_slice(),
        };
        self.compare_text("sub", "credentialSubject.id", subject);
        if !self.form.dates_are_the_signatures() {
            let ((from, start), (until, end)) = (expected.from, expected.until);
            self.compare_date("nbf", from, required, start);
            self.compare_date("exp", until, required && expected.ends, end);
        }
    }

    /// Compares them with the members of a presentation, as far as it has them; see
    /// [`Claims::complete_and_compare_credential`].
    pub(super) fn complete_and_compare_presentation(&mut self, presentation: &mut Object<'a>) {
        if self.form == TokenForm::VpClaim {
            complete_presentation(presentation, self.payload);
        }
        let holder = presentation.get("holder");
        let holder = holder.and_then(|json| match json {
            Json::Object(holder) => holder.get("id")?.as_str(),
            other => other.as_str(),
        });
        let id = presentation.get("id").and_then(Json::as_str);
        self.compare_text("iss", "holder", holder.as_slice());
        self.compare_text("jti", "id", id.as_slice());
    }

    /// A claim must be one of the document's own values. Open Badges wants it in every token;
    /// elsewhere a document without such a member contradicts nothing.
    fn compare_text(&mut self, claim: &str, member: &str, own: &[&str]) {
        let required = self.form == TokenForm::OpenBadges;
        let free = own.is_empty() && !required;
        let same = |json: &Json<'_>| {
            json.as_str()
                .is_some_and(|text| free || own.contains(&text))
        };
        self.compare(claim, member, required, same);
    }

    fn compare_date(
        &mut self,
        claim: &'static str,
        member: &str,
        required: bool,
        expected: Option<i64>,
    ) {
        if self.payload.contains(claim) && self.date(claim).is_none() {
            return;
        }
        let same = |json: &Json<'_>| numeric_date(json) == expected;
        self.compare(claim, member, required, same);
    }

    fn compare(
        &mut self,
        claim: &str,
        member: &str,
        required: bool,
        same: impl Fn(&Json<'_>) -> bool,
    ) {
        let pointer = join("", claim);
        match self.payload.get(claim) {
            Some(json) if same(json) => {}
            Some(_) => {
                let detail = format!("the claim differs from the document's {member}");
                let finding = Finding::new(pointer, "claim-conflict", detail);
                self.findings.push(finding.by(self.rule()));
            }
            None if required => {
                let detail =
                    format!("the claim is missing; it must repeat the credential's {member}");
                let finding = Finding::new(pointer, "missing-claim", detail);
                self.findings.push(finding.by(self.rule()));
            }
            None => {}
        }
    }

    fn rule(&self) -> &'static str {
        match self.form {
            TokenForm::OpenBadges => OPEN_BADGES,
            TokenForm::VcJose | TokenForm::VpJose => VC_JOSE,
            TokenForm::VcClaim | TokenForm::VpClaim => DATA_MODEL_1,
        }
    }

    /// A claim in seconds since 1970; a finding if it is there and is none.
    pub(super) fn date(&mut self, claim: &'static str) -> Option<i64> {
        let json = self.payload.get(claim)?;
        let date = numeric_date(json);
        if date.is_none() {
            let detail = "a NumericDate is a whole number of seconds since 1970";
            self.findings
                .push(Finding::new(join("", claim), "not-a-date", detail).by(JWT));
        }
        date
    }

    /// A claim that is a string; a finding if it is there and is none.
    pub(super) fn text(&mut self, claim: &'static str) -> Option<String> {
        let json = self.payload.get(claim)?;
        if json.as_str().is_none() {
            self.wrong_type(claim, "a string");
        }
        json.as_str().map(str::to_owned)
    }

    /// The claim `aud`: one name or several.
    pub(super) fn audience(&mut self) -> Vec<String> {
        let names = self.payload.get("aud").map_or(&[][..], Json::as_set);
        if names.iter().any(|name| name.as_str().is_none()) {
            self.wrong_type("aud", "a string or an array of strings");
        }
        let names = names.iter().filter_map(Json::as_str);
        names.map(str::to_owned).collect()
    }

    fn wrong_type(&mut self, claim: &str, expected: &str) {
        let detail = format!("this claim must be {expected}");
        self.findings
            .push(Finding::new(join("", claim), "wrong-type", detail).by(JWT));
    }
}

/// A NumericDate as credentials use it: whole seconds, and a year that a credential can have.
pub(super) fn numeric_date(json: &Json<'_>) -> Option<i64> {
    // The first second of the year 10000.
    const END: f64 = 253_402_300_800.0;
    let number = json.as_f64()?;
    #[allow(clippy::cast_possible_truncation, reason = "whole and in range")]
    (number.fract() == 0.0 && (0.0..END).contains(&number)).then_some(number as i64)
}

/// The seconds of a date, cut where it has fractions.
fn seconds(member: &str, json: Option<&Json<'_>>, findings: &mut Vec<Finding>) -> Option<i64> {
    let date = json.and_then(Json::as_str).and_then(parse_timestamp);
    let seconds = date
        .map(OffsetDateTime::unix_timestamp)
        .filter(|seconds| *seconds >= 0);
    if seconds.is_none() {
        let detail = "a VC-JWT repeats this in a claim in seconds since 1970, so it must be there \
                      as a date with offset, not before 1970";
        findings.push(Finding::new(join("", member), "not-a-date", detail).by(OPEN_BADGES));
    }
    seconds
}
