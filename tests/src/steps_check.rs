//! Compares a message store with what senders and receivers of the script with steps saw.

use std::collections::{BTreeMap, HashSet};

use nilecare_message_store::{
    ConnectorKey, Counts, MessageDetail, Registration, SharedStore, Status, StorageLevel, StoragePolicy, StoreError,
};
use nilecare_types::MessageId;

use crate::{StepChannel, StepMark, StepMessage};

/// What is known from outside at some moment.
#[derive(Debug, Clone, Default)]
pub struct StepsExpected {
    /// Messages whose sender was answered, with the number that each was given.
    pub answered: BTreeMap<StepMessage, MessageId>,
    /// What each destination got, in order.
    pub at: [Vec<StepMessage>; 2],
}

impl StepsExpected {
    /// Reads the marks of a trace.
    pub fn from_marks(marks: &[u64], numbers: &BTreeMap<StepMessage, MessageId>) -> Self {
        let mut expected = Self::default();
        for mark in marks {
            match StepMark::of(*mark) {
                StepMark::Answered(message) => drop(expected.answered.insert(message, numbers[&message])),
                StepMark::At(destination, message) => expected.at[destination].push(message),
            }
        }
        expected
    }
}

/// Says everything that is wrong with a store in which nothing runs; empty when all is well.
///
/// Every answered message is there under its number, whole for as long as somebody needs it, and where it would be found:
/// not processed, waiting for the destination before, queued, or sent to somebody who has it. Only a channel that keeps
/// nothing may have forgotten what was delivered everywhere. The counts are those of the messages.
///
/// # Errors
/// When the store cannot be read.
pub async fn check_steps_store(store: &SharedStore, expected: &StepsExpected) -> Result<Vec<String>, StoreError> {
    let mut findings = Vec::new();
    for channel in StepChannel::all() {
        if store.find_channel(&crate::hub::channel_id(channel.id)).await?.is_none() {
            continue;
        }
        let part = Part::read(store, channel).await?;
        for (message, number) in expected.answered.iter().filter(|(of, _)| of.channel == channel.index) {
            part.check(store, *message, *number, expected, &mut findings).await?;
        }
        part.check_counts(&mut findings);
    }
    Ok(findings)
}

/// All that the store has of one channel.
struct Part {
    channel: StepChannel,
    destinations: Vec<ConnectorKey>,
    messages: BTreeMap<MessageId, MessageDetail>,
    unprocessed: HashSet<MessageId>,
    waiting: HashSet<MessageId>,
    counts: Vec<Counts>,
}

impl Part {
    async fn read(store: &SharedStore, channel: StepChannel) -> Result<Self, StoreError> {
        let keys = register(store, channel).await?;
        let all = 1 << 20;
        let unprocessed = store.unprocessed(keys.channel, MessageId(0), all).await?;
        let waiting = store.waiting(keys.channel, MessageId(0), all).await?;
        let messages = crate::hub::messages(store, channel.id).await?;
        let counts = store.statistics(keys.channel).await?;
        Ok(Self {
            channel,
            destinations: keys.destinations,
            messages: messages.into_iter().map(|detail| (detail.message, detail)).collect(),
            unprocessed: unprocessed.iter().map(|message| message.message).collect(),
            waiting: waiting.iter().map(|message| message.message).collect(),
            counts: counts.into_iter().map(|(_, counts)| counts).collect(),
        })
    }

    async fn check(
        &self,
        store: &SharedStore,
        message: StepMessage,
        number: MessageId,
        expected: &StepsExpected,
        findings: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        let level = self.channel.level;
        let Some(detail) = self.messages.get(&number) else {
            let is_everywhere = expected.at.iter().all(|at| at.contains(&message));
            if level != StorageLevel::Disabled || !is_everywhere {
                findings.push(format!("{message:?} was answered and is lost"));
            }
            return Ok(());
        };
        let is_done = !detail.connectors.is_empty()
            && detail.connectors[1..]
                .iter()
                .all(|to| to.summary.status == Status::Sent);
        let may_have_no_raw = is_done && matches!(level, StorageLevel::Metadata | StorageLevel::Disabled);
        if !(detail.raw == message.content() || may_have_no_raw && !detail.is_raw_kept) {
            findings.push(format!("{message:?} is damaged, or its content was removed too early"));
        }
        let is_unprocessed = self.unprocessed.contains(&number);
        if detail.connectors.is_empty() != is_unprocessed {
            findings.push(format!("{message:?} is processed or not, and would be the other"));
        }
        let names = self.channel.destinations();
        for (at, name) in names.iter().enumerate() {
            let Some(to) = detail
                .connectors
                .iter()
                .find(|to| to.summary.connector.as_str() == name)
            else {
                if !is_unprocessed {
                    findings.push(format!("{message:?} was processed without {name}"));
                }
                continue;
            };
            match to.summary.status {
                Status::Sent if expected.at[at].contains(&message) => {}
                Status::Received if at == 1 && self.waiting.contains(&number) => {}
                Status::Queued => {
                    let queued = store.queued_one(self.destinations[at], number).await?;
                    let is_whole = queued.is_some_and(|queued| {
                        StepMessage::received(message.channel, &queued.content) == message
                            && memchr::memmem::find(&queued.content, b"|STEP^").is_some()
                    });
                    if !is_whole {
                        findings.push(format!("{message:?} is queued for {name} and not found there whole"));
                    }
                }
                status => findings.push(format!("{message:?} is {status:?} at {name}, where nobody has it")),
            }
        }
        Ok(())
    }

    fn check_counts(&self, findings: &mut Vec<String>) {
        let mut counted = vec![Counts::default(); 3];
        counted[0].received = self.messages.len() as i64;
        let names = self.channel.destinations();
        for connector in self.messages.values().flat_map(|message| &message.connectors) {
            let name = connector.summary.connector.as_str();
            let at = names.iter().position(|other| other == name).map_or(0, |at| at + 1);
            counted[at].received += i64::from(at > 0);
            counted[at].add(connector.summary.status, 1);
        }
        let is_right = if self.channel.level == StorageLevel::Disabled {
            // What was forgotten still counts.
            let pairs = counted.iter().zip(&self.counts);
            pairs.into_iter().all(|(there, shown)| {
                let forgotten = shown.received - there.received;
                forgotten >= 0 && shown.queued == there.queued && shown.error == there.error
            })
        } else {
            counted == self.counts
        };
        if !is_right {
            let (id, shown) = (self.channel.id, &self.counts);
            findings.push(format!("{id}: the counts are {shown:?}, the messages are {counted:?}"));
        }
    }
}

async fn register(store: &SharedStore, channel: StepChannel) -> Result<Registration, StoreError> {
    let name = |text: &str| text.parse().expect("it is a valid name");
    let policy = StoragePolicy {
        level: channel.level,
        ..StoragePolicy::default()
    };
    let destinations = channel.destinations().map(|to| name(&to));
    store
        .register(
            &crate::hub::channel_id(channel.id),
            &name("source"),
            &destinations,
            &policy,
        )
        .await
}
