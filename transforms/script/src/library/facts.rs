//! `message`: what is known of the message besides its content.

use std::sync::Arc;

use rhai::{Dynamic, Engine, ImmutableString};

use crate::{Fact, MessageFacts};

/// `message` in a script; `None` where nothing is known, as when a script is tried alone.
#[derive(Clone, Default)]
pub(crate) struct Facts(pub Option<Arc<MessageFacts>>);

impl Facts {
    /// Gives one of the facts.
    pub fn get(&self, fact: Fact) -> Dynamic {
        let Some(facts) = &self.0 else {
            return Dynamic::UNIT;
        };
        let text = |text: &str| Dynamic::from(ImmutableString::from(text));
        match fact {
            Fact::Id => facts.id.0.into(),
            Fact::ControlId => facts.control_id.as_deref().map_or(Dynamic::UNIT, text),
            Fact::MessageType => facts.message_type.as_deref().map_or(Dynamic::UNIT, text),
            Fact::ReceivedAt => text(&facts.received_at.to_string()),
            Fact::ChannelId => text(facts.channel_id.as_str()),
            Fact::ChannelName => text(&facts.channel_name),
            Fact::ConnectorId => text(&facts.connector_id),
            Fact::Attempt => i64::from(facts.attempt).into(),
            Fact::IsPossibleDuplicate => facts.is_possible_duplicate.into(),
        }
    }
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Facts>("MessageFacts");
    for (name, fact) in Fact::NAMES {
        engine.register_get(name, move |facts: &mut Facts| facts.get(fact));
    }
}
