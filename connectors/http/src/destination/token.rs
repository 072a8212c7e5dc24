//! Tokens for client credentials (RFC 6749 §4.4).

use std::time::Duration;

use bytes::Bytes;
use form_urlencoded::Serializer;
use http::{HeaderValue, Request, StatusCode, Uri, header};
use http_body_util::Full;
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_types::Secret;
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::client::{Pool, read};
use super::credentials::{pair, sensitive};
use super::failure::{NO_TOKEN, of_client, settings};
use crate::OAuth2;

/// A token's answer is short.
const MAX_ANSWER: usize = 64 << 10;
/// A token is fetched anew so long before its end, or at nine tenths of a short life.
const MARGIN: Duration = Duration::from_secs(60);
/// Of a token that does not say how long it lives.
const USUAL_LIFE: Duration = Duration::from_secs(300);

/// Fetches tokens and keeps one.
pub(super) struct Tokens {
    settings: OAuth2,
    /// Held while a token is fetched, so that many senders fetch one.
    kept: Mutex<Option<Token>>,
}

struct Token {
    header: HeaderValue,
    until: Instant,
}

#[derive(Deserialize)]
struct Granted {
    access_token: Secret<String>,
    #[serde(default)]
    token_type: Option<String>,
    #[serde(default)]
    expires_in: Option<u64>,
}

impl Tokens {
    pub(super) fn new(settings: OAuth2) -> Self {
        Self {
            settings,
            kept: Mutex::default(),
        }
    }

    /// Returns the header of a token that lives for some time yet.
    pub(super) async fn get(&self, pool: &Pool) -> Result<HeaderValue, SendError> {
        let mut kept = self.kept.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| Instant::now() < token.until) {
            return Ok(token.header.clone());
        }
        *kept = None;
        let token = self.fetch(pool).await?;
        let header = token.header.clone();
        *kept = Some(token);
        Ok(header)
    }

    pub(super) async fn forget(&self, refused: &HeaderValue) {
        let mut kept = self.kept.lock().await;
        if kept.as_ref().is_some_and(|token| token.header == refused) {
            *kept = None;
        }
    }

    async fn fetch(&self, pool: &Pool) -> Result<Token, SendError> {
        let answer = pool.request(self.request()?).await.map_err(|error| {
            // Nothing of the message was sent.
            let mut failure = of_client(&error);
            failure.is_outcome_unknown = false;
            failure.detail = format!("fetching a token: {}", failure.detail);
            failure
        })?;
        let answer = read(answer, MAX_ANSWER).await?;
        if answer.status != StatusCode::OK {
            let is_passing = answer.status.is_server_error() || answer.status == StatusCode::TOO_MANY_REQUESTS;
            let kind = if is_passing {
                FailureKind::Retry
            } else {
                FailureKind::Stop
            };
            let detail = format!(
                "the token server answered {}; see authentication.oauth2",
                answer.status.as_u16()
            );
            return Err(SendError::new(kind, NO_TOKEN, detail));
        }
        self.read(&answer.body)
    }

    fn read(&self, answer: &[u8]) -> Result<Token, SendError> {
        let odd = || {
            SendError::new(
                FailureKind::Retry,
                NO_TOKEN,
                "what the token server answered is no bearer token",
            )
        };
        let granted: Granted = serde_json::from_slice(answer).map_err(|_| odd())?;
        let is_bearer = granted
            .token_type
            .as_ref()
            .is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        if !is_bearer || granted.access_token.expose().is_empty() {
            return Err(odd());
        }
        let life = granted.expires_in.map_or(USUAL_LIFE, Duration::from_secs);
        let usable = life.saturating_sub(MARGIN).max(life / 10 * 9).min(life);
        Ok(Token {
            header: sensitive(&format!("Bearer {}", granted.access_token.expose())).map_err(|_| odd())?,
            until: Instant::now() + usable,
        })
    }

    fn request(&self) -> Result<Request<Full<Bytes>>, SendError> {
        let secret = self
            .settings
            .client_secret
            .read()
            .map_err(|error| settings(error.to_string()))?;
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        if !self.settings.scopes.is_empty() {
            form.append_pair("scope", &self.settings.scopes.join(" "));
        }
        if let Some(audience) = &self.settings.audience {
            form.append_pair("audience", audience);
        }
        if self.settings.in_body {
            form.append_pair("client_id", &self.settings.client_id);
            form.append_pair("client_secret", secret.expose());
        }
        let address: Uri = self
            .settings
            .token_url
            .parse()
            .map_err(|_| settings("token_url is no address"))?;
        let mut request = Request::new(Full::new(Bytes::from(form.finish())));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = address;
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, form_type);
        request
            .headers_mut()
            .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if !self.settings.in_body {
            // Both are written as in a form first (RFC 6749 §2.3.1).
            let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let credentials = pair(&encoded(&self.settings.client_id), &encoded(secret.expose()))?;
            request.headers_mut().insert(header::AUTHORIZATION, credentials);
        }
        Ok(request)
    }
}
