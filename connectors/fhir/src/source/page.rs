//! A page of a search (FHIR R4 §3.1.1.5).

use bytes::Bytes;
use http::Uri;
use nilecare_types::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::version::{Head, Version};

/// What a page holds.
#[derive(Debug)]
pub(super) struct Page {
    pub resources: Vec<Found>,
    /// Where the next page is, as the server says.
    pub next: Option<String>,
    /// The server says that it sorted by `_lastUpdated`, and the page is so.
    pub is_sorted: bool,
}

/// A resource as the server wrote it.
#[derive(Debug)]
pub(super) struct Found {
    pub content: Bytes,
    pub version: Version,
    pub instant: Timestamp,
}

#[derive(Deserialize)]
struct Bundle<'a> {
    #[serde(rename = "resourceType")]
    resource_type: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    link: Vec<Link>,
    #[serde(borrow, default)]
    entry: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Link {
    relation: String,
    url: String,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
    search: Option<Search>,
}

#[derive(Deserialize)]
struct Search {
    mode: Option<String>,
}

impl Page {
    /// Reads an answer. Resources that were not searched for, such as an outcome, are left out.
    ///
    /// # Errors
    /// What it lacks.
    pub(super) fn read(body: &[u8], resource_type: &str) -> Result<Self, &'static str> {
        let bundle: Bundle<'_> = serde_json::from_slice(body).map_err(|_| "what it answered is no Bundle in JSON")?;
        if bundle.resource_type != "Bundle" || bundle.kind != "searchset" {
            return Err("what it answered is no Bundle of type searchset");
        }
        let link = |relation: &str| bundle.link.iter().find(|link| link.relation == relation);
        let next = link("next").map(|link| link.url.clone());
        let says_sorted = link("self").is_some_and(|link| link.url.contains("_sort=_lastUpdated"));
        let mut resources = Vec::with_capacity(bundle.entry.len());
        for entry in &bundle.entry {
            let mode = entry.search.as_ref().and_then(|search| search.mode.as_deref());
            let Some(resource) = entry.resource.filter(|_| matches!(mode, None | Some("match"))) else {
                continue;
            };
            let head: Head = serde_json::from_str(resource.get()).map_err(|_| "a resource in it is damaged")?;
            let version = head.version().ok_or("a resource in it has no type or id")?;
            if version.resource_type != resource_type {
                continue;
            }
            let instant = version.last_updated.ok_or("a resource in it has no meta.lastUpdated")?;
            resources.push(Found {
                content: Bytes::copy_from_slice(resource.get().as_bytes()),
                version,
                instant,
            });
        }
        let is_sorted = says_sorted && resources.is_sorted_by_key(|found| found.instant);
        Ok(Self {
            resources,
            next,
            is_sorted,
        })
    }
}

/// Returns the address of the next page if it is of the same server: a link elsewhere would get our credentials.
pub(super) fn same_origin(next: &str, base: &Uri) -> Option<Uri> {
    let to: Uri = if next.starts_with('/') && !next.starts_with("//") {
        format!("{}://{}{next}", base.scheme_str()?, base.authority()?)
            .parse()
            .ok()?
    } else if next.starts_with('?') {
        format!("{base}{next}").parse().ok()?
    } else {
        next.parse().ok()?
    };
    let origin = |uri: &Uri| {
        let scheme = uri.scheme_str()?.to_owned();
        let usual = if scheme == "https" { 443 } else { 80 };
        Some((
            scheme,
            uri.host()?.to_ascii_lowercase(),
            uri.port_u16().unwrap_or(usual),
        ))
    };
    let has_credentials = to.authority().is_some_and(|authority| authority.as_str().contains('@'));
    (origin(&to)? == origin(base)? && !has_credentials).then_some(to)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn resources_come_as_the_server_wrote_them() {
        let body = r#"{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"http://x/Patient?_sort=_lastUpdated"},
            {"relation":"next","url":"http://x/2"}],"entry":[
            {"resource":{"resourceType":"Patient","id":"p","meta":{"versionId":"1","lastUpdated":"2026-01-31T10:30:00.5+02:00"},"x":1.50}},
            {"resource":{"resourceType":"OperationOutcome","id":"o"},"search":{"mode":"outcome"}}]}"#;
        let page = Page::read(body.as_bytes(), "Patient").expect("it is one");
        assert!(page.is_sorted && page.next.as_deref() == Some("http://x/2"));
        assert_eq!(page.resources.len(), 1);
        assert!(page.resources[0].content.ends_with(b"\"x\":1.50}"));
        assert_eq!(page.resources[0].instant.to_string(), "2026-01-31T08:30:00.5Z");
        assert_eq!(page.resources[0].version.key().as_deref(), Some("Patient/p/_history/1"));
    }

    #[test]
    fn what_is_no_page_is_told() {
        let page = |value: serde_json::Value| {
            Page::read(value.to_string().as_bytes(), "Patient").map(|page| page.resources.len())
        };
        assert!(page(json!({ "resourceType": "Patient" })).is_err());
        assert!(page(json!({ "resourceType": "Bundle", "type": "batch-response" })).is_err());
        let undated = json!({ "resourceType": "Bundle", "type": "searchset", "entry": [{ "resource": { "resourceType": "Patient", "id": "p" } }] });
        assert_eq!(page(undated), Err("a resource in it has no meta.lastUpdated"));
        assert_eq!(page(json!({ "resourceType": "Bundle", "type": "searchset" })), Ok(0));
    }

    #[test]
    fn a_next_page_elsewhere_is_not_followed() {
        let base: Uri = "https://fhir.example.org/r4".parse().expect("it is one");
        let followed = |next: &str| same_origin(next, &base).map(|uri| uri.to_string());
        assert_eq!(
            followed("/r4?page=2").as_deref(),
            Some("https://fhir.example.org/r4?page=2")
        );
        assert!(followed("https://FHIR.example.org:443/r4?page=2").is_some());
        for next in [
            "http://fhir.example.org/r4?page=2",
            "https://evil.example.org/r4",
            "//evil.example.org/r4",
            "https://fhir.example.org:8443/r4",
            "https://a:b@fhir.example.org/r4",
            "",
        ] {
            assert_eq!(followed(next), None, "{next}");
        }
    }
}
