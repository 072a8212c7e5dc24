//! The connectors of this binary: one line for each, on purpose.

mod left_out;

use std::sync::Arc;

use nilecare_bus::EventBus;
use nilecare_connector_channel::ChannelConnector;
pub use nilecare_connector_channel::ChannelDirectory;
use nilecare_connector_database::DatabaseConnector;
use nilecare_connector_email::SmtpConnector;
use nilecare_connector_fhir::FhirConnector;
use nilecare_connector_file::FileConnector;
use nilecare_connector_http::{HttpConnector, WebhookConnector};
#[cfg(feature = "kafka")]
use nilecare_connector_kafka::KafkaConnector;
use nilecare_connector_mllp::MllpConnector;
use nilecare_connector_modbus::ModbusConnector;
use nilecare_connector_mqtt::MqttConnector;
pub use nilecare_connector_mqtt::{HubBroker, MqttConnection};
pub use nilecare_connector_net::{Network, Outbound, SecretName, SenderTls, Target};
use nilecare_connector_rabbitmq::RabbitmqConnector;
use nilecare_connector_script::ScriptConnector;
use nilecare_connector_serial::SerialConnector;
use nilecare_connector_service::ServiceConnector;
use nilecare_connector_tcp::TcpConnector;
use nilecare_connector_timer::TimerConnector;
use nilecare_connector_websocket::WebsocketConnector;
use nilecare_engine_api::{Connector, ConnectorRegistry};
use nilecare_http::ServiceCaller;

/// Lists the connectors. `caller` reaches the hub's own services, `bus` their events, `directory` its channels; others are connected to as far as
/// `outbound` allows it. `mqtt` is the broker of channels that name no other.
pub fn connectors(
    caller: Arc<dyn ServiceCaller>,
    bus: Arc<dyn EventBus>,
    directory: Arc<ChannelDirectory>,
    outbound: Outbound,
    mqtt: HubBroker,
) -> ConnectorRegistry {
    ConnectorRegistry::new(vec![
        Arc::new(MllpConnector::limited(outbound.clone())),
        Arc::new(HttpConnector::limited(outbound.clone())),
        Arc::new(FhirConnector::limited(outbound.clone())),
        Arc::new(TcpConnector::limited(outbound.clone())),
        Arc::new(ModbusConnector::limited(outbound.clone())),
        Arc::new(WebsocketConnector::limited(outbound.clone())),
        Arc::new(DatabaseConnector::limited(outbound.clone())),
        Arc::new(SmtpConnector::limited(outbound.clone())),
        Arc::new(MqttConnector::limited(outbound.clone(), mqtt)),
        Arc::new(FileConnector),
        Arc::new(SerialConnector),
        Arc::new(TimerConnector::default()),
        Arc::new(ScriptConnector),
        kafka(&outbound),
        Arc::new(RabbitmqConnector::limited(outbound)),
        Arc::new(WebhookConnector::default()),
        Arc::new(ServiceConnector::new(caller, bus)),
        Arc::new(ChannelConnector::new(directory)),
    ])
}

#[cfg(feature = "kafka")]
fn kafka(outbound: &Outbound) -> Arc<dyn Connector> {
    Arc::new(KafkaConnector::limited(outbound.clone()))
}

#[cfg(not(feature = "kafka"))]
fn kafka(_: &Outbound) -> Arc<dyn Connector> {
    Arc::new(left_out::LeftOut {
        kind: "kafka",
        feature: "kafka",
    })
}
