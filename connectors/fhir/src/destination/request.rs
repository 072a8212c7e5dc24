//! From a message to a request (FHIR R4 §3.1.0).

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use nilecare_connector_http::{HttpCall, encode};
use nilecare_engine_api::{OutboundMessage, ParameterPattern, SendError};
use serde_json::Value;

use crate::config::{is_id, is_type};
use crate::content::{Content, JSON};
use crate::failure::unusable;
use crate::{FhirDestinationConfig, FhirInteraction};

const JSON_PATCH: &str = "application/json-patch+json";
const IF_NONE_EXIST: HeaderName = HeaderName::from_static("if-none-exist");
const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What was asked, as far as the answer is judged by it.
#[derive(Debug)]
pub(super) struct Asked {
    /// The Bundle of a batch.
    pub batch: Option<Value>,
    /// A version was named.
    pub has_version: bool,
}

/// A request, and what it asks.
#[derive(Debug)]
pub(super) struct Prepared {
    pub call: HttpCall,
    pub asked: Asked,
}

/// Makes requests.
pub(super) struct Requests {
    config: FhirDestinationConfig,
    id: Option<ParameterPattern>,
    search: Option<ParameterPattern>,
    if_none_exist: Option<ParameterPattern>,
    if_match: Option<ParameterPattern>,
}

/// Which resource.
enum Which {
    New,
    Id(String),
    Found(String),
}

type Values = BTreeMap<String, String>;

impl Requests {
    /// Takes settings that are valid.
    pub(super) fn new(config: &FhirDestinationConfig) -> Self {
        let pattern = |text: &Option<String>| text.as_deref().and_then(|text| ParameterPattern::parse(text).ok());
        Self {
            id: pattern(&config.id),
            search: pattern(&config.search),
            if_none_exist: pattern(&config.if_none_exist),
            if_match: pattern(&config.if_match),
            config: config.clone(),
        }
    }

    /// Makes the request of a message.
    pub(super) fn build(&self, message: &OutboundMessage) -> Result<Prepared, SendError> {
        use FhirInteraction as Does;
        let values = &message.parameters;
        if self.config.interaction == Does::Patch {
            return self.patch(&message.content, values);
        }
        let content = Content::read(&message.content)?;
        match (self.config.interaction, content.bundle_type()) {
            (Does::Auto, Some("transaction" | "batch")) => self.bundle(&content),
            (Does::Transaction, Some("transaction")) | (Does::Batch, Some("batch")) => self.bundle(&content),
            (Does::Transaction | Does::Batch, _) => {
                Err(unusable("the message is no Bundle of the type that the interaction is"))
            }
            (Does::Create, _) => self.create(&content, values),
            (Does::Update, _) => self.update(content, values),
            (Does::Auto, _) if content.id().is_some() || self.id.is_some() || self.search.is_some() => {
                self.update(content, values)
            }
            (Does::Auto | Does::Patch, _) => self.create(&content, values),
        }
    }

    fn bundle(&self, content: &Content) -> Result<Prepared, SendError> {
        let (body, content_type) = content.write(self.config.format)?;
        let headers = self.headers(content_type)?;
        let batch = (content.bundle_type() == Some("batch")).then(|| content.value.clone());
        let call = self.call(Method::POST, String::new(), headers, body)?;
        let asked = Asked {
            batch,
            has_version: false,
        };
        Ok(Prepared { call, asked })
    }

    fn create(&self, content: &Content, values: &Values) -> Result<Prepared, SendError> {
        let (body, content_type) = content.write(self.config.format)?;
        let mut headers = self.headers(content_type)?;
        if let Some(pattern) = &self.if_none_exist {
            let search = fill_search(pattern, values)?;
            headers.insert(IF_NONE_EXIST, header_value(&search)?);
        }
        let call = self.call(
            Method::POST,
            place(content.resource_type(), &Which::New)?,
            headers,
            body,
        )?;
        let asked = Asked {
            batch: None,
            has_version: false,
        };
        Ok(Prepared { call, asked })
    }

    fn update(&self, mut content: Content, values: &Values) -> Result<Prepared, SendError> {
        let which = match self.named(values)? {
            Some(which) => which,
            None => {
                let id = content.id().map(str::to_owned);
                Which::Id(id.ok_or_else(|| unusable("the resource to update has no id"))?)
            }
        };
        if let Which::Id(id) = &which {
            // A resource that says another id than its address is refused by every server (FHIR R4 §3.1.0.4).
            if content.id().is_some_and(|own| own != id) {
                return Err(unusable("the resource has another id than the setting id gives"));
            }
            content.set_id(id);
        }
        let (body, content_type) = content.write(self.config.format)?;
        let at = place(content.resource_type(), &which)?;
        self.change(Method::PUT, at, content_type, body, values)
    }

    fn patch(&self, content: &Bytes, values: &Values) -> Result<Prepared, SendError> {
        let first = content.trim_ascii_start().first();
        let content_type = if first == Some(&b'[') { JSON_PATCH } else { JSON };
        let (body, content_type) = if content_type == JSON_PATCH {
            let is_patch = is_json_patch(content);
            if !is_patch {
                return Err(unusable(
                    "the message is no JSON Patch: write an array of operations with op and path",
                ));
            }
            (content.clone(), JSON_PATCH)
        } else {
            let resource = Content::read(content)?;
            if resource.resource_type() != "Parameters" {
                return Err(unusable(
                    "the message is no patch: write a JSON Patch or a Parameters resource",
                ));
            }
            resource.write(self.config.format)?
        };
        let which = self.named(values)?;
        let which = which.ok_or_else(|| unusable("neither id nor search says what is patched"))?;
        let at = place(self.config.resource_type.as_deref().unwrap_or_default(), &which)?;
        self.change(Method::PATCH, at, content_type, body, values)
    }

    fn change(
        &self,
        method: Method,
        at: String,
        content_type: &'static str,
        body: Bytes,
        values: &Values,
    ) -> Result<Prepared, SendError> {
        let mut headers = self.headers(content_type)?;
        if let Some(pattern) = &self.if_match {
            let version = fill_id(pattern, values)?;
            headers.insert(header::IF_MATCH, header_value(&format!("W/\"{version}\""))?);
        }
        let call = self.call(method, at, headers, body)?;
        let asked = Asked {
            batch: None,
            has_version: self.if_match.is_some(),
        };
        Ok(Prepared { call, asked })
    }

    /// Returns which resource the settings name; `None` when they leave it to the message.
    fn named(&self, values: &Values) -> Result<Option<Which>, SendError> {
        if let Some(pattern) = &self.search {
            return fill_search(pattern, values).map(Which::Found).map(Some);
        }
        let id = self.id.as_ref().map(|pattern| fill_id(pattern, values));
        Ok(id.transpose()?.map(Which::Id))
    }

    fn headers(&self, content_type: &'static str) -> Result<HeaderMap, SendError> {
        // What is said about a patch in JSON is said in FHIR.
        let accept = if content_type == JSON_PATCH { JSON } else { content_type };
        let all = [
            (header::CONTENT_TYPE, content_type),
            (header::ACCEPT, accept),
            (PREFER, self.config.answer.preference()),
        ];
        Ok(all
            .into_iter()
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
            .collect())
    }

    fn call(&self, method: Method, at: String, headers: HeaderMap, body: Bytes) -> Result<HttpCall, SendError> {
        let address = format!("{}{at}", self.config.connection.base());
        Ok(HttpCall {
            method,
            // The address itself may name a patient.
            address: address
                .parse()
                .map_err(|_| unusable("the address that the parameters make is no valid one"))?,
            headers,
            body,
        })
    }
}

/// Sees whether a text is an array of operations (RFC 6902 §3); whether they can be done is the server's to say.
fn is_json_patch(content: &[u8]) -> bool {
    let operations: Result<Vec<Value>, _> = serde_json::from_slice(content);
    operations.is_ok_and(|operations| {
        !operations.is_empty()
            && operations
                .iter()
                .all(|operation| operation["op"].is_string() && operation["path"].is_string())
    })
}

/// Returns the part of the address behind the base.
fn place(resource_type: &str, which: &Which) -> Result<String, SendError> {
    if !is_type(resource_type) {
        return Err(unusable("the resource has a type that FHIR does not have"));
    }
    match which {
        Which::New => Ok(format!("/{resource_type}")),
        Which::Id(id) if is_id(id) => Ok(format!("/{resource_type}/{id}")),
        Which::Id(_) => Err(unusable(
            "the id is none: it may have letters, digits, - and ., at most 64 of them",
        )),
        Which::Found(search) => Ok(format!("/{resource_type}?{search}")),
    }
}

fn fill_id(pattern: &ParameterPattern, values: &Values) -> Result<String, SendError> {
    let plain = |value: &str, text: &mut String| {
        text.push_str(value);
        true
    };
    let id = pattern.fill(values, plain).map_err(|name| missing(&name))?;
    if is_id(&id) {
        Ok(id)
    } else {
        Err(unusable(
            "an id or version that the parameters give is none: it may have letters, digits, - and .",
        ))
    }
}

/// A comma, bar, dollar or backslash within a value is escaped, so that it does not become another value (FHIR R4 §3.1.1.4.0.2).
fn fill_search(pattern: &ParameterPattern, values: &Values) -> Result<String, SendError> {
    let write = |value: &str, text: &mut String| {
        let mut escaped = String::with_capacity(value.len());
        for char in value.chars() {
            if matches!(char, ',' | '|' | '$' | '\\') {
                escaped.push('\\');
            }
            escaped.push(char);
        }
        encode(&escaped, text);
        // A search for nothing in particular finds somebody else.
        !value.trim().is_empty()
    };
    pattern.fill(values, write).map_err(|name| missing(&name))
}

fn header_value(text: &str) -> Result<HeaderValue, SendError> {
    HeaderValue::from_str(text).map_err(|_| unusable("what the parameters make cannot stand in a header"))
}

fn missing(name: &str) -> SendError {
    unusable(format!("the parameter {name} is empty"))
}

#[cfg(test)]
mod tests;
