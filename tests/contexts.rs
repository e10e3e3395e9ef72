//! The contexts on board are the published ones, compared as JSON.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::ijson::{self, Json, canonicalize};
use proofmark::jsonld::{Contexts, published, to_rdf};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let contexts = Contexts::on_board();
    let published = support::data("contexts");
    let mut trials: Vec<Trial> = contexts
        .urls()
        .map(|url| match &published {
            Some(folder) => {
                let folder = folder.clone();
                Trial::test(url, move || is_the_published_one(&folder, url))
            }
            None => support::skipped(url, "the shared data is absent"),
        })
        .collect();
    trials.extend(contexts.urls().map(|url| {
        let name = format!("{url} is a sound context");
        Trial::test(name, move || is_sound(url))
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// `INDEX.tsv` says which file holds which URL. Of two revisions of one URL the first is current.
fn is_the_published_one(folder: &Path, url: &str) -> Result<(), Failed> {
    let index = support::read(&folder.join("INDEX.tsv"))?;
    let of_url = |line: &&str| line.split('\t').next() == Some(url);
    let revisions = index.lines().filter(of_url);
    let digests: Vec<&str> = revisions
        .filter_map(|line| line.split('\t').nth(2))
        .collect();
    let ours: Vec<&str> = published(url).map(|one| one.sha256).collect();
    assert_eq!(ours, digests);
    let line = index.lines().find(of_url);
    let file = line
        .and_then(|line| line.split('\t').nth(1))
        .ok_or("the index does not name this URL")?;
    let text = support::read(&folder.join(file))?;
    let document = ijson::parse(text.as_bytes())?;
    let published = document.get("@context").ok_or("no @context")?;
    let ours = Contexts::on_board()
        .context(url)
        .ok_or("not on board, though it is listed")?;
    support::same("the context", &canonical(ours), &canonical(published))
}

fn canonical(json: &Json<'_>) -> String {
    String::from_utf8_lossy(&canonicalize(json)).into_owned()
}

/// Nothing in it is refused, and it is not empty.
fn is_sound(url: &str) -> Result<(), Failed> {
    let text = format!(r#"{{"@context": {url:?}, "@id": "urn:uuid:1", "@type": "urn:uuid:2"}}"#);
    let document = ijson::parse(text.as_bytes())?;
    let object = document.as_object().ok_or("an object")?;
    let mut dataset = to_rdf(object, Contexts::on_board())?;
    assert_eq!(dataset.quads().len(), 1);
    let context = Contexts::on_board().context(url).ok_or("not on board")?;
    let empty = |one: &Json<'_>| one.as_object().is_none_or(|object| object.is_empty());
    match context.as_set().iter().all(empty) {
        true => Err("it has no terms".into()),
        false => Ok(()),
    }
}
