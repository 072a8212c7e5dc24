//! The CapabilityStatement, made from what is loaded (FHIR R4 §3.1.0.10).

use http::{Method, StatusCode};
use nilecare_fhir_model::{FHIR_VERSION, ParameterKind};
use nilecare_fhir_search::{Registry, TypeId};
use serde_json::{Value, json};

use crate::error::{RestError, RestResult};
use crate::respond::Reply;
use crate::service::{Inner, RestOptions};

/// When what this says last changed.
const DATE: &str = "2026-11-29";

pub(crate) fn reply(service: &Inner, base: &str, method: &Method) -> RestResult<Reply> {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return Err(RestError::method_not_allowed("GET"));
    }
    let mut statement = service.capability.clone();
    statement["implementation"] = json!({"description": "NileCare", "url": base});
    Ok(Reply::json(StatusCode::OK, &statement))
}

/// Makes the statement without what depends on the request.
pub(crate) fn statement(registry: &Registry, options: &RestOptions) -> Value {
    let of = (0..registry.types().len()).map(|at| resource(registry, TypeId(at as u16)));
    let interactions = ["transaction", "batch", "search-system", "history-system"].map(|code| json!({ "code": code }));
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": DATE,
        "kind": "instance",
        "software": {"name": "NileCare", "version": options.software_version},
        "fhirVersion": FHIR_VERSION,
        "format": ["application/fhir+json", "application/fhir+xml", "json", "xml"],
        "patchFormat": ["application/json-patch+json", "application/merge-patch+json"],
        "rest": [{
            "mode": "server",
            "security": {"description": "Bearer tokens of this hub; fhir:read and fhir:write."},
            "resource": of.collect::<Vec<_>>(),
            "interaction": interactions,
            "compartment": ["http://hl7.org/fhir/CompartmentDefinition/patient"],
        }],
    })
}

fn operations(name: &str) -> Vec<Value> {
    let of = |name: &str, definition: &str| json!({"name": name, "definition": format!("http://hl7.org/fhir/OperationDefinition/{definition}")});
    let mut operations = vec![of("validate", "Resource-validate")];
    if name == "Patient" {
        operations.push(of("everything", "Patient-everything"));
    }
    operations
}

fn resource(registry: &Registry, of: TypeId) -> Value {
    let name = registry.name(of);
    let interactions: [Value; 9] = [
        "read",
        "vread",
        "update",
        "patch",
        "delete",
        "history-instance",
        "history-type",
        "create",
        "search-type",
    ]
    .map(|code| json!({ "code": code }));
    let supported = || {
        registry
            .of(of)
            .map(|(_, parameter)| parameter)
            .filter(|parameter| parameter.is_supported())
    };
    let parameters = supported()
        .map(|parameter| json!({"name": parameter.code, "definition": parameter.url, "type": parameter.kind.as_str()}));
    let references = supported().filter(|parameter| parameter.kind == ParameterKind::Reference);
    let includes: Vec<String> = references
        .map(|parameter| format!("{name}:{}", parameter.code))
        .collect();
    let others = registry.parameters().iter().filter(|parameter| {
        parameter.kind == ParameterKind::Reference && parameter.is_supported() && parameter.targets.contains(&of)
    });
    let revincludes: Vec<String> = others
        .map(|parameter| format!("{}:{}", registry.name(parameter.of), parameter.code))
        .collect();
    let mut value = json!({
        "type": name,
        "interaction": interactions,
        "versioning": "versioned-update",
        "readHistory": true,
        "updateCreate": true,
        "conditionalCreate": true,
        "conditionalRead": "full-support",
        "conditionalUpdate": true,
        "conditionalDelete": "multiple",
        "searchParam": parameters.collect::<Vec<_>>(),
        "operation": operations(name),
    });
    // FHIR has no empty arrays.
    for (member, list) in [("searchInclude", includes), ("searchRevInclude", revincludes)] {
        if !list.is_empty() {
            value[member] = json!(list);
        }
    }
    value
}
