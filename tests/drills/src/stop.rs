//! Asks the hub to end (SIGTERM) under load, again and again (R21: it ends within 10 s, nothing is lost, nothing is
//! delivered twice, and the statistics are those of the messages).
//!
//! Senders send through all rounds and connect again by themselves; a message that was not answered is sent again.

use std::time::{Duration, Instant};

use anyhow::Result;
use nilecare_load::Order;
use rand::Rng as _;

use crate::channels::{made_channel, write_made_channel};
use crate::drill::{Check, DrillOptions};
use crate::flow::{Flow, Sending, free_port};
use crate::{HubFolder, account};

/// A hub that was asked to end must have ended by then.
const STOP_LIMIT: Duration = Duration::from_secs(10);
/// The longest load before the signal.
const LONGEST_LOAD: Duration = Duration::from_millis(800);
/// Patients of each connection of the second channel.
const N_PATIENTS: u64 = 5;

/// Runs the rounds; each is a check, and the ledgers and statistics at the end are the last ones.
///
/// # Errors
/// When the hub cannot be started or its queues do not drain.
pub async fn run(options: &DrillOptions, mut told: impl FnMut(&Check)) -> Result<()> {
    let root = options.root()?;
    let folder = HubFolder::new(&options.hub, root.path())?;
    let mut random = options.random();
    let (mut flows, mut sending) = (Vec::new(), Vec::new());
    for (channel, destinations, order) in [
        ("stop", &["first", "second"] as &[&str], Order::ByConnection),
        ("stop-steps", &["keyed", "chained"], Order::ByPatient(N_PATIENTS)),
    ] {
        let flow = Flow::start(root.path(), channel, destinations, order).await?;
        let port = free_port()?;
        let mut made = made_channel(channel, port, &flow.named_addresses());
        if order != Order::ByConnection {
            made["source"]["queue"] = serde_json::json!({ "enabled": true });
            made["source"]["processing"] = serde_json::json!({ "threads": 4, "order_by": "${PID-3.1}" });
            made["destinations"][0]["queue"] = serde_json::json!({ "threads": 4, "order_by": "${PID-3.1}" });
            made["destinations"][1]["wait_for_previous"] = true.into();
        }
        write_made_channel(&folder.channels(), &made)?;
        let mut load = flow.load(([127, 0, 0, 1], port).into(), "STOP0".parse()?, options.connections);
        load.reconnect_for = Some(Duration::from_secs(120));
        sending.push(Sending::start(load)?);
        flows.push(flow);
    }
    for round in 1..=options.rounds {
        let hub = folder.start().await?;
        tokio::time::sleep(LONGEST_LOAD.mul_f64(random.random_range(0.02..1.0))).await;
        let asked = Instant::now();
        let status = hub.stop().await?;
        let took = asked.elapsed();
        let mut wrong = Vec::new();
        if took > STOP_LIMIT {
            wrong.push(format!("it took longer than {} s", STOP_LIMIT.as_secs()));
        }
        if !status.success() {
            wrong.push(format!("it ended with {status}"));
        }
        told(&Check::new(
            format!("round {round}"),
            format!("ended after {} ms", took.as_millis()),
            wrong,
        ));
    }
    let hub = folder.start().await?;
    for senders in sending {
        senders.stop().await?;
    }
    for flow in &flows {
        flow.drained(hub.api()).await?;
        let (report, wrong) = flow.findings_without_repeats()?;
        let figures = format!("{} acknowledged, {} sent again", report.acknowledged, report.resent);
        told(&Check::new(format!("ledgers of {}", flow.channel), figures, wrong));
        let wrong = account::differences(hub.api(), &flow.channel).await?;
        told(&Check::new(
            format!("statistics of {}", flow.channel),
            "as the messages",
            wrong,
        ));
    }
    hub.stop().await?;
    Ok(())
}
