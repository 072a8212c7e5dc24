//! What a channel is: the configuration that lives in `channel.yaml` and its script files.
//!
//! A channel is one folder, so that it lives in git. Reading it is strict: an unknown key is an error, and all problems
//! are told at once with their places. Knows nothing of the engine: connectors' settings stay JSON here.

mod channel;
mod connection;
mod connector;
mod folder;
mod intake;
mod queue;
mod reply;
mod response;
mod rule;
mod script;
mod step;
mod storage;
mod tagged;
mod template;
mod validate;

pub use channel::{Channel, CharacterSet, DataTypeSettings, DestinationConnector, InitialState, SourceConnector};
pub use connection::ConnectionFile;
pub use connector::ConnectorSettings;
pub use folder::{ChannelFolder, FolderError};
pub use intake::{BatchReply, BatchSettings, BatchSplit, Processing, RepeatAction, RepeatSettings, SourceQueue};
pub use queue::{CircuitBreaker, QueueMode, QueueSettings, RateLimit, RetryPolicy};
pub use reply::{ReplySettings, ReplyWhen};
pub use response::ResponseValidation;
pub use rule::{Comparison, FieldRule, ForEachRule, Rule, RuleGroup, RuleKind, Wanted};
pub use script::{Script, ScriptRef, ScriptText};
pub use step::{
    BuildStep, ConversionTarget, ConvertStep, DeleteStep, ForEachStep, HeaderSettings, MapStep, MappingSettings,
    Replacement, RouteChoice, RouteStep, Step, StepKind, ValidateStep, ValueSettings, WhenStep,
};
pub use storage::{
    AttachmentHandler, MetadataColumn, MetadataKind, PruningSettings, StorageLevel, StorageSettings, TextIndex,
};
pub use template::TemplateText;
pub use validate::ModelProblem;

pub(crate) fn yes() -> bool {
    true
}

pub(crate) fn is_yes(value: &bool) -> bool {
    *value
}
