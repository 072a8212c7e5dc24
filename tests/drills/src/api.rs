//! The hub's REST interface, as far as drills read it.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
const REQUEST_LIMIT: Duration = Duration::from_secs(30);

/// A client of one hub.
#[derive(Debug, Clone)]
pub struct HubApi {
    base: String,
    http: reqwest::Client,
    token: Option<String>,
}

/// What the hub counts at one connector, or in all of a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Counts {
    /// Taken in.
    pub received: u64,
    /// Not let pass by a filter.
    pub filtered: u64,
    /// Waiting now.
    pub queued: u64,
    /// Delivered.
    pub sent: u64,
    /// Given up.
    pub error: u64,
}

#[derive(Deserialize)]
struct Statistics {
    connectors: Vec<Connector>,
}

#[derive(Deserialize)]
struct Connector {
    id: String,
    #[serde(flatten)]
    counts: Counts,
}

impl HubApi {
    /// Takes the address of the hub's HTTP port.
    ///
    /// # Errors
    /// When the client cannot be set up.
    pub fn new(address: &str) -> Result<Self> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .connect_timeout(CONNECT_LIMIT)
            .timeout(REQUEST_LIMIT);
        Ok(Self {
            base: format!("http://{address}"),
            http: http.build()?,
            token: None,
        })
    }

    /// Returns the hub's address, such as `http://127.0.0.1:7000`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Returns the access token, when somebody signed in.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Tells whether the hub says that it is ready.
    pub async fn is_ready(&self) -> bool {
        let answer = self.http.get(format!("{}/health/ready", self.base)).send().await;
        answer.is_ok_and(|answer| answer.status().is_success())
    }

    /// Signs in and returns a client that is.
    ///
    /// # Errors
    /// When the hub refuses.
    pub async fn sign_in(mut self, username: &str, password: &str) -> Result<Self> {
        let login = json!({ "username": username, "password": password });
        let request = self.http.post(format!("{}/api/v1/auth/login", self.base)).json(&login);
        let tokens: Value = request
            .send()
            .await?
            .error_for_status()
            .context("signing in")?
            .json()
            .await?;
        self.token = tokens["access_token"].as_str().map(str::to_owned);
        Ok(self)
    }

    /// Reads a document below `/api/v1`.
    ///
    /// # Errors
    /// When the hub does not answer with it.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let mut request = self.http.get(format!("{}/api/v1{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await?.error_for_status()?;
        answer
            .json()
            .await
            .with_context(|| format!("reading the answer of {path}"))
    }

    /// Returns where a channel's source listens.
    ///
    /// # Errors
    /// When it does not.
    pub async fn source_address(&self, channel: &str) -> Result<SocketAddr> {
        let view: Value = self.get(&format!("/channels/{channel}")).await?;
        let address = view["connectors"][0]["connection"]["address"].as_str();
        let address = address.with_context(|| format!("channel {channel} does not listen; is it started?"))?;
        Ok(address.parse()?)
    }

    /// Asks for something to be done below `/api/v1`.
    ///
    /// # Errors
    /// When the hub does not do it.
    pub async fn post(&self, path: &str) -> Result<()> {
        let mut request = self.http.post(format!("{}/api/v1{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await?.error_for_status();
        answer.with_context(|| format!("asking for {path}")).map(drop)
    }

    /// Sends a document below `/api/v1` and reads the answer; `key` is the idempotency key.
    ///
    /// # Errors
    /// When the hub refuses.
    pub async fn command<T: DeserializeOwned>(&self, path: &str, key: &str, body: &Value) -> Result<T> {
        let mut request = self.http.post(format!("{}/api/v1{path}", self.base)).json(body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let answer = request.header("idempotency-key", key).send().await?;
        if let Err(error) = answer.error_for_status_ref() {
            let problem: Value = answer.json().await.unwrap_or_default();
            return Err(error).with_context(|| format!("{path}: {} {}", problem["type"], problem["errors"]));
        }
        answer
            .json()
            .await
            .with_context(|| format!("reading the answer of {path}"))
    }

    /// Counts a channel's messages by connector: the source first, then the destinations.
    ///
    /// # Errors
    /// When there is no such channel.
    pub async fn statistics(&self, channel: &str) -> Result<Vec<Counts>> {
        let counts = self.statistics_by_connector(channel).await?.into_iter();
        Ok(counts.map(|(_, counts)| counts).collect())
    }

    /// Counts as [`statistics`](Self::statistics) does, with the connectors' ids.
    ///
    /// # Errors
    /// When there is no such channel.
    pub async fn statistics_by_connector(&self, channel: &str) -> Result<Vec<(String, Counts)>> {
        let statistics: Statistics = self.get(&format!("/channels/{channel}/statistics")).await?;
        let connectors = statistics.connectors.into_iter();
        Ok(connectors.map(|connector| (connector.id, connector.counts)).collect())
    }

    /// Tells whether every message that a channel received has come to its end at every destination.
    ///
    /// # Errors
    /// When the hub does not answer.
    pub async fn is_drained(&self, channel: &str) -> Result<bool> {
        let counts = self.statistics(channel).await?;
        let [source, destinations @ ..] = counts.as_slice() else {
            return Ok(false);
        };
        let to_deliver = source.received - source.filtered - source.error;
        Ok(destinations
            .iter()
            .all(|at| at.queued == 0 && at.sent + at.filtered + at.error == to_deliver))
    }
}
