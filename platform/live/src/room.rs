//! Rooms.

use std::fmt;
use std::str::FromStr;

use nilecare_types::PatientId;
use serde::{Deserialize, Serialize};

/// Where events are told.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Room {
    /// One user, by id.
    User(String),
    /// Everybody with a role.
    Role(String),
    /// Those who look after a patient.
    Patient(PatientId),
    /// Those who work in a facility.
    Facility(String),
}

/// The text names no room.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a room is user:ID, role:NAME, patient:ID or facility:NAME")]
pub struct RoomError;

/// Longer names are none.
const LONGEST: usize = 64;

impl FromStr for Room {
    type Err = RoomError;

    fn from_str(text: &str) -> Result<Self, RoomError> {
        let (kind, name) = text.split_once(':').ok_or(RoomError)?;
        let is_name = (1..=LONGEST).contains(&name.len()) && !name.contains(char::is_control);
        match kind {
            "patient" => name.parse().map(Self::Patient).map_err(|_| RoomError),
            _ if !is_name => Err(RoomError),
            "user" => Ok(Self::User(name.to_owned())),
            "role" => Ok(Self::Role(name.to_owned())),
            "facility" => Ok(Self::Facility(name.to_owned())),
            _ => Err(RoomError),
        }
    }
}

impl TryFrom<String> for Room {
    type Error = RoomError;

    fn try_from(text: String) -> Result<Self, RoomError> {
        text.parse()
    }
}

impl From<Room> for String {
    fn from(room: Room) -> Self {
        room.to_string()
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user:{id}"),
            Self::Role(name) => write!(f, "role:{name}"),
            Self::Patient(id) => write!(f, "patient:{id}"),
            Self::Facility(name) => write!(f, "facility:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_read_as_they_are_written() {
        let id = PatientId::generate();
        for text in [&format!("patient:{id}"), "user:1", "role:nurse", "facility:NILE"] {
            assert_eq!(text.parse::<Room>().map(|room| room.to_string()), Ok(text.to_string()));
        }
        for bad in ["", "patient:1", "role:", "ward:3", "nurse", "role:a\nb"] {
            assert_eq!(bad.parse::<Room>(), Err(RoomError), "{bad}");
        }
    }
}
