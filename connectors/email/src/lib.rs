//! E-mail: each message as a mail, by SMTP (RFC 5321), over TLS from the start or by STARTTLS (RFC 3207).
//!
//! ```text
//! message ─► mail (sender, recipients, subject by parameters; content as text, HTML or attachment)
//!         ─► connect, TLS, EHLO, AUTH ─► MAIL, RCPT, DATA ─► the server's reply
//! ```
//!
//! Values of a message never become a header or an address of their own: what would is refused. The `Message-ID` is the same on
//! every attempt, so a server or a reader can recognise a mail that came twice. What a server says, which may quote an address,
//! is kept with the message's response and not logged.

mod config;
mod connector;
mod destination;
mod failure;
mod mail;
mod session;
mod starttls;
mod wire;

pub use config::{ContentAs, EmailDestinationConfig, SmtpConnection, SmtpSecurity};
pub use connector::SmtpConnector;
