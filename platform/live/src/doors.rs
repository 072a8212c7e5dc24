//! Who may join which room, and that it is on record.

use std::net::IpAddr;

use async_trait::async_trait;
use nilecare_audit::{AuditLog, NewEntry, Outcome};
use nilecare_http::{Permission, Principal};
use nilecare_types::{Clock, PatientId};

use crate::Room;

const ROUTE: &str = "GET /api/v1/live";

/// Nobody can tell now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the register of patients does not answer")]
pub struct DirectoryUnavailable;

/// Knows patients.
#[async_trait]
pub trait PatientDirectory: Send + Sync {
    /// Gives all ids of the person that `id` stands for, before and after merges; `None` when there is no such patient.
    ///
    /// # Errors
    /// When it cannot be told now.
    async fn ids_of(&self, id: PatientId) -> Result<Option<Vec<PatientId>>, DirectoryUnavailable>;
}

/// What is known of the peer beside who it is.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    pub address: Option<IpAddr>,
    pub request_id: String,
}

/// A room that was joined: what it stands for, and the entry that tells so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Joined {
    pub rooms: Vec<Room>,
    pub entry: Option<i64>,
}

/// Decides and records.
pub(crate) struct Doors {
    pub audit: AuditLog,
    pub clock: std::sync::Arc<dyn Clock>,
    pub directory: std::sync::Arc<dyn PatientDirectory>,
    /// What reading a patient takes.
    pub reads_patients: Permission,
}

impl Doors {
    /// Lets somebody in, or says why not.
    pub async fn open(&self, who: &Principal, peer: &Peer, room: &Room) -> Result<Joined, &'static str> {
        let is_own = match room {
            Room::User(id) => *id == who.user_id,
            Room::Role(name) => who.roles.contains(name),
            // Only notices without patient data are told there, each to those who hold its topic's permission.
            Room::Facility(_) => true,
            Room::Patient(id) => return self.open_patient(who, peer, *id).await,
        };
        if !is_own {
            return Err("not-yours");
        }
        Ok(Joined {
            rooms: vec![room.clone()],
            entry: None,
        })
    }

    async fn open_patient(&self, who: &Principal, peer: &Peer, id: PatientId) -> Result<Joined, &'static str> {
        if !who.may(self.reads_patients) {
            self.record(who, peer, &[id], Outcome::Refused, None).await?;
            return Err("permission-missing");
        }
        let known = self.directory.ids_of(id).await;
        let ids = known.map_err(|DirectoryUnavailable| "patients-unavailable")?;
        let ids = ids.ok_or("patient-not-found")?;
        let entry = self.record(who, peer, &ids, Outcome::Begun, None).await?;
        Ok(Joined {
            rooms: ids.into_iter().map(Room::Patient).collect(),
            entry: Some(entry),
        })
    }

    /// Puts on record that somebody does not watch a patient any more.
    pub async fn close(&self, who: &Principal, peer: &Peer, left: &Joined) {
        let Some(entry) = left.entry else {
            return;
        };
        let patients = left.rooms.iter().filter_map(|room| match room {
            Room::Patient(id) => Some(*id),
            _ => None,
        });
        let patients: Vec<_> = patients.collect();
        if self
            .record(who, peer, &patients, Outcome::Done, Some(entry))
            .await
            .is_err()
        {
            tracing::error!(
                audit.n = entry,
                "the end of watching a patient could not be put on record"
            );
        }
    }

    async fn record(
        &self,
        who: &Principal,
        peer: &Peer,
        patients: &[PatientId],
        outcome: Outcome,
        of: Option<i64>,
    ) -> Result<i64, &'static str> {
        let entry = NewEntry {
            at: self.clock.now(),
            actor: who.user_id.clone(),
            username: who.username.clone(),
            roles: who.roles.clone(),
            action: self.reads_patients.to_string(),
            route: ROUTE.to_owned(),
            patients: patients.iter().map(ToString::to_string).collect(),
            reason: None,
            address: peer.address.map(|address| address.to_string()),
            request_id: peer.request_id.clone(),
            outcome,
            of,
        };
        self.audit.append(entry).await.map_err(|error| {
            tracing::error!(%error, "watching a patient could not be put on record");
            "audit-unavailable"
        })
    }
}
