//! What a server says that it can do (FHIR R4 §3.1.0.14).

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use nilecare_connector_http::{HttpCall, HttpCaller};
use nilecare_engine_api::{FailureKind, SendError};
use serde_json::Value;

use crate::content::JSON;
use crate::failure::{BUSY, NOT_LET_IN, NOT_SPOKEN};
use crate::{FhirDestinationConfig, FhirFormat, FhirInteraction};

/// Asks for the CapabilityStatement, and tells whether it has what the settings need.
pub(super) async fn ask(caller: &HttpCaller, config: &FhirDestinationConfig) -> Result<String, SendError> {
    let address = format!("{}/metadata", config.connection.base());
    let call = HttpCall {
        method: Method::GET,
        address: address
            .parse()
            .map_err(|_| not_spoken("url is no base address".to_owned()))?,
        headers: HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(JSON))]),
        body: Bytes::new(),
    };
    let answer = caller.call(call).await?;
    let status = answer.status.as_u16();
    match answer.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            let detail = format!("the server answered {status} to metadata; see authentication");
            return Err(SendError::new(FailureKind::Stop, NOT_LET_IN, detail));
        }
        status if status.is_server_error() => {
            let detail = format!("the server answered {} to metadata", status.as_u16());
            return Err(SendError::new(FailureKind::Retry, BUSY, detail));
        }
        status if !status.is_success() => {
            let detail = format!(
                "the server answered {} to metadata; is url the base address of a FHIR server?",
                status.as_u16()
            );
            return Err(not_spoken(detail));
        }
        _ => {}
    }
    let stated: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    judge(&stated, config)
}

fn judge(stated: &Value, config: &FhirDestinationConfig) -> Result<String, SendError> {
    if stated["resourceType"] != "CapabilityStatement" {
        let detail = "what answers metadata is no FHIR server; is url its base address?";
        return Err(not_spoken(detail.to_owned()));
    }
    let version = stated["fhirVersion"].as_str().unwrap_or_default();
    if !version.starts_with("4.0") {
        let version: String = version
            .chars()
            .filter(|char| char.is_ascii_alphanumeric() || *char == '.')
            .take(20)
            .collect();
        return Err(not_spoken(format!(
            "the server speaks FHIR {version:?}, and not R4 (4.0.1)"
        )));
    }
    if config.format == FhirFormat::Xml && !has(&stated["format"], &["xml", "application/fhir+xml"]) {
        return Err(not_spoken("the server states no XML; set format to json".to_owned()));
    }
    let told = format!("metadata answered: FHIR {version}");
    Ok(match lacking(stated, config) {
        // Many servers leave out of their statement what they can do.
        Some(what) => format!("{told}; it does not state {what}"),
        None => told,
    })
}

fn has(list: &Value, wanted: &[&str]) -> bool {
    let mut items = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    items.any(|item| wanted.contains(&item))
}

/// Names what a server does not state and the settings need.
fn lacking(stated: &Value, config: &FhirDestinationConfig) -> Option<String> {
    let rest = &stated["rest"][0];
    let codes = |list: &Value, wanted: &str| {
        let mut items = list.as_array().into_iter().flatten();
        items.any(|item| item["code"] == wanted)
    };
    let of_system = |wanted: &str| (!codes(&rest["interaction"], wanted)).then(|| wanted.to_owned());
    let of_types = |wanted: &str, is_it: &dyn Fn(&Value) -> bool| {
        let mut types = rest["resource"].as_array().into_iter().flatten();
        (!types.any(is_it)).then(|| format!("{wanted} of any type"))
    };
    match config.interaction {
        FhirInteraction::Auto => None,
        FhirInteraction::Transaction => of_system("transaction"),
        FhirInteraction::Batch => of_system("batch"),
        FhirInteraction::Create if config.if_none_exist.is_some() => {
            of_types("conditional create", &|one| one["conditionalCreate"] == true)
        }
        FhirInteraction::Create => of_types("create", &|one| codes(&one["interaction"], "create")),
        FhirInteraction::Update if config.search.is_some() => {
            of_types("conditional update", &|one| one["conditionalUpdate"] == true)
        }
        FhirInteraction::Update => of_types("update", &|one| codes(&one["interaction"], "update")),
        FhirInteraction::Patch => {
            let name = config.resource_type.as_deref().unwrap_or_default();
            let is_it = |one: &Value| one["type"] == name && codes(&one["interaction"], "patch");
            of_types("patch", &is_it)
        }
    }
}

fn not_spoken(detail: String) -> SendError {
    SendError::new(FailureKind::Stop, NOT_SPOKEN, detail)
}
