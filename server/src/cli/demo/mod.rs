//! `nilecare demo …`: a hospital that does not exist, to try the hub and its apps with.
//!
//! Everything is sent over HTTP as an app would send it, so it is checked, audited and told to others like anything else.

mod hospital;
mod laboratory;
mod patients;
mod people;
mod today;

use std::process::ExitCode;

use anyhow::{Result, bail};
use jiff::SignedDuration;
use nilecare_types::{Clock, SystemClock, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Client, Connection, items};
use super::say;

/// Fill an empty hub with a hospital that does not exist.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Load facilities, staff, patients with history, and the clinic of today and tomorrow. When NILECARE_DEMO_PASSWORD is set, users with that
    /// password are added, one for each role: demo-doctor, demo-nurse, demo-pharmacist, demo-receptionist, demo-lab, demo-billing.
    Load {
        #[command(flatten)]
        connection: Connection,
        /// How many patients.
        #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        patients: u32,
        /// The same seed gives the same people.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// What all parts of it need.
struct Demo {
    client: Client,
    random: StdRng,
    now: Timestamp,
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        let Self::Load {
            connection,
            patients,
            seed,
        } = self;
        let client = connection.sign_in().await?;
        let facilities = client.get("/api/v1/facilities?limit=1").await?;
        if !list(&facilities).is_empty() {
            bail!(
                "this hub has facilities already; a demonstration is loaded into an empty one, such as `nilecare serve --data NEW-FOLDER`"
            );
        }
        let mut demo = Demo {
            client,
            random: StdRng::seed_from_u64(seed),
            now: SystemClock.now(),
        };
        let hospital = demo.hospital().await?;
        say(&format!(
            "{} facilities, {} beds, {} of staff",
            hospital.facilities.len(),
            hospital.beds.len(),
            hospital.n_staff
        ));
        let tests = demo.catalogue().await?;
        demo.prices(&hospital).await?;
        let people = demo.patients(patients).await?;
        say(&format!("{} patients with their history", people.len()));
        let came = demo.today(&hospital, &people).await?;
        say(&format!(
            "{} in beds, {} of them at a monitor, {} appointments",
            came.n_in_beds, came.n_monitored, came.n_appointments
        ));
        let n_orders = demo.at_work(&hospital, &people, &tests).await?;
        say(&format!("{} laboratory tests, {n_orders} orders of today", tests.len()));
        let n_users = demo.users().await?;
        say(&format!("{n_users} users"));
        Ok(ExitCode::SUCCESS)
    }
}

impl Demo {
    /// Sends something new; returns what was made.
    async fn make(&mut self, path: &str, body: &Value) -> Result<Value> {
        let key = format!("demo-{:032x}", rand::random::<u128>());
        let headers = [("idempotency-key", key)];
        self.client
            .send(Method::POST, &format!("/api/v1{path}"), &headers, body)
            .await
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.random.random_range(0..from.len())]
    }

    /// True so many times in a hundred.
    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_ratio(percent, 100)
    }

    /// So many minutes after now.
    fn later(&self, minutes: i64) -> Timestamp {
        let moment = self.now.checked_add(SignedDuration::from_mins(minutes));
        // Some years at most, which no clock is that far from its ends.
        moment.unwrap_or(self.now)
    }

    /// So many minutes before now.
    fn ago(&self, minutes: i64) -> String {
        self.later(-minutes).to_string()
    }

    async fn users(&mut self) -> Result<usize> {
        let Ok(password) = std::env::var("NILECARE_DEMO_PASSWORD") else {
            return Ok(0);
        };
        let users = [
            ("demo-doctor", "doctor"),
            ("demo-nurse", "nurse"),
            ("demo-pharmacist", "pharmacist"),
            ("demo-receptionist", "receptionist"),
            ("demo-lab", "lab-technician"),
            ("demo-billing", "billing-clerk"),
        ];
        for (username, role) in users {
            let user = json!({ "username": username, "password": password, "roles": [role] });
            self.client.post("/api/v1/users", &user).await?;
        }
        Ok(users.len())
    }
}

/// Returns the items of a list, bare or in an envelope.
fn list(answer: &Value) -> &[Value] {
    match answer {
        Value::Array(items) => items,
        other => items(other),
    }
}

/// The id of what was made.
fn id(made: &Value) -> Result<String> {
    match made["id"].as_str() {
        Some(id) => Ok(id.to_owned()),
        None => bail!("the hub did not tell the id of what it made"),
    }
}
