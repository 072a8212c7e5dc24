//! What several test files need.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use nilecare_bus::NoBus;
use nilecare_connector_registry::{HubBroker, Outbound};
use nilecare_engine_api::ConnectorRegistry;
use nilecare_http::{ServiceCallError, ServiceCallErrorKind, ServiceCaller};

/// Cases call no service.
#[derive(Debug)]
struct NoServices;

#[async_trait::async_trait]
impl ServiceCaller for NoServices {
    async fn call(&self, service: &str, _: Request<Bytes>, _: Duration) -> Result<Response<Bytes>, ServiceCallError> {
        Err(ServiceCallError::new(
            ServiceCallErrorKind::NotFound,
            service,
            "cases call no service",
        ))
    }
}

pub fn registry() -> ConnectorRegistry {
    nilecare_connector_registry::connectors(
        Arc::new(NoServices),
        Arc::new(NoBus),
        Arc::default(),
        Outbound::default(),
        HubBroker::Off,
    )
}

/// Whether the expected files are to be written anew: set UPDATE_CASES=1 for that, and look the changes through.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE_CASES").is_some_and(|value| value == "1")
}

pub fn library() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../library")
}
