//! What the OpenAPI document says about access.

use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, PathItem, Paths};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, OpenApi};

const EXTENSION: &str = "x-permission";
const AUDITED: &str = "x-audited";
const SCHEME: &str = "bearer";

/// Writes the access of each operation into the document.
pub(crate) fn mark(paths: &mut Paths, access: &str, needs_token: bool) {
    for (_, operation) in paths.paths.values_mut().flat_map(operations_mut) {
        let extension = ExtensionsBuilder::new().add(EXTENSION, access).build();
        operation.extensions.get_or_insert_default().merge(extension);
        if needs_token {
            operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(SCHEME, [])]);
        }
    }
}

/// Notes that requests of these operations are put on record.
pub(crate) fn mark_audited(paths: &mut Paths) {
    for (_, operation) in paths.paths.values_mut().flat_map(operations_mut) {
        let extension = ExtensionsBuilder::new().add(AUDITED, true).build();
        operation.extensions.get_or_insert_default().merge(extension);
    }
}

/// Adds the bearer scheme that the operations refer to; call it once on the whole document.
pub fn describe_security(openapi: &mut OpenApi) {
    let mut bearer = Http::new(HttpAuthScheme::Bearer);
    bearer.bearer_format = Some("JWT".to_owned());
    let components = openapi.components.get_or_insert_with(Components::new);
    components.add_security_scheme(SCHEME, SecurityScheme::Http(bearer));
}

/// Gives each operation an id of its own, from its method and path: `post_channels_by_id_trace` for
/// `POST /api/v1/channels/{id}/trace`. Call it once on the whole document: the names of handlers repeat from resource to
/// resource, and generated clients need ids that do not.
pub fn name_operations(openapi: &mut OpenApi) {
    for (path, item) in &mut openapi.paths.paths {
        for (method, operation) in operations_mut(item) {
            operation.operation_id = Some(operation_id(method, path));
        }
    }
}

fn operation_id(method: &str, path: &str) -> String {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let words = path.split(['/', '.', '-', '$']).filter(|word| !word.is_empty());
    let words = words.map(
        |word| match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
            Some(parameter) => format!("by_{}", parameter.trim_start_matches('*')),
            None => word.to_owned(),
        },
    );
    std::iter::once(method.to_ascii_lowercase())
        .chain(words)
        .collect::<Vec<_>>()
        .join("_")
}

/// Names the schemas that both documents have under one name and that are not the same.
pub fn clashing_schemas(one: &OpenApi, other: &OpenApi) -> Vec<String> {
    let (Some(ours), Some(theirs)) = (&one.components, &other.components) else {
        return Vec::new();
    };
    let clashing = theirs
        .schemas
        .iter()
        .filter(|(name, schema)| ours.schemas.get(*name).is_some_and(|same| same != *schema));
    clashing.map(|(name, _)| name.clone()).collect()
}

/// Lists every operation, as `GET /path`, that was not declared through [`ApiRoutes`](crate::ApiRoutes). A test keeps it empty.
pub fn routes_without_permission(openapi: &OpenApi) -> Vec<String> {
    let mut found = Vec::new();
    for (path, item) in &openapi.paths.paths {
        for (method, operation) in operations(item) {
            if !has_permission(operation) {
                found.push(format!("{method} {path}"));
            }
        }
    }
    found
}

/// Lists every `$ref` of the document that leads nowhere. A test keeps it empty.
pub fn dangling_references(openapi: &OpenApi) -> Vec<String> {
    let document = serde_json::to_value(openapi).expect("an OpenAPI document has text keys, so it always serialises");
    let mut found = Vec::new();
    collect_dangling(&document, &document, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn collect_dangling(node: &serde_json::Value, document: &serde_json::Value, found: &mut Vec<String>) {
    match node {
        serde_json::Value::Object(fields) => {
            let reference = fields.get("$ref").and_then(|reference| reference.as_str());
            if let Some(reference) = reference.filter(|text| document.pointer(text.trim_start_matches('#')).is_none()) {
                found.push(reference.to_owned());
            }
            fields
                .values()
                .for_each(|field| collect_dangling(field, document, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_dangling(item, document, found)),
        _ => {}
    }
}

fn has_permission(operation: &Operation) -> bool {
    let extensions = operation.extensions.as_ref();
    extensions
        .and_then(|all| all.get(EXTENSION))
        .and_then(|value| value.as_str())
        .is_some_and(|name| !name.is_empty())
}

fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("PUT", &item.put),
        ("POST", &item.post),
        ("DELETE", &item.delete),
        ("OPTIONS", &item.options),
        ("HEAD", &item.head),
        ("PATCH", &item.patch),
        ("TRACE", &item.trace),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("OPTIONS", &mut item.options),
        ("HEAD", &mut item.head),
        ("PATCH", &mut item.patch),
        ("TRACE", &mut item.trace),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

#[cfg(test)]
mod tests {
    use super::operation_id;

    #[test]
    fn an_id_tells_method_and_path() {
        for (method, path, expected) in [
            ("GET", "/api/v1/channels", "get_channels"),
            ("POST", "/api/v1/channels/{id}/trace", "post_channels_by_id_trace"),
            ("GET", "/fhir/Patient/{id}/_history", "get_fhir_Patient_by_id__history"),
            ("POST", "/api/v1/auth/sign-out", "post_auth_sign_out"),
        ] {
            assert_eq!(operation_id(method, path), expected);
        }
    }
}
