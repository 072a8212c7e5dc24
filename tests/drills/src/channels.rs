//! The channels that the drills use, written into a hub's channel folder with the addresses of this run.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

const TRANSFORM: &str = include_str!("../channels/bench/transform.rhai");

/// Each channel with its text and the addresses in it that stand for receivers.
const CHANNELS: [(&str, &str, &[&str]); 7] = [
    (
        "bench",
        include_str!("../channels/bench/channel.yaml"),
        &["127.0.0.1:2600"],
    ),
    (
        "bench-after",
        include_str!("../channels/bench-after/channel.yaml"),
        &["127.0.0.1:2600"],
    ),
    (
        "bench-queue",
        include_str!("../channels/bench-queue/channel.yaml"),
        &["127.0.0.1:2600"],
    ),
    (
        "bench-threads",
        include_str!("../channels/bench-threads/channel.yaml"),
        &["127.0.0.1:2600"],
    ),
    (
        "kill",
        include_str!("../channels/kill/channel.yaml"),
        &["127.0.0.1:2601", "127.0.0.1:2602"],
    ),
    (
        "kill-steps",
        include_str!("../channels/kill-steps/channel.yaml"),
        &["127.0.0.1:2601", "127.0.0.1:2602", "127.0.0.1:2603"],
    ),
    (
        "interop",
        include_str!("../channels/interop/channel.yaml"),
        &["127.0.0.1:2600"],
    ),
];

/// Writes the channel `id` into the folder of channels, sending to `receivers`.
///
/// # Errors
/// When there is no such channel, it has another number of receivers, or the files cannot be written.
pub fn write_channel(folder: &Path, id: &str, receivers: &[SocketAddr]) -> Result<()> {
    let known = CHANNELS.iter().find(|(known, ..)| *known == id);
    let (_, text, addresses) = known.with_context(|| format!("there is no drill channel {id}"))?;
    if addresses.len() != receivers.len() {
        bail!(
            "channel {id} has {} receivers, {} were given",
            addresses.len(),
            receivers.len()
        );
    }
    let mut text = (*text).to_owned();
    for (address, receiver) in addresses.iter().zip(receivers) {
        text = text.replace(address, &receiver.to_string());
    }
    let folder = folder.join(id);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("channel.yaml"), text)?;
    std::fs::write(folder.join("transform.rhai"), TRANSFORM).context("writing the channel's script")
}

/// Writes a channel that a drill made up; JSON is YAML. Its scripts may name `transform.rhai`, the nine steps.
///
/// # Errors
/// When the files cannot be written.
pub fn write_made_channel(folder: &Path, channel: &Value) -> Result<()> {
    let id = channel["id"].as_str().context("a channel has an id")?;
    let folder = folder.join(id);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("channel.yaml"), channel.to_string())?;
    std::fs::write(folder.join("transform.rhai"), TRANSFORM).context("writing the channel's script")
}

/// Makes up a channel that listens for MLLP on a port of 127.0.0.1, 0 for any, answers as soon as the message is on disk,
/// and sends to each receiver.
pub fn made_channel(id: &str, port: u16, destinations: &[(String, SocketAddr)]) -> Value {
    let to =
        |(id, address): &(String, SocketAddr)| json!({ "id": id, "connector": { "type": "mllp", "address": address } });
    json!({
        "version": 1, "id": id, "name": id,
        "source": {
            "connector": { "type": "mllp", "bind": format!("127.0.0.1:{port}") },
            "reply": { "when": "on_receipt" },
        },
        "destinations": destinations.iter().map(to).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use nilecare_channel_model::ChannelFolder;
    use nilecare_document::DataType;
    use nilecare_hl7v2::charset::Charset;
    use nilecare_load::{ControlId, MessageKind, PreparedMessage};
    use nilecare_script::{ScriptContext, ScriptHost};

    use super::*;

    #[test]
    fn every_channel_is_valid_and_sends_to_this_run() {
        let root = tempfile::tempdir().expect("a temporary folder");
        for (id, _, addresses) in CHANNELS {
            let receivers = (1..)
                .map(|port| SocketAddr::from(([127, 0, 0, 1], port)))
                .take(addresses.len());
            let receivers = receivers.collect::<Vec<_>>();
            write_channel(root.path(), id, &receivers).expect("it is ours");
            let folder = ChannelFolder::load(&root.path().join(id)).expect("it is valid");
            let sends_to = |index: usize| folder.channel.destinations[index].connector.config["address"].clone();
            for (index, receiver) in receivers.iter().enumerate() {
                assert_eq!(sends_to(index), receiver.to_string(), "{id}");
            }
        }
    }

    #[test]
    fn made_channels_are_valid() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let receiver = SocketAddr::from(([127, 0, 0, 1], 7));
        let channel = made_channel("made", 0, &[("one".to_owned(), receiver)]);
        write_made_channel(root.path(), &channel).expect("it is ours");
        let folder = ChannelFolder::load(&root.path().join("made")).expect("it is valid");
        assert_eq!(
            folder.channel.destinations[0].connector.config["address"],
            "127.0.0.1:7"
        );
    }

    #[test]
    fn the_transformer_changes_the_generated_messages() {
        let host = ScriptHost::default();
        let script = host.compile("transform.rhai", TRANSFORM).expect("it is a script");
        for kind in [MessageKind::Adt, MessageKind::Oru] {
            let id = ControlId::new("TEST0".parse().expect("a prefix"), 0, 1);
            let mut prepared = PreparedMessage::new(kind);
            let frame = prepared.with_control_id(&id);
            // Without the start byte and the two end bytes.
            let message = frame[1..frame.len() - 2].to_vec();
            let document = DataType::Hl7v2
                .parse(&message.into(), Charset::Utf8)
                .expect("it is HL7");
            let mut context = ScriptContext::new(&document, Arc::new(BTreeMap::new()));
            host.run(&script, &mut context).expect("it runs");
            let changed = context.document("transform.rhai").expect("it is a message");
            let changed = changed.encode().expect("it is all ASCII");
            let text = String::from_utf8_lossy(&changed).into_owned();
            assert!(text.starts_with("MSH|^~\\&|NILECARE|"), "{}", &text[..60]);
        }
    }
}
