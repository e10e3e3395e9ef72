//! Each rule of the settings: once kept, once broken.

use super::*;

fn flags(values: &[(Setting, &str)]) -> Layer {
    let mut layer = Layer::default();
    for (setting, text) in values {
        layer.flag(*setting, *text);
    }
    layer
}

fn variables(values: &[(&str, &str)]) -> Layer {
    let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
    Layer::from_variables(values.iter().map(owned))
}

fn one(setting: Setting, text: &str) -> Result<Settings, Vec<ConfigError>> {
    Settings::from_layers(&[flags(&[(setting, text)])])
}

#[test]
fn without_anything_set_there_are_defaults() {
    let settings = Settings::from_layers(&[]).unwrap();
    assert_eq!(settings.data, Path::new("data"));
    assert_eq!(settings.keys, Path::new("keys"));
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.passphrase, PassphraseFrom::Environment);
    assert_eq!(settings.public_url, None);
    assert!(!settings.insecure_plain_keys);
    assert!(!settings.insecure_loopback && !settings.offline);
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let file = Layer::from_file(
        "data = 'file'\nkeys = 'file'\nissuer-name = 'File'",
        Path::new("/etc/proofmark"),
    )
    .unwrap();
    let environment = variables(&[
        ("PROOFMARK_DATA", "environment"),
        ("PROOFMARK_KEYS", "environment"),
        ("PROOFMARK_KEY_PASSPHRASE", "open sesame"),
        ("HOME", "/root"),
    ]);
    let flags = flags(&[(Setting::Data, "flag")]);
    let settings = Settings::from_layers(&[flags, environment, file]).unwrap();
    assert_eq!(settings.data, Path::new("flag"));
    assert_eq!(settings.keys, Path::new("environment"));
    assert_eq!(settings.issuer_name.as_deref(), Some("File"));
}

#[test]
fn paths_of_the_file_are_meant_from_its_folder() {
    let text = "data = 'store'\nkeys = '/keys'\nlisten = '[::1]:1'";
    let layer = Layer::from_file(text, Path::new("/etc/proofmark")).unwrap();
    let settings = Settings::from_layers(&[layer]).unwrap();
    assert_eq!(settings.data, Path::new("/etc/proofmark/store"));
    assert_eq!(settings.keys, Path::new("/keys"));
    assert_eq!(settings.listen.to_string(), "[::1]:1");
}

#[test]
fn everything_wrong_with_a_file_is_told_with_near_misses() {
    let text = "public-ulr = 'https://a.example'\ninsecure-plain-keys = 'yes'\nlisten = 80";
    let errors = Layer::from_file(text, Path::new("")).unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "insecure-plain-keys: this must be true or false",
            "listen: this must be a string",
            "public-ulr: there is no such setting; near it: public-url",
        ]
    );
    assert!(matches!(
        Layer::from_file("data =", Path::new("")).unwrap_err()[..],
        [ConfigError::NotToml(_)]
    ));
}

#[test]
fn a_misspelt_variable_is_noticed() {
    let names = [
        "PROOFMARK_PUBLIC_ULR",
        "PROOFMARK_DATA",
        "PROOFMARK_SOMETHING_ELSE_ALTOGETHER",
        "PATH",
    ];
    assert_eq!(
        misspelt_variables(names),
        [(
            "PROOFMARK_PUBLIC_ULR",
            vec!["PROOFMARK_PUBLIC_URL".to_owned()]
        )]
    );
}

#[test]
fn a_public_url_is_https_or_on_this_machine_and_written_one_way() {
    for (text, read) in [
        ("https://badges.example", "https://badges.example"),
        ("https://badges.example/a/", "https://badges.example/a"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://[::1]:80/x", "http://[::1]/x"),
    ] {
        let settings = one(Setting::PublicUrl, text);
        if read == text.trim_end_matches('/') {
            assert_eq!(settings.unwrap().public_url.as_deref(), Some(read));
        } else {
            assert!(settings.is_err(), "{text}");
        }
    }
    for text in [
        "badges.example",
        "http://badges.example",
        "ftp://badges.example",
        "https://user@badges.example",
        "https://badges.example/?q",
        "https://badges.example/#f",
        "https://badges.example/a/../b",
        "https://badges.example/a//b",
        "https://badges.example/%2e",
        "https://BADGES.example",
        "https://badges.example:443",
    ] {
        assert!(one(Setting::PublicUrl, text).is_err(), "{text}");
    }
}

#[test]
fn the_higher_layer_names_the_source_of_the_passphrase() {
    let file = variables(&[("PROOFMARK_PASSPHRASE_FILE", "/run/secret")]);
    let descriptor = flags(&[(Setting::PassphraseFd, "3")]);
    let settings = Settings::from_layers(&[descriptor, file.clone()]).unwrap();
    assert_eq!(settings.passphrase, PassphraseFrom::Descriptor(3));
    let settings = Settings::from_layers(&[file]).unwrap();
    let expected = PassphraseFrom::File("/run/secret".into());
    assert_eq!(settings.passphrase, expected);
    let both = flags(&[(Setting::PassphraseFd, "3"), (Setting::PassphraseFile, "f")]);
    assert!(Settings::from_layers(&[both]).is_err());
}

#[test]
fn the_network_is_closed_or_opened_inwards_by_each_source() {
    let environment = variables(&[("PROOFMARK_OFFLINE", "true")]);
    let file = Layer::from_file("insecure-loopback = true\noffline = false", Path::new(""));
    let settings = Settings::from_layers(&[environment, file.unwrap()]).unwrap();
    assert!(settings.offline && settings.insecure_loopback);
    assert!(one(Setting::Offline, "true").unwrap().offline);
    let settings = one(Setting::InsecureLoopback, "1").unwrap();
    assert!(settings.insecure_loopback && !settings.offline);
}

#[test]
fn a_rate_and_the_proxies_are_set_in_each_form() {
    let defaults = Settings::from_layers(&[]).unwrap();
    assert_eq!(defaults.verify_rate, VERIFY_RATE);
    assert!(defaults.trusted_proxies.is_empty());
    let file = "verify-rate = 0\ntrusted-proxy = '10.0.0.0/8, ::1'";
    let file = Layer::from_file(file, Path::new("")).unwrap();
    let environment = variables(&[
        ("PROOFMARK_VERIFY_RATE", "0"),
        ("PROOFMARK_TRUSTED_PROXY", "10.0.0.0/8,::1"),
    ]);
    let flags = flags(&[
        (Setting::VerifyRate, "0"),
        (Setting::TrustedProxy, "10.0.0.0/8 , ::1"),
    ]);
    let proxies = ["10.0.0.0/8", "::1"].map(|text| text.parse().unwrap());
    for layer in [file, environment, flags] {
        let settings = Settings::from_layers(&[layer]).unwrap();
        assert_eq!(settings.verify_rate, 0);
        assert_eq!(settings.trusted_proxies, proxies);
    }
    let nobody = one(Setting::TrustedProxy, "").unwrap();
    assert!(nobody.trusted_proxies.is_empty());
}

#[test]
fn letters_go_to_a_server_or_a_folder_or_nowhere() {
    let mail = |values: &[(Setting, &str)]| {
        Settings::from_layers(&[flags(values)]).map(|settings| settings.mail)
    };
    assert_eq!(mail(&[]), Ok(None));
    let folder = mail(&[(Setting::MailFolder, "mail")]).unwrap().unwrap();
    assert_eq!(folder.by, MailBy::Folder("mail".into()));
    assert_eq!(folder.from.address, "proofmark@localhost");
    let file = "smtp-url = 'smtps://ada@mail.example'\nsmtp-password-file = 'secret'\n\
                mail-from = 'A School <badges@school.example>'";
    let file = Layer::from_file(file, Path::new("/etc")).unwrap();
    let server = Settings::from_layers(&[file]).unwrap().mail.unwrap();
    assert_eq!(server.from.name.as_deref(), Some("A School"));
    let MailBy::Server {
        server,
        password_file,
    } = server.by
    else {
        panic!("no server");
    };
    assert_eq!(server.security, MailSecurity::Tls);
    assert_eq!(password_file.as_deref(), Some(Path::new("/etc/secret")));
    let from = (Setting::MailFrom, "badges@school.example");
    let plain = (Setting::SmtpUrl, "smtp://localhost:2525");
    assert!(mail(&[plain, from]).unwrap().is_some());
    let variables = variables(&[("PROOFMARK_MAIL_FOLDER", "mail")]);
    assert!(Settings::from_layers(&[variables]).unwrap().mail.is_some());
    for wrong in [
        &[plain][..],
        &[plain, from, (Setting::MailFolder, "mail")],
        &[plain, from, (Setting::SmtpPasswordFile, "secret")],
        &[(Setting::SmtpUrl, "smtps://ada@mail.example"), from],
        &[(Setting::SmtpUrl, "mail.example"), from],
        &[(Setting::MailFolder, "mail"), (Setting::MailFrom, "nobody")],
    ] {
        assert!(mail(wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn an_openid_provider_is_set_in_each_form_and_whole() {
    let wanted = OpenIdProvider {
        issuer: "https://login.example/realms/a".to_owned(),
        client_id: "proofmark".to_owned(),
        client_secret_file: Some("secret".into()),
        name: "The school".to_owned(),
    };
    let parts = [
        (Setting::PublicUrl, "https://badges.example"),
        (Setting::OidcIssuer, "https://login.example/realms/a"),
        (Setting::OidcClientId, "proofmark"),
        (Setting::OidcClientSecretFile, "secret"),
        (Setting::OidcName, "The school"),
    ];
    let file: String = parts
        .iter()
        .map(|(setting, text)| format!("{} = '{text}'\n", setting.name()))
        .collect();
    let file = Layer::from_file(&file, Path::new("")).unwrap();
    let environment =
        Layer::from_variables(parts.map(|(setting, text)| (setting.variable(), text.to_owned())));
    for layer in [flags(&parts), environment, file] {
        let settings = Settings::from_layers(&[layer]).unwrap();
        assert_eq!(settings.openid_provider, Some(wanted.clone()));
    }
    let unnamed = Settings::from_layers(&[flags(&parts[..3])]).unwrap();
    let unnamed = unnamed.openid_provider.unwrap();
    assert_eq!(unnamed.name, "login.example");
    assert_eq!(unnamed.client_secret_file, None);
    // A public URL, an issuer and a client id belong together.
    for incomplete in [&parts[1..], &parts[..2], &parts[2..3], &parts[4..]] {
        let errors = Settings::from_layers(&[flags(incomplete)]).unwrap_err();
        assert_eq!(errors.len(), 1, "{incomplete:?}: {errors:?}");
    }
}

#[test]
fn an_issuer_is_reached_securely_and_said_in_one_way() {
    let issuer = |text| {
        let with = [
            (Setting::PublicUrl, "https://badges.example"),
            (Setting::OidcClientId, "proofmark"),
            (Setting::OidcIssuer, text),
        ];
        Settings::from_layers(&[flags(&with)])
    };
    for good in [
        "https://login.example",
        "https://login.example/",
        "http://127.0.0.1:9000/realm",
    ] {
        let provider = issuer(good).unwrap().openid_provider.unwrap();
        assert_eq!(provider.issuer, good);
    }
    for bad in [
        "login.example",
        "http://login.example",
        "https://a:b@login.example",
        "https://login.example/?realm=a",
        "https://login.example/#a",
    ] {
        assert!(issuer(bad).is_err(), "{bad}");
    }
}

#[test]
fn values_that_no_setting_takes_are_all_told() {
    let wrong = flags(&[
        (Setting::Data, ""),
        (Setting::IssuerName, " "),
        (Setting::IssuerDid, "peer"),
        (Setting::Listen, "8080"),
        (Setting::PassphraseFd, "three"),
        (Setting::InsecurePlainKeys, "yes"),
        (Setting::InsecureLoopback, "on"),
        (Setting::Offline, "off"),
        (Setting::VerifyRate, "-1"),
        (Setting::TrustedProxy, "10.0.0.1, proxy.example"),
    ]);
    assert_eq!(Settings::from_layers(&[wrong]).unwrap_err().len(), 10);
    assert!(one(Setting::Listen, "localhost:8080").is_ok());
    assert!(one(Setting::IssuerDid, "web").is_err());
    assert_eq!(
        one(Setting::IssuerDid, "key").unwrap().issuer_did,
        Some(DidMethod::Key)
    );
}
