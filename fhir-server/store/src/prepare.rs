//! A resource made ready to be written, away from the writer.
//!
//! The body is written around the version and the time, which only the writer knows: `{"resourceType":…,"id":…,"meta":{` + these +
//! `tail`. So the same resource gives the same bytes, and an update that changes nothing is seen by comparing them.

use std::io::Write;
use std::sync::Arc;

use nilecare_fhir_search::{IndexRow, Registry, TypeId};
use serde_json::{Map, Value};

use crate::StoreError;

/// A resource with its id, serialised and indexed.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Its id.
    pub id: String,
    head: Vec<u8>,
    tail: Vec<u8>,
    /// What is indexed of it.
    pub rows: Vec<IndexRow>,
}

impl Prepared {
    /// Makes a resource ready under an id.
    pub fn new(registry: &Registry, of: TypeId, id: &str, resource: &Value) -> Self {
        let rows = registry.index(of, resource);
        let empty = Map::new();
        let members = resource.as_object().unwrap_or(&empty);
        let mut head = Vec::with_capacity(96);
        // Names of types and ids hold nothing that JSON escapes.
        let _ = write!(
            head,
            r#"{{"resourceType":"{}","id":"{id}","meta":{{"#,
            registry.name(of)
        );
        let mut tail = Vec::with_capacity(1024);
        let meta = members.get("meta").and_then(Value::as_object).unwrap_or(&empty);
        for (name, value) in meta.iter().filter(|(name, _)| !is_managed(name)) {
            push(name, value, &mut tail);
        }
        tail.push(b'}');
        let is_in_head = |name: &str| matches!(name, "resourceType" | "id" | "meta");
        for (name, value) in members.iter().filter(|(name, _)| !is_in_head(name)) {
            push(name, value, &mut tail);
        }
        tail.push(b'}');
        let id = id.to_owned();
        Self { id, head, tail, rows }
    }

    /// Returns the body of a version; `updated` in microseconds since 1970.
    pub fn body(&self, version: u64, updated: i64) -> Arc<[u8]> {
        let mut body = Vec::with_capacity(self.head.len() + self.tail.len() + 80);
        body.extend_from_slice(&self.head);
        let _ = write!(body, r#""versionId":"{version}","lastUpdated":"{}""#, instant(updated));
        body.extend_from_slice(&self.tail);
        body.into()
    }

    /// Compares with a version that is there; `None` when it is the same, or else the resource that this version is.
    ///
    /// # Errors
    /// When the body of the version cannot be read.
    pub fn differs(&self, version: u64, updated: i64, body: &[u8]) -> Result<Option<Value>, StoreError> {
        let same = self.body(version, updated);
        if *same == *body {
            return Ok(None);
        }
        // The order of members says nothing, so bytes that differ may be the same resource.
        let read = |body: &[u8]| serde_json::from_slice::<Value>(body).map_err(|_| StoreError::Corrupt);
        let resource = read(body)?;
        Ok((resource != read(&same)?).then_some(resource))
    }
}

fn is_managed(name: &str) -> bool {
    matches!(name, "versionId" | "lastUpdated" | "_versionId" | "_lastUpdated")
}

fn push(name: &str, value: &Value, out: &mut Vec<u8>) {
    out.push(b',');
    // Writing JSON into memory cannot fail.
    let _ = serde_json::to_writer(&mut *out, name);
    out.push(b':');
    let _ = serde_json::to_writer(&mut *out, value);
}

/// Writes a moment as a FHIR instant in UTC.
pub(crate) fn instant(micros: i64) -> String {
    let moment = nilecare_types::Timestamp::from_microsecond(micros).unwrap_or_default();
    format!("{moment:.6}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_body_holds_the_resource_with_version_and_time() {
        let registry = Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile");
        let of = registry.type_id("Patient").expect("a type");
        let meta = json!({"versionId": "9", "tag": [{"code": "t"}]});
        let resource = json!({"resourceType": "Patient", "id": "other", "meta": meta, "active": true});
        let body = Prepared::new(&registry, of, "p1", &resource).body(3, 1_000_000);
        let text = std::str::from_utf8(&body).expect("JSON");
        assert_eq!(
            text,
            r#"{"resourceType":"Patient","id":"p1","meta":{"versionId":"3","lastUpdated":"1970-01-01T00:00:01.000000Z","tag":[{"code":"t"}]},"active":true}"#
        );
        let plain = Prepared::new(&registry, of, "p1", &json!({"resourceType": "Patient"})).body(1, 0);
        assert!(serde_json::from_slice::<Value>(&plain).is_ok());
    }
}
