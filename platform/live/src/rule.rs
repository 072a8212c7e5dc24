//! Which events are told, to whom, and how much of them.

use nilecare_bus::Event;
use nilecare_http::Permission;
use serde_json::{Map, Value};

use crate::Room;

/// What is done with the events of one topic.
#[derive(Debug, Clone, Copy)]
pub struct TopicRule {
    /// The topic.
    pub topic: &'static str,
    /// What one must hold to be told, whatever room one is in.
    pub permission: Permission,
    /// Whether the event's key is a patient's id: the whole event goes to the patient's room.
    pub about_patient: bool,
    /// Who else is told that something happened.
    pub notice: Option<Notice>,
}

/// A part of an event that holds no patient data.
#[derive(Debug, Clone, Copy)]
pub struct Notice {
    /// Who is told.
    pub audience: Audience,
    /// What is told: JSON pointers into the event's data. Nothing else of it leaves.
    pub fields: &'static [&'static str],
}

/// Who is told of a notice.
#[derive(Debug, Clone, Copy)]
pub enum Audience {
    /// The facility that is named at this place of the data.
    Facility(&'static str),
    /// The patient whose id is at this place of the data, such as one that was merged into another.
    Patient(&'static str),
    /// The user whose id is at this place of the data.
    User(&'static str),
    /// Everybody with this role.
    Role(&'static str),
}

impl TopicRule {
    /// The room that gets the whole event.
    pub(crate) fn whole(&self, event: &Event) -> Option<Room> {
        let patient = self.about_patient.then(|| event.key.parse().ok());
        patient.flatten().map(Room::Patient)
    }

    /// The room that gets the notice, and what that is.
    pub(crate) fn notice(&self, event: &Event) -> Option<(Room, Value)> {
        let notice = self.notice?;
        let name = |place: &str| event.data.pointer(place)?.as_str().map(str::to_owned);
        let room = match notice.audience {
            Audience::Facility(place) => Room::Facility(name(place)?),
            Audience::Patient(place) => Room::Patient(name(place)?.parse().ok()?),
            Audience::User(place) => Room::User(name(place)?),
            Audience::Role(role) => Room::Role(role.to_owned()),
        };
        let mut told = Map::new();
        for place in notice.fields {
            if let Some(value) = event.data.pointer(place) {
                let field = place.rsplit('/').next().unwrap_or(place);
                told.insert(field.to_owned(), value.clone());
            }
        }
        Some((room, Value::Object(told)))
    }
}
