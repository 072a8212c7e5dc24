//! TLS 1.2 and 1.3 for the listener and the sender, with certificates on either side (RFC 8446, RFC 5246; IHE ITI TF-2
//! §3.19 asks for both sides to show one).
//!
//! Trust comes from a file of certificate authorities, so that a hub trusts whom its people name and nobody else. Files
//! are looked at before each handshake and read again when they changed; a change that cannot be used leaves what was
//! in use. What is left to others: revocation lists, and private keys that need a password.

mod error;
mod files;
mod handshake;
mod identity;
mod listener;
mod reloading;
mod sender;
mod settings;

pub use error::{TlsError, certificate_refused};
pub use listener::TlsListener;
pub use sender::TlsSender;
pub use settings::{ClientCertificates, ListenerTls, MinTlsVersion, SenderTls};

pub(crate) use identity::peer_facts;
