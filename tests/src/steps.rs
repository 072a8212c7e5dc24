//! The script of the crash drill for channels with steps: a source queue, four threads by patient, a queue by patient with
//! four threads, and a destination that waits for the one before it; a channel for each level of storage.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use nilecare_message_store::StorageLevel;
use nilecare_types::MessageId;
use serde_json::json;

use crate::{ChannelFile, DestinationFile, Feed, Recorder, Verdict, control_id, of_patient, patient_and_number};

/// Patients of each channel.
pub const STEP_PATIENTS: usize = 3;
const LEVELS: [(StorageLevel, &str); 4] = [
    (StorageLevel::Production, "production"),
    (StorageLevel::Raw, "raw"),
    (StorageLevel::Metadata, "metadata"),
    (StorageLevel::Disabled, "disabled"),
];
const KINDS: u64 = 3;

/// One message of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StepMessage {
    /// Which channel, by place in [`StepChannel::all`].
    pub channel: usize,
    /// Whom it is about.
    pub patient: usize,
    /// Which of the patient's messages, from 0.
    pub number: usize,
}

/// One channel of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepChannel {
    /// Its place.
    pub index: usize,
    /// What it keeps.
    pub level: StorageLevel,
    /// Its id.
    pub id: &'static str,
}

/// Something that somebody outside of the hub saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepMark {
    /// The sender of this message was answered.
    Answered(StepMessage),
    /// A destination got this message: the first one, or the one that waits for it.
    At(usize, StepMessage),
}

impl StepMark {
    /// Returns the number that stands for it in a trace.
    pub fn mark(self) -> u64 {
        let (kind, message) = match self {
            Self::Answered(message) => (0, message),
            Self::At(destination, message) => (1 + destination as u64, message),
        };
        let lane = message.channel * STEP_PATIENTS + message.patient;
        ((message.number * LEVELS.len() * STEP_PATIENTS + lane) as u64) * KINDS + kind
    }

    /// Reads a number of a trace.
    pub fn of(mark: u64) -> Self {
        let place = (mark / KINDS) as usize;
        let (number, lane) = (
            place / (LEVELS.len() * STEP_PATIENTS),
            place % (LEVELS.len() * STEP_PATIENTS),
        );
        let message = StepMessage {
            channel: lane / STEP_PATIENTS,
            patient: lane % STEP_PATIENTS,
            number,
        };
        match mark % KINDS {
            0 => Self::Answered(message),
            destination => Self::At(destination as usize - 1, message),
        }
    }
}

impl StepMessage {
    /// Returns what is sent.
    pub fn content(self) -> Bytes {
        of_patient(self.patient, self.number)
    }

    /// Reads which message of a channel a receiver got.
    pub fn received(channel: usize, content: &[u8]) -> Self {
        let (patient, number) = patient_and_number(&control_id(content));
        Self {
            channel,
            patient,
            number,
        }
    }
}

impl StepChannel {
    /// Returns all channels.
    pub fn all() -> [Self; 4] {
        let mut index = 0;
        LEVELS.map(|(level, id)| {
            index += 1;
            Self {
                index: index - 1,
                level,
                id,
            }
        })
    }

    /// Returns the names of its destinations; the second one waits for the first.
    pub fn destinations(self) -> [String; 2] {
        ["keyed", "chained"].map(|name| format!("{}-{name}", self.id))
    }

    /// Returns its file.
    pub fn file(self) -> ChannelFile {
        let [keyed, chained] = self.destinations();
        let retry = json!({ "interval": "10ms", "max_interval": "20ms" });
        let by_patient = json!({ "mode": "always", "threads": 4, "order_by": "${PID-3.1}", "retry": retry });
        let script = |text: &str| json!([{ "name": "step", "script": text }]);
        ChannelFile::fed(self.id)
            .replying_on_receipt()
            .with("/storage", json!({ "level": self.id }))
            .with("/source/queue", json!({ "enabled": true }))
            .with("/source/processing", json!({ "threads": 4, "order_by": "${PID-3.1}" }))
            .with("/source/transformer", script("msg[\"PV1-3.1\"] = \"STEP\";"))
            .to(DestinationFile::recording(&keyed).with("/queue", by_patient))
            .to(DestinationFile::recording(&chained)
                .with("/wait_for_previous", json!(true))
                .with(
                    "/transformer",
                    script(&format!("msg[\"PV1-3.2\"] = response_map[\"{keyed}\"].status;")),
                ))
    }
}

/// Decides what receivers do: some first answers are lost, and some first attempts find nobody.
pub fn judge_steps(destination: &str, message: &nilecare_engine_api::OutboundMessage) -> Verdict {
    let (patient, number) = patient_and_number(&control_id(&message.content));
    let is_first = message.attempt == 1 && destination.ends_with("-keyed");
    match (number * STEP_PATIENTS + patient) % 7 {
        3 if is_first => Verdict::TakeUnanswered,
        5 if is_first => Verdict::Away,
        _ => Verdict::Take,
    }
}

/// Sends `n_each` messages about each patient to each channel, a sender for each patient, and tells each mark at its
/// moment. Returns the number that each message was given.
///
/// # Panics
/// When a message is refused.
pub async fn send_steps(
    n_each: usize,
    feed: &Feed,
    recorder: &Recorder,
    mark: impl Fn(StepMark) + Send + Sync + 'static,
) -> BTreeMap<StepMessage, MessageId> {
    let mark = Arc::new(mark);
    recorder.judge(judge_steps);
    let marking = Arc::clone(&mark);
    recorder.on_receipt(move |destination, message| {
        let channels = StepChannel::all();
        let found = channels.iter().find_map(|channel| {
            let at = channel.destinations().iter().position(|name| name == destination)?;
            Some((at, channel.index))
        });
        let (at, channel) = found.expect("it is a destination of the script");
        marking(StepMark::At(at, StepMessage::received(channel, &message.content)));
    });
    let numbers = Arc::new(Mutex::new(BTreeMap::new()));
    let mut senders = tokio::task::JoinSet::new();
    for channel in StepChannel::all() {
        for patient in 0..STEP_PATIENTS {
            let (feed, mark, numbers) = (feed.clone(), Arc::clone(&mark), Arc::clone(&numbers));
            senders.spawn(async move {
                for number in 0..n_each {
                    let message = StepMessage {
                        channel: channel.index,
                        patient,
                        number,
                    };
                    let accepted = feed.accept(channel.id, message.content()).await;
                    let id = accepted.expect("the disk has room").message;
                    mark(StepMark::Answered(message));
                    numbers
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .insert(message, id);
                }
            });
        }
    }
    while let Some(ended) = senders.join_next().await {
        ended.expect("a sender does not panic");
    }
    let numbers = numbers.lock().unwrap_or_else(PoisonError::into_inner);
    numbers.clone()
}
