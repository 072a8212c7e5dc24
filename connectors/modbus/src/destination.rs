//! The writer.

use std::sync::Arc;

use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use serde_json::{Map, Value};

use crate::client::{Client, Session};
use crate::failure::{NOT_KEPT, REFUSED};
use crate::value::Held;
use crate::{ModbusDestinationConfig, ModbusPoint};

/// Opens writers.
pub(crate) struct ModbusDestinationFactory(Arc<Shared>);

struct Shared {
    config: ModbusDestinationConfig,
    client: Client,
}

impl ModbusDestinationFactory {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: ModbusDestinationConfig, client: Client) -> Self {
        Self(Arc::new(Shared { config, client }))
    }
}

#[async_trait]
impl DestinationFactory for ModbusDestinationFactory {
    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        if let Err(error) = self.0.client.check_settings() {
            let reason = format!("{}: {}", error.code, error.detail);
            tracing::error!(reason, "a writer cannot use its TLS settings");
            status.report(ConnectionState::Disconnected { reason });
        }
        Box::new(ModbusDestination {
            shared: Arc::clone(&self.0),
            kept: None,
            status,
        })
    }

    /// Reads what would be written.
    async fn check(&self) -> Result<String, SendError> {
        let mut session = self.0.client.connect().await?;
        let values = session.read_all(&self.0.config.values).await?;
        Ok(format!(
            "connected to {}, read {} values",
            self.0.client.device(),
            values.len()
        ))
    }
}

struct ModbusDestination {
    shared: Arc<Shared>,
    kept: Option<Session>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for ModbusDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let values = self.shared.values(&message.content)?;
        let sent = self.attempt(&values).await;
        match &sent {
            Err(error) if error.kind != FailureKind::Reject => {
                let reason = error.detail.clone();
                self.status.report(ConnectionState::Disconnected { reason });
            }
            _ => {
                let address = self.shared.client.device();
                self.status.report(ConnectionState::Connected { address });
            }
        }
        sent.map(|()| Response::default())
    }

    async fn close(&mut self) {
        self.kept = None;
        self.status.report(ConnectionState::Stopped);
    }
}

impl ModbusDestination {
    async fn attempt(&mut self, values: &[(usize, Held)]) -> Result<(), SendError> {
        // A device closes a connection that is idle, which shows at the first request; writing again does no harm.
        if let Some(mut session) = self.kept.take()
            && self.shared.write_all(&mut session, values).await.is_ok()
        {
            self.kept = Some(session);
            return Ok(());
        }
        let mut session = self.shared.client.connect().await?;
        self.shared.write_all(&mut session, values).await?;
        self.kept = Some(session);
        Ok(())
    }
}

impl Shared {
    /// Reads the values of a message, all or none.
    fn values(&self, content: &[u8]) -> Result<Vec<(usize, Held)>, SendError> {
        let refused = |detail: &str| SendError::new(FailureKind::Reject, REFUSED, detail);
        let object: Map<String, Value> = serde_json::from_slice(content)
            .map_err(|_| refused("the message is no JSON object of values, such as {\"setpoint\": 21.5}"))?;
        let points = &self.config.values;
        if object.is_empty()
            || object
                .keys()
                .any(|name| !points.iter().any(|point| point.name == *name))
        {
            return Err(refused(
                "the message names a value that is not in values, or none at all",
            ));
        }
        let given = points
            .iter()
            .enumerate()
            .filter_map(|(index, point)| Some((index, point, object.get(&point.name)?)));
        given
            .map(|(index, point, value)| Ok((index, point.hear(value)?)))
            .collect()
    }

    async fn write_all(&self, session: &mut Session, values: &[(usize, Held)]) -> Result<(), SendError> {
        for (n_written, (index, held)) in values.iter().enumerate() {
            let point = &self.config.values[*index];
            let written = self.write(session, point, *held).await;
            written.map_err(|mut error| {
                // What was written before stays.
                error.is_outcome_unknown |= n_written > 0;
                error.detail = format!("{} ({n_written} of {} values were written)", error.detail, values.len());
                error
            })?;
        }
        Ok(())
    }

    async fn write(&self, session: &mut Session, point: &ModbusPoint, held: Held) -> Result<(), SendError> {
        session.write(point, held).await?;
        if !self.config.verify {
            return Ok(());
        }
        let kept = session.read_all(std::slice::from_ref(point)).await?;
        if kept == [held] {
            return Ok(());
        }
        let detail = format!("the device took the value of {} and did not keep it", point.name);
        Err(SendError::new(FailureKind::Reject, NOT_KEPT, detail))
    }
}
