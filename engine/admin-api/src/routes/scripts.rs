//! What scripts can use, for editors.

use nilecare_http::Json;
use nilecare_script::{ReferenceEntry, reference};
use serde::Serialize;
use utoipa::ToSchema;

/// What scripts can use.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScriptReferenceView {
    /// The variables.
    pub variables: Vec<ScriptEntryView>,
    /// The functions and properties. A name stands once for each kind of value that has it.
    pub functions: Vec<ScriptEntryView>,
}

/// A variable, function or property.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScriptEntryView {
    /// Its name; `[]` for what stands in square brackets.
    #[schema(example = "hl7_date")]
    pub name: String,
    /// How it is written.
    #[schema(example = "hl7_date(text)")]
    pub signature: String,
    /// What it is about; empty for variables.
    #[schema(example = "Dates and times")]
    pub section: String,
    /// What it is, gives or does, in Markdown.
    pub description: String,
    /// Examples.
    pub examples: Vec<ScriptExampleView>,
}

/// A script and what it gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScriptExampleView {
    /// The script.
    #[schema(example = "hl7_date(\"19700305\")")]
    pub code: String,
    /// Its value as text; `error: …` when it fails.
    #[schema(example = "1970-03-05")]
    pub result: String,
}

/// Tells the variables and functions of scripts, with their texts and examples, for completion and hover help.
#[utoipa::path(get, path = "/api/v1/scripts/reference", tag = "channels",
    responses((status = 200, body = ScriptReferenceView)))]
pub(crate) async fn read_reference() -> Json<ScriptReferenceView> {
    let reference = reference();
    Json(ScriptReferenceView {
        variables: reference.variables.iter().map(view).collect(),
        functions: reference.functions.iter().map(view).collect(),
    })
}

fn view(entry: &ReferenceEntry) -> ScriptEntryView {
    let examples = entry.examples.iter().map(|example| ScriptExampleView {
        code: example.code.clone(),
        result: example.result.clone(),
    });
    ScriptEntryView {
        name: entry.name.clone(),
        signature: entry.signature.clone(),
        section: entry.section.clone(),
        description: entry.description.clone(),
        examples: examples.collect(),
    }
}
