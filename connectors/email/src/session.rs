//! A conversation with a mail server.

use std::sync::Arc;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use nilecare_connector_net::{Outbound, Stream, TlsSender, dial};
use nilecare_engine_api::SendError;
use nilecare_types::Clock;
use tokio::time::timeout;

use crate::failure::{Stage, of_dial, of_smtp, of_starttls, of_tls, settings, too_slow};
use crate::mail::{Mail, NoMail};
use crate::wire::Wire;
use crate::{SmtpConnection, SmtpSecurity, starttls};

/// How long a server may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// Makes sessions.
pub(crate) struct Door {
    connection: SmtpConnection,
    tls: Option<TlsSender>,
    outbound: Outbound,
}

/// A session in which we are let in.
pub(crate) struct Session(AsyncSmtpConnection);

impl Door {
    pub fn new(connection: SmtpConnection, outbound: Outbound, clock: Arc<dyn Clock>) -> Self {
        let is_encrypted = connection.security != SmtpSecurity::None;
        let tls = is_encrypted.then(|| TlsSender::new(connection.tls.clone().unwrap_or_default(), clock));
        Self {
            connection,
            tls,
            outbound,
        }
    }

    pub fn address(&self) -> String {
        self.connection.address()
    }

    /// Connects and signs in.
    ///
    /// # Errors
    /// What kept us from it.
    pub async fn open(&self) -> Result<Session, SendError> {
        let limit = self.connection.connect_timeout;
        let opened = timeout(limit.get(), Box::pin(self.open_now())).await;
        opened.unwrap_or_else(|_| Err(too_slow(limit, Stage::Hello)))
    }

    async fn open_now(&self) -> Result<Session, SendError> {
        let wire = self.connect().await?;
        let hello = match &self.connection.hello_name {
            Some(name) => ClientId::Domain(name.clone()),
            None => ClientId::default(),
        };
        let failed = |error| of_smtp(&error, Stage::Hello);
        let connected = AsyncSmtpConnection::connect_with_transport(Box::new(wire), &hello).await;
        let mut session = connected.map_err(failed)?;
        if let (Some(name), Some(password)) = (&self.connection.username, &self.connection.password) {
            let password = password.read().map_err(|error| settings(error.to_string()))?;
            let credentials = Credentials::new(name.clone(), password.expose().clone());
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            session.auth(&mechanisms, &credentials).await.map_err(failed)?;
        }
        Ok(Session(session))
    }

    async fn connect(&self) -> Result<Wire, SendError> {
        let (address, limit) = (self.address(), self.connection.connect_timeout);
        let from_start = self
            .tls
            .as_ref()
            .filter(|_| self.connection.security == SmtpSecurity::Tls);
        let dialled = dial(&address, limit, from_start, &self.outbound).await;
        let (stream, _) = dialled.map_err(|error| of_dial(&error))?;
        match (stream, &self.tls, self.connection.security) {
            (Stream::Plain(mut stream), Some(tls), SmtpSecurity::Starttls) => {
                let hello = self.connection.hello_name.as_deref().unwrap_or("[127.0.0.1]");
                starttls::ask(&mut stream, hello).await.map_err(of_starttls)?;
                let stream = tls.connect(stream, &address).await.map_err(|error| of_tls(&error))?;
                Ok(Wire::greeted(stream))
            }
            (stream, ..) => Ok(Wire::new(stream)),
        }
    }
}

impl Session {
    /// Tells whether the server still answers.
    pub async fn is_alive(&mut self, limit: Duration) -> bool {
        timeout(limit, self.0.test_connected()).await.unwrap_or(false)
    }

    /// Hands a mail over, and returns the server's last word.
    ///
    /// # Errors
    /// What it said, or that it said nothing.
    pub async fn send(&mut self, mail: &Mail, stage: &mut Stage) -> Result<Response, SendError> {
        *stage = Stage::Envelope;
        self.name(&mail.from, mail.recipients.iter()).await?;
        let failed = |error| of_smtp(&error, Stage::Envelope);
        for recipient in &mail.recipients {
            self.0
                .command(Rcpt::new(recipient.clone(), Vec::new()))
                .await
                .map_err(failed)?;
        }
        self.0.command(Data).await.map_err(failed)?;
        *stage = Stage::Content;
        let taken = self.0.message(&mail.bytes).await;
        taken.map_err(|error| of_smtp(&error, Stage::Content))
    }

    /// Tells the server who a mail would be from, and takes it back.
    ///
    /// # Errors
    /// What it said.
    pub async fn try_sender(&mut self, from: &Address) -> Result<(), SendError> {
        self.name(from, std::iter::empty()).await?;
        let reset = self.0.command("RSET\r\n").await;
        reset.map(drop).map_err(|error| of_smtp(&error, Stage::Envelope))
    }

    async fn name(&mut self, from: &Address, recipients: impl Iterator<Item = &Address>) -> Result<(), SendError> {
        let is_ascii = |address: &Address| address.to_string().is_ascii();
        let needs_utf8 = !is_ascii(from) || !recipients.into_iter().all(is_ascii);
        if needs_utf8 && !self.0.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(crate::failure::no_mail(&NoMail::Unwritten(
                "an address has letters that this server does not know (SMTPUTF8)".to_owned(),
            )));
        }
        let parameters = if needs_utf8 {
            vec![MailParameter::SmtpUtfEight]
        } else {
            Vec::new()
        };
        let named = self.0.command(MailFrom::new(Some(from.clone()), parameters)).await;
        named.map(drop).map_err(|error| of_smtp(&error, Stage::Envelope))
    }

    pub async fn close(mut self) {
        let _ = timeout(GOODBYE, self.0.abort()).await;
    }
}
