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
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Method::POST, path, &[], body).await
    }

    /// Sends JSON with headers.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, String)], body: &Value) -> Result<Value> {
        let mut request = self.request(method, path);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        if !body.is_null() {
            request = request.json(body);
        }
        read(request.send().await?).await
    }

    /// Uploads a file.
    pub async fn upload(&self, path: &str, content: Vec<u8>) -> Result<Value> {
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/zip");
        read(request.body(content).send().await?).await
    }

    /// Downloads a file.
    pub async fn download(&self, path: &str) -> Result<Vec<u8>> {
        let reply = self.request(Method::GET, path).send().await?;
        if reply.status().is_success() {
            return Ok(reply.bytes().await?.to_vec());
        }
        read(reply).await.map(|_| Vec::new())
    }

    async fn call(&self, method: Method, path: &str) -> Result<Value> {
        read(self.request(method, path).send().await?).await
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.url);
        self.http.request(method, url).bearer_auth(&self.token)
    }
}

/// Builds a query string of those values that are given.
pub fn query(pairs: &[(&str, Option<String>)]) -> String {
    let given = pairs.iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
    let text = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(given)
        .finish();
    if text.is_empty() { text } else { format!("?{text}") }
}

/// Returns the items of a list.
pub fn items(list: &Value) -> &[Value] {
    list["items"].as_array().map(Vec::as_slice).unwrap_or_default()
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
        .take(50)
        .map(|text| format!("\n  {text}"))
        .collect::<String>();
    bail!("{} ({status}). {}{list}", problem.title, problem.detail)
}
