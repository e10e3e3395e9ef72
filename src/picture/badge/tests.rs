//! Tests of the pictures: what is in them, that hostile texts change nothing but texts, and that
//! all of them can be drawn.

use super::*;
use crate::carrier;
use crate::picture::raster;
use resvg::usvg::roxmltree;

fn sample() -> Badge<'static> {
    Badge {
        title: "Sound Engineering Technicians",
        level: "Proficient",
        rank: 3,
        levels: 4,
        place: "Level 3 of 4",
        issuer: "Harbour Media School",
        dated: "2026",
    }
}

/// Texts of strangers: markup, controls, direction, marks, other scripts, lengths.
pub(crate) fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "\u{0}\u{1}\u{1f}\u{7f}\u{9f}",
        "<script>alert(1)</script>",
        "</text></svg><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onload='alert(1)",
        "\" onload=\"alert(1)",
        "]]><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<!DOCTYPE svg [<!ENTITY x \"y\">]>&x;",
        "&lt;b&gt; &amp;amp; &#x3c;script&#x3e;",
        "<?xml-stylesheet href=\"http://evil.example/\"?>",
        "<!-- --> <!--",
        "javascript:alert(1)",
        "url(http://evil.example/x.svg)",
        "${7*7}{{7*7}}<%= 7*7 %>",
        "../../../../etc/passwd",
        "\\x3cscript\\x3e \\u003cscript\\u003e",
        "=HYPERLINK(\"http://evil.example\")",
        "\u{202e}gpj.exe\u{202c}",
        "\u{2066}\u{2067}\u{2069}\u{200f}\u{200e}",
        "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}",
        "\u{fffe}\u{ffff}\u{fffd}\u{e000}\u{f8ff}",
        "\u{10ffff}\u{e0041}\u{1f3f4}\u{e0067}",
        "مهندس الصوت في الإذاعة والتلفزيون",
        "טכנאי קול מוסמך",
        "Sound مهندس 123 קול Engineer",
        "音響技術者・上級（第三段階）",
        "음향 기술자",
        "ध्वनि अभियंता",
        "ช่างเทคนิคเสียง",
        "👩‍🔧🎚️🇩🇪 engineer",
        "Ǆřęğőř ßẞ ﬁ Ωμέγα Звукорежиссёр",
        "a\tb\nc\r\nd\u{2028}e\u{2029}f\u{85}g",
        "\u{301}\u{302}\u{303}",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("x".repeat(10_000));
    texts.push("long words and short ones ".repeat(400));
    texts.push(format!("Z{}algo", "\u{337}\u{34a}\u{489}".repeat(200)));
    texts.push("W".repeat(40) + &"音".repeat(4000));
    texts
}

fn well_formed(svg: &str) {
    let options = roxmltree::ParsingOptions::default();
    let document = roxmltree::Document::parse_with_options(svg, options).expect("well-formed XML");
    let drawn = ["svg", "title", "desc", "rect", "path", "text"];
    for node in document.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        assert!(drawn.contains(&name), "{name} in {svg}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{svg}");
            assert!(!attribute.name().contains("href"), "{svg}");
        }
    }
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let mut names = root.children().map(|child| child.tag_name().name());
    assert_eq!((names.next(), names.next()), (Some("title"), Some("desc")));
}

#[test]
fn a_picture_says_in_words_what_it_shows() {
    let svg = sample().square(Viewer::Browser);
    well_formed(&svg);
    assert!(svg.contains("<title id=\"title\">Sound Engineering Technicians – Proficient</title>"));
    assert!(svg.contains(
        "Proficient. Level 3 of 4. Sound Engineering Technicians. Harbour Media School. 2026"
    ));
    carrier::examine(svg.as_bytes()).expect("our own pictures can be baked into");
    well_formed(&sample().wide(Viewer::Browser));
}

#[test]
fn hostile_texts_stay_texts_and_are_drawn() {
    let texts = hostile();
    assert_eq!(texts.len(), 40);
    for text in &texts {
        let badge = Badge {
            title: text,
            level: text,
            place: text,
            issuer: text,
            dated: text,
            ..sample()
        };
        for viewer in [Viewer::Browser, Viewer::Raster] {
            for svg in [badge.square(viewer), badge.wide(viewer)] {
                well_formed(&svg);
                assert!(svg.len() < 64 << 10, "{} bytes", svg.len());
            }
        }
        carrier::examine(badge.square(Viewer::Browser).as_bytes()).expect("bakeable");
        let png = raster::png(&badge.square(Viewer::Raster), 200).expect("a raster");
        assert!(png.starts_with(b"\x89PNG"));
    }
}

#[test]
fn every_ladder_is_drawn_with_one_step_reached() {
    for (rank, levels) in [
        (1, 1),
        (1, 2),
        (4, 4),
        (7, 12),
        (1, 24),
        (25, 25),
        (0, 0),
        (9, 3),
    ] {
        let badge = Badge {
            rank,
            levels,
            ..sample()
        };
        let svg = badge.square(Viewer::Browser);
        well_formed(&svg);
        assert_eq!(
            svg.matches("stroke-linecap").count(),
            1,
            "{rank} of {levels}"
        );
    }
    assert_eq!(steps(500, 1000), (12, MOST_STEPS));
    assert_eq!(steps(1, 1000), (1, MOST_STEPS));
    assert_eq!(steps(1000, 1000), (MOST_STEPS, MOST_STEPS));
}

#[test]
fn letters_without_a_font_are_left_out_of_the_raster_and_stay_in_words() {
    let badge = Badge {
        title: "音響技術者 Sound",
        ..sample()
    };
    let raster = badge.square(Viewer::Raster);
    assert_eq!(raster.matches("音響技術者").count(), 2, "title and desc");
    assert_eq!(
        badge.square(Viewer::Browser).matches("音響技術者").count(),
        3
    );
}

/// Writes pictures to look at into the folder `PICTURES` names.
#[test]
fn pictures_are_written_where_somebody_asks_for_them() {
    let Some(folder) = std::env::var_os("PICTURES") else {
        return;
    };
    let folder = std::path::Path::new(&folder);
    let long = "Electrical and Electronics Installers and Repairers, Transportation Equipment, \
                and First-Line Supervisors of Mechanics";
    let school = "The Very Long Name of a Polytechnic University of Applied Sciences and Arts";
    let cases = [
        (
            "level-1",
            Badge {
                rank: 1,
                level: "Emerging",
                place: "Level 1 of 4",
                ..sample()
            },
        ),
        (
            "level-2",
            Badge {
                rank: 2,
                level: "Developing",
                place: "Level 2 of 4",
                ..sample()
            },
        ),
        ("level-3", sample()),
        (
            "level-4",
            Badge {
                rank: 4,
                level: "Advanced",
                place: "Level 4 of 4",
                ..sample()
            },
        ),
        (
            "long",
            Badge {
                title: long,
                level: "Competent under direct supervision in familiar settings",
                issuer: school,
                ..sample()
            },
        ),
        (
            "short",
            Badge {
                title: "Nurse",
                rank: 1,
                levels: 1,
                level: "Licensed",
                place: "Level 1 of 1",
                ..sample()
            },
        ),
        (
            "twelve",
            Badge {
                rank: 7,
                levels: 12,
                place: "Level 7 of 12",
                level: "Stufe 7",
                title: "Veranstaltungstechnik",
                ..sample()
            },
        ),
        (
            "arabic",
            Badge {
                title: "مهندس الصوت في الإذاعة والتلفزيون",
                level: "متمرّس",
                issuer: "مدرسة الميناء",
                ..sample()
            },
        ),
        (
            "japanese",
            Badge {
                title: "音響技術者 Sound",
                ..sample()
            },
        ),
    ];
    for (name, badge) in cases {
        for (kind, svg) in [
            ("square", badge.square(Viewer::Raster)),
            ("wide", badge.wide(Viewer::Raster)),
        ] {
            let png = raster::png(&svg, if kind == "wide" { 1200 } else { 600 }).unwrap();
            std::fs::write(folder.join(format!("{name}-{kind}.png")), png).unwrap();
            std::fs::write(folder.join(format!("{name}-{kind}.svg")), svg).unwrap();
        }
    }
}
