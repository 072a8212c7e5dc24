//! The fixed script of the crash drills: what is sent, what becomes of it, and the marks it leaves in the disk's trace.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use nilecare_engine_api::OutboundMessage;
use nilecare_types::MessageId;
use serde_json::json;

use crate::{ChannelFile, DestinationFile, Feed, Recorder, Verdict};

/// The destination that changes, refuses and repeats.
pub const LAB: &str = "lab";
/// The destination that takes everything.
pub const ARCHIVE: &str = "archive";

/// What is to become of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Both destinations take it.
    Delivered,
    /// The source's filter does not let it pass.
    Filtered,
    /// The source's transformer fails.
    Broken,
    /// It is no HL7 at all.
    Unreadable,
    /// The laboratory refuses it; the archive takes it.
    Refused,
    /// The laboratory takes it and its first answer is lost; the archive takes it.
    Repeated,
    /// The laboratory is away at first.
    Delayed,
}

/// Something that somebody outside of the hub saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The sender of this message was answered.
    Answered(usize),
    /// The laboratory got this message.
    AtLab(usize),
    /// The archive got this message.
    AtArchive(usize),
}

const MARK_KINDS: u64 = 3;

impl Mark {
    /// Returns the number that stands for it in a trace.
    pub fn number(self) -> u64 {
        let (index, kind) = match self {
            Self::Answered(index) => (index, 0),
            Self::AtLab(index) => (index, 1),
            Self::AtArchive(index) => (index, 2),
        };
        index as u64 * MARK_KINDS + kind
    }

    /// Reads a number of a trace.
    pub fn of(number: u64) -> Self {
        let index = (number / MARK_KINDS) as usize;
        match number % MARK_KINDS {
            0 => Self::Answered(index),
            1 => Self::AtLab(index),
            _ => Self::AtArchive(index),
        }
    }
}

/// Messages 0 to n-1. The even ones go through a channel that replies on receipt, the odd ones through one that replies
/// after its destinations.
#[derive(Debug, Clone, Copy)]
pub struct Script {
    /// How many messages.
    pub n_messages: usize,
}

/// Senders of each channel.
const N_LANES: usize = 4;

impl Script {
    /// The two channels.
    pub const CHANNELS: [&str; 2] = ["on-receipt", "after-delivery"];

    /// Returns the channel that a message goes through.
    pub fn channel(index: usize) -> &'static str {
        Self::CHANNELS[index % 2]
    }

    /// Returns what is to become of a message.
    pub fn fate(index: usize) -> Fate {
        match index / 2 % 11 {
            2 => Fate::Filtered,
            4 => Fate::Broken,
            5 => Fate::Unreadable,
            6 => Fate::Refused,
            7 => Fate::Repeated,
            9 => Fate::Delayed,
            _ => Fate::Delivered,
        }
    }

    /// Returns what is sent.
    pub fn content(index: usize) -> Bytes {
        let fate = Self::fate(index);
        if fate == Fate::Unreadable {
            return Bytes::from(format!("this is no message, number {index}"));
        }
        let n_padding = if index.is_multiple_of(7) {
            12_000 + index
        } else {
            index % 5 * 100
        };
        crate::adt(&format!("M{index:06}"), &format!("{fate:?}"), n_padding)
    }

    /// Returns what a destination gets.
    pub fn content_for(destination: &str, index: usize) -> Bytes {
        let content = Self::content(index);
        if destination != LAB {
            return content;
        }
        Bytes::from(String::from_utf8_lossy(&content).replace("W1^101^A", "LAB^101^A"))
    }

    /// Reads the number of a message that a destination got.
    pub fn index_of(content: &[u8]) -> usize {
        let id = crate::control_id(content);
        id[1..].parse().expect("the script made it from a number")
    }

    /// Returns the channels' files.
    pub fn channel_files() -> [ChannelFile; 2] {
        let lab = || {
            DestinationFile::recording(LAB).with(
                "/transformer",
                json!([{ "name": "place", "script": "msg[\"PV1-3.1\"] = \"LAB\";" }]),
            )
        };
        let channel = |id| {
            ChannelFile::fed(id)
                .with("/source/filter", json!([{ "name": "wanted", "script": "msg[\"PID-5.1\"] != \"Filtered\"" }]))
                .with(
                    "/source/transformer",
                    json!([{ "name": "check", "script": "if msg[\"PID-5.1\"] == \"Broken\" { throw \"it is broken\"; }" }]),
                )
                .to(lab())
                .to(DestinationFile::recording(ARCHIVE))
        };
        [
            channel(Self::CHANNELS[0]).replying_on_receipt(),
            channel(Self::CHANNELS[1]),
        ]
    }

    /// Decides what a destination does with an attempt.
    pub fn judge(destination: &str, message: &OutboundMessage) -> Verdict {
        let is_first = message.attempt == 1;
        match Self::fate(Self::index_of(&message.content)) {
            Fate::Refused if destination == LAB => Verdict::Reject,
            Fate::Repeated if destination == LAB && is_first => Verdict::TakeUnanswered,
            Fate::Delayed if destination == LAB && is_first => Verdict::Away,
            _ => Verdict::Take,
        }
    }

    /// Sends everything, several senders side by side, and tells each mark at its moment. Returns the number that each
    /// message was given.
    pub async fn send(
        self,
        feed: &Feed,
        recorder: &Recorder,
        mark: impl Fn(Mark) + Send + Sync + 'static,
    ) -> BTreeMap<usize, MessageId> {
        let mark = Arc::new(mark);
        recorder.judge(Self::judge);
        let marking = Arc::clone(&mark);
        recorder.on_receipt(move |destination, message| {
            let index = Self::index_of(&message.content);
            marking(if destination == LAB {
                Mark::AtLab(index)
            } else {
                Mark::AtArchive(index)
            });
        });
        let numbers = Arc::new(Mutex::new(BTreeMap::new()));
        let mut lanes = tokio::task::JoinSet::new();
        for lane in 0..N_LANES * Self::CHANNELS.len() {
            let (feed, mark, numbers) = (feed.clone(), Arc::clone(&mark), Arc::clone(&numbers));
            lanes.spawn(async move {
                for index in (lane..self.n_messages).step_by(N_LANES * Self::CHANNELS.len()) {
                    let accepted = feed.accept(Self::channel(index), Self::content(index)).await;
                    let number = accepted.expect("the disk has room").message;
                    mark(Mark::Answered(index));
                    numbers
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(index, number);
                }
            });
        }
        while let Some(ended) = lanes.join_next().await {
            ended.expect("a sender does not panic");
        }
        let numbers = numbers.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.clone()
    }
}
