//! Talking to a running hub.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use reqwest::{Method, Response};
use serde_json::{Value, json};

/// Where the hub is and who asks.
#[derive(Debug, clap::Args)]
pub struct Connection {
    /// The hub's address.
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:7000",
        env = "NILECARE_URL"
    )]
    url: String,
    /// Who asks.
    #[arg(long, default_value = "admin", env = "NILECARE_USER")]
    user: String,
}

/// A signed-in client.
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: String,
}

impl Connection {
    /// Signs in with `NILECARE_PASSWORD`, or `NILECARE_ADMIN_PASSWORD` for the first user: from the environment only, so
    /// that no list of processes shows it.
    pub async fn sign_in(&self) -> Result<Client> {
        let fallback = || {
            std::env::var("NILECARE_ADMIN_PASSWORD")
                .ok()
                .filter(|_| self.user == "admin")
        };
        let Some(password) = std::env::var("NILECARE_PASSWORD").ok().or_else(fallback) else {
            bail!("set NILECARE_PASSWORD to the password of {}", self.user);
        };
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(60))
            .no_proxy()
            .build()?;
        let url = self.url.trim_end_matches('/').to_owned();
        let body = json!({ "username": self.user, "password": password });
        let reply = http.post(format!("{url}/api/v1/auth/login")).json(&body).send().await;
        let reply = reply.with_context(|| format!("reaching the hub at {url}; is it running?"))?;
        let tokens = read(reply).await.context("signing in")?;
        let token = tokens["access_token"].as_str().unwrap_or_default().to_owned();
        Ok(Client { http, url, token })
    }
}

impl Client {
    /// Asks for something.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.call(Method::GET, path).await
    }

    /// Asks for something to be done.
    pub async fn post(&self, path: &str) -> Result<Value> {
        self.call(Method::POST, path).await
    }

    async fn call(&self, method: Method, path: &str) -> Result<Value> {
        let request = self
            .http
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(&self.token);
        read(request.send().await?).await
    }
}

async fn read(reply: Response) -> Result<Value> {
    let status = reply.status();
    let body = reply.bytes().await?;
    let value: Value = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&body).unwrap_or(Value::Null)
    };
    if status.is_success() {
        return Ok(value);
    }
    let problem: nilecare_types::Problem = match serde_json::from_value(value) {
        Ok(problem) => problem,
        Err(_) => bail!("the hub answered {status}"),
    };
    let list = problem
        .problems
        .iter()
        .map(|text| format!("\n  {text}"))
        .collect::<String>();
    bail!("{} ({status}). {}{list}", problem.title, problem.detail)
}
