//! `nilecare hl7 to-fhir`: HL7 v2 messages as FHIR bundles.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use jiff::tz::TimeZone;
use nilecare_mapping::{Mapping, Settings};

use super::hl7::for_each_message;
use super::{complain, say};

/// How messages are converted.
#[derive(Debug, clap::Args)]
pub struct ToFhir {
    /// The file.
    file: PathBuf,
    /// A file with rows that win over those of the shipped tables; may be given several times.
    #[arg(long, value_name = "FILE")]
    tables: Vec<PathBuf>,
    /// The time zone of times without an offset, by its IANA name; they are cut to the date without it.
    #[arg(long)]
    zone: Option<String>,
    /// Print each bundle on one line.
    #[arg(long)]
    compact: bool,
    /// Leave out the list of what was not carried over, which goes to standard error.
    #[arg(long)]
    quiet: bool,
}

impl ToFhir {
    pub fn run(&self) -> Result<ExitCode> {
        let mapping = mapping(&self.tables)?;
        let settings = self.settings()?;
        for_each_message(&self.file, |_, message| {
            let conversion = match mapping.to_fhir(&message, &settings) {
                Ok(conversion) => conversion,
                Err(error) => {
                    complain(&error.to_string());
                    return Ok(false);
                }
            };
            let bundle = &conversion.bundle;
            if self.compact {
                say(bundle.json());
            } else {
                say(bundle.pretty().trim_end());
            }
            if !self.quiet {
                for finding in &conversion.report.findings {
                    complain(&finding.to_string());
                }
                if conversion.report.n_more > 0 {
                    complain(&format!("and {} more", conversion.report.n_more));
                }
            }
            Ok(true)
        })
    }

    fn settings(&self) -> Result<Settings> {
        let zone = self.zone.as_deref().map(|name| {
            TimeZone::get(name)
                .map_err(|_| anyhow!("there is no time zone {name}; use an IANA name such as Africa/Khartoum"))
        });
        Ok(Settings {
            zone: zone.transpose()?,
            ..Settings::default()
        })
    }
}

/// Lays the rows of files over the shipped tables, later ones over earlier ones.
pub(super) fn mapping(tables: &[PathBuf]) -> Result<Mapping> {
    let mut mapping = Mapping::builtin();
    for path in tables {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        mapping = mapping.with_overlay(&path.display().to_string(), &text)?;
    }
    Ok(mapping)
}
