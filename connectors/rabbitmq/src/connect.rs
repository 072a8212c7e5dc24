//! Connecting to the broker: a stream that we dialled, and lapin's protocol over it.

use std::fmt;
use std::future::ready;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_rs::traits::Reactor;
use async_rs::util::RuntimeParts;
use async_rs::{Runtime, Tokio};
use futures_util::Stream as Items;
use lapin::types::ShortString;
use lapin::uri::{AMQPAuthority, AMQPQueryString, AMQPScheme, AMQPUri, AMQPUserInfo};
use lapin::{AsyncTcpStream, Channel, Connection, ConnectionProperties};
use nilecare_connector_net::{DialError, Outbound, Stream, TlsSender, dial};
use nilecare_types::{Clock, HumanDuration};
use tokio::time::timeout;
use tokio_util::compat::{Compat, TokioAsyncReadCompatExt};

use crate::RabbitmqConnection;

/// How long a broker may take to say goodbye.
const CLOSE_LIMIT: Duration = Duration::from_secs(2);
/// Whom a new broker lets in from its own machine.
const GUEST: &str = "guest";
/// AMQP 0-9-1: the connection was closed as wanted.
const DONE: u16 = 200;

/// A broker that can be connected to.
pub(crate) struct Broker {
    settings: RabbitmqConnection,
    tls: Option<TlsSender>,
    outbound: Outbound,
}

/// Why there is no connection, or why it does not work any more.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LinkError {
    /// There is no stream of bytes.
    #[error(transparent)]
    Dial(#[from] DialError),
    /// The password cannot be read.
    #[error("{0}")]
    Secret(String),
    /// The broker was too slow.
    #[error("the broker at {address} took longer than {limit} to answer")]
    TooSlow {
        /// Whom we asked.
        address: String,
        /// How long it may take.
        limit: HumanDuration,
    },
    /// The broker or the protocol says no.
    #[error("{0}")]
    Amqp(#[from] lapin::Error),
}

/// An open channel in a connection of its own.
pub(crate) struct Link {
    connection: Connection,
    pub channel: Channel,
    pub peer: SocketAddr,
    limit: HumanDuration,
}

impl Broker {
    pub(crate) fn new(settings: &RabbitmqConnection, outbound: Outbound, clock: Arc<dyn Clock>) -> Self {
        let tls = settings.tls.clone().map(|tls| TlsSender::new(tls, clock));
        Self {
            settings: settings.clone(),
            tls,
            outbound,
        }
    }

    pub(crate) fn address(&self) -> &str {
        &self.settings.address
    }

    /// Connects, signs in and opens a channel.
    pub(crate) async fn connect(&self) -> Result<Link, LinkError> {
        let limit = self.settings.connect_timeout;
        let (stream, peer) = dial(&self.settings.address, limit, self.tls.as_ref(), &self.outbound).await?;
        let uri = self.uri()?;
        let opening = async {
            let connection = open(uri, stream).await?;
            let channel = connection.create_channel().await?;
            Ok::<_, LinkError>((connection, channel))
        };
        let opened = timeout(limit.get(), opening).await;
        let (connection, channel) = opened.map_err(|_| self.too_slow())??;
        Ok(Link {
            connection,
            channel,
            peer,
            limit,
        })
    }

    /// Waits for an answer of the broker, as long as it may take to connect.
    pub(crate) async fn answer<T>(&self, asked: impl Future<Output = lapin::Result<T>>) -> Result<T, LinkError> {
        let answered = timeout(self.settings.connect_timeout.get(), asked).await;
        Ok(answered.map_err(|_| self.too_slow())??)
    }

    fn too_slow(&self) -> LinkError {
        LinkError::TooSlow {
            address: self.settings.address.clone(),
            limit: self.settings.connect_timeout,
        }
    }

    /// The address in it is for the record only; the stream is there already.
    fn uri(&self) -> Result<AMQPUri, LinkError> {
        let password = match &self.settings.password {
            None => GUEST.to_owned(),
            Some(name) => name
                .read()
                .map_err(|error| LinkError::Secret(error.to_string()))?
                .expose()
                .clone(),
        };
        let username = self.settings.username.clone().unwrap_or_else(|| GUEST.to_owned());
        Ok(AMQPUri {
            scheme: AMQPScheme::AMQP,
            authority: AMQPAuthority {
                userinfo: AMQPUserInfo { username, password },
                ..AMQPAuthority::default()
            },
            vhost: self.settings.virtual_host.clone(),
            query: AMQPQueryString {
                heartbeat: Some(self.settings.heartbeat_secs()),
                ..AMQPQueryString::default()
            },
        })
    }
}

impl Link {
    /// Tells whether the broker takes no messages now: it is short of memory or disk.
    pub(crate) fn is_blocked(&self) -> bool {
        self.connection.status().blocked()
    }

    /// Tells whether a message can be published; not whether the broker is still there.
    pub(crate) fn is_open(&self) -> bool {
        self.connection.status().connected() && self.channel.status().connected()
    }

    /// Says goodbye. What was not acknowledged goes back to its queue.
    pub(crate) async fn close(self) {
        let limit = self.limit.get().min(CLOSE_LIMIT);
        let _ = timeout(limit, self.connection.close(DONE, ShortString::default())).await;
    }
}

async fn open(uri: AMQPUri, stream: Stream) -> lapin::Result<Connection> {
    let once = Arc::new(Mutex::new(Some(stream.compat())));
    // Asked for once: connecting again is ours, and begins with dialling.
    let connect = async move |_: AMQPUri, _: Runtime<Kit>| {
        let stream = once.lock().unwrap_or_else(PoisonError::into_inner).take();
        let stream = stream.ok_or_else(|| io::Error::from(io::ErrorKind::ConnectionAborted))?;
        Ok(AsyncTcpStream::Plain(stream))
    };
    let runtime = Runtime::new(Kit::new(Tokio::current(), Dialled(Tokio::current())));
    let properties = ConnectionProperties::default().with_connection_name("nilecare".into());
    Connection::connector(uri, runtime, connect, properties).await
}

/// Tokio, with our streams.
type Kit = RuntimeParts<Tokio, Dialled>;

/// Timers of tokio; streams that are dialled elsewhere.
#[derive(Clone)]
struct Dialled(Tokio);

impl fmt::Debug for Dialled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dialled")
    }
}

/// The protocol asks for no stream by itself.
fn not_here() -> io::Error {
    io::Error::from(io::ErrorKind::Unsupported)
}

#[expect(refining_impl_trait, reason = "what a kit makes of a handle is a stream like ours")]
impl Reactor for Dialled {
    type TcpStream = Compat<Stream>;
    type Sleep = <Tokio as Reactor>::Sleep;

    fn register<H: Send + 'static>(&self, _: H) -> io::Result<Compat<Stream>> {
        Err(not_here())
    }

    fn sleep(&self, duration: Duration) -> Self::Sleep {
        self.0.sleep(duration)
    }

    fn interval(&self, duration: Duration) -> impl Items<Item = Instant> + Send + 'static {
        self.0.interval(duration)
    }

    fn tcp_connect_addr(&self, _: SocketAddr) -> impl Future<Output = io::Result<Compat<Stream>>> + Send + 'static {
        ready(Err(not_here()))
    }
}
