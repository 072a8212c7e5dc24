//! What connectors over TCP share: taking and making connections, TLS on either side, who may come in and where messages
//! may go, and settings that name a secret.
//!
//! Where a message ends in a stream of bytes is here too, for connectors whose peers have no protocol. Nothing here knows a protocol above TLS. Codes of errors belong to the connectors; the words are here.

mod dial;
mod ends;
mod frames;
mod framing;
mod keep;
mod kept_file;
mod network;
mod outbound;
mod pause;
mod problems;
mod seats;
mod secret;
mod serve;
mod stream;
mod tls;

pub use dial::{DialError, dial, listen, prepare, resolve};
pub use ends::{ConnectionMode, Ends};
pub use frames::{FrameEvent, Frames};
pub use framing::{Delimiters, DoesNotFit, Framing, LengthForm, LengthPrefix, NotAPattern, Pattern};
pub use keep::{Dialling, keep_connected, stopped_before, tell_away};
pub use kept_file::KeptFile;
pub use network::{Network, NotANetwork, allows};
pub use outbound::{NotATarget, Outbound, Target};
pub use pause::Pause;
pub use problems::{address_problem, zero_problems};
pub use seats::{Seat, SeatLimits, Seats};
pub use secret::{NotASecret, SecretName, is_equal, is_one_of};
pub use serve::{Door, serve};
pub use stream::Stream;
pub use tls::{
    ClientCertificates, ListenerTls, MinTlsVersion, SenderTls, TlsError, TlsListener, TlsSender, certificate_refused,
};
