//! The connectors of this binary: one line for each, on purpose.

use std::sync::Arc;

use nilecare_bus::EventBus;
use nilecare_connector_channel::ChannelConnector;
pub use nilecare_connector_channel::ChannelDirectory;
use nilecare_connector_database::DatabaseConnector;
use nilecare_connector_email::SmtpConnector;
use nilecare_connector_file::FileConnector;
use nilecare_connector_http::{HttpConnector, WebhookConnector};
use nilecare_connector_mllp::MllpConnector;
pub use nilecare_connector_net::{Outbound, Target};
use nilecare_connector_script::ScriptConnector;
use nilecare_connector_service::ServiceConnector;
use nilecare_connector_tcp::TcpConnector;
use nilecare_connector_timer::TimerConnector;
use nilecare_engine_api::ConnectorRegistry;
use nilecare_http::ServiceCaller;

/// Lists the connectors. `caller` reaches the hub's own services, `bus` their events, `directory` its channels; others are connected to as far as
/// `outbound` allows it.
pub fn connectors(
    caller: Arc<dyn ServiceCaller>,
    bus: Arc<dyn EventBus>,
    directory: Arc<ChannelDirectory>,
    outbound: Outbound,
) -> ConnectorRegistry {
    ConnectorRegistry::new(vec![
        Arc::new(MllpConnector::limited(outbound.clone())),
        Arc::new(HttpConnector::limited(outbound.clone())),
        Arc::new(TcpConnector::limited(outbound.clone())),
        Arc::new(DatabaseConnector::limited(outbound.clone())),
        Arc::new(SmtpConnector::limited(outbound)),
        Arc::new(FileConnector),
        Arc::new(TimerConnector::default()),
        Arc::new(ScriptConnector),
        Arc::new(WebhookConnector::default()),
        Arc::new(ServiceConnector::new(caller, bus)),
        Arc::new(ChannelConnector::new(directory)),
    ])
}
