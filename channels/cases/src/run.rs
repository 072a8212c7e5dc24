//! Runs the cases of one channel.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_model::{Channel, ChannelFolder, DataTypeSettings};
use nilecare_engine_api::ConnectorRegistry;
use nilecare_engine_runtime::TestRig;
use nilecare_script::ScriptHost;
use nilecare_types::Timestamp;

use crate::case::{Case, Files, to_carriage_returns};
use crate::outcome::files_of;
use crate::report::compare;
use crate::{CaseReport, CasesError, Report};

/// 2026-01-01T00:00:00Z, the time of every reply.
const NOW_SECONDS: i64 = 1_767_225_600;

/// Runs the cases of the channel in `folder`, whose scripts may use what `host` has. With `update`, the files of a case that differs are written from what the
/// channel does now; the report still tells the differences.
///
/// # Errors
/// When the channel cannot be loaded or compiled, or a file cannot be read or written. A case that differs is no error.
pub fn run(
    folder: &Path,
    registry: &ConnectorRegistry,
    host: Arc<ScriptHost>,
    update: bool,
) -> Result<Report, CasesError> {
    let loaded = ChannelFolder::load(folder).map_err(CasesError::Load)?;
    let channel = loaded.channel.clone();
    let cases = Case::read_all(folder)?;
    let rig = TestRig::with_host(loaded, registry, host).map_err(CasesError::Compile)?;
    let mut report = report(&channel, &rig, &cases);
    if update {
        for (case, told) in cases.iter().zip(&mut report.cases) {
            if !told.is_passed() {
                case.write(&told.actual)?;
                told.is_updated = true;
            }
        }
    }
    Ok(report)
}

/// Runs cases that are held as files, by their paths in the channel's folder (`cases/admit/in.hl7`), in a channel that is set
/// up for trials. Nothing is written.
///
/// # Errors
/// When a case has no message or several. A case that differs is no error.
pub fn run_files(channel: &Channel, rig: &TestRig, files: &Files) -> Result<Report, CasesError> {
    Ok(report(channel, rig, &Case::of_files(files)?))
}

fn report(channel: &Channel, rig: &TestRig, cases: &[Case]) -> Report {
    let is_hl7 = channel.source.data_type == DataTypeSettings::Hl7v2;
    let now = Timestamp::from_second(NOW_SECONDS).expect("2026 is within the range of time stamps");
    let tried = cases.iter().map(|case| {
        let message = if is_hl7 {
            to_carriage_returns(&case.message)
        } else {
            case.message.clone()
        };
        let answers = case.answers.iter().map(|(id, answer)| {
            let is_hl7 = answer.starts_with(b"MSH");
            let answer = if is_hl7 {
                to_carriage_returns(answer)
            } else {
                answer.clone()
            };
            (id.clone(), Bytes::from(answer))
        });
        let actual = files_of(&rig.run_answered(&Bytes::from(message), now, &answers.collect()));
        CaseReport {
            name: case.name.clone(),
            differences: compare(&case.expected, &actual),
            actual,
            is_updated: false,
        }
    });
    Report {
        channel: channel.id.to_string(),
        cases: tried.collect(),
    }
}
