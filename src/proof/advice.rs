//! Advice about a credential that is about to be signed, or was: who will take it, and who will not.
//!
//! Nothing here keeps a credential from being signed. What does is [`crate::preflight`]'s; this is
//! what an issuer wants to know who has chosen a form. That readers differ is no rule of any
//! specification: each row says where it comes from. Readers change; a row is true of the version
//! that its source names.

use super::{Cryptosuite, SecuringPlan};
use crate::identity::SignatureAlgorithm;
use crate::ijson::Json;
use serde::Serialize;
use std::fmt;

/// A program that reads credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    /// The official validator of Open Badges 3.0 and CLR 2.0.
    #[serde(rename = "1edtech-validator")]
    OneEdTechValidator,
    /// Verifier Plus of the Digital Credentials Consortium.
    VerifierPlus,
    /// The consortium's library for verifiers.
    DccVerifierCore,
    /// The Python library openbadgeslib.
    OpenBadgesLib,
    /// The LearnCard wallet.
    LearnCard,
    /// The Python library openvc.
    OpenVc,
}

/// What a piece of advice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// The credential has several statuses.
    SeveralStatuses,
    /// It has none.
    NoStatus,
    /// It has no id.
    NoId,
    /// A reader takes the form in which it is secured.
    FormTaken,
    /// A reader does not take that form.
    FormNotTaken,
}

/// A piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// What it is about.
    pub note: Note,
    /// Where in the credential: a JSON pointer, empty for the whole.
    pub pointer: &'static str,
    /// Whose behaviour it tells; absent where it concerns every reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reader: Option<Reader>,
    /// What follows from it, as a sentence.
    pub detail: &'static str,
    /// How it is known.
    pub source: &'static str,
}

impl Reader {
    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Reader::OneEdTechValidator => "the 1EdTech validator",
            Reader::VerifierPlus => "Verifier Plus",
            Reader::DccVerifierCore => "DCC verifier-core",
            Reader::OpenBadgesLib => "openbadgeslib",
            Reader::LearnCard => "LearnCard",
            Reader::OpenVc => "openvc",
        }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(reader) = self.reader else {
            return f.write_str(self.detail);
        };
        let takes = match self.note {
            Note::FormTaken => " takes it",
            Note::FormNotTaken => " does not take it",
            Note::SeveralStatuses | Note::NoStatus | Note::NoId => "",
        };
        write!(f, "{}{takes}: {}", reader.title(), self.detail)
    }
}

const STATUS: &str = "/credentialStatus";
const OFFICIAL: &str = "1EdTech validator 1.11.0 (commit 38254719), by its source";
const OFFICIAL_ALGORITHMS: &str =
    "1EdTech validator 1.11.0 (commit 38254719), ExternalProofProbe; Open Badges 3.0, section 8.2";
const VERIFIER_PLUS: &str = "Verifier Plus 2.0.2, by its source";
const TRIED: &str = "tried on 22 November 2026";

/// A row of the table of forms: a form, by which reader it is taken or not, why, and how that is
/// known.
type Row = (Form, Reader, bool, &'static str, &'static str);

/// In which form a credential comes to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Rdfc,
    Jcs,
    BothProofs,
    TokenEdDsa,
    TokenEs256OrRs256,
    EnvelopeEdDsa,
}

/// Which readers take which form.
const FORMS: [Row; 20] = {
    use Form::{BothProofs, EnvelopeEdDsa, Jcs, Rdfc, TokenEdDsa, TokenEs256OrRs256};
    use Reader::{
        DccVerifierCore, LearnCard, OneEdTechValidator, OpenBadgesLib, OpenVc, VerifierPlus,
    };
    const PROOF: &str = "one `eddsa-rdfc-2022` proof is taken";
    const NO_JCS: &str = "`eddsa-jcs-2022` is not among the suites it knows";
    const SET: &str = "of a proof set the `eddsa-rdfc-2022` proof is taken";
    const NO_SET: &str = "it fails on every array of proofs";
    const NO_EDDSA: &str = "of tokens it takes RS256 and ES256 alone, not EdDSA";
    const NO_TOKEN: &str = "it takes JSON, not tokens";
    const TOKEN: &str = "a token by a key of this kind is taken";
    const NO_CLAIM: &str =
        "it wants the claim `vc` of version 1.1, which a token of Open Badges 3.0 has not";
    [
        (Rdfc, OneEdTechValidator, true, PROOF, OFFICIAL),
        (Rdfc, VerifierPlus, true, PROOF, VERIFIER_PLUS),
        (Rdfc, DccVerifierCore, true, PROOF, TRIED),
        (Jcs, OneEdTechValidator, false, NO_JCS, OFFICIAL),
        (Jcs, VerifierPlus, false, NO_JCS, VERIFIER_PLUS),
        (Jcs, LearnCard, false, NO_JCS, TRIED),
        (BothProofs, OneEdTechValidator, true, SET, OFFICIAL),
        (BothProofs, DccVerifierCore, true, SET, TRIED),
        (BothProofs, OpenBadgesLib, true, SET, TRIED),
        (BothProofs, OpenVc, false, NO_SET, TRIED),
        (BothProofs, LearnCard, false, NO_SET, TRIED),
        (
            TokenEdDsa,
            OneEdTechValidator,
            false,
            NO_EDDSA,
            OFFICIAL_ALGORITHMS,
        ),
        (TokenEdDsa, VerifierPlus, false, NO_TOKEN, VERIFIER_PLUS),
        (TokenEdDsa, OpenBadgesLib, true, TOKEN, TRIED),
        (
            TokenEs256OrRs256,
            OneEdTechValidator,
            true,
            TOKEN,
            OFFICIAL_ALGORITHMS,
        ),
        (
            TokenEs256OrRs256,
            VerifierPlus,
            false,
            NO_TOKEN,
            VERIFIER_PLUS,
        ),
        (TokenEs256OrRs256, OpenBadgesLib, true, TOKEN, TRIED),
        (TokenEs256OrRs256, OpenVc, false, NO_CLAIM, TRIED),
        (TokenEdDsa, OpenVc, false, NO_CLAIM, TRIED),
        (
            EnvelopeEdDsa,
            OneEdTechValidator,
            false,
            NO_EDDSA,
            OFFICIAL_ALGORITHMS,
        ),
    ]
};

/// What an issuer should know of `credential` when it is secured by `plan` with a key of
/// `algorithm`.
pub fn advice(
    credential: &Json<'_>,
    plan: &SecuringPlan,
    algorithm: SignatureAlgorithm,
) -> Vec<Advice> {
    let mut advice = of_contents(credential);
    let pointer = match plan {
        SecuringPlan::DataIntegrity(_) => "/proof",
        SecuringPlan::VcJwt | SecuringPlan::Enveloped => "",
    };
    let form = form(plan, algorithm);
    let rows = FORMS.iter().filter(|(of, ..)| Some(*of) == form);
    advice.extend(rows.map(|&(_, reader, taken, detail, source)| Advice {
        note: match taken {
            true => Note::FormTaken,
            false => Note::FormNotTaken,
        },
        pointer,
        reader: Some(reader),
        detail,
        source,
    }));
    advice
}

/// The form of which something is known.
fn form(plan: &SecuringPlan, algorithm: SignatureAlgorithm) -> Option<Form> {
    use SignatureAlgorithm::{EdDsa, Es256, Es384, Rs256};
    match (plan, algorithm) {
        (SecuringPlan::DataIntegrity(suites), _) => match suites.as_slice() {
            [Cryptosuite::EddsaRdfc2022] => Some(Form::Rdfc),
            [Cryptosuite::EddsaJcs2022] => Some(Form::Jcs),
            _ => Some(Form::BothProofs),
        },
        (SecuringPlan::VcJwt, EdDsa) => Some(Form::TokenEdDsa),
        (SecuringPlan::VcJwt, Es256 | Rs256) => Some(Form::TokenEs256OrRs256),
        (SecuringPlan::Enveloped, EdDsa) => Some(Form::EnvelopeEdDsa),
        (SecuringPlan::VcJwt | SecuringPlan::Enveloped, Es256 | Es384 | Rs256) => None,
    }
}

/// What does not depend on how it is secured.
fn of_contents(credential: &Json<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    let mut say = |note, pointer, reader, detail, source| {
        advice.push(Advice {
            note,
            pointer,
            reader,
            detail,
            source,
        });
    };
    match credential
        .get("credentialStatus")
        .map_or(0, |one| one.as_set().len())
    {
        0 => say(
            Note::NoStatus,
            "",
            None,
            "it names no status list, so it can never be revoked or suspended for those who verify \
             it elsewhere",
            "Bitstring Status List 1.0",
        ),
        1 => {}
        _ => {
            say(
                Note::SeveralStatuses,
                STATUS,
                Some(Reader::OneEdTechValidator),
                "the official schema takes one status, so the validator refuses a credential with \
                 several",
                OFFICIAL,
            );
            say(
                Note::SeveralStatuses,
                STATUS,
                Some(Reader::VerifierPlus),
                "its check against the official schema fails, and a suspension is shown as a \
                 revocation: every status that is set counts as one",
                VERIFIER_PLUS,
            );
        }
    }
    if credential.get("id").is_none() {
        say(
            Note::NoId,
            "",
            Some(Reader::VerifierPlus),
            "a credential without an id is refused",
            VERIFIER_PLUS,
        );
    }
    advice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::SignatureAlgorithm::{EdDsa, Es256, Es384};
    use serde_json::{Value, json};

    fn notes(credential: &Value, plan: &str, algorithm: SignatureAlgorithm) -> Vec<Advice> {
        let plan = SecuringPlan::on_record(plan).unwrap();
        advice(&Json::from(credential), &plan, algorithm)
    }

    fn plain() -> Value {
        json!({"id": "urn:uuid:1", "credentialStatus": {"type": "BitstringStatusListEntry"}})
    }

    /// What the official validator makes of it.
    fn official(plan: &str, algorithm: SignatureAlgorithm) -> Option<Note> {
        let notes = notes(&plain(), plan, algorithm);
        let mut of = notes
            .iter()
            .filter(|one| one.reader == Some(Reader::OneEdTechValidator));
        of.next().map(|one| one.note)
    }

    #[test]
    fn the_official_validator_takes_some_forms_and_others_not() {
        assert_eq!(official("eddsa-rdfc-2022", EdDsa), Some(Note::FormTaken));
        assert_eq!(official("eddsa-jcs-2022", EdDsa), Some(Note::FormNotTaken));
        let both = "eddsa-rdfc-2022+eddsa-jcs-2022";
        assert_eq!(official(both, EdDsa), Some(Note::FormTaken));
        assert_eq!(official("vc-jwt", EdDsa), Some(Note::FormNotTaken));
        assert_eq!(official("vc-jwt", Es256), Some(Note::FormTaken));
        assert_eq!(official("vc-jose", EdDsa), Some(Note::FormNotTaken));
        // Of what nobody has tried nothing is said.
        assert_eq!(official("vc-jwt", Es384), None);
        assert_eq!(official("vc-jose", Es256), None);
    }

    #[test]
    fn no_form_has_two_answers_of_one_reader() {
        for (place, (form, reader, ..)) in FORMS.iter().enumerate() {
            let mut rest = FORMS[place + 1..].iter();
            assert!(
                !rest.any(|(of, by, ..)| of == form && by == reader),
                "{form:?} {reader:?}"
            );
        }
    }

    #[test]
    fn statuses_and_ids_are_advised_upon() {
        let about = |credential: &Value| -> Vec<Note> {
            let notes = notes(credential, "eddsa-rdfc-2022", EdDsa);
            let about_form = [Note::FormTaken, Note::FormNotTaken];
            let others = notes.iter().map(|one| one.note);
            others.filter(|note| !about_form.contains(note)).collect()
        };
        assert_eq!(about(&plain()), []);
        let mut two = plain();
        two["credentialStatus"] = json!([{"type": "A"}, {"type": "B"}]);
        assert_eq!(about(&two), [Note::SeveralStatuses; 2]);
        assert_eq!(about(&json!({"id": "urn:uuid:1"})), [Note::NoStatus]);
        assert_eq!(about(&json!({"credentialStatus": {}})), [Note::NoId]);
    }

    #[test]
    fn advice_is_written_for_machines_too() {
        let notes = notes(&plain(), "vc-jwt", Es256);
        let written = serde_json::to_value(&notes[0]).unwrap();
        assert_eq!(written["note"], "form-taken");
        assert_eq!(written["reader"], "1edtech-validator");
        assert_eq!(written["pointer"], "");
        let told = notes[0].to_string();
        assert!(
            told.starts_with("the 1EdTech validator takes it: "),
            "{told}"
        );
        assert!(written["source"].as_str().unwrap().contains("38254719"));
    }
}
