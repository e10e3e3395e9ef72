//! SVG.

use super::pictures::*;
use super::{assert_same_json, bake, fault, found, refused};
use proofmark::carrier::{self, Carrier, Existing, Family};

const SPACE: &str = "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"";

/// An SVG with `content` in its root.
fn svg(content: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {SPACE}>{content}</svg>").into_bytes()
}

fn element(text: &str) -> String {
    format!("<openbadges:credential>{text}</openbadges:credential>")
}

#[test]
fn a_baked_credential_comes_out_as_the_same_json() {
    let file = bake(CREDENTIAL, SVG.as_bytes());
    let carried = found(&file);
    assert_eq!(carried.carrier, Carrier::Svg);
    assert_eq!(carried.family, Some(Family::OpenBadge));
    assert_same_json(&carried.credential, CREDENTIAL.as_bytes());
    assert_eq!(
        found(&bake(TOKEN, SVG.as_bytes())).credential,
        TOKEN.as_bytes()
    );
    let carried = found(&bake(CLR, SVG.as_bytes()));
    assert_eq!(carried.family, Some(Family::Clr));
    assert_same_json(&carried.credential, CLR.as_bytes());
}

#[test]
fn the_element_stands_behind_the_root_with_one_section_and_all_else_stays() {
    let file = String::from_utf8(bake(CREDENTIAL, SVG.as_bytes())).unwrap();
    assert_eq!(file.matches("<![CDATA[").count(), 1);
    assert_eq!(file.matches("]]>").count(), 1);
    let start = "height=\"8\" xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\">\
                 <openbadges:credential><![CDATA[{\"@context\"";
    assert!(file.contains(start), "{file}");
    let element_start = file.find("<openbadges:").unwrap();
    let element_end = file.find("</openbadges:credential>").unwrap() + 24;
    let without = file[..element_start].replace(&format!(" {SPACE}"), "") + &file[element_end..];
    assert_eq!(without, SVG);
    let token = String::from_utf8(bake(TOKEN, SVG.as_bytes())).unwrap();
    assert!(token.contains(&format!(
        "<openbadges:credential verify=\"{TOKEN}\"></openbadges:credential>"
    )));
}

#[test]
fn roots_of_every_shape_are_baked_into() {
    let root = "http://www.w3.org/2000/svg";
    for picture in [
        format!("<svg xmlns='{root}'/>"),
        format!("\u{feff}<svg xmlns='{root}' a='>' />"),
        format!("<!-- é --><s:svg xmlns:s='{root}'/>"),
        format!("<svg xmlns='{root}' {SPACE}></svg>\n"),
        format!("<svg xmlns='{root}' xmlns:openbadges='http://openbadges.org'></svg>"),
    ] {
        let file = bake(CREDENTIAL, picture.as_bytes());
        assert_same_json(&found(&file).credential, CREDENTIAL.as_bytes());
        let again = carrier::bake(CREDENTIAL.as_bytes(), &file, Existing::Replace).unwrap();
        assert_eq!(again, file, "{picture}");
    }
    assert_eq!(refused(CREDENTIAL, b"<svg/>"), ["svg-namespace"]);
}

#[test]
fn a_credential_is_replaced_only_on_request() {
    let old = "<o:assertion xmlns:o='http://openbadges.org' verify='x'/>";
    for before in [element("{}"), element("<![CDATA[{}]]>"), old.to_owned()] {
        let picture = svg(&format!("<g/>{before}<g/>"));
        assert_eq!(refused(CREDENTIAL, &picture), ["baked-already"]);
        let replaced = carrier::bake(TOKEN.as_bytes(), &picture, Existing::Replace).unwrap();
        assert_eq!(replaced, bake(TOKEN, &svg("<g/><g/>")));
    }
}

#[test]
fn the_element_is_known_by_namespace_and_local_name() {
    let of = |content: &str| found(&svg(content)).credential;
    assert_eq!(
        of("<x:credential xmlns:x='https://purl.imsglobal.org/ob/v3p0'>{}</x:credential>"),
        b"{}"
    );
    assert_eq!(
        of("<credential xmlns='https://purl.imsglobal.org/ob/v3p0' verify=' a.b.c '/>"),
        b"a.b.c"
    );
    assert_eq!(of(&format!("<g><g>{}</g></g>", element("{}"))), b"{}");
    let clr = "<credential xmlns='https://purl.imsglobal.org/clr/v2p0'>{}</credential>";
    assert_eq!(found(&svg(clr)).family, Some(Family::Clr));
    for other in [
        "<credential>{}</credential>",
        "<openbadges:assertion>{}</openbadges:assertion>",
    ] {
        assert_eq!(fault(&svg(other)), "nothing-baked");
    }
    assert_eq!(
        fault(&svg("<o:credential>{}</o:credential>")),
        "picture-broken"
    );
    let hidden = "<o:credential xmlns:o='https:&#x2f;/purl.imsglobal.org/ob/v3p0'/>";
    assert_eq!(fault(&svg(hidden)), "svg-namespace");
    let without = format!("<svg {SPACE}>{}</svg>", element("{}"));
    assert_eq!(found(without.as_bytes()).credential, b"{}");
}

#[test]
fn text_in_pieces_is_one_text() {
    let of = |text: &str| String::from_utf8(found(&svg(&element(text))).credential).unwrap();
    assert_eq!(
        of("{&quot;a&quot;:&#x22;&#233;&amp;&lt;&gt;&apos;\"}"),
        "{\"a\":\"é&<>'\"}"
    );
    assert_eq!(
        of("<![CDATA[{\"a\":\"]]]]><![CDATA[>\"}]]>"),
        "{\"a\":\"]]>\"}"
    );
    assert_eq!(of(" {<!-- a --><![CDATA[}]]><?b?>\r\n"), "{}");
}

#[test]
fn two_credentials_are_refused_and_so_is_one_of_two_forms() {
    assert_eq!(found(&svg(&element("{}"))).credential, b"{}");
    assert_eq!(fault(&svg(&element("{}").repeat(2))), "baked-duplicate");
    let both = "<openbadges:credential verify='a.b.c'>{}</openbadges:credential>";
    assert_eq!(fault(&svg(both)), "baked-duplicate");
    assert_eq!(fault(&svg(&element("{}<g/>"))), "baked-element");
    assert_eq!(fault(&svg(&element(" "))), "nothing-baked");
    assert_eq!(fault(&svg(&element("https://a.example/b"))), "hosted-badge");
    let old = "<o:assertion xmlns:o='http://openbadges.org' verify='x'/>";
    assert_eq!(fault(&svg(old)), "open-badges-2");
    assert_eq!(
        found(&svg(&format!("{old}{}", element("{}")))).credential,
        b"{}"
    );
}

#[test]
fn b07_document_types_and_entities_are_refused() {
    let good = String::from_utf8(svg(&element("{}"))).unwrap();
    let laughs = "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY c '&b;&b;'>]>";
    let outside = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
    let plain = "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/svg11.dtd'>";
    for doctype in [laughs, outside, plain, "<!DOCTYPE html>"] {
        assert_eq!(fault(format!("{doctype}{good}").as_bytes()), "svg-doctype");
        assert_eq!(
            fault(format!("<?xml version='1.0'?>\n{doctype}{good}").as_bytes()),
            "svg-doctype"
        );
    }
    assert_eq!(fault(&svg(&element("{&x;}"))), "svg-entity");
    assert_eq!(fault(&svg("<g a='&x;'/>")), "svg-entity");
    assert_eq!(fault(&svg("<text>&nbsp;</text>")), "svg-entity");
    assert_eq!(fault(&svg("<text>&amp;&#65;</text>")), "nothing-baked");
}

#[test]
fn b08_attributes_namespaces_depth_and_size_are_limited() {
    let attributes = |count: usize| {
        let list: String = (0..count).map(|i| format!(" a{i}=''")).collect();
        svg(&format!("<g{list}/>{}", element("{}")))
    };
    assert_eq!(found(&attributes(256)).credential, b"{}");
    assert_eq!(fault(&attributes(257)), "svg-limit");
    assert_eq!(fault(&attributes(100_000)), "svg-limit");
    let namespaces = |count: usize| {
        let list: String = (0..count).map(|i| format!(" xmlns:a{i}='b'")).collect();
        svg(&format!("<g{list}/>{}", element("{}")))
    };
    assert_eq!(found(&namespaces(60)).credential, b"{}");
    assert_eq!(fault(&namespaces(50_000)), "svg-limit");
    let nest = |depth: usize| {
        let content = format!(
            "{}{}{}",
            "<g>".repeat(depth),
            element("{}"),
            "</g>".repeat(depth)
        );
        svg(&content)
    };
    assert_eq!(found(&nest(254)).credential, b"{}");
    assert_eq!(fault(&nest(255)), "svg-limit");
    assert_eq!(fault(&nest(100_000)), "svg-limit");
    let padded = |size: usize| {
        let mut file = svg(&element("{}"));
        file.resize(size, b' ');
        file
    };
    assert_eq!(found(&padded(1 << 20)).credential, b"{}");
    assert_eq!(fault(&padded((1 << 20) + 1)), "too-large");
}

#[test]
fn xml_that_is_not_well_formed_or_no_svg_is_refused() {
    let good = String::from_utf8(svg(&element("{}"))).unwrap();
    for broken in [
        good.replace("</svg>", ""),
        good.replace("</svg>", "</g>"),
        format!("{good}<svg/>"),
        format!("{good}x"),
        format!("x{good}"),
        format!("<![CDATA[x]]>{good}").replacen("<![", "<!---->\n<![", 1),
        good.replace("{}", "]]>"),
        good.replace("{}", "\u{1}"),
        good.replace("{}", "&#0;"),
        good.replace("{}", "<!-- -- -->"),
        good.replace("<svg", "<svg a='1' a='2'"),
        good.replace("<svg", "<svg a='<'"),
        good.replace("<svg", "<svg a"),
        good.replace("{}", "<?xml version='1.0'?>"),
        "<".to_owned(),
        "<!-- nothing -->".to_owned(),
    ] {
        if broken.starts_with('x') {
            assert_eq!(carrier::find(broken.as_bytes()), Ok(None));
        } else {
            assert_eq!(fault(broken.as_bytes()), "picture-broken", "{broken}");
        }
    }
    for other in ["<html/>", "<svg xmlns='http://www.w3.org/1999/xhtml'/>"] {
        assert_eq!(fault(other.as_bytes()), "not-an-svg");
    }
    let mut latin = good.clone().into_bytes();
    latin.insert(latin.len() - 6, 0xe9);
    assert_eq!(fault(&latin), "picture-broken");
}

#[test]
fn other_encodings_are_refused_by_name() {
    let good = String::from_utf8(svg(&element("{}"))).unwrap();
    let declared = |name: &str| format!("<?xml version='1.0' encoding='{name}'?>{good}");
    assert_eq!(found(declared("utf-8").as_bytes()).credential, b"{}");
    assert_eq!(
        found(format!("\u{feff}{good}").as_bytes()).credential,
        b"{}"
    );
    assert_eq!(fault(declared("ISO-8859-1").as_bytes()), "svg-encoding");
    let wide = |unit: fn(u16) -> [u8; 2]| good.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
    let marked = [b"\xff\xfe".as_slice(), &little].concat();
    for file in [little, big, marked] {
        assert_eq!(fault(&file), "svg-encoding");
    }
    assert_eq!(
        fault(declared("utf-8").replace("1.0", "1.1").as_bytes()),
        "svg-encoding"
    );
}

#[test]
fn b09_pictures_that_run_something_or_ask_elsewhere_are_not_baked_into() {
    for harmless in [
        "<g opacity='1' fill='url(#a)' style='fill: url(\"#a\")'/>",
        "<use href='#a'/><image href='data:image/png;base64,AA=='/>",
        "<style>.a { fill: red }</style><animate attributeName='r' to='3'/>",
        "<a href='#top'><text>url(http://a.example)</text></a>",
        "<g xmlns:i='urn:i' i:docname='C:\\a.svg'/>",
    ] {
        bake(TOKEN, &svg(harmless));
    }
    for (problem, active) in [
        ("svg-active", "<script>1</script>"),
        (
            "svg-active",
            "<h:Script xmlns:h='http://www.w3.org/1999/xhtml'/>",
        ),
        ("svg-active", "<g onload='x()'/>"),
        ("svg-active", "<g ONclick='x()'/>"),
        ("svg-active", "<foreignObject/>"),
        (
            "svg-active",
            "<animate attributeName='xlink:href' to='javascript:x()'/>",
        ),
        ("svg-active", "<set attributeName='onload' to='x()'/>"),
        ("svg-external", "<a href='javascript:x()'/>"),
        ("svg-external", "<a href='java&#10;script:x()'/>"),
        ("svg-external", "<image href='https://a.example/b.png'/>"),
        ("svg-external", "<image href='data:image/svg+xml,x'/>"),
        (
            "svg-external",
            "<use xmlns:l='http://www.w3.org/1999/xlink' l:href='//a.example/b#c'/>",
        ),
        ("svg-external", "<style>@import 'a.css';</style>"),
        (
            "svg-external",
            "<style><![CDATA[.a { fill: url(https://a.example/) }]]></style>",
        ),
        (
            "svg-external",
            "<style>.a { fill: \\75rl(https://a.example/) }</style>",
        ),
        (
            "svg-external",
            "<style>.a { fill: u<!-- -->rl(https://a.example/) }</style>",
        ),
        ("svg-external", "<g fill='url( \"https://a.example/\" )'/>"),
        (
            "svg-external",
            "<g style='background: image-set(\"a.png\" 1x)'/>",
        ),
        ("svg-external", "<g xml:base='https://a.example/'/>"),
        (
            "svg-external",
            "<?xml-stylesheet href='https://a.example/a.css'?>",
        ),
    ] {
        let picture = svg(active);
        assert!(refused(TOKEN, &picture).contains(&problem), "{active}");
        // Only whoever serves the picture cares.
        assert_eq!(fault(&picture), "nothing-baked", "{active}");
    }
    let all = refused(TOKEN, &svg("<script/><g onload='x'/><a href='b'/>"));
    assert_eq!(all, ["svg-active", "svg-active", "svg-external"]);
}
