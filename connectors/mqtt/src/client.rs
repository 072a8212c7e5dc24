//! Making a connection: to a host, over TLS or not, or to the hub's own broker; then CONNECT and its answer.

use std::sync::Arc;

use nilecare_connector_net::{DialError, Outbound, TlsSender, dial};
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_mqtt::{ConnAck, Connect, Limits, LocalBroker, Packet, Reason, Transport, Version, Wire};
use nilecare_types::Clock;
use tokio::time::timeout;

use crate::MqttConnection;
use crate::config::Address;
use crate::failure::{self, NO_HUB_BROKER, NOT_ALLOWED, SETTINGS, TLS_SETTINGS, UNREACHABLE};

/// Before a broker said what it takes, its answer must not be larger.
const ANSWER_SIZE: usize = 64 << 10;
/// An answer's packets are small; messages have a limit of their own.
pub(crate) type Stream = Box<dyn Transport>;

/// The hub's own broker, for channels that name no other.
#[derive(Clone, Default)]
pub enum HubBroker {
    /// There is none.
    #[default]
    Off,
    /// It runs in this process.
    Embedded(Arc<dyn LocalBroker>),
    /// It is one of others, that the hub's settings name.
    External(Box<MqttConnection>),
}

/// How a client introduces itself.
pub(crate) struct Greeting {
    pub client_id: String,
    pub clean_start: bool,
    /// In seconds; `None`: the session ends with the connection.
    pub session_expiry: Option<u32>,
    pub keep_alive: u16,
    pub receive_maximum: Option<u16>,
}

/// A broker that has said welcome.
pub(crate) struct Session {
    pub wire: Wire<Stream>,
    pub answer: ConnAck,
    /// For people.
    pub broker: String,
    /// The version of TLS, if it is spoken.
    pub tls: Option<String>,
}

/// Makes connections by the settings of one source or destination.
pub(crate) struct Client {
    connection: MqttConnection,
    /// `None`: within the process.
    address: Option<Address>,
    local: Option<Arc<dyn LocalBroker>>,
    tls: Option<TlsSender>,
    outbound: Outbound,
}

impl Client {
    pub(crate) fn new(connection: &MqttConnection, hub: &HubBroker, outbound: Outbound, clock: Arc<dyn Clock>) -> Self {
        let mut connection = connection.clone();
        let mut local = None;
        if connection.url.is_none() {
            match hub {
                HubBroker::Off => {}
                HubBroker::Embedded(broker) => local = Some(Arc::clone(broker)),
                HubBroker::External(named) => {
                    let own = connection;
                    connection = MqttConnection {
                        client_id: own.client_id,
                        protocol: own.protocol,
                        keep_alive: own.keep_alive,
                        connect_timeout: own.connect_timeout,
                        ..(**named).clone()
                    };
                }
            }
        }
        let address = connection.address();
        let tls = address.as_ref().filter(|address| address.is_tls).map(|_| {
            let settings = connection.tls.clone().unwrap_or_default();
            TlsSender::new(settings, clock)
        });
        Self {
            connection,
            address,
            local,
            tls,
            outbound,
        }
    }

    pub(crate) fn version(&self) -> Version {
        self.connection.protocol.into()
    }

    /// Tells whether the broker is in this process.
    pub(crate) fn is_local(&self) -> bool {
        self.local.is_some()
    }

    /// Names the broker, for people.
    pub(crate) fn broker(&self) -> String {
        match (&self.address, &self.connection.url) {
            (Some(_), Some(url)) => url.clone(),
            _ => "the hub's broker".to_owned(),
        }
    }

    /// Returns the client id of the settings, or a new one.
    pub(crate) fn client_id(&self) -> String {
        let given = self.connection.client_id.clone();
        given.unwrap_or_else(|| format!("nilecare-{:016x}", rand::random::<u64>()))
    }

    /// Sees whether TLS files and credentials can be used.
    pub(crate) fn check_settings(&self) -> Result<(), SendError> {
        if self.address.is_none() && self.local.is_none() {
            return Err(SendError::new(
                FailureKind::Stop,
                NO_HUB_BROKER,
                "this hub has no broker of its own; set mqtt.url in its settings, or url in the channel",
            ));
        }
        let tls = self.tls.as_ref().map_or(Ok(()), TlsSender::check);
        tls.map_err(|error| SendError::new(FailureKind::Stop, TLS_SETTINGS, error.detail()))?;
        self.credentials().map(drop)
    }

    fn credentials(&self) -> Result<Option<nilecare_types::Secret<String>>, SendError> {
        let read = self.connection.password.as_ref().map(|name| name.read());
        read.transpose().map_err(|error| {
            let detail = format!("the password cannot be read: {error}");
            SendError::new(FailureKind::Stop, SETTINGS, detail)
        })
    }

    /// Connects and introduces itself.
    ///
    /// # Errors
    /// A classified failure; nothing was sent.
    pub(crate) async fn connect(&self, greeting: Greeting) -> Result<Session, SendError> {
        self.check_settings()?;
        let limit = self.connection.connect_timeout;
        let connecting = async {
            let (stream, broker, tls) = self.open().await?;
            self.greet(stream, broker, tls, greeting).await
        };
        match timeout(limit.get(), Box::pin(connecting)).await {
            Ok(connected) => connected,
            Err(_) => Err(SendError::new(
                FailureKind::Retry,
                UNREACHABLE,
                format!("connecting to {} took longer than {limit}", self.broker()),
            )),
        }
    }

    async fn open(&self) -> Result<(Stream, String, Option<String>), SendError> {
        if let Some(local) = &self.local {
            let stream = local.connect();
            let stream = stream.map_err(|error| {
                let detail = format!("the hub's broker does not answer: {error}");
                SendError::new(FailureKind::Retry, UNREACHABLE, detail)
            })?;
            return Ok((stream, self.broker(), None));
        }
        let host = self
            .address
            .as_ref()
            .map(|address| address.host.as_str())
            .unwrap_or_default();
        let dialled = dial(host, self.connection.connect_timeout, self.tls.as_ref(), &self.outbound).await;
        let (stream, peer) = dialled.map_err(|error| of_dial(&error))?;
        let tls = stream.facts().remove("tls_version");
        Ok((Box::new(stream), peer.to_string(), tls))
    }

    async fn greet(
        &self,
        stream: Stream,
        broker: String,
        tls: Option<String>,
        greeting: Greeting,
    ) -> Result<Session, SendError> {
        let mut wire = Wire::new(stream, self.version(), ANSWER_SIZE);
        let connect = Connect {
            version: self.version(),
            client_id: greeting.client_id,
            clean_start: greeting.clean_start,
            keep_alive: greeting.keep_alive,
            session_expiry: greeting.session_expiry,
            limits: Limits {
                receive_maximum: greeting.receive_maximum,
                max_packet_size: None,
            },
            user_name: self.connection.username.clone(),
            password: self.credentials()?,
            will: None,
        };
        let broken = |error| failure::not_welcome(&self.broker(), &error);
        wire.send(&Packet::Connect(Box::new(connect))).await.map_err(broken)?;
        match wire.read().await.map_err(broken)? {
            Packet::ConnAck(answer) if answer.reason == Reason::SUCCESS => Ok(Session {
                wire,
                answer: *answer,
                broker,
                tls,
            }),
            Packet::ConnAck(answer) => Err(failure::refused_connection(&self.broker(), answer.reason)),
            _ => Err(SendError::new(
                FailureKind::Retry,
                UNREACHABLE,
                format!("{} did not answer CONNECT as a broker does", self.broker()),
            )),
        }
    }
}

fn of_dial(error: &DialError) -> SendError {
    match error {
        DialError::NotAllowed { .. } => SendError::new(FailureKind::Stop, NOT_ALLOWED, error.to_string()),
        DialError::Tls(tls) if !tls.is_of_network() => SendError::new(FailureKind::Stop, TLS_SETTINGS, tls.detail()),
        _ => SendError::new(FailureKind::Retry, UNREACHABLE, error.to_string()),
    }
}
