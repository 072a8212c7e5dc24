//! A field of an update: leave it, delete it, or set it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an update says about one field, after HL7 v2.5.1 §2.5.3: a field that is absent leaves the stored value, an explicit null
/// (JSON `null`, HL7 `""`) deletes it, a value replaces it.
///
/// Use it with `#[serde(default, skip_serializing_if = "Patch::is_keep")]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Patch<T> {
    /// Leaves what is stored.
    #[default]
    Keep,
    /// Deletes what is stored.
    Clear,
    /// Replaces what is stored.
    Set(T),
}

impl<T> Patch<T> {
    /// Tells whether the field is absent.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Returns the new value when there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// Carries the change out on what is stored.
    pub fn apply_to(&self, stored: &mut Option<T>)
    where
        T: Clone,
    {
        match self {
            Self::Keep => {}
            Self::Clear => *stored = None,
            Self::Set(value) => *stored = Some(value.clone()),
        }
    }

    /// Sets what is not known yet; never deletes or replaces. For news that is older than what is stored.
    pub fn fill(&self, stored: &mut Option<T>)
    where
        T: Clone,
    {
        if let (Self::Set(value), None) = (self, &stored) {
            *stored = Some(value.clone());
        }
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// `None` leaves the field.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Keep, Self::Set)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Update {
        #[serde(default, skip_serializing_if = "Patch::is_keep")]
        language: Patch<String>,
    }

    #[test]
    fn absent_null_and_value_are_three_things_and_round_trip() {
        for (text, language, after) in [
            ("{}", Patch::Keep, Some("ar")),
            (r#"{"language":null}"#, Patch::Clear, None),
            (r#"{"language":"en"}"#, Patch::Set("en".to_owned()), Some("en")),
        ] {
            let update: Update = serde_json::from_str(text).expect("it reads");
            assert_eq!(update.language, language);
            assert_eq!(serde_json::to_string(&update).expect("it writes"), text);
            let mut stored = Some("ar".to_owned());
            update.language.apply_to(&mut stored);
            assert_eq!(stored.as_deref(), after);
        }
    }

    #[test]
    fn filling_neither_deletes_nor_replaces() {
        let mut stored = None;
        Patch::Set(1).fill(&mut stored);
        Patch::Set(2).fill(&mut stored);
        Patch::Clear.fill(&mut stored);
        assert_eq!(stored, Some(1));
    }
}
