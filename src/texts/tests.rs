//! The catalogue against the code: nothing is missing, nothing is left over, and every language says
//! the same things with the same values.

use super::*;
use fluent_syntax::ast;
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The messages of a language, each with the values that it names.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parse(language.source());
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.tag()));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let ast::Entry::Message(message) = entry else {
            continue;
        };
        let mut named = BTreeSet::new();
        let value = message.value.expect("a message says something");
        in_pattern(&value, &mut named);
        let before = messages.insert(message.id.name.to_owned(), named);
        assert!(
            before.is_none(),
            "{}: {} stands twice",
            language.tag(),
            message.id.name
        );
    }
    messages
}

fn in_pattern(pattern: &ast::Pattern<&str>, named: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, named);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, named: &mut BTreeSet<String>) {
    let inline = match expression {
        ast::Expression::Inline(inline) => inline,
        ast::Expression::Select { selector, variants } => {
            variants
                .iter()
                .for_each(|one| in_pattern(&one.value, named));
            selector
        }
    };
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            named.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for one in &arguments.positional {
                in_expression(&ast::Expression::Inline(one.clone()), named);
            }
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, named),
        _ => {}
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

/// The ids that code and templates name: plain literals in `say("…")`.
fn said() -> BTreeMap<String, PathBuf> {
    let mut found = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    let mut said = BTreeMap::new();
    for path in found {
        let kind = path
            .extension()
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        let told_to_operators = path.components().any(|part| part.as_os_str() == "fsck");
        if !["rs", "html"].contains(&kind) || path.ends_with("texts/tests.rs") || told_to_operators
        {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (place, opening) in text.match_indices(".say(") {
            let rest = text[place + opening.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('"') else {
                continue;
            };
            let id = rest.split('"').next().unwrap_or_default();
            // Others say sentences, to operators.
            if id.contains(' ') {
                continue;
            }
            said.insert(id.to_owned(), path.clone());
        }
    }
    said
}

#[test]
fn every_text_that_is_said_is_in_the_catalogue_and_none_is_left_over() {
    let known = messages(Language::English);
    let said = said();
    let missing: Vec<_> = said
        .iter()
        .filter(|(id, _)| !known.contains_key(*id))
        .collect();
    assert!(
        missing.is_empty(),
        "said, and not in the catalogue: {missing:#?}"
    );
    let unused: Vec<_> = known.keys().filter(|id| !said.contains_key(*id)).collect();
    assert!(
        unused.is_empty(),
        "in the catalogue, and never said: {unused:#?}"
    );
}

#[test]
fn every_language_says_the_same_with_the_same_values() {
    let english = messages(Language::English);
    for language in Language::ALL {
        let other = messages(language);
        for (id, values) in &english {
            let said = other.get(id);
            assert_eq!(said, Some(values), "{}: {id}", language.tag());
        }
        for id in other.keys() {
            assert!(
                english.contains_key(id),
                "{}: {id} is not in English",
                language.tag()
            );
        }
    }
}

#[test]
fn a_language_is_chosen_by_what_a_browser_accepts() {
    assert_eq!(Language::accepted("en-GB,en;q=0.9"), Language::English);
    assert_eq!(Language::accepted("xx"), Language::English);
    assert_eq!(Language::accepted(""), Language::English);
    assert_eq!(Language::accepted("*;q=x,,;"), Language::English);
    assert_eq!(Language::tagged("xx"), None);
}

#[test]
fn what_is_written_from_right_to_left_is_set_apart() {
    assert_eq!(Value::from("Ada"), Value::Text("Ada".to_owned()));
    let turned = Value::from("שלום");
    assert_eq!(turned, Value::Text("\u{2068}שלום\u{2069}".to_owned()));
}

#[test]
fn a_message_that_is_nowhere_shows_its_name() {
    let texts = Texts::default();
    assert!(!texts.knows("no-such-message"));
    assert_eq!(texts.say("no-such-message").to_string(), "no-such-message");
}
