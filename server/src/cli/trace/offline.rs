//! A trace without a hub.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use nilecare_channel_model::ChannelFolder;
use nilecare_engine_runtime::{SimulatedOutcome, SimulatedStatus, TestRig, TraceOptions};
use nilecare_types::{Clock as _, ConnectorId, SystemClock};
use serde::Deserialize;
use serde_json::Value;

use super::Trace;

#[derive(Deserialize)]
struct Request {
    content: Content,
    source: BTreeMap<String, String>,
    outcomes: BTreeMap<ConnectorId, Outcome>,
    destinations: Option<Vec<ConnectorId>>,
    stop_after: Option<nilecare_engine_runtime::TraceStage>,
    only: Option<String>,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(default)]
    status: SimulatedStatus,
    response: Option<Content>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Content {
    Text(String),
    Base64(String),
}

impl Content {
    fn bytes(self) -> Result<Bytes> {
        Ok(match self {
            Self::Text(text) => Bytes::from(text),
            Self::Base64(text) => Bytes::from(BASE64_STANDARD.decode(text)?),
        })
    }
}

/// Writes bytes as base64.
pub fn encode(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// Traces a message through the channel of a folder.
pub fn trace(trace: &Trace, request: Value) -> Result<Value> {
    let request: Request = serde_json::from_value(request).context("reading the options")?;
    let folder = ChannelFolder::load(&trace.channel)?;
    let host = trace.files.host(&trace.channel)?;
    let rig = match TestRig::with_host(folder, &trace.files.registry(&trace.channel)?, Arc::new(host)) {
        Ok(rig) => rig,
        Err(problems) => {
            let list = problems
                .iter()
                .map(|problem| format!("\n  {problem}"))
                .collect::<String>();
            bail!("the channel is not valid:{list}");
        }
    };
    let mut outcomes = BTreeMap::new();
    for (id, outcome) in request.outcomes {
        let response = outcome.response.map(Content::bytes).transpose()?;
        let outcome = SimulatedOutcome {
            status: outcome.status,
            response,
            error: None,
        };
        outcomes.insert(id, outcome);
    }
    let options = TraceOptions {
        now: SystemClock.now(),
        outcomes,
        stop_after: request.stop_after,
        only: request.only,
        destinations: request.destinations,
    };
    let traced = rig.trace(&request.content.bytes()?, request.source, &options)?;
    Ok(serde_json::to_value(traced)?)
}
