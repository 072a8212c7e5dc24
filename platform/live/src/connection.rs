//! One connection, from the first message to the last.
//!
//! ```text
//! hello ──► authenticated ──► rooms joined ──► (missed events) ──► live ──► closed with a code
//! ```

use std::collections::{HashMap, HashSet};

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use nilecare_bus::Place;
use nilecare_http::Principal;
use nilecare_types::{EventId, Secret};
use tokio::sync::mpsc;
use tokio::time::{Instant, Interval, MissedTickBehavior, timeout};
use tokio_util::sync::CancellationToken;

use crate::dispatch::BATCH;
use crate::doors::{Joined, Peer};
use crate::frame::close;
use crate::hub::Inner;
use crate::registry::{Seat, frame_for};
use crate::{ClientFrame, JoinAnswer, LiveHub, Room, ServerFrame};

/// A connection that is to end: the code, and why in words for people who debug a client.
struct End(u16, &'static str);

type Go<T = ()> = Result<T, End>;

const GONE: End = End(close::TOO_SLOW, "nothing was heard");

/// Serves one connection to its end.
pub(crate) async fn serve(hub: LiveHub, peer: Peer, mut socket: WebSocket) {
    let inner = &*hub.0;
    let End(code, reason) = match hello(inner, &mut socket).await {
        Err(end) => end,
        Ok(hello) => {
            let mut client = Client::new(inner, peer, socket, hello);
            let end = match client.run().await {
                Ok(()) => End(1000, "bye"),
                Err(end) => end,
            };
            let (ended, sock) = client.leave().await;
            socket = sock;
            tracing::debug!(connection.id = %ended, code = end.0, "a live connection ended");
            end
        }
    };
    let frame = CloseFrame {
        code,
        reason: Utf8Bytes::from_static(reason),
    };
    // It may be gone already.
    let _ = timeout(inner.options.write_timeout, socket.send(Message::Close(Some(frame)))).await;
}

/// The first message, understood.
struct Hello {
    token: Secret<String>,
    who: Principal,
    last_event_id: Option<EventId>,
    rooms: Vec<String>,
}

async fn hello(inner: &Inner, socket: &mut WebSocket) -> Go<Hello> {
    let first = async {
        loop {
            match socket.recv().await {
                Some(Ok(Message::Text(text))) => return Some(text),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    };
    let text = tokio::select! {
        () = inner.stop.cancelled() => return Err(End(close::GOING_AWAY, "the hub stops")),
        first = timeout(inner.options.hello_timeout, first) => first,
    };
    let text = text.map_err(|_| End(close::PROTOCOL, "no hello came in time"))?;
    let text = text.ok_or(End(close::PROTOCOL, "the first message must be a hello"))?;
    let Ok(ClientFrame::Hello {
        token,
        last_event_id,
        rooms,
    }) = serde_json::from_str(&text)
    else {
        return Err(End(close::PROTOCOL, "the first message must be a hello"));
    };
    let who = authenticate(inner, &token).await?;
    if rooms.len() > inner.options.most_rooms {
        return Err(End(close::PROTOCOL, "too many rooms"));
    }
    if !inner.registry.has_room(&inner.options, &who.user_id) {
        return Err(End(close::TOO_MANY, "too many connections"));
    }
    Ok(Hello {
        token,
        who,
        last_event_id,
        rooms,
    })
}

async fn authenticate(inner: &Inner, token: &Secret<String>) -> Go<Principal> {
    let who = inner.verifier.authenticate(token.expose()).await;
    who.map_err(|_| End(close::SIGN_IN, "the token is not valid, or not any more"))
}

/// Somebody who is there.
struct Client<'h> {
    inner: &'h Inner,
    peer: Peer,
    socket: WebSocket,
    connection: String,
    who: Principal,
    token: Secret<String>,
    expires: Instant,
    last_event_id: Option<EventId>,
    wanted: Vec<String>,
    /// What each room stands for, by the name that it was joined with.
    joined: HashMap<Room, Joined>,
    seat: Option<u64>,
    heard: Instant,
    n_frames: u32,
}

/// Without an end of its own.
const FAR: std::time::Duration = std::time::Duration::from_secs(365 * 24 * 3600);

impl<'h> Client<'h> {
    fn new(inner: &'h Inner, peer: Peer, socket: WebSocket, hello: Hello) -> Self {
        let now = Instant::now();
        let mut client = Self {
            inner,
            peer,
            socket,
            connection: ulid::Ulid::generate().to_string(),
            who: hello.who,
            token: hello.token,
            expires: now + FAR,
            last_event_id: hello.last_event_id,
            wanted: hello.rooms,
            joined: HashMap::new(),
            seat: None,
            heard: now,
            n_frames: 0,
        };
        client.set_expiry();
        client
    }

    fn set_expiry(&mut self) {
        let left = self
            .inner
            .verifier
            .expires_at(self.token.expose())
            .map(|at| at.duration_since(self.inner.clock.now()));
        let left = left
            .and_then(|left| std::time::Duration::try_from(left).ok())
            .unwrap_or(FAR);
        self.expires = Instant::now() + left.min(FAR);
    }

    async fn run(&mut self) -> Go {
        let (queue, mut waiting) = mpsc::channel(self.inner.options.queue);
        let too_slow = CancellationToken::new();
        self.enter(queue, &too_slow).await?;
        let mut heartbeat = tokio::time::interval(self.inner.options.heartbeat);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        loop {
            self.step(&mut waiting, &too_slow, &mut heartbeat).await?;
            if self.seat.is_none() {
                return Ok(());
            }
        }
    }

    async fn step(
        &mut self,
        waiting: &mut mpsc::Receiver<Utf8Bytes>,
        too_slow: &CancellationToken,
        heartbeat: &mut Interval,
    ) -> Go {
        tokio::select! {
            biased;
            () = self.inner.stop.cancelled() => Err(End(close::GOING_AWAY, "the hub stops")),
            () = too_slow.cancelled() => Err(End(close::TOO_SLOW, "too slow; come back and resume")),
            () = tokio::time::sleep_until(self.expires) => Err(End(close::SIGN_IN, "the token has expired")),
            _ = heartbeat.tick() => self.look().await,
            frame = waiting.recv() => match frame {
                Some(frame) => self.send(Message::Text(frame)).await,
                None => Err(End(close::TOO_SLOW, "too slow; come back and resume")),
            },
            message = self.socket.recv() => self.hear(message).await,
        }
    }

    /// Joins the first rooms, catches up, and takes a seat.
    async fn enter(&mut self, queue: mpsc::Sender<Utf8Bytes>, too_slow: &CancellationToken) -> Go {
        let own = Room::User(self.who.user_id.clone());
        let roles = self.who.roles.iter().cloned().map(Room::Role);
        let own: Vec<String> = std::iter::once(own).chain(roles).map(|room| room.to_string()).collect();
        let mut answers = Vec::new();
        for room in own.into_iter().chain(std::mem::take(&mut self.wanted)) {
            answers.push(self.join(&room).await);
        }
        let (here, newest) = self.inner.registry.here();
        let begin = match self.last_event_id {
            None => None,
            Some(id) => self.inner.log.place_of(id).await.map_err(failed)?,
        };
        let ready = ServerFrame::Ready {
            connection: &self.connection,
            user_id: &self.who.user_id,
            rooms: &answers,
            resumed: begin.is_some(),
            last_event_id: if begin.is_some() { self.last_event_id } else { newest },
            heartbeat_seconds: self.inner.options.heartbeat.as_secs(),
        };
        let ready = ready.text();
        self.send(Message::Text(ready)).await?;
        if self.last_event_id.is_some() && begin.is_none() {
            self.send(Message::Text(ServerFrame::Reload.text())).await?;
        }
        let mut seat = Seat {
            queue,
            too_slow: too_slow.clone(),
            user_id: self.who.user_id.clone(),
            permissions: self.who.permissions.clone(),
            rooms: self
                .joined
                .values()
                .flat_map(|joined| joined.rooms.iter().cloned())
                .collect(),
            after: begin.unwrap_or(here),
        };
        let mut n_looked_at = 0;
        loop {
            seat = match self.inner.registry.enter(seat) {
                Ok(id) => {
                    self.seat = Some(id);
                    return Ok(());
                }
                Err(seat) => seat,
            };
            seat.after = self
                .catch_up(seat.after, &seat.rooms, &seat.permissions, &mut n_looked_at)
                .await?;
        }
    }

    /// Sends a part of what came behind `place`; tells how far it came.
    async fn catch_up(
        &mut self,
        place: Place,
        rooms: &HashSet<Room>,
        permissions: &[String],
        n_looked_at: &mut usize,
    ) -> Go<Place> {
        let events = self
            .inner
            .log
            .after(place, &self.inner.topics, BATCH)
            .await
            .map_err(failed)?;
        *n_looked_at += events.len();
        if *n_looked_at > self.inner.options.most_replayed {
            self.send(Message::Text(ServerFrame::Reload.text())).await?;
            return Ok(self.inner.registry.here().0.max(place));
        }
        let mut last = place;
        for (place, event) in events {
            let rule = self.inner.rule(&event.event_type);
            if let Some(frame) = rule.and_then(|rule| frame_for(&event, rule, rooms, permissions)) {
                self.send(Message::Text(frame)).await?;
            }
            last = place;
        }
        if last == place {
            // What others were told already cannot be read any more: it was forgotten meanwhile.
            self.send(Message::Text(ServerFrame::Reload.text())).await?;
            return Ok(self.inner.registry.here().0.max(place));
        }
        Ok(last)
    }

    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Go {
        self.heard = Instant::now();
        let text = match message {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(()),
            Some(Ok(Message::Binary(_))) => return Err(End(close::PROTOCOL, "messages are texts")),
            Some(Ok(Message::Close(_)) | Err(_)) | None => {
                self.vacate();
                return Ok(());
            }
        };
        self.n_frames += 1;
        if self.n_frames > self.inner.options.most_frames {
            return Err(End(close::PROTOCOL, "too many messages"));
        }
        match serde_json::from_str(&text) {
            Ok(ClientFrame::Join { room }) => {
                let answer = self.join(&room).await;
                self.send(Message::Text(ServerFrame::Joined(&answer).text())).await
            }
            Ok(ClientFrame::Leave { room }) => {
                self.leave_room(&room).await;
                self.send(Message::Text(ServerFrame::Left { room: &room }.text())).await
            }
            Ok(ClientFrame::Token { token }) => self.renew(token).await,
            Ok(ClientFrame::Hello { .. }) | Err(_) => Err(End(close::PROTOCOL, "this message is not understood")),
        }
    }

    async fn join(&mut self, name: &str) -> JoinAnswer {
        let done = self.try_join(name).await;
        JoinAnswer {
            room: name.to_owned(),
            joined: done.is_ok(),
            code: done.err(),
        }
    }

    async fn try_join(&mut self, name: &str) -> Result<(), &'static str> {
        let room: Room = name.parse().map_err(|_| "room-unknown")?;
        if self.joined.contains_key(&room) {
            return Ok(());
        }
        if self.joined.len() > self.inner.options.most_rooms + self.who.roles.len() {
            return Err("too-many-rooms");
        }
        let joined = self.inner.doors.open(&self.who, &self.peer, &room).await?;
        if let Some(seat) = self.seat {
            self.inner.registry.join(seat, &joined.rooms);
        }
        self.joined.insert(room, joined);
        Ok(())
    }

    async fn leave_room(&mut self, name: &str) {
        let Some(left) = name.parse::<Room>().ok().and_then(|room| self.joined.remove(&room)) else {
            return;
        };
        // Another name of the same patient may still stand for the same rooms.
        let stay: HashSet<&Room> = self.joined.values().flat_map(|joined| &joined.rooms).collect();
        let gone: Vec<Room> = left.rooms.iter().filter(|room| !stay.contains(room)).cloned().collect();
        if let Some(seat) = self.seat {
            self.inner.registry.leave(seat, &gone);
        }
        self.inner.doors.close(&self.who, &self.peer, &left).await;
    }

    /// Takes a new token of the same user; rooms that it does not open are left.
    async fn renew(&mut self, token: Secret<String>) -> Go {
        let who = authenticate(self.inner, &token).await?;
        if who.user_id != self.who.user_id {
            return Err(End(close::SIGN_IN, "the token is of another user"));
        }
        self.token = token;
        self.set_expiry();
        self.become_(who).await;
        self.send(Message::Text(ServerFrame::Renewed.text())).await
    }

    async fn become_(&mut self, who: Principal) {
        let may_read = who.may(self.inner.doors.reads_patients);
        let lost: Vec<String> = self
            .joined
            .keys()
            .filter(|room| match room {
                Room::Patient(_) => !may_read,
                Room::Role(name) => !who.roles.contains(name),
                Room::User(_) | Room::Facility(_) => false,
            })
            .map(ToString::to_string)
            .collect();
        for room in lost {
            self.leave_room(&room).await;
        }
        self.who = who;
        if let Some(seat) = self.seat {
            self.inner.registry.permit(seat, &self.who);
        }
    }

    /// Once in a while: is the sign-in still good, and is anybody there?
    async fn look(&mut self) -> Go {
        self.n_frames = 0;
        if self.heard.elapsed() > self.inner.options.heartbeat * 3 {
            return Err(GONE);
        }
        let who = authenticate(self.inner, &self.token).await?;
        self.become_(who).await;
        if let Some(seat) = self.seat {
            self.inner.registry.heartbeat(seat);
        }
        // Answered by every client without anybody's doing.
        self.send(Message::Ping(axum::body::Bytes::new())).await
    }

    async fn send(&mut self, message: Message) -> Go {
        match timeout(self.inner.options.write_timeout, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(GONE),
            Err(_) => Err(End(close::TOO_SLOW, "too slow; come back and resume")),
        }
    }

    fn vacate(&mut self) {
        if let Some(seat) = self.seat.take() {
            self.inner.registry.leave_all(seat);
        }
    }

    /// Gives up seat and rooms; gives the connection's name and the socket back.
    async fn leave(mut self) -> (String, WebSocket) {
        self.vacate();
        for (_, left) in std::mem::take(&mut self.joined) {
            self.inner.doors.close(&self.who, &self.peer, &left).await;
        }
        (self.connection, self.socket)
    }
}

fn failed(error: nilecare_bus::BusError) -> End {
    tracing::error!(%error, "the bus cannot be read for a browser");
    End(close::FAILED, "something failed; come back and resume")
}
