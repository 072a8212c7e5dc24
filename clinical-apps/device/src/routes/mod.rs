//! The HTTP face of the service.

mod alarms;
mod equipment;
mod filing;
mod thresholds;
mod vitals;

use nilecare_contracts::device::{
    ALARMS_WRITE, ASSOCIATIONS_WRITE, DEVICE_REPORTS_WRITE, DEVICES_READ, DEVICES_WRITE, THRESHOLDS_READ,
    THRESHOLDS_WRITE, VITALS_READ, VITALS_WRITE,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::DeviceService;

impl DeviceService {
    /// Gives the routes below `/api/v1`; every request is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(DEVICES_READ, routes!(equipment::list_devices))
            .permit(DEVICES_WRITE, routes!(equipment::register_device))
            .permit(DEVICES_READ, routes!(equipment::get_device))
            .permit(DEVICES_WRITE, routes!(equipment::change_device))
            .permit(DEVICES_WRITE, routes!(equipment::set_device_status))
            .permit(DEVICES_READ, routes!(equipment::list_calibrations))
            .permit(DEVICES_WRITE, routes!(equipment::note_calibration))
            .permit(DEVICES_READ, routes!(equipment::list_maintenance))
            .permit(DEVICES_WRITE, routes!(equipment::note_maintenance))
            .permit(DEVICES_READ, routes!(equipment::list_history))
            .permit(VITALS_READ, routes!(equipment::list_associations))
            .permit(ASSOCIATIONS_WRITE, routes!(equipment::associate_device))
            .permit(ASSOCIATIONS_WRITE, routes!(equipment::dissociate_device))
            .permit(DEVICE_REPORTS_WRITE, routes!(filing::file_device_report))
            .permit(VITALS_WRITE, routes!(filing::file_readings))
            .permit(VITALS_READ, routes!(vitals::list_readings))
            .permit(VITALS_READ, routes!(vitals::get_series))
            .permit(VITALS_READ, routes!(vitals::list_devices_of_patient))
            .permit(VITALS_READ, routes!(alarms::list_alarms))
            .permit(VITALS_READ, routes!(alarms::get_alarm))
            .permit(ALARMS_WRITE, routes!(alarms::acknowledge_alarm))
            .permit(ALARMS_WRITE, routes!(alarms::resolve_alarm))
            .permit(THRESHOLDS_READ, routes!(thresholds::list_thresholds))
            .permit(THRESHOLDS_WRITE, routes!(thresholds::put_threshold))
            .permit(THRESHOLDS_WRITE, routes!(thresholds::remove_threshold))
            .into_router()
            .with_state(self.clone())
    }
}
