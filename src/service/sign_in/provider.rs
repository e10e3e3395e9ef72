//! The provider: its metadata (OpenID Connect Discovery 1.0, section 4), its keys, and its two
//! endpoints. Everything is fetched through the one door, which keeps metadata and keys for minutes.

use super::attempt::Attempt;
use super::{OpenIdClient, SignInError};
use crate::resolver::{Form, Resolver, Subject, Trip};
use crate::service::Service;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreGrantType, CoreIdToken, CoreJsonWebKey, CoreJsonWebKeySet,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::http::header::{AUTHORIZATION, CONTENT_TYPE};
use openidconnect::http::{Method, Response};
use openidconnect::{
    AdditionalProviderMetadata, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata, RedirectUrl,
    RequestTokenError, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Codes are no longer, in bytes.
const LONGEST_CODE: usize = 4096;

/// What the metadata says besides what the library knows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct MoreMetadata {
    /// Whether every answer names the issuer (RFC 9207, section 3).
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for MoreMetadata {}

type Metadata = ProviderMetadata<
    MoreMetadata,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A provider whose metadata and keys are at hand.
pub(super) struct Provider<'s> {
    pub client_id: ClientId,
    pub issuer: IssuerUrl,
    pub keys: CoreJsonWebKeySet,
    names_itself: bool,
    client: Client,
    door: Door<'s>,
}

/// The one door to the network, as the library calls it. One sign-in is one trip.
struct Door<'s> {
    resolver: &'s Arc<dyn Resolver>,
    trip: Trip,
}

/// The door's errors, as the library hands them on.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unanswered(String);

impl Door<'_> {
    fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let url = request.uri().to_string();
        let answer = match *request.method() {
            Method::POST => {
                let authorization = request.headers().get(AUTHORIZATION);
                let form = Form {
                    fields: request.body(),
                    authorization: authorization.and_then(|value| value.to_str().ok()),
                };
                let subject = Subject::OpenIdProvider;
                self.resolver.send(subject, &url, &form, &self.trip)
            }
            _ => self
                .resolver
                .fetch(Subject::OpenIdProvider, &url, &self.trip),
        };
        let fetched = answer.map_err(|error| Unanswered(error.to_string()))?;
        let mut response = Response::new(fetched.body.clone());
        // What can be meant by it was looked at by the door.
        let json = openidconnect::http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        Ok(response)
    }
}

impl<'s> Provider<'s> {
    /// The provider that `client` names.
    pub fn discover(service: &'s Service, client: &OpenIdClient) -> Result<Self, SignInError> {
        let unusable = |detail: &dyn std::fmt::Display| SignInError::Provider(detail.to_string());
        let issuer = IssuerUrl::new(client.issuer.clone()).map_err(|error| unusable(&error))?;
        let door = Door {
            resolver: &service.resolver,
            trip: Trip::new(),
        };
        let ask = |request| door.ask(request);
        let metadata = Metadata::discover(&issuer, &ask).map_err(|error| match error {
            DiscoveryError::Request(error) => unusable(&error),
            DiscoveryError::Parse(error) => unusable(&error),
            other => unusable(&other),
        })?;
        let by_body = metadata
            .token_endpoint_auth_methods_supported()
            .is_some_and(|methods| {
                let has = |method| methods.contains(&method);
                has(CoreClientAuthMethod::ClientSecretPost)
                    && !has(CoreClientAuthMethod::ClientSecretBasic)
            });
        let client_id = ClientId::new(client.client_id.clone());
        let secret = client.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.to_string()));
        let names_itself = metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        let keys = metadata.jwks().clone();
        let mut client = CoreClient::from_provider_metadata(metadata, client_id.clone(), secret);
        if by_body {
            client = client.set_auth_type(AuthType::RequestBody);
        }
        Ok(Self {
            client_id,
            issuer,
            keys,
            names_itself,
            client,
            door,
        })
    }

    /// Where the browser goes to sign in.
    pub fn authorization_address(
        &self,
        attempt: &Attempt,
        back: &str,
    ) -> Result<String, SignInError> {
        let verifier = PkceCodeVerifier::new(attempt.verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let (state, nonce) = (attempt.state.clone(), attempt.nonce.clone());
        let (address, ..) = self
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("profile".to_owned()))
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge)
            .set_redirect_uri(std::borrow::Cow::Owned(redirect(back)?))
            .url();
        // What the metadata names decides where a browser is sent, so it is looked at.
        let near = |host: &str| host == "localhost" || host == "127.0.0.1" || host == "[::1]";
        let secure = address.scheme() == "https"
            || address.scheme() == "http" && address.host_str().is_some_and(near);
        match secure {
            true => Ok(address.into()),
            false => Err(SignInError::Provider(
                "its authorization endpoint is not at https".to_owned(),
            )),
        }
    }

    /// Whether the answer names this provider, where it names one or must (RFC 9207, section 2.4).
    pub fn check_issuer(&self, named: Option<&str>) -> Result<(), SignInError> {
        match named {
            Some(named) if named == self.issuer.as_str() => Ok(()),
            None if !self.names_itself => Ok(()),
            _ => Err(SignInError::OtherIssuer),
        }
    }

    /// The ID token for `code` (OpenID Connect Core 1.0, section 3.1.3).
    pub fn token_for(
        &self,
        code: &str,
        attempt: &Attempt,
        back: &str,
    ) -> Result<CoreIdToken, SignInError> {
        if code.len() > LONGEST_CODE {
            return Err(SignInError::Code("it is too long".to_owned()));
        }
        let request = self
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| SignInError::Provider("it names no token endpoint".to_owned()))?
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()))
            .set_redirect_uri(std::borrow::Cow::Owned(redirect(back)?));
        let ask = |request| self.door.ask(request);
        let response = request.request(&ask).map_err(|error| match error {
            RequestTokenError::Request(error) => SignInError::Code(error.to_string()),
            // What stands in the answer may be secret.
            RequestTokenError::Parse(..) => SignInError::Token("it cannot be read".to_owned()),
            other => SignInError::Code(other.to_string()),
        })?;
        let token = response.id_token().cloned();
        token.ok_or_else(|| SignInError::Token("there is none".to_owned()))
    }
}

fn redirect(back: &str) -> Result<RedirectUrl, SignInError> {
    RedirectUrl::new(back.to_owned()).map_err(|_| SignInError::NotSet)
}
