//! The same messages again and again, from two senders and across restarts (R20: with `source.repeats` each is delivered
//! once and each repeat is answered as the first one was, or each is delivered and marked; memory does not grow).
//!
//! Every second restart is a SIGKILL. The first sending of an id is answered before it is repeated.

mod sender;

use std::net::SocketAddr;

use anyhow::{Context as _, Result};
use nilecare_load::{ControlId, MessageKind, Order, PreparedMessage};
use serde_json::{Value, json};

use crate::channels::{made_channel, write_made_channel};
use crate::drill::{Check, DrillOptions};
use crate::flow::Flow;
use crate::{HubApi, HubFolder, HubProcess};
use sender::Sender;

/// Answered as the first one and not processed.
const ANSWERING: &str = "repeats-answered";
/// Processed and marked.
const MARKING: &str = "repeats-marked";
/// Sendings of a round to each channel, by both senders together.
const N_EACH: u64 = 500;
/// The same id all the time; a second id is new in each round.
const LASTING: u64 = 1;

/// Sends 1,000 repeats a round, restarts the hub after each.
///
/// # Errors
/// When the hub cannot be started, or does not answer.
pub async fn run(options: &DrillOptions, mut told: impl FnMut(&Check)) -> Result<()> {
    let root = options.root()?;
    let folder = HubFolder::new(&options.hub, root.path())?;
    let mut flows = Vec::new();
    for (channel, action) in [(ANSWERING, "acknowledge"), (MARKING, "mark")] {
        let flow = Flow::start(root.path(), channel, &["first"], Order::ByConnection).await?;
        let mut made = made_channel(channel, 0, &flow.named_addresses());
        made["source"]["repeats"] = json!({ "within": "30d", "action": action });
        made["source"]["reply"] = json!({ "when": "after_destinations" });
        write_made_channel(&folder.channels(), &made)?;
        flows.push(flow);
    }
    let mut first_answer: Option<Vec<u8>> = None;
    let mut resident = Vec::new();
    for round in 1..=options.rounds {
        let hub = folder.start().await?;
        let mut wrong = Vec::new();
        for flow in &flows {
            let address = hub.api().source_address(&flow.channel).await?;
            let answers = send(address, LASTING).await?;
            let others = send(address, u64::from(round) + LASTING).await?;
            if flow.channel == ANSWERING {
                let first = first_answer.get_or_insert_with(|| answers[0].clone());
                if answers.iter().any(|answer| answer != first) || others.iter().any(|answer| *answer != others[0]) {
                    wrong.push("a repeat was answered otherwise than the first one".to_owned());
                }
            }
        }
        for flow in &flows {
            flow.drained(hub.api()).await?;
        }
        resident.push(hub.usage()?.resident_bytes >> 20);
        wrong.extend(findings(&flows, hub.api(), u64::from(round)).await?);
        let figures = format!("{} sendings, hub {} MiB", N_EACH * 4, resident[resident.len() - 1]);
        told(&Check::new(format!("round {round}"), figures, wrong));
        end(hub, round).await?;
    }
    let (least, most) = (resident.iter().min().copied(), resident.iter().max().copied());
    let figures = format!("{least:?} to {most:?} MiB");
    let mut wrong = Vec::new();
    if most > least.map(|least| least + 32) {
        wrong.push("memory grew with the number of repeats".to_owned());
    }
    told(&Check::new("memory of the hub over all rounds", figures, wrong));
    Ok(())
}

async fn end(hub: HubProcess, round: u32) -> Result<()> {
    if round.is_multiple_of(2) {
        return hub.kill();
    }
    hub.stop().await.map(drop)
}

/// Sends an id over and over: one sender alone at first, then two in turns at the same time. Returns the answers.
async fn send(address: SocketAddr, sequence: u64) -> Result<Vec<Vec<u8>>> {
    let id = ControlId::new("SAME0".parse()?, 0, sequence);
    let mut prepared = PreparedMessage::new(MessageKind::Adt);
    let frame = prepared.with_control_id(&id).to_vec();
    let (mut one, mut other) = (Sender::connect(address).await?, Sender::connect(address).await?);
    let mut answers = vec![one.ask(&frame).await?];
    while (answers.len() as u64) < N_EACH {
        let (first, second) = tokio::try_join!(one.ask(&frame), other.ask(&frame))?;
        answers.extend([first, second]);
    }
    Ok(answers)
}

/// Says what is wrong after so many rounds: each id once at the first receiver, each sending at the second and marked.
async fn findings(flows: &[Flow], api: &HubApi, n_rounds: u64) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let n_ids = n_rounds + 1;
    for flow in flows {
        let counts = api.statistics(&flow.channel).await?;
        let n_sent = counts[0].received;
        let expected = if flow.channel == ANSWERING { n_ids } else { n_sent };
        let received = flow.receivers[0].n_received();
        if received != expected || counts[0].filtered != n_sent - expected {
            wrong.push(format!(
                "{}: {received} of {n_sent} were delivered, {expected} had to be; {:?}",
                flow.channel, counts[0]
            ));
        }
    }
    let page: Value = api.get(&format!("/channels/{MARKING}/messages?limit=2")).await?;
    for item in page["items"].as_array().context("a page has items")? {
        let id = item["id"].as_str().context("a message has an id")?;
        let message: Value = api.get(&format!("/messages/{id}")).await?;
        if message["source"]["repeat_of"].is_null() {
            wrong.push(format!("message {id} is a repeat and not marked"));
        }
    }
    Ok(wrong)
}
