//! Compares a message store with what senders and receivers of the script saw.

use std::collections::{BTreeMap, HashMap, HashSet};

use nilecare_message_store::{
    ConnectorDetail, Counts, MessageDetail, Registration, SharedStore, Status, StoragePolicy, StoreError,
};
use nilecare_types::MessageId;

use crate::{ARCHIVE, Fate, LAB, Mark, Script};

/// What is known from outside at some moment.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// Messages whose sender was answered, with the number that each was given.
    pub answered: BTreeMap<usize, MessageId>,
    /// What the laboratory got, in order.
    pub at_lab: Vec<usize>,
    /// What the archive got, in order.
    pub at_archive: Vec<usize>,
}

impl Expected {
    /// Reads the marks of a trace.
    pub fn from_marks(marks: &[u64], numbers: &BTreeMap<usize, MessageId>) -> Self {
        let mut expected = Self::default();
        for mark in marks {
            match Mark::of(*mark) {
                Mark::Answered(index) => drop(expected.answered.insert(index, numbers[&index])),
                Mark::AtLab(index) => expected.at_lab.push(index),
                Mark::AtArchive(index) => expected.at_archive.push(index),
            }
        }
        expected
    }

    /// Returns what a destination got.
    pub fn at(&self, destination: &str) -> &[usize] {
        if destination == LAB {
            &self.at_lab
        } else {
            &self.at_archive
        }
    }
}

/// Says everything that is wrong with a store in which nothing runs; empty when all is well.
///
/// Every answered message is there byte for byte, under the number that was told, once, and stands where it may stand:
/// not processed, queued or finished as its fate wants. What counts as delivered was delivered. The counts are those of
/// the messages.
///
/// # Errors
/// When the store cannot be read.
pub async fn check_store(store: &SharedStore, expected: &Expected) -> Result<Vec<String>, StoreError> {
    let mut findings = Vec::new();
    let mut found: HashMap<usize, MessageId> = HashMap::new();
    let by_content = contents(expected);
    for channel in Script::CHANNELS {
        if store.find_channel(&crate::hub::channel_id(channel)).await?.is_none() {
            continue;
        }
        let part = ChannelPart::read(store, channel).await?;
        for message in &part.messages {
            let Some(index) = index_of(message, &by_content) else {
                findings.push(format!("message {} was never sent or is damaged", message.message));
                continue;
            };
            if found.insert(index, message.message).is_some() {
                findings.push(format!("message {index} is there twice"));
            }
            part.check_message(index, message, expected, &mut findings);
        }
        part.check_lists(&mut findings);
    }
    for (index, number) in &expected.answered {
        match found.get(index) {
            None => findings.push(format!("message {index} was answered and is lost")),
            Some(found) if found != number => {
                findings.push(format!("message {index} has number {found}, its sender's was {number}"));
            }
            Some(_) => {}
        }
    }
    Ok(findings)
}

/// What is no HL7 is known by its content only.
fn contents(expected: &Expected) -> HashMap<Vec<u8>, usize> {
    let highest = expected.answered.keys().next_back().map_or(0, |index| index + 100);
    let unreadable = (0..highest).filter(|index| Script::fate(*index) == Fate::Unreadable);
    unreadable
        .map(|index| (Script::content(index).to_vec(), index))
        .collect()
}

fn index_of(message: &MessageDetail, unreadable: &HashMap<Vec<u8>, usize>) -> Option<usize> {
    if let Some(index) = unreadable.get(&message.raw[..]) {
        return Some(*index);
    }
    let id = nilecare_load::control_id_of(&message.raw)?;
    let index = std::str::from_utf8(id).ok()?.strip_prefix('M')?.parse().ok()?;
    (Script::content(index) == message.raw).then_some(index)
}

/// All that the store has of one channel.
struct ChannelPart {
    messages: Vec<MessageDetail>,
    unprocessed: HashSet<MessageId>,
    queued: HashSet<(&'static str, MessageId)>,
    counts: Vec<Counts>,
}

impl ChannelPart {
    async fn read(store: &SharedStore, channel: &str) -> Result<Self, StoreError> {
        let keys = register(store, channel).await?;
        let all = 1 << 30;
        let unprocessed = store.unprocessed(keys.channel, MessageId(0), all).await?;
        let mut queued = HashSet::new();
        for (name, key) in [LAB, ARCHIVE].into_iter().zip(&keys.destinations) {
            let messages = store.queued(*key, MessageId(0), None, all).await?;
            queued.extend(messages.iter().map(|message| (name, message.message)));
        }
        let counts = store.statistics(keys.channel).await?;
        Ok(Self {
            messages: crate::hub::messages(store, channel).await?,
            unprocessed: unprocessed.iter().map(|message| message.message).collect(),
            queued,
            counts: counts.into_iter().map(|(_, counts)| counts).collect(),
        })
    }

    fn check_message(&self, index: usize, message: &MessageDetail, expected: &Expected, findings: &mut Vec<String>) {
        let fate = Script::fate(index);
        let wanted: &[&str] = match (message.connectors.first(), fate) {
            (None, Fate::Unreadable) => {
                return findings.push(format!("message {index} is no HL7 and waits to be processed"));
            }
            (None, _) => {
                if !self.unprocessed.contains(&message.message) {
                    findings.push(format!("message {index} is not processed, and nobody would find it"));
                }
                return;
            }
            (Some(_), Fate::Filtered | Fate::Broken | Fate::Unreadable) => &[],
            (Some(_), _) => &[LAB, ARCHIVE],
        };
        if self.unprocessed.contains(&message.message) {
            findings.push(format!("message {index} is processed and would be again"));
        }
        let source = message.connectors[0].summary.status;
        let right = match fate {
            Fate::Filtered => Status::Filtered,
            Fate::Broken | Fate::Unreadable => Status::Error,
            _ => Status::Transformed,
        };
        if source != right {
            findings.push(format!("message {index} is {source:?} at the source, not {right:?}"));
        }
        let there = message.connectors[1..].iter().map(|to| to.summary.connector.as_str());
        if there.clone().ne(wanted.iter().copied()) {
            findings.push(format!(
                "message {index} is at {:?}, not at {wanted:?}",
                there.collect::<Vec<_>>()
            ));
        }
        for to in &message.connectors[1..] {
            self.check_destination(index, message.message, to, expected, findings);
        }
    }

    fn check_destination(
        &self,
        index: usize,
        number: MessageId,
        to: &ConnectorDetail,
        expected: &Expected,
        findings: &mut Vec<String>,
    ) {
        let name = if to.summary.connector.as_str() == LAB {
            LAB
        } else {
            ARCHIVE
        };
        let is_refused = Script::fate(index) == Fate::Refused && name == LAB;
        if to.content.as_ref() != Some(&Script::content_for(name, index)) {
            findings.push(format!("message {index} has another content for {name}"));
        }
        let is_queued = self.queued.contains(&(name, number));
        match to.summary.status {
            Status::Queued if !is_queued => {
                findings.push(format!("message {index} is not found in the queue of {name}"))
            }
            Status::Queued => {}
            Status::Sent if is_refused || !expected.at(name).contains(&index) => {
                findings.push(format!("message {index} counts as sent to {name}, which never took it"));
            }
            Status::Sent | Status::Error if is_queued => {
                findings.push(format!("message {index} is finished and still in the queue of {name}"));
            }
            Status::Sent => {}
            Status::Error if is_refused => {}
            status => findings.push(format!("message {index} is {status:?} at {name}")),
        }
    }

    fn check_lists(&self, findings: &mut Vec<String>) {
        let mut counted = vec![Counts::default(); 3];
        counted[0].received = self.messages.len() as i64;
        for message in &self.messages {
            for connector in &message.connectors {
                let at = match connector.summary.connector.as_str() {
                    LAB => 1,
                    ARCHIVE => 2,
                    _ => 0,
                };
                counted[at].received += i64::from(at > 0);
                counted[at].add(connector.summary.status, 1);
            }
        }
        if counted != self.counts {
            findings.push(format!(
                "the counts are {:?}, the messages are {counted:?}",
                self.counts
            ));
        }
    }
}

/// Finds the numbers of a channel of the script.
pub(crate) async fn register(store: &SharedStore, channel: &str) -> Result<Registration, StoreError> {
    let name = |text: &str| text.parse().expect("it is a valid name");
    store
        .register(
            &crate::hub::channel_id(channel),
            &name("source"),
            &[name(LAB), name(ARCHIVE)],
            &StoragePolicy::default(),
        )
        .await
}
