//! A hub on a port of its own with a bus, an audit log and three patients; clients are `tokio-tungstenite`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::{SinkExt, StreamExt};
use nilecare_audit::{AuditKey, AuditLog, AuditQuery, StoredEntry};
use nilecare_bus::{Event, EventBus, LocalBus};
use nilecare_http::{HttpOptions, Permission, Principal, finish};
use nilecare_live::{
    Audience, DirectoryUnavailable, LiveHub, LiveOptions, Notice, PatientDirectory, Surroundings, TopicRule,
};
use nilecare_sql::Db;
use nilecare_testkit::ServiceRig;
use nilecare_types::{Clock, PatientId, Secret};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

pub const A: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAA";
pub const B: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAB";
/// Was merged into A.
pub const FORMER: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAC";
pub const NURSE: [&str; 2] = ["patients:read", "vitals:read"];
pub const CLERK: [&str; 1] = ["patients:read"];
const PATIENCE: Duration = Duration::from_secs(20);

const RULES: [TopicRule; 2] = [
    TopicRule {
        topic: "vitals.critical",
        permission: Permission::new("vitals:read"),
        about_patient: true,
        notice: Some(Notice {
            audience: Audience::Facility("/facility"),
            fields: &["/facility", "/alarm/id"],
        }),
    },
    TopicRule {
        topic: "patient.updated",
        permission: Permission::new("patients:read"),
        about_patient: true,
        notice: None,
    },
];

struct People;

#[async_trait]
impl PatientDirectory for People {
    async fn ids_of(&self, id: PatientId) -> Result<Option<Vec<PatientId>>, DirectoryUnavailable> {
        let known = |texts: &[&str]| texts.iter().filter_map(|text| text.parse().ok()).collect();
        Ok(match id.to_string().as_str() {
            A | FORMER => Some(known(&[A, FORMER])),
            B => Some(known(&[B])),
            _ => None,
        })
    }
}

pub struct Rig {
    pub hub: LiveHub,
    pub bus: LocalBus,
    pub services: ServiceRig,
    pub audit: AuditLog,
    pub address: SocketAddr,
}

pub async fn rig() -> Rig {
    rig_with(LiveOptions::default()).await
}

pub async fn rig_with(options: LiveOptions) -> Rig {
    let services = ServiceRig::new();
    let open = async |name: &str| Db::open(&services.database(name)).await.expect("it opens");
    let bus = LocalBus::open(open("bus").await, services.clock.clone())
        .await
        .expect("it opens");
    let key = AuditKey::new(&Secret::new("a".repeat(32))).expect("32 bytes");
    let audit = AuditLog::open(open("audit").await, key).await.expect("it opens");
    let surroundings = Surroundings {
        log: Arc::new(bus.clone()),
        verifier: services.verifier(),
        audit: audit.clone(),
        clock: services.clock.clone(),
        directory: Arc::new(People),
        reads_patients: Permission::new("patients:read"),
    };
    let hub = LiveHub::new(surroundings, &RULES, options).await.expect("it opens");
    tokio::spawn(hub.clone().run());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let app = finish(hub.router().into(), HttpOptions::default());
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    Rig {
        hub,
        bus,
        services,
        audit,
        address,
    }
}

impl Rig {
    pub fn token(&self, user: &str, permissions: &[&str]) -> String {
        let principal = Principal {
            user_id: user.to_owned(),
            username: user.to_owned(),
            roles: vec!["nurse".to_owned()],
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            ..Principal::default()
        };
        self.services.issuer().issue(&principal).token.expose().clone()
    }

    pub async fn open(&self) -> Client {
        let url = format!("ws://{}/api/v1/live", self.address);
        let (socket, _) = tokio_tungstenite::connect_async(url).await.expect("it opens");
        Client { socket }
    }

    /// Connects and says hello; gives the client with the answer.
    pub async fn enter(
        &self,
        user: &str,
        permissions: &[&str],
        rooms: &[String],
        last: Option<&str>,
    ) -> (Client, Value) {
        let mut client = self.open().await;
        let hello =
            json!({ "type": "hello", "token": self.token(user, permissions), "rooms": rooms, "last_event_id": last });
        client.say(&hello).await;
        let ready = client.next().await;
        assert_eq!(ready["type"], "ready", "{ready}");
        (client, ready)
    }

    /// Publishes an event about a patient and gives its id.
    pub async fn publish(&self, topic: &str, patient: &str, n: u64) -> String {
        self.publish_data(
            topic,
            patient,
            json!({ "facility": "NILE", "n": n, "alarm": { "id": "X", "value": 180 } }),
        )
        .await
    }

    pub async fn publish_data(&self, topic: &str, patient: &str, data: Value) -> String {
        let event = Event::new("test", topic, patient, self.services.clock.now(), data);
        let id = event.event_id.to_string();
        self.bus.publish(&[event]).await.expect("there is room");
        id
    }

    /// Entries about a patient, oldest first.
    pub async fn entries(&self, patient: &str) -> Vec<StoredEntry> {
        let query = AuditQuery {
            patient: Some(patient.to_owned()),
            ..AuditQuery::default()
        };
        let mut found = self.audit.search(&query, i64::MAX, 100).await.expect("it can be read");
        found.reverse();
        found
    }
}

pub fn patient(id: &str) -> String {
    format!("patient:{id}")
}

pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    pub async fn say(&mut self, message: &Value) {
        let sent = self.socket.send(Message::text(message.to_string())).await;
        sent.expect("it is open");
    }

    /// The next message, or the code that the connection was closed with.
    pub async fn hear(&mut self) -> Result<Value, u16> {
        loop {
            let heard = tokio::time::timeout(PATIENCE, self.socket.next())
                .await
                .expect("it says something");
            match heard {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).expect("it is JSON")),
                Some(Ok(Message::Close(frame))) => return Err(frame.map_or(0, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(0),
            }
        }
    }

    pub async fn next(&mut self) -> Value {
        self.hear().await.expect("it is open")
    }

    /// The next event; heartbeats are passed over.
    pub async fn event(&mut self) -> Value {
        loop {
            let heard = self.next().await;
            match heard["type"].as_str() {
                Some("event") => return heard,
                Some("heartbeat") => {}
                _ => panic!("no event: {heard}"),
            }
        }
    }

    /// The code that the connection is closed with, whatever comes before.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.hear().await {
                return code;
            }
        }
    }

    pub async fn ask(&mut self, message: &Value) -> Value {
        self.say(message).await;
        loop {
            let heard = self.next().await;
            if heard["type"] != "heartbeat" {
                return heard;
            }
        }
    }
}
