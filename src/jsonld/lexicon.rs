//! What the contexts on board call things: every name that one of them defines at any place, and
//! the IRI that it stands for there.

use super::context::ActiveContext;
use super::contexts::Contexts;
use super::processor::Processor;
use super::term::Mapping;
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::Arc;

/// Contexts of examples: they define words of everyday language, and no verifier reads those.
const NOT_READ: [&str; 3] = [
    "https://www.w3.org/2018/credentials/examples/v1",
    "https://www.w3.org/ns/credentials/examples/v2",
    "https://www.w3.org/ns/odrl.jsonld",
];

/// Some of the contexts on board, as bits in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Named(u64);

impl Named {
    /// These and those.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn share(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// One meaning of a name.
#[derive(Debug)]
struct Sense {
    name: Box<str>,
    iri: Arc<str>,
    /// The contexts that say so.
    by: Named,
    /// Whether only the members of a proof are called so.
    in_proofs: bool,
}

/// All senses, found by name and by IRI.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    urls: Vec<&'static str>,
    senses: Vec<Sense>,
    by_name: HashMap<Box<str>, Vec<usize>, RandomState>,
    by_iri: HashMap<Arc<str>, Vec<usize>, RandomState>,
}

/// Which part of the lexicon counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// The contexts that are named.
    pub(super) named: Named,
    /// Whether the members of a proof are read.
    pub(super) proof: bool,
}

impl Lexicon {
    /// Collects the names of all contexts on board.
    pub(super) fn of(contexts: &Contexts) -> Self {
        let mut lexicon = Self {
            urls: contexts.urls().collect(),
            ..Self::default()
        };
        let mut processor = Processor::new(contexts);
        for url in contexts.urls() {
            let by = lexicon.named(url);
            // An object before the URL keeps the list of one from being kept for documents.
            let list = Json::Array(vec![Json::Object(Object::new()), Json::String(url.into())]);
            let active = processor.extend(contexts.initial(), &list, false, &Path::ROOT);
            if let (Some(active), Some(context)) = (active, contexts.context(url)) {
                lexicon.collect(&mut processor, &active, context, by, false);
            }
        }
        lexicon
    }

    /// The context at `url`, if names of it are read.
    pub(super) fn named(&self, url: &str) -> Named {
        let place = self.urls.iter().position(|known| *known == url);
        match place {
            Some(place) if !NOT_READ.contains(&url) => Named(1 << place),
            _ => Named::default(),
        }
    }

    /// What `name` stands for; nothing where it is not a name.
    pub(super) fn meanings<'l>(
        &'l self,
        name: &str,
        part: Part,
    ) -> impl Iterator<Item = &'l str> + use<'l> {
        let places = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        self.at(places, part).map(|sense| &*sense.iri)
    }

    /// The names of what `iri` stands for.
    pub(super) fn names<'l>(
        &'l self,
        iri: &str,
        part: Part,
    ) -> impl Iterator<Item = &'l str> + use<'l> {
        let places = self.by_iri.get(iri).map_or(&[][..], Vec::as_slice);
        self.at(places, part).map(|sense| &*sense.name)
    }

    fn at<'l>(&'l self, places: &'l [usize], part: Part) -> impl Iterator<Item = &'l Sense> {
        places
            .iter()
            .filter_map(|place| self.senses.get(*place))
            .filter(move |sense| sense.by.share(part.named) && (part.proof || !sense.in_proofs))
    }

    fn collect(
        &mut self,
        processor: &mut Processor<'_>,
        active: &Arc<ActiveContext>,
        local: &Json<'_>,
        by: Named,
        in_proofs: bool,
    ) {
        for object in local.as_set().iter().filter_map(Json::as_object) {
            for (name, _) in object.iter() {
                let Some(entry) = active.entry(name) else {
                    continue;
                };
                let Mapping::Iri(iri) = &entry.definition.mapping else {
                    continue;
                };
                self.add(name, iri, by, in_proofs);
                let Some(scoped) = entry.definition.scoped.clone() else {
                    continue;
                };
                if let Some(inner) = processor.extend(active, &scoped, true, &Path::ROOT) {
                    let in_proofs = in_proofs || is_proof(iri);
                    self.collect(processor, &inner, &scoped, by, in_proofs);
                }
            }
        }
    }

    fn add(&mut self, name: &str, iri: &Arc<str>, by: Named, in_proofs: bool) {
        let known = self.by_name.entry(name.into()).or_default();
        let same = known.iter().copied().find(|place| {
            let sense = self.senses.get(*place);
            sense.is_some_and(|sense| sense.iri == *iri && sense.in_proofs == in_proofs)
        });
        if let Some(sense) = same.and_then(|place| self.senses.get_mut(place)) {
            sense.by = sense.by.and(by);
            return;
        }
        let place = self.senses.len();
        known.push(place);
        self.by_iri.entry(iri.clone()).or_default().push(place);
        self.senses.push(Sense {
            name: name.into(),
            iri: iri.clone(),
            by,
            in_proofs,
        });
    }
}

/// Whether nodes of this type are proofs.
fn is_proof(iri: &str) -> bool {
    iri.strip_prefix("https://w3id.org/security#")
        .is_some_and(|kind| kind == "DataIntegrityProof" || kind.contains("Signature20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(urls: &[&str], proof: bool) -> Part {
        let lexicon = Contexts::on_board().lexicon();
        let named = urls
            .iter()
            .fold(Named::default(), |all, url| all.and(lexicon.named(url)));
        Part { named, proof }
    }

    #[test]
    fn names_count_where_their_context_is_named() {
        let lexicon = Contexts::on_board().lexicon();
        let v2 = "https://www.w3.org/ns/credentials/v2";
        let ob = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
        let status = "https://www.w3.org/2018/credentials#credentialStatus";
        let meanings = |name: &str, urls: &[&str], proof| {
            let found = lexicon.meanings(name, part(urls, proof));
            found.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(meanings("credentialStatus", &[v2], false), [status]);
        assert!(meanings("achievedLevel", &[v2], false).is_empty());
        assert_eq!(meanings("achievedLevel", &[v2, ob], false).len(), 1);
        assert!(meanings("cryptosuite", &[v2], false).is_empty());
        assert_eq!(meanings("cryptosuite", &[v2], true).len(), 1);
        let names: Vec<&str> = lexicon.names(status, part(&[v2], false)).collect();
        assert_eq!(names, ["credentialStatus"]);
    }

    #[test]
    fn every_context_fits_into_the_bits() {
        assert!(Contexts::on_board().urls().count() <= 64);
    }
}
