//! Facilities, wards, beds and staff.

use anyhow::Result;
use serde_json::{Value, json};

use super::{Demo, id};

const ZONE: &str = "Africa/Khartoum";
/// Code, name, kind, beds.
const WARDS: [(&str, &str, &str, u32); 5] = [
    ("ICU", "Intensive care", "icu", 4),
    ("MED", "Medical ward", "medical", 12),
    ("SUR", "Surgical ward", "surgical", 10),
    ("PED", "Children's ward", "pediatric", 8),
    ("MAT", "Maternity ward", "maternity", 8),
];
/// Specialization and department.
const DOCTORS: [(&str, &str); 8] = [
    ("Internal medicine", "MED"),
    ("Internal medicine", "MED"),
    ("Cardiology", "CAR"),
    ("Surgery", "SUR"),
    ("Paediatrics", "PED"),
    ("Obstetrics", "OBS"),
    ("Family medicine", "MED"),
    ("Emergency medicine", "EME"),
];
const DEPARTMENTS: [(&str, &str, &str); 7] = [
    ("MED", "Medicine", "other"),
    ("CAR", "Cardiology", "cardiology"),
    ("SUR", "Surgery", "surgery"),
    ("PED", "Paediatrics", "pediatrics"),
    ("OBS", "Obstetrics", "obstetrics"),
    ("EME", "Emergency", "emergency"),
    ("LAB", "Laboratory", "laboratory"),
];
/// The working week of the zone.
const WEEK: [&str; 6] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "saturday"];

/// A bed and where it stands.
pub struct Bed {
    pub id: String,
    pub number: String,
    pub ward: &'static str,
}

/// What the other parts need of it.
pub struct Hospital {
    /// The hospital first, then the clinic.
    pub facilities: Vec<String>,
    pub beds: Vec<Bed>,
    /// Ids of doctors.
    pub doctors: Vec<String>,
    pub n_staff: usize,
}

impl Demo {
    pub async fn hospital(&mut self) -> Result<Hospital> {
        let mut facilities = Vec::new();
        for (code, name, kind) in [
            ("DEMO-H", "Demonstration Hospital", "hospital"),
            ("DEMO-C", "Demonstration Clinic", "clinic"),
        ] {
            let facility = json!({ "code": code, "name": name, "kind": kind, "time_zone": ZONE, "always_open": kind == "hospital" });
            facilities.push(id(&self.make("/facilities", &facility).await?)?);
        }
        let mut departments = Vec::new();
        for (code, name, kind) in DEPARTMENTS {
            let department = json!({ "code": code, "name": name, "kind": kind });
            let path = format!("/facilities/{}/departments", facilities[0]);
            departments.push((code, id(&self.make(&path, &department).await?)?));
        }
        let beds = self.wards(&facilities[0]).await?;
        let mut hospital = Hospital {
            facilities,
            beds,
            doctors: Vec::new(),
            n_staff: 0,
        };
        for (n, (specialization, code)) in DOCTORS.into_iter().enumerate() {
            let department = departments
                .iter()
                .find(|(known, _)| *known == code)
                .map(|(_, id)| id.clone());
            let doctor = self
                .staff(
                    &hospital,
                    "D",
                    n,
                    json!({ "role": "doctor", "specialization": specialization, "department_id": department }),
                )
                .await?;
            self.week(&hospital.facilities[0], &doctor, n).await?;
            hospital.doctors.push(doctor);
            hospital.n_staff += 1;
        }
        for (letter, role, many) in [
            ("N", "nurse", 10),
            ("P", "pharmacist", 2),
            ("R", "receptionist", 2),
            ("T", "technician", 2),
        ] {
            for n in 0..many {
                self.staff(&hospital, letter, n, json!({ "role": role })).await?;
                hospital.n_staff += 1;
            }
        }
        Ok(hospital)
    }

    async fn wards(&mut self, facility: &str) -> Result<Vec<Bed>> {
        let mut beds = Vec::new();
        for (code, name, kind, n_beds) in WARDS {
            let ward = json!({ "code": code, "name": name, "kind": kind, "gender": if code == "MAT" { "female" } else { "mixed" } });
            let made = self.make(&format!("/facilities/{facility}/wards"), &ward).await?;
            let ward = id(&made)?;
            let bed_kind = match kind {
                "icu" => "icu",
                "maternity" => "maternity",
                "pediatric" => "pediatric",
                _ => "standard",
            };
            for n in 1..=n_beds {
                let number = format!("{code}-{n:02}");
                let is_icu = kind == "icu";
                let bed = json!({ "number": number, "kind": bed_kind, "room": format!("{}", n.div_ceil(4)),
                    "has_oxygen": is_icu || n % 2 == 0, "has_monitor": is_icu || n == 1, "has_ventilator": is_icu, "can_isolate": n == n_beds });
                let made = self.make(&format!("/wards/{ward}/beds"), &bed).await?;
                beds.push(Bed {
                    id: id(&made)?,
                    number,
                    ward: code,
                });
            }
        }
        Ok(beds)
    }

    async fn staff(&mut self, hospital: &Hospital, letter: &str, n: usize, mut facts: Value) -> Result<String> {
        let (given, _) = self.given_name();
        facts["number"] = json!(format!("{letter}{:02}", n + 1));
        facts["family"] = json!(self.family_name());
        facts["given"] = json!(given);
        facts["facility_ids"] = json!(hospital.facilities);
        if facts["department_id"].is_null() {
            facts.as_object_mut().map(|facts| facts.remove("department_id"));
        }
        id(&self.make("/staff", &facts).await?)
    }

    /// Mornings, or mornings and afternoons, in a room of one's own.
    async fn week(&mut self, facility: &str, doctor: &str, n: usize) -> Result<()> {
        for weekday in WEEK {
            let until = if self.chance(60) { "16:00" } else { "12:30" };
            let rule = json!({ "facility_id": facility, "weekday": weekday, "start": "08:30", "end": until,
                "slot_minutes": 30, "room": format!("C{}", n + 1) });
            self.make(&format!("/staff/{doctor}/schedules"), &rule).await?;
        }
        Ok(())
    }
}
