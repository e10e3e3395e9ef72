//! What an ID token must be to sign somebody in here (OpenID Connect Core 1.0, section 3.1.3.7; RFC
//! 8725): of the provider, for this deployment, signed with one of the provider's public keys, of
//! now, and about the sign-in that was begun.

use super::attempt::Attempt;
use super::provider::Provider;
use super::{SignInError, SignedIn};
use chrono::DateTime;
use openidconnect::core::{
    CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
};
use openidconnect::{Audience, ClaimsVerificationError, Nonce};
use time::OffsetDateTime;

/// The algorithms that are taken. `none` and those of a shared secret are not among them.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// How far the provider's clock may be from this one, in seconds.
const SKEW: i64 = 60;

/// Subjects are no longer (section 2), in characters.
const LONGEST_SUBJECT: usize = 255;

/// Names and addresses are cut here, in characters: they are for people to read.
const LONGEST_NAME: usize = 200;

/// Who the token says it is.
pub(super) fn check(
    token: &CoreIdToken,
    provider: &Provider<'_>,
    attempt: &Attempt,
    now: OffsetDateTime,
) -> Result<SignedIn, SignInError> {
    let at = |seconds: i64| DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    let now = now.unix_timestamp();
    // As of a public client: no secret is there that an algorithm could be talked into using.
    let verifier = CoreIdTokenVerifier::new_public_client(
        provider.client_id.clone(),
        provider.issuer.clone(),
        provider.keys.clone(),
    )
    .set_allowed_algs(ALGORITHMS)
    .set_time_fn(move || at(now - SKEW))
    .set_issue_time_verifier_fn(move |issued| match issued > at(now + SKEW) {
        true => Err("it was issued later than now".to_owned()),
        false => Ok(()),
    })
    // Others may be named beside this deployment, if it says that it was given to this one.
    .set_other_audience_verifier_fn(|_: &Audience| true);
    let nonce = Nonce::new(attempt.nonce.clone());
    let claims = token.claims(&verifier, &nonce).map_err(refused)?;
    check_party(claims, provider)?;
    let subject = claims.subject().as_str();
    let fits = !subject.is_empty() && subject.chars().count() <= LONGEST_SUBJECT;
    if !fits || subject.chars().any(char::is_control) {
        return Err(SignInError::Token("its subject cannot be one".to_owned()));
    }
    let name = claims.name().and_then(|names| {
        let untagged = names.get(None);
        untagged.or_else(|| names.iter().next().map(|(_, name)| name))
    });
    let called = claims.preferred_username().map(|name| name.as_str());
    Ok(SignedIn {
        provider: String::new(),
        subject: subject.to_owned(),
        name: name.map(|name| name.as_str()).or(called).and_then(line),
        email: claims.email().and_then(|email| line(email.as_str())),
        next: String::new(),
    })
}

/// Whoever it was given to is this deployment (section 3.1.3.7, points 4 and 5).
fn check_party(claims: &CoreIdTokenClaims, provider: &Provider<'_>) -> Result<(), SignInError> {
    let given_to = claims.authorized_party();
    let several = claims.audiences().len() > 1;
    match given_to {
        Some(party) if *party == provider.client_id => Ok(()),
        None if !several => Ok(()),
        _ => Err(SignInError::Token(
            "it was given to another program".to_owned(),
        )),
    }
}

/// `text` in one line, cut where it is long; nothing where nothing is left.
fn line(text: &str) -> Option<String> {
    let plain = text.chars().filter(|c| !c.is_control());
    let line: String = plain.take(LONGEST_NAME).collect();
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// What is told of a token that was refused: which rule, and nothing of its content.
fn refused(error: ClaimsVerificationError) -> SignInError {
    let detail = match error {
        ClaimsVerificationError::Expired(_) => "it is not of now",
        ClaimsVerificationError::InvalidAudience(_) => "it is for another program",
        ClaimsVerificationError::InvalidIssuer(_) => "it is of another provider",
        ClaimsVerificationError::InvalidNonce(_) => "it is about another sign-in",
        ClaimsVerificationError::SignatureVerification(_) => "its signature is not the provider's",
        _ => "it is of a kind that is not taken",
    };
    SignInError::Token(detail.to_owned())
}
