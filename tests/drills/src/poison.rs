//! Messages that cannot be processed among those that can (R14: they end in Error at the place where they fail, everything
//! else goes on in order, and nobody waits for them).
//!
//! One in 1,000 fails in the source's transformer, one in 1,000 in the transformer of the first of two destinations. Which
//! ones is told by the sequence in MSH-10.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result};
use nilecare_load::{Generator, Limit, Order};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::channels::{made_channel, write_made_channel};
use crate::drill::{Check, DrillOptions};
use crate::flow::Flow;
use crate::{HubFolder, account};

const CHANNEL: &str = "poison";
/// One message in so many is bad for everybody, and one for the first destination.
const ONE_IN: u64 = 1_000;
/// Messages of a round.
const N_MESSAGES: u64 = 10_000;

/// Sends 10,000 messages a round.
///
/// # Errors
/// When the hub cannot be started, a sender is left without an answer, or a queue does not drain.
pub async fn run(options: &DrillOptions, mut told: impl FnMut(&Check)) -> Result<()> {
    let root = options.root()?;
    let folder = HubFolder::new(&options.hub, root.path())?;
    let flow = Flow::start(root.path(), CHANNEL, &["first", "second"], Order::ByConnection).await?;
    let mut made = made_channel(CHANNEL, 0, &flow.named_addresses());
    let throwing = |rest: u64| {
        let script = format!(
            "if parse_int(msg[\"MSH-10\"].sub_string(10)) % {ONE_IN} == {rest} {{ throw \"this one is bad\"; }}"
        );
        json!([{ "name": "poison", "script": script }])
    };
    made["source"]["transformer"] = throwing(0);
    made["destinations"][0]["transformer"] = throwing(ONE_IN / 2);
    write_made_channel(&folder.channels(), &made)?;
    let hub = folder.start().await?;
    let address = hub.api().source_address(CHANNEL).await?;
    for round in 1..=options.rounds {
        let mut load = flow.load(address, format!("P{:04}", round % 10_000).parse()?, options.connections);
        load.limit = Limit::Count(N_MESSAGES);
        let report = Generator::new(load)?.run(CancellationToken::new()).await?;
        flow.drained(hub.api()).await?;
        let mut wrong = Vec::new();
        if report.acknowledged != N_MESSAGES {
            wrong.push(format!("{} of {N_MESSAGES} were acknowledged", report.acknowledged));
        }
        let findings = flow.check()?;
        for receiver in &findings.receivers {
            if receiver.order_breaks.count + receiver.repeats.count + receiver.received_not_sent.count > 0 {
                wrong.push(serde_json::to_string(receiver)?);
            }
        }
        let figures = format!("{:.0} acknowledged/s", report.rate_per_s);
        told(&Check::new(format!("round {round}"), figures, wrong));
    }
    let sent = ids(&flow.source, 'A')?;
    let ends_in = |rest| move |id: &&String| sequence(id) % ONE_IN == rest;
    let everywhere = sent.iter().filter(ends_in(0)).cloned().collect::<BTreeSet<_>>();
    let at_first = sent
        .iter()
        .filter(ends_in(ONE_IN / 2))
        .cloned()
        .collect::<BTreeSet<_>>();
    let mut wrong = Vec::new();
    for (ledger, is_first) in flow.ledgers.iter().zip([true, false]) {
        let mut missing = &sent - &ids(ledger, 'R')?;
        let mut bad = everywhere.clone();
        if is_first {
            bad.extend(at_first.iter().cloned());
        }
        if missing != bad {
            missing = missing.symmetric_difference(&bad).take(20).cloned().collect();
            wrong.push(format!(
                "{}: not the bad ones are missing: {missing:?}",
                ledger.display()
            ));
        }
    }
    let counts = hub.api().statistics(CHANNEL).await?;
    let errors = counts.iter().map(|counts| counts.error).collect::<Vec<_>>();
    if errors != [everywhere.len() as u64, at_first.len() as u64, 0] {
        wrong.push(format!("in Error are {errors:?}"));
    }
    wrong.extend(account::differences(hub.api(), CHANNEL).await?);
    let figures = format!("{} and {} bad ones of {}", everywhere.len(), at_first.len(), sent.len());
    told(&Check::new("the bad ones, and only they, are in Error", figures, wrong));
    hub.stop().await?;
    Ok(())
}

/// Reads the ids of the lines that begin with a letter.
fn ids(ledger: &Path, letter: char) -> Result<BTreeSet<String>> {
    let text = std::fs::read_to_string(ledger).with_context(|| format!("reading {}", ledger.display()))?;
    let ids = text
        .lines()
        .filter_map(|line| line.strip_prefix(letter)?.strip_prefix(' '));
    Ok(ids.map(str::to_owned).collect())
}

fn sequence(id: &str) -> u64 {
    id.rsplit('-')
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(1)
}
