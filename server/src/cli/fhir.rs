//! `nilecare fhir …`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use jiff::Timestamp;
use nilecare_mapping::{Mapping, OutgoingHeader, Settings};
use nilecare_types::{Clock, SystemClock};

use super::{complain, say};

/// Look into FHIR R4 files.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Print the HL7 v2 message of a resource or Bundle.
    ToHl7(ToHl7),
}

impl Command {
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::ToHl7(to_hl7) => to_hl7.run(),
        }
    }
}

/// What a message is made of besides the resources.
#[derive(Debug, clap::Args)]
pub struct ToHl7 {
    /// The file, in JSON or XML.
    file: PathBuf,
    /// The message's type and event, such as `ADT^A08`, `ORU^R01`, `OML^O21`.
    #[arg(long)]
    event: String,
    /// A file with rows that win over those of the shipped tables; may be given several times.
    #[arg(long, value_name = "FILE")]
    tables: Vec<PathBuf>,
    /// MSH-3.
    #[arg(long, default_value = "NILECARE")]
    sending_application: String,
    /// MSH-4.
    #[arg(long, default_value = "")]
    sending_facility: String,
    /// MSH-5.
    #[arg(long, default_value = "")]
    receiving_application: String,
    /// MSH-6.
    #[arg(long, default_value = "")]
    receiving_facility: String,
    /// MSH-10; made of the time when it is not given.
    #[arg(long)]
    control_id: Option<String>,
    /// MSH-12.
    #[arg(long, default_value = "2.5.1")]
    hl7_version: String,
    /// Leave out the list of what was not written, which goes to standard error.
    #[arg(long)]
    quiet: bool,
}

impl ToHl7 {
    fn run(self) -> Result<ExitCode> {
        let raw = std::fs::read(&self.file).with_context(|| format!("reading {}", self.file.display()))?;
        let resource = nilecare_document::parse_resource(&raw)?;
        let mapping = super::to_fhir::mapping(&self.tables)?;
        let now = SystemClock.now();
        let header = OutgoingHeader {
            event: self.event,
            sending_application: self.sending_application,
            sending_facility: self.sending_facility,
            receiving_application: self.receiving_application,
            receiving_facility: self.receiving_facility,
            time: hl7_time(now),
            control_id: self.control_id.unwrap_or_else(|| format!("N{}", now.as_millisecond())),
            version: self.hl7_version,
            ..OutgoingHeader::default()
        };
        let written = match mapping.to_hl7v2(&resource.value.to_string(), &header, &Settings::default()) {
            Ok(written) => written,
            Err(error) => {
                complain(&format!("{error}; it writes {}", events(&mapping)));
                return Ok(ExitCode::FAILURE);
            }
        };
        say(written.message.replace('\r', "\n").trim_end());
        if !self.quiet {
            for place in &written.not_written {
                complain(&format!("not written: {place}"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn hl7_time(now: Timestamp) -> String {
    now.strftime("%Y%m%d%H%M%S+0000").to_string()
}

fn events(mapping: &Mapping) -> String {
    let events = mapping
        .written_messages()
        .flat_map(|(_, events)| events.iter().map(String::as_str));
    events.collect::<Vec<_>>().join(", ")
}
