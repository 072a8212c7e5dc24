//! Whom a device measures.

use nilecare_contracts::device::{AssociationRequest, DeviceAssociation};
use nilecare_http::Principal;
use nilecare_types::{AssociationId, DeviceId};

use super::register::found;
use crate::model::device::check_in_service;
use crate::store::association;
use crate::{DeviceError, DeviceService};

impl DeviceService {
    /// Connects a device with a patient from now on.
    pub(crate) async fn associate(
        &self,
        id: DeviceId,
        request: &AssociationRequest,
        by: &Principal,
    ) -> Result<DeviceAssociation, DeviceError> {
        let patient_id = self.ids_of(request.patient_id).await?.patient_id;
        let mut tx = self.db.begin_write().await?;
        check_in_service(&found(&mut tx, id, None).await?)?;
        let begun = DeviceAssociation {
            id: AssociationId::generate(),
            device_id: id,
            patient_id,
            started_at: self.clock.now(),
            started_by: by.username.clone(),
            ended_at: None,
            ended_by: None,
        };
        association::insert(&mut tx, &begun).await.map_err(|error| {
            let error = DeviceError::from(error);
            if error.is_taken() {
                DeviceError::AlreadyAssociated
            } else {
                error
            }
        })?;
        tx.commit().await?;
        Ok(begun)
    }

    /// Ends the connection of a device with its patient.
    pub(crate) async fn dissociate(&self, id: DeviceId, by: &Principal) -> Result<(), DeviceError> {
        let mut tx = self.db.begin_write().await?;
        found(&mut tx, id, None).await?;
        if !association::end(&mut tx, id, &by.username, self.clock.now()).await? {
            return Err(DeviceError::NotAssociated);
        }
        tx.commit().await?;
        Ok(())
    }
}
