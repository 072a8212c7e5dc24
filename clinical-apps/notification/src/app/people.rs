//! Who is to be told: business knows who works when, auth who signs in.

use nilecare_contracts::auth::User;
use nilecare_contracts::business::{StaffMember, StaffRole, StaffStatus};
use nilecare_contracts::notification::Recipient;
use nilecare_types::{PatientId, StaffId, UserId};

use crate::model::facts::Where;
use crate::{NotificationError, NotificationService};

/// Nobody tells more people at once; one who is told with so many others does not feel meant.
const MOST_PEOPLE: usize = 100;

/// Somebody who is told.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub recipient: Recipient,
    /// Whose address and number count, for who works here.
    pub staff_id: Option<StaffId>,
    /// The language that the person is known to read.
    pub language: Option<String>,
}

impl Person {
    fn of_staff(member: &StaffMember, users: &[User]) -> Self {
        let user = member.username.as_deref().and_then(|name| {
            users
                .iter()
                .find(|user| !user.disabled && user.username.eq_ignore_ascii_case(name))
        });
        Self {
            recipient: user.map_or_else(
                || Recipient::staff(member.id),
                |user| Recipient::user(&user.id.to_string()),
            ),
            staff_id: Some(member.id),
            language: None,
        }
    }

    fn of_user(id: UserId, staff: Option<StaffId>) -> Self {
        Self {
            recipient: Recipient::user(&id.to_string()),
            staff_id: staff,
            language: None,
        }
    }
}

impl NotificationService {
    /// Lists who of a role is on duty in a facility now; when nobody is, all of that role who work there; when there are none either, all who sign in
    /// with that role, so that an alert is not told to nobody.
    pub(super) async fn on_duty(&self, place: &Where, role: StaffRole) -> Result<Vec<Person>, NotificationError> {
        let users = self.auth.users().await?;
        let mut on_duty = Vec::new();
        let mut work_there = Vec::new();
        if let Some(facility) = place.id {
            let staff = self.business.active_staff(Some(role), None).await?;
            let now = self.clock.now();
            let today = now.to_zoned(place.zone.clone()).date();
            for member in staff
                .iter()
                .filter(|member| member.facility_ids.contains(&facility))
                .take(MOST_PEOPLE)
            {
                let free = self.business.availability(member.id, today, today).await?;
                let works_now = free.is_some_and(|free| {
                    let mut periods = free.periods.iter();
                    periods.any(|period| period.facility_id == facility && period.from <= now && now < period.until)
                });
                let person = Person::of_staff(member, &users);
                if works_now {
                    on_duty.push(person.clone());
                }
                work_there.push(person);
            }
        }
        if !on_duty.is_empty() {
            return Ok(on_duty);
        }
        if !work_there.is_empty() {
            return Ok(work_there);
        }
        let role = role_name(role);
        let holders = users
            .iter()
            .filter(|user| !user.disabled && user.roles.iter().any(|held| held == role));
        Ok(holders
            .take(MOST_PEOPLE)
            .map(|user| Person::of_user(user.id, None))
            .collect())
    }

    /// Finds somebody of the staff by number; `None` when there is nobody.
    pub(super) async fn staff_of_number(&self, number: &str) -> Result<Option<Person>, NotificationError> {
        let staff = self.business.active_staff(None, None).await?;
        let Some(member) = staff.iter().find(|member| member.number == number) else {
            return Ok(None);
        };
        let users = self.auth.users().await?;
        Ok(Some(Person::of_staff(member, &users)))
    }

    /// Finds who signs in with a name; `None` when nobody does.
    pub(super) async fn user_named(&self, name: &str) -> Result<Option<Person>, NotificationError> {
        let users = self.auth.users().await?;
        let mut found = users.iter().filter(|user| !user.disabled);
        let user = found.find(|user| user.username.eq_ignore_ascii_case(name));
        Ok(user.map(|user| Person::of_user(user.id, None)))
    }

    /// Finds users by id.
    pub(super) async fn people_of(&self, ids: &[UserId]) -> Result<Vec<Person>, NotificationError> {
        let users = self.auth.users().await?;
        let staff = self.business.active_staff(None, None).await?;
        ids.iter()
            .map(|id| {
                let user = users.iter().find(|user| user.id == *id && !user.disabled);
                let user = user.ok_or(NotificationError::NotFound("user"))?;
                let of_name = |member: &&StaffMember| {
                    let name = member.username.as_deref();
                    name.is_some_and(|name| name.eq_ignore_ascii_case(&user.username))
                };
                let member = staff.iter().find(of_name);
                Ok(Person::of_user(*id, member.map(|member| member.id)))
            })
            .collect()
    }

    /// Gives a patient, the survivor after a merge, with the language that is told of.
    pub(super) async fn patient(&self, id: PatientId) -> Result<Option<Person>, NotificationError> {
        let Some(ids) = self.clinical.patient_ids(id).await? else {
            return Ok(None);
        };
        let Some(patient) = self.clinical.patient(ids.patient_id).await? else {
            return Ok(None);
        };
        Ok(Some(Person {
            recipient: Recipient::patient(patient.id),
            staff_id: None,
            language: patient.language.as_deref().and_then(language_of).map(str::to_owned),
        }))
    }
}

/// Reads a language as HL7 and FHIR senders write it: `en`, `en-GB`, `eng`, `ara`, `English`.
pub(super) fn language_of(text: &str) -> Option<&'static str> {
    let text = text.trim().to_lowercase();
    let begin: String = text.chars().take(2).collect();
    match begin.as_str() {
        "en" => Some("en"),
        "ar" => Some("ar"),
        _ => None,
    }
}

/// The role that such people sign in with.
fn role_name(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Doctor => "doctor",
        StaffRole::Nurse => "nurse",
        StaffRole::Receptionist => "receptionist",
        StaffRole::Admin => "administrator",
        StaffRole::Technician => "lab-technician",
        StaffRole::Pharmacist => "pharmacist",
        // Nobody signs in as a therapist.
        StaffRole::Therapist => "",
    }
}

/// Tells whether somebody works here now.
pub(super) fn works(member: &StaffMember) -> bool {
    member.status == StaffStatus::Active
}
