//! The connectors of this binary: one line for each, on purpose.

use std::sync::Arc;

use nilecare_connector_channel::ChannelConnector;
pub use nilecare_connector_channel::ChannelDirectory;
use nilecare_connector_file::FileConnector;
use nilecare_connector_http::{HttpConnector, WebhookConnector};
use nilecare_connector_mllp::MllpConnector;
use nilecare_connector_mqtt::MqttConnector;
pub use nilecare_connector_mqtt::{HubBroker, MqttConnection};
pub use nilecare_connector_net::{Outbound, SecretName, SenderTls, Target};
use nilecare_connector_service::ServiceConnector;
use nilecare_engine_api::ConnectorRegistry;
use nilecare_http::ServiceCaller;

/// Lists the connectors. `caller` reaches the hub's own services, `directory` its channels; others are connected to as far as
/// `outbound` allows it. `mqtt` is the broker of channels that name no other.
pub fn connectors(
    caller: Arc<dyn ServiceCaller>,
    directory: Arc<ChannelDirectory>,
    outbound: Outbound,
    mqtt: HubBroker,
) -> ConnectorRegistry {
    ConnectorRegistry::new(vec![
        Arc::new(MllpConnector::limited(outbound.clone())),
        Arc::new(HttpConnector::limited(outbound.clone())),
        Arc::new(MqttConnector::limited(outbound, mqtt)),
        Arc::new(FileConnector),
        Arc::new(WebhookConnector::default()),
        Arc::new(ServiceConnector::new(caller)),
        Arc::new(ChannelConnector::new(directory)),
    ])
}
