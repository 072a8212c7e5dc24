//! HTTP: a listener, a receiver of signed webhooks, and a sender, over HTTP/1.1, plain or with TLS.
//!
//! ```text
//! peer ─► listener ─► path, method, authentication ─► body (bounded) ─► Inbox::accept ─► status and reply
//! peer ─► webhook  ─► path, body (bounded) ─► signature, age ─► event id ─► Inbox::accept ─► status and reply
//!         sender   ─► parameters into url, headers, query ─► pooled connection ─► status: sent, retry, reject, stop ─► peer
//! ```
//!
//! What is answered positively is on disk. Nothing of a message reaches a log: neither the path nor the query, which may
//! name a patient.

mod address;
mod compression;
mod config;
mod connector;
mod destination;
mod listener;
mod secrets;
mod webhook;

pub use address::encode;
pub use config::{
    ApiKey, HttpDestinationConfig, HttpSourceConfig, ListenerAuthentication, ListenerSettings, OAuth2, ReplyOptions,
    SenderAuthentication, Signature, StatusCodes, User, WebhookEncoding, WebhookSourceConfig,
};
pub use connector::{HttpConnector, WebhookConnector};
pub use destination::{HttpAnswer, HttpCall, HttpCaller, is_of_connection};
pub use listener::{HttpSource, Listening, Refusal, Take};
pub use webhook::is_signed_by_twilio;
