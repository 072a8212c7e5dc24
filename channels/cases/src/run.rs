//! Runs the cases of one channel.

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_model::{ChannelFolder, DataTypeSettings};
use nilecare_engine_api::ConnectorRegistry;
use nilecare_engine_runtime::TestRig;
use nilecare_script::ScriptHost;
use nilecare_types::Timestamp;

use crate::case::{Case, to_carriage_returns};
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
    let channel = ChannelFolder::load(folder).map_err(CasesError::Load)?;
    let id = channel.channel.id.to_string();
    let is_hl7 = channel.channel.source.data_type == DataTypeSettings::Hl7v2;
    let cases = Case::read_all(folder)?;
    let rig = TestRig::with_host(channel, registry, host).map_err(CasesError::Compile)?;
    let now = Timestamp::from_second(NOW_SECONDS).expect("2026 is within the range of time stamps");
    let mut reports = Vec::new();
    for case in &cases {
        let message = if is_hl7 {
            to_carriage_returns(&case.message)
        } else {
            case.message.clone()
        };
        let actual = files_of(&rig.run(&Bytes::from(message), now));
        let differences = compare(&case.expected, &actual);
        let is_updated = update && !differences.is_empty();
        if is_updated {
            case.write(&actual)?;
        }
        reports.push(CaseReport {
            name: case.name.clone(),
            differences,
            is_updated,
        });
    }
    Ok(Report {
        channel: id,
        cases: reports,
    })
}
