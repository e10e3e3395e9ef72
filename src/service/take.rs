//! What a learner takes of a credential: which ways of taking it along there are, and the file, for
//! the learner who holds it alone. How each is made is the matter of [`super::carry`].

use super::carry::{Carried, Taken, Wish};
use super::issue::Form;
use super::{Service, ServiceError};
use crate::records::credential::CredentialRecord;
use crate::texts::Texts;

/// The ways, what people open before what programs read.
const OFFERED: [Taken; 5] = [Taken::Pdf, Taken::Png, Taken::Svg, Taken::Json, Taken::Jwt];

impl Service {
    /// The ways in which the learner can take the credential along, in the order in which they are
    /// offered.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another learner's.
    pub fn ways_to_take(
        &self,
        issuer: &str,
        learner: &str,
        id: &str,
    ) -> Result<Vec<Taken>, ServiceError> {
        let found = self.my_found_credential(issuer, learner, id)?;
        Ok(ways_of(&found.record))
    }

    /// The credential as `taken`, for the learner who holds it; words on it are `texts`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another learner's, or cannot be taken so.
    pub fn take(
        &self,
        issuer: &str,
        learner: &str,
        id: &str,
        taken: Taken,
        texts: Texts,
    ) -> Result<Carried, ServiceError> {
        let found = self.my_found_credential(issuer, learner, id)?;
        if !can_be(&found.record, taken) {
            return Err(ServiceError::NotFound {
                what: "form of this credential",
                name: taken.name().to_owned(),
                near: Vec::new(),
            });
        }
        let wish = Wish {
            texts,
            ..Wish::for_all(taken)
        };
        self.carry(&found.record.id, issuer, wish)
    }
}

/// The ways in which a credential can be taken along.
pub(super) fn ways_of(record: &CredentialRecord) -> Vec<Taken> {
    let mut all = OFFERED.to_vec();
    all.retain(|taken| can_be(record, *taken));
    all
}

/// Whether a credential can be taken so: a token was made of it or it has embedded proofs; pictures
/// and certificates are of what has an achievement.
fn can_be(record: &CredentialRecord, taken: Taken) -> bool {
    let is_token = |proof: &str| proof.starts_with("vc-jwt");
    let mut proofs = record.secured.iter().map(|one| one.proof.as_str());
    match taken {
        Taken::Json => proofs.any(|proof| !is_token(proof)),
        Taken::Jwt => proofs.any(is_token),
        Taken::Png | Taken::Svg | Taken::Pdf => {
            let forms = [Form::OpenBadge, Form::Clr];
            forms.iter().any(|form| form.name() == record.form)
        }
    }
}
