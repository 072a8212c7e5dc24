//! The parameters of a destination: rendered with the content, kept with the maps of the message, so that a message that
//! waits has them after a restart too.

use std::collections::BTreeMap;

use nilecare_channel_steps::Template;
use nilecare_script::{ScriptContext, ScriptError};
use serde_json::{Map, Value};

/// Beside `channel_map`, `connector_map` and `response_map`.
const MEMBER: &str = "parameters";

/// Fills the parameters in.
pub(crate) fn render(
    templates: &[(String, Template)],
    context: &ScriptContext,
) -> Result<BTreeMap<String, String>, ScriptError> {
    let filled = templates
        .iter()
        .map(|(name, template)| Ok((name.clone(), template.expand(context)?)));
    filled.collect()
}

/// Puts parameters beside the maps.
pub(crate) fn keep(maps: Option<String>, parameters: &BTreeMap<String, String>) -> Option<String> {
    if parameters.is_empty() {
        return maps;
    }
    let mut kept = read(maps.as_deref());
    let parameters = parameters
        .iter()
        .map(|(name, value)| (name.clone(), Value::from(value.as_str())));
    kept.insert(MEMBER.to_owned(), Value::Object(parameters.collect()));
    Some(Value::Object(kept).to_string())
}

/// Returns the parameters that were put beside the maps.
pub(crate) fn of(maps: Option<&str>) -> BTreeMap<String, String> {
    let mut kept = read(maps);
    let Some(Value::Object(parameters)) = kept.remove(MEMBER) else {
        return BTreeMap::new();
    };
    let texts = parameters.into_iter().filter_map(|(name, value)| match value {
        Value::String(value) => Some((name, value)),
        _ => None,
    });
    texts.collect()
}

/// Keeps the parameters when the maps have changed.
pub(crate) fn carry(before: Option<&str>, after: Option<String>) -> Option<String> {
    keep(after, &of(before))
}

fn read(maps: Option<&str>) -> Map<String, Value> {
    maps.and_then(|maps| serde_json::from_str(maps).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stay_beside_changing_maps() {
        let parameters = BTreeMap::from([("patient".to_owned(), "P/1".to_owned())]);
        let maps = keep(Some(r#"{"channel_map":{"a":1}}"#.to_owned()), &parameters);
        assert_eq!(of(maps.as_deref()), parameters);
        let after = carry(maps.as_deref(), Some(r#"{"channel_map":{"a":2}}"#.to_owned()));
        assert_eq!(of(after.as_deref()), parameters);
        assert!(after.is_some_and(|after| after.contains(r#""a":2"#)));
        assert_eq!(carry(None, None), None);
    }
}
