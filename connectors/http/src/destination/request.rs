//! From a message to a request.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use nilecare_engine_api::{FailureKind, OutboundMessage, ParameterPattern, SendError};

use super::failure::{REFUSED, settings};
use crate::HttpDestinationConfig;
use crate::address::{encode, plain, within_address};

/// Scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    pub is_https: bool,
    /// Without brackets.
    pub host: String,
    pub port: u16,
}

impl Origin {
    pub(super) fn of(address: &Uri) -> Self {
        let is_https = address.scheme_str() == Some("https");
        let host = address.host().unwrap_or_default();
        Self {
            is_https,
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port: address.port_u16().unwrap_or(if is_https { 443 } else { 80 }),
        }
    }

    /// Returns host:port, with brackets where they are needed.
    pub(super) fn address(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

/// A request that can be made more than once.
#[derive(Debug, Clone)]
pub struct HttpCall {
    /// The method.
    pub method: Method,
    /// Scheme, host, port, path and query.
    pub address: Uri,
    /// Headers; who we are, and whom we call, is added.
    pub headers: HeaderMap,
    /// The content; empty for none.
    pub body: Bytes,
}

/// Makes requests.
pub(super) struct Requests {
    config: Arc<HttpDestinationConfig>,
    url: ParameterPattern,
    query: Vec<(String, ParameterPattern)>,
    headers: Vec<(HeaderName, ParameterPattern)>,
    origin: Origin,
    method: Method,
    has_content: bool,
}

impl Requests {
    /// Takes settings that are valid.
    pub(super) fn new(config: &Arc<HttpDestinationConfig>) -> Self {
        let pattern = |text: &str| ParameterPattern::parse(text).ok();
        let url = pattern(&config.url).unwrap_or_else(|| unreachable!("it was validated"));
        let query = config.query.iter();
        let query = query
            .filter_map(|(name, text)| Some((name.clone(), pattern(text)?)))
            .collect();
        let headers = config.headers.iter();
        let headers = headers
            .filter_map(|(name, text)| Some((name.parse().ok()?, pattern(text)?)))
            .collect();
        let any = url.names().into_iter().map(|name| (name, "x".to_owned())).collect();
        let address = url
            .fill(&any, within_address)
            .ok()
            .and_then(|address| address.parse::<Uri>().ok());
        let method: Method = config.method.parse().unwrap_or(Method::POST);
        let is_bare = [Method::GET, Method::HEAD, Method::DELETE].contains(&method);
        Self {
            origin: Origin::of(&address.unwrap_or_default()),
            url,
            query,
            headers,
            has_content: config.send_content.unwrap_or(!is_bare),
            method,
            config: Arc::clone(config),
        }
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Makes the request of a message.
    pub(super) fn build(&self, message: &OutboundMessage) -> Result<HttpCall, SendError> {
        let values = &message.parameters;
        let mut headers = HeaderMap::new();
        for (name, pattern) in &self.headers {
            let value = pattern.fill(values, plain).map_err(|name| missing(&name))?;
            // A line break would begin another header.
            let value = HeaderValue::from_bytes(value.as_bytes());
            let value = value.map_err(|_| refused(format!("the value of the header {name} cannot be sent")))?;
            headers.insert(name.clone(), value);
        }
        if let (Ok(name), Ok(key)) = (
            self.config.idempotency_header.parse::<HeaderName>(),
            HeaderValue::from_str(&message.idempotency_key),
        ) {
            headers.insert(name, key);
        }
        let body = self.body(message, &mut headers)?;
        Ok(HttpCall {
            method: self.method.clone(),
            address: self.address(values)?,
            headers,
            body,
        })
    }

    /// Makes the request of a check: to the path before the first parameter, without a body.
    pub(super) fn check(&self, method: &str) -> Result<HttpCall, SendError> {
        let address = self.url.beginning().split('?').next().unwrap_or_default();
        Ok(HttpCall {
            method: method.parse().map_err(|_| settings("check_method is no method"))?,
            address: address.parse().map_err(|_| settings("url is no address"))?,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        })
    }

    fn address(&self, values: &BTreeMap<String, String>) -> Result<Uri, SendError> {
        let mut address = self.url.fill(values, within_address).map_err(|name| missing(&name))?;
        for (name, pattern) in &self.query {
            address.push(if address.contains('?') { '&' } else { '?' });
            encode(name, &mut address);
            address.push('=');
            let value = pattern.fill(values, plain).map_err(|name| missing(&name))?;
            encode(&value, &mut address);
        }
        // The address itself may name a patient.
        address
            .parse()
            .map_err(|_| refused("the address that the parameters make is no valid one"))
    }

    fn body(&self, message: &OutboundMessage, headers: &mut HeaderMap) -> Result<Bytes, SendError> {
        if !self.has_content {
            return Ok(Bytes::new());
        }
        if let Ok(content_type) = HeaderValue::from_str(&self.config.content_type) {
            headers.insert(header::CONTENT_TYPE, content_type);
        }
        if !self.config.compress {
            return Ok(message.content.clone());
        }
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        let packed = encoder.write_all(&message.content).and_then(|()| encoder.finish());
        packed
            .map(Bytes::from)
            .map_err(|_| refused("the content cannot be compressed"))
    }
}

fn missing(name: &str) -> SendError {
    refused(format!("the parameter {name} is empty, or cannot stand in an address"))
}

fn refused(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Reject, REFUSED, detail)
}
