//! What a link shows as people read it: on the page behind the link, and in the preview before the
//! link is made.

use crate::http::pages::links::Links;
use crate::http::pages::shell::day;
use crate::service::carry::Taken;
use crate::service::shares::{
    SharedCredential, SharedEvidence, SharedLevel, SharedStatement, SharedView, Standing,
};
use crate::texts::{Message, Texts};

/// What a link shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// The learner's name, where it is shown.
    pub name: Option<String>,
    /// What it is for.
    pub purpose: String,
    /// Who issued the credentials.
    pub issuer: Fact,
    /// Until when the link leads here.
    pub until: String,
    /// When the states were looked at.
    pub looked: String,
    /// The credentials.
    pub cards: Vec<Card>,
    /// Whether signed documents are shown.
    pub documents: bool,
}

/// A credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    /// Its place, from 1.
    pub number: usize,
    /// What it is.
    pub kind: String,
    /// What was achieved.
    pub title: String,
    /// The picture of the level.
    pub picture: Option<String>,
    /// The stylesheet's word for its state.
    pub class: &'static str,
    /// Its state in a word or two.
    pub state: String,
    /// What that means.
    pub says: String,
    /// Its dates.
    pub facts: Vec<Fact>,
    /// The levels that it states.
    pub levels: Vec<Level>,
    /// Whether there are several of them.
    pub several: bool,
    /// Its signed documents.
    pub documents: Vec<Download>,
}

/// A level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    /// What names it on the page: `1-2`.
    pub place: String,
    /// What was achieved.
    pub title: String,
    /// The language of the framework's words, as an attribute.
    pub language: String,
    pub ladder: Vec<Rung>,
    pub facts: Vec<Fact>,
    /// By which rule it is reached.
    pub rule: Option<String>,
    pub statements: Vec<SharedStatement>,
    /// Evidence by itself.
    pub evidence: Vec<SharedEvidence>,
    /// Whose words the statements are.
    pub credit: String,
}

/// A level on the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rung {
    pub number: usize,
    /// Which tint and height it has.
    pub step: usize,
    pub label: String,
    pub link: String,
    pub here: bool,
}

/// Something with a name, and perhaps a link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fact {
    pub name: String,
    pub text: String,
    pub link: Option<String>,
}

/// A document to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Download {
    pub name: String,
    pub link: String,
}

/// How many tints and heights of rungs the stylesheet has.
const STEPS: usize = 12;

impl Shown {
    /// What `view` holds. `token` leads to the documents; a preview has none yet.
    pub(super) fn new(t: Texts, links: &Links<'_>, view: SharedView, token: Option<&str>) -> Self {
        let issuer = Fact {
            name: t.say("share-issuer").to_string(),
            text: view.issuer.name,
            link: view.issuer.url,
        };
        let drawing = Drawing {
            t,
            links,
            token,
            issuer: &issuer.text,
            slug: &view.issuer.slug,
        };
        let cards = view.credentials.into_iter().zip(1..);
        Self {
            cards: cards
                .map(|(credential, number)| drawing.card(credential, number))
                .collect(),
            name: view.name,
            purpose: view.purpose,
            until: day(&view.expires).to_owned(),
            looked: day(&view.looked).to_owned(),
            documents: view.shows.document,
            issuer,
        }
    }
}

/// What is at hand while a page is made.
struct Drawing<'a> {
    t: Texts,
    links: &'a Links<'a>,
    token: Option<&'a str>,
    issuer: &'a str,
    slug: &'a str,
}

impl Drawing<'_> {
    fn card(&self, credential: SharedCredential, number: usize) -> Card {
        let (t, standing) = (self.t, credential.standing);
        let kind = form(t, &credential.form).to_string();
        let several = credential.levels.len() > 1;
        let title = match credential.levels.as_slice() {
            [only] => title(t, only),
            _ => None,
        };
        let documents = credential.documents.iter().filter_map(|one| {
            let number = number.to_string();
            let segments = ["s", self.token?, "documents", &number, one.name()];
            Some(Download {
                name: take(t, *one).to_string(),
                link: self.links.to(&segments),
            })
        });
        let dates = [
            (t.say("share-valid-from"), &credential.valid_from),
            (t.say("share-valid-until"), &credential.valid_until),
        ];
        let dates = dates
            .into_iter()
            .filter_map(|(name, at)| fact(name, at.as_deref().map(day)));
        let pictured = match credential.levels.as_slice() {
            [only] => only.on_record().filter(|_| standing.is_good()),
            _ => None,
        };
        let picture = pictured.map(|(framework, level)| {
            let part = ["levels", level, "picture.svg"];
            self.links.achievement(self.slug, framework, &part)
        });
        Card {
            number,
            picture,
            title: title.unwrap_or_else(|| kind.clone()),
            kind,
            class: class(standing),
            state: state(t, standing).to_string(),
            says: says(t, standing).with("issuer", self.issuer).to_string(),
            facts: dates.collect(),
            documents: documents.collect(),
            levels: (credential.levels.into_iter().zip(1..))
                .map(|(level, place)| self.level(level, format!("{number}-{place}")))
                .collect(),
            several,
        }
    }

    fn level(&self, level: SharedLevel, place: String) -> Level {
        let t = self.t;
        let title = title(t, &level).unwrap_or_default();
        let framework = level.framework.unwrap_or_default();
        let named = fact(t.say("share-framework"), framework.name.as_deref());
        let named = named.map(|fact| Fact {
            link: framework.url.clone(),
            ..fact
        });
        let rank = level.rank.map(|(rank, of)| {
            let rank = t.say("share-rank-of").with("rank", rank).with("of", of);
            rank.to_string()
        });
        let others = [
            (t.say("share-level"), level.level.as_deref()),
            (t.say("share-rank"), rank.as_deref()),
            (t.say("share-assessor"), level.assessor.as_deref()),
            (
                t.say("share-assessed"),
                level.assessed_at.as_deref().map(day),
            ),
        ];
        let others = others
            .into_iter()
            .filter_map(|(name, text)| fact(name, text));
        let of = level.ladder.len().max(1);
        let rungs = level.ladder.into_iter().zip(1..);
        let rungs = rungs.map(|(rung, number)| Rung {
            number,
            step: match of <= STEPS {
                true => number,
                false => (number * STEPS).div_ceil(of),
            },
            link: framework.on_record.as_ref().map_or_else(String::new, |id| {
                let segments = ["frameworks", &id.key, &id.version, "levels", &rung.id];
                self.links.to(&segments)
            }),
            label: rung.label,
            here: rung.is_reached,
        });
        Level {
            place,
            title,
            ladder: rungs.collect(),
            facts: named.into_iter().chain(others).collect(),
            language: match framework.language {
                Some(tag) => format!(" lang=\"{tag}\""),
                None => String::new(),
            },
            rule: level.rule,
            statements: level.statements,
            evidence: level.evidence,
            credit: level.credit.unwrap_or_default(),
        }
    }
}

fn fact(name: Message, text: Option<&str>) -> Option<Fact> {
    let text = text.filter(|text| !text.is_empty())?.to_owned();
    let name = name.to_string();
    Some(Fact {
        name,
        text,
        link: None,
    })
}

/// What was achieved, in a line.
pub(super) fn title(t: Texts, level: &SharedLevel) -> Option<String> {
    match (&level.achievement, &level.level) {
        (Some(achievement), Some(level)) => {
            let title = t.say("share-achieved").with("achievement", achievement);
            Some(title.with("level", level).to_string())
        }
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

/// What a form of credential is.
pub(super) fn form(t: Texts, form: &str) -> Message {
    match form {
        "open-badge" => t.say("share-form-open-badge"),
        "clr" => t.say("share-form-clr"),
        "ler-rs" | "hr-open-ler-rs" => t.say("share-form-ler-rs"),
        _ => t.say("share-form-other"),
    }
}

/// What a credential is taken along as.
fn take(t: Texts, taken: Taken) -> Message {
    match taken {
        Taken::Json => t.say("share-take-json"),
        Taken::Jwt => t.say("share-take-jwt"),
        Taken::Png => t.say("share-take-png"),
        Taken::Svg => t.say("share-take-svg"),
        Taken::Pdf => t.say("share-take-pdf"),
    }
}

/// A state, in a word or two.
pub(super) fn state(t: Texts, standing: Standing) -> Message {
    match standing {
        Standing::Valid => t.say("share-state-valid"),
        Standing::NotYet => t.say("share-state-not-yet"),
        Standing::Superseded => t.say("share-state-superseded"),
        Standing::Expired => t.say("share-state-expired"),
        Standing::Suspended => t.say("share-state-suspended"),
        Standing::Compromised => t.say("share-state-compromised"),
        Standing::Revoked => t.say("share-state-revoked"),
    }
}

fn says(t: Texts, standing: Standing) -> Message {
    match standing {
        Standing::Valid => t.say("share-says-valid"),
        Standing::NotYet => t.say("share-says-not-yet"),
        Standing::Superseded => t.say("share-says-superseded"),
        Standing::Expired => t.say("share-says-expired"),
        Standing::Suspended => t.say("share-says-suspended"),
        Standing::Compromised => t.say("share-says-compromised"),
        Standing::Revoked => t.say("share-says-revoked"),
    }
}

/// The stylesheet's word for a state.
pub(super) fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Valid => "good",
        Standing::NotYet | Standing::Superseded => "warn",
        Standing::Expired | Standing::Suspended | Standing::Compromised | Standing::Revoked => {
            "bad"
        }
    }
}

#[cfg(test)]
impl crate::http::pages::samples::Sample for Shown {
    fn sample(text: &str) -> Self {
        use crate::http::pages::samples::link;
        let own = || text.to_owned();
        let fact = |link| Fact {
            name: own(),
            text: own(),
            link,
        };
        let facts = vec![fact(None), fact(Some(link(text)))];
        let evidence = vec![SharedEvidence {
            url: link(text),
            name: Some(own()),
            narrative: Some(own()),
        }];
        let level = Level {
            place: "1-1".to_owned(),
            title: own(),
            language: " lang=\"en\"".to_owned(),
            ladder: vec![Rung {
                number: 1,
                step: 1,
                label: own(),
                link: link(text),
                here: true,
            }],
            facts: facts.clone(),
            rule: Some(own()),
            statements: vec![SharedStatement {
                title: own(),
                text: Some(own()),
                url: Some(link(text)),
                evidence: evidence.clone(),
            }],
            evidence,
            credit: own(),
        };
        Self {
            name: Some(own()),
            purpose: own(),
            issuer: fact(Some(link(text))),
            until: own(),
            looked: own(),
            documents: true,
            cards: vec![Card {
                number: 1,
                kind: own(),
                title: own(),
                picture: Some(link(text)),
                class: "bad",
                state: own(),
                says: own(),
                facts,
                levels: vec![level],
                several: true,
                documents: vec![Download {
                    name: own(),
                    link: link(text),
                }],
            }],
        }
    }
}
