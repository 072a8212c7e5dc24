//! Making the queue that the settings describe.

use lapin::options::{QueueBindOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable};

use crate::connect::{Broker, Link, LinkError};
use crate::{QueueDeclaration, QueueKind, RabbitmqSourceConfig};

/// Makes the queue and its bindings, or sees that the queue is there.
pub(crate) async fn prepare(broker: &Broker, link: &Link, config: &RabbitmqSourceConfig) -> Result<(), LinkError> {
    let queue = config.queue.as_str();
    let Some(declaration) = &config.declare else {
        let passive = QueueDeclareOptions {
            passive: true,
            ..QueueDeclareOptions::default()
        };
        let declared = link.channel.queue_declare(queue.into(), passive, FieldTable::default());
        return broker.answer(declared).await.map(drop);
    };
    let options = QueueDeclareOptions {
        durable: declaration.durable,
        ..QueueDeclareOptions::default()
    };
    let declared = link
        .channel
        .queue_declare(queue.into(), options, arguments(declaration));
    broker.answer(declared).await?;
    for binding in &declaration.bindings {
        let (exchange, key) = (binding.exchange.as_str().into(), binding.routing_key.as_str().into());
        let options = QueueBindOptions::default();
        let bound = link
            .channel
            .queue_bind(queue.into(), exchange, key, options, FieldTable::default());
        broker.answer(bound).await?;
    }
    Ok(())
}

fn arguments(declaration: &QueueDeclaration) -> FieldTable {
    let mut arguments = FieldTable::default();
    let mut set = |name: &str, value: &str| {
        arguments.insert(name.into(), AMQPValue::LongString(value.into()));
    };
    let kind = match declaration.kind {
        QueueKind::Quorum => "quorum",
        QueueKind::Classic => "classic",
    };
    set("x-queue-type", kind);
    if let Some(exchange) = &declaration.dead_letter_exchange {
        set("x-dead-letter-exchange", exchange);
    }
    if let Some(key) = &declaration.dead_letter_routing_key {
        set("x-dead-letter-routing-key", key);
    }
    arguments
}
