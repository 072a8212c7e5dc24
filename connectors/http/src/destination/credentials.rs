//! Who we are to the receiver.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderName, HeaderValue, header};
use nilecare_connector_net::SecretName;
use nilecare_engine_api::SendError;

use super::client::Pool;
use super::failure::settings;
use super::token::Tokens;
use crate::{SenderAuthentication, User};

/// Makes the header that tells who we are.
pub(super) struct Credentials {
    settings: Option<SenderAuthentication>,
    tokens: Option<Tokens>,
}

impl Credentials {
    pub(super) fn new(settings: Option<SenderAuthentication>) -> Self {
        let oauth2 = settings.as_ref().and_then(|settings| settings.oauth2.clone());
        Self {
            settings,
            tokens: oauth2.map(Tokens::new),
        }
    }

    /// Sees whether secrets can be read.
    pub(super) fn check(&self) -> Result<(), String> {
        let Some(settings) = &self.settings else {
            return Ok(());
        };
        let names = [
            settings.basic.as_ref().map(|user| &user.password),
            settings.bearer.as_ref(),
            settings.api_key.as_ref().map(|key| &key.key),
            settings.oauth2.as_ref().map(|oauth2| &oauth2.client_secret),
        ];
        for name in names.into_iter().flatten() {
            name.read().map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// Returns the header, and whether it holds a token that can be fetched anew. Secrets are read each time, so a changed file
    /// counts at once.
    pub(super) async fn header(&self, pool: &Pool) -> Result<(Option<(HeaderName, HeaderValue)>, bool), SendError> {
        let Some(settings) = &self.settings else {
            return Ok((None, false));
        };
        if let Some(tokens) = &self.tokens {
            let token = tokens.get(pool).await?;
            return Ok((Some((header::AUTHORIZATION, token)), true));
        }
        let (name, value) = if let Some(user) = &settings.basic {
            (header::AUTHORIZATION, basic(user)?)
        } else if let Some(token) = &settings.bearer {
            (header::AUTHORIZATION, secret_value("Bearer ", token)?)
        } else if let Some(key) = &settings.api_key {
            let name = key
                .header
                .parse()
                .map_err(|_| self::settings("api_key.header is no header"))?;
            (name, secret_value("", &key.key)?)
        } else {
            return Ok((None, false));
        };
        Ok((Some((name, value)), false))
    }

    /// Lets go of a token that the receiver refused, unless there is another one already.
    pub(super) async fn forget_token(&self, refused: Option<&HeaderValue>) {
        if let (Some(tokens), Some(refused)) = (&self.tokens, refused) {
            tokens.forget(refused).await;
        }
    }
}

pub(super) fn basic(user: &User) -> Result<HeaderValue, SendError> {
    let password = user.password.read().map_err(|error| settings(error.to_string()))?;
    pair(&user.name, password.expose())
}

pub(super) fn pair(name: &str, password: &str) -> Result<HeaderValue, SendError> {
    let encoded = BASE64_STANDARD.encode(format!("{name}:{password}"));
    sensitive(&format!("Basic {encoded}"))
}

fn secret_value(before: &str, name: &SecretName) -> Result<HeaderValue, SendError> {
    let secret = name.read().map_err(|error| settings(error.to_string()))?;
    sensitive(&format!("{before}{}", secret.expose())).map_err(|_| {
        settings(format!(
            "the secret {name} cannot stand in a header; is it the right file?"
        ))
    })
}

/// Shows dots when it is printed.
pub(super) fn sensitive(text: &str) -> Result<HeaderValue, SendError> {
    let mut value = HeaderValue::from_str(text).map_err(|_| settings("the credentials cannot stand in a header"))?;
    value.set_sensitive(true);
    Ok(value)
}
