//! What a credential can be taken as: its own bytes (JSON, JWT), the picture of its level with the
//! credential baked in (PNG, SVG), or a certificate to print with the credential attached (PDF).
//!
//! What stands on pictures and certificates is read out of the signed credential itself, so that it
//! says nothing that the credential does not; the learner's name alone comes from the assessment,
//! for credentials name people by hashes.

use super::issue::Issued;
use super::pictures::{Level, Look};
use super::{Service, ServiceError, facts};
use crate::carrier::{self, Carrier, CarrierError, Existing};
use crate::certificate::{self, Attached, Certificate, Words};
use crate::clock::parse_timestamp;
use crate::credential::facts::{Facts, StatementFact};
use crate::framework::Framework;
use crate::records::credential::CredentialRecord;
use crate::records::picture::PictureKind;
use crate::texts::Texts;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What a credential is taken as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// JSON with embedded proofs.
    Json,
    /// A JSON Web Token.
    Jwt,
    /// The picture of its level, as a bitmap.
    Png,
    /// The same as a drawing.
    Svg,
    /// A certificate to print.
    Pdf,
}

impl Taken {
    /// All of them.
    pub const ALL: [Taken; 5] = [Taken::Json, Taken::Jwt, Taken::Png, Taken::Svg, Taken::Pdf];

    /// Its name, which is what its files end in: `png`.
    pub fn name(self) -> &'static str {
        match self {
            Taken::Json => "json",
            Taken::Jwt => "jwt",
            Taken::Png => "png",
            Taken::Svg => "svg",
            Taken::Pdf => "pdf",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// How a credential is to be taken.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// As what.
    pub taken: Taken,
    /// Which of its proofs; the first that suits if `None`.
    pub proof: Option<&'a str>,
    /// Whether the certificate says the learner's name.
    pub named: bool,
    /// Where the certificate says that it can be checked; this deployment's own page if `None`,
    /// where there is a public URL.
    pub address: Option<&'a str>,
    /// In which language.
    pub texts: Texts,
}

impl Wish<'_> {
    /// The plain wish for `taken`.
    pub fn for_all(taken: Taken) -> Self {
        Self {
            taken,
            proof: None,
            named: true,
            address: None,
            texts: Texts::default(),
        }
    }
}

/// A credential in what it was taken as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their media type.
    pub media_type: String,
    /// A name for the file: ASCII letters, digits, hyphens and one dot.
    pub file_name: String,
    /// The proof by which the credential in it is secured.
    pub proof: String,
}

impl Service {
    /// The credential `id` of the issuer named `issuer`, as it is wished for.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such credential, or no proof of it that suits;
    /// [`ServiceError::Erased`] when its learner is; [`ServiceError::Refused`] when its form cannot
    /// be baked into a picture.
    pub fn carry(&self, id: &str, issuer: &str, wish: Wish<'_>) -> Result<Carried, ServiceError> {
        let record = self.credential(id, issuer)?;
        let proof = suiting(&record, wish)?;
        let issued = self.signed_credential(&record.id, issuer, Some(&proof))?;
        let sheet = self.drawn_sheet(&record, &issued, wish.texts)?;
        let (bytes, media_type) = match wish.taken {
            Taken::Json | Taken::Jwt => (issued.bytes, issued.media_type),
            Taken::Png => (
                self.baked(&sheet, &issued, Look::Pixels)?,
                media(Carrier::Png),
            ),
            Taken::Svg => (
                self.baked(&sheet, &issued, Look::Drawing)?,
                media(Carrier::Svg),
            ),
            Taken::Pdf => {
                let learner = match wish.named {
                    true => self.learner_name(&record)?,
                    false => None,
                };
                let pdf = self.certificate(&sheet, learner.as_deref(), &issued, wish)?;
                (pdf, media(Carrier::Pdf))
            }
        };
        Ok(Carried {
            bytes,
            media_type,
            file_name: format!("{}.{}", sheet.file_stem(), wish.taken.name()),
            proof,
        })
    }

    /// The picture of the credential's level with the credential in it.
    fn baked(&self, sheet: &Sheet, issued: &Issued, look: Look) -> Result<Vec<u8>, ServiceError> {
        let picture = match sheet.own_picture(self, look)? {
            Some(own) => own,
            None => {
                let badge = sheet.level.titled(&sheet.title, &sheet.issuer, &sheet.year);
                self.drawn(&badge, look)?.bytes.to_vec()
            }
        };
        let baked = carrier::bake(&issued.bytes, &picture, Existing::Keep);
        baked.map_err(|error| match error {
            CarrierError::Credential(_) => ServiceError::Refused {
                rule: "not-baked",
                detail: format!("it cannot be baked into a picture: {error}"),
            },
            other => ServiceError::Defect(format!("a checked picture is refused: {other}")),
        })
    }

    fn certificate(
        &self,
        sheet: &Sheet,
        learner: Option<&str>,
        issued: &Issued,
        wish: Wish<'_>,
    ) -> Result<Vec<u8>, ServiceError> {
        let own_page = sheet.public_url.as_ref().map(|url| format!("{url}/verify"));
        let address = wish.address.or(own_page.as_deref());
        let certificate = sheet.certificate(learner, address);
        let name = format!("{}.{}", sheet.file_stem(), extension(&issued.media_type));
        let attached = Attached {
            bytes: &issued.bytes,
            media_type: plain(&issued.media_type),
            name: &name,
            signed: sheet.signed.unwrap_or_else(|| self.now()),
        };
        let said = Said::of(wish.texts, &sheet.level.place);
        let made = certificate::pdf(&certificate, &said.words(), attached);
        made.map_err(|error| ServiceError::Defect(error.to_string()))
    }

    /// The learner's name, where the credential was made from an assessment.
    fn learner_name(&self, record: &CredentialRecord) -> Result<Option<String>, ServiceError> {
        let Some(from) = &record.made_from else {
            return Ok(None);
        };
        let assessed = self.assessment(&from.assessment, &record.issuer)?;
        Ok(Some(assessed.assessment.learner.name))
    }

    fn drawn_sheet(
        &self,
        record: &CredentialRecord,
        issued: &Issued,
        texts: Texts,
    ) -> Result<Sheet, ServiceError> {
        let stated = facts::read(&issued.bytes).unwrap_or_default();
        let framework = match &record.made_from {
            Some(from) => Some(self.framework(&from.framework, Some(&from.framework_version))?),
            None => None,
        };
        let issuer = self.issuer(&record.issuer)?;
        let proof = record.secured.iter().find(|one| one.proof == issued.proof);
        let signed = proof.and_then(|one| parse_timestamp(&one.created));
        let level_id = record.made_from.as_ref().map(|from| from.level.clone());
        let facts = match stated.as_slice() {
            [one] => one.clone(),
            _ => Facts::default(),
        };
        let name = record.name.clone().unwrap_or_default();
        let title = match &framework {
            Some(framework) => framework.occupation.title.clone(),
            None => facts
                .achievement
                .as_ref()
                .and_then(|one| one.name.clone())
                .unwrap_or(name),
        };
        let ladder = ladder(framework.as_ref(), &facts);
        let level = facts.level.clone().unwrap_or_default();
        let rank = level.rank.unwrap_or(ladder.len().max(1));
        let dated = facts.assessed_at.clone().or(record.valid_from.clone());
        let dated = dated.unwrap_or_default();
        Ok(Sheet {
            title,
            level: match ladder.is_empty() {
                true => Level {
                    label: level.name,
                    rank: 1,
                    levels: 1,
                    place: String::new(),
                },
                false => Level::at(level.name, rank, ladder.len(), texts),
            },
            ladder,
            statements: statements(&stated, framework.as_ref()),
            issuer: facts.issuer.name.clone().unwrap_or(issuer.profile.name),
            public_url: issuer.profile.public_url,
            slug: record.issuer.clone(),
            level_id,
            framework,
            year: dated.chars().take(4).collect(),
            id: record.id.clone(),
            signed,
            facts,
        })
    }
}

/// What pictures and certificates of one credential say.
struct Sheet {
    title: String,
    level: Level,
    ladder: Vec<String>,
    statements: Vec<String>,
    issuer: String,
    public_url: Option<String>,
    slug: String,
    level_id: Option<String>,
    framework: Option<Framework>,
    year: String,
    id: String,
    signed: Option<time::OffsetDateTime>,
    facts: Facts,
}

impl Sheet {
    /// The provider's own picture, as it can be baked into; a drawing is pixels where those are
    /// wished for. A bitmap is no drawing: ours is taken then.
    fn own_picture(&self, service: &Service, look: Look) -> Result<Option<Vec<u8>>, ServiceError> {
        let (Some(framework), Some(level)) = (&self.framework, &self.level_id) else {
            return Ok(None);
        };
        let own = service.own_picture(&self.slug, framework, level)?;
        Ok(own.and_then(|own| {
            let (picture, raster) = own.bytes();
            match (look, own.record.kind) {
                (Look::Drawing, Some(PictureKind::Svg)) => Some(picture.to_vec()),
                (Look::Pixels, Some(PictureKind::Png)) => Some(picture.to_vec()),
                (Look::Pixels, Some(PictureKind::Svg)) => Some(raster.to_vec()),
                _ => None,
            }
        }))
    }

    fn certificate<'s>(
        &'s self,
        learner: Option<&'s str>,
        address: Option<&'s str>,
    ) -> Certificate<'s> {
        let facts = &self.facts;
        let day = |at: &'s Option<String>| at.as_deref().map(|at| at.get(..10).unwrap_or(at));
        let assessor = facts.assessor.as_ref();
        let framework = facts.framework.as_ref();
        Certificate {
            learner,
            title: &self.title,
            level: &self.level.label,
            ladder: self.ladder.iter().map(String::as_str).collect(),
            rank: self.level.rank,
            statements: self.statements.iter().map(String::as_str).collect(),
            issuer: &self.issuer,
            assessor: assessor.and_then(|one| one.name.as_deref().or(one.id.as_deref())),
            assessed: day(&facts.assessed_at),
            valid_until: day(&facts.valid_until),
            rule: facts.rule.as_deref(),
            framework: framework.and_then(|one| one.name.as_deref()),
            version: framework.and_then(|one| {
                // Our own names of frameworks end in the version.
                let name = one.name.as_deref().unwrap_or_default();
                one.version
                    .as_deref()
                    .filter(|version| !name.contains(version))
            }),
            attribution: self
                .framework
                .as_ref()
                .and_then(|framework| framework.attribution.as_deref()),
            id: &self.id,
            address,
        }
    }

    /// The name of its files without what they end in: occupation and level, in ASCII.
    fn file_stem(&self) -> String {
        let mut stem = String::new();
        let words = format!("{} {}", self.title, self.level.label);
        for character in words.chars() {
            if character.is_ascii_alphanumeric() {
                stem.push(character.to_ascii_lowercase());
            } else if !stem.is_empty() && !stem.ends_with('-') {
                stem.push('-');
            }
            if stem.len() == LONGEST_STEM {
                break;
            }
        }
        let stem = stem.trim_end_matches('-');
        match stem.is_empty() {
            true => "credential".to_owned(),
            false => stem.to_owned(),
        }
    }
}

/// The longest name of a file, without what it ends in.
const LONGEST_STEM: usize = 80;

/// The labels of all levels, low to high: the framework's; else as many as the credential says there
/// are, the one that was reached by name. None where it says nothing of an order.
fn ladder(framework: Option<&Framework>, facts: &Facts) -> Vec<String> {
    /// No ladder has more.
    const MOST: usize = 1000;
    let Some(level) = &facts.level else {
        return Vec::new();
    };
    if let Some(framework) = framework {
        let labels = framework.levels.iter().map(|one| one.label.clone());
        return labels.collect();
    }
    let (Some(rank), Some(of)) = (level.rank, level.of) else {
        return Vec::new();
    };
    let labels = (1..=of.min(MOST)).map(|at| match at == rank {
        true => level.name.clone(),
        false => String::new(),
    });
    labels.collect()
}

/// The titles of the statements of one assessed level, those of the highest level first; of several,
/// which levels they are.
fn statements(stated: &[Facts], framework: Option<&Framework>) -> Vec<String> {
    let [one] = stated else {
        return stated.iter().map(award).collect();
    };
    let mut ranks = HashMap::new();
    for (rank, level) in framework
        .iter()
        .flat_map(|one| one.levels.iter().enumerate())
    {
        ranks.extend(
            level
                .statements
                .iter()
                .map(|known| (known.id.as_str(), rank)),
        );
    }
    let rank = |met: &StatementFact| met.identifier.as_deref().and_then(|id| ranks.get(id));
    let mut met: Vec<&StatementFact> = one.statements.iter().collect();
    met.sort_by_key(|met| Reverse(rank(met)));
    met.into_iter().map(|met| met.title.clone()).collect()
}

fn award(facts: &Facts) -> String {
    let name = facts
        .achievement
        .as_ref()
        .and_then(|one| one.name.as_deref());
    let level = facts.level.as_ref().map(|one| one.name.as_str());
    let parts: Vec<&str> = name.into_iter().chain(level).collect();
    parts.join(" – ")
}

/// The proof that suits the wish: the one it names; else the first in JSON, which wallets find in
/// pictures; else the first.
fn suiting(record: &CredentialRecord, wish: Wish<'_>) -> Result<String, ServiceError> {
    let is_json = |media_type: &str| plain(media_type) == "application/vc";
    let mut secured = record.secured.iter().filter(|one| {
        let named = wish.proof.is_none_or(|proof| proof == one.proof);
        named
            && match wish.taken {
                Taken::Json => is_json(&one.media_type),
                Taken::Jwt => !is_json(&one.media_type),
                Taken::Png | Taken::Svg | Taken::Pdf => true,
            }
    });
    let first = secured.clone().find(|one| is_json(&one.media_type));
    match first.or_else(|| secured.next()) {
        Some(one) => Ok(one.proof.clone()),
        None => Err(ServiceError::NotFound {
            what: match wish.taken {
                Taken::Jwt => "proof of this credential that is a token",
                Taken::Json => "proof of this credential that is JSON",
                _ => "proof of this credential",
            },
            name: wish.proof.unwrap_or(wish.taken.name()).to_owned(),
            near: record.secured.iter().map(|s| s.proof.clone()).collect(),
        }),
    }
}

/// A media type without its parameters.
fn plain(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

fn extension(media_type: &str) -> &'static str {
    match plain(media_type) {
        "application/vc" => Taken::Json.name(),
        _ => Taken::Jwt.name(),
    }
}

fn media(carrier: Carrier) -> String {
    carrier.media_type().to_owned()
}

/// The words of a certificate, said in one language.
struct Said {
    texts: Texts,
    words: [String; 19],
    more: Box<dyn Fn(usize) -> String>,
    place: String,
}

impl Said {
    fn of(texts: Texts, place: &str) -> Self {
        let words = [
            texts.say("certificate-heading"),
            texts.say("certificate-certifies"),
            texts.say("certificate-holder"),
            texts.say("certificate-reached"),
            texts.say("certificate-earned"),
            texts.say("certificate-statements"),
            texts.say("certificate-issuer"),
            texts.say("certificate-assessor"),
            texts.say("certificate-assessed"),
            texts.say("certificate-valid-until"),
            texts.say("certificate-rule"),
            texts.say("certificate-framework"),
            texts.say("certificate-version"),
            texts.say("certificate-credential"),
            texts.say("certificate-verify"),
            texts.say("certificate-verify-there"),
            texts.say("certificate-verify-anywhere"),
            texts.say("certificate-code"),
            texts.say("certificate-attachment"),
        ];
        let more = move |count: usize| {
            let said = texts.say("certificate-more").with("count", count);
            said.to_string()
        };
        Self {
            texts,
            words: words.map(|message| message.to_string()),
            more: Box::new(more),
            place: place.to_owned(),
        }
    }

    fn words(&self) -> Words<'_> {
        let [
            heading,
            certifies,
            holder,
            reached,
            earned,
            statements,
            issuer,
            assessor,
            assessed,
            valid_until,
            rule,
            framework,
            version,
            credential,
            verify,
            verify_there,
            verify_anywhere,
            code,
            attachment,
        ] = &self.words;
        Words {
            language: self.texts.tag(),
            heading,
            certifies,
            holder,
            reached,
            earned,
            place: &self.place,
            statements,
            more: &*self.more,
            issuer,
            assessor,
            assessed,
            valid_until,
            rule,
            framework,
            version,
            credential,
            verify,
            verify_there,
            verify_anywhere,
            code,
            attachment,
        }
    }
}
