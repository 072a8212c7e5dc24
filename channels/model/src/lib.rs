//! What a channel is: the configuration that lives in `channel.yaml` and its script files.
//!
//! A channel is one folder, so that it lives in git. Reading it is strict: an unknown key is an error, and all problems
//! are told at once with their places. Knows nothing of the engine: connectors' settings stay JSON here.

mod channel;
mod connector;
mod folder;
mod queue;
mod reply;
mod script;
mod validate;

pub use channel::{Channel, CharacterSet, DataTypeName, DestinationConnector, InitialState, SourceConnector};
pub use connector::ConnectorSettings;
pub use folder::{ChannelFolder, FolderError};
pub use queue::{QueueMode, QueueSettings, RetryPolicy};
pub use reply::{ReplySettings, ReplyWhen};
pub use script::{Script, ScriptRef};
pub use validate::ModelProblem;
