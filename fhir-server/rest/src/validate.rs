//! `$validate`: the checks that writing does, without writing.
//!
//! The answer is an OperationOutcome with status 200, whatever is found. The resource comes alone or in Parameters; without one, what is
//! stored under the id is looked at.

use http::StatusCode;
use nilecare_fhir_model::{Issue, IssueCode, check, outcome};
use nilecare_fhir_search::TypeId;
use serde_json::Value;

use crate::error::{RestError, RestResult};
use crate::interaction::Interaction;
use crate::respond::Reply;
use crate::service::Inner;

/// What is to be validated, and how.
#[derive(Debug, Default)]
struct Asked {
    resource: Option<Value>,
    mode: Option<String>,
    has_profile: bool,
}

pub(crate) async fn validate(
    service: &Inner,
    interaction: &mut Interaction,
    of: Option<TypeId>,
    id: Option<&str>,
) -> RestResult<Reply> {
    let mut asked = read(service, interaction, of)?;
    if let (None, Some(of), Some(id)) = (&asked.resource, of, id) {
        let stored = service.store.read(of, id).await?.ok_or_else(RestError::not_found)?;
        let body = stored.body.ok_or_else(RestError::gone)?;
        asked.resource = serde_json::from_slice(&body).ok();
    }
    let is_delete = asked.mode.as_deref() == Some("delete");
    let mut issues = match &asked.resource {
        Some(resource) => look(service, resource, of, id, asked.mode.as_deref()),
        None if is_delete => Vec::new(),
        None => {
            return Err(RestError::bad_request(
                "expected a resource, or the parameter resource with one",
            ));
        }
    };
    if asked.has_profile {
        let diagnostics = "profiles are not looked at; the resource was compared with the base definition of its type";
        issues.push(Issue::warning(IssueCode::NotSupported, diagnostics));
    }
    if issues.is_empty() {
        issues.push(Issue::information(
            "elements, types, required codes and invariants are right; other bindings and profiles were not looked at",
        ));
    }
    Ok(Reply::json(StatusCode::OK, &outcome(&issues)))
}

/// Reads the resource, and the parameters from the query or beside it.
fn read(service: &Inner, interaction: &mut Interaction, of: Option<TypeId>) -> RestResult<Asked> {
    let of_query = |wanted: &str| {
        interaction
            .pairs
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.clone())
    };
    let mut asked = Asked {
        resource: None,
        mode: of_query("mode"),
        has_profile: of_query("profile").is_some(),
    };
    if interaction.body.is_empty() && interaction.resource.is_none() {
        return Ok(asked);
    }
    let resource = interaction.take_resource()?;
    let is_wrapped = resource.get("resourceType").and_then(Value::as_str) == Some("Parameters");
    if !is_wrapped || of.is_some_and(|of| service.store.registry().name(of) == "Parameters") {
        asked.resource = Some(resource);
        return Ok(asked);
    }
    let parameters = resource.get("parameter").and_then(Value::as_array);
    for parameter in parameters.into_iter().flatten() {
        match parameter["name"].as_str() {
            Some("resource") => asked.resource = parameter.get("resource").cloned(),
            Some("mode") => asked.mode = parameter["valueCode"].as_str().map(str::to_owned),
            Some("profile") => asked.has_profile = true,
            _ => {}
        }
    }
    Ok(asked)
}

fn look(service: &Inner, resource: &Value, of: Option<TypeId>, id: Option<&str>, mode: Option<&str>) -> Vec<Issue> {
    let mut issues = check(resource);
    let name = of.map(|of| service.store.registry().name(of));
    if name.is_some_and(|name| resource.get("resourceType").and_then(Value::as_str) != Some(name)) {
        issues.push(Issue::error(
            IssueCode::Value,
            "the resource is not of the type of the path",
        ));
    }
    let own = resource.get("id").and_then(Value::as_str);
    let is_update = mode == Some("update");
    if (is_update && own.is_none()) || id.is_some() && own.is_some() && own != id {
        issues.push(Issue::error(
            IssueCode::Value,
            "an update needs the id of the path in the resource",
        ));
    }
    issues
}
