//! Frameworks of any size from a seed, with the texts that programs stumble over: markup,
//! braces, quotes, other scripts and directions, characters beyond the basic plane.
#![allow(dead_code, reason = "no target uses all of it")]

use proofmark::framework::{Framework, ler_me};
use proofmark::id::{Rng, SeededRng};
use serde_json::{Map, Value, json};

/// What stands in the statements, the titles and the labels.
const TEXTS: [&str; 16] = [
    "microphone placement — sets up a pair of microphones",
    "says \"no\" and 'yes' in one breath",
    "reads <script>alert(1)</script> & writes &amp;",
    "fills {{ templates }} and {% tags %}",
    "keeps C:\\paths\\ and \\u0041 as they are",
    "Größe, Maß und Straße – prüft das Ergebnis",
    "音響機器の設定 -- 手順に従う",
    "ضبط مستوى الصوت — يعمل تحت الإشراف",
    "בודק את רמת האות",
    "emoji 😀👩🏽\u{200d}🔧 and 𝕌𝕟𝕚𝕔𝕠𝕕𝕖",
    "cafe\u{301} beside café",
    "[links](https://a.example) and *stars*",
    "50 % of 1/2; 3 < 4 > 2 @ #1",
    "नमस्ते, ध्वनि जाँच",
    "]]> ends a section; <!-- begins a comment",
    "$HOME `ls` $(id) ; DROP TABLE levels; --",
];

/// The framework of [`export_json`], imported.
pub fn framework(levels: usize, statements_per_level: usize, seed: u64) -> Framework {
    let export = export_json(levels, statements_per_level, seed).to_string();
    ler_me::import(export.as_bytes()).expect("what is generated is sound")
}

/// An export in the shape of LER.me's (schema 1.0), with members that nobody knows. `levels` is at
/// most 20, `statements_per_level` from 1 to 1,000.
pub fn export_json(levels: usize, statements_per_level: usize, seed: u64) -> Value {
    let mut dice = Dice(SeededRng::new(seed));
    let levels: Map<String, Value> = (1..=levels)
        .map(|level| {
            let statements: Vec<String> = (1..=statements_per_level)
                .map(|number| format!("{} {} ({level}.{number})", dice.text(), dice.text()))
                .collect();
            let label = format!("{level}: {}", dice.text());
            // Some names that others use for records of their own.
            let name = ["level", "rubric", "CFItems", "statements"][dice.below(4)];
            let members = json!({
                "label": label,
                "statements": statements,
                "colour": dice.text(),
            });
            (format!("{name}-{level}"), members)
        })
        .collect();
    let version = format!("v.{}", dice.below(100));
    let soc = format!(
        "{:02}-{:04}.{:02}",
        11 + dice.below(80),
        dice.below(10_000),
        dice.below(100)
    );
    let mut export = json!({
        "schemaVersion": "1.0",
        "exportedAt": format!("2026-0{}-15T12:38:45.{:03}Z", 1 + dice.below(9), dice.below(1000)),
        "occupation": {
            "soc": soc,
            "title": dice.text(),
            "group": dice.text(),
            "sector": "51",
            "jobZone": 1 + dice.below(5),
            "jobZoneInferred": dice.coin(),
            "ext:occupation": { "unknown": [1, null, dice.text()] },
        },
        "framework": {
            "version": version,
            "description": "",
            "contextCovered": dice.text(),
            "levels": levels,
            "ext:framework": dice.text(),
        },
        "sources": { "onet": "v30.2 (CC BY 4.0)", "generator": "Generator", "more": dice.text() },
        "attribution": format!("© {}", dice.text()),
        "ext:export": { "levels": { "statements": [dice.text()] } },
    });
    for name in ["attribution", "sources", "exportedAt"] {
        // Each may be missing.
        if dice.below(4) == 0 {
            export.as_object_mut().expect("an object").remove(name);
        }
    }
    export
}

/// Draws from a seed.
struct Dice(SeededRng);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_be_bytes(bytes) as usize % limit
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    fn text(&mut self) -> &'static str {
        TEXTS[self.below(TEXTS.len())]
    }
}
