//! Whether the statistics that a hub shows are those of its messages.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::{Counts, HubApi};

/// Counts the messages of a channel that is drained one by one and says where its statistics differ. Only for channels
/// whose messages are kept.
pub(crate) async fn differences(api: &HubApi, channel: &str) -> Result<Vec<String>> {
    let counted = count(api, channel).await?;
    let shown = api.statistics_by_connector(channel).await?;
    let mut wrong = Vec::new();
    for (index, (connector, shown)) in shown.iter().enumerate() {
        let direction = if index == 0 { "source" } else { "destination" };
        let counted = counted
            .get(&(direction.to_owned(), connector.clone()))
            .copied()
            .unwrap_or_default();
        if counted != *shown {
            wrong.push(format!(
                "{channel}/{connector}: the statistics are {shown:?}, the messages are {counted:?}"
            ));
        }
    }
    Ok(wrong)
}

async fn count(api: &HubApi, channel: &str) -> Result<BTreeMap<(String, String), Counts>> {
    let mut counts: BTreeMap<(String, String), Counts> = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let page: Value = api
            .get(&format!("/channels/{channel}/messages?limit=500{cursor}"))
            .await?;
        for message in page["items"].as_array().context("a page has items")? {
            for at in message["connectors"].as_array().context("a message has connectors")? {
                let text = |name: &str| at[name].as_str().unwrap_or_default().to_owned();
                add(
                    counts.entry((text("direction"), text("id"))).or_default(),
                    &text("status"),
                );
            }
        }
        match page["next"].as_str() {
            Some(next) => cursor = format!("&before={next}"),
            None => return Ok(counts),
        }
    }
}

fn add(counts: &mut Counts, status: &str) {
    counts.received += 1;
    match status {
        "filtered" => counts.filtered += 1,
        "queued" => counts.queued += 1,
        "sent" => counts.sent += 1,
        "error" => counts.error += 1,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_received_and_most_statuses_count() {
        let mut counts = Counts::default();
        for status in ["transformed", "sent", "sent", "error", "queued", "filtered"] {
            add(&mut counts, status);
        }
        let expected = Counts {
            received: 6,
            filtered: 1,
            queued: 1,
            sent: 2,
            error: 1,
        };
        assert_eq!(counts, expected);
    }
}
