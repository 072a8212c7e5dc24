//! The connectors of this binary: one line for each, on purpose.

use std::sync::Arc;

use nilecare_connector_channel::ChannelConnector;
use nilecare_connector_mllp::MllpConnector;
use nilecare_connector_service::ServiceConnector;
use nilecare_engine_api::ConnectorRegistry;
use nilecare_http::ServiceCaller;

/// Lists the connectors. `caller` reaches the hub's own services.
pub fn connectors(caller: Arc<dyn ServiceCaller>) -> ConnectorRegistry {
    ConnectorRegistry::new(vec![
        Arc::new(MllpConnector),
        Arc::new(ServiceConnector::new(caller)),
        Arc::new(ChannelConnector::default()),
    ])
}
