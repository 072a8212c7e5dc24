//! How a source takes its messages in: batches, repeats, queue, threads.

use std::num::NonZeroUsize;

use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ScriptText, TemplateText};

/// The queue between the receipt and the processing of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SourceQueue {
    /// # Enabled
    /// Messages are taken in as fast as they come and wait on disk. When it is off, the sender is slowed down as soon as
    /// about a thousand messages wait. Needs a reply on receipt or none.
    pub enabled: bool,
}

/// The threads that process messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Processing {
    /// # Threads
    /// 1 to 64. With one, messages are processed in the order in which they came.
    pub threads: u32,
    /// # Order key
    /// With several threads, messages with the same key are processed and delivered in the order in which they came, such
    /// as `${PID-3.1}` for one patient. The message is looked at as it was received. Messages whose key is empty keep their
    /// order among themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_by: Option<TemplateText>,
}

impl Default for Processing {
    fn default() -> Self {
        Self {
            threads: 1,
            order_by: None,
        }
    }
}

/// Content that holds several messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchSettings {
    /// # Split
    pub split: BatchSplit,
    /// # Reply
    #[serde(default)]
    pub reply: BatchReply,
}

/// Where one message ends and the next begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BatchSplit {
    /// HL7 v2: at each MSH; FHS, BHS, BTS and FTS are the frame.
    Hl7v2,
    /// The elements of a JSON array.
    JsonArray,
    /// Each line; empty ones are left out.
    Lines,
    /// A text between the messages.
    Separator(String),
    /// Each X12 interchange.
    X12Interchanges,
    /// Each X12 transaction set, in an interchange of its own.
    X12TransactionSets,
    /// So many records of delimited text or fixed-width records; each part has the header.
    Records(NonZeroUsize),
    /// The records that follow one another with the same value in this column, by name or number.
    RecordsBy(String),
    /// Each element of XML that a path finds, such as `/orders/order`.
    XmlElements(String),
    /// A script that gets the content as `msg` and answers an array of texts.
    Script(ScriptText),
}

/// What the sender of a batch is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BatchReply {
    /// One batch with the replies to all messages, in order.
    #[default]
    Each,
    /// One reply to the whole: positive when all are.
    Whole,
    /// The reply to the first message.
    First,
    /// The reply to the last message.
    Last,
}

/// What is done with a message that came before, as told by its control id and sending application and facility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepeatSettings {
    /// # Within
    /// A message that came longer ago is not remembered.
    pub within: HumanDuration,
    /// # Action
    #[serde(default)]
    pub action: RepeatAction,
}

/// What is done with a repeat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepeatAction {
    /// It is answered as the first one was, kept as filtered, and not processed again.
    #[default]
    Acknowledge,
    /// It is processed; `source["repeat_of"]` is the number of the first one.
    Mark,
}
