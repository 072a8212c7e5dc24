//! Who is in which room, and how far everybody has been told.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use nilecare_bus::{Event, Place};
use nilecare_http::Principal;
use nilecare_types::EventId;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{LiveOptions, Room, ServerFrame, TopicRule};

/// A connection as events reach it.
pub(crate) struct Seat {
    pub queue: mpsc::Sender<Utf8Bytes>,
    /// Ended when it lets too much wait.
    pub too_slow: CancellationToken,
    pub user_id: String,
    pub permissions: Vec<String>,
    pub rooms: HashSet<Room>,
    /// It has what is up to here already.
    pub after: Place,
}

#[derive(Default)]
struct State {
    seats: HashMap<u64, Seat>,
    members: HashMap<Room, BTreeSet<u64>>,
    next: u64,
    place: Place,
    newest: Option<EventId>,
}

/// All connections.
#[derive(Default)]
pub(crate) struct Registry(Mutex<State>);

impl Registry {
    /// Begins behind this event.
    pub fn begin(&self, newest: Option<(Place, EventId)>) {
        let mut state = self.lock();
        if let Some((place, id)) = newest {
            state.place = place;
            state.newest = Some(id);
        }
    }

    /// Tells where everybody is.
    pub fn here(&self) -> (Place, Option<EventId>) {
        let state = self.lock();
        (state.place, state.newest)
    }

    /// Tells whether one more connection of this user fits.
    pub fn has_room(&self, options: &LiveOptions, user_id: &str) -> bool {
        let state = self.lock();
        let n_own = state.seats.values().filter(|seat| seat.user_id == user_id).count();
        n_own < options.most_of_user
    }

    /// Adds a connection that has been told all up to `seat.after`; gives it back when others are further already.
    pub fn enter(&self, seat: Seat) -> Result<u64, Seat> {
        let mut state = self.lock();
        if state.place > seat.after {
            return Err(seat);
        }
        state.next += 1;
        let id = state.next;
        for room in &seat.rooms {
            state.members.entry(room.clone()).or_default().insert(id);
        }
        state.seats.insert(id, seat);
        metrics::gauge!("nilecare_live_connections").set(state.seats.len() as f64);
        Ok(id)
    }

    /// Takes a connection out.
    pub fn leave_all(&self, id: u64) {
        let mut state = self.lock();
        state.remove(id);
        metrics::gauge!("nilecare_live_connections").set(state.seats.len() as f64);
    }

    /// Adds rooms to a connection.
    pub fn join(&self, id: u64, rooms: &[Room]) {
        let mut state = self.lock();
        let State { seats, members, .. } = &mut *state;
        if let Some(seat) = seats.get_mut(&id) {
            for room in rooms {
                seat.rooms.insert(room.clone());
                members.entry(room.clone()).or_default().insert(id);
            }
        }
    }

    /// Takes rooms from a connection.
    pub fn leave(&self, id: u64, rooms: &[Room]) {
        let mut state = self.lock();
        let State { seats, members, .. } = &mut *state;
        for room in rooms {
            if let Some(seat) = seats.get_mut(&id) {
                seat.rooms.remove(room);
            }
            forget(members, room, id);
        }
    }

    /// Sets what a connection may be told.
    pub fn permit(&self, id: u64, who: &Principal) {
        if let Some(seat) = self.lock().seats.get_mut(&id) {
            seat.permissions.clone_from(&who.permissions);
        }
    }

    /// Puts a heartbeat behind all that waits for a connection, so that the place in it is true.
    pub fn heartbeat(&self, id: u64) {
        let mut state = self.lock();
        let last_event_id = state.newest;
        let frame = ServerFrame::Heartbeat { last_event_id };
        state.give(id, &frame.text());
    }

    /// Tells an event to everybody who may know of it.
    pub fn tell(&self, place: Place, event: &Event, rule: &TopicRule) {
        let mut state = self.lock();
        let mut told = BTreeSet::new();
        if let Some(room) = rule.whole(event) {
            let frame = whole(event, &room);
            state.give_room(&room, &frame, place, rule, &mut told);
        }
        if let Some((room, data)) = rule.notice(event) {
            let frame = event_frame(event, &room, false, &data);
            state.give_room(&room, &frame, place, rule, &mut told);
        }
        state.place = place;
        state.newest = Some(event.event_id);
        metrics::counter!("nilecare_live_events_total").increment(told.len() as u64);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn give_room(&mut self, room: &Room, frame: &Utf8Bytes, place: Place, rule: &TopicRule, told: &mut BTreeSet<u64>) {
        let members: Vec<u64> = self.members.get(room).into_iter().flatten().copied().collect();
        for id in members {
            let is_to_know = self
                .seats
                .get(&id)
                .is_some_and(|seat| seat.after < place && rule.permission.is_granted_by(&seat.permissions));
            if is_to_know && told.insert(id) {
                self.give(id, frame);
            }
        }
    }

    fn give(&mut self, id: u64, frame: &Utf8Bytes) {
        let Some(seat) = self.seats.get(&id) else {
            return;
        };
        if seat.queue.try_send(frame.clone()).is_err() {
            // It lets too much wait, or is gone. What it misses it gets when it comes back.
            seat.too_slow.cancel();
            self.remove(id);
            metrics::counter!("nilecare_live_too_slow_total").increment(1);
        }
    }

    fn remove(&mut self, id: u64) {
        if let Some(seat) = self.seats.remove(&id) {
            for room in &seat.rooms {
                forget(&mut self.members, room, id);
            }
        }
    }
}

fn forget(members: &mut HashMap<Room, BTreeSet<u64>>, room: &Room, id: u64) {
    if let Some(those) = members.get_mut(room) {
        those.remove(&id);
        if those.is_empty() {
            members.remove(room);
        }
    }
}

/// What one connection is told of an event when it reads the bus itself; `None`: nothing.
pub(crate) fn frame_for(
    event: &Event,
    rule: &TopicRule,
    rooms: &HashSet<Room>,
    permissions: &[String],
) -> Option<Utf8Bytes> {
    if !rule.permission.is_granted_by(permissions) {
        return None;
    }
    if let Some(room) = rule.whole(event).filter(|room| rooms.contains(room)) {
        return Some(whole(event, &room));
    }
    let (room, data) = rule.notice(event)?;
    rooms.contains(&room).then(|| event_frame(event, &room, false, &data))
}

fn whole(event: &Event, room: &Room) -> Utf8Bytes {
    event_frame(event, room, true, &event.data)
}

fn event_frame(event: &Event, room: &Room, whole: bool, data: &serde_json::Value) -> Utf8Bytes {
    ServerFrame::Event {
        event_id: event.event_id,
        topic: &event.event_type,
        at: event.timestamp,
        room,
        whole,
        data,
    }
    .text()
}
