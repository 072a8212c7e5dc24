//! `source`: facts about where the message came from.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{Engine, ImmutableString};

#[derive(Clone)]
pub(crate) struct Source(pub(crate) Arc<BTreeMap<String, String>>);

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Source>("Source").register_indexer_get(
        |source: &mut Source, key: &str| -> ImmutableString {
            source
                .0
                .get(key)
                .map_or_else(ImmutableString::new, |value| value.as_str().into())
        },
    );
}
