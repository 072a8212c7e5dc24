//! Alerts: rules over what happens in the engine, and who is told.
//!
//! ```text
//! EngineObserver ──errors──►┐
//!                           ├─► Monitor (rules, groups, throttles) ──notices──► bounded queue ──► actions, each with a time-out
//! EngineView ───snapshots──►┘
//! ```
//!
//! An [`AlertRule`] is a file `alerts/<name>.yaml`. The [`Monitor`] decides and knows neither time nor network: both are
//! given. [`Alerts`] feeds it and carries out the actions. What an error says may quote patient data, so it leaves the hub
//! only when the rule says so, and is never logged.

mod action;
mod hours;
mod monitor;
mod notice;
mod rule;
mod service;
mod snapshot;
mod template;

pub use action::{ActionError, ChannelSender, SecretSource};
pub use hours::{Hours, Weekday};
pub use monitor::{AlertState, Monitor};
pub use notice::{Notice, NoticeKind};
pub use rule::{
    ActionConfig, AlertRule, ChannelAction, ChannelSelection, ConnectionTrigger, ErrorTrigger, GroupBy, HeaderValue,
    LogAction, QueueAgeTrigger, QueueDepthTrigger, RuleFile, RuleProblems, SilenceTrigger, StateTrigger, Trigger,
    WebhookAction,
};
pub use service::{ActionReport, AlertObserver, Alerts, AlertsOptions, EngineView, Heard};
pub use snapshot::{ChannelSnapshot, ChannelStanding, ConnectorSnapshot, Snapshot};
