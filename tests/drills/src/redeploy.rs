//! Deploys, undeploys, stops and starts channels under load (R15: nothing is lost or repeated, order is kept, and every
//! revision that was deployed is the one that runs).

use std::time::{Duration, Instant};

use anyhow::Result;
use nilecare_load::Order;
use rand::Rng as _;
use serde_json::{Value, json};

use crate::channels::{made_channel, write_made_channel};
use crate::drill::{Check, DrillOptions};
use crate::flow::{Flow, Sending, free_port};
use crate::{HubApi, HubFolder, account};

const CHANNEL: &str = "redeploy";

/// What is done to the channel.
#[derive(Debug, Clone, Copy)]
enum Change {
    /// Another revision in place of the one that runs.
    Deploy,
    /// Taken away, and another revision deployed.
    UndeployAndDeploy,
    /// Stopped and started.
    StopAndStart,
    /// Paused and started.
    PauseAndStart,
}

const CHANGES: [Change; 4] = [
    Change::Deploy,
    Change::UndeployAndDeploy,
    Change::StopAndStart,
    Change::PauseAndStart,
];

/// Makes one change a round; the checks are the changes by kind, ledgers and statistics.
///
/// # Errors
/// When the hub refuses a change or its queues do not drain.
pub async fn run(options: &DrillOptions, mut told: impl FnMut(&Check)) -> Result<()> {
    let root = options.root()?;
    let folder = HubFolder::new(&options.hub, root.path())?;
    let mut random = options.random();
    let flow = Flow::start(root.path(), CHANNEL, &["first", "second"], Order::ByConnection).await?;
    let port = free_port()?;
    let made = made_channel(CHANNEL, port, &flow.named_addresses());
    write_made_channel(&folder.channels(), &revision(&made, 0))?;
    let hub = folder.start().await?;
    let mut load = flow.load(([127, 0, 0, 1], port).into(), "DEPLO".parse()?, options.connections);
    load.reconnect_for = Some(Duration::from_secs(120));
    let sending = Sending::start(load)?;
    let (mut longest, start) = (Duration::ZERO, Instant::now());
    for round in 1..=options.rounds {
        tokio::time::sleep(Duration::from_millis(random.random_range(1..60))).await;
        let change = CHANGES[random.random_range(0..CHANGES.len())];
        write_made_channel(&folder.channels(), &revision(&made, round))?;
        let begun = Instant::now();
        make(hub.api(), change).await?;
        longest = longest.max(begun.elapsed());
    }
    let changed_for = start.elapsed();
    told(&Check::new(
        format!("{} changes", options.rounds),
        format!("in {} s, the longest {} ms", changed_for.as_secs(), longest.as_millis()),
        Vec::new(),
    ));
    sending.stop().await?;
    flow.drained(hub.api()).await?;
    let (report, mut wrong) = flow.findings_without_repeats()?;
    if report.acknowledged < u64::from(options.rounds) {
        wrong.push("hardly a message came through, so nothing was tried".to_owned());
    }
    let figures = format!("{} acknowledged, {} sent again", report.acknowledged, report.resent);
    told(&Check::new("ledgers", figures, wrong));
    let wrong = account::differences(hub.api(), CHANNEL).await?;
    told(&Check::new("statistics", "as the messages", wrong));
    hub.stop().await?;
    Ok(())
}

/// Each revision has another transformer.
fn revision(made: &Value, number: u32) -> Value {
    let mut made = made.clone();
    made["source"]["transformer"] =
        json!([{ "name": "revision", "script": format!("msg[\"PV1-3.2\"] = \"{number}\";") }]);
    made
}

async fn make(api: &HubApi, change: Change) -> Result<()> {
    let verbs: &[&str] = match change {
        Change::Deploy => &["deploy"],
        Change::UndeployAndDeploy => &["undeploy", "deploy"],
        Change::StopAndStart => &["stop", "start"],
        Change::PauseAndStart => &["pause", "start"],
    };
    for verb in verbs {
        api.post(&format!("/channels/{CHANNEL}/{verb}")).await?;
    }
    Ok(())
}
